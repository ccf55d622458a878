/*
 * mmap.mmap: a file, or memory that forked children share, as an array of bytes.
 *
 *     memory_map --mapping--> struct mapping (address, size) <--storage-- memoryviews
 *
 * A mapping is unmapped when it has died. close() and resize() give the memory back earlier: where a view has ever been
 * made of it, which may be around still (runtime/buffer_export.h), its pages are replaced by empty ones of this process
 * alone, so that a stale view reads zeros. The same where a system call is under way on the pages, outside of the lock: so it
 * never works on what has been mapped at the same place since. As with every user of mmap(2), a file that somebody cuts
 * short takes the memory away, and the access then ends the process by SIGBUS.
 *
 *     mmap.c           the module and its type: making, closing, resizing
 *     mmap_items.c     m[i], m[i:j] and the iterator
 *     mmap_methods.c   the methods
 */
#ifndef HASP_RUNTIME_MODULES_MMAP_H
#define HASP_RUNTIME_MODULES_MMAP_H

#include "runtime/buffer_view.h"
#include "runtime/native.h"
#include "runtime/type.h"

enum map_access { ACCESS_DEFAULT, ACCESS_READ, ACCESS_WRITE, ACCESS_COPY };

struct mapping {
    struct object base;
    /* Under the object lock of the memory_map that it belongs to; the first two are constant while it is pinned. */
    char *address; /* NULL: unmapped */
    size_t size;
    uint32_t n_pins; /* system calls under way */
};

struct memory_map {
    struct object base; /* its lock is "the object lock" below */
    /* Under the object lock. */
    struct mapping *mapping; /* NULL: closed */
    size_t size;             /* of the mapping; 0: closed. Relaxed for len() */
    size_t position;         /* may lie beyond the end after a resize */
    Value exports;           /* runtime/buffer_export.h */
    int fd;                  /* its own; -1: none */
    /* Constant. */
    enum map_access access;
    int flags, protection;
    int64_t offset;
};

extern struct type mapping_type, memory_map_type, map_iterator_type;
extern const struct native_def memory_map_methods[];

/* ValueError if it is closed. */
RAISES bool memory_map_check(struct thread *t, struct memory_map *map);
/* The same, and TypeError if it is only for reading. */
RAISES bool memory_map_check_writable(struct thread *t, struct memory_map *map);

/* Bytes [from, from + n) in and out, all at one moment; false, and no exception: they are not there (any more). */
bool memory_map_get(struct memory_map *map, size_t from, size_t n, char *to);
bool memory_map_set(struct memory_map *map, size_t from, size_t n, const char *data);

/*
 * Keeps the mapping's addresses, for a system call outside of the lock, until memory_map_unpin. NULL: ValueError, it is
 * closed.
 */
RAISES struct mapping *memory_map_pin(struct thread *t, struct memory_map *map);
void memory_map_unpin(struct memory_map *map, struct mapping *mapping);

/* A descriptor of the file for the caller, who closes it; -1 if there is none. False: OSError. */
RAISES bool memory_map_descriptor(struct thread *t, struct memory_map *map, int *fd);

/* The type's slots of mmap_items.c. */
RAISES MAY_GC Value memory_map_get_item(struct thread *t, Value self, Value key);
RAISES MAY_GC bool memory_map_set_item(struct thread *t, Value self, Value key, Value v);
RAISES Value memory_map_iter(struct thread *t, Value self);

/* Gives the memory back. BufferError while there are views. */
RAISES MAY_GC bool memory_map_close(struct thread *t, struct memory_map *map);
RAISES MAY_GC bool memory_map_resize(struct thread *t, struct memory_map *map, int64_t size);

#endif
