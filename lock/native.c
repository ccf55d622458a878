/*
 * Native threads: their mappings and their ends.
 *
 *      native_start            the thread's last act          native_reap, joined
 *      ----------> RUNNING ---------------------------> FINISHED ----------------> CACHED or unmapped
 *          ^                                                                          |
 *          +--------------------------------------------------------------------------+
 *
 * A thread cannot unmap the stack that it stands on. It puts its mapping on the finished list; the next thread to be
 * started or to end, or native_reap, joins it (which waits for the kernel to let go of the stack, and for nothing else). So
 * the memory of many threads goes with them, not only when another is started.
 *
 * The record of a mapping lies at the upper end of its C stack, which is touched in any case.
 */
#include "lock/native.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lock/hooks.h"
#include "lock/ranked.h"
#include "lock/schedule.h"
#include "lock/world_state.h"
#include "runtime/base/assert.h"
#include "runtime/base/sanitizer.h"

#define MAX_CACHED 8

struct thread_mapping {
    /* Constant. */
    char *base;
    size_t size_bytes;
    size_t stack_bytes;
    size_t extra_bytes;
    char *stack_low;
    char *signal_stack;
    size_t signal_stack_bytes;
    char *extra;

    /* Set by the starter before the thread exists. */
    struct lock_thread *thread;
    void (*run)(struct lock_thread *t, void *argument);
    void *argument;

    /* Set by the thread itself, read after it has finished. */
    pthread_t native;

    /* Under native.lock. */
    struct thread_mapping *next; /* in the list of all */
    struct thread_mapping *previous;
    struct thread_mapping *next_idle; /* in `finished` or `cached` */
};

static struct {
    struct ranked_mutex lock;
    /* Under the lock. */
    struct thread_mapping *all;
    struct thread_mapping *finished;
    struct thread_mapping *cached;
    uint32_t n_cached;
} native = {.lock = RANKED_MUTEX(NATIVE)};

/* ---- mappings ---- */

static size_t page_round(size_t size_bytes)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return (size_bytes + page - 1) & ~(page - 1);
}

static void link_locked(struct thread_mapping *mapping)
{
    mapping->previous = NULL;
    mapping->next = native.all;
    if (native.all != NULL) {
        native.all->previous = mapping;
    }
    native.all = mapping;
}

static void unlink_locked(struct thread_mapping *mapping)
{
    if (mapping->previous != NULL) {
        mapping->previous->next = mapping->next;
    } else {
        native.all = mapping->next;
    }
    if (mapping->next != NULL) {
        mapping->next->previous = mapping->previous;
    }
}

/* Guards at both ends; huge pages would touch two megabytes at once where five pages do. */
static bool protect(char *base, size_t size_bytes, size_t guard)
{
    return mprotect(base, guard, PROT_NONE) == 0 &&
           mprotect(base + size_bytes - guard, guard, PROT_NONE) == 0 &&
           (madvise(base + guard, size_bytes - 2 * guard, MADV_NOHUGEPAGE) == 0 || errno == EINVAL);
}

static struct thread_mapping *mapping_new(size_t stack_bytes, size_t extra_bytes)
{
    size_t guard = page_round(1);
    size_t signal_stack_bytes = page_round((size_t)sysconf(_SC_SIGSTKSZ));
    size_t size_bytes;
    if (__builtin_add_overflow(stack_bytes, 2 * guard + signal_stack_bytes + extra_bytes,
                               &size_bytes)) {
        return NULL;
    }
    char *base = mmap(NULL, size_bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base == MAP_FAILED) {
        return NULL;
    }
    if (!protect(base, size_bytes, guard)) {
        munmap(base, size_bytes);
        return NULL;
    }
    char *stack_end = base + guard + stack_bytes;
    struct thread_mapping *mapping =
        (struct thread_mapping *)(stack_end - ((sizeof *mapping + 63) & ~(size_t)63));
    mapping->base = base;
    mapping->size_bytes = size_bytes;
    mapping->stack_bytes = stack_bytes;
    mapping->extra_bytes = extra_bytes;
    mapping->stack_low = base + guard;
    mapping->signal_stack = stack_end;
    mapping->signal_stack_bytes = signal_stack_bytes;
    mapping->extra = stack_end + signal_stack_bytes;
    return mapping;
}

static struct thread_mapping *take_cached_locked(size_t stack_bytes, size_t extra_bytes)
{
    struct thread_mapping **place = &native.cached;
    while (*place != NULL &&
           ((*place)->stack_bytes != stack_bytes || (*place)->extra_bytes != extra_bytes)) {
        place = &(*place)->next_idle;
    }
    struct thread_mapping *mapping = *place;
    if (mapping != NULL) {
        *place = mapping->next_idle;
        native.n_cached--;
    }
    return mapping;
}

static struct thread_mapping *mapping_get(size_t stack_bytes, size_t extra_bytes)
{
    ranked_lock(&native.lock);
    struct thread_mapping *mapping = take_cached_locked(stack_bytes, extra_bytes);
    ranked_unlock(&native.lock);
    if (mapping != NULL) {
        return mapping;
    }
    mapping = mapping_new(stack_bytes, extra_bytes);
    if (mapping != NULL) {
        ranked_lock(&native.lock);
        link_locked(mapping);
        ranked_unlock(&native.lock);
    }
    return mapping;
}

static void mapping_put(struct thread_mapping *mapping)
{
    ranked_lock(&native.lock);
    /* What an earlier thread has left on a stack is not to be seen in a run that is to be repeatable. */
    bool keep = native.n_cached < MAX_CACHED && !schedule_is_active();
    if (keep) {
        mapping->next_idle = native.cached;
        native.cached = mapping;
        native.n_cached++;
    } else {
        unlink_locked(mapping);
    }
    ranked_unlock(&native.lock);
    if (!keep) {
        munmap(mapping->base, mapping->size_bytes);
    }
}

/* ---- threads ---- */

/* Until the thread is gone: its mapping lasts as long. */
static void use_signal_stack(struct thread_mapping *mapping)
{
    stack_t stack = {.ss_sp = mapping->signal_stack, .ss_size = mapping->signal_stack_bytes};
    CHECK(sigaltstack(&stack, NULL) == 0);
}

static void *entry(void *argument)
{
    struct thread_mapping *mapping = argument;
    struct lock_thread *t = mapping->thread;
    mapping->native = pthread_self();
    use_signal_stack(mapping);
    thread_begin(t);
    mapping->run(t, mapping->argument);
    thread_end(t);
    native_reap();
    ranked_lock(&native.lock);
    mapping->next_idle = native.finished;
    native.finished = mapping;
    ranked_unlock(&native.lock);
    if (callbacks_in_force.thread_gone !=
        NULL) { /* whoever learns of it can join this thread now */
        callbacks_in_force.thread_gone(t);
    }
    if (schedule_is_active()) {
        schedule_thread_gone();
    }
    return NULL;
}

static int create(struct thread_mapping *mapping)
{
    pthread_attr_t attributes;
    pthread_t native_thread;
    if (hook_fires(HOOK_START)) {
        return EAGAIN;
    }
    int error = pthread_attr_init(&attributes);
    if (error == 0) {
        error = pthread_attr_setstack(&attributes, mapping->stack_low,
                                      (size_t)((char *)mapping - mapping->stack_low));
        if (error == 0) {
            error = pthread_create(&native_thread, &attributes, entry, mapping);
        }
        pthread_attr_destroy(&attributes);
    }
    return error;
}

static void describe(struct lock_thread *t, struct thread_mapping *mapping)
{
    t->mapping = mapping;
    t->stack_low = mapping->stack_low;
    t->stack_high = (char *)mapping;
    t->extra = mapping->extra;
    t->extra_bytes = mapping->extra_bytes;
    t->spill.stack_top = NULL;
}

int native_start(struct lock_thread *t, size_t stack_bytes, size_t extra_bytes,
                 void (*run)(struct lock_thread *t, void *argument), void *argument)
{
    native_reap();
    ASSERT(stack_bytes >= NATIVE_STACK_BYTES);
    struct thread_mapping *mapping = mapping_get(page_round(stack_bytes), page_round(extra_bytes));
    if (mapping == NULL) {
        return ENOMEM;
    }
    mapping->thread = t;
    mapping->run = run;
    mapping->argument = argument;
    describe(t, mapping);
    int error = EAGAIN;
    if (thread_enlist(t)) {
        error = create(mapping);
        if (error != 0) {
            thread_delist(t);
        }
    }
    if (error != 0) {
        mapping_put(mapping);
        t->mapping = NULL;
    }
    return error;
}

void native_reap(void)
{
    ranked_lock(&native.lock);
    struct thread_mapping *finished = native.finished;
    native.finished = NULL;
    ranked_unlock(&native.lock);
    while (finished != NULL) {
        struct thread_mapping *following = finished->next_idle;
        CHECK(pthread_join(finished->native, NULL) == 0);
        mapping_put(finished);
        finished = following;
    }
}

/* ---- fork ---- */

void native_before_fork(void)
{
    ranked_lock(&native.lock);
}

void native_after_fork_parent(void)
{
    ranked_unlock(&native.lock);
}

/*
 * ThreadSanitizer goes on believing in the parent's threads, and dies when a new one has the address of one of
 * them; there, their mappings stay.
 */
static void unmap_in_child(struct thread_mapping *mapping)
{
    if (!THREAD_SANITIZER) {
        munmap(mapping->base, mapping->size_bytes);
    }
}

/* The child has one native thread: every mapping but its own is idle for good. */
void native_after_fork_child(const struct lock_thread *t)
{
    struct thread_mapping *mapping = native.all;
    native.all = NULL;
    native.finished = NULL;
    native.cached = NULL;
    native.n_cached = 0;
    while (mapping != NULL) {
        struct thread_mapping *following = mapping->next;
        if (mapping == t->mapping) {
            link_locked(mapping);
        } else {
            unmap_in_child(mapping);
        }
        mapping = following;
    }
    store_release(&native.lock.word, 0);
}
