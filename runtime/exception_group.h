/*
 * ExceptionGroup and BaseExceptionGroup (PEP 654): the rows of their types, for exception_layouts.c, and what except* does
 * with exceptions.
 */
#ifndef HASP_RUNTIME_EXCEPTION_GROUP_H
#define HASP_RUNTIME_EXCEPTION_GROUP_H

#include "runtime/list.h"
#include "runtime/type.h"

extern const struct native_def exception_group_methods[];

Value exception_group_new(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
Value exception_group_str(struct thread *t, Value self);

/*
 * What of `exception` matches the classes of a clause, as a group, and the rest (None: nothing). An exception that is no
 * group becomes one. FALSE: nothing matches.
 */
RAISES MAY_GC enum truth exception_group_take(struct thread *t, Value exception, Value classes,
                                              Value *match, Value *rest);
/*
 * What is to be raised after the clauses: `raised` has what they raised and what none of them took, None aside. Parts of
 * `original` that were raised again become one group as they were in it. None: nothing.
 */
RAISES MAY_GC Value exception_group_join(struct thread *t, Value original, struct list *raised);

#endif
