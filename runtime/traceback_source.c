/* Lines of source files for reports. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lock/safepoint.h"
#include "runtime/base/source_coding.h"
#include "runtime/base/utf8.h"
#include "runtime/embedded.h"
#include "runtime/import.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/traceback.h"

enum { SOURCE_BYTES_MAX = 1 << 26 }; /* of larger files no lines are shown */

/* --- Reading --- */

static char *read_stream(FILE *stream, size_t *size)
{
    struct buffer b = BUFFER_EMPTY;
    char block[1 << 14];
    size_t n;
    while (b.size < SOURCE_BYTES_MAX && (n = fread(block, 1, sizeof block, stream)) > 0) {
        buffer_append(&b, block, n);
    }
    return buffer_take(&b, size);
}

/* `path` is in collected memory, which the caller's frame keeps alive. */
static char *read_path(struct thread *t, const char *path, size_t *size)
{
    char *text = NULL;
    blocking_enter(&t->lock, "read source");
    FILE *stream = fopen(path, "rbe");
    if (stream != NULL) {
        text = read_stream(stream, size);
        fclose(stream);
    }
    blocking_leave(&t->lock);
    gc_keep(path);
    return text;
}

static char *copy_text(const char *source, size_t n, size_t *size)
{
    char *copy = malloc(n + 1);
    if (copy != NULL) {
        memcpy(copy, source, n);
        *size = n;
    }
    return copy;
}

/*
 * The text of a file in UTF-8, whatever encoding it declares. One that cannot be decoded stays as it is: lines that are no
 * UTF-8 are not shown. Takes `bytes` over.
 */
static char *decode_file(struct thread *t, char *bytes, size_t *size)
{
    if (bytes == NULL || coding_mark_size(bytes, *size) > 0) {
        return bytes;
    }
    struct coding_declaration declaration = coding_find(bytes, *size);
    if (declaration.coding == CODING_UTF8) {
        return bytes;
    }
    size_t n;
    Value decoded = constant_decode(t, bytes, *size, declaration.name);
    const char *text = decoded == VALUE_ERROR ? NULL : str_to_utf8(t, decoded, &n);
    char *copy = text == NULL ? NULL : copy_text(text, n, size);
    gc_keep(text);
    if (copy == NULL) {
        error_clear(t);
        return bytes;
    }
    free(bytes);
    return copy;
}

/* "<prefix>/a/b.py" is the module a.b, "<prefix>/a/__init__.py" is a. */
static char *read_embedded(const char *path, size_t *size)
{
    static const char prefix[] = IMPORT_EMBEDDED_PATH "/";
    char name[256];
    size_t n = strlen(path), n_prefix = sizeof prefix - 1;
    if (n < n_prefix + 3 || n - n_prefix >= sizeof name || strncmp(path, prefix, n_prefix) != 0) {
        return NULL;
    }
    memcpy(name, path + n_prefix, n - n_prefix - 3);
    name[n - n_prefix - 3] = '\0';
    char *init = strstr(name, "/__init__");
    if (init != NULL) {
        *init = '\0';
    }
    for (char *p = name; *p != '\0'; p++) {
        *p = *p == '/' ? '.' : *p;
    }
    const struct embedded_module *module = embedded_find(name);
    return module == NULL ? NULL : copy_text(module->source, module->size, size);
}

/* A file that has moved away relative to the current folder may still be found along sys.path, by its last name. */
static char *read_along_path(struct thread *t, const char *path, size_t *size)
{
    const char *slash = strrchr(path, '/');
    const char *tail = slash == NULL ? path : slash + 1;
    Value entries = sys_get_attribute(t, "path");
    if (entries == VALUE_UNBOUND || !value_is_list(entries)) {
        return NULL;
    }
    for (uint64_t i = 0; i < list_length(value_to_list(entries)); i++) {
        Value entry = list_get(value_to_list(entries), i);
        if (entry == VALUE_UNBOUND || !value_is_str(entry)) {
            continue;
        }
        Value candidate = str_format(t, "%V/%s", entry, tail);
        const char *name = candidate == VALUE_ERROR ? NULL : str_to_path(t, candidate, NULL);
        char *text = name == NULL ? NULL : decode_file(t, read_path(t, name, size), size);
        if (text != NULL) {
            return text;
        }
        error_clear(t);
    }
    return NULL;
}

static char *read_source(struct thread *t, Value filename, size_t *size)
{
    size_t n;
    const char *path = str_to_path(t, filename, &n);
    if (path == NULL) {
        error_clear(t);
        return NULL;
    }
    if (n > 0 && path[0] == '<') {
        return read_embedded(path, size);
    }
    char *text = decode_file(t, read_path(t, path, size), size);
    if (text == NULL) {
        text = read_along_path(t, path, size);
    }
    gc_keep(path);
    return text;
}

/* --- The files of a report --- */

static const struct source_file *file_of(struct report *r, Value filename)
{
    for (unsigned i = 0; i < REPORT_SOURCE_FILES; i++) {
        if (r->files[i].name == filename) {
            return &r->files[i];
        }
    }
    struct source_file *file = &r->files[r->next_file++ % REPORT_SOURCE_FILES];
    free(file->text);
    *file = (struct source_file){.name = filename};
    file->text = read_source(r->t, filename, &file->size);
    return file;
}

/* The end of the line that begins at `from`; *next: the beginning of the one behind it. */
static size_t line_end(const struct source_file *file, size_t from, size_t *next)
{
    size_t to = from;
    while (to < file->size && file->text[to] != '\n' && file->text[to] != '\r') {
        to++;
    }
    *next = to + 1;
    if (to + 1 < file->size && file->text[to] == '\r' && file->text[to + 1] == '\n') {
        *next = to + 2;
    }
    return to;
}

/* Where line `number` begins; file->size or more: there is none. */
static size_t line_start(const struct source_file *file, int number)
{
    size_t next = file->size >= 3 && memcmp(file->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    for (; number > 1 && next < file->size; number--) {
        line_end(file, next, &next);
    }
    return next;
}

const char *traceback_source_line(struct report *r, Value filename, int number, size_t *n)
{
    const struct source_file *file = number < 1 ? NULL : file_of(r, filename);
    if (file == NULL || file->text == NULL) {
        return NULL;
    }
    size_t from = line_start(file, number), next;
    if (from >= file->size) {
        return NULL;
    }
    *n = line_end(file, from, &next) - from;
    return utf8_validate(file->text + from, *n, NULL, NULL) ? file->text + from : NULL;
}

static Value line_object(struct thread *t, const struct source_file *file, int number)
{
    size_t from = line_start(file, number), next;
    if (from >= file->size) {
        return VALUE_UNBOUND;
    }
    size_t n = line_end(file, from, &next) - from;
    if (!utf8_validate(file->text + from, n, NULL, NULL)) {
        return VALUE_UNBOUND;
    }
    Value line = str_from_utf8(t, file->text + from, n);
    return line == VALUE_ERROR || from + n == file->size ? line : str_format(t, "%V\n", line);
}

Value traceback_file_line(struct thread *t, Value filename, int number)
{
    const char *path = number < 1 ? NULL : str_to_path(t, filename, NULL);
    struct source_file file = {.name = filename};
    if (path == NULL) {
        error_clear(t);
        return VALUE_UNBOUND;
    }
    file.text = decode_file(t, read_path(t, path, &file.size), &file.size);
    Value line = file.text == NULL ? VALUE_UNBOUND : line_object(t, &file, number);
    free(file.text);
    return line;
}
