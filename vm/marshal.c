/* The module marshal. Its format for plain data is runtime/modules/marshal.h's; code objects are written here. */
#include "runtime/modules/marshal.h"

#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/bytes_like.h"
#include "runtime/call.h"
#include "runtime/code.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "vm/marshal_code.h"

static Value dumps(struct thread *t, Value v, Value version)
{
    struct marshal_writer w = {
        .t = t, .version = MARSHAL_VERSION, .seen = VALUE_UNBOUND, .write_code = code_write};
    int n = MARSHAL_VERSION;
    if (version != VALUE_UNBOUND && !number_to_c_int(t, version, &n)) {
        return VALUE_ERROR;
    }
    w.version = n;
    if (n >= 3) {
        w.seen = dict_new(t);
        if (w.seen == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    Value result = VALUE_ERROR;
    if (marshal_write(&w, v)) {
        result = w.out.failed ? raise_no_memory(t) : bytes_new(t, w.out.data, w.out.size);
    }
    buffer_free(&w.out);
    return result;
}

static Value marshal_dumps(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    return dumps(t, args[0], args[1]);
}

static Value marshal_dump(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    Value bytes = dumps(t, args[0], args[2]);
    return bytes == VALUE_ERROR ? bytes : call_method_1(t, args[1], name_write, bytes);
}

static Value read_one(struct marshal_reader *r)
{
    r->references = list_new(r->t, 0);
    r->read_code = code_read;
    Value v = r->references == VALUE_ERROR ? VALUE_ERROR : marshal_read(r);
    return v != VALUE_UNBOUND
               ? v
               : raise_error(r->t, &TypeError_type, "NULL object in marshal data for object");
}

static Value marshal_loads(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    struct text text;
    if (!bytes_like_get(t, args[0], &text)) {
        return VALUE_ERROR;
    }
    struct marshal_reader r = {.t = t,
                               .source = args[0],
                               .data = text.characters,
                               .n = text.length,
                               .read = VALUE_UNBOUND};
    Value v = read_one(&r);
    gc_keep(text.characters);
    return v;
}

static Value marshal_load(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct marshal_reader r = {
        .t = t, .source = VALUE_UNBOUND, .read = object_get_attribute(t, args[0], name_read)};
    return r.read == VALUE_ERROR ? VALUE_ERROR : read_one(&r);
}

static const struct native_def functions[] = {
    {"dump", marshal_dump, "(value, file, version=4, /)", "Write the value on the open file.",
     NATIVE_METHOD},
    {"dumps", marshal_dumps, "(value, version=4, /)",
     "Return the bytes object that would be written to a file by dump(value, file).",
     NATIVE_METHOD},
    {"load", marshal_load, "(file, /)", "Read one value from the open file and return it.",
     NATIVE_METHOD},
    {"loads", marshal_loads, "(bytes, /)", "Convert the bytes-like object to a value.",
     NATIVE_METHOD},
    {0},
};

bool module_init_marshal(struct thread *t, Value module)
{
    return module_add_functions(t, module, functions) &&
           module_add(t, module, "version", value_from_small_int(MARSHAL_VERSION)) &&
           module_add(t, module, "_fingerprint", value_from_small_int(bytecode_fingerprint()));
}
