/* The module _signal: sets of signals, blocking them, and waiting for those that are blocked. */
#include "runtime/modules/signal_mask.h"

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lock/park.h"
#include "lock/schedule.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/thread_lock.h"
#include "runtime/set.h"
#include "runtime/struct_sequence.h"

enum { N_SIGNALS = NSIG, NS_PER_SECOND = 1000000000 };

static Value info_type = VALUE_UNBOUND;

#define FUNCTION(name)                                                                             \
    static Value name(struct thread *t, Value *args UNUSED, uint32_t n UNUSED, Value names UNUSED)

static Value signal_set(struct thread *t, const sigset_t *signals)
{
    Value set = set_new(t, &set_type);
    for (int number = 1; set != VALUE_ERROR && number < N_SIGNALS; number++) {
        if (sigismember(signals, number) == 1 &&
            !set_add(t, value_to_set(set), value_from_small_int(number))) {
            return VALUE_ERROR;
        }
    }
    return set;
}

static bool add_to_mask(struct thread *t, Value item, void *mask)
{
    int64_t number = -1;
    Value index = number_index(t, item);
    if (index == VALUE_ERROR) {
        return false;
    }
    if (!int_to_int64(index, &number) || number < 1 || number >= N_SIGNALS) {
        return raise_false(t, &ValueError_type, "signal number %ld out of range [1; %d]",
                           (long)number, N_SIGNALS - 1);
    }
    sigaddset(mask, (int)number);
    return true;
}

FUNCTION(signal_pthread_sigmask)
{
    int64_t how;
    sigset_t mask, old;
    sigemptyset(&mask);
    if (!number_to_index(t, args[0], &how) || !iterate(t, args[1], add_to_mask, &mask)) {
        return VALUE_ERROR;
    }
    int error = pthread_sigmask((int)how, &mask, &old);
    if (signal_sent(t, error) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    return signal_set(t, &old);
}

FUNCTION(signal_valid_signals)
{
    sigset_t all;
    sigfillset(&all);
    return signal_set(t, &all);
}

/* ---- waiting ---- */

bool signal_mask_argument(struct thread *t, Value v, void *mask)
{
    sigemptyset(mask);
    return iterate(t, v, add_to_mask, mask);
}

FUNCTION(signal_sigpending)
{
    sigset_t pending;
    return sigpending(&pending) < 0 ? raise_errno(t, VALUE_UNBOUND) : signal_set(t, &pending);
}

FUNCTION(signal_sigwait)
{
    sigset_t mask;
    int number, error;
    if (!signal_mask_argument(t, args[0], &mask)) {
        return VALUE_ERROR;
    }
    blocking_enter(&t->lock, "sigwait");
    error = sigwait(&mask, &number);
    blocking_leave(&t->lock);
    return error != 0 ? raise_os_error(t, error, VALUE_UNBOUND, VALUE_UNBOUND)
                      : value_from_small_int(number);
}

static Value info_value(struct thread *t, const siginfo_t *info)
{
    const Value fields[] = {
        value_from_small_int(info->si_signo), value_from_small_int(info->si_code),
        value_from_small_int(info->si_errno), value_from_small_int(info->si_pid),
        value_from_small_int(info->si_uid),   value_from_small_int(info->si_status),
        value_from_small_int(info->si_band)};
    return struct_sequence_new(t, info_type, fields, COUNT_OF(fields));
}

FUNCTION(signal_sigwaitinfo)
{
    sigset_t mask;
    siginfo_t info;
    int number;
    if (!signal_mask_argument(t, args[0], &mask)) {
        return VALUE_ERROR;
    }
    BLOCKING_AS(t, "sigwaitinfo", number, (schedule_leave("sigwait"), sigwaitinfo(&mask, &info)));
    return number < 0 ? raise_errno(t, VALUE_UNBOUND) : info_value(t, &info);
}

static int wait_until(const sigset_t *mask, siginfo_t *info, int64_t deadline_ns)
{
    int64_t left = deadline_ns - park_clock_ns();
    left = left < 0 ? 0 : left;
    struct timespec timeout = {.tv_sec = left / NS_PER_SECOND, .tv_nsec = left % NS_PER_SECOND};
    return sigtimedwait(mask, info, &timeout);
}

/* args: signals, timeout. None: the time is up. */
FUNCTION(signal_sigtimedwait)
{
    sigset_t mask;
    siginfo_t info;
    int64_t timeout_ns;
    int number;
    if (!lock_seconds_to_ns(t, args[1], &timeout_ns)) {
        return VALUE_ERROR;
    }
    if (timeout_ns < 0) {
        return raise_error(t, &ValueError_type, "timeout must be non-negative");
    }
    if (!signal_mask_argument(t, args[0], &mask)) {
        return VALUE_ERROR;
    }
    int64_t deadline_ns = park_deadline_ns(timeout_ns);
    BLOCKING_AS(t, "sigtimedwait", number, wait_until(&mask, &info, deadline_ns));
    if (number >= 0) {
        return info_value(t, &info);
    }
    return !error_pending(t) && errno == EAGAIN ? VALUE_NONE : raise_errno(t, VALUE_UNBOUND);
}

/* args: pidfd, signalnum, siginfo (None), flags. */
FUNCTION(signal_pidfd_send_signal)
{
    int fd, number, flags;
    if (!posix_int(t, args[0], &fd) || !posix_int(t, args[1], &number) ||
        !posix_int_or(t, args[3], 0, &flags)) {
        return VALUE_ERROR;
    }
    if (args[2] != VALUE_UNBOUND && args[2] != VALUE_NONE) {
        return raise_error(t, &TypeError_type, "siginfo must be None");
    }
    long result = syscall(SYS_pidfd_send_signal, fd, number, NULL, (unsigned)flags);
    return signal_sent(t, result < 0 ? errno : 0);
}
#undef FUNCTION

static const struct native_def functions[] = {
    {"pidfd_send_signal", signal_pidfd_send_signal, "(pidfd, signalnum, siginfo=None, flags=0, /)",
     "Send a signal to a process referred to by a pid file descriptor.", NATIVE_METHOD},
    {"pthread_sigmask", signal_pthread_sigmask, "(how, mask, /)", NULL, NATIVE_METHOD},
    {"sigpending", signal_sigpending, "()", "Examine pending signals.", NATIVE_METHOD},
    {"sigtimedwait", signal_sigtimedwait, "(sigset, timeout, /)",
     "Like sigwaitinfo(), but with a timeout.", NATIVE_METHOD},
    {"sigwait", signal_sigwait, "(sigset, /)", "Wait for a signal.", NATIVE_METHOD},
    {"sigwaitinfo", signal_sigwaitinfo, "(sigset, /)", "Wait synchronously until one has come.",
     NATIVE_METHOD},
    {"valid_signals", signal_valid_signals, "()", NULL, NATIVE_METHOD},
    {0},
};

bool signal_mask_init(struct thread *t, Value module)
{
    static const char *const fields[] = {"si_signo", "si_code",   "si_errno", "si_pid",
                                         "si_uid",   "si_status", "si_band",  NULL};
    gc_add_root(&info_type);
    info_type = struct_sequence_type_new(t, "signal", "struct_siginfo", fields, 7);
    return info_type != VALUE_ERROR && module_add(t, module, "struct_siginfo", info_type) &&
           module_add_functions(t, module, functions);
}
