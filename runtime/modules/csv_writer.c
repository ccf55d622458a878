/*
 * Writing records: each is put together as one str, and given to the file's method write.
 *
 * Thread-safety with the global lock off: a writer never changes, and a record is one call of write.
 */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/complex.h"
#include "runtime/modules/csv.h"
#include "runtime/native.h"
#include "runtime/str_builder.h"

/* A record in the making. */
struct line {
    const struct csv_format *format;
    struct str_builder text;
    uint64_t n_fields;
};

static bool is_number(Value v)
{
    const struct type *type = value_type(v);
    return type->unary[UNARY_INDEX] != NULL || type->unary[UNARY_INT] != NULL ||
           type->unary[UNARY_FLOAT] != NULL || value_is_instance(v, &complex_type);
}

/* Is the character written behind an escape? Else it is in need of quotes. */
static bool is_escaped(const struct csv_format *f, uint32_t c)
{
    return f->quoting == CSV_QUOTE_NONE || (c == f->quote ? !f->doubles_quote : c == f->escape);
}

/* Does the text need quotes? */
static bool needs_quotes(const struct csv_format *f, const struct str *s, uint64_t first)
{
    for (uint64_t i = first; i < s->length; i = csv_find(f, s, i + 1, CSV_IN_WRITING)) {
        if (!is_escaped(f, str_at(s, i))) {
            return true;
        }
    }
    return false;
}

/* The text with what stands before some of its characters; the first of them is at `at`. */
static bool add_escaped(struct thread *t, struct line *line, Value text, uint64_t at)
{
    const struct csv_format *f = line->format;
    const struct str *s = value_to_str(text);
    uint64_t from = 0;
    while (at < s->length) {
        uint32_t c = str_at(s, at);
        str_builder_add_slice(&line->text, text, from, at);
        if (is_escaped(f, c)) {
            if (f->escape == CSV_NONE) {
                return raise_false(t, (struct type *)csv_error,
                                   "need to escape, but no escapechar set");
            }
            str_builder_add_code_point(&line->text, f->escape);
        } else if (c == f->quote) {
            str_builder_add_code_point(&line->text, c);
        }
        from = at;
        at = csv_find(f, s, at + 1, CSV_IN_WRITING);
    }
    str_builder_add_slice(&line->text, text, from, s->length);
    return true;
}

static bool add_text(struct thread *t, struct line *line, Value text, bool quotes)
{
    const struct csv_format *f = line->format;
    const struct str *s = value_to_str(text);
    uint64_t special = csv_find(f, s, 0, CSV_IN_WRITING);
    if (line->n_fields++ > 0) {
        str_builder_add_code_point(&line->text, f->delimiter);
    }
    quotes = quotes || needs_quotes(f, s, special);
    if (quotes) {
        str_builder_add_code_point(&line->text, f->quote);
    }
    if (special == s->length) {
        str_builder_add_str(&line->text, text);
    } else if (!add_escaped(t, line, text, special)) {
        return false;
    }
    if (quotes) {
        str_builder_add_code_point(&line->text, f->quote);
    }
    return true;
}

static bool add_field(struct thread *t, Value v, void *context)
{
    struct line *line = context;
    enum csv_quoting quoting = line->format->quoting;
    bool quotes = quoting == CSV_QUOTE_ALL || (quoting == CSV_QUOTE_NONNUMERIC && !is_number(v));
    Value text = value_is_str(v) ? v : v == VALUE_NONE ? str_empty : object_str(t, v);
    return text != VALUE_ERROR && add_text(t, line, text, quotes);
}

static Value write_row(struct thread *t, const struct csv_end *writer, Value row)
{
    struct line line = {.format = writer->format};
    Value items = object_iter(t, row);
    if (items == VALUE_ERROR) {
        return error_swallow(t, &TypeError_type)
                   ? raise_error(t, (struct type *)csv_error, "iterable expected, not %T", row)
                   : VALUE_ERROR;
    }
    str_builder_init(&line.text, t);
    if (!iterate_rest(t, items, add_field, &line)) {
        return VALUE_ERROR;
    }
    if (line.n_fields > 0 && line.text.length == 0) { /* one field that nobody would see */
        if (line.format->quoting == CSV_QUOTE_NONE) {
            return raise_error(t, (struct type *)csv_error,
                               "single empty field record must be quoted");
        }
        str_builder_add_code_point(&line.text, line.format->quote);
        str_builder_add_code_point(&line.text, line.format->quote);
    }
    str_builder_add_str(&line.text, line.format->line_end);
    Value text = str_builder_finish(&line.text);
    return text == VALUE_ERROR ? text : call_1(t, writer->outside, text);
}

static Value method_write_row(struct thread *t, Value *args, UNUSED uint32_t n_args,
                              UNUSED Value names)
{
    return write_row(t, (const struct csv_end *)args[0], args[1]);
}

static bool write_one(struct thread *t, Value row, void *writer)
{
    return write_row(t, writer, row) != VALUE_ERROR;
}

static Value method_write_rows(struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value names)
{
    return iterate(t, args[1], write_one, (void *)args[0]) ? VALUE_NONE : VALUE_ERROR;
}

/* ---- the type ---- */

static Value new_writer(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    return csv_end_new(t, "writer", args, n_args, keyword_names);
}

static const struct native_def methods[] = {
    {"writerow", method_write_row, "(self, row, /)",
     "Write a record, the fields that row gives. What the file's write() returns.", NATIVE_METHOD},
    {"writerows", method_write_rows, "(self, rows, /)", "Write several records.", NATIVE_METHOD},
    {0},
};

static const struct getset_def members[] = {{"dialect", csv_end_dialect, NULL, NULL}, {0}};

struct type csv_writer_type = {
    TYPE_HEADER("writer", sizeof(struct csv_end)),
    .module = "_csv",
    .doc = "Writes records as lines to whatever has a method write().",
    .flags = TYPE_BASE,
    .trace = csv_end_trace,
    .new = new_writer,
    .methods = methods,
    .members = members,
};
