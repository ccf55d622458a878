/* The module builtins: ascii, format, input, print, repr. */
#include <unistd.h>

#include "runtime/abstract.h"
#include "runtime/builtin_functions.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/file.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/terminal.h"
#include "runtime/tuple.h"

FUNCTION(builtin_ascii)
{
    return object_ascii(t, args[0]);
}

FUNCTION(builtin_repr)
{
    return object_repr(t, args[0]);
}

FUNCTION(builtin_format)
{
    if (args[1] != VALUE_UNBOUND && !value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "format() argument 2 must be str, not %A", args[1]);
    }
    return object_format(t, args[0], args[1]);
}

/* sys.NAME, or UNBOUND. */
static Value sys_attribute(struct thread *t, const char *name)
{
    Value sys = dict_get_cstr(t, value_to_dict(sys_modules), "sys");
    if (sys == VALUE_UNBOUND || sys == VALUE_ERROR) {
        return sys;
    }
    Value attribute = str_intern_cstr(t, name);
    return attribute == VALUE_ERROR ? attribute : object_find_attribute(t, sys, attribute);
}

/* ---- print ---- */

static bool separator(struct thread *t, const char *what, Value given, const char *fallback,
                      Value *text)
{
    if (given == VALUE_UNBOUND || given == VALUE_NONE) {
        *text = str_from_cstr(t, fallback);
        return *text != VALUE_ERROR;
    }
    *text = given;
    return value_is_str(given) ||
           raise_false(t, &TypeError_type, "%s must be None or a string, not %T", what, given);
}

/* A str as it is; of anything else, a subclass of str included, its str(). */
static Value text_of(struct thread *t, Value v)
{
    return value_type(v) == &str_type ? v : object_str(t, v);
}

/*
 * All that one print writes to a file of ours, as one text: so that it reaches the file in one call, and lines of
 * several threads do not mix. If a later argument's __str__ fails, what comes before it is still written, as CPython does.
 */
static bool print_to_text_file(struct thread *t, Value file, const struct tuple *values,
                               Value between, Value end)
{
    struct str_builder b;
    str_builder_init(&b, t);
    bool complete = true;
    for (uint64_t i = 0; i < values->length && complete; i++) {
        if (i > 0) {
            str_builder_add_str(&b, between);
        }
        Value text = text_of(t, values->items[i]);
        complete = text != VALUE_ERROR;
        if (complete) {
            str_builder_add_str(&b, text);
        }
    }
    Value failure = complete ? VALUE_UNBOUND : error_take(t);
    if (complete) {
        str_builder_add_str(&b, end);
    }
    Value text = str_builder_finish(&b);
    if (text == VALUE_ERROR) {
        return false;
    }
    bool is_nothing = value_to_str(text)->length == 0 && !complete;
    if (!is_nothing && !file_write_str(t, file, text)) {
        return false;
    }
    if (!complete) {
        t->exception = failure;
    }
    return complete;
}

/* Any other object sees one write() for each piece, as under CPython: its author may count on that. */
static bool print_to_object(struct thread *t, Value file, const struct tuple *values, Value between,
                            Value end)
{
    for (uint64_t i = 0; i < values->length; i++) {
        if (i > 0 && call_method_1(t, file, name_write, between) == VALUE_ERROR) {
            return false;
        }
        Value text = text_of(t, values->items[i]);
        if (text == VALUE_ERROR || call_method_1(t, file, name_write, text) == VALUE_ERROR) {
            return false;
        }
    }
    return call_method_1(t, file, name_write, end) != VALUE_ERROR;
}

static bool print_all(struct thread *t, Value file, const struct tuple *values, Value between,
                      Value end)
{
    return value_is_text_file(file) ? print_to_text_file(t, file, values, between, end)
                                    : print_to_object(t, file, values, between, end);
}

/* print(*args, sep=' ', end='\n', file=None, flush=False) */
FUNCTION(builtin_print)
{
    Value between, end, file = args[3];
    if (file == VALUE_UNBOUND || file == VALUE_NONE) {
        file = sys_attribute(t, "stdout");
        if (file == VALUE_UNBOUND) {
            return raise_error(t, &RuntimeError_type, "lost sys.stdout");
        }
        if (file == VALUE_ERROR || file == VALUE_NONE) { /* a process without output */
            return file;
        }
    }
    if (!separator(t, "sep", args[1], " ", &between) || !separator(t, "end", args[2], "\n", &end) ||
        !print_all(t, file, value_to_tuple(args[0]), between, end)) {
        return VALUE_ERROR;
    }
    enum truth flush = args[4] == VALUE_UNBOUND ? TRUTH_FALSE : object_truth(t, args[4]);
    if (flush == TRUTH_ERROR ||
        (flush == TRUTH_TRUE && call_method_0(t, file, name_flush) == VALUE_ERROR)) {
        return VALUE_ERROR;
    }
    return VALUE_NONE;
}

/* ---- input ---- */

static Value standard_file(struct thread *t, const char *name)
{
    Value file = sys_attribute(t, name);
    if (file == VALUE_UNBOUND || file == VALUE_NONE) {
        return raise_error(t, &RuntimeError_type, "input(): lost sys.%s", name);
    }
    return file;
}

Value (*terminal_read_line)(struct thread *t, Value prompt) = NULL;

/* Only the streams that the process began with: others may lead elsewhere. */
static bool reads_from_terminal(struct thread *t, Value in, Value out)
{
    return load_acquire(&terminal_read_line) != NULL && in == sys_get_attribute(t, "__stdin__") &&
           out == sys_get_attribute(t, "__stdout__") && isatty(STDIN_FILENO) &&
           isatty(STDOUT_FILENO);
}

/* What a stream says to flush() is no matter of input(). */
static void flush(struct thread *t, Value file)
{
    if (call_method_0(t, file, name_flush) == VALUE_ERROR) {
        error_clear(t);
    }
}

FUNCTION(builtin_input)
{
    Value errors = standard_file(t, "stderr"),
          in = errors == VALUE_ERROR ? errors : standard_file(t, "stdin");
    Value out = in == VALUE_ERROR ? in : standard_file(t, "stdout");
    if (out == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    flush(t, errors);
    Value prompt = args[0] == VALUE_UNBOUND ? str_empty : object_str(t, args[0]);
    if (prompt == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    if (reads_from_terminal(t, in, out)) {
        flush(t, out);
        return load_acquire(&terminal_read_line)(t, prompt);
    }
    if (args[0] != VALUE_UNBOUND && call_method_1(t, out, name_write, prompt) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    flush(t, out);
    Value line = call_method_0(t, in, name_readline);
    if (line == VALUE_ERROR) {
        return line;
    }
    if (!value_is_str(line)) {
        return raise_error(t, &TypeError_type, "object.readline() returned non-string");
    }
    const struct str *text = value_to_str(line);
    if (text->length == 0) {
        return raise_error(t, &EOFError_type, "EOF when reading a line");
    }
    bool has_end = str_at(text, text->length - 1) == '\n';
    return str_slice(t, line, 0, (int64_t)text->length - has_end);
}

const struct native_def builtin_text_functions[] = {
    {"ascii", builtin_ascii, "(obj, /)", "Return an ASCII-only representation of an object.",
     NATIVE_METHOD},
    {"format", builtin_format, "(value, format_spec='', /)", "Return value.__format__(format_spec)",
     NATIVE_METHOD},
    {"input", builtin_input, "(prompt='', /)",
     "Read a string from standard input.  The trailing newline is stripped.", NATIVE_METHOD},
    {"print", builtin_print, "(*args, sep=' ', end='\\n', file=None, flush=False)",
     "Prints the values to a stream, or to sys.stdout by default.", NATIVE_METHOD},
    {"repr", builtin_repr, "(obj, /)", "Return the canonical string representation of the object.",
     NATIVE_METHOD},
    {0},
};
