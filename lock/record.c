/*
 * The recording policy. Its functions are called where the chosen policy's would be, and call these. What the world
 * sees between two of them is drawn in record.h.
 *
 * A poll need not give the lock up (nobody waits, or it is not yet time). Whether it has is told by `tenures`, the number
 * of acquisitions, which the holder alone changes: another's acquisition lies between mine if the number has changed.
 */
#include "lock/record.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lock/park.h"
#include "lock/places.h"
#include "lock/record_state.h"
#include "lock/recording.h"
#include "lock/safepoint.h"
#include "lock/trace.h"
#include "runtime/base/assert.h"
#include "runtime/base/atomics.h"

bool record_in_force;
struct records records = {.lock = RANKED_MUTEX(RECORDS)};

/* Constant after start-up. */
static struct record_callbacks callbacks;
static const struct lock_policy *real;
static struct lock_policy wrapper;

/* The holder's of an exclusive lock: handed from thread to thread with it. */
static struct lock_history {
    uint64_t tenures;
    pid_t last; /* who has held it last, and until when */
    int64_t released_ns;
} lock_history;

/* The world's stopper's: when its stop began, and why. */
static int64_t stop_since_ns;
static const char *stop_why;

void record_begin(const struct record_callbacks *given)
{
    callbacks = *given;
    record_in_force = true;
    ranked_register_for_fork(&records.lock);
    places_init();
    sums_init();
}

/* ---- the list ---- */

/* Recording begins with the first thread: before that a policy may not have set up its clock. */
static void link_record(struct record *r)
{
    ranked_lock(&records.lock);
    if (records.begun_ns == 0) {
        records.begun_ns = r->sums.since_ns;
    }
    r->next = records.first;
    if (r->next != NULL) {
        r->next->previous = r;
    }
    records.first = r;
    ranked_unlock(&records.lock);
}

static void unlink_record(struct record *r)
{
    ranked_lock(&records.lock);
    if (r->previous != NULL) {
        r->previous->next = r->next;
    } else {
        records.first = r->next;
    }
    if (r->next != NULL) {
        r->next->previous = r->previous;
    }
    ranked_unlock(&records.lock);
}

/* NULL: no memory; such a thread leaves no trace. */
static struct record *record_new(const struct lock_thread *t, int64_t now_ns)
{
    struct record *r = calloc(1, sizeof *r);
    if (r == NULL) {
        return NULL;
    }
    r->lock = (struct ranked_mutex)RANKED_MUTEX(LEAF);
    r->ring = trace_is_on() ? calloc(1, sizeof *r->ring) : NULL;
    r->sums = (struct thread_sums){.native_id = t->native_id,
                                   .n_threads = 1,
                                   .alive = true,
                                   .state = RECORD_WAIT,
                                   .since_ns = now_ns};
    strcpy(r->sums.name, t->native_id == getpid() ? "MainThread" : "Thread");
    link_record(r);
    return r;
}

/* ---- one step of a thread ---- */

static struct record_place place_of(struct lock_thread *t)
{
    const struct record *r = t->record;
    struct record_place place = {0};
    if (callbacks.place != NULL) {
        place = callbacks.place(t, r->ring != NULL);
    }
    if (place.function == 0) {
        place.function = r->home;
    }
    return place;
}

static void push(struct record *r, enum event_kind kind, int64_t now_ns, const char *text,
                 struct record_place place)
{
    if (r->ring != NULL) {
        trace_push(r,
                   &(struct event){.time_ns = now_ns, .text = text, .place = place, .kind = kind});
    }
}

static int64_t change_locked(struct record *r, enum record_state state, int64_t now_ns)
{
    int64_t length_ns = now_ns - r->sums.since_ns;
    r->sums.spent_ns[r->sums.state] += length_ns;
    r->sums.state = state;
    r->sums.since_ns = now_ns;
    return length_ns;
}

/* The lock is asked for. */
static void ask(struct record *r, int64_t now_ns)
{
    ranked_lock(&r->lock);
    change_locked(r, RECORD_WAIT, now_ns);
    ranked_unlock(&r->lock);
    if (real->exclusive) {
        contention_begin(now_ns);
    }
}

/* The lock is held from now on. `t` has asked for it before. */
static void begin_run(struct record *r)
{
    struct event event = {.time_ns = park_clock_ns(), .kind = EVENT_ACQUIRE};
    if (real->exclusive) {
        contention_end(event.time_ns);
        lock_history.tenures++;
        event.from = lock_history.last != r->sums.native_id ? lock_history.last : 0;
        event.released_ns = lock_history.released_ns;
        store_release(&records.holder, r);
    }
    ranked_lock(&r->lock);
    int64_t wait_ns = change_locked(r, RECORD_RUN, event.time_ns);
    r->sums.acquired++;
    if (wait_ns > r->sums.longest_wait_ns) {
        r->sums.longest_wait_ns = wait_ns;
    }
    ranked_unlock(&r->lock);
    if (real->exclusive) {
        place_charge_wait(r->waiting_place.function, wait_ns);
    }
    if (r->ring != NULL) {
        trace_push(r, &event);
    }
}

/* The lock is given up: what its next holder will want to know. By the holder. */
static void note_release(const struct record *r, int64_t now_ns)
{
    lock_history.last = r->sums.native_id;
    lock_history.released_ns = now_ns;
}

/* The run that ended at `now_ns`. */
static void end_run(struct record *r, enum record_state next, const char *call, int64_t now_ns,
                    struct record_place place)
{
    ranked_lock(&r->lock);
    int64_t hold_ns = change_locked(r, next, now_ns);
    r->sums.call = call != NULL ? call : r->sums.call;
    r->sums.forced += next == RECORD_WAIT;
    if (hold_ns > r->sums.longest_hold_ns) {
        r->sums.longest_hold_ns = hold_ns;
    }
    ranked_unlock(&r->lock);
    r->waiting_place = place;
    place_charge_hold(place.function, hold_ns);
}

/* Before the lock is given up for something else than another thread's sake. */
static void leave_run(struct lock_thread *t, enum record_state next, enum event_kind kind,
                      const char *call)
{
    int64_t now_ns = park_clock_ns();
    struct record *r = t->record;
    struct record_place place = place_of(t);
    if (real->exclusive) {
        note_release(r, now_ns);
        store_release(&records.holder, NULL);
    }
    end_run(r, next, call, now_ns, place);
    push(r, kind, now_ns, call, place);
}

/* ---- the policy ---- */

static void attach(struct lock_thread *t)
{
    int64_t now_ns = park_clock_ns();
    t->record = record_new(t, now_ns);
    if (t->record == NULL) {
        real->attach(t);
        return;
    }
    push(t->record, EVENT_BEGIN, now_ns, NULL, (struct record_place){0});
    if (real->exclusive) {
        contention_begin(now_ns);
    }
    real->attach(t);
    begin_run(t->record);
}

static void detach(struct lock_thread *t)
{
    struct record *r = t->record;
    if (r == NULL) {
        real->detach(t);
        return;
    }
    leave_run(t, RECORD_STOPPED, EVENT_END, NULL);
    real->detach(t);
    t->record = NULL;
    /* While it is in the list: the process may end at any moment, and whoever ends it looks there. */
    trace_drain(r);
    unlink_record(r);
    trace_forget(r);
    r->sums.alive = false;
    sums_keep(&r->sums);
    free(r);
}

static void acquire_after(struct lock_thread *t, enum event_kind kind,
                          void (*acquire)(struct lock_thread *t))
{
    if (t->record == NULL) {
        acquire(t);
        return;
    }
    int64_t now_ns = park_clock_ns();
    push(t->record, kind, now_ns, NULL, (struct record_place){0});
    ask(t->record, now_ns);
    acquire(t);
    begin_run(t->record);
}

static void release(struct lock_thread *t)
{
    if (t->record != NULL) {
        leave_run(t, RECORD_STOPPED, EVENT_STOP, NULL);
    }
    real->release(t);
}

static void acquire(struct lock_thread *t)
{
    acquire_after(t, EVENT_RESUME, real->acquire);
}

static void block(struct lock_thread *t)
{
    if (t->record != NULL) {
        leave_run(t, RECORD_BLOCKED, EVENT_BLOCK, t->blocking_call);
    }
    real->block(t);
}

/* By its waker, who asks in its place: `t` sleeps on, but for the lock from now on. */
static void adopt(struct lock_thread *t)
{
    if (t->record != NULL) {
        ask(t->record, park_clock_ns());
    }
    real->adopt(t);
}

static void unblock(struct lock_thread *t)
{
    struct record *r = t->record;
    if (r == NULL || r->sums.state != RECORD_WAIT) {
        acquire_after(t, EVENT_UNBLOCK, real->unblock);
        return;
    }
    push(r, EVENT_UNBLOCK, r->sums.since_ns, NULL, (struct record_place){0}); /* it was adopted */
    real->unblock(t);
    begin_run(r);
}

static void poll(struct lock_thread *t)
{
    struct record *r = t->record;
    if (r == NULL || !real->exclusive) {
        real->poll(t);
        return;
    }
    struct lock_history before = lock_history;
    int64_t now_ns = park_clock_ns();
    note_release(r, now_ns);
    store_release(&r->polling_since_ns, now_ns);
    contention_begin(now_ns);
    real->poll(t);
    if (lock_history.tenures == before.tenures) { /* it has been kept */
        lock_history = before;
        contention_end(now_ns);
    } else {
        struct record_place place = place_of(t);
        end_run(r, RECORD_WAIT, NULL, now_ns, place);
        push(r, EVENT_YIELD, now_ns, NULL, place);
        begin_run(r);
    }
    store_release(&r->polling_since_ns, 0);
}

/* The child is one thread, which runs, and begins anew. */
static void after_fork_child(struct lock_thread *t)
{
    struct record *mine = t->record, *r = records.first;
    real->after_fork_child(t);
    records.first = mine;
    while (r != NULL) {
        struct record *following = r->next;
        if (r != mine) {
            free(r->ring);
            free(r);
        }
        r = following;
    }
    records.begun_ns = park_clock_ns();
    sums_after_fork_child();
    places_after_fork_child();
    if (mine != NULL) {
        struct thread_sums old = mine->sums;
        mine->next = mine->previous = NULL;
        mine->lock = (struct ranked_mutex)RANKED_MUTEX(LEAF);
        mine->sums = (struct thread_sums){.native_id = gettid(),
                                          .n_threads = 1,
                                          .alive = true,
                                          .state = RECORD_RUN,
                                          .since_ns = records.begun_ns,
                                          .acquired = 1};
        memcpy(mine->sums.name, old.name, sizeof old.name);
        lock_history.last = mine->sums.native_id;
    }
    trace_after_fork_child(mine);
    recording_after_fork_child();
}

const struct lock_policy *record_wrap(const struct lock_policy *policy)
{
    real = policy;
    wrapper = *policy;
    wrapper.attach = attach;
    wrapper.detach = detach;
    wrapper.acquire = acquire;
    wrapper.release = release;
    wrapper.poll = poll;
    wrapper.block = block;
    wrapper.unblock = unblock;
    wrapper.adopt = policy->adopt != NULL ? adopt : NULL;
    wrapper.after_fork_child = after_fork_child;
    return &wrapper;
}

/* ---- the rest ---- */

void record_stop(struct lock_thread *t, const char *why)
{
    stop_since_ns = park_clock_ns();
    stop_why = why;
    if (t->record != NULL) {
        push(t->record, EVENT_WORLD_STOP, stop_since_ns, why, (struct record_place){0});
    }
}

void record_start(struct lock_thread *t)
{
    int64_t now_ns = park_clock_ns();
    sums_note_stop(stop_why, now_ns - stop_since_ns);
    if (t->record != NULL) {
        push(t->record, EVENT_WORLD_START, now_ns, NULL, (struct record_place){0});
    }
}

/* As much of a name as there is room for, not cut within a character. */
static void copy_name(char *to, const char *name)
{
    size_t n = strnlen(name, THREAD_NAME_BYTES - 1);
    while (n > 0 && ((unsigned char)name[n] & 0xc0) == 0x80) {
        n--;
    }
    memcpy(to, name, n);
    to[n] = '\0';
}

void record_name_thread(struct lock_thread *t, const char *name)
{
    struct record *r = t->record;
    if (r != NULL) {
        ranked_lock(&r->lock);
        copy_name(r->sums.name, name);
        ranked_unlock(&r->lock);
        push(r, EVENT_NAME, park_clock_ns(), NULL, (struct record_place){0});
    }
}

void record_set_home(struct lock_thread *t, uint32_t function)
{
    if (t->record != NULL) {
        t->record->home = function;
    }
}

void record_name_process(const char *name)
{
    char *copy = record_in_force ? strdup(name) : NULL;
    if (copy != NULL) {
        ranked_lock(&records.lock);
        char *old = records.process_name;
        records.process_name = copy;
        ranked_unlock(&records.lock);
        free(old);
        trace_name_process();
    }
}
