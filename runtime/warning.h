/*
 * Warnings that C code issues, as CPython's default filters treat them: once for each place and text; deprecations in
 * __main__ only; imports, resources and pending deprecations never. A program that has imported the module warnings gets
 * them through warnings.warn, with its filters.
 */
#ifndef HASP_RUNTIME_WARNING_H
#define HASP_RUNTIME_WARNING_H

#include "runtime/error.h"

/* `category` is Warning or derived from it; formats as in error.h. False: a filter has made an exception of it. */
RAISES MAY_GC bool warning_issue(struct thread *t, struct type *category, const char *format, ...);
/*
 * The same for a place in a source that is being compiled. As for CPython, its module is the file's name without ".py", and
 * no registry remembers that it was shown.
 */
RAISES MAY_GC bool warning_issue_at(struct thread *t, struct type *category, Value text,
                                    Value filename, int line);

#endif
