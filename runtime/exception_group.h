/* ExceptionGroup and BaseExceptionGroup (PEP 654): the rows of their types, for exception_layouts.c. */
#ifndef HASP_RUNTIME_EXCEPTION_GROUP_H
#define HASP_RUNTIME_EXCEPTION_GROUP_H

#include "runtime/type.h"

extern const struct native_def exception_group_methods[];

Value exception_group_new(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
Value exception_group_str(struct thread *t, Value self);

#endif
