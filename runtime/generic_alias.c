#include "runtime/generic_alias.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/iterators.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static struct generic_alias *as_alias(Value v)
{
    return (struct generic_alias *)v;
}

static Value make(struct thread *t, struct type *type, Value origin, Value arguments, bool starred)
{
    if (!value_is_tuple(arguments) &&
        (arguments = tuple_of(t, (size_t)1, arguments)) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    struct generic_alias *alias = gc_new(t, type);
    if (alias == NULL) {
        return VALUE_ERROR;
    }
    alias->origin = origin;
    alias->arguments = arguments;
    alias->starred = starred;
    return value_from_object(alias);
}

Value generic_alias_new(struct thread *t, Value origin, Value arguments)
{
    return make(t, &generic_alias_type, origin, arguments, false);
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

bool generic_add_arguments(struct thread *t, struct str_builder *b, Value arguments,
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
    str_builder_add_cstr(&b, as_alias(self)->starred ? "*" : "");
    str_builder_add_str(&b, origin);
    str_builder_add_cstr(&b, "[");
    if (value_to_tuple(as_alias(self)->arguments)->length == 0) {
        str_builder_add_cstr(&b, "()");
    }
    if (!generic_add_arguments(t, &b, as_alias(self)->arguments, ", ", false)) {
        return VALUE_ERROR;
    }
    str_builder_add_cstr(&b, "]");
    return str_builder_finish(&b);
}

/* ---- iter(alias) ---- */

/* Its only item is the alias with a star, for tuple[*tuple[int, ...]]. */
struct alias_iterator {
    struct object base;
    Value alias; /* value_load, value_store; UNBOUND at the end */
};

static Value alias_iter(struct thread *t, Value self)
{
    struct alias_iterator *made = gc_allocate(t, sizeof *made, &generic_alias_iterator_type);
    if (made == NULL) {
        return VALUE_ERROR;
    }
    made->alias = self;
    return value_from_object(made);
}

static void iterator_trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct alias_iterator *)self)->alias);
}

static Value iterator_next_alias(struct thread *t, Value self)
{
    Value alias = value_load(&((struct alias_iterator *)self)->alias);
    if (alias == VALUE_UNBOUND) {
        return alias;
    }
    value_store(&((struct alias_iterator *)self)->alias, VALUE_UNBOUND);
    return make(t, &generic_alias_type, as_alias(alias)->origin, as_alias(alias)->arguments, true);
}

static Value reduce_iterator(struct thread *t, Value *args, UNUSED uint32_t n_args,
                             UNUSED Value names)
{
    Value alias = value_load(&((struct alias_iterator *)args[0])->alias);
    Value arguments = tuple_of(t, (size_t)1, alias == VALUE_UNBOUND ? tuple_empty : alias);
    Value builtin = dict_get_cstr(t, value_to_dict(builtins_dict), "iter");
    return arguments == VALUE_ERROR ? arguments : tuple_of(t, (size_t)2, builtin, arguments);
}

static const struct native_def iterator_methods[] = {
    {"__reduce__", reduce_iterator, "(self, /)", "Return state information for pickling.",
     NATIVE_METHOD},
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

struct type generic_alias_iterator_type = {
    TYPE_HEADER("generic_alias_iterator", sizeof(struct alias_iterator)),
    .trace = iterator_trace,
    .iter = iterator_self,
    .next = iterator_next_alias,
    .methods = iterator_methods,
};

/* ---- types.GenericAlias ---- */

static void alias_trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct generic_alias *)self)->origin);
    mark_value(m, ((struct generic_alias *)self)->arguments);
    mark_value(m, ((struct generic_alias *)self)->parameters);
}

static Value alias_new(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    if (!reject_keywords(t, "GenericAlias", keyword_names) ||
        !check_arg_count(t, "GenericAlias", n_args - 1, 2, 2)) {
        return VALUE_ERROR;
    }
    return make(t, (struct type *)args[0], args[1], args[2], false);
}

static Value alias_call(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value self = args[-1];
    Value made = call(t, as_alias(self)->origin, args, n_args, keyword_names);
    if (made == VALUE_ERROR || object_set_attribute(t, made, name___orig_class__, self) ||
        error_swallow(t, &AttributeError_type) || error_swallow(t, &TypeError_type)) {
        return made;
    }
    return VALUE_ERROR;
}

/* A few names are the alias's own; all others are the origin's. */
static const char *const own_names[] = {
    "__class__",       "__origin__",     "__args__",
    "__unpacked__",    "__parameters__", "__typing_unpacked_tuple_args__",
    "__mro_entries__", "__reduce_ex__",  "__reduce__",
    "__copy__",        "__deepcopy__",
};

static bool is_own_name(Value name)
{
    for (size_t i = 0; i < COUNT_OF(own_names); i++) {
        if (str_equals_cstr(name, own_names[i])) {
            return true;
        }
    }
    return false;
}

static Value alias_get_attribute(struct thread *t, Value self, Value name)
{
    if (is_own_name(name)) {
        return object_generic_get_attribute(t, self, name);
    }
    return object_get_attribute(t, as_alias(self)->origin, name);
}

static Value alias_compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !value_is_instance(other, &generic_alias_type)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    if (as_alias(self)->starred != as_alias(other)->starred) {
        return value_from_bool(op == COMPARE_NE);
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

static Value alias_parameters(struct thread *t, Value self)
{
    return generic_parameters(t, as_alias(self)->arguments, &as_alias(self)->parameters);
}

static Value alias_unpacked(UNUSED struct thread *t, Value self)
{
    return value_from_bool(as_alias(self)->starred);
}

/* What *tuple[...] stands for. */
static Value alias_unpacked_arguments(UNUSED struct thread *t, Value self)
{
    bool is_tuple = as_alias(self)->origin == value_from_object(&tuple_type);
    return as_alias(self)->starred && is_tuple ? as_alias(self)->arguments : VALUE_NONE;
}

/* dict[K, list[V]][int, str] */
static Value alias_get_item(struct thread *t, Value self, Value item)
{
    const struct generic_alias *alias = as_alias(self);
    Value parameters = alias_parameters(t, self);
    Value arguments = parameters == VALUE_ERROR
                          ? parameters
                          : generic_substitute(t, self, alias->arguments, parameters, item);
    return arguments == VALUE_ERROR
               ? arguments
               : make(t, &generic_alias_type, alias->origin, arguments, alias->starred);
}

static Value alias_mro_entries(struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value names)
{
    return tuple_of(t, (size_t)1, as_alias(args[0])->origin);
}

static Value alias_reduce(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    const struct generic_alias *alias = as_alias(args[0]);
    if (alias->starred) { /* next(iter(alias)) */
        Value plain = make(t, &generic_alias_type, alias->origin, alias->arguments, false);
        Value iterator = plain == VALUE_ERROR ? plain : object_iter(t, plain);
        Value next = dict_get_cstr(t, value_to_dict(builtins_dict), "next");
        Value only = iterator == VALUE_ERROR ? iterator : tuple_of(t, (size_t)1, iterator);
        return only == VALUE_ERROR ? only : tuple_of(t, (size_t)2, next, only);
    }
    Value pair = tuple_of(t, (size_t)2, alias->origin, alias->arguments);
    return pair == VALUE_ERROR
               ? pair
               : tuple_of(t, (size_t)2, value_from_object(&generic_alias_type), pair);
}

static Value alias_dir(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    Value all = object_dir(t, as_alias(args[0])->origin);
    for (size_t i = 0; all != VALUE_ERROR && i < COUNT_OF(own_names); i++) {
        Value name = str_intern_cstr(t, own_names[i]);
        enum truth known = name == VALUE_ERROR ? TRUTH_ERROR : object_contains(t, all, name);
        if (known == TRUTH_ERROR ||
            (known == TRUTH_FALSE && !list_append(t, value_to_list(all), name))) {
            return VALUE_ERROR;
        }
    }
    return all;
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
    {"__dir__", alias_dir, "(self, /)", NULL, NATIVE_METHOD},
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

static const struct getset_def alias_members[] = {
    {"__origin__", alias_origin, NULL, NULL},
    {"__args__", alias_arguments, NULL, NULL},
    {"__unpacked__", alias_unpacked, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const struct getset_def alias_getsets[] = {
    {"__parameters__", alias_parameters, NULL, NULL},
    {"__typing_unpacked_tuple_args__", alias_unpacked_arguments, NULL, NULL},
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
    .get_item = alias_get_item,
    .iter = alias_iter,
    .binary[BINARY_OR] = union_of_types,
    .new = alias_new,
    .methods = alias_methods,
    .getsets = alias_getsets,
    .members = alias_members,
};
