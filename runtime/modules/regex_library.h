/*
 * PCRE2, opened when the module re is first imported: a script without it does not pay for loading three libraries. One table
 * of functions for each width of code units; they take pointers to units of their width.
 */
#ifndef HASP_RUNTIME_MODULES_REGEX_LIBRARY_H
#define HASP_RUNTIME_MODULES_REGEX_LIBRARY_H

#define PCRE2_CODE_UNIT_WIDTH 0
#include <pcre2.h>

#include "runtime/error.h"

enum { REGEX_MAX_GROUPS = 65535 };

struct regex_library {
    void *(*compile)(const void *pattern, size_t n, uint32_t options, int *error, size_t *offset,
                     void *context);
    void (*code_free)(void *code);
    int (*jit_compile)(void *code, uint32_t options);
    int (*match)(const void *code, const void *subject, size_t n, size_t start, uint32_t options,
                 void *match_data, void *context);
    int (*jit_match)(const void *code, const void *subject, size_t n, size_t start,
                     uint32_t options, void *match_data, void *context);
    void *(*match_data_create)(uint32_t n_pairs, void *context);
    void (*match_data_free)(void *match_data);
    size_t *(*get_ovector_pointer)(void *match_data);
    void *(*match_context_create)(void *context);
    void (*match_context_free)(void *context);
    int (*set_match_limit)(void *context, uint32_t limit);
    int (*set_depth_limit)(void *context, uint32_t limit);
    int (*get_error_message)(int error, void *buffer, size_t n);
    void *(*compile_context_create)(void *context);
    void (*compile_context_free)(void *context);
    int (*set_newline)(void *context, uint32_t newline);
    int (*set_parens_nest_limit)(void *context, uint32_t limit);
};

/* The functions for units of `width` (1, 2, 4) bytes. NULL: ImportError that names the missing library. Any thread. */
RAISES const struct regex_library *regex_library_get(struct thread *t, int width);

/* For the collector: no thread is needed. The width has been loaded. */
void regex_library_free_code(int width, void *code);

/*
 * Match data of this thread for at least `n_groups` + 1 pairs, and a match context, whose limits the caller sets. They
 * live until the thread ends. NULL: MemoryError.
 */
RAISES void *regex_match_data(struct thread *t, int width, uint32_t n_groups, void **context);

#endif
