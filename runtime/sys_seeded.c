/*
 * sys._gil_seeded_*: many runs from one start.
 *
 * A run begins with a process of its own, forked from one that has started and imported what it likes: the fork server. The server
 * touches neither the heap nor the schedule between two forks, so that each child finds the same: a run is given by its token
 * alone, whether it is the first child or the thousandth. The child then starts the schedule anew (lock/schedule.h):
 * steps, clock, idents, thread numbers and random numbers are those of the token's seed. Hashes of texts are the server's.
 */
#include "runtime/sys_seeded.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lock/lock.h"
#include "lock/policy_options.h"
#include "lock/safepoint.h"
#include "lock/schedule.h"
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/file_stream.h"
#include "runtime/fork_hooks.h"
#include "runtime/import.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

enum { MOST_REQUEST = 1 << 20 };

#define FUNCTION(name)                                                                             \
    static Value name(struct thread *t, Value *args UNUSED, uint32_t n UNUSED, Value names UNUSED)

static bool check_policy(struct thread *t)
{
    return schedule_is_active() ||
           raise_false(t, &RuntimeError_type, "the lock policy is not 'seeded'");
}

/* ---- starting anew ---- */

/* The generator of the module random was seeded when that was imported. */
static bool reseed_random(struct thread *t)
{
    Value module = dict_get_cstr(t, value_to_dict(sys_modules), "random");
    Value name = str_intern_cstr(t, "seed");
    return name != VALUE_ERROR &&
           (!value_is_object(module) || call_method_0(t, module, name) != VALUE_ERROR);
}

static bool restart(struct thread *t, const char *token)
{
    char error[POLICY_ERROR_BYTES];
    if (!check_policy(t)) {
        return false;
    }
    if (thread_count() != 1) {
        return raise_false(t, &RuntimeError_type, "there is another thread");
    }
    if (!schedule_restart(&t->lock, token, error)) {
        return raise_false(t, &ValueError_type, "%s", error);
    }
    t->ident = schedule_new_ident();
    return reseed_random(t);
}

FUNCTION(seeded_restart)
{
    const char *token = value_is_str(args[0]) ? str_to_utf8(t, args[0], NULL) : NULL;
    if (token == NULL) {
        return error_pending(t) ? VALUE_ERROR
                                : raise_error(t, &TypeError_type, "the token must be a str");
    }
    return restart(t, token) ? VALUE_NONE : VALUE_ERROR;
}

/* ---- the fork server ---- */

/* One line without its end. False: there is none any more. */
static bool read_request(int fd, char *line)
{
    size_t n = 0;
    while (n < MOST_REQUEST - 1) {
        ssize_t got = read(fd, line + n, 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        if (line[n] == '\n') {
            break;
        }
        n++;
    }
    line[n] = '\0';
    return true;
}

static void reply(int fd, const char *what, long number)
{
    dprintf(fd, "%s %ld\n", what, number);
}

static int wait_for_end(int pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

/* In the child: the request's first word is the token; the rest, which may be empty, is for the caller. */
static Value begin_run(struct thread *t, char *request)
{
    char *rest = request + strcspn(request, " ");
    if (*rest != '\0') {
        *rest++ = '\0';
    }
    return restart(t, request) ? str_from_utf8(t, rest, strlen(rest)) : VALUE_ERROR;
}

static Value serve(struct thread *t, int requests, int replies, char *line)
{
    for (;;) {
        blocking_enter(&t->lock, "read");
        bool goes_on = read_request(requests, line);
        blocking_leave(&t->lock);
        if (!goes_on) {
            return VALUE_NONE;
        }
        int pid = fork_process(t);
        if (pid == 0) {
            close(requests);
            close(replies);
            return begin_run(t, line);
        }
        if (pid < 0) {
            reply(replies, "failed", errno);
            continue;
        }
        reply(replies, "started", pid);
        blocking_enter(&t->lock, "waitpid");
        int status = wait_for_end(pid);
        blocking_leave(&t->lock);
        reply(replies, "ended", status);
    }
}

FUNCTION(seeded_fork_server)
{
    int64_t requests, replies;
    if (!check_policy(t) || !number_to_index(t, args[0], &requests) ||
        !number_to_index(t, args[1], &replies)) {
        return VALUE_ERROR;
    }
    char *line = malloc(MOST_REQUEST);
    if (line == NULL) {
        return raise_no_memory(t);
    }
    Value result = serve(t, (int)requests, (int)replies, line);
    free(line);
    return result;
}

/* ---- facts ---- */

FUNCTION(seeded_counts)
{
    if (!check_policy(t)) {
        return VALUE_ERROR;
    }
    struct schedule_counts counts = schedule_get_counts();
    Value steps = int_from_uint64(t, counts.steps),
          contended = int_from_uint64(t, counts.contended);
    Value switches = int_from_uint64(t, counts.switches);
    return steps == VALUE_ERROR || contended == VALUE_ERROR || switches == VALUE_ERROR
               ? VALUE_ERROR
               : tuple_of(t, 3, steps, contended, switches);
}

FUNCTION(seeded_child_token)
{
    char text[8192];
    if (!schedule_is_active()) {
        return VALUE_NONE;
    }
    schedule_child_token(text, sizeof text);
    return str_from_utf8(t, text, strlen(text));
}

static const struct native_def functions[] = {
    {"_gil_seeded_child_token", seeded_child_token, "()",
     "What --gil= shall be for the next process that is started; None under other policies.",
     NATIVE_METHOD},
    {"_gil_seeded_counts", seeded_counts, "()",
     "(steps, steps at which another thread could have run, switches) so far.", NATIVE_METHOD},
    {"_gil_seeded_fork_server", seeded_fork_server, "(requests, replies, /)",
     "Fork a process for each line 'TOKEN[ TEXT]' read from a descriptor, one after the other. In "
     "the child,\n"
     "start the schedule anew with the token and return the text. Lines 'started PID' and\n"
     "'ended WAITSTATUS' (or 'failed ERRNO') are written to the other descriptor; None when there\n"
     "are no more requests.",
     NATIVE_METHOD},
    {"_gil_seeded_restart", seeded_restart, "(token, /)",
     "Start the schedule anew, as --gil=TOKEN would. There must be no other thread.",
     NATIVE_METHOD},
    {0},
};

bool sys_seeded_init(struct thread *t, Value sys)
{
    return module_add_functions(t, sys, functions);
}
