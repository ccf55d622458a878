/* The text of a report under construction, and its way to sys.stderr. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/traceback.h"

void report_begin(struct report *r, struct thread *t)
{
    *r = (struct report){.t = t, .text = BUFFER_EMPTY};
}

/* --- Appending --- */

void report_add_n(struct report *r, const char *text, size_t n)
{
    buffer_append(&r->text, text, n);
}

void report_add(struct report *r, const char *text)
{
    buffer_append_string(&r->text, text);
}

void report_add_format(struct report *r, const char *format, ...)
{
    char line[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    report_add(r, line);
}

void report_begin_line(struct report *r)
{
    for (int i = 0; i < r->depth; i++) {
        report_add(r, "  ");
    }
    report_add(r, r->depth > 0 ? "| " : "");
}

void report_add_str(struct report *r, Value s)
{
    size_t n;
    const char *text = str_to_utf8(r->t, s, &n);
    if (text == NULL) {
        error_clear(r->t);
    } else {
        report_add_n(r, text, n);
    }
    gc_keep(text);
}

static void add_text_of(struct report *r, Value text, const char *what, const char *function)
{
    if (text != VALUE_ERROR) {
        report_add_str(r, text);
        return;
    }
    error_clear(r->t);
    report_add_format(r, "<%s %s() failed>", what, function);
}

void report_add_str_of(struct report *r, Value v, const char *what)
{
    add_text_of(r, object_str(r->t, v), what, "str");
}

void report_add_repr_of(struct report *r, Value v, const char *what)
{
    add_text_of(r, object_repr(r->t, v), what, "repr");
}

/* --- Writing --- */

static void write_descriptor(const char *text, size_t n)
{
    while (n > 0) {
        ssize_t done = write(STDERR_FILENO, text, n);
        if (done <= 0) {
            return;
        }
        text += done;
        n -= (size_t)done;
    }
}

static bool write_to_object(struct thread *t, Value file, const char *text, size_t n)
{
    Value s = str_from_utf8(t, text, n);
    return s != VALUE_ERROR && call_method_1(t, file, name_write, s) != VALUE_ERROR &&
           call_method_0(t, file, name_flush) != VALUE_ERROR;
}

void report_end(struct report *r)
{
    struct thread *t = r->t;
    Value file = sys_get_attribute(t, "stderr");
    size_t n = r->text.size;
    if (file == VALUE_UNBOUND) {
        blocking_enter(&t->lock, "write");
        write_descriptor(r->text.data, n);
        blocking_leave(&t->lock);
    } else if (file != VALUE_NONE && n > 0 && !write_to_object(t, file, r->text.data, n)) {
        error_clear(t);
    }
    buffer_free(&r->text);
    for (unsigned i = 0; i < REPORT_SOURCE_FILES; i++) {
        free(r->files[i].text);
    }
}
