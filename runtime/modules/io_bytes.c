/* io.BytesIO. */
#include <stdlib.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/file_private.h"
#include "runtime/memoryview.h"
#include "runtime/modules/io_memory.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define METHOD(name)                                                                               \
    static Value name(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)

static struct memory_file *self_of(Value v)
{
    return (struct memory_file *)v;
}

/* A malloc'ed copy as bytes; frees it. */
static Value take_bytes(struct thread *t, void *copy, size_t n)
{
    Value bytes = copy == NULL ? VALUE_ERROR : bytes_new(t, copy, n);
    free(copy);
    return bytes;
}

METHOD(bytes_io_read)
{
    int64_t size;
    size_t n_read;
    if (!size_argument(t, args[1], &size)) {
        return VALUE_ERROR;
    }
    void *copy = memory_read(t, self_of(args[0]), size, false, &n_read);
    return take_bytes(t, copy, n_read);
}

METHOD(bytes_io_readline)
{
    int64_t size;
    size_t n_read;
    if (!size_argument(t, args[1], &size)) {
        return VALUE_ERROR;
    }
    void *copy = memory_read(t, self_of(args[0]), size, true, &n_read);
    return take_bytes(t, copy, n_read);
}

static Value next_line(struct thread *t, Value self)
{
    size_t n_read;
    void *copy = memory_read(t, self_of(self), -1, true, &n_read);
    Value line = take_bytes(t, copy, n_read);
    return line != VALUE_ERROR && n_read == 0 ? VALUE_UNBOUND : line;
}

METHOD(bytes_io_readinto)
{
    size_t size, n_read;
    if (!writable_length(t, args[1], "readinto()", &size)) {
        return VALUE_ERROR;
    }
    void *copy = memory_read(t, self_of(args[0]), (int64_t)size, false, &n_read);
    if (copy == NULL) {
        return VALUE_ERROR;
    }
    writable_store(args[1], copy, n_read);
    free(copy);
    return value_from_small_int((int64_t)n_read);
}

METHOD(bytes_io_write)
{
    const char *data;
    size_t size;
    Value keep;
    if (!memory_check_open(t, self_of(args[0])) || !memory_check_views(t, self_of(args[0])) ||
        !bytes_argument(t, args[1], &data, &size, &keep) ||
        !memory_write(t, self_of(args[0]), 1, data, size)) {
        return VALUE_ERROR;
    }
    gc_keep(keep);
    return value_from_small_int((int64_t)size);
}

METHOD(bytes_io_getvalue)
{
    size_t length;
    void *copy = memory_contents(t, self_of(args[0]), &length);
    return take_bytes(t, copy, length);
}

METHOD(bytes_io_getbuffer)
{
    return memory_check_open(t, self_of(args[0]))
               ? memoryview_new(t, value_from_object(self_of(args[0])->contents))
               : VALUE_ERROR;
}

/* (contents, position, attributes) */
METHOD(bytes_io_getstate)
{
    size_t length;
    void *copy = memory_contents(t, self_of(args[0]), &length);
    Value contents = take_bytes(t, copy, length);
    Value position = contents == VALUE_ERROR ? contents : call_method_0(t, args[0], name_tell);
    Value attributes = position == VALUE_ERROR ? position : memory_attributes(t, self_of(args[0]));
    return attributes == VALUE_ERROR ? attributes : tuple_of(t, 3, contents, position, attributes);
}

static bool set_contents(struct thread *t, struct memory_file *file, Value initial)
{
    const char *data;
    size_t size;
    Value keep;
    if (!memory_check_views(t, file) || !bytes_argument(t, initial, &data, &size, &keep) ||
        !memory_set(t, file, data, size)) {
        return false;
    }
    gc_keep(keep);
    return true;
}

METHOD(bytes_io_setstate)
{
    struct memory_file *file = self_of(args[0]);
    const struct tuple *state = value_is_tuple(args[1]) ? value_to_tuple(args[1]) : NULL;
    if (state == NULL || state->length < 3) {
        return raise_error(t, &TypeError_type, "%T.__setstate__ argument should be 3-tuple, got %T",
                           args[0], args[1]);
    }
    return memory_check_open(t, file) && set_contents(t, file, state->items[0]) &&
                   memory_set_position(t, file, state->items[1], "second") &&
                   memory_set_attributes(t, file, state->items[2], "third")
               ? VALUE_NONE
               : VALUE_ERROR;
}
#undef METHOD

static Value new (struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct memory_file *file = memory_new(t, (struct type *)args[0], 1);
    return file == NULL ? VALUE_ERROR : value_from_object(file);
}

static bool init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"BytesIO", "(initial_bytes=b'')", NULL};
    Value initial;
    if (!arguments_bind(t, &parser, args, n_args, keyword_names, &initial)) {
        return false;
    }
    return initial == VALUE_UNBOUND || initial == VALUE_NONE
               ? memory_check_views(t, self_of(self)) && memory_set(t, self_of(self), "", 0)
               : set_contents(t, self_of(self), initial);
}

static const struct native_def methods[] = {
    MEMORY_METHODS(MEMORY_METHOD_ROW){"getbuffer", bytes_io_getbuffer, "(self, /)", NULL,
                                      NATIVE_METHOD},
    {"__getstate__", bytes_io_getstate, "(self, /)", NULL, NATIVE_METHOD},
    {"__setstate__", bytes_io_setstate, "(self, state, /)", NULL, NATIVE_METHOD},
    {"getvalue", bytes_io_getvalue, "(self, /)",
     "Retrieve the entire contents of the BytesIO object.", NATIVE_METHOD},
    {"read", bytes_io_read, "(self, size=-1, /)", NULL, NATIVE_METHOD},
    {"read1", bytes_io_read, "(self, size=-1, /)", NULL, NATIVE_METHOD},
    {"readinto", bytes_io_readinto, "(self, buffer, /)", NULL, NATIVE_METHOD},
    {"readline", bytes_io_readline, "(self, size=-1, /)", NULL, NATIVE_METHOD},
    {"write", bytes_io_write, "(self, b, /)", NULL, NATIVE_METHOD},
    {0},
};
static const struct getset_def getsets[] = {
    {"closed", memory_get_closed, NULL, NULL},
    {0},
};

struct type bytes_io_type = {
    TYPE_HEADER("BytesIO", sizeof(struct memory_file)),
    .module = "_io",
    .flags = TYPE_BASE,
    .slots_offset = offsetof(struct memory_file, attribute_slots),
    .parent = &buffered_io_base_type,
    .methods = methods,
    .getsets = getsets,
    .new = new,
    .init = init,
    .next = next_line,
    .trace = memory_trace,
};
