/*
 * Chrome's trace-event format ("Trace Event Format", Google, 2016), the array form: what reads it puts up with a missing end.
 * The first line is the first item; each further line begins with a comma, so that no line depends on a later one.
 */
#include <inttypes.h>
#include <string.h>

#include "lock/global.h"
#include "lock/places.h"
#include "lock/trace_rows.h"

/* The lock's own track. */
enum { LOCK_TRACK = 0 };

const char *trace_call_name(const char *call, int *length)
{
    const char *end = call + strcspn(call, "(");
    const char *begin = end;
    if (*end == '(') {
        while (begin > call &&
               (begin[-1] == '_' || begin[-1] == '.' || (begin[-1] >= '0' && begin[-1] <= '9') ||
                (begin[-1] >= 'a' && begin[-1] <= 'z') || (begin[-1] >= 'A' && begin[-1] <= 'Z'))) {
            begin--;
        }
    } else {
        begin = call;
    }
    *length = (int)(end - begin);
    return begin;
}

static void append_escaped(struct buffer *to, const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') {
            buffer_append_byte(to, '\\');
            buffer_append_byte(to, *text);
        } else if (c < ' ') {
            buffer_append_format(to, "\\u%04x", c);
        } else {
            buffer_append_byte(to, *text);
        }
    }
}

void trace_append_json(struct buffer *to, const char *text)
{
    buffer_append_byte(to, '"');
    append_escaped(to, text);
    buffer_append_byte(to, '"');
}

/* Up to the time, in microseconds with three places. */
static void begin_item(struct buffer *to, char phase, pid_t pid, pid_t tid, int64_t time_ns)
{
    buffer_append_format(to, ",\n{\"ph\":\"%c\",\"pid\":%d,\"tid\":%d,\"ts\":%" PRId64 ".%03d",
                         phase, (int)pid, (int)tid, time_ns / 1000, (int)(time_ns % 1000));
}

static void begin_slice(struct buffer *to, const struct trace_owner *owner, int64_t time_ns,
                        const char *name, const char *more, int length)
{
    begin_item(to, 'B', owner->pid, owner->tid, time_ns);
    buffer_append_format(to, ",\"name\":\"%s%.*s\"}", name, length, more);
}

static void end_slice(struct buffer *to, const struct trace_owner *owner, int64_t time_ns)
{
    begin_item(to, 'E', owner->pid, owner->tid, time_ns);
    buffer_append_byte(to, '}');
}

static void name_item(struct buffer *to, const char *kind, pid_t pid, pid_t tid, const char *name)
{
    buffer_append_format(
        to, ",\n{\"ph\":\"M\",\"pid\":%d,\"tid\":%d,\"name\":\"%s\",\"args\":{\"name\":", (int)pid,
        (int)tid, kind);
    trace_append_json(to, name);
    buffer_append_string(to, "}}");
}

static void json_process(struct buffer *to, int64_t now_ns, pid_t pid, pid_t parent,
                         const char *name)
{
    const struct lock_policy *policy = policy_current();
    name_item(to, "process_name", pid, pid, name);
    begin_item(to, 'i', pid, pid, now_ns);
    buffer_append_format(
        to, ",\"s\":\"p\",\"name\":\"process\",\"args\":{\"policy\":\"%s\",\"parent\":%d}}",
        policy->name, (int)parent);
    if (policy->exclusive) {
        name_item(to, "thread_name", pid, LOCK_TRACK, "global lock");
    }
}

/* A run is over: its slice, with why and where; and the lock's. */
static void end_run(struct buffer *to, const struct trace_owner *owner, const struct event *event,
                    const char *reason)
{
    const struct place *place = place_at(event->place.function);
    begin_item(to, 'E', owner->pid, owner->tid, event->time_ns);
    buffer_append_format(to, ",\"args\":{\"reason\":\"%s\",\"function\":", reason);
    trace_append_json(to, place->function);
    buffer_append_string(to, ",\"file\":");
    trace_append_json(to, place->file);
    buffer_append_format(to, ",\"line\":%u}}", event->place.line);
    if (!policy_current()->exclusive) {
        return;
    }
    int64_t length_ns = event->time_ns - owner->ring->running_since_ns;
    begin_item(to, 'X', owner->pid, LOCK_TRACK, owner->ring->running_since_ns);
    buffer_append_format(to, ",\"dur\":%" PRId64 ".%03d,\"name\":", length_ns / 1000,
                         (int)(length_ns % 1000));
    trace_append_json(to, owner->name);
    buffer_append_format(to, ",\"args\":{\"tid\":%d,\"reason\":\"%s\"}}", (int)owner->tid, reason);
}

/* An arrow from the end of the last holder's run; within its slice, hence the nanosecond. */
static void append_arrow(struct buffer *to, const struct trace_owner *owner,
                         const struct event *event)
{
    begin_item(to, 's', owner->pid, event->from, event->released_ns - 1);
    buffer_append_format(to, ",\"cat\":\"lock\",\"name\":\"lock\",\"id\":\"%d.%" PRId64 "\"}",
                         (int)owner->pid, event->time_ns);
    begin_item(to, 'f', owner->pid, owner->tid, event->time_ns);
    buffer_append_format(
        to, ",\"bp\":\"e\",\"cat\":\"lock\",\"name\":\"lock\",\"id\":\"%d.%" PRId64 "\"}",
        (int)owner->pid, event->time_ns);
}

static void json_event(struct buffer *to, const struct trace_owner *owner,
                       const struct event *event)
{
    const char *call;
    int length;
    switch ((enum event_kind)event->kind) {
    case EVENT_BEGIN:
        name_item(to, "thread_name", owner->pid, owner->tid, owner->name);
        begin_slice(to, owner, event->time_ns, "wait", "", 0);
        break;
    case EVENT_ACQUIRE:
        end_slice(to, owner, event->time_ns);
        begin_slice(to, owner, event->time_ns, "run", "", 0);
        if (event->from != 0) {
            append_arrow(to, owner, event);
        }
        break;
    case EVENT_YIELD:
        end_run(to, owner, event, "interval");
        begin_slice(to, owner, event->time_ns, "wait", "", 0);
        break;
    case EVENT_BLOCK:
        call = trace_call_name(event->text, &length);
        end_run(to, owner, event, "blocking");
        begin_slice(to, owner, event->time_ns, "blocked: ", call, length);
        break;
    case EVENT_STOP:
        end_run(to, owner, event, "stop");
        begin_slice(to, owner, event->time_ns, "stopped", "", 0);
        break;
    case EVENT_UNBLOCK:
    case EVENT_RESUME:
        end_slice(to, owner, event->time_ns);
        begin_slice(to, owner, event->time_ns, "wait", "", 0);
        break;
    case EVENT_END:
        end_run(to, owner, event, "exit");
        break;
    case EVENT_WORLD_STOP:
        begin_slice(to, owner, event->time_ns, "stop the world: ", event->text,
                    (int)strlen(event->text));
        break;
    case EVENT_WORLD_START:
        end_slice(to, owner, event->time_ns);
        break;
    case EVENT_NAME:
        name_item(to, "thread_name", owner->pid, owner->tid, owner->name);
        break;
    }
}

static void json_close(struct buffer *to, const struct trace_owner *owner, int64_t now_ns)
{
    end_slice(to, owner, now_ns);
}

const struct trace_form trace_json = {
    .head = "[\n{\"ph\":\"M\",\"pid\":0,\"tid\":0,\"name\":\"trace\",\"args\":{\"by\":\"Hasp\"}}",
    .tail = "\n]\n",
    .process = json_process,
    .event = json_event,
    .close = json_close,
};
