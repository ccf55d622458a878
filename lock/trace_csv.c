#include <inttypes.h>
#include <string.h>

#include "lock/global.h"
#include "lock/places.h"
#include "lock/trace_rows.h"

/* A field, quoted where it must be; a line's end within it becomes a space, so that a row is a line. */
static void append_field(struct buffer *to, const char *text, int length)
{
    bool quote =
        memchr(text, ',', (size_t)length) != NULL || memchr(text, '"', (size_t)length) != NULL;
    if (quote) {
        buffer_append_byte(to, '"');
    }
    for (int i = 0; i < length; i++) {
        if (text[i] == '"') {
            buffer_append_byte(to, '"');
        }
        buffer_append_byte(to, (unsigned char)text[i] < ' ' ? ' ' : text[i]);
    }
    if (quote) {
        buffer_append_byte(to, '"');
    }
}

static void begin_row(struct buffer *to, const struct trace_owner *owner, int64_t time_ns,
                      const char *event, const char *detail, int length)
{
    buffer_append_format(to, "%" PRId64 ",%d,%d,%s,", time_ns, (int)owner->pid, (int)owner->tid,
                         event);
    append_field(to, detail, length);
}

static void row(struct buffer *to, const struct trace_owner *owner, const struct event *event,
                const char *what, const char *detail)
{
    begin_row(to, owner, event->time_ns, what, detail, (int)strlen(detail));
    buffer_append_string(to, ",,,,\n");
}

static void row_with_place(struct buffer *to, const struct trace_owner *owner,
                           const struct event *event, const char *what, const char *detail,
                           int length)
{
    const struct place *place = place_at(event->place.function);
    begin_row(to, owner, event->time_ns, what, detail, length);
    buffer_append_byte(to, ',');
    append_field(to, place->function, (int)strlen(place->function));
    buffer_append_byte(to, ',');
    append_field(to, place->file, (int)strlen(place->file));
    buffer_append_format(to, ",%u,\n", event->place.line);
}

static void csv_process(struct buffer *to, int64_t now_ns, pid_t pid, pid_t parent,
                        const char *name)
{
    struct trace_owner self = {.pid = pid, .tid = pid};
    const struct lock_policy *policy = policy_current();
    begin_row(to, &self, now_ns, "process", name, (int)strlen(name));
    buffer_append_format(to, ",,,,%d\n", (int)parent);
    buffer_append_format(to, "%" PRId64 ",%d,%d,policy,%s%s,,,,\n", now_ns, (int)pid, (int)pid,
                         policy->name, policy->exclusive ? "" : "*");
}

static void csv_event(struct buffer *to, const struct trace_owner *owner, const struct event *event)
{
    const char *call = "";
    int length = 0;
    switch ((enum event_kind)event->kind) {
    case EVENT_BEGIN:
        row(to, owner, event, "thread", owner->name);
        row(to, owner, event, "request", "");
        break;
    case EVENT_ACQUIRE:
        begin_row(to, owner, event->time_ns, "acquire", "", 0);
        if (event->from != 0) {
            buffer_append_format(to, ",,,,%d\n", event->from);
        } else {
            buffer_append_string(to, ",,,,\n");
        }
        break;
    case EVENT_YIELD:
        row_with_place(to, owner, event, "release", "interval", 8);
        row(to, owner, event, "request", "");
        break;
    case EVENT_BLOCK:
        call = trace_call_name(event->text, &length);
        row_with_place(to, owner, event, "release", "blocking", 8);
        row_with_place(to, owner, event, "block", call, length);
        break;
    case EVENT_UNBLOCK:
        row(to, owner, event, "unblock", "");
        row(to, owner, event, "request", "");
        break;
    case EVENT_STOP:
        row_with_place(to, owner, event, "release", "stop", 4);
        row(to, owner, event, "stopped", "");
        break;
    case EVENT_RESUME:
        row(to, owner, event, "request", "");
        break;
    case EVENT_END:
        row(to, owner, event, "release", "exit");
        row(to, owner, event, "end", "");
        break;
    case EVENT_WORLD_STOP:
        row(to, owner, event, "stop", event->text);
        break;
    case EVENT_WORLD_START:
        row(to, owner, event, "started", "");
        break;
    case EVENT_NAME:
        row(to, owner, event, "thread", owner->name);
        break;
    }
}

static void csv_close(struct buffer *to, const struct trace_owner *owner, int64_t now_ns)
{
    row(to, owner, &(struct event){.time_ns = now_ns}, "end", "");
}

const struct trace_form trace_csv = {
    .head = "time_ns,pid,tid,event,detail,function,file,line,from_tid\n",
    .tail = "",
    .process = csv_process,
    .event = csv_event,
    .close = csv_close,
};
