/*
 * memoryview: a window on the bytes of an exporter (runtime/buffer_view.h): items of one format in an array of 0 to 64
 * dimensions, each with a length and a stride, which may be negative.
 *
 *     data --> item [0, 0, ...]          item [i, j, ...] lies at data + i * strides[0] + j * strides[1] + ...
 *
 * Everything is constant once made, but for release(). Items are copied in and out under the owner's lock.
 */
#ifndef HASP_RUNTIME_MEMORYVIEW_H
#define HASP_RUNTIME_MEMORYVIEW_H

#include "runtime/buffer_view.h"
#include "runtime/bytearray.h"
#include "runtime/bytes.h"
#include "runtime/error.h"

enum { MEMORYVIEW_MAX_DIMENSIONS = 64 };

struct dimension {
    int64_t length; /* items */
    int64_t stride; /* bytes */
};

struct memoryview {
    struct object base;
    /* Become UNBOUND and NULL by release(): atomically. */
    Value owner;
    struct buffer_export
        *export; /* shared with the views made of this one; NULL: the length of the owner never changes */
    /* Constant. */
    const void *storage; /* `data` lies in it: it stays after release() */
    char *data;
    int64_t hash;       /* relaxed; 0: not computed */
    const char *format; /* static */
    uint32_t item_size;
    uint32_t n_dimensions;
    bool is_read_only, is_constant;
    struct dimension dimensions[];
};

extern struct type memory_iterator_type;

/* pickle.PickleBuffer stands for a memoryview: that one, or ValueError after its release. */
extern struct type pickle_buffer_type;
RAISES Value pickle_buffer_view(struct thread *t, Value v);

RAISES Value memoryview_new(struct thread *t, Value object);
/* A view of the same bytes with room for `n` dimensions, which the caller fills in. */
RAISES struct memoryview *memoryview_derive(struct thread *t, const struct memoryview *from,
                                            uint32_t n);

/* Forgets the owner. Views that have been made of this one stay. */
void memoryview_release(struct memoryview *view);

/* Copies `n` bytes that it shows at `place`, a part of one item or a few, to `item`, or with `is_store` from there: at one moment. */
RAISES bool memoryview_transfer(struct thread *t, const struct memoryview *view, char *place,
                                char *item, size_t n, bool is_store);

/* ValueError if it has been released. */
RAISES bool memoryview_check(struct thread *t, const struct memoryview *view);

/* --- memoryview_item.c: items of the native formats, one letter with or without '@' --- */

/* The letter; '\0': no such format. */
char memoryview_format_letter(const char *format);
/* A static string of the letter, with '@' in front or not; and its size. */
const char *memoryview_format_of(char letter, bool has_at);
uint32_t memoryview_format_size(char letter);
/* NotImplementedError unless it is native. */
RAISES bool memoryview_check_format(struct thread *t, const struct memoryview *view);
RAISES Value memoryview_unpack(struct thread *t, char letter, const char *item);
RAISES MAY_GC bool memoryview_pack(struct thread *t, char letter, Value v, char *item);

/* --- memoryview_layout.c: many items --- */

static inline uint64_t memoryview_n_items(const struct memoryview *view)
{
    uint64_t n = 1;
    for (uint32_t i = 0; i < view->n_dimensions; i++) {
        n *= (uint64_t)view->dimensions[i].length;
    }
    return n;
}
static inline uint64_t memoryview_n_bytes(const struct memoryview *view)
{
    return memoryview_n_items(view) * view->item_size;
}
/* Do the items lie without gaps, in the order in which the last (first) index changes fastest? */
bool memoryview_is_c_contiguous(const struct memoryview *view);
bool memoryview_is_f_contiguous(const struct memoryview *view);
/* Sets the strides so that it is C contiguous. */
void memoryview_set_strides(struct memoryview *view);

/* All items in C order. BufferError for one that is not contiguous unless `any_layout`. */
RAISES Value memoryview_to_bytes(struct thread *t, Value v, bool any_layout);
/* The same, in Fortran's order. */
RAISES Value memoryview_to_bytes_transposed(struct thread *t, const struct memoryview *view);
/* Fills `view` from `n_bytes` in C order. */
void memoryview_store(const struct memoryview *view, const char *from);
RAISES MAY_GC Value memoryview_to_list(struct thread *t, const struct memoryview *view);
RAISES MAY_GC Value memoryview_compare(struct thread *t, Value self, Value other,
                                       enum compare_op op);
RAISES MAY_GC Value memoryview_cast(struct thread *t, const struct memoryview *view, Value format,
                                    Value shape);

#endif
