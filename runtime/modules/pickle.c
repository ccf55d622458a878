/* The module _pickle: dump, dumps, load, loads. The picklers of these are on the C stack. */
#include "runtime/modules/pickle.h"
#include "runtime/abstract.h"
#include "runtime/buffer_view.h"
#include "runtime/bytes.h"
#include "runtime/exception.h"
#include "runtime/memoryview.h"
#include "runtime/module.h"
#include "runtime/modules/unpickle.h"

Value pickle_error, pickling_error, unpickling_error;

/* args: obj, file, protocol, fix_imports, buffer_callback. */
static Value function_dump(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value names)
{
    struct pickler p;
    pickler_init(&p, t);
    return pickler_set_options(t, &p, args[2], args[3], args[4]) &&
                   pickler_set_file(t, &p, args[1]) && pickler_dump(&p, args[0])
               ? VALUE_NONE
               : VALUE_ERROR;
}

/* args: obj, protocol, fix_imports, buffer_callback. */
static Value function_dumps(struct thread *t, Value *args, UNUSED uint32_t n_args,
                            UNUSED Value names)
{
    struct pickler p;
    pickler_init(&p, t);
    Value made = pickler_set_options(t, &p, args[1], args[2], args[3]) && pickler_dump(&p, args[0])
                     ? bytes_new(t, p.out->bytes, p.length)
                     : VALUE_ERROR;
    pickle_keep_bytes(t, p.out);
    pickle_keep_values(t, p.memo);
    return made;
}

/* args: obj, protocol, reducers: what a Pickler would write whose table is copyreg's and these, without the object. */
static Value function_dumps_with_reducers(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                          UNUSED Value names)
{
    struct pickler p;
    pickler_init(&p, t);
    if (!value_is_dict(args[2])) {
        return raise_error(t, &TypeError_type, "reducers must be a dict, not %T", args[2]);
    }
    p.reducers = args[2];
    return pickler_set_options(t, &p, args[1], VALUE_TRUE, VALUE_NONE) && pickler_dump(&p, args[0])
               ? bytes_new(t, p.out->bytes, p.length)
               : VALUE_ERROR;
}

/* args: file, fix_imports, encoding, errors, buffers. */
static Value function_load(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value names)
{
    struct unpickler u = {.t = t};
    return unpickler_set_file(t, &u, args[0]) &&
                   unpickler_set_options(t, &u, "load", args[1], args[2], args[3], args[4])
               ? unpickler_load(&u)
               : VALUE_ERROR;
}

/* args: data, fix_imports, encoding, errors, buffers. */
static Value function_loads(struct thread *t, Value *args, UNUSED uint32_t n_args,
                            UNUSED Value names)
{
    struct unpickler u = {.t = t};
    if (!bytes_argument(t, args[0], &u.data, &u.n, &u.source) ||
        !unpickler_set_options(t, &u, "loads", args[1], args[2], args[3], args[4])) {
        return VALUE_ERROR;
    }
    Value loaded = unpickler_load(&u);
    gc_keep(u.source);
    pickle_keep_values(t, u.memo);
    return loaded;
}

static const struct native_def functions[] = {
    {"dump", function_dump, "(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)",
     "Write a pickled representation of obj to the open binary file: Pickler(file, "
     "protocol).dump(obj).",
     NATIVE_METHOD},
    {"dumps", function_dumps, "(obj, protocol=None, *, fix_imports=True, buffer_callback=None)",
     "Return the pickled representation of the object as a bytes object.", NATIVE_METHOD},
    {"_dumps_with_reducers", function_dumps_with_reducers, "(obj, protocol, reducers, /)", NULL,
     NATIVE_METHOD},
    {"load", function_load,
     "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
     "Read and return an object from the pickle data stored in a file: Unpickler(file).load().",
     NATIVE_METHOD},
    {"loads", function_loads,
     "(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
     "Read and return an object from the given pickle data.\n\nBytes past the pickled object's "
     "representation are ignored.",
     NATIVE_METHOD},
    {0},
};

/* ---- the module ---- */

static bool make_error(struct thread *t, Value *place, const char *name, struct type *base)
{
    Value type = exception_type_new(t, "_pickle", name, base, NULL);
    if (type != VALUE_ERROR) {
        gc_add_root(place);
        value_store(place, type);
    }
    return type != VALUE_ERROR;
}

/* Once: the module may be imported again, and its classes stay. */
static bool prepare(struct thread *t)
{
    if (value_load(&unpickling_error) != VALUE_UNBOUND) {
        return true;
    }
    pickle_names_init();
    return make_error(t, &pickle_error, "PickleError", &Exception_type) &&
           make_error(t, &pickling_error, "PicklingError",
                      (struct type *)value_load(&pickle_error)) &&
           make_error(t, &unpickling_error, "UnpicklingError",
                      (struct type *)value_load(&pickle_error));
}

/* What the names of the instructions are in the module pickle. */
static Value opcodes(struct thread *t)
{
    static const struct {
        const char *name;
        uint8_t byte;
    } rows[] = {
#define OPCODE(name, byte) {#name, byte},
#include "runtime/modules/pickle_opcodes.def"
    };
    Value dict = dict_new(t);
    for (size_t i = 0; dict != VALUE_ERROR && i < COUNT_OF(rows); i++) {
        Value byte = bytes_new(t, &rows[i].byte, 1);
        if (byte == VALUE_ERROR || !dict_set_cstr(t, value_to_dict(dict), rows[i].name, byte)) {
            return VALUE_ERROR;
        }
    }
    return dict;
}

bool module_init__pickle(struct thread *t, Value module)
{
    Value bytes = prepare(t) ? opcodes(t) : VALUE_ERROR;
    return bytes != VALUE_ERROR && module_add_functions(t, module, functions) &&
           module_add(t, module, "PickleBuffer", value_from_object(&pickle_buffer_type)) &&
           module_add(t, module, "PickleError", value_load(&pickle_error)) &&
           module_add(t, module, "Pickler", value_from_object(&pickler_type)) &&
           module_add(t, module, "PicklingError", value_load(&pickling_error)) &&
           module_add(t, module, "Unpickler", value_from_object(&unpickler_type)) &&
           module_add(t, module, "UnpicklingError", value_load(&unpickling_error)) &&
           module_add(t, module, "_opcodes", bytes);
}
