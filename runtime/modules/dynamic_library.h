/* Libraries that are opened when a module first needs them: a script without it does not pay for loading them. */
#ifndef HASP_RUNTIME_MODULES_DYNAMIC_LIBRARY_H
#define HASP_RUNTIME_MODULES_DYNAMIC_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

/* A field of a table of functions, and the middle of the name of the function that belongs there. */
struct dynamic_function {
    const char *name;
    void *field; /* points to a function pointer */
};

/* Fills each field from the function called prefix + name + suffix. False: `library` lacks one of them. */
bool dynamic_functions_find(void *library, const char *prefix, const char *suffix,
                            const struct dynamic_function *rows, size_t n_rows);

#endif
