#include "runtime/mappingproxy.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/generic_alias.h"
#include "runtime/native.h"
#include "runtime/str.h"

static Value mapping_of(Value self)
{
    return ((const struct mappingproxy *)self)->mapping;
}

Value mappingproxy_new(struct thread *t, Value mapping)
{
    struct mappingproxy *proxy = gc_allocate(t, sizeof *proxy, &mappingproxy_type);
    if (proxy == NULL) {
        return VALUE_ERROR;
    }
    proxy->mapping = mapping;
    return value_from_object(proxy);
}

static void trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct mappingproxy *)self)->mapping);
}

static Value new_proxy(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {.name = "mappingproxy", .signature = "(mapping)"};
    Value mapping;
    if (!arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, &mapping)) {
        return VALUE_ERROR;
    }
    if (value_type(mapping)->get_item == NULL ||
        type_has(value_type(mapping), TYPE_LIST_SUBCLASS | TYPE_TUPLE_SUBCLASS)) {
        return raise_error(t, &TypeError_type, "mappingproxy() argument must be a mapping, not %T",
                           mapping);
    }
    return mappingproxy_new(t, mapping);
}

static bool length(struct thread *t, Value self, int64_t *result)
{
    return object_length(t, mapping_of(self), result);
}

static Value get_item(struct thread *t, Value self, Value key)
{
    return object_get_item(t, mapping_of(self), key);
}

static enum truth contains(struct thread *t, Value self, Value key)
{
    return object_contains(t, mapping_of(self), key);
}

static Value iter(struct thread *t, Value self)
{
    return object_iter(t, mapping_of(self));
}

static Value repr(struct thread *t, Value self)
{
    return str_format(t, "mappingproxy(%R)", mapping_of(self));
}

static Value str(struct thread *t, Value self)
{
    return object_str(t, mapping_of(self));
}

static Value compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    return object_compare(t, mapping_of(self), other, op);
}

static Value unwrap(Value v)
{
    return value_type(v) == &mappingproxy_type ? mapping_of(v) : v;
}

static Value merge(struct thread *t, Value v, Value w)
{
    return number_binary(t, BINARY_OR, unwrap(v), unwrap(w));
}

static Value merge_inplace(struct thread *t, Value v, UNUSED Value w)
{
    return raise_error(t, &TypeError_type, "'|=' is not supported by %T; use '|' instead", v);
}

/* The read-only methods are the mapping's own. */
#define FORWARD(name)                                                                              \
    static Value method_##name(struct thread *t, Value *args, UNUSED uint32_t n_args,              \
                               UNUSED Value names)                                                 \
    {                                                                                              \
        return call_method_0(t, mapping_of(args[0]), name_##name);                                 \
    }
FORWARD(keys)
FORWARD(values)
FORWARD(items)
FORWARD(copy)
FORWARD(__reversed__)
#undef FORWARD

static Value method_get(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    Value rest[] = {VALUE_UNBOUND, args[1], args[2] == VALUE_UNBOUND ? VALUE_NONE : args[2]};
    return call_method(t, mapping_of(args[0]), name_get, rest + 1, 2);
}

static const struct native_def methods[] = {
    {"get", method_get, "(self, key, default=None, /)",
     "Return the value for key if key is in the mapping, else default.", NATIVE_METHOD},
    {"keys", method_keys, "(self, /)", "D.keys() -> a set-like object providing a view on D's keys",
     NATIVE_METHOD},
    {"values", method_values, "(self, /)", "D.values() -> an object providing a view on D's values",
     NATIVE_METHOD},
    {"items", method_items, "(self, /)",
     "D.items() -> a set-like object providing a view on D's items", NATIVE_METHOD},
    {"copy", method_copy, "(self, /)", "D.copy() -> a shallow copy of D", NATIVE_METHOD},
    {"__reversed__", method___reversed__, "(self, /)", "D.__reversed__() -> reverse iterator",
     NATIVE_METHOD},
    CLASS_GETITEM,
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

struct type mappingproxy_type = {
    TYPE_HEADER("mappingproxy", sizeof(struct mappingproxy)),
    .flags = TYPE_MATCHES_MAPPING,
    .trace = trace,
    .repr = repr,
    .str = str,
    .compare = compare,
    .iter = iter,
    .hash = hash_unhashable,
    .new = new_proxy,
    .length = length,
    .get_item = get_item,
    .contains = contains,
    .binary[BINARY_OR] = merge,
    .inplace[BINARY_OR] = merge_inplace,
    .methods = methods,
};
