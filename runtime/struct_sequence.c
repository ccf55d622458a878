#include "runtime/struct_sequence.h"

#include <string.h>

#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/native.h"
#include "runtime/str.h"

/* The names of the fields, in the class's __match_args__; the hidden ones behind, in `_hidden`. */
static Value field_names(struct thread *t, struct type *type)
{
    Value name = str_intern_cstr(t, "_fields");
    return name == VALUE_ERROR ? name : type_lookup(t, type, name);
}

static int64_t field_index(struct thread *t, Value self, Value name)
{
    Value names = field_names(t, value_type(self));
    if (!value_is_tuple(names)) {
        return -1;
    }
    const struct tuple *tuple = value_to_tuple(names);
    for (uint64_t i = 0; i < tuple->length; i++) {
        if (tuple->items[i] == name ||
            str_equal(value_to_str(tuple->items[i]), value_to_str(name))) {
            return (int64_t)i;
        }
    }
    return -1;
}

static Value get_attribute(struct thread *t, Value self, Value name)
{
    int64_t i = field_index(t, self, name);
    return i >= 0 ? value_to_tuple(self)->items[i] : object_generic_get_attribute(t, self, name);
}

static Value repr(struct thread *t, Value self)
{
    const struct type *type = value_type(self);
    const struct tuple *tuple = value_to_tuple(self);
    Value names = field_names(t, value_type(self));
    struct str_builder b;
    str_builder_init(&b, t);
    Value module = type_lookup(t, value_type(self), name___module__);
    if (value_is_str(module) && !str_equals_cstr(module, "builtins")) {
        str_builder_add_str(&b, module);
        str_builder_add_cstr(&b, ".");
    }
    str_builder_add_cstr(&b, type_name(type));
    str_builder_add_cstr(&b, "(");
    for (uint64_t i = 0; i < tuple->length && value_is_tuple(names); i++) {
        str_builder_add_cstr(&b, i == 0 ? "" : ", ");
        str_builder_add_str(&b, value_to_tuple(names)->items[i]);
        str_builder_add_cstr(&b, "=");
        str_builder_add_repr(&b, tuple->items[i]);
    }
    str_builder_add_cstr(&b, ")");
    return str_builder_finish(&b);
}

static Value name_tuple(struct thread *t, const char *const *fields)
{
    size_t n = 0;
    while (fields[n] != NULL) {
        n++;
    }
    Value names = tuple_new(t, NULL, n);
    for (size_t i = 0; names != VALUE_ERROR && i < n; i++) {
        Value name = str_intern_cstr(t, fields[i]);
        if (name == VALUE_ERROR) {
            return name;
        }
        value_to_tuple(names)->items[i] = name;
    }
    return names;
}

Value struct_sequence_type_new(struct thread *t, const char *module, const char *name,
                               const char *const *fields, uint32_t n_visible)
{
    Value names = name_tuple(t, fields);
    Value type_name_value = names == VALUE_ERROR ? names : str_intern_cstr(t, name);
    Value module_value =
        type_name_value == VALUE_ERROR ? type_name_value : str_intern_cstr(t, module);
    Value namespace = module_value == VALUE_ERROR ? module_value : dict_new(t);
    Value bases =
        namespace == VALUE_ERROR ? namespace : tuple_of(t, 1, value_from_object(&tuple_type));
    Value no_slots = tuple_empty;
    if (bases == VALUE_ERROR || !dict_set_cstr(t, value_to_dict(namespace), "_fields", names) ||
        !dict_set_cstr(t, value_to_dict(namespace), "n_sequence_fields",
                       value_from_small_int(n_visible)) ||
        !dict_set_str(t, value_to_dict(namespace), name___slots__, no_slots) ||
        !dict_set_str(t, value_to_dict(namespace), name___module__, module_value)) {
        return VALUE_ERROR;
    }
    Value made = type_new(t, &type_type, type_name_value, bases, namespace, VALUE_UNBOUND, NULL);
    if (made != VALUE_ERROR) {
        ((struct type *)made)->get_attribute = get_attribute;
        ((struct type *)made)->repr = repr;
    }
    return made;
}

Value struct_sequence_new(struct thread *t, Value type, const Value *items, uint32_t n_fields)
{
    size_t size = sizeof(struct tuple) + n_fields * sizeof(Value);
    struct type *class = (struct type *)type;
    Value shown = type_lookup(t, class, str_intern_cstr(t, "n_sequence_fields"));
    struct tuple *tuple = gc_allocate(t, size, class);
    if (tuple == NULL) {
        return VALUE_ERROR;
    }
    tuple->length = value_is_small_int(shown) ? (uint64_t)value_to_small_int(shown) : n_fields;
    memcpy(tuple->items, items, n_fields * sizeof(Value));
    return value_from_object(tuple);
}
