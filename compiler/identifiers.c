/* Open addressing with linear probing; the table doubles when it is three quarters full. FNV-1a hashing. */
#include "compiler/identifiers.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct entry {
    const char *text;
    uint32_t size;
    uint32_t hash;
};

struct identifiers {
    struct arena *arena;
    struct entry *entries;
    uint32_t mask;
    uint32_t n_used;
};

enum { FIRST_CAPACITY = 256 };

struct identifiers *identifiers_create(struct arena *arena)
{
    struct identifiers *identifiers = arena_alloc(arena, sizeof *identifiers);
    struct entry *entries = arena_alloc_array(arena, FIRST_CAPACITY, sizeof *entries);
    if (identifiers == NULL || entries == NULL) {
        return NULL;
    }
    *identifiers = (struct identifiers){arena, entries, FIRST_CAPACITY - 1, 0};
    return identifiers;
}

static uint32_t hash_text(const char *text, size_t n)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < n; i++) {
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    }
    return hash;
}

static bool grow(struct identifiers *identifiers)
{
    size_t capacity = ((size_t)identifiers->mask + 1) * 2;
    struct entry *entries = arena_alloc_array(identifiers->arena, capacity, sizeof *entries);
    if (entries == NULL) {
        return false;
    }
    for (uint32_t i = 0; i <= identifiers->mask; i++) {
        struct entry entry = identifiers->entries[i];
        if (entry.text != NULL) {
            size_t at = entry.hash & (capacity - 1);
            while (entries[at].text != NULL) {
                at = (at + 1) & (capacity - 1);
            }
            entries[at] = entry;
        }
    }
    identifiers->entries = entries;
    identifiers->mask = (uint32_t)capacity - 1;
    return true;
}

const char *identifier_intern(struct identifiers *identifiers, const char *text, size_t n)
{
    if (identifiers->n_used > identifiers->mask / 4 * 3 && !grow(identifiers)) {
        return NULL;
    }
    uint32_t hash = hash_text(text, n);
    uint32_t at = hash & identifiers->mask;
    struct entry *entry;
    while ((entry = &identifiers->entries[at])->text != NULL) {
        if (entry->hash == hash && entry->size == n && memcmp(entry->text, text, n) == 0) {
            return entry->text;
        }
        at = (at + 1) & identifiers->mask;
    }
    const char *copy = arena_strdup(identifiers->arena, text, n);
    if (copy != NULL) {
        *entry = (struct entry){copy, (uint32_t)n, hash};
        identifiers->n_used++;
    }
    return copy;
}
