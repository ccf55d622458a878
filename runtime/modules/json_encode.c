/* _json.make_encoder: writes one value as JSON, without indentation (json.encoder does that). */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/modules/json.h"
#include "runtime/tuple.h"
#include "runtime/value_float.h"

/* Immutable. */
struct encoder {
    struct object base;
    Value markers; /* dict of what is being written: id -> object; or None */
    Value convert, encode_string, indent, key_separator, item_separator;
    bool sort_keys, skip_keys, allow_nan;
    enum {
        STRINGS_ASCII,
        STRINGS_ANY,
        STRINGS_CALL
    } strings; /* what encode_string is known to be */
};

/* One call. */
struct encoding {
    struct thread *t;
    const struct encoder *encoder;
    struct str_builder b;
};

static bool add_any(struct encoding *e, Value v);

static struct encoder *as_encoder(Value v)
{
    return (struct encoder *)v;
}

/* ---- text ---- */

static bool add_text(struct encoding *e, Value text)
{
    if (text != VALUE_ERROR) {
        str_builder_add_str(&e->b, text);
    }
    return text != VALUE_ERROR;
}

static bool add_string(struct encoding *e, Value s)
{
    if (e->encoder->strings != STRINGS_CALL) {
        json_add_string(&e->b, value_to_str(s), e->encoder->strings == STRINGS_ASCII);
        return true;
    }
    Value text = call_1(e->t, e->encoder->encode_string, s);
    if (text != VALUE_ERROR && !value_is_str(text)) {
        return raise_false(e->t, &TypeError_type, "encoder() must return a string, not %T", text);
    }
    return add_text(e, text);
}

static Value float_text(struct encoding *e, Value v)
{
    double d = float_to_double(v);
    if (d - d == 0) {
        return float_type.repr(e->t, v);
    }
    if (!e->encoder->allow_nan) {
        return raise_error(e->t, &ValueError_type,
                           "Out of range float values are not JSON compliant");
    }
    return str_from_cstr(e->t, d != d ? "NaN" : d > 0 ? "Infinity" : "-Infinity");
}

/* The text of a number or a constant. UNBOUND: it is none. A subclass of int may have any repr: int's counts. */
static Value simple_text(struct encoding *e, Value v)
{
    if (v == VALUE_NONE) {
        return str_from_cstr(e->t, "null");
    }
    if (v == VALUE_TRUE || v == VALUE_FALSE) {
        return str_from_cstr(e->t, v == VALUE_TRUE ? "true" : "false");
    }
    if (value_is_int(v)) {
        return int_to_str(e->t, v, 10);
    }
    return value_is_float(v) ? float_text(e, v) : VALUE_UNBOUND;
}

/* ---- containers ---- */

/* Marks what contains others, so that a circle is noticed. *key: for unmark; NONE: nobody asked for marks. */
static bool mark(struct encoding *e, Value v, Value *key)
{
    *key = VALUE_NONE;
    if (e->encoder->markers == VALUE_NONE) {
        return true;
    }
    struct dict *markers = value_to_dict(e->encoder->markers);
    *key = int_from_int64(e->t, (int64_t)v);
    enum truth there = *key == VALUE_ERROR ? TRUTH_ERROR : dict_contains(e->t, markers, *key);
    if (there == TRUTH_TRUE) {
        return raise_false(e->t, &ValueError_type, "Circular reference detected");
    }
    return there == TRUTH_FALSE && dict_set(e->t, markers, *key, v);
}

static bool unmark(struct encoding *e, Value key)
{
    return key == VALUE_NONE || object_set_item(e->t, e->encoder->markers, key, VALUE_UNBOUND);
}

static bool add_items(struct encoding *e, Value v)
{
    Value items = tuple_from_iterable(e->t, v);
    if (items == VALUE_ERROR) {
        return false;
    }
    const struct tuple *tuple = value_to_tuple(items);
    str_builder_add_cstr(&e->b, "[");
    for (uint64_t i = 0; i < tuple->length; i++) {
        if (i > 0) {
            str_builder_add_str(&e->b, e->encoder->item_separator);
        }
        if (!add_any(e, tuple->items[i])) {
            return false;
        }
    }
    str_builder_add_cstr(&e->b, "]");
    return true;
}

/* The key as str. UNBOUND: it is to be left out. */
static Value key_text(struct encoding *e, Value key)
{
    Value text = value_is_str(key) ? key : simple_text(e, key);
    if (text == VALUE_UNBOUND && !e->encoder->skip_keys) {
        return raise_error(e->t, &TypeError_type,
                           "keys must be str, int, float, bool or None, not %T", key);
    }
    return text;
}

static bool add_member(struct encoding *e, Value pair, bool *is_first)
{
    if (!value_is_tuple(pair) || value_to_tuple(pair)->length != 2) {
        return raise_false(e->t, &ValueError_type, "items must return 2-tuples");
    }
    Value key = key_text(e, value_to_tuple(pair)->items[0]);
    if (key == VALUE_ERROR || key == VALUE_UNBOUND) {
        return key == VALUE_UNBOUND;
    }
    if (!*is_first) {
        str_builder_add_str(&e->b, e->encoder->item_separator);
    }
    *is_first = false;
    if (!add_string(e, key)) {
        return false;
    }
    str_builder_add_str(&e->b, e->encoder->key_separator);
    return add_any(e, value_to_tuple(pair)->items[1]);
}

static bool add_members(struct encoding *e, Value v)
{
    Value items = call_method_0(e->t, v, name_items);
    Value list = items == VALUE_ERROR ? items : list_from_iterable(e->t, items);
    if (list == VALUE_ERROR ||
        (e->encoder->sort_keys && !list_sort(e->t, value_to_list(list), VALUE_NONE, false))) {
        return false;
    }
    bool is_first = true;
    str_builder_add_cstr(&e->b, "{");
    for (uint64_t i = 0; i < list_length(value_to_list(list)); i++) {
        Value pair = list_get(value_to_list(list), i);
        if (pair == VALUE_UNBOUND || !add_member(e, pair, &is_first)) {
            return false;
        }
    }
    str_builder_add_cstr(&e->b, "}");
    return true;
}

/* What JSON has no form for: whatever `default` makes of it. */
static bool add_converted(struct encoding *e, Value v)
{
    Value made = call_1(e->t, e->encoder->convert, v);
    return made != VALUE_ERROR && add_any(e, made);
}

static bool add_nested(struct encoding *e, Value v, bool add(struct encoding *, Value))
{
    Value key;
    if (!mark(e, v, &key) || !recursion_enter(e->t, " while encoding a JSON object")) {
        return false;
    }
    bool ok = add(e, v);
    recursion_leave(e->t);
    return ok && unmark(e, key);
}

static bool add_any(struct encoding *e, Value v)
{
    if (value_is_str(v)) {
        return add_string(e, v);
    }
    Value simple = simple_text(e, v);
    if (simple != VALUE_UNBOUND) {
        return add_text(e, simple);
    }
    if (value_is_list(v) || value_is_tuple(v)) {
        bool is_empty =
            value_is_list(v) ? list_length(value_to_list(v)) == 0 : value_to_tuple(v)->length == 0;
        if (is_empty) {
            str_builder_add_cstr(&e->b, "[]");
            return true;
        }
        return add_nested(e, v, add_items);
    }
    if (value_is_dict(v)) {
        if (dict_length(value_to_dict(v)) == 0) {
            str_builder_add_cstr(&e->b, "{}");
            return true;
        }
        return add_nested(e, v, add_members);
    }
    return add_nested(e, v, add_converted);
}

/* ---- the type ---- */

/* args: obj, _current_indent_level. A tuple of the text. */
static Value call_encoder(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    int64_t level;
    if (!reject_keywords(t, "_iterencode", keyword_names) ||
        !check_arg_count(t, "_iterencode", n_args, 2, 2) || !number_to_index(t, args[1], &level)) {
        return VALUE_ERROR;
    }
    struct encoding e = {.t = t, .encoder = as_encoder(args[-1])};
    str_builder_init(&e.b, t);
    if (!add_any(&e, args[0])) {
        return VALUE_ERROR;
    }
    Value text = str_builder_finish(&e.b);
    return text == VALUE_ERROR ? text : tuple_of(t, (size_t)1, text);
}

enum argument {
    MARKERS,
    DEFAULT,
    ENCODER,
    INDENT,
    KEY_SEPARATOR,
    ITEM_SEPARATOR,
    SORT_KEYS,
    SKIP_KEYS,
    ALLOW_NAN,
    N_ARGUMENTS
};

static bool check_types(struct thread *t, const Value *given)
{
    if (given[MARKERS] != VALUE_NONE && !value_is_dict(given[MARKERS])) {
        return raise_false(t, &TypeError_type,
                           "make_encoder() argument 1 must be dict or None, not %T",
                           given[MARKERS]);
    }
    for (int i = KEY_SEPARATOR; i <= ITEM_SEPARATOR; i++) {
        if (!value_is_str(given[i])) {
            return raise_false(t, &TypeError_type, "make_encoder() argument %d must be str, not %T",
                               i + 1, given[i]);
        }
    }
    return true;
}

/* args: the class, then as in enum argument. */
static Value new_encoder(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    const Value *given = args + 1;
    if (!reject_keywords(t, "make_encoder", keyword_names) ||
        !check_arg_count(t, "make_encoder", n_args - 1, N_ARGUMENTS, N_ARGUMENTS) ||
        !check_types(t, given)) {
        return VALUE_ERROR;
    }
    enum truth sort_keys = object_truth(t, given[SORT_KEYS]);
    enum truth skip_keys =
        sort_keys == TRUTH_ERROR ? TRUTH_ERROR : object_truth(t, given[SKIP_KEYS]);
    enum truth allow_nan =
        skip_keys == TRUTH_ERROR ? TRUTH_ERROR : object_truth(t, given[ALLOW_NAN]);
    struct encoder *encoder = allow_nan == TRUTH_ERROR ? NULL : gc_new(t, (struct type *)args[0]);
    if (encoder == NULL) {
        return VALUE_ERROR;
    }
    encoder->markers = given[MARKERS];
    encoder->convert = given[DEFAULT];
    encoder->encode_string = given[ENCODER];
    encoder->indent = given[INDENT];
    encoder->key_separator = given[KEY_SEPARATOR];
    encoder->item_separator = given[ITEM_SEPARATOR];
    encoder->sort_keys = sort_keys == TRUTH_TRUE;
    encoder->skip_keys = skip_keys == TRUTH_TRUE;
    encoder->allow_nan = allow_nan == TRUTH_TRUE;
    native_fn function = value_type(given[ENCODER]) == &native_function_type
                             ? ((const struct native *)given[ENCODER])->function
                             : NULL;
    encoder->strings = function == json_encode_basestring_ascii ? STRINGS_ASCII
                       : function == json_encode_basestring     ? STRINGS_ANY
                                                                : STRINGS_CALL;
    return value_from_object(encoder);
}

static void trace(struct marker *m, struct object *self)
{
    const struct encoder *encoder = (const struct encoder *)self;
    mark_value(m, encoder->markers);
    mark_value(m, encoder->convert);
    mark_value(m, encoder->encode_string);
    mark_value(m, encoder->indent);
    mark_value(m, encoder->key_separator);
    mark_value(m, encoder->item_separator);
}

#define FIELD(name, value)                                                                         \
    static Value get_##name(UNUSED struct thread *t, Value self)                                   \
    {                                                                                              \
        const struct encoder *encoder = as_encoder(self);                                          \
        return value;                                                                              \
    }
FIELD(markers, encoder->markers)
FIELD(default, encoder->convert)
FIELD(encoder, encoder->encode_string)
FIELD(indent, encoder->indent)
FIELD(key_separator, encoder->key_separator)
FIELD(item_separator, encoder->item_separator)
FIELD(sort_keys, value_from_bool(encoder->sort_keys))
FIELD(skipkeys, value_from_bool(encoder->skip_keys))

static const struct getset_def members[] = {
    {"markers", get_markers, NULL, NULL},
    {"default", get_default, NULL, NULL},
    {"encoder", get_encoder, NULL, NULL},
    {"indent", get_indent, NULL, NULL},
    {"key_separator", get_key_separator, NULL, NULL},
    {"item_separator", get_item_separator, NULL, NULL},
    {"sort_keys", get_sort_keys, NULL, NULL},
    {"skipkeys", get_skipkeys, NULL, NULL},
    {0},
};

struct type json_encoder_type = {
    TYPE_HEADER("Encoder", sizeof(struct encoder)),
    .module = "_json",
    .doc = "_iterencode(obj, _current_indent_level) -> iterable",
    .trace = trace,
    .new = new_encoder,
    .call = call_encoder,
    .members = members,
};
