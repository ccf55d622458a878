/*
 * The modules of runtime/lib, carried inside the binary so that it runs without any file beside it.
 * scripts/embed.sh writes the table at build time; everything here is constant. Beside it stands what they compile to.
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

/* What the compiler makes of a module without -O, as marshal writes it. */
struct embedded_code {
    const char *name;
    const unsigned char *bytes;
    size_t size;
};

/* As embedded_modules, but by scripts/embed_code.py; release builds have all modules here, others none. */
extern const struct embedded_code embedded_codes[];
extern const size_t n_embedded_codes;

const struct embedded_code *embedded_find_code(const char *name);

#endif
