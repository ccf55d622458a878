/*
 * The slow halves of instructions: what the loop calls when a fast path does not apply. Contracts as in
 * opcodes.def; `frame` is the running one, its pc stored.
 */
#ifndef HASP_VM_SLOW_H
#define HASP_VM_SLOW_H

#include "vm/frame.h"

/* What neither small ints nor 128 bits can do. d: the field of the instruction. */
RAISES MAY_GC Value slow_binary(struct thread *t, enum binary_op op, Value v, Value w, unsigned d);
RAISES MAY_GC Value slow_get_item(struct thread *t, Value v, Value key);
RAISES MAY_GC bool slow_set_item(struct thread *t, Value v, Value key, Value to);

RAISES MAY_GC bool slow_unpack(struct thread *t, Value *to, Value v, uint32_t n);
RAISES MAY_GC bool slow_unpack_star(struct thread *t, Value *to, Value v, uint32_t before,
                                    uint32_t after);
RAISES MAY_GC Value slow_build_dict(struct thread *t, const Value *pairs, uint32_t n_pairs);
RAISES MAY_GC Value slow_build_set(struct thread *t, const Value *items, uint32_t n);
RAISES MAY_GC Value slow_format(struct thread *t, Value v, Value spec, unsigned d);
RAISES MAY_GC bool slow_list_extend(struct thread *t, Value list, Value iterable);
/* The tuple of a call's only *argument; `callee` is for the wording. */
RAISES MAY_GC Value slow_star_argument(struct thread *t, Value iterable, Value callee);
RAISES MAY_GC bool slow_dict_update(struct thread *t, Value dict, Value other);
RAISES MAY_GC bool slow_dict_merge(struct thread *t, Value dict, Value other, Value callee);
RAISES Value slow_make_function(struct thread *t, struct frame *frame, Value code, unsigned d,
                                const Value *with);

RAISES MAY_GC bool slow_raise(struct thread *t, unsigned d, Value exception, Value cause);
RAISES enum truth slow_exception_matches(struct thread *t, Value exception, Value classes);
/* except*: takes from pair[0], an exception or None, what matches, into pair[1]; leaves the rest or None. FALSE: nothing. */
RAISES MAY_GC enum truth slow_match_group(struct thread *t, Value *pair, Value classes);
RAISES MAY_GC bool slow_load_special(struct thread *t, Value *to, Value v, Value name,
                                     const char *kind, const char *missing);
/* The import statement: runs builtins.__import__ if a script has replaced it. */
RAISES MAY_GC Value slow_load_generics(struct thread *t, Value name);
RAISES MAY_GC Value slow_import_name(struct thread *t, struct frame *frame, Value name, Value level,
                                     Value from_list);
/*
 * match (slow_match.c). UNBOUND: no match. The values of the keys (a tuple of them) as a tuple; a dict of what else is in
 * the mapping; a tuple of the attributes that the positional sub-patterns and those named stand for.
 */
RAISES MAY_GC Value slow_match_keys(struct thread *t, Value mapping, Value keys);
RAISES MAY_GC Value slow_match_rest(struct thread *t, Value mapping, Value keys);
RAISES MAY_GC Value slow_match_class(struct thread *t, Value subject, Value class,
                                     uint32_t n_positional, Value names);
RAISES MAY_GC bool slow_print_expression(struct thread *t, Value v);
RAISES MAY_GC bool slow_import_star(struct thread *t, struct frame *frame, Value module);
/* super(type, self).name without the super object where the callable is the built-in super. */
RAISES MAY_GC bool slow_load_super_method(struct thread *t, Value *to, Value callable,
                                          const Value *pair, Value name);
RAISES Value slow_unbound_local(struct thread *t, struct frame *frame, uint32_t local);
/* The cell is the register `index` of the frame. */
RAISES Value slow_unbound_cell(struct thread *t, struct frame *frame, uint32_t index);

#endif
