/*
 * The built-in functions that need a frame or the compiler: they live above the runtime and are added to its
 * table of builtins at start-up.
 */
#include "vm/builtins.h"

#include <string.h>

#include "compiler/compiler.h"
#include "runtime/abstract.h"
#include "runtime/buffer_view.h"
#include "runtime/bytes.h"
#include "runtime/bytes_like.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/import_hooks.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/path.h"
#include "runtime/settings.h"
#include "runtime/str.h"
#include "runtime/super.h"
#include "runtime/tuple.h"
#include "runtime/warning.h"
#include "vm/call.h"
#include "vm/frame.h"
#include "vm/globals.h"

/* --- globals, locals --- */

/* The globals, as they are shown: with what import has promised them (runtime/import_hooks.h). */
static Value shown_globals(struct thread *t, struct frame *frame)
{
    Value globals = frame->function->globals;
    return import_keep_promise_of(t, value_to_dict(globals), VALUE_UNBOUND) == VALUE_ERROR
               ? VALUE_ERROR
               : globals;
}

static Value builtin_globals(struct thread *t, Value *args UNUSED, uint32_t n UNUSED,
                             Value names UNUSED)
{
    struct frame *frame = frame_running(t);
    return frame == NULL ? VALUE_NONE : shown_globals(t, frame);
}

static Value builtin_locals(struct thread *t, Value *args UNUSED, uint32_t n UNUSED,
                            Value names UNUSED)
{
    struct frame *frame = frame_running(t);
    Value locals = frame == NULL ? VALUE_NONE : frame_locals(t, frame);
    return frame != NULL && locals == frame->function->globals ? shown_globals(t, frame) : locals;
}

/* --- compile, exec, eval --- */

/* The text of a source argument: str or bytes. */
static const char *source_text(struct thread *t, Value source, const char *function,
                               const char *what, size_t *n, unsigned *flags)
{
    const char *text;
    if (value_is_str(source)) {
        *flags |= COMPILE_IS_TEXT;
        text = str_to_utf8(t, source, n);
    } else if (value_has_buffer(source)) {
        Value copy = bytes_like_to_bytes(t, source);
        if (copy == VALUE_ERROR) {
            return NULL;
        }
        *n = value_to_bytes(copy)->length;
        text = value_to_bytes(copy)->data;
    } else {
        raise_error(t, &TypeError_type, "%s() arg 1 must be a %s", function, what);
        return NULL;
    }
    if (text != NULL && memchr(text, '\0', *n) != NULL) {
        raise_error(t, &ValueError_type, "source code string cannot contain null bytes");
        return NULL;
    }
    return text;
}

static unsigned inherited_flags(struct thread *t)
{
    struct frame *frame = frame_running(t);
    bool future = frame != NULL && (frame->code->flags & CODE_FUTURE_ANNOTATIONS);
    return future ? COMPILE_FUTURE_ANNOTATIONS : 0;
}

static bool parse_mode(struct thread *t, Value mode, enum compile_mode *parsed)
{
    if (str_equals_cstr(mode, "exec")) {
        *parsed = COMPILE_EXEC;
    } else if (str_equals_cstr(mode, "eval")) {
        *parsed = COMPILE_EVAL;
    } else if (str_equals_cstr(mode, "single")) {
        *parsed = COMPILE_SINGLE;
    } else {
        return raise_false(t, &ValueError_type,
                           "compile() mode must be 'exec', 'eval' or 'single'");
    }
    return true;
}

/* The flags of compile(), as CPython's PyCF_* and the bits of the future statements. */
enum {
    GIVEN_NEEDS_NEWLINE = 0x200,
    GIVEN_ONLY_AST = 0x400,
    GIVEN_TOP_LEVEL_AWAIT = 0x2000,
    GIVEN_INCOMPLETE = 0x4000,
    GIVEN_FUTURE_ANNOTATIONS = 0x1000000,
    GIVEN_ONLY_SCOPES = 0x8000000, /* no flag of CPython's: for the module _symtable */
    /* Understood, and without effect here: futures that have come to be, type comments and so on. */
    GIVEN_IGNORED =
        0x10 | 0x1000 | 0x20000 | 0x40000 | 0x80000 | 0x100000 | 0x200000 | 0x400000 | 0x800000
};

static bool given_flags(struct thread *t, Value given, unsigned *flags)
{
    int bits = 0;
    if (given != VALUE_UNBOUND && !number_to_c_int(t, given, &bits)) {
        return false;
    }
    if (bits & ~(GIVEN_ONLY_SCOPES | GIVEN_ONLY_AST | GIVEN_FUTURE_ANNOTATIONS |
                 GIVEN_NEEDS_NEWLINE | GIVEN_TOP_LEVEL_AWAIT | GIVEN_INCOMPLETE | GIVEN_IGNORED)) {
        return raise_false(t, &ValueError_type, "compile(): unrecognised flags");
    }
    *flags |= (bits & GIVEN_ONLY_SCOPES ? COMPILE_ONLY_SCOPES : 0u) |
              (bits & GIVEN_ONLY_AST ? COMPILE_ONLY_TREE : 0u) |
              (bits & GIVEN_FUTURE_ANNOTATIONS ? COMPILE_FUTURE_ANNOTATIONS : 0u) |
              (bits & GIVEN_NEEDS_NEWLINE ? COMPILE_NEEDS_NEWLINE : 0u) |
              (bits & GIVEN_TOP_LEVEL_AWAIT ? COMPILE_TOP_LEVEL_AWAIT : 0u) |
              (bits & GIVEN_INCOMPLETE ? COMPILE_INCOMPLETE : 0u);
    return true;
}

/* The optimization level: -1 is the interpreter's. */
static bool given_optimization(struct thread *t, Value given, unsigned *flags)
{
    int level = -1;
    if (given != VALUE_UNBOUND && !number_to_c_int(t, given, &level)) {
        return false;
    }
    if (level < -1 || level > 2) {
        return raise_false(t, &ValueError_type, "compile(): invalid optimize value");
    }
    *flags |= compile_level_flags(level < 0 ? settings.optimize : level);
    return true;
}

/* The file name of code: str, bytes or what has __fspath__, as a str. */
static Value source_name(struct thread *t, Value v)
{
    bool is_buffer = !value_is_str(v) && value_has_buffer(v);
    if (is_buffer && !value_is_bytes(v) &&
        !warning_issue(t, &DeprecationWarning_type,
                       "path should be string, bytes, or os.PathLike, not %T", v)) {
        return VALUE_ERROR;
    }
    Value name = is_buffer ? bytes_like_to_bytes(t, v) : path_to_name(t, v);
    if (name != VALUE_ERROR && value_is_bytes(name)) {
        name = path_to_str(t, value_to_bytes(name)->data, value_to_bytes(name)->length);
    }
    for (uint64_t i = 0; name != VALUE_ERROR && i < value_to_str(name)->length; i++) {
        if (str_at(value_to_str(name), i) == 0) {
            return raise_error(t, &ValueError_type, "embedded null character");
        }
    }
    return name;
}

static Value builtin_compile(struct thread *t, Value *args, uint32_t n_args UNUSED,
                             Value names UNUSED)
{
    enum compile_mode mode = COMPILE_EXEC;
    Value filename = source_name(t, args[1]);
    if (filename == VALUE_ERROR) {
        return filename;
    }
    if (!value_is_str(args[2])) {
        return raise_error(t, &TypeError_type, "compile() argument 'mode' must be str, not %A",
                           args[2]);
    }
    unsigned flags = 0;
    if (!given_flags(t, args[3], &flags) || !given_optimization(t, args[5], &flags) ||
        !parse_mode(t, args[2], &mode)) {
        return VALUE_ERROR;
    }
    bool inherit = true;
    if (args[4] != VALUE_UNBOUND) {
        enum truth dont_inherit = object_truth(t, args[4]);
        if (dont_inherit == TRUTH_ERROR) {
            return VALUE_ERROR;
        }
        inherit = dont_inherit == TRUTH_FALSE;
    }
    flags |= inherit ? inherited_flags(t) : 0;
    bool is_tree;
    if (!tree_is_node(t, args[0], &is_tree)) {
        return VALUE_ERROR;
    }
    if (is_tree) {
        return flags & COMPILE_ONLY_TREE ? args[0]
                                         : compile_tree(t, args[0], filename, mode, flags);
    }
    size_t n;
    const char *text =
        source_text(t, args[0], "compile", "string, bytes or AST object", &n, &flags);
    return text == NULL ? VALUE_ERROR : compile_source(t, text, n, filename, mode, flags);
}

/* eval and exec word the same mistakes differently. */
static COLD bool raise_wrong_globals(struct thread *t, bool is_eval, Value globals)
{
    if (!is_eval) {
        return raise_false(t, &TypeError_type, "exec() globals must be a dict, not %T", globals);
    }
    return raise_false(t, &TypeError_type,
                       value_type(globals)->get_item != NULL
                           ? "globals must be a real dict; try eval(expr, {}, mapping)"
                           : "globals must be a dict");
}

static COLD bool raise_wrong_locals(struct thread *t, bool is_eval, Value names)
{
    return is_eval
               ? raise_false(t, &TypeError_type, "locals must be a mapping")
               : raise_false(t, &TypeError_type, "locals must be a mapping or None, not %T", names);
}

/* Resolves the namespaces of exec and eval. *names is UNBOUND when both are the same dict. */
static bool resolve_namespaces(struct thread *t, bool is_eval, Value *globals, Value *names)
{
    bool globals_given = *globals != VALUE_UNBOUND && *globals != VALUE_NONE;
    bool names_given = *names != VALUE_UNBOUND && *names != VALUE_NONE;
    if (!globals_given) {
        struct frame *frame = frame_running(t);
        if (frame == NULL) {
            return raise_false(t, &SystemError_type, "globals and locals cannot be NULL");
        }
        *globals = frame->function->globals;
        if (!names_given) {
            *names = frame_locals(t, frame);
            if (*names == VALUE_ERROR) {
                return false;
            }
        }
    } else if (!value_is_dict(*globals)) {
        return raise_wrong_globals(t, is_eval, *globals);
    } else if (!names_given) {
        *names = *globals;
    }
    if (!value_is_dict(*names) && value_type(*names)->get_item == NULL) {
        return raise_wrong_locals(t, is_eval, *names);
    }
    if (*names == *globals && mapping_is_plain_dict(*globals)) {
        *names = VALUE_UNBOUND;
    }
    struct dict *d = value_to_dict(*globals);
    const struct frame *frame = frame_running(t);
    return dict_get_str(d, name___builtins__) != VALUE_UNBOUND ||
           dict_set_str(t, d, name___builtins__,
                        frame != NULL ? frame->global_cells->builtins : builtins_dict);
}

static Value run_with(struct thread *t, Value code, Value globals, Value names)
{
    Value f = function_new(t, code, globals);
    return f == VALUE_ERROR ? f : run_code(t, (struct function *)f, names);
}

static Value compile_argument(struct thread *t, Value source, const char *function,
                              enum compile_mode mode)
{
    unsigned flags = inherited_flags(t) | compile_level_flags(settings.optimize);
    size_t n;
    const char *text = source_text(t, source, function, "string, bytes or code object", &n, &flags);
    if (text == NULL) {
        return VALUE_ERROR;
    }
    if (mode == COMPILE_EVAL) {
        while (n > 0 && (*text == ' ' || *text == '\t')) {
            text++;
            n--;
        }
    }
    Value filename = str_intern_cstr(t, "<string>");
    Value code =
        filename == VALUE_ERROR ? filename : compile_source(t, text, n, filename, mode, flags);
    gc_keep((void *)source);
    return code;
}

static bool is_code(Value v)
{
    return value_is_object(v) && value_to_object(v)->type == &code_type;
}

/* `closure` is UNBOUND, None or what the caller of exec() gave. */
static bool check_closure(struct thread *t, const struct code *code, Value closure)
{
    bool is_given = closure != VALUE_UNBOUND && closure != VALUE_NONE;
    if (code->n_free == 0) {
        return !is_given ||
               raise_false(t, &TypeError_type, "cannot use a closure with this code object");
    }
    bool fits =
        is_given && value_is_tuple(closure) && value_to_tuple(closure)->length == code->n_free;
    for (uint64_t i = 0; fits && i < code->n_free; i++) {
        fits = value_type(value_to_tuple(closure)->items[i]) == &cell_type;
    }
    return fits ||
           raise_false(t, &TypeError_type, "code object requires a closure of exactly length %d",
                       (int)code->n_free);
}

static Value builtin_exec(struct thread *t, Value *args, uint32_t n_args UNUSED,
                          Value keyword_names UNUSED)
{
    Value globals = args[1], names = args[2], code = args[0], closure = args[3];
    if (!resolve_namespaces(t, false, &globals, &names)) {
        return VALUE_ERROR;
    }
    if (!is_code(code) && closure != VALUE_UNBOUND && closure != VALUE_NONE) {
        return raise_error(t, &TypeError_type,
                           "closure can only be used when source is a code object");
    }
    code = is_code(code) ? code : compile_argument(t, code, "exec", COMPILE_EXEC);
    if (code == VALUE_ERROR) {
        return code;
    }
    if (!check_closure(t, (struct code *)code, closure)) {
        return VALUE_ERROR;
    }
    Value f = function_new(t, code, globals);
    if (f == VALUE_ERROR) {
        return f;
    }
    if (value_is_tuple(closure)) {
        ((struct function *)f)->closure = closure;
    }
    return run_code(t, (struct function *)f, names) == VALUE_ERROR ? VALUE_ERROR : VALUE_NONE;
}

static Value builtin_eval(struct thread *t, Value *args, uint32_t n_args UNUSED,
                          Value keyword_names UNUSED)
{
    Value globals = args[1], names = args[2], code = args[0];
    if (!resolve_namespaces(t, true, &globals, &names)) {
        return VALUE_ERROR;
    }
    code = is_code(code) ? code : compile_argument(t, code, "eval", COMPILE_EVAL);
    if (code == VALUE_ERROR) {
        return code;
    }
    if (((struct code *)code)->n_free > 0) {
        return raise_error(t, &TypeError_type,
                           "code object passed to eval() may not contain free variables");
    }
    return run_with(t, code, globals, names);
}

/* --- __build_class__ --- */

/* Replaces bases that are no classes by what their __mro_entries__ gives. The tuple itself if there is none. */
static Value resolve_bases(struct thread *t, Value bases)
{
    const struct tuple *given = value_to_tuple(bases);
    Value list = list_new(t, given->length);
    bool changed = false;
    for (uint64_t i = 0; list != VALUE_ERROR && i < given->length; i++) {
        Value base = given->items[i];
        Value method = value_is_type(base) ? VALUE_UNBOUND
                                           : object_find_attribute(t, base, name___mro_entries__);
        if (method == VALUE_UNBOUND) {
            if (!list_append(t, value_to_list(list), base)) {
                return VALUE_ERROR;
            }
            continue;
        }
        Value entries = method == VALUE_ERROR ? method : call_1(t, method, bases);
        if (entries != VALUE_ERROR && !value_is_tuple(entries)) {
            return raise_error(t, &TypeError_type, "__mro_entries__ must return a tuple");
        }
        if (entries == VALUE_ERROR || !list_extend(t, value_to_list(list), entries)) {
            return VALUE_ERROR;
        }
        changed = true;
    }
    if (list == VALUE_ERROR || !changed) {
        return list == VALUE_ERROR ? list : bases;
    }
    return list_to_tuple(t, value_to_list(list));
}

/* The call that makes the class: name, bases, namespace, and the keywords but for metaclass=. */
struct class_call {
    Value function, name, bases, original_bases, metaclass, namespace;
    Value keywords; /* dict */
};

static bool take_keywords(struct thread *t, struct class_call *c, const Value *values,
                          Value keyword_names)
{
    c->keywords = dict_new(t);
    c->metaclass = VALUE_UNBOUND;
    uint32_t n = keyword_count(keyword_names);
    for (uint32_t i = 0; c->keywords != VALUE_ERROR && i < n; i++) {
        Value name = value_to_tuple(keyword_names)->items[i];
        if (str_equals_cstr(name, "metaclass")) {
            c->metaclass = values[i];
        } else if (!dict_set(t, value_to_dict(c->keywords), name, values[i])) {
            return false;
        }
    }
    return c->keywords != VALUE_ERROR;
}

static bool choose_metaclass(struct thread *t, struct class_call *c)
{
    if (c->metaclass == VALUE_UNBOUND) {
        const struct tuple *bases = value_to_tuple(c->bases);
        c->metaclass =
            value_from_object(bases->length == 0 ? &type_type : value_type(bases->items[0]));
    }
    if (value_is_type(c->metaclass)) {
        struct type *winner = type_winner(t, (struct type *)c->metaclass, c->bases);
        if (winner == NULL) {
            return false;
        }
        c->metaclass = value_from_object(winner);
    }
    return true;
}

static bool prepare_namespace(struct thread *t, struct class_call *c)
{
    Value prepare = object_find_attribute(t, c->metaclass, name___prepare__);
    if (prepare == VALUE_ERROR) {
        return false;
    }
    if (prepare == VALUE_UNBOUND) {
        c->namespace = dict_new(t);
        return c->namespace != VALUE_ERROR;
    }
    Value pair = tuple_of(t, 2, c->name, c->bases);
    c->namespace = pair == VALUE_ERROR ? pair : call_tuple(t, prepare, pair, c->keywords);
    if (c->namespace == VALUE_ERROR) {
        return false;
    }
    if (!value_is_dict(c->namespace) && value_type(c->namespace)->get_item == NULL) {
        return raise_false(t, &TypeError_type, "%s.__prepare__() must return a mapping, not %T",
                           value_is_type(c->metaclass) ? ((struct type *)c->metaclass)->name
                                                       : "<metaclass>",
                           c->namespace);
    }
    return true;
}

static Value make_class(struct thread *t, struct class_call *c)
{
    Value cell = run_code(t, (struct function *)c->function, c->namespace);
    if (cell == VALUE_ERROR) {
        return cell;
    }
    if (c->original_bases != c->bases &&
        !object_set_item(t, c->namespace, name___orig_bases__, c->original_bases)) {
        return VALUE_ERROR;
    }
    Value triple = tuple_of(t, 3, c->name, c->bases, c->namespace);
    Value made = triple == VALUE_ERROR ? triple : call_tuple(t, c->metaclass, triple, c->keywords);
    if (made == VALUE_ERROR || !value_is_type(made) || !value_is_object(cell) ||
        value_to_object(cell)->type != &cell_type) {
        return made;
    }
    Value content = cell_get((struct cell *)cell);
    if (content == VALUE_UNBOUND) {
        return raise_error(
            t, &RuntimeError_type,
            "__class__ not set defining %R as %R. Was __classcell__ propagated to type.__new__?",
            c->name, made);
    }
    if (content != made) {
        return raise_error(t, &TypeError_type, "__class__ set to %R defining %R as %R", content,
                           c->name, made);
    }
    return made;
}

static Value builtin_build_class(struct thread *t, Value *args, uint32_t n_args,
                                 Value keyword_names)
{
    if (n_args < 2) {
        return raise_error(t, &TypeError_type, "__build_class__: not enough arguments");
    }
    if (value_type(args[0]) != &function_type) {
        return raise_error(t, &TypeError_type, "__build_class__: func must be a function");
    }
    if (!value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "__build_class__: name is not a string");
    }
    struct class_call c = {.function = args[0], .name = args[1]};
    c.original_bases = tuple_new(t, args + 2, n_args - 2);
    if (c.original_bases == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    c.bases = resolve_bases(t, c.original_bases);
    if (c.bases == VALUE_ERROR || !take_keywords(t, &c, args + n_args, keyword_names) ||
        !choose_metaclass(t, &c) || !prepare_namespace(t, &c)) {
        return VALUE_ERROR;
    }
    return make_class(t, &c);
}

/* --- sys._getframe --- */

static Value sys_getframe(struct thread *t, Value *args, uint32_t n_args UNUSED,
                          Value keyword_names UNUSED)
{
    int64_t depth = 0;
    if (args[0] != VALUE_UNBOUND && !number_to_index(t, args[0], &depth)) {
        return VALUE_ERROR;
    }
    struct frame *frame = frame_running(t);
    for (; depth > 0 && frame != NULL; depth--) {
        frame = frame_caller(t, frame);
    }
    if (frame == NULL) {
        return raise_error(t, &ValueError_type, "call stack is not deep enough");
    }
    struct frame_object *object = frame_get_object(t, frame);
    return object == NULL ? VALUE_ERROR : value_from_object(object);
}

/* --- The class and instance of zero-argument super() --- */

bool super_arguments(struct thread *t, Value *type, Value *self)
{
    struct frame *frame = frame_running(t);
    if (frame == NULL) {
        return raise_false(t, &RuntimeError_type, "super(): no current frame");
    }
    const struct code *code = frame->code;
    if (code->n_positional == 0) {
        return raise_false(t, &RuntimeError_type, "super(): no arguments");
    }
    Value first = frame->registers[0];
    if (code_captures(code, 0)) {
        first = cell_get((struct cell *)first);
    }
    if (first == VALUE_UNBOUND) {
        return raise_false(t, &RuntimeError_type, "super(): arg[0] deleted");
    }
    for (uint32_t i = code->n_locals + code->n_cells; i < code->n_named; i++) {
        if (value_to_tuple(code->local_names)->items[i] == name___class__) {
            Value cell = frame->registers[i];
            *type = value_is_object(cell) ? cell_get((struct cell *)cell) : VALUE_UNBOUND;
            *self = first;
            return super_check_class(t, *type);
        }
    }
    return raise_false(t, &RuntimeError_type, "super(): __class__ cell not found");
}

static const struct native_def functions[] = {
    {"__build_class__", builtin_build_class, "(*)",
     "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\n"
     "Internal helper function used by the class statement.",
     NATIVE_METHOD},
    {"compile", builtin_compile,
     "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
     "Compile source into a code object that can be executed by exec() or eval().", NATIVE_METHOD},
    {"eval", builtin_eval, "(source, globals=None, locals=None, /)",
     "Evaluate the given source in the context of globals and locals.", NATIVE_METHOD},
    {"exec", builtin_exec, "(source, globals=None, locals=None, /, *, closure=None)",
     "Execute the given source in the context of globals and locals.", NATIVE_METHOD},
    {"globals", builtin_globals, "()",
     "Return the dictionary containing the current scope's global variables.", NATIVE_METHOD},
    {"locals", builtin_locals, "()",
     "Return a dictionary containing the current scope's local variables.", NATIVE_METHOD},
    {0},
};

static const struct native_def sys_functions[] = {
    {"_getframe", sys_getframe, "(depth=0, /)", "Return a frame object from the call stack.",
     NATIVE_METHOD},
    {0},
};

bool vm_builtins_init(struct thread *t, Value builtins, Value sys)
{
    return module_add_functions(t, builtins, functions) &&
           module_add_functions(t, sys, sys_functions);
}
