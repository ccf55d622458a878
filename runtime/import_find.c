#include "runtime/import_find.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/embedded.h"
#include "runtime/file.h"
#include "runtime/gc.h"
#include "runtime/import.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/path.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/tuple.h"

/* --- Modules in C --- */

static const struct {
    const char *name;
    bool (*init)(struct thread *t, Value module);
} builtin_modules[] = {
#define MODULE(name) {#name, module_init_##name},
#include "runtime/modules/modules.def"
#undef MODULE
    {NULL, NULL},
};

int64_t import_last_dot(Value name)
{
    const struct str *s = value_to_str(name);
    int64_t i = (int64_t)s->length - 1;
    while (i >= 0 && str_at(s, (uint64_t)i) != '.') {
        i--;
    }
    return i;
}

const char *import_builtin_name(size_t i)
{
    return builtin_modules[i].name;
}

bool (*import_builtin_init(Value name))(struct thread *t, Value module)
{
    for (size_t i = 0; builtin_modules[i].name != NULL; i++) {
        if (str_equals_cstr(name, builtin_modules[i].name)) {
            return builtin_modules[i].init;
        }
    }
    return NULL;
}

bool import_is_builtin(Value name)
{
    return value_is_str(name) &&
           (import_builtin_init(name) != NULL || str_equals_cstr(name, "sys") ||
            str_equals_cstr(name, "builtins"));
}

/* --- Files --- */

/* Reads a descriptor to its end into `buffer`, which it may replace by bigger ones. NULL: an exception. */
static struct raw_buffer *read_all(struct thread *t, int fd, struct raw_buffer *buffer, size_t *n)
{
    size_t got = 0;
    for (;;) {
        if (got + 1 >= buffer->n_bytes) {
            struct raw_buffer *bigger = raw_buffer_new(t, buffer->n_bytes * 2 + 4096);
            if (bigger == NULL) {
                return NULL;
            }
            memcpy(bigger->bytes, buffer->bytes, got);
            buffer = bigger;
        }
        ssize_t r = read(fd, buffer->bytes + got, buffer->n_bytes - got - 1);
        if (r == 0) {
            break;
        }
        if (r < 0 && errno != EINTR) {
            raise_os_error(t, errno, VALUE_UNBOUND, VALUE_UNBOUND);
            return NULL;
        }
        got += r > 0 ? (size_t)r : 0;
    }
    buffer->bytes[got] = '\0';
    *n = got;
    return buffer;
}

const char *import_read_file(struct thread *t, Value path, size_t *n)
{
    const char *text = str_to_path(t, path, NULL);
    if (text == NULL) {
        return NULL;
    }
    int fd;
    WITH_DESCRIPTORS(t, fd, fd = open(text, O_RDONLY | O_CLOEXEC));
    struct stat status;
    if (fd < 0 || fstat(fd, &status) != 0) {
        raise_os_error(t, errno, path, VALUE_UNBOUND);
        if (fd >= 0) {
            close(fd);
        }
        return NULL;
    }
    if (S_ISDIR(status.st_mode)) {
        raise_os_error(t, EISDIR, path, VALUE_UNBOUND);
        close(fd);
        return NULL;
    }
    struct raw_buffer *buffer = raw_buffer_new(t, (size_t)status.st_size + 2);
    buffer = buffer == NULL ? NULL : read_all(t, fd, buffer, n);
    close(fd);
    return buffer == NULL ? NULL : buffer->bytes;
}

/* IN_FILE: what should be a folder above it is a file. */
enum entry_kind { ENTRY_NONE, ENTRY_FILE, ENTRY_FOLDER, ENTRY_IN_FILE };

static enum entry_kind entry_status(struct thread *t, Value path, struct stat *status)
{
    const char *text = str_to_path(t, path, NULL);
    if (text == NULL) {
        error_clear(t);
        return ENTRY_NONE;
    }
    if (stat(text, status) != 0) {
        return errno == ENOTDIR ? ENTRY_IN_FILE : ENTRY_NONE;
    }
    return S_ISDIR(status->st_mode) ? ENTRY_FOLDER : ENTRY_FILE;
}

static enum entry_kind entry_kind(struct thread *t, Value path)
{
    struct stat status;
    return entry_status(t, path, &status);
}

/* Is the path a file? Then it is what was looked for. */
static bool is_found_file(struct thread *t, Value path, struct import_found *found)
{
    struct stat status;
    if (entry_status(t, path, &status) != ENTRY_FILE) {
        return false;
    }
    found->path = path;
    found->mtime = status.st_mtime;
    found->size = status.st_size;
    found->mode = status.st_mode;
    found->is_found = found->is_file = true;
    return true;
}

void import_find_file(struct thread *t, Value path, struct import_found *found)
{
    *found = (struct import_found){.path = VALUE_UNBOUND, .folder = VALUE_UNBOUND};
    (void)is_found_file(t, path, found);
}

bool import_read_source(struct thread *t, struct import_found *found)
{
    if (found->source == NULL && found->is_file) {
        found->source = import_read_file(t, found->path, &found->n);
        return found->source != NULL;
    }
    return true;
}

/* folder/leaf/__init__.py or folder/leaf.py. */
static bool find_in_folder(struct thread *t, Value folder, Value leaf, struct import_found *found)
{
    const struct str *s = value_to_str(folder);
    if (s->length == 0 || str_at(s, 0) != '/') { /* the current folder may be another one later */
        const char *text = str_to_path(t, folder, NULL);
        folder = text == NULL ? VALUE_ERROR : path_to_absolute(t, text, strlen(text));
        if (folder == VALUE_ERROR) {
            return error_swallow(t, &ValueError_type); /* no name of a folder */
        }
        s = value_to_str(folder);
    }
    const char *slash = s->length > 0 && str_at(s, s->length - 1) == '/' ? "" : "/";
    Value base = str_format(t, "%V%s%V", folder, slash, leaf);
    Value init = base == VALUE_ERROR ? base : str_format(t, "%V/__init__.py", base);
    Value file = init == VALUE_ERROR ? init : str_format(t, "%V.py", base);
    Value bytecode = file == VALUE_ERROR ? file : str_format(t, "%V.pyc", base);
    if (bytecode == VALUE_ERROR) {
        return false;
    }
    enum entry_kind kind = entry_kind(t, base);
    if (kind == ENTRY_FOLDER && is_found_file(t, init, found)) {
        found->is_package = true;
        found->folder = base;
        return true;
    }
    if (is_found_file(t, file, found)) {
        return true;
    }
    if (kind == ENTRY_FOLDER && found->folder == VALUE_UNBOUND) {
        found->folder = base; /* a namespace package, if nothing better comes */
    }
    found->needs_hooks = kind == ENTRY_IN_FILE || entry_kind(t, bytecode) == ENTRY_FILE;
    return true;
}

/* --- Embedded modules --- */

static bool find_embedded(struct thread *t, Value name, struct import_found *found)
{
    const char *text = str_to_utf8(t, name, NULL);
    const struct embedded_module *module = text == NULL ? NULL : embedded_find(text);
    if (module == NULL) {
        return text != NULL;
    }
    char path[256];
    size_t n = (size_t)snprintf(path, sizeof path, "%s/", IMPORT_EMBEDDED_PATH);
    for (const char *p = text; *p != '\0' && n < sizeof path - 16; p++) {
        path[n++] = *p == '.' ? '/' : *p;
    }
    path[n] = '\0';
    found->folder = str_from_cstr(t, path);
    snprintf(path + n, sizeof path - n, module->is_package ? "/__init__.py" : ".py");
    found->path = found->folder == VALUE_ERROR ? VALUE_ERROR : str_from_cstr(t, path);
    found->is_package = module->is_package;
    found->source = module->source;
    found->n = module->size;
    const struct embedded_code *code = embedded_find_code(text);
    if (code != NULL) {
        found->code = code->bytes;
        found->n_code = code->size;
    }
    found->is_found = found->path != VALUE_ERROR;
    return found->is_found;
}

bool import_find_embedded(struct thread *t, Value name, struct import_found *found)
{
    *found = (struct import_found){.path = VALUE_UNBOUND, .folder = VALUE_UNBOUND};
    return find_embedded(t, name, found);
}

/* The entry, a folder in it, or the entry made absolute, as the module site and many scripts do with all of sys.path. */
static bool is_embedded_entry(Value entry)
{
    static const char prefix[] = IMPORT_EMBEDDED_PATH;
    const struct str *s = value_to_str(entry);
    uint64_t n = sizeof prefix - 1;
    if (s->length < n) {
        return false;
    }
    uint64_t end = s->length - n;
    bool begins = true, ends = end == 0 || str_at(s, end - 1) == '/';
    for (uint64_t i = 0; i < n; i++) {
        uint32_t c = (uint32_t)(unsigned char)prefix[i];
        begins = begins && str_at(s, i) == c;
        ends = ends && str_at(s, end + i) == c;
    }
    return begins || ends;
}

/* --- The path --- */

static bool find_along(struct thread *t, Value name, Value leaf, Value path, bool alone,
                       struct import_found *found)
{
    Value entries = tuple_from_iterable(t, path);
    if (entries == VALUE_ERROR) {
        return false;
    }
    for (uint64_t i = 0; i < value_to_tuple(entries)->length && !found->is_found; i++) {
        Value entry = value_to_tuple(entries)->items[i];
        if (!value_is_str(entry)) {
            continue;
        }
        bool done = is_embedded_entry(entry) ? find_embedded(t, name, found)
                                             : find_in_folder(t, entry, leaf, found);
        if (!done) {
            return false;
        }
        if (found->needs_hooks && !alone) {
            return true;
        }
    }
    found->needs_hooks = false;
    if (!found->is_found && found->folder != VALUE_UNBOUND) {
        found->is_found = found->is_package = found->needs_hooks = true;
    }
    return true;
}

bool import_is_before_path(Value name)
{
    static const char *const names[] = {
        "_collections_abc", "abc", "codecs",    "encodings", "genericpath", "io",
        "ntpath",           "os",  "posixpath", "runpy",     "site",        "stat",
    };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (str_equals_cstr(name, names[i])) {
            return true;
        }
    }
    return false;
}

/* Among what is embedded, then in the folder of the installed library. */
static bool find_in_library(struct thread *t, Value name, struct import_found *found)
{
    if (!find_embedded(t, name, found)) {
        return false;
    }
    Value library = sys_get_attribute(t, "_stdlib_dir");
    return found->is_found || !value_is_str(library) || find_in_folder(t, library, name, found);
}

bool import_find(struct thread *t, Value name, int64_t dot, Value path, bool alone,
                 struct import_found *found)
{
    *found = (struct import_found){.path = VALUE_UNBOUND, .folder = VALUE_UNBOUND};
    if (path == VALUE_NONE) {
        found->init = import_builtin_init(name);
        found->is_found = found->init != NULL;
        path = sys_get_attribute(t, "path");
        if (found->is_found || path == VALUE_UNBOUND || path == VALUE_NONE) {
            return true;
        }
        if (import_is_before_path(name) && (!find_in_library(t, name, found) || found->is_found)) {
            return found->is_found;
        }
    }
    Value leaf = dot < 0 ? name : str_slice(t, name, dot + 1, (int64_t)value_to_str(name)->length);
    return leaf != VALUE_ERROR && find_along(t, name, leaf, path, alone, found);
}
