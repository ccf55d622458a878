/*
 * The interpreter under libFuzzer. It is started once; every input goes to the function one_input(data) of the Python
 * module tests/fuzz/targets/$TARGET.py. An exception that leaves that function is a finding, as are what the
 * sanitizers and the assertions say.
 *
 * An input that wants much memory or time is none: the heap is small, so that it gets a MemoryError, and a second
 * thread interrupts it after BUDGET_SECONDS, as Ctrl-C would. Only what does not hear that within libFuzzer's own
 * limit (-timeout) hangs.
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "compiler/compiler.h"
#include "lock/safepoint.h"
#include "runtime/base/atomics.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/signals.h"
#include "runtime/str.h"
#include "runtime/upcalls.h"
#include "vm/options.h"
#include "vm/start.h"

enum { BUDGET_SECONDS = 5 };
#define HEAP_BYTES "201326592"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
const char *__ubsan_default_options(void);

static struct thread *t;
static Value one_input;  /* a root */
static uint64_t n_begun; /* inputs; relaxed: the watchdog need not be exact */
static bool is_running;  /* likewise */

/* What the build lets go on (so that UBSAN_OPTIONS=halt_on_error=0 can list everything at once) is a finding here. */
const char *__ubsan_default_options(void)
{
    return "halt_on_error=1:print_stacktrace=1";
}

static _Noreturn void fail(void)
{
    error_print(t, error_take(t));
    abort();
}

static void import_target(const char *name)
{
    char source[256];
    int n = snprintf(source, sizeof source,
                     "import sys; sys.path.insert(0, 'tests/fuzz/targets'); "
                     "from %s import one_input",
                     name);
    Value filename = str_from_cstr(t, "<harness>"), globals = dict_new(t);
    Value code = filename == VALUE_ERROR || globals == VALUE_ERROR
                     ? VALUE_ERROR
                     : compile_source(t, source, (size_t)n, filename, COMPILE_EXEC, 0);
    if (code == VALUE_ERROR || !upcalls.run_module(t, code, globals)) {
        fail();
    }
    gc_add_root(&one_input);
    one_input = dict_get_cstr(t, value_to_dict(globals), "one_input");
}

/* ---- the budget of time ---- */

static void *watch(void *argument UNUSED)
{
    uint64_t n_seen = 0;
    for (int seconds = 0;; sleep(1)) {
        uint64_t n = load_relaxed(&n_begun);
        seconds = n == n_seen && load_relaxed(&is_running) ? seconds + 1 : 0;
        n_seen = n;
        if (seconds > BUDGET_SECONDS) {
            signals_simulate(SIGINT);
        }
    }
    return NULL;
}

/* libFuzzer's alarm and the interpreter's signals are not for it. */
static void start_watchdog(void)
{
    sigset_t all, before;
    pthread_t watchdog;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    if (pthread_create(&watchdog, NULL, watch, NULL) != 0) {
        abort();
    }
    pthread_detach(watchdog);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* ---- what libFuzzer calls ---- */

int LLVMFuzzerInitialize(int *argc UNUSED, char ***argv UNUSED)
{
    static char *arguments[] = {"hasp", "-c", "", NULL};
    static struct options options;
    int status;
    const char *target = getenv("TARGET");
    setenv("HASP_HEAP_LIMIT", HEAP_BYTES, 0);
    setenv("PYTHONHASHSEED", "0", 0); /* what an input does is the same in each run */
    if (target == NULL || !options_parse(&options, 3, arguments, &status)) {
        fprintf(stderr, "TARGET=name names the target\n");
        exit(2);
    }
    t = interpreter_start(&options);
    if (t == NULL) {
        exit(2);
    }
    import_target(target);
    start_watchdog();
    return 0;
}

static bool run(const uint8_t *data, size_t n)
{
    Value input = bytes_new(t, data, n);
    return input != VALUE_ERROR && call_1(t, one_input, input) != VALUE_ERROR &&
           safepoint_poll(&t->lock);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    store_relaxed(&n_begun, n_begun + 1);
    store_relaxed(&is_running, true);
    if (!run(data, n)) {
        if (!error_matches(t, &KeyboardInterrupt_type)) {
            fail();
        }
        (void)error_take(t);
    }
    store_relaxed(&is_running, false);
    return 0;
}
