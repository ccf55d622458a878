/* Types and shapes of the Values that are no objects. */
#include "runtime/object.h"

#include "runtime/abstract.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "runtime/warning.h"

/* By the number of the constant (value.h); ERROR is no object of any type. */
static struct type *const constant_types[] = {
    NULL, &none_type, &bool_type, &bool_type, &not_implemented_type, &ellipsis_type};

struct type *immediate_type(Value v)
{
    ASSERT((value_bits(v) & 7) == 4 && v != VALUE_ERROR);
    return constant_types[value_bits(v) >> 3];
}

uint32_t immediate_shape(Value v)
{
    if (v == VALUE_UNBOUND || v == VALUE_ERROR) {
        return 0;
    }
    return load_relaxed(&value_type(v)->root_shape_id);
}

/* ---- their types ---- */

static Value repr_none(UNUSED struct thread *t, UNUSED Value self)
{
    return name_None_text;
}

static Value repr_not_implemented(struct thread *t, Value self)
{
    (void)self;
    return str_from_cstr(t, "NotImplemented");
}

static Value repr_ellipsis(struct thread *t, Value self)
{
    (void)self;
    return str_from_cstr(t, "Ellipsis");
}

static enum truth truth_of_not_implemented(struct thread *t, Value self)
{
    (void)self;
    return warning_issue(t, &DeprecationWarning_type,
                         "NotImplemented should not be used in a boolean context")
               ? TRUTH_TRUE
               : TRUTH_ERROR;
}

static enum truth is_false(struct thread *t, Value self)
{
    (void)t;
    (void)self;
    return TRUTH_FALSE;
}

/* The two are globals of builtins; None has an instruction of its own in pickles. */
static Value reduce_to_name(struct thread *t, Value *args, UNUSED uint32_t n_args,
                            UNUSED Value names)
{
    return object_repr(t, args[0]);
}
static const struct native_def named_methods[] = {
    {"__reduce__", reduce_to_name, "(self, /)", NULL, NATIVE_METHOD},
    {0},
};

/* Calling the type gives the constant. */
static Value constant(struct thread *t, Value v, uint32_t n_args, Value keyword_names)
{
    if (n_args > 1 || keyword_count(keyword_names) > 0) {
        bool is_ellipsis = v == VALUE_ELLIPSIS;
        return raise_error(t, &TypeError_type, "%s takes no arguments",
                           is_ellipsis ? "EllipsisType" : value_type_name(v));
    }
    return v;
}

static Value new_none(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    (void)args;
    return constant(t, VALUE_NONE, n_args, keyword_names);
}

static Value new_not_implemented(struct thread *t, Value *args, uint32_t n_args,
                                 Value keyword_names)
{
    (void)args;
    return constant(t, VALUE_NOT_IMPLEMENTED, n_args, keyword_names);
}

static Value new_ellipsis(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    (void)args;
    return constant(t, VALUE_ELLIPSIS, n_args, keyword_names);
}

struct type none_type = {TYPE_HEADER("NoneType", sizeof(struct object)), .repr = repr_none,
                         .truth = is_false, .new = new_none};
struct type not_implemented_type = {TYPE_HEADER("NotImplementedType", sizeof(struct object)),
                                    .repr = repr_not_implemented, .truth = truth_of_not_implemented,
                                    .new = new_not_implemented, .methods = named_methods};
struct type ellipsis_type = {TYPE_HEADER("ellipsis", sizeof(struct object)), .repr = repr_ellipsis,
                             .new = new_ellipsis, .methods = named_methods};
