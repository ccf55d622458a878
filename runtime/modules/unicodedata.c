/*
 * The module unicodedata. Each function is there twice: of the module, which tells of Unicode 14.0.0, and as a method of
 * ucd_3_2_0, the database as it was, which the encoding idna is defined by. `old` says which.
 */
#include <stdio.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/base/unicode_database.h"
#include "runtime/base/unicode_names.h"
#include "runtime/bytes.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/memoryview.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/unicode.h"
#include "runtime/unicode_normalize.h"

/* ---- the database of 3.2.0 ---- */

/* As it says now, or as it said. */
#define PROPERTY(field)                                                                            \
    static uint8_t field##_of(uint32_t c, bool old)                                                \
    {                                                                                              \
        uint8_t was = old ? unicode_change_of(c)->field : UNICODE_SAME;                            \
        return was != UNICODE_SAME ? was : unicode_properties(c)->field;                           \
    }
PROPERTY(category)
PROPERTY(direction)
PROPERTY(width)
PROPERTY(is_mirrored)
PROPERTY(combining)
#undef PROPERTY

/* ---- properties ---- */

/* Of the function's only argument (place 0) or its argument number `place`. */
static bool character_argument(struct thread *t, Value v, const char *function, int place,
                               uint32_t *c)
{
    if (value_is_str(v) && value_to_str(v)->length == 1) {
        *c = str_at(value_to_str(v), 0);
        return true;
    }
    return place == 0
               ? raise_false(t, &TypeError_type,
                             "%s() argument must be a unicode character, not %A", function, v)
               : raise_false(t, &TypeError_type,
                             "%s() argument %d must be a unicode character, not %A", function,
                             place, v);
}

static Value do_category(struct thread *t, Value *args, bool old)
{
    uint32_t c = 0;
    return character_argument(t, args[0], "category", 0, &c)
               ? str_from_cstr(t, unicode_categories[category_of(c, old)])
               : VALUE_ERROR;
}

static Value do_bidirectional(struct thread *t, Value *args, bool old)
{
    uint32_t c = 0;
    return character_argument(t, args[0], "bidirectional", 0, &c)
               ? str_from_cstr(t, unicode_directions[direction_of(c, old)])
               : VALUE_ERROR;
}

static Value do_combining(struct thread *t, Value *args, bool old)
{
    uint32_t c = 0;
    return character_argument(t, args[0], "combining", 0, &c)
               ? value_from_small_int(combining_of(c, old))
               : VALUE_ERROR;
}

static Value do_mirrored(struct thread *t, Value *args, bool old)
{
    uint32_t c = 0;
    return character_argument(t, args[0], "mirrored", 0, &c)
               ? value_from_small_int(is_mirrored_of(c, old))
               : VALUE_ERROR;
}

static Value do_east_asian_width(struct thread *t, Value *args, bool old)
{
    uint32_t c = 0;
    return character_argument(t, args[0], "east_asian_width", 0, &c)
               ? str_from_cstr(t, unicode_widths[width_of(c, old)])
               : VALUE_ERROR;
}

static Value do_decomposition(struct thread *t, Value *args, bool old)
{
    uint32_t c = 0;
    if (!character_argument(t, args[0], "decomposition", 0, &c)) {
        return VALUE_ERROR;
    }
    const uint16_t *entry = unicode_decomposition(c), *unit = entry + 1;
    const char *separator = unicode_decomposition_kinds[*entry >> 8];
    struct str_builder b;
    str_builder_init(&b, t);
    if (old && !unicode_is_old(c)) {
        return str_empty;
    }
    if ((*entry & 0xFF) != 0) {
        str_builder_add_cstr(&b, separator);
    }
    for (const uint16_t *end = unit + (*entry & 0xFF); unit < end;) {
        char number[16];
        snprintf(number, sizeof number, "%s%04X", b.length == 0 ? "" : " ",
                 unicode_next_unit(&unit));
        str_builder_add_cstr(&b, number);
    }
    return str_builder_finish(&b);
}

/* ---- numbers ---- */

/* The second argument of those functions, or ValueError. */
static Value otherwise(struct thread *t, Value fallback, const char *message)
{
    return fallback != VALUE_UNBOUND ? fallback : raise_error(t, &ValueError_type, "%s", message);
}

static Value digit_value(struct thread *t, uint8_t now, uint8_t then, Value fallback,
                         const char *message)
{
    uint8_t digit = then == UNICODE_SAME ? now : then == UNICODE_NO_NUMBER ? 255 : then;
    return digit == 255 ? otherwise(t, fallback, message) : value_from_small_int(digit);
}

static Value do_decimal(struct thread *t, Value *args, bool old)
{
    uint32_t c = 0;
    return character_argument(t, args[0], "decimal", 1, &c)
               ? digit_value(t, unicode_record(c)->decimal,
                             old ? unicode_change_of(c)->decimal : UNICODE_SAME, args[1],
                             "not a decimal")
               : VALUE_ERROR;
}

static Value do_digit(struct thread *t, Value *args, bool old)
{
    uint32_t c = 0;
    return character_argument(t, args[0], "digit", 1, &c)
               ? digit_value(t, unicode_record(c)->digit,
                             old ? unicode_change_of(c)->digit : UNICODE_SAME, args[1],
                             "not a digit")
               : VALUE_ERROR;
}

static const struct unicode_number *find_number(uint32_t c)
{
    size_t low = 0, high = n_unicode_numbers;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (unicode_numbers[middle].character < c) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < n_unicode_numbers && unicode_numbers[low].character == c ? &unicode_numbers[low]
                                                                          : NULL;
}

static Value do_numeric(struct thread *t, Value *args, bool old)
{
    uint32_t c = 0;
    if (!character_argument(t, args[0], "numeric", 1, &c)) {
        return VALUE_ERROR;
    }
    uint8_t then = old ? unicode_change_of(c)->numeric : UNICODE_SAME;
    const struct unicode_number *now = find_number(c);
    if (then == UNICODE_NO_NUMBER || (then == UNICODE_SAME && now == NULL)) {
        return otherwise(t, args[1], "not a numeric character");
    }
    return float_from_double(t, then == UNICODE_SAME ? now->number : then);
}

/* ---- names ---- */

static Value do_name(struct thread *t, Value *args, bool old)
{
    uint32_t c = 0;
    char name[UNICODE_NAME_MAX];
    if (!character_argument(t, args[0], "name", 1, &c)) {
        return VALUE_ERROR;
    }
    size_t n = old && !unicode_is_old(c) ? 0 : unicode_name_of(c, name);
    return n == 0 ? otherwise(t, args[1], "no such name") : str_from_utf8(t, name, n);
}

static Value do_lookup(struct thread *t, Value *args, bool old)
{
    (void)old;
    uint32_t characters[UNICODE_SEQUENCE_MAX];
    const char *name;
    size_t size;
    Value keep = args[0];
    if (value_is_str(args[0]) ? (name = str_to_utf8(t, args[0], &size)) == NULL
                              : !bytes_argument(t, args[0], &name, &size, &keep)) {
        return VALUE_ERROR;
    }
    if (size > UNICODE_NAME_MAX) {
        return raise_error(t, &KeyError_type, "name too long");
    }
    size_t n = unicode_find_named(name, size, characters);
    return n == 0 ? raise_error(t, &KeyError_type, "undefined character name '%V'", args[0])
                  : str_from_characters(t, 4, characters, n);
}

/* ---- normal forms ---- */

static bool form_argument(struct thread *t, Value v, const char *function, enum unicode_form *form)
{
    static const char *const names[] = {"NFC", "NFKC", "NFD", "NFKD"};
    if (!value_is_str(v)) {
        return raise_false(t, &TypeError_type, "%s() argument 1 must be str, not %A", function, v);
    }
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (str_equals_cstr(v, names[i])) {
            *form = (enum unicode_form)i;
            return true;
        }
    }
    return raise_false(t, &ValueError_type, "invalid normalization form");
}

static Value normalized(struct thread *t, Value *args, const char *function, bool old)
{
    enum unicode_form form = UNICODE_NFC;
    if (value_is_str(args[0]) && !value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "%s() argument 2 must be str, not %A", function,
                           args[1]);
    }
    return form_argument(t, args[0], function, &form) ? unicode_normalize(t, args[1], form, old)
                                                      : VALUE_ERROR;
}

static Value do_normalize(struct thread *t, Value *args, bool old)
{
    if (value_is_str(args[0]) && value_is_str(args[1]) && value_to_str(args[1])->length == 0) {
        return args[1]; /* of whatever form */
    }
    return normalized(t, args, "normalize", old);
}

static Value do_is_normalized(struct thread *t, Value *args, bool old)
{
    Value result = normalized(t, args, "is_normalized", old);
    return result == VALUE_ERROR
               ? result
               : value_from_bool(str_equal(value_to_str(result), value_to_str(args[1])));
}

/* ---- the module ---- */

#define FUNCTIONS(ROW)                                                                             \
    ROW(bidirectional, "chr, /", "Returns the bidirectional class assigned to the character.")     \
    ROW(category, "chr, /", "Returns the general category assigned to the character.")             \
    ROW(combining, "chr, /", "Returns the canonical combining class assigned to the character.")   \
    ROW(decimal, "chr, default=<unrepresentable>, /", "Converts to the equivalent decimal value.") \
    ROW(decomposition, "chr, /", "Returns the character decomposition mapping as a string.")       \
    ROW(digit, "chr, default=<unrepresentable>, /", "Converts to the equivalent digit value.")     \
    ROW(east_asian_width, "chr, /", "Returns the east asian width assigned to the character.")     \
    ROW(is_normalized, "form, unistr, /", "Is the text in the normal form already?")               \
    ROW(lookup, "name, /", "Look up character by name.")                                           \
    ROW(mirrored, "chr, /", "Returns the mirrored property assigned to the character.")            \
    ROW(name, "chr, default=<unrepresentable>, /", "Returns the name assigned to the character.")  \
    ROW(normalize, "form, unistr, /", "The text in the normal form NFC, NFKC, NFD or NFKD.")       \
    ROW(numeric, "chr, default=<unrepresentable>, /", "Converts to the equivalent numeric value.")

#define DEFINE_BOTH(name, signature, doc)                                                          \
    static Value new_##name(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)  \
    {                                                                                              \
        return do_##name(t, args, false);                                                          \
    }                                                                                              \
    static Value old_##name(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)  \
    {                                                                                              \
        return do_##name(t, args + 1, true);                                                       \
    }
FUNCTIONS(DEFINE_BOTH)
#undef DEFINE_BOTH

#define FUNCTION_ROW(name, signature, doc)                                                         \
    {#name, new_##name, "(" signature ")", doc, NATIVE_METHOD},
static const struct native_def functions[] = {FUNCTIONS(FUNCTION_ROW){0}};
#undef FUNCTION_ROW
#define METHOD_ROW(name, signature, doc)                                                           \
    {#name, old_##name, "(self, " signature ")", doc, NATIVE_METHOD},
static const struct native_def methods[] = {FUNCTIONS(METHOD_ROW){0}};
#undef METHOD_ROW

static Value get_version(struct thread *t, Value self UNUSED)
{
    return str_from_cstr(t, "3.2.0");
}

static const struct getset_def getsets[] = {{"unidata_version", get_version, NULL, NULL}, {0}};

struct type unicode_database_type = {
    TYPE_HEADER("UCD", sizeof(struct object)),
    .module = "unicodedata",
    .methods = methods,
    .getsets = getsets,
};

bool module_init_unicodedata(struct thread *t, Value module)
{
    struct object *old = gc_allocate(t, sizeof *old, &unicode_database_type);
    Value version = old == NULL ? VALUE_ERROR : str_from_cstr(t, "14.0.0");
    return version != VALUE_ERROR && module_add(t, module, "unidata_version", version) &&
           module_add(t, module, "UCD", value_from_object(&unicode_database_type)) &&
           module_add(t, module, "ucd_3_2_0", value_from_object(old)) &&
           module_add_functions(t, module, functions);
}
