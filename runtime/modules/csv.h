/*
 * Records of comma separated values: what the readers and writers of the module _csv_records share.
 *
 * A dialect is a Python object of runtime/lib/_csv.py, which has checked its attributes and never changes. It has a Format
 * made of them: a table that says of each character what it means where.
 */
#ifndef HASP_RUNTIME_MODULES_CSV_H
#define HASP_RUNTIME_MODULES_CSV_H

#include "runtime/str.h"
#include "runtime/type.h"

enum csv_quoting { CSV_QUOTE_MINIMAL, CSV_QUOTE_ALL, CSV_QUOTE_NONNUMERIC, CSV_QUOTE_NONE };

/* Where a character is not simply one of the field's. */
enum csv_mark {
    CSV_AT_START = 1,   /* at the beginning of a field */
    CSV_IN_FIELD = 2,   /* in a field without quotes */
    CSV_IN_QUOTES = 4,  /* in one with quotes */
    CSV_IN_WRITING = 8, /* in what is written */
};

/* No character: what the dialect lacks. */
#define CSV_NONE UINT32_MAX

/* Immutable. */
struct csv_format {
    struct object base;
    uint32_t delimiter, quote, escape; /* quote and escape may be CSV_NONE */
    enum csv_quoting quoting;
    bool doubles_quote, skips_space, is_strict;
    Value line_end;     /* str */
    uint8_t marks[256]; /* of the first characters: bits of enum csv_mark */
};

extern struct type csv_format_type;

/* What a reader and a writer begin with. Immutable once made. */
struct csv_end {
    struct object base;
    Value outside; /* an iterator of lines; what takes them */
    Value dialect;
    const struct csv_format *format;
};

/* The slot `new`, for args (class, outside, dialect, format); `name` for messages. */
RAISES Value csv_end_new(struct thread *t, const char *name, const Value *args, uint32_t n_args,
                         Value keyword_names);
void csv_end_trace(struct marker *m, struct object *self);
Value csv_end_dialect(struct thread *t, Value self);

/* The same bits of any character. */
uint8_t csv_marks_of_wide(const struct csv_format *format, uint32_t c);
static ALWAYS_INLINE uint8_t csv_marks(const struct csv_format *format, uint32_t c)
{
    return LIKELY(c < 256) ? format->marks[c] : csv_marks_of_wide(format, c);
}

/* The place of the first character from `from` on with one of the marks, or the end. */
uint64_t csv_find(const struct csv_format *format, const struct str *s, uint64_t from,
                  uint8_t marks);

/* The exception _csv.Error. */
extern Value csv_error;
/* The longest field that is read. load_relaxed. */
extern int64_t csv_field_limit;

extern struct type csv_reader_type, csv_writer_type;

#endif
