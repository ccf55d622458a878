#include "vm/script.h"

#include <endian.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "compiler/compiler.h"
#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/codec.h"
#include "runtime/exception_layouts.h"
#include "runtime/import.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/path.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/tuple.h"
#include "vm/call.h"
#include "vm/faulthandler.h"
#include "vm/marshal_code.h"
#include "vm/prompt.h"
#include "vm/uncaught.h"

Value main_module = VALUE_UNBOUND;

static struct dict *make_main(struct thread *t)
{
    gc_add_root(&main_module);
    main_module = module_new(t, "__main__");
    if (main_module == VALUE_ERROR) {
        return NULL;
    }
    struct dict *d = ((struct module *)main_module)->attributes;
    Value builtins = dict_get_cstr(t, value_to_dict(sys_modules), "builtins");
    return dict_set_str(t, value_to_dict(sys_modules), name___main__, main_module) &&
                   dict_set_str(t, d, name___builtins__, builtins)
               ? d
               : NULL;
}

/*
 * Lets __main__ be asked for the __loader__ that read it, and a module that -m has run for its __spec__ of that name
 * (UNBOUND: it has none).
 */
static bool promise_loader(struct thread *t, struct dict *d, Value spec_name)
{
    bool has_spec = spec_name != VALUE_UNBOUND;
    value_store(&((struct module *)main_module)->promise, has_spec ? spec_name : name___main__);
    return !has_spec || dict_set_str(t, d, name___cached__, VALUE_NONE);
}

/* --- Reading the source --- */

/* __file__ and tracebacks show an absolute path. */
static Value absolute_path(struct thread *t, const char *path)
{
    return path_to_absolute(t, path, strlen(path));
}

/* A line on stderr that begins with the name of the program. Swallows whatever goes wrong. */
static void complain(struct thread *t, const char *format, Value what)
{
    Value text = what == VALUE_ERROR ? VALUE_ERROR : str_format(t, format, what);
    Value errors = text == VALUE_ERROR ? text : str_intern_cstr(t, "backslashreplace");
    Value utf8 = errors == VALUE_ERROR ? errors : codec_encode(t, text, VALUE_UNBOUND, errors);
    if (utf8 == VALUE_ERROR) {
        error_clear(t);
        return;
    }
    fprintf(stderr, "hasp: %s\n", value_to_bytes(utf8)->data);
}

/* CPython's words for the pending OSError of opening `path`; the exit status. */
static int report_unreadable(struct thread *t, Value path)
{
    struct os_error *e = (struct os_error *)error_take(t);
    Value number = value_load(&e->error_number);
    if (number == value_from_small_int(EISDIR)) {
        complain(t, "can't find '__main__' module in %R", path);
        return 1;
    }
    Value reason = str_format(t, "[Errno %V] %V", number, value_load(&e->text));
    path = reason == VALUE_ERROR ? reason : str_format(t, "%R: %V", path, reason);
    complain(t, "can't open file %V", path);
    return 2;
}

static const char *read_stdin(struct thread *t, size_t *n)
{
    size_t capacity = 1 << 16;
    char *buffer = malloc(capacity);
    *n = 0;
    while (buffer != NULL) {
        blocking_enter(&t->lock, "read");
        ssize_t got = read(0, buffer + *n, capacity - *n - 1);
        blocking_leave(&t->lock);
        if (got < 0 && errno == EINTR) {
            if (!safepoint_poll(&t->lock)) {
                free(buffer);
                return NULL;
            }
            continue;
        }
        if (got < 0 && errno != EBADF) { /* a closed one is an empty script */
            (void)raise_os_error(t, errno, VALUE_UNBOUND, VALUE_UNBOUND);
            free(buffer);
            return NULL;
        }
        if (got <= 0) {
            break;
        }
        *n += (size_t)got;
        if (capacity - *n < 2) {
            capacity *= 2;
            char *bigger = realloc(buffer, capacity);
            if (bigger == NULL) {
                free(buffer);
            }
            buffer = bigger;
        }
    }
    if (buffer == NULL) {
        raise_no_memory(t);
    }
    return buffer;
}

const char *script_read(struct thread *t, const char *path, size_t *n, int *status)
{
    *status = 0;
    bool is_stdin = strcmp(path, "-") == 0;
    Value name = is_stdin ? VALUE_UNBOUND : absolute_path(t, path);
    const char *source = name == VALUE_ERROR ? NULL
                         : is_stdin          ? read_stdin(t, n)
                                             : import_read_file(t, name, n);
    if (source == NULL && error_matches(t, &OSError_type)) {
        *status = is_stdin ? 1 : report_unreadable(t, name);
        if (is_stdin) {
            complain(t, "can't read standard input: %V", error_take(t));
        }
    }
    return source;
}

/* --- Running it --- */

static bool run_compiled(struct thread *t, struct dict *d, Value code)
{
    Value f = code == VALUE_ERROR ? code : function_new(t, code, value_from_object(d));
    return f != VALUE_ERROR && run_code(t, (struct function *)f, VALUE_UNBOUND) != VALUE_ERROR;
}

static bool run_source(struct thread *t, const struct options *o, struct dict *d,
                       const char *source, size_t n, Value filename, enum compile_flag kind)
{
    return run_compiled(t, d,
                        compile_source(t, source, n, filename, COMPILE_EXEC,
                                       compile_level_flags(o->optimize) | (unsigned)kind));
}

static bool is_bytecode(const char *path)
{
    size_t n = strlen(path);
    return n >= 4 && memcmp(path + n - 4, ".pyc", 4) == 0;
}

/* The format is that of runtime/import_cache.h; what it says of a source does not matter here. */
static bool run_bytecode(struct thread *t, struct dict *d, const char *bytes, size_t n)
{
    enum { HEADER = 16 };
    uint32_t magic;
    if (n < HEADER ||
        (memcpy(&magic, bytes, sizeof magic), le32toh(magic)) != bytecode_fingerprint()) {
        return raise_false(t, &RuntimeError_type, "Bad magic number in .pyc file");
    }
    return run_compiled(t, d, code_from_bytes(t, bytes + HEADER, n - HEADER));
}

static bool run_command(struct thread *t, const struct options *o, struct dict *d, int *status)
{
    Value text = path_to_str(t, o->target, strlen(o->target));
    Value utf8 = text == VALUE_ERROR ? text : codec_encode(t, text, VALUE_UNBOUND, VALUE_UNBOUND);
    if (utf8 == VALUE_ERROR) {
        fputs("Unable to decode the command from the command line:\n", stderr);
        error_print(t, error_take(t));
        *status = 1;
        return true;
    }
    Value filename = str_intern_cstr(t, "<string>");
    const struct bytes *source = value_to_bytes(utf8);
    return filename != VALUE_ERROR && promise_loader(t, d, VALUE_UNBOUND) &&
           run_source(t, o, d, source->data, source->length, filename, COMPILE_IS_TEXT);
}

/* -x: the line is left empty, so that the others keep their numbers. */
static const char *after_first_line(const char *source, size_t *n)
{
    const char *newline = memchr(source, '\n', *n);
    const char *rest = newline == NULL ? source + *n : newline;
    *n -= (size_t)(rest - source);
    return rest;
}

/* A prompt that follows is no file. Keeps the pending exception. */
static void forget_file(struct thread *t, struct dict *d)
{
    Value exception = error_take(t), was;
    if (!dict_remove(t, d, name___file__, &was)) {
        error_clear(t);
    }
    t->exception = exception;
}

/* Does that look like a zip file? One may stand behind a line that says who runs it; its index is at the end. */
static bool is_zip(const char *source, size_t n)
{
    size_t tail = n < 22 + UINT16_MAX ? n : 22 + UINT16_MAX;
    return n >= 22 && memmem(source + n - tail, tail, "PK\5\6", 4) != NULL;
}

/* Runs as __main__ what importlib alone can find. `is_named`: by -m, so that sys.argv[0] becomes its file. */
static bool run_by_runpy(struct thread *t, Value name, bool is_named)
{
    Value runpy = str_intern_cstr(t, "runpy"), run = str_intern_cstr(t, "_run_module_as_main");
    runpy = runpy == VALUE_ERROR || run == VALUE_ERROR ? VALUE_ERROR : import_module(t, runpy);
    run = runpy == VALUE_ERROR ? runpy : object_get_attribute(t, runpy, run);
    return run != VALUE_ERROR && call_2(t, run, name, value_from_bool(is_named)) != VALUE_ERROR;
}

/* A zip file stands for the __main__ in it, as a folder does. */
static bool run_zip(struct thread *t, const struct options *o, Value path)
{
    Value list = sys_get_attribute(t, "path");
    if (o->safe_path) { /* nothing of the script's is in the path yet */
        Value rest = tuple_from_iterable(t, list), first = list_new(t, 1);
        if (rest == VALUE_ERROR || first == VALUE_ERROR ||
            !list_append(t, value_to_list(first), path) ||
            !list_extend(t, value_to_list(first), rest) || !sys_set_attribute(t, "path", first)) {
            return false;
        }
    } else {
        list_set(value_to_list(list), 0, path);
    }
    return run_by_runpy(t, name___main__, false);
}

static bool run_file(struct thread *t, const struct options *o, struct dict *d, int *status)
{
    size_t n = 0;
    bool is_stdin = o->kind == RUN_STDIN;
    const char *source = script_read(t, is_stdin ? "-" : o->target, &n, status);
    if (source == NULL) {
        return *status != 0;
    }
    if (!is_stdin && is_zip(source, n)) {
        Value path = absolute_path(t, o->target);
        return path != VALUE_ERROR && run_zip(t, o, path);
    }
    if (o->skip_first_line && !is_stdin) {
        source = after_first_line(source, &n);
    }
    Value filename = is_stdin ? str_intern_cstr(t, "<stdin>") : absolute_path(t, o->target);
    bool ok = filename != VALUE_ERROR && dict_set_str(t, d, name___file__, filename) &&
              dict_set_cstr(t, d, "__cached__", VALUE_NONE) &&
              promise_loader(t, d, VALUE_UNBOUND) &&
              (!is_stdin && is_bytecode(o->target)
                   ? run_bytecode(t, d, source, n)
                   : run_source(t, o, d, source, n, filename, COMPILE_IS_SCRIPT));
    uncaught_flush_streams(t);
    forget_file(t, d);
    return ok;
}

static bool has_compiled_main(struct thread *t, Value folder)
{
    size_t n;
    Value name = str_format(t, "%V/__main__.pyc", folder);
    const char *path = name == VALUE_ERROR ? NULL : path_from_value(t, name, &n);
    if (path == NULL) {
        error_clear(t);
    }
    return path != NULL && access(path, R_OK) == 0;
}

/* A folder stands for the __main__.py in it; a compiled one is left to importlib. */
static bool run_folder(struct thread *t, const struct options *o, struct dict *d, int *status)
{
    size_t n = 0;
    Value folder = absolute_path(t, o->target);
    const char *slash = o->target[strlen(o->target) - 1] == '/' ? "" : "/";
    Value filename =
        folder == VALUE_ERROR ? folder : str_format(t, "%V%s__main__.py", folder, slash);
    const char *source = filename == VALUE_ERROR ? NULL : import_read_file(t, filename, &n);
    if (source == NULL) {
        if (!error_matches(t, &OSError_type)) {
            return false;
        }
        error_clear(t);
        if (has_compiled_main(t, folder)) {
            return run_zip(t, o, folder);
        }
        complain(t, "can't find '__main__' module in %R", folder);
        *status = 1;
        return true;
    }
    Value package = str_from_cstr(t, "");
    return package != VALUE_ERROR && dict_set_str(t, d, name___file__, filename) &&
           dict_set_str(t, d, name___package__, package) && promise_loader(t, d, name___main__) &&
           run_source(t, o, d, source, n, filename, COMPILE_IS_SCRIPT);
}

static bool run_module_named(struct thread *t, const struct options *o, struct dict *d, int *status)
{
    struct import_source found;
    Value name = path_to_str(t, o->target, strlen(o->target));
    name = name == VALUE_ERROR ? name : str_intern(t, name);
    if (name == VALUE_ERROR || !import_find_source(t, name, &found)) {
        return false;
    }
    if (found.needs_hooks) {
        return run_by_runpy(t, name, true);
    }
    if (found.source == NULL) {
        complain(t, "%V", found.refusal);
        *status = 1;
        return true;
    }
    list_set(value_to_list(sys_get_attribute(t, "argv")), 0, found.path);
    return dict_set_str(t, d, name___file__, found.path) &&
           dict_set_str(t, d, name___package__, found.package) &&
           promise_loader(t, d, found.name) &&
           run_source(t, o, d, found.source, found.n, found.path, 0);
}

static bool run_named(struct thread *t, const struct options *o, struct dict *d, int *status)
{
    switch (o->kind) {
    case RUN_COMMAND:
        return run_command(t, o, d, status);
    case RUN_MODULE:
        return run_module_named(t, o, d, status);
    case RUN_FOLDER:
        return run_folder(t, o, d, status);
    default:
        return run_file(t, o, d, status);
    }
}

/* The module warnings reads the options when it is imported; a program without any need not have it. */
static bool apply_warning_options(struct thread *t, const struct options *o)
{
    Value name = o->warnings.n == 0 ? VALUE_UNBOUND : str_intern_cstr(t, "warnings");
    return name == VALUE_UNBOUND || (name != VALUE_ERROR && import_module(t, name) != VALUE_ERROR);
}

static bool is_interactive(const struct options *o)
{
    return isatty(STDIN_FILENO) || o->interactive;
}

/* Can be set by the program itself, too. */
static bool wants_inspection(const struct options *o)
{
    return is_interactive(o) && (o->inspect > 0 || options_environment(o, "PYTHONINSPECT") != NULL);
}

/* Runs what the command line names; what it leaves uncaught is printed. The exit status. */
static int run_program(struct thread *t, const struct options *o, struct dict *d, int *died_by)
{
    int status = 0;
    /* A signal that came during the last call is not lost. */
    if (run_named(t, o, d, &status) && safepoint_poll(&t->lock)) {
        return status;
    }
    if (o->inspect > 0) { /* nothing ends it but the prompt that follows */
        return uncaught_print(t, error_take(t));
    }
    return uncaught_handle(t, died_by);
}

/* A process without a stderr has nowhere to write to. */
static bool enable_fault_handler(struct thread *t, const struct options *o)
{
    Value name = o->faulthandler ? str_intern_cstr(t, "faulthandler") : VALUE_UNBOUND;
    return name == VALUE_UNBOUND ||
           (name != VALUE_ERROR && import_module(t, name) != VALUE_ERROR &&
            faulthandler_enable(t, VALUE_UNBOUND, VALUE_UNBOUND)) ||
           error_swallow(t, &RuntimeError_type);
}

int script_run(struct thread *t, const struct options *o, int *died_by)
{
    struct dict *d = make_main(t);
    if (d == NULL || !enable_fault_handler(t, o) || !apply_warning_options(t, o)) {
        return uncaught_handle(t, died_by);
    }
    if (o->kind == RUN_STDIN && is_interactive(o)) {
        return prompt_run(t, d, o, true) ? 0 : uncaught_handle(t, died_by);
    }
    int status = run_program(t, o, d, died_by);
    if (wants_inspection(o)) {
        *died_by = 0;
        status = prompt_run(t, d, o, false) ? 0 : uncaught_handle(t, died_by);
    }
    return status;
}
