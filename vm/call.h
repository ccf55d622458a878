/*
 * The call protocol of the virtual machine: turning "callee and arguments" into a pushed frame or a result.
 */
#ifndef HASP_VM_CALL_H
#define HASP_VM_CALL_H

#include "runtime/call.h"
#include "vm/frame.h"

/*
 * Pushes a frame for `f`, whose window begins at `registers`; the arguments are there already, in the form of native_fn
 * (args == registers). Binds keywords, defaults, * and **. NULL: TypeError, RecursionError or MemoryError.
 */
RAISES struct frame *frame_push_call(struct thread *t, struct function *f, Value *registers,
                                     uint32_t n_args, Value keyword_names, uint32_t flags);

/* As above, but copies the arguments to the top of the running frame first: calls from C and from generators. */
RAISES struct frame *frame_push_copied(struct thread *t, struct function *f, const Value *args,
                                       uint32_t n_args, Value keyword_names, uint32_t flags);

/* Pushes a frame for a code object without parameters (module and class bodies, exec). */
RAISES struct frame *frame_push_code(struct thread *t, struct function *f, Value names,
                                     uint32_t flags);

/* Runs the body of `f` with a namespace mapping (UNBOUND: the globals themselves) and returns its result. */
RAISES MAY_GC Value run_code(struct thread *t, struct function *f, Value names);

/* The part of frame_pop for frames with an object or a generator. */
void frame_pop_slow(struct thread *t, struct frame *frame);

/* Drops the running frame at its end, by return or exception. Its object, if any, keeps the variables. */
static ALWAYS_INLINE void frame_pop(struct thread *t, struct frame *frame)
{
    struct frame *back = frame->back;
    if (UNLIKELY(frame->object != NULL || (frame->flags & FRAME_GENERATOR))) {
        frame_pop_slow(t, frame);
    } else {
        t->free_frame = frame;
    }
    t->recursion_depth--;
    t->frame = back;
}

/* What became of a call that the loop asked for. */
enum call_outcome { CALL_ERROR, CALL_DONE, CALL_FRAME };

/*
 * The general call on a window of the running frame: window[0] the callee, window[1] writable, args = window + 2 (or
 * window + 1 when `has_self`). CALL_DONE: window[0] is the result. CALL_FRAME: a frame was pushed, go on there.
 */
MAY_GC enum call_outcome call_window(struct thread *t, struct frame *frame, Value *window,
                                     bool has_self, uint32_t n_args, Value keyword_names);

/* The interpreter loop: runs the top frame (FRAME_ENTRY) until it ends. Named here and in vm/generator.c only. */
RAISES MAY_GC Value interpret(struct thread *t, struct frame *entry);

/* Fills the `call` slot of function_type. At start-up. */
void call_init(void);

/* Gives a thread its first, empty frame, if it has none. */
static ALWAYS_INLINE void frames_init(struct thread *t)
{
    if (UNLIKELY(t->frame == NULL)) {
        t->frame = t->frames;
        t->free_frame = t->frames + 1;
        *t->frame = (struct frame){.registers = t->registers};
    }
}

#endif
