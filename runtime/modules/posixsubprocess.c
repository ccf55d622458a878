/*
 * The module _posixsubprocess: one function, which starts another program.
 *
 * All that the child needs is laid out beforehand in malloc'ed memory (struct plan), because between vfork(2) and
 * exec(2) it shares this process's memory, its threads running, and may but make system calls. With a function to be called
 * in the child, or another user, it is a real fork with everything around it, as os.fork() does it.
 *
 * What goes wrong in the child is told through a pipe, as the module subprocess reads it: "type:errno in hex:message".
 */
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lock/schedule.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/file_stream.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/posix_strings.h"
#include "runtime/tuple.h"

enum { FIRST_OTHER_FD = 3, EXIT_STATUS_FAILED = 255 };

struct plan {
    struct posix_strings arguments, programs,
        environment; /* environment.items NULL: this process's */
    char *folder;    /* NULL: stay */
    int *keep;       /* descriptors to be passed on, in ascending order; n_keep of them */
    size_t n_keep;
    int child_input, parent_input, parent_output, child_output, parent_error, child_error;
    int report; /* the child's end of the pipe */
    bool close_descriptors, restore_signals, new_session;
    int process_group, mask; /* negative: unchanged */
    int64_t group, user;     /* -1: unchanged */
    gid_t *groups;           /* NULL: unchanged */
    size_t n_groups;
    Value in_child; /* called there; None: nothing. The caller's frame keeps it */
};

/* ---- arguments ---- */

static void plan_free(struct plan *p)
{
    posix_strings_free(&p->arguments);
    posix_strings_free(&p->programs);
    posix_strings_free(&p->environment);
    free(p->folder);
    free(p->keep);
    free(p->groups);
}

static bool no_memory(struct thread *t)
{
    (void)raise_no_memory(t);
    return false;
}

static bool keep_argument(struct thread *t, Value v, struct plan *p)
{
    const struct tuple *tuple = value_to_tuple(v);
    p->keep = calloc(tuple->length + 1, sizeof *p->keep);
    if (p->keep == NULL) {
        return no_memory(t);
    }
    for (; p->n_keep < tuple->length; p->n_keep++) {
        int least = p->n_keep == 0 ? 0 : p->keep[p->n_keep - 1] + 1;
        Value fd = tuple->items[p->n_keep];
        if (!value_is_small_int(fd) || value_to_small_int(fd) < least ||
            value_to_small_int(fd) > INT32_MAX) {
            return raise_false(t, &ValueError_type, "bad value(s) in fds_to_keep");
        }
        p->keep[p->n_keep] = (int)value_to_small_int(fd);
    }
    return true;
}

/* The number of a user or a group; -1 for None. */
static bool id_argument(struct thread *t, Value v, const char *what, int64_t *id)
{
    *id = -1;
    return v == VALUE_NONE ||
           (number_to_index(t, v, id) && ((*id >= 0 && *id < UINT32_MAX) ||
                                          raise_false(t, &ValueError_type, "invalid %s id", what)));
}

static bool groups_argument(struct thread *t, Value v, struct plan *p)
{
    if (v == VALUE_NONE) {
        return true;
    }
    Value items = tuple_from_iterable(t, v);
    if (items == VALUE_ERROR) {
        return false;
    }
    const struct tuple *tuple = value_to_tuple(items);
    p->groups = calloc(tuple->length + 1, sizeof *p->groups);
    if (p->groups == NULL) {
        return no_memory(t);
    }
    for (; p->n_groups < tuple->length; p->n_groups++) {
        int64_t id;
        if (!id_argument(t, tuple->items[p->n_groups], "group", &id)) {
            /* Other than for the one group, a number that is too large is no OverflowError. */
            return error_swallow(t, &OverflowError_type)
                       ? raise_false(t, &ValueError_type, "invalid group id")
                       : false;
        }
        p->groups[p->n_groups] = (gid_t)id;
    }
    return true;
}

static bool flag_argument(struct thread *t, Value v, bool *flag)
{
    enum truth truth = object_truth(t, v);
    *flag = truth == TRUTH_TRUE;
    return truth != TRUTH_ERROR;
}

/* By the function's signature. */
enum argument {
    ARGUMENTS,
    EXECUTABLES,
    CLOSE_DESCRIPTORS,
    PASS_DESCRIPTORS,
    FOLDER,
    ENVIRONMENT,
    FIRST_PIPE,
    REPORT_PIPE = FIRST_PIPE + 7,
    RESTORE_SIGNALS,
    NEW_SESSION,
    PROCESS_GROUP,
    GROUP,
    GROUPS,
    USER,
    MASK,
    IN_CHILD,
    ALLOW_VFORK,
    N_ARGUMENTS
};

static bool descriptors_argument(struct thread *t, Value *args, struct plan *p)
{
    int reading_end;
    int *fds[] = {&p->child_input,  &p->parent_input, &p->parent_output, &p->child_output,
                  &p->parent_error, &p->child_error,  &reading_end,      &p->report};
    for (size_t i = 0; i < COUNT_OF(fds); i++) {
        if (!posix_int(t, args[FIRST_PIPE + i], fds[i])) {
            return false;
        }
    }
    return !p->close_descriptors || p->report >= FIRST_OTHER_FD ||
           raise_false(t, &ValueError_type, "errpipe_write must be >= 3");
}

static bool plan_read(struct thread *t, Value *args, struct plan *p)
{
    if (!value_is_tuple(args[PASS_DESCRIPTORS])) {
        return raise_false(t, &TypeError_type, "fork_exec() argument 4 must be tuple, not %A",
                           args[PASS_DESCRIPTORS]);
    }
    if (args[FOLDER] != VALUE_NONE && (p->folder = posix_string_copy(t, args[FOLDER])) == NULL) {
        return false;
    }
    p->in_child = args[IN_CHILD];
    return flag_argument(t, args[CLOSE_DESCRIPTORS], &p->close_descriptors) &&
           descriptors_argument(t, args, p) && keep_argument(t, args[PASS_DESCRIPTORS], p) &&
           posix_strings_read(t, args[ARGUMENTS], &p->arguments) &&
           posix_strings_read(t, args[EXECUTABLES], &p->programs) &&
           (args[ENVIRONMENT] == VALUE_NONE ||
            posix_strings_read(t, args[ENVIRONMENT], &p->environment)) &&
           flag_argument(t, args[RESTORE_SIGNALS], &p->restore_signals) &&
           flag_argument(t, args[NEW_SESSION], &p->new_session) &&
           posix_int(t, args[PROCESS_GROUP], &p->process_group) &&
           id_argument(t, args[GROUP], "group", &p->group) && groups_argument(t, args[GROUPS], p) &&
           id_argument(t, args[USER], "user", &p->user) && posix_int(t, args[MASK], &p->mask);
}

/* ---- the child: system calls only ---- */

static bool pass_on(int fd)
{
    int flags = fcntl(fd, F_GETFD);
    return flags >= 0 && (!(flags & FD_CLOEXEC) || fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC) == 0);
}

/* Has a descriptor of the child stand as number `as`. */
static bool install(int fd, int as)
{
    return fd < 0 || (fd == as ? pass_on(fd) : dup2(fd, as) >= 0);
}

static void close_if_open(int fd)
{
    if (fd >= 0) {
        close(fd);
    }
}

static bool arrange_descriptors(struct plan *p)
{
    for (size_t i = 0; i < p->n_keep; i++) {
        if (p->keep[i] != p->report && !pass_on(p->keep[i])) {
            return false;
        }
    }
    close_if_open(p->parent_input);
    close_if_open(p->parent_output);
    close_if_open(p->parent_error);
    /* Out of the way of those that are installed before them. */
    if (p->child_output == 0 && (p->child_output = dup(p->child_output)) < 0) {
        return false;
    }
    while (p->child_error == 0 || p->child_error == 1) {
        if ((p->child_error = dup(p->child_error)) < 0) {
            return false;
        }
    }
    return install(p->child_input, 0) && install(p->child_output, 1) && install(p->child_error, 2);
}

static void default_signals(void)
{
    static const int ignored[] = {SIGPIPE, SIGXFSZ};
    for (size_t i = 0; i < COUNT_OF(ignored); i++) {
        signal(ignored[i], SIG_DFL);
    }
}

/* Before signals may come again in memory that is the parent's too. */
static void forget_handlers(void)
{
    for (int number = 1; number < NSIG; number++) {
        struct sigaction action;
        if (sigaction(number, NULL, &action) == 0 && action.sa_handler != SIG_DFL &&
            action.sa_handler != SIG_IGN) {
            signal(number, SIG_DFL);
        }
    }
}

static bool change_identity(const struct plan *p)
{
    return (!p->new_session || setsid() >= 0) &&
           (p->process_group < 0 || setpgid(0, p->process_group) == 0) &&
           (p->groups == NULL || setgroups(p->n_groups, p->groups) == 0) &&
           (p->group < 0 || setregid((gid_t)p->group, (gid_t)p->group) == 0) &&
           (p->user < 0 || setreuid((uid_t)p->user, (uid_t)p->user) == 0);
}

static void close_range_or_each(unsigned from, unsigned to)
{
    if (from <= to && close_range(from, to, 0) < 0) {
        unsigned most = (unsigned)sysconf(_SC_OPEN_MAX);
        for (unsigned fd = from; fd <= to && fd < most; fd++) {
            close((int)fd);
        }
    }
}

static void close_others(const struct plan *p)
{
    unsigned from = FIRST_OTHER_FD;
    for (size_t i = 0; i < p->n_keep; i++) {
        if (p->keep[i] >= (int)from) {
            close_range_or_each(from, (unsigned)p->keep[i] - 1);
            from = (unsigned)p->keep[i] + 1;
        }
    }
    close_range_or_each(from, ~0u);
}

/* errno: the first failure that says more than that a file is not there. */
static void execute(const struct plan *p)
{
    char **environment = p->environment.items != NULL ? p->environment.items : environ;
    int telling = 0;
    for (size_t i = 0; i < p->programs.n; i++) {
        execve(p->programs.items[i], p->arguments.items, environment);
        if (errno != ENOENT && errno != ENOTDIR && telling == 0) {
            telling = errno;
        }
    }
    if (telling != 0) {
        errno = telling;
    }
}

static void report(const struct plan *p, const char *type, int error, const char *message)
{
    static const char digits[] = "0123456789ABCDEF";
    char text[128], hex[sizeof(int) * 2], *at = stpcpy(text, type);
    size_t n = 0;
    for (unsigned rest = (unsigned)error; rest != 0; rest >>= 4) {
        hex[n++] = digits[rest & 15];
    }
    *at++ = ':';
    while (n > 0) {
        *at++ = hex[--n];
    }
    *at++ = ':';
    at = stpcpy(at, message);
    ssize_t written = write(p->report, text, (size_t)(at - text));
    (void)written;
}

/* `t`: the thread, if this is a real fork, where Python may run. */
static NORETURN void be_child(struct thread *t, struct plan *p, const sigset_t *mask)
{
    if (!arrange_descriptors(p) || (p->folder != NULL && chdir(p->folder) < 0)) {
        report(p, "OSError", errno, "noexec");
        _exit(EXIT_STATUS_FAILED);
    }
    if (p->mask >= 0) {
        umask((mode_t)p->mask);
    }
    if (p->restore_signals) {
        default_signals();
    }
    if (mask != NULL) {
        forget_handlers();
        sigprocmask(SIG_SETMASK, mask, NULL);
    }
    if (!change_identity(p)) {
        report(p, "OSError", errno, "noexec");
        _exit(EXIT_STATUS_FAILED);
    }
    if (t != NULL && p->in_child != VALUE_NONE && call_0(t, p->in_child) == VALUE_ERROR) {
        report(p, "SubprocessError", 0, "Exception occurred in preexec_fn.");
        _exit(EXIT_STATUS_FAILED);
    }
    if (p->close_descriptors) {
        close_others(p);
    }
    execute(p);
    report(p, "OSError", errno, "");
    _exit(EXIT_STATUS_FAILED);
}

/* ---- the parent ---- */

/*
 * The memory is shared until the child has become another program: no handler of a signal may run in it, so signals
 * wait; those that had a handler begin anew with exec(2).
 */
static pid_t start_sharing(struct thread *t, struct plan *p)
{
    sigset_t all, mask;
    streams_flush_files(t);
    sigfillset(&all);
    blocking_enter(&t->lock, "fork_exec");
    pthread_sigmask(SIG_BLOCK, &all, &mask);
    schedule_note_peer();
    pid_t pid = vfork();
    if (pid == 0) {
        be_child(NULL, p, &mask);
    }
    int error = errno;
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    errno = error;
    blocking_leave(&t->lock);
    return pid;
}

static pid_t start_forking(struct thread *t, struct plan *p)
{
    pid_t pid = posix_fork_process(t, p->in_child != VALUE_NONE);
    if (pid == 0) {
        be_child(t, p, NULL);
    }
    return pid;
}

POSIX_FUNCTION(fork_exec)
{
    struct plan plan = {0};
    bool may_share;
    Value result = VALUE_ERROR;
    if (plan_read(t, args, &plan) && flag_argument(t, args[ALLOW_VFORK], &may_share)) {
        bool shares = may_share && plan.in_child == VALUE_NONE && plan.groups == NULL &&
                      plan.group < 0 && plan.user < 0;
        pid_t pid = shares ? start_sharing(t, &plan) : start_forking(t, &plan);
        result = posix_number(t, pid, VALUE_UNBOUND);
    }
    plan_free(&plan);
    return result;
}

static const struct native_def functions[] = {
    {"fork_exec", fork_exec,
     "(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, "
     "errread, errwrite, errpipe_read, errpipe_write, restore_signals, call_setsid, pgid_to_set, "
     "gid, groups_list, uid, child_umask, preexec_fn, allow_vfork, /)",
     "Starts a program in a new process with these descriptors, and returns its number.",
     NATIVE_METHOD},
    {0},
};

bool module_init__posixsubprocess(struct thread *t, Value module)
{
    return module_add_functions(t, module, functions);
}
