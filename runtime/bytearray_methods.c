/* The methods that bytearray has and bytes has not: those that change it. */
#include "runtime/abstract.h"
#include "runtime/buffer_export.h"
#include "runtime/bytearray.h"
#include "runtime/bytes_methods.h"
#include "runtime/call.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

static struct byte_store *self_of(Value *args)
{
    return (struct byte_store *)args[0];
}

static Value none_if(bool done)
{
    return done ? VALUE_NONE : VALUE_ERROR;
}

static Value append(ARGUMENTS)
{
    uint8_t byte = 0;
    return none_if(value_to_byte(t, args[1], "byte must be in range(0, 256)", &byte) &&
                   byte_store_append(t, self_of(args), &byte, 1));
}

static Value clear(ARGUMENTS)
{
    return none_if(byte_store_splice(t, self_of(args), 0, SIZE_MAX, NULL, 0));
}

static Value copy(ARGUMENTS)
{
    struct text text;
    return bytes_like_text(t, args[0], &text) ? bytearray_new(t, text.characters, text.length)
                                              : VALUE_ERROR;
}

static Value extend(ARGUMENTS)
{
    Value bytes = args[1];
    struct text text;
    if (value_is_str(bytes) && value_to_str(bytes)->length > 0) {
        return raise_error(t, &TypeError_type, "'str' object cannot be interpreted as an integer");
    }
    if (!value_has_buffer(bytes) && value_type(bytes)->iter == NULL &&
        value_type(bytes)->get_item == NULL) {
        return raise_error(t, &TypeError_type, "can't extend bytearray with %T", bytes);
    }
    if (value_is_str(bytes)) {
        return VALUE_NONE;
    }
    if (!value_has_buffer(bytes)) {
        bytes = bytes_from_iterable(t, bytes, "bytearray");
    }
    return none_if(bytes != VALUE_ERROR && bytes_like_text(t, bytes, &text) &&
                   byte_store_append(t, self_of(args), text.characters, text.length));
}

static Value insert(ARGUMENTS)
{
    int64_t i;
    uint8_t byte = 0;
    if (!number_to_index(t, args[1], &i) ||
        !value_to_byte(t, args[2], "byte must be in range(0, 256)", &byte)) {
        return VALUE_ERROR;
    }
    i += i < 0 ? (int64_t)byte_store_length(self_of(args)) : 0;
    i = i < 0 ? 0 : i;
    return none_if(byte_store_splice(t, self_of(args), (size_t)i, (size_t)i, &byte, 1));
}

static Value pop(ARGUMENTS)
{
    int64_t i = -1;
    if (args[1] != VALUE_UNBOUND && !number_to_index(t, args[1], &i)) {
        return VALUE_ERROR;
    }
    uint8_t byte;
    bool found = byte_store_take(self_of(args), i, 1, false, &byte);
    if (found && !byte_store_may_resize(t, self_of(args))) {
        return VALUE_ERROR;
    }
    if (found && byte_store_take(self_of(args), i, 1, true, &byte)) {
        return value_from_small_int(byte);
    }
    return raise_error(t, &IndexError_type,
                       byte_store_length(self_of(args)) == 0 ? "pop from empty bytearray"
                                                             : "pop index out of range");
}

static Value remove_value(ARGUMENTS)
{
    uint8_t byte = 0;
    if (!value_to_byte(t, args[1], "byte must be in range(0, 256)", &byte)) {
        return VALUE_ERROR;
    }
    struct byte_store *array = self_of(args);
    struct text text;
    if (!bytes_like_text(t, args[0], &text)) {
        return VALUE_ERROR;
    }
    int64_t place = text_find(text, (struct text){&byte, 1, 1});
    if (place < 0) {
        return raise_error(t, &ValueError_type, "value not found in bytearray");
    }
    return none_if(byte_store_splice(t, array, (size_t)place, (size_t)place + 1, NULL, 0));
}

static Value reverse(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                     Value names UNUSED)
{
    byte_store_reverse(self_of(args), 1);
    return VALUE_NONE;
}

/* The room that there is, with the byte behind the last one that CPython has. */
static Value alloc(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    struct byte_store *array = self_of(args);
    bool locked = object_lock(&array->base);
    uint64_t n = array->buffer == NULL ? 0 : array->buffer->n_bytes - array->offset;
    object_unlock(&array->base, locked);
    return value_from_small_int((int64_t)n + 1);
}

/* (type, (bytes,), state), (type, (), state) if there are none; up to protocol 2 the bytes are a str in Latin-1. */
static Value reduce_with(struct thread *t, Value self, int64_t protocol)
{
    Value bytes = byte_store_to_bytes(t, (struct byte_store *)self);
    Value arguments = bytes == VALUE_ERROR ? bytes : tuple_empty;
    if (bytes != VALUE_ERROR && value_to_bytes(bytes)->length > 0) {
        const struct bytes *b = value_to_bytes(bytes);
        Value text = protocol < 3 ? str_from_latin1(t, (const uint8_t *)b->data, b->length) : bytes;
        Value encoding =
            protocol < 3 && text != VALUE_ERROR ? str_from_cstr(t, "latin-1") : VALUE_UNBOUND;
        arguments = text == VALUE_ERROR || encoding == VALUE_ERROR ? VALUE_ERROR
                    : protocol < 3                                 ? tuple_pair(t, text, encoding)
                                                                   : tuple_of(t, (size_t)1, text);
    }
    Value state = arguments == VALUE_ERROR ? arguments : call_method_0(t, self, name___getstate__);
    return state == VALUE_ERROR
               ? state
               : tuple_of(t, (size_t)3, value_from_object(value_type(self)), arguments, state);
}

static Value reduce_ex(ARGUMENTS)
{
    int64_t protocol = 0;
    if (args[1] != VALUE_UNBOUND && !number_to_index(t, args[1], &protocol)) {
        return VALUE_ERROR;
    }
    return reduce_with(t, args[0], protocol);
}

static Value reduce(ARGUMENTS)
{
    return reduce_with(t, args[0], 2);
}

const struct native_def bytearray_methods[] = {
    {"__alloc__", alloc, "(self, /)", "The number of bytes that there is room for.", NATIVE_METHOD},
    {"__reduce__", reduce, "(self, /)", "Return state information for pickling.", NATIVE_METHOD},
    {"__reduce_ex__", reduce_ex, "(self, proto=0, /)", "Return state information for pickling.",
     NATIVE_METHOD},
    {"append", append, "(self, item, /)", "Append a single item to the end of the bytearray.",
     NATIVE_METHOD},
    {"clear", clear, "(self, /)", "Remove all items from the bytearray.", NATIVE_METHOD},
    {"copy", copy, "(self, /)", "Return a copy.", NATIVE_METHOD},
    {"extend", extend, "(self, iterable_of_ints, /)", "Append all the items from the iterable.",
     NATIVE_METHOD},
    {"insert", insert, "(self, index, item, /)", "Insert a single item before the index.",
     NATIVE_METHOD},
    {"pop", pop, "(self, index=-1, /)", "Remove and return a single item.", NATIVE_METHOD},
    {"remove", remove_value, "(self, value, /)", "Remove the first occurrence of a value.",
     NATIVE_METHOD},
    {"reverse", reverse, "(self, /)", "Reverse the order of the bytes.", NATIVE_METHOD},
#define BYTES_METHOD(name, signature, kind, doc) {#name, bytes_method_##name, signature, doc, kind},
#include "runtime/bytes_methods.def"
#undef BYTES_METHOD
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};
