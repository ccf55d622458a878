#include <errno.h>
#include <unistd.h>

#include "lock/lock.h"
#include "runtime/error.h"
#include "runtime/fork_hooks.h"

enum { MOST_HOOKS = 16 };

/* Constant after start-up. */
static struct fork_hook hooks[MOST_HOOKS];
static size_t n_hooks;

bool fork_hook_add(struct thread *t, struct fork_hook hook)
{
    if (n_hooks == MOST_HOOKS) {
        return raise_false(t, &SystemError_type, "too many fork hooks");
    }
    hooks[n_hooks++] = hook;
    return true;
}

static void run_before(struct thread *t)
{
    for (size_t i = n_hooks; i-- > 0;) {
        if (hooks[i].before != NULL) {
            hooks[i].before(t);
        }
    }
}

static void run_first_in_child(struct thread *t)
{
    for (size_t i = 0; i < n_hooks; i++) {
        if (hooks[i].first_in_child != NULL) {
            hooks[i].first_in_child(t);
        }
    }
}

static void run_after(struct thread *t, bool in_child)
{
    for (size_t i = 0; i < n_hooks; i++) {
        void (*after)(struct thread * t) =
            in_child ? hooks[i].after_in_child : hooks[i].after_in_parent;
        if (after != NULL) {
            after(t);
        }
    }
}

int fork_process(struct thread *t)
{
    run_before(t);
    lock_before_fork(&t->lock);
    int pid = fork();
    int saved_errno = errno;
    if (pid == 0) {
        run_first_in_child(t);
        lock_after_fork_child(&t->lock);
        t->running_loop = VALUE_UNBOUND;
    } else {
        lock_after_fork_parent(&t->lock);
    }
    run_after(t, pid == 0);
    errno = saved_errno;
    return pid;
}
