/* Bytes as hexadecimal digits, and back. */
#include "runtime/bytes_hex.h"

#include "runtime/abstract.h"
#include "runtime/bytes_methods.h"
#include "runtime/call.h"
#include "runtime/str_internal.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

/* ---- from bytes ---- */

/* -1: none was given. */
static bool parse_separator(struct thread *t, Value v, uint32_t most, int *separator)
{
    int64_t length;
    *separator = -1;
    if (v == VALUE_UNBOUND) {
        return true;
    }
    if (!object_length(t, v, &length)) {
        return false;
    }
    if (length != 1) {
        return raise_false(t, &ValueError_type, "sep must be length 1.");
    }
    if (!value_is_str(v) && !value_is_bytes(v)) {
        return raise_false(t, &TypeError_type, "sep must be str or bytes.");
    }
    struct text text = {NULL, 0, 1};
    if (value_is_str(v)) {
        text = text_of(value_to_str(v));
    } else if (!bytes_like_text(t, v, &text)) {
        return false;
    }
    if (text.length != 1 ||
        text_at(text, 0) > most) { /* a subclass's __len__ may have said anything */
        return raise_false(t, &ValueError_type, "sep must be ASCII.");
    }
    *separator = (int)text_at(text, 0);
    return true;
}

bool hex_parse(struct thread *t, size_t n, Value sep, Value bytes_per_sep, uint32_t most,
               struct hex_layout *layout)
{
    int group = 1;
    if ((bytes_per_sep != VALUE_UNBOUND && !number_to_c_int(t, bytes_per_sep, &group)) ||
        !parse_separator(t, sep, most, &layout->separator)) {
        return false;
    }
    uint64_t each = group < 0 ? -(uint64_t)group : (uint64_t)group;
    layout->n = layout->first = layout->each = n;
    if (layout->separator >= 0 && each > 0 && each < n) {
        size_t rest = n % each;
        layout->first = group > 0 && rest > 0 ? rest : each;
        layout->each = each;
    }
    return true;
}

size_t hex_length(const struct hex_layout *layout)
{
    size_t behind = layout->n - layout->first;
    return 2 * layout->n + (behind == 0 ? 0 : (behind + layout->each - 1) / layout->each);
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

void hex_write(const struct hex_layout *layout, const uint8_t *bytes, char *to)
{
    to = write_hex(to, bytes, layout->first);
    for (size_t i = layout->first; i < layout->n; i += layout->each) {
        size_t left = layout->n - i;
        *to++ = (char)layout->separator;
        to = write_hex(to, bytes + i, left < layout->each ? left : layout->each);
    }
}

Value bytes_method_hex(ARGUMENTS)
{
    struct text text;
    struct hex_layout layout;
    if (!bytes_like_text(t, args[0], &text) ||
        !hex_parse(t, text.length, args[1], args[2], 127, &layout)) {
        return VALUE_ERROR;
    }
    if (text.length == 0) {
        return str_empty;
    }
    struct str *hex = str_allocate_ascii(t, hex_length(&layout));
    if (hex == NULL) {
        return VALUE_ERROR;
    }
    hex_write(&layout, text.characters, str_to_fill(hex));
    return str_value(hex);
}

/* ---- to bytes ---- */

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
    size_t bad = 0;
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
