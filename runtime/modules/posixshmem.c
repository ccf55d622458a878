/* The module _posixshmem: shared memory objects of POSIX, by their names. */
#include <fcntl.h>
#include <sys/mman.h>

#include "runtime/file.h"
#include "runtime/modules/posix.h"

/* args: path, flags, mode. */
POSIX_FUNCTION(function_open)
{
    int flags, mode, fd;
    size_t name_length;
    if (!value_is_str(args[0])) {
        return raise_error(t, &TypeError_type, "shm_open() argument 'path' must be str, not %T",
                           args[0]);
    }
    const char *path = path_from_value(t, args[0], &name_length);
    if (path == NULL || !posix_int(t, args[1], &flags) || !posix_int_or(t, args[2], 0777, &mode)) {
        return VALUE_ERROR;
    }
    WITH_DESCRIPTORS(t, fd, BLOCKING(t, fd, shm_open(path, flags, (mode_t)mode)));
    return posix_number(t, fd, args[0]);
}

POSIX_FUNCTION(function_unlink)
{
    int result;
    size_t name_length;
    if (!value_is_str(args[0])) {
        return raise_error(t, &TypeError_type, "shm_unlink() argument 'path' must be str, not %T",
                           args[0]);
    }
    const char *path = path_from_value(t, args[0], &name_length);
    if (path == NULL) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, shm_unlink(path));
    return posix_done(t, result, args[0]);
}

static const struct native_def functions[] = {
    {"shm_open", function_open, "(path, flags, mode=511)",
     "Open a shared memory object.  Returns a file descriptor (integer).", NATIVE_METHOD},
    {"shm_unlink", function_unlink, "(path)",
     "Remove a shared memory object (similar to unlink()).", NATIVE_METHOD},
    {0},
};

bool module_init__posixshmem(struct thread *t, Value module)
{
    return module_add_functions(t, module, functions);
}
