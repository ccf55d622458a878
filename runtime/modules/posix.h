/* What the files of the module posix share: arguments, errors, and the tables of functions that make it up. */
#ifndef HASP_RUNTIME_MODULES_POSIX_H
#define HASP_RUNTIME_MODULES_POSIX_H

#include <errno.h>

#include "runtime/abstract.h"
#include "runtime/file_stream.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/path.h"
#include "runtime/str.h"

/* Functions, a table from each of these files: posix.c (processes, the environment), */
extern const struct native_def posix_process_functions[];
/* posix_attributes.c (extended attributes, advice about contents, locks), */
extern const struct native_def posix_attribute_functions[];
/* posix_descriptor.c (numbers of open files), */
extern const struct native_def posix_descriptor_functions[];
/* posix_exec.c (becoming another program), */
extern const struct native_def posix_exec_functions[];
/* posix_owner.c (owners, users and groups), */
extern const struct native_def posix_owner_functions[];
/* posix_path.c (names of files), */
extern const struct native_def posix_path_functions[];
/* posix_spawn.c (starting a program), */
extern const struct native_def posix_spawn_functions[];
/* posix_special.c (descriptors of no files, terminals, special files), */
extern const struct native_def posix_special_functions[];
/* posix_stat.c (stat, listdir, scandir), */
extern const struct native_def posix_stat_functions[];
/* posix_system.c (the machine and the user), */
extern const struct native_def posix_system_functions[];
/* posix_vector.c (several buffers, copies inside the kernel). */
extern const struct native_def posix_vector_functions[];

/* What else these and others of the files add: types, tables of names, the hooks of a fork. */
RAISES MAY_GC bool posix_configuration_init(struct thread *t, Value module);
RAISES MAY_GC bool posix_schedule_init(struct thread *t, Value module);
RAISES MAY_GC bool posix_stat_init(struct thread *t, Value module);
RAISES MAY_GC bool posix_system_init(struct thread *t, Value module);
RAISES MAY_GC bool posix_wait_init(struct thread *t, Value module);
RAISES bool posix_fork_init(struct thread *t);

/* As os.fork(); with_hooks: the functions of os.register_at_fork are called. -1: errno. */
MAY_GC int posix_fork_process(struct thread *t, bool with_hooks);

#define POSIX_FUNCTION(name)                                                                       \
    static Value name(struct thread *t, Value *args UNUSED, uint32_t n UNUSED, Value names UNUSED)

/* An int that fits the C type int. */
RAISES MAY_GC bool posix_int(struct thread *t, Value v, int *number);
/* The same; `otherwise` if omitted or None. */
RAISES MAY_GC bool posix_int_or(struct thread *t, Value v, int otherwise, int *number);
/* A descriptor, or an object with fileno(). */
RAISES MAY_GC bool posix_descriptor(struct thread *t, Value v, int *fd);

/* result < 0: OSError for errno (unless a signal handler has raised), else None. */
RAISES Value posix_done(struct thread *t, long result, Value filename);
/* result < 0: the same, else the result as int. */
RAISES Value posix_number(struct thread *t, long result, Value filename);

/* What is left until a deadline (lock/park.h) as poll(2) wants it: rounded up, -1 for ever. */
int posix_milliseconds_left(int64_t deadline_ns);

/* poll(2) until the deadline; in a blocking region. */
struct pollfd;
int posix_poll(struct pollfd *fds, size_t n, int64_t deadline_ns);

#endif
