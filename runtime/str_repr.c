/* repr(): the quotes that need no escape, if there are such, and escapes for what cannot be printed. */
#include "runtime/str_builder.h"
#include "runtime/str_internal.h"
#include "runtime/str_methods.h"
#include "runtime/str_search.h"
#include "runtime/unicode.h"

static const char hex_digits[] = "0123456789abcdef";

/* \xNN, \uNNNN or \UNNNNNNNN */
void str_builder_add_escape(struct str_builder *b, uint32_t c)
{
    char text[10] = {'\\', c < 0x100 ? 'x' : c < 0x10000 ? 'u' : 'U'};
    int n_digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
    for (int i = 0; i < n_digits; i++) {
        text[2 + i] = hex_digits[c >> (4 * (n_digits - 1 - i)) & 15];
    }
    str_builder_add_ascii(b, text, 2 + (size_t)n_digits);
}

static void add_character(struct str_builder *b, uint32_t c, uint32_t quote)
{
    static const char controls[] = {['\t'] = 't', ['\n'] = 'n', ['\r'] = 'r'};
    char text[2] = {'\\', (char)c};
    if (c == quote || c == '\\') {
        str_builder_add_ascii(b, text, 2);
    } else if (c < sizeof controls && controls[c] != 0) {
        text[1] = controls[c];
        str_builder_add_ascii(b, text, 2);
    } else {
        str_builder_add_escape(b, c);
    }
}

/* Where the run of characters that stand for themselves ends. */
static size_t end_of_plain(struct text text, size_t from, uint32_t quote)
{
    size_t i = from;
    while (i < text.length) {
        uint32_t c = text_at(text, i);
        if (c == quote || c == '\\' || (c < 127 ? c < 32 : !unicode_is_printable(c))) {
            break;
        }
        i++;
    }
    return i;
}

static bool has_character(struct text text, char c)
{
    const struct text needle = {&c, 1, 1};
    return text_find(text, needle) >= 0;
}

void str_add_repr(struct str_builder *b, Value self)
{
    struct text text = text_of(value_to_str(self));
    char quote = '\'';
    size_t plain = end_of_plain(text, 0, '\'');
    if (plain < text.length && has_character(text, '\'') && !has_character(text, '"')) {
        quote = '"';
        plain = end_of_plain(text, 0, '"');
    }
    str_builder_add_ascii(b, &quote, 1);
    for (size_t i = 0;; plain = end_of_plain(text, i, (uint8_t)quote)) {
        if (plain > i) {
            str_builder_add_slice(b, self, i, plain);
        }
        if (plain == text.length) {
            break;
        }
        add_character(b, text_at(text, plain), (uint8_t)quote);
        i = plain + 1;
    }
    str_builder_add_ascii(b, &quote, 1);
}

Value str_repr(struct thread *t, Value self)
{
    struct str_builder b;
    str_builder_init(&b, t);
    str_add_repr(&b, self);
    return str_builder_finish(&b);
}
