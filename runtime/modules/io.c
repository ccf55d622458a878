/* The module _io: names for what runtime/file*.c, io_base.c and io_memory.c make. */
#include <fcntl.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/file.h"
#include "runtime/module.h"
#include "runtime/modules/io_memory.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* The place that the warning shows is further up. */
static bool warn_encoding(struct thread *t, Value stack_level)
{
    Value module_name = str_intern_cstr(t, "warnings"), name = str_intern_cstr(t, "warn");
    Value text = str_from_cstr(t, "'encoding' argument not specified");
    Value module = module_name == VALUE_ERROR || name == VALUE_ERROR || text == VALUE_ERROR
                       ? VALUE_ERROR
                       : import_module(t, module_name);
    Value args[] = {VALUE_UNBOUND, text, value_from_object(&EncodingWarning_type),
                    stack_level == VALUE_UNBOUND ? value_from_small_int(2) : stack_level};
    return module != VALUE_ERROR && call_method(t, module, name, args + 1, 3) != VALUE_ERROR;
}

/* text_encoding(encoding, stacklevel=2): what a function with an argument `encoding` passes on. */
static Value io_text_encoding(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)
{
    if (args[0] != VALUE_NONE) {
        return args[0];
    }
    if (text_warns_of_default_encoding(t) && !warn_encoding(t, args[1])) {
        return VALUE_ERROR;
    }
    return str_from_cstr(t, text_is_utf8_mode(t) ? "utf-8" : "locale");
}

static Value io_open_code(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)
{
    if (!value_is_str(args[0])) {
        return raise_error(t, &TypeError_type, "open_code() argument 'path' must be str, not %A",
                           args[0]);
    }
    Value mode = str_from_cstr(t, "rb");
    return mode == VALUE_ERROR
               ? mode
               : file_open(t, &(struct open_arguments){.file = args[0], .mode = mode});
}

static const struct native_def functions[] = {
    {"open_code", io_open_code, "(path)", NULL, NATIVE_METHOD},
    {"text_encoding", io_text_encoding, "(encoding, stacklevel=2, /)", NULL, NATIVE_METHOD},
    {0},
};

static const struct {
    const char *name;
    struct type *type;
} classes[] = {
    {"_IOBase", &io_base_type},
    {"_RawIOBase", &raw_io_base_type},
    {"_BufferedIOBase", &buffered_io_base_type},
    {"_TextIOBase", &text_io_base_type},
    {"BufferedRandom", &buffered_random_type},
    {"BufferedReader", &buffered_reader_type},
    {"BufferedWriter", &buffered_writer_type},
    {"BytesIO", &bytes_io_type},
    {"FileIO", &file_io_type},
    {"StringIO", &string_io_type},
    {"TextIOWrapper", &text_io_type},
    {"BlockingIOError", &BlockingIOError_type},
};

bool module_init__io(struct thread *t, Value module)
{
    for (size_t i = 0; i < COUNT_OF(classes); i++) {
        if (!module_add(t, module, classes[i].name, value_from_object(classes[i].type))) {
            return false;
        }
    }
    return files_init(t) && module_add(t, module, "UnsupportedOperation", unsupported_operation) &&
           module_add(t, module, "DEFAULT_BUFFER_SIZE",
                      value_from_small_int(STREAM_BUFFER_BYTES)) &&
           module_add_functions(t, module, file_open_functions) &&
           module_add_functions(t, module, functions);
}
