/*
 * PickleBuffer (PEP 574): stands for the bytes of another object, so that a pickler may leave them to its buffer_callback.
 * It holds a memoryview, and shows what that shows.
 */
#include "runtime/memoryview.h"
#include "runtime/modules/pickle.h"
#include "runtime/native.h"

struct pickle_buffer {
    struct object base;
    Value view; /* a memoryview; UNBOUND once released: value_load, atomic_swap */
};

static const char released[] = "operation forbidden on released PickleBuffer object";

Value pickle_buffer_view(struct thread *t, Value v)
{
    Value view = value_load(&((struct pickle_buffer *)v)->view);
    if (view == VALUE_UNBOUND) {
        return raise_error(t, &ValueError_type, "%s", released);
    }
    return memoryview_check(t, (struct memoryview *)view) ? view : VALUE_ERROR;
}

/* The slot `buffer`; whoever knows several dimensions asks pickle_buffer_view. */
static void buffer(Value self, struct buffer_view *b)
{
    Value shown = value_load(&((struct pickle_buffer *)self)->view);
    const struct memoryview *view = (const struct memoryview *)shown;
    if (shown == VALUE_UNBOUND || value_load(&view->owner) == VALUE_UNBOUND) {
        b->error = released;
        return;
    }
    b->storage = view->storage;
    b->data = view->data;
    b->n_bytes = memoryview_n_bytes(view);
    b->format = view->format;
    b->item_size = view->item_size;
    b->is_read_only = view->is_read_only;
    b->is_constant = view->is_constant;
    if (!memoryview_is_c_contiguous(view)) {
        b->error = "PickleBuffer of items that do not lie side by side";
    }
}

static Value new_buffer(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    if (!reject_keywords(t, "PickleBuffer", keyword_names)) {
        return VALUE_ERROR;
    }
    if (n_args != 2) {
        return raise_error(t, &TypeError_type,
                           "PickleBuffer() takes exactly 1 positional argument (%d given)",
                           (int)n_args - 1);
    }
    if (!value_has_buffer(args[1])) {
        return raise_error(t, &TypeError_type, "a bytes-like object is required, not '%T'",
                           args[1]);
    }
    Value view = memoryview_new(t, args[1]);
    struct pickle_buffer *made = view == VALUE_ERROR ? NULL : gc_new(t, &pickle_buffer_type);
    if (made == NULL) {
        return VALUE_ERROR;
    }
    value_store(&made->view, view);
    return value_from_object(made);
}

/* A view of plain bytes, however the items lie. */
static Value method_raw(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    Value shown = pickle_buffer_view(t, args[0]);
    if (shown == VALUE_ERROR) {
        return shown;
    }
    const struct memoryview *view = (const struct memoryview *)shown;
    if (!memoryview_is_c_contiguous(view) && !memoryview_is_f_contiguous(view)) {
        return raise_error(t, &BufferError_type,
                           "cannot extract raw buffer from non-contiguous buffer");
    }
    struct memoryview *raw = memoryview_derive(t, view, 1);
    if (raw == NULL) {
        return VALUE_ERROR;
    }
    raw->format = "B";
    raw->item_size = 1;
    raw->dimensions[0] = (struct dimension){(int64_t)memoryview_n_bytes(view), 1};
    return value_from_object(raw);
}

static Value method_release(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                            UNUSED Value names)
{
    Value view = atomic_swap(&((struct pickle_buffer *)args[0])->view, VALUE_UNBOUND);
    if (view != VALUE_UNBOUND) {
        memoryview_release((struct memoryview *)view);
    }
    return VALUE_NONE;
}

static void trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct pickle_buffer *)self)->view);
}

static const struct native_def methods[] = {
    {"raw", method_raw, "(self, /)",
     "Return a memoryview of the raw memory underlying this buffer.\n\nBufferError if the buffer "
     "is not contiguous.",
     NATIVE_METHOD},
    {"release", method_release, "(self, /)",
     "Release the underlying buffer exposed by the PickleBuffer object.", NATIVE_METHOD},
    {0},
};

struct type pickle_buffer_type = {
    TYPE_HEADER("PickleBuffer", sizeof(struct pickle_buffer)),
    .module = "pickle",
    .doc = "Wrapper for potentially out-of-band buffers",
    .flags = TYPE_WEAK_REFERABLE,
    .methods = methods,
    .trace = trace,
    .buffer = buffer,
    .new = new_buffer,
};
