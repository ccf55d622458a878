/* All items of a memoryview at once: contiguity, copies, comparison. */
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/list.h"
#include "runtime/memoryview.h"

/* ---- layout ---- */

/* Does dimension after dimension, from the fastest on, begin where the one before ends? */
static bool is_contiguous(const struct memoryview *view, bool last_is_fastest)
{
    int64_t stride = view->item_size;
    if (memoryview_n_items(view) == 0) {
        return true;
    }
    for (uint32_t i = 0; i < view->n_dimensions; i++) {
        const struct dimension *d =
            &view->dimensions[last_is_fastest ? view->n_dimensions - 1 - i : i];
        if (d->length > 1 && d->stride != stride) {
            return false;
        }
        stride *= d->length;
    }
    return true;
}

bool memoryview_is_c_contiguous(const struct memoryview *view)
{
    return is_contiguous(view, true);
}

bool memoryview_is_f_contiguous(const struct memoryview *view)
{
    return is_contiguous(view, false);
}

void memoryview_set_strides(struct memoryview *view)
{
    int64_t stride = view->item_size;
    for (uint32_t i = view->n_dimensions; i-- > 0;) {
        view->dimensions[i].stride = stride;
        stride *= view->dimensions[i].length;
    }
}

/* ---- moving items ---- */

/* Between the items of `dimensions`, which begin at `data`, and an array in C order, whose place moves on. */
struct transfer {
    const struct dimension *dimensions;
    uint32_t n_dimensions;
    uint32_t item_size;
    bool is_store;
    char *array;
};

static void transfer_bytes(struct transfer *transfer, char *data, size_t n)
{
    memcpy(transfer->is_store ? data : transfer->array, transfer->is_store ? transfer->array : data,
           n);
    transfer->array += n;
}

static void transfer_from(struct transfer *transfer, uint32_t i, char *data)
{
    if (i == transfer->n_dimensions) {
        transfer_bytes(transfer, data, transfer->item_size);
        return;
    }
    struct dimension d = transfer->dimensions[i];
    if (i + 1 == transfer->n_dimensions && d.stride == transfer->item_size) {
        transfer_bytes(transfer, data, (size_t)d.length * transfer->item_size);
        return;
    }
    for (int64_t k = 0; k < d.length; k++) {
        transfer_from(transfer, i + 1, data + k * d.stride);
    }
}

/* Under the owner's lock. false: released meanwhile. */
static bool run_transfer(const struct memoryview *view, struct transfer *transfer)
{
    Value owner = value_load(&view->owner);
    if (owner == VALUE_UNBOUND) {
        return false;
    }
    if (memoryview_n_items(view) == 0) {
        return true;
    }
    if (view->is_constant) {
        transfer_from(transfer, 0, view->data);
        return true;
    }
    bool locked = object_lock(value_to_object(owner));
    transfer_from(transfer, 0, view->data);
    object_unlock(value_to_object(owner), locked);
    return true;
}

void memoryview_store(const struct memoryview *view, const char *from)
{
    struct transfer transfer = {view->dimensions, view->n_dimensions, view->item_size, true,
                                (char *)from};
    (void)run_transfer(view, &transfer);
}

static Value copy(struct thread *t, const struct memoryview *view,
                  const struct dimension *dimensions)
{
    Value bytes = bytes_new_unset(t, memoryview_n_bytes(view));
    if (bytes == VALUE_ERROR) {
        return bytes;
    }
    struct transfer transfer = {dimensions, view->n_dimensions, view->item_size, false,
                                value_to_bytes(bytes)->data};
    return run_transfer(view, &transfer) || memoryview_check(t, view) ? bytes : VALUE_ERROR;
}

Value memoryview_to_bytes(struct thread *t, Value v, bool any_layout)
{
    const struct memoryview *view = (const struct memoryview *)v;
    if (!memoryview_check(t, view)) {
        return VALUE_ERROR;
    }
    if (!any_layout && !memoryview_is_c_contiguous(view)) {
        return raise_error(t, &BufferError_type,
                           "memoryview: underlying buffer is not C-contiguous");
    }
    return copy(t, view, view->dimensions);
}

Value memoryview_to_bytes_transposed(struct thread *t, const struct memoryview *view)
{
    struct dimension reversed[MEMORYVIEW_MAX_DIMENSIONS];
    for (uint32_t i = 0; i < view->n_dimensions; i++) {
        reversed[i] = view->dimensions[view->n_dimensions - 1 - i];
    }
    return copy(t, view, reversed);
}

/* ---- lists ---- */

/* Items of dimension `i` on, out of an array in C order. */
static Value list_from(struct thread *t, const struct memoryview *view, uint32_t i,
                       const char **array)
{
    if (i == view->n_dimensions) {
        Value item = memoryview_unpack(t, memoryview_format_letter(view->format), *array);
        *array += view->item_size;
        return item;
    }
    int64_t n = view->dimensions[i].length;
    Value list = list_new(t, (size_t)n);
    for (int64_t k = 0; list != VALUE_ERROR && k < n; k++) {
        Value item = list_from(t, view, i + 1, array);
        if (item == VALUE_ERROR || !list_append(t, value_to_list(list), item) ||
            (k % 1000 == 999 && !gc_poll(t))) {
            return VALUE_ERROR;
        }
    }
    return list;
}

Value memoryview_to_list(struct thread *t, const struct memoryview *view)
{
    Value bytes = memoryview_check_format(t, view)
                      ? memoryview_to_bytes(t, value_from_object(view), true)
                      : VALUE_ERROR;
    if (bytes == VALUE_ERROR) {
        return bytes;
    }
    const char *array = value_to_bytes(bytes)->data;
    Value list = list_from(t, view, 0, &array);
    gc_keep((void *)bytes);
    return list;
}

/* ---- comparison ---- */

static bool same_shape(const struct memoryview *v, const struct memoryview *w)
{
    bool same = v->n_dimensions == w->n_dimensions;
    for (uint32_t i = 0; same && i < v->n_dimensions; i++) {
        same = v->dimensions[i].length == w->dimensions[i].length;
        if (v->dimensions[i].length == 0) {
            return same; /* no items: nothing more to compare */
        }
    }
    return same;
}

/* Copies of the items, in formats that need not be the same. */
static enum truth equal_items(struct thread *t, const struct memoryview *v,
                              const struct memoryview *w, Value a, Value b)
{
    char letter_v = memoryview_format_letter(v->format),
         letter_w = memoryview_format_letter(w->format);
    uint64_t n = memoryview_n_items(v);
    const char *from_v = value_to_bytes(a)->data, *from_w = value_to_bytes(b)->data;
    if (letter_v == '\0' || letter_w == '\0') {
        return TRUTH_FALSE;
    }
    if (letter_v == letter_w && strchr("fd?", letter_v) == NULL) {
        return memcmp(from_v, from_w, n * v->item_size) == 0 ? TRUTH_TRUE : TRUTH_FALSE;
    }
    for (uint64_t i = 0; i < n; i++) {
        Value x = memoryview_unpack(t, letter_v, from_v + i * v->item_size);
        Value y = x == VALUE_ERROR ? x : memoryview_unpack(t, letter_w, from_w + i * w->item_size);
        enum truth equal =
            y == VALUE_ERROR ? TRUTH_ERROR : object_compare_truth(t, x, y, COMPARE_EQ);
        if (equal != TRUTH_TRUE || (i % 1000 == 999 && !gc_poll(t))) {
            return equal == TRUTH_TRUE ? TRUTH_ERROR : equal;
        }
    }
    return TRUTH_TRUE;
}

static enum truth equal(struct thread *t, const struct memoryview *v, const struct memoryview *w)
{
    Value a, b;
    if (!same_shape(v, w)) {
        return TRUTH_FALSE;
    }
    a = memoryview_to_bytes(t, value_from_object(v), true);
    b = a == VALUE_ERROR ? a : memoryview_to_bytes(t, value_from_object(w), true);
    enum truth result = b == VALUE_ERROR ? TRUTH_ERROR : equal_items(t, v, w, a, b);
    gc_keep((void *)a);
    gc_keep((void *)b);
    return result;
}

Value memoryview_compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !value_has_buffer(other)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    bool is_released = value_load(&((const struct memoryview *)self)->owner) == VALUE_UNBOUND ||
                       (value_is_memoryview(other) &&
                        value_load(&((const struct memoryview *)other)->owner) == VALUE_UNBOUND);
    enum truth result;
    if (is_released) {
        result = self == other ? TRUTH_TRUE : TRUTH_FALSE;
    } else {
        Value view = value_is_memoryview(other) ? other : memoryview_new(t, other);
        if (view == VALUE_ERROR) { /* closed */
            error_clear(t);
            return VALUE_NOT_IMPLEMENTED;
        }
        result = equal(t, (const struct memoryview *)self, (const struct memoryview *)view);
        if (view != other) {
            memoryview_release((struct memoryview *)view);
        }
    }
    return result == TRUTH_ERROR ? VALUE_ERROR
                                 : value_from_bool((result == TRUTH_TRUE) == (op == COMPARE_EQ));
}
