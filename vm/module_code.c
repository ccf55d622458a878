#include "vm/module_code.h"

#include <stdlib.h>

#include "compiler/compiler.h"
#include "runtime/code.h"
#include "runtime/import_cache.h"
#include "runtime/settings.h"
#include "runtime/str.h"
#include "vm/marshal_code.h"

/* Code from outside is a help, not a must: UNBOUND where it cannot be read. */
static Value code_or_nothing(struct thread *t, const char *bytes, size_t n)
{
    Value code = code_from_bytes(t, bytes, n);
    if (code == VALUE_ERROR) {
        error_clear(t);
    }
    return code == VALUE_ERROR ? VALUE_UNBOUND : code;
}

static Value from_cache(struct thread *t, Value cache, const struct import_found *found)
{
    size_t n;
    char *bytes = import_cache_read(t, cache, found, bytecode_fingerprint(), &n);
    if (bytes == NULL) {
        return VALUE_UNBOUND;
    }
    Value code = code_or_nothing(t, bytes, n);
    free(bytes);
    if (code != VALUE_UNBOUND) {
        code_set_filename((struct code *)code, found->path);
    }
    return code;
}

static void to_cache(struct thread *t, Value cache, const struct import_found *found, Value code)
{
    struct buffer bytes = BUFFER_EMPTY;
    if (code_to_bytes(t, code, &bytes)) {
        import_cache_write(t, cache, found, bytecode_fingerprint(), bytes.data, bytes.size);
    } else {
        error_clear(t);
    }
    buffer_free(&bytes);
}

static Value compile(struct thread *t, struct import_found *found)
{
    return import_read_source(t, found)
               ? compile_source(t, found->source, found->n, found->path, COMPILE_EXEC,
                                compile_level_flags(settings.optimize))
               : VALUE_ERROR;
}

Value module_code(struct thread *t, struct import_found *found)
{
    Value code = VALUE_UNBOUND, cache = VALUE_NONE;
    if (found->code != NULL && settings.optimize == 0) {
        code = code_or_nothing(t, (const char *)found->code, found->n_code);
    } else if (found->is_file) {
        cache = import_cache_path(t, found);
        if (cache == VALUE_ERROR) {
            return cache;
        }
        code = cache == VALUE_NONE ? VALUE_UNBOUND : from_cache(t, cache, found);
    }
    if (code != VALUE_UNBOUND) {
        return code;
    }
    code = compile(t, found);
    if (code != VALUE_ERROR && cache != VALUE_NONE) {
        to_cache(t, cache, found, code);
    }
    return code;
}
