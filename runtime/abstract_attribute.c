/* Attributes of any object: the default rule (data descriptor, instance, class) and the dispatch above it. */
#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/lookup.h"
#include "runtime/native.h"
#include "runtime/shape.h"
#include "runtime/str.h"
#include "runtime/type_private.h"

Value attribute_name(struct thread *t, Value name)
{
    if (LIKELY(object_has_flag(value_to_object(name), OBJECT_INTERNED))) {
        return name;
    }
    if (value_type(name) != &str_type) {
        const struct str *s = value_to_str(name);
        name = str_from_characters(t, s->kind, s->characters, s->length);
        if (name == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    return str_intern(t, name);
}

COLD Value add_attribute_error_details(struct thread *t, Value v, Value name)
{
    if (error_pending(t) && error_matches(t, &AttributeError_type)) {
        struct attribute_error *error = (struct attribute_error *)t->exception;
        value_store(&error->name, name);
        value_store(&error->object, v);
    }
    return VALUE_ERROR;
}

COLD Value raise_no_attribute(struct thread *t, Value v, Value name)
{
    raise_error(t, &AttributeError_type, "'%T' object has no attribute '%V'", v, name);
    return add_attribute_error_details(t, v, name);
}

Value object_bind(struct thread *t, Value found, Value v, struct type *type)
{
    const struct type *kind = value_type(found);
    return kind->descriptor_get == NULL
               ? found
               : kind->descriptor_get(t, found, v, value_from_object(type));
}

/* A missing instance attribute: what the class offers. UNBOUND: nothing. */
static Value from_class(struct thread *t, Value v, struct type *type, Value found)
{
    return found == VALUE_UNBOUND ? VALUE_UNBOUND : object_bind(t, found, v, type);
}

static ALWAYS_INLINE Value find(struct thread *t, Value v, Value name)
{
    struct type *type = value_type(v);
    Value found = type_lookup(t, type, name);
    if (found != VALUE_UNBOUND) {
        const struct type *kind = value_type(found);
        if (kind->descriptor_set != NULL && kind->descriptor_get != NULL) {
            return kind->descriptor_get(t, found, v, value_from_object(type));
        }
    }
    if (type->slots_offset != 0) {
        Value own = instance_get(value_to_object(v), name);
        if (own != VALUE_UNBOUND) {
            return own;
        }
    }
    return from_class(t, v, type, found);
}

Value object_generic_get_attribute(struct thread *t, Value v, Value name)
{
    if ((name = attribute_name(t, name)) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value result = find(t, v, name);
    return LIKELY(result != VALUE_UNBOUND) ? result : raise_no_attribute(t, v, name);
}

Value object_generic_find_attribute(struct thread *t, Value v, Value name)
{
    if ((name = attribute_name(t, name)) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value result = find(t, v, name);
    return error_swallow_missing(t, result);
}

/* The instance cannot hold `name`, and the class has no data descriptor for it. */
static COLD bool refuse_set(struct thread *t, Value v, Value name, Value found)
{
    if (found != VALUE_UNBOUND) {
        raise_error(t, &AttributeError_type, "'%T' object attribute '%V' is read-only", v, name);
    } else {
        raise_error(t, &AttributeError_type, "'%T' object has no attribute '%V'", v, name);
    }
    add_attribute_error_details(t, v, name);
    return false;
}

static bool remove_own(struct thread *t, Value v, Value name)
{
    bool was_there;
    if (!instance_remove(t, value_to_object(v), name, &was_there)) {
        return false;
    }
    return was_there || raise_no_attribute(t, v, name) != VALUE_ERROR;
}

bool object_generic_set_attribute(struct thread *t, Value v, Value name, Value to)
{
    if ((name = attribute_name(t, name)) == VALUE_ERROR) {
        return false;
    }
    struct type *type = value_type(v);
    Value found = type_lookup(t, type, name);
    if (found != VALUE_UNBOUND) {
        const struct type *kind = value_type(found);
        if (kind->descriptor_set != NULL) {
            return kind->descriptor_set(t, found, v, to);
        }
    }
    if (type->slots_offset == 0) {
        return refuse_set(t, v, name, found);
    }
    if (to == VALUE_UNBOUND) {
        return remove_own(t, v, name);
    }
    return instance_set(t, value_to_object(v), name, to);
}

/* ---- dispatch ---- */

static bool check_name(struct thread *t, Value name)
{
    return value_is_str(name) ||
           raise_false(t, &TypeError_type, "attribute name must be string, not '%T'", name);
}

/* An AttributeError that code of scripts has raised learns what was asked for, for "Did you mean". */
static COLD Value complete_attribute_error(struct thread *t, Value v, Value name)
{
    if (error_matches(t, &AttributeError_type)) {
        const struct attribute_error *error = (const struct attribute_error *)t->exception;
        if (value_load(&error->name) == VALUE_UNBOUND &&
            value_load(&error->object) == VALUE_UNBOUND) {
            return add_attribute_error_details(t, v, name);
        }
    }
    return VALUE_ERROR;
}

Value object_get_attribute(struct thread *t, Value v, Value name)
{
    const struct type *type = value_type(v);
    if (UNLIKELY(!check_name(t, name))) {
        return VALUE_ERROR;
    }
    if (UNLIKELY(type->get_attribute == NULL)) {
        return raise_no_attribute(t, v, name);
    }
    Value result = type->get_attribute(t, v, name);
    return LIKELY(result != VALUE_ERROR) ? result : complete_attribute_error(t, v, name);
}

bool object_set_attribute(struct thread *t, Value v, Value name, Value to)
{
    const struct type *type = value_type(v);
    if (UNLIKELY(!check_name(t, name) || (name = attribute_name(t, name)) == VALUE_ERROR)) {
        return false;
    }
    if (UNLIKELY(type->set_attribute == NULL)) {
        return refuse_set(t, v, name, VALUE_UNBOUND);
    }
    return type->set_attribute(t, v, name, to);
}

Value object_find_attribute(struct thread *t, Value v, Value name)
{
    const struct type *type = value_type(v);
    if (type->get_attribute == object_generic_get_attribute) {
        return object_generic_find_attribute(t, v, name);
    }
    if (type->get_attribute == type_get_attribute) {
        return type_find_attribute(t, v, name);
    }
    Value result = object_get_attribute(t, v, name);
    return error_swallow_missing(t, result);
}

Value object_get_method(struct thread *t, Value v, Value name, Value *self)
{
    struct type *type = value_type(v);
    *self = VALUE_UNBOUND;
    if (type->get_attribute != object_generic_get_attribute) {
        return object_get_attribute(t, v, name);
    }
    if ((name = attribute_name(t, name)) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value found = type_lookup(t, type, name);
    if (found == VALUE_UNBOUND || !method_takes_self(found)) {
        return object_generic_get_attribute(t, v, name);
    }
    if (type->slots_offset != 0) {
        Value own = instance_get(value_to_object(v), name);
        if (own != VALUE_UNBOUND) {
            return own;
        }
    }
    *self = v;
    return found;
}

Value object_find_special(struct thread *t, Value v, Value name)
{
    struct type *type = value_type(v);
    return from_class(t, v, type, type_lookup(t, type, name));
}
