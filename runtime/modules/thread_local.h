/*
 * _thread._local: an object whose attributes every thread has for itself.
 *
 * The object owns the storages, a dict from a thread's serial number to that thread's attribute dict; so attributes that refer
 * back to the object die with it. A thread has a list, t->locals: its serial number, then weak references to the objects
 * that it has used. At its end it takes its storages out of them. (Serial numbers, not idents: those are used again.)
 */
#ifndef HASP_RUNTIME_MODULES_THREAD_LOCAL_H
#define HASP_RUNTIME_MODULES_THREAD_LOCAL_H

#include "runtime/thread.h"

extern struct type local_type;

/* Drops the storages of `t`, which is about to end. Swallows errors. */
void local_thread_end(struct thread *t);

#endif
