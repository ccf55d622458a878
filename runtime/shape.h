/*
 * Shapes ("hidden classes", Chambers et al., SELF, 1989): where each attribute of an instance is. After
 * Daloze, Marr, Bonetta, Moessenboeck: "Efficient and thread-safe objects for dynamically-typed
 * languages", OOPSLA 2016.
 *
 * The attribute storage of an instance begins at type->slots_offset:
 *
 *     +--------------------+-----------+-----------+-----+
 *     | struct slot_chunk* | slot 0    | slot 1    | ... |  n_inline slots, by shape->n_inline
 *     +--------------------+-----------+-----------+-----+
 *            | overflow: chained chunks, appended under the object's lock, never copied or removed
 *
 * Reading: load the shape, find the slot, load it (UNBOUND: as if absent). Overwriting: one release store.
 * Adding takes the object's lock, stores the value, then publishes the new shape. Deleting stores UNBOUND
 * and moves to a shape without the name: the slot is retired, never reused for another name. Whatever
 * relocates slots (dictionary mode, __class__ and __dict__ assignment) happens with the world stopped, and
 * no safepoint lies between a shape check and its load or store.
 *
 * Dictionary mode: shape->is_dictionary; the storage's first word is then a struct dict * (with the name
 * of each attribute as key), the inline slots are unused. Entered at more than 128 attributes, more than
 * 512 shapes in a class, or when a script asks for instance.__dict__ (which is that dict).
 */
#ifndef HASP_RUNTIME_SHAPE_H
#define HASP_RUNTIME_SHAPE_H

#include "runtime/object.h"
#include "runtime/type.h"

struct dict;

enum { SHAPE_NO_SLOT = -1, SHAPE_MAX_ATTRIBUTES = 128, SHAPE_MAX_PER_TYPE = 512 };

struct shape {
    struct object base;
    /* Immutable after publication. */
    uint32_t id;       /* index into the global table; what object headers and inline caches hold */
    uint16_t n_slots;  /* used and retired ones */
    uint16_t n_inline; /* slots that lie in the instance itself */
    bool is_dictionary;
    struct type *type;
    struct shape *parent; /* NULL for a root */
    Value name;           /* the attribute whose adding or deletion led here; UNBOUND for a root */
    int32_t slot;         /* of `name`; SHAPE_NO_SLOT if the step was a deletion */
    uint16_t depth;       /* steps from the root */
    struct shape *root;   /* itself for a root */
    /* Hash table of all names with their slots, in every eighth shape of a path; or NULL. */
    struct value_buffer *index;

    /* Stored (release) under the shape lock, read without it. Pairs of a name and the shape to which adding or deleting
       it leads. */
    struct value_buffer *transitions;

    /* Under the shape lock; used in roots. */
    struct shape *dictionary; /* the shape of its instances in dictionary mode */
    uint32_t n_descendants;
};

struct slot_chunk {
    struct object base;
    struct slot_chunk *next; /* release store under the object's lock */
    Value slots[8];
};

extern struct type shape_type, slot_chunk_type;

struct shape *shape_by_id(uint32_t id);
/* A fresh root shape for instances of `type`; ids are never reused while a cache may hold them. */
RAISES struct shape *shape_new_root(struct thread *t, struct type *type, uint16_t n_inline);

/* Slot number of `name` (interned) or SHAPE_NO_SLOT. */
int32_t shape_find(const struct shape *shape, Value name);

/*
 * Where the attribute storage of an instance begins. Types whose items lie in the instance (int, tuple, bytes) have it
 * behind them: the word after the header counts those, and never changes. Items are words, or bytes and a zero byte. Such
 * types have no inline slots.
 */
static ALWAYS_INLINE Value *instance_storage(struct object *instance, const struct type *type)
{
    char *place = (char *)instance + type->slots_offset;
    if (UNLIKELY(type_has(type, TYPE_SLOTS_BEHIND_ITEMS))) {
        uint64_t n = *(const uint64_t *)(instance + 1);
        place += type_has(type, TYPE_BYTES_SUBCLASS) ? (n + 8) & ~(uint64_t)7 : n * sizeof(Value);
    }
    return (Value *)place;
}

/* The address of an existing slot of an instance whose shape has it. */
Value *instance_slot(struct object *instance, const struct shape *shape, int32_t slot);

/* The shape after adding `name`, which `shape` has not; a dictionary shape if there would be too many. */
RAISES struct shape *shape_after_adding(struct thread *t, struct shape *shape, Value name);
/* The shape after deleting `name`, which `shape` has; likewise. */
RAISES struct shape *shape_after_deleting(struct thread *t, struct shape *shape, Value name);
/* The dictionary mode of the instances with this shape's root. */
RAISES struct shape *shape_dictionary(struct thread *t, struct shape *shape);
/* A prune hook: forgets dead shapes, and reuses their ids once no inline cache can hold them. */
void shape_prune(void);

/*
 * Attributes of instances, whatever the mode. get: UNBOUND if absent. remove: *was_there is false, and no exception, if
 * absent. set and remove may switch to dictionary mode and stop the world for that.
 */
Value instance_get(struct object *instance, Value name);
RAISES MAY_GC bool instance_set(struct thread *t, struct object *instance, Value name, Value v);
RAISES MAY_GC bool instance_remove(struct thread *t, struct object *instance, Value name,
                                   bool *was_there);
/* Switches to dictionary mode (stops the world) and returns the dict. */
RAISES MAY_GC struct dict *instance_dict(struct thread *t, struct object *instance);
/* The getter of `__dict__`. */
RAISES MAY_GC Value instance_get_dict(struct thread *t, Value instance);
RAISES MAY_GC bool instance_assign_dict(struct thread *t, Value instance, Value v); /* its setter */
RAISES MAY_GC bool instance_set_dict(struct thread *t, struct object *instance, struct dict *dict);
/* Does `__dict__` of instances of `type` show their attributes, and nothing else? */
bool instance_dict_is_attributes(struct thread *t, struct type *type);
/* Makes it an instance of `type`, whose instances have the same fields before their attributes. */
RAISES MAY_GC bool instance_set_class(struct thread *t, struct object *instance, struct type *type);
/* A snapshot as a new dict, in order; does not change the mode. */
RAISES struct dict *instance_snapshot(struct thread *t, struct object *instance);

#endif
