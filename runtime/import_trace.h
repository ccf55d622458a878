/* What -v and -X importtime say on stderr about each module that is loaded. */
#ifndef HASP_RUNTIME_IMPORT_TRACE_H
#define HASP_RUNTIME_IMPORT_TRACE_H

#include <stdint.h>

#include "runtime/error.h"

/* On the stack of the importing thread, between begin and end. */
struct import_trace {
    int64_t began_ns;
    int64_t nested_ns; /* of the modules before this one that the same module imports */
};

/* Bracket the search for a module and its execution. `module` is ERROR if it failed: the exception stays pending. */
void import_trace_begin(struct import_trace *trace);
void import_trace_end(struct thread *t, const struct import_trace *trace, Value name, Value module);

#endif
