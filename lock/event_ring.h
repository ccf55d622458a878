/*
 * A ring of events: what has happened to one thread, on its way to the trace.
 *
 *          tail                head
 *           v                   v
 *      +----+----+----+----+----+----+----+----+
 *      |    | e  | e  | e  |    |    |    |    |       head - tail events wait to be taken
 *      +----+----+----+----+----+----+----+----+
 *
 * One producer, the thread itself, and one consumer at a time, whoever holds the trace's lock (a Lamport queue: "Proving the
 * correctness of multiprocess programs", 1977). Neither overwrites the other's part: a full ring refuses, and the
 * producer then becomes the consumer for a moment, so nothing is ever dropped.
 */
#ifndef HASP_LOCK_EVENT_RING_H
#define HASP_LOCK_EVENT_RING_H

#include <stdbool.h>
#include <stdint.h>

#include "lock/record.h"
#include "runtime/base/assert.h"
#include "runtime/base/atomics.h"

/* Each stands for one or two rows of the trace: docs/lock-laboratory.md. */
enum event_kind {
    EVENT_BEGIN,      /* the thread begins, and asks for the lock */
    EVENT_ACQUIRE,    /* from: who held the lock before, if another; released_ns: until when */
    EVENT_YIELD,      /* gave the lock up when asked to, and asks for it again */
    EVENT_BLOCK,      /* gave it up for the call `text` */
    EVENT_UNBLOCK,    /* is back from that, and asks for it */
    EVENT_STOP,       /* gave it up since the world is stopped */
    EVENT_RESUME,     /* may go on, and asks for it */
    EVENT_END,        /* gave it up for good */
    EVENT_WORLD_STOP, /* stops the world because of `text` */
    EVENT_WORLD_START,
    EVENT_NAME, /* has been named */
};

struct event {
    int64_t time_ns;
    union {
        const char *text; /* constant */
        int64_t released_ns;
    };
    struct record_place place;
    int32_t from;
    uint32_t kind;
};

enum { RING_EVENTS = 512 };

struct event_ring {
    uint32_t head; /* written by the producer (sequentially consistent: see trace_push) */
    uint32_t tail; /* written by the consumer, with release order: the place may be used again */
    /* The consumer's alone, as of the last event taken: since when the thread runs; whether it does; whether it has ended. */
    int64_t running_since_ns;
    bool is_running, has_ended;
    struct event events[RING_EVENTS];
};

/* False: the ring is full. */
static inline bool ring_push(struct event_ring *ring, const struct event *event)
{
    uint32_t head = load_relaxed(&ring->head);
    if (head - load_acquire(&ring->tail) == RING_EVENTS) {
        return false;
    }
    ring->events[head % RING_EVENTS] = *event;
    store_seq_cst(&ring->head, head + 1);
    return true;
}

/* False: the ring is empty. */
static inline bool ring_take(struct event_ring *ring, struct event *event)
{
    uint32_t tail = load_relaxed(&ring->tail);
    if (load_acquire(&ring->head) == tail) {
        return false;
    }
    *event = ring->events[tail % RING_EVENTS];
    store_release(&ring->tail, tail + 1);
    return true;
}

static_assert((RING_EVENTS & (RING_EVENTS - 1)) == 0, "the counters wrap around");

#endif
