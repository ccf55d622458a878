#include "runtime/modules/zlib_library.h"

#include <dlfcn.h>

#include "runtime/modules/dynamic_library.h"

/* Filled once: a module is imported by one thread, and others find it after that. */
static struct zlib_library functions;

bool zlib_library_load(struct thread *t)
{
    const struct dynamic_function rows[] = {
        {"deflateInit2_", &functions.deflate_init},
        {"deflate", &functions.deflate},
        {"deflateCopy", &functions.deflate_copy},
        {"deflateEnd", &functions.deflate_end},
        {"deflateSetDictionary", &functions.deflate_dictionary},
        {"inflateInit2_", &functions.inflate_init},
        {"inflate", &functions.inflate},
        {"inflateCopy", &functions.inflate_copy},
        {"inflateEnd", &functions.inflate_end},
        {"inflateSetDictionary", &functions.inflate_dictionary},
        {"crc32_z", &functions.crc32},
        {"adler32_z", &functions.adler32},
        {"zlibVersion", &functions.version},
    };
    void *library = dlopen("libz.so.1", RTLD_NOW | RTLD_LOCAL);
    return (library != NULL && dynamic_functions_find(library, "", "", rows, COUNT_OF(rows))) ||
           raise_false(t, &ImportError_type,
                       "the module zlib needs libz.so.1 (Debian: apt-get install zlib1g)");
}

const struct zlib_library *zlib_library(void)
{
    return &functions;
}
