/*
 * A recording from begin to end: what is recorded of the lock (record.h), and what becomes of it when the process ends. For
 * the layer that starts the process.
 */
#ifndef HASP_LOCK_RECORDING_H
#define HASP_LOCK_RECORDING_H

#include <stdbool.h>

#include "lock/record.h"
#include "lock/trace.h"

/* Paths are absolute, and stay. */
struct recording {
    bool prints_sums;      /* on stderr */
    const char *sums_path; /* NULL: no such file */
    const char *trace_path;
    enum trace_format trace_format;
    /* The process is a child of one that records, and adds to that one's files. */
    bool joins;
};

/* Before lock_init. 0, or an errno value: *failed is the file that could not be opened. */
int recording_begin(const struct recording *recording, const struct record_callbacks *callbacks,
                    const char **failed);

/*
 * The process ends: prints and writes what it has recorded. Any thread, attached or not; the second call does nothing.
 * Whatever process is the last to end makes FILE.json of the lines that each has left in FILE.json.part.
 */
void recording_end(void);

/* In a forked child: it takes part on its own account. */
void recording_after_fork_child(void);

#endif
