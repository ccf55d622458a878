/*
 * Calls of GMP functions that take memory of their own: numbers (mpz_t) and scratch space.
 *
 * GMP has no way to report that there is none: left alone, it ends the process. Here its allocator leaves the
 * whole GMP call instead, by longjmp, and what GMP had taken in that call is freed. Invariants:
 *
 *   - Each block that GMP takes within a call is on that call's list until GMP frees it or the call ends.
 *   - `work` calls GMP and nothing else: no lock, heap allocation or open region of Hasp's can be left half-way.
 *   - A call that fails leaves no block behind: numbers it was to initialize or to change must not be cleared.
 *   - What a successful call leaves are the numbers that it initialized: they are the caller's, who clears them with
 *     mpz_clear as usual.
 *
 * A list belongs to the thread that makes the call; nothing here is shared.
 */
#ifndef HASP_RUNTIME_INT_GMP_H
#define HASP_RUNTIME_INT_GMP_H

#include "runtime/thread.h"

/*
 * On operands of at most so many limbs mpn_mul, mpn_sqr and mpn_tdiv_qr find room for their scratch space on the
 * C stack, so that they may be called directly. (GMP takes memory for more than 4000 limbs; its functions need
 * about ten times the size of the operands.)
 */
enum { GMP_LIMBS_ON_STACK = 64 };

/* To be called before any number exists. */
void gmp_init(void);

/*
 * work(job), in a blocking region if it takes long; once more after a collection if there was no memory. `job` lies on the C stack and keeps alive what it points to.
 * false: MemoryError is set.
 */
RAISES MAY_GC bool gmp_call(struct thread *t, bool is_long, void (*work)(void *job), void *job);

#endif
