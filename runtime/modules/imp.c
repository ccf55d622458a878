/* The module _imp: what importlib asks of the imports in C. */
#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/bytes_like.h"
#include "runtime/code.h"
#include "runtime/embedded.h"
#include "runtime/exception.h"
#include "runtime/import.h"
#include "runtime/import_cache.h"
#include "runtime/import_lock.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/upcalls.h"

#define FUNCTION(name)                                                                             \
    static Value name(UNUSED struct thread *t, UNUSED Value *args, UNUSED uint32_t n_args,         \
                      UNUSED Value names)

/* --- Modules in C --- */

FUNCTION(is_builtin)
{
    if (!value_is_str(args[0])) {
        return raise_error(t, &TypeError_type, "is_builtin() argument must be str, not %A",
                           args[0]);
    }
    return value_from_small_int(import_is_builtin(args[0]));
}

FUNCTION(create_builtin)
{
    Value key = str_intern_cstr(t, "name");
    Value name = key == VALUE_ERROR ? key : object_get_attribute(t, args[0], key);
    if (name == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    if (!value_is_str(name)) {
        return raise_error(t, &TypeError_type, "name must be string, not %T", name);
    }
    Value module = import_builtin(t, name);
    return module == VALUE_UNBOUND ? VALUE_NONE : module;
}

FUNCTION(exec_builtin)
{
    return value_from_small_int(0); /* create_builtin has filled it */
}

FUNCTION(extension_suffixes)
{
    return list_new(t, 0);
}

FUNCTION(create_dynamic)
{
    Value key = str_intern_cstr(t, "name");
    Value name = key == VALUE_ERROR ? key : object_get_attribute(t, args[0], key);
    return name == VALUE_ERROR
               ? name
               : raise_error(t, &ImportError_type,
                             "Hasp has no modules in machine code beside its own: %V", name);
}

/* --- Frozen modules: there are none; the embedded ones are found by sys.path --- */

FUNCTION(is_frozen)
{
    return VALUE_FALSE;
}

FUNCTION(is_before_path)
{
    return value_from_bool(value_is_str(args[0]) && import_is_before_path(args[0]));
}

FUNCTION(find_frozen)
{
    return VALUE_NONE;
}

FUNCTION(get_frozen_object)
{
    raise_error(t, &ImportError_type, "No such frozen object named %V", args[0]);
    if (error_matches(t, &ImportError_type)) {
        value_store(&((struct import_error *)t->exception)->name, args[0]);
    }
    return VALUE_ERROR;
}

FUNCTION(frozen_module_names)
{
    return list_new(t, 0);
}

FUNCTION(override_frozen_modules)
{
    return VALUE_NONE; /* none to choose from */
}

/* --- Embedded modules --- */

FUNCTION(find_embedded)
{
    const char *name = value_is_str(args[0]) ? str_to_utf8(t, args[0], NULL) : NULL;
    if (name == NULL) {
        error_clear(t);
        return VALUE_NONE;
    }
    const struct embedded_module *module = embedded_find(name);
    gc_keep(name);
    if (module == NULL) {
        return VALUE_NONE;
    }
    Value source = str_from_utf8(t, module->source, module->size);
    return source == VALUE_ERROR ? source
                                 : tuple_of(t, 2, source, value_from_bool(module->is_package));
}

FUNCTION(embedded_names)
{
    Value list = list_new(t, n_embedded_modules);
    for (size_t i = 0; list != VALUE_ERROR && i < n_embedded_modules; i++) {
        Value name = str_from_cstr(t, embedded_modules[i].name);
        if (name == VALUE_ERROR || !list_append(t, value_to_list(list), name)) {
            return VALUE_ERROR;
        }
    }
    return list;
}

static Value code_of_found(struct thread *t, struct import_found *found)
{
    return found->is_found ? upcalls.module_code(t, found) : VALUE_NONE;
}

FUNCTION(embedded_code)
{
    struct import_found found;
    return import_find_embedded(t, args[0], &found) ? code_of_found(t, &found) : VALUE_ERROR;
}

FUNCTION(file_code)
{
    struct import_found found;
    import_find_file(t, args[0], &found);
    return code_of_found(t, &found);
}

/* --- Locks --- */

FUNCTION(acquire_lock)
{
    Value name = import_lock_global_name(t);
    return name == VALUE_ERROR || import_lock_take(t, name) == IMPORT_ERROR ? VALUE_ERROR
                                                                            : VALUE_NONE;
}

FUNCTION(release_lock)
{
    Value name = import_lock_global_name(t);
    if (name == VALUE_ERROR) {
        return name;
    }
    return import_lock_give(t, name)
               ? VALUE_NONE
               : raise_error(t, &RuntimeError_type, "not holding the import lock");
}

FUNCTION(lock_held)
{
    Value name = import_lock_global_name(t);
    return name == VALUE_ERROR ? name : value_from_bool(import_in_progress(name));
}

FUNCTION(lock_module)
{
    if (value_type(args[0]) != &str_type) {
        return raise_error(t, &TypeError_type, "the name of a module must be str, not %T", args[0]);
    }
    enum import_begin begin = import_lock_take(t, args[0]);
    return begin == IMPORT_ERROR ? VALUE_ERROR : value_from_bool(begin == IMPORT_MINE);
}

FUNCTION(unlock_module)
{
    return value_is_str(args[0]) && import_lock_give(t, args[0])
               ? VALUE_NONE
               : raise_error(t, &RuntimeError_type, "cannot release un-acquired lock");
}

/* --- Bytecode files --- */

FUNCTION(fix_co_filename)
{
    if (value_type(args[0]) != &code_type || !value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "_fix_co_filename() needs a code object and a str");
    }
    code_set_filename((struct code *)args[0], args[1]);
    return VALUE_NONE;
}

FUNCTION(source_hash)
{
    int64_t key;
    if (!number_to_index(t, args[0], &key)) {
        return VALUE_ERROR;
    }
    Value source = bytes_like_to_bytes(t, args[1]);
    if (source == VALUE_ERROR) {
        return source;
    }
    const struct bytes *b = value_to_bytes(source);
    uint64_t hash = hash_with_key(b->data, b->length, (uint64_t)key);
    return bytes_new(t, (const char *)&hash, sizeof hash);
}

static const struct native_def functions[] = {
    {"_embedded_code", embedded_code, "(name, /)", "The code of an embedded module, or None.",
     NATIVE_METHOD},
    {"_embedded_names", embedded_names, "()", "The modules that the binary carries.",
     NATIVE_METHOD},
    {"_file_code", file_code, "(path, /)",
     "The code of the module in a file, from its bytecode file if there is one; or None.",
     NATIVE_METHOD},
    {"_find_embedded", find_embedded, "(name, /)",
     "The source of an embedded module and whether it is a package; or None.", NATIVE_METHOD},
    {"_fix_co_filename", fix_co_filename, "(code, path, /)",
     "Change the file name of a code object that nobody runs yet.", NATIVE_METHOD},
    {"_frozen_module_names", frozen_module_names, "()", "No module is frozen.", NATIVE_METHOD},
    {"_is_before_path", is_before_path, "(name, /)",
     "Is the module looked for in the library only, whatever sys.path says?", NATIVE_METHOD},
    {"_lock_module", lock_module, "(name, /)",
     "Wait for the import of a module by other threads, and keep them from it. False: that would "
     "be "
     "for ever.",
     NATIVE_METHOD},
    {"_override_frozen_modules_for_tests", override_frozen_modules, "(override, /)",
     "Choose whether frozen modules are used: there are none.", NATIVE_METHOD},
    {"_unlock_module", unlock_module, "(name, /)", "Undo _lock_module().", NATIVE_METHOD},
    {"acquire_lock", acquire_lock, "()", "Acquire the lock that finders run under.", NATIVE_METHOD},
    {"create_builtin", create_builtin, "(spec, /)", "A fresh module in C.", NATIVE_METHOD},
    {"create_dynamic", create_dynamic, "(spec, file=None, /)",
     "Modules in machine code beside Hasp's own cannot be loaded.", NATIVE_METHOD},
    {"exec_builtin", exec_builtin, "(module, /)", "Initialise a module in C.", NATIVE_METHOD},
    {"exec_dynamic", exec_builtin, "(module, /)", "Initialise a module in C.", NATIVE_METHOD},
    {"extension_suffixes", extension_suffixes, "()",
     "The endings of files that are modules in machine code: there are none.", NATIVE_METHOD},
    {"find_frozen", find_frozen, "(name, /, *, withdata=False)", "No module is frozen.",
     NATIVE_METHOD},
    {"get_frozen_object", get_frozen_object, "(name, data=None, /)", "No module is frozen.",
     NATIVE_METHOD},
    {"init_frozen", find_frozen, "(name, /, *, withdata=False)", "No module is frozen.",
     NATIVE_METHOD},
    {"is_builtin", is_builtin, "(name, /)", "Is that the name of a module in C? 0 or 1.",
     NATIVE_METHOD},
    {"is_frozen", is_frozen, "(name, /)", "No module is frozen.", NATIVE_METHOD},
    {"is_frozen_package", is_frozen, "(name, /)", "No module is frozen.", NATIVE_METHOD},
    {"lock_held", lock_held, "()", "Is the lock that finders run under held?", NATIVE_METHOD},
    {"release_lock", release_lock, "()", "Release the lock that finders run under.", NATIVE_METHOD},
    {"source_hash", source_hash, "(key, source)", "The hash of a source in bytecode files.",
     NATIVE_METHOD},
    {0},
};

bool module_init__imp(struct thread *t, Value module)
{
    return module_add_functions(t, module, functions) &&
           module_add(t, module, "check_hash_based_pycs", str_from_cstr(t, "default")) &&
           module_add(t, module, "_library_cache", import_cache_library(t));
}
