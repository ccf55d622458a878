#include "runtime/sys.h"

#include <string.h>
#include <unistd.h>

#include "lock/global.h"
#include "runtime/abstract.h"
#include "runtime/base/version.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/float.h"
#include "runtime/gc.h"
#include "runtime/int.h"
#include "runtime/int_text.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/shape.h"
#include "runtime/slot.h"
#include "runtime/str.h"
#include "runtime/struct_sequence.h"
#include "runtime/traceback.h"
#include "runtime/tuple.h"

/* Shorter numbers are never refused: their conversion is quick. */
enum { MIN_INT_STR_DIGITS = 640 };

Value sys_module = VALUE_UNBOUND;

Value sys_get_attribute(struct thread *t, const char *name)
{
    Value v = dict_get_cstr(t, ((struct module *)sys_module)->attributes, name);
    if (v == VALUE_ERROR) { /* no memory for the name: those who ask are mostly about to say so */
        error_clear(t);
        return VALUE_UNBOUND;
    }
    return v;
}

bool sys_set_attribute(struct thread *t, const char *name, Value v)
{
    return dict_set_cstr(t, ((struct module *)sys_module)->attributes, name, v);
}

/* --- Exceptions --- */

static Value sys_exc_info(struct thread *t, Value *args UNUSED, uint32_t n UNUSED,
                          Value names UNUSED)
{
    return exception_triple(t, t->handled);
}

static Value sys_exception(struct thread *t, Value *args UNUSED, uint32_t n UNUSED,
                           Value names UNUSED)
{
    return t->handled == VALUE_UNBOUND ? VALUE_NONE : t->handled;
}

static Value complain_of_value(struct thread *t, Value v)
{
    struct report r;
    report_begin(&r, t);
    report_add(&r, "TypeError: print_exception(): Exception expected for value, ");
    report_add(&r, value_type_name(v));
    report_add(&r, " found\n");
    report_end(&r);
    return VALUE_NONE;
}

static Value sys_excepthook(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)
{
    Value exception = args[1];
    if (!value_is_exception(exception)) {
        return complain_of_value(t, exception);
    }
    if (args[2] != VALUE_NONE) {
        value_store(&((struct exception *)exception)->traceback, args[2]);
    }
    error_print(t, exception);
    return VALUE_NONE;
}

static Value sys_exit(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)
{
    Value call_args[] = {VALUE_UNBOUND, args[0]};
    Value code = args[0];
    if (code == VALUE_UNBOUND || code == VALUE_NONE) {
        Value exit = exception_new(t, &SystemExit_type, call_args + 1, 0);
        return exit == VALUE_ERROR ? exit : raise_exception(t, exit);
    }
    if (value_is_tuple(code)) {
        const struct tuple *tuple = value_to_tuple(code);
        Value exit =
            exception_new(t, &SystemExit_type, (Value *)tuple->items, (uint32_t)tuple->length);
        return exit == VALUE_ERROR ? exit : raise_exception(t, exit);
    }
    return raise_with_argument(t, &SystemExit_type, code);
}

/* --- Limits and the lock --- */

static Value sys_getrecursionlimit(struct thread *t UNUSED, Value *args UNUSED, uint32_t n UNUSED,
                                   Value names UNUSED)
{
    return value_from_small_int(load_relaxed(&recursion_limit));
}

static Value sys_setrecursionlimit(struct thread *t, Value *args, uint32_t n UNUSED,
                                   Value names UNUSED)
{
    int64_t limit;
    if (!number_to_index(t, args[0], &limit)) {
        return VALUE_ERROR;
    }
    if (limit < 1) {
        return raise_error(t, &ValueError_type, "recursion limit must be greater or equal than 1");
    }
    if (limit > INT32_MAX) {
        return raise_error(t, &OverflowError_type, "Python int too large to convert to C int");
    }
    if (t->recursion_depth >= limit) {
        return raise_error(
            t, &RecursionError_type,
            "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low",
            (int)limit, (int)t->recursion_depth);
    }
    store_relaxed(&recursion_limit, (uint32_t)limit);
    return VALUE_NONE;
}

static Value sys_getswitchinterval(struct thread *t, Value *args UNUSED, uint32_t n UNUSED,
                                   Value names UNUSED)
{
    return float_from_double(t, (double)policy_switch_interval_ns() * 1e-9);
}

static Value sys_setswitchinterval(struct thread *t, Value *args, uint32_t n UNUSED,
                                   Value names UNUSED)
{
    double seconds;
    if (!number_to_double(t, args[0], &seconds)) {
        return VALUE_ERROR;
    }
    if (!(seconds > 0)) {
        return raise_error(t, &ValueError_type, "switch interval must be strictly positive");
    }
    double ns = seconds * 1e9;
    policy_set_switch_interval_ns(ns < 1 ? 1 : ns > 9e18 ? INT64_MAX : (int64_t)ns);
    return VALUE_NONE;
}

static Value sys_is_gil_enabled(struct thread *t UNUSED, Value *args UNUSED, uint32_t n UNUSED,
                                Value names UNUSED)
{
    return value_from_bool(policy_current()->exclusive);
}

/* --- Objects --- */

bool sys_finalizing;

static Value sys_is_finalizing(struct thread *t UNUSED, Value *args UNUSED, uint32_t n UNUSED,
                               Value names UNUSED)
{
    return value_from_bool(load_relaxed(&sys_finalizing));
}

static Value sys_intern(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)
{
    if (value_type(args[0]) != &str_type) {
        return value_is_str(args[0])
                   ? raise_error(t, &TypeError_type, "can't intern %T", args[0])
                   : raise_error(t, &TypeError_type, "intern() argument must be str, not %A",
                                 args[0]);
    }
    return str_intern(t, args[0]);
}

static Value sys_getsizeof(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)
{
    Value name = str_intern_cstr(t, "__sizeof__"), call_args[] = {VALUE_UNBOUND, args[0]};
    Value size = name == VALUE_ERROR ? name : special_call(t, name, call_args + 1, 1);
    int64_t n_bytes = 0;
    if (size == VALUE_UNBOUND) {
        size = raise_error(t, &TypeError_type, "Type %T doesn't define __sizeof__", args[0]);
    } else if (size != VALUE_ERROR && !value_is_int(size)) {
        size = raise_error(t, &TypeError_type, "an integer is required");
    } else if (size != VALUE_ERROR && !int_to_int64(size, &n_bytes)) {
        size = raise_error(t, &OverflowError_type, "Python int too large to convert to C ssize_t");
    }
    if (size == VALUE_ERROR && args[1] != VALUE_UNBOUND && error_swallow(t, &TypeError_type)) {
        return args[1];
    }
    return n_bytes < 0 ? raise_error(t, &ValueError_type, "__sizeof__() should return >= 0") : size;
}

static Value sys_displayhook(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)
{
    if (args[0] == VALUE_NONE) {
        return VALUE_NONE;
    }
    Value text = object_repr(t, args[0]);
    Value out = sys_get_attribute(t, "stdout");
    if (text == VALUE_ERROR || !dict_set_cstr(t, value_to_dict(builtins_dict), "_", args[0])) {
        return VALUE_ERROR;
    }
    if (out == VALUE_UNBOUND || out == VALUE_NONE) {
        return raise_error(t, &RuntimeError_type, "lost sys.stdout");
    }
    text = str_format(t, "%V\n", text);
    return text == VALUE_ERROR                                      ? text
           : call_method_1(t, out, name_write, text) == VALUE_ERROR ? VALUE_ERROR
                                                                    : VALUE_NONE;
}

static Value unraisable_part(struct thread *t, Value arguments, const char *name)
{
    Value key = arguments == VALUE_ERROR ? arguments : str_intern_cstr(t, name);
    return key == VALUE_ERROR ? key : object_get_attribute(t, arguments, key);
}

static Value sys_unraisablehook(struct thread *t, Value *args, uint32_t n UNUSED,
                                Value names UNUSED)
{
    Value exception = unraisable_part(t, args[0], "exc_value");
    Value message = exception == VALUE_ERROR ? exception : unraisable_part(t, args[0], "err_msg");
    Value where = message == VALUE_ERROR ? message : unraisable_part(t, args[0], "object");
    const char *text =
        where != VALUE_ERROR && value_is_str(message) ? str_to_utf8(t, message, NULL) : NULL;
    if (where == VALUE_ERROR || (text == NULL && value_is_str(message))) {
        return VALUE_ERROR;
    }
    if (value_is_exception(exception)) {
        unraisable_print(t, exception, text, where);
    }
    return VALUE_NONE;
}

#define CONSTANT_TEXT(function, text)                                                              \
    static Value function(struct thread *t, Value *args UNUSED, uint32_t n UNUSED,                 \
                          Value names UNUSED)                                                      \
    {                                                                                              \
        return str_from_cstr(t, text);                                                             \
    }
CONSTANT_TEXT(sys_getdefaultencoding, "utf-8")
CONSTANT_TEXT(sys_getfilesystemencoding, "utf-8")
CONSTANT_TEXT(sys_getfilesystemencodeerrors, "surrogateescape")
#undef CONSTANT_TEXT

static Value sys_get_int_max_str_digits(struct thread *t UNUSED, Value *args UNUSED,
                                        uint32_t n UNUSED, Value names UNUSED)
{
    return value_from_small_int(int_max_str_digits());
}

static Value sys_set_int_max_str_digits(struct thread *t, Value *args, uint32_t n UNUSED,
                                        Value names UNUSED)
{
    int64_t limit;
    if (!number_to_index(t, args[0], &limit)) {
        return VALUE_ERROR;
    }
    if (limit != 0 && limit < MIN_INT_STR_DIGITS) {
        return raise_error(t, &ValueError_type, "maxdigits must be 0 or larger than %d",
                           MIN_INT_STR_DIGITS);
    }
    int_set_max_str_digits(limit);
    return VALUE_NONE;
}

static const struct native_def functions[] = {
    {"_is_gil_enabled", sys_is_gil_enabled, "()",
     "Return True if the lock policy lets one thread run at a time.", NATIVE_METHOD},
    {"displayhook", sys_displayhook, "(object, /)",
     "Print an object to sys.stdout and also save it in builtins._", NATIVE_METHOD},
    {"exc_info", sys_exc_info, "()", NULL, NATIVE_METHOD},
    {"excepthook", sys_excepthook, "(exctype, value, traceback, /)",
     "Handle an exception by displaying it with a traceback on sys.stderr.", NATIVE_METHOD},
    {"exception", sys_exception, "()", NULL, NATIVE_METHOD},
    {"exit", sys_exit, "(status=None, /)", "Exit the interpreter by raising SystemExit(status).",
     NATIVE_METHOD},
    {"get_int_max_str_digits", sys_get_int_max_str_digits, "()",
     "Return the maximum string digits limit for non-binary int<->str conversions.", NATIVE_METHOD},
    {"getdefaultencoding", sys_getdefaultencoding, "()", NULL, NATIVE_METHOD},
    {"getfilesystemencodeerrors", sys_getfilesystemencodeerrors, "()", NULL, NATIVE_METHOD},
    {"getfilesystemencoding", sys_getfilesystemencoding, "()", NULL, NATIVE_METHOD},
    {"getrecursionlimit", sys_getrecursionlimit, "()", NULL, NATIVE_METHOD},
    {"getsizeof", sys_getsizeof, "(object, default=0)", NULL, NATIVE_METHOD},
    {"getswitchinterval", sys_getswitchinterval, "()", NULL, NATIVE_METHOD},
    {"is_finalizing", sys_is_finalizing, "()", "Return True if Python is exiting.", NATIVE_METHOD},
    {"intern", sys_intern, "(string, /)", NULL, NATIVE_METHOD},
    {"set_int_max_str_digits", sys_set_int_max_str_digits, "(maxdigits)",
     "Set the maximum string digits limit for non-binary int<->str conversions.", NATIVE_METHOD},
    {"setrecursionlimit", sys_setrecursionlimit, "(limit, /)", NULL, NATIVE_METHOD},
    {"setswitchinterval", sys_setswitchinterval, "(interval, /)", NULL, NATIVE_METHOD},
    {"unraisablehook", sys_unraisablehook, "(unraisable, /)", NULL, NATIVE_METHOD},
    {0},
};

/* The hooks as they are at first, for scripts that put their own in their place. */
static bool keep_hooks(struct thread *t)
{
    static const char *const names[][2] = {{"displayhook", "__displayhook__"},
                                           {"excepthook", "__excepthook__"},
                                           {"unraisablehook", "__unraisablehook__"}};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (!sys_set_attribute(t, names[i][1], sys_get_attribute(t, names[i][0]))) {
            return false;
        }
    }
    return true;
}

/* --- Version and facts --- */

static bool add_text(struct thread *t, const char *name, const char *text)
{
    Value v = str_from_cstr(t, text);
    return v != VALUE_ERROR && sys_set_attribute(t, name, v);
}

static bool add_sequence(struct thread *t, const char *name, const char *type_name,
                         const char *const *fields, const Value *items, uint32_t n)
{
    Value type = struct_sequence_type_new(t, "sys", type_name, fields, n);
    Value v = type == VALUE_ERROR ? type : struct_sequence_new(t, type, items, n);
    return v != VALUE_ERROR && sys_set_attribute(t, name, v);
}

static bool add_version(struct thread *t)
{
    static const char *const fields[] = {"major", "minor", "micro", "releaselevel", "serial", NULL};
    Value final = str_from_cstr(t, "final");
    const Value items[] = {value_from_small_int(3), value_from_small_int(11),
                           value_from_small_int(2), final, value_from_small_int(0)};
    return final != VALUE_ERROR &&
           add_sequence(t, "version_info", "version_info", fields, items, 5) &&
           struct_sequence_forbid_new(t, value_type(sys_get_attribute(t, "version_info"))) &&
           add_text(t, "version", HASP_LANGUAGE_VERSION " (" HASP_BUILD ") [" HASP_COMPILER "]") &&
           sys_set_attribute(t, "hexversion", value_from_small_int(0x030b02f0)) &&
           sys_set_attribute(t, "api_version", value_from_small_int(1013)) &&
           add_text(t, "copyright", HASP_COPYRIGHT);
}

static bool add_float_info(struct thread *t)
{
    static const char *const fields[] = {"max",     "max_exp",    "max_10_exp", "min",
                                         "min_exp", "min_10_exp", "dig",        "mant_dig",
                                         "epsilon", "radix",      "rounds",     NULL};
    Value max = float_from_double(t, __DBL_MAX__), min = float_from_double(t, __DBL_MIN__);
    Value epsilon = float_from_double(t, __DBL_EPSILON__);
    const Value items[] = {max,
                           value_from_small_int(1024),
                           value_from_small_int(308),
                           min,
                           value_from_small_int(-1021),
                           value_from_small_int(-307),
                           value_from_small_int(15),
                           value_from_small_int(53),
                           epsilon,
                           value_from_small_int(2),
                           value_from_small_int(1)};
    return max != VALUE_ERROR && min != VALUE_ERROR && epsilon != VALUE_ERROR &&
           add_sequence(t, "float_info", "float_info", fields, items, 11);
}

static bool add_int_and_hash_info(struct thread *t)
{
    static const char *const int_fields[] = {"bits_per_digit", "sizeof_digit",
                                             "default_max_str_digits", "str_digits_check_threshold",
                                             NULL};
    static const char *const hash_fields[] = {"width",  "modulus",   "inf",       "nan",
                                              "imag",   "algorithm", "hash_bits", "seed_bits",
                                              "cutoff", NULL};
    static const char *const thread_fields[] = {"name", "lock", "version", NULL};
    /* The digits are CPython's, not those of the ints here: what programs compute from them holds for both. */
    const Value ints[] = {value_from_small_int(30), value_from_small_int(4),
                          value_from_small_int(4300), value_from_small_int(MIN_INT_STR_DIGITS)};
    Value algorithm = str_from_cstr(t, "siphash13"), pthread = str_from_cstr(t, "pthread");
    if (algorithm == VALUE_ERROR || pthread == VALUE_ERROR) {
        return false;
    }
    const Value hashes[] = {
        value_from_small_int(64),      value_from_small_int((INT64_C(1) << 61) - 1),
        value_from_small_int(314159),  value_from_small_int(0),
        value_from_small_int(1000003), algorithm,
        value_from_small_int(64),      value_from_small_int(128),
        value_from_small_int(0)};
    char library[64] = "";
    confstr(_CS_GNU_LIBPTHREAD_VERSION, library, sizeof library);
    Value version = str_from_cstr(t, library);
    if (version == VALUE_ERROR) {
        return false;
    }
    const Value threads[] = {pthread, VALUE_NONE, version}; /* locks are neither of CPython's */
    return add_sequence(t, "int_info", "int_info", int_fields, ints, 4) &&
           add_sequence(t, "hash_info", "hash_info", hash_fields, hashes, 9) &&
           add_sequence(t, "thread_info", "thread_info", thread_fields, threads, 3);
}

static bool add_facts(struct thread *t)
{
    Value max = int_from_int64(t, INT64_MAX);
    return max != VALUE_ERROR && sys_set_attribute(t, "maxsize", max) &&
           sys_set_attribute(t, "maxunicode", value_from_small_int(0x10ffff)) &&
           add_text(t, "platform", "linux") && add_text(t, "byteorder", "little") &&
           add_text(t, "float_repr_style", "short") && add_text(t, "platlibdir", "lib") &&
           add_text(t, "abiflags", "");
}

#ifdef __aarch64__
#define MULTIARCH "aarch64-linux-gnu"
#else
#define MULTIARCH "x86_64-linux-gnu"
#endif

/* A namespace; the version is CPython's whose language this is, as tests of "implementation" expect. */
extern struct type namespace_type;
static bool add_implementation(struct thread *t)
{
    Value implementation = call_0(t, value_from_object(&namespace_type));
    Value name = implementation == VALUE_ERROR ? implementation : str_from_cstr(t, "hasp");
    Value tag = name == VALUE_ERROR ? name : str_from_cstr(t, "hasp-311");
    Value multiarch = tag == VALUE_ERROR ? tag : str_from_cstr(t, MULTIARCH);
    if (multiarch == VALUE_ERROR) {
        return false;
    }
    const struct {
        const char *name;
        Value v;
    } fields[] = {{"name", name},
                  {"cache_tag", tag},
                  {"version", sys_get_attribute(t, "version_info")},
                  {"hexversion", sys_get_attribute(t, "hexversion")},
                  {"_multiarch", multiarch}};
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        Value field = str_intern_cstr(t, fields[i].name);
        if (field == VALUE_ERROR ||
            !instance_set(t, value_to_object(implementation), field, fields[i].v)) {
            return false;
        }
    }
    return sys_set_attribute(t, "implementation", implementation);
}

bool sys_init(struct thread *t)
{
    gc_add_root(&sys_module);
    Value name = str_intern_cstr(t, "sys");
    sys_module = name == VALUE_ERROR ? name : module_new_promising(t, name, name);
    return sys_module != VALUE_ERROR && module_add_functions(t, sys_module, functions) &&
           keep_hooks(t) && add_version(t) && add_float_info(t) && add_int_and_hash_info(t) &&
           add_facts(t) && add_implementation(t) && sys_set_attribute(t, "modules", sys_modules);
}
