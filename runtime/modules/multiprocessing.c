/*
 * The module _multiprocessing: SemLock, a semaphore or recursive lock shared by processes, the messages of connections
 * (runtime/modules/connection_message.h) and the packets of crews (connection_packet.h).
 *
 * The count is a POSIX semaphore (runtime/modules/shared_semaphore.h): one without a name reaches the processes that
 * are forked, one with a name whoever knows it. Which thread of which process holds the lock, and how often, is each
 * process's own business: the number of the process beside the count tells a child that it sees its parent's.
 */
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <semaphore.h>
#include <stdlib.h>
#include <time.h>

#include "lock/schedule.h"
#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/modules/connection_message.h"
#include "runtime/modules/connection_packet.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/shared_semaphore.h"

enum { RECURSIVE_MUTEX, SEMAPHORE };

struct sem_lock {
    struct object base;
    /* Constant. */
    sem_t *semaphore; /* NULL: released */
    bool is_named;
    Value name; /* str, or None: nobody else can open it */
    int kind;
    int64_t maximum;
    pid_t maker; /* the process that gives a nameless one back */
    /*
     * Written by whoever acquires or releases; `owner` before the acquisition is counted, so that a thread which sees
     * itself as the owner of a counted acquisition has made it.
     */
    uint64_t owner;    /* ident of the thread that acquired last */
    uint64_t holdings; /* process << 32 | its acquisitions that were not released (int32_t) */
};

extern struct type sem_lock_type;

static void release(struct object *self)
{
    struct sem_lock *lock = (struct sem_lock *)self;
    if (lock->semaphore != NULL) {
        shared_semaphore_close(lock->semaphore, lock->is_named, lock->maker);
    }
    lock->semaphore = NULL;
}

/* ---- owner and count ---- */

static uint64_t pack_holdings(int32_t count)
{
    return (uint64_t)shared_semaphore_process() << 32 | (uint32_t)count;
}

/* In a child the numbers are the parent's until it acquires the lock itself: they count for nothing. */
static bool is_counted_here(uint64_t holdings)
{
    return (pid_t)(holdings >> 32) == shared_semaphore_process();
}

static int32_t count_in(uint64_t holdings)
{
    return is_counted_here(holdings) ? (int32_t)holdings : 0;
}

static int32_t own_count(struct sem_lock *lock)
{
    return count_in(load_acquire(&lock->holdings));
}

static void change_count(struct sem_lock *lock, int32_t change)
{
    uint64_t seen = load_relaxed(&lock->holdings);
    while (!compare_and_swap(&lock->holdings, &seen, pack_holdings(count_in(seen) + change))) {
    }
}

static bool is_mine(const struct thread *t, struct sem_lock *lock)
{
    return own_count(lock) > 0 && load_relaxed(&lock->owner) == t->ident;
}

/* After the semaphore was got. */
static void count_acquired(const struct thread *t, struct sem_lock *lock)
{
    store_relaxed(&lock->owner, t->ident);
    change_count(lock, 1);
}

/* ---- acquire ---- */

/* The deadline on the clock of sem_timedwait. */
static bool deadline_argument(struct thread *t, Value timeout, struct timespec *deadline)
{
    double seconds;
    if (!number_to_double(t, timeout, &seconds)) {
        return false;
    }
    if (isnan(seconds)) {
        return raise_false(t, &ValueError_type, "Invalid value NaN (not a number)");
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

/* Who gives the semaphore back is mostly another process. */
static int acquire_outside(sem_t *semaphore, const struct timespec *deadline)
{
    schedule_leave("sem_wait");
    return deadline != NULL ? sem_timedwait(semaphore, deadline) : sem_wait(semaphore);
}

static Value wait_for_semaphore(struct thread *t, sem_t *semaphore, const struct timespec *deadline)
{
    int result;
    BLOCKING(t, result, acquire_outside(semaphore, deadline));
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
        change_count(lock, 1);
        return VALUE_TRUE;
    }
    if (has_timeout && !deadline_argument(t, timeout, &deadline)) {
        return VALUE_ERROR;
    }
    sem_t *semaphore = lock->semaphore;
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

/* One unit back, under the object lock: of two threads that release the last unit that is missing, one must fail. */
enum posted { POSTED, POSTED_TOO_OFTEN, POST_FAILED };

static enum posted post_locked(struct sem_lock *lock)
{
    if (lock->kind == SEMAPHORE) { /* the other kind has been asked whose it is */
        int value;
        sem_getvalue(lock->semaphore, &value);
        if (value >= lock->maximum) {
            return POSTED_TOO_OFTEN;
        }
    }
    /* The numbers first: as soon as it is posted another thread may count. What the parent acquired is not ours. */
    if (is_counted_here(load_acquire(&lock->holdings))) {
        change_count(lock, -1);
    }
    return sem_post(lock->semaphore) == 0 ? POSTED : POST_FAILED;
}

static Value post(struct thread *t, struct sem_lock *lock)
{
    bool locked = object_lock(&lock->base);
    enum posted posted = post_locked(lock);
    int error = errno;
    object_unlock(&lock->base, locked);
    gc_keep(lock);
    switch (posted) {
    case POSTED:
        return VALUE_NONE;
    case POSTED_TOO_OFTEN:
        return raise_error(t, &ValueError_type, "semaphore or lock released too many times");
    default:
        return raise_os_error(t, error, VALUE_UNBOUND, VALUE_UNBOUND);
    }
}

static Value release_lock(struct thread *t, struct sem_lock *lock)
{
    if (lock->kind == RECURSIVE_MUTEX) {
        if (!is_mine(t, lock)) {
            return raise_error(t, &AssertionError_type,
                               "attempt to release recursive lock not owned by thread");
        }
        if (own_count(lock) > 1) {
            change_count(lock, -1);
            return VALUE_NONE;
        }
    }
    return post(t, lock);
}

POSIX_FUNCTION(lock_release)
{
    return release_lock(t, (struct sem_lock *)args[0]);
}

/* ---- asking ---- */

static int semaphore_value(struct sem_lock *lock)
{
    int value = 0;
    sem_getvalue(lock->semaphore, &value);
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
    store_relaxed(&((struct sem_lock *)args[0])->holdings, 0);
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
    return int_from_uint64(t, (uint64_t)(uintptr_t)((struct sem_lock *)self)->semaphore);
}

/* ---- the type ---- */

/* Gives a fresh lock its semaphore; NULL: OSError for errno. */
static Value attach(struct thread *t, struct sem_lock *lock, sem_t *semaphore, bool is_named)
{
    if (semaphore == NULL) {
        return raise_os_error(t, errno, VALUE_UNBOUND, VALUE_UNBOUND);
    }
    lock->is_named = is_named;
    lock->semaphore = semaphore;
    return value_from_object(lock);
}

static Value make(struct thread *t, struct type *type, int64_t kind, int64_t maximum, Value name)
{
    struct sem_lock *lock = gc_new(t, type);
    if (lock == NULL) {
        return VALUE_ERROR;
    }
    lock->kind = (int)kind;
    lock->maximum = maximum;
    lock->maker = shared_semaphore_process();
    lock->name = name;
    return value_from_object(lock);
}

/* SemLock(kind, value, maxvalue, name, unlink): with `unlink` it is for forked children, and needs no name. */
static Value sem_lock_new(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"SemLock", "(kind, value, maxvalue, name, unlink)",
                                            NULL};
    Value bound[5];
    int64_t numbers[3];
    const char *name;
    size_t name_length;
    if (!arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    for (int i = 0; i < 3; i++) {
        if (!number_to_index(t, bound[i], &numbers[i])) {
            return VALUE_ERROR;
        }
        if (numbers[i] != (int)numbers[i]) {
            return raise_error(t, &OverflowError_type, "Python int too large to convert to C int");
        }
    }
    enum truth unlink = object_truth(t, bound[4]);
    if (unlink == TRUTH_ERROR || (name = path_from_value(t, bound[3], &name_length)) == NULL) {
        return VALUE_ERROR;
    }
    if (numbers[0] != RECURSIVE_MUTEX && numbers[0] != SEMAPHORE) {
        return raise_error(t, &ValueError_type, "unrecognized kind");
    }
    if (numbers[1] < 0) {
        return raise_os_error(t, EINVAL, VALUE_UNBOUND, VALUE_UNBOUND);
    }
    bool is_named = unlink == TRUTH_FALSE;
    Value v =
        make(t, (struct type *)args[0], numbers[0], numbers[2], is_named ? bound[3] : VALUE_NONE);
    if (v != VALUE_ERROR) {
        sem_t *semaphore = is_named ? shared_semaphore_create(name, (unsigned)numbers[1])
                                    : shared_semaphore_new((unsigned)numbers[1]);
        return attach(t, (struct sem_lock *)v, semaphore, is_named);
    }
    return v;
}

/* SemLock._rebuild(handle, kind, maxvalue, name): in another process. A handle means nothing there. */
POSIX_FUNCTION(sem_lock_rebuild)
{
    int64_t kind, maximum;
    const char *name;
    size_t name_length;
    if (!number_to_index(t, args[2], &kind) || !number_to_index(t, args[3], &maximum)) {
        return VALUE_ERROR;
    }
    if (args[4] == VALUE_NONE) {
        return raise_error(t, &ValueError_type, "a semaphore without a name cannot be rebuilt");
    }
    if ((name = path_from_value(t, args[4], &name_length)) == NULL) {
        return VALUE_ERROR;
    }
    Value v = make(t, (struct type *)args[0], kind, maximum, args[4]);
    return v == VALUE_ERROR ? v
                            : attach(t, (struct sem_lock *)v, shared_semaphore_open(name), true);
}

static const struct native_def methods[] = {
    {"__enter__", lock_enter, "(self, /)", NULL, NATIVE_METHOD},
    {"__exit__", lock_release, "(*)(self, /, *exc_info)", NULL, NATIVE_METHOD},
    {"_after_fork", lock_after_fork, "(self, /)", NULL, NATIVE_METHOD},
    {"_count", lock_count, "(self, /)", NULL, NATIVE_METHOD},
    {"_get_value", lock_get_value, "(self, /)", NULL, NATIVE_METHOD},
    {"_is_mine", lock_is_mine, "(self, /)", NULL, NATIVE_METHOD},
    {"_is_zero", lock_is_zero, "(self, /)", NULL, NATIVE_METHOD},
    {"_rebuild", sem_lock_rebuild, "(cls, handle, kind, maxvalue, name, /)", NULL,
     NATIVE_CLASS_METHOD},
    {"acquire", lock_acquire, "(self, /, block=True, timeout=None)", "Acquire the semaphore/lock.",
     NATIVE_METHOD},
    {"release", lock_release, "(self, /)", "Release the semaphore/lock.", NATIVE_METHOD},
    {0},
};
static void trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct sem_lock *)self)->name);
}

static Value get_name(struct thread *t UNUSED, Value self)
{
    return ((struct sem_lock *)self)->name;
}

static const struct getset_def getsets[] = {
    {"handle", get_handle, NULL, NULL},
    {"kind", get_kind, NULL, NULL},
    {"maxvalue", get_maximum, NULL, NULL},
    {"name", get_name, NULL, NULL},
    {0},
};

struct type sem_lock_type = {
    TYPE_HEADER("SemLock", sizeof(struct sem_lock)),
    .module = "_multiprocessing",
    .flags = TYPE_BASE,
    .methods = methods,
    .getsets = getsets,
    .trace = trace,
    .new = sem_lock_new,
    .release = release,
};

/* ---- the module ---- */

POSIX_FUNCTION(function_unlink)
{
    size_t name_length;
    const char *name = path_from_value(t, args[0], &name_length);
    return name == NULL ? VALUE_ERROR : posix_done(t, sem_unlink(name), VALUE_UNBOUND);
}

static const struct native_def functions[] = {
    {"sem_unlink", function_unlink, "(name, /)", NULL, NATIVE_METHOD},
    {0},
};

/* What the system's semaphores can do, as CPython's module tells. */
static bool add_flags(struct thread *t, Value module)
{
    static const char *const names[] = {"HAVE_SEM_OPEN", "HAVE_SEM_TIMEDWAIT"};
    Value flags = dict_new(t);
    for (size_t i = 0; flags != VALUE_ERROR && i < COUNT_OF(names); i++) {
        if (!dict_set_cstr(t, value_to_dict(flags), names[i], value_from_small_int(1))) {
            return false;
        }
    }
    return flags != VALUE_ERROR && module_add(t, module, "flags", flags);
}

bool module_init__multiprocessing(struct thread *t, Value module)
{
    static const struct module_number constants[] = {
        MODULE_NUMBER(RECURSIVE_MUTEX),
        MODULE_NUMBER(SEMAPHORE),
        MODULE_NUMBER(SEM_VALUE_MAX),
    };
    for (size_t i = 0; i < COUNT_OF(constants); i++) {
        if (!dict_set_cstr(t, sem_lock_type.attributes, constants[i].name,
                           value_from_small_int(constants[i].number))) {
            return false;
        }
    }
    return module_add(t, module, "SemLock", value_from_object(&sem_lock_type)) &&
           module_add_functions(t, module, functions) &&
           module_add_functions(t, module, connection_message_functions) &&
           module_add_functions(t, module, connection_packet_functions) && add_flags(t, module) &&
           shared_semaphore_init(t);
}
