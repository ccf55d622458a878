/*
 * The interpreter under libFuzzer. It is started once; every input goes to the function one_input(data) of the Python
 * module tests/fuzz/targets/$TARGET.py. An exception that leaves that function is a finding, as are what the
 * sanitizers and the assertions say.
 */
#include <stdio.h>
#include <stdlib.h>

#include "lock/safepoint.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/str.h"
#include "runtime/upcalls.h"
#include "vm/options.h"
#include "vm/start.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static struct thread *t;
static Value one_input; /* a root */

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
    if (filename == VALUE_ERROR || globals == VALUE_ERROR ||
        !upcalls.run_module(t, source, (size_t)n, filename, globals)) {
        fail();
    }
    gc_add_root(&one_input);
    one_input = dict_get_cstr(t, value_to_dict(globals), "one_input");
}

int LLVMFuzzerInitialize(int *argc UNUSED, char ***argv UNUSED)
{
    static char *arguments[] = {"hasp", "-c", "", NULL};
    static struct options options;
    int status;
    const char *target = getenv("TARGET");
    if (target == NULL || !options_parse(&options, 3, arguments, &status)) {
        fprintf(stderr, "TARGET=name names the target\n");
        exit(2);
    }
    t = interpreter_start(&options);
    if (t == NULL) {
        exit(2);
    }
    import_target(target);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    Value input = bytes_new(t, data, n);
    if (input == VALUE_ERROR || call_1(t, one_input, input) == VALUE_ERROR ||
        !safepoint_poll(&t->lock)) {
        fail();
    }
    return 0;
}
