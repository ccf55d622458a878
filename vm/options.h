/* The command line and the environment. */
#ifndef HASP_VM_OPTIONS_H
#define HASP_VM_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "lock/global.h"

enum run_kind {
    RUN_FILE,
    RUN_FOLDER, /* with a __main__.py */
    RUN_COMMAND,
    RUN_MODULE,
    RUN_STDIN,
    RUN_DISASSEMBLE,
    RUN_VERSION,
    RUN_HELP
};

struct options {
    enum run_kind kind;
    const char *target; /* the file, code or module name */
    const struct lock_policy *policy;
    int64_t switch_interval_ns;
    bool ignore_environment; /* -E */
    bool isolated;           /* -I */
    bool no_site, no_user_site, safe_path, unbuffered, quiet, inspect, dont_write_bytecode;
    int optimize, verbose, bytes_warning;
    const char *hash_seed;
    const char *const *warnings; /* -W arguments */
    int n_warnings;
    /* sys.argv[1:], and the whole command line as sys.orig_argv */
    char **arguments;
    int n_arguments;
    char **original;
    int n_original;
};

/* Parses both. False: a message and usage were printed on stderr; the exit status is 2. */
bool options_parse(struct options *options, int argc, char **argv);

void options_print_help(FILE *to);

#endif
