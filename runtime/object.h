/*
 * struct object: the 16-byte header of everything on the heap, and of static types.
 *
 *      0               8           12            16
 *     +---------------+-----------+-------------+----------------
 *     | struct type * | shape id  | lock, flags | the object's own fields
 *     +---------------+-----------+-------------+----------------
 *
 * Mark bits live beside the blocks (runtime/gc.h), there is no reference count: reading a shared object
 * writes nothing. Objects never move, so the address serves as identity and default hash.
 *
 * An object of any type has a shape id, so that one compare of it is a complete test of an inline cache:
 * instances have their hidden class (runtime/shape.h), an object without attributes of its own has its
 * type's root shape, a type or a module has one that is its alone.
 */
#ifndef HASP_RUNTIME_OBJECT_H
#define HASP_RUNTIME_OBJECT_H

#include "lock/mutex.h"
#include "runtime/base/atomics.h"
#include "runtime/value.h"

struct object {
    /* Read without a lock. Written at creation; `__class__` assignment stores it with the world stopped. */
    struct type *type;
    /* Read without a lock (object_shape); stored (release) under the object's lock, or world stopped. */
    uint32_t shape;
    /* Bits 0-1 belong to the object mutex (lock/mutex.h), the others are enum object_flag. Changed by
       atomic read-modify-write only. */
    uint32_t lock_flags;
};

static_assert(sizeof(struct object) == 16, "the header is two words");

enum object_flag {
    OBJECT_FINALIZED = 1u << 2,       /* its finalizer has run (PEP 442: once) */
    OBJECT_WEAK_REFERENCED = 1u << 3, /* runtime/weakref.c has an entry for it */
    OBJECT_INTERNED =
        1u << 4, /* a string in the intern table: equal to another one only if identical */
    OBJECT_PINNED = 1u << 5,         /* in use by a blocking region (runtime/gc.h) */
    OBJECT_FIRST_TYPE_FLAG = 1u << 8 /* bits 8-31: each type's own, declared in its header */
};

static ALWAYS_INLINE uint32_t object_shape(const struct object *object)
{
    return load_acquire(&object->shape);
}

static ALWAYS_INLINE bool object_has_flag(const struct object *object, uint32_t flag)
{
    return load_relaxed(&object->lock_flags) & flag;
}

static ALWAYS_INLINE void object_set_flag(struct object *object, uint32_t flag)
{
    atomic_or(&object->lock_flags, flag);
}

/*
 * A critical section on one object: bool locked = object_lock(o); ... object_unlock(o, locked);
 * Skipped (locked == false) under a global lock and until a second thread has run. No safepoint, no
 * allocation that may fail, no call into Python inside.
 */
static ALWAYS_INLINE bool object_lock(struct object *object)
{
    return mutex_lock_if_shared(&object->lock_flags);
}

static ALWAYS_INLINE void object_unlock(struct object *object, bool locked)
{
    mutex_unlock_if(&object->lock_flags, locked);
}

/* The type of any Value; immediates have theirs in a table by tag (runtime/object.c). */
extern struct type int_type, float_type;
extern struct type none_type, not_implemented_type, ellipsis_type;
struct type *immediate_type(Value v);

static ALWAYS_INLINE struct type *value_type(Value v)
{
    if (LIKELY(value_is_object(v))) {
        return load_relaxed(&value_to_object(v)->type);
    }
    if (value_is_small_int(v)) {
        return &int_type;
    }
    return value_is_flonum(v) ? &float_type : immediate_type(v);
}

/* The shape id of any Value: inline caches compare it and nothing else. */
uint32_t immediate_shape(Value v);

static ALWAYS_INLINE uint32_t value_shape(Value v)
{
    return LIKELY(value_is_object(v)) ? object_shape(value_to_object(v)) : immediate_shape(v);
}

/* A Value field that other threads can reach is stored and loaded through this pair alone. */
static ALWAYS_INLINE Value value_load(const Value *field)
{
    return load_acquire(field);
}

static ALWAYS_INLINE void value_store(Value *field, Value v)
{
    store_release(field, v);
}

#endif
