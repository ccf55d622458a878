/* `__slots__` of a class body: what it names, checked and mangled. */
#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/type_private.h"

static Value as_tuple(struct thread *t, Value slots)
{
    return value_is_str(slots) ? tuple_of(t, (size_t)1, slots) : tuple_from_iterable(t, slots);
}

static bool check_identifier(struct thread *t, Value name)
{
    if (!value_is_str(name)) {
        return raise_false(t, &TypeError_type, "__slots__ items must be strings, not '%T'", name);
    }
    return str_is_identifier(value_to_str(name)) ||
           raise_false(t, &TypeError_type, "__slots__ must be identifiers");
}

/* __x in class C means _C__x; leading underscores of the class do not count. */
static Value mangle(struct thread *t, Value class_name, Value name)
{
    const struct str *s = value_to_str(name), *c = value_to_str(class_name);
    uint64_t n = s->length, skip = 0;
    bool is_private = n >= 2 && str_at(s, 0) == '_' && str_at(s, 1) == '_';
    bool is_dunder = n >= 2 && str_at(s, n - 1) == '_' && str_at(s, n - 2) == '_';
    while (skip < c->length && str_at(c, skip) == '_') {
        skip++;
    }
    if (!is_private || is_dunder || skip == c->length) {
        return name;
    }
    Value stripped = str_slice(t, class_name, (int64_t)skip, (int64_t)c->length);
    return stripped == VALUE_ERROR ? VALUE_ERROR : str_format(t, "_%V%V", stripped, name);
}

static bool check_conflict(struct thread *t, struct dict *namespace, Value name)
{
    if (name == name___qualname__ || name == name___classcell__) {
        return true; /* these do not stay in the class */
    }
    return dict_get_str(namespace, name) == VALUE_UNBOUND ||
           raise_false(t, &ValueError_type, "%R in __slots__ conflicts with class variable", name);
}

static bool add_special(struct thread *t, bool *wanted, const char *message)
{
    if (*wanted) {
        return raise_false(t, &TypeError_type, "%s", message);
    }
    *wanted = true;
    return true;
}

static bool add_slot(struct thread *t, struct slots_spec *spec, struct list *names,
                     Value class_name, struct dict *namespace, Value name)
{
    if (!check_identifier(t, name) || (name = attribute_name(t, name)) == VALUE_ERROR) {
        return false;
    }
    if (name == name___dict__) {
        return add_special(t, &spec->wants_dict, DICT_SLOT_DISALLOWED);
    }
    if (name == name___weakref__) {
        return add_special(t, &spec->wants_weakref, WEAKREF_SLOT_DISALLOWED);
    }
    name = mangle(t, class_name, name);
    if (name == VALUE_ERROR || (name = attribute_name(t, name)) == VALUE_ERROR) {
        return false;
    }
    return check_conflict(t, namespace, name) && list_append(t, names, name);
}

bool type_slots_read(struct thread *t, struct slots_spec *spec, Value class_name,
                     struct dict *namespace)
{
    Value slots = dict_get_str(namespace, name___slots__);
    *spec = (struct slots_spec){.is_given = slots != VALUE_UNBOUND, .names = tuple_empty};
    if (!spec->is_given) {
        return true;
    }
    Value tuple = as_tuple(t, slots), names = list_new(t, 4);
    if (tuple == VALUE_ERROR || names == VALUE_ERROR) {
        return false;
    }
    spec->is_empty = value_to_tuple(tuple)->length == 0;
    for (uint64_t i = 0; i < value_to_tuple(tuple)->length; i++) {
        Value name = value_to_tuple(tuple)->items[i];
        if (!add_slot(t, spec, (struct list *)names, class_name, namespace, name)) {
            return false;
        }
    }
    /* In the order of the names, so that classes with the same ones have the same layout. */
    if (!list_sort(t, (struct list *)names, VALUE_UNBOUND, false)) {
        return false;
    }
    spec->names = list_to_tuple(t, (struct list *)names);
    return spec->names != VALUE_ERROR;
}
