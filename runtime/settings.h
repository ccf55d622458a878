/*
 * What the command line and the environment ask of the rooms below vm. Filled once by vm/start.c before anything else
 * runs, constant afterwards.
 */
#ifndef HASP_RUNTIME_SETTINGS_H
#define HASP_RUNTIME_SETTINGS_H

#include <stdbool.h>

struct settings {
    bool ignore_environment;    /* -E */
    bool isolated;              /* -I */
    int optimize;               /* -O: 0, 1, 2 */
    int bytes_warning;          /* -b: 1 warns, 2 is meant to raise (by a filter of warnings) */
    int verbose;                /* -v */
    bool import_time;           /* -X importtime */
    bool dev_mode;              /* -X dev */
    bool warn_default_encoding; /* -X warn_default_encoding */
    bool no_debug_ranges;       /* -X no_debug_ranges: positions are lines alone */
    bool is_repeatable; /* by the lock policy: what a script sees is the same in every run */
};
extern struct settings settings;

#endif
