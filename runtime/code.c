#include "runtime/code.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/import.h"
#include "runtime/settings.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* A raw buffer with a copy of `n_bytes`; NULL with MemoryError. */
static struct raw_buffer *copy_bytes(struct thread *t, const void *from, size_t n_bytes)
{
    struct raw_buffer *buffer = raw_buffer_new(t, n_bytes);
    if (buffer != NULL && n_bytes > 0) {
        memcpy(buffer->bytes, from, n_bytes);
    }
    return buffer;
}

/* -X no_debug_ranges. */
static void forget_columns(struct raw_buffer *positions, uint32_t n)
{
    struct code_position *position = (struct code_position *)positions->bytes;
    for (uint32_t i = 0; i < n; i++) {
        position[i].end_line = abs(position[i].line);
        position[i].column = position[i].end_column = -1;
    }
}

static bool copy_arrays(struct thread *t, struct code *code, const struct code_spec *spec)
{
    code->words_buffer = copy_bytes(t, spec->words, spec->n_words * sizeof *spec->words);
    code->depths_buffer = copy_bytes(t, spec->depths, spec->n_words * sizeof *spec->depths);
    code->positions_buffer =
        copy_bytes(t, spec->positions, spec->n_words * sizeof *spec->positions);
    code->exceptions_buffer =
        copy_bytes(t, spec->exceptions, spec->n_exceptions * sizeof *spec->exceptions);
    if (code->words_buffer == NULL || code->depths_buffer == NULL ||
        code->positions_buffer == NULL || code->exceptions_buffer == NULL) {
        return false;
    }
    if (UNLIKELY(settings.no_debug_ranges)) {
        forget_columns(code->positions_buffer, spec->n_words);
    }
    if (spec->captures != NULL) {
        code->captures = copy_bytes(t, spec->captures, code->n_parameters);
        if (code->captures == NULL) {
            return false;
        }
    }
    code->words = (uint64_t *)code->words_buffer->bytes;
    code->depths = (const uint16_t *)code->depths_buffer->bytes;
    code->exceptions = (struct exception_entry *)code->exceptions_buffer->bytes;
    return true;
}

/* FNV-1a, word by word. */
static uint64_t fingerprint(const uint64_t *words, uint32_t n)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (uint32_t i = 0; i < n; i++) {
        hash = (hash ^ words[i]) * UINT64_C(0x100000001b3);
        hash ^= hash >> 29; /* a word's upper bits reach the lower ones */
    }
    return hash;
}

static bool stands_for_c(Value filename)
{
    static const char folder[] = IMPORT_EMBEDDED_PATH "/";
    static const char *const names[] = {"_ast",      "_blake2",      "_codecs",   "_csv",
                                        "_generics", "_io_newlines", "_md5",      "_pickle",
                                        "_sha",      "_string.",     "_warnings", "pickle."};
    enum { N_FOLDER = sizeof folder - 1 };
    char start[N_FOLDER + 16];
    const struct str *s = value_to_str(filename);
    size_t n = 0;
    while (n < sizeof start - 1 && n < s->length &&
           (n >= N_FOLDER || str_at(s, n) == (unsigned char)folder[n])) {
        start[n] = (char)str_at(s, n);
        n++;
    }
    start[n] = '\0';
    for (size_t i = 0; n > N_FOLDER && i < COUNT_OF(names); i++) {
        if (strncmp(start + N_FOLDER, names[i], strlen(names[i])) == 0) {
            return true;
        }
    }
    return false;
}

Value code_new(struct thread *t, const struct code_spec *spec)
{
    struct code *code = gc_allocate(t, sizeof *code, &code_type);
    if (code == NULL) {
        return VALUE_ERROR;
    }
    code->flags = spec->flags | (stands_for_c(spec->filename) ? CODE_STANDS_FOR_C : 0);
    code->n_positional_only = spec->n_positional_only;
    code->n_positional = spec->n_positional;
    code->n_keyword_only = spec->n_keyword_only;
    code->n_parameters = spec->n_positional + spec->n_keyword_only +
                         !!(spec->flags & CODE_VARARGS) + !!(spec->flags & CODE_VARKEYWORDS);
    code->n_direct = code->n_parameters == code->n_positional ? code->n_positional : UINT32_MAX;
    code->n_pushed = code_is_generator(code) ? UINT32_MAX : code->n_direct;
    code->n_locals = spec->n_locals;
    code->n_cells = spec->n_cells;
    code->n_free = spec->n_free;
    code->n_named = spec->n_locals + spec->n_cells + spec->n_free;
    code->n_registers = spec->n_registers;
    code->first_line = spec->first_line;
    code->name = spec->name;
    code->qualname = spec->qualname;
    code->filename = spec->filename;
    code->local_names = spec->local_names;
    code->constants = spec->constants;
    code->names = spec->names;
    code->global_names = spec->global_names;
    code->doc = spec->doc;
    code->n_words = spec->n_words;
    code->n_exceptions = spec->n_exceptions;
    code->fingerprint = fingerprint(spec->words, spec->n_words);
    return copy_arrays(t, code, spec) ? value_from_object(code) : VALUE_ERROR;
}

static const struct code_position *position_of(const struct code *code, uint32_t word)
{
    ASSERT(word < code->n_words);
    return &((const struct code_position *)code->positions_buffer->bytes)[word];
}

struct code_position code_position_at(const struct code *code, uint32_t word)
{
    struct code_position position = *position_of(code, word);
    position.line = abs(position.line);
    return position;
}

bool code_is_artificial(const struct code *code, uint32_t word)
{
    return position_of(code, word)->line < 0;
}

bool code_captures(const struct code *code, uint32_t i)
{
    if (i >= code->n_locals) {
        return true;
    }
    return code->captures != NULL && i < code->n_parameters && code->captures->bytes[i] != 0;
}

static void fix_filename(struct code *code, Value old, Value new)
{
    if (!str_equal(value_to_str(code->filename), value_to_str(old))) {
        return;
    }
    code->filename = new;
    const struct tuple *constants = value_to_tuple(code->constants);
    for (uint64_t i = 0; i < constants->length; i++) {
        Value v = constants->items[i];
        if (value_is_object(v) && value_to_object(v)->type == &code_type) {
            fix_filename((struct code *)v, old, new);
        }
    }
}

void code_set_filename(struct code *code, Value filename)
{
    Value old = code->filename;
    if (!str_equal(value_to_str(old), value_to_str(filename))) {
        fix_filename(code, old, filename);
    }
}

static void trace_global_cells(struct marker *m, struct object *self)
{
    struct global_cells *cells = (struct global_cells *)self;
    mark_value(m, cells->globals);
    mark_value(m, cells->builtins);
    for (uint32_t i = 0; i < cells->n; i++) {
        mark_object(m, load_relaxed(&cells->cells[i].global));
        mark_object(m, load_relaxed(&cells->cells[i].builtin));
    }
}

struct type global_cells_type = {
    TYPE_HEADER("global_cells", sizeof(struct global_cells)),
    .trace = trace_global_cells,
};
