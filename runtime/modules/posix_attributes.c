/* posix: extended attributes of files, and what may be said to the kernel about their contents. */
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "runtime/bytes.h"
#include "runtime/list.h"
#include "runtime/memoryview.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/posix_argument.h"

/* ---- extended attributes ---- */

enum { ATTRIBUTE_BYTES_MAX = 65536 }; /* the limit of the kernel: xattr(7) */

struct attribute {
    struct posix_path path;
    struct posix_path name;
    bool follow;
};

/* `name` UNBOUND: a function of all attributes. */
static bool attribute_arguments(struct thread *t, const char *function, unsigned kind, Value path,
                                Value name, Value follow, struct attribute *a)
{
    return posix_path_argument(t, path, function, "path", kind, &a->path) &&
           (name == VALUE_UNBOUND ||
            posix_path_argument(t, name, function, "attribute", PATH_NAME, &a->name)) &&
           posix_flag(t, follow, true, &a->follow) &&
           posix_path_check_fd(t, function, &a->path, AT_FDCWD, a->follow);
}

static ssize_t get_attribute(const struct attribute *a, char *buffer, size_t size)
{
    return a->path.name == NULL ? fgetxattr(a->path.fd, a->name.name, buffer, size)
           : a->follow          ? getxattr(a->path.name, a->name.name, buffer, size)
                                : lgetxattr(a->path.name, a->name.name, buffer, size);
}

static ssize_t list_attributes(const struct attribute *a, char *buffer, size_t size)
{
    return a->path.name == NULL ? flistxattr(a->path.fd, buffer, size)
           : a->follow          ? listxattr(a->path.name, buffer, size)
                                : llistxattr(a->path.name, buffer, size);
}

/* Calls `get` with room enough, malloc'ed; NULL: an exception. */
static char *get_all(struct thread *t, const struct attribute *a,
                     ssize_t (*get)(const struct attribute *a, char *buffer, size_t size),
                     ssize_t *n)
{
    for (size_t size = 256;; size = ATTRIBUTE_BYTES_MAX) {
        char *buffer = malloc(size);
        if (buffer == NULL) {
            raise_no_memory(t);
            return NULL;
        }
        BLOCKING_AS(t, "getxattr", *n, get(a, buffer, size));
        if (*n >= 0) {
            return buffer;
        }
        int error = errno;
        free(buffer);
        if (error != ERANGE || size == ATTRIBUTE_BYTES_MAX) {
            errno = error;
            raise_errno(t, a->path.given);
            return NULL;
        }
    }
}

/* args: path, attribute, follow_symlinks. */
POSIX_FUNCTION(posix_getxattr)
{
    struct attribute a;
    ssize_t length;
    if (!attribute_arguments(t, "getxattr", PATH_OR_FD, args[0], args[1], args[2], &a)) {
        return VALUE_ERROR;
    }
    char *buffer = get_all(t, &a, get_attribute, &length);
    gc_keep(a.path.name), gc_keep(a.name.name);
    Value v = buffer == NULL ? VALUE_ERROR : bytes_new(t, buffer, (size_t)length);
    free(buffer);
    return v;
}

/* args: path, attribute, value, flags, follow_symlinks. */
POSIX_FUNCTION(posix_setxattr)
{
    struct attribute a;
    int flags, result;
    const char *data;
    size_t size;
    Value keep;
    if (!attribute_arguments(t, "setxattr", PATH_OR_FD, args[0], args[1], args[4], &a) ||
        !bytes_argument(t, args[2], &data, &size, &keep) || !posix_int_or(t, args[3], 0, &flags)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result,
             a.path.name == NULL ? fsetxattr(a.path.fd, a.name.name, data, size, flags)
             : a.follow          ? setxattr(a.path.name, a.name.name, data, size, flags)
                                 : lsetxattr(a.path.name, a.name.name, data, size, flags));
    gc_keep(a.path.name), gc_keep(a.name.name), gc_keep(keep);
    return posix_done(t, result, a.path.given);
}

/* args: path, attribute, follow_symlinks. */
POSIX_FUNCTION(posix_removexattr)
{
    struct attribute a;
    int result;
    if (!attribute_arguments(t, "removexattr", PATH_OR_FD, args[0], args[1], args[2], &a)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result,
             a.path.name == NULL ? fremovexattr(a.path.fd, a.name.name)
             : a.follow          ? removexattr(a.path.name, a.name.name)
                                 : lremovexattr(a.path.name, a.name.name));
    gc_keep(a.path.name), gc_keep(a.name.name);
    return posix_done(t, result, a.path.given);
}

/* args: path, follow_symlinks. */
POSIX_FUNCTION(posix_listxattr)
{
    struct attribute a;
    ssize_t length;
    if (!attribute_arguments(t, "listxattr", PATH_OR_FD | PATH_OR_NONE,
                             args[0] == VALUE_UNBOUND ? VALUE_NONE : args[0], VALUE_UNBOUND,
                             args[1], &a)) {
        return VALUE_ERROR;
    }
    char *buffer = get_all(t, &a, list_attributes, &length);
    gc_keep(a.path.name);
    Value list = buffer == NULL ? VALUE_ERROR : list_new(t, 0);
    for (ssize_t at = 0; list != VALUE_ERROR && at < length;
         at += (ssize_t)strlen(buffer + at) + 1) {
        Value name = path_to_str(t, buffer + at, strlen(buffer + at));
        if (name == VALUE_ERROR || !list_append(t, value_to_list(list), name)) {
            list = VALUE_ERROR;
        }
    }
    free(buffer);
    return list;
}

/* ---- advice, room and locks ---- */

/* These two return an error instead of setting errno. */
static Value done_with(struct thread *t, int error)
{
    return error == 0 ? VALUE_NONE : raise_os_error(t, error, VALUE_UNBOUND, VALUE_UNBOUND);
}

/* args: fd, offset, length, advice. */
POSIX_FUNCTION(posix_posix_fadvise)
{
    int fd, advice, error;
    int64_t offset, length;
    if (!posix_int(t, args[0], &fd) || !posix_offset(t, args[1], &offset) ||
        !posix_offset(t, args[2], &length) || !posix_int(t, args[3], &advice)) {
        return VALUE_ERROR;
    }
    blocking_enter(&t->lock, "posix_fadvise");
    error = posix_fadvise(fd, offset, length, advice);
    blocking_leave(&t->lock);
    return done_with(t, error);
}

/* args: fd, offset, length. */
POSIX_FUNCTION(posix_posix_fallocate)
{
    int fd, error;
    int64_t offset, length;
    if (!posix_int(t, args[0], &fd) || !posix_offset(t, args[1], &offset) ||
        !posix_offset(t, args[2], &length)) {
        return VALUE_ERROR;
    }
    do {
        blocking_enter(&t->lock, "posix_fallocate");
        error = posix_fallocate(fd, offset, length);
        blocking_leave(&t->lock);
    } while (error == EINTR && interrupted_retry(t));
    return error == EINTR ? VALUE_ERROR : done_with(t, error);
}

/* args: fd, command, length. */
POSIX_FUNCTION(posix_lockf)
{
    int fd, command, result;
    int64_t length;
    if (!posix_int(t, args[0], &fd) || !posix_int(t, args[1], &command) ||
        !posix_offset(t, args[2], &length)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, lockf(fd, command, length));
    return posix_done(t, result, VALUE_UNBOUND);
}

const struct native_def posix_attribute_functions[] = {
    {"getxattr", posix_getxattr, "(path, attribute, *, follow_symlinks=True)",
     "Return the value of extended attribute attribute on path.", NATIVE_METHOD},
    {"listxattr", posix_listxattr, "(path=None, *, follow_symlinks=True)",
     "Return a list of extended attributes on path.", NATIVE_METHOD},
    {"lockf", posix_lockf, "(fd, command, length, /)",
     "Apply, test or remove a POSIX lock on an open file descriptor.", NATIVE_METHOD},
    {"posix_fadvise", posix_posix_fadvise, "(fd, offset, length, advice, /)",
     "Announce an intention to access data in a specific pattern.", NATIVE_METHOD},
    {"posix_fallocate", posix_posix_fallocate, "(fd, offset, length, /)",
     "Ensure a file has allocated at least a particular number of bytes on disk.", NATIVE_METHOD},
    {"removexattr", posix_removexattr, "(path, attribute, *, follow_symlinks=True)",
     "Remove extended attribute attribute on path.", NATIVE_METHOD},
    {"setxattr", posix_setxattr, "(path, attribute, value, flags=0, *, follow_symlinks=True)",
     "Set extended attribute attribute on path to value.", NATIVE_METHOD},
    {0},
};
