/* The module mmap: making maps, closing and resizing them, and the type. */
#include "runtime/modules/mmap.h"
#include "runtime/file.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/buffer_export.h"
#include "runtime/modules/posix.h"

/* ---- memory ---- */

static void release_mapping(struct object *self)
{
    struct mapping *mapping = (struct mapping *)self;
    if (mapping->address != NULL) {
        munmap(mapping->address, mapping->size);
        mapping->address = NULL;
    }
}

struct type mapping_type = {
    TYPE_HEADER("mapping", sizeof(struct mapping)),
    .module = "mmap",
    .release = release_mapping,
};

/* Once more without room for it if maps that nobody has any more could be given back. */
static void *find_room(struct thread *t, const struct memory_map *map, int fd, size_t size)
{
    void *address = mmap(NULL, size, map->protection, map->flags, fd, map->offset);
    if (address == MAP_FAILED && errno == ENOMEM) {
        gc_reclaim(t);
        address = mmap(NULL, size, map->protection, map->flags, fd, map->offset);
    }
    return address;
}

/* Maps as `map` says, from the file `fd` (-1: none). NULL: OSError. */
static struct mapping *map_memory(struct thread *t, const struct memory_map *map, int fd,
                                  size_t size)
{
    struct mapping *mapping = gc_new(t, &mapping_type);
    if (mapping == NULL) {
        return NULL;
    }
    void *address = find_room(t, map, fd, size);
    if (address == MAP_FAILED) {
        raise_os_error(t, errno, VALUE_UNBOUND, VALUE_UNBOUND);
        return NULL;
    }
    if ((map->flags & MAP_ANONYMOUS) != 0) {
        gc_charge(t, size);
    }
    mapping->address = address;
    mapping->size = size;
    return mapping;
}

/* Gives the memory back; the addresses, too, unless somebody may still use them. */
static void empty_mapping_locked(struct mapping *mapping, bool has_views)
{
    if (!has_views && mapping->n_pins == 0) {
        release_mapping(&mapping->base);
        return;
    }
    void *empty = mmap(mapping->address, mapping->size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0);
    CHECK(empty != MAP_FAILED);
}

struct mapping *memory_map_pin(struct thread *t, struct memory_map *map)
{
    bool locked = object_lock(&map->base);
    struct mapping *mapping = map->mapping;
    if (mapping != NULL) {
        mapping->n_pins++;
    }
    object_unlock(&map->base, locked);
    if (mapping == NULL) {
        (void)!memory_map_check(t, map);
    }
    return mapping;
}

void memory_map_unpin(struct memory_map *map, struct mapping *mapping)
{
    bool locked = object_lock(&map->base);
    mapping->n_pins--;
    object_unlock(&map->base, locked);
}

bool memory_map_descriptor(struct thread *t, struct memory_map *map, int *fd)
{
    bool locked = object_lock(&map->base);
    bool has_file = map->fd >= 0;
    *fd = has_file ? fcntl(map->fd, F_DUPFD_CLOEXEC, 0) : -1;
    int error = errno;
    object_unlock(&map->base, locked);
    if (has_file && *fd < 0) {
        raise_os_error(t, error, VALUE_UNBOUND, VALUE_UNBOUND);
        return false;
    }
    return true;
}

bool memory_map_close(struct thread *t, struct memory_map *map)
{
    if (!buffer_may_resize(t, &map->exports, value_from_object(map),
                           "cannot close exported pointers exist")) {
        return false;
    }
    bool locked = object_lock(&map->base);
    struct mapping *mapping = map->mapping;
    int fd = map->fd;
    map->mapping = NULL;
    map->fd = -1;
    store_relaxed(&map->size, (size_t)0);
    if (mapping != NULL) {
        empty_mapping_locked(mapping, map->exports != VALUE_UNBOUND);
    }
    object_unlock(&map->base, locked);
    if (fd >= 0) {
        close(fd);
    }
    return true;
}

static void release(struct object *self)
{
    struct memory_map *map = (struct memory_map *)self;
    if (map->fd >= 0) {
        close(map->fd);
    }
    map->fd = -1;
}

static void trace(struct marker *m, struct object *self)
{
    mark_object(m, ((struct memory_map *)self)->mapping);
    mark_value(m, ((struct memory_map *)self)->exports);
}

/* Puts the new mapping in the old one's place; what is private to this process moves with it. */
static bool replace_mapping(struct thread *t, struct memory_map *map, struct mapping *now)
{
    bool locked = object_lock(&map->base);
    struct mapping *before = map->mapping;
    if (before != NULL) {
        if ((map->flags & MAP_ANONYMOUS) != 0 || (map->flags & MAP_PRIVATE) != 0) {
            memcpy(now->address, before->address,
                   before->size < now->size ? before->size : now->size);
        }
        empty_mapping_locked(before, map->exports != VALUE_UNBOUND);
        map->mapping = now;
        store_relaxed(&map->size, now->size);
    }
    object_unlock(&map->base, locked);
    return before != NULL || memory_map_check(t, map);
}

/* A new mapping, of the file with another length. */
static struct mapping *map_resized(struct thread *t, struct memory_map *map, int64_t size)
{
    struct mapping *mapping = NULL;
    int fd, result = 0;
    if (!memory_map_descriptor(t, map, &fd)) {
        return NULL;
    }
    if (memory_map_check(t, map)) {
        if (fd >= 0) {
            BLOCKING(t, result, ftruncate(fd, map->offset + size));
        }
        if (result < 0) {
            raise_errno(t, VALUE_UNBOUND);
        } else {
            mapping = map_memory(t, map, fd, (size_t)size);
        }
    }
    if (fd >= 0) {
        close(fd);
    }
    return mapping;
}

bool memory_map_resize(struct thread *t, struct memory_map *map, int64_t size)
{
    if (!buffer_may_resize(t, &map->exports, value_from_object(map),
                           "mmap can't resize with extant buffers exported.")) {
        return false;
    }
    if (map->access != ACCESS_WRITE && map->access != ACCESS_DEFAULT) {
        return raise_false(t, &TypeError_type,
                           "mmap can't resize a readonly or copy-on-write memory map.");
    }
    if (size < 0 || map->offset > INT64_MAX - size) {
        return raise_false(t, &ValueError_type, "new size out of range");
    }
    if (size == 0) {
        raise_os_error(t, EINVAL, VALUE_UNBOUND, VALUE_UNBOUND);
        return false;
    }
    struct mapping *mapping = map_resized(t, map, size);
    return mapping != NULL && replace_mapping(t, map, mapping);
}

/* ---- making ---- */

struct request {
    int64_t length, offset;
    int fd, flags, protection;
    enum map_access access;
};

static bool number_argument(struct thread *t, Value v, int64_t otherwise, int64_t *number)
{
    *number = otherwise;
    return v == VALUE_UNBOUND || number_to_index(t, v, number);
}

static bool read_request(struct thread *t, Value *bound, struct request *r)
{
    int access;
    if (!posix_int(t, bound[0], &r->fd) || !number_to_index(t, bound[1], &r->length) ||
        !posix_int_or(t, bound[2], MAP_SHARED, &r->flags) ||
        !posix_int_or(t, bound[3], PROT_READ | PROT_WRITE, &r->protection) ||
        !posix_int_or(t, bound[4], ACCESS_DEFAULT, &access) ||
        !number_argument(t, bound[5], 0, &r->offset)) {
        return false;
    }
    if (r->length < 0 || r->offset < 0) {
        return raise_false(t, &OverflowError_type, "memory mapped %s must be positive",
                           r->length < 0 ? "length" : "offset");
    }
    if (access != ACCESS_DEFAULT &&
        (r->flags != MAP_SHARED || r->protection != (PROT_READ | PROT_WRITE))) {
        return raise_false(t, &ValueError_type, "mmap can't specify both access and flags, prot.");
    }
    if (access < ACCESS_DEFAULT || access > ACCESS_COPY) {
        return raise_false(t, &ValueError_type, "mmap invalid access parameter.");
    }
    r->access = (enum map_access)access;
    return true;
}

/* What access and protection say about each other. */
static void resolve_access(struct request *r)
{
    if (r->access == ACCESS_READ) {
        r->protection = PROT_READ;
    } else if (r->access == ACCESS_COPY) {
        r->flags = MAP_PRIVATE;
    } else if (r->access == ACCESS_DEFAULT &&
               (r->protection & (PROT_READ | PROT_WRITE)) != (PROT_READ | PROT_WRITE)) {
        r->access = (r->protection & PROT_WRITE) != 0 ? ACCESS_WRITE : ACCESS_READ;
    }
}

/* The length 0 stands for all there is behind the offset. */
static bool fit_to_file(struct thread *t, struct request *r)
{
    struct stat status;
    if (r->fd < 0 || fstat(r->fd, &status) < 0 || !S_ISREG(status.st_mode)) {
        return true;
    }
    if (r->length == 0 && status.st_size == 0) {
        return raise_false(t, &ValueError_type, "cannot mmap an empty file");
    }
    if (r->length == 0 && r->offset >= status.st_size) {
        return raise_false(t, &ValueError_type, "mmap offset is greater than file size");
    }
    if (r->length == 0) {
        r->length = status.st_size - r->offset;
    } else if (r->offset > status.st_size || status.st_size - r->offset < r->length) {
        return raise_false(t, &ValueError_type, "mmap length is greater than file size");
    }
    return true;
}

static Value memory_map_new(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {
        "function", "(fileno, length, flags=, prot=, access=, offset=)", NULL};
    Value bound[6];
    struct request r;
    if (!arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, bound) ||
        !read_request(t, bound, &r) || !fit_to_file(t, &r)) {
        return VALUE_ERROR;
    }
    resolve_access(&r);
    struct memory_map *map = gc_new(t, (struct type *)args[0]);
    if (map == NULL) {
        return VALUE_ERROR;
    }
    map->fd = -1;
    if (r.fd != -1) {
        WITH_DESCRIPTORS(t, map->fd, map->fd = fcntl(r.fd, F_DUPFD_CLOEXEC, 0));
    }
    if (r.fd != -1 && map->fd < 0) {
        return raise_os_error(t, errno, VALUE_UNBOUND, VALUE_UNBOUND);
    }
    map->access = r.access;
    map->flags = r.flags | (r.fd == -1 ? MAP_ANONYMOUS : 0);
    map->protection = r.protection;
    map->offset = r.offset;
    map->exports = VALUE_UNBOUND;
    map->mapping = map_memory(t, map, map->fd, (size_t)r.length);
    map->size = (size_t)r.length;
    return map->mapping == NULL ? VALUE_ERROR : value_from_object(map);
}

/* ---- bytes ---- */

bool memory_map_check(struct thread *t, struct memory_map *map)
{
    bool locked = object_lock(&map->base);
    bool is_open = map->mapping != NULL;
    object_unlock(&map->base, locked);
    return is_open || raise_false(t, &ValueError_type, "mmap closed or invalid");
}

bool memory_map_check_writable(struct thread *t, struct memory_map *map)
{
    return memory_map_check(t, map) &&
           (map->access != ACCESS_READ ||
            raise_false(t, &TypeError_type, "mmap can't modify a readonly memory map."));
}

bool memory_map_get(struct memory_map *map, size_t from, size_t n, char *to)
{
    bool locked = object_lock(&map->base);
    bool fits = map->mapping != NULL && from <= map->size && n <= map->size - from;
    if (fits) {
        memcpy(to, map->mapping->address + from, n);
    }
    object_unlock(&map->base, locked);
    return fits;
}

bool memory_map_set(struct memory_map *map, size_t from, size_t n, const char *data)
{
    bool locked = object_lock(&map->base);
    bool fits = map->mapping != NULL && from <= map->size && n <= map->size - from;
    if (fits) {
        memcpy(map->mapping->address + from, data, n);
    }
    object_unlock(&map->base, locked);
    return fits;
}

static void buffer(Value self, struct buffer_view *b)
{
    struct memory_map *map = (struct memory_map *)self;
    if (map->mapping == NULL) {
        b->error = "mmap closed or invalid";
        return;
    }
    b->storage = map->mapping;
    b->data = map->mapping->address;
    b->n_bytes = map->size;
    b->is_read_only = map->access == ACCESS_READ;
    b->exports = &map->exports;
}

/* ---- as an object ---- */

static bool length(struct thread *t, Value self, int64_t *n)
{
    *n = (int64_t)load_relaxed(&((struct memory_map *)self)->size);
    return memory_map_check(t, (struct memory_map *)self);
}

static Value repr(struct thread *t, Value self)
{
    static const char *const names[] = {"ACCESS_DEFAULT", "ACCESS_READ", "ACCESS_WRITE",
                                        "ACCESS_COPY"};
    struct memory_map *map = (struct memory_map *)self;
    bool locked = object_lock(&map->base);
    bool is_open = map->mapping != NULL;
    size_t size = map->size, position = map->position;
    object_unlock(&map->base, locked);
    const char *name = type_name(value_type(self));
    return is_open ? str_format(t, "<%s closed=False, access=%s, length=%zu, pos=%zu, offset=%ld>",
                                name, names[map->access], size, position, (long)map->offset)
                   : str_format(t, "<%s closed=True>", name);
}

static Value get_closed(UNUSED struct thread *t, Value self)
{
    struct memory_map *map = (struct memory_map *)self;
    bool locked = object_lock(&map->base);
    bool is_open = map->mapping != NULL;
    object_unlock(&map->base, locked);
    return value_from_bool(!is_open);
}

/* ---- the module ---- */

static const struct getset_def getsets[] = {
    {"closed", get_closed, NULL, NULL},
    {0},
};

struct type memory_map_type = {
    TYPE_HEADER("mmap", sizeof(struct memory_map)),
    .module = "mmap",
    .doc = "mmap(fileno, length[, flags[, prot[, access[, offset]]]])\n\nMaps length bytes of the "
           "file, from offset on, into memory: all that are left of it\nif length is 0. With the "
           "fileno -1 it is memory of no file, shared with forked\nprocesses. flags, MAP_SHARED "
           "unless given, and prot are those of mmap(2); access\nsays the same more simply.",
    .flags = TYPE_BASE | TYPE_WEAK_REFERABLE,
    .methods = memory_map_methods,
    .getsets = getsets,
    .trace = trace,
    .release = release,
    .new = memory_map_new,
    .buffer = buffer,
    .repr = repr,
    .iter = memory_map_iter,
    .length = length,
    .get_item = memory_map_get_item,
    .set_item = memory_map_set_item,
};

static const struct module_number numbers[] = {
    MODULE_NUMBER(PROT_EXEC),       MODULE_NUMBER(PROT_READ),        MODULE_NUMBER(PROT_WRITE),
    MODULE_NUMBER(MAP_SHARED),      MODULE_NUMBER(MAP_PRIVATE),      MODULE_NUMBER(MAP_DENYWRITE),
    MODULE_NUMBER(MAP_EXECUTABLE),  MODULE_NUMBER(MAP_ANON),         MODULE_NUMBER(MAP_ANONYMOUS),
    MODULE_NUMBER(MAP_POPULATE),    MODULE_NUMBER(MAP_STACK),        MODULE_NUMBER(ACCESS_DEFAULT),
    MODULE_NUMBER(ACCESS_READ),     MODULE_NUMBER(ACCESS_WRITE),     MODULE_NUMBER(ACCESS_COPY),
    MODULE_NUMBER(MADV_NORMAL),     MODULE_NUMBER(MADV_RANDOM),      MODULE_NUMBER(MADV_SEQUENTIAL),
    MODULE_NUMBER(MADV_WILLNEED),   MODULE_NUMBER(MADV_DONTNEED),    MODULE_NUMBER(MADV_REMOVE),
    MODULE_NUMBER(MADV_DONTFORK),   MODULE_NUMBER(MADV_DOFORK),      MODULE_NUMBER(MADV_HWPOISON),
    MODULE_NUMBER(MADV_MERGEABLE),  MODULE_NUMBER(MADV_UNMERGEABLE), MODULE_NUMBER(MADV_HUGEPAGE),
    MODULE_NUMBER(MADV_NOHUGEPAGE), MODULE_NUMBER(MADV_DONTDUMP),    MODULE_NUMBER(MADV_DODUMP),
    MODULE_NUMBER(MADV_FREE),
};

bool module_init_mmap(struct thread *t, Value module)
{
    Value page_size = value_from_small_int(sysconf(_SC_PAGESIZE));
    return type_ready(t, &mapping_type) && type_ready(t, &map_iterator_type) &&
           type_ready(t, &memory_map_type) &&
           module_add_numbers(t, module, numbers, COUNT_OF(numbers)) &&
           module_add(t, module, "PAGESIZE", page_size) &&
           module_add(t, module, "ALLOCATIONGRANULARITY", page_size) &&
           module_add(t, module, "error", value_from_object(&OSError_type)) &&
           module_add(t, module, "mmap", value_from_object(&memory_map_type));
}
