/*
 * Attributes that carry contracts. They are part of a prototype's meaning, so every header may use them.
 *
 * RAISES      the function may set an exception in its thread: `false` or VALUE_ERROR says that it did
 * MAY_GC      the function may reach a safepoint: other threads run there and the collector may
 * NODISCARD   ignoring the result is a bug
 */
#ifndef HASP_BASE_ATTRIBUTES_H
#define HASP_BASE_ATTRIBUTES_H

#define NODISCARD __attribute__((warn_unused_result))
#define RAISES NODISCARD
#define MAY_GC
#define NORETURN __attribute__((noreturn))
#define NOINLINE __attribute__((noinline))
#define COLD __attribute__((cold, noinline))
#define ALWAYS_INLINE inline __attribute__((always_inline))
#define PRINTF_LIKE(format_index, first_argument)                                                  \
    __attribute__((format(printf, format_index, first_argument)))
#define UNUSED __attribute__((unused))
/* A conservative stack scan reads words that a sanitizer considers out of bounds. */
#define NO_SANITIZE_ADDRESS __attribute__((no_sanitize("address")))

#define LIKELY(condition) __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define CONTAINER_OF(pointer, type, member)                                                        \
    ((type *)((char *)(pointer) - __builtin_offsetof(type, member)))

#endif
