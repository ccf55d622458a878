/* Which encodings and error handlers there are, by their names. */
#include "runtime/codec.h"

#include "runtime/abstract.h"
#include "runtime/bytes_like.h"
#include "runtime/call.h"
#include "runtime/codec_internal.h"
#include "runtime/exception.h"
#include "runtime/module.h"
#include "runtime/settings.h"
#include "runtime/tuple.h"

static const struct encoding utf_8 = {ENCODING_UTF_8, false, false, "utf-8"},
                             utf_8_sig = {ENCODING_UTF_8, false, true, "utf-8"},
                             ascii = {ENCODING_ASCII, false, false, "ascii"},
                             latin_1 = {ENCODING_LATIN_1, false, false, "latin-1"},
                             utf_16 = {ENCODING_UTF_16, false, true, "utf-16"},
                             utf_16_le = {ENCODING_UTF_16, false, false, "utf-16-le"},
                             utf_16_be = {ENCODING_UTF_16, true, false, "utf-16-be"},
                             utf_32 = {ENCODING_UTF_32, false, true, "utf-32"},
                             utf_32_le = {ENCODING_UTF_32, false, false, "utf-32-le"},
                             utf_32_be = {ENCODING_UTF_32, true, false, "utf-32-be"};

/* Lower case, with '_' for each run of other characters. */
static const struct {
    const char *name;
    const struct encoding *encoding;
} encodings[] = {
    {"utf_8", &utf_8},        {"utf8", &utf_8},           {"u8", &utf_8},
    {"utf", &utf_8},          {"cp65001", &utf_8},        {"utf8_ucs2", &utf_8},
    {"utf8_ucs4", &utf_8},    {"utf_8_sig", &utf_8_sig},  {"utf8_sig", &utf_8_sig},
    {"ascii", &ascii},        {"us_ascii", &ascii},       {"646", &ascii},
    {"us", &ascii},           {"ansi_x3.4_1968", &ascii}, {"iso646_us", &ascii},
    {"cp367", &ascii},        {"latin_1", &latin_1},      {"latin1", &latin_1},
    {"latin", &latin_1},      {"l1", &latin_1},           {"iso_8859_1", &latin_1},
    {"iso8859_1", &latin_1},  {"8859", &latin_1},         {"iso8859", &latin_1},
    {"cp819", &latin_1},      {"utf_16", &utf_16},        {"utf16", &utf_16},
    {"u16", &utf_16},         {"utf_16_le", &utf_16_le},  {"utf_16le", &utf_16_le},
    {"utf16_le", &utf_16_le}, {"utf_16_be", &utf_16_be},  {"utf_16be", &utf_16_be},
    {"utf16_be", &utf_16_be}, {"utf_32", &utf_32},        {"utf32", &utf_32},
    {"u32", &utf_32},         {"utf_32_le", &utf_32_le},  {"utf_32le", &utf_32_le},
    {"utf32_le", &utf_32_le}, {"utf_32_be", &utf_32_be},  {"utf_32be", &utf_32_be},
    {"utf32_be", &utf_32_be},
};

static void normalise(struct text name, char *out, size_t size)
{
    size_t n = 0;
    for (size_t i = 0; i < name.length && n + 1 < size; i++) {
        uint32_t c = text_at(name, i);
        if (c >= 'A' && c <= 'Z') {
            out[n++] = (char)(c + 32);
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.') {
            out[n++] = (char)c;
        } else if (n > 0 && out[n - 1] != '_') {
            out[n++] = '_';
        }
    }
    out[n] = '\0';
}

/* The spellings that are met most. */
static const struct encoding *find_usual(Value name)
{
    return str_equals_cstr(name, "utf-8")     ? &utf_8
           : str_equals_cstr(name, "utf8")    ? &utf_8
           : str_equals_cstr(name, "ascii")   ? &ascii
           : str_equals_cstr(name, "latin-1") ? &latin_1
                                              : NULL;
}

const struct encoding *encoding_find(Value name)
{
    const struct encoding *usual = name == VALUE_UNBOUND ? &utf_8 : find_usual(name);
    if (usual != NULL) {
        return usual;
    }
    char normal[32];
    normalise(text_of(value_to_str(name)), normal, sizeof normal);
    for (size_t i = 0; i < COUNT_OF(encodings); i++) {
        if (strcmp(encodings[i].name, normal) == 0) {
            return encodings[i].encoding;
        }
    }
    return NULL;
}

struct errors errors_from_text(const char *name)
{
    static const char *const names[] = {
        [HANDLER_STRICT] = "strict",
        [HANDLER_IGNORE] = "ignore",
        [HANDLER_REPLACE] = "replace",
        [HANDLER_SURROGATEESCAPE] = "surrogateescape",
        [HANDLER_SURROGATEPASS] = "surrogatepass",
        [HANDLER_BACKSLASHREPLACE] = "backslashreplace",
        [HANDLER_XMLCHARREFREPLACE] = "xmlcharrefreplace",
    };
    unsigned i = 0;
    while (i < COUNT_OF(names) && strcmp(names[i], name) != 0) {
        i++;
    }
    return (struct errors){(enum error_handler)i, name};
}

bool errors_find(struct thread *t, Value name, struct errors *errors)
{
    *errors = (struct errors){HANDLER_STRICT, "strict"};
    if (name == VALUE_UNBOUND || str_equals_cstr(name, "strict")) {
        return true;
    }
    const char *text = str_to_utf8(t, name, NULL);
    if (text == NULL) {
        return false;
    }
    *errors = errors_from_text(text);
    return true;
}

/* --- What is in Python --- */

static Value python_codecs(struct thread *t)
{
    Value name = str_intern_cstr(t, "_codecs");
    return name == VALUE_ERROR ? name : import_module(t, name);
}

/* _codecs.<function>(v, encoding, errors) */
static Value call_registry(struct thread *t, const char *function, Value v, Value encoding,
                           Value errors)
{
    Value module = python_codecs(t);
    Value name = module == VALUE_ERROR ? module : str_intern_cstr(t, function);
    Value method = name == VALUE_ERROR ? name : object_get_attribute(t, module, name);
    return method == VALUE_ERROR
               ? method
               : call_3(t, method, v, encoding, errors == VALUE_UNBOUND ? VALUE_NONE : errors);
}

Value codec_ask_handler(struct thread *t, const char *function, const struct errors *errors,
                        const char *encoding, Value object, size_t start, size_t end,
                        const char *reason, size_t *next)
{
    Value module = python_codecs(t);
    Value name = module == VALUE_ERROR ? module : str_intern_cstr(t, function);
    Value method = name == VALUE_ERROR ? name : object_get_attribute(t, module, name);
    Value handler = method == VALUE_ERROR ? method : str_from_cstr(t, errors->name);
    Value encoding_name = handler == VALUE_ERROR ? handler : str_from_cstr(t, encoding);
    Value why = encoding_name == VALUE_ERROR ? encoding_name : str_from_cstr(t, reason);
    if (why == VALUE_ERROR) {
        return why;
    }
    Value args[] = {VALUE_UNBOUND,
                    handler,
                    encoding_name,
                    object,
                    value_from_small_int((int64_t)start),
                    value_from_small_int((int64_t)end),
                    why};
    Value pair = call(t, method, args + 1, 6, VALUE_UNBOUND);
    if (pair == VALUE_ERROR) {
        return pair;
    }
    *next = (size_t)value_to_small_int(value_to_tuple(pair)->items[1]);
    return value_to_tuple(pair)->items[0];
}

COLD bool raise_unicode_error(struct thread *t, struct type *type, const char *encoding,
                              Value object, size_t start, size_t end, const char *reason)
{
    Value name = str_from_cstr(t, encoding), why = str_from_cstr(t, reason);
    if (name == VALUE_ERROR || why == VALUE_ERROR) {
        return false;
    }
    Value args[] = {VALUE_UNBOUND,
                    name,
                    object,
                    value_from_small_int((int64_t)start),
                    value_from_small_int((int64_t)end),
                    why};
    Value exception = exception_new(t, type, args + 1, 5);
    return exception != VALUE_ERROR && raise_exception(t, exception) != VALUE_ERROR;
}

/* ---- the doors ---- */

Value codec_decode(struct thread *t, Value bytes, Value encoding, Value errors)
{
    struct errors handler;
    struct text text;
    if (encoding == VALUE_UNBOUND && errors == VALUE_UNBOUND && value_type(bytes) == &bytes_type) {
        const struct bytes *b = value_to_bytes(bytes);
        if (text_is_ascii((const uint8_t *)b->data, b->length)) {
            return str_from_ascii(t, b->data, b->length);
        }
    }
    bytes = bytes_like_to_bytes(t, bytes);
    if (bytes == VALUE_ERROR || !bytes_like_text(t, bytes, &text) || text.length == 0) {
        return bytes == VALUE_ERROR
                   ? bytes
                   : str_empty; /* no encoding is asked for nothing, as in CPython */
    }
    const struct encoding *found = encoding_find(encoding);
    if (found == NULL) {
        return call_registry(t, "_text_decode", bytes, encoding, errors);
    }
    return errors_find(t, errors, &handler) ? decode_text(t, found, handler, text, bytes, NULL)
                                            : VALUE_ERROR;
}

Value codec_decode_part(struct thread *t, Value bytes, Value encoding, Value errors, bool is_final,
                        size_t *consumed)
{
    struct errors handler;
    struct text text;
    const struct encoding *found = encoding_find(encoding);
    if (found == NULL) {
        return raise_error(t, &LookupError_type, "unknown encoding: %V", encoding);
    }
    if (!errors_find(t, errors, &handler) || !bytes_like_text(t, bytes, &text)) {
        return VALUE_ERROR;
    }
    *consumed = text.length;
    return decode_text(t, found, handler, text, bytes, is_final ? NULL : consumed);
}

/* UNBOUND, or a str without surrogates: CPython takes names in UTF-8. */
static bool check_name(struct thread *t, const char *function, const char *what, Value name)
{
    if (name == VALUE_UNBOUND) {
        return true;
    }
    if (!value_is_str(name)) {
        return raise_false(t, &TypeError_type, "%s() argument '%s' must be str, not %A", function,
                           what, name);
    }
    return value_to_str(name)->kind == 1 ||
           codec_encode(t, name, VALUE_UNBOUND, VALUE_UNBOUND) != VALUE_ERROR;
}

/* In the development mode names are looked up even if nothing will need them. LookupError. */
static COLD bool check_known(struct thread *t, const char *function, Value name)
{
    Value module = python_codecs(t);
    Value function_name = module == VALUE_ERROR ? module : str_intern_cstr(t, function);
    return function_name != VALUE_ERROR &&
           call_method_1(t, module, function_name, name) != VALUE_ERROR;
}

bool codec_check_names(struct thread *t, const char *function, Value encoding, Value errors)
{
    if (!check_name(t, function, "encoding", encoding) ||
        !check_name(t, function, "errors", errors)) {
        return false;
    }
    if (LIKELY(!settings.dev_mode)) {
        return true;
    }
    bool asks_encoding = encoding != VALUE_UNBOUND && encoding_find(encoding) == NULL;
    bool asks_errors = errors != VALUE_UNBOUND && !str_equals_cstr(errors, "strict");
    return (!asks_encoding || check_known(t, "lookup", encoding)) &&
           (!asks_errors || check_known(t, "lookup_error", errors));
}

bool codec_is_encodable(struct thread *t, Value s)
{
    return value_to_str(s)->kind == 1 ||
           codec_encode(t, s, VALUE_UNBOUND, VALUE_UNBOUND) != VALUE_ERROR;
}

Value codec_encode(struct thread *t, Value s, Value encoding, Value errors)
{
    struct errors handler;
    const struct encoding *found = encoding_find(encoding);
    if (found == NULL) {
        return call_registry(t, "_text_encode", s, encoding, errors);
    }
    return errors_find(t, errors, &handler) ? encode_text(t, found, handler, s) : VALUE_ERROR;
}

Value codec_decode_utf8(struct thread *t, const char *bytes, size_t n, const char *errors)
{
    if (text_is_ascii((const uint8_t *)bytes, n)) {
        return str_from_ascii(t, bytes, n);
    }
    return decode_text(t, &utf_8, errors_from_text(errors), (struct text){bytes, n, 1},
                       VALUE_UNBOUND, NULL);
}
