#include "vm/marshal_code.h"

#include <string.h>

#include "runtime/base/version.h"
#include "runtime/bytes.h"
#include "runtime/code.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/format/bytecode.h"

uint32_t bytecode_fingerprint(void)
{
    static const char facts[] = HASP_VERSION
#define OP(name, operands, n_extra, flags, effect) " " #name operands #n_extra flags
#include "vm/format/opcodes.def"
#undef OP
        ;
    uint64_t hash = hash_with_key(facts, sizeof facts - 1, sizeof(struct code));
    return (uint32_t)(hash ^ hash >> 32);
}

/* --- Fields, in the order in which they are written --- */

enum { N_NUMBERS = 9, N_VALUES = 8 };

static void numbers_of(struct code_spec *spec, uint32_t *to[N_NUMBERS])
{
    uint32_t *const fields[N_NUMBERS] = {
        &spec->flags,          &spec->n_positional_only, &spec->n_positional,
        &spec->n_keyword_only, &spec->n_locals,          &spec->n_cells,
        &spec->n_free,         &spec->n_registers,       &spec->first_line};
    memcpy(to, fields, sizeof fields);
}

static void values_of(struct code_spec *spec, Value *to[N_VALUES])
{
    Value *const fields[N_VALUES] = {&spec->name,         &spec->qualname,  &spec->filename,
                                     &spec->local_names,  &spec->constants, &spec->names,
                                     &spec->global_names, &spec->doc};
    memcpy(to, fields, sizeof fields);
}

static struct code_spec spec_of(const struct code *code)
{
    return (struct code_spec){.flags = code->flags,
                              .n_positional_only = code->n_positional_only,
                              .n_positional = code->n_positional,
                              .n_keyword_only = code->n_keyword_only,
                              .n_locals = code->n_locals,
                              .n_cells = code->n_cells,
                              .n_free = code->n_free,
                              .n_registers = code->n_registers,
                              .first_line = code->first_line,
                              .name = code->name,
                              .qualname = code->qualname,
                              .filename = code->filename,
                              .local_names = code->local_names,
                              .constants = code->constants,
                              .names = code->names,
                              .global_names = code->global_names,
                              .doc = code->doc,
                              .n_words = code->n_words,
                              .n_exceptions = code->n_exceptions};
}

/* --- Writing --- */

/* The instructions as they were compiled: what caches hold belongs to this process. */
static void write_words(struct marshal_writer *w, const struct code *code)
{
    for (uint32_t i = 0; i < code->n_words;) {
        uint64_t word = load_acquire(&code->words[i]);
        enum opcode op = instruction_op(word);
        buffer_append(&w->out, &word, sizeof word);
        for (uint32_t extra = 1; extra <= opcode_infos[op].n_extra; extra++) {
            bool is_cache = extra == 1 && opcode_has_flag(op, 'C');
            word = is_cache ? 0 : load_acquire(&code->words[i + extra]);
            buffer_append(&w->out, &word, sizeof word);
        }
        i += 1 + opcode_infos[op].n_extra;
    }
}

bool code_write(struct marshal_writer *w, Value v)
{
    const struct code *code = (const struct code *)v;
    struct code_spec spec = spec_of(code);
    uint32_t *numbers[N_NUMBERS];
    Value *values[N_VALUES];
    numbers_of(&spec, numbers);
    values_of(&spec, values);
    buffer_append_byte(&w->out, w->seen == VALUE_UNBOUND ? 'h' : (char)('h' | MARSHAL_REFERABLE));
    marshal_write_int(w, (int32_t)bytecode_fingerprint());
    for (int i = 0; i < N_NUMBERS; i++) {
        marshal_write_int(w, (int32_t)*numbers[i]);
    }
    marshal_write_int(w, (int32_t)code->n_words);
    marshal_write_int(w, (int32_t)code->n_exceptions);
    write_words(w, code);
    buffer_append(&w->out, code->depths, code->n_words * sizeof *code->depths);
    buffer_append(&w->out, code->positions_buffer->bytes,
                  code->n_words * sizeof(struct code_position));
    buffer_append(&w->out, code->exceptions, code->n_exceptions * sizeof *code->exceptions);
    for (int i = 0; i < N_VALUES; i++) {
        if (!marshal_write(w, *values[i])) {
            return false;
        }
    }
    return true;
}

/* --- Reading --- */

/* An array of the code object, copied: the reader's bytes are aligned to nothing and valid only until more is read. */
static const void *read_array(struct marshal_reader *r, uint32_t n, size_t size)
{
    const char *bytes = marshal_read_bytes(r, n * size);
    struct raw_buffer *copy = bytes == NULL ? NULL : raw_buffer_new(r->t, n * size + 1);
    if (copy == NULL) {
        return NULL;
    }
    memcpy(copy->bytes, bytes, n * size);
    return copy->bytes;
}

static bool read_arrays(struct marshal_reader *r, struct code_spec *spec)
{
    int32_t n_words, n_exceptions;
    if (!marshal_read_int(r, &n_words) || !marshal_read_int(r, &n_exceptions)) {
        return false;
    }
    if (n_words <= 0 || n_exceptions < 0) {
        return marshal_bad(r, "code size out of range") != VALUE_ERROR;
    }
    spec->n_words = (uint32_t)n_words;
    spec->n_exceptions = (uint32_t)n_exceptions;
    return (spec->words = read_array(r, spec->n_words, sizeof *spec->words)) != NULL &&
           (spec->depths = read_array(r, spec->n_words, sizeof *spec->depths)) != NULL &&
           (spec->positions = read_array(r, spec->n_words, sizeof *spec->positions)) != NULL &&
           (spec->exceptions = read_array(r, spec->n_exceptions, sizeof *spec->exceptions)) != NULL;
}

/* The fields that C code relies on, whatever the file says. */
static bool has_right_types(const struct code_spec *spec)
{
    return value_is_str(spec->name) && value_is_str(spec->qualname) &&
           value_is_str(spec->filename) && value_is_tuple(spec->local_names) &&
           value_is_tuple(spec->constants) && value_is_tuple(spec->names) &&
           value_is_tuple(spec->global_names) &&
           value_to_tuple(spec->local_names)->length ==
               (uint64_t)spec->n_locals + spec->n_cells + spec->n_free;
}

/* Names are compared by address: marshal keeps no more than that a str was interned. */
static bool intern_all(struct thread *t, Value *names)
{
    const struct tuple *tuple = value_to_tuple(*names);
    Value copy = tuple_new(t, tuple->items, tuple->length);
    for (uint64_t i = 0; copy != VALUE_ERROR && i < tuple->length; i++) {
        Value name = value_to_tuple(copy)->items[i];
        name = value_type(name) == &str_type ? str_intern(t, name) : name;
        if (name == VALUE_ERROR) {
            return false;
        }
        value_to_tuple(copy)->items[i] = name;
    }
    *names = copy;
    return copy != VALUE_ERROR;
}

Value code_read(struct marshal_reader *r)
{
    struct code_spec spec = {0};
    uint32_t *numbers[N_NUMBERS];
    Value *values[N_VALUES];
    int32_t n;
    numbers_of(&spec, numbers);
    values_of(&spec, values);
    if (!marshal_read_int(r, &n)) {
        return VALUE_ERROR;
    }
    if ((uint32_t)n != bytecode_fingerprint()) {
        return marshal_bad(r, "bytecode of another version of Hasp");
    }
    for (int i = 0; i < N_NUMBERS; i++) {
        if (!marshal_read_int(r, &n)) {
            return VALUE_ERROR;
        }
        *numbers[i] = (uint32_t)n;
    }
    if (!read_arrays(r, &spec)) {
        return VALUE_ERROR;
    }
    for (int i = 0; i < N_VALUES; i++) {
        *values[i] = marshal_read(r);
        if (*values[i] == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    if (!has_right_types(&spec)) {
        return marshal_bad(r, "field of a code object");
    }
    return intern_all(r->t, &spec.local_names) && intern_all(r->t, &spec.names) &&
                   intern_all(r->t, &spec.global_names)
               ? code_new(r->t, &spec)
               : VALUE_ERROR;
}
