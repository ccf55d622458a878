/* The text of a number, whatever script its digits are in, as ASCII. */
#include "runtime/int_text.h"
#include "runtime/str.h"
#include "runtime/unicode.h"

static char to_ascii(uint32_t c)
{
    if (c < 128) {
        return c == 0 ? '?' : c >= 0x1c && c <= 0x1f ? ' ' : (char)c;
    }
    const struct unicode_record *record = unicode_record(c);
    if (record->flags & UNICODE_DECIMAL) {
        return (char)('0' + record->decimal);
    }
    return record->flags & UNICODE_SPACE ? ' ' : '?';
}

const char *number_text(struct thread *t, Value s, size_t *n)
{
    const struct str *str = value_to_str(s);
    struct raw_buffer *copy = raw_buffer_new(t, str->length + 1);
    if (copy == NULL) {
        return NULL;
    }
    for (uint64_t i = 0; i < str->length; i++) {
        copy->bytes[i] = to_ascii(str_at(str, i));
    }
    copy->bytes[str->length] = 0;
    *n = str->length;
    return copy->bytes;
}
