/* Bytes as text: repr, decode, hex and fromhex. */
#include "runtime/abstract.h"
#include "runtime/bytes_methods.h"
#include "runtime/call.h"
#include "runtime/codec.h"
#include "runtime/str_builder.h"
#include "runtime/str_internal.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

/* Does it stand for itself? */
static ALWAYS_INLINE bool is_plain(uint8_t c, char quote, bool escape_single)
{
    return c >= ' ' && c <= '~' && c != quote && c != '\\' && !(escape_single && c == '\'');
}

static void add_escaped(struct str_builder *b, uint8_t c)
{
    char text[2] = {'\\', c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : (char)c};
    if (text[1] >= ' ' && text[1] <= '~') {
        str_builder_add_ascii(b, text, 2);
    } else {
        str_builder_add_escape(b, c);
    }
}

void str_builder_add_bytes_repr(struct str_builder *b, struct text bytes, bool escape_single)
{
    const struct text single = {"'", 1, 1}, both = {"\"", 1, 1};
    char quote = text_find(bytes, single) >= 0 && text_find(bytes, both) < 0 ? '"' : '\'';
    char start[2] = {'b', quote};
    str_builder_add_ascii(b, start, 2);
    for (size_t i = 0; i < bytes.length; i++) {
        size_t plain = i;
        while (i < bytes.length && is_plain((uint8_t)text_at(bytes, i), quote, escape_single)) {
            i++;
        }
        str_builder_add_ascii(b, (const char *)bytes.characters + plain, i - plain);
        if (i < bytes.length) {
            add_escaped(b, (uint8_t)text_at(bytes, i));
        }
    }
    str_builder_add_ascii(b, &quote, 1);
}

Value bytes_method_decode(ARGUMENTS)
{
    return codec_check_names(t, "decode", args[1], args[2])
               ? codec_decode(t, args[0], args[1], args[2])
               : VALUE_ERROR;
}

/* ---- hex ---- */

static bool parse_separator(struct thread *t, Value v, char *separator)
{
    struct text text;
    int64_t length;
    *separator = 0;
    if (v == VALUE_UNBOUND) {
        return true;
    }
    if (!object_length(t, v, &length)) {
        return false;
    }
    if (length != 1) {
        return raise_false(t, &ValueError_type, "sep must be length 1.");
    }
    if (value_is_str(v)) {
        text = text_of(value_to_str(v));
    } else if (!value_is_bytes(v)) {
        return raise_false(t, &TypeError_type, "sep must be str or bytes.");
    } else if (!bytes_like_text(t, v, &text)) {
        return false;
    }
    if (text.length != 1 || text_at(text, 0) > 127) {
        return raise_false(t, &ValueError_type, "sep must be ASCII.");
    }
    *separator = (char)text_at(text, 0);
    return true;
}

/* The bytes in front of the first separator, and how many follow between separators. */
struct hex_groups {
    size_t first, each;
};

/* Groups are counted from the right, or from the left if `group` is negative. */
static struct hex_groups groups_of(size_t n, int64_t group)
{
    uint64_t each = group < 0 ? -(uint64_t)group : (uint64_t)group;
    if (each == 0 || each >= n) {
        return (struct hex_groups){n, n};
    }
    size_t rest = n % each;
    return (struct hex_groups){group > 0 && rest > 0 ? rest : each, each};
}

static char *write_hex(char *to, const uint8_t *bytes, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        *to++ = digits[bytes[i] >> 4];
        *to++ = digits[bytes[i] & 15];
    }
    return to;
}

static void write_groups(char *to, struct text text, char separator, struct hex_groups groups)
{
    const uint8_t *bytes = text.characters;
    to = write_hex(to, bytes, groups.first);
    for (size_t i = groups.first; i < text.length; i += groups.each) {
        size_t left = text.length - i;
        *to++ = separator;
        to = write_hex(to, bytes + i, left < groups.each ? left : groups.each);
    }
}

Value bytes_method_hex(ARGUMENTS)
{
    struct text text;
    char separator = 0;
    int group = 1;
    if ((args[2] != VALUE_UNBOUND && !number_to_c_int(t, args[2], &group)) ||
        !parse_separator(t, args[1], &separator) || !bytes_like_text(t, args[0], &text)) {
        return VALUE_ERROR;
    }
    if (text.length == 0) {
        return str_empty;
    }
    struct hex_groups groups = groups_of(text.length, separator == 0 ? 0 : group);
    size_t n_separators = (text.length - groups.first + groups.each - 1) / groups.each;
    struct str *hex = str_allocate_ascii(t, 2 * text.length + n_separators);
    if (hex == NULL) {
        return VALUE_ERROR;
    }
    write_groups(str_to_fill(hex), text, separator, groups);
    return str_value(hex);
}

/* The value of each digit and 1. */
static const int8_t hex_values[256] = {
    ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
    ['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
    ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
};

/* -1: none. */
static ALWAYS_INLINE int hex_digit(uint32_t c)
{
    return c < 256 ? hex_values[c] - 1 : -1;
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
