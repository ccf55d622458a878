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
    } else if (unicode_is_printable(c)) {
        str_builder_add_code_point(b, c);
    } else {
        str_builder_add_escape(b, c);
    }
}

static bool needs_nothing(uint32_t c, uint32_t quote)
{
    return c != quote && c != '\\' && c >= 32 && c < 127;
}

static uint32_t choose_quote(struct text text)
{
    struct text single = {"'", 1, 1}, both = {"\"", 1, 1};
    return text_find(text, single) >= 0 && text_find(text, both) < 0 ? '"' : '\'';
}

Value str_repr(struct thread *t, Value self)
{
    struct text text = text_of(value_to_str(self));
    uint32_t quote = choose_quote(text);
    struct str_builder b;
    str_builder_init(&b, t);
    str_builder_add_code_point(&b, quote);
    for (size_t i = 0; i < text.length;) {
        size_t from = i;
        while (i < text.length && needs_nothing(text_at(text, i), quote)) {
            i++;
        }
        str_builder_add_slice(&b, self, from, i);
        if (i < text.length) {
            add_character(&b, text_at(text, i++), quote);
        }
    }
    str_builder_add_code_point(&b, quote);
    return str_builder_finish(&b);
}
