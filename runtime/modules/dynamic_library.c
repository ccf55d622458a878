#include "runtime/modules/dynamic_library.h"

#include <dlfcn.h>
#include <stdio.h>

bool dynamic_functions_find(void *library, const char *prefix, const char *suffix,
                            const struct dynamic_function *rows, size_t n_rows)
{
    for (size_t i = 0; i < n_rows; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s%s%s", prefix, rows[i].name, suffix);
        void *function = dlsym(library, name);
        if (function == NULL) {
            return false;
        }
        *(void **)rows[i].field =
            function; /* POSIX lets a function's address pass through void * */
    }
    return true;
}
