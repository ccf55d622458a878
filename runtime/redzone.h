/*
 * Red zones: AddressSanitizer is told which bytes of the heap belong to a live object, so that it reports a step past
 * the end of one, and the use of a dead one, as it does for malloc'ed memory. In other builds nothing of this is left.
 *
 *     an allocated object        open
 *     what follows it in its cell or chunk: at least REDZONE_BYTES; unused runs, dead cells, dead large objects   closed
 */
#ifndef HASP_RUNTIME_REDZONE_H
#define HASP_RUNTIME_REDZONE_H

#include <stddef.h>

#include "runtime/base/sanitizer.h"

#if ADDRESS_SANITIZER

#include <sanitizer/asan_interface.h>

enum { REDZONE_BYTES = 16 };

static inline void redzone_open(const void *start, size_t n)
{
    __asan_unpoison_memory_region(start, n);
}

static inline void redzone_close(const void *start, size_t n)
{
    __asan_poison_memory_region(start, n);
}

#else

enum { REDZONE_BYTES = 0 };

static inline void redzone_open(const void *start, size_t n)
{
    (void)start;
    (void)n;
}

static inline void redzone_close(const void *start, size_t n)
{
    (void)start;
    (void)n;
}

#endif
#endif
