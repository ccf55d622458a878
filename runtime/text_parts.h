/*
 * Splitting: the parts of a str, bytes or bytearray on their way into a list. The ways to split are here, once for all
 * three; each is instantiated with a function that makes one part.
 *
 * Few parts lie on the C stack until the list is made, more in a buffer that becomes the list's: until then nobody else
 * sees it.
 */
#ifndef HASP_RUNTIME_TEXT_PARTS_H
#define HASP_RUNTIME_TEXT_PARTS_H

#include "runtime/list.h"
#include "runtime/str_search.h"
#include "runtime/text_blocks.h"

enum { N_FEW_PARTS = 12 };

struct parts {
    struct thread *t;
    Value self; /* what is split */
    struct text text;
    Value *items; /* `few`, or those of `buffer` */
    size_t n, capacity;
    struct value_buffer *buffer; /* or NULL */
    Value few[N_FEW_PARTS];
};
/* Not to be moved. */
static ALWAYS_INLINE void parts_begin(struct parts *parts, struct thread *t, Value self,
                                      struct text text)
{
    parts->t = t;
    parts->self = self;
    parts->text = text;
    parts->items = parts->few;
    parts->n = 0;
    parts->capacity = N_FEW_PARTS;
    parts->buffer = NULL;
}
RAISES bool parts_reserve(struct parts *parts, size_t capacity);
/* `part` may be VALUE_ERROR. */
RAISES static ALWAYS_INLINE bool parts_push(struct parts *parts, Value part)
{
    if (UNLIKELY(part == VALUE_ERROR) ||
        (UNLIKELY(parts->n == parts->capacity) && !parts_reserve(parts, parts->n * 2))) {
        return false;
    }
    parts->items[parts->n++] = part;
    return true;
}
void parts_reverse(struct parts *parts);
RAISES Value parts_finish(struct parts *parts); /* the list */

/* Appends text[from:to]. */
typedef bool (*part_adder)(struct parts *parts, size_t from, size_t to);
/* A block of bytes, all bits set where it is of some class. */
typedef block (*byte_class)(block);

/* The bits of the 64 bytes from `i` on; those beyond the end are as `beyond`. */
static ALWAYS_INLINE uint64_t parts_bits(const struct parts *parts, size_t i, byte_class is_in,
                                         char beyond)
{
    const char *from = (const char *)parts->text.characters + i;
    size_t left = parts->text.length - i;
    if (LIKELY(left >= 64)) {
        return blocks_bits(from, is_in);
    }
    char padded[64];
    memset(padded, beyond, sizeof padded);
    memcpy(padded, from, left);
    return left > BLOCK ? blocks_bits(padded, is_in) : block_bits(is_in(block_load(padded)));
}

/* At runs of spaces, without a limit, in a text of kind 1: words are between changes from space to other characters and
   back. */
RAISES static ALWAYS_INLINE bool parts_split_spaces(struct parts *parts, byte_class is_space,
                                                    part_adder add)
{
    size_t length = parts->text.length, word = 0;
    uint64_t before = 1; /* was the last character a space? */
    bool in_word = false;
    for (size_t i = 0; i < length; i += 64) {
        uint64_t spaces = parts_bits(parts, i, is_space, ' ');
        uint64_t changes = spaces ^ (spaces << 1 | before);
        before = spaces >> 63;
        for (; changes != 0; changes &= changes - 1, in_word = !in_word) {
            size_t at = i + (size_t)__builtin_ctzll(changes);
            if (at >= length) {
                break;
            }
            if (!in_word) {
                word = at;
            } else if (!add(parts, word, at)) {
                return false;
            }
        }
    }
    return !in_word || add(parts, word, length);
}

/* Where the line that is ended by the character at `i` ends: behind \r\n, which is one end. */
static ALWAYS_INLINE size_t parts_behind_line_end(const struct parts *parts, size_t i)
{
    bool is_pair = text_at(parts->text, i) == '\r' && i + 1 < parts->text.length &&
                   text_at(parts->text, i + 1) == '\n';
    return i + 1 + is_pair;
}

/* In lines, in a text of kind 1. */
RAISES static ALWAYS_INLINE bool parts_split_lines(struct parts *parts, byte_class is_line_end,
                                                   bool keep_ends, part_adder add)
{
    size_t length = parts->text.length, from = 0;
    for (size_t i = 0; i < length; i += 64) {
        uint64_t ends = parts_bits(parts, i, is_line_end, ' ');
        for (; ends != 0; ends &= ends - 1) {
            size_t at = i + (size_t)__builtin_ctzll(ends);
            if (at < from) {
                continue; /* the second of a pair */
            }
            size_t next = parts_behind_line_end(parts, at);
            if (!add(parts, from, keep_ends ? next : at)) {
                return false;
            }
            from = next;
        }
    }
    return from >= length || add(parts, from, length);
}

/* Room for all parts, the first `n` separators of which have been found. */
RAISES bool parts_reserve_for(struct parts *parts, struct text separator, const size_t *places,
                              size_t n);

/* At a separator that is not empty; at most `limit` times unless that is negative. */
RAISES static ALWAYS_INLINE bool parts_split_at(struct parts *parts, struct text separator,
                                                int64_t limit, part_adder add)
{
    size_t places[TEXT_N_PLACES], n, from = 0;
    bool is_first = true;
    do {
        size_t max = limit >= 0 && limit < TEXT_N_PLACES ? (size_t)limit : TEXT_N_PLACES;
        n = text_find_each(parts->text, from, separator, places, max);
        if (is_first && limit < 0 && !parts_reserve_for(parts, separator, places, n)) {
            return false;
        }
        is_first = false;
        for (size_t i = 0; i < n; i++) {
            if (!add(parts, from, places[i])) {
                return false;
            }
            from = places[i] + separator.length;
        }
        limit -= limit >= 0 ? (int64_t)n : 0;
    } while (n == TEXT_N_PLACES);
    return add(parts, from, parts->text.length);
}

/* The same from the end; the parts come in reverse. */
RAISES static ALWAYS_INLINE bool parts_split_at_from_end(struct parts *parts, struct text separator,
                                                         int64_t limit, part_adder add)
{
    size_t to = parts->text.length;
    while (limit-- != 0) {
        int64_t found = text_find_last(text_part(parts->text, 0, to), separator);
        if (found < 0) {
            break;
        }
        if (!add(parts, (size_t)found + separator.length, to)) {
            return false;
        }
        to = (size_t)found;
    }
    return add(parts, 0, to);
}

#endif
