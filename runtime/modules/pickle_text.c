/* Saving str. */
#include "runtime/modules/pickle.h"
#include "runtime/str_internal.h"

/* An ASCII string of less than 256 characters: header, text and memo instruction in one piece. */
static bool save_short(struct pickler *p, const struct str *s)
{
    size_t n = s->length;
    char *place = pickle_claim(p, 2 + n);
    if (place == NULL) {
        return false;
    }
    place[0] = (char)PICKLE_SHORT_BINUNICODE;
    place[1] = (char)n;
    copy_short(place + 2, s->characters, n);
    return true;
}

static bool save_utf8(struct pickler *p, const char *utf8, size_t n)
{
    char header[9];
    unsigned width = n < 256 && p->protocol >= 4 ? 1 : n <= UINT32_MAX ? 4 : 8;
    if (width == 8 && p->protocol < 4) {
        return raise_false(p->t, &OverflowError_type,
                           "serializing a string larger than 4 GiB requires pickle protocol 4 or "
                           "higher");
    }
    header[0] = (char)(width == 1   ? PICKLE_SHORT_BINUNICODE
                       : width == 4 ? PICKLE_BINUNICODE
                                    : PICKLE_BINUNICODE8);
    pickle_put_number(header + 1, n, width);
    return pickle_write_data(p, header, 1 + width, utf8, n, VALUE_UNBOUND);
}

static void add_escape(struct str_builder *b, uint32_t c)
{
    static const char digits[] = "0123456789abcdef";
    bool is_long = c > 0xffff;
    char text[11] = {'\\', is_long ? 'U' : 'u'};
    unsigned n = is_long ? 8 : 4;
    for (unsigned i = 0; i < n; i++) {
        text[2 + i] = digits[c >> (4 * (n - 1 - i)) & 15];
    }
    str_builder_add_utf8(b, text, 2 + n);
}

/* Does it stand for itself in a line of text? */
static bool is_plain(uint32_t c)
{
    return c < 256 && c != '\\' && c != 0 && c != '\n' && c != '\r' && c != 0x1a;
}

/* Latin-1 with escapes, on one line: protocol 0. */
static bool save_line(struct pickler *p, const struct str *s)
{
    struct str_builder b;
    str_builder_init(&b, p->t);
    for (uint64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (is_plain(c)) {
            str_builder_add_code_point(&b, c);
        } else {
            add_escape(&b, c);
        }
    }
    Value line = str_builder_finish(&b);
    if (line == VALUE_ERROR) {
        return false;
    }
    const struct str *text = value_to_str(line);
    ASSERT(text->kind == 1);
    return pickle_write_opcode(p, PICKLE_UNICODE) &&
           pickle_write(p, text->characters, text->length) && pickle_write(p, "\n", 1);
}

static bool save_text(struct pickler *p, Value v)
{
    const struct str *s = value_to_str(v);
    if (!load_relaxed(&p->is_binary)) {
        return save_line(p, s);
    }
    if (str_is_ascii(s)) {
        return s->length < 256 && p->protocol >= 4 ? save_short(p, s)
                                                   : save_utf8(p, s->characters, s->length);
    }
    size_t n;
    const char *utf8 = str_to_utf8(p->t, v, &n);
    return utf8 != NULL && save_utf8(p, utf8, n);
}

bool pickle_save_str(struct pickler *p, Value v)
{
    return save_text(p, v) && pickle_memoize(p, v);
}
