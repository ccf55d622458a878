/*
 * Tracebacks and the text of uncaught exceptions, byte for byte as CPython 3.11 prints it.
 *
 *     traceback.c             the type: tb_frame, tb_lasti, tb_lineno, tb_next
 *     traceback_source.c      lines of source files, a few files kept; nothing of the tokenizer
 *     traceback_marks.c       the ^^^^ and ~~^~~ under a line (PEP 657)
 *     traceback_report.c      the text under construction and its way to sys.stderr
 *     traceback_entries.c     entries and folded repetitions
 *     traceback_print.c       exceptions with chains, groups and notes; those that nobody can catch
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

enum { REPORT_SOURCE_FILES = 4 };

/* A file that the report has read: its text, malloc'ed; NULL if it cannot be read. */
struct source_file {
    Value name; /* str; UNBOUND: free */
    char *text;
    size_t size;
};

/* A report under construction, on the C stack. The text is UTF-8, with surrogates as in WTF-8. */
struct report {
    struct thread *t;
    struct buffer text;
    int depth;        /* of nested exception groups: two columns and a margin each */
    bool needs_close; /* the frame around the groups is still to be closed */
    Value seen;       /* list of the exceptions printed so far, or UNBOUND */
    struct source_file files[REPORT_SOURCE_FILES];
    unsigned next_file; /* to be replaced */
};

void report_begin(struct report *r, struct thread *t);
/* Writes the text to sys.stderr; to descriptor 2 if that is missing. Frees what the report owns. Swallows errors. */
MAY_GC void report_end(struct report *r);

/* Append text. A line begins with report_begin_line, which indents and draws the margin of exception groups. */
void report_begin_line(struct report *r);
void report_add(struct report *r, const char *text);
void report_add_n(struct report *r, const char *text, size_t n);
void report_add_format(struct report *r, const char *format, ...) PRINTF_LIKE(2, 3);
void report_add_str(struct report *r, Value s);
/* str(v) or repr(v), or else "<WHAT str() failed>". */
MAY_GC void report_add_str_of(struct report *r, Value v, const char *what);
MAY_GC void report_add_repr_of(struct report *r, Value v, const char *what);

/*
 * Line `number` (from 1) of a file or an embedded module, without its end; NULL if there is none. Valid until the report
 * ends or asks for lines of other files. Never raises.
 */
MAY_GC const char *traceback_source_line(struct report *r, Value filename, int number, size_t *n);

/* Line `number` of the file of exactly that name, as it is there; UNBOUND: there is none that can be read. */
RAISES MAY_GC Value traceback_file_line(struct thread *t, Value filename, int number);

/* "Traceback (most recent call last):" and its entries; with exception groups another header. */
MAY_GC void report_add_traceback(struct report *r, Value traceback, bool is_group);
/*
 * Adds the line of marks that stands below a source line, if CPython shows one. `line` is the whole line, of which `indent`
 * bytes of white space were not printed.
 */
void marks_add(struct report *r, const char *line, size_t n, size_t indent,
               const struct code_position *position);
/* The bytes [*first, *last) of an expression on one line that are marked by ^ among ~; false: all by ^. */
bool marks_find_anchors(const char *text, size_t n, size_t *first, size_t *last);

/* Adds ". Did you mean: 'x'?" to the text of a NameError, AttributeError or ImportError where there is a good candidate. */
MAY_GC void suggestion_add(struct report *r, Value exception);

/* The file, the line and the caret of a SyntaxError, in front of its message. False: it has none to show. */
MAY_GC bool syntax_error_add(struct report *r, Value exception);

/*
 * For an exception that nobody can catch: sys.unraisablehook, or else "<message>: <where>" and the traceback. `where` may be
 * None or UNBOUND. Takes the pending exception away.
 */
MAY_GC void unraisable_write(struct thread *t, const char *message, Value where);
/* What sys.__unraisablehook__ does. */
MAY_GC void unraisable_print(struct thread *t, Value exception, const char *message, Value where);

#endif
