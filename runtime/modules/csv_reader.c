/*
 * Reading records: a machine that is fed one character after the other, and the end of each line as one more.
 *
 *     RECORD --+--> FIELD --> PLAIN <--> ESCAPED          between fields: FIELD; a record ends in RECORD
 *              |      `-----> QUOTED <--> QUOTED_ESCAPED
 *              |                `--> AFTER_QUOTE
 *              `--> LINE_END   after '\r' or '\n'
 *
 * As in CPython an escaped line end makes the next lines part of the record up to one that has another escape or a
 * delimiter: AFTER_ESCAPED_END.
 *
 * Runs of characters that mean nothing special are taken at once, and a field that is nothing but such a run is a
 * slice of its line.
 *
 * Thread-safety with the global lock off: the machine lives in the call that makes a record. Threads that share a reader get
 * lines of their own from the iterator.
 */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/modules/csv.h"
#include "runtime/native.h"

struct reader {
    struct csv_end end;
    uint64_t line_number; /* relaxed */
};

enum state {
    RECORD,
    FIELD,
    ESCAPED,
    PLAIN,
    QUOTED,
    QUOTED_ESCAPED,
    AFTER_QUOTE,
    LINE_END,
    AFTER_ESCAPED_END
};

/* The end of a line as a character. */
#define END_OF_LINE CSV_NONE

struct machine {
    struct thread *t;
    const struct csv_format *format;
    enum state state;
    Value record;   /* list */
    bool is_number; /* the field has no quotes, and is to be a float */
    struct str_builder text;
};

static bool raise_csv(struct thread *t, const char *message)
{
    return raise_false(t, (struct type *)csv_error, "%s", message);
}

/* ---- fields ---- */

static void begin_text(struct machine *m)
{
    str_builder_init(&m->text, m->t);
    m->is_number = false;
}

static bool add_field(struct machine *m, Value text)
{
    if (text != VALUE_ERROR && m->is_number) {
        text = call_1(m->t, value_from_object(&float_type), text);
    }
    return text != VALUE_ERROR && list_append(m->t, value_to_list(m->record), text);
}

static bool save(struct machine *m)
{
    Value text = m->text.length == 0 ? str_empty : str_builder_finish(&m->text);
    bool saved = add_field(m, text);
    begin_text(m);
    return saved;
}

static bool check_length(const struct machine *m, uint64_t n_more)
{
    int64_t limit = load_relaxed(&csv_field_limit);
    return (int64_t)(m->text.length + n_more) <= limit ||
           raise_false(m->t, (struct type *)csv_error, "field larger than field limit (%ld)",
                       (long)limit);
}

static bool add(struct machine *m, uint32_t c)
{
    str_builder_add_code_point(&m->text, c);
    return check_length(m, 0);
}

static bool is_line_end(uint32_t c)
{
    return c == '\r' || c == '\n';
}

/* `c` ends the field, and the record unless it is the delimiter. */
static bool end_field(struct machine *m, uint32_t c)
{
    m->state = c == m->format->delimiter ? FIELD : c == END_OF_LINE ? RECORD : LINE_END;
    return save(m);
}

static bool ends_line(uint32_t c)
{
    return c == END_OF_LINE || is_line_end(c);
}

static bool ends_field(const struct machine *m, uint32_t c)
{
    return ends_line(c) || c == m->format->delimiter;
}

/* ---- one character ---- */

/* A dialect may give one character several meanings, as with a space for delimiter that is skipped at the start: the order of the
   questions is CPython's. */

static bool start_field(struct machine *m, uint32_t c)
{
    const struct csv_format *f = m->format;
    if (ends_line(c)) {
        return end_field(m, c);
    }
    if (c == f->quote && f->quoting != CSV_QUOTE_NONE) {
        m->state = QUOTED;
    } else if (c == f->escape) {
        m->state = ESCAPED;
    } else if (c == ' ' && f->skips_space) {
        m->state = FIELD;
    } else if (c == f->delimiter) {
        return end_field(m, c);
    } else {
        m->is_number = f->quoting == CSV_QUOTE_NONNUMERIC;
        m->state = PLAIN;
        return add(m, c);
    }
    return true;
}

static bool go_on(struct machine *m, uint32_t c)
{
    if (ends_line(c)) {
        return end_field(m, c);
    }
    if (c == m->format->escape) {
        m->state = ESCAPED;
        return true;
    }
    return c == m->format->delimiter ? end_field(m, c) : add(m, c);
}

static bool in_quotes(struct machine *m, uint32_t c)
{
    const struct csv_format *f = m->format;
    if (c == END_OF_LINE) {
        return true;
    }
    if (c == f->escape) {
        m->state = QUOTED_ESCAPED;
    } else if (c == f->quote && f->quoting != CSV_QUOTE_NONE) {
        m->state = f->doubles_quote ? AFTER_QUOTE : PLAIN;
    } else {
        return add(m, c);
    }
    return true;
}

static bool raise_after_quote(struct machine *m)
{
    struct str_builder b;
    str_builder_init(&b, m->t);
    str_builder_add_cstr(&b, "'");
    str_builder_add_code_point(&b, m->format->delimiter);
    str_builder_add_cstr(&b, "' expected after '");
    str_builder_add_code_point(&b, m->format->quote);
    str_builder_add_cstr(&b, "'");
    Value message = str_builder_finish(&b);
    return message != VALUE_ERROR && raise_false(m->t, (struct type *)csv_error, "%V", message);
}

static bool after_quote(struct machine *m, uint32_t c)
{
    const struct csv_format *f = m->format;
    if (c != END_OF_LINE && c == f->quote && f->quoting != CSV_QUOTE_NONE) {
        m->state = QUOTED;
        return add(m, c);
    }
    if (ends_field(m, c)) {
        return end_field(m, c);
    }
    if (f->is_strict) {
        return raise_after_quote(m);
    }
    m->state = PLAIN;
    return add(m, c);
}

static bool after_line_end(struct machine *m, uint32_t c)
{
    if (c == END_OF_LINE) {
        m->state = RECORD;
        return true;
    }
    return is_line_end(c) ||
           raise_csv(m->t, "new-line character seen in unquoted field - do you need to open the "
                           "file in universal-newline mode?");
}

static bool take(struct machine *m, uint32_t c)
{
    switch (m->state) {
    case RECORD:
        if (c == END_OF_LINE) {
            return true;
        }
        if (is_line_end(c)) {
            m->state = LINE_END;
            return true;
        }
        return start_field(m, c);
    case FIELD:
        return start_field(m, c);
    case ESCAPED:
        m->state = is_line_end(c) ? AFTER_ESCAPED_END : PLAIN;
        return add(m, c == END_OF_LINE ? '\n' : c);
    case QUOTED:
        return in_quotes(m, c);
    case QUOTED_ESCAPED:
        m->state = QUOTED;
        return add(m, c == END_OF_LINE ? '\n' : c);
    case AFTER_QUOTE:
        return after_quote(m, c);
    case LINE_END:
        return after_line_end(m, c);
    case AFTER_ESCAPED_END:
        return c == END_OF_LINE || go_on(m, c);
    case PLAIN:
        return go_on(m, c);
    }
    UNREACHABLE();
}

/* ---- runs of characters ---- */

/* The field from `from` on that is [from, to) of the line and ended by the character at `to`. */
static bool take_slice(struct machine *m, Value line, uint64_t from, uint64_t to)
{
    if (!check_length(m, to - from)) {
        return false;
    }
    uint32_t c = str_at(value_to_str(line), to);
    m->state = c == m->format->delimiter ? FIELD : LINE_END;
    Value text = from == to ? str_empty : str_slice(m->t, line, (int64_t)from, (int64_t)to);
    bool added = add_field(m, text);
    m->is_number = false;
    return added;
}

/* Takes what is plain from the place *i on, if that is something: a field or a part of one. */
static bool take_run(struct machine *m, Value line, uint64_t *i)
{
    const struct csv_format *f = m->format;
    const struct str *s = value_to_str(line);
    uint64_t from = *i, to;
    uint32_t first = str_at(s, from);
    bool is_first = m->state == RECORD || m->state == FIELD;
    if (is_first && first == f->quote && f->quoting != CSV_QUOTE_NONE && first != f->delimiter) {
        to = csv_find(f, s, from + 1, CSV_IN_QUOTES);
        if (to + 1 < s->length && str_at(s, to) == f->quote && f->quote != f->escape &&
            ends_field(m, str_at(s, to + 1)) && !is_line_end(first)) {
            /* the quotes end where the field does */
            *i = to + 2;
            uint32_t c = str_at(s, to + 1);
            if (!check_length(m, to - from - 1)) {
                return false;
            }
            m->state = c == f->delimiter ? FIELD : LINE_END;
            return add_field(m, str_slice(m->t, line, (int64_t)from + 1, (int64_t)to));
        }
        return true;
    }
    if (is_first && !(csv_marks(f, first) & CSV_AT_START)) {
        m->is_number = f->quoting == CSV_QUOTE_NONNUMERIC;
        to = csv_find(f, s, from + 1, CSV_IN_FIELD);
        if (to < s->length && str_at(s, to) != f->escape) {
            *i = to + 1;
            return take_slice(m, line, from, to);
        }
        m->state = PLAIN;
    } else if (m->state == PLAIN || m->state == QUOTED) {
        to = csv_find(f, s, from, m->state == PLAIN ? CSV_IN_FIELD : CSV_IN_QUOTES);
    } else {
        return true;
    }
    str_builder_add_slice(&m->text, line, from, to);
    *i = to;
    return check_length(m, 0);
}

static bool take_line(struct machine *m, Value line)
{
    const struct str *s = value_to_str(line);
    uint32_t n_steps = 0;
    for (uint64_t i = 0; i < s->length;) {
        uint64_t before = i;
        if (!take_run(m, line, &i)) {
            return false;
        }
        if (i == before && !take(m, str_at(s, i++))) {
            return false;
        }
        if (++n_steps % 1024 == 0 && !gc_poll(m->t)) {
            return false;
        }
    }
    return take(m, END_OF_LINE);
}

/* ---- records ---- */

/* No line follows. */
static Value last_record(struct machine *m)
{
    if (m->text.length == 0 && m->state != QUOTED) {
        return VALUE_UNBOUND;
    }
    if (m->format->is_strict) {
        return raise_csv(m->t, "unexpected end of data") ? VALUE_UNBOUND : VALUE_ERROR;
    }
    return save(m) ? m->record : VALUE_ERROR;
}

static Value next(struct thread *t, Value self)
{
    struct reader *reader = (struct reader *)self;
    struct machine m = {.t = t, .format = reader->end.format, .state = RECORD};
    m.record = list_new(t, 0);
    if (m.record == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    begin_text(&m);
    do {
        Value line = iterator_next(t, reader->end.outside);
        if (line == VALUE_UNBOUND) {
            return last_record(&m);
        }
        if (line == VALUE_ERROR) {
            return VALUE_ERROR;
        }
        if (!value_is_str(line)) {
            return raise_error(t, (struct type *)csv_error,
                               "iterator should return strings, not %T (the file should be opened "
                               "in text mode)",
                               line);
        }
        (void)atomic_add_relaxed(&reader->line_number, 1);
        if (!take_line(&m, line)) {
            return VALUE_ERROR;
        }
    } while (m.state != RECORD);
    return m.record;
}

/* ---- the type ---- */

static Value new_reader(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value made = csv_end_new(t, "reader", args, n_args, keyword_names);
    Value lines = made == VALUE_ERROR ? made : object_iter(t, args[1]);
    if (lines == VALUE_ERROR) {
        return lines;
    }
    ((struct reader *)made)->end.outside = lines;
    return made;
}

static Value get_line_number(struct thread *t, Value self)
{
    return int_from_uint64(t, load_relaxed(&((const struct reader *)self)->line_number));
}

static Value iter(UNUSED struct thread *t, Value self)
{
    return self;
}

static const struct getset_def members[] = {
    {"dialect", csv_end_dialect, NULL, NULL},
    {"line_num", get_line_number, NULL, NULL},
    {0},
};

struct type csv_reader_type = {
    TYPE_HEADER("reader", sizeof(struct reader)),
    .module = "_csv",
    .doc = "An iterator over records: lists of str.",
    .flags = TYPE_BASE,
    .trace = csv_end_trace,
    .new = new_reader,
    .iter = iter,
    .next = next,
    .members = members,
};
