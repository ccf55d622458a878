/* object.__reduce_ex__ and its kin: how pickle and copy take an object apart. */
#ifndef HASP_RUNTIME_OBJECT_REDUCE_H
#define HASP_RUNTIME_OBJECT_REDUCE_H

#include "runtime/type.h"

Value object_reduce(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
Value object_reduce_ex(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
Value object_get_state(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);

#endif
