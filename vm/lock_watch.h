/*
 * A thread of its own that is none of the interpreter's, for what must work whatever the others do: it prints the state of the lock
 * when the signal of -X gil-dump comes, and brings what was recorded to its files when the process is to die by a signal. A
 * signal handler only wakes it, which is async-signal-safe.
 */
#ifndef HASP_VM_LOCK_WATCH_H
#define HASP_VM_LOCK_WATCH_H

#include "runtime/error.h"

/* The number of a signal named as USR1, SIGUSR1 or 10; 0: there is none, or it cannot be caught. */
int lock_watch_signal(const char *name);

/* At start-up, where something is recorded; `dump_signal` is 0 if none was asked for. */
RAISES bool lock_watch_init(struct thread *t, int dump_signal);

/*
 * Before the other threads are ended: waits until what signals have asked for so far is done, so that a dump that was asked for just
 * before the end is not lost, and a signal that ends the process does. The thread is attached, and away meanwhile.
 */
void lock_watch_finish(struct thread *t);

#endif
