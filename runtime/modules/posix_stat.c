/* posix: stat, listdir and scandir. */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/base/buffer.h"
#include "runtime/bytes.h"
#include "runtime/float.h"
#include "runtime/list.h"
#include "runtime/modules/posix.h"
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

Value posix_stat_at(struct thread *t, const char *path, bool follow, Value filename)
{
    struct stat status;
    int result;
    BLOCKING(t, result, follow ? stat(path, &status) : lstat(path, &status));
    gc_keep(path);
    return result < 0 ? raise_errno(t, filename) : stat_result(t, &status);
}

static Value stat_descriptor(struct thread *t, Value v)
{
    struct stat status;
    int fd, result;
    if (!posix_int(t, v, &fd)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, fstat(fd, &status));
    return result < 0 ? raise_errno(t, VALUE_UNBOUND) : stat_result(t, &status);
}

/* args: path, dir_fd, follow_symlinks. */
POSIX_FUNCTION(posix_stat)
{
    size_t length;
    if (value_is_int(args[0])) {
        return stat_descriptor(t, args[0]);
    }
    enum truth follow = args[2] == VALUE_UNBOUND ? TRUTH_TRUE : object_truth(t, args[2]);
    const char *path = follow == TRUTH_ERROR ? NULL : path_from_value(t, args[0], &length);
    return path == NULL ? VALUE_ERROR : posix_stat_at(t, path, follow == TRUTH_TRUE, args[0]);
}

POSIX_FUNCTION(posix_lstat)
{
    size_t length;
    const char *path = path_from_value(t, args[0], &length);
    return path == NULL ? VALUE_ERROR : posix_stat_at(t, path, false, args[0]);
}

POSIX_FUNCTION(posix_fstat)
{
    return stat_descriptor(t, args[0]);
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

/* 0 or an errno. */
static int read_entries(const char *path, int fd, struct buffer *entries)
{
    DIR *directory = path != NULL ? opendir(path) : fdopendir(dup(fd));
    if (directory == NULL) {
        return errno;
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

bool posix_read_directory(struct thread *t, Value path, struct buffer *entries)
{
    size_t length;
    int fd = -1;
    const char *name = ".";
    if (path != VALUE_UNBOUND && path != VALUE_NONE && value_is_int(path)) {
        name = NULL;
        if (!posix_int(t, path, &fd)) {
            return false;
        }
    } else if (path != VALUE_UNBOUND && path != VALUE_NONE &&
               (name = path_from_value(t, path, &length)) == NULL) {
        return false;
    }
    blocking_enter(&t->lock);
    int error = read_entries(name, fd, entries);
    blocking_leave(&t->lock);
    gc_keep(name);
    if (error != 0) {
        buffer_free(entries);
        Value shown = path == VALUE_UNBOUND || path == VALUE_NONE ? str_from_cstr(t, ".") : path;
        (void)raise_os_error(t, error, shown, VALUE_UNBOUND);
        return false;
    }
    return true;
}

Value posix_entry_name(struct thread *t, Value directory, const char *name)
{
    return directory != VALUE_UNBOUND && value_is_bytes(directory)
               ? bytes_new(t, name, strlen(name))
               : path_to_str(t, name, strlen(name));
}

POSIX_FUNCTION(posix_listdir)
{
    struct buffer entries = BUFFER_EMPTY;
    if (!posix_read_directory(t, args[0], &entries)) {
        return VALUE_ERROR;
    }
    Value list = list_new(t, 0);
    for (size_t at = 0; list != VALUE_ERROR && at < entries.size;) {
        const char *name = entries.data + at + POSIX_ENTRY_HEADER;
        Value v = posix_entry_name(t, args[0], name);
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
