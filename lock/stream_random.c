#include "lock/stream_random.h"

#include "runtime/base/assert.h"

/* The thread that has the turn draws. */
static uint64_t states[STREAM_COUNT];

/* The golden ratio's fraction, odd: every 64-bit number comes up once in a period. */
#define INCREMENT UINT64_C(0x9E3779B97F4A7C15)

uint64_t random_mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

/* Streams begin at points of the period that the seed scatters. */
void random_seed(uint64_t seed)
{
    uint64_t state = seed;
    for (int i = 0; i < STREAM_COUNT; i++) {
        state += INCREMENT;
        states[i] = random_mix(random_mix(state));
    }
}

uint64_t random_next(enum random_stream stream)
{
    states[stream] += INCREMENT;
    return random_mix(states[stream]);
}

/* The high half of a product (Lemire, "Fast random integer generation in an interval", 2019), without the rejection:
   what is uneven for small n is beyond notice. */
uint64_t random_below(enum random_stream stream, uint64_t n)
{
    ASSERT(n > 0);
    if (n == 1) {
        return 0;
    }
    return (uint64_t)(((unsigned __int128)random_next(stream) * n) >> 64);
}

bool random_chance(enum random_stream stream, double probability)
{
    return (double)(random_next(stream) >> 11) < probability * 0x1p53;
}
