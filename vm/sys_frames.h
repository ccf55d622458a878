/* The functions of sys that look at all threads. */
#ifndef HASP_VM_SYS_FRAMES_H
#define HASP_VM_SYS_FRAMES_H

#include "runtime/error.h"

/* Adds them. At start-up. */
RAISES bool sys_frames_init(struct thread *t, Value sys);

#endif
