/* Tracebacks written to a descriptor without allocating, locking or running Python code: for signal handlers. */
#ifndef HASP_VM_FAULT_DUMP_H
#define HASP_VM_FAULT_DUMP_H

#include "runtime/thread.h"

void fault_write(int fd, const char *text);

/*
 * Writes the stack of `current`, the thread that the handler runs on (NULL: it is none of the interpreter's), or of all
 * threads, that one marked. Stacks of threads that go on running may come out wrong.
 */
void fault_dump(int fd, const struct thread *current, bool all_threads);

/* The frames of one thread, which stands still. */
void fault_dump_stack(int fd, const struct thread *t);

#endif
