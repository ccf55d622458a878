#include "runtime/struct_sequence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/str.h"

/*
 * A tuple whose length is that of the visible fields; how many more items lie behind them stands in the upper bits of its
 * flag word, constant once it has been made.
 */
enum { N_HIDDEN_SHIFT = 24 };

static uint64_t n_hidden(const struct object *object)
{
    return load_relaxed(&object->lock_flags) >> N_HIDDEN_SHIFT;
}

static void trace(struct marker *m, struct object *self)
{
    struct tuple *tuple = (struct tuple *)self;
    mark_values(m, tuple->items, tuple->length + n_hidden(self));
}

/* The names of all fields. One that begins with an underscore is that of a later field, which is the one to be had. */
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
    str_builder_add_cstr(&b, type_name(type));
    str_builder_add_cstr(&b, "(");
    for (uint64_t i = 0; i < tuple->length && value_is_tuple(names); i++) {
        str_builder_add_cstr(&b, i == 0 ? "" : ", ");
        struct str *name = value_to_str(value_to_tuple(names)->items[i]);
        str_builder_add_slice(&b, value_from_object(name), str_at(name, 0) == '_', name->length);
        str_builder_add_cstr(&b, "=");
        str_builder_add_repr(&b, tuple->items[i]);
    }
    str_builder_add_cstr(&b, ")");
    return str_builder_finish(&b);
}

static bool set_attribute(struct thread *t, Value self, Value name, Value v)
{
    return field_index(t, self, name) >= 0
               ? raise_false(t, &AttributeError_type, "readonly attribute")
               : object_generic_set_attribute(t, self, name, v);
}

/* ---- making ---- */

static uint64_t class_number(struct thread *t, struct type *class, const char *name)
{
    Value key = str_intern_cstr(t, name);
    Value n = key == VALUE_ERROR ? key : type_lookup(t, class, key);
    return value_is_small_int(n) ? (uint64_t)value_to_small_int(n) : 0;
}

Value struct_sequence_new(struct thread *t, Value type, const Value *items, uint32_t n_fields)
{
    struct type *class = (struct type *)type;
    uint64_t n_visible = class_number(t, class, "n_sequence_fields");
    ASSERT(n_visible <= n_fields && n_fields - n_visible <= UINT8_MAX);
    struct tuple *tuple = gc_allocate(t, sizeof *tuple + n_fields * sizeof(Value), class);
    if (tuple == NULL) {
        return VALUE_ERROR;
    }
    object_set_flag(&tuple->base, (uint32_t)(n_fields - n_visible) << N_HIDDEN_SHIFT);
    memcpy(tuple->items, items, n_fields * sizeof(Value));
    tuple->length = n_visible;
    return value_from_object(tuple);
}

static bool check_length(struct thread *t, struct type *class, uint64_t n)
{
    Value names = field_names(t, class);
    uint64_t most = value_to_tuple(names)->length,
             least = class_number(t, class, "n_sequence_fields");
    if (n >= least && n <= most) {
        return true;
    }
    const char *bound = least == most ? "a " : n < least ? "an at least " : "an at most ";
    return raise_false(t, &TypeError_type, "%s() takes %s%d-sequence (%d-sequence given)",
                       type_name(class), bound, (int)(n < least ? least : most), (int)n);
}

/* A tuple of all fields; those that `given` has not come from the dict, or are None. */
static Value complete_items(struct thread *t, Value names, Value given, Value dict)
{
    uint64_t n = value_to_tuple(given)->length, n_fields = value_to_tuple(names)->length;
    Value items = tuple_new(t, NULL, n_fields);
    for (uint64_t i = 0; items != VALUE_ERROR && i < n_fields; i++) {
        Value item = i < n ? value_to_tuple(given)->items[i] : VALUE_UNBOUND;
        if (item == VALUE_UNBOUND && dict != VALUE_UNBOUND) {
            item = dict_get(t, value_to_dict(dict), value_to_tuple(names)->items[i]);
        }
        if (item == VALUE_ERROR) {
            return item;
        }
        value_to_tuple(items)->items[i] = item == VALUE_UNBOUND ? VALUE_NONE : item;
    }
    return items;
}

/* Class(sequence, dict={}): hidden fields come from the rest of the sequence, or by name; else they are None. */
static Value new (struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"structseq", "(sequence, dict={})", NULL};
    struct type *class = (struct type *)args[0];
    Value out[2];
    if (!arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, out)) {
        return VALUE_ERROR;
    }
    Value given = tuple_from_iterable(t, out[0]), names = field_names(t, class);
    if (given == VALUE_ERROR) {
        return error_swallow(t, &TypeError_type)
                   ? raise_error(t, &TypeError_type, "constructor requires a sequence")
                   : VALUE_ERROR;
    }
    if (out[1] != VALUE_UNBOUND && !value_is_dict(out[1])) {
        return raise_error(t, &TypeError_type, "%s() takes a dict as second arg, if any",
                           type_name(class));
    }
    if (!check_length(t, class, value_to_tuple(given)->length)) {
        return VALUE_ERROR;
    }
    Value items = complete_items(t, names, given, out[1]);
    return items == VALUE_ERROR ? items
                                : struct_sequence_new(t, args[0], value_to_tuple(items)->items,
                                                      (uint32_t)value_to_tuple(items)->length);
}

/* (class, (visible fields, {hidden ones by name})) */
static Value reduce(struct thread *t, Value *args, uint32_t n UNUSED, Value keyword_names UNUSED)
{
    const struct tuple *self = value_to_tuple(args[0]);
    Value names = field_names(t, value_type(args[0]));
    Value visible = tuple_new(t, self->items, self->length), hidden = dict_new(t);
    if (visible == VALUE_ERROR || hidden == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    for (uint64_t i = self->length; i < self->length + n_hidden(&self->base); i++) {
        if (!dict_set(t, value_to_dict(hidden), value_to_tuple(names)->items[i], self->items[i])) {
            return VALUE_ERROR;
        }
    }
    Value state = tuple_pair(t, visible, hidden);
    return state == VALUE_ERROR ? state
                                : tuple_pair(t, value_from_object(value_type(args[0])), state);
}

/* ---- classes ---- */

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

/* What __match_args__ and the counts say. */
static bool describe(struct thread *t, struct dict *namespace, Value names, uint32_t n_visible)
{
    const struct tuple *all = value_to_tuple(names);
    uint32_t n_unnamed = 0;
    while (n_unnamed < n_visible &&
           str_at(value_to_str(all->items[n_visible - 1 - n_unnamed]), 0) == '_') {
        n_unnamed++;
    }
    Value shown = tuple_new(t, all->items, n_visible - n_unnamed);
    return shown != VALUE_ERROR && dict_set_cstr(t, namespace, "_fields", names) &&
           dict_set_cstr(t, namespace, "__match_args__", shown) &&
           dict_set_cstr(t, namespace, "n_sequence_fields", value_from_small_int(n_visible)) &&
           dict_set_cstr(t, namespace, "n_unnamed_fields", value_from_small_int(n_unnamed)) &&
           dict_set_cstr(t, namespace, "n_fields", value_from_small_int((int64_t)all->length));
}

/* The fields are no descriptors of the class: dir() must be told of them. */
static Value list_names(struct thread *t, Value *args, uint32_t n_args UNUSED,
                        Value keyword_names UNUSED)
{
    Value of_object = type_lookup(t, &object_type, name___dir__);
    Value list = call_1(t, of_object, args[0]);
    const struct tuple *fields = value_to_tuple(field_names(t, value_type(args[0])));
    for (uint64_t i = 0; list != VALUE_ERROR && i < fields->length; i++) {
        if (str_at(value_to_str(fields->items[i]), 0) != '_' &&
            !list_append(t, value_to_list(list), fields->items[i])) {
            return VALUE_ERROR;
        }
    }
    return list;
}

static const struct native_def methods[] = {
    {"__dir__", list_names, "(self, /)", NULL, NATIVE_METHOD},
    {"__reduce__", reduce, "(self, /)", NULL, NATIVE_METHOD},
};

/* `full_name`: malloc'ed, the type's from now on. */
static bool complete(struct thread *t, struct type *class, char *full_name)
{
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        Value name = str_intern_cstr(t, methods[i].name);
        Value method = name == VALUE_ERROR ? name : method_descriptor_new(t, &methods[i], class);
        if (method == VALUE_ERROR ||
            !type_set_attribute(t, value_from_object(class), name, method)) {
            return false;
        }
    }
    if (!type_set_attribute(t, value_from_object(class), name___slots__, VALUE_UNBOUND)) {
        return false;
    }
    class->full_name = full_name;
    class->trace = trace;
    class->get_attribute = get_attribute;
    class->set_attribute = set_attribute;
    class->repr = repr;
    class->new = new;
    atomic_and(&class->flags, ~(uint32_t)TYPE_BASE);
    return true;
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
    if (bases == VALUE_ERROR || !describe(t, value_to_dict(namespace), names, n_visible) ||
        !dict_set_str(t, value_to_dict(namespace), name___slots__, tuple_empty) ||
        !dict_set_str(t, value_to_dict(namespace), name___module__, module_value)) {
        return VALUE_ERROR;
    }
    Value made = type_new(t, &type_type, type_name_value, bases, namespace, VALUE_UNBOUND, NULL);
    size_t size = strlen(module) + strlen(name) + 2;
    char *full_name = made == VALUE_ERROR ? NULL : malloc(size);
    if (full_name == NULL) {
        return made == VALUE_ERROR ? made : raise_no_memory(t);
    }
    bool is_builtin = strcmp(module, "builtins") == 0;
    snprintf(full_name, size, "%s%s%s", is_builtin ? "" : module, is_builtin ? "" : ".", name);
    return complete(t, (struct type *)made, full_name) ? made : VALUE_ERROR;
}

static Value refuse_new(struct thread *t, Value *args, uint32_t n_args UNUSED,
                        Value keyword_names UNUSED)
{
    return raise_error(t, &TypeError_type, "cannot create '%s' instances",
                       ((struct type *)args[0])->full_name);
}

bool struct_sequence_forbid_new(struct thread *t, struct type *class)
{
    class->new = refuse_new;
    Value new = native_new_attribute(t, class);
    return new != VALUE_ERROR &&dict_set_str(t, class->attributes, name___new__, new);
}
