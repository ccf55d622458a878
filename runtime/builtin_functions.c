/* The module builtins: its functions about one object. The others: builtin_numbers.c and so on. */
#include "runtime/builtin_functions.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/iterators.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/upcalls.h"

/* ---- attributes ---- */

/* The name for getattr and its kin, interned. */
static Value checked_name(struct thread *t, Value name)
{
    if (!value_is_str(name)) {
        return raise_error(t, &TypeError_type, "attribute name must be string, not '%T'", name);
    }
    return attribute_name(t, name);
}

FUNCTION(builtin_getattr)
{
    if (!reject_keywords(t, "getattr", keyword_names) ||
        !check_arg_count(t, "getattr", n_args, 2, 3)) {
        return VALUE_ERROR;
    }
    Value name = checked_name(t, args[1]);
    if (name == VALUE_ERROR || n_args == 2) {
        return name == VALUE_ERROR ? name : object_get_attribute(t, args[0], name);
    }
    Value found = object_find_attribute(t, args[0], name);
    return found == VALUE_UNBOUND ? args[2] : found;
}

FUNCTION(builtin_hasattr)
{
    Value name = checked_name(t, args[1]);
    Value found = name == VALUE_ERROR ? name : object_find_attribute(t, args[0], name);
    return found == VALUE_ERROR ? found : value_from_bool(found != VALUE_UNBOUND);
}

FUNCTION(builtin_setattr)
{
    Value name = checked_name(t, args[1]);
    return name != VALUE_ERROR && object_set_attribute(t, args[0], name, args[2]) ? VALUE_NONE
                                                                                  : VALUE_ERROR;
}

FUNCTION(builtin_delattr)
{
    Value name = checked_name(t, args[1]);
    return name != VALUE_ERROR && object_set_attribute(t, args[0], name, VALUE_UNBOUND)
               ? VALUE_NONE
               : VALUE_ERROR;
}

FUNCTION(builtin_dir)
{
    if (args[0] != VALUE_UNBOUND) {
        return object_dir(t, args[0]);
    }
    Value locals = dict_get_cstr(t, value_to_dict(builtins_dict), "locals");
    Value names = locals == VALUE_UNBOUND || locals == VALUE_ERROR ? locals : call_0(t, locals);
    if (names == VALUE_UNBOUND) {
        return list_new(t, 0);
    }
    if (names != VALUE_ERROR && value_type(names) != &dict_type) {
        names = call_method_0(t, names, name_keys);
    }
    Value list = names == VALUE_ERROR ? names : list_from_iterable(t, names);
    return list != VALUE_ERROR && list_sort(t, value_to_list(list), VALUE_NONE, false)
               ? list
               : VALUE_ERROR;
}

FUNCTION(builtin_vars)
{
    if (args[0] == VALUE_UNBOUND) {
        Value locals = dict_get_cstr(t, value_to_dict(builtins_dict), "locals");
        return locals == VALUE_UNBOUND || locals == VALUE_ERROR ? dict_new(t) : call_0(t, locals);
    }
    Value found = object_find_attribute(t, args[0], name___dict__);
    return found != VALUE_UNBOUND
               ? found
               : raise_error(t, &TypeError_type, "vars() argument must have __dict__ attribute");
}

/* ---- identity, type, length ---- */

FUNCTION(builtin_id)
{
    return object_id(t, args[0]);
}

FUNCTION(builtin_hash)
{
    int64_t hash;
    return object_hash(t, args[0], &hash) ? int_from_int64(t, hash) : VALUE_ERROR;
}

FUNCTION(builtin_callable)
{
    (void)t;
    return value_from_bool(value_type(args[0])->call != NULL);
}

static Value truth_or_error(enum truth truth)
{
    return truth == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(truth == TRUTH_TRUE);
}

FUNCTION(builtin_isinstance)
{
    return truth_or_error(object_is_instance(t, args[0], args[1]));
}

FUNCTION(builtin_issubclass)
{
    return truth_or_error(object_is_subclass(t, args[0], args[1]));
}

FUNCTION(builtin_len)
{
    int64_t length;
    return object_length(t, args[0], &length) ? int_from_int64(t, length) : VALUE_ERROR;
}

/* ---- iterators ---- */

FUNCTION(builtin_iter)
{
    if (args[1] == VALUE_UNBOUND) {
        return object_iter(t, args[0]);
    }
    if (value_type(args[0])->call == NULL) {
        return raise_error(t, &TypeError_type, "iter(v, w): v must be callable");
    }
    return callable_iterator_new(t, args[0], args[1]);
}

FUNCTION(builtin_next)
{
    struct type *type = value_type(args[0]);
    if (type->next == NULL) {
        return raise_error(t, &TypeError_type, "'%T' object is not an iterator", args[0]);
    }
    Value item = type->next(t, args[0]);
    if (LIKELY(item != VALUE_UNBOUND && item != VALUE_ERROR)) {
        return item;
    }
    if (args[1] == VALUE_UNBOUND) {
        return item == VALUE_ERROR ? item : raise_plain(t, &StopIteration_type);
    }
    return item == VALUE_UNBOUND || error_swallow(t, &StopIteration_type) ? args[1] : VALUE_ERROR;
}

FUNCTION(builtin_aiter)
{
    Value method = object_find_special(t, args[0], name___aiter__);
    if (method == VALUE_UNBOUND) {
        return raise_error(t, &TypeError_type, "'%T' object is not an async iterable", args[0]);
    }
    Value iterator = method == VALUE_ERROR ? method : call_0(t, method);
    if (iterator != VALUE_ERROR &&
        type_lookup(t, value_type(iterator), name___anext__) == VALUE_UNBOUND) {
        return raise_error(t, &TypeError_type,
                           "aiter() returned not an async iterator of type '%T'", iterator);
    }
    return iterator;
}

FUNCTION(builtin_import)
{
    int64_t level = 0;
    if (!value_is_str(args[0])) {
        return raise_error(t, &TypeError_type, "module name must be a string");
    }
    if (args[4] != VALUE_UNBOUND && !number_to_index(t, args[4], &level)) {
        return VALUE_ERROR;
    }
    Value from_list = args[3] == VALUE_UNBOUND ? VALUE_NONE : args[3];
    return import_name(t, args[0], args[1], from_list, (int)level);
}

static const struct native_def functions[] = {
    {"__import__", builtin_import, "(name, globals=None, locals=None, fromlist=(), level=0)",
     "Import a module.", NATIVE_METHOD},
    {"aiter", builtin_aiter, "(async_iterable, /)",
     "Return an AsyncIterator for an AsyncIterable object.", NATIVE_METHOD},
    {"callable", builtin_callable, "(obj, /)",
     "Return whether the object is callable (i.e., some kind of function).", NATIVE_METHOD},
    {"delattr", builtin_delattr, "(obj, name, /)",
     "Deletes the named attribute from the given object.", NATIVE_METHOD},
    {"dir", builtin_dir, "(object=None, /)",
     "Without an argument, the names in the current scope; else those of the object's attributes.",
     NATIVE_METHOD},
    {"getattr", builtin_getattr, "(*)",
     "getattr(object, name[, default]) -> value\n\nGet a named attribute from an object.",
     NATIVE_METHOD},
    {"hasattr", builtin_hasattr, "(obj, name, /)",
     "Return whether the object has an attribute with the given name.", NATIVE_METHOD},
    {"hash", builtin_hash, "(obj, /)", "Return the hash value for the given object.",
     NATIVE_METHOD},
    {"id", builtin_id, "(obj, /)", "Return the identity of an object.", NATIVE_METHOD},
    {"isinstance", builtin_isinstance, "(obj, class_or_tuple, /)",
     "Return whether an object is an instance of a class or of a subclass thereof.", NATIVE_METHOD},
    {"issubclass", builtin_issubclass, "(cls, class_or_tuple, /)",
     "Return whether 'cls' is derived from another class or is the same class.", NATIVE_METHOD},
    {"iter", builtin_iter, "(object, sentinel=None, /)", "Get an iterator from an object.",
     NATIVE_METHOD},
    {"len", builtin_len, "(obj, /)", "Return the number of items in a container.", NATIVE_METHOD},
    {"next", builtin_next, "(iterator, default=None, /)", "Return the next item from the iterator.",
     NATIVE_METHOD},
    {"setattr", builtin_setattr, "(obj, name, value, /)",
     "Sets the named attribute on the given object.", NATIVE_METHOD},
    {"vars", builtin_vars, "(object=None, /)",
     "Without arguments, equivalent to locals().\n\nWith an argument, equivalent to "
     "object.__dict__.",
     NATIVE_METHOD},
    {0},
};

bool builtins_init(struct thread *t, Value module)
{
    return module_add_functions(t, module, functions) &&
           module_add_functions(t, module, builtin_number_functions) &&
           module_add_functions(t, module, builtin_sequence_functions) &&
           module_add_functions(t, module, builtin_text_functions);
}
