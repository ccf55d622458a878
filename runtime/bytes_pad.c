/* Padding, stripping and translating bytes and bytearrays. */
#include "runtime/abstract.h"
#include "runtime/bytes_methods.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

/* ---- padding ---- */

static Value pad(struct thread *t, Value self, struct text text, size_t left, size_t right,
                 uint8_t fill)
{
    if (left == 0 && right == 0) {
        return bytes_like_part(t, self, text, 0, text.length);
    }
    if (left + right > STR_MAX_LENGTH) {
        return raise_no_memory(t);
    }
    Value result = bytes_like_new(t, self, NULL, left + text.length + right);
    if (result == VALUE_ERROR) {
        return result;
    }
    char *to = bytes_like_to_fill(result);
    memset(to, fill, left);
    memcpy(to + left, text.characters, text.length);
    memset(to + left + text.length, fill, right);
    return result;
}

/* The arguments (self, width, fillchar). */
static bool parse_padding(struct thread *t, const Value *args, const char *method,
                          struct text *text, size_t *missing, uint8_t *fill)
{
    int64_t width;
    struct text given = {" ", 1, 1};
    if (!number_to_index(t, args[1], &width) || !bytes_like_text(t, args[0], text)) {
        return false;
    }
    if (args[2] != VALUE_UNBOUND) {
        bool is_bytes = value_is_bytes(args[2]) || value_is_bytearray(args[2]);
        if (is_bytes && !bytes_like_text(t, args[2], &given)) {
            return false;
        }
        if (!is_bytes || given.length != 1) {
            return raise_false(t, &TypeError_type,
                               "%s() argument 2 must be a byte string of length 1, not %A", method,
                               args[2]);
        }
    }
    *fill = (uint8_t)text_at(given, 0);
    *missing = width > (int64_t)text->length ? (size_t)width - text->length : 0;
    return true;
}

Value bytes_method_ljust(ARGUMENTS)
{
    struct text text;
    size_t missing = 0;
    uint8_t fill = 0;
    return parse_padding(t, args, "ljust", &text, &missing, &fill)
               ? pad(t, args[0], text, 0, missing, fill)
               : VALUE_ERROR;
}

Value bytes_method_rjust(ARGUMENTS)
{
    struct text text;
    size_t missing = 0;
    uint8_t fill = 0;
    return parse_padding(t, args, "rjust", &text, &missing, &fill)
               ? pad(t, args[0], text, missing, 0, fill)
               : VALUE_ERROR;
}

Value bytes_method_center(ARGUMENTS)
{
    struct text text;
    size_t missing = 0;
    uint8_t fill = 0;
    if (!parse_padding(t, args, "center", &text, &missing, &fill)) {
        return VALUE_ERROR;
    }
    size_t left = missing / 2 + (missing & (missing + text.length) & 1);
    return pad(t, args[0], text, left, missing - left, fill);
}

Value bytes_method_zfill(ARGUMENTS)
{
    struct text text;
    int64_t width;
    if (!number_to_index(t, args[1], &width) || !bytes_like_text(t, args[0], &text)) {
        return VALUE_ERROR;
    }
    size_t missing = width > (int64_t)text.length ? (size_t)width - text.length : 0;
    Value result = pad(t, args[0], text, missing, 0, '0');
    if (result == VALUE_ERROR || missing == 0 || text.length == 0) {
        return result;
    }
    char *to = bytes_like_to_fill(result);
    if (to[missing] == '+' || to[missing] == '-') {
        to[0] = to[missing];
        to[missing] = '0';
    }
    return result;
}

static size_t expanded_length(struct text text, int64_t size, char *to)
{
    int64_t column = 0;
    size_t n = 0;
    for (size_t i = 0; i < text.length; i++) {
        char c = (char)text_at(text, i);
        int64_t width = c != '\t' ? 1 : size > 0 ? size - column % size : 0;
        if (to != NULL) {
            memset(to + n, c == '\t' ? ' ' : c, (size_t)width);
        }
        n += (size_t)width;
        column = c == '\n' || c == '\r' ? 0 : column + width;
    }
    return n;
}

Value bytes_method_expandtabs(ARGUMENTS)
{
    struct text text;
    int size = 8;
    if ((args[1] != VALUE_UNBOUND && !number_to_c_int(t, args[1], &size)) ||
        !bytes_like_text(t, args[0], &text)) {
        return VALUE_ERROR;
    }
    Value result = bytes_like_new(t, args[0], NULL, expanded_length(text, size, NULL));
    if (result != VALUE_ERROR) {
        expanded_length(text, size, bytes_like_to_fill(result));
    }
    return result;
}

/* ---- stripping ---- */

static Value strip(struct thread *t, const Value *args, bool left, bool right)
{
    struct text text, set = {" \t\n\r\f\v", 6, 1};
    if (!bytes_like_text(t, args[0], &text) ||
        (args[1] != VALUE_UNBOUND && args[1] != VALUE_NONE && !bytes_like_get(t, args[1], &set))) {
        return VALUE_ERROR;
    }
    size_t from = 0, to = text.length;
    while (left && from < to &&
           memchr(set.characters, (int)text_at(text, from), set.length) != NULL) {
        from++;
    }
    while (right && to > from &&
           memchr(set.characters, (int)text_at(text, to - 1), set.length) != NULL) {
        to--;
    }
    return bytes_like_part(t, args[0], text, from, to);
}

Value bytes_method_strip(ARGUMENTS)
{
    return strip(t, args, true, true);
}
Value bytes_method_lstrip(ARGUMENTS)
{
    return strip(t, args, true, false);
}
Value bytes_method_rstrip(ARGUMENTS)
{
    return strip(t, args, false, true);
}

/* ---- translating ---- */

Value bytes_method_maketrans(ARGUMENTS)
{
    struct text from, to;
    char table[256];
    if (!bytes_like_get(t, args[0], &from) || !bytes_like_get(t, args[1], &to)) {
        return VALUE_ERROR;
    }
    if (from.length != to.length) {
        return raise_error(t, &ValueError_type, "maketrans arguments must have same length");
    }
    for (unsigned i = 0; i < sizeof table; i++) {
        table[i] = (char)i;
    }
    for (size_t i = 0; i < from.length; i++) {
        table[text_at(from, i)] = (char)text_at(to, i);
    }
    return bytes_new(t, table, sizeof table);
}

Value bytes_method_translate(ARGUMENTS)
{
    struct text text, table = {NULL, 0, 1}, delete = {"", 0, 1};
    if (!bytes_like_text(t, args[0], &text) ||
        (args[1] != VALUE_NONE && !bytes_like_get(t, args[1], &table))) {
        return VALUE_ERROR;
    }
    if (args[1] != VALUE_NONE && table.length != 256) {
        return raise_error(t, &ValueError_type, "translation table must be 256 characters long");
    }
    if (args[2] != VALUE_UNBOUND && !bytes_like_get(t, args[2], &delete)) {
        return VALUE_ERROR;
    }
    bool deleted[256] = {false};
    for (size_t i = 0; i < delete.length; i++) {
        deleted[text_at(delete, i)] = true;
    }
    struct raw_buffer *buffer = raw_buffer_new(t, text.length);
    if (buffer == NULL) {
        return VALUE_ERROR;
    }
    size_t n = 0;
    for (size_t i = 0; i < text.length; i++) {
        uint32_t c = text_at(text, i);
        if (!deleted[c]) {
            buffer->bytes[n++] = (char)(args[1] == VALUE_NONE ? c : text_at(table, c));
        }
    }
    return bytes_like_new(t, args[0], buffer->bytes, n);
}
