/* The methods of mmap.mmap: as a file with a position, and as memory. */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/bytes.h"
#include "runtime/modules/mmap.h"
#include "runtime/modules/posix.h"

#define MAP_OF(args) ((struct memory_map *)(args)[0])

/* ---- reading at the position ---- */

/* The next bytes, `limit` of them or as many as there are, up to the end of a line with `is_line`. */
static Value take(struct thread *t, struct memory_map *map, size_t limit, bool is_line)
{
    for (;;) {
        bool locked = object_lock(&map->base);
        size_t from = map->position, left = map->size > from ? map->size - from : 0;
        size_t n = left < limit ? left : limit;
        if (is_line && n > 0) {
            const char *start = map->mapping->address + from, *end = memchr(start, '\n', n);
            n = end == NULL ? n : (size_t)(end + 1 - start);
        }
        object_unlock(&map->base, locked);
        Value bytes = bytes_new(t, NULL, n);
        if (bytes == VALUE_ERROR || !memory_map_check(t, map)) {
            return VALUE_ERROR;
        }
        locked = object_lock(&map->base);
        bool is_same = map->position == from && map->mapping != NULL && from + n <= map->size;
        if ((is_same || n == 0) && n > 0) {
            memcpy(((struct bytes *)bytes)->data, map->mapping->address + from, n);
            map->position = from + n;
        }
        object_unlock(&map->base, locked);
        if (is_same || n == 0) {
            return bytes;
        }
    }
}

POSIX_FUNCTION(method_read)
{
    int64_t limit = -1;
    if (!memory_map_check(t, MAP_OF(args))) {
        return VALUE_ERROR;
    }
    if (args[1] != VALUE_UNBOUND && args[1] != VALUE_NONE) {
        if (!value_is_int(args[1]) && value_type(args[1])->unary[UNARY_INDEX] == NULL) {
            return raise_error(t, &TypeError_type, "argument should be integer or None, not '%T'",
                               args[1]);
        }
        if (!number_to_index(t, args[1], &limit)) {
            return VALUE_ERROR;
        }
    }
    return take(t, MAP_OF(args), limit < 0 ? SIZE_MAX : (size_t)limit, false);
}

POSIX_FUNCTION(method_readline)
{
    return memory_map_check(t, MAP_OF(args)) ? take(t, MAP_OF(args), SIZE_MAX, true) : VALUE_ERROR;
}

POSIX_FUNCTION(method_read_byte)
{
    Value bytes = memory_map_check(t, MAP_OF(args)) ? take(t, MAP_OF(args), 1, false) : VALUE_ERROR;
    if (bytes == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    return value_to_bytes(bytes)->length == 1
               ? value_from_small_int((uint8_t)value_to_bytes(bytes)->data[0])
               : raise_error(t, &ValueError_type, "read byte out of range");
}

/* ---- writing at the position ---- */

static bool put(struct memory_map *map, const char *data, size_t n)
{
    bool locked = object_lock(&map->base);
    bool fits = map->position <= map->size && n <= map->size - map->position;
    if (fits && n > 0) {
        memcpy(map->mapping->address + map->position, data, n);
        map->position += n;
    }
    object_unlock(&map->base, locked);
    return fits;
}

POSIX_FUNCTION(method_write)
{
    const char *data;
    size_t n_bytes;
    Value keep;
    if (!memory_map_check(t, MAP_OF(args)) || !bytes_argument(t, args[1], &data, &n_bytes, &keep) ||
        !memory_map_check_writable(t, MAP_OF(args))) {
        return VALUE_ERROR;
    }
    bool done = put(MAP_OF(args), data, n_bytes);
    gc_keep(keep);
    return done ? int_from_uint64(t, n_bytes)
                : raise_error(t, &ValueError_type, "data out of range");
}

POSIX_FUNCTION(method_write_byte)
{
    int64_t number;
    if (!memory_map_check(t, MAP_OF(args)) || !number_to_index(t, args[1], &number)) {
        return VALUE_ERROR;
    }
    if (number < 0 || number > UCHAR_MAX) {
        return raise_error(t, &OverflowError_type, "unsigned byte integer is %s",
                           number < 0 ? "less than minimum" : "greater than maximum");
    }
    if (!memory_map_check_writable(t, MAP_OF(args))) {
        return VALUE_ERROR;
    }
    char byte = (char)number;
    return put(MAP_OF(args), &byte, 1)
               ? VALUE_NONE
               : raise_error(t, &ValueError_type, "write byte out of range");
}

/* ---- the position ---- */

static size_t position_of(struct memory_map *map)
{
    bool locked = object_lock(&map->base);
    size_t position = map->position;
    object_unlock(&map->base, locked);
    return position;
}

POSIX_FUNCTION(method_seek)
{
    struct memory_map *map = MAP_OF(args);
    int64_t distance;
    int whence;
    if (!memory_map_check(t, map) || !number_to_index(t, args[1], &distance) ||
        !posix_int_or(t, args[2], SEEK_SET, &whence)) {
        return VALUE_ERROR;
    }
    if (whence != SEEK_SET && whence != SEEK_CUR && whence != SEEK_END) {
        return raise_error(t, &ValueError_type, "unknown seek type");
    }
    bool locked = object_lock(&map->base);
    int64_t size = (int64_t)map->size;
    int64_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (int64_t)map->position : size;
    bool fits = distance >= -base && distance <= size - base;
    if (fits) {
        map->position = (size_t)(base + distance);
    }
    object_unlock(&map->base, locked);
    return fits ? VALUE_NONE : raise_error(t, &ValueError_type, "seek out of range");
}

POSIX_FUNCTION(method_tell)
{
    struct memory_map *map = MAP_OF(args);
    return memory_map_check(t, map) ? int_from_uint64(t, position_of(map)) : VALUE_ERROR;
}

/* ---- searching ---- */

/* A bound as of a slice: negative from the end, clipped. */
static size_t clip(int64_t bound, size_t size)
{
    bound += bound < 0 ? (int64_t)size : 0;
    return bound < 0 ? 0 : (size_t)bound > size ? size : (size_t)bound;
}

static const char *find_last(const char *data, size_t n, const char *sought, size_t m)
{
    for (size_t i = n - m + 1; n >= m && i-- > 0;) {
        if (memcmp(data + i, sought, m) == 0) {
            return data + i;
        }
    }
    return NULL;
}

static int64_t search_locked(const struct memory_map *map, const char *sought, size_t m,
                             const int64_t bounds[2], bool is_last)
{
    size_t from = clip(bounds[0], map->size), to = clip(bounds[1], map->size);
    if (from > to || map->mapping == NULL) {
        return -1;
    }
    const char *base = map->mapping->address, *start = base + from;
    const char *found =
        is_last ? find_last(start, to - from, sought, m) : memmem(start, to - from, sought, m);
    return found == NULL ? -1 : found - base;
}

/* args: self, sub, start, end. */
static Value search(struct thread *t, Value *args, bool is_last)
{
    struct memory_map *map = MAP_OF(args);
    const char *sought;
    size_t m;
    Value keep;
    if (!memory_map_check(t, map) || !bytes_argument(t, args[1], &sought, &m, &keep)) {
        return VALUE_ERROR;
    }
    int64_t bounds[2] = {(int64_t)position_of(map), INT64_MAX};
    for (int i = 0; i < 2; i++) {
        if (args[2 + i] != VALUE_UNBOUND && !number_to_index(t, args[2 + i], &bounds[i])) {
            return VALUE_ERROR;
        }
    }
    bool locked = object_lock(&map->base);
    int64_t place = search_locked(map, sought, m, bounds, is_last);
    object_unlock(&map->base, locked);
    gc_keep(keep);
    return memory_map_check(t, map) ? value_from_small_int(place) : VALUE_ERROR;
}

POSIX_FUNCTION(method_find)
{
    return search(t, args, false);
}

POSIX_FUNCTION(method_rfind)
{
    return search(t, args, true);
}

/* ---- memory ---- */

static Value sync_part(struct thread *t, const struct mapping *mapping, int64_t offset,
                       int64_t n_bytes, bool is_shared)
{
    int64_t size = (int64_t)mapping->size;
    int result;
    if (offset < 0 || n_bytes < 0 || offset > size || n_bytes > size - offset) {
        return raise_error(t, &ValueError_type, "flush values out of range");
    }
    if (!is_shared) {
        return VALUE_NONE;
    }
    BLOCKING(t, result, msync(mapping->address + offset, (size_t)n_bytes, MS_SYNC));
    return posix_done(t, result, VALUE_UNBOUND);
}

POSIX_FUNCTION(method_flush)
{
    struct memory_map *map = MAP_OF(args);
    int64_t offset = 0, n_bytes = 0;
    if (!memory_map_check(t, map) ||
        (args[1] != VALUE_UNBOUND && !number_to_index(t, args[1], &offset)) ||
        (args[2] != VALUE_UNBOUND && !number_to_index(t, args[2], &n_bytes))) {
        return VALUE_ERROR;
    }
    struct mapping *mapping = memory_map_pin(t, map);
    if (mapping == NULL) {
        return VALUE_ERROR;
    }
    n_bytes = args[2] == VALUE_UNBOUND ? (int64_t)mapping->size : n_bytes;
    bool is_shared = map->access != ACCESS_READ && map->access != ACCESS_COPY;
    Value result = sync_part(t, mapping, offset, n_bytes, is_shared);
    memory_map_unpin(map, mapping);
    return result;
}

static Value advise_part(struct thread *t, const struct mapping *mapping, int64_t start,
                         int64_t n_bytes, int option)
{
    int64_t size = (int64_t)mapping->size;
    int result;
    if (start < 0 || start >= size) {
        return raise_error(t, &ValueError_type, "madvise start out of bounds");
    }
    if (n_bytes < 0) {
        return raise_error(t, &ValueError_type, "madvise length invalid");
    }
    if (INT64_MAX - start < n_bytes) {
        return raise_error(t, &OverflowError_type, "madvise length too large");
    }
    n_bytes = start + n_bytes > size ? size - start : n_bytes;
    BLOCKING(t, result, madvise(mapping->address + start, (size_t)n_bytes, option));
    return posix_done(t, result, VALUE_UNBOUND);
}

POSIX_FUNCTION(method_madvise)
{
    struct memory_map *map = MAP_OF(args);
    int option;
    int64_t start = 0, n_bytes = 0;
    if (!memory_map_check(t, map) || !posix_int(t, args[1], &option) ||
        (args[2] != VALUE_UNBOUND && !number_to_index(t, args[2], &start)) ||
        (args[3] != VALUE_UNBOUND && !number_to_index(t, args[3], &n_bytes))) {
        return VALUE_ERROR;
    }
    struct mapping *mapping = memory_map_pin(t, map);
    if (mapping == NULL) {
        return VALUE_ERROR;
    }
    n_bytes = args[3] == VALUE_UNBOUND ? (int64_t)mapping->size : n_bytes;
    Value result = advise_part(t, mapping, start, n_bytes, option);
    memory_map_unpin(map, mapping);
    return result;
}

POSIX_FUNCTION(method_move)
{
    struct memory_map *map = MAP_OF(args);
    int64_t to, from, count;
    if (!memory_map_check(t, map) || !number_to_index(t, args[1], &to) ||
        !number_to_index(t, args[2], &from) || !number_to_index(t, args[3], &count) ||
        !memory_map_check_writable(t, map)) {
        return VALUE_ERROR;
    }
    bool locked = object_lock(&map->base);
    int64_t size = (int64_t)map->size;
    bool fits = to >= 0 && from >= 0 && count >= 0 && size - to >= count && size - from >= count;
    if (fits && map->mapping != NULL) {
        memmove(map->mapping->address + to, map->mapping->address + from, (size_t)count);
    }
    object_unlock(&map->base, locked);
    return fits ? VALUE_NONE
                : raise_error(t, &ValueError_type, "source, destination, or count out of range");
}

POSIX_FUNCTION(method_resize)
{
    int64_t size;
    return memory_map_check(t, MAP_OF(args)) && number_to_index(t, args[1], &size) &&
                   memory_map_resize(t, MAP_OF(args), size)
               ? VALUE_NONE
               : VALUE_ERROR;
}

POSIX_FUNCTION(method_size)
{
    struct stat status;
    int fd;
    if (!memory_map_check(t, MAP_OF(args)) || !memory_map_descriptor(t, MAP_OF(args), &fd)) {
        return VALUE_ERROR;
    }
    int error = fstat(fd, &status) < 0 ? errno : 0;
    if (fd >= 0) {
        close(fd);
    }
    return error != 0 ? raise_os_error(t, error, VALUE_UNBOUND, VALUE_UNBOUND)
                      : int_from_int64(t, status.st_size);
}

POSIX_FUNCTION(method_close)
{
    return memory_map_close(t, MAP_OF(args)) ? VALUE_NONE : VALUE_ERROR;
}

POSIX_FUNCTION(method_enter)
{
    return memory_map_check(t, MAP_OF(args)) ? args[0] : VALUE_ERROR;
}

POSIX_FUNCTION(method_reduce)
{
    return raise_error(t, &TypeError_type, "cannot pickle '%T' object", args[0]);
}

#undef MAP_OF

const struct native_def memory_map_methods[] = {
    {"__enter__", method_enter, "(self, /)", NULL, NATIVE_METHOD},
    {"__exit__", method_close, "(self, /, *exc_info)", NULL, NATIVE_METHOD},
    {"__reduce__", method_reduce, "(self, /)", NULL, NATIVE_METHOD},
    {"__reduce_ex__", method_reduce, "(self, protocol, /)", NULL, NATIVE_METHOD},
    {"close", method_close, "(self, /)", NULL, NATIVE_METHOD},
    {"find", method_find, "(self, sub, start=, end=, /)", NULL, NATIVE_METHOD},
    {"flush", method_flush, "(self, offset=, size=, /)", NULL, NATIVE_METHOD},
    {"madvise", method_madvise, "(self, option, start=, length=, /)", NULL, NATIVE_METHOD},
    {"move", method_move, "(self, dest, src, count, /)", NULL, NATIVE_METHOD},
    {"read", method_read, "(self, n=, /)", NULL, NATIVE_METHOD},
    {"read_byte", method_read_byte, "(self, /)", NULL, NATIVE_METHOD},
    {"readline", method_readline, "(self, /)", NULL, NATIVE_METHOD},
    {"resize", method_resize, "(self, newsize, /)", NULL, NATIVE_METHOD},
    {"rfind", method_rfind, "(self, sub, start=, end=, /)", NULL, NATIVE_METHOD},
    {"seek", method_seek, "(self, pos, whence=, /)", NULL, NATIVE_METHOD},
    {"size", method_size, "(self, /)", NULL, NATIVE_METHOD},
    {"tell", method_tell, "(self, /)", NULL, NATIVE_METHOD},
    {"write", method_write, "(self, bytes, /)", NULL, NATIVE_METHOD},
    {"write_byte", method_write_byte, "(self, byte, /)", NULL, NATIVE_METHOD},
    {0},
};
