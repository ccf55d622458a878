/*
 * The log of a schedule (log=FILE), for comparing runs and for showing one: lines with tabs between the fields.
 *
 *      T  step  parent  thread                       a thread comes into the schedule
 *      S  step  from    to      reason  position     the turn passes on; `from` stands at `position`
 *      O  step  what                                 something that a run with the same seed need not repeat
 *      E  step  contended  switches  clock_ns        the end
 *
 * Kept in memory and written when the buffer is full and at the end. A forked child begins a file of its own, FILE.1 for the
 * first, FILE.1.2 for its second, and so on.
 */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lock/descriptor.h"
#include "lock/schedule_state.h"
#include "lock/world_state.h"
#include "runtime/base/attributes.h"

enum { BUFFER_BYTES = 1 << 16, LINE_BYTES = 1024, POSITION_BYTES = 512, MOST_TOLD = 32 };

static struct {
    struct own_descriptor file;
    char path[4096];
    char buffer[BUFFER_BYTES];
    size_t n;

    /* The switch that is under way. */
    uint32_t from;
    enum schedule_reason reason;
    char position[POSITION_BYTES];

    /* What has been told of the outside. */
    const char *told[MOST_TOLD];
    size_t n_told;
} log_state = {.file = OWN_DESCRIPTOR_NONE, .from = 1};

/* If it fails the run goes on without its log. The program may have closed the file. */
static void write_out(void)
{
    if (!own_descriptor_is_there(&log_state.file)) {
        (void)own_descriptor_reopen(&log_state.file, log_state.path, O_WRONLY | O_APPEND);
    }
    (void)own_descriptor_write(&log_state.file, log_state.buffer, log_state.n);
    log_state.n = 0;
}

PRINTF_LIKE(1, 2) static void add_line(const char *format, ...)
{
    if (log_state.file.fd < 0) {
        return;
    }
    if (log_state.n + LINE_BYTES > BUFFER_BYTES) {
        write_out();
    }
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(log_state.buffer + log_state.n, LINE_BYTES, format, arguments);
    va_end(arguments);
    log_state.n += n < LINE_BYTES ? (size_t)n : LINE_BYTES - 1;
}

static bool open_at(const char *path)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) {
        return false;
    }
    own_descriptor_set(&log_state.file, fd);
    log_state.n = 0;
    return true;
}

bool log_open(const char *path)
{
    own_descriptor_close(&log_state.file);
    log_state.n_told = 0;
    log_state.from = 1;
    snprintf(log_state.path, sizeof log_state.path, "%s", path);
    return open_at(path);
}

void log_after_fork_child(uint64_t child_number)
{
    log_state.n_told = 0;
    if (log_state.file.fd < 0) {
        return;
    }
    own_descriptor_close(&log_state.file);
    size_t n = strlen(log_state.path);
    snprintf(log_state.path + n, sizeof log_state.path - n, ".%llu",
             (unsigned long long)child_number);
    (void)open_at(log_state.path);
}

void log_thread(const struct task *parent, const struct task *task)
{
    add_line("T\t%llu\t%u\t%u\n", (unsigned long long)load_relaxed(&schedule.n_steps),
             parent != NULL ? parent->number : 0, task->number);
}

void log_given_up(const struct task *task, enum schedule_reason reason)
{
    log_state.from = task->number;
    log_state.reason = reason;
    log_state.position[0] = '\0';
    if (log_state.file.fd >= 0 && callbacks_in_force.describe_position != NULL) {
        callbacks_in_force.describe_position(task->thread, log_state.position, POSITION_BYTES);
    }
}

bool log_taken(const struct task *task)
{
    static const char *const reasons[] = {"step", "call", "wait", "outside", "end"};
    if (task->number == log_state.from) {
        return false;
    }
    add_line("S\t%llu\t%u\t%u\t%s\t%s\n", (unsigned long long)load_relaxed(&schedule.n_steps),
             log_state.from, task->number, reasons[log_state.reason], log_state.position);
    log_state.from = task->number;
    return true;
}

void log_outside(const char *what)
{
    for (size_t i = 0; i < log_state.n_told; i++) {
        if (log_state.told[i] == what) {
            return;
        }
    }
    if (log_state.n_told < MOST_TOLD) {
        log_state.told[log_state.n_told++] = what;
    }
    add_line("O\t%llu\t%s\n", (unsigned long long)load_relaxed(&schedule.n_steps), what);
}

void log_end(void)
{
    add_line("E\t%llu\t%llu\t%llu\t%lld\n", (unsigned long long)load_relaxed(&schedule.n_steps),
             (unsigned long long)load_relaxed(&schedule.n_contended),
             (unsigned long long)load_relaxed(&schedule.n_switches),
             (long long)load_relaxed(&schedule.clock_ns));
}

void schedule_flush_log(void)
{
    if (log_state.file.fd >= 0) {
        write_out();
    }
}
