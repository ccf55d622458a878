/* types.SimpleNamespace: an object whose attributes are whatever it was made with. */
#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/native.h"
#include "runtime/repr_guard.h"
#include "runtime/shape.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

struct namespace
{
    struct object base; /* TYPE_HAS_DICT */
    struct slot_chunk *attribute_slots;
};
extern struct type namespace_type;

static Value new_namespace(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value keyword_names UNUSED)
{
    struct namespace *namespace = gc_new(t, (struct type *)args[0]);
    return namespace == NULL ? VALUE_ERROR : value_from_object(namespace);
}

static bool init_namespace(struct thread *t, Value self, Value *args, uint32_t n_args,
                           Value keyword_names)
{
    uint32_t n_keywords = keyword_count(keyword_names);
    if (n_args > 0) {
        return raise_false(t, &TypeError_type, "no positional arguments expected");
    }
    for (uint32_t i = 0; i < n_keywords; i++) {
        Value name = attribute_name(t, value_to_tuple(keyword_names)->items[i]);
        if (name == VALUE_ERROR || !instance_set(t, value_to_object(self), name, args[i])) {
            return false;
        }
    }
    return true;
}

static void add_attributes(struct str_builder *b, struct dict *attributes)
{
    uint64_t position = 0;
    Value name, v;
    for (bool is_first = true; dict_next(attributes, &position, &name, &v); is_first = false) {
        str_builder_add_cstr(b, is_first ? "" : ", ");
        str_builder_add_str(b, name);
        str_builder_add_cstr(b, "=");
        str_builder_add_repr(b, v);
    }
}

static Value repr_namespace(struct thread *t, Value self)
{
    bool is_plain = value_type(self) == &namespace_type;
    const char *name = is_plain ? "namespace" : value_type_name(self);
    enum truth entered = repr_enter(t, self);
    if (entered != TRUTH_TRUE) {
        return entered == TRUTH_ERROR ? VALUE_ERROR : str_format(t, "%s(...)", name);
    }
    struct dict *attributes = instance_snapshot(t, value_to_object(self));
    struct str_builder b;
    str_builder_init(&b, t);
    str_builder_add_cstr(&b, name);
    str_builder_add_cstr(&b, "(");
    if (attributes != NULL) {
        add_attributes(&b, attributes);
    }
    str_builder_add_cstr(&b, ")");
    repr_leave(t, self);
    return attributes == NULL ? VALUE_ERROR : str_builder_finish(&b);
}

static Value compare_namespaces(struct thread *t, Value self, Value other, enum compare_op op)
{
    if (!value_is_object(other) || !value_is_instance(other, &namespace_type) ||
        !value_is_instance(self, &namespace_type)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    struct dict *mine = instance_snapshot(t, value_to_object(self));
    struct dict *theirs = mine == NULL ? NULL : instance_snapshot(t, value_to_object(other));
    if (theirs == NULL) {
        return VALUE_ERROR;
    }
    return object_compare(t, value_from_object(mine), value_from_object(theirs), op);
}

static Value reduce(struct thread *t, Value *args, uint32_t n_args UNUSED,
                    Value keyword_names UNUSED)
{
    struct dict *attributes = instance_snapshot(t, value_to_object(args[0]));
    if (attributes == NULL) {
        return VALUE_ERROR;
    }
    return tuple_of(t, 3, value_from_object(value_type(args[0])), tuple_empty,
                    value_from_object(attributes));
}

static const struct native_def methods[] = {
    {"__reduce__", reduce, "(self, /)", "Return state information for pickling", NATIVE_METHOD},
    {0},
};

static const struct getset_def members[] = {
    {"__dict__", instance_get_dict, NULL, NULL},
    {0},
};

struct type namespace_type = {
    TYPE_HEADER("SimpleNamespace", sizeof(struct namespace)),
    .module = "types",
    .doc = "A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)",
    .flags = TYPE_BASE | TYPE_HAS_DICT,
    .slots_offset = offsetof(struct namespace, attribute_slots),
    .new = new_namespace,
    .init = init_namespace,
    .repr = repr_namespace,
    .compare = compare_namespaces,
    .hash = hash_unhashable,
    .methods = methods,
    .members = members,
};
