/*
 * The attributes that types in C give their instances, as objects in the type's dict: computed ones (getset), fields at
 * an offset (__slots__ members) and the methods behind slots. Each knows its owner and refuses other objects.
 */
#ifndef HASP_RUNTIME_DESCRIPTOR_H
#define HASP_RUNTIME_DESCRIPTOR_H

#include "runtime/native.h"

/* All fields immutable. */
struct getset_descriptor {
    struct object base;
    const struct getset_def *def;
    struct type *owner;
};

/* A __slots__ member; or, with `def`, a field of a type in C that its functions get and set. */
struct member_descriptor {
    struct object base;
    Value name;
    struct type *owner;
    uint32_t offset; /* bytes from the start of the instance */
    const struct getset_def *def;
};

/* Where the descriptor says that an attribute lies: a __slots__ member, or NULL. */
const struct member_descriptor *descriptor_slot_member(Value descriptor);

/* The getter of a property: a callable, None or UNBOUND. */
Value property_getter(Value property);

/* May `v` have the attribute? Else TypeError "descriptor 'x' for 'A' objects doesn't apply to a 'B' object". */
RAISES bool descriptor_check(struct thread *t, const char *name, const struct type *owner, Value v);

/* Makes the five descriptor types and their kin ready: at start-up, after object and type. */
RAISES bool descriptor_types_init(struct thread *t);

#endif
