/* The display of a SyntaxError: its file and line, the text of the line, carets. */
#include <string.h>

#include "runtime/base/utf8.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/traceback.h"

/* The attributes of a SyntaxError as far as they are of use. Offsets count characters from 1; 0 and less: unknown. */
struct syntax_place {
    Value filename, text; /* UNBOUND: none */
    int64_t line, offset, end_line, end_offset;
};

static bool get_number(Value v, int64_t *n)
{
    *n = -1;
    return v == VALUE_NONE || v == VALUE_UNBOUND || (value_is_int(v) && int_to_int64(v, n));
}

static bool get_place(const struct syntax_error *e, struct syntax_place *place)
{
    Value line = value_load(&e->line), text = value_load(&e->text),
          filename = value_load(&e->filename);
    place->filename = filename == VALUE_NONE ? VALUE_UNBOUND : filename;
    place->text = text != VALUE_UNBOUND && value_is_str(text) ? text : VALUE_UNBOUND;
    bool has_line = line != VALUE_UNBOUND && line != VALUE_NONE && get_number(line, &place->line);
    return has_line && get_number(value_load(&e->offset), &place->offset) &&
           get_number(value_load(&e->end_line), &place->end_line) &&
           get_number(value_load(&e->end_offset), &place->end_offset);
}

static size_t indentation(const char *line, size_t n)
{
    size_t indent = 0;
    while (indent < n && strchr(" \t\f", line[indent]) != NULL) {
        indent++;
    }
    return indent;
}

/* The one line of `*text` that holds the character at `*offset` (from 0), which becomes relative to it. */
static size_t pick_line(const char **text, size_t n, int64_t *offset, int64_t *end_offset)
{
    for (;;) {
        const char *stop = memchr(*text, '\n', n);
        size_t n_line = stop == NULL ? n : (size_t)(stop - *text);
        int64_t n_characters = (int64_t)utf8_count(*text, n_line);
        if (stop == NULL || n_characters >= *offset || n_line + 1 == n) {
            return n_line;
        }
        *offset -= n_characters + 1;
        *end_offset -= n_characters + 1;
        *text = stop + 1;
        n -= n_line + 1;
    }
}

static void add_line_and_carets(struct report *r, const char *text, size_t n, int64_t offset,
                                int64_t end_offset)
{
    n = pick_line(&text, n, &offset, &end_offset);
    size_t indent = indentation(text, n);
    int64_t n_characters = (int64_t)utf8_count(text, n);
    offset = offset > n_characters ? n_characters : offset;
    offset -= (int64_t)indent;
    end_offset -= (int64_t)indent;
    report_begin_line(r);
    report_add(r, "    ");
    report_add_n(r, text + indent, n - indent);
    report_add(r, "\n");
    if (offset < 0) {
        return;
    }
    report_begin_line(r);
    report_add(r, "    ");
    for (int64_t i = 0; i < offset; i++) {
        report_add(r, " ");
    }
    do {
        report_add(r, "^");
    } while (++offset < end_offset);
    report_add(r, "\n");
}

static void add_text(struct report *r, const struct syntax_place *place)
{
    size_t n;
    const char *text = str_to_utf8(r->t, place->text, &n);
    if (text == NULL) {
        error_clear(r->t);
        return;
    }
    int64_t n_characters = (int64_t)utf8_count(text, n);
    int64_t end_offset = place->end_line > place->line ? n_characters : place->end_offset;
    end_offset = end_offset > n_characters + 1 ? n_characters + 1 : end_offset;
    add_line_and_carets(r, text, n, place->offset - 1, end_offset - 1);
    gc_keep(text);
}

bool syntax_error_add(struct report *r, Value exception)
{
    struct syntax_place place;
    if (!get_place((const struct syntax_error *)exception, &place)) {
        return false;
    }
    report_begin_line(r);
    report_add(r, "  File \"");
    if (place.filename == VALUE_UNBOUND) {
        report_add(r, "<string>");
    } else {
        report_add_str_of(r, place.filename, "filename");
    }
    report_add_format(r, "\", line %ld\n", (long)place.line);
    if (place.text != VALUE_UNBOUND) {
        add_text(r, &place);
    }
    return true;
}
