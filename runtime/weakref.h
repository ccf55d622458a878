/*
 * Weak references: objects that refer to another one without keeping it alive. Also what proxies are made
 * of, and whatever else must be told when an object dies.
 *
 * A table, outside of the collected heap, leads from an object to its weak references, a list linked through
 * them. The collector clears the references to what it has not reached, with the world stopped and before finalizers
 * run, and queues their callbacks. So a reader that has loaded a referent holds it: its stack does.
 */
#ifndef HASP_RUNTIME_WEAKREF_H
#define HASP_RUNTIME_WEAKREF_H

#include "runtime/error.h"
#include "runtime/str.h"

struct weakref {
    struct object base;
    /* Cleared (UNBOUND) with the world stopped; read without a lock. Not marked. */
    Value referent;
    /* Immutable but for that the collector's call takes it away; UNBOUND: none. */
    Value callback;
    /* Relaxed. hash(referent), once somebody has asked; -1 before. */
    int64_t hash;
    /* Under the table's lock: the next one of the same referent. */
    struct weakref *next;
};

extern struct type weakref_type;

/*
 * A weak reference to `object`; callback UNBOUND or None: none. Without a callback it may be one that exists. TypeError
 * "cannot create weak reference to 'T' object". weakref_new_of makes one of a type derived from weakref_type, or
 * of another type whose instances begin with struct weakref, with `trace` = weakref_trace.
 */
RAISES Value weakref_new(struct thread *t, Value object, Value callback);
RAISES Value weakref_new_of(struct thread *t, struct type *type, Value object, Value callback);
void weakref_trace(struct marker *m, struct object *self);

/* The referent of a weak reference, UNBOUND if it has died. */
static ALWAYS_INLINE Value weakref_get(Value weakref)
{
    return value_load(&((const struct weakref *)value_to_object(weakref))->referent);
}

/* How many weak references to `object` there are, and a list of them. */
size_t weakref_count(Value object);
RAISES Value weakref_list(struct thread *t, Value object);

/* --- For the collector --- */

/* Clears the references to what is not marked, and queues callbacks of those references that are. */
void weakref_clear_dead_stw(void);
/* Drops dead references to live objects from the table; a prune hook. */
void weakref_prune(void);
MAY_GC void weakref_call_back(struct thread *t, struct weakref *w);

#endif
