/* What the files of the module select share. */
#ifndef HASP_RUNTIME_MODULES_SELECT_H
#define HASP_RUNTIME_MODULES_SELECT_H

#include "runtime/modules/posix.h"

/* A timeout in units of `ns_per_unit`, rounded up; a negative or missing one is for ever: PARK_FOREVER. */
RAISES MAY_GC bool select_deadline_argument(struct thread *t, Value v, double ns_per_unit,
                                            int64_t *deadline_ns);
/* Adds the type epoll and its constants (select_epoll.c). */
RAISES bool select_epoll_init(struct thread *t, Value module);

#endif
