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

/* All characters in one way, in Unicode's full generality. */
static Value map_all(struct thread *t, Value self, enum unicode_case to)
{
    const struct str *s = value_to_str(self);
    struct str_builder b;
    str_builder_init(&b, t);
    for (uint64_t i = 0; i < s->length; i++) {
        add_mapped(&b, s, i, to);
    }
    return str_builder_finish(&b);
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
        return map_all(t, self, to);
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
        return map_all(t, args[0], UNICODE_TO_UPPER);
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
    const struct str *s = value_to_str(args[0]);
    struct str_builder b;
    str_builder_init(&b, t);
    for (uint64_t i = 0; i < s->length; i++) {
        add_mapped(&b, s, i, i == 0 ? UNICODE_TO_TITLE : UNICODE_TO_LOWER);
    }
    return str_builder_finish(&b);
}

Value str_method_swapcase(ARGUMENTS)
{
    const struct str *s = value_to_str(args[0]);
    struct str_builder b;
    str_builder_init(&b, t);
    for (uint64_t i = 0; i < s->length; i++) {
        unsigned flags = unicode_record(str_at(s, i))->flags;
        if (flags & UNICODE_UPPER) {
            add_mapped(&b, s, i, UNICODE_TO_LOWER);
        } else if (flags & UNICODE_LOWER) {
            add_mapped(&b, s, i, UNICODE_TO_UPPER);
        } else {
            str_builder_add_code_point(&b, str_at(s, i));
        }
    }
    return str_builder_finish(&b);
}

Value str_method_title(ARGUMENTS)
{
    const struct str *s = value_to_str(args[0]);
    struct str_builder b;
    str_builder_init(&b, t);
    bool previous_is_cased = false;
    for (uint64_t i = 0; i < s->length; i++) {
        add_mapped(&b, s, i, previous_is_cased ? UNICODE_TO_LOWER : UNICODE_TO_TITLE);
        previous_is_cased = unicode_is(str_at(s, i), UNICODE_CASED);
    }
    return str_builder_finish(&b);
}
