#include "runtime/modules/io_memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/file_private.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/shape.h"
#include "runtime/str_internal.h"

/* ---- critical sections ---- */

static bool raise_closed(struct thread *t, const struct memory_file *file)
{
    return raise_false(t, &ValueError_type, "I/O operation on closed file%s",
                       file->item_size == 1 ? "." : "");
}

/* `_io._BytesIOBuffer`: what memoryview.obj is. */
struct type memory_contents_type = {
    TYPE_HEADER("_BytesIOBuffer", sizeof(struct byte_store)),
    .module = "_io",
    .trace = byte_store_trace,
    .buffer = byte_store_buffer,
};

struct memory_file *memory_new(struct thread *t, struct type *type, uint8_t item_size)
{
    struct memory_file *file = gc_new(t, type);
    if (file != NULL) {
        file->item_size = item_size;
        file->newline_mode = NEWLINES_ONLY_LF;
        file->contents = gc_allocate(t, sizeof *file->contents, &memory_contents_type);
    }
    return file == NULL || file->contents == NULL ? NULL : file;
}

void memory_trace(struct marker *m, struct object *self)
{
    mark_object(m, ((struct memory_file *)self)->contents);
}

static bool lock(struct memory_file *file)
{
    return object_lock(&file->contents->base);
}

static void unlock(struct memory_file *file, bool locked)
{
    object_unlock(&file->contents->base, locked);
}

bool memory_check_views(struct thread *t, struct memory_file *file)
{
    return byte_store_may_resize_in(t, file->contents, value_from_object(file));
}

static size_t length_locked(const struct memory_file *file)
{
    return file->contents->length / file->item_size;
}

/* Overwrites from the position on, with zeros in front of it where there is nothing. There is room. */
static void write_locked(struct memory_file *file, int kind, const void *items, size_t n)
{
    struct byte_store *contents = file->contents;
    char *bytes = byte_store_bytes_locked(contents);
    size_t from = file->position * file->item_size, to = from + n * file->item_size;
    if (from > contents->length) {
        memset(bytes + contents->length, 0, from - contents->length);
    }
    characters_copy(file->item_size, bytes + from, kind, items, n);
    if (to > contents->length) {
        store_relaxed(&contents->length, to);
    }
    file->position += n;
}

bool memory_write(struct thread *t, struct memory_file *file, int kind, const void *items, size_t n)
{
    struct raw_buffer *spare = NULL;
    for (;;) {
        bool locked = lock(file), closed = file->closed;
        size_t end = file->position + n;
        size_t needed = end > SIZE_MAX / 8 ? SIZE_MAX : end * file->item_size;
        bool done = !closed && (n == 0 || byte_store_reserve_locked(file->contents, spare, needed));
        if (done && n > 0) {
            write_locked(file, kind, items, n);
        }
        unlock(file, locked);
        if (closed || done) {
            return done || raise_closed(t, file);
        }
        spare = byte_store_spare(t, needed + (needed == SIZE_MAX ? 0 : needed / 2));
        if (spare == NULL) {
            return false;
        }
    }
}

static uint32_t item_at(const struct memory_file *file, size_t i)
{
    const void *items = byte_store_bytes_locked(file->contents);
    return file->item_size == 1 ? ((const uint8_t *)items)[i] : ((const uint32_t *)items)[i];
}

/* How many of the `n` items at the position make a line that ends with "\n". */
static size_t plain_line_locked(const struct memory_file *file, size_t n)
{
    if (n == 0) {
        return 0;
    }
    const char *contents = byte_store_bytes_locked(file->contents);
    if (file->item_size == 1) {
        const char *items = contents + file->position;
        const char *end = memchr(items, '\n', n);
        return end == NULL ? n : (size_t)(end - items) + 1;
    }
    const uint32_t *items = (const uint32_t *)contents + file->position;
    size_t i = 0;
    while (i < n && items[i] != '\n') {
        i++;
    }
    return i < n ? i + 1 : n;
}

/* The same with the line ends of the file's mode. */
static size_t line_locked(const struct memory_file *file, size_t n)
{
    if (file->newline_mode == NEWLINES_ONLY_LF) {
        return plain_line_locked(file, n);
    }
    bool returns = file->item_size == 4 && file->newline_mode != NEWLINES_ONLY_LF;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = item_at(file, file->position + i);
        bool more = i + 1 < n && item_at(file, file->position + i + 1) == '\n';
        if (c == '\n' && file->newline_mode != NEWLINES_ONLY_CR &&
            file->newline_mode != NEWLINES_ONLY_CRLF) {
            return i + 1;
        }
        if (c == '\r' && returns) {
            if (more && file->newline_mode != NEWLINES_ONLY_CR) {
                return i + 2;
            }
            if (file->newline_mode != NEWLINES_ONLY_CRLF) {
                return i + 1;
            }
        }
    }
    return n;
}

static void *copy_locked(const struct memory_file *file, size_t from, size_t n)
{
    void *copy = malloc(n * file->item_size + 1);
    if (copy != NULL && n > 0) {
        memcpy(copy, byte_store_bytes_locked(file->contents) + from * file->item_size,
               n * file->item_size);
    }
    return copy;
}

void *memory_read(struct thread *t, struct memory_file *file, int64_t n, bool until_newline,
                  size_t *n_read)
{
    void *copy = NULL;
    bool locked = lock(file);
    bool closed = file->closed;
    if (!closed) {
        size_t length = length_locked(file);
        size_t left = file->position < length ? length - file->position : 0;
        size_t most = n < 0 || (uint64_t)n > left ? left : (size_t)n;
        *n_read = until_newline ? line_locked(file, most) : most;
        copy = copy_locked(file, file->position, *n_read);
        file->position += copy != NULL ? *n_read : 0;
    }
    unlock(file, locked);
    if (copy == NULL) {
        (void)(closed ? raise_closed(t, file) : raise_no_memory(t) != VALUE_ERROR);
    }
    return copy;
}

void *memory_contents(struct thread *t, struct memory_file *file, size_t *length)
{
    bool locked = lock(file);
    bool closed = file->closed;
    *length = length_locked(file);
    void *copy = closed ? NULL : copy_locked(file, 0, *length);
    unlock(file, locked);
    if (copy == NULL) {
        (void)(closed ? raise_closed(t, file) : raise_no_memory(t) != VALUE_ERROR);
    }
    return copy;
}

bool memory_set(struct thread *t, struct memory_file *file, const void *items, size_t n)
{
    struct raw_buffer *buffer = byte_store_spare(t, n * file->item_size);
    if (buffer == NULL) {
        return false;
    }
    memcpy(buffer->bytes, items, n * file->item_size);
    bool locked = lock(file);
    file->closed = false;
    file->position = 0;
    file->contents->buffer = buffer;
    file->contents->offset = 0;
    store_relaxed(&file->contents->length, n * file->item_size);
    unlock(file, locked);
    return true;
}

/* ---- state, as pickle wants it ---- */

void memory_note_newlines(struct memory_file *file, uint8_t seen)
{
    bool locked = lock(file);
    file->newlines |= seen;
    unlock(file, locked);
}

uint8_t memory_newlines(struct memory_file *file)
{
    bool locked = lock(file);
    uint8_t seen = file->newlines;
    unlock(file, locked);
    return seen;
}

bool memory_set_position(struct thread *t, struct memory_file *file, Value position,
                         const char *which)
{
    int64_t n;
    if (!value_is_int(position)) {
        return raise_false(t, &TypeError_type, "%s item of state must be an integer, %s %T", which,
                           file->item_size == 1 ? "not" : "got", position);
    }
    if (!number_to_index(t, position, &n)) {
        return false;
    }
    if (n < 0) {
        return raise_false(t, &ValueError_type, "position value cannot be negative");
    }
    bool locked = lock(file);
    file->position = (size_t)n;
    unlock(file, locked);
    return true;
}

Value memory_attributes(struct thread *t, struct memory_file *file)
{
    struct dict *copy = instance_snapshot(t, &file->base);
    return copy == NULL            ? VALUE_ERROR
           : dict_length(copy) > 0 ? value_from_object(copy)
                                   : VALUE_NONE;
}

bool memory_set_attributes(struct thread *t, struct memory_file *file, Value attributes,
                           const char *which)
{
    if (attributes == VALUE_NONE) {
        return true;
    }
    if (!value_is_dict(attributes)) {
        return raise_false(t, &TypeError_type, "%s item of state should be a dict, got a %T", which,
                           attributes);
    }
    Value own = object_get_attribute(t, value_from_object(file), name___dict__);
    Value update = str_intern_cstr(t, "update");
    return own != VALUE_ERROR && update != VALUE_ERROR &&
           call_method_1(t, own, update, attributes) != VALUE_ERROR;
}

/* ---- shared methods ---- */

#define METHOD(name)                                                                               \
    Value memory_method_##name(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)

static bool is_closed(struct memory_file *file)
{
    bool locked = lock(file);
    bool closed = file->closed;
    unlock(file, locked);
    return closed;
}

bool memory_check_open(struct thread *t, struct memory_file *file)
{
    return !is_closed(file) || raise_closed(t, file);
}

METHOD(close)
{
    struct memory_file *file = (struct memory_file *)args[0];
    if (!memory_check_views(t, file)) {
        return VALUE_ERROR;
    }
    bool locked = lock(file);
    file->closed = true;
    file->position = 0;
    file->contents->buffer = NULL;
    file->contents->offset = 0;
    store_relaxed(&file->contents->length, 0);
    unlock(file, locked);
    return VALUE_NONE;
}

/* What an open file of this kind always answers. */
#define ANSWER(name, answer)                                                                       \
    METHOD(name)                                                                                   \
    {                                                                                              \
        struct memory_file *file = (struct memory_file *)args[0];                                  \
        return is_closed(file) ? (raise_closed(t, file), VALUE_ERROR) : (answer);                  \
    }
ANSWER(flush, VALUE_NONE)
ANSWER(isatty, VALUE_FALSE)
ANSWER(readable, VALUE_TRUE)
ANSWER(seekable, VALUE_TRUE)
ANSWER(writable, VALUE_TRUE)
#undef ANSWER

METHOD(tell)
{
    struct memory_file *file = (struct memory_file *)args[0];
    bool locked = lock(file);
    bool closed = file->closed;
    size_t position = file->position;
    unlock(file, locked);
    return closed ? (raise_closed(t, file), VALUE_ERROR) : value_from_small_int((int64_t)position);
}

static bool check_seek(struct thread *t, const struct memory_file *file, int64_t offset,
                       int64_t whence)
{
    bool text = file->item_size == 4;
    if (whence < 0 || whence > 2) {
        return raise_false(t, &ValueError_type, "%s whence (%ld, should be 0, 1 or 2)",
                           text ? "Invalid" : "invalid", (long)whence);
    }
    if (text && whence != SEEK_SET && offset != 0) {
        return raise_false(t, &OSError_type, "Can't do nonzero cur-relative seeks");
    }
    if (whence == SEEK_SET && offset < 0) {
        return text ? raise_false(t, &ValueError_type, "Negative seek position %ld", (long)offset)
                    : raise_false(t, &ValueError_type, "negative seek value %ld", (long)offset);
    }
    return true;
}

METHOD(seek)
{
    struct memory_file *file = (struct memory_file *)args[0];
    int64_t offset, whence = 0;
    if (!number_to_index(t, args[1], &offset) ||
        (args[2] != VALUE_UNBOUND && !number_to_index(t, args[2], &whence)) ||
        !check_seek(t, file, offset, whence)) {
        return VALUE_ERROR;
    }
    bool locked = lock(file);
    bool closed = file->closed;
    int64_t from = whence == SEEK_SET
                       ? 0
                       : (int64_t)(whence == SEEK_CUR ? file->position : length_locked(file));
    int64_t position = from + offset < 0 ? 0 : from + offset;
    file->position = closed ? 0 : (size_t)position;
    unlock(file, locked);
    return closed ? (raise_closed(t, file), VALUE_ERROR) : value_from_small_int(position);
}

METHOD(truncate)
{
    struct memory_file *file = (struct memory_file *)args[0];
    int64_t size;
    bool given = args[1] != VALUE_UNBOUND && args[1] != VALUE_NONE;
    if (!memory_check_views(t, file) || !size_argument(t, args[1], &size)) {
        return VALUE_ERROR;
    }
    if (given && size < 0) {
        return file->item_size == 4
                   ? raise_error(t, &ValueError_type, "Negative size value %ld", (long)size)
                   : raise_error(t, &ValueError_type, "negative size value %ld", (long)size);
    }
    bool locked = lock(file);
    bool closed = file->closed;
    size_t length = given ? (size_t)size : file->position;
    if (!closed && length < length_locked(file)) {
        store_relaxed(&file->contents->length, length * file->item_size);
    }
    unlock(file, locked);
    return closed ? (raise_closed(t, file), VALUE_ERROR) : value_from_small_int((int64_t)length);
}
#undef METHOD

Value memory_get_closed(struct thread *t UNUSED, Value self)
{
    return value_from_bool(is_closed((struct memory_file *)self));
}
