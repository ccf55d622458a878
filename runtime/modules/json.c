/* The module _json: what json.decoder and json.encoder do for every character. */
#include "runtime/modules/json.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/str_builder.h"
#include "runtime/tuple.h"

Value json_raise(struct thread *t, const char *message, Value text, uint64_t at)
{
    Value module_name = str_intern_cstr(t, "json.decoder"),
          name = str_intern_cstr(t, "JSONDecodeError"), said = str_from_cstr(t, message);
    if (module_name == VALUE_ERROR || name == VALUE_ERROR || said == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value module = import_module(t, module_name);
    Value type = module == VALUE_ERROR ? module : object_get_attribute(t, module, name);
    Value error =
        type == VALUE_ERROR ? type : call_3(t, type, said, text, value_from_small_int((int64_t)at));
    return error == VALUE_ERROR ? error : raise_exception(t, error);
}

/* ---- reading strings ---- */

struct string_scan {
    struct thread *t;
    Value text;
    const struct str *s;
    uint64_t begin, at; /* of the opening quotation mark; the next character */
    bool strict;
};

/* The four hexadecimal digits from `at` on, with a character behind them. -1: they are not there. */
static int32_t hexadecimal_at(const struct str *s, uint64_t at)
{
    int32_t unit = 0;
    if (at + 4 >= s->length) {
        return -1;
    }
    for (uint64_t i = at; i < at + 4; i++) {
        uint32_t c = str_at(s, i);
        if (c >= 128 || !isxdigit((int)c)) {
            return -1;
        }
        unit = unit << 4 | (int32_t)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
    }
    return unit;
}

/* The second half of a surrogate pair, if one follows. */
static uint32_t join_surrogates(struct string_scan *scan, uint32_t high)
{
    uint64_t at = scan->at;
    const struct str *s = scan->s;
    if (at + 2 >= s->length || str_at(s, at) != '\\' || str_at(s, at + 1) != 'u') {
        return high;
    }
    int32_t low = hexadecimal_at(s, at + 2);
    if (low < 0xdc00 || low > 0xdfff) {
        return high;
    }
    scan->at = at + 6;
    return 0x10000 + ((high - 0xd800) << 10) + ((uint32_t)low - 0xdc00);
}

/* What is behind a backslash. */
static bool read_escape(struct string_scan *scan, struct str_builder *b)
{
    static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    if (scan->at >= scan->s->length) {
        return json_raise(scan->t, "Unterminated string starting at", scan->text, scan->begin) !=
               VALUE_ERROR;
    }
    uint32_t c = str_at(scan->s, scan->at++);
    const char *known = c != 0 && c < 128 ? strchr(names, (int)c) : NULL;
    if (known != NULL) {
        str_builder_add_code_point(b, (uint8_t)meanings[known - names]);
        return true;
    }
    if (c != 'u') {
        json_raise(scan->t, "Invalid \\escape", scan->text, scan->at - 2);
        return false;
    }
    int32_t unit = hexadecimal_at(scan->s, scan->at);
    if (unit < 0) {
        json_raise(scan->t, "Invalid \\uXXXX escape", scan->text, scan->at - 1);
        return false;
    }
    scan->at += 4;
    bool is_high = unit >= 0xd800 && unit <= 0xdbff;
    str_builder_add_code_point(b, is_high ? join_surrogates(scan, (uint32_t)unit) : (uint32_t)unit);
    return true;
}

/* Goes to the next quotation mark or backslash. */
static bool skip_plain(struct string_scan *scan)
{
    for (; scan->at < scan->s->length; scan->at++) {
        uint32_t c = str_at(scan->s, scan->at);
        if (c == '"' || c == '\\') {
            return true;
        }
        if (c <= 0x1f && scan->strict) {
            json_raise(scan->t, "Invalid control character at", scan->text, scan->at);
            return false;
        }
    }
    json_raise(scan->t, "Unterminated string starting at", scan->text, scan->begin);
    return false;
}

Value json_scan_string(struct thread *t, Value text, uint64_t at, bool strict, uint64_t *end)
{
    struct string_scan scan = {t, text, value_to_str(text), at - 1, at, strict};
    if (!skip_plain(&scan)) {
        return VALUE_ERROR;
    }
    if (str_at(scan.s, scan.at) == '"') {
        *end = scan.at + 1;
        return str_slice(t, text, (int64_t)at, (int64_t)scan.at);
    }
    struct str_builder b;
    str_builder_init(&b, t);
    str_builder_add_slice(&b, text, at, scan.at);
    while (str_at(scan.s, scan.at) == '\\') {
        scan.at++;
        if (!read_escape(&scan, &b)) {
            return VALUE_ERROR;
        }
        uint64_t from = scan.at;
        if (!skip_plain(&scan)) {
            return VALUE_ERROR;
        }
        str_builder_add_slice(&b, text, from, scan.at);
    }
    *end = scan.at + 1;
    return str_builder_finish(&b);
}

/* args: string, end, strict. (the str, where it ends) */
static Value scanstring(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    int64_t at;
    enum truth strict = args[2] == VALUE_UNBOUND ? TRUTH_TRUE : object_truth(t, args[2]);
    if (strict == TRUTH_ERROR || !number_to_index(t, args[1], &at)) {
        return VALUE_ERROR;
    }
    if (!value_is_str(args[0])) {
        return raise_error(t, &TypeError_type, "first argument must be a string, not %T", args[0]);
    }
    if (at < 0 || (uint64_t)at > value_to_str(args[0])->length) {
        return raise_error(t, &ValueError_type, "end is out of bounds");
    }
    uint64_t end;
    Value s = json_scan_string(t, args[0], (uint64_t)at, strict == TRUTH_TRUE, &end);
    return s == VALUE_ERROR ? s : tuple_of(t, (size_t)2, s, value_from_small_int((int64_t)end));
}

/* ---- writing strings ---- */

static void add_unit(struct str_builder *b, uint32_t unit)
{
    char text[16];
    snprintf(text, sizeof text, "\\u%04x", unit);
    str_builder_add_ascii(b, text, 6);
}

static void add_escaped(struct str_builder *b, uint32_t c)
{
    static const char special[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
    const char *known = c != 0 && c < 128 ? strchr(special, (int)c) : NULL;
    if (known != NULL) {
        const char text[] = {'\\', names[known - special]};
        str_builder_add_ascii(b, text, 2);
    } else if (c < 0x10000) {
        add_unit(b, c);
    } else {
        add_unit(b, 0xd800 + ((c - 0x10000) >> 10));
        add_unit(b, 0xdc00 + ((c - 0x10000) & 0x3ff));
    }
}

static bool is_plain(uint32_t c, bool ascii_only)
{
    return c >= ' ' && c != '"' && c != '\\' && (c <= '~' || !ascii_only);
}

void json_add_string(struct str_builder *b, const struct str *s, bool ascii_only)
{
    uint64_t from = 0;
    str_builder_add_ascii(b, "\"", 1);
    for (uint64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (is_plain(c, ascii_only)) {
            continue;
        }
        str_builder_add_slice(b, value_from_object(s), from, i);
        add_escaped(b, c);
        from = i + 1;
    }
    str_builder_add_slice(b, value_from_object(s), from, s->length);
    str_builder_add_ascii(b, "\"", 1);
}

static Value encode(struct thread *t, Value s, bool ascii_only)
{
    if (!value_is_str(s)) {
        return raise_error(t, &TypeError_type, "first argument must be a string, not %T", s);
    }
    struct str_builder b;
    str_builder_init(&b, t);
    json_add_string(&b, value_to_str(s), ascii_only);
    return str_builder_finish(&b);
}

Value json_encode_basestring(struct thread *t, Value *args, UNUSED uint32_t n_args,
                             UNUSED Value names)
{
    return encode(t, args[0], false);
}

Value json_encode_basestring_ascii(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                   UNUSED Value names)
{
    return encode(t, args[0], true);
}

static const struct native_def functions[] = {
    {"encode_basestring", json_encode_basestring, "(string, /)",
     "Return a JSON representation of a Python string", NATIVE_METHOD},
    {"encode_basestring_ascii", json_encode_basestring_ascii, "(string, /)",
     "Return an ASCII-only JSON representation of a Python string", NATIVE_METHOD},
    {"scanstring", scanstring, "(string, end, strict=True, /)",
     "The string that begins there, and the place behind its closing quotation mark.",
     NATIVE_METHOD},
    {0},
};

bool module_init__json(struct thread *t, Value module)
{
    return type_ready(t, &json_scanner_type) && type_ready(t, &json_encoder_type) &&
           module_add_functions(t, module, functions) &&
           module_add(t, module, "make_scanner", value_from_object(&json_scanner_type)) &&
           module_add(t, module, "make_encoder", value_from_object(&json_encoder_type));
}
