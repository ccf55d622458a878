/* collections.defaultdict: a dict that makes the values that are missing. */
#include "runtime/defaultdict.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict_table.h"
#include "runtime/native.h"
#include "runtime/repr_guard.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

struct default_dict {
    struct dict base;
    Value factory; /* value_load; None or UNBOUND: there is none */
};

static struct default_dict *as_default_dict(Value v)
{
    return (struct default_dict *)v;
}

static Value factory_of(Value self)
{
    Value factory = value_load(&as_default_dict(self)->factory);
    return factory == VALUE_UNBOUND ? VALUE_NONE : factory;
}

static void trace(struct marker *m, struct object *self)
{
    dict_type.trace(m, self);
    mark_value(m, ((struct default_dict *)self)->factory);
}

static bool init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    Value factory = n_args > 0 ? args[0] : VALUE_NONE;
    if (factory != VALUE_NONE && value_type(factory)->call == NULL) {
        return raise_false(t, &TypeError_type, "first argument must be callable or None");
    }
    value_store(&as_default_dict(self)->factory, factory);
    uint32_t skipped = n_args > 0;
    return dict_update_from_call(t, value_to_dict(self), "dict", args + skipped, n_args - skipped,
                                 keyword_names);
}

/* Of two threads that miss one key, the first to store wins, and both get its value. */
static Value missing(struct thread *t, Value *args, UNUSED uint32_t n_args,
                     UNUSED Value keyword_names)
{
    Value factory = factory_of(args[0]);
    if (factory == VALUE_NONE) {
        return raise_with_argument(t, &KeyError_type, args[1]);
    }
    Value v = call_0(t, factory);
    if (v == VALUE_ERROR) {
        return v;
    }
    if (value_type(args[0])->set_item == dict_type.set_item) {
        return dict_set_default(t, value_to_dict(args[0]), args[1], v);
    }
    return object_set_item(t, args[0], args[1], v) ? v : VALUE_ERROR;
}

static Value repr_of_factory(struct thread *t, Value factory)
{
    enum truth entered = repr_enter(t, factory);
    if (entered != TRUTH_TRUE) {
        return entered == TRUTH_FALSE ? str_from_cstr(t, "...") : VALUE_ERROR;
    }
    Value text = object_repr(t, factory);
    repr_leave(t, factory);
    return text;
}

static Value repr(struct thread *t, Value self)
{
    Value items = dict_type.repr(t, self);
    Value factory = items == VALUE_ERROR ? items : repr_of_factory(t, factory_of(self));
    return factory == VALUE_ERROR
               ? factory
               : str_format(t, "%s(%V, %V)", value_type(self)->name, factory, items);
}

/* A new one of the same class, with the entries of `from`. */
static Value copy_with(struct thread *t, Value self, Value from)
{
    return call_2(t, value_from_object(value_type(self)), factory_of(self), from);
}

static Value copy(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value keyword_names)
{
    return copy_with(t, args[0], args[0]);
}

static Value reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                    UNUSED Value keyword_names)
{
    Value factory = factory_of(args[0]);
    Value arguments = factory == VALUE_NONE ? tuple_empty : tuple_of(t, 1, factory);
    Value items = arguments == VALUE_ERROR ? arguments : call_method_0(t, args[0], name_items);
    Value iterator = items == VALUE_ERROR ? items : object_iter(t, items);
    return iterator == VALUE_ERROR ? iterator
                                   : tuple_of(t, 5, value_from_object(value_type(args[0])),
                                              arguments, VALUE_NONE, VALUE_NONE, iterator);
}

static Value or_operator(struct thread *t, Value v, Value w)
{
    Value self = value_is_instance(v, &default_dict_type) ? v : w;
    if (!value_is_dict(v) || !value_is_dict(w)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    Value made = copy_with(t, self, v);
    return made != VALUE_ERROR && dict_update(t, value_to_dict(made), w) ? made : VALUE_ERROR;
}

static Value get_factory(UNUSED struct thread *t, Value self)
{
    return factory_of(self);
}

static bool set_factory(UNUSED struct thread *t, Value self, Value v)
{
    value_store(&as_default_dict(self)->factory, v);
    return true;
}

static const struct native_def methods[] = {
    {"__missing__", missing, "(self, key, /)",
     "__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n  if "
     "self.default_factory is "
     "None: raise KeyError((key,))\n  self[key] = value = self.default_factory()\n  return value\n",
     NATIVE_METHOD},
    {"copy", copy, "(self, /)", "D.copy() -> a shallow copy of D.", NATIVE_METHOD},
    {"__copy__", copy, "(self, /)", "D.copy() -> a shallow copy of D.", NATIVE_METHOD},
    {"__reduce__", reduce, "(self, /)", "Return state information for pickling.", NATIVE_METHOD},
    {0},
};

static const struct getset_def members[] = {
    {"default_factory", get_factory, set_factory,
     "Factory for default value called by __missing__()."},
    {0},
};

struct type default_dict_type = {
    TYPE_HEADER("defaultdict", sizeof(struct default_dict)),
    .module = "collections",
    .doc = "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe "
           "default factory is "
           "called without arguments to produce\na new value when a key is not present, in "
           "__getitem__ "
           "only.\nA defaultdict compares equal to a dict with the same items.\nAll remaining "
           "arguments are "
           "treated the same as if they were\npassed to the dict constructor, including keyword "
           "arguments.",
    .flags = TYPE_BASE | TYPE_DICT_SUBCLASS,
    .parent = &dict_type,
    .methods = methods,
    .members = members,
    .trace = trace,
    .init = init,
    .repr = repr,
    .binary[BINARY_OR] = or_operator,
};
