/* posix: stat, listdir and scandir. */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/base/buffer.h"
#include "runtime/bytes.h"
#include "runtime/bytes_like.h"
#include "runtime/file.h"
#include "runtime/float.h"
#include "runtime/list.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/posix_argument.h"
#include "runtime/modules/posix_scandir.h"
#include "runtime/struct_sequence.h"
#include "runtime/tuple.h"

static Value stat_result_type = VALUE_UNBOUND;

/* ---- stat ---- */

static double seconds_of(struct timespec time)
{
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static Value ns_of(struct thread *t, struct timespec time)
{
    return int_from_int64(t, (int64_t)time.tv_sec * 1000000000 + time.tv_nsec);
}

/* Items 7 to 9 are whole seconds; the same names without an index give floats. */
static Value stat_result(struct thread *t, const struct stat *s)
{
    const struct timespec times[] = {s->st_atim, s->st_mtim, s->st_ctim};
    Value items[19] = {value_from_small_int(s->st_mode), int_from_uint64(t, s->st_ino),
                       int_from_uint64(t, s->st_dev),    value_from_small_int((int64_t)s->st_nlink),
                       value_from_small_int(s->st_uid),  value_from_small_int(s->st_gid),
                       int_from_int64(t, s->st_size)};
    for (int i = 0; i < 3; i++) {
        items[7 + i] = int_from_int64(t, times[i].tv_sec);
        items[10 + i] = float_from_double(t, seconds_of(times[i]));
        items[13 + i] = ns_of(t, times[i]);
    }
    items[16] = value_from_small_int(s->st_blksize);
    items[17] = int_from_int64(t, s->st_blocks);
    items[18] = int_from_uint64(t, s->st_rdev);
    for (size_t i = 0; i < COUNT_OF(items); i++) {
        if (items[i] == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    return struct_sequence_new(t, stat_result_type, items, COUNT_OF(items));
}

Value posix_stat_at(struct thread *t, int dir_fd, const char *path, bool follow, Value filename)
{
    struct stat status;
    int result;
    BLOCKING(t, result, fstatat(dir_fd, path, &status, follow ? 0 : AT_SYMLINK_NOFOLLOW));
    gc_keep(path);
    return result < 0 ? raise_errno(t, filename) : stat_result(t, &status);
}

static Value stat_descriptor(struct thread *t, int fd, Value filename)
{
    struct stat status;
    int result;
    BLOCKING(t, result, fstat(fd, &status));
    return result < 0 ? raise_errno(t, filename) : stat_result(t, &status);
}

/* args: path, dir_fd, follow_symlinks. */
POSIX_FUNCTION(posix_stat)
{
    struct posix_path path;
    int dir_fd;
    bool follow;
    if (!posix_path_argument(t, args[0], "stat", "path", PATH_OR_FD, &path) ||
        !posix_dir_fd(t, args[1], &dir_fd) || !posix_flag(t, args[2], true, &follow) ||
        !posix_path_check_fd(t, "stat", &path, dir_fd, follow)) {
        return VALUE_ERROR;
    }
    return path.name == NULL ? stat_descriptor(t, path.fd, path.given)
                             : posix_stat_at(t, dir_fd, path.name, follow, path.given);
}

/* args: path, dir_fd. */
POSIX_FUNCTION(posix_lstat)
{
    struct posix_path path;
    int dir_fd;
    return posix_path_argument(t, args[0], "lstat", "path", PATH_NAME, &path) &&
                   posix_dir_fd(t, args[1], &dir_fd)
               ? posix_stat_at(t, dir_fd, path.name, false, path.given)
               : VALUE_ERROR;
}

POSIX_FUNCTION(posix_fstat)
{
    int fd;
    return posix_int(t, args[0], &fd) ? stat_descriptor(t, fd, VALUE_UNBOUND) : VALUE_ERROR;
}

/* ---- reading a directory ---- */

/*
 * The entries of a directory in malloc'ed memory: for each a byte of type (DT_...), eight bytes of inode, its name and
 * a zero byte. Read in one blocking region, since readdir may wait for a disk.
 */
static bool append_entry(struct buffer *entries, const struct dirent *entry)
{
    bool special = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    uint64_t inode = entry->d_ino;
    return special || (buffer_append_byte(entries, (char)entry->d_type) &&
                       buffer_append(entries, &inode, sizeof inode) &&
                       buffer_append(entries, entry->d_name, strlen(entry->d_name) + 1));
}

/* 0 or an errno. Closes `fd`. */
static int read_entries(const char *path, int fd, struct buffer *entries)
{
    DIR *directory = path != NULL ? opendir(path) : fdopendir(fd);
    if (directory == NULL) {
        int error = errno;
        if (path == NULL) {
            close(fd);
        }
        return error;
    }
    rewinddir(directory);
    const struct dirent *entry;
    bool ok = true;
    errno = 0;
    while (ok && (entry = readdir(directory)) != NULL) {
        ok = append_entry(entries, entry);
        errno = 0;
    }
    int error = ok ? errno : ENOMEM;
    closedir(directory);
    return error;
}

/* errno as it is returned. */
static int read_outside(struct thread *t, const char *path, int fd, struct buffer *entries)
{
    blocking_enter(&t->lock, "listdir");
    int error = read_entries(path, fd, entries);
    blocking_leave(&t->lock);
    errno = error;
    return error;
}

bool posix_read_directory(struct thread *t, const struct posix_path *path, struct buffer *entries)
{
    int copy = -1;
    if (path->name == NULL) {
        WITH_DESCRIPTORS(t, copy, copy = fcntl(path->fd, F_DUPFD_CLOEXEC, 0));
    }
    if (path->name == NULL && copy < 0) {
        (void)raise_os_error(t, errno, VALUE_UNBOUND, VALUE_UNBOUND);
        return false;
    }
    int error;
    WITH_DESCRIPTORS(t, -error, error = read_outside(t, path->name, copy, entries));
    gc_keep(path->name);
    if (error != 0) {
        buffer_free(entries);
        (void)raise_os_error(t, error, path->given == VALUE_UNBOUND ? VALUE_NONE : path->given,
                             VALUE_UNBOUND);
        return false;
    }
    return true;
}

Value posix_entry_name(struct thread *t, Value directory, const char *name)
{
    return directory != VALUE_UNBOUND && value_has_buffer(directory)
               ? bytes_new(t, name, strlen(name))
               : path_to_str(t, name, strlen(name));
}

POSIX_FUNCTION(posix_listdir)
{
    struct buffer entries = BUFFER_EMPTY;
    struct posix_path path;
    if (!posix_path_argument(t, args[0], "listdir", "path", PATH_OR_FD | PATH_OR_NONE, &path) ||
        !posix_read_directory(t, &path, &entries)) {
        return VALUE_ERROR;
    }
    Value list = list_new(t, 0);
    for (size_t at = 0; list != VALUE_ERROR && at < entries.size;) {
        const char *name = entries.data + at + POSIX_ENTRY_HEADER;
        Value v = posix_entry_name(t, path.given, name);
        if (v == VALUE_ERROR || !list_append(t, value_to_list(list), v)) {
            list = VALUE_ERROR;
        }
        at += POSIX_ENTRY_HEADER + strlen(name) + 1;
    }
    buffer_free(&entries);
    return list;
}

const struct native_def posix_stat_functions[] = {
    {"fstat", posix_fstat, "(fd)", "Perform a stat system call on the given file descriptor.",
     NATIVE_METHOD},
    {"listdir", posix_listdir, "(path=None)",
     "Return a list containing the names of the files in the directory.", NATIVE_METHOD},
    {"lstat", posix_lstat, "(path, *, dir_fd=None)", NULL, NATIVE_METHOD},
    {"scandir", posix_scandir, "(path=None)",
     "Return an iterator of DirEntry objects for given path.", NATIVE_METHOD},
    {"stat", posix_stat, "(path, *, dir_fd=None, follow_symlinks=True)",
     "Perform a stat system call on the given path.", NATIVE_METHOD},
    {0},
};

bool posix_stat_init(struct thread *t, Value module)
{
    /* The first ten are items; fields of one name behind them would hide the integers, hence the underscores. */
    static const char *const fields[] = {"st_mode",    "st_ino",      "st_dev",      "st_nlink",
                                         "st_uid",     "st_gid",      "st_size",     "_st_atime",
                                         "_st_mtime",  "_st_ctime",   "st_atime",    "st_mtime",
                                         "st_ctime",   "st_atime_ns", "st_mtime_ns", "st_ctime_ns",
                                         "st_blksize", "st_blocks",   "st_rdev",     NULL};
    if (stat_result_type == VALUE_UNBOUND) {
        gc_add_root(&stat_result_type);
    }
    Value type = struct_sequence_type_new(t, "os", "stat_result", fields, 10);
    if (type == VALUE_ERROR) {
        return false;
    }
    stat_result_type = type;
    return module_add(t, module, "stat_result", type) &&
           module_add(t, module, "DirEntry", value_from_object(&directory_entry_type));
}
