/* BaseException: what all exceptions have. The layouts with more fields: exception_layouts.c. */
#include "runtime/exception.h"

#include <stddef.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/exception_layouts.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/shape.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static struct exception *self_of(Value self)
{
    return (struct exception *)self;
}

void exception_trace_base(struct marker *m, struct exception *e)
{
    const Value fields[] = {e->args, e->traceback, e->context, e->cause};
    mark_values(m, fields, COUNT_OF(fields));
}

/* --- Creation --- */

Value exception_base_new(struct thread *t, Value *args, uint32_t n_args, Value keyword_names UNUSED)
{
    struct exception *e = gc_new(t, (struct type *)args[0]);
    if (e == NULL) {
        return VALUE_ERROR;
    }
    Value tuple = tuple_new(t, args + 1, n_args - 1);
    if (tuple == VALUE_ERROR) {
        return tuple;
    }
    e->args = tuple;
    return value_from_object(e);
}

/* Are these the items of the tuple, as is usual after __new__ has had them? */
static bool holds(Value tuple, const Value *items, uint32_t n)
{
    if (!value_is_tuple(tuple) || value_to_tuple(tuple)->length != n) {
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (value_to_tuple(tuple)->items[i] != items[i]) {
            return false;
        }
    }
    return true;
}

bool exception_base_init(struct thread *t, Value self, Value *args, uint32_t n_args,
                         Value keyword_names)
{
    if (!reject_keywords(t, value_type(self)->name, keyword_names)) {
        return false;
    }
    if (holds(value_load(&self_of(self)->args), args, n_args)) {
        return true;
    }
    Value tuple = tuple_new(t, args, n_args);
    if (tuple == VALUE_ERROR) {
        return false;
    }
    value_store(&self_of(self)->args, tuple);
    return true;
}

Value exception_triple(struct thread *t, Value exception)
{
    if (exception == VALUE_UNBOUND || exception == VALUE_NONE) {
        return tuple_of(t, 3, VALUE_NONE, VALUE_NONE, VALUE_NONE);
    }
    Value traceback = value_load(&((struct exception *)exception)->traceback);
    return tuple_of(t, 3, value_from_object(value_type(exception)), exception,
                    traceback == VALUE_UNBOUND ? VALUE_NONE : traceback);
}

Value exception_new(struct thread *t, struct type *type, Value *args, uint32_t n_args)
{
    Value on_stack[10];
    if (n_args + 2 > COUNT_OF(on_stack)) {
        Value tuple = tuple_new(t, args, n_args);
        return tuple == VALUE_ERROR ? tuple
                                    : call_tuple(t, value_from_object(type), tuple, VALUE_UNBOUND);
    }
    on_stack[0] = VALUE_UNBOUND;
    if (n_args > 0) {
        memcpy(on_stack + 1, args, n_args * sizeof(Value));
    }
    return call(t, value_from_object(type), on_stack + 1, n_args, VALUE_UNBOUND);
}

Value exception_type_new(struct thread *t, const char *module, const char *name, struct type *base,
                         const char *doc)
{
    Value bases = tuple_of(t, 1, value_from_object(base)), namespace = dict_new(t);
    Value module_name = str_from_cstr(t, module), class_name = str_intern_cstr(t, name);
    Value text = doc == NULL ? VALUE_NONE : str_from_cstr(t, doc);
    if (bases == VALUE_ERROR || namespace == VALUE_ERROR || module_name == VALUE_ERROR ||
        class_name == VALUE_ERROR || text == VALUE_ERROR ||
        !dict_set_str(t, value_to_dict(namespace), name___module__, module_name) ||
        !dict_set_str(t, value_to_dict(namespace), name___doc__, text)) {
        return VALUE_ERROR;
    }
    return type_new(t, &type_type, class_name, bases, namespace, VALUE_UNBOUND, NULL);
}

enum truth exception_matches(struct thread *t, Value exception, Value classes)
{
    if (!value_is_tuple(classes)) {
        return type_is_subtype(value_type(exception), (struct type *)classes) ? TRUTH_TRUE
                                                                              : TRUTH_FALSE;
    }
    const struct tuple *tuple = value_to_tuple(classes);
    for (uint64_t i = 0; i < tuple->length; i++) {
        if (exception_matches(t, exception, tuple->items[i]) == TRUTH_TRUE) {
            return TRUTH_TRUE;
        }
    }
    return TRUTH_FALSE;
}

/* --- Text --- */

Value exception_base_str(struct thread *t, Value self)
{
    const struct tuple *args = value_to_tuple(value_load(&self_of(self)->args));
    switch (args->length) {
    case 0:
        return str_empty;
    case 1:
        return object_str(t, args->items[0]);
    default:
        return object_repr(t, value_from_object(args));
    }
}

Value exception_base_repr(struct thread *t, Value self)
{
    Value args = value_load(&self_of(self)->args);
    if (value_to_tuple(args)->length == 1) {
        return str_format(t, "%s(%R)", value_type(self)->name, value_to_tuple(args)->items[0]);
    }
    return str_format(t, "%s%R", value_type(self)->name, args);
}

/* --- Attributes --- */

static Value none_if_unbound(Value v)
{
    return v == VALUE_UNBOUND ? VALUE_NONE : v;
}

static Value get_args(struct thread *t UNUSED, Value self)
{
    return value_load(&self_of(self)->args);
}

static bool set_args(struct thread *t, Value self, Value v)
{
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "args may not be deleted");
    }
    Value tuple = tuple_from_iterable(t, v);
    if (tuple != VALUE_ERROR) {
        value_store(&self_of(self)->args, tuple);
    }
    return tuple != VALUE_ERROR;
}

static Value get_traceback(struct thread *t UNUSED, Value self)
{
    return none_if_unbound(value_load(&self_of(self)->traceback));
}

static bool set_traceback(struct thread *t, Value self, Value v)
{
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "__traceback__ may not be deleted");
    }
    if (v != VALUE_NONE && value_type(v) != &traceback_type) {
        return raise_false(t, &TypeError_type, "__traceback__ must be a traceback or None");
    }
    value_store(&self_of(self)->traceback, v == VALUE_NONE ? VALUE_UNBOUND : v);
    return true;
}

static bool check_link(struct thread *t, Value v, const char *what)
{
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "__%s__ may not be deleted", what);
    }
    return v == VALUE_NONE || value_is_exception(v) ||
           raise_false(t, &TypeError_type, "exception %s must be None or derive from BaseException",
                       what);
}

static Value get_context(struct thread *t UNUSED, Value self)
{
    return none_if_unbound(value_load(&self_of(self)->context));
}

static bool set_context(struct thread *t, Value self, Value v)
{
    if (!check_link(t, v, "context")) {
        return false;
    }
    value_store(&self_of(self)->context, v == VALUE_NONE ? VALUE_UNBOUND : v);
    return true;
}

static Value get_cause(struct thread *t UNUSED, Value self)
{
    return none_if_unbound(value_load(&self_of(self)->cause));
}

static bool set_cause(struct thread *t, Value self, Value v)
{
    if (!check_link(t, v, "cause")) {
        return false;
    }
    value_store(&self_of(self)->cause, v == VALUE_NONE ? VALUE_UNBOUND : v);
    value_store(&self_of(self)->suppress_context, VALUE_TRUE);
    return true;
}

static Value get_suppress(struct thread *t UNUSED, Value self)
{
    return value_from_bool(value_load(&self_of(self)->suppress_context) == VALUE_TRUE);
}

static bool set_suppress(struct thread *t, Value self, Value v)
{
    if (v == VALUE_UNBOUND || !value_is_bool(v)) {
        return raise_false(t, &TypeError_type, "attribute value type must be bool");
    }
    value_store(&self_of(self)->suppress_context, v);
    return true;
}

static const struct getset_def members[] = {
    {"__suppress_context__", get_suppress, set_suppress, NULL},
    {0},
};

static const struct getset_def getsets[] = {
    {"args", get_args, set_args, NULL},
    {"__traceback__", get_traceback, set_traceback, NULL},
    {"__context__", get_context, set_context, NULL},
    {"__cause__", get_cause, set_cause, NULL},
    {0},
};

/* --- Methods --- */

static Value with_traceback(struct thread *t, Value *args, uint32_t n_args UNUSED,
                            Value names UNUSED)
{
    return set_traceback(t, args[0], args[1]) ? args[0] : VALUE_ERROR;
}

/* __notes__ is an attribute like those that scripts set, made by the first note. */
static Value add_note(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    if (!value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "note must be a str, not '%T'", args[1]);
    }
    Value notes = object_find_attribute(t, args[0], name___notes__);
    if (notes == VALUE_UNBOUND) {
        notes = list_new(t, 1);
        if (notes == VALUE_ERROR || !object_set_attribute(t, args[0], name___notes__, notes)) {
            return VALUE_ERROR;
        }
    }
    if (notes == VALUE_ERROR) {
        return notes;
    }
    if (!value_is_list(notes)) {
        return raise_error(t, &TypeError_type, "Cannot add note: __notes__ is not a list");
    }
    return list_append(t, value_to_list(notes), args[1]) ? VALUE_NONE : VALUE_ERROR;
}

static Value reduce(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct dict *attributes = instance_snapshot(t, value_to_object(args[0]));
    if (attributes == NULL) {
        return VALUE_ERROR;
    }
    Value class = value_from_object(value_type(args[0])),
          values = value_load(&self_of(args[0])->args);
    return dict_length(attributes) == 0
               ? tuple_of(t, 2, class, values)
               : tuple_of(t, 3, class, values, value_from_object(attributes));
}

static Value set_state(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    if (args[1] == VALUE_NONE) {
        return VALUE_NONE;
    }
    if (!value_is_dict(args[1])) {
        return raise_error(t, &TypeError_type, "state is not a dictionary");
    }
    uint64_t position = 0;
    Value key, v;
    while (dict_next(value_to_dict(args[1]), &position, &key, &v)) {
        if (!object_set_attribute(t, args[0], key, v)) {
            return VALUE_ERROR;
        }
    }
    return VALUE_NONE;
}

static const struct native_def methods[] = {
    {"__reduce__", reduce, "(self, /)", NULL, NATIVE_METHOD},
    {"__setstate__", set_state, "(self, state, /)", NULL, NATIVE_METHOD},
    {"add_note", add_note, "(self, note, /)",
     "Exception.add_note(note) --\n    add a note to the exception", NATIVE_METHOD},
    {"with_traceback", with_traceback, "(self, tb, /)",
     "Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self.",
     NATIVE_METHOD},
    {0},
};

static void trace_plain(struct marker *m, struct object *self)
{
    exception_trace_base(m, (struct exception *)self);
}

struct type BaseException_type = {
    TYPE_HEADER("BaseException", sizeof(struct exception) + sizeof(struct slot_chunk *)),
    .doc = "Common base class for all exceptions",
    .flags = TYPE_BASE | TYPE_HAS_DICT | TYPE_EXCEPTION_SUBCLASS,
    .slots_offset = sizeof(struct exception),
    .trace = trace_plain,
    .new = exception_base_new,
    .init = exception_base_init,
    .repr = exception_base_repr,
    .str = exception_base_str,
    .methods = methods,
    .getsets = getsets,
    .members = members,
};
