/* Binary heaps in lists, smallest item first: what _heapq offers to C. Comparisons run any code. */
#ifndef HASP_RUNTIME_MODULES_HEAPQ_H
#define HASP_RUNTIME_MODULES_HEAPQ_H

#include "runtime/error.h"

struct list;

RAISES MAY_GC bool heap_push(struct thread *t, struct list *heap, Value item);
/* IndexError if it is empty. */
RAISES MAY_GC Value heap_pop(struct thread *t, struct list *heap);

#endif
