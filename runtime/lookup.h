/*
 * Finding attributes on types: the walk along the method resolution order behind type_lookup, its cache per thread, and
 * what an inline cache may remember about an attribute.
 *
 * The per-thread cache maps (type, name) to the cell that holds the attribute. One global epoch makes all caches of all
 * threads void at once: every change of a class that may matter to a lookup advances it, and so does the collector,
 * because entries are not roots. So a hit is two compares of the key and one of the epoch, and nothing is shared
 * but a word that is rarely written.
 */
#ifndef HASP_RUNTIME_LOOKUP_H
#define HASP_RUNTIME_LOOKUP_H

#include "runtime/cell.h"
#include "runtime/code.h"
#include "runtime/native.h"
#include "runtime/type.h"

enum { TYPE_CACHE_BITS = 10, TYPE_CACHE_SIZE = 1 << TYPE_CACHE_BITS };

/* Touched by its own thread alone. */
struct type_cache_entry {
    const struct type *type;
    Value name;
    struct cell *cell; /* NULL: there is no such attribute */
    uint64_t epoch;
};

/* 0 is no epoch: a zeroed entry never matches. */
extern uint64_t type_cache_epoch;

/* The table of a new thread (false: no memory) and its end. Without a table lookups walk every time. */
bool type_cache_init(struct thread *t);
void type_cache_destroy(struct thread *t);

/* Voids every entry of every thread. The collector calls it with the world stopped, before it sweeps. */
static inline void type_cache_invalidate(void)
{
    atomic_add(&type_cache_epoch, 1);
}

/* Functions that get the instance as first argument when found on its type: binding them can be skipped in calls. */
static ALWAYS_INLINE bool method_takes_self(Value found)
{
    return type_has(value_type(found), TYPE_METHOD_DESCRIPTOR);
}

/* How storing over a class attribute matters to caches. Two values of one plain kind may replace each other. */
enum attribute_rule {
    RULE_ABSENT,
    RULE_VALUE,      /* no descriptor */
    RULE_METHOD,     /* method_takes_self */
    RULE_DESCRIPTOR, /* anything else with __get__ or __set__ */
    RULE_DATA
};
enum attribute_rule attribute_rule(Value found);

/* What is known about `v.name` for every object with the shape of `v`. */
enum attribute_kind {
    ATTRIBUTE_GENERIC,  /* nothing: take the slow path */
    ATTRIBUTE_SLOT,     /* in an attribute slot of the instance (runtime/shape.h) */
    ATTRIBUTE_MEMBER,   /* a __slots__ member at byte `offset`; UNBOUND there: AttributeError */
    ATTRIBUTE_CELL,     /* the content of `cell` is the result; UNBOUND there: slow path */
    ATTRIBUTE_METHOD,   /* the content of `cell` is a method_takes_self, to be bound to `v` */
    ATTRIBUTE_PROPERTY, /* `function`(v) gives the result */
};

struct attribute_place {
    struct cell *cell;
    Value function;
    int32_t slot;    /* ATTRIBUTE_SLOT */
    uint32_t offset; /* bytes from the object's start: a slot in the instance itself, or a member */
    bool is_inline;  /* ATTRIBUTE_SLOT: `offset` is valid; else by instance_slot */
};

/*
 * For filling an inline cache: valid as long as an object has the shape that `v` had on entry (value_shape; the caller
 * takes it first and checks it afterwards), until upcalls.flush_inline_caches. Between this call and the store of the
 * cache word no safepoint may lie. `name` is interned. Marks the classes that the answer depends on TYPE_CACHED.
 * Instance attributes that live on the class of `v` count only if the instance has no slot of that name.
 */
enum attribute_kind attribute_classify(struct thread *t, Value v, Value name,
                                       struct attribute_place *place);

/* The same for `v.name = x`: ATTRIBUTE_SLOT (the slot exists), ATTRIBUTE_MEMBER or ATTRIBUTE_GENERIC. */
enum attribute_kind attribute_classify_store(struct thread *t, Value v, Value name,
                                             struct attribute_place *place);

#endif
