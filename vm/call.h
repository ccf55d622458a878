/*
 * The call protocol of the virtual machine: turning "callee and arguments" into a pushed frame or a result.
 */
#ifndef HASP_VM_CALL_H
#define HASP_VM_CALL_H

#include "runtime/call.h"
#include "runtime/tuple.h"
#include "vm/frame.h"

/* Is there room for another frame, all of it, whose registers end before `end`? */
static ALWAYS_INLINE bool frame_has_room(const struct thread *t, const Value *end)
{
    return t->free_frame + 1 <= t->frames_end && end + 4 < t->registers_end &&
           t->recursion_depth < load_relaxed(&recursion_limit);
}

/* Pushes the frame of a call; room has been found, the parameters are in their registers. */
static ALWAYS_INLINE struct frame *frame_push(struct thread *t, struct function *f,
                                              Value *registers, uint32_t flags)
{
    struct code *code = (struct code *)value_load(&f->code);
    for (uint32_t i = code->n_parameters; i < code->n_named; i++) {
        registers[i] = VALUE_UNBOUND;
    }
    struct frame *frame = t->free_frame;
    frame->registers = registers;
    frame->pc = code->words;
    frame->constants = ((const struct tuple *)code->constants)->items;
    frame->global_cells = load_acquire(&f->global_cells);
    frame->code = code;
    frame->function = f;
    frame->back = t->frame;
    frame->names = VALUE_UNBOUND;
    frame->object = NULL;
    frame->flags = flags;
    t->recursion_depth++;
    t->frame = frame;
    t->free_frame = frame + 1;
    return frame;
}

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

/* Can the frame be pushed at once, without binding and with room for it? */
static ALWAYS_INLINE bool frame_can_push(const struct thread *t, const struct function *f,
                                         const Value *registers, uint32_t n_args)
{
    const struct code *code = (const struct code *)value_load(&f->code);
    return n_args == code->n_pushed && frame_has_room(t, registers + code->n_registers);
}

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

/* As above for a frame that is not observed and no generator's. */
static ALWAYS_INLINE void frame_pop_plain(struct thread *t, struct frame *frame)
{
    ASSERT(frame->object == NULL && !(frame->flags & FRAME_GENERATOR));
    t->free_frame = frame;
    t->recursion_depth--;
    t->frame = frame->back;
}

/* How a frame that has returned hands its value on. */
enum frame_outcome {
    FRAME_FAILS,
    FRAME_LEAVES,        /* *value to the caller of the loop (ERROR: with an exception) */
    FRAME_RETURNS,       /* *value is the result of the caller's instruction */
    FRAME_INITIALISES,   /* the caller has the result already */
    FRAME_ENDS_ITERATION /* of a generator: the caller runs a FOR_ITER or SEND */
};
/* Pops the running frame at its return, of any kind. */
enum frame_outcome frame_return(struct thread *t, struct frame *frame, Value *value);

/* What became of a call that the loop asked for. */
enum call_outcome { CALL_ERROR, CALL_DONE, CALL_FRAME };

/*
 * The general call on a window of the running frame: window[0] the callee, window[1] writable, args = window + 2 (or
 * window + 1 when `has_self`). CALL_DONE: window[0] is the result. CALL_FRAME: a frame was pushed, go on there.
 */
MAY_GC enum call_outcome call_window(struct thread *t, struct frame *frame, Value *window,
                                     bool has_self, uint32_t n_args, Value keyword_names);

/* The same for callee(*arguments, **keywords): window[2] the tuple, window[3] a dict, or UNBOUND. */
MAY_GC enum call_outcome call_spread_window(struct thread *t, Value *window);

/* The interpreter loop: runs the top frame (FRAME_ENTRY) until it ends. Named here and in vm/generator.c only. */
RAISES MAY_GC Value interpret(struct thread *t, struct frame *entry);

/* Fills the `call` slot of function_type. At start-up. */
void call_init(void);

/* Gives a thread its first, empty frame and its dispatch table. */
COLD void frames_begin(struct thread *t);
/* The same, if that has not been done. */
static ALWAYS_INLINE void frames_init(struct thread *t)
{
    if (UNLIKELY(t->frame == NULL)) {
        frames_begin(t);
    }
}

#endif
