/*
 * The report of a deadlock under the policy `seeded`: for each thread its stack, what it waits for, and who holds that.
 *
 * It is made by one of the threads that wait, which becomes attached again for it: all others wait in the scheduler, and
 * stay there. What they wait for is an address in the parking lot, inside of an object of the heap: its type says the rest.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lock/schedule.h"
#include "lock/world.h"
#include "runtime/abstract.h"
#include "runtime/deque.h"
#include "runtime/dict.h"
#include "runtime/file.h"
#include "runtime/heap.h"
#include "runtime/import.h"
#include "runtime/import_lock.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/modules/queue.h"
#include "runtime/modules/sync.h"
#include "runtime/modules/thread_lock.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "vm/fault_dump.h"
#include "vm/schedule_view.h"

enum { TEXT_BYTES = 256 };

static const struct thread *thread_of(const struct lock_thread *t)
{
    return CONTAINER_OF(t, struct thread, lock);
}

static const struct thread *thread_with(uint64_t ident, uint32_t number)
{
    struct lock_thread *t = thread_peek_first();
    while (t != NULL && thread_of(t)->ident != ident && schedule_number(t) != number) {
        t = thread_peek_next(t);
    }
    return t == NULL ? NULL : thread_of(t);
}

/* ---- names ---- */

/* The name of the threading.Thread of that ident: from threading._active, without running any code. */
static Value name_of(struct thread *t, const struct thread *whose)
{
    Value threading = dict_get_cstr(t, value_to_dict(sys_modules), "threading");
    Value active = VALUE_UNBOUND, name = VALUE_UNBOUND;
    if (value_is_object(threading) && value_type(threading) == &module_type) {
        active = dict_get_cstr(t, ((struct module *)threading)->attributes, "_active");
    }
    Value ident = int_from_uint64(t, whose->ident);
    if (value_is_dict(active) && ident != VALUE_ERROR) {
        Value thread = dict_get(t, value_to_dict(active), ident);
        if (thread != VALUE_UNBOUND && thread != VALUE_ERROR) {
            name = object_find_attribute(t, thread, str_intern_cstr(t, "_name"));
        }
    }
    error_clear(t);
    return name;
}

static void describe_thread(struct thread *t, const struct thread *whose, char *text)
{
    Value name = name_of(t, whose);
    int n = snprintf(text, TEXT_BYTES, "thread %u", schedule_number(&whose->lock));
    size_t length;
    const char *utf8 = value_is_str(name) ? str_to_utf8(t, name, &length) : NULL;
    if (utf8 != NULL) {
        snprintf(text + n, (size_t)(TEXT_BYTES - n), " \"%.100s\"", utf8);
    }
}

/* ---- what is waited for ---- */

struct search {
    const struct lock_object *waiter;
    const struct object *found;
};

static bool deque_has(struct deque *deque, const struct lock_object *waiter)
{
    for (uint64_t i = 0; i < deque_length(deque); i++) {
        if (deque_at(deque, i) == value_from_object(waiter)) {
            return true;
        }
    }
    return false;
}

static void look_at_condition(struct object *object, void *context)
{
    struct search *search = context;
    Value waiters = ((struct condition *)object)->waiters;
    if (value_is_object(waiters) && deque_has(value_to_deque(waiters), search->waiter)) {
        search->found = object;
    }
}

/* The condition whose notification a thread awaits at this lock of its own, or NULL. */
static const struct object *condition_with(const struct lock_object *waiter)
{
    struct search search = {waiter, NULL};
    gc_each_object_stw(&condition_type, look_at_condition, &search);
    return search.found;
}

static const struct thread *thread_that_ends_with(const struct lock_object *sentinel)
{
    struct lock_thread *t = thread_peek_first();
    while (t != NULL && thread_of(t)->object != value_from_object(sentinel)) {
        t = thread_peek_next(t);
    }
    return t == NULL ? NULL : thread_of(t);
}

static void describe_held(struct thread *t, const char *what, const void *object,
                          const struct thread *holder, char *text)
{
    char name[TEXT_BYTES] = "nobody that runs";
    if (holder != NULL) {
        describe_thread(t, holder, name);
    }
    snprintf(text, 2 * TEXT_BYTES, "%s at %p, held by %s", what, object, name);
}

static void describe_lock(struct thread *t, const struct lock_object *lock, char *text)
{
    const struct thread *ends = thread_that_ends_with(lock);
    const struct object *condition = condition_with(lock);
    if (ends != NULL) {
        char name[TEXT_BYTES];
        describe_thread(t, ends, name);
        snprintf(text, 2 * TEXT_BYTES, "the end of %s", name);
    } else if (condition != NULL) {
        snprintf(text, 2 * TEXT_BYTES, "a notification of the Condition at %p", (void *)condition);
    } else {
        describe_held(t, "the lock", lock, lock->holder != 0 ? thread_with(0, lock->holder) : NULL,
                      text);
    }
}

static void describe_object(struct thread *t, struct object *object, char *text)
{
    if (object->type == &lock_type) {
        describe_lock(t, (struct lock_object *)object, text);
    } else if (object->type == &rlock_type) {
        uint64_t owner = ((struct rlock_object *)object)->owner;
        describe_held(t, "the RLock", object, owner != 0 ? thread_with(owner, UINT32_MAX) : NULL,
                      text);
    } else if (object->type == &simple_queue_type) {
        snprintf(text, 2 * TEXT_BYTES, "an item in the SimpleQueue at %p", (void *)object);
    } else if (strcmp(object->type->name, "generation") == 0) {
        snprintf(text, 2 * TEXT_BYTES, "the others at a Barrier");
    } else {
        snprintf(text, 2 * TEXT_BYTES, "the %s at %p", object->type->name, (void *)object);
    }
}

static void describe_wait(struct thread *t, const struct thread *whose, char *text)
{
    int64_t deadline_ns;
    const void *address = schedule_awaited(&whose->lock, &deadline_ns);
    struct object *object = address != NULL ? heap_find_object_stw(address) : NULL;
    if (object != NULL) {
        describe_object(t, object, text);
    } else {
        snprintf(text, 2 * TEXT_BYTES, "%s",
                 address == NULL                   ? "nothing: it is stopped"
                 : import_lock_is_address(address) ? "the import of a module by another thread"
                                                   : "something of the interpreter's own");
    }
}

/* ---- the report ---- */

static void report_thread(struct thread *t, const struct thread *whose)
{
    char name[TEXT_BYTES], what[2 * TEXT_BYTES];
    describe_thread(t, whose, name);
    describe_wait(t, whose, what);
    name[0] = 'T';
    dprintf(STDERR_FILENO, "\n%s waits for %s:\n", name, what);
    fault_dump_stack(STDERR_FILENO, whose);
}

void schedule_view_deadlock(struct lock_thread *lock)
{
    struct thread *t = CONTAINER_OF(lock, struct thread, lock);
    schedule_reattach(lock);
    error_clear(t);
    (void)files_flush_all(t);
    struct schedule_counts counts = schedule_get_counts();
    dprintf(STDERR_FILENO,
            "hasp: deadlock at step %llu of seed %llu: no thread can ever run again\n",
            (unsigned long long)counts.steps, (unsigned long long)schedule_seed());
    world_stop(lock, "deadlock");
    for (struct lock_thread *other = thread_peek_first(); other != NULL;
         other = thread_peek_next(other)) {
        report_thread(t, thread_of(other));
    }
}
