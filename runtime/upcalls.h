/*
 * The complete list of what the runtime does not know: filled once by vm/start.c before a second thread
 * exists, constant afterwards. A new field is a design decision, argued in its commit.
 */
#ifndef HASP_RUNTIME_UPCALLS_H
#define HASP_RUNTIME_UPCALLS_H

#include "runtime/gc.h"

struct code;
struct function;
struct global_cells;
struct import_found;

struct upcalls {
    /* Marks the registers and frames of a stopped thread. */
    void (*mark_frames)(struct marker *m, struct thread *t);
    /* Marks what the virtual machine holds outside of threads. */
    void (*mark_roots)(struct marker *m);
    /* The code of a module that was found, embedded or in a file; runs it with these globals. */
    Value (*module_code)(struct thread *t, struct import_found *found);
    bool (*run_module)(struct thread *t, Value code, Value globals);
    /* Traceback entry for the running frame, linked in front of `next` (None at first). */
    Value (*globals)(struct thread *t);               /* of the running frame; UNBOUND if none */
    Value (*current_function_name)(struct thread *t); /* str, for messages; UNBOUND if none */
    /* Runs Python signal handlers; main thread at a safepoint. */
    bool (*handle_signals)(struct thread *t);
    /* Line that the running frame is at, for warnings; 0 if none. `depth` frames up. */
    int (*line)(struct thread *t, int depth, Value *filename);
    /* The cells that code uses with these globals (runtime/code.h); NULL: MemoryError. */
    struct global_cells *(*global_cells_for)(struct thread *t, struct code *code, Value globals);
    /* function.__code__ = code: both fields change with the world stopped. */
    void (*set_function_code)(struct thread *t, struct function *f, Value code,
                              struct global_cells *cells);
    /* The class and the first argument of the running method, for super(). RuntimeError if there are none. */
    bool (*super_arguments)(struct thread *t, Value *type, Value *self);
    /*
     * If the running native function `function` was called by the interpreter loop itself: the address from which on the
     * C stack of `t` may hold Values (what lies below was left behind by earlier calls). NULL otherwise.
     */
    char *(*stack_of_call)(struct thread *t,
                           Value (*function)(struct thread *, Value *, uint32_t, Value));
    /* The same if the running instruction works on `operand` itself: calls a native method of it, sets or deletes an item,
       or is an operator whose left operand it is. */
    char *(*stack_of_operation)(struct thread *t, Value operand);
    /* Empties every inline cache: a class that one may depend on has changed. World stopped. */
    void (*flush_inline_caches)(void);
};
extern struct upcalls upcalls;

#endif
