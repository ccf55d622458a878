/* getset, member and slot wrapper descriptors, and the method-wrapper that a bound slot wrapper is. */
#include "runtime/descriptor.h"

#include "runtime/abstract.h"
#include "runtime/generic_alias.h"
#include "runtime/mappingproxy.h"
#include "runtime/str.h"

bool descriptor_check(struct thread *t, const char *name, const struct type *owner, Value v)
{
    return value_is_instance(v, owner) ||
           raise_false(t, &TypeError_type,
                       "descriptor '%s' for '%s' objects doesn't apply to a '%T' object", name,
                       owner->name, v);
}

static Value qualify(struct thread *t, const struct type *owner, Value name)
{
    Value text = object_get_attribute(t, value_from_object(owner), name___qualname__);
    return text == VALUE_ERROR ? text : str_format(t, "%V.%V", text, name);
}

/* ---- getset ---- */

static struct getset_descriptor *as_getset(Value v)
{
    return (struct getset_descriptor *)v;
}

Value getset_descriptor_new(struct thread *t, const struct getset_def *def, struct type *owner)
{
    struct getset_descriptor *getset = gc_allocate(t, sizeof *getset, &getset_descriptor_type);
    if (getset == NULL) {
        return VALUE_ERROR;
    }
    getset->def = def;
    getset->owner = owner;
    return value_from_object(getset);
}

static void trace_getset(struct marker *m, struct object *self)
{
    mark_object(m, ((struct getset_descriptor *)self)->owner);
}

static Value getset_get(struct thread *t, Value self, Value instance, UNUSED Value owner)
{
    const struct getset_descriptor *getset = as_getset(self);
    if (instance == VALUE_UNBOUND) {
        return self;
    }
    if (!descriptor_check(t, getset->def->name, getset->owner, instance)) {
        return VALUE_ERROR;
    }
    if (getset->def->get == NULL) {
        return raise_error(t, &AttributeError_type,
                           "attribute '%s' of '%s' objects is not readable", getset->def->name,
                           getset->owner->name);
    }
    return getset->def->get(t, instance);
}

static bool getset_set(struct thread *t, Value self, Value instance, Value v)
{
    const struct getset_descriptor *getset = as_getset(self);
    if (!descriptor_check(t, getset->def->name, getset->owner, instance)) {
        return false;
    }
    if (getset->def->set == NULL) {
        return raise_false(t, &AttributeError_type,
                           "attribute '%s' of '%s' objects is not writable", getset->def->name,
                           type_name(getset->owner));
    }
    return getset->def->set(t, instance, v);
}

static Value getset_repr(struct thread *t, Value self)
{
    return str_format(t, "<attribute '%s' of '%s' objects>", as_getset(self)->def->name,
                      as_getset(self)->owner->name);
}

static Value getset_name(struct thread *t, Value self)
{
    return str_intern_cstr(t, as_getset(self)->def->name);
}

static Value getset_qualname(struct thread *t, Value self)
{
    Value name = getset_name(t, self);
    return name == VALUE_ERROR ? name : qualify(t, as_getset(self)->owner, name);
}

static Value getset_owner(UNUSED struct thread *t, Value self)
{
    return value_from_object(as_getset(self)->owner);
}

static Value getset_doc(struct thread *t, Value self)
{
    const char *doc = as_getset(self)->def->doc;
    return doc == NULL ? VALUE_NONE : str_from_cstr(t, doc);
}

static const struct getset_def getset_members[] = {
    {"__name__", getset_name, NULL, NULL},
    {"__objclass__", getset_owner, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const struct getset_def getset_getsets[] = {
    {"__qualname__", getset_qualname, NULL, NULL},
    {"__doc__", getset_doc, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

struct type getset_descriptor_type = {
    TYPE_HEADER("getset_descriptor", sizeof(struct getset_descriptor)),
    .trace = trace_getset,
    .repr = getset_repr,
    .descriptor_get = getset_get,
    .descriptor_set = getset_set,
    .getsets = getset_getsets,
    .members = getset_members,
};

/* ---- member ---- */

static struct member_descriptor *as_member(Value v)
{
    return (struct member_descriptor *)v;
}

Value member_descriptor_new(struct thread *t, Value name, struct type *owner, uint32_t offset)
{
    struct member_descriptor *member = gc_allocate(t, sizeof *member, &member_descriptor_type);
    if (member == NULL) {
        return VALUE_ERROR;
    }
    member->name = name;
    member->owner = owner;
    member->offset = offset;
    return value_from_object(member);
}

Value computed_member_new(struct thread *t, const struct getset_def *def, Value name,
                          struct type *owner)
{
    Value member = member_descriptor_new(t, name, owner, 0);
    if (member != VALUE_ERROR) {
        as_member(member)->def = def;
    }
    return member;
}

const struct member_descriptor *descriptor_slot_member(Value descriptor)
{
    return value_type(descriptor) == &member_descriptor_type && as_member(descriptor)->def == NULL
               ? as_member(descriptor)
               : NULL;
}

static void trace_member(struct marker *m, struct object *self)
{
    mark_value(m, ((struct member_descriptor *)self)->name);
    mark_object(m, ((struct member_descriptor *)self)->owner);
}

static Value *member_place(const struct member_descriptor *member, Value instance)
{
    return (Value *)((char *)instance + member->offset);
}

static bool member_check(struct thread *t, const struct member_descriptor *member, Value instance)
{
    return value_is_instance(instance, member->owner) ||
           raise_false(t, &TypeError_type,
                       "descriptor '%V' for '%s' objects doesn't apply to a '%T' object",
                       member->name, member->owner->name, instance);
}

static Value member_get(struct thread *t, Value self, Value instance, UNUSED Value owner)
{
    const struct member_descriptor *member = as_member(self);
    if (instance == VALUE_UNBOUND) {
        return self;
    }
    if (!member_check(t, member, instance)) {
        return VALUE_ERROR;
    }
    if (member->def != NULL) {
        return member->def->get(t, instance);
    }
    Value v = value_load(member_place(member, instance));
    return v != VALUE_UNBOUND ? v : raise_no_attribute(t, instance, member->name);
}

static bool member_set(struct thread *t, Value self, Value instance, Value v)
{
    const struct member_descriptor *member = as_member(self);
    if (!member_check(t, member, instance)) {
        return false;
    }
    if (member->def != NULL) {
        return member->def->set != NULL
                   ? member->def->set(t, instance, v)
                   : raise_false(t, &AttributeError_type, "readonly attribute");
    }
    Value *place = member_place(member, instance);
    if (v != VALUE_UNBOUND) {
        value_store(place, v);
        return true;
    }
    /* Of several threads that delete one has deleted. */
    if (atomic_swap(place, VALUE_UNBOUND) == VALUE_UNBOUND) {
        raise_with_argument(t, &AttributeError_type, member->name);
        add_attribute_error_details(t, instance, member->name);
        return false;
    }
    return true;
}

static Value member_repr(struct thread *t, Value self)
{
    return str_format(t, "<member '%V' of '%s' objects>", as_member(self)->name,
                      as_member(self)->owner->name);
}

static Value member_name(UNUSED struct thread *t, Value self)
{
    return as_member(self)->name;
}

static Value member_qualname(struct thread *t, Value self)
{
    return qualify(t, as_member(self)->owner, as_member(self)->name);
}

static Value member_owner(UNUSED struct thread *t, Value self)
{
    return value_from_object(as_member(self)->owner);
}

static Value member_doc(struct thread *t, Value self)
{
    const struct getset_def *def = as_member(self)->def;
    return def == NULL || def->doc == NULL ? VALUE_NONE : str_from_cstr(t, def->doc);
}

static const struct getset_def member_members[] = {
    {"__name__", member_name, NULL, NULL},
    {"__objclass__", member_owner, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const struct getset_def member_getsets[] = {
    {"__qualname__", member_qualname, NULL, NULL},
    {"__doc__", member_doc, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

struct type member_descriptor_type = {
    TYPE_HEADER("member_descriptor", sizeof(struct member_descriptor)),
    .trace = trace_member,
    .repr = member_repr,
    .descriptor_get = member_get,
    .descriptor_set = member_set,
    .getsets = member_getsets,
    .members = member_members,
};

/* ---- start ---- */

bool descriptor_types_init(struct thread *t)
{
    struct type *const types[] = {
        &native_function_type,   &method_descriptor_type, &class_method_descriptor_type,
        &getset_descriptor_type, &member_descriptor_type, &slot_wrapper_type,
        &method_wrapper_type,    &bound_method_type,      &static_method_type,
        &class_method_type,      &property_type,          &super_type,
        &mappingproxy_type,      &generic_alias_type,     &union_type_type,
    };
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        if (!type_ready(t, types[i])) {
            return false;
        }
    }
    return true;
}
