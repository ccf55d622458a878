#include "compiler/unit.h"
#include "compiler/recursion.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Errors and memory --- */

bool compile_no_memory(struct compilation *c)
{
    c->failed = true;
    if (!c->raised) {
        syntax_error_set(&c->error, SYNTAX_NO_MEMORY, 0, -1, 0, -1, "out of memory");
    }
    return false;
}

bool compile_has_stack(struct compilation *c)
{
    if (LIKELY(stack_is_left(c->t->c_stack_bound))) {
        return true;
    }
    c->failed = true;
    return syntax_error_set(&c->error, SYNTAX_TOO_DEEP, 0, -1, 0, -1, "too deep");
}

bool compile_raised(struct compilation *c)
{
    c->failed = c->raised = true;
    return false;
}

bool compile_error(struct compilation *c, const struct ast *node, const char *format, ...)
{
    char message[sizeof c->error.message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    c->failed = true;
    return syntax_error_set(&c->error, SYNTAX_ERROR, node->lineno, node->col_offset,
                            node->end_lineno, node->end_col_offset, "%s", message);
}

void *compile_allocate(struct compilation *c, size_t size)
{
    void *memory = arena_alloc(c->arena, size);
    if (memory == NULL) {
        compile_no_memory(c);
    }
    return memory;
}

/* Doubles an arena array that is full; false: no memory. */
static bool grow(struct compilation *c, void **array, uint32_t n, uint32_t *capacity,
                 size_t item_size)
{
    if (n < *capacity) {
        return true;
    }
    uint32_t wanted = *capacity == 0 ? 16 : *capacity * 2;
    void *bigger = compile_allocate(c, wanted * item_size);
    if (bigger == NULL) {
        return false;
    }
    if (n > 0) {
        memcpy(bigger, *array, n * item_size);
    }
    *array = bigger;
    *capacity = wanted;
    return true;
}

/* --- Emission --- */

void unit_at(struct unit *u, const struct ast *node)
{
    u->stands_for_idle = false;
    u->position = (struct code_position){node->lineno, node->end_lineno, node->col_offset,
                                         node->end_col_offset};
}

void unit_artificial(struct unit *u)
{
    u->position.line = -abs(u->position.line);
}

struct ast unit_place_of_errors(const struct unit *u)
{
    return (struct ast){.lineno = abs(u->position.line),
                        .col_offset = u->position.column,
                        .end_lineno = u->position.end_line,
                        .end_col_offset = u->position.end_column};
}

void unit_at_attribute(struct unit *u, const struct ast *node,
                       const struct ast_Attribute *attribute)
{
    unit_at(u, node);
    const struct ast *whole = &attribute->base;
    if (whole->lineno == whole->end_lineno) {
        return;
    }
    int32_t n_characters =
        0; /* not bytes, though columns are bytes: as CPython's compiler counts */
    for (const char *c = attribute->attr; *c != '\0'; c++) {
        n_characters += ((unsigned char)*c & 0xC0) != 0x80;
    }
    u->position.line = whole->end_lineno;
    u->position.column = whole->end_col_offset - n_characters;
}

static bool grow_words(struct unit *u)
{
    uint32_t capacity = u->words_capacity, same = capacity;
    if (u->n_words < capacity) {
        return true;
    }
    bool done = grow(u->c, (void **)&u->words, u->n_words, &capacity, sizeof *u->words);
    uint32_t for_depths = same, for_positions = same;
    done = done && grow(u->c, (void **)&u->depths, u->n_words, &for_depths, sizeof *u->depths);
    done = done &&
           grow(u->c, (void **)&u->positions, u->n_words, &for_positions, sizeof *u->positions);
    if (done) {
        u->words_capacity = capacity;
    }
    return done;
}

static void put_word(struct unit *u, uint64_t word)
{
    if (u->c->failed || !grow_words(u)) {
        return;
    }
    u->words[u->n_words] = word;
    u->depths[u->n_words] = (uint16_t)u->next;
    u->positions[u->n_words] = u->position;
    u->n_words++;
}

static void check_operand(struct unit *u, unsigned operand)
{
    if (operand > UINT16_MAX && !u->c->failed) {
        struct ast place = unit_place_of_errors(u);
        place.col_offset = place.end_col_offset = 0;
        compile_error(u->c, &place, "too many names, constants or variables in one scope");
    }
}

static void emit_idle(struct unit *u)
{
    if (u->has_idle) {
        struct code_position position = u->position;
        u->has_idle = false;
        u->position = u->idle_position;
        put_word(u, instruction(OP_NOP, 0, 0, 0, 0));
        u->position = position;
    }
}

void unit_idle(struct unit *u, const struct ast *node)
{
    emit_idle(u);
    unit_at(u, node);
    u->idle_position = u->position;
    u->has_idle = true;
}

/* Before an instruction. */
static void settle_idle(struct unit *u)
{
    if (UNLIKELY(u->stands_for_idle)) {
        u->stands_for_idle = false;
        unit_artificial(u);
    }
    if (UNLIKELY(u->has_idle && u->position.line < 0)) {
        u->position = u->idle_position;
        u->has_idle = false;
        u->stands_for_idle = true;
    }
    if (u->position.line == u->idle_position.line) {
        u->has_idle = false;
    }
    emit_idle(u);
}

void emit(struct unit *u, enum opcode op, unsigned d, unsigned a, unsigned b, unsigned c)
{
    check_operand(u, a | b | c);
    settle_idle(u);
    put_word(u, instruction(op, d, a, b, c));
    /* A result register just above `next` is live while the instruction runs. */
    if (!u->c->failed && opcode_infos[op].operands[0] == 'W' && a >= u->next) {
        u->depths[u->n_words - 1] = (uint16_t)(a + 1);
        u->high = a + 1 > u->high ? a + 1 : u->high;
    }
}

void emit_wide(struct unit *u, enum opcode op, unsigned a, int32_t wide)
{
    check_operand(u, a);
    settle_idle(u);
    put_word(u, instruction_wide(op, 0, a, wide));
    u->high = a + 1 > u->high ? a + 1 : u->high;
}

void emit_extra(struct unit *u, uint64_t word)
{
    put_word(u, word);
}

static void add_fixup(struct unit *u, bool is_extra, label target)
{
    if (!u->c->failed &&
        grow(u->c, (void **)&u->fixups, u->n_fixups, &u->fixups_capacity, sizeof *u->fixups)) {
        u->fixups[u->n_fixups++] = (struct fixup){u->n_words - 1, is_extra, target};
    }
}

void emit_jump(struct unit *u, enum opcode op, unsigned a, label target)
{
    emit_wide(u, op, a, 0);
    add_fixup(u, false, target);
}

void emit_compare_jump(struct unit *u, enum opcode op, unsigned d, unsigned a, unsigned b,
                       unsigned c, label target)
{
    emit(u, op, d, a, b, c);
    emit_extra(u, 0);
    add_fixup(u, true, target);
}

label unit_label(struct unit *u)
{
    if (!grow(u->c, (void **)&u->labels, u->n_labels, &u->labels_capacity, sizeof *u->labels)) {
        return 0;
    }
    u->labels[u->n_labels] = -1;
    return u->n_labels++;
}

void unit_place(struct unit *u, label l)
{
    emit_idle(u);
    if (!u->c->failed) {
        u->labels[l] = (int32_t)u->n_words;
    }
}

unsigned unit_allocate(struct unit *u, unsigned n)
{
    unsigned first = u->next;
    u->next += n;
    if (u->next > u->high) {
        u->high = u->next;
    }
    check_operand(u, u->next);
    return first;
}

/* --- Tables --- */

static uint32_t pointer_hash(const void *p)
{
    uint64_t bits = (uint64_t)(uintptr_t)p >> 3;
    return (uint32_t)((bits * UINT64_C(0x9E3779B97F4A7C15)) >> 32);
}

static bool table_rehash(struct compilation *c, struct pointer_table *table)
{
    uint32_t size = table->mask == 0 ? 32 : (table->mask + 1) * 2;
    uint32_t *slots = compile_allocate(c, size * sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < table->n; i++) {
        uint32_t at = pointer_hash(table->keys[i]) & (size - 1);
        while (slots[at] != 0) {
            at = (at + 1) & (size - 1);
        }
        slots[at] = i + 1;
    }
    table->slots = slots;
    table->mask = size - 1;
    return true;
}

static unsigned table_number(struct compilation *c, struct pointer_table *table, const void *key)
{
    if ((table->slots == NULL || table->n * 2 > table->mask) && !table_rehash(c, table)) {
        return 0;
    }
    uint32_t at = pointer_hash(key) & table->mask;
    for (; table->slots[at] != 0; at = (at + 1) & table->mask) {
        if (table->keys[table->slots[at] - 1] == key) {
            return table->slots[at] - 1;
        }
    }
    if (!grow(c, (void **)&table->keys, table->n, &table->capacity, sizeof *table->keys)) {
        return 0;
    }
    table->keys[table->n++] = key;
    table->slots[at] = table->n;
    return table->n - 1;
}

unsigned unit_name(struct unit *u, const char *name)
{
    return table_number(u->c, &u->names, name);
}

unsigned unit_global(struct unit *u, const char *name)
{
    return table_number(u->c, &u->globals, name);
}

unsigned unit_constant(struct unit *u, Value v)
{
    if (u->c->failed) {
        return 0;
    }
    if (v == VALUE_ERROR) {
        compile_raised(u->c);
        return 0;
    }
    if (!grow(u->c, (void **)&u->constants, u->n_constants, &u->constants_capacity,
              sizeof *u->constants)) {
        return 0;
    }
    u->constants[u->n_constants] = v;
    return u->n_constants++;
}

Value identifier_value(struct compilation *c, const char *name)
{
    Value v = c->failed ? VALUE_NONE : constant_name(c->t, name, strlen(name));
    if (v == VALUE_ERROR) {
        compile_raised(c);
        return VALUE_NONE;
    }
    return v;
}

static bool is_identifier_text(const struct ast_constant *constant)
{
    for (size_t i = 0; i < constant->n; i++) {
        unsigned char ch = (unsigned char)constant->text[i];
        if (ch != '_' && !(ch >= '0' && ch <= '9') && !(ch >= 'a' && ch <= 'z') &&
            !(ch >= 'A' && ch <= 'Z')) {
            return false;
        }
    }
    return true;
}

static Value make_literal(struct thread *t, const struct ast_constant *constant)
{
    switch (constant->kind) {
    case CONSTANT_NONE:
        return VALUE_NONE;
    case CONSTANT_TRUE:
        return VALUE_TRUE;
    case CONSTANT_FALSE:
        return VALUE_FALSE;
    case CONSTANT_ELLIPSIS:
        return VALUE_ELLIPSIS;
    case CONSTANT_INT:
        return constant_int(t, constant->text, constant->n, constant->base);
    case CONSTANT_FLOAT:
        return constant_float(t, constant->text, constant->n);
    case CONSTANT_IMAGINARY:
        return constant_imaginary(t, constant->text, constant->n);
    case CONSTANT_STR:
        return is_identifier_text(constant) ? constant_name(t, constant->text, constant->n)
                                            : constant_str(t, constant->text, constant->n);
    case CONSTANT_BYTES:
        return constant_bytes(t, constant->text, constant->n);
    case CONSTANT_VALUE:
        return value_from_bits(constant->bits);
    }
    UNREACHABLE();
}

Value literal_value(struct compilation *c, const struct ast_constant *constant)
{
    Value v = c->failed ? VALUE_NONE : make_literal(c->t, constant);
    if (v == VALUE_ERROR) {
        compile_raised(c);
        return VALUE_NONE;
    }
    return v;
}

static uint32_t literal_hash(const struct ast_constant *constant)
{
    uint32_t hash = 2166136261u ^ (uint32_t)constant->kind;
    for (size_t i = 0; i < constant->n; i++) {
        hash = (hash ^ (unsigned char)constant->text[i]) * 16777619u;
    }
    return hash;
}

static bool literals_equal(const struct ast_constant *a, const struct ast_constant *b)
{
    return a->kind == b->kind && a->base == b->base && a->n == b->n && a->bits == b->bits &&
           (a->n == 0 || memcmp(a->text, b->text, a->n) == 0);
}

static bool literals_rehash(struct unit *u)
{
    uint32_t size = u->literals_mask == 0 ? 32 : (u->literals_mask + 1) * 2;
    const struct ast_constant **keys = compile_allocate(u->c, size * sizeof *keys);
    uint32_t *numbers = compile_allocate(u->c, size * sizeof *numbers);
    if (keys == NULL || numbers == NULL) {
        return false;
    }
    for (uint32_t i = 0; u->literals != NULL && i <= u->literals_mask; i++) {
        if (u->literals[i] != NULL) {
            uint32_t at = literal_hash(u->literals[i]) & (size - 1);
            while (keys[at] != NULL) {
                at = (at + 1) & (size - 1);
            }
            keys[at] = u->literals[i];
            numbers[at] = u->literal_numbers[i];
        }
    }
    u->literals = keys;
    u->literal_numbers = numbers;
    u->literals_mask = size - 1;
    return true;
}

unsigned unit_literal(struct unit *u, const struct ast_constant *constant)
{
    if (u->c->failed ||
        ((u->literals == NULL || u->n_literals * 2 > u->literals_mask) && !literals_rehash(u))) {
        return 0;
    }
    uint32_t at = literal_hash(constant) & u->literals_mask;
    for (; u->literals[at] != NULL; at = (at + 1) & u->literals_mask) {
        if (literals_equal(u->literals[at], constant)) {
            return u->literal_numbers[at];
        }
    }
    u->literals[at] = constant;
    u->n_literals++;
    u->literal_numbers[at] = unit_constant(u, literal_value(u->c, constant));
    return u->literal_numbers[at];
}

/* --- Protected ranges --- */

void unit_protect_start(struct unit *u, struct block *b)
{
    b->start = u->n_words;
    b->is_protecting = true;
}

void unit_protect_end(struct unit *u, struct block *b)
{
    b->is_protecting = false;
    if (u->c->failed || b->start == u->n_words ||
        !grow(u->c, (void **)&u->exceptions, u->n_exceptions, &u->exceptions_capacity,
              sizeof *u->exceptions)) {
        return;
    }
    u->exceptions[u->n_exceptions++] =
        (struct exception_entry){.start = b->start,
                                 .end = u->n_words,
                                 .handler = b->handler,
                                 .exception_register = b->exception_register};
}

/* --- Creation and completion --- */

static void assign_register(struct unit *u, struct symbol *symbol, unsigned *next)
{
    symbol->number = *next;
    bool is_class_cell = strcmp(symbol->name, OWN_CLASS_CELL) == 0;
    u->register_names[(*next)++] = is_class_cell ? "__class__" : symbol->name;
}

static int order_by_name(const void *a, const void *b)
{
    return strcmp((*(struct symbol *const *)a)->name, (*(struct symbol *const *)b)->name);
}

/* In the order of their names, which exec(closure=...) relies on: symbols from `first` on that are stored so. */
static void assign_sorted(struct unit *u, uint32_t first, enum storage storage, unsigned *next)
{
    struct scope *scope = u->scope;
    struct symbol **sorted = compile_allocate(u->c, scope->n_symbols * sizeof *sorted + 1);
    uint32_t n = 0;
    for (uint32_t i = first; sorted != NULL && i < scope->n_symbols; i++) {
        if (scope->symbols[i].storage == storage) {
            sorted[n++] = &scope->symbols[i];
        }
    }
    if (n > 1) {
        qsort(sorted, n, sizeof *sorted, order_by_name);
    }
    for (uint32_t i = 0; i < n; i++) {
        assign_register(u, sorted[i], next);
    }
}

/* Parameters, other locals, cells, free variables, in this order. */
static void assign_registers(struct unit *u)
{
    struct scope *scope = u->scope;
    bool is_function = scope->kind != SCOPE_MODULE && scope->kind != SCOPE_CLASS;
    unsigned next = 0;
    for (uint32_t i = 0; i < scope->n_symbols && is_function; i++) {
        if (i < scope->n_parameters || scope->symbols[i].storage == STORAGE_LOCAL) {
            assign_register(u, &scope->symbols[i], &next);
        }
    }
    u->n_locals = next;
    assign_sorted(u, is_function ? scope->n_parameters : 0, STORAGE_CELL, &next);
    u->n_cells = next - u->n_locals;
    assign_sorted(u, 0, STORAGE_FREE, &next);
    u->n_free = next - u->n_locals - u->n_cells;
    u->next = u->high = next;
}

static const char *qualify(struct unit *u, const char *name)
{
    const struct unit *parent = u->parent;
    while (parent != NULL && scope_is_of_types(parent->scope)) {
        parent = parent->parent; /* generic or not, the name is the same */
    }
    if (parent == NULL || parent->scope->kind == SCOPE_MODULE) {
        return name;
    }
    const struct symbol *symbol =
        scope_find(parent->scope, scope_mangle(u->c->scopes, parent->scope, name));
    bool is_named = u->scope->kind == SCOPE_FUNCTION || u->scope->kind == SCOPE_CLASS;
    if (is_named && symbol != NULL && symbol->storage == STORAGE_GLOBAL_EXPLICIT) {
        return name;
    }
    bool has_locals = parent->scope->kind == SCOPE_FUNCTION || parent->scope->kind == SCOPE_LAMBDA;
    const char *between = has_locals ? ".<locals>." : ".";
    size_t size = strlen(parent->qualname_text) + strlen(between) + strlen(name) + 1;
    char *text = compile_allocate(u->c, size);
    if (text != NULL) {
        snprintf(text, size, "%s%s%s", parent->qualname_text, between, name);
    }
    return text == NULL ? name : text;
}

struct unit *unit_create(struct compilation *c, struct unit *parent, struct scope *scope,
                         const char *name, uint32_t first_line)
{
    struct unit *u = c->failed ? NULL : compile_allocate(c, sizeof *u);
    if (u == NULL) {
        return NULL;
    }
    u->c = c;
    u->parent = parent;
    u->scope = scope;
    u->first_line = first_line;
    u->position = (struct code_position){(int32_t)first_line, (int32_t)first_line, -1, -1};
    u->register_names = compile_allocate(c, (scope->n_symbols + 1) * sizeof *u->register_names);
    u->bound = compile_allocate(c, (scope->n_symbols / 64 + 1) * sizeof *u->bound);
    if (u->register_names == NULL || u->bound == NULL) {
        return NULL;
    }
    assign_registers(u);
    u->name = identifier_value(c, name);
    u->qualname_text = qualify(u, name);
    u->qualname = identifier_value(c, u->qualname_text);
    u->doc = VALUE_NONE;
    return u;
}

static bool resolve_jumps(struct unit *u)
{
    for (uint32_t i = 0; i < u->n_fixups; i++) {
        const struct fixup *fixup = &u->fixups[i];
        int64_t distance = (int64_t)u->labels[fixup->target] - (int64_t)fixup->word - 1;
        ASSERT(u->labels[fixup->target] >= 0);
        if (fixup->is_extra) {
            u->words[fixup->word] = (uint64_t)distance;
        } else {
            u->words[fixup->word] |= (uint64_t)(uint32_t)(int32_t)distance << 32;
        }
    }
    for (uint32_t i = 0; i < u->n_exceptions; i++) {
        u->exceptions[i].handler = (uint32_t)u->labels[u->exceptions[i].handler];
    }
    return true;
}

/* A tuple of the interned names. */
static Value name_tuple(struct unit *u, const char *const *names, uint32_t n)
{
    Value *values = compile_allocate(u->c, n * sizeof *values);
    for (uint32_t i = 0; values != NULL && i < n; i++) {
        values[i] = identifier_value(u->c, names[i]);
    }
    return values == NULL ? raise_no_memory(u->c->t) : constant_tuple(u->c->t, values, n);
}

/* For struct code: which parameters are cells. NULL: none; or no memory, which the unit notes. */
static uint8_t *captures(struct unit *u)
{
    uint8_t *result = NULL;
    for (uint32_t i = 0; i < u->scope->n_parameters; i++) {
        if (u->scope->symbols[i].storage == STORAGE_CELL) {
            result = result != NULL ? result : compile_allocate(u->c, u->scope->n_parameters);
            if (result == NULL) {
                return NULL;
            }
            result[u->scope->symbols[i].number] = 1;
        }
    }
    return result;
}

static Value make_code(struct unit *u)
{
    struct thread *t = u->c->t;
    Value local_names = name_tuple(u, u->register_names, u->n_locals + u->n_cells + u->n_free);
    Value names = local_names == VALUE_ERROR
                      ? local_names
                      : name_tuple(u, (const char *const *)u->names.keys, u->names.n);
    Value globals = names == VALUE_ERROR
                        ? names
                        : name_tuple(u, (const char *const *)u->globals.keys, u->globals.n);
    Value constants =
        globals == VALUE_ERROR ? globals : constant_tuple(t, u->constants, u->n_constants);
    if (constants == VALUE_ERROR) {
        return constants;
    }
    struct code_spec spec = {
        .flags = u->code_flags,
        .n_positional_only = u->n_positional_only,
        .n_positional = u->n_positional,
        .n_keyword_only = u->n_keyword_only,
        .n_locals = u->n_locals,
        .n_cells = u->n_cells,
        .n_free = u->n_free,
        .n_registers = u->high + 2,
        .first_line = u->first_line,
        .name = u->name,
        .qualname = u->qualname,
        .filename = u->c->filename,
        .local_names = local_names,
        .constants = constants,
        .names = names,
        .global_names = globals,
        .doc = u->doc,
        .captures = captures(u),
        .words = u->words,
        .depths = u->depths,
        .positions = u->positions,
        .n_words = u->n_words,
        .exceptions = u->exceptions,
        .n_exceptions = u->n_exceptions,
    };
    return code_new(t, &spec);
}

Value unit_finish(struct unit *u)
{
    if (u->c->failed || !resolve_jumps(u)) {
        return VALUE_ERROR;
    }
    Value code = make_code(u);
    if (code == VALUE_ERROR) {
        compile_raised(u->c);
    }
    return code;
}
