/* Bytes as text: repr, decode, hex and fromhex. */
#include "runtime/abstract.h"
#include "runtime/bytes_methods.h"
#include "runtime/call.h"
#include "runtime/codec.h"
#include "runtime/str_builder.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

void str_builder_add_bytes_repr(struct str_builder *b, struct text bytes, bool escape_single)
{
    const struct text single = {"'", 1, 1}, both = {"\"", 1, 1};
    char quote = text_find(bytes, single) >= 0 && text_find(bytes, both) < 0 ? '"' : '\'';
    char start[2] = {'b', quote};
    str_builder_add_ascii(b, start, 2);
    for (size_t i = 0; i < bytes.length; i++) {
        char c = (char)text_at(bytes, i);
        char escape = c == '\t'                 ? 't'
                      : c == '\n'               ? 'n'
                      : c == '\r'               ? 'r'
                      : c == quote || c == '\\' ? c
                                                : 0;
        escape = escape_single && c == '\'' ? c : escape;
        if (escape != 0) {
            char text[2] = {'\\', escape};
            str_builder_add_ascii(b, text, 2);
        } else if (c < ' ' || c > '~') {
            str_builder_add_escape(b, (uint8_t)c);
        } else {
            str_builder_add_ascii(b, &c, 1);
        }
    }
    str_builder_add_ascii(b, &quote, 1);
}

Value bytes_method_decode(ARGUMENTS)
{
    static const char *const parameters[] = {"encoding", "errors"};
    for (int i = 0; i < 2; i++) {
        if (args[1 + i] != VALUE_UNBOUND && !value_is_str(args[1 + i])) {
            return raise_error(t, &TypeError_type, "decode() argument '%s' must be str, not %A",
                               parameters[i], args[1 + i]);
        }
    }
    return codec_decode(t, args[0], args[1], args[2]);
}

/* ---- hex ---- */

static bool parse_separator(struct thread *t, Value v, char *separator)
{
    struct text text;
    if (v == VALUE_UNBOUND || v == VALUE_NONE) {
        *separator = 0;
        return true;
    }
    if (value_is_str(v)) {
        text = text_of(value_to_str(v));
    } else if (!value_is_bytes_like(v)) {
        int64_t length;
        return object_length(t, v, &length) &&
               raise_false(t, &TypeError_type, "sep must be str or bytes.");
    } else if (!bytes_like_text(t, v, &text)) {
        return false;
    }
    if (text.length != 1) {
        return raise_false(t, &ValueError_type, "sep must be length 1.");
    }
    if (text_at(text, 0) > 127) {
        return raise_false(t, &ValueError_type, "sep must be ASCII.");
    }
    *separator = (char)text_at(text, 0);
    return true;
}

/* Is there a separator before byte `i`? Groups are counted from the right, or from the left if negative. */
static bool begins_group(size_t i, size_t n, int64_t group)
{
    return i > 0 &&
           (group > 0 ? (n - i) % (size_t)group == 0 : group < 0 && i % (size_t)-group == 0);
}

Value bytes_method_hex(ARGUMENTS)
{
    static const char digits[] = "0123456789abcdef";
    struct text text;
    char separator = 0;
    int64_t group = 1;
    if (!bytes_like_text(t, args[0], &text) || !parse_separator(t, args[1], &separator) ||
        (args[2] != VALUE_UNBOUND && !number_to_index(t, args[2], &group))) {
        return VALUE_ERROR;
    }
    struct str_builder b;
    str_builder_init(&b, t);
    for (size_t i = 0; i < text.length; i++) {
        uint32_t c = text_at(text, i);
        char pair[3] = {separator, digits[c >> 4], digits[c & 15]};
        bool separated = separator != 0 && begins_group(i, text.length, group);
        str_builder_add_ascii(&b, pair + !separated, separated ? 3 : 2);
    }
    return str_builder_finish(&b);
}

static int hex_digit(uint32_t c)
{
    return c >= '0' && c <= '9'   ? (int)c - '0'
           : c >= 'a' && c <= 'f' ? (int)c - 'a' + 10
           : c >= 'A' && c <= 'F' ? (int)c - 'A' + 10
                                  : -1;
}

/* Writes the bytes that `text` spells and returns their number; -1: *bad is where it is wrong. */
static int64_t read_hex(struct text text, char *to, size_t *bad)
{
    int64_t n = 0;
    for (size_t i = 0; i < text.length;) {
        uint32_t c = text_at(text, i);
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            i++;
            continue;
        }
        int high = hex_digit(c), low = i + 1 < text.length ? hex_digit(text_at(text, i + 1)) : -1;
        if (high < 0 || low < 0) {
            *bad = high < 0 ? i : i + 1;
            return -1;
        }
        to[n++] = (char)(high << 4 | low);
        i += 2;
    }
    return n;
}

Value bytes_method_fromhex(ARGUMENTS)
{
    if (!value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "fromhex() argument must be str, not %A", args[1]);
    }
    struct text text = text_of(value_to_str(args[1]));
    struct raw_buffer *buffer = raw_buffer_new(t, text.length / 2 + 1);
    if (buffer == NULL) {
        return VALUE_ERROR;
    }
    size_t bad;
    int64_t n = read_hex(text, buffer->bytes, &bad);
    if (n < 0) {
        return raise_error(t, &ValueError_type,
                           "non-hexadecimal number found in fromhex() arg at position %zu", bad);
    }
    struct type *type = (struct type *)args[0];
    Value bytes = type_is_subtype(type, &bytearray_type)
                      ? bytearray_new(t, buffer->bytes, (size_t)n)
                      : bytes_new(t, buffer->bytes, (size_t)n);
    if (bytes == VALUE_ERROR || type == &bytes_type || type == &bytearray_type) {
        return bytes;
    }
    return call_1(t, args[0], bytes);
}
