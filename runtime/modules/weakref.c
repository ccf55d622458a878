/* The module _weakref. Weak references themselves: runtime/weakref.c; proxies: weakref_proxy.c. */
#include "runtime/weakref.h"

#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/modules/weakref_proxy.h"

static Value make_proxy(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return proxy_new(t, args[0], args[1]);
}

static Value get_count(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                       Value names UNUSED)
{
    return value_from_small_int(value_is_object(args[0]) ? (int64_t)weakref_count(args[0]) : 0);
}

static Value get_list(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return value_is_object(args[0]) ? weakref_list(t, args[0]) : list_new(t, 0);
}

/* For weakref.py: drops a key whose value is a reference to something that has died. */
static Value remove_dead(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    if (!value_is_dict(args[0])) {
        return raise_error(t, &TypeError_type,
                           "_remove_dead_weakref() argument 1 must be dict, not %A", args[0]);
    }
    struct dict *d = value_to_dict(args[0]);
    Value reference = dict_get(t, d, args[1]), was;
    bool is_dead = reference != VALUE_ERROR && reference != VALUE_UNBOUND &&
                   value_is_instance(reference, &weakref_type) &&
                   weakref_get(reference) == VALUE_UNBOUND;
    if (reference == VALUE_ERROR || (is_dead && !dict_remove(t, d, args[1], &was))) {
        return VALUE_ERROR;
    }
    return VALUE_NONE;
}

static const struct native_def functions[] = {
    {"_remove_dead_weakref", remove_dead, "(dct, key, /)", NULL, NATIVE_METHOD},
    {"getweakrefcount", get_count, "(object, /)",
     "Return the number of weak references to 'object'.", NATIVE_METHOD},
    {"getweakrefs", get_list, "(object, /)", "Return a list of the weak references to 'object'.",
     NATIVE_METHOD},
    {"proxy", make_proxy, "(object, callback=None, /)",
     "Create an object that stands for 'object' without keeping it alive.", NATIVE_METHOD},
    {0},
};

bool module_init__weakref(struct thread *t, Value module)
{
    return module_add_functions(t, module, functions) &&
           module_add(t, module, "ref", value_from_object(&weakref_type)) &&
           module_add(t, module, "ReferenceType", value_from_object(&weakref_type)) &&
           module_add(t, module, "ProxyType", value_from_object(&proxy_type)) &&
           module_add(t, module, "CallableProxyType", value_from_object(&callable_proxy_type));
}
