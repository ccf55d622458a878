#include "lock/places.h"

#include <stdlib.h>
#include <string.h>

#include "lock/ranked.h"
#include "runtime/base/assert.h"
#include "runtime/base/atomics.h"

/* A chunk never moves, so that others may add to its rows meanwhile. */
enum { CHUNK_BITS = 8, CHUNK_ROWS = 1 << CHUNK_BITS };

static struct {
    struct ranked_mutex lock;
    /* Written under the lock, chunks before the count (release); read without it. */
    struct place *chunks[PLACES_MAX / CHUNK_ROWS];
    uint32_t count;
} places = {.lock = RANKED_MUTEX(LEAF)};

uint32_t places_count(void)
{
    return load_acquire(&places.count);
}

struct place *place_at(uint32_t number)
{
    return &places.chunks[number >> CHUNK_BITS][number & (CHUNK_ROWS - 1)];
}

/* 0 where there is no memory. */
static uint32_t add_locked(const char *function, const char *file, uint32_t line)
{
    uint32_t number = places.count;
    struct place **chunk = &places.chunks[number >> CHUNK_BITS];
    char *own_function = strdup(function), *own_file = strdup(file);
    if (*chunk == NULL) {
        *chunk = calloc(CHUNK_ROWS, sizeof **chunk);
    }
    if (*chunk == NULL || own_function == NULL || own_file == NULL) {
        free(own_function);
        free(own_file);
        return 0;
    }
    struct place *place = place_at(number);
    place->function = own_function;
    place->file = own_file;
    place->line = line;
    store_release(&places.count, number + 1);
    return number;
}

uint32_t place_enter(uint32_t *number, const char *function, const char *file, uint32_t line)
{
    ranked_lock(&places.lock);
    uint32_t given = load_relaxed(number);
    if (given == 0 && places.count > 0) {
        given = places.count < PLACES_MAX - 1 ? add_locked(function, file, line)
                : places.count < PLACES_MAX   ? add_locked("(others)", "", 0)
                                              : PLACES_MAX - 1;
        store_release(number, given);
    }
    ranked_unlock(&places.lock);
    return given;
}

void places_init(void)
{
    ranked_register_for_fork(&places.lock);
    ranked_lock(&places.lock);
    CHECK(add_locked("(no function)", "", 0) == 0 && places.count == 1);
    ranked_unlock(&places.lock);
}

static void raise_to(int64_t *most, int64_t value)
{
    int64_t seen = load_relaxed(most);
    while (seen < value && !compare_and_swap(most, &seen, value)) {
    }
}

void place_charge_hold(uint32_t number, int64_t hold_ns)
{
    struct place *place = place_at(number);
    atomic_add_relaxed(&place->holds, 1);
    atomic_add_relaxed(&place->held_ns, hold_ns);
    raise_to(&place->longest_hold_ns, hold_ns);
}

void place_charge_wait(uint32_t number, int64_t wait_ns)
{
    struct place *place = place_at(number);
    atomic_add_relaxed(&place->waits, 1);
    atomic_add_relaxed(&place->waited_ns, wait_ns);
    raise_to(&place->longest_wait_ns, wait_ns);
}

void places_after_fork_child(void)
{
    for (uint32_t i = 0; i < places.count; i++) {
        struct place *place = place_at(i);
        place->holds = place->waits = 0;
        place->held_ns = place->waited_ns = 0;
        place->longest_hold_ns = place->longest_wait_ns = 0;
    }
}
