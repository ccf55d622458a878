/* Saving numbers, bytes, bytearrays and PickleBuffers. */
#include <stdio.h>

#include "runtime/abstract.h"
#include "runtime/buffer_view.h"
#include "runtime/bytearray.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/float.h"
#include "runtime/int_internal.h"
#include "runtime/memoryview.h"
#include "runtime/module.h"
#include "runtime/modules/pickle.h"

/* ---- numbers ---- */

bool pickle_save_bool(struct pickler *p, bool b)
{
    if (p->protocol >= 2) {
        return pickle_write_opcode(p, b ? PICKLE_NEWTRUE : PICKLE_NEWFALSE);
    }
    return pickle_write(p, b ? "I01\n" : "I00\n", 4);
}

/* The least number of bytes that hold n in two's complement. */
static unsigned width_of(int64_t n)
{
    unsigned width = 1;
    while (width < 8 && (n >> (8 * width - 1)) != 0 && (n >> (8 * width - 1)) != -1) {
        width++;
    }
    return width;
}

static bool save_as_decimal(struct pickler *p, Value v)
{
    Value text = int_to_str(p->t, v, 10);
    size_t n;
    const char *digits = text == VALUE_ERROR ? NULL : str_to_utf8(p->t, text, &n);
    return digits != NULL && pickle_write_opcode(p, PICKLE_LONG) && pickle_write(p, digits, n) &&
           pickle_write(p, "L\n", 2);
}

static bool save_long(struct pickler *p, int64_t n)
{
    if (p->protocol < 2) {
        return save_as_decimal(p, value_from_small_int(n));
    }
    unsigned width = width_of(n);
    char *place = pickle_claim(p, 2 + width);
    if (place == NULL) {
        return false;
    }
    place[0] = (char)PICKLE_LONG1;
    place[1] = (char)width;
    pickle_put_number(place + 2, (uint64_t)n, width);
    return true;
}

bool pickle_save_small_int(struct pickler *p, int64_t n)
{
    if (UNLIKELY(n != (int32_t)n)) {
        return save_long(p, n);
    }
    if (UNLIKELY(!load_relaxed(&p->is_binary))) {
        char text[24];
        int length = snprintf(text, sizeof text, "I%d\n", (int)n);
        return pickle_write(p, text, (size_t)length);
    }
    /* Room for the longest form: what is not needed of it is given back. */
    char *place = pickle_claim(p, 5);
    if (UNLIKELY(place == NULL)) {
        return false;
    }
    unsigned width = n == (uint8_t)n ? 1 : n == (uint16_t)n ? 2 : 4;
    place[0] = (char)(width == 1 ? PICKLE_BININT1 : width == 2 ? PICKLE_BININT2 : PICKLE_BININT);
    pickle_put_number(place + 1, (uint64_t)n, 4);
    p->length -= 4 - width;
    return true;
}

/* Two's complement of the magnitude m, `width` bytes of it. */
static void put_magnitude(char *to, const struct magnitude *m, size_t width)
{
    uint64_t carry = m->negative;
    for (size_t i = 0; 8 * i < width; i++) {
        uint64_t limb = i < m->n ? m->limbs[i] : 0;
        if (m->negative) {
            limb = ~limb + carry;
            carry = carry && limb == 0;
        }
        size_t rest = width - 8 * i;
        if (rest >= 8) {
            pickle_put_number(to + 8 * i, limb, 8);
        } else {
            pickle_put_number(to + 8 * i, limb, (unsigned)rest);
        }
    }
}

bool pickle_save_big_int(struct pickler *p, Value v)
{
    if (p->protocol < 2) {
        return save_as_decimal(p, v);
    }
    struct magnitude m;
    magnitude_of(&m, v);
    size_t bits = int_bit_length(v), width = bits / 8 + 1;
    if (m.negative && bits % 8 == 0) {
        /* -(2 ** (8 * n - 1)) fits n bytes: the only negative number whose sign needs no bit of its own. */
        bool is_power = true;
        for (size_t i = 0; i + 1 < m.n; i++) {
            is_power = is_power && m.limbs[i] == 0;
        }
        uint64_t top = m.limbs[m.n - 1];
        width -= is_power && (top & (top - 1)) == 0;
    }
    if (width > INT32_MAX) {
        return raise_false(p->t, &OverflowError_type, "int too large to pickle");
    }
    char *place = pickle_claim(p, (width < 256 ? 2 : 5) + width);
    if (place == NULL) {
        return false;
    }
    *place++ = (char)(width < 256 ? PICKLE_LONG1 : PICKLE_LONG4);
    unsigned size_width = width < 256 ? 1 : 4;
    pickle_put_number(place, width, size_width);
    put_magnitude(place + size_width, &m, width);
    return true;
}

bool pickle_save_float(struct pickler *p, double d)
{
    if (!load_relaxed(&p->is_binary)) {
        char text[FLOAT_TEXT_BYTES];
        size_t n = double_to_text(d, text);
        return pickle_write_opcode(p, PICKLE_FLOAT) && pickle_write(p, text, n) &&
               pickle_write(p, "\n", 1);
    }
    char *place = pickle_claim(p, 9);
    if (place == NULL) {
        return false;
    }
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    bits = __builtin_bswap64(bits);
    place[0] = PICKLE_BINFLOAT;
    memcpy(place + 1, &bits, sizeof bits);
    return true;
}

/* ---- bytes ---- */

static Value encode_function(struct thread *t)
{
    Value name = str_intern_cstr(t, "_codecs");
    Value module = name == VALUE_ERROR ? name : import_module(t, name);
    Value encode = module == VALUE_ERROR ? module : str_intern_cstr(t, "encode");
    return encode == VALUE_ERROR ? encode : object_get_attribute(t, module, encode);
}

/* Before protocol 3 there is no instruction for bytes: they are what encoding a text gives. */
static bool save_as_text(struct pickler *p, Value v)
{
    const struct bytes *bytes = value_to_bytes(v);
    if (bytes->length == 0) {
        return pickle_save_call(p, value_from_object(&bytes_type), tuple_empty, v);
    }
    Value text = str_from_latin1(p->t, (const uint8_t *)bytes->data, bytes->length);
    Value encoding = text == VALUE_ERROR ? text : str_intern_cstr(p->t, "latin1");
    Value arguments = encoding == VALUE_ERROR ? encoding : tuple_pair(p->t, text, encoding);
    Value encode = arguments == VALUE_ERROR ? arguments : encode_function(p->t);
    return encode != VALUE_ERROR && pickle_save_call(p, encode, arguments, v);
}

static bool write_bytes(struct pickler *p, const char *data, size_t n, Value v, Value payload)
{
    char header[9];
    unsigned width = n < 256 ? 1 : n <= UINT32_MAX ? 4 : 8;
    if (width == 8 && p->protocol < 4) {
        return raise_false(p->t, &OverflowError_type,
                           "serializing a bytes object larger than 4 GiB requires pickle protocol "
                           "4 or higher");
    }
    header[0] = (char)(width == 1   ? PICKLE_SHORT_BINBYTES
                       : width == 4 ? PICKLE_BINBYTES
                                    : PICKLE_BINBYTES8);
    pickle_put_number(header + 1, n, width);
    return pickle_write_data(p, header, 1 + width, data, n, payload) && pickle_memoize(p, v);
}

bool pickle_save_bytes(struct pickler *p, Value v)
{
    if (p->protocol < 3) {
        return save_as_text(p, v);
    }
    const struct bytes *bytes = value_to_bytes(v);
    return write_bytes(p, bytes->data, bytes->length, v, v);
}

static bool write_bytearray(struct pickler *p, const char *data, size_t n, Value v, Value payload)
{
    char header[9] = {(char)PICKLE_BYTEARRAY8};
    pickle_put_number(header + 1, n, 8);
    return pickle_write_data(p, header, sizeof header, data, n, payload) && pickle_memoize(p, v);
}

bool pickle_save_bytearray(struct pickler *p, Value v)
{
    Value copy = bytes_from_buffer(p->t, v);
    if (copy == VALUE_ERROR) {
        return false;
    }
    const struct bytes *bytes = value_to_bytes(copy);
    if (p->protocol >= 5) {
        return write_bytearray(p, bytes->data, bytes->length, v, v);
    }
    Value arguments = bytes->length == 0 ? tuple_empty : tuple_of(p->t, 1, copy);
    return arguments != VALUE_ERROR &&
           pickle_save_call(p, value_from_object(&bytearray_type), arguments, v);
}

/* ---- PickleBuffer ---- */

static bool save_in_band(struct pickler *p, Value v, const struct memoryview *view)
{
    const char *data;
    size_t n;
    Value keep;
    if (memoryview_is_c_contiguous(view)) {
        if (!bytes_argument(p->t, value_from_object(view), &data, &n, &keep)) {
            return false;
        }
    } else {
        keep = memoryview_to_bytes_transposed(p->t, view);
        if (keep == VALUE_ERROR) {
            return false;
        }
        data = value_to_bytes(keep)->data;
        n = value_to_bytes(keep)->length;
    }
    bool ok =
        view->is_read_only ? write_bytes(p, data, n, v, v) : write_bytearray(p, data, n, v, v);
    gc_keep(keep);
    return ok;
}

static bool save_out_of_band(struct pickler *p, const struct memoryview *view)
{
    return pickle_write_opcode(p, PICKLE_NEXT_BUFFER) &&
           (!view->is_read_only || pickle_write_opcode(p, PICKLE_READONLY_BUFFER));
}

bool pickle_save_buffer(struct pickler *p, Value v)
{
    if (p->protocol < 5) {
        return raise_false(p->t, pickling_error_type(),
                           "PickleBuffer can only pickled with protocol >= 5");
    }
    Value shown = pickle_buffer_view(p->t, v);
    if (shown == VALUE_ERROR) {
        return false;
    }
    const struct memoryview *view = (const struct memoryview *)shown;
    if (!memoryview_is_c_contiguous(view) && !memoryview_is_f_contiguous(view)) {
        return raise_false(p->t, pickling_error_type(),
                           "PickleBuffer can not be pickled when pointing to a non-contiguous "
                           "buffer");
    }
    if (p->buffer_callback == VALUE_UNBOUND) {
        return save_in_band(p, v, view);
    }
    Value answer = call_1(p->t, p->buffer_callback, v);
    enum truth in_band = answer == VALUE_ERROR ? TRUTH_ERROR : object_truth(p->t, answer);
    return in_band == TRUTH_TRUE ? save_in_band(p, v, view)
                                 : in_band == TRUTH_FALSE && save_out_of_band(p, view);
}
