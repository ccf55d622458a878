/* What the files of the module select share. */
#ifndef HASP_RUNTIME_MODULES_SELECT_H
#define HASP_RUNTIME_MODULES_SELECT_H

#include "runtime/modules/posix.h"

/*
 * A timeout in units of `ns_per_unit`, rounded away from zero; negative for None, which may be omitted. `what` it must be:
 * "a float", for the TypeError.
 */
RAISES MAY_GC bool select_timeout_argument(struct thread *t, Value v, int64_t ns_per_unit,
                                           const char *what, int64_t *ns);
/* From now; a negative timeout is PARK_FOREVER. */
int64_t select_deadline(int64_t timeout_ns);
/* Adds the type epoll and its constants (select_epoll.c). */
RAISES bool select_epoll_init(struct thread *t, Value module);

#endif
