/* memoryview.cast: the same bytes as items of another format, or in another shape. */
#include <string.h>

#include "runtime/int.h"
#include "runtime/memoryview.h"
#include "runtime/sequence.h"
#include "runtime/str.h"

static bool has_bytes(char letter)
{
    return letter == 'b' || letter == 'B' || letter == 'c';
}

/* The items in one dimension, of another format. */
static struct memoryview *cast_format(struct thread *t, const struct memoryview *view, Value format)
{
    size_t n;
    const char *text = str_to_utf8(t, format, &n);
    if (text == NULL) {
        return NULL;
    }
    char to = strlen(text) == n ? memoryview_format_letter(text) : '\0';
    char from = memoryview_format_letter(view->format);
    if (to == '\0') {
        raise_error(t, &ValueError_type,
                    "memoryview: destination format must be a native single character format "
                    "prefixed with an optional '@'");
        return NULL;
    }
    if (!has_bytes(to) && !has_bytes(from)) {
        raise_error(t, &TypeError_type, "memoryview: cannot cast between two non-byte formats");
        return NULL;
    }
    uint64_t n_bytes = memoryview_n_bytes(view);
    uint32_t size = memoryview_format_size(to);
    if (n_bytes % size != 0) {
        raise_error(t, &TypeError_type, "memoryview: length is not a multiple of itemsize");
        return NULL;
    }
    struct memoryview *cast = memoryview_derive(t, view, 1);
    if (cast != NULL) {
        cast->format = memoryview_format_of(to, text[0] == '@');
        cast->item_size = size;
        cast->dimensions[0] = (struct dimension){(int64_t)(n_bytes / size), size};
    }
    return cast;
}

static bool read_shape(struct thread *t, Value shape, uint64_t n, struct memoryview *view)
{
    int64_t product = view->item_size; /* so that no stride overflows either */
    for (uint64_t i = 0; i < n; i++) {
        Value v = sequence_item(shape, i);
        int64_t length;
        if (v == VALUE_UNBOUND || !value_is_int(v)) {
            return raise_false(t, &TypeError_type,
                               "memoryview.cast(): elements of shape must be integers");
        }
        if (!int_to_int64(v, &length)) {
            return raise_false(t, &OverflowError_type,
                               "Python int too large to convert to C ssize_t");
        }
        if (length <= 0) {
            return raise_false(t, &ValueError_type,
                               "memoryview.cast(): elements of shape must be integers > 0");
        }
        if (__builtin_mul_overflow(product, length, &product)) {
            return raise_false(t, &ValueError_type,
                               "memoryview.cast(): product(shape) > SSIZE_MAX");
        }
        view->dimensions[i].length = length;
    }
    return true;
}

static struct memoryview *cast_shape(struct thread *t, const struct memoryview *flat, Value shape,
                                     uint64_t n)
{
    struct memoryview *cast = memoryview_derive(t, flat, (uint32_t)n);
    if (cast == NULL || !read_shape(t, shape, n, cast)) {
        return NULL;
    }
    memoryview_set_strides(cast);
    if (memoryview_n_items(cast) != memoryview_n_items(flat)) {
        raise_error(t, &TypeError_type, "memoryview: product(shape) * itemsize != buffer size");
        return NULL;
    }
    return cast;
}

static bool has_zeros(const struct memoryview *view)
{
    for (uint32_t i = 0; i < view->n_dimensions; i++) {
        if (view->dimensions[i].length == 0 || view->dimensions[i].stride == 0) {
            return true;
        }
    }
    return false;
}

static bool check_shape(struct thread *t, const struct memoryview *view, Value shape, uint64_t *n)
{
    if (!value_is_list(shape) && !value_is_tuple(shape)) {
        return raise_false(t, &TypeError_type, "shape must be a list or a tuple");
    }
    *n = sequence_length(shape);
    if (*n > MEMORYVIEW_MAX_DIMENSIONS) {
        return raise_false(t, &ValueError_type,
                           "memoryview: number of dimensions must not exceed %d",
                           MEMORYVIEW_MAX_DIMENSIONS);
    }
    return view->n_dimensions == 1 || *n == 1 ||
           raise_false(t, &TypeError_type, "memoryview: cast must be 1D -> ND or ND -> 1D");
}

Value memoryview_cast(struct thread *t, const struct memoryview *view, Value format, Value shape)
{
    uint64_t n = 1;
    if (!value_is_str(format)) {
        return raise_error(t, &TypeError_type, "cast() argument 'format' must be str, not %A",
                           format);
    }
    if (!memoryview_is_c_contiguous(view)) {
        return raise_error(t, &TypeError_type,
                           "memoryview: casts are restricted to C-contiguous views");
    }
    bool has_shape = shape != VALUE_UNBOUND;
    if ((has_shape || view->n_dimensions != 1) && has_zeros(view)) {
        return raise_error(t, &TypeError_type,
                           "memoryview: cannot cast view with zeros in shape or strides");
    }
    if (has_shape && !check_shape(t, view, shape, &n)) {
        return VALUE_ERROR;
    }
    struct memoryview *cast = cast_format(t, view, format);
    if (cast != NULL && has_shape) {
        struct memoryview *flat = cast;
        cast = cast_shape(t, flat, shape, n);
        memoryview_release(flat);
    }
    return cast == NULL ? VALUE_ERROR : value_from_object(cast);
}
