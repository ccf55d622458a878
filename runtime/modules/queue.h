/* What the module _queue offers to queue_object.c. */
#ifndef HASP_RUNTIME_MODULES_QUEUE_H
#define HASP_RUNTIME_MODULES_QUEUE_H

#include "runtime/error.h"

/* queue.Empty: a root, made by the second when a module that needs it is initialised. */
extern Value queue_empty_error;
RAISES bool queue_errors_make(struct thread *t);

#endif
