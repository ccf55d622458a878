/*
 * sys.settrace and sys.setprofile.
 *
 * An untraced thread pays nothing: the interpreter loop goes through the thread's own table (t->dispatch), and a traced thread
 * has another address in all of it. So every loop of the thread notices at its next instruction, however deep it lies
 * under C code, and every instruction comes by trace_instruction first.
 *
 *     event       to whom                      given by
 *     call        trace function, profiler     trace_instruction, at the first one of a frame without FRAME_TRACED
 *     line        frame's f_trace              trace_instruction, where the line changes or a jump goes back
 *     opcode      frame's f_trace              trace_instruction
 *     return      frame's f_trace, profiler    trace_instruction, before RETURN and YIELD; trace_dropping
 *     exception   frame's f_trace              trace_unwinding
 *     c_...       profiler                     trace_instruction, which makes the call itself
 *
 * FRAME_TRACED says that the frame's "call" event has been given, or that it ran before tracing began. A generator loses it
 * when it is resumed: each resumption is a "call", each yield a "return".
 *
 * All state belongs to its own thread. An event that raises ends the tracing of its kind, as in CPython.
 */
#ifndef HASP_VM_TRACE_H
#define HASP_VM_TRACE_H

#include "vm/format/bytecode.h"
#include "vm/frame.h"

/* What a frame object holds while a trace function serves its frame: decides whether f_lineno may be set. */
enum trace_event {
    TRACE_NOTHING,
    TRACE_CALL,
    TRACE_LINE,
    TRACE_OPCODE,
    TRACE_RETURN,
    TRACE_YIELD,
    TRACE_EXCEPTION,
    TRACE_UNWIND, /* the "return" of a frame that an exception leaves */
    TRACE_PROFILE
};

/* What the loop is to do next. */
enum trace_outcome {
    TRACE_RUN,  /* the instruction before frame->pc, which need not be the one it came with */
    TRACE_DONE, /* that has been run; go on at frame->pc */
    TRACE_FAILS /* an exception is pending */
};

/* The events that come before the instruction that `frame`, the running one, is about to execute. */
MAY_GC enum trace_outcome trace_instruction(struct thread *t, struct frame *frame);

/*
 * The events of unwinding; the thread is traced. The pending exception may be another one afterwards. `is_new`: it does not
 * merely travel on in this frame.
 */
MAY_GC void trace_unwinding(struct thread *t, struct frame *frame, bool is_new);
MAY_GC void trace_dropping(struct thread *t, struct frame *frame);

/* The running frame, of a traced thread, is about to take a pending StopIteration for the end of an iterator. */
MAY_GC void trace_caught(struct thread *t);

/* What a frame does before its first line. */
static inline bool trace_is_prologue(enum opcode op)
{
    return op == OP_MAKE_CELL || op == OP_COPY_FREE || op == OP_RETURN_GENERATOR;
}

/* f_lineno = v. */
RAISES bool trace_jump(struct thread *t, struct frame_object *object, Value v);

/* Sets what t->trace_function and t->profile_function are; UNBOUND: none. */
void trace_set_function(struct thread *t, Value function);
void trace_set_profiler(struct thread *t, Value function);

/* The functions in sys. At start-up. */
RAISES bool trace_init(struct thread *t, Value sys);

/* Fills t->dispatch: vm/interpreter.c. */
void dispatch_fill(struct thread *t, bool is_traced);

#endif
