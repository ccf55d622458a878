/* The names of one compilation: equal text is the same pointer. A hash table in the arena. */
#ifndef HASP_COMPILER_IDENTIFIERS_H
#define HASP_COMPILER_IDENTIFIERS_H

#include "runtime/base/arena.h"

struct identifiers;

/* NULL: no memory. */
struct identifiers *identifiers_create(struct arena *arena);

/* The canonical, zero-terminated copy of `n` bytes; NULL: no memory. */
const char *identifier_intern(struct identifiers *identifiers, const char *text, size_t n);

#endif
