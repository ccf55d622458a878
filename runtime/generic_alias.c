#include "runtime/generic_alias.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static struct generic_alias *as_alias(Value v)
{
    return (struct generic_alias *)v;
}

Value generic_alias_new(struct thread *t, Value origin, Value arguments)
{
    if (!value_is_tuple(arguments) &&
        (arguments = tuple_of(t, (size_t)1, arguments)) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    struct generic_alias *alias = gc_allocate(t, sizeof *alias, &generic_alias_type);
    if (alias == NULL) {
        return VALUE_ERROR;
    }
    alias->origin = origin;
    alias->arguments = arguments;
    return value_from_object(alias);
}

Value generic_alias_class_getitem(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                  UNUSED Value keyword_names)
{
    return generic_alias_new(t, args[0], args[1]);
}

/* ---- how an argument is written: int, a.B, ... or its repr ---- */

static Value argument_text(struct thread *t, Value v)
{
    if (v == VALUE_ELLIPSIS) {
        return str_from_cstr(t, "...");
    }
    if (!value_is_type(v)) {
        return object_repr(t, v);
    }
    Value qualname = object_get_attribute(t, v, name___qualname__);
    Value module = qualname == VALUE_ERROR ? qualname : object_get_attribute(t, v, name___module__);
    if (module == VALUE_ERROR || (value_is_str(module) && str_equals_cstr(module, "builtins"))) {
        return module == VALUE_ERROR ? VALUE_ERROR : qualname;
    }
    return str_format(t, "%V.%V", module, qualname);
}

static bool add_arguments(struct thread *t, struct str_builder *b, Value arguments,
                          const char *between, bool is_union)
{
    const struct tuple *tuple = value_to_tuple(arguments);
    for (uint64_t i = 0; i < tuple->length; i++) {
        Value v = tuple->items[i];
        bool is_none_type = is_union && v == value_from_object(value_type(VALUE_NONE));
        Value text = is_none_type ? str_from_cstr(t, "None") : argument_text(t, v);
        if (text == VALUE_ERROR) {
            return false;
        }
        str_builder_add_cstr(b, i > 0 ? between : "");
        str_builder_add_str(b, text);
    }
    return true;
}

static Value alias_repr(struct thread *t, Value self)
{
    struct str_builder b;
    Value origin = argument_text(t, as_alias(self)->origin);
    if (origin == VALUE_ERROR) {
        return origin;
    }
    str_builder_init(&b, t);
    str_builder_add_str(&b, origin);
    str_builder_add_cstr(&b, "[");
    if (value_to_tuple(as_alias(self)->arguments)->length == 0) {
        str_builder_add_cstr(&b, "()");
    }
    if (!add_arguments(t, &b, as_alias(self)->arguments, ", ", false)) {
        return VALUE_ERROR;
    }
    str_builder_add_cstr(&b, "]");
    return str_builder_finish(&b);
}

/* ---- types.GenericAlias ---- */

static void alias_trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct generic_alias *)self)->origin);
    mark_value(m, ((struct generic_alias *)self)->arguments);
}

static Value alias_new(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    if (!reject_keywords(t, "GenericAlias", keyword_names) ||
        !check_arg_count(t, "GenericAlias", n_args - 1, 2, 2)) {
        return VALUE_ERROR;
    }
    return generic_alias_new(t, args[1], args[2]);
}

static Value alias_call(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    return call(t, as_alias(args[-1])->origin, args, n_args, keyword_names);
}

/* Dunder names are the alias's own; the rest is the origin's. */
static Value alias_get_attribute(struct thread *t, Value self, Value name)
{
    const struct str *s = value_to_str(name);
    bool is_dunder = s->length > 4 && str_at(s, 0) == '_' && str_at(s, 1) == '_';
    if (is_dunder) {
        Value own = object_generic_find_attribute(t, self, name);
        if (own != VALUE_UNBOUND) {
            return own;
        }
    }
    return object_get_attribute(t, as_alias(self)->origin, name);
}

static Value alias_compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    if ((op != COMPARE_EQ && op != COMPARE_NE) || value_type(other) != &generic_alias_type) {
        return VALUE_NOT_IMPLEMENTED;
    }
    enum truth same = object_equal(t, as_alias(self)->origin, as_alias(other)->origin);
    if (same == TRUTH_TRUE) {
        same = object_equal(t, as_alias(self)->arguments, as_alias(other)->arguments);
    }
    return same == TRUTH_ERROR ? VALUE_ERROR
                               : value_from_bool((same == TRUTH_TRUE) == (op == COMPARE_EQ));
}

static bool alias_hash(struct thread *t, Value self, int64_t *hash)
{
    int64_t of_origin, of_arguments;
    if (!object_hash(t, as_alias(self)->origin, &of_origin) ||
        !object_hash(t, as_alias(self)->arguments, &of_arguments)) {
        return false;
    }
    *hash = of_origin ^ of_arguments;
    *hash = *hash == -1 ? -2 : *hash;
    return true;
}

static Value alias_origin(UNUSED struct thread *t, Value self)
{
    return as_alias(self)->origin;
}

static Value alias_arguments(UNUSED struct thread *t, Value self)
{
    return as_alias(self)->arguments;
}

static Value alias_parameters(UNUSED struct thread *t, UNUSED Value self)
{
    return tuple_empty;
}

static Value alias_mro_entries(struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value names)
{
    return tuple_of(t, (size_t)1, as_alias(args[0])->origin);
}

static Value alias_reduce(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    const struct generic_alias *alias = as_alias(args[0]);
    Value pair = tuple_of(t, (size_t)2, alias->origin, alias->arguments);
    return pair == VALUE_ERROR
               ? pair
               : tuple_of(t, (size_t)2, value_from_object(&generic_alias_type), pair);
}

static Value refuse_check(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    (void)args;
    return raise_error(t, &TypeError_type,
                       "isinstance() argument 2 cannot be a parameterized generic");
}

static Value refuse_subclass_check(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                   UNUSED Value names)
{
    (void)args;
    return raise_error(t, &TypeError_type,
                       "issubclass() argument 2 cannot be a parameterized generic");
}

static const struct native_def alias_methods[] = {
    {"__mro_entries__", alias_mro_entries, "(self, bases, /)", NULL, NATIVE_METHOD},
    {"__instancecheck__", refuse_check, "(self, instance, /)", NULL, NATIVE_METHOD},
    {"__subclasscheck__", refuse_subclass_check, "(self, subclass, /)", NULL, NATIVE_METHOD},
    {"__reduce__", alias_reduce, "(self, /)", NULL, NATIVE_METHOD},
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

static const struct getset_def alias_getsets[] = {
    {"__origin__", alias_origin, NULL, NULL},
    {"__args__", alias_arguments, NULL, NULL},
    {"__parameters__", alias_parameters, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

struct type generic_alias_type = {
    TYPE_HEADER("GenericAlias", sizeof(struct generic_alias)),
    .module = "types",
    .doc = "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and "
           "t.__args__ is (int,).",
    .flags = TYPE_BASE | TYPE_WEAK_REFERABLE,
    .trace = alias_trace,
    .repr = alias_repr,
    .compare = alias_compare,
    .hash = alias_hash,
    .call = alias_call,
    .get_attribute = alias_get_attribute,
    .binary[BINARY_OR] = union_of_types,
    .new = alias_new,
    .methods = alias_methods,
    .getsets = alias_getsets,
};

/* ---- types.UnionType ---- */

static Value union_arguments(Value v)
{
    return ((const struct union_type *)v)->arguments;
}

static void union_trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct union_type *)self)->arguments);
}

static bool may_join(Value v)
{
    const struct type *type = value_type(v);
    return v == VALUE_NONE || value_is_type(v) || type == &generic_alias_type ||
           type == &union_type_type;
}

/* Adds what `v` stands for, each type once. */
static uint64_t add_members(Value *members, uint64_t n, Value v)
{
    const Value one = v == VALUE_NONE ? value_from_object(value_type(VALUE_NONE)) : v;
    bool is_union = value_type(v) == &union_type_type;
    uint64_t n_new = is_union ? value_to_tuple(union_arguments(v))->length : 1;
    for (uint64_t i = 0; i < n_new; i++) {
        Value member = is_union ? value_to_tuple(union_arguments(v))->items[i] : one;
        bool known = false;
        for (uint64_t k = 0; k < n; k++) {
            known |= members[k] == member;
        }
        if (!known) {
            members[n++] = member;
        }
    }
    return n;
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
    if (members == NULL) {
        return VALUE_ERROR;
    }
    uint64_t n = add_members(members->items, add_members(members->items, 0, v), w);
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
    if (!add_arguments(t, &b, union_arguments(self), " | ", true)) {
        return VALUE_ERROR;
    }
    return str_builder_finish(&b);
}

/* As sets. */
static Value union_compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    if ((op != COMPARE_EQ && op != COMPARE_NE) || value_type(other) != &union_type_type) {
        return VALUE_NOT_IMPLEMENTED;
    }
    const struct tuple *a = value_to_tuple(union_arguments(self));
    const struct tuple *b = value_to_tuple(union_arguments(other));
    enum truth same = a->length == b->length ? TRUTH_TRUE : TRUTH_FALSE;
    for (uint64_t i = 0; i < a->length && same == TRUTH_TRUE; i++) {
        same = object_contains(t, union_arguments(other), a->items[i]);
    }
    return same == TRUTH_ERROR ? VALUE_ERROR
                               : value_from_bool((same == TRUTH_TRUE) == (op == COMPARE_EQ));
}

static bool union_hash(struct thread *t, Value self, int64_t *hash)
{
    const struct tuple *tuple = value_to_tuple(union_arguments(self));
    *hash = (int64_t)tuple->length;
    for (uint64_t i = 0; i < tuple->length; i++) {
        int64_t one;
        if (!object_hash(t, tuple->items[i], &one)) {
            return false;
        }
        *hash ^= one; /* the order does not count */
    }
    *hash = *hash == -1 ? -2 : *hash;
    return true;
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

static const struct native_def union_methods[] = {
    {"__instancecheck__", union_instance_check, "(self, instance, /)", NULL, NATIVE_METHOD},
    {"__subclasscheck__", union_subclass_check, "(self, subclass, /)", NULL, NATIVE_METHOD},
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

static const struct getset_def union_getsets[] = {
    {"__args__", union_args, NULL, NULL},
    {"__parameters__", alias_parameters, NULL, NULL},
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
    .binary[BINARY_OR] = union_of_types,
    .methods = union_methods,
    .getsets = union_getsets,
};
