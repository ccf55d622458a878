#include "runtime/code.h"

#include <stdio.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/native.h"
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
    code->words = (uint64_t *)code->words_buffer->bytes;
    code->depths = (const uint16_t *)code->depths_buffer->bytes;
    code->exceptions = (struct exception_entry *)code->exceptions_buffer->bytes;
    return true;
}

Value code_new(struct thread *t, const struct code_spec *spec)
{
    struct code *code = gc_allocate(t, sizeof *code, &code_type);
    if (code == NULL || !copy_arrays(t, code, spec)) {
        return VALUE_ERROR;
    }
    code->flags = spec->flags;
    code->n_positional_only = spec->n_positional_only;
    code->n_positional = spec->n_positional;
    code->n_keyword_only = spec->n_keyword_only;
    code->n_parameters = spec->n_positional + spec->n_keyword_only +
                         !!(spec->flags & CODE_VARARGS) + !!(spec->flags & CODE_VARKEYWORDS);
    code->n_direct = code->n_parameters == code->n_positional ? code->n_positional : UINT32_MAX;
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
    return value_from_object(code);
}

struct code_position code_position_at(const struct code *code, uint32_t word)
{
    ASSERT(word < code->n_words);
    return ((const struct code_position *)code->positions_buffer->bytes)[word];
}

static void trace_code(struct marker *m, struct object *self)
{
    struct code *code = (struct code *)self;
    const Value fields[] = {code->name,      code->qualname, code->filename,     code->local_names,
                            code->constants, code->names,    code->global_names, code->doc};
    mark_values(m, fields, COUNT_OF(fields));
    mark_object(m, code->words_buffer);
    mark_object(m, code->exceptions_buffer);
    mark_object(m, code->depths_buffer);
    mark_object(m, code->positions_buffer);
    mark_object(m, code->global_cells);
}

static Value repr_code(struct thread *t, Value self)
{
    const struct code *code = (const struct code *)self;
    char address[32];
    snprintf(address, sizeof address, "%p", (const void *)code);
    return str_format(t, "<code object %V at %s, file \"%V\", line %d>", code->name, address,
                      code->filename, (int)code->first_line);
}

#define GET_VALUE(field)                                                                           \
    static Value get_##field(struct thread *t UNUSED, Value self)                                  \
    {                                                                                              \
        return ((const struct code *)self)->field;                                                 \
    }
GET_VALUE(name)
GET_VALUE(qualname)
GET_VALUE(filename)
GET_VALUE(constants)
#undef GET_VALUE

#define GET_NUMBER(field)                                                                          \
    static Value get_##field(struct thread *t UNUSED, Value self)                                  \
    {                                                                                              \
        return value_from_small_int(((const struct code *)self)->field);                           \
    }
GET_NUMBER(first_line)
GET_NUMBER(n_positional)
GET_NUMBER(n_positional_only)
GET_NUMBER(n_keyword_only)
GET_NUMBER(n_locals)
GET_NUMBER(n_registers)
GET_NUMBER(flags)
#undef GET_NUMBER

static Value names_slice(struct thread *t, const struct code *code, uint32_t from, uint32_t n)
{
    return tuple_new(t, value_to_tuple(code->local_names)->items + from, n);
}

static Value get_varnames(struct thread *t, Value self)
{
    const struct code *code = (const struct code *)self;
    return names_slice(t, code, 0, code->n_locals);
}

static Value get_cellvars(struct thread *t, Value self)
{
    const struct code *code = (const struct code *)self;
    return names_slice(t, code, code->n_locals, code->n_cells);
}

static Value get_freevars(struct thread *t, Value self)
{
    const struct code *code = (const struct code *)self;
    return names_slice(t, code, code->n_locals + code->n_cells, code->n_free);
}

/* Attribute names and global names together, as CPython's co_names. */
static Value get_names(struct thread *t, Value self)
{
    const struct code *code = (const struct code *)self;
    const struct tuple *first = value_to_tuple(code->global_names),
                       *second = value_to_tuple(code->names);
    Value all = tuple_new(t, NULL, first->length + second->length);
    if (all == VALUE_ERROR || all == tuple_empty) {
        return all;
    }
    Value *items = value_to_tuple(all)->items;
    memcpy(items, first->items, first->length * sizeof(Value));
    memcpy(items + first->length, second->items, second->length * sizeof(Value));
    return all;
}

static Value get_code_bytes(struct thread *t, Value self)
{
    const struct code *code = (const struct code *)self;
    return bytes_new(t, code->words, code->n_words * sizeof(uint64_t));
}

/* co_positions(): a list iterator of (line, end line, column, end column) per word. */
static Value positions(struct thread *t, Value *args, uint32_t n_args UNUSED,
                       Value keyword_names UNUSED)
{
    const struct code *code = (const struct code *)args[0];
    Value all = tuple_new(t, NULL, code->n_words);
    for (uint32_t i = 0; all != VALUE_ERROR && i < code->n_words; i++) {
        struct code_position p = code_position_at(code, i);
        Value item = tuple_of(t, 4, value_from_small_int(p.line), value_from_small_int(p.end_line),
                              value_from_small_int(p.column), value_from_small_int(p.end_column));
        if (item == VALUE_ERROR) {
            return item;
        }
        value_to_tuple(all)->items[i] = item;
    }
    return all == VALUE_ERROR ? all : object_iter(t, all);
}

/* --- replace() --- */

/* What may be replaced; all the rest belongs to the bytecode, which cannot be assembled from Python. */
enum replaceable {
    REPLACE_FILENAME,
    REPLACE_FIRST_LINE,
    REPLACE_FLAGS,
    REPLACE_NAME,
    REPLACE_QUALNAME
};

/* The instructions are rewritten while other threads run them: each word is copied whole. */
static bool copy_words(struct thread *t, struct code *copy, const struct code *from)
{
    copy->words_buffer = raw_buffer_new(t, from->n_words * sizeof *from->words);
    if (copy->words_buffer == NULL) {
        return false;
    }
    copy->words = (uint64_t *)copy->words_buffer->bytes;
    for (uint32_t i = 0; i < from->n_words; i++) {
        copy->words[i] = load_relaxed(&from->words[i]);
    }
    return true;
}

static bool replace_text(struct thread *t, const char *name, Value v, Value *field)
{
    if (v == VALUE_UNBOUND) {
        return true;
    }
    if (!value_is_str(v)) {
        return raise_false(t, &TypeError_type, "replace() argument '%s' must be str, not %A", name,
                           v);
    }
    *field = v;
    return true;
}

static bool replace_number(struct thread *t, Value v, uint32_t *field)
{
    int64_t n;
    if (v == VALUE_UNBOUND) {
        return true;
    }
    if (!number_to_index(t, v, &n)) {
        return false;
    }
    *field = (uint32_t)n;
    return true;
}

/* What the bytecode has been generated for: parameters in their registers, a return that makes a generator. */
enum {
    FIXED_FLAGS = CODE_VARARGS | CODE_VARKEYWORDS | CODE_GENERATOR | CODE_COROUTINE |
                  CODE_ASYNC_GENERATOR | CODE_NEWLOCALS | CODE_OPTIMIZED
};

static bool replace_flags(struct thread *t, Value v, uint32_t *flags)
{
    uint32_t before = *flags;
    return replace_number(t, v, flags) &&
           (((before ^ *flags) & FIXED_FLAGS) == 0 ||
            raise_false(t, &ValueError_type, "code: co_flags does not fit the bytecode"));
}

static Value replace(struct thread *t, Value *args, uint32_t n_args UNUSED,
                     Value keyword_names UNUSED)
{
    const struct code *code = (const struct code *)args[0];
    const Value *to = args + 1;
    struct code *copy = gc_allocate(t, sizeof *copy, &code_type);
    if (copy == NULL) {
        return VALUE_ERROR;
    }
    struct object base = copy->base;
    *copy = *code;
    copy->base = base;
    copy->global_cells = NULL;
    if (!copy_words(t, copy, code) ||
        !replace_text(t, "co_filename", to[REPLACE_FILENAME], &copy->filename) ||
        !replace_number(t, to[REPLACE_FIRST_LINE], &copy->first_line) ||
        !replace_flags(t, to[REPLACE_FLAGS], &copy->flags) ||
        !replace_text(t, "co_name", to[REPLACE_NAME], &copy->name) ||
        !replace_text(t, "co_qualname", to[REPLACE_QUALNAME], &copy->qualname)) {
        return VALUE_ERROR;
    }
    return value_from_object(copy);
}

static const struct native_def methods[] = {
    {"replace", replace,
     "(self, *, co_filename=None, co_firstlineno=None, co_flags=None, co_name=None, "
     "co_qualname=None)",
     "Return a copy of the code object with new values for the specified fields.", NATIVE_METHOD},
    {"co_positions", positions, "(self, /)", NULL, NATIVE_METHOD},
    {0},
};

static const struct getset_def members[] = {
    {"co_argcount", get_n_positional, NULL, NULL},
    {"co_consts", get_constants, NULL, NULL},
    {"co_filename", get_filename, NULL, NULL},
    {"co_firstlineno", get_first_line, NULL, NULL},
    {"co_flags", get_flags, NULL, NULL},
    {"co_kwonlyargcount", get_n_keyword_only, NULL, NULL},
    {"co_name", get_name, NULL, NULL},
    {"co_names", get_names, NULL, NULL},
    {"co_nlocals", get_n_locals, NULL, NULL},
    {"co_posonlyargcount", get_n_positional_only, NULL, NULL},
    {"co_qualname", get_qualname, NULL, NULL},
    {"co_stacksize", get_n_registers, NULL, NULL},
    {0},
};

static const struct getset_def getsets[] = {
    {"co_cellvars", get_cellvars, NULL, NULL},
    {"co_code", get_code_bytes, NULL, NULL},
    {"co_freevars", get_freevars, NULL, NULL},
    {"co_varnames", get_varnames, NULL, NULL},
    {0},
};

struct type code_type = {
    TYPE_HEADER("code", sizeof(struct code)),
    .flags = TYPE_WEAK_REFERABLE,
    .trace = trace_code,
    .repr = repr_code,
    .methods = methods,
    .getsets = getsets,
    .members = members,
};

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
