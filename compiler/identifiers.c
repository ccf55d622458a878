/* Interning by an open-addressed table with linear probing, which doubles at half its capacity. */
#include "compiler/identifiers.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct identifiers {
    struct arena *arena;
    uint32_t n, mask;
    struct entry {
        const char *text; /* NULL: free */
        uint32_t size, hash;
    } * entries;
};

enum { FIRST_CAPACITY = 64 };

struct identifiers *identifiers_create(struct arena *arena)
{
    struct identifiers *identifiers = arena_alloc(arena, sizeof *identifiers);
    if (!identifiers) {
        return NULL;
    }
    identifiers->arena = arena;
    identifiers->mask = FIRST_CAPACITY - 1;
    identifiers->entries = arena_alloc_array(arena, FIRST_CAPACITY, sizeof *identifiers->entries);
    return identifiers->entries ? identifiers : NULL;
}

/* FNV-1a. */
static uint32_t hash_of(const char *text, size_t n)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < n; i++) {
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    }
    return hash ^ hash >> 15;
}

static struct entry *find(struct entry *entries, uint32_t mask, const char *text, size_t n,
                          uint32_t hash)
{
    uint32_t i = hash & mask;
    while (entries[i].text && (entries[i].hash != hash || entries[i].size != n ||
                               memcmp(entries[i].text, text, n) != 0)) {
        i = (i + 1) & mask;
    }
    return &entries[i];
}

static bool grow(struct identifiers *identifiers)
{
    uint32_t mask = identifiers->mask * 2 + 1;
    struct entry *entries =
        arena_alloc_array(identifiers->arena, (size_t)mask + 1, sizeof *entries);
    if (!entries) {
        return false;
    }
    for (uint32_t i = 0; i <= identifiers->mask; i++) {
        const struct entry *old = &identifiers->entries[i];
        if (old->text) {
            *find(entries, mask, old->text, old->size, old->hash) = *old;
        }
    }
    identifiers->entries = entries;
    identifiers->mask = mask;
    return true;
}

const char *identifier_intern(struct identifiers *identifiers, const char *text, size_t n)
{
    uint32_t hash = hash_of(text, n);
    struct entry *entry = find(identifiers->entries, identifiers->mask, text, n, hash);
    if (entry->text) {
        return entry->text;
    }
    if (identifiers->n * 2 > identifiers->mask) {
        if (!grow(identifiers)) {
            return NULL;
        }
        entry = find(identifiers->entries, identifiers->mask, text, n, hash);
    }
    char *copy = arena_strdup(identifiers->arena, text, n);
    if (copy) {
        *entry = (struct entry){copy, (uint32_t)n, hash};
        identifiers->n++;
    }
    return copy;
}
