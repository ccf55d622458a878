/*
 * The module _multiprocessing: SemLock, a semaphore or recursive lock shared by a process and those it forks.
 *
 * The count is a POSIX semaphore in memory shared by all of them. Semaphores are carved out of pages that are mapped
 * once and never unmapped: a slot goes back to the free list of the process that made it, when the object dies there
 * (in a forked child the slot is somebody else's and stays). Which thread of which process holds the lock, and how often, is
 * each process's own business: `owner_process` tells a child that what it sees are its parent's numbers.
 */
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "lock/ranked.h"
#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/fork_hooks.h"
#include "runtime/modules/posix.h"

enum { RECURSIVE_MUTEX, SEMAPHORE };

/* A slot of shared memory: a cache line, so that two locks do not disturb each other. */
struct shared_semaphore {
    sem_t semaphore;
    struct shared_semaphore *next_free; /* in its maker's free list */
} __attribute__((aligned(64)));

struct sem_lock {
    struct object base;
    /* Constant. */
    struct shared_semaphore *shared; /* NULL: released */
    int kind;
    int64_t maximum;
    pid_t maker; /* the process that gives the slot back */
    /* Relaxed words, each meaningful to the thread that owns the lock. */
    pid_t owner_process;
    uint64_t owner; /* ident of the thread that acquired last */
    int64_t count;  /* acquisitions of this process that were not released */
};

extern struct type sem_lock_type;

/* ---- slots ---- */

static struct ranked_mutex slots_lock = RANKED_MUTEX(LEAF);
static struct shared_semaphore *free_slots;
static pid_t slots_process; /* whose free list it is: a child's starts empty */

static bool map_slots_locked(void)
{
    size_t size = (size_t)sysconf(_SC_PAGESIZE);
    struct shared_semaphore *page =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) {
        return false;
    }
    for (size_t i = 0; i < size / sizeof *page; i++) {
        page[i].next_free = free_slots;
        free_slots = &page[i];
    }
    return true;
}

static struct shared_semaphore *take_slot(void)
{
    struct shared_semaphore *slot = NULL;
    ranked_lock(&slots_lock);
    if (slots_process != getpid()) {
        slots_process = getpid();
        free_slots = NULL;
    }
    if (free_slots != NULL || map_slots_locked()) {
        slot = free_slots;
        free_slots = slot->next_free;
    }
    ranked_unlock(&slots_lock);
    return slot;
}

/*
 * A child may still use the semaphore of an object that has died here: a slot is given back only by a process that has
 * never forked since; `forked` is set by the first fork.
 */
static bool forked;

static void release(struct object *self)
{
    struct sem_lock *lock = (struct sem_lock *)self;
    if (lock->shared != NULL && lock->maker == getpid() && !load_relaxed(&forked)) {
        sem_destroy(&lock->shared->semaphore);
        lock->shared->next_free = free_slots;
        free_slots = lock->shared;
    }
    lock->shared = NULL;
}

/* ---- owner and count ---- */

/* In a child the numbers are the parent's until it acquires the lock itself. */
static int64_t own_count(struct sem_lock *lock)
{
    return load_relaxed(&lock->owner_process) == getpid() ? load_relaxed(&lock->count) : 0;
}

static bool is_mine(const struct thread *t, struct sem_lock *lock)
{
    return own_count(lock) > 0 && load_relaxed(&lock->owner) == t->ident;
}

/* After the semaphore was got. Two threads of one process may hold a semaphore: the count is atomic. */
static void count_acquired(const struct thread *t, struct sem_lock *lock)
{
    if (load_relaxed(&lock->owner_process) != getpid()) {
        store_relaxed(&lock->count, 0);
        store_relaxed(&lock->owner_process, getpid());
    }
    atomic_add(&lock->count, 1);
    store_relaxed(&lock->owner, t->ident);
}

/* ---- acquire ---- */

/* The deadline on the clock of sem_timedwait. */
static bool deadline_argument(struct thread *t, Value timeout, struct timespec *deadline)
{
    double seconds;
    if (!number_to_double(t, timeout, &seconds)) {
        return false;
    }
    seconds = seconds < 0 ? 0 : seconds > 1e9 ? 1e9 : seconds;
    clock_gettime(CLOCK_REALTIME, deadline);
    double whole = floor(seconds);
    deadline->tv_sec += (time_t)whole;
    deadline->tv_nsec += (long)((seconds - whole) * 1e9);
    if (deadline->tv_nsec >= 1000000000) {
        deadline->tv_sec++;
        deadline->tv_nsec -= 1000000000;
    }
    return true;
}

static Value wait_for_semaphore(struct thread *t, sem_t *semaphore, const struct timespec *deadline)
{
    int result;
    BLOCKING(t, result,
             deadline != NULL ? sem_timedwait(semaphore, deadline) : sem_wait(semaphore));
    if (result == 0) {
        return VALUE_TRUE;
    }
    return error_pending(t)     ? VALUE_ERROR
           : errno == ETIMEDOUT ? VALUE_FALSE
                                : raise_os_error(t, errno, VALUE_UNBOUND, VALUE_UNBOUND);
}

static Value acquire(struct thread *t, struct sem_lock *lock, bool block, Value timeout)
{
    struct timespec deadline;
    bool has_timeout = timeout != VALUE_UNBOUND && timeout != VALUE_NONE;
    if (lock->kind == RECURSIVE_MUTEX && is_mine(t, lock)) {
        atomic_add(&lock->count, 1);
        return VALUE_TRUE;
    }
    if (has_timeout && !deadline_argument(t, timeout, &deadline)) {
        return VALUE_ERROR;
    }
    sem_t *semaphore = &lock->shared->semaphore;
    Value got = sem_trywait(semaphore) == 0 ? VALUE_TRUE : VALUE_FALSE;
    if (got == VALUE_FALSE && block) {
        got = wait_for_semaphore(t, semaphore, has_timeout ? &deadline : NULL);
    }
    if (got == VALUE_TRUE) {
        count_acquired(t, lock);
    }
    gc_keep(lock);
    return got;
}

POSIX_FUNCTION(lock_acquire)
{
    enum truth block = args[1] == VALUE_UNBOUND ? TRUTH_TRUE : object_truth(t, args[1]);
    return block == TRUTH_ERROR
               ? VALUE_ERROR
               : acquire(t, (struct sem_lock *)args[0], block == TRUTH_TRUE, args[2]);
}

POSIX_FUNCTION(lock_enter)
{
    return acquire(t, (struct sem_lock *)args[0], true, VALUE_UNBOUND);
}

/* ---- release ---- */

static bool check_semaphore(struct thread *t, struct sem_lock *lock)
{
    int value;
    sem_getvalue(&lock->shared->semaphore, &value);
    return value < lock->maximum ||
           raise_false(t, &ValueError_type, "semaphore or lock released too many times");
}

static Value release_lock(struct thread *t, struct sem_lock *lock)
{
    if (lock->kind == RECURSIVE_MUTEX) {
        if (!is_mine(t, lock)) {
            return raise_error(t, &AssertionError_type,
                               "attempt to release recursive lock not owned by thread");
        }
        if (own_count(lock) > 1) {
            atomic_sub(&lock->count, 1);
            return VALUE_NONE;
        }
    } else if (!check_semaphore(t, lock)) {
        return VALUE_ERROR;
    }
    /* The numbers first: as soon as it is posted another thread may count. */
    if (load_relaxed(&lock->owner_process) == getpid()) {
        atomic_sub(&lock->count, 1);
    }
    if (sem_post(&lock->shared->semaphore) < 0) {
        return raise_os_error(t, errno, VALUE_UNBOUND, VALUE_UNBOUND);
    }
    gc_keep(lock);
    return VALUE_NONE;
}

POSIX_FUNCTION(lock_release)
{
    return release_lock(t, (struct sem_lock *)args[0]);
}

/* ---- asking ---- */

static int semaphore_value(struct sem_lock *lock)
{
    int value = 0;
    sem_getvalue(&lock->shared->semaphore, &value);
    return value < 0 ? 0 : value;
}

POSIX_FUNCTION(lock_count)
{
    (void)t;
    return value_from_small_int(own_count((struct sem_lock *)args[0]));
}

POSIX_FUNCTION(lock_is_mine)
{
    return value_from_bool(is_mine(t, (struct sem_lock *)args[0]));
}

POSIX_FUNCTION(lock_get_value)
{
    (void)t;
    return value_from_small_int(semaphore_value((struct sem_lock *)args[0]));
}

POSIX_FUNCTION(lock_is_zero)
{
    (void)t;
    return value_from_bool(semaphore_value((struct sem_lock *)args[0]) == 0);
}

POSIX_FUNCTION(lock_after_fork)
{
    (void)t;
    store_relaxed(&((struct sem_lock *)args[0])->count, 0);
    return VALUE_NONE;
}

static Value get_kind(struct thread *t UNUSED, Value self)
{
    return value_from_small_int(((struct sem_lock *)self)->kind);
}

static Value get_maximum(struct thread *t, Value self)
{
    return int_from_int64(t, ((struct sem_lock *)self)->maximum);
}

static Value get_handle(struct thread *t, Value self)
{
    return int_from_uint64(t, (uint64_t)(uintptr_t)((struct sem_lock *)self)->shared);
}

/* ---- the type ---- */

static Value make(struct thread *t, struct type *type, int64_t kind, int64_t value, int64_t maximum)
{
    struct sem_lock *lock = gc_new(t, type);
    struct shared_semaphore *slot = lock == NULL ? NULL : take_slot();
    if (slot == NULL) {
        return lock == NULL ? VALUE_ERROR : raise_os_error(t, ENOMEM, VALUE_UNBOUND, VALUE_UNBOUND);
    }
    sem_init(&slot->semaphore, 1, (unsigned)value);
    lock->kind = (int)kind;
    lock->maximum = maximum;
    lock->maker = getpid();
    lock->shared = slot;
    return value_from_object(lock);
}

/* SemLock(kind, value, maxvalue); CPython's name and unlink are accepted and ignored. */
static Value sem_lock_new(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {
        "SemLock", "(kind, value, maxvalue, name=None, unlink=True)", NULL};
    Value bound[5];
    int64_t numbers[3];
    if (!arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    for (int i = 0; i < 3; i++) {
        if (!number_to_index(t, bound[i], &numbers[i])) {
            return VALUE_ERROR;
        }
    }
    if (numbers[0] != RECURSIVE_MUTEX && numbers[0] != SEMAPHORE) {
        return raise_error(t, &ValueError_type, "unrecognized kind");
    }
    if (numbers[1] < 0 || numbers[1] > SEM_VALUE_MAX) {
        return raise_os_error(t, EINVAL, VALUE_UNBOUND, VALUE_UNBOUND);
    }
    return make(t, (struct type *)args[0], numbers[0], numbers[1], numbers[2]);
}

static const struct native_def methods[] = {
    {"__enter__", lock_enter, "(self, /)", NULL, NATIVE_METHOD},
    {"__exit__", lock_release, "(self, /, *exc_info)", NULL, NATIVE_METHOD},
    {"_after_fork", lock_after_fork, "(self, /)", NULL, NATIVE_METHOD},
    {"_count", lock_count, "(self, /)", NULL, NATIVE_METHOD},
    {"_get_value", lock_get_value, "(self, /)", NULL, NATIVE_METHOD},
    {"_is_mine", lock_is_mine, "(self, /)", NULL, NATIVE_METHOD},
    {"_is_zero", lock_is_zero, "(self, /)", NULL, NATIVE_METHOD},
    {"acquire", lock_acquire, "(self, /, block=True, timeout=None)", "Acquire the semaphore/lock.",
     NATIVE_METHOD},
    {"release", lock_release, "(self, /)", "Release the semaphore/lock.", NATIVE_METHOD},
    {0},
};
static const struct getset_def getsets[] = {
    {"handle", get_handle, NULL, NULL},
    {"kind", get_kind, NULL, NULL},
    {"maxvalue", get_maximum, NULL, NULL},
    {0},
};

struct type sem_lock_type = {
    TYPE_HEADER("SemLock", sizeof(struct sem_lock)),
    .module = "_multiprocessing",
    .flags = TYPE_BASE,
    .methods = methods,
    .getsets = getsets,
    .new = sem_lock_new,
    .release = release,
};

/* ---- the module ---- */

static void before_fork(struct thread *t UNUSED)
{
    store_relaxed(&forked, true);
}

bool module_init__multiprocessing(struct thread *t, Value module)
{
    static const struct {
        const char *name;
        int number;
    } constants[] = {{"RECURSIVE_MUTEX", RECURSIVE_MUTEX}, {"SEMAPHORE", SEMAPHORE}};
    for (size_t i = 0; i < COUNT_OF(constants); i++) {
        if (!dict_set_cstr(t, sem_lock_type.attributes, constants[i].name,
                           value_from_small_int(constants[i].number))) {
            return false;
        }
    }
    return dict_set_cstr(t, sem_lock_type.attributes, "SEM_VALUE_MAX",
                         value_from_small_int(SEM_VALUE_MAX)) &&
           module_add(t, module, "SemLock", value_from_object(&sem_lock_type)) &&
           fork_hook_add(t, (struct fork_hook){.before = before_fork});
}
