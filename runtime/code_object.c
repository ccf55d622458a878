/* Code objects as scripts see them: attributes, lines and positions, equality, replace(). */
#include <stdio.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/code.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

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
    mark_object(m, code->captures);
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

/* Captured arguments first, as CPython has them. */
static Value get_cellvars(struct thread *t, Value self)
{
    const struct code *code = (const struct code *)self;
    const Value *names = value_to_tuple(code->local_names)->items;
    Value list = list_new(t, code->n_cells);
    for (uint32_t i = 0; list != VALUE_ERROR && i < code->n_locals + code->n_cells; i++) {
        if (code_captures(code, i) && !list_append(t, value_to_list(list), names[i])) {
            return VALUE_ERROR;
        }
    }
    return list == VALUE_ERROR ? list : list_to_tuple(t, value_to_list(list));
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

/* --- Where the instructions come from --- */

static Value number_or_none(int32_t n)
{
    return n < 0 ? VALUE_NONE : value_from_small_int(n);
}

/* co_positions(): (line, end line, column, end column) of each word. */
static Value positions(struct thread *t, Value *args, uint32_t n_args UNUSED,
                       Value keyword_names UNUSED)
{
    const struct code *code = (const struct code *)args[0];
    Value all = tuple_new(t, NULL, code->n_words);
    for (uint32_t i = 0; all != VALUE_ERROR && i < code->n_words; i++) {
        struct code_position p = code_position_at(code, i);
        Value item = tuple_of(t, 4, number_or_none(p.line), number_or_none(p.end_line),
                              number_or_none(p.column), number_or_none(p.end_column));
        if (item == VALUE_ERROR) {
            return item;
        }
        value_to_tuple(all)->items[i] = item;
    }
    return all == VALUE_ERROR ? all : object_iter(t, all);
}

/* co_lines(): (start, end, line) of each run of words from one line, counted as tb_lasti is: two to a word. */
static Value lines(struct thread *t, Value *args, uint32_t n_args UNUSED,
                   Value keyword_names UNUSED)
{
    const struct code *code = (const struct code *)args[0];
    Value all = list_new(t, 8);
    for (uint32_t start = 0, end; all != VALUE_ERROR && start < code->n_words; start = end) {
        int32_t line = code_position_at(code, start).line;
        for (end = start + 1; end < code->n_words && code_position_at(code, end).line == line;) {
            end++;
        }
        Value item = tuple_of(t, 3, value_from_small_int(start * 2), value_from_small_int(end * 2),
                              number_or_none(line));
        if (item == VALUE_ERROR || !list_append(t, value_to_list(all), item)) {
            return VALUE_ERROR;
        }
    }
    return all == VALUE_ERROR ? all : object_iter(t, all);
}

/* --- Equality: what was compiled, wherever it was, and whatever has run since --- */

static bool same_place_and_parameters(const struct code *a, const struct code *b)
{
    return a->flags == b->flags && a->first_line == b->first_line &&
           a->n_positional_only == b->n_positional_only && a->n_positional == b->n_positional &&
           a->n_keyword_only == b->n_keyword_only && a->n_locals == b->n_locals &&
           a->n_cells == b->n_cells && a->n_free == b->n_free;
}

static bool same_instructions(const struct code *a, const struct code *b)
{
    return a->n_words == b->n_words && a->fingerprint == b->fingerprint &&
           a->n_exceptions == b->n_exceptions &&
           memcmp(a->positions_buffer->bytes, b->positions_buffer->bytes,
                  a->n_words * sizeof(struct code_position)) == 0 &&
           memcmp(a->exceptions, b->exceptions, a->n_exceptions * sizeof *a->exceptions) == 0;
}

static bool codes_are_equal(const struct code *a, const struct code *b);

/* Constants of equal value may be of different types. */
static bool same_constants(const struct tuple *a, const struct tuple *b)
{
    for (uint64_t i = 0; i < a->length && i < b->length; i++) {
        bool are_codes =
            value_type(a->items[i]) == &code_type && value_type(b->items[i]) == &code_type;
        bool same = are_codes ? codes_are_equal((const struct code *)a->items[i],
                                                (const struct code *)b->items[i])
                              : constants_are_same(a->items[i], b->items[i]);
        if (!same) {
            return false;
        }
    }
    return a->length == b->length;
}

static bool codes_are_equal(const struct code *a, const struct code *b)
{
    return a == b || (same_place_and_parameters(a, b) && same_instructions(a, b) &&
                      constants_are_same(a->name, b->name) &&
                      constants_are_same(a->local_names, b->local_names) &&
                      constants_are_same(a->names, b->names) &&
                      constants_are_same(a->global_names, b->global_names) &&
                      same_constants(value_to_tuple(a->constants), value_to_tuple(b->constants)));
}

static Value compare_codes(struct thread *t UNUSED, Value self, Value other, enum compare_op op)
{
    if ((op != COMPARE_EQ && op != COMPARE_NE) || value_type(other) != &code_type) {
        return VALUE_NOT_IMPLEMENTED;
    }
    bool equal = codes_are_equal((const struct code *)self, (const struct code *)other);
    return value_from_bool(equal == (op == COMPARE_EQ));
}

static bool hash_code(struct thread *t UNUSED, Value self, int64_t *hash)
{
    const struct code *code = (const struct code *)self;
    uint64_t mixed = code->fingerprint ^ (uint64_t)str_hash(value_to_str(code->name)) ^
                     ((uint64_t)code->first_line << 32 | code->flags);
    *hash = (int64_t)mixed == -1 ? -2 : (int64_t)mixed;
    return true;
}

/* --- replace() --- */

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

/* A part that the bytecode has been generated for: it may be given, but not be another one. */
static bool keep(struct thread *t, const char *name, Value given, Value now)
{
    if (given == VALUE_UNBOUND) {
        return now != VALUE_ERROR;
    }
    enum truth equal = now == VALUE_ERROR ? TRUTH_ERROR : object_equal(t, given, now);
    return equal == TRUTH_TRUE ||
           (equal == TRUTH_FALSE &&
            raise_false(t, &ValueError_type, "code: %s does not fit the bytecode", name));
}

/* Instructions number the constants: as many as before, or more. */
static bool replace_constants(struct thread *t, Value v, Value *field)
{
    if (v == VALUE_UNBOUND) {
        return true;
    }
    if (!value_is_tuple(v)) {
        return raise_false(t, &TypeError_type,
                           "replace() argument 'co_consts' must be tuple, not %A", v);
    }
    if (value_to_tuple(v)->length < value_to_tuple(*field)->length) {
        return raise_false(t, &ValueError_type, "code: co_consts does not fit the bytecode");
    }
    *field = v;
    return true;
}

/* The parameters of replace(), in the order of its signature. */
#define REPLACEABLE(X)                                                                             \
    X(ARGUMENTS, "co_argcount", get_n_positional)                                                  \
    X(POSITIONAL_ONLY, "co_posonlyargcount", get_n_positional_only)                                \
    X(KEYWORD_ONLY, "co_kwonlyargcount", get_n_keyword_only)                                       \
    X(LOCALS, "co_nlocals", get_n_locals)                                                          \
    X(STACK_SIZE, "co_stacksize", get_n_registers)                                                 \
    X(FLAGS, "co_flags", NULL)                                                                     \
    X(FIRST_LINE, "co_firstlineno", NULL)                                                          \
    X(CODE, "co_code", get_code_bytes)                                                             \
    X(CONSTANTS, "co_consts", NULL)                                                                \
    X(NAMES, "co_names", get_names)                                                                \
    X(VARIABLES, "co_varnames", get_varnames)                                                      \
    X(FREE, "co_freevars", get_freevars)                                                           \
    X(CELLS, "co_cellvars", get_cellvars)                                                          \
    X(FILENAME, "co_filename", NULL)                                                               \
    X(NAME, "co_name", NULL)                                                                       \
    X(QUALNAME, "co_qualname", NULL)

#define NUMBER(id, name, getter) REPLACE_##id,
enum replaceable { REPLACEABLE(NUMBER) };
#undef NUMBER

/* `get` of what stays as it is, else NULL. */
#define ROW(id, name, getter) {name, getter},
static const struct {
    const char *name;
    Value (*get)(struct thread *t, Value self);
} replaceable[] = {REPLACEABLE(ROW)};
#undef ROW

static bool keep_the_rest(struct thread *t, Value code, const Value *to)
{
    for (size_t i = 0; i < COUNT_OF(replaceable); i++) {
        if (replaceable[i].get != NULL && to[i] != VALUE_UNBOUND &&
            !keep(t, replaceable[i].name, to[i], replaceable[i].get(t, code))) {
            return false;
        }
    }
    return true;
}

static Value replace(struct thread *t, Value *args, uint32_t n_args UNUSED,
                     Value keyword_names UNUSED)
{
    const struct code *code = (const struct code *)args[0];
    const Value *to = args + 1;
    struct code *copy = gc_allocate(t, sizeof *copy, &code_type);
    if (copy == NULL || !keep_the_rest(t, args[0], to)) {
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
        !replace_constants(t, to[REPLACE_CONSTANTS], &copy->constants) ||
        !replace_text(t, "co_name", to[REPLACE_NAME], &copy->name) ||
        !replace_text(t, "co_qualname", to[REPLACE_QUALNAME], &copy->qualname)) {
        return VALUE_ERROR;
    }
    return value_from_object(copy);
}

static Value size_of(struct thread *t, Value *args, uint32_t n_args UNUSED,
                     Value keyword_names UNUSED)
{
    const struct code *code = (const struct code *)args[0];
    size_t per_word = sizeof *code->words + sizeof *code->depths + sizeof(struct code_position);
    return int_from_int64(t, (int64_t)(sizeof *code + code->n_words * per_word +
                                       code->n_exceptions * sizeof *code->exceptions));
}

static const struct native_def methods[] = {
    {"replace", replace,
     "(self, /, *, co_argcount=-1, co_posonlyargcount=-1, co_kwonlyargcount=-1, co_nlocals=-1, "
     "co_stacksize=-1, co_flags=-1, co_firstlineno=-1, co_code=None, co_consts=None, "
     "co_names=None, co_varnames=None, co_freevars=None, co_cellvars=None, co_filename=None, "
     "co_name=None, co_qualname=None)",
     "A copy of the code object in which the given parts are others.", NATIVE_METHOD},
    {"co_positions", positions, "(self, /)", "Iterate over (line, end line, column, end column).",
     NATIVE_METHOD},
    {"co_lines", lines, "(self, /)", "Iterate over (start, end, line).", NATIVE_METHOD},
    {"__sizeof__", size_of, "(self, /)", "Size in memory, in bytes.", NATIVE_METHOD},
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
    .compare = compare_codes,
    .hash = hash_code,
    .methods = methods,
    .getsets = getsets,
    .members = members,
};
