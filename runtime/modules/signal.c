/*
 * The module _signal, and the way of a signal into Python:
 *
 *      kernel --> on_signal (any thread, async-signal-safe)
 *                     pending[n] = true; one byte to the wake-up descriptor; safepoint_interrupt(main thread)
 *                           |
 *      main thread's next safepoint, or the end of its wait --> signals_run_handlers --> handler(n, frame)
 *
 * A flag is cleared before its handler runs, so a signal that comes meanwhile is not lost; several of one kind may
 * be delivered once, as the kernel does.
 */
#include "runtime/modules/posix.h"
#include "runtime/modules/signal_mask.h"
#include "runtime/modules/thread_lock.h"
#include "runtime/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "lock/safepoint.h"
#include "lock/schedule.h"
#include "lock/world.h"
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/exception.h"
#include "runtime/file_stream.h"
#include "runtime/float.h"
#include "runtime/fork_hooks.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/traceback.h"
#include "runtime/tuple.h"

enum { N_SIGNALS = NSIG };

/* Atomic: set by on_signal, cleared by the main thread. */
static uint8_t pending[N_SIGNALS];
static int wakeup_fd = -1;         /* relaxed, as the two that follow */
static bool wakeup_may_be_full;    /* then a byte that does not fit is not missed */
static int wakeup_error;           /* of the last failed write, until it is reported */
static struct thread *main_thread; /* constant; in a forked child the thread that forked */

/* Tuple of what signal() was given, by number; stored by the main thread alone (value_store). */
static Value handlers = VALUE_UNBOUND;
static Value default_int_handler = VALUE_UNBOUND;

/* ---- from the kernel ---- */

static void flag_signal(int number)
{
    store_seq_cst(&pending[number], 1);
    int fd = load_relaxed(&wakeup_fd);
    if (fd >= 0) {
        uint8_t byte = (uint8_t)number;
        if (write(fd, &byte, 1) < 0 && !(errno == EAGAIN && load_relaxed(&wakeup_may_be_full))) {
            store_relaxed(&wakeup_error, errno);
        }
    }
    safepoint_interrupt(&load_relaxed(&main_thread)->lock);
}

static void on_signal(int number)
{
    int saved_errno = errno;
    flag_signal(number);
    errno = saved_errno;
}

static bool install(int number, void (*function)(int))
{
    struct sigaction action = {.sa_handler = function, .sa_flags = SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    return sigaction(number, &action, NULL) == 0;
}

bool signals_simulate(int number)
{
    if (number < 1 || number >= N_SIGNALS) {
        return false;
    }
    Value handler = value_load(&value_to_tuple(handlers)->items[number]);
    if (handler != VALUE_NONE && !value_is_small_int(handler)) {
        flag_signal(number);
    }
    return true;
}

/* ---- into Python ---- */

static Value running_frame(struct thread *t)
{
    Value getter = sys_get_attribute(t, "_getframe");
    Value frame = getter == VALUE_UNBOUND ? VALUE_NONE : call_0(t, getter);
    if (frame == VALUE_ERROR) {
        error_clear(t);
        return VALUE_NONE;
    }
    return frame;
}

static bool run_handler(struct thread *t, int number)
{
    Value handler = value_load(&value_to_tuple(handlers)->items[number]);
    if (handler == VALUE_NONE || value_is_small_int(handler)) {
        return true;
    }
    return call_2(t, handler, value_from_small_int(number), running_frame(t)) != VALUE_ERROR;
}

static bool any_pending(void)
{
    for (int number = 1; number < N_SIGNALS; number++) {
        if (load_relaxed(&pending[number])) {
            return true;
        }
    }
    return false;
}

static void report_wakeup_error(struct thread *t)
{
    (void)raise_os_error(t, atomic_swap(&wakeup_error, 0), VALUE_UNBOUND, VALUE_UNBOUND);
    unraisable_write(t, "Exception ignored when trying to write to the signal wakeup fd",
                     VALUE_UNBOUND);
}

bool signals_run_handlers(struct thread *t)
{
    if (t != load_relaxed(&main_thread)) {
        return true;
    }
    park_clear_interrupt();
    if (UNLIKELY(load_relaxed(&wakeup_error) != 0)) {
        report_wakeup_error(t);
    }
    for (int number = 1; number < N_SIGNALS; number++) {
        if (load_relaxed(&pending[number]) && atomic_swap(&pending[number], 0) &&
            !run_handler(t, number)) {
            if (any_pending()) {
                safepoint_interrupt(&t->lock);
            }
            return false;
        }
    }
    return true;
}

/* ---- arguments ---- */

static bool signal_argument(struct thread *t, Value v, int *number)
{
    int64_t n;
    if (!number_to_index(t, v, &n)) {
        return false;
    }
    *number = (int)n;
    return (n >= 1 && n < N_SIGNALS) ||
           raise_false(t, &ValueError_type, "signal number out of range");
}

#define FUNCTION(name)                                                                             \
    static Value name(struct thread *t, Value *args UNUSED, uint32_t n UNUSED, Value names UNUSED)

static Value system_error(struct thread *t)
{
    return raise_os_error(t, errno, VALUE_UNBOUND, VALUE_UNBOUND);
}

/* ---- signal and getsignal ---- */

static bool is_callable(Value v)
{
    return value_type(v)->call != NULL;
}

FUNCTION(signal_signal)
{
    int number;
    if (!signal_argument(t, args[0], &number)) {
        return VALUE_ERROR;
    }
    if (t != load_relaxed(&main_thread)) {
        return raise_error(t, &ValueError_type,
                           "signal only works in main thread of the main interpreter");
    }
    int64_t constant = -1;
    bool is_constant = value_is_int(args[1]) && int_to_int64(args[1], &constant) &&
                       (constant == 0 || constant == 1);
    if (!is_constant && !is_callable(args[1])) {
        return raise_error(
            t, &TypeError_type,
            "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
    }
    if (!safepoint_serve(&t->lock, SAFEPOINT_SIGNAL)) {
        return VALUE_ERROR;
    }
    if (!install(number, !is_constant ? on_signal : constant == 0 ? SIG_DFL : SIG_IGN)) {
        return system_error(t);
    }
    Value *place = &value_to_tuple(handlers)->items[number], old = value_load(place);
    value_store(place, args[1]);
    return old;
}

FUNCTION(signal_getsignal)
{
    int number;
    return signal_argument(t, args[0], &number)
               ? value_load(&value_to_tuple(handlers)->items[number])
               : VALUE_ERROR;
}

FUNCTION(signal_default_int_handler)
{
    Value none[1] = {VALUE_UNBOUND};
    Value exception = exception_new(t, &KeyboardInterrupt_type, none + 1, 0);
    return exception == VALUE_ERROR ? exception : raise_exception(t, exception);
}

/* ---- sending ---- */

/* A signal that this process sends itself has arrived when the call returns: its handler runs before the next line. */
Value signal_sent(struct thread *t, int error)
{
    if (error != 0) {
        return raise_os_error(t, error, VALUE_UNBOUND, VALUE_UNBOUND);
    }
    return t == load_relaxed(&main_thread) && !safepoint_serve(&t->lock, SAFEPOINT_SIGNAL)
               ? VALUE_ERROR
               : VALUE_NONE;
}

FUNCTION(signal_raise_signal)
{
    int64_t number;
    return number_to_index(t, args[0], &number)
               ? signal_sent(t, raise((int)number) == 0 ? 0 : errno)
               : VALUE_ERROR;
}

/* The system's number of the thread with that threading.get_ident(); 0: there is none. */
static pid_t find_thread(struct thread *t, uint64_t ident)
{
    pid_t found = 0;
    world_stop(&t->lock, "threads");
    for (struct lock_thread *l = thread_first_stw(); l != NULL; l = thread_next_stw(l)) {
        if (CONTAINER_OF(l, struct thread, lock)->ident == ident) {
            found = thread_native_id(l);
        }
    }
    world_start(&t->lock);
    return found;
}

FUNCTION(signal_pthread_kill)
{
    int64_t ident, number;
    if (!number_to_index(t, args[0], &ident) || !number_to_index(t, args[1], &number)) {
        return VALUE_ERROR;
    }
    pid_t target = find_thread(t, (uint64_t)ident);
    return target == 0 ? raise_os_error(t, ESRCH, VALUE_UNBOUND, VALUE_UNBOUND)
                       : signal_sent(t, tgkill(getpid(), target, (int)number) == 0 ? 0 : errno);
}

/* ---- waiting and timers ---- */

FUNCTION(signal_pause)
{
    blocking_enter(&t->lock, "pause");
    schedule_leave("pause");
    if (!interrupted_already(t)) {
        pause();
    }
    blocking_leave(&t->lock);
    return safepoint_serve(&t->lock, SAFEPOINT_SIGNAL) ? VALUE_NONE : VALUE_ERROR;
}

FUNCTION(signal_alarm)
{
    int seconds;
    return posix_int(t, args[0], &seconds) ? value_from_small_int(alarm((unsigned)seconds))
                                           : VALUE_ERROR;
}

static Value itimer_error;

static bool timeval_argument(struct thread *t, Value seconds, struct timeval *time)
{
    int64_t ns = 0;
    if (seconds != VALUE_UNBOUND && !lock_seconds_to_ns(t, seconds, &ns)) {
        return false;
    }
    int64_t us = ns / 1000 + (ns % 1000 > 0);
    *time = (struct timeval){us / 1000000, us % 1000000};
    return true;
}

static Value timer_tuple(struct thread *t, const struct itimerval *timer)
{
    Value delay = float_from_double(t, (double)timer->it_value.tv_sec +
                                           (double)timer->it_value.tv_usec * 1e-6);
    Value interval = float_from_double(t, (double)timer->it_interval.tv_sec +
                                              (double)timer->it_interval.tv_usec * 1e-6);
    return delay == VALUE_ERROR || interval == VALUE_ERROR ? VALUE_ERROR
                                                           : tuple_of(t, 2, delay, interval);
}

FUNCTION(signal_setitimer)
{
    int which;
    struct itimerval timer, old;
    if (!posix_int(t, args[0], &which) || !timeval_argument(t, args[1], &timer.it_value) ||
        !timeval_argument(t, args[2], &timer.it_interval)) {
        return VALUE_ERROR;
    }
    return setitimer(which, &timer, &old) == 0 ? timer_tuple(t, &old)
                                               : raise_errno_as(t, (struct type *)itimer_error);
}

FUNCTION(signal_getitimer)
{
    int which;
    struct itimerval timer;
    if (!posix_int(t, args[0], &which)) {
        return VALUE_ERROR;
    }
    return getitimer(which, &timer) == 0 ? timer_tuple(t, &timer)
                                         : raise_errno_as(t, (struct type *)itimer_error);
}

/* ---- the rest ---- */

/* A handler that waits for room in a pipe would wait for ever. */
static bool check_wakeup_fd(struct thread *t, int fd)
{
    int flags = fd == -1 ? O_NONBLOCK : fcntl(fd, F_GETFL);
    if (flags < 0) {
        return raise_os_error(t, errno, VALUE_UNBOUND, VALUE_UNBOUND), false;
    }
    return (flags & O_NONBLOCK) ||
           raise_false(t, &ValueError_type, "the fd %d must be in non-blocking mode", fd);
}

FUNCTION(signal_set_wakeup_fd)
{
    int fd;
    if (!posix_int(t, args[0], &fd)) {
        return VALUE_ERROR;
    }
    if (t != load_relaxed(&main_thread)) {
        return raise_error(t, &ValueError_type,
                           "set_wakeup_fd only works in main thread of the main interpreter");
    }
    enum truth warns = args[1] == VALUE_UNBOUND ? TRUTH_TRUE : object_truth(t, args[1]);
    if (warns == TRUTH_ERROR || !check_wakeup_fd(t, fd)) {
        return VALUE_ERROR;
    }
    store_relaxed(&wakeup_may_be_full, warns == TRUTH_FALSE);
    return value_from_small_int(atomic_swap(&wakeup_fd, fd));
}

FUNCTION(signal_siginterrupt)
{
    int number;
    struct sigaction action;
    if (!signal_argument(t, args[0], &number)) {
        return VALUE_ERROR;
    }
    enum truth interrupts = object_truth(t, args[1]);
    if (interrupts == TRUTH_ERROR) {
        return VALUE_ERROR;
    }
    sigaction(number, NULL, &action);
    action.sa_flags =
        interrupts == TRUTH_TRUE ? action.sa_flags & ~SA_RESTART : action.sa_flags | SA_RESTART;
    return sigaction(number, &action, NULL) == 0 ? VALUE_NONE : system_error(t);
}

FUNCTION(signal_strsignal)
{
    int number;
    if (!signal_argument(t, args[0], &number)) {
        return VALUE_ERROR;
    }
    const char *text = sigdescr_np(number);
    return text == NULL ? VALUE_NONE : str_from_cstr(t, text);
}

#undef FUNCTION

static const struct native_def functions[] = {
    {"alarm", signal_alarm, "(seconds, /)", NULL, NATIVE_METHOD},
    {"default_int_handler", signal_default_int_handler, "(signalnum, frame, /)", NULL,
     NATIVE_METHOD},
    {"getitimer", signal_getitimer, "(which, /)", NULL, NATIVE_METHOD},
    {"getsignal", signal_getsignal, "(signalnum, /)", NULL, NATIVE_METHOD},
    {"pause", signal_pause, "()", NULL, NATIVE_METHOD},
    {"pthread_kill", signal_pthread_kill, "(thread_id, signalnum, /)", NULL, NATIVE_METHOD},
    {"raise_signal", signal_raise_signal, "(signalnum, /)", NULL, NATIVE_METHOD},
    {"set_wakeup_fd", signal_set_wakeup_fd, "(fd, /, *, warn_on_full_buffer=True)", NULL,
     NATIVE_METHOD},
    {"setitimer", signal_setitimer, "(which, seconds, interval=0.0, /)", NULL, NATIVE_METHOD},
    {"siginterrupt", signal_siginterrupt, "(signalnum, flag, /)", NULL, NATIVE_METHOD},
    {"signal", signal_signal, "(signalnum, handler, /)", NULL, NATIVE_METHOD},
    {"strsignal", signal_strsignal, "(signalnum, /)", NULL, NATIVE_METHOD},
    {0},
};

static const struct module_number constants[] = {
    MODULE_NUMBER(SIGHUP),
    MODULE_NUMBER(SIGINT),
    MODULE_NUMBER(SIGQUIT),
    MODULE_NUMBER(SIGILL),
    MODULE_NUMBER(SIGTRAP),
    MODULE_NUMBER(SIGABRT),
    MODULE_NUMBER(SIGIOT),
    MODULE_NUMBER(SIGBUS),
    MODULE_NUMBER(SIGFPE),
    MODULE_NUMBER(SIGKILL),
    MODULE_NUMBER(SIGUSR1),
    MODULE_NUMBER(SIGSEGV),
    MODULE_NUMBER(SIGUSR2),
    MODULE_NUMBER(SIGPIPE),
    MODULE_NUMBER(SIGALRM),
    MODULE_NUMBER(SIGTERM),
    MODULE_NUMBER(SIGSTKFLT),
    MODULE_NUMBER(SIGCHLD),
    MODULE_NUMBER(SIGCLD),
    MODULE_NUMBER(SIGCONT),
    MODULE_NUMBER(SIGSTOP),
    MODULE_NUMBER(SIGTSTP),
    MODULE_NUMBER(SIGTTIN),
    MODULE_NUMBER(SIGTTOU),
    MODULE_NUMBER(SIGURG),
    MODULE_NUMBER(SIGXCPU),
    MODULE_NUMBER(SIGXFSZ),
    MODULE_NUMBER(SIGVTALRM),
    MODULE_NUMBER(SIGPROF),
    MODULE_NUMBER(SIGWINCH),
    MODULE_NUMBER(SIGIO),
    MODULE_NUMBER(SIGPOLL),
    MODULE_NUMBER(SIGPWR),
    MODULE_NUMBER(SIGSYS),
    MODULE_NUMBER(SIG_BLOCK),
    MODULE_NUMBER(SIG_UNBLOCK),
    MODULE_NUMBER(SIG_SETMASK),
    MODULE_NUMBER(ITIMER_REAL),
    MODULE_NUMBER(ITIMER_VIRTUAL),
    MODULE_NUMBER(ITIMER_PROF),
    MODULE_NUMBER(NSIG),
    {"SIG_DFL", 0},
    {"SIG_IGN", 1},
};

bool module_init__signal(struct thread *t, Value module)
{
    itimer_error = exception_type_new(t, "signal", "itimer_error", &OSError_type, NULL);
    gc_add_root(&itimer_error);
    if (itimer_error == VALUE_ERROR || !module_add_functions(t, module, functions) ||
        !module_add(t, module, "ItimerError", itimer_error)) {
        return false;
    }
    return module_add_numbers(t, module, constants, COUNT_OF(constants)) &&
           signal_mask_init(t, module) &&
           module_add(t, module, "SIGRTMIN", value_from_small_int(SIGRTMIN)) &&
           module_add(t, module, "SIGRTMAX", value_from_small_int(SIGRTMAX)) &&
           module_add(t, module, "default_int_handler", default_int_handler);
}

/* ---- start ---- */

/* The child's main thread is the one that forked; what came for the parent is not the child's. */
static void after_fork_child(struct thread *t)
{
    store_relaxed(&main_thread, t);
    for (int number = 1; number < N_SIGNALS; number++) {
        store_relaxed(&pending[number], 0);
    }
}

/* Handlers that the process was started with: ignored, default, or somebody else's (None). */
static Value inherited_handler(int number)
{
    struct sigaction action;
    if (sigaction(number, NULL, &action) != 0) {
        return VALUE_NONE;
    }
    return action.sa_handler == SIG_DFL   ? value_from_small_int(0)
           : action.sa_handler == SIG_IGN ? value_from_small_int(1)
                                          : VALUE_NONE;
}

bool signals_init(struct thread *t)
{
    store_relaxed(&main_thread, t);
    install(SIGPIPE, SIG_IGN);
    install(SIGXFSZ, SIG_IGN);
    gc_add_root(&handlers);
    gc_add_root(&default_int_handler);
    Value module_name = str_intern_cstr(t, "_signal");
    default_int_handler = module_name == VALUE_ERROR
                              ? VALUE_ERROR
                              : native_function_new(t, &functions[1], VALUE_UNBOUND, module_name);
    Value table = tuple_new(t, NULL, N_SIGNALS);
    if (default_int_handler == VALUE_ERROR || table == VALUE_ERROR ||
        !fork_hook_add(t, (struct fork_hook){.after_in_child = after_fork_child})) {
        return false;
    }
    value_to_tuple(table)->items[0] = VALUE_NONE;
    for (int number = 1; number < N_SIGNALS; number++) {
        value_to_tuple(table)->items[number] = inherited_handler(number);
    }
    handlers = table;
    if (value_to_tuple(table)->items[SIGINT] == value_from_small_int(0)) {
        value_to_tuple(table)->items[SIGINT] = default_int_handler;
        install(SIGINT, on_signal);
    }
    return true;
}
