/*
 * Who imports what. One thread imports a module at a time: others that want it wait for it, unless that would close a
 * circle of waiting threads; then they get the module as far as it is, as CPython does.
 */
#ifndef HASP_RUNTIME_IMPORT_LOCK_H
#define HASP_RUNTIME_IMPORT_LOCK_H

#include "runtime/error.h"

/* An import under way: on the stack of the importing thread, or malloc'ed for importlib. Linked and read under a lock of its own. */
struct import {
    struct import *next;
    Value name; /* str; kept by the C stack, or by a root */
    struct thread *thread;
    uint32_t depth;    /* how often the thread took it */
    bool is_allocated; /* for importlib */
};

enum import_begin {
    IMPORT_ERROR,
    IMPORT_MINE,
    IMPORT_CIRCLE /* this thread, or one that waits for it, is in the middle of it */
};

/* Waits until nobody else imports `mine->name`, then does so: import_end(mine) must follow MINE. */
RAISES MAY_GC enum import_begin import_begin(struct thread *t, struct import *mine);
void import_end(struct import *mine);

/* Whether this is where threads sleep that wait for an import. */
bool import_lock_is_address(const void *address);

/* Waits until the import of `name` has ended, unless that would be for ever. */
RAISES MAY_GC bool import_wait(struct thread *t, Value name);

/* Is the module being imported right now (by any thread)? */
bool import_in_progress(Value name);
/* Is any? */
bool import_any_in_progress(void);

/* The same for importlib: to be given back by name. CIRCLE: not taken. */
RAISES MAY_GC enum import_begin import_lock_take(struct thread *t, Value name);
/* False: this thread does not hold it. */
bool import_lock_give(struct thread *t, Value name);
/*
 * The name of imp.acquire_lock's lock. A fork takes it, too, so that the child sees no half of what another thread does
 * under it.
 */
RAISES Value import_lock_global_name(struct thread *t);
/* At start-up. */
RAISES bool import_lock_init(struct thread *t);

#endif
