#include "vm/marshal_code.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/base/version.h"
#include "runtime/bytes.h"
#include "runtime/code.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/compiler_version.h"
#include "vm/format/bytecode.h"

enum { NESTED = 0, SEALED = 1 };

uint32_t bytecode_fingerprint(void)
{
    static const char facts[] = HASP_VERSION COMPILER_VERSION
#define OP(name, operands, n_extra, flags, effect) " " #name operands #n_extra flags
#include "vm/format/opcodes.def"
#undef OP
        ;
    static uint32_t known;
    uint32_t fingerprint = load_relaxed(&known);
    if (fingerprint == 0) {
        uint64_t hash = hash_with_key(facts, sizeof facts - 1, sizeof(struct code));
        fingerprint = (uint32_t)(hash ^ hash >> 32) | 1;
        store_relaxed(&known, fingerprint); /* two threads at once find the same */
    }
    return fingerprint;
}

static uint64_t mix(uint64_t sum, uint64_t word)
{
    sum = (sum ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return sum ^ sum >> 29;
}

static uint64_t checksum(const char *bytes, size_t n)
{
    uint64_t sum = n, word;
    for (; n >= sizeof word; n -= sizeof word, bytes += sizeof word) {
        memcpy(&word, bytes, sizeof word);
        sum = mix(sum, word);
    }
    word = 0;
    memcpy(&word, bytes, n);
    return mix(sum, word);
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

/* So many of the words behind an instruction are caches: they are not written. */
static unsigned n_caches(enum opcode op)
{
    return opcode_infos[op].n_extra > 0 && opcode_has_flag(op, 'C') ? 1 : 0;
}

/* --- Writing --- */

/* Seven bits a byte, the last one without the eighth. */
static void pack(struct buffer *out, uint32_t n)
{
    while (n >= 0x80) {
        buffer_append_byte(out, (char)(n | 0x80));
        n >>= 7;
    }
    buffer_append_byte(out, (char)n);
}

static void pack_signed(struct buffer *out, int32_t n)
{
    pack(out, (uint32_t)n << 1 ^ (uint32_t)(n >> 31));
}

static void pack_words(struct buffer *out, const struct code *code)
{
    for (uint32_t i = 0; i < code->n_words;) {
        uint64_t word = load_acquire(&code->words[i]);
        enum opcode op = instruction_op(word);
        buffer_append(out, &word, sizeof word);
        for (uint32_t extra = 1 + n_caches(op); extra <= opcode_infos[op].n_extra; extra++) {
            word = load_acquire(&code->words[i + extra]);
            buffer_append(out, &word, sizeof word);
        }
        i += 1 + opcode_infos[op].n_extra;
    }
}

static void pack_depths(struct buffer *out, const struct code *code)
{
    uint16_t deepest = 0;
    for (uint32_t i = 0; i < code->n_words; i++) {
        deepest = code->depths[i] > deepest ? code->depths[i] : deepest;
    }
    buffer_append_byte(out, deepest <= UINT8_MAX ? 1 : 2);
    for (uint32_t i = 0; i < code->n_words; i++) {
        if (deepest <= UINT8_MAX) {
            buffer_append_byte(out, (char)code->depths[i]);
        } else {
            buffer_append(out, &code->depths[i], sizeof code->depths[i]);
        }
    }
}

/* How many words it says, then where they come from, relative to the run before. */
static void pack_positions(struct buffer *out, const struct code *code)
{
    const struct code_position *positions =
        (const struct code_position *)code->positions_buffer->bytes;
    int32_t line = 0;
    for (uint32_t i = 0, end; i < code->n_words; i = end) {
        const struct code_position *p = &positions[i];
        for (end = i + 1; end < code->n_words && memcmp(p, &positions[end], sizeof *p) == 0;) {
            end++;
        }
        pack(out, end - i);
        pack_signed(out, p->line - line);
        pack_signed(out, p->end_line - p->line);
        pack_signed(out, p->column);
        pack_signed(out, p->end_column);
        line = p->line;
    }
}

static void pack_code(struct buffer *out, const struct code *code, struct code_spec *spec)
{
    uint32_t *numbers[N_NUMBERS];
    numbers_of(spec, numbers);
    for (int i = 0; i < N_NUMBERS; i++) {
        pack(out, *numbers[i]);
    }
    pack(out, code->n_words);
    pack(out, code->n_exceptions);
    pack_words(out, code);
    pack_depths(out, code);
    pack_positions(out, code);
    for (uint32_t i = 0; i < code->n_exceptions; i++) {
        const struct exception_entry *e = &code->exceptions[i];
        pack(out, e->start);
        pack(out, e->end);
        pack(out, e->handler);
        pack(out, e->exception_register);
    }
    buffer_append_byte(out, code->captures != NULL);
    if (code->captures != NULL) {
        buffer_append(out, code->captures->bytes, code->n_parameters);
    }
}

/* A number or checksum that becomes known later. */
static size_t leave_room(struct marshal_writer *w, size_t n)
{
    static const char zeros[sizeof(uint64_t)];
    size_t at = w->out.size;
    buffer_append(&w->out, zeros, n);
    return at;
}

static void fill_room(struct marshal_writer *w, size_t at, const void *bytes, size_t n)
{
    if (!w->out.failed) {
        memcpy(w->out.data + at, bytes, n);
    }
}

static void fill_size(struct marshal_writer *w, size_t at, size_t from)
{
    uint32_t size = (uint32_t)(w->out.size - from);
    fill_room(w, at, &size, sizeof size);
}

static bool write_body(struct marshal_writer *w, const struct code *code)
{
    struct code_spec spec = spec_of(code);
    Value *values[N_VALUES];
    values_of(&spec, values);
    for (int i = 0; i < N_VALUES; i++) {
        if (!marshal_write(w, *values[i])) {
            return false;
        }
    }
    size_t at = leave_room(w, sizeof(uint32_t));
    pack_code(&w->out, code, &spec);
    fill_size(w, at, at + sizeof(uint32_t));
    return true;
}

/* The body of a code object that is in none. It refers to nothing outside of it, which the seal does not cover. */
static bool write_whole(struct marshal_writer *w, const struct code *code)
{
    Value seen = w->seen;
    if (seen != VALUE_UNBOUND) {
        w->seen = dict_new(w->t);
    }
    w->is_in_code = true;
    bool is_written = w->seen != VALUE_ERROR && write_body(w, code);
    w->is_in_code = false;
    w->seen = seen;
    return is_written;
}

bool code_write(struct marshal_writer *w, Value v)
{
    const struct code *code = (const struct code *)v;
    bool is_nested = w->is_in_code;
    buffer_append_byte(&w->out, w->seen == VALUE_UNBOUND ? 'h' : (char)('h' | MARSHAL_REFERABLE));
    buffer_append_byte(&w->out, is_nested ? NESTED : SEALED);
    if (is_nested) {
        return write_body(w, code);
    }
    marshal_write_int(w, (int32_t)bytecode_fingerprint());
    size_t at_size = leave_room(w, sizeof(uint32_t)), at_sum = leave_room(w, sizeof(uint64_t));
    size_t from = w->out.size;
    if (!write_whole(w, code)) {
        return false;
    }
    fill_size(w, at_size, from);
    if (!w->out.failed) {
        uint64_t sum = checksum(w->out.data + from, w->out.size - from);
        fill_room(w, at_sum, &sum, sizeof sum);
    }
    return true;
}

/* --- Reading --- */

/* Packed bytes that are being read. `failed`: they say what cannot be. */
struct packed {
    const uint8_t *at, *end;
    bool failed;
};

static uint32_t unpack(struct packed *in)
{
    if (LIKELY(in->at < in->end && *in->at < 0x80)) {
        return *in->at++;
    }
    uint32_t n = 0;
    for (unsigned shift = 0; in->at < in->end && shift < 35; shift += 7) {
        uint8_t byte = *in->at++;
        n |= (uint32_t)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            return n;
        }
    }
    in->failed = true;
    return 0;
}

static int32_t unpack_signed(struct packed *in)
{
    uint32_t n = unpack(in);
    return (int32_t)(n >> 1 ^ -(n & 1));
}

static void unpack_bytes(struct packed *in, void *to, size_t n)
{
    if (n > (size_t)(in->end - in->at)) {
        in->failed = true;
        return;
    }
    memcpy(to, in->at, n);
    in->at += n;
}

static void unpack_words(struct packed *in, uint64_t *words, uint32_t n)
{
    for (uint32_t i = 0; i < n && !in->failed;) {
        unpack_bytes(in, &words[i], sizeof *words);
        uint32_t op = (uint32_t)instruction_op(words[i++]);
        if (op >= N_OPCODES || opcode_infos[op].n_extra > n - i) {
            in->failed = true;
            return;
        }
        unsigned n_extra = opcode_infos[op].n_extra;
        if (n_extra > 0) {
            unsigned skipped = n_caches((enum opcode)op);
            memset(&words[i], 0, skipped * sizeof *words);
            unpack_bytes(in, &words[i + skipped], (n_extra - skipped) * sizeof *words);
            i += n_extra;
        }
    }
}

static void unpack_depths(struct packed *in, uint16_t *depths, uint32_t n)
{
    uint8_t width = 0;
    unpack_bytes(in, &width, 1);
    if (width == 2) {
        unpack_bytes(in, depths, n * sizeof *depths);
    } else if (width != 1 || n > (size_t)(in->end - in->at)) {
        in->failed = true;
    } else {
        for (uint32_t i = 0; i < n; i++) {
            depths[i] = in->at[i];
        }
        in->at += n;
    }
}

static void unpack_positions(struct packed *in, struct code_position *positions, uint32_t n)
{
    struct code_position p = {0};
    for (uint32_t i = 0; i < n && !in->failed;) {
        uint32_t n_words = unpack(in);
        p.line += unpack_signed(in);
        p.end_line = p.line + unpack_signed(in);
        p.column = unpack_signed(in);
        p.end_column = unpack_signed(in);
        in->failed |= n_words == 0 || n_words > n - i;
        for (; n_words > 0 && !in->failed; n_words--) {
            positions[i++] = p;
        }
    }
}

static void unpack_exceptions(struct packed *in, struct exception_entry *to, uint32_t n)
{
    for (uint32_t i = 0; i < n && !in->failed; i++) {
        to[i].start = unpack(in);
        to[i].end = unpack(in);
        to[i].handler = unpack(in);
        to[i].exception_register = unpack(in);
    }
}

/* Where the arrays of a code object lie while it is made: malloc'ed in one piece. */
struct arrays {
    uint64_t *words;
    struct code_position *positions;
    struct exception_entry *exceptions;
    uint16_t *depths;
    uint8_t *captures;
};

static bool arrays_allocate(struct arrays *a, const struct code_spec *spec, size_t n_captures)
{
    size_t n = spec->n_words;
    char *memory = malloc(n * (sizeof *a->words + sizeof *a->positions + sizeof *a->depths) +
                          spec->n_exceptions * sizeof *a->exceptions + n_captures);
    if (memory == NULL) {
        return false;
    }
    a->words = (uint64_t *)memory;
    a->positions = (struct code_position *)(a->words + n);
    a->exceptions = (struct exception_entry *)(a->positions + n);
    a->depths = (uint16_t *)(a->exceptions + spec->n_exceptions);
    a->captures = (uint8_t *)(a->depths + n);
    return true;
}

static size_t n_parameters(const struct code_spec *spec)
{
    return (size_t)spec->n_positional + spec->n_keyword_only + !!(spec->flags & CODE_VARARGS) +
           !!(spec->flags & CODE_VARKEYWORDS);
}

static void unpack_arrays(struct packed *in, struct code_spec *spec, struct arrays *a)
{
    unpack_words(in, a->words, spec->n_words);
    unpack_depths(in, a->depths, spec->n_words);
    unpack_positions(in, a->positions, spec->n_words);
    unpack_exceptions(in, a->exceptions, spec->n_exceptions);
    uint8_t has_captures = 0;
    unpack_bytes(in, &has_captures, 1);
    if (has_captures) {
        unpack_bytes(in, a->captures, n_parameters(spec));
    }
    spec->words = a->words;
    spec->depths = a->depths;
    spec->positions = a->positions;
    spec->exceptions = a->exceptions;
    spec->captures = has_captures ? a->captures : NULL;
}

/* The fields that C code relies on, whatever the file says. */
static bool has_right_types(const struct code_spec *spec)
{
    return value_is_str(spec->name) && value_is_str(spec->qualname) &&
           value_is_str(spec->filename) && value_is_tuple(spec->local_names) &&
           value_is_tuple(spec->constants) && value_is_tuple(spec->names) &&
           value_is_tuple(spec->global_names);
}

static bool has_right_sizes(const struct code_spec *spec, const struct packed *in)
{
    size_t n_left =
        (size_t)(in->end - in->at); /* a word takes more than a byte, a range takes four */
    return !in->failed && spec->n_words > 0 && spec->n_words <= n_left &&
           spec->n_exceptions <= n_left && n_parameters(spec) <= spec->n_locals &&
           value_to_tuple(spec->local_names)->length ==
               (uint64_t)spec->n_locals + spec->n_cells + spec->n_free;
}

static Value unpack_code(struct marshal_reader *r, struct packed *in, struct code_spec *spec)
{
    uint32_t *numbers[N_NUMBERS];
    numbers_of(spec, numbers);
    for (int i = 0; i < N_NUMBERS; i++) {
        *numbers[i] = unpack(in);
    }
    spec->n_words = unpack(in);
    spec->n_exceptions = unpack(in);
    if (!has_right_sizes(spec, in)) {
        return marshal_bad(r, "code size out of range");
    }
    struct arrays arrays;
    if (!arrays_allocate(&arrays, spec, n_parameters(spec))) {
        return raise_no_memory(r->t);
    }
    unpack_arrays(in, spec, &arrays);
    Value code = in->failed || in->at != in->end ? marshal_bad(r, "instructions of a code object")
                                                 : code_new(r->t, spec);
    free(arrays.words);
    return code;
}

/* Names are compared by address. */
static bool intern_all(struct thread *t, Value names)
{
    struct tuple *tuple = value_to_tuple(names);
    for (uint64_t i = 0; i < tuple->length; i++) {
        Value name = tuple->items[i];
        name = value_type(name) == &str_type ? str_intern(t, name) : name;
        if (name == VALUE_ERROR) {
            return false;
        }
        tuple->items[i] = name; /* nobody else has seen it yet */
    }
    return true;
}

static Value read_body(struct marshal_reader *r)
{
    struct code_spec spec = {0};
    Value *values[N_VALUES];
    values_of(&spec, values);
    for (int i = 0; i < N_VALUES; i++) {
        *values[i] = marshal_read(r);
        if (*values[i] == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    if (!has_right_types(&spec)) {
        return marshal_bad(r, "field of a code object");
    }
    int32_t size;
    if (!intern_all(r->t, spec.local_names) || !intern_all(r->t, spec.names) ||
        !intern_all(r->t, spec.global_names) || !marshal_read_int(r, &size)) {
        return VALUE_ERROR;
    }
    const char *bytes = size < 0 ? NULL : marshal_read_bytes(r, (size_t)size);
    if (bytes == NULL) {
        return size < 0 ? marshal_bad(r, "code size out of range") : VALUE_ERROR;
    }
    struct packed in = {.at = (const uint8_t *)bytes, .end = (const uint8_t *)bytes + size};
    Value code = unpack_code(r, &in, &spec);
    gc_keep(bytes);
    return code;
}

/* What is sealed is taken from the file at once and read from there. */
static Value read_sealed(struct marshal_reader *r)
{
    int32_t fingerprint, size;
    if (!marshal_read_int(r, &fingerprint) || !marshal_read_int(r, &size)) {
        return VALUE_ERROR;
    }
    if ((uint32_t)fingerprint != bytecode_fingerprint()) {
        return marshal_bad(r, "bytecode of another version of Hasp");
    }
    uint64_t sum;
    const char *bytes = marshal_read_bytes(r, sizeof sum);
    if (bytes == NULL || size < 0) {
        return bytes == NULL ? VALUE_ERROR : marshal_bad(r, "code size out of range");
    }
    memcpy(&sum, bytes, sizeof sum);
    bytes = marshal_read_bytes(r, (size_t)size);
    if (bytes == NULL) {
        return VALUE_ERROR;
    }
    if (checksum(bytes, (size_t)size) != sum) {
        return marshal_bad(r, "checksum of a code object");
    }
    struct marshal_reader inner = *r;
    inner.read = VALUE_UNBOUND;
    inner.data = bytes;
    inner.n = (size_t)size;
    inner.at = 0;
    inner.is_in_code = true;
    inner.references = list_new(r->t, 0);
    Value code = inner.references == VALUE_ERROR ? VALUE_ERROR : read_body(&inner);
    gc_keep(bytes);
    return code;
}

Value code_read(struct marshal_reader *r)
{
    const char *byte = marshal_read_bytes(r, 1);
    if (byte == NULL) {
        return VALUE_ERROR;
    }
    return *byte == SEALED                    ? read_sealed(r)
           : *byte == NESTED && r->is_in_code ? read_body(r)
                                              : marshal_bad(r, "kind of a code object");
}

/* --- Alone --- */

bool code_to_bytes(struct thread *t, Value code, struct buffer *out)
{
    struct marshal_writer w = {.t = t,
                               .out = *out,
                               .version = MARSHAL_VERSION,
                               .seen = dict_new(t),
                               .write_code = code_write};
    bool written = w.seen != VALUE_ERROR && marshal_write(&w, code);
    *out = w.out;
    return written && (!out->failed || raise_no_memory(t) != VALUE_ERROR);
}

Value code_from_bytes(struct thread *t, const char *bytes, size_t n)
{
    struct marshal_reader r = {.t = t,
                               .source = VALUE_UNBOUND,
                               .data = bytes,
                               .n = n,
                               .read = VALUE_UNBOUND,
                               .references = list_new(t, 0),
                               .read_code = code_read};
    Value code = r.references == VALUE_ERROR ? VALUE_ERROR : marshal_read(&r);
    return code == VALUE_ERROR || (value_is_object(code) && value_type(code) == &code_type)
               ? code
               : marshal_bad(&r, "no code object");
}
