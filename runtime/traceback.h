/*
 * Tracebacks and the text of uncaught exceptions, byte for byte as CPython 3.11 prints it.
 *
 *     traceback.c             the type: tb_frame, tb_lasti, tb_lineno, tb_next
 *     traceback_source.c      lines of source files, a few files kept; nothing of the tokenizer
 *     traceback_marks.c       the ^^^^ and ~~^~~ under a line (PEP 657)
 *     traceback_print.c       entries, folded repetitions, chains, groups, notes
 *     traceback_syntax.c      the display of a SyntaxError
 *     traceback_suggest.c     "Did you mean"
 *
 * struct traceback itself is in runtime/exception.h. The text is collected first and written at once, so that the reports of
 * two threads do not mix. Whatever goes wrong while it is made (a __str__ that raises) is swallowed.
 */
#ifndef HASP_RUNTIME_TRACEBACK_H
#define HASP_RUNTIME_TRACEBACK_H

#include "runtime/base/buffer.h"
#include "runtime/code.h"
#include "runtime/exception.h"

/* A report under construction. The text is UTF-8, with surrogates as in WTF-8. */
struct report {
    struct thread *t;
    struct buffer text;
    int depth;        /* of nested exception groups: three columns each */
    bool needs_close; /* the last group's frame is to be closed by the one that ends it */
};

/* Appends text; after report_begin_line, which indents and draws the margin of exception groups. */
void report_add(struct report *r, const char *text);
void report_add_n(struct report *r, const char *text, size_t n);
void report_format(struct report *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
void report_begin_line(struct report *r);
/* The text of a str; `false` with nothing pending and nothing added if there is none to be had. */
bool report_add_str(struct report *r, Value s);

/*
 * Line `number` (from 1) of a file, without its end of line, in collected memory; NULL if there is none. Embedded
 * modules too. Never raises.
 */
MAY_GC const char *source_line(struct thread *t, Value filename, int number, size_t *n);

/*
 * The text of the marks below a line, spaces in front included, whose indentation of `indent` bytes has been stripped;
 * empty if CPython shows none. `line` is the whole line.
 */
void marks_add(struct report *r, const char *line, size_t n, size_t indent, const struct code_position *position);

/* Adds ". Did you mean: 'x'?" to the text of a NameError, AttributeError or ImportError where there is a good candidate. */
MAY_GC void suggestion_add(struct report *r, Value exception);

/* The file, the line and the caret of a SyntaxError, in front of its message. */
MAY_GC void syntax_error_add(struct report *r, Value exception);

/*
 * For an exception that nobody can catch: sys.unraisablehook, or else "<message>: <where>" and the traceback. `where` may be
 * None or UNBOUND. Takes the pending exception away.
 */
MAY_GC void unraisable_write(struct thread *t, const char *message, Value where);
/* What sys.__unraisablehook__ does. */
MAY_GC void unraisable_print(struct thread *t, Value exception, const char *message, Value where);

/* Writes the text to sys.stderr; to descriptor 2 if that is missing. Swallows errors. */
MAY_GC void report_write(struct report *r);

#endif
