/*
 * What parts of the runtime do around fork(2), besides the locks, which lock/ takes care of. Each part registers its
 * functions at start-up; os.fork() calls them. Those of Python programs (os.register_at_fork) are apart.
 */
#ifndef HASP_RUNTIME_FORK_HOOKS_H
#define HASP_RUNTIME_FORK_HOOKS_H

#include "runtime/thread.h"

/*
 * `before` runs in reverse order of registration, the world not yet stopped; the others in order. In the child the
 * calling thread is the only one. None of them runs Python code or raises; each may be NULL.
 *
 * `first_in_child` is for what points to the stacks of the other threads, which are still there, as are the locks that they
 * held: it may take none. Afterwards the stacks are gone.
 */
struct fork_hook {
    void (*before)(struct thread *t);
    void (*after_in_parent)(struct thread *t);
    void (*first_in_child)(struct thread *t);
    void (*after_in_child)(struct thread *t);
};

/* At start-up only. false: the table is full (SystemError). */
RAISES bool fork_hook_add(struct thread *t, struct fork_hook hook);

/* fork(2) with everything around it but the hooks of Python programs. -1: errno says why. */
MAY_GC int fork_process(struct thread *t);

#endif
