#include "runtime/modules/regex_library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/modules/dynamic_library.h"

enum { N_WIDTHS = 3 };

static int width_index(int width)
{
    return width >> 1; /* 1, 2, 4 -> 0, 1, 2 */
}

/* --- Loading --- */

/* Filled under `lock`, then published by the release store of is_loaded. */
static struct library_slot {
    struct regex_library functions;
    uint32_t is_loaded;
} slots[N_WIDTHS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static bool find_functions(void *library, int width, struct regex_library *to)
{
    static const char *const suffixes[N_WIDTHS] = {"_8", "_16", "_32"};
    const struct dynamic_function rows[] = {
        {"compile", &to->compile},
        {"code_free", &to->code_free},
        {"jit_compile", &to->jit_compile},
        {"match", &to->match},
        {"jit_match", &to->jit_match},
        {"match_data_create", &to->match_data_create},
        {"match_data_free", &to->match_data_free},
        {"get_ovector_pointer", &to->get_ovector_pointer},
        {"match_context_create", &to->match_context_create},
        {"match_context_free", &to->match_context_free},
        {"set_match_limit", &to->set_match_limit},
        {"set_depth_limit", &to->set_depth_limit},
        {"get_error_message", &to->get_error_message},
        {"compile_context_create", &to->compile_context_create},
        {"compile_context_free", &to->compile_context_free},
        {"set_newline", &to->set_newline},
        {"set_parens_nest_limit", &to->set_parens_nest_limit},
    };
    return dynamic_functions_find(library, "pcre2_", suffixes[width_index(width)], rows,
                                  COUNT_OF(rows));
}

/* A message for ImportError into error[size], or true. */
static bool load_locked(struct library_slot *slot, int width, char *error, size_t size)
{
    char file[32];
    snprintf(file, sizeof file, "libpcre2-%d.so.0", 8 * width);
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL || !find_functions(library, width, &slot->functions)) {
        const char *reason = dlerror();
        snprintf(error, size, "the module re needs %s (Debian: apt-get install libpcre2-%d-0): %s",
                 file, 8 * width, reason == NULL ? "unknown error" : reason);
        return false;
    }
    store_release(&slot->is_loaded, 1u);
    return true;
}

const struct regex_library *regex_library_get(struct thread *t, int width)
{
    struct library_slot *slot = &slots[width_index(width)];
    if (LIKELY(load_acquire(&slot->is_loaded))) {
        return &slot->functions;
    }
    char error[512];
    pthread_mutex_lock(&lock);
    bool is_loaded =
        load_acquire(&slot->is_loaded) || load_locked(slot, width, error, sizeof error);
    pthread_mutex_unlock(&lock);
    if (!is_loaded) {
        raise_error(t, &ImportError_type, "%s", error);
        return NULL;
    }
    return &slot->functions;
}

void regex_library_free_code(int width, void *code)
{
    slots[width_index(width)].functions.code_free(code);
}

/* --- Match data: what a match writes to; it holds no heap object --- */

struct scratch {
    void *match_data[N_WIDTHS];
    void *contexts[N_WIDTHS];
    uint32_t n_pairs[N_WIDTHS];
};
static __thread struct scratch *scratch;
static pthread_key_t scratch_key; /* frees a thread's scratch when it ends */
static pthread_once_t scratch_once = PTHREAD_ONCE_INIT;

static void free_scratch(void *pointer)
{
    struct scratch *s = pointer;
    for (int i = 0; i < N_WIDTHS; i++) {
        if (s->match_data[i] != NULL) {
            slots[i].functions.match_data_free(s->match_data[i]);
        }
        if (s->contexts[i] != NULL) {
            slots[i].functions.match_context_free(s->contexts[i]);
        }
    }
    free(s);
}

static void make_key(void)
{
    (void)pthread_key_create(&scratch_key, free_scratch); /* else it is freed with the process */
}

static bool make_scratch(void)
{
    pthread_once(&scratch_once, make_key);
    scratch = calloc(1, sizeof *scratch);
    if (scratch != NULL) {
        pthread_setspecific(scratch_key, scratch);
    }
    return scratch != NULL;
}

static bool grow(const struct regex_library *library, int i, uint32_t n_groups)
{
    uint32_t n_pairs = n_groups < 16 ? 16 : n_groups + 1;
    if (scratch->contexts[i] == NULL) {
        scratch->contexts[i] = library->match_context_create(NULL);
    }
    void *match_data =
        scratch->contexts[i] == NULL ? NULL : library->match_data_create(n_pairs, NULL);
    if (match_data == NULL) {
        return false;
    }
    if (scratch->match_data[i] != NULL) {
        library->match_data_free(scratch->match_data[i]);
    }
    scratch->match_data[i] = match_data;
    scratch->n_pairs[i] = n_pairs;
    return true;
}

void *regex_match_data(struct thread *t, int width, uint32_t n_groups, void **context)
{
    int i = width_index(width);
    if (UNLIKELY((scratch == NULL && !make_scratch()) ||
                 (scratch->n_pairs[i] <= n_groups && !grow(&slots[i].functions, i, n_groups)))) {
        raise_no_memory(t);
        return NULL;
    }
    *context = scratch->contexts[i];
    return scratch->match_data[i];
}
