/*
 * Names of files: str (in bytes as UTF-8 with surrogateescape), bytes, or an object with __fspath__.
 */
#ifndef HASP_RUNTIME_PATH_H
#define HASP_RUNTIME_PATH_H

#include "runtime/error.h"

/* The bytes of a name, zero-terminated, in collected memory; NULL: TypeError, or ValueError "embedded null byte". */
RAISES MAY_GC const char *path_from_value(struct thread *t, Value v, size_t *n);

/* os.fspath(v): the str or bytes. */
RAISES MAY_GC Value path_to_name(struct thread *t, Value v);

/* The name that the system gave as bytes, as str. */
RAISES Value path_to_str(struct thread *t, const char *bytes, size_t n);

/* The same behind the current folder if it is relative; unchanged where there is no current folder. */
RAISES Value path_to_absolute(struct thread *t, const char *bytes, size_t n);

#endif
