/*
 * One statement at a time: lines are gathered until the compiler says that they are whole (COMPILE_PROMPT), as a rule after
 * the first, or after an empty one if a block is open.
 */
#include "vm/prompt.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "compiler/compiler.h"
#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/base/buffer.h"
#include "runtime/base/version.h"
#include "runtime/call.h"
#include "runtime/import.h"
#include "runtime/module.h"
#include "runtime/modules/line_editor.h"
#include "runtime/path.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "vm/call.h"
#include "vm/uncaught.h"

enum line { LINE_READ, LINE_END, LINE_RAISED };

/* --- Lines --- */

/* sys.ps1 or sys.ps2 as text; "" if there is none, or none to be had. */
static Value prompt_text(struct thread *t, const char *name)
{
    Value prompt = sys_get_attribute(t, name);
    Value text = prompt == VALUE_UNBOUND ? str_empty : object_str(t, prompt);
    if (text == VALUE_ERROR) {
        error_clear(t);
        text = str_empty;
    }
    return text;
}

static enum line add_edited_line(struct thread *t, Value prompt, struct buffer *text)
{
    Value line = line_editor_read(t, prompt);
    if (line == VALUE_ERROR) {
        if (!error_swallow(t, &EOFError_type)) {
            return LINE_RAISED;
        }
        return LINE_END;
    }
    size_t n;
    const char *utf8 = str_to_utf8(t, line, &n);
    if (utf8 == NULL) {
        return LINE_RAISED;
    }
    bool added = buffer_append(text, utf8, n) && buffer_append(text, "\n", 1);
    gc_keep(utf8);
    return added ? LINE_READ : (raise_no_memory(t), LINE_RAISED);
}

/* Without a terminal, or without libedit. stdin is C's: its buffer is not that of sys.stdin, as in CPython. */
static enum line add_plain_line(struct thread *t, Value prompt, struct buffer *text)
{
    const char *utf8 = str_to_utf8(t, prompt, NULL);
    if (utf8 == NULL) {
        return LINE_RAISED;
    }
    fputs(utf8, stderr);
    gc_keep(utf8);
    char *line = NULL;
    size_t capacity = 0;
    ssize_t n;
    for (;;) {
        errno = 0;
        blocking_enter(&t->lock, "input");
        n = getline(&line, &capacity, stdin);
        blocking_leave(&t->lock);
        if (n >= 0 || errno != EINTR) {
            break;
        }
        clearerr(stdin);
        if (!safepoint_poll(&t->lock)) {
            free(line);
            return LINE_RAISED;
        }
    }
    bool added = n < 0 || (buffer_append(text, line, (size_t)n) &&
                           (line[n - 1] == '\n' || buffer_append(text, "\n", 1)));
    free(line);
    return !added ? (raise_no_memory(t), LINE_RAISED) : n < 0 ? LINE_END : LINE_READ;
}

static enum line add_line(struct thread *t, const char *prompt_name, struct buffer *text)
{
    Value prompt = prompt_text(t, prompt_name);
    enum line line = line_editor_is_active() ? add_edited_line(t, prompt, text)
                                             : add_plain_line(t, prompt, text);
    if (line != LINE_READ) { /* the terminal's cursor stands behind the prompt */
        fputc('\n', stderr);
    }
    return line;
}

/* --- Statements --- */

/* No statement begins here: white space or a comment. */
static bool is_blank(const struct buffer *text)
{
    const char *p = text->data, *end = text->data + text->size;
    while (p < end && strchr(" \t\f\r\n", *p) != NULL) {
        p++;
    }
    return p == end || *p == '#';
}

static bool is_incomplete(struct thread *t)
{
    if (!error_matches(t, &SyntaxError_type)) {
        return false;
    }
    Value exception = error_take(t), message = object_str(t, exception);
    bool answer = message != VALUE_ERROR && value_is_str(message) &&
                  strncmp(str_to_utf8(t, message, NULL), "incomplete input", 16) == 0;
    error_clear(t);
    t->exception = exception;
    return answer;
}

struct session {
    struct thread *t;
    struct dict *globals;
    Value filename;
    unsigned flags; /* for the compiler; a future statement lasts as long as the prompt */
    struct buffer text;
};

static Value compile_text(struct session *s, unsigned flags)
{
    Value code = compile_source(s->t, s->text.data, s->text.size, s->filename, COMPILE_SINGLE,
                                s->flags | flags);
    if (code != VALUE_ERROR &&
        (((struct code *)value_to_object(code))->flags & CODE_FUTURE_ANNOTATIONS)) {
        s->flags |= COMPILE_FUTURE_ANNOTATIONS;
    }
    return code;
}

/* Reads one statement. LINE_READ: *code is it, or UNBOUND for a blank line. */
static enum line read_statement(struct session *s, Value *code)
{
    struct thread *t = s->t;
    *code = VALUE_UNBOUND;
    buffer_clear(&s->text);
    enum line line = add_line(t, "ps1", &s->text);
    if (line != LINE_READ || is_blank(&s->text)) {
        return line;
    }
    for (;;) {
        *code = compile_text(s, COMPILE_PROMPT);
        if (*code != VALUE_ERROR) {
            return LINE_READ;
        }
        if (!is_incomplete(t)) {
            return LINE_RAISED;
        }
        error_clear(t);
        line = add_line(t, "ps2", &s->text);
        if (line == LINE_RAISED) {
            return line;
        }
        if (line == LINE_END) { /* the input ends what can be ended */
            *code = compile_text(s, 0);
            return *code == VALUE_ERROR ? LINE_RAISED : LINE_READ;
        }
    }
}

static bool run_statement(struct thread *t, struct dict *globals, Value code)
{
    Value f = code == VALUE_UNBOUND ? code : function_new(t, code, value_from_object(globals));
    return f == VALUE_UNBOUND ||
           (f != VALUE_ERROR && run_code(t, (struct function *)f, VALUE_UNBOUND) != VALUE_ERROR &&
            safepoint_poll(&t->lock));
}

/* False: SystemExit is pending. */
static bool show_exception(struct thread *t)
{
    if (error_matches(t, &SystemExit_type)) {
        return false;
    }
    uncaught_print(t, error_take(t));
    t->handled = VALUE_UNBOUND;
    return true;
}

static bool run_loop(struct thread *t, struct dict *globals, const struct options *o)
{
    struct session s = {.t = t,
                        .globals = globals,
                        .filename = str_intern_cstr(t, "<stdin>"),
                        .flags = compile_level_flags(o->optimize),
                        .text = BUFFER_EMPTY};
    enum line line = LINE_READ;
    bool goes_on = s.filename != VALUE_ERROR;
    while (goes_on && line != LINE_END) {
        Value code;
        line = read_statement(&s, &code);
        bool ok = line == LINE_END || (line == LINE_READ && run_statement(t, globals, code));
        goes_on = ok || show_exception(t);
        uncaught_flush_streams(t);
    }
    buffer_free(&s.text);
    return goes_on;
}

/* --- Before the first prompt --- */

static void print_header(const struct options *o)
{
    fputs("Python " HASP_LANGUAGE_VERSION " (" HASP_BUILD ") [" HASP_COMPILER "] on linux\n",
          stderr);
    if (!o->no_site) {
        fputs("Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n",
              stderr);
    }
}

static bool set_default(struct thread *t, const char *name, const char *text)
{
    if (sys_get_attribute(t, name) != VALUE_UNBOUND) {
        return true;
    }
    Value v = str_from_cstr(t, text);
    return v != VALUE_ERROR && sys_set_attribute(t, name, v);
}

/* PYTHONSTARTUP is run as a script, in the same namespace. */
static bool run_startup(struct thread *t, struct dict *globals, const struct options *o)
{
    const char *path = options_environment(o, "PYTHONSTARTUP");
    if (path == NULL) {
        return true;
    }
    size_t n;
    Value filename = path_to_str(t, path, strlen(path));
    const char *source = filename == VALUE_ERROR ? NULL : import_read_file(t, filename, &n);
    if (source == NULL) {
        fputs("Could not open PYTHONSTARTUP\n", stderr);
        return false;
    }
    Value code = compile_source(t, source, n, filename, COMPILE_EXEC,
                                compile_level_flags(o->optimize) | COMPILE_IS_SCRIPT);
    bool ok = code != VALUE_ERROR && run_statement(t, globals, code);
    uncaught_flush_streams(t);
    return ok;
}

/* The line editor, where there is a terminal to edit on. */
static bool import_editor(struct thread *t, const struct options *o)
{
    if (o->isolated || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        return true;
    }
    Value name = str_intern_cstr(t, "readline");
    return (name != VALUE_ERROR && import_module(t, name) != VALUE_ERROR) ||
           error_swallow(t, &ImportError_type);
}

/* sys.__interactivehook__, which PYTHONSTARTUP may replace, brings completion and history. */
static bool set_hook(struct thread *t, const struct options *o)
{
    if (o->isolated || o->no_site || !line_editor_is_active() ||
        sys_get_attribute(t, "__interactivehook__") != VALUE_UNBOUND) {
        return true;
    }
    Value name = str_intern_cstr(t, "_prompt"), function = str_intern_cstr(t, "register");
    if (name == VALUE_ERROR || function == VALUE_ERROR) {
        return false;
    }
    Value module = import_module(t, name);
    Value hook = module == VALUE_ERROR ? module : object_get_attribute(t, module, function);
    return hook != VALUE_ERROR && sys_set_attribute(t, "__interactivehook__", hook);
}

static bool run_hook(struct thread *t)
{
    Value hook = sys_get_attribute(t, "__interactivehook__");
    if (hook == VALUE_UNBOUND || call_0(t, hook) != VALUE_ERROR) {
        return true;
    }
    fputs("Failed calling sys.__interactivehook__\n", stderr);
    return false;
}

bool prompt_run(struct thread *t, struct dict *globals, const struct options *o, bool is_start)
{
    if (is_start && !o->quiet) {
        print_header(o);
    }
    Value annotations = dict_new(t);
    bool ready =
        annotations != VALUE_ERROR && dict_set_cstr(t, globals, "__annotations__", annotations);
    return ((ready && import_editor(t, o) && set_hook(t, o)) || show_exception(t)) &&
           (!is_start || run_startup(t, globals, o) || show_exception(t)) &&
           (run_hook(t) || show_exception(t)) &&
           ((set_default(t, "ps1", ">>> ") && set_default(t, "ps2", "... ")) ||
            show_exception(t)) &&
           run_loop(t, globals, o);
}
