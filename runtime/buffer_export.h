/*
 * Exports of a bytearray: memoryviews that look at it. While there are any, its length must not change (BufferError), as
 * the buffer protocol (PEP 3118) has it.
 *
 *     bytearray --exports--> (weak reference, ...) - - -> buffer_export <---- memoryview, and every slice of it
 *
 * A view that has been dropped without release() stays around until the next collection, whereas CPython's reference
 * counts free it at once. So before a resize is refused a collection must have proved that a view is reachable; it
 * looks at what the running instruction can see, not at words left behind on the C stack. Where that cannot be told (a
 * resize from deep inside of C code), and after collections that were in vain, the resize goes ahead: no view ever
 * trusts the length, so all that is lost is the error for a program that is in error.
 */
#ifndef HASP_RUNTIME_BUFFER_EXPORT_H
#define HASP_RUNTIME_BUFFER_EXPORT_H

#include "runtime/bytearray.h"

struct buffer_export {
    struct object base;
    uint32_t n_views; /* not released, the dead ones included; atomic */
};

extern struct type buffer_export_type;

/* One more export of `array`, with one view. NULL: MemoryError. */
RAISES struct buffer_export *byte_store_export(struct thread *t, struct byte_store *array);

static inline void buffer_export_add_view(struct buffer_export *export)
{
    if (export != NULL) {
        atomic_add(&export->n_views, 1);
    }
}
static inline void buffer_export_drop_view(struct buffer_export *export)
{
    if (export != NULL) {
        atomic_sub(&export->n_views, 1);
    }
}

/* May the length change? BufferError. Temporaries of the caller that only its C frame refers to may be gone after it. */
RAISES MAY_GC bool byte_store_may_resize(struct thread *t, struct byte_store *array);

#endif
