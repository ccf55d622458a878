/* The argument "path" of the system calls: the name of a file, or the number of an open one where a function allows it. */
#ifndef HASP_RUNTIME_MODULES_POSIX_ARGUMENT_H
#define HASP_RUNTIME_MODULES_POSIX_ARGUMENT_H

#include <fcntl.h>

#include "runtime/error.h"

struct posix_path {
    const char *name; /* zero-terminated, in collected memory: gc_keep it; NULL: `fd` is meant */
    int fd;           /* -1 if there is a name */
    Value given;      /* what was given, for the filename of an OSError; UNBOUND: the default */
};

enum posix_path_kind { PATH_NAME = 0, PATH_OR_FD = 1, PATH_OR_NONE = 2 };

/*
 * Reads argument `what` of `function`. TypeError "function: what should be string, bytes, ..., not T"; ValueError for
 * zero bytes. With PATH_OR_NONE, None and an omitted argument are ".".
 */
RAISES MAY_GC bool posix_path_argument(struct thread *t, Value v, const char *function,
                                       const char *what, unsigned kind, struct posix_path *path);

/* The argument "dir_fd": AT_FDCWD if omitted or None. */
RAISES MAY_GC bool posix_dir_fd(struct thread *t, Value v, int *fd);

/* OverflowError: `index`, an int, is less than the minimum or greater than the maximum of `what`. */
COLD bool posix_out_of_range(struct thread *t, const char *what, Value index);

/* The number of a user or a group (`what`: "uid", "gid"); -1 is the largest, which stands for "as it is". */
RAISES MAY_GC bool posix_identity(struct thread *t, Value v, const char *what, uint32_t *id);

/* A place in a file, or a length. */
RAISES MAY_GC bool posix_offset(struct thread *t, Value v, int64_t *offset);

struct sched_param;
/* An os.sched_param. */
RAISES MAY_GC bool posix_schedule_param(struct thread *t, Value v, struct sched_param *param);

/* A flag such as follow_symlinks. */
RAISES MAY_GC bool posix_flag(struct thread *t, Value v, bool otherwise, bool *flag);

/* ValueErrors for a descriptor together with "dir_fd" or "follow_symlinks". */
RAISES bool posix_path_check_fd(struct thread *t, const char *function,
                                const struct posix_path *path, int dir_fd, bool follow);

#endif
