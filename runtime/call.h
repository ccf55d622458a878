/*
 * Calling from C. The one door through which native code enters Python: the function types' `call` slots
 * are filled by vm/call.c at start-up, so runtime/ never names the interpreter loop.
 *
 * Python-to-Python calls do not come here: the loop pushes a frame and goes on. A call from C runs a
 * nested loop on the C stack and counts against the recursion limit.
 */
#ifndef HASP_RUNTIME_CALL_H
#define HASP_RUNTIME_CALL_H

#include "runtime/thread.h"

/* args[-1] must be writable: see native_fn in runtime/type.h. keyword_names UNBOUND: none. */
RAISES MAY_GC Value call(struct thread *t, Value callee, Value *args, uint32_t n_args,
                         Value keyword_names);

RAISES MAY_GC Value call_0(struct thread *t, Value callee);
RAISES MAY_GC Value call_1(struct thread *t, Value callee, Value a);
RAISES MAY_GC Value call_2(struct thread *t, Value callee, Value a, Value b);
RAISES MAY_GC Value call_3(struct thread *t, Value callee, Value a, Value b, Value c);
/* callee(first, *args, ...) by copying: neither args[-1] nor its neighbour is touched. */
RAISES MAY_GC Value call_prepend(struct thread *t, Value callee, Value first, const Value *args,
                                 uint32_t n_args, Value keyword_names);
/* callee(*arguments, **keywords); a tuple, and a dict or UNBOUND. */
RAISES MAY_GC Value call_tuple(struct thread *t, Value callee, Value arguments, Value keywords);
/* Puts the values of the first `n` keywords there, and returns the tuple of their names; TypeError if one is no str. */
RAISES Value call_spread_keywords(struct thread *t, Value callee, struct dict *keywords,
                                  Value *values, uint64_t n);
/* v.name(args...) without a bound method; args[-1] writable, args do not include v. */
RAISES MAY_GC Value call_method(struct thread *t, Value v, Value name, Value *args,
                                uint32_t n_args);
RAISES MAY_GC Value call_method_0(struct thread *t, Value v, Value name);
RAISES MAY_GC Value call_method_1(struct thread *t, Value v, Value name, Value a);

#endif
