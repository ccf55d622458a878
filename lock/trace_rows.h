/*
 * Events as text, in the two forms that a trace is written in. Rows are appended whole to a buffer; the texts of both
 * forms are ASCII but for the names, which are UTF-8.
 */
#ifndef HASP_LOCK_TRACE_ROWS_H
#define HASP_LOCK_TRACE_ROWS_H

#include <sys/types.h>

#include "lock/event_ring.h"
#include "runtime/base/buffer.h"

/* Whose rows these are. */
struct trace_owner {
    pid_t pid, tid;
    const char *name;
    struct event_ring *ring;
};

struct trace_form {
    const char *head; /* before all rows of all processes */
    const char *tail; /* after them; "": nothing */
    void (*process)(struct buffer *to, int64_t now_ns, pid_t pid, pid_t parent, const char *name);
    void (*event)(struct buffer *to, const struct trace_owner *owner, const struct event *event);
    /* A thread that does not run is lost from sight, as its process ends. */
    void (*close)(struct buffer *to, const struct trace_owner *owner, int64_t now_ns);
};

extern const struct trace_form trace_json, trace_csv;

/* The name in what blocking_enter was told: what stands before the first parenthesis, or all. */
const char *trace_call_name(const char *call, int *length);

/* A text within quotation marks, as JSON wants it. */
void trace_append_json(struct buffer *to, const char *text);

#endif
