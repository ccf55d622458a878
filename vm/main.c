#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "lock/recording.h"
#include "runtime/base/version.h"
#include "vm/addresses.h"
#include "vm/disassemble.h"
#include "vm/lock_record.h"
#include "vm/options.h"
#include "vm/start.h"

/* Ends the process as the signal would have, so that a shell sees it. */
static void die_by_signal(int number)
{
    signal(number, SIG_DFL);
    raise(number);
}

static void print_version(const struct options *options)
{
    printf("Hasp %s (Python " HASP_LANGUAGE_VERSION ")", HASP_VERSION);
    if (options->version_letters > 1) {
        printf(", lock policy %s [" HASP_COMPILER "]", options->policy->name);
    }
    putchar('\n');
}

static int run(const struct options *options)
{
    if (!lock_record_begin(options)) {
        return 2;
    }
    struct thread *t = interpreter_start(options);
    if (t == NULL) {
        return 1;
    }
    int died_by = 0;
    int status = options->kind == RUN_DISASSEMBLE ? disassemble_file(t, options->target)
                                                  : interpreter_run(t, options, &died_by);
    if (!interpreter_end(t)) {
        status =
            120; /* as CPython, whatever else went wrong: a standard stream could not be flushed */
    }
    recording_end();
    if (died_by != 0) {
        die_by_signal(died_by);
    }
    return status;
}

int main(int argc, char **argv)
{
    struct options options;
    int status;
    if (!options_parse(&options, argc, argv, &status)) {
        return status;
    }
    switch (options.kind) {
    case RUN_VERSION:
        print_version(&options);
        return 0;
    case RUN_HELP:
        options_print_help(stdout, options.help);
        return 0;
    default:
        if (options.policy->is_repeatable) {
            addresses_fix(argv);
        }
        return run(&options);
    }
}
