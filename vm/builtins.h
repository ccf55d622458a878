/* The built-in functions that need frames or the compiler: compile, exec, eval, globals, locals, __build_class__,
   sys._getframe, and what zero-argument super() asks. */
#ifndef HASP_VM_BUILTINS_H
#define HASP_VM_BUILTINS_H

#include "runtime/thread.h"

/* Adds them to the modules builtins and sys. At start-up. */
RAISES bool vm_builtins_init(struct thread *t, Value builtins, Value sys);

/* upcalls.super_arguments: the class and the first argument of the running method. RuntimeError if there are none. */
RAISES bool super_arguments(struct thread *t, Value *type, Value *self);

#endif
