/* _json.make_scanner: reads one JSON value out of a str. Its methods run any code, through the hooks. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/int_text.h"
#include "runtime/list.h"
#include "runtime/modules/json.h"
#include "runtime/tuple.h"

/* Immutable. */
struct scanner {
    struct object base;
    Value strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant;
};

/* One call. */
struct scan {
    struct thread *t;
    const struct scanner *scanner;
    Value text;
    const struct str *s;
    uint64_t at;
    struct dict *keys; /* key: itself, so that equal keys are one object */
    bool strict;
};

static Value scan_once(struct scan *scan);

static struct scanner *as_scanner(Value v)
{
    return (struct scanner *)v;
}

static Value fail(struct scan *scan, const char *message)
{
    return json_raise(scan->t, message, scan->text, scan->at);
}

/* "Expecting value" is said by the caller, json.decoder. */
static Value no_value(struct scan *scan, uint64_t at)
{
    return raise_with_argument(scan->t, &StopIteration_type, value_from_small_int((int64_t)at));
}

/* The next character; 0: the end. */
static uint32_t peek(const struct scan *scan)
{
    return scan->at < scan->s->length ? str_at(scan->s, scan->at) : 0;
}

static void skip_space(struct scan *scan)
{
    for (uint32_t c = peek(scan); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = peek(scan)) {
        scan->at++;
    }
}

/* ---- objects and arrays ---- */

static Value scan_key(struct scan *scan)
{
    if (peek(scan) != '"') {
        return fail(scan, "Expecting property name enclosed in double quotes");
    }
    Value key = json_scan_string(scan->t, scan->text, scan->at + 1, scan->strict, &scan->at);
    if (key == VALUE_ERROR) {
        return key;
    }
    skip_space(scan);
    if (peek(scan) != ':') {
        return fail(scan, "Expecting ':' delimiter");
    }
    scan->at++;
    skip_space(scan);
    return dict_set_default(scan->t, scan->keys, key, key);
}

/* Behind a member or an item: whether another follows; `scan->at` is behind the comma or the bracket then. */
static enum truth another(struct scan *scan, uint32_t closing)
{
    skip_space(scan);
    uint32_t c = peek(scan);
    if (c == closing || c == ',') {
        scan->at++;
        skip_space(scan);
        return c == ',' ? TRUTH_TRUE : TRUTH_FALSE;
    }
    (void)fail(scan, "Expecting ',' delimiter");
    return TRUTH_ERROR;
}

static bool add_member(struct scan *scan, Value into, bool wants_pairs)
{
    Value key = scan_key(scan);
    Value v = key == VALUE_ERROR ? key : scan_once(scan);
    if (v == VALUE_ERROR) {
        return false;
    }
    if (!wants_pairs) {
        return dict_set(scan->t, value_to_dict(into), key, v);
    }
    Value pair = tuple_of(scan->t, (size_t)2, key, v);
    return pair != VALUE_ERROR && list_append(scan->t, value_to_list(into), pair);
}

static Value scan_object(struct scan *scan)
{
    const struct scanner *scanner = scan->scanner;
    bool wants_pairs = scanner->object_pairs_hook != VALUE_NONE;
    Value made = wants_pairs ? list_new(scan->t, 0) : dict_new(scan->t);
    enum truth more = made == VALUE_ERROR ? TRUTH_ERROR : TRUTH_TRUE;
    uint64_t end = scan->at;
    skip_space(scan);
    if (more == TRUTH_TRUE && peek(scan) == '}') {
        end = ++scan->at;
        more = TRUTH_FALSE;
    }
    while (more == TRUTH_TRUE) {
        if (!add_member(scan, made, wants_pairs)) {
            return VALUE_ERROR;
        }
        skip_space(scan);
        end = scan->at + 1;
        more = another(scan, '}');
    }
    if (more == TRUTH_ERROR) {
        return VALUE_ERROR;
    }
    scan->at = end; /* white space behind it is the caller's */
    if (wants_pairs) {
        return call_1(scan->t, scanner->object_pairs_hook, made);
    }
    return scanner->object_hook == VALUE_NONE ? made : call_1(scan->t, scanner->object_hook, made);
}

static Value scan_array(struct scan *scan)
{
    Value made = list_new(scan->t, 0);
    uint64_t end;
    enum truth more = made == VALUE_ERROR ? TRUTH_ERROR : TRUTH_TRUE;
    skip_space(scan);
    if (more == TRUTH_TRUE && peek(scan) == ']') {
        scan->at++;
        return made;
    }
    while (more == TRUTH_TRUE) {
        Value item = scan_once(scan);
        if (item == VALUE_ERROR || !list_append(scan->t, value_to_list(made), item)) {
            return VALUE_ERROR;
        }
        skip_space(scan);
        end = scan->at + 1;
        more = another(scan, ']');
    }
    if (more == TRUTH_ERROR) {
        return VALUE_ERROR;
    }
    scan->at = end;
    return made;
}

/* ---- numbers and constants ---- */

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static void skip_digits(struct scan *scan)
{
    while (is_digit(peek(scan))) {
        scan->at++;
    }
}

/* A fraction or an exponent: `prefix` of them, then at least one digit; nothing is taken else. */
static bool take_part(struct scan *scan, uint64_t n_prefix)
{
    uint64_t back = scan->at;
    scan->at += n_prefix;
    if (!is_digit(peek(scan))) {
        scan->at = back;
        return false;
    }
    skip_digits(scan);
    return true;
}

/* Moves behind the number. false: there is none. */
static bool skip_number(struct scan *scan, bool *is_float)
{
    scan->at += peek(scan) == '-';
    if (!is_digit(peek(scan))) {
        return false;
    }
    if (peek(scan) == '0') {
        scan->at++;
    } else {
        skip_digits(scan);
    }
    *is_float = peek(scan) == '.' && take_part(scan, 1);
    if (peek(scan) == 'e' || peek(scan) == 'E') {
        uint64_t behind = scan->at + 1;
        uint32_t sign = behind < scan->s->length ? str_at(scan->s, behind) : 0;
        *is_float |= take_part(scan, sign == '+' || sign == '-' ? 2 : 1);
    }
    return true;
}

enum { SHORT_NUMBER = 64 };

static Value convert_number(struct scan *scan, uint64_t from, bool is_float)
{
    const struct scanner *scanner = scan->scanner;
    Value parse = is_float ? scanner->parse_float : scanner->parse_int;
    bool is_usual = parse == value_from_object(is_float ? &float_type : &int_type);
    uint64_t n = scan->at - from;
    if (is_usual && n < SHORT_NUMBER) {
        char text[SHORT_NUMBER];
        for (uint64_t i = 0; i < n; i++) {
            text[i] = (char)str_at(scan->s, from + i);
        }
        text[n] = '\0';
        double d;
        return !is_float ? int_parse(scan->t, text, n, 10)
               : float_parse(text, n, &d)
                   ? float_from_double(scan->t, d)
                   : raise_error(scan->t, &ValueError_type, "could not convert string to float");
    }
    Value text = str_slice(scan->t, scan->text, (int64_t)from, (int64_t)scan->at);
    return text == VALUE_ERROR ? text : call_1(scan->t, parse, text);
}

static Value scan_number(struct scan *scan)
{
    uint64_t from = scan->at;
    bool is_float;
    if (!skip_number(scan, &is_float)) {
        return no_value(scan, from);
    }
    return convert_number(scan, from, is_float);
}

static bool takes(struct scan *scan, const char *word)
{
    uint64_t at = scan->at;
    for (; *word != '\0'; word++, at++) {
        if (at >= scan->s->length || str_at(scan->s, at) != (uint8_t)*word) {
            return false;
        }
    }
    scan->at = at;
    return true;
}

static Value scan_constant(struct scan *scan)
{
    static const char *const names[] = {"NaN", "Infinity", "-Infinity"};
    if (takes(scan, "null")) {
        return VALUE_NONE;
    }
    if (takes(scan, "true")) {
        return VALUE_TRUE;
    }
    if (takes(scan, "false")) {
        return VALUE_FALSE;
    }
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (takes(scan, names[i])) {
            Value name = str_from_cstr(scan->t, names[i]);
            return name == VALUE_ERROR ? name
                                       : call_1(scan->t, scan->scanner->parse_constant, name);
        }
    }
    return scan_number(scan);
}

/* `where` goes behind "maximum recursion depth exceeded". */
static Value scan_nested(struct scan *scan, Value scan_it(struct scan *), const char *where)
{
    if (!recursion_enter(scan->t, where)) {
        return VALUE_ERROR;
    }
    scan->at++;
    Value v = scan_it(scan);
    recursion_leave(scan->t);
    return v;
}

static Value scan_once(struct scan *scan)
{
    if (scan->at >= scan->s->length) {
        return no_value(scan, scan->at);
    }
    switch (peek(scan)) {
    case '"':
        return json_scan_string(scan->t, scan->text, scan->at + 1, scan->strict, &scan->at);
    case '{':
        return scan_nested(scan, scan_object,
                           " while decoding a JSON object from a unicode string");
    case '[':
        return scan_nested(scan, scan_array, " while decoding a JSON array from a unicode string");
    default:
        return scan_constant(scan);
    }
}

/* ---- the type ---- */

/* args: string, idx. (the value, where it ends) */
static Value call_scanner(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    int64_t at;
    if (!reject_keywords(t, "scan_once", keyword_names) ||
        !check_arg_count(t, "scan_once", n_args, 2, 2) || !number_to_index(t, args[1], &at)) {
        return VALUE_ERROR;
    }
    if (!value_is_str(args[0])) {
        return raise_error(t, &TypeError_type, "first argument must be a string, not %T", args[0]);
    }
    if (at < 0) {
        return raise_error(t, &ValueError_type, "idx cannot be negative");
    }
    const struct scanner *scanner = as_scanner(args[-1]);
    enum truth strict = object_truth(t, scanner->strict);
    Value keys = strict == TRUTH_ERROR ? VALUE_ERROR : dict_new(t);
    if (keys == VALUE_ERROR) {
        return keys;
    }
    struct scan scan = {t,
                        scanner,
                        args[0],
                        value_to_str(args[0]),
                        (uint64_t)at,
                        value_to_dict(keys),
                        strict == TRUTH_TRUE};
    Value v = scan_once(&scan);
    return v == VALUE_ERROR ? v : tuple_of(t, (size_t)2, v, value_from_small_int((int64_t)scan.at));
}

static bool read_setting(struct thread *t, Value context, const char *name, Value *to)
{
    Value key = str_intern_cstr(t, name);
    return key != VALUE_ERROR && (*to = object_get_attribute(t, context, key)) != VALUE_ERROR;
}

static Value new_scanner(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    if (!reject_keywords(t, "make_scanner", keyword_names) ||
        !check_arg_count(t, "make_scanner", n_args - 1, 1, 1)) {
        return VALUE_ERROR;
    }
    struct scanner *scanner = gc_new(t, (struct type *)args[0]);
    if (scanner == NULL) {
        return VALUE_ERROR;
    }
    scanner->strict = scanner->object_hook = scanner->object_pairs_hook = VALUE_NONE;
    scanner->parse_float = scanner->parse_int = scanner->parse_constant = VALUE_NONE;
    bool ok = read_setting(t, args[1], "strict", &scanner->strict) &&
              read_setting(t, args[1], "object_hook", &scanner->object_hook) &&
              read_setting(t, args[1], "object_pairs_hook", &scanner->object_pairs_hook) &&
              read_setting(t, args[1], "parse_float", &scanner->parse_float) &&
              read_setting(t, args[1], "parse_int", &scanner->parse_int) &&
              read_setting(t, args[1], "parse_constant", &scanner->parse_constant);
    return ok ? value_from_object(scanner) : VALUE_ERROR;
}

static void trace(struct marker *m, struct object *self)
{
    const struct scanner *scanner = (const struct scanner *)self;
    mark_value(m, scanner->strict);
    mark_value(m, scanner->object_hook);
    mark_value(m, scanner->object_pairs_hook);
    mark_value(m, scanner->parse_float);
    mark_value(m, scanner->parse_int);
    mark_value(m, scanner->parse_constant);
}

#define FIELD(name)                                                                                \
    static Value get_##name(UNUSED struct thread *t, Value self)                                   \
    {                                                                                              \
        return as_scanner(self)->name;                                                             \
    }
FIELD(strict)
FIELD(object_hook)
FIELD(object_pairs_hook)
FIELD(parse_float)
FIELD(parse_int)
FIELD(parse_constant)

static const struct getset_def members[] = {
    {"strict", get_strict, NULL, NULL},
    {"object_hook", get_object_hook, NULL, NULL},
    {"object_pairs_hook", get_object_pairs_hook, NULL, NULL},
    {"parse_float", get_parse_float, NULL, NULL},
    {"parse_int", get_parse_int, NULL, NULL},
    {"parse_constant", get_parse_constant, NULL, NULL},
    {0},
};

struct type json_scanner_type = {
    TYPE_HEADER("Scanner", sizeof(struct scanner)),
    .module = "_json",
    .doc = "JSON scanner object",
    .trace = trace,
    .new = new_scanner,
    .call = call_scanner,
    .members = members,
};
