/* Rings of events: order, a full ring, counters that wrap around, a producer and a consumer at once. */
#include "lock/event_ring.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <stdlib.h>

static struct event_ring *ring_new(uint32_t start)
{
    struct event_ring *ring = calloc(1, sizeof *ring);
    ring->head = ring->tail = start;
    return ring;
}

static bool push_number(struct event_ring *ring, int64_t number)
{
    return ring_push(ring, &(struct event){.time_ns = number, .kind = EVENT_YIELD});
}

Test(lock_event_ring, gives_back_in_order_what_it_took)
{
    struct event_ring *ring = ring_new(0);
    struct event event;
    cr_assert(!ring_take(ring, &event));
    for (int i = 0; i < 3; i++) {
        cr_assert(push_number(ring, i));
    }
    for (int i = 0; i < 3; i++) {
        cr_assert(ring_take(ring, &event));
        cr_assert(event.time_ns == i && event.kind == EVENT_YIELD);
    }
    cr_assert(!ring_take(ring, &event));
    free(ring);
}

Test(lock_event_ring, refuses_when_full_and_drops_nothing)
{
    struct event_ring *ring = ring_new(UINT32_MAX - 5); /* the counters wrap around meanwhile */
    struct event event;
    for (int i = 0; i < RING_EVENTS; i++) {
        cr_assert(push_number(ring, i));
    }
    cr_assert(!push_number(ring, -1));
    cr_assert(ring_take(ring, &event) && event.time_ns == 0);
    cr_assert(push_number(ring, RING_EVENTS));
    for (int i = 1; i <= RING_EVENTS; i++) {
        cr_assert(ring_take(ring, &event) && event.time_ns == i);
    }
    cr_assert(!ring_take(ring, &event));
    free(ring);
}

enum { N_SENT = 200000 };

static void *send(void *argument)
{
    for (int i = 0; i < N_SENT; i++) {
        while (!push_number(argument, i)) {
            sched_yield();
        }
    }
    return NULL;
}

Test(lock_event_ring, one_thread_writes_while_another_takes)
{
    struct event_ring *ring = ring_new(0);
    struct event event;
    pthread_t sender;
    cr_assert(pthread_create(&sender, NULL, send, ring) == 0);
    for (int i = 0; i < N_SENT; i++) {
        while (!ring_take(ring, &event)) {
            sched_yield();
        }
        cr_assert(event.time_ns == i, "event %d is %ld", i, (long)event.time_ns);
    }
    pthread_join(sender, NULL);
    free(ring);
}
