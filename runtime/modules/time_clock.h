/* The clocks of the module time, by name and by the system's number. */
#ifndef HASP_RUNTIME_MODULES_TIME_CLOCK_H
#define HASP_RUNTIME_MODULES_TIME_CLOCK_H

#include "runtime/native.h"

extern const struct native_def time_clock_functions[];
RAISES bool time_clock_init(struct thread *t, Value module);

#endif
