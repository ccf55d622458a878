/*
 * Exports of a buffer whose length may change: the memoryviews that look at it. While there are any, its length must not
 * change (BufferError), as the buffer protocol (PEP 3118) has it.
 *
 *     exporter --exports--> (weak reference, ...) - - -> buffer_export <---- memoryview, and every slice of it
 *
 * A view that has been dropped without release() stays around until the next collection, whereas CPython's reference
 * counts free it at once. So before a resize is refused a collection must have proved that a view is reachable; it
 * looks at what the running instruction can see, not at words left behind on the C stack. Where that cannot be told (a
 * resize from deep inside of C code), and after many collections that were in vain, the resize goes ahead: views hold the
 * memory that they look at, so all that is lost is the error for a program that is in error.
 */
#ifndef HASP_RUNTIME_BUFFER_EXPORT_H
#define HASP_RUNTIME_BUFFER_EXPORT_H

#include "runtime/error.h"

struct buffer_export {
    struct object base;
    uint32_t n_views; /* not released, the dead ones included; atomic */
};

extern struct type buffer_export_type;

/* One more export of `owner`, with one view. `exports`: a field of its own for this, UNBOUND at first, changed under its
   object lock and marked by its type. NULL: MemoryError. */
RAISES struct buffer_export *buffer_export_new(struct thread *t, Value owner, Value *exports);

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

/*
 * May the length change? BufferError with `message`. `operand` is what the running instruction works on: the owner, or the
 * object that has it inside. Temporaries of the caller that only its C frame refers to may be gone after it. An exception
 * that is pending already stays so, but for the BufferError, which takes its place.
 */
RAISES MAY_GC bool buffer_may_resize(struct thread *t, const Value *exports, Value operand,
                                     const char *message);

#endif
