/* Arguments and environments as exec(2) wants them: malloc'ed, so that nothing collects or moves them meanwhile. */
#ifndef HASP_RUNTIME_MODULES_POSIX_STRINGS_H
#define HASP_RUNTIME_MODULES_POSIX_STRINGS_H

#include "runtime/error.h"

/* Starts as {0}; posix_strings_free also after a failure. `items` ends with NULL. */
struct posix_strings {
    char **items;
    size_t n;
};

/* The bytes of a name (str, bytes, os.PathLike); NULL: an exception. The caller frees it. */
RAISES MAY_GC char *posix_string_copy(struct thread *t, Value v);
/* Each item of an iterable. */
RAISES MAY_GC bool posix_strings_read(struct thread *t, Value v, struct posix_strings *s);
/* "key=value" for each item of a mapping. */
RAISES MAY_GC bool posix_strings_read_mapping(struct thread *t, Value v, struct posix_strings *s);
/* The arguments of a program, a list or tuple: at least one, the first not empty. Errors begin with `what`. */
RAISES MAY_GC bool posix_program_arguments(struct thread *t, const char *what, Value v,
                                           struct posix_strings *arguments);
/* Its environment, a mapping. */
RAISES MAY_GC bool posix_program_environment(struct thread *t, const char *function, Value v,
                                             struct posix_strings *variables);
void posix_strings_free(struct posix_strings *s);

#endif
