/* Shared by the files of the exception types. */
#ifndef HASP_RUNTIME_EXCEPTION_LAYOUTS_H
#define HASP_RUNTIME_EXCEPTION_LAYOUTS_H

#include "runtime/exception.h"
#include "runtime/gc.h"

void exception_trace_base(struct marker *m, struct exception *e);
RAISES Value exception_base_new(struct thread *t, Value *args, uint32_t n_args,
                                Value keyword_names);
RAISES bool exception_base_init(struct thread *t, Value self, Value *args, uint32_t n_args,
                                Value keyword_names);
RAISES MAY_GC Value exception_base_str(struct thread *t, Value self);
RAISES MAY_GC Value exception_base_repr(struct thread *t, Value self);

/* Makes all exception types ready, bases first, and adds them to the builtins. At start-up. */
struct dict;
RAISES bool exceptions_init(struct thread *t, struct dict *builtins);

#endif
