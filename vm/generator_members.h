/* What the types generator, coroutine and async_generator have in common: slots, methods and attributes. */
#ifndef HASP_VM_GENERATOR_MEMBERS_H
#define HASP_VM_GENERATOR_MEMBERS_H

#include "vm/generator.h"

void generator_trace(struct marker *m, struct object *self);
RAISES Value generator_repr(struct thread *t, Value self);
/* A suspended one that is collected runs its finally blocks. */
MAY_GC void generator_finalize(struct thread *t, Value self);

/* native_fn: send(arg), throw(type, value, traceback), close(). */
Value generator_method_send(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
Value generator_method_throw(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
Value generator_method_close(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);

Value generator_get_name(struct thread *t, Value self);
bool generator_set_name(struct thread *t, Value self, Value v);
Value generator_get_qualname(struct thread *t, Value self);
bool generator_set_qualname(struct thread *t, Value self, Value v);
Value generator_get_code(struct thread *t, Value self);
Value generator_get_running(struct thread *t, Value self);
Value generator_get_suspended(struct thread *t, Value self);
Value generator_get_inner(struct thread *t, Value self);
Value generator_get_frame(struct thread *t, Value self);

/* Raises StopIteration(v), or without an argument for None. */
COLD Value generator_raise_stop(struct thread *t, Value v);
/* What a throw(*args) names: args[0] a class or instance, args[1] and args[2] may be UNBOUND. ERROR with TypeError. */
RAISES MAY_GC Value generator_thrown(struct thread *t, const Value *args);

#endif
