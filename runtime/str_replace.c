/* replace(), translate() and maketrans(). */
#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/str_builder.h"
#include "runtime/str_methods.h"
#include "runtime/str_search.h"
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

/* One ASCII character by another, everywhere. */
static Value replace_byte(struct thread *t, const struct str *s, uint8_t old, uint8_t new)
{
    struct str *result = str_allocate_ascii(t, s->length);
    if (result == NULL) {
        return VALUE_ERROR;
    }
    const uint8_t *from = s->characters;
    uint8_t *to = str_to_fill(result);
    for (uint64_t i = 0; i < s->length; i++) {
        to[i] = from[i] == old ? new : from[i];
    }
    return str_value(result);
}

/* Appends `n` bytes. */
static ALWAYS_INLINE char *put(char *to, const char *from, size_t n)
{
    copy_short(to, from, n);
    return to + n;
}

/* A replacement in texts of kind 1: how often, and the first places, which are all if there are few. */
struct replacement {
    struct text text, old, new;
    int64_t count;
    size_t places[TEXT_N_PLACES], n_places;
};

static void count_places(struct replacement *r, int64_t limit)
{
    size_t max = limit < TEXT_N_PLACES ? (size_t)limit : TEXT_N_PLACES;
    r->n_places = text_find_each(r->text, 0, r->old, r->places, max);
    r->count = (int64_t)r->n_places;
    if (r->n_places == TEXT_N_PLACES && r->count < limit) {
        size_t from = r->places[r->n_places - 1] + r->old.length;
        r->count += text_count(text_part(r->text, from, r->text.length), r->old, limit - r->count);
    }
}

static void fill_replaced(struct replacement *r, char *to)
{
    const char *text = r->text.characters;
    size_t from = 0;
    for (int64_t left = r->count;;) {
        for (size_t i = 0; i < r->n_places && left > 0; i++, left--) {
            to = put(to, text + from, r->places[i] - from);
            to = put(to, r->new.characters, r->new.length);
            from = r->places[i] + r->old.length;
        }
        if (left == 0) {
            break;
        }
        r->n_places = text_find_each(r->text, from, r->old, r->places, TEXT_N_PLACES);
    }
    memcpy(to, text + from, r->text.length - from);
}

/* All of kind 1: the places are counted first, so that the result is made in its place. */
static Value replace_bytes(struct thread *t, Value self, struct text old, Value new, int64_t limit)
{
    const struct str *s = value_to_str(self), *by = value_to_str(new);
    struct replacement r;
    int64_t added;
    r.text = text_of(s);
    r.old = old;
    r.new = text_of(by);
    count_places(&r, limit < 0 ? INT64_MAX : limit);
    if (r.count == 0) {
        return str_exact(t, self);
    }
    if (__builtin_mul_overflow(r.count, (int64_t)by->length - (int64_t)old.length, &added)) {
        return raise_error(t, &OverflowError_type, "replace string is too long");
    }
    uint64_t length = s->length + (uint64_t)added;
    if (length == 0) {
        return str_empty;
    }
    struct str *result = str_allocate(t, 1, length);
    if (result == NULL) {
        return VALUE_ERROR;
    }
    fill_replaced(&r, str_to_fill(result));
    bool is_ascii =
        (str_is_ascii(s) && str_is_ascii(by)) || text_is_ascii(result->characters, length);
    result->base.lock_flags = is_ascii ? STR_ASCII : 0;
    return length == 1 ? str_of_latin1((uint8_t)str_at(result, 0)) : str_value(result);
}

static Value replace(struct thread *t, Value self, Value old, Value new, int64_t limit)
{
    struct text text = text_of(value_to_str(self)), needle = text_of(value_to_str(old));
    if (text.kind == 1 && value_to_str(new)->kind == 1) {
        return replace_bytes(t, self, needle, new, limit);
    }
    int64_t found = text_find(text, needle);
    if (found < 0) {
        return str_exact(t, self);
    }
    struct str_builder b;
    str_builder_init(&b, t);
    size_t from = 0;
    while (found >= 0 && limit-- != 0) {
        str_builder_add_slice(&b, self, from, from + (size_t)found);
        str_builder_add_str(&b, new);
        from += (size_t)found + needle.length;
        found = text_find(text_part(text, from, text.length), needle);
    }
    str_builder_add_slice(&b, self, from, text.length);
    return str_builder_finish(&b);
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
    if (limit < 0 && s->length > 1 && old->length == 1 && new->length == 1 && str_is_ascii(s) &&
        str_is_ascii(old) && str_is_ascii(new)) {
        return text_find(text_of(s), text_of(old)) < 0
                   ? str_exact(t, args[0])
                   : replace_byte(t, s, (uint8_t)str_at(old, 0), (uint8_t)str_at(new, 0));
    }
    return replace(t, args[0], args[1], args[2], limit);
}

/* ---- translate ---- */

/* Appends what `table` gives for `c`; *single is the character if it is one, -1 if nothing, else -2. */
static bool translate_one(struct str_builder *b, Value table, uint32_t c, int64_t *single)
{
    Value to = object_get_item(b->t, table, value_from_small_int(c));
    *single = -2;
    if (to == VALUE_ERROR) {
        if (!error_swallow(b->t, &LookupError_type)) {
            return false;
        }
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
    if (!value_is_str(args[0])) {
        return raise_error(
            t, &TypeError_type,
            "first maketrans argument must be a string if there is a second argument");
    }
    for (int i = 1; i <= 2; i++) {
        if (args[i] != VALUE_UNBOUND && !value_is_str(args[i])) {
            return raise_error(t, &TypeError_type, "maketrans() argument %d must be str, not %A",
                               i + 1, args[i]);
        }
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
