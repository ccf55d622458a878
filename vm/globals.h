/*
 * Global names: resolving them to cells once per (code, globals) pair, and the namespace mapping of class bodies and
 * exec.
 */
#ifndef HASP_VM_GLOBALS_H
#define HASP_VM_GLOBALS_H

#include "runtime/dict.h"
#include "vm/frame.h"

/* Is it a dict without methods of a script for asking and storing? */
static inline bool mapping_is_plain_dict(Value v)
{
    return value_is_dict(v) && value_type(v)->get_item == dict_type.get_item &&
           value_type(v)->set_item == dict_type.set_item;
}

/* The value of a resolved global, or UNBOUND: then global_load. */
static ALWAYS_INLINE Value global_peek(const struct global_cell_pair *pair)
{
    struct cell *cell = load_acquire(&pair->global);
    if (LIKELY(cell != NULL)) {
        Value v = cell_get(cell);
        if (LIKELY(v != VALUE_UNBOUND)) {
            return v;
        }
        cell = load_acquire(&pair->builtin);
        if (LIKELY(cell != NULL)) {
            return cell_get(cell);
        }
    }
    return VALUE_UNBOUND;
}

/* The pair for a code object and a globals dict (made a cell dict if it is not). Raises MemoryError (NULL). */
RAISES MAY_GC struct global_cells *global_cells_for(struct thread *t, struct code *code,
                                                    Value globals);

/* Slow halves; `index` counts in code->global_names. */
RAISES MAY_GC Value global_load(struct thread *t, struct frame *frame, uint32_t index);
/* In what global_cells has for builtins; UNBOUND without an exception: there is no such name. */
RAISES MAY_GC Value mapping_find(struct thread *t, Value builtins, Value name);
RAISES MAY_GC Value global_load_build_class(struct thread *t, struct frame *frame);
RAISES bool global_store(struct thread *t, struct frame *frame, uint32_t index, Value v);
RAISES bool global_delete(struct thread *t, struct frame *frame, uint32_t index);
/* namespace['__annotations__'] = {} if it is missing. */
RAISES MAY_GC bool names_setup_annotations(struct thread *t, struct frame *frame);
RAISES MAY_GC Value name_load(struct thread *t, struct frame *frame, uint32_t index);
RAISES MAY_GC bool name_store(struct thread *t, struct frame *frame, uint32_t index, Value v);
RAISES MAY_GC bool name_delete(struct thread *t, struct frame *frame, uint32_t index);
/* For LOAD_CLASS_CELL. */
RAISES MAY_GC Value name_load_or_cell(struct thread *t, struct frame *frame, Value name,
                                      uint32_t cell_register);

#endif
