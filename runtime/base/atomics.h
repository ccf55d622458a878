/*
 * The atomic accesses that Hasp uses, each under the name of its purpose.
 *
 * A word that a second thread may touch is read and written through these alone, so that a search for
 * one name finds both ends of a pairing, and so that ThreadSanitizer sees what we mean. We use the
 * compiler's __atomic built-ins on plainly declared fields: whether a field is shared is stated by the
 * heading it stands under in its structure, not by its type.
 *
 * There are no stand-alone fences: ThreadSanitizer does not model them.
 *
 *   load_acquire(p)     pairs with store_release(p, v) of the same field
 *   load_relaxed(p)     a hint, or a word whose writer is this thread or a stopped world
 *   exchange, add, ...  sequentially consistent unless the name says otherwise
 */
#ifndef HASP_BASE_ATOMICS_H
#define HASP_BASE_ATOMICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define load_acquire(pointer) __atomic_load_n((pointer), __ATOMIC_ACQUIRE)
#define load_relaxed(pointer) __atomic_load_n((pointer), __ATOMIC_RELAXED)
#define load_seq_cst(pointer) __atomic_load_n((pointer), __ATOMIC_SEQ_CST)
#define store_release(pointer, value) __atomic_store_n((pointer), (value), __ATOMIC_RELEASE)
#define store_relaxed(pointer, value) __atomic_store_n((pointer), (value), __ATOMIC_RELAXED)
#define store_seq_cst(pointer, value) __atomic_store_n((pointer), (value), __ATOMIC_SEQ_CST)

#define atomic_swap(pointer, value) __atomic_exchange_n((pointer), (value), __ATOMIC_SEQ_CST)
#define atomic_add(pointer, amount) __atomic_fetch_add((pointer), (amount), __ATOMIC_SEQ_CST)
#define atomic_sub(pointer, amount) __atomic_fetch_sub((pointer), (amount), __ATOMIC_SEQ_CST)
#define atomic_or(pointer, bits) __atomic_fetch_or((pointer), (bits), __ATOMIC_SEQ_CST)
#define atomic_and(pointer, bits) __atomic_fetch_and((pointer), (bits), __ATOMIC_SEQ_CST)
#define atomic_add_relaxed(pointer, amount)                                                        \
    __atomic_fetch_add((pointer), (amount), __ATOMIC_RELAXED)
#define atomic_or_relaxed(pointer, bits) __atomic_fetch_or((pointer), (bits), __ATOMIC_RELAXED)

/*
 * Replaces *pointer by `desired` if it equals *expected; else stores what it found there into *expected.
 * Sequentially consistent. Returns whether it replaced.
 */
#define compare_and_swap(pointer, expected, desired)                                               \
    __atomic_compare_exchange_n((pointer), (expected), (desired), false, __ATOMIC_SEQ_CST,         \
                                __ATOMIC_SEQ_CST)
/* As above with acquire order on success, relaxed on failure: taking a lock. */
#define compare_and_swap_acquire(pointer, expected, desired)                                       \
    __atomic_compare_exchange_n((pointer), (expected), (desired), false, __ATOMIC_ACQUIRE,         \
                                __ATOMIC_RELAXED)
/* With release order on success, relaxed on failure: releasing a lock. */
#define compare_and_swap_release(pointer, expected, desired)                                       \
    __atomic_compare_exchange_n((pointer), (expected), (desired), false, __ATOMIC_RELEASE,         \
                                __ATOMIC_RELAXED)

/*
 * Copies `n_words` words one at a time with relaxed loads and release stores, so that no reader of the
 * destination and no writer of the source ever makes a torn word visible. The ranges may overlap.
 * The one way in which shared buffers are moved.
 */
static inline void words_move_atomic(void *destination, const void *source, size_t n_words)
{
    uintptr_t *to = destination;
    const uintptr_t *from = source;
    if (to <= from) {
        for (size_t i = 0; i < n_words; i++) {
            store_release(&to[i], load_acquire(&from[i]));
        }
    } else {
        for (size_t i = n_words; i-- > 0;) {
            store_release(&to[i], load_acquire(&from[i]));
        }
    }
}

/* Tells the processor that this is a spin loop. */
static inline void cpu_relax(void)
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

#endif
