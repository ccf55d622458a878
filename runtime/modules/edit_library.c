#include "runtime/modules/edit_library.h"

#include <dlfcn.h>
#include <pthread.h>

#include "runtime/base/attributes.h"
#include "runtime/modules/dynamic_library.h"

static struct edit_library functions;
static bool is_there;

static void load(void)
{
    const struct dynamic_function rows[] = {
        {"el_init", &functions.init},        {"el_set", &functions.set},
        {"el_gets", &functions.gets},        {"el_line", &functions.line},
        {"el_insertstr", &functions.insert}, {"el_deletestr", &functions.delete},
        {"el_cursor", &functions.cursor},    {"el_resize", &functions.resize},
        {"el_source", &functions.source},    {"history_init", &functions.history_init},
        {"history", &functions.history},
    };
    void *library = dlopen("libedit.so.2", RTLD_NOW | RTLD_LOCAL);
    is_there = library != NULL && dynamic_functions_find(library, "", "", rows, COUNT_OF(rows));
}

const struct edit_library *edit_library_get(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return is_there ? &functions : NULL;
}
