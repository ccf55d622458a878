/* Going over all matches of a pattern, for findall, split, sub and their kin. */
#ifndef HASP_RUNTIME_MODULES_REGEX_SCAN_H
#define HASP_RUNTIME_MODULES_REGEX_SCAN_H

#include "runtime/modules/regex.h"

struct regex_walk {
    struct regex_pattern *pattern;
    struct regex_subject subject; /* `from` moves to the end of each match */
    unsigned mode;                /* of the next match */
    int64_t start;                /* of the last match */
    const int64_t *spans;         /* of the last match; valid until this thread matches again */
};

/* args: string, pos, endpos, the latter two maybe UNBOUND. */
RAISES bool regex_walk_begin(struct thread *t, struct regex_walk *walk, Value pattern,
                             const Value *args);
RAISES MAY_GC enum truth regex_walk_next(struct thread *t, struct regex_walk *walk);

#endif
