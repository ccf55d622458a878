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
#include "runtime/modules/posix_argument.h"
#include "runtime/tuple.h"

POSIX_FUNCTION(posix_fspath)
{
    return path_to_name(t, args[0]);
}

/* ---- one name ---- */

/* Names alone, as most functions take them: with dir_fd. */
struct named {
    struct posix_path path;
    int dir_fd;
};

static bool named_argument(struct thread *t, const char *function, Value path, Value dir_fd,
                           struct named *named)
{
    return posix_path_argument(t, path, function, "path", PATH_NAME, &named->path) &&
           posix_dir_fd(t, dir_fd, &named->dir_fd);
}

static Value remove_name(struct thread *t, const char *function, Value *args, int flags)
{
    struct named of;
    int result;
    if (!named_argument(t, function, args[0], args[1], &of)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, unlinkat(of.dir_fd, of.path.name, flags));
    gc_keep(of.path.name);
    return posix_done(t, result, of.path.given);
}

POSIX_FUNCTION(posix_rmdir)
{
    return remove_name(t, "rmdir", args, AT_REMOVEDIR);
}

POSIX_FUNCTION(posix_unlink)
{
    return remove_name(t, "unlink", args, 0);
}

POSIX_FUNCTION(posix_remove)
{
    return remove_name(t, "remove", args, 0);
}

POSIX_FUNCTION(posix_chdir)
{
    struct posix_path path;
    int result;
    if (!posix_path_argument(t, args[0], "chdir", "path", PATH_OR_FD, &path)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, path.name == NULL ? fchdir(path.fd) : chdir(path.name));
    gc_keep(path.name);
    return posix_done(t, result, path.given);
}

/* args: path, mode, dir_fd. */
POSIX_FUNCTION(posix_mkdir)
{
    struct named of;
    int mode, result;
    if (!named_argument(t, "mkdir", args[0], args[2], &of) ||
        !posix_int_or(t, args[1], 0777, &mode)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, mkdirat(of.dir_fd, of.path.name, (mode_t)mode));
    gc_keep(of.path.name);
    return posix_done(t, result, of.path.given);
}

/* Whom the kernel cannot help: it does not change the mode of a symbolic link. */
static Value refuse_no_follow(struct thread *t, int dir_fd)
{
    return dir_fd == AT_FDCWD
               ? raise_error(t, &NotImplementedError_type,
                             "chmod: follow_symlinks unavailable on this platform")
               : raise_error(t, &ValueError_type,
                             "chmod: cannot use dir_fd and follow_symlinks together");
}

/* args: path, mode, dir_fd, follow_symlinks. */
POSIX_FUNCTION(posix_chmod)
{
    struct posix_path path;
    int mode, dir_fd, result;
    bool follow;
    if (!posix_path_argument(t, args[0], "chmod", "path", PATH_OR_FD, &path) ||
        !posix_int(t, args[1], &mode) || !posix_dir_fd(t, args[2], &dir_fd) ||
        !posix_flag(t, args[3], true, &follow)) {
        return VALUE_ERROR;
    }
    int flags = follow ? 0 : AT_SYMLINK_NOFOLLOW;
    BLOCKING(t, result,
             path.name == NULL ? fchmod(path.fd, (mode_t)mode)
                               : fchmodat(dir_fd, path.name, (mode_t)mode, flags));
    gc_keep(path.name);
    return result < 0 && errno == EOPNOTSUPP && !follow ? refuse_no_follow(t, dir_fd)
                                                        : posix_done(t, result, path.given);
}

/* args: path, mode, dir_fd, effective_ids, follow_symlinks. */
POSIX_FUNCTION(posix_access)
{
    struct named of;
    int mode, result;
    bool effective, follow;
    if (!posix_path_argument(t, args[0], "access", "path", PATH_NAME, &of.path) ||
        !posix_int(t, args[1], &mode) || !posix_dir_fd(t, args[2], &of.dir_fd) ||
        !posix_flag(t, args[3], false, &effective) || !posix_flag(t, args[4], true, &follow)) {
        return VALUE_ERROR;
    }
    int flags = (effective ? AT_EACCESS : 0) | (follow ? 0 : AT_SYMLINK_NOFOLLOW);
    blocking_enter(&t->lock, "access");
    result = faccessat(of.dir_fd, of.path.name, mode, flags);
    blocking_leave(&t->lock);
    gc_keep(of.path.name);
    return value_from_bool(result == 0);
}

POSIX_FUNCTION(posix_truncate)
{
    struct posix_path path;
    int result;
    int64_t length;
    if (!posix_path_argument(t, args[0], "truncate", "path", PATH_OR_FD, &path) ||
        !number_to_index(t, args[1], &length)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result,
             path.name == NULL ? ftruncate(path.fd, length) : truncate(path.name, length));
    gc_keep(path.name);
    return posix_done(t, result, path.name == NULL ? VALUE_UNBOUND : path.given);
}

/* args: path, mode, dir_fd. */
POSIX_FUNCTION(posix_mkfifo)
{
    struct named of;
    int mode, result;
    if (!named_argument(t, "mkfifo", args[0], args[2], &of) ||
        !posix_int_or(t, args[1], 0666, &mode)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, mkfifoat(of.dir_fd, of.path.name, (mode_t)mode));
    gc_keep(of.path.name);
    return posix_done(t, result, VALUE_UNBOUND);
}

/* A name that comes back is of the kind of the name that was given. */
static Value name_like(struct thread *t, Value given, const char *name, size_t n)
{
    return value_is_bytes(given) ? bytes_new(t, name, n) : path_to_str(t, name, n);
}

POSIX_FUNCTION(posix_readlink)
{
    struct named of;
    ssize_t result;
    char target[PATH_MAX];
    if (!named_argument(t, "readlink", args[0], args[1], &of)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, readlinkat(of.dir_fd, of.path.name, target, sizeof target));
    gc_keep(of.path.name);
    return result < 0 ? raise_errno(t, of.path.given)
                      : name_like(t, of.path.given, target, (size_t)result);
}

/* ---- two names ---- */

struct two_names {
    struct named from, to;
};

static bool two_arguments(struct thread *t, const char *function, Value from, Value to,
                          Value from_fd, Value to_fd, struct two_names *names)
{
    return posix_path_argument(t, from, function, "src", PATH_NAME, &names->from.path) &&
           posix_path_argument(t, to, function, "dst", PATH_NAME, &names->to.path) &&
           posix_dir_fd(t, from_fd, &names->from.dir_fd) &&
           posix_dir_fd(t, to_fd, &names->to.dir_fd);
}

static Value done_with_two(struct thread *t, int result, const struct two_names *names)
{
    gc_keep(names->from.path.name);
    gc_keep(names->to.path.name);
    return result >= 0 ? VALUE_NONE
           : error_pending(t)
               ? VALUE_ERROR
               : raise_os_error(t, errno, names->from.path.given, names->to.path.given);
}

/* args: src, dst, src_dir_fd, dst_dir_fd. */
static Value rename_by(struct thread *t, const char *function, Value *args)
{
    struct two_names of;
    int result;
    if (!two_arguments(t, function, args[0], args[1], args[2], args[3], &of)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, renameat(of.from.dir_fd, of.from.path.name, of.to.dir_fd, of.to.path.name));
    return done_with_two(t, result, &of);
}

POSIX_FUNCTION(posix_rename)
{
    return rename_by(t, "rename", args);
}

POSIX_FUNCTION(posix_replace)
{
    return rename_by(t, "replace", args);
}

/* args: src, dst, src_dir_fd, dst_dir_fd, follow_symlinks. Without flags, link() itself: it does not follow. */
POSIX_FUNCTION(posix_link)
{
    struct two_names of;
    int result;
    bool follow;
    if (!two_arguments(t, "link", args[0], args[1], args[2], args[3], &of) ||
        !posix_flag(t, args[4], true, &follow)) {
        return VALUE_ERROR;
    }
    bool is_plain = follow && of.from.dir_fd == AT_FDCWD && of.to.dir_fd == AT_FDCWD;
    int flags = follow && !is_plain ? AT_SYMLINK_FOLLOW : 0;
    BLOCKING(t, result,
             linkat(of.from.dir_fd, of.from.path.name, of.to.dir_fd, of.to.path.name, flags));
    return done_with_two(t, result, &of);
}

/* args: src, dst, target_is_directory, dir_fd. */
POSIX_FUNCTION(posix_symlink)
{
    struct two_names of;
    int result;
    if (!two_arguments(t, "symlink", args[0], args[1], VALUE_UNBOUND, args[3], &of)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, symlinkat(of.from.path.name, of.to.dir_fd, of.to.path.name));
    return done_with_two(t, result, &of);
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

/* args: path, times, ns, dir_fd, follow_symlinks. */
POSIX_FUNCTION(posix_utime)
{
    struct posix_path path;
    int result, dir_fd;
    bool follow;
    struct timespec times[2] = {{0, UTIME_NOW}, {0, UTIME_NOW}};
    bool has_times = args[1] != VALUE_UNBOUND && args[1] != VALUE_NONE,
         has_ns = args[2] != VALUE_UNBOUND;
    if (!posix_path_argument(t, args[0], "utime", "path", PATH_OR_FD, &path) ||
        !posix_dir_fd(t, args[3], &dir_fd) || !posix_flag(t, args[4], true, &follow)) {
        return VALUE_ERROR;
    }
    if (has_times && has_ns) {
        return raise_error(t, &ValueError_type,
                           "utime: you may specify either 'times' or 'ns' but not both");
    }
    if (((has_times || has_ns) && !times_argument(t, has_ns ? args[2] : args[1], has_ns, times)) ||
        !posix_path_check_fd(t, "utime", &path, dir_fd, follow)) {
        return VALUE_ERROR;
    }
    int flags = follow ? 0 : AT_SYMLINK_NOFOLLOW;
    BLOCKING(t, result,
             path.name == NULL ? futimens(path.fd, times)
                               : utimensat(dir_fd, path.name, times, flags));
    gc_keep(path.name);
    return posix_done(t, result, VALUE_UNBOUND);
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
    {"remove", posix_remove, "(path, *, dir_fd=None)", "Remove a file (same as unlink()).",
     NATIVE_METHOD},
    {"rename", posix_rename, "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)",
     "Rename a file or directory.", NATIVE_METHOD},
    {"replace", posix_replace, "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", NULL,
     NATIVE_METHOD},
    {"rmdir", posix_rmdir, "(path, *, dir_fd=None)", "Remove a directory.", NATIVE_METHOD},
    {"symlink", posix_symlink, "(src, dst, target_is_directory=False, *, dir_fd=None)", NULL,
     NATIVE_METHOD},
    {"truncate", posix_truncate, "(path, length)", NULL, NATIVE_METHOD},
    {"umask", posix_umask, "(mask, /)", NULL, NATIVE_METHOD},
    {"unlink", posix_unlink, "(path, *, dir_fd=None)", "Remove a file (same as remove()).",
     NATIVE_METHOD},
    {"utime", posix_utime, "(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)",
     NULL, NATIVE_METHOD},
    {0},
};
