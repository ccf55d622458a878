/*
 * The functions of the program that have been seen holding the global lock or waiting for it, by number, with what they
 * are charged. A number is given once and stands for the same function, of which a copy is kept, as long as the process runs.
 * There is room for PLACES_MAX; what comes later is counted together, as the last one.
 */
#ifndef HASP_LOCK_PLACES_H
#define HASP_LOCK_PLACES_H

#include <stdint.h>

enum { PLACES_MAX = 1 << 16 };

struct place {
    /* Constant once its number is known. UTF-8; owned. */
    char *function;
    char *file;
    uint32_t line;
    /* Added to by any thread, atomically. */
    uint64_t holds, waits;
    int64_t held_ns, waited_ns, longest_hold_ns, longest_wait_ns;
};

/* Number 0: code that is no function of the program. */
void places_init(void);

/*
 * The number of a function, which `*number` (0 at first; atomic) keeps from now on. The texts are the caller's, and are copied.
 */
uint32_t place_enter(uint32_t *number, const char *function, const char *file, uint32_t line);

/* How many numbers have been given; the one with a number. */
uint32_t places_count(void);
struct place *place_at(uint32_t number);

void place_charge_hold(uint32_t number, int64_t hold_ns);
void place_charge_wait(uint32_t number, int64_t wait_ns);

/* In a forked child: the sums begin anew, the numbers stay. */
void places_after_fork_child(void);

#endif
