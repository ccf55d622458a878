/* The items of a built-in container as they were at one moment, whoever changes it meanwhile. */
#ifndef HASP_RUNTIME_CONTAINER_SNAPSHOT_H
#define HASP_RUNTIME_CONTAINER_SNAPSHOT_H

#include "runtime/thread.h"
#include "runtime/value.h"

/*
 * A tuple of what iteration of `container` gives, in its order: for a tuple, a list, a dict, a view of a dict, a set or a
 * frozenset, not for instances of their subclasses. UNBOUND: it is something else. Any thread, without locks.
 */
RAISES Value container_snapshot(struct thread *t, Value container);

#endif
