/*
 * _thread._local: an object whose attributes every thread has for itself.
 *
 * The object owns the storages, a dict from a thread's serial number to that thread's attribute dict; so attributes that refer
 * back to the object die with it. (Serial numbers, not idents: those are used again.) A thread, which at its end takes its
 * storages out of the objects that it has used, keeps a list of them, t->locals:
 *
 *      [serial number, length at which the dead are dropped, weak reference, weak reference, ...]
 */
#ifndef HASP_RUNTIME_MODULES_THREAD_LOCAL_H
#define HASP_RUNTIME_MODULES_THREAD_LOCAL_H

#include "runtime/thread.h"

extern struct type local_type;

/* Drops the storages of `t`, which is about to end or, in a forked child, does not exist any more. Swallows errors. */
void local_thread_end(struct thread *t);

#endif
