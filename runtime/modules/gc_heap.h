/* What the module gc says about the heap: which objects there are, and which refer to which. */
#ifndef HASP_RUNTIME_MODULES_GC_HEAP_H
#define HASP_RUNTIME_MODULES_GC_HEAP_H

#include "runtime/type.h"

/* Functions of the module, by the calling convention of native_fn. */
MAY_GC Value gc_get_objects(struct thread *t, Value *args, uint32_t n_args, Value names);
MAY_GC Value gc_get_referents(struct thread *t, Value *args, uint32_t n_args, Value names);
MAY_GC Value gc_get_referrers(struct thread *t, Value *args, uint32_t n_args, Value names);
Value gc_is_tracked(struct thread *t, Value *args, uint32_t n_args, Value names);

#endif
