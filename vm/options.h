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

/* What --help and its like print: any of these. */
enum help_part { HELP_USAGE = 1, HELP_ENVIRONMENT = 2, HELP_X_OPTIONS = 4, HELP_POLICIES = 8 };

/* Texts that were given one by one: -W, -X. The array is malloc'ed and lives as long as the process. */
struct option_texts {
    const char **items;
    int n;
};

struct options {
    enum run_kind kind;
    const char *target; /* the file, code or module name */
    const struct lock_policy *policy;
    int64_t switch_interval_ns;
    bool gil_stats;             /* --gil-stats */
    const char *gil_stats_path; /* --gil-stats=FILE; NULL: not given */
    const char *gil_trace_path; /* --gil-trace=FILE */
    int gil_dump_signal;        /* -X gil-dump; 0: not given */
    bool gil_joins;             /* a child of a process that records: it adds to these files */
    bool ignore_environment;    /* -E */
    bool isolated;              /* -I */
    bool no_site, no_user_site, safe_path, unbuffered, quiet, dont_write_bytecode;
    bool skip_first_line; /* -x */
    bool interactive;     /* -i */
    int inspect;          /* -i, PYTHONINSPECT */
    int optimize, verbose, bytes_warning, debug;
    bool dev_mode, utf8_mode, import_time, faulthandler, warn_default_encoding, no_debug_ranges;
    int version_letters;           /* how many -V: two tell more */
    unsigned help;                 /* enum help_part */
    int64_t int_max_str_digits;    /* -1: the default */
    const char *pycache_prefix;    /* NULL: none */
    const char *io_encoding;       /* PYTHONIOENCODING */
    const char *hash_seed;         /* NULL: random */
    bool random_hash_seed;         /* -R: whatever the environment says */
    struct option_texts warnings;  /* in the order of sys.warnoptions: the last has precedence */
    struct option_texts x_options; /* NAME or NAME=VALUE */
    /* sys.argv[1:], and the whole command line as sys.orig_argv */
    char **arguments;
    int n_arguments;
    char **original;
    int n_original;
};

/*
 * Parses both. False: a message was printed on stderr; *status is the exit status, 2 with the usage for a wrong command
 * line, 1 for a value that is wrong.
 */
bool options_parse(struct options *options, int argc, char **argv, int *status);

/* The half of it that reads the environment, after the command line: what that has set stays. False: as above, 1. */
bool options_read_environment(struct options *options);

/* The value of an environment variable; NULL if it is empty, missing or not to be looked at (-E). */
const char *options_environment(const struct options *options, const char *name);

/* -X NAME or -X NAME=VALUE: "" if it has no value; the first one given counts. NULL: not given. */
const char *options_x(const struct options *options, const char *name);

/* Does the locale (LC_CTYPE) say nothing that CPython would take a stream's error handler from? */
bool options_locale_is_coerced(void);

/* False: no memory. `text` must live as long as the process. */
bool option_texts_add(struct option_texts *texts, const char *text);

void options_print_help(FILE *to, unsigned parts);
void options_print_usage_line(FILE *to);

#endif
