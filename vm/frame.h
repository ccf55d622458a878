/*
 * Frames. A thread's registers are one contiguous region (t->registers) and its frame records another
 * (t->frames); a Python-to-Python call pushes a record and goes on in the same loop.
 *
 *     registers  | caller's R[0] ...  R[a] R[a+1] | R[a+2] ...            |
 *                                                   callee's R[0] = first argument
 *
 * The callee's window begins on the arguments that the caller has laid out, so passing them copies nothing. A
 * generator's registers and its frame record lie in the generator object: resuming links the record in, yielding
 * unlinks it. What a generator calls gets its window at frame_top(), copied.
 *
 * Touched by the own thread, or by others with the world stopped.
 */
#ifndef HASP_VM_FRAME_H
#define HASP_VM_FRAME_H

#include "runtime/code.h"

enum frame_flag {
    FRAME_ENTRY = 1, /* its end leaves the loop: it was entered from C */
    FRAME_INIT = 2,  /* an __init__ for a class call: the caller's R[a] is already the instance */
    FRAME_GENERATOR = 4,
    FRAME_OBSERVED = 8, /* has an object; may be missing in a generator's */
    FRAME_TRACED = 16   /* the thread's trace functions know of it (vm/trace.h) */
};

struct frame {
    Value *registers;
    /* After the first word of the running instruction. Current whenever other code than the loop runs. */
    uint64_t *pc;
    const Value *constants; /* the items of code->constants */
    struct global_cells *global_cells;
    struct code *code;
    struct function *function;
    /* The caller; t->frames, an empty record, is below all. NULL: not running. */
    struct frame *back;
    Value names; /* namespace mapping of class bodies and exec; UNBOUND: the globals dict */
    struct frame_object *object; /* NULL until somebody asks */
    uint32_t flags;
};

/* What sys._getframe and tracebacks give to scripts. */
struct frame_object {
    struct object base;
    /* Immutable. */
    struct code *code;
    struct global_cells *cells; /* has globals and builtins */
    /* By the thread that runs the frame, or with the world stopped. */
    struct frame *frame;         /* NULL once the frame has ended */
    struct thread *thread;       /* that runs it */
    struct generator *generator; /* whose frame it is, until that ends; else NULL */
    Value locals;                /* dict, made on demand */
    Value back;          /* frame object of the caller, if it had one when the frame ended */
    Value trace;         /* f_trace; UNBOUND: none */
    uint32_t word;       /* last instruction, once the frame has ended */
    uint32_t traced;     /* 1 + the last word that trace functions were asked about; 0: none yet */
    int32_t shown_line;  /* f_lineno during an event, if it is another one; LINE_ZERO for 0 */
    bool no_trace_lines; /* not f_trace_lines */
    bool trace_opcodes;
    uint8_t event;   /* which one is being served: enum trace_event of vm/trace.h */
    bool has_last;   /* the frame of a function has ended; release, behind `last` */
    bool is_unseen;  /* made for a traceback alone: no script has asked for it */
    uint32_t n_last; /* room for what those registers held then: code->n_named, or 0 */
    Value last[];
};
enum { LINE_ZERO = -1 };
extern struct type frame_type;

/* The index of the running instruction in code->words; of the first one before it has begun. */
static ALWAYS_INLINE uint32_t frame_word(const struct frame *frame)
{
    return frame->pc == frame->code->words ? 0 : (uint32_t)(frame->pc - 1 - frame->code->words);
}

/* The running frame of `t` and the caller of a frame: NULL if there is none. */
static inline struct frame *frame_running(const struct thread *t)
{
    return t->frame == t->frames ? NULL : t->frame;
}
static inline struct frame *frame_caller(const struct thread *t, const struct frame *frame)
{
    return frame->back == t->frames ? NULL : frame->back;
}

/* The first register above all windows of `t`. */
Value *frame_top(const struct thread *t);

/* Is the frame on the stack of `t`, which is this thread, or is stopped? */
bool frame_is_linked(const struct thread *t, const struct frame *frame);

int frame_line(const struct frame *frame);

/* The frame object of a live frame of `t` itself. Raises MemoryError (NULL). */
RAISES struct frame_object *frame_get_object(struct thread *t, struct frame *frame);
/* One that is of no frame yet, with room for the last values of its variables. */
RAISES struct frame_object *frame_object_allocate(struct thread *t, const struct code *code);
/* The same as frame_get_object for a traceback: no script sees the object yet. */
RAISES struct frame_object *frame_object_new(struct thread *t, struct frame *frame);
static ALWAYS_INLINE struct frame_object *frame_object_unseen(struct thread *t, struct frame *frame)
{
    return frame->object != NULL ? frame->object : frame_object_new(t, frame);
}
/* Makes a new `object` that of a frame of `t`. */
void frame_init_object(struct thread *t, struct frame *frame, struct frame_object *object);
/* The content of its named register i. */
Value frame_variable(const struct frame *frame, uint32_t i);
/* Called when a frame that has an object ends: copies its variables. */
void frame_detach_object(struct thread *t, struct frame *frame);
/* The mapping that locals() gives in this frame. */
RAISES MAY_GC Value frame_locals(struct thread *t, struct frame *frame);
/* The dict that f_locals gives, as it was left. */
RAISES Value frame_object_locals(struct thread *t, struct frame_object *object);

/* Around a trace function: its changes to f_locals, if it asked for that, become changes of the variables. */
RAISES bool frame_export_locals(struct thread *t, struct frame *frame);
void frame_import_locals(struct frame *frame);

/* upcalls.mark_frames. */
void mark_frames(struct marker *m, struct thread *t);
/* What one frame holds, its registers included. For the frames of generators, too. */
void mark_frame(struct marker *m, const struct frame *frame);

#endif
