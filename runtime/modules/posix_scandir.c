/*
 * os.scandir. The directory is read as a whole by the call; the iterator walks a list of finished entries, so it holds
 * no descriptor and close() only ends it.
 */
#include "runtime/modules/posix_scandir.h"
#include "runtime/generic_alias.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "runtime/base/buffer.h"
#include "runtime/bytes_like.h"
#include "runtime/iterators.h"
#include "runtime/list.h"
#include "runtime/modules/posix.h"
#include "runtime/tuple.h"

struct directory_entry {
    struct object base;
    /* Immutable. */
    Value name, path; /* both str or both bytes */
    uint64_t inode;
    uint8_t kind; /* DT_..., DT_UNKNOWN: ask stat */
    int dir_fd; /* what `path` starts from; AT_FDCWD unless the directory was given as a descriptor */
};

struct scandir_iterator {
    struct object base;
    Value entries;     /* list; immutable */
    uint64_t position; /* atomic; past the end once it is closed */
};

/* ---- entries ---- */

static Value join(struct thread *t, Value directory, Value name)
{
    if (value_is_bytes(name)) {
        const struct bytes *d = value_to_bytes(directory), *n = value_to_bytes(name);
        bool slash = d->length > 0 && d->data[d->length - 1] != '/';
        Value joined = bytes_new(t, NULL, d->length + slash + n->length);
        if (joined != VALUE_ERROR) {
            char *to = value_to_bytes(joined)->data;
            memcpy(to, d->data, d->length);
            memcpy(to + d->length, "/", slash);
            memcpy(to + d->length + slash, n->data, n->length);
        }
        return joined;
    }
    const struct str *d = value_to_str(directory);
    bool slash = d->length > 0 && str_at(d, d->length - 1) != '/';
    return str_format(t, "%V%s%V", directory, slash ? "/" : "", name);
}

static Value entry_new(struct thread *t, Value directory, int dir_fd, const char *raw)
{
    struct directory_entry *entry = gc_allocate(t, sizeof *entry, &directory_entry_type);
    if (entry == NULL) {
        return VALUE_ERROR;
    }
    entry->dir_fd = dir_fd;
    entry->kind = (uint8_t)raw[0];
    memcpy(&entry->inode, raw + 1, sizeof entry->inode);
    entry->name = posix_entry_name(t, directory, raw + POSIX_ENTRY_HEADER);
    entry->path = entry->name == VALUE_ERROR ? VALUE_ERROR : join(t, directory, entry->name);
    if (entry->path == VALUE_ERROR) {
        entry->name = entry->path = VALUE_UNBOUND;
        return VALUE_ERROR;
    }
    return value_from_object(entry);
}

static Value stat_entry(struct thread *t, Value self, bool follow)
{
    size_t length;
    Value path = ((struct directory_entry *)self)->path;
    const char *text = path_from_value(t, path, &length);
    return text == NULL
               ? VALUE_ERROR
               : posix_stat_at(t, ((struct directory_entry *)self)->dir_fd, text, follow, path);
}

static bool follow_argument(struct thread *t, Value v, bool *follow)
{
    enum truth truth = v == VALUE_UNBOUND ? TRUTH_TRUE : object_truth(t, v);
    *follow = truth == TRUTH_TRUE;
    return truth != TRUTH_ERROR;
}

/* Whether the entry is of file type `format` (S_IFDIR, ...). An entry that has vanished is of none. */
static Value is_of_type(struct thread *t, Value self, Value follow_value, uint8_t kind,
                        mode_t format)
{
    bool follow;
    const struct directory_entry *entry = (struct directory_entry *)self;
    if (!follow_argument(t, follow_value, &follow)) {
        return VALUE_ERROR;
    }
    if (entry->kind != DT_UNKNOWN && !(follow && entry->kind == DT_LNK)) {
        return value_from_bool(entry->kind == kind);
    }
    Value status = stat_entry(t, self, follow);
    if (status == VALUE_ERROR) {
        return error_swallow(t, &FileNotFoundError_type) ? VALUE_FALSE : VALUE_ERROR;
    }
    return value_from_bool(
        ((mode_t)value_to_small_int(value_to_tuple(status)->items[0]) & S_IFMT) == format);
}

POSIX_FUNCTION(entry_is_dir)
{
    return is_of_type(t, args[0], args[1], DT_DIR, S_IFDIR);
}

POSIX_FUNCTION(entry_is_file)
{
    return is_of_type(t, args[0], args[1], DT_REG, S_IFREG);
}

POSIX_FUNCTION(entry_is_symlink)
{
    return is_of_type(t, args[0], VALUE_FALSE, DT_LNK, S_IFLNK);
}

POSIX_FUNCTION(entry_stat)
{
    bool follow;
    return follow_argument(t, args[1], &follow) ? stat_entry(t, args[0], follow) : VALUE_ERROR;
}

POSIX_FUNCTION(entry_inode)
{
    return int_from_uint64(t, ((struct directory_entry *)args[0])->inode);
}

POSIX_FUNCTION(entry_fspath)
{
    (void)t;
    return ((struct directory_entry *)args[0])->path;
}

static Value get_name(struct thread *t UNUSED, Value self)
{
    return ((struct directory_entry *)self)->name;
}

static Value get_path(struct thread *t UNUSED, Value self)
{
    return ((struct directory_entry *)self)->path;
}

static Value entry_repr(struct thread *t, Value self)
{
    return str_format(t, "<DirEntry %R>", ((struct directory_entry *)self)->name);
}

static void trace_entry(struct marker *m, struct object *self)
{
    const struct directory_entry *entry = (struct directory_entry *)self;
    mark_value(m, entry->name);
    mark_value(m, entry->path);
}

static const struct native_def entry_methods[] = {
    {"__fspath__", entry_fspath, "(self, /)", NULL, NATIVE_METHOD},
    {"inode", entry_inode, "(self, /)", NULL, NATIVE_METHOD},
    {"is_dir", entry_is_dir, "(self, /, *, follow_symlinks=True)", NULL, NATIVE_METHOD},
    {"is_file", entry_is_file, "(self, /, *, follow_symlinks=True)", NULL, NATIVE_METHOD},
    {"is_symlink", entry_is_symlink, "(self, /)", NULL, NATIVE_METHOD},
    {"stat", entry_stat, "(self, /, *, follow_symlinks=True)", NULL, NATIVE_METHOD},
    CLASS_GETITEM,
    {0},
};
static const struct getset_def entry_getsets[] = {
    {"name", get_name, NULL, NULL},
    {"path", get_path, NULL, NULL},
    {0},
};

struct type directory_entry_type = {
    TYPE_HEADER("DirEntry", sizeof(struct directory_entry)),
    .module = "posix",
    .methods = entry_methods,
    .getsets = entry_getsets,
    .repr = entry_repr,
    .trace = trace_entry,
};

/* ---- the iterator ---- */

static Value next_entry(struct thread *t UNUSED, Value self)
{
    struct scandir_iterator *iterator = (struct scandir_iterator *)self;
    const struct list *entries = value_to_list(iterator->entries);
    uint64_t i = load_relaxed(&iterator->position);
    while (i < list_length(entries)) {
        if (compare_and_swap(&iterator->position, &i, i + 1)) {
            return list_get(entries, i);
        }
    }
    return VALUE_UNBOUND;
}

POSIX_FUNCTION(iterator_close)
{
    (void)t;
    store_relaxed(&((struct scandir_iterator *)args[0])->position, UINT64_MAX);
    return VALUE_NONE;
}

POSIX_FUNCTION(iterator_enter)
{
    (void)t;
    return args[0];
}

static const struct native_def iterator_methods[] = {
    {"__enter__", iterator_enter, "(self, /)", NULL, NATIVE_METHOD},
    {"__exit__", iterator_close, "(self, /, *args)", NULL, NATIVE_METHOD},
    {"close", iterator_close, "(self, /)", NULL, NATIVE_METHOD},
    {0},
};

static void trace_iterator(struct marker *m, struct object *self)
{
    mark_value(m, ((struct scandir_iterator *)self)->entries);
}

struct type scandir_iterator_type = {
    TYPE_HEADER("ScandirIterator", sizeof(struct scandir_iterator)),
    .module = "posix",
    .methods = iterator_methods,
    .iter = iterator_self,
    .next = next_entry,
    .trace = trace_iterator,
};

/* ---- scandir ---- */

static Value make_entries(struct thread *t, Value directory, int dir_fd, const struct buffer *raw)
{
    Value list = list_new(t, 0);
    for (size_t at = 0; list != VALUE_ERROR && at < raw->size;) {
        Value entry = entry_new(t, directory, dir_fd, raw->data + at);
        if (entry == VALUE_ERROR || !list_append(t, value_to_list(list), entry)) {
            return VALUE_ERROR;
        }
        at += POSIX_ENTRY_HEADER + strlen(raw->data + at + POSIX_ENTRY_HEADER) + 1;
    }
    return list;
}

POSIX_FUNCTION(scan)
{
    struct buffer raw = BUFFER_EMPTY;
    struct posix_path path;
    if (!posix_path_argument(t, args[0], "scandir", "path", PATH_OR_FD | PATH_OR_NONE, &path)) {
        return VALUE_ERROR;
    }
    Value directory = path.given == VALUE_UNBOUND    ? str_from_cstr(t, ".")
                      : path.name == NULL            ? str_empty
                      : value_has_buffer(path.given) ? bytes_from_buffer(t, path.given)
                                                     : path.given;
    if (directory == VALUE_ERROR || !posix_read_directory(t, &path, &raw)) {
        return VALUE_ERROR;
    }
    Value entries = make_entries(t, directory, path.name == NULL ? path.fd : AT_FDCWD, &raw);
    buffer_free(&raw);
    struct scandir_iterator *iterator =
        entries == VALUE_ERROR ? NULL : gc_allocate(t, sizeof *iterator, &scandir_iterator_type);
    if (iterator == NULL) {
        return VALUE_ERROR;
    }
    iterator->entries = entries;
    return value_from_object(iterator);
}

Value posix_scandir(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    return scan(t, args, n_args, keyword_names);
}
