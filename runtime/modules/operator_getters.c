#include "runtime/modules/operator_getters.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/repr_guard.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* The layout of all three. Immutable. */
struct getter {
    struct object base;
    Value given; /* tuple: the positional arguments that it was made with */
    /* attrgetter: for each of these, the name, or a tuple of names where it has dots. methodcaller: a dict of keywords, or
       UNBOUND. */
    Value prepared;
};

static const struct getter *as_getter(Value v)
{
    return (const struct getter *)v;
}

static void trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct getter *)self)->given);
    mark_value(m, ((struct getter *)self)->prepared);
}

/* args[0] is the class. */
static Value make(struct thread *t, Value *args, uint32_t n_args, Value prepared)
{
    Value given = tuple_new(t, args + 1, n_args - 1);
    struct getter *getter = given == VALUE_ERROR ? NULL : gc_new(t, (struct type *)args[0]);
    if (getter == NULL) {
        return VALUE_ERROR;
    }
    getter->given = given;
    getter->prepared = prepared;
    return value_from_object(getter);
}

/* The only argument of a call. UNBOUND: TypeError. */
static Value only_argument(struct thread *t, const char *name, Value *args, uint32_t n_args,
                           Value keyword_names)
{
    return reject_keywords(t, name, keyword_names) && check_arg_count(t, name, n_args, 1, 1)
               ? args[0]
               : VALUE_UNBOUND;
}

/* ask(getter, v, i) for each of what was given: the answer, or a tuple of several. */
static Value ask_all(struct thread *t, const struct getter *getter, Value v,
                     Value (*ask)(struct thread *t, const struct getter *getter, Value v,
                                  uint64_t i))
{
    uint64_t n = value_to_tuple(getter->given)->length;
    if (n == 1) {
        return ask(t, getter, v, 0);
    }
    Value answers = tuple_new(t, NULL, n);
    for (uint64_t i = 0; answers != VALUE_ERROR && i < n; i++) {
        Value answer = ask(t, getter, v, i);
        if (answer == VALUE_ERROR) {
            return VALUE_ERROR;
        }
        value_to_tuple(answers)->items[i] = answer;
    }
    return answers;
}

/* ---- text and pickling ---- */

static void add_keywords(struct str_builder *b, struct dict *keywords)
{
    uint64_t position = 0;
    Value name, v;
    while (dict_next(keywords, &position, &name, &v)) {
        str_builder_add_cstr(b, ", ");
        str_builder_add_value(b, name);
        str_builder_add_cstr(b, "=");
        str_builder_add_repr(b, v);
    }
}

static Value repr(struct thread *t, Value self)
{
    const struct getter *getter = as_getter(self);
    const char *name = value_type_name(self);
    enum truth entered = repr_enter(t, self);
    if (entered != TRUTH_TRUE) {
        return entered == TRUTH_ERROR ? VALUE_ERROR : str_format(t, "%s(...)", name);
    }
    struct str_builder b;
    str_builder_init(&b, t);
    str_builder_add_cstr(&b, name);
    str_builder_add_cstr(&b, "(");
    for (uint64_t i = 0; i < value_to_tuple(getter->given)->length; i++) {
        str_builder_add_cstr(&b, i == 0 ? "" : ", ");
        str_builder_add_repr(&b, value_to_tuple(getter->given)->items[i]);
    }
    if (getter->prepared != VALUE_UNBOUND && value_is_dict(getter->prepared)) {
        add_keywords(&b, value_to_dict(getter->prepared));
    }
    str_builder_add_cstr(&b, ")");
    repr_leave(t, self);
    return str_builder_finish(&b);
}

static Value reduce(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    return tuple_of(t, (size_t)2, value_from_object(value_type(args[0])),
                    as_getter(args[0])->given);
}

/* Keywords go by way of functools.partial. */
static Value reduce_caller(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value names)
{
    const struct getter *getter = as_getter(args[0]);
    if (getter->prepared == VALUE_UNBOUND) {
        return reduce(t, args, 1, VALUE_UNBOUND);
    }
    Value module_name = str_intern_cstr(t, "functools"), name = str_intern_cstr(t, "partial");
    Value module = module_name == VALUE_ERROR ? module_name : import_module(t, module_name);
    Value partial = module == VALUE_ERROR || name == VALUE_ERROR
                        ? VALUE_ERROR
                        : object_get_attribute(t, module, name);
    const struct tuple *given = value_to_tuple(getter->given);
    Value first =
        partial == VALUE_ERROR
            ? VALUE_ERROR
            : tuple_of(t, (size_t)2, value_from_object(value_type(args[0])), given->items[0]);
    Value made = first == VALUE_ERROR ? first : call_tuple(t, partial, first, getter->prepared);
    Value rest = made == VALUE_ERROR ? made : tuple_new(t, given->items + 1, given->length - 1);
    return rest == VALUE_ERROR ? rest : tuple_of(t, (size_t)2, made, rest);
}

static const struct native_def getter_methods[] = {
    {"__reduce__", reduce, "(self, /)", "Return state information for pickling", NATIVE_METHOD},
    {0},
};

static const struct native_def caller_methods[] = {
    {"__reduce__", reduce_caller, "(self, /)", "Return state information for pickling",
     NATIVE_METHOD},
    {0},
};

/* ---- itemgetter ---- */

static Value new_item_getter(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    if (!reject_keywords(t, "itemgetter", keyword_names) ||
        !check_arg_count(t, "itemgetter", n_args - 1, 1, n_args > 1 ? n_args : 1)) {
        return VALUE_ERROR;
    }
    return make(t, args, n_args, VALUE_UNBOUND);
}

static Value ask_item(struct thread *t, const struct getter *getter, Value v, uint64_t i)
{
    return object_get_item(t, v, value_to_tuple(getter->given)->items[i]);
}

static Value call_item_getter(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value v = only_argument(t, "itemgetter", args, n_args, keyword_names);
    return v == VALUE_UNBOUND ? VALUE_ERROR : ask_all(t, as_getter(args[-1]), v, ask_item);
}

struct type item_getter_type = {
    TYPE_HEADER("itemgetter", sizeof(struct getter)),
    .text_signature = "(item, /, *items)",
    .module = "operator",
    .doc = "A callable that gives the items of its argument: itemgetter(2)(r) is r[2], and\n"
           "itemgetter(2, 5)(r) is (r[2], r[5]).",
    .trace = trace,
    .new = new_item_getter,
    .call = call_item_getter,
    .repr = repr,
    .methods = getter_methods,
};

/* ---- attrgetter ---- */

static Value split_name(struct thread *t, Value name)
{
    Value dot = str_from_code_point(t, '.'), parts = VALUE_ERROR, split = VALUE_ERROR;
    if (dot != VALUE_ERROR && (split = str_intern_cstr(t, "split")) != VALUE_ERROR) {
        parts = call_method_1(t, name, split, dot);
    }
    for (uint64_t i = 0; parts != VALUE_ERROR && i < list_length(value_to_list(parts)); i++) {
        Value part = attribute_name(t, list_get(value_to_list(parts), i));
        if (part == VALUE_ERROR || !list_set(value_to_list(parts), i, part)) {
            return VALUE_ERROR;
        }
    }
    return parts == VALUE_ERROR ? parts : list_to_tuple(t, value_to_list(parts));
}

static Value prepare_name(struct thread *t, Value name)
{
    if (!value_is_str(name)) {
        return raise_error(t, &TypeError_type, "attribute name must be a string");
    }
    const struct str *s = value_to_str(name);
    for (uint64_t i = 0; i < s->length; i++) {
        if (str_at(s, i) == '.') {
            return split_name(t, name);
        }
    }
    return attribute_name(t, name);
}

static Value new_attribute_getter(struct thread *t, Value *args, uint32_t n_args,
                                  Value keyword_names)
{
    if (!reject_keywords(t, "attrgetter", keyword_names) ||
        !check_arg_count(t, "attrgetter", n_args - 1, 1, n_args > 1 ? n_args : 1)) {
        return VALUE_ERROR;
    }
    Value prepared = tuple_new(t, NULL, n_args - 1);
    for (uint32_t i = 1; prepared != VALUE_ERROR && i < n_args; i++) {
        Value name = prepare_name(t, args[i]);
        if (name == VALUE_ERROR) {
            return VALUE_ERROR;
        }
        value_to_tuple(prepared)->items[i - 1] = name;
    }
    return prepared == VALUE_ERROR ? prepared : make(t, args, n_args, prepared);
}

static Value ask_attribute(struct thread *t, const struct getter *getter, Value v, uint64_t i)
{
    Value name = value_to_tuple(getter->prepared)->items[i];
    if (!value_is_tuple(name)) {
        return object_get_attribute(t, v, name);
    }
    const struct tuple *path = value_to_tuple(name);
    for (uint64_t k = 0; v != VALUE_ERROR && k < path->length; k++) {
        v = object_get_attribute(t, v, path->items[k]);
    }
    return v;
}

static Value call_attribute_getter(struct thread *t, Value *args, uint32_t n_args,
                                   Value keyword_names)
{
    Value v = only_argument(t, "attrgetter", args, n_args, keyword_names);
    return v == VALUE_UNBOUND ? VALUE_ERROR : ask_all(t, as_getter(args[-1]), v, ask_attribute);
}

struct type attribute_getter_type = {
    TYPE_HEADER("attrgetter", sizeof(struct getter)),
    .text_signature = "(attr, /, *attrs)",
    .module = "operator",
    .doc =
        "A callable that gives the attributes of its argument: attrgetter('name')(r) is r.name,\n"
        "attrgetter('name', 'date')(r) is (r.name, r.date), and attrgetter('name.first')(r) is\n"
        "r.name.first.",
    .trace = trace,
    .new = new_attribute_getter,
    .call = call_attribute_getter,
    .repr = repr,
    .methods = getter_methods,
};

/* ---- methodcaller ---- */

static Value new_method_caller(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    if (n_args < 2) {
        return raise_error(t, &TypeError_type,
                           "methodcaller needs at least one argument, the method name");
    }
    if (!value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "method name must be a string");
    }
    uint32_t n_keywords = keyword_count(keyword_names);
    Value keywords = n_keywords == 0 ? VALUE_UNBOUND : dict_new(t);
    for (uint32_t i = 0; keywords != VALUE_ERROR && i < n_keywords; i++) {
        Value name = value_to_tuple(keyword_names)->items[i];
        if (!dict_set(t, value_to_dict(keywords), name, args[n_args + i])) {
            return VALUE_ERROR;
        }
    }
    Value name = keywords == VALUE_ERROR ? VALUE_ERROR : attribute_name(t, args[1]);
    Value made = name == VALUE_ERROR ? name : make(t, args, n_args, keywords);
    if (made != VALUE_ERROR) {
        value_to_tuple(as_getter(made)->given)->items[0] = name;
    }
    return made;
}

static Value call_method_caller(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    const struct getter *getter = as_getter(args[-1]);
    Value v = only_argument(t, "methodcaller", args, n_args, keyword_names);
    if (v == VALUE_UNBOUND) {
        return VALUE_ERROR;
    }
    const struct tuple *given = value_to_tuple(getter->given);
    if (given->length == 1 && getter->prepared == VALUE_UNBOUND) {
        return call_method_0(t, v, given->items[0]);
    }
    Value method = object_get_attribute(t, v, given->items[0]);
    Value rest = method == VALUE_ERROR ? method : tuple_new(t, given->items + 1, given->length - 1);
    return rest == VALUE_ERROR ? rest : call_tuple(t, method, rest, getter->prepared);
}

struct type method_caller_type = {
    TYPE_HEADER("methodcaller", sizeof(struct getter)),
    .text_signature = "(name, /, *args, **kwargs)",
    .module = "operator",
    .doc =
        "A callable that calls a method of its argument: methodcaller('name', 'date', foo=1)(r)\n"
        "is r.name('date', foo=1).",
    .trace = trace,
    .new = new_method_caller,
    .call = call_method_caller,
    .repr = repr,
    .methods = caller_methods,
};
