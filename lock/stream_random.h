/*
 * Streams of random numbers for the policy `seeded`: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom
 * number generators", OOPSLA 2014), one stream for each purpose, so that drawing for one does not disturb another.
 */
#ifndef HASP_LOCK_STREAM_RANDOM_H
#define HASP_LOCK_STREAM_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

enum random_stream {
    STREAM_SWITCH,   /* whether to switch, and to whom */
    STREAM_PRIORITY, /* priorities of threads and of events, and where they change */
    STREAM_SCRIPT,   /* for the layer above: what a script sees as random */
    STREAM_HASH,     /* for the layer above: the key of hashes */
    STREAM_COUNT,
};

/* The generator's output function: a bijection that mixes well. */
uint64_t random_mix(uint64_t x);

/* Starts every stream anew from the seed. */
void random_seed(uint64_t seed);

uint64_t random_next(enum random_stream stream);

/* An even choice from 0 to n - 1; n is not 0. Draws nothing if there is no choice. */
uint64_t random_below(enum random_stream stream, uint64_t n);

/* True with this probability. */
bool random_chance(enum random_stream stream, double probability);

#endif
