/* sys.stdin, sys.stdout, sys.stderr. */
#ifndef HASP_VM_START_STREAMS_H
#define HASP_VM_START_STREAMS_H

#include "runtime/error.h"
#include "vm/options.h"

/* After sys.path: an encoding may be a module of the library. */
RAISES bool start_set_streams(struct thread *t, const struct options *o);

#endif
