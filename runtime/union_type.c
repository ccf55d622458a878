/* types.UnionType: int | str. Passive records, as runtime/generic_alias.h says. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/generic_alias.h"
#include "runtime/native.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static Value union_arguments(Value v)
{
    return ((const struct union_type *)v)->arguments;
}

static void union_trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct union_type *)self)->arguments);
    mark_value(m, ((struct union_type *)self)->parameters);
}

static bool may_join(Value v)
{
    return v == VALUE_NONE || value_is_type(v) || value_is_instance(v, &generic_alias_type) ||
           value_type(v) == &union_type_type;
}

/* Aliases are compared, types are themselves. */
static enum truth is_among(struct thread *t, const Value *members, uint64_t n, Value v)
{
    bool is_alias = value_is_instance(v, &generic_alias_type);
    enum truth same = TRUTH_FALSE;
    for (uint64_t i = 0; i < n && same == TRUTH_FALSE; i++) {
        if (is_alias && value_is_instance(members[i], &generic_alias_type)) {
            same = object_compare_truth(t, members[i], v, COMPARE_EQ);
        } else {
            same = members[i] == v ? TRUTH_TRUE : TRUTH_FALSE;
        }
    }
    return same;
}

/* Adds what `v` stands for, each type once. */
static bool add_members(struct thread *t, Value *members, uint64_t *n, Value v)
{
    const Value one = v == VALUE_NONE ? value_from_object(value_type(VALUE_NONE)) : v;
    bool is_union = value_type(v) == &union_type_type;
    uint64_t n_new = is_union ? value_to_tuple(union_arguments(v))->length : 1;
    for (uint64_t i = 0; i < n_new; i++) {
        Value member = is_union ? value_to_tuple(union_arguments(v))->items[i] : one;
        enum truth known = is_among(t, members, *n, member);
        if (known == TRUTH_ERROR) {
            return false;
        }
        if (known == TRUTH_FALSE) {
            members[(*n)++] = member;
        }
    }
    return true;
}

static uint64_t member_count(Value v)
{
    return value_type(v) == &union_type_type ? value_to_tuple(union_arguments(v))->length : 1;
}

Value union_of_types(struct thread *t, Value v, Value w)
{
    if (!may_join(v) || !may_join(w)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    struct value_buffer *members = value_buffer_new(t, member_count(v) + member_count(w));
    uint64_t n = 0;
    if (members == NULL || !add_members(t, members->items, &n, v) ||
        !add_members(t, members->items, &n, w)) {
        return VALUE_ERROR;
    }
    if (n == 1) {
        return members->items[0];
    }
    Value arguments = tuple_new(t, members->items, n);
    struct union_type *made = gc_allocate(t, sizeof *made, &union_type_type);
    if (arguments == VALUE_ERROR || made == NULL) {
        return VALUE_ERROR;
    }
    made->arguments = arguments;
    return value_from_object(made);
}

static Value union_repr(struct thread *t, Value self)
{
    struct str_builder b;
    str_builder_init(&b, t);
    if (!generic_add_arguments(t, &b, union_arguments(self), " | ", true)) {
        return VALUE_ERROR;
    }
    return str_builder_finish(&b);
}

/* As sets, as typing.Union has it, which may equal one of these. */
static Value as_set(struct thread *t, Value self)
{
    return set_from_iterable(t, &frozenset_type, union_arguments(self));
}

static Value union_compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    if ((op != COMPARE_EQ && op != COMPARE_NE) || value_type(other) != &union_type_type) {
        return VALUE_NOT_IMPLEMENTED;
    }
    Value a = as_set(t, self), b = a == VALUE_ERROR ? a : as_set(t, other);
    return b == VALUE_ERROR ? b : object_compare(t, a, b, op);
}

static bool union_hash(struct thread *t, Value self, int64_t *hash)
{
    Value set = as_set(t, self);
    return set != VALUE_ERROR && object_hash(t, set, hash);
}

/* `__module__` is that of the type: typing asks for it. */
static Value union_get_attribute(struct thread *t, Value self, Value name)
{
    return str_equals_cstr(name, "__module__")
               ? object_get_attribute(t, value_from_object(value_type(self)), name)
               : object_generic_get_attribute(t, self, name);
}

static Value union_args(UNUSED struct thread *t, Value self)
{
    return union_arguments(self);
}

static Value union_instance_check(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                  UNUSED Value names)
{
    enum truth result = object_is_instance(t, args[1], union_arguments(args[0]));
    return result == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(result == TRUTH_TRUE);
}

static Value union_subclass_check(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                  UNUSED Value names)
{
    enum truth result = object_is_subclass(t, args[1], union_arguments(args[0]));
    return result == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(result == TRUTH_TRUE);
}

static Value union_parameters(struct thread *t, Value self)
{
    return generic_parameters(t, union_arguments(self), &((struct union_type *)self)->parameters);
}

/* (list[T] | None)[int] */
static Value union_get_item(struct thread *t, Value self, Value item)
{
    Value parameters = union_parameters(t, self);
    Value members = parameters == VALUE_ERROR
                        ? parameters
                        : generic_substitute(t, self, union_arguments(self), parameters, item);
    if (members == VALUE_ERROR) {
        return members;
    }
    Value made = value_to_tuple(members)->items[0];
    for (uint64_t i = 1; i < value_to_tuple(members)->length && made != VALUE_ERROR; i++) {
        made = number_binary(t, BINARY_OR, made, value_to_tuple(members)->items[i]);
    }
    return made;
}

static const struct native_def union_methods[] = {
    {"__instancecheck__", union_instance_check, "(self, instance, /)", NULL, NATIVE_METHOD},
    {"__subclasscheck__", union_subclass_check, "(self, subclass, /)", NULL, NATIVE_METHOD},
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

static const struct getset_def union_members[] = {
    {"__args__", union_args, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const struct getset_def union_getsets[] = {
    {"__parameters__", union_parameters, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

struct type union_type_type = {
    TYPE_HEADER("UnionType", sizeof(struct union_type)),
    .module = "types",
    .doc = "Represent a PEP 604 union type\n\nE.g. for int | str",
    .trace = union_trace,
    .repr = union_repr,
    .compare = union_compare,
    .hash = union_hash,
    .get_attribute = union_get_attribute,
    .get_item = union_get_item,
    .binary[BINARY_OR] = union_of_types,
    .methods = union_methods,
    .getsets = union_getsets,
    .members = union_members,
};
