/*
 * The modules of runtime/lib, carried inside the binary so that it runs without any file beside it.
 * scripts/embed.sh writes the table at build time; everything here is constant.
 */
#ifndef HASP_RUNTIME_EMBEDDED_H
#define HASP_RUNTIME_EMBEDDED_H

#include <stdbool.h>
#include <stddef.h>

struct embedded_module {
    const char *name; /* dotted, as in an import statement */
    bool is_package;
    const char *source; /* UTF-8, ends with a newline and a NUL that `size` does not count */
    size_t size;
};

/* Sorted by name. The table ends with a row of zeros, which the count leaves out. */
extern const struct embedded_module embedded_modules[];
extern const size_t n_embedded_modules;

/* The module of that dotted name, or NULL. */
const struct embedded_module *embedded_find(const char *name);

#endif
