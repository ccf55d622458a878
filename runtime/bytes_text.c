/* Bytes as text: repr and decode. */
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
