/* posix: starting a program by posix_spawn(3), which needs no copy of this process. */
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <unistd.h>

#include "runtime/file_stream.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/posix_argument.h"
#include "runtime/modules/posix_strings.h"
#include "runtime/modules/signal_mask.h"
#include "runtime/tuple.h"

enum file_action { ACTION_OPEN, ACTION_CLOSE, ACTION_DUP2 };

/* The parameters of a call, in their order. */
enum {
    PATH,
    ARGV,
    ENV,
    FILE_ACTIONS,
    SETPGROUP,
    RESETIDS,
    SETSID,
    SETSIGMASK,
    SETSIGDEF,
    SCHEDULER
};

struct spawn {
    const char *function;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
};

static bool check(struct thread *t, int error)
{
    return error == 0 || (raise_os_error(t, error, VALUE_UNBOUND, VALUE_UNBOUND), false);
}

/* ---- what happens to descriptors ---- */

static bool add_open(struct thread *t, struct spawn *s, const struct tuple *action)
{
    int fd, flags, mode;
    struct posix_path path;
    if (action->length != 5) {
        return raise_false(t, &TypeError_type, "A open file_action tuple must have 5 elements");
    }
    return posix_int(t, action->items[1], &fd) &&
           posix_path_argument(t, action->items[2], s->function, "path", PATH_NAME, &path) &&
           posix_int(t, action->items[3], &flags) && posix_int(t, action->items[4], &mode) &&
           check(t,
                 posix_spawn_file_actions_addopen(&s->actions, fd, path.name, flags, (mode_t)mode));
}

static bool add_close(struct thread *t, struct spawn *s, const struct tuple *action)
{
    int fd;
    if (action->length != 2) {
        return raise_false(t, &TypeError_type, "A close file_action tuple must have 2 elements");
    }
    return posix_int(t, action->items[1], &fd) &&
           check(t, posix_spawn_file_actions_addclose(&s->actions, fd));
}

static bool add_dup2(struct thread *t, struct spawn *s, const struct tuple *action)
{
    int from, to;
    if (action->length != 3) {
        return raise_false(t, &TypeError_type, "A dup2 file_action tuple must have 3 elements");
    }
    return posix_int(t, action->items[1], &from) && posix_int(t, action->items[2], &to) &&
           check(t, posix_spawn_file_actions_adddup2(&s->actions, from, to));
}

static bool add_action(struct thread *t, Value item, void *context)
{
    int kind;
    if (!value_is_tuple(item) || value_to_tuple(item)->length == 0) {
        return raise_false(t, &TypeError_type,
                           "Each file_actions element must be a non-empty tuple");
    }
    const struct tuple *action = value_to_tuple(item);
    if (!posix_int(t, action->items[0], &kind)) {
        return false;
    }
    switch (kind) {
    case ACTION_OPEN:
        return add_open(t, context, action);
    case ACTION_CLOSE:
        return add_close(t, context, action);
    case ACTION_DUP2:
        return add_dup2(t, context, action);
    default:
        return raise_false(t, &TypeError_type, "Unknown file_actions identifier");
    }
}

/* ---- what the new process is like ---- */

static bool set_scheduler(struct thread *t, struct spawn *s, Value scheduler, short *flags)
{
    int policy;
    struct sched_param param;
    if (!value_is_tuple(scheduler) || value_to_tuple(scheduler)->length != 2) {
        return raise_false(t, &TypeError_type, "A scheduler tuple must have two elements");
    }
    const Value *pair = value_to_tuple(scheduler)->items;
    if (pair[0] != VALUE_NONE) {
        *flags |= POSIX_SPAWN_SETSCHEDULER;
        if (!posix_int(t, pair[0], &policy) ||
            !check(t, posix_spawnattr_setschedpolicy(&s->attributes, policy))) {
            return false;
        }
    }
    *flags |= POSIX_SPAWN_SETSCHEDPARAM;
    return posix_schedule_param(t, pair[1], &param) &&
           check(t, posix_spawnattr_setschedparam(&s->attributes, &param));
}

/* A flag that must be an int, as CPython wants it. */
static bool int_flag(struct thread *t, Value v, short flag, short *flags)
{
    int on = 0;
    if (v != VALUE_UNBOUND && !posix_int(t, v, &on)) {
        return false;
    }
    *flags |= on != 0 ? flag : 0;
    return true;
}

static bool set_attributes(struct thread *t, struct spawn *s, const Value *args)
{
    short flags = 0;
    int group;
    sigset_t signals;
    if (args[SETPGROUP] != VALUE_UNBOUND) {
        flags |= POSIX_SPAWN_SETPGROUP;
        if (!posix_int(t, args[SETPGROUP], &group) ||
            !check(t, posix_spawnattr_setpgroup(&s->attributes, group))) {
            return false;
        }
    }
    if (!int_flag(t, args[RESETIDS], POSIX_SPAWN_RESETIDS, &flags) ||
        !int_flag(t, args[SETSID], POSIX_SPAWN_SETSID, &flags)) {
        return false;
    }
    if (args[SETSIGMASK] != VALUE_UNBOUND) {
        flags |= POSIX_SPAWN_SETSIGMASK;
        if (!signal_mask_argument(t, args[SETSIGMASK], &signals) ||
            !check(t, posix_spawnattr_setsigmask(&s->attributes, &signals))) {
            return false;
        }
    }
    if (args[SETSIGDEF] != VALUE_UNBOUND) {
        flags |= POSIX_SPAWN_SETSIGDEF;
        if (!signal_mask_argument(t, args[SETSIGDEF], &signals) ||
            !check(t, posix_spawnattr_setsigdefault(&s->attributes, &signals))) {
            return false;
        }
    }
    return (args[SCHEDULER] == VALUE_UNBOUND || set_scheduler(t, s, args[SCHEDULER], &flags)) &&
           check(t, posix_spawnattr_setflags(&s->attributes, flags));
}

/* ---- the call ---- */

static bool add_actions(struct thread *t, struct spawn *s, Value actions)
{
    if (actions == VALUE_UNBOUND || actions == VALUE_NONE) {
        return true;
    }
    return iterate(t, actions, add_action, s);
}

static Value spawn(struct thread *t, const char *function, Value *args,
                   int (*call)(pid_t *, const char *, const posix_spawn_file_actions_t *,
                               const posix_spawnattr_t *, char *const[], char *const[]))
{
    struct posix_path path;
    struct posix_strings arguments = {0}, variables = {0};
    struct spawn s = {.function = function};
    Value result = VALUE_ERROR;
    pid_t pid;
    char what[32];
    if (!posix_path_argument(t, args[PATH], function, "path", PATH_NAME, &path)) {
        return VALUE_ERROR;
    }
    posix_spawn_file_actions_init(&s.actions);
    posix_spawnattr_init(&s.attributes);
    snprintf(what, sizeof what, "%s: argv", function);
    if (posix_program_arguments(t, what, args[ARGV], &arguments) &&
        posix_program_environment(t, function, args[ENV], &variables) &&
        add_actions(t, &s, args[FILE_ACTIONS]) && set_attributes(t, &s, args)) {
        schedule_note_peer();
        streams_flush_files(t);
        blocking_enter(&t->lock, "posix_spawn");
        int error =
            call(&pid, path.name, &s.actions, &s.attributes, arguments.items, variables.items);
        blocking_leave(&t->lock);
        result = error != 0 ? raise_os_error(t, error, path.given, VALUE_UNBOUND)
                            : value_from_small_int(pid);
    }
    gc_keep(path.name);
    posix_spawnattr_destroy(&s.attributes);
    posix_spawn_file_actions_destroy(&s.actions);
    posix_strings_free(&variables);
    posix_strings_free(&arguments);
    return result;
}

POSIX_FUNCTION(posix_posix_spawn)
{
    return spawn(t, "posix_spawn", args, posix_spawn);
}

POSIX_FUNCTION(posix_posix_spawnp)
{
    return spawn(t, "posix_spawnp", args, posix_spawnp);
}

#define SIGNATURE                                                                                  \
    "(path, argv, env, /, *, file_actions=(), setpgroup=<unrepresentable>, resetids=False, "       \
    "setsid=False, setsigmask=(), setsigdef=(), scheduler=<unrepresentable>)"

const struct native_def posix_spawn_functions[] = {
    {"posix_spawn", posix_posix_spawn, SIGNATURE,
     "Execute the program specified by path in a new process.", NATIVE_METHOD},
    {"posix_spawnp", posix_posix_spawnp, SIGNATURE,
     "Execute the program specified by path in a new process, found by PATH.", NATIVE_METHOD},
    {0},
};
