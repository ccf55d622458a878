/*
 * The module faulthandler. Its settings are written by functions of the module under `lock` and read by signal handlers,
 * which take no lock: each is a word of its own, stored before the handler that reads it is installed.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "vm/fault_dump.h"
#include "vm/faulthandler.h"

#define FUNCTION(name)                                                                             \
    static Value name(struct thread *t UNUSED, Value *args UNUSED, uint32_t n_args UNUSED,         \
                      Value names UNUSED)

enum { N_SIGNALS = 65 };

struct target {
    int fd;           /* relaxed */
    bool all_threads; /* relaxed */
};

/* A list of the files that dumps go to, which keeps them open: a root. */
static Value kept_files = VALUE_UNBOUND;
enum {
    KEPT_FOR_FATALS,
    KEPT_FOR_WATCHDOG,
    KEPT_FOR_SIGNALS,
    N_KEPT = KEPT_FOR_SIGNALS + N_SIGNALS
};

void faulthandler_keep_for_watchdog(Value file)
{
    list_set(value_to_list(kept_files), KEPT_FOR_WATCHDOG, file);
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* --- Arguments --- */

bool faulthandler_find_descriptor(struct thread *t, Value *file, int *fd)
{
    if (*file == VALUE_UNBOUND || *file == VALUE_NONE) {
        *file = sys_get_attribute(t, "stderr");
        if (*file == VALUE_UNBOUND || *file == VALUE_NONE) {
            return raise_false(t, &RuntimeError_type,
                               *file == VALUE_NONE ? "sys.stderr is None"
                                                   : "unable to get sys.stderr");
        }
    }
    if (value_is_int(*file)) {
        if (!number_to_c_int(t, *file, fd)) {
            return false;
        }
        return *fd >= 0 || raise_false(t, &ValueError_type, "file is not a valid file descripter");
    }
    Value name = str_intern_cstr(t, "fileno");
    Value number = name == VALUE_ERROR ? name : call_method_0(t, *file, name);
    if (number == VALUE_ERROR) {
        return false;
    }
    int64_t n;
    if (!value_is_int(number) || !int_to_int64(number, &n) || n < 0 || n > INT32_MAX) {
        return raise_false(t, &RuntimeError_type, "file.fileno() is not a valid file descriptor");
    }
    *fd = (int)n;
    if (call_method_0(t, *file, name_flush) == VALUE_ERROR) {
        error_clear(t);
    }
    return true;
}

/* `kept`: the file's place among those that are kept, or -1. */
static bool set_target(struct thread *t, struct target *target, int kept, Value file,
                       Value all_threads)
{
    int fd;
    enum truth all = all_threads == VALUE_UNBOUND ? TRUTH_TRUE : object_truth(t, all_threads);
    if (all == TRUTH_ERROR || !faulthandler_find_descriptor(t, &file, &fd)) {
        return false;
    }
    if (kept >= 0) {
        list_set(value_to_list(kept_files), kept, file);
    }
    store_relaxed(&target->fd, fd);
    store_relaxed(&target->all_threads, all == TRUTH_TRUE);
    return true;
}

static void dump_to(const struct target *target)
{
    fault_dump(load_relaxed(&target->fd), thread_current(), load_relaxed(&target->all_threads));
}

FUNCTION(dump_traceback)
{
    struct target target;
    if (!set_target(t, &target, -1, args[0], args[1])) {
        return VALUE_ERROR;
    }
    fault_dump(target.fd, t, target.all_threads);
    return VALUE_NONE;
}

/* --- Fatal signals --- */

static struct target fatal_target;
static bool is_enabled; /* relaxed; changed under `lock` */

static struct fatal {
    int number;
    const char *name;
    struct sigaction before; /* under `lock`; read by the handler */
} fatals[] = {{.number = SIGBUS, .name = "Bus error"},
              {.number = SIGILL, .name = "Illegal instruction"},
              {.number = SIGFPE, .name = "Floating point exception"},
              {.number = SIGABRT, .name = "Aborted"},
              {.number = SIGSEGV, .name = "Segmentation fault"}};

static void on_fatal(int number)
{
    int saved_errno = errno;
    size_t i = 0;
    while (i + 1 < COUNT_OF(fatals) && fatals[i].number != number) {
        i++;
    }
    /* What happens next, be it in here, is no longer this handler's. */
    sigaction(number, &fatals[i].before, NULL);
    int fd = load_relaxed(&fatal_target.fd);
    fault_write(fd, "Fatal Python error: ");
    fault_write(fd, fatals[i].name);
    fault_write(fd, "\n\n");
    dump_to(&fatal_target);
    errno = saved_errno;
    raise(number);
}

static bool install_fatal_handlers(void)
{
    struct sigaction action = {.sa_handler = on_fatal, .sa_flags = SA_NODEFER | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < COUNT_OF(fatals); i++) {
        if (sigaction(fatals[i].number, &action, &fatals[i].before) != 0) {
            return false;
        }
    }
    return true;
}

bool faulthandler_enable(struct thread *t, Value file, Value all_threads)
{
    if (!set_target(t, &fatal_target, KEPT_FOR_FATALS, file, all_threads)) {
        return false;
    }
    pthread_mutex_lock(&lock);
    bool ok = load_relaxed(&is_enabled) || install_fatal_handlers();
    store_relaxed(&is_enabled, ok);
    pthread_mutex_unlock(&lock);
    if (!ok) {
        (void)raise_os_error(t, errno, VALUE_UNBOUND, VALUE_UNBOUND);
    }
    return ok;
}

FUNCTION(enable)
{
    return faulthandler_enable(t, args[0], args[1]) ? VALUE_NONE : VALUE_ERROR;
}

FUNCTION(disable)
{
    pthread_mutex_lock(&lock);
    bool was_enabled = load_relaxed(&is_enabled);
    for (size_t i = 0; was_enabled && i < COUNT_OF(fatals); i++) {
        sigaction(fatals[i].number, &fatals[i].before, NULL);
    }
    store_relaxed(&is_enabled, false);
    pthread_mutex_unlock(&lock);
    return value_from_bool(was_enabled);
}

FUNCTION(get_is_enabled)
{
    return value_from_bool(load_relaxed(&is_enabled));
}

/* --- Signals of the user's --- */

static struct user_signal {
    struct target target;
    bool is_registered, chains; /* relaxed; changed under `lock` */
    struct sigaction before;    /* under `lock`; read by the handler */
} user_signals[N_SIGNALS];

static bool install_user_handler(int number, bool chains);

static void on_user_signal(int number)
{
    int saved_errno = errno;
    const struct user_signal *s = &user_signals[number];
    if (load_relaxed(&s->is_registered)) {
        dump_to(&s->target);
        if (load_relaxed(&s->chains)) {
            sigaction(number, &s->before, NULL);
            errno = saved_errno;
            raise(number);
            saved_errno = errno;
            (void)install_user_handler(number, true);
        }
    }
    errno = saved_errno;
}

static bool install_user_handler(int number, bool chains)
{
    struct sigaction action = {.sa_handler = on_user_signal,
                               .sa_flags = SA_RESTART | SA_ONSTACK | (chains ? SA_NODEFER : 0)};
    sigemptyset(&action.sa_mask);
    return sigaction(number, &action, NULL) == 0;
}

static bool check_number(struct thread *t, Value v, int *number)
{
    if (!number_to_c_int(t, v, number)) {
        return false;
    }
    for (size_t i = 0; i < COUNT_OF(fatals); i++) {
        if (fatals[i].number == *number) {
            return raise_false(t, &RuntimeError_type,
                               "signal %d cannot be registered, use enable() instead", *number);
        }
    }
    return (*number >= 1 && *number < N_SIGNALS) ||
           raise_false(t, &ValueError_type, "signal number out of range");
}

FUNCTION(register_signal)
{
    int number;
    enum truth chains = args[3] == VALUE_UNBOUND ? TRUTH_FALSE : object_truth(t, args[3]);
    if (chains == TRUTH_ERROR || !check_number(t, args[0], &number) ||
        !set_target(t, &user_signals[number].target, KEPT_FOR_SIGNALS + number, args[1], args[2])) {
        return VALUE_ERROR;
    }
    struct user_signal *s = &user_signals[number];
    pthread_mutex_lock(&lock);
    bool ok = load_relaxed(&s->is_registered) || sigaction(number, NULL, &s->before) == 0;
    store_relaxed(&s->chains, chains == TRUTH_TRUE);
    store_relaxed(&s->is_registered, ok);
    ok = ok && install_user_handler(number, chains == TRUTH_TRUE);
    pthread_mutex_unlock(&lock);
    return ok ? VALUE_NONE : raise_os_error(t, errno, VALUE_UNBOUND, VALUE_UNBOUND);
}

FUNCTION(unregister_signal)
{
    int number;
    if (!check_number(t, args[0], &number)) {
        return VALUE_ERROR;
    }
    struct user_signal *s = &user_signals[number];
    pthread_mutex_lock(&lock);
    bool was_registered = load_relaxed(&s->is_registered);
    if (was_registered) {
        sigaction(number, &s->before, NULL);
        store_relaxed(&s->is_registered, false);
    }
    pthread_mutex_unlock(&lock);
    return value_from_bool(was_registered);
}

/* --- The module --- */

FUNCTION(read_null)
{
    volatile int *volatile nowhere = NULL;
    return value_from_small_int(*nowhere);
}

static void no_core_file(void)
{
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
}

FUNCTION(raise_segv)
{
    no_core_file();
    raise(SIGSEGV);
    return VALUE_NONE;
}

FUNCTION(raise_fpe)
{
    no_core_file();
    raise(SIGFPE);
    return VALUE_NONE;
}

FUNCTION(raise_abort)
{
    no_core_file();
    abort();
}

static const struct native_def functions[] = {
    {"_read_null", read_null, "()", "Read from NULL, raise a SIGSEGV or SIGBUS signal.",
     NATIVE_METHOD},
    {"_sigabrt", raise_abort, "()", "Raise a SIGABRT signal.", NATIVE_METHOD},
    {"_sigfpe", raise_fpe, "()", "Raise a SIGFPE signal.", NATIVE_METHOD},
    {"_sigsegv", raise_segv, "(release_gil=False, /)", "Raise a SIGSEGV signal.", NATIVE_METHOD},
    {"cancel_dump_traceback_later", faulthandler_cancel_later, "()",
     "Cancel the previous call to dump_traceback_later().", NATIVE_METHOD},
    {"disable", disable, "()", "Disable the fault handler.", NATIVE_METHOD},
    {"dump_traceback", dump_traceback, "(file=None, all_threads=True)",
     "Dump the traceback of the current thread, or of all threads if all_threads is True, into "
     "file.",
     NATIVE_METHOD},
    {"dump_traceback_later", faulthandler_dump_later,
     "(timeout, repeat=False, file=None, exit=False)",
     "Dump the traceback of all threads in timeout seconds, or each timeout seconds if repeat is "
     "True. If exit is True, call _exit(1) which is not safe.",
     NATIVE_METHOD},
    {"enable", enable, "(file=None, all_threads=True)", "Enable the fault handler.", NATIVE_METHOD},
    {"is_enabled", get_is_enabled, "()", "Check if the handler is enabled.", NATIVE_METHOD},
    {"register", register_signal, "(signum, file=None, all_threads=True, chain=False)",
     "Register a handler for the signal: dump the traceback of the current thread, or of all "
     "threads if all_threads is True, into file.",
     NATIVE_METHOD},
    {"unregister", unregister_signal, "(signum, /)",
     "Unregister the handler of the signal registered by register().", NATIVE_METHOD},
    {0},
};

bool module_init_faulthandler(struct thread *t, Value module)
{
    if (kept_files == VALUE_UNBOUND) {
        Value files = list_new(t, N_KEPT);
        for (int i = 0; files != VALUE_ERROR && i < N_KEPT; i++) {
            if (!list_append(t, value_to_list(files), VALUE_NONE)) {
                return false;
            }
        }
        if (files == VALUE_ERROR) {
            return false;
        }
        kept_files = files;
        gc_add_root(&kept_files);
    }
    return module_add_functions(t, module, functions);
}
