/* GMP's memory: see runtime/int_gmp.h. */
#include "runtime/int_gmp.h"

#include <gmp.h>
#include <setjmp.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "lock/safepoint.h"
#include "runtime/error.h"

/*
 * A block, in a ring with the others of its call:
 *
 *   +------+----------+- - - - - - - - -
 *   | next | previous | what GMP sees
 *   +------+----------+- - - - - - - - -
 */
struct block {
    struct block *next, *previous;
};

static_assert(sizeof(struct block) % alignof(max_align_t) == 0,
              "GMP's part is aligned as malloc's");

static void *payload_of(struct block *b)
{
    return b + 1;
}

static struct block *block_of(void *payload)
{
    return (struct block *)payload - 1;
}

struct call {
    struct block ring; /* without payload: the ring's fixed point */
    jmp_buf escape;
};

/* The call that this thread is in. Calls do not nest. */
static __thread struct call *current_call;

static void link_block(struct block *b)
{
    if (current_call == NULL) {
        b->next = b->previous = b;
        return;
    }
    struct block *ring = &current_call->ring;
    b->next = ring->next;
    b->previous = ring;
    ring->next->previous = b;
    ring->next = b;
}

/* The others stay a ring: blocks that outlive their call may be freed in any order. */
static void unlink_block(struct block *b)
{
    b->next->previous = b->previous;
    b->previous->next = b->next;
}

static COLD _Noreturn void leave_call(void)
{
    if (current_call == NULL) {
        fputs("hasp: no memory for a number outside gmp_call\n", stderr);
        abort();
    }
    longjmp(current_call->escape, 1);
}

static void *allocate(size_t size)
{
    struct block *b = gc_refuses(current_thread) ? NULL : malloc(sizeof *b + size);
    if (b == NULL) {
        leave_call();
    }
    link_block(b);
    return payload_of(b);
}

static void *reallocate(void *payload, size_t old_size, size_t size)
{
    (void)old_size;
    struct block *b = block_of(payload);
    unlink_block(b);
    struct block *moved = gc_refuses(current_thread) ? NULL : realloc(b, sizeof *b + size);
    link_block(moved != NULL ? moved : b);
    if (moved == NULL) {
        leave_call();
    }
    return payload_of(moved);
}

static void release(void *payload, size_t size)
{
    (void)size;
    struct block *b = block_of(payload);
    unlink_block(b);
    free(b);
}

void gmp_init(void)
{
    mp_set_memory_functions(allocate, reallocate, release);
}

static COLD void free_blocks(struct call *call)
{
    while (call->ring.next != &call->ring) {
        release(payload_of(call->ring.next), 0);
    }
}

/* Apart from its caller, so that no local variable lives across the setjmp. */
static bool run(struct call *call, void (*work)(void *job), void *job)
{
    if (_setjmp(call->escape) != 0) {
        return false;
    }
    work(job);
    return true;
}

static bool try(struct thread *t, bool is_long, void (*work)(void *job), void *job)
{
    struct call call = {.ring = {&call.ring, &call.ring}};
    if (is_long) {
        blocking_enter(&t->lock, "int");
    }
    current_call = &call;
    bool done = run(&call, work, job);
    current_call = NULL;
    if (is_long) {
        blocking_leave(&t->lock);
    }
    if (LIKELY(done)) {
        unlink_block(&call.ring);
    } else {
        free_blocks(&call);
    }
    return done;
}

bool gmp_call(struct thread *t, bool is_long, void (*work)(void *job), void *job)
{
    bool tried = false;
    while (!try(t, is_long, work, job)) {
        (void)!raise_no_memory(t);
        if (!gc_retry(t, &tried)) {
            return false;
        }
    }
    return true;
}
