/*
 * Passes recurse along the tree, as deep as AST_MAX_DEPTH, and the parser along the text. Each asks on its way down
 * whether C stack is left: a compilation may start deep in a thread's stack, and then ends in an error, not in a crash.
 */
#ifndef HASP_COMPILER_RECURSION_H
#define HASP_COMPILER_RECURSION_H

#include <stdbool.h>

#include "runtime/base/attributes.h"

/* `bound`: the lowest address that the stack may reach; some is left below for functions that do not ask. */
static ALWAYS_INLINE bool stack_is_left(const char *bound)
{
    return (const char *)__builtin_frame_address(0) > bound;
}

#endif
