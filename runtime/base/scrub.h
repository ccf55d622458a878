/* Clearing the stack below a function that is about to wait, or has waited. */
#ifndef HASP_BASE_SCRUB_H
#define HASP_BASE_SCRUB_H

#include <stddef.h>
#include <string.h>

#include "runtime/base/attributes.h"

/*
 * Earlier calls have left words there, in which the frames of the next ones have slots that they do not write at once, or ever: the
 * collector would take them for references, for as long as the wait lasts.
 */
static NOINLINE UNUSED void scrub_stack(size_t n_bytes)
{
    char *below = __builtin_alloca(n_bytes);
    memset(below, 0, n_bytes);
    __asm__ volatile("" : : "r"(below) : "memory");
}

#endif
