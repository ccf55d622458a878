/*
 * The trace: every event of every thread of every process that takes part, in one file, as
 * docs/lock-laboratory.md describes it.
 *
 *      thread:  ring_push ----> ring ----+
 *      thread:  ring_push ----> ring ----+---> drain, under trace.lock ---> text ---> write(2), whole lines
 *      writer:  every 20 ms while there are events, else asleep ----^
 *
 * The file is open for appending, so that each process writes lines of its own; a write is never split but by a full
 * disk. Each process holds a shared flock(2) on it while it takes part; the one that gets an exclusive lock at its end is the last,
 * and ends the text, whatever has become of the others.
 */
#ifndef HASP_LOCK_TRACE_H
#define HASP_LOCK_TRACE_H

#include <stdbool.h>

#include "lock/event_ring.h"

struct record;

enum trace_format { TRACE_JSON, TRACE_CSV };

/*
 * Begins the trace in `path`, which must stay; `joins`: another process has begun it. Before the first thread is attached.
 * 0, or an errno value.
 */
int trace_begin(const char *path, enum trace_format format, bool joins);
bool trace_is_on(void);

/* Once the room is set up: later a thread that is about to take the lock would have to start the writer. */
void trace_start_writer(void);

/* Sends events on their way; on the thread of `record`, which need not be attached. */
void trace_push(struct record *record, const struct event *event);

/* Brings the events of `record` to the file. */
void trace_drain(struct record *record);
/* Frees the ring of `record`, which has been drained and taken out of the list. */
void trace_forget(struct record *record);

/* Brings all events to the file. */
void trace_flush(void);

/* Lines about the process itself: its name. */
void trace_name_process(void);

/* The last act: flushes, ends the text if this process is the last. Afterwards events go nowhere. */
void trace_end(void);

/* In a forked child, whose only thread has this record (NULL: none). */
void trace_after_fork_child(struct record *mine);

#endif
