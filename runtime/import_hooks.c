#include "runtime/import_hooks.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/code.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/import_lock.h"
#include "runtime/import_names.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/tuple.h"

/* Roots, set once: the module importlib._bootstrap and what runtime/lib/_import_hooks.py gives a promised spec with. */
static Value bootstrap = VALUE_UNBOUND, adopt = VALUE_UNBOUND;

static const char *const sys_promises[] = {"meta_path", "path_hooks", "path_importer_cache"};

void import_hooks_init(void)
{
    gc_add_root(&bootstrap);
    gc_add_root(&adopt);
}

bool import_hooks_wanted(struct thread *t, Value name)
{
    if (value_load(&bootstrap) != VALUE_UNBOUND || str_equals_cstr(name, "_frozen_importlib") ||
        str_equals_cstr(name, "_frozen_importlib_external")) {
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(sys_promises); i++) {
        if (sys_get_attribute(t, sys_promises[i]) != VALUE_UNBOUND) {
            return true;
        }
    }
    return false;
}

/* --- Loading importlib --- */

static Value attribute(struct thread *t, Value v, const char *name)
{
    Value key = v == VALUE_ERROR ? v : str_intern_cstr(t, name);
    return key == VALUE_ERROR ? key : object_get_attribute(t, v, key);
}

static bool load(struct thread *t)
{
    Value name = str_intern_cstr(t, "_import_hooks");
    Value glue = name == VALUE_ERROR ? name : import_module(t, name);
    Value install = attribute(t, glue, "install");
    Value attributes = value_from_object(((struct module *)sys_module)->attributes);
    Value module = install == VALUE_ERROR ? install : call_1(t, install, attributes);
    Value function = module == VALUE_ERROR ? module : attribute(t, glue, "adopt");
    if (function == VALUE_ERROR) {
        return false;
    }
    value_store(&adopt, function);
    value_store(&bootstrap, module); /* last: whoever sees it sees `adopt` */
    return true;
}

enum truth import_hooks_load(struct thread *t)
{
    if (value_load(&bootstrap) != VALUE_UNBOUND) {
        return TRUTH_TRUE;
    }
    if (sys_get_attribute(t, "_stdlib_dir") == VALUE_NONE) {
        return TRUTH_FALSE;
    }
    struct import mine = {.name = str_intern_cstr(t, "_frozen_importlib")};
    enum import_begin begin = mine.name == VALUE_ERROR ? IMPORT_ERROR : import_begin(t, &mine);
    if (begin != IMPORT_MINE) {
        return begin == IMPORT_ERROR ? TRUTH_ERROR : TRUTH_FALSE;
    }
    bool loaded = value_load(&bootstrap) != VALUE_UNBOUND || load(t);
    import_end(&mine);
    return loaded ? TRUTH_TRUE : TRUTH_ERROR;
}

/* --- Calling it --- */

/* 0: a frame of the program's; 1: of importlib; 2: of importlib where it calls what is not its own. */
static int importlib_depth(const struct code *code)
{
    static const char *const files[] = {"<frozen importlib._bootstrap>",
                                        "<frozen importlib._bootstrap_external>",
                                        "<hasp>/_import_hooks.py"};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        if (str_equals_cstr(code->filename, files[i])) {
            return str_equals_cstr(code->name, "_call_with_frames_removed") ? 2 : 1;
        }
    }
    return 0;
}

/*
 * Takes importlib's entries out of the pending exception's traceback, as CPython does: all of them from an ImportError,
 * from others each run of them that ends in a call of something else (a module's body).
 */
static void hide_importlib(struct thread *t)
{
    struct exception *e = (struct exception *)t->exception;
    bool is_import_error = error_matches(t, &ImportError_type);
    Value *link = &e->traceback, *run = NULL;
    for (Value tb = value_load(link); tb != VALUE_UNBOUND && tb != VALUE_NONE;
         tb = value_load(link)) {
        struct traceback *entry = (struct traceback *)tb;
        int depth = importlib_depth((struct code *)entry->code);
        run = depth == 0 ? NULL : run == NULL ? link : run;
        if (depth == 2 || (depth == 1 && is_import_error)) {
            value_store(run, value_load(&entry->next));
            link = run;
        } else {
            link = &entry->next;
        }
    }
}

Value import_hooks_find_and_load(struct thread *t, Value name)
{
    Value module = value_load(&bootstrap);
    Value function = attribute(t, module, "_find_and_load");
    Value import = function == VALUE_ERROR ? function : attribute(t, module, "_gcd_import");
    Value result = import == VALUE_ERROR ? import : call_2(t, function, name, import);
    if (result == VALUE_ERROR) {
        hide_importlib(t);
    }
    return result;
}

/* --- Promises --- */

/* For messages about a submodule that its package does not yet have. */
bool import_is_initializing_part(struct thread *t, Value package, Value leaf)
{
    if (!import_any_in_progress()) {
        return false;
    }
    Value name = str_format(t, "%V.%V", package, leaf);
    error_clear(t);
    return name != VALUE_ERROR && import_in_progress(name);
}

/* Has importlib's side make the attributes, once. */
static bool adopt_module(struct thread *t, struct module *m)
{
    struct import mine = {.name = str_intern_cstr(t, "_frozen_importlib")};
    enum import_begin begin = mine.name == VALUE_ERROR ? IMPORT_ERROR : import_begin(t, &mine);
    if (begin != IMPORT_MINE) {
        return begin == IMPORT_CIRCLE; /* while they are being made, they are None */
    }
    Value promise = value_load(&m->promise), made = VALUE_NONE;
    if (promise != VALUE_UNBOUND) {
        made = call_3(t, value_load(&adopt), promise, value_from_object(m->attributes),
                      value_from_bool(import_in_progress(promise)));
    }
    if (made != VALUE_ERROR) {
        value_store(&m->promise, VALUE_UNBOUND);
    }
    import_end(&mine);
    if (made != VALUE_ERROR && promise != VALUE_UNBOUND && !import_in_progress(promise)) {
        import_hooks_settle(t, value_from_object(m)); /* it may have ended meanwhile */
    }
    return made != VALUE_ERROR;
}

/* Gives the module its spec and what belongs to it. Without the installed library they stay None. */
static bool make_spec(struct thread *t, struct module *m)
{
    enum truth loaded = import_hooks_load(t);
    return loaded == TRUTH_FALSE || (loaded == TRUTH_TRUE && adopt_module(t, m));
}

/* importlib's lists in sys, which loading it makes. */
static bool is_sys_promise(Value name)
{
    for (size_t i = 0; i < COUNT_OF(sys_promises); i++) {
        if (name == VALUE_UNBOUND || str_equals_cstr(name, sys_promises[i])) {
            return true;
        }
    }
    return false;
}

Value import_keep_promise(struct thread *t, Value module, Value name)
{
    struct module *m = (struct module *)module;
    bool of_sys = module == sys_module;
    if (of_sys && !import_names_make(t, name)) {
        return VALUE_ERROR;
    }
    if (of_sys && is_sys_promise(name) && value_load(&bootstrap) == VALUE_UNBOUND &&
        import_hooks_load(t) == TRUTH_ERROR) {
        return VALUE_ERROR;
    }
    bool is_wanted = name != VALUE_UNBOUND ? module_owes(m, name)
                                           : value_load(&m->promise) != VALUE_UNBOUND &&
                                                 value_load(&bootstrap) != VALUE_UNBOUND;
    if (is_wanted && !make_spec(t, m)) {
        return VALUE_ERROR;
    }
    return name == VALUE_UNBOUND ? VALUE_UNBOUND : dict_get_str(m->attributes, name);
}

Value import_keep_promise_of(struct thread *t, struct dict *globals, Value name)
{
    if (name != VALUE_UNBOUND && name != name___spec__ && name != name___loader__ &&
        name != name___cached__) {
        return VALUE_UNBOUND;
    }
    Value module_name = dict_get_str(globals, name___name__);
    Value module = value_is_str(module_name) ? dict_get_str(value_to_dict(sys_modules), module_name)
                                             : VALUE_UNBOUND;
    return value_is_module(module) && ((struct module *)module)->attributes == globals
               ? import_keep_promise(t, module, name)
               : VALUE_UNBOUND;
}

void import_hooks_settle(struct thread *t, Value module)
{
    if (value_load(&bootstrap) == VALUE_UNBOUND || !value_is_module(module)) {
        return;
    }
    Value spec = dict_get_str(((struct module *)module)->attributes, name___spec__);
    Value name = str_intern_cstr(t, "_initializing");
    if (name == VALUE_ERROR ||
        (value_is_object(spec) && !object_set_attribute(t, spec, name, VALUE_FALSE))) {
        error_clear(t);
    }
}

bool import_is_initializing(struct thread *t, Value module)
{
    if (!import_any_in_progress() || !value_is_object(module)) {
        return false;
    }
    if (value_is_module(module)) {
        Value promise = value_load(&((struct module *)module)->promise);
        if (promise != VALUE_UNBOUND) {
            return import_in_progress(promise);
        }
    }
    Value spec = object_find_attribute(t, module, name___spec__);
    Value name = spec == VALUE_ERROR ? spec : str_intern_cstr(t, "_initializing");
    Value v = name == VALUE_ERROR     ? name
              : value_is_object(spec) ? object_find_attribute(t, spec, name)
                                      : VALUE_UNBOUND;
    enum truth is = v == VALUE_ERROR     ? TRUTH_ERROR
                    : v == VALUE_UNBOUND ? TRUTH_FALSE
                                         : object_truth(t, v);
    if (is == TRUTH_ERROR) {
        error_clear(t);
    }
    return is == TRUTH_TRUE;
}
