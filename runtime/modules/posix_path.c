/* posix: functions that take names of files. */
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "runtime/bytes.h"
#include "runtime/float.h"
#include "runtime/modules/posix.h"
#include "runtime/tuple.h"

POSIX_FUNCTION(posix_fspath)
{
    return path_to_name(t, args[0]);
}

/* ---- one name ---- */

#define ONE_PATH(function, call)                                                                   \
    POSIX_FUNCTION(function)                                                                       \
    {                                                                                              \
        size_t length;                                                                             \
        int result;                                                                                \
        const char *path = path_from_value(t, args[0], &length);                                   \
        if (path == NULL) {                                                                        \
            return VALUE_ERROR;                                                                    \
        }                                                                                          \
        BLOCKING(t, result, call(path));                                                           \
        gc_keep(path);                                                                             \
        return posix_done(t, result, args[0]);                                                     \
    }
ONE_PATH(posix_rmdir, rmdir)
ONE_PATH(posix_unlink, unlink)
#undef ONE_PATH

/* args[0] may be a descriptor. */
POSIX_FUNCTION(posix_chdir)
{
    size_t length;
    int result, fd;
    if (value_is_int(args[0])) {
        return posix_int(t, args[0], &fd) ? posix_done(t, fchdir(fd), args[0]) : VALUE_ERROR;
    }
    const char *path = path_from_value(t, args[0], &length);
    if (path == NULL) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, chdir(path));
    gc_keep(path);
    return posix_done(t, result, args[0]);
}

POSIX_FUNCTION(posix_mkdir)
{
    size_t length;
    int mode, result;
    const char *path = path_from_value(t, args[0], &length);
    if (path == NULL || !posix_int_or(t, args[1], 0777, &mode)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, mkdir(path, (mode_t)mode));
    gc_keep(path);
    return posix_done(t, result, args[0]);
}

POSIX_FUNCTION(posix_chmod)
{
    size_t length;
    int mode, result, fd;
    if (!posix_int(t, args[1], &mode)) {
        return VALUE_ERROR;
    }
    if (value_is_int(args[0])) {
        return posix_int(t, args[0], &fd) ? posix_done(t, fchmod(fd, (mode_t)mode), args[0])
                                          : VALUE_ERROR;
    }
    const char *path = path_from_value(t, args[0], &length);
    if (path == NULL) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, chmod(path, (mode_t)mode));
    gc_keep(path);
    return posix_done(t, result, args[0]);
}

POSIX_FUNCTION(posix_access)
{
    size_t length;
    int mode, result;
    const char *path = path_from_value(t, args[0], &length);
    if (path == NULL || !posix_int(t, args[1], &mode)) {
        return VALUE_ERROR;
    }
    blocking_enter(&t->lock);
    result = access(path, mode);
    blocking_leave(&t->lock);
    gc_keep(path);
    return value_from_bool(result == 0);
}

POSIX_FUNCTION(posix_truncate)
{
    size_t size;
    int result, fd;
    int64_t length;
    if (!number_to_index(t, args[1], &length)) {
        return VALUE_ERROR;
    }
    if (value_is_int(args[0])) {
        return posix_int(t, args[0], &fd) ? posix_done(t, ftruncate(fd, length), args[0])
                                          : VALUE_ERROR;
    }
    const char *path = path_from_value(t, args[0], &size);
    if (path == NULL) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, truncate(path, length));
    gc_keep(path);
    return posix_done(t, result, args[0]);
}

POSIX_FUNCTION(posix_mkfifo)
{
    size_t length;
    int mode, result;
    const char *path = path_from_value(t, args[0], &length);
    if (path == NULL || !posix_int_or(t, args[1], 0666, &mode)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, mkfifo(path, (mode_t)mode));
    gc_keep(path);
    return posix_done(t, result, args[0]);
}

/* A name that comes back is of the kind of the name that was given. */
static Value name_like(struct thread *t, Value given, const char *name, size_t n)
{
    return value_is_bytes(given) ? bytes_new(t, name, n) : path_to_str(t, name, n);
}

POSIX_FUNCTION(posix_readlink)
{
    size_t length;
    ssize_t result;
    char target[PATH_MAX];
    const char *path = path_from_value(t, args[0], &length);
    if (path == NULL) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, readlink(path, target, sizeof target));
    gc_keep(path);
    return result < 0 ? raise_errno(t, args[0]) : name_like(t, args[0], target, (size_t)result);
}

/* ---- two names ---- */

static Value two_paths(struct thread *t, Value *args, int (*call)(const char *, const char *))
{
    size_t length;
    int result;
    const char *from = path_from_value(t, args[0], &length);
    const char *to = from == NULL ? NULL : path_from_value(t, args[1], &length);
    if (to == NULL) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, call(from, to));
    gc_keep(from);
    gc_keep(to);
    return result >= 0        ? VALUE_NONE
           : error_pending(t) ? VALUE_ERROR
                              : raise_os_error(t, errno, args[0], args[1]);
}

POSIX_FUNCTION(posix_rename)
{
    return two_paths(t, args, rename);
}

POSIX_FUNCTION(posix_link)
{
    return two_paths(t, args, link);
}

POSIX_FUNCTION(posix_symlink)
{
    return two_paths(t, args, symlink);
}

/* ---- times ---- */

static struct timespec from_ns(int64_t ns)
{
    int64_t rest = ns % 1000000000;
    int64_t seconds = ns / 1000000000 - (rest < 0);
    return (struct timespec){seconds, rest < 0 ? rest + 1000000000 : rest};
}

static bool time_value(struct thread *t, Value v, bool in_ns, struct timespec *time)
{
    double seconds;
    int64_t ns;
    if (in_ns) {
        *time = (struct timespec){0};
        if (!value_is_int(v) || !int_to_int64(v, &ns)) {
            return raise_false(t, &TypeError_type, "utime: 'ns' must be a tuple of two ints");
        }
        *time = from_ns(ns);
        return true;
    }
    if (value_is_int(v) && int_to_int64(v, &ns)) {
        *time = (struct timespec){ns, 0};
        return true;
    }
    if (!number_to_double(t, v, &seconds)) {
        return false;
    }
    double whole = floor(seconds);
    *time = (struct timespec){(time_t)whole, (long)((seconds - whole) * 1e9)};
    return true;
}

static bool times_argument(struct thread *t, Value pair, bool in_ns, struct timespec times[2])
{
    if (!value_is_tuple(pair) || value_to_tuple(pair)->length != 2) {
        return raise_false(t, &TypeError_type,
                           in_ns ? "utime: 'ns' must be a tuple of two ints"
                                 : "utime: 'times' must be either a tuple of two ints or None");
    }
    return time_value(t, value_to_tuple(pair)->items[0], in_ns, &times[0]) &&
           time_value(t, value_to_tuple(pair)->items[1], in_ns, &times[1]);
}

/* args: path, times, ns, follow_symlinks. */
POSIX_FUNCTION(posix_utime)
{
    size_t length;
    int result;
    struct timespec times[2] = {{0, UTIME_NOW}, {0, UTIME_NOW}};
    bool has_times = args[1] != VALUE_UNBOUND && args[1] != VALUE_NONE,
         has_ns = args[2] != VALUE_UNBOUND;
    if (has_times && has_ns) {
        return raise_error(t, &ValueError_type,
                           "utime: you may specify either 'times' or 'ns' but not both");
    }
    if ((has_times || has_ns) && !times_argument(t, has_ns ? args[2] : args[1], has_ns, times)) {
        return VALUE_ERROR;
    }
    const char *path = path_from_value(t, args[0], &length);
    if (path == NULL) {
        return VALUE_ERROR;
    }
    int flags = args[3] == VALUE_FALSE ? AT_SYMLINK_NOFOLLOW : 0;
    BLOCKING(t, result, utimensat(AT_FDCWD, path, times, flags));
    gc_keep(path);
    return posix_done(t, result, args[0]);
}

/* ---- the working directory ---- */

static char *working_directory(struct thread *t)
{
    char *path = getcwd(NULL, 0);
    if (path == NULL) {
        (void)raise_os_error(t, errno, VALUE_UNBOUND, VALUE_UNBOUND);
    }
    return path;
}

POSIX_FUNCTION(posix_getcwd)
{
    char *path = working_directory(t);
    Value v = path == NULL ? VALUE_ERROR : path_to_str(t, path, strlen(path));
    free(path);
    return v;
}

POSIX_FUNCTION(posix_getcwdb)
{
    char *path = working_directory(t);
    Value v = path == NULL ? VALUE_ERROR : bytes_new(t, path, strlen(path));
    free(path);
    return v;
}

POSIX_FUNCTION(posix_umask)
{
    int mask;
    return posix_int(t, args[0], &mask) ? value_from_small_int(umask((mode_t)mask)) : VALUE_ERROR;
}

const struct native_def posix_path_functions[] = {
    {"access", posix_access,
     "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", NULL,
     NATIVE_METHOD},
    {"chdir", posix_chdir, "(path)", "Change the current working directory to the specified path.",
     NATIVE_METHOD},
    {"chmod", posix_chmod, "(path, mode, *, dir_fd=None, follow_symlinks=True)", NULL,
     NATIVE_METHOD},
    {"fspath", posix_fspath, "(path)", "Return the file system path representation of the object.",
     NATIVE_METHOD},
    {"getcwd", posix_getcwd, "()",
     "Return a unicode string representing the current working directory.", NATIVE_METHOD},
    {"getcwdb", posix_getcwdb, "()", NULL, NATIVE_METHOD},
    {"link", posix_link, "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)",
     NULL, NATIVE_METHOD},
    {"mkdir", posix_mkdir, "(path, mode=511, *, dir_fd=None)", "Create a directory.",
     NATIVE_METHOD},
    {"mkfifo", posix_mkfifo, "(path, mode=438, *, dir_fd=None)", NULL, NATIVE_METHOD},
    {"readlink", posix_readlink, "(path, *, dir_fd=None)", NULL, NATIVE_METHOD},
    {"remove", posix_unlink, "(path, *, dir_fd=None)", "Remove a file (same as unlink()).",
     NATIVE_METHOD},
    {"rename", posix_rename, "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)",
     "Rename a file or directory.", NATIVE_METHOD},
    {"replace", posix_rename, "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", NULL,
     NATIVE_METHOD},
    {"rmdir", posix_rmdir, "(path, *, dir_fd=None)", "Remove a directory.", NATIVE_METHOD},
    {"symlink", posix_symlink, "(src, dst, target_is_directory=False, *, dir_fd=None)", NULL,
     NATIVE_METHOD},
    {"truncate", posix_truncate, "(path, length)", NULL, NATIVE_METHOD},
    {"umask", posix_umask, "(mask, /)", NULL, NATIVE_METHOD},
    {"unlink", posix_unlink, "(path, *, dir_fd=None)", "Remove a file (same as remove()).",
     NATIVE_METHOD},
    {"utime", posix_utime, "(path, times=None, *, ns=None, follow_symlinks=True)", NULL,
     NATIVE_METHOD},
    {0},
};
