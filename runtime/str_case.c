/* Changes of case, with the full mappings of the standard ("ß".upper() is "SS"). */
#include "runtime/str_builder.h"
#include "runtime/str_internal.h"
#include "runtime/str_methods.h"
#include "runtime/unicode.h"

enum { CAPITAL_SIGMA = 0x3a3, SMALL_SIGMA = 0x3c3, FINAL_SIGMA = 0x3c2 };

static ALWAYS_INLINE char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}
static ALWAYS_INLINE char ascii_upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

/* A final sigma: a cased character before it and none behind, ignorable ones aside. */
static uint32_t lower_sigma(const struct str *s, uint64_t at)
{
    uint64_t i = at;
    while (i > 0 && unicode_is(str_at(s, i - 1), UNICODE_CASE_IGNORABLE)) {
        i--;
    }
    if (i == 0 || !unicode_is(str_at(s, i - 1), UNICODE_CASED)) {
        return SMALL_SIGMA;
    }
    for (i = at + 1; i < s->length && unicode_is(str_at(s, i), UNICODE_CASE_IGNORABLE);) {
        i++;
    }
    return i < s->length && unicode_is(str_at(s, i), UNICODE_CASED) ? SMALL_SIGMA : FINAL_SIGMA;
}

static void add_mapped(struct str_builder *b, const struct str *s, uint64_t i, enum unicode_case to)
{
    uint32_t c = str_at(s, i), mapped[UNICODE_MAX_MAPPING];
    if (c == CAPITAL_SIGMA && to == UNICODE_TO_LOWER) {
        str_builder_add_code_point(b, lower_sigma(s, i));
        return;
    }
    unsigned n = unicode_map(c, to, mapped);
    for (unsigned k = 0; k < n; k++) {
        str_builder_add_code_point(b, mapped[k]);
    }
}

/* Which mapping a character gets. */
enum way { WAY_ALL, WAY_FIRST, WAY_WORDS, WAY_SWAP };

/* The mapping of the character at `i` in the ways that are not WAY_ALL, or -1: it stays. */
static ALWAYS_INLINE int case_at(enum way way, uint64_t i, unsigned flags, bool is_in_word)
{
    switch (way) {
    case WAY_FIRST:
        return i == 0 ? UNICODE_TO_TITLE : UNICODE_TO_LOWER;
    case WAY_WORDS:
        return is_in_word ? UNICODE_TO_LOWER : UNICODE_TO_TITLE;
    default:
        return flags & UNICODE_UPPER   ? UNICODE_TO_LOWER
               : flags & UNICODE_LOWER ? UNICODE_TO_UPPER
                                       : -1;
    }
}

/* In Unicode's full generality. */
static Value map_fully(struct thread *t, const struct str *s, enum way way, enum unicode_case all)
{
    struct str_builder b;
    bool is_in_word = false;
    str_builder_init(&b, t);
    for (uint64_t i = 0; i < s->length; i++) {
        unsigned flags = unicode_record(str_at(s, i))->flags;
        int to = way == WAY_ALL ? (int)all : case_at(way, i, flags, is_in_word);
        is_in_word = flags & UNICODE_CASED;
        if (to >= 0) {
            add_mapped(&b, s, i, (enum unicode_case)to);
        } else {
            str_builder_add_code_point(&b, str_at(s, i));
        }
    }
    return str_builder_finish(&b);
}

/* Where each character becomes one that is no wider than the text. false: not so here. */
static ALWAYS_INLINE bool map_simply(int kind, const void *from, void *to, size_t n, enum way way,
                                     enum unicode_case all)
{
    const uint32_t limit = kind == 1 ? 256 : kind == 2 ? 65536 : UINT32_MAX;
    bool is_in_word = false;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = characters_at(kind, from, i);
        const struct unicode_record *record = unicode_record(c);
        int which = way == WAY_ALL ? (int)all : case_at(way, i, record->flags, is_in_word);
        int32_t mapping = which < 0 ? 0 : record->mappings[which];
        if (mapping >= UNICODE_SPECIAL || (c == CAPITAL_SIGMA && which == UNICODE_TO_LOWER) ||
            (uint32_t)((int32_t)c + mapping) >= limit) {
            return false;
        }
        characters_put(kind, to, i, (uint32_t)((int32_t)c + mapping));
        is_in_word = record->flags & UNICODE_CASED;
    }
    return true;
}

static bool map_simply_in(const struct str *s, void *to, enum way way, enum unicode_case all)
{
    switch (s->kind) {
    case 1:
        return map_simply(1, s->characters, to, s->length, way, all);
    case 2:
        return map_simply(2, s->characters, to, s->length, way, all);
    default:
        return map_simply(4, s->characters, to, s->length, way, all);
    }
}

static Value map(struct thread *t, Value self, enum way way, enum unicode_case all)
{
    const struct str *s = value_to_str(self);
    if (s->length == 0) {
        return str_empty;
    }
    struct str *result = str_allocate(t, s->kind, s->length);
    if (result == NULL) {
        return VALUE_ERROR;
    }
    return map_simply_in(s, str_to_fill(result), way, all) ? str_finish(t, result, str_is_ascii(s))
                                                           : map_fully(t, s, way, all);
}

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

/* Room for the result of an ASCII string of two characters or more; *to is where to write. */
static struct str *ascii_result(struct thread *t, const struct str *s, char **to)
{
    struct str *result = str_allocate_ascii(t, s->length);
    if (result != NULL) {
        *to = str_to_fill(result);
    }
    return result;
}

static bool is_simple(const struct str *s)
{
    return str_is_ascii(s) && s->length > 1;
}

static Value lower(struct thread *t, Value self, enum unicode_case to)
{
    const struct str *s = value_to_str(self);
    if (!is_simple(s)) {
        return map(t, self, WAY_ALL, to);
    }
    char *out;
    const char *from = s->characters;
    struct str *result = ascii_result(t, s, &out);
    for (uint64_t i = 0; result != NULL && i < s->length; i++) {
        out[i] = ascii_lower(from[i]);
    }
    return result == NULL ? VALUE_ERROR : str_value(result);
}

Value str_method_lower(ARGUMENTS)
{
    return lower(t, args[0], UNICODE_TO_LOWER);
}

Value str_method_casefold(ARGUMENTS)
{
    return lower(t, args[0], UNICODE_TO_FOLDED);
}

Value str_method_upper(ARGUMENTS)
{
    const struct str *s = value_to_str(args[0]);
    if (!is_simple(s)) {
        return map(t, args[0], WAY_ALL, UNICODE_TO_UPPER);
    }
    char *out;
    const char *from = s->characters;
    struct str *result = ascii_result(t, s, &out);
    for (uint64_t i = 0; result != NULL && i < s->length; i++) {
        out[i] = ascii_upper(from[i]);
    }
    return result == NULL ? VALUE_ERROR : str_value(result);
}

Value str_method_capitalize(ARGUMENTS)
{
    return map(t, args[0], WAY_FIRST, UNICODE_TO_LOWER);
}

Value str_method_swapcase(ARGUMENTS)
{
    return map(t, args[0], WAY_SWAP, UNICODE_TO_LOWER);
}

Value str_method_title(ARGUMENTS)
{
    return map(t, args[0], WAY_WORDS, UNICODE_TO_LOWER);
}
