/*
 * The list of threads, and how a thread begins and ends.
 *
 *   native_start (starter, attached)   enlist     NEW -> BLOCKED (STOPPED if a stop is pending)
 *   the thread's first instruction     begin      takes the global lock, BLOCKED -> ATTACHED
 *   the thread's last act              end        ATTACHED -> DEAD, out of the list, gives the global lock up
 *
 * The list changes only under world.lock, and only by attached threads; none is attached while the world is stopped, but
 * for the stopper. A thread that wants to end while a stop is pending stops first: the stopper waits for it.
 */
#include "lock/thread.h"

#include <pthread.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <unistd.h>

#include "lock/safepoint.h"
#include "lock/world.h"
#include "lock/world_state.h"
#include "runtime/base/assert.h"

_Thread_local struct lock_thread *thread_self_pointer;

/*
 * thread_spill: in assembly, because a compiler gives no way to see the callee-saved registers as the caller
 * left them. The stack pointer on entry is stored as well: everything that the caller keeps in memory lies above it.
 */
static_assert(offsetof(struct thread_spill, registers) == 8, "thread_spill is written in assembly");
#if defined(__x86_64__)
__asm__(".text\n"
        ".globl thread_spill\n"
        ".type thread_spill, @function\n"
        "thread_spill:\n"
        "    movq %rsp, 0(%rdi)\n"
        "    movq %rbx, 8(%rdi)\n"
        "    movq %rbp, 16(%rdi)\n"
        "    movq %r12, 24(%rdi)\n"
        "    movq %r13, 32(%rdi)\n"
        "    movq %r14, 40(%rdi)\n"
        "    movq %r15, 48(%rdi)\n"
        "    ret\n"
        ".size thread_spill, .-thread_spill\n");
#elif defined(__aarch64__)
__asm__(".text\n"
        ".globl thread_spill\n"
        ".type thread_spill, %function\n"
        "thread_spill:\n"
        "    mov x9, sp\n"
        "    str x9, [x0]\n"
        "    add x9, x0, #8\n"
        "    stp x19, x20, [x9, #0]\n"
        "    stp x21, x22, [x9, #16]\n"
        "    stp x23, x24, [x9, #32]\n"
        "    stp x25, x26, [x9, #48]\n"
        "    stp x27, x28, [x9, #64]\n"
        "    stp x29, x30, [x9, #80]\n"
        "    stp d8, d9, [x9, #96]\n"
        "    stp d10, d11, [x9, #112]\n"
        "    stp d12, d13, [x9, #128]\n"
        "    stp d14, d15, [x9, #144]\n"
        "    ret\n"
        ".size thread_spill, .-thread_spill\n");
#else
#error "Hasp runs on x86-64 and aarch64"
#endif

void thread_init(struct lock_thread *t)
{
    store_relaxed(&t->state, THREAD_NEW);
}

/* ---- the list ---- */

static void link_locked(struct lock_thread *t)
{
    t->next = NULL;
    t->previous = world.last;
    if (world.last != NULL) {
        world.last->next = t;
    } else {
        world.first = t;
    }
    world.last = t;
    atomic_add(&world.n_threads, 1);
}

static void unlink_locked(struct lock_thread *t)
{
    if (t->previous != NULL) {
        t->previous->next = t->next;
    } else {
        world.first = t->next;
    }
    if (t->next != NULL) {
        t->next->previous = t->previous;
    } else {
        world.last = t->previous;
    }
    atomic_sub(&world.n_threads, 1);
}

bool thread_enlist(struct lock_thread *t)
{
    ASSERT(load_relaxed(&t->state) == THREAD_NEW);
    ranked_lock(&world.lock);
    bool may_start = load_relaxed(&world.survivor) == NULL;
    if (may_start) {
        store_release(&t->state,
                      load_relaxed(&world.stopper) != NULL ? THREAD_STOPPED : THREAD_BLOCKED);
        link_locked(t);
    }
    ranked_unlock(&world.lock);
    if (may_start && !policy_in_force->exclusive) {
        store_relaxed(&mutex_objects_shared, 1);
    }
    if (may_start && policy_in_force->enlist != NULL) {
        policy_in_force->enlist(t);
    }
    return may_start;
}

void thread_delist(struct lock_thread *t)
{
    if (policy_in_force->delist != NULL) {
        policy_in_force->delist(t);
    }
    ranked_lock(&world.lock);
    unlink_locked(t);
    store_release(&t->state, THREAD_NEW);
    ranked_unlock(&world.lock);
}

size_t thread_count(void)
{
    return load_relaxed(&world.n_threads);
}

struct lock_thread *thread_first_stw(void)
{
    world_assert_stopped();
    return world.first;
}

struct lock_thread *thread_next_stw(const struct lock_thread *t)
{
    return t->next;
}

struct lock_thread *thread_peek_first(void)
{
    return load_relaxed(&world.first);
}

struct lock_thread *thread_peek_next(const struct lock_thread *t)
{
    return load_relaxed(&t->next);
}

/* ---- beginning and ending ---- */

void thread_begin(struct lock_thread *t)
{
    store_relaxed(&t->native_id, gettid());
    store_release(&t->parker, park_self());
    thread_self_pointer = t;
    policy_in_force->attach(t);
    world_return(t);
}

void thread_end(struct lock_thread *t)
{
    order_assert_none();
    ranked_lock(&world.lock);
    while (load_relaxed(&world.stopper) != NULL) {
        ranked_unlock(&world.lock);
        world_stop_here(t);
        ranked_lock(&world.lock);
    }
    unlink_locked(t);
    store_release(&t->state, THREAD_DEAD);
    ranked_unlock(&world.lock);
    policy_in_force->detach(t);
    thread_self_pointer = NULL;
}

/* The kernel keeps so much below the main thread's stack free of other mappings, whatever the limit. */
enum { MOST_MAIN_STACK = 128 << 20 };

/*
 * The main thread's stack without reading /proc/self/maps, as pthread_getattr_np does: 3 % of the start. Above the name of
 * the program, which the kernel has put at the very top, there is a word. False: this is another thread, or all is different.
 */
static bool adopt_main_stack(struct lock_thread *t)
{
    struct rlimit limit;
    char *name = (char *)getauxval(AT_EXECFN), *here = (char *)__builtin_frame_address(0);
    if (gettid() != getpid() || name == NULL || getrlimit(RLIMIT_STACK, &limit) != 0 ||
        limit.rlim_cur > MOST_MAIN_STACK || here > name ||
        (size_t)(name - here) > limit.rlim_cur / 2) {
        return false;
    }
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    uintptr_t top = (uintptr_t)name + strlen(name) + 1 + sizeof(void *);
    t->stack_high = (char *)((top + page - 1) / page * page);
    t->stack_low = t->stack_high - limit.rlim_cur / page * page;
    return true;
}

static void adopt_stack(struct lock_thread *t)
{
    if (adopt_main_stack(t)) {
        return;
    }
    pthread_attr_t attributes;
    void *low;
    size_t size;
    CHECK(pthread_getattr_np(pthread_self(), &attributes) == 0);
    CHECK(pthread_attr_getstack(&attributes, &low, &size) == 0);
    pthread_attr_destroy(&attributes);
    t->stack_low = low;
    t->stack_high = t->stack_low + size;
}

/* The list does not take threads that come from outside: a stop is pending, or all but one have ended. */
static bool is_closed(void *unused UNUSED)
{
    return load_acquire(&world.stopper) != NULL || load_acquire(&world.survivor) != NULL;
}

/*
 * Enters the list on its own behalf. Nobody who reads the list with the world stopped may see it change, so
 * a pending stop must be over; and others may be inside critical sections that took no mutex, so sharing begins with
 * the world stopped.
 */
void thread_attach(struct lock_thread *t)
{
    adopt_stack(t);
    ranked_lock(&world.lock);
    while (is_closed(NULL)) {
        ranked_unlock(&world.lock);
        park_wait(&world.n_threads, is_closed, NULL, PARK_FOREVER, PARK_UNINTERRUPTIBLE, NULL);
        ranked_lock(&world.lock);
    }
    link_locked(t);
    store_release(&t->state, THREAD_BLOCKED);
    bool alone = world.first == t && t->next == NULL;
    ranked_unlock(&world.lock);
    thread_begin(t);
    if (!alone && !policy_in_force->exclusive) {
        world_stop(t, "attach");
        store_relaxed(&mutex_objects_shared, 1);
        world_start(t);
    }
}

void thread_detach(struct lock_thread *t)
{
    thread_end(t);
}

void thread_after_fork_child(struct lock_thread *t)
{
    struct lock_thread *other = world.first;
    world.first = t;
    world.last = t;
    store_release(&world.n_threads, 1);
    while (other != NULL) {
        struct lock_thread *following = other->next;
        if (other != t) {
            store_release(&other->state, THREAD_DEAD);
            if (callbacks_in_force.thread_gone != NULL) {
                callbacks_in_force.thread_gone(other);
            }
        }
        other = following;
    }
    t->next = NULL;
    t->previous = NULL;
    store_relaxed(&t->native_id, gettid());
    store_relaxed(&mutex_objects_shared, 0);
}
