/* Tracebacks when the process crashes, on a signal, or when it takes too long: the module faulthandler. */
#ifndef HASP_VM_FAULTHANDLER_H
#define HASP_VM_FAULTHANDLER_H

#include "runtime/native.h"

/* faulthandler.enable(); the arguments may be UNBOUND. After the module has been imported. */
RAISES bool faulthandler_enable(struct thread *t, Value file, Value all_threads);

/* The functions of the watchdog (vm/faulthandler_later.c). */
Value faulthandler_dump_later(struct thread *t, Value *args, uint32_t n_args, Value names);
Value faulthandler_cancel_later(struct thread *t, Value *args, uint32_t n_args, Value names);

/* The descriptor of `*file`: a number, or what its fileno() gives; None and UNBOUND become sys.stderr. Flushes it. */
RAISES bool faulthandler_find_descriptor(struct thread *t, Value *file, int *fd);

/* Keeps the file of the watchdog open. */
void faulthandler_keep_for_watchdog(Value file);

#endif
