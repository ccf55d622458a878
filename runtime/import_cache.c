#include "runtime/import_cache.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/base/atomics.h"
#include "runtime/base/buffer.h"
#include "runtime/path.h"
#include "runtime/settings.h"
#include "runtime/str.h"
#include "runtime/sys.h"

enum { HEADER_BYTES = 16, LARGEST_FILE = 1 << 28 };

/* --- Where --- */

/* $XDG_CACHE_HOME or ~/.cache: no place for a program that runs with somebody else's rights, or is kept apart (-I). */
static bool user_cache(char *to, size_t size)
{
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    bool is_set = cache != NULL && *cache == '/';
    if (settings.isolated || geteuid() != getuid() || getegid() != getgid() ||
        (!is_set && (home == NULL || *home != '/'))) {
        return false;
    }
    int n = snprintf(to, size, "%s%s/hasp", is_set ? cache : home, is_set ? "" : "/.cache");
    return n > 0 && (size_t)n < size;
}

Value import_cache_library(struct thread *t)
{
    char path[1024];
    return user_cache(path, sizeof path) ? path_to_str(t, path, strlen(path)) : VALUE_NONE;
}

static bool starts_with(const struct str *s, const struct str *start)
{
    for (uint64_t i = 0; i < start->length; i++) {
        if (i >= s->length || str_at(s, i) != str_at(start, i)) {
            return false;
        }
    }
    return true;
}

static bool is_of_library(struct thread *t, Value path)
{
    Value folder = sys_get_attribute(t, "_stdlib_dir");
    if (!value_is_str(folder)) {
        return false;
    }
    const struct str *s = value_to_str(path), *start = value_to_str(folder);
    return starts_with(s, start) && s->length > start->length && str_at(s, start->length) == '/';
}

/* sys.implementation.cache_tag; None: no bytecode files. */
static Value cache_tag(struct thread *t)
{
    Value implementation = sys_get_attribute(t, "implementation");
    Value name = str_intern_cstr(t, "cache_tag");
    Value tag = name == VALUE_ERROR || !value_is_object(implementation)
                    ? VALUE_NONE
                    : object_find_attribute(t, implementation, name);
    return value_is_str(tag) ? tag : VALUE_NONE;
}

/* The last index of a character in a str; -1: it is not there. */
static int64_t last_index(const struct str *s, uint32_t character)
{
    int64_t i = (int64_t)s->length - 1;
    while (i >= 0 && str_at(s, (uint64_t)i) != character) {
        i--;
    }
    return i;
}

/* What a bytecode file is called: NAME.TAG.pyc, with -O NAME.TAG.opt-1.pyc. */
static Value file_name(struct thread *t, Value name)
{
    Value tag = cache_tag(t);
    if (tag == VALUE_NONE) {
        return tag;
    }
    int64_t dot = last_index(value_to_str(name), '.');
    Value stem = dot > 0 ? str_slice(t, name, 0, dot) : name;
    if (stem == VALUE_ERROR) {
        return stem;
    }
    return settings.optimize == 0 ? str_format(t, "%V.%V.pyc", stem, tag)
                                  : str_format(t, "%V.%V.opt-%d.pyc", stem, tag, settings.optimize);
}

/* What stands for "/" if not "/" itself; None: that; UNBOUND: there is to be no file. */
static Value prefix_of(struct thread *t, Value path)
{
    Value prefix = sys_get_attribute(t, "pycache_prefix");
    if (value_is_str(prefix) || !is_of_library(t, path)) {
        return value_is_str(prefix) ? prefix : VALUE_NONE;
    }
    prefix = import_cache_library(t);
    return prefix == VALUE_NONE ? VALUE_UNBOUND : prefix;
}

Value import_cache_path(struct thread *t, const struct import_found *found)
{
    Value path = found->path, prefix = prefix_of(t, path);
    if (prefix == VALUE_ERROR || prefix == VALUE_UNBOUND) {
        return prefix == VALUE_ERROR ? prefix : VALUE_NONE;
    }
    if (prefix != VALUE_NONE) { /* beneath it there is a place for absolute paths alone */
        const char *text = str_to_path(t, path, NULL);
        path = text == NULL ? VALUE_ERROR : path_to_absolute(t, text, strlen(text));
        if (path == VALUE_ERROR) {
            return path;
        }
    }
    int64_t slash = last_index(value_to_str(path), '/');
    Value folder = str_slice(t, path, 0, slash + 1);
    Value leaf = folder == VALUE_ERROR
                     ? folder
                     : str_slice(t, path, slash + 1, (int64_t)value_to_str(path)->length);
    Value name = leaf == VALUE_ERROR ? leaf : file_name(t, leaf);
    if (name == VALUE_ERROR || name == VALUE_NONE) {
        return name;
    }
    return prefix == VALUE_NONE ? str_format(t, "%V__pycache__/%V", folder, name)
                                : str_format(t, "%V%V%V", prefix, folder, name);
}

/* --- Reading --- */

static void put_number(char *to, uint32_t n)
{
    for (int i = 0; i < 4; i++) {
        to[i] = (char)(n >> 8 * i);
    }
}

static void make_header(char header[HEADER_BYTES], uint32_t magic, const struct import_found *found)
{
    put_number(header, magic);
    put_number(header + 4, 0); /* checked by time and size, not by a hash of the source */
    put_number(header + 8, (uint32_t)found->mtime);
    put_number(header + 12, (uint32_t)found->size);
}

static bool read_whole(int fd, char *to, size_t n)
{
    while (n > 0) {
        ssize_t got = read(fd, to, n);
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return false;
        }
        to += got > 0 ? got : 0;
        n -= got > 0 ? (size_t)got : 0;
    }
    return true;
}

/* All that is behind the header of an open file, if that is the one wanted; else NULL. */
static char *read_body(int fd, const char *wanted, bool must_own, size_t *n)
{
    struct stat status;
    char header[HEADER_BYTES];
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size <= HEADER_BYTES ||
        status.st_size > LARGEST_FILE || (must_own && status.st_uid != geteuid()) ||
        !read_whole(fd, header, sizeof header) || memcmp(header, wanted, sizeof header) != 0) {
        return NULL;
    }
    *n = (size_t)status.st_size - HEADER_BYTES;
    char *bytes = malloc(*n);
    if (bytes != NULL && !read_whole(fd, bytes, *n)) {
        free(bytes);
        bytes = NULL;
    }
    return bytes;
}

static char *read_file(const char *path, const char *wanted, bool must_own, size_t *n)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return NULL;
    }
    char *bytes = read_body(fd, wanted, must_own, n);
    close(fd);
    return bytes;
}

char *import_cache_read(struct thread *t, Value path, const struct import_found *found,
                        uint32_t magic, size_t *n)
{
    const char *text = str_to_path(t, path, NULL);
    if (text == NULL) {
        error_clear(t);
        return NULL;
    }
    char wanted[HEADER_BYTES];
    make_header(wanted, magic, found);
    bool must_own = is_of_library(t, found->path);
    blocking_enter(&t->lock, "read code");
    char *bytes = read_file(text, wanted, must_own, n);
    blocking_leave(&t->lock);
    gc_keep(text);
    return bytes;
}

/* --- Writing --- */

/* Makes the folders of a path that are not there. */
static void make_folders(char *path, mode_t mode)
{
    char *end = strrchr(path, '/');
    if (end == NULL || end == path) {
        return;
    }
    *end = '\0';
    if (mkdir(path, mode) != 0 && errno == ENOENT) {
        make_folders(path, mode);
        (void)!mkdir(path, mode);
    }
    *end = '/';
}

static bool write_whole(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t put = write(fd, bytes, n);
        if (put < 0 && errno != EINTR) {
            return false;
        }
        bytes += put > 0 ? put : 0;
        n -= put > 0 ? (size_t)put : 0;
    }
    return true;
}

/* Another process may write the same file meanwhile: each writes one of its own, and the last to rename wins. */
static void replace_file(const char *path, mode_t mode, const char *header, const char *bytes,
                         size_t n)
{
    static uint32_t counter;
    char *temporary;
    if (asprintf(&temporary, "%s.%ld.%u", path, (long)getpid(),
                 (unsigned)atomic_add_relaxed(&counter, 1)) < 0) {
        return;
    }
    int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd >= 0) {
        bool written = write_whole(fd, header, HEADER_BYTES) && write_whole(fd, bytes, n);
        written = close(fd) == 0 && written;
        if (!written || rename(temporary, path) != 0) {
            (void)!unlink(temporary);
        }
    }
    free(temporary);
}

void import_cache_write(struct thread *t, Value path, const struct import_found *found,
                        uint32_t magic, const char *bytes, size_t n)
{
    if (settings.is_repeatable) { /* the next run would find what this one did not */
        return;
    }
    Value forbids = sys_get_attribute(t, "dont_write_bytecode");
    enum truth is_forbidden = forbids == VALUE_UNBOUND ? TRUTH_FALSE : object_truth(t, forbids);
    const char *text = is_forbidden == TRUTH_FALSE ? str_to_path(t, path, NULL) : NULL;
    char *copy = text == NULL ? NULL : strdup(text);
    if (copy == NULL) {
        error_clear(t);
        return;
    }
    char header[HEADER_BYTES];
    make_header(header, magic, found);
    mode_t folder_mode = is_of_library(t, found->path) ? 0700 : 0777;
    blocking_enter(&t->lock, "write code");
    make_folders(copy, folder_mode);
    replace_file(copy, (found->mode | S_IWUSR) & 0666, header, bytes, n);
    blocking_leave(&t->lock);
    free(copy);
}
