/* The items of an mmap.mmap: one, a slice, one after the other. */
#include <limits.h>

#include "runtime/bytes.h"
#include "runtime/iterators.h"
#include "runtime/modules/mmap.h"
#include "runtime/modules/posix.h"
#include "runtime/slice.h"

/* For an index beyond the end, which may be one because another thread has closed the map. */
static COLD bool raise_out_of_range(struct thread *t, struct memory_map *map)
{
    return memory_map_check(t, map) && raise_false(t, &IndexError_type, "mmap index out of range");
}

static bool read_index(struct thread *t, struct memory_map *map, Value key, const char *what,
                       size_t *place)
{
    int64_t i;
    if (!value_is_int(key) && value_type(key)->unary[UNARY_INDEX] == NULL) {
        return raise_false(t, &TypeError_type, "mmap indices must be %s", what);
    }
    if (!number_to_index(t, key, &i)) {
        return error_swallow(t, &OverflowError_type) &&
               raise_false(t, &IndexError_type, "cannot fit '%T' into an index-sized integer", key);
    }
    int64_t size = (int64_t)load_relaxed(&map->size);
    i += i < 0 ? size : 0;
    *place = (size_t)i;
    return (i >= 0 && i < size) || raise_out_of_range(t, map);
}

/* `count` bytes, `step` apart, which all existed a moment ago. */
static bool copy_run(struct memory_map *map, struct slice_bounds run, int64_t count, char *out,
                     const char *in)
{
    bool locked = object_lock(&map->base);
    int64_t last = run.start + (count - 1) * run.step;
    bool fits = map->mapping != NULL && run.start < (int64_t)map->size && last >= 0 &&
                last < (int64_t)map->size;
    for (int64_t i = 0; fits && i < count; i++) {
        char *place = map->mapping->address + run.start + i * run.step;
        if (out != NULL) {
            out[i] = *place;
        } else {
            *place = in[i];
        }
    }
    object_unlock(&map->base, locked);
    return fits;
}

static bool move_run(struct memory_map *map, struct slice_bounds run, int64_t count, char *out,
                     const char *in)
{
    if (count == 0) {
        return true;
    }
    return run.step != 1 ? copy_run(map, run, count, out, in)
           : out != NULL ? memory_map_get(map, (size_t)run.start, (size_t)count, out)
                         : memory_map_set(map, (size_t)run.start, (size_t)count, in);
}

static Value get_slice(struct thread *t, struct memory_map *map, Value key)
{
    struct slice_bounds bounds;
    if (!slice_read(t, key, &bounds)) {
        return VALUE_ERROR;
    }
    for (;;) {
        struct slice_bounds run = bounds;
        int64_t count = slice_fit(&run, (int64_t)load_relaxed(&map->size));
        Value bytes = bytes_new(t, NULL, (size_t)count);
        if (bytes == VALUE_ERROR ||
            move_run(map, run, count, ((struct bytes *)bytes)->data, NULL)) {
            return bytes;
        }
        if (!memory_map_check(t, map)) {
            return VALUE_ERROR;
        }
    }
}

Value memory_map_get_item(struct thread *t, Value self, Value key)
{
    struct memory_map *map = (struct memory_map *)self;
    size_t i;
    char byte;
    if (!memory_map_check(t, map)) {
        return VALUE_ERROR;
    }
    if (value_type(key) == &slice_type) {
        return get_slice(t, map, key);
    }
    if (!read_index(t, map, key, "integers", &i)) {
        return VALUE_ERROR;
    }
    if (!memory_map_get(map, i, 1, &byte)) {
        (void)raise_out_of_range(t, map);
        return VALUE_ERROR;
    }
    return value_from_small_int((uint8_t)byte);
}

static bool set_slice(struct thread *t, struct memory_map *map, Value key, Value v)
{
    struct slice_bounds run;
    const char *data;
    size_t n;
    Value keep;
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "mmap object doesn't support slice deletion");
    }
    if (!slice_read(t, key, &run) || !bytes_argument(t, v, &data, &n, &keep)) {
        return false;
    }
    int64_t count = slice_fit(&run, (int64_t)load_relaxed(&map->size));
    if ((int64_t)n != count || !move_run(map, run, count, NULL, data)) {
        return memory_map_check(t, map) &&
               raise_false(t, &IndexError_type, "mmap slice assignment is wrong size");
    }
    gc_keep(keep);
    return true;
}

bool memory_map_set_item(struct thread *t, Value self, Value key, Value v)
{
    struct memory_map *map = (struct memory_map *)self;
    size_t i;
    int64_t number;
    if (!memory_map_check_writable(t, map)) {
        return false;
    }
    if (value_type(key) == &slice_type) {
        return set_slice(t, map, key, v);
    }
    if (!read_index(t, map, key, "integer", &i)) {
        return false;
    }
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "mmap doesn't support item deletion");
    }
    if (!value_is_int(v) && value_type(v)->unary[UNARY_INDEX] == NULL) {
        return raise_false(t, &TypeError_type, "mmap item value must be an int");
    }
    if (!number_to_index(t, v, &number)) {
        return false;
    }
    if (number < 0 || number > UCHAR_MAX) {
        return raise_false(t, &ValueError_type, "mmap item value must be in range(0, 256)");
    }
    char byte = (char)number;
    return memory_map_set(map, i, 1, &byte) || raise_out_of_range(t, map);
}

/* ---- the iterator: bytes of length 1, as CPython's gives, where m[i] is an int ---- */

struct map_iterator {
    struct object base;
    struct memory_map *map; /* immutable */
    size_t index;           /* relaxed */
};

Value memory_map_iter(struct thread *t, Value self)
{
    struct map_iterator *iterator = gc_allocate(t, sizeof *iterator, &map_iterator_type);
    if (iterator == NULL) {
        return VALUE_ERROR;
    }
    iterator->map = (struct memory_map *)self;
    return value_from_object(iterator);
}

static Value next(struct thread *t, Value self)
{
    struct map_iterator *iterator = (struct map_iterator *)self;
    size_t i = load_relaxed(&iterator->index);
    char byte;
    if (!memory_map_check(t, iterator->map)) {
        return VALUE_ERROR;
    }
    if (!memory_map_get(iterator->map, i, 1, &byte)) {
        return VALUE_UNBOUND;
    }
    store_relaxed(&iterator->index, i + 1);
    return bytes_new(t, &byte, 1);
}

static void trace_iterator(struct marker *m, struct object *self)
{
    mark_object(m, ((struct map_iterator *)self)->map);
}

struct type map_iterator_type = {
    TYPE_HEADER("iterator", sizeof(struct map_iterator)),
    .module = "mmap",
    .trace = trace_iterator,
    .iter = iterator_self,
    .next = next,
};
