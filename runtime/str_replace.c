/* replace(), translate() and maketrans(). */
#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/str_builder.h"
#include "runtime/str_methods.h"
#include "runtime/text_replace.h"
#include "runtime/unicode.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

/* ---- replace ---- */

/* An empty text is found before each character and at the end. */
static Value interleave(struct thread *t, Value self, Value new, int64_t limit)
{
    const struct str *s = value_to_str(self);
    struct str_builder b;
    str_builder_init(&b, t);
    for (uint64_t i = 0; i <= s->length; i++) {
        if (limit-- == 0) {
            str_builder_add_slice(&b, self, i, s->length);
            break;
        }
        str_builder_add_str(&b, new);
        if (i < s->length) {
            str_builder_add_code_point(&b, str_at(s, i));
        }
    }
    return str_builder_finish(&b);
}

#define REPLACE_EACH(type)                                                                         \
    for (size_t i = 0; i < n; i++) {                                                               \
        type c = ((const type *)from)[i];                                                          \
        ((type *)to)[i] = c == (type)old ? (type) new : c;                                         \
    }                                                                                              \
    break

/* One character by another, everywhere. */
static void replace_characters(int kind, void *to, const void *from, size_t n, uint32_t old,
                               uint32_t new)
{
    switch (kind) {
    case 1:
        REPLACE_EACH(uint8_t);
    case 2:
        REPLACE_EACH(uint16_t);
    default:
        REPLACE_EACH(uint32_t);
    }
}
#undef REPLACE_EACH

/* `by` is no wider than `s`. */
static Value replace_one(struct thread *t, Value self, const struct str *old, const struct str *by)
{
    const struct str *s = value_to_str(self);
    if (text_find(text_of(s), text_of(old)) < 0) {
        return str_exact(t, self);
    }
    struct str *result = str_allocate(t, s->kind, s->length);
    if (result == NULL) {
        return VALUE_ERROR;
    }
    replace_characters(s->kind, str_to_fill(result), s->characters, s->length, str_at(old, 0),
                       str_at(by, 0));
    return str_finish(t, result, str_is_ascii(s) && str_is_ascii(by));
}

static Value replace(struct thread *t, Value self, const struct str *old, const struct str *by,
                     int64_t limit)
{
    const struct str *s = value_to_str(self);
    struct text_replacement r;
    if (!text_replacement_begin(t, &r, text_of(s), text_of(old), text_of(by), limit)) {
        return VALUE_ERROR;
    }
    if (r.count == 0) {
        return str_exact(t, self);
    }
    if (r.length == 0) {
        return str_empty;
    }
    struct str *result = str_allocate(t, s->kind > by->kind ? s->kind : by->kind, r.length);
    if (result == NULL) {
        return VALUE_ERROR;
    }
    text_replacement_write(&r, result->kind, str_to_fill(result));
    return str_finish(t, result, str_is_ascii(s) && str_is_ascii(by));
}

Value str_method_replace(ARGUMENTS)
{
    int64_t limit = -1;
    for (int i = 1; i <= 2; i++) {
        if (!value_is_str(args[i])) {
            return raise_error(t, &TypeError_type, "replace() argument %d must be str, not %A", i,
                               args[i]);
        }
    }
    if (args[3] != VALUE_UNBOUND && !number_to_index(t, args[3], &limit)) {
        return VALUE_ERROR;
    }
    const struct str *s = value_to_str(args[0]), *old = value_to_str(args[1]),
                     *new = value_to_str(args[2]);
    if (limit == 0 || old->length > s->length) {
        return str_exact(t, args[0]);
    }
    if (old->length == 0) {
        return interleave(t, args[0], args[2], limit);
    }
    if (limit < 0 && old->length == 1 && new->length == 1 && new->kind <= s->kind) {
        return replace_one(t, args[0], old, new);
    }
    return replace(t, args[0], old, new, limit);
}

/* ---- translate ---- */

/* UNBOUND: there is nothing for `c`. */
static Value translation_of(struct thread *t, Value table, uint32_t c)
{
    Value key = value_from_small_int(c);
    if (value_type(table) == &dict_type) {
        return dict_get(t, value_to_dict(table), key); /* without the exception */
    }
    Value to = object_get_item(t, table, key);
    return to == VALUE_ERROR && error_swallow(t, &LookupError_type) ? VALUE_UNBOUND : to;
}

/* Appends what `table` gives for `c`; *single is the character if it is one, -1 if nothing, else -2. */
static bool translate_one(struct str_builder *b, Value table, uint32_t c, int64_t *single)
{
    Value to = translation_of(b->t, table, c);
    *single = -2;
    if (to == VALUE_ERROR) {
        return false;
    }
    if (to == VALUE_UNBOUND) {
        *single = c;
    } else if (to == VALUE_NONE) {
        *single = -1;
    } else if (value_is_int(to)) {
        if (!int_to_int64(to, single) || *single < 0 || *single > UNICODE_MAX) {
            return raise_false(b->t, &ValueError_type,
                               "character mapping must be in range(0x110000)");
        }
    } else if (!value_is_str(to)) {
        return raise_false(b->t, &TypeError_type,
                           "character mapping must return integer, None or str");
    }
    if (*single >= 0) {
        str_builder_add_code_point(b, (uint32_t)*single);
    } else if (*single == -2) {
        str_builder_add_str(b, to);
    }
    return true;
}

/* From `i` on, while ASCII becomes ASCII as `known` says. Returns where that ends. */
static uint64_t translate_known(struct str_builder *b, const struct str *s, uint64_t i,
                                const int64_t *known)
{
    char run[256];
    size_t n = 0;
    while (i < s->length && n < sizeof run) {
        uint32_t c = str_at(s, i);
        if (c >= 128 || (uint64_t)known[c] >= 128) {
            break;
        }
        run[n++] = (char)known[c];
        i++;
    }
    str_builder_add_ascii(b, run, n);
    return i;
}

/* Each ASCII character is looked up once, unless it becomes a string. */
Value str_method_translate(ARGUMENTS)
{
    const struct str *s = value_to_str(args[0]);
    int64_t known[128];
    memset(known, 0xfe, sizeof known); /* less than -2: not asked yet */
    struct str_builder b;
    str_builder_init(&b, t);
    for (uint64_t i = 0; (i = translate_known(&b, s, i, known)) < s->length; i++) {
        uint32_t c = str_at(s, i);
        int64_t single = c < 128 ? known[c] : INT64_MIN;
        if (single >= 0) {
            str_builder_add_code_point(&b, (uint32_t)single);
        } else if (single != -1) {
            if (!translate_one(&b, args[1], c, &single)) {
                return VALUE_ERROR;
            }
            if (c < 128 && single >= -1) {
                known[c] = single;
            }
        }
    }
    return str_builder_finish(&b);
}

/* ---- maketrans ---- */

static Value key_of(struct thread *t, Value key)
{
    if (value_is_int(key)) {
        return key;
    }
    if (!value_is_str(key)) {
        return raise_error(t, &TypeError_type,
                           "keys in translate table must be strings or integers");
    }
    if (value_to_str(key)->length != 1) {
        return raise_error(t, &ValueError_type,
                           "string keys in translate table must be of length 1");
    }
    return value_from_small_int(str_at(value_to_str(key), 0));
}

static Value table_from_dict(struct thread *t, Value from)
{
    if (!value_is_dict(from)) {
        return raise_error(t, &TypeError_type,
                           "if you give only one argument to maketrans it must be a dict");
    }
    Value table = dict_new(t), key, v;
    uint64_t position = 0;
    while (table != VALUE_ERROR && dict_next(value_to_dict(from), &position, &key, &v)) {
        key = key_of(t, key);
        if (key == VALUE_ERROR || !dict_set(t, value_to_dict(table), key, v)) {
            return VALUE_ERROR;
        }
    }
    return table;
}

static bool map_characters(struct thread *t, struct dict *table, const struct str *from,
                           const struct str *to)
{
    for (uint64_t i = 0; i < from->length; i++) {
        Value v = to == NULL ? VALUE_NONE : value_from_small_int(str_at(to, i));
        if (!dict_set(t, table, value_from_small_int(str_at(from, i)), v)) {
            return false;
        }
    }
    return true;
}

Value str_method_maketrans(ARGUMENTS)
{
    if (args[1] == VALUE_UNBOUND) {
        return table_from_dict(t, args[0]);
    }
    for (int i = 1; i <= 2; i++) {
        if (args[i] != VALUE_UNBOUND && !value_is_str(args[i])) {
            return raise_error(t, &TypeError_type, "maketrans() argument %d must be str, not %A",
                               i + 1, args[i]);
        }
    }
    if (!value_is_str(args[0])) {
        return raise_error(
            t, &TypeError_type,
            "first maketrans argument must be a string if there is a second argument");
    }
    const struct str *x = value_to_str(args[0]), *y = value_to_str(args[1]);
    if (x->length != y->length) {
        return raise_error(t, &ValueError_type,
                           "the first two maketrans arguments must have equal length");
    }
    Value table = dict_new(t);
    if (table == VALUE_ERROR || !map_characters(t, value_to_dict(table), x, y) ||
        (args[2] != VALUE_UNBOUND &&
         !map_characters(t, value_to_dict(table), value_to_str(args[2]), NULL))) {
        return VALUE_ERROR;
    }
    return table;
}
