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

/* OSError (exception_os_error.c). */
extern const struct getset_def os_error_getsets[];
extern const struct native_def os_error_methods[];
RAISES Value os_error_new(struct thread *t, Value *args, uint32_t n_args, Value names);
RAISES bool os_error_init(struct thread *t, Value self, Value *args, uint32_t n, Value names);
RAISES MAY_GC Value os_error_str(struct thread *t, Value self);

/* UnicodeError and the types derived from it (exception_unicode.c). */
RAISES bool unicode_error_init(struct thread *t, Value self, Value *args, uint32_t n, Value names);
RAISES MAY_GC Value unicode_error_str(struct thread *t, Value self);
Value unicode_error_get_start(struct thread *t, Value self);
RAISES bool unicode_error_set_start(struct thread *t, Value self, Value v);
Value unicode_error_get_end(struct thread *t, Value self);
RAISES bool unicode_error_set_end(struct thread *t, Value self, Value v);

/* Makes all exception types ready, bases first, and adds them to the builtins. At start-up. */
struct dict;
RAISES bool exceptions_init(struct thread *t, struct dict *builtins);

#endif
