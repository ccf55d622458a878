/* Scopes as data: finding them by node, their symbols by name, and mangled names; the entry of the pass. */
#include "compiler/scope.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "compiler/scope_private.h"

enum { FIRST_SYMBOLS = 8, FIRST_SCOPES = 16 };

/* Errors */

bool scope_fail(struct builder *b, const struct ast *node, const char *format, ...)
{
    char message[sizeof b->error->message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return syntax_error_set(b->error, SYNTAX_ERROR, node->lineno, node->col_offset,
                            node->end_lineno, node->end_col_offset, "%s", message);
}

bool scope_fail_no_memory(struct builder *b)
{
    return syntax_error_set(b->error, SYNTAX_NO_MEMORY, 0, -1, 0, -1, "out of memory");
}

bool scope_fail_too_deep(struct builder *b)
{
    return syntax_error_set(b->error, SYNTAX_TOO_DEEP, 0, -1, 0, -1, "too deep");
}

/* Symbols: an array in order of appearance, and a hash table of twice its capacity over it */

static uint32_t hash_pointer(const void *pointer)
{
    uint64_t bits = (uint64_t)(uintptr_t)pointer >> 4;
    return (uint32_t)((bits * UINT64_C(0x9E3779B97F4A7C15)) >> 32);
}

static struct symbol **find_slot(const struct scope *scope, const char *mangled)
{
    uint32_t at = hash_pointer(mangled) & scope->index_mask;
    while (scope->index[at] != NULL && scope->index[at]->name != mangled) {
        at = (at + 1) & scope->index_mask;
    }
    return &scope->index[at];
}

static bool grow_symbols(struct scopes *scopes, struct scope *scope)
{
    uint32_t capacity = scope->index == NULL ? FIRST_SYMBOLS : scope->index_mask + 1;
    struct symbol *symbols = arena_alloc_array(scopes->arena, capacity, sizeof *symbols);
    struct symbol **index = arena_alloc_array(scopes->arena, (size_t)capacity * 2, sizeof *index);
    if (symbols == NULL || index == NULL) {
        return false;
    }
    if (scope->n_symbols > 0) {
        memcpy(symbols, scope->symbols, scope->n_symbols * sizeof *symbols);
    }
    scope->symbols = symbols;
    scope->index = index;
    scope->index_mask = capacity * 2 - 1;
    for (uint32_t i = 0; i < scope->n_symbols; i++) {
        *find_slot(scope, symbols[i].name) = &symbols[i];
    }
    return true;
}

struct symbol *scope_find(const struct scope *scope, const char *mangled)
{
    return scope->index == NULL ? NULL : *find_slot(scope, mangled);
}

struct symbol *scope_intern(struct scopes *scopes, struct scope *scope, const char *mangled)
{
    struct symbol *symbol = scope_find(scope, mangled);
    if (symbol != NULL) {
        return symbol;
    }
    bool is_full = scope->index == NULL || scope->n_symbols * 2 > scope->index_mask;
    if (is_full && !grow_symbols(scopes, scope)) {
        return NULL;
    }
    symbol = &scope->symbols[scope->n_symbols++];
    *symbol = (struct symbol){.name = mangled, .storage = STORAGE_NONE};
    *find_slot(scope, mangled) = symbol;
    return symbol;
}

const char *scope_mangle(struct scopes *scopes, const struct scope *scope, const char *name)
{
    const char *class_name = scope->class_name;
    if (class_name == NULL || name[0] != '_' || name[1] != '_' || strchr(name, '.') != NULL) {
        return name;
    }
    size_t size = strlen(name);
    class_name += strspn(class_name, "_");
    if ((name[size - 1] == '_' && name[size - 2] == '_') || *class_name == '\0') {
        return name;
    }
    size_t class_size = strlen(class_name);
    char *mangled = arena_alloc(scopes->arena, class_size + size + 1);
    if (mangled == NULL) {
        return name;
    }
    mangled[0] = '_';
    memcpy(mangled + 1, class_name, class_size);
    memcpy(mangled + 1 + class_size, name, size);
    const char *interned = identifier_intern(scopes->identifiers, mangled, class_size + size + 1);
    return interned != NULL ? interned : name;
}

/* Scopes: a list, and a hash table by node */

static bool grow_scopes(struct scopes *scopes)
{
    uint32_t capacity = scopes->capacity == 0 ? FIRST_SCOPES : scopes->capacity * 2;
    struct scope **all = arena_alloc_array(scopes->arena, capacity, sizeof *all);
    struct scope **table = arena_alloc_array(scopes->arena, (size_t)capacity * 2, sizeof *table);
    if (all == NULL || table == NULL) {
        return false;
    }
    scopes->table = table;
    scopes->table_mask = capacity * 2 - 1;
    for (uint32_t i = 0; i < scopes->n_scopes; i++) {
        all[i] = scopes->all[i];
        uint32_t at = hash_pointer(all[i]->node) & scopes->table_mask;
        while (table[at] != NULL) {
            at = (at + 1) & scopes->table_mask;
        }
        table[at] = all[i];
    }
    scopes->all = all;
    scopes->capacity = capacity;
    return true;
}

static struct scope **find_scope(struct scopes *scopes, const struct ast *node)
{
    uint32_t at = hash_pointer(node) & scopes->table_mask;
    while (scopes->table[at] != NULL && scopes->table[at]->node != node) {
        at = (at + 1) & scopes->table_mask;
    }
    return &scopes->table[at];
}

struct scope *scope_of(struct scopes *scopes, const struct ast *node)
{
    return *find_scope(scopes, node);
}

struct scope *scope_create(struct builder *b, enum scope_kind kind, const char *name,
                           const struct ast *node)
{
    struct scopes *scopes = b->scopes;
    struct scope *scope = arena_alloc(scopes->arena, sizeof *scope);
    if (scope == NULL || (scopes->n_scopes == scopes->capacity && !grow_scopes(scopes))) {
        scope_fail_no_memory(b);
        return NULL;
    }
    struct scope *parent = b->scope;
    *scope = (struct scope){
        .kind = kind,
        .name = identifier_intern(scopes->identifiers, name, strlen(name)),
        .node = node,
        .parent = parent,
        .class_name = parent != NULL ? parent->class_name : NULL,
        .is_nested = parent != NULL && (parent->is_nested || scope_is_function(parent)),
    };
    scopes->all[scopes->n_scopes++] = scope;
    *find_scope(scopes, node) = scope;
    return scope;
}

/* The entry */

static bool intern_names(struct builder *b)
{
    struct identifiers *identifiers = b->scopes->identifiers;
    b->class_cell = identifier_intern(identifiers, "__class__", 9);
    b->own_class_cell = identifier_intern(identifiers, OWN_CLASS_CELL, sizeof OWN_CLASS_CELL - 1);
    b->super = identifier_intern(identifiers, "super", 5);
    b->debug = identifier_intern(identifiers, "__debug__", 9);
    b->first_argument = identifier_intern(identifiers, ".0", 2);
    b->future = identifier_intern(identifiers, "__future__", 10);
    b->class_dict = identifier_intern(identifiers, "__classdict__", 13);
    b->type_parameters = identifier_intern(identifiers, ".type_params", 12);
    b->generic_base = identifier_intern(identifiers, ".generic_base", 13);
    b->defaults = identifier_intern(identifiers, ".defaults", 9);
    b->keyword_defaults = identifier_intern(identifiers, ".kwdefaults", 11);
    return (b->class_cell != NULL && b->own_class_cell != NULL && b->super != NULL &&
            b->debug != NULL && b->first_argument != NULL && b->future != NULL &&
            b->class_dict != NULL && b->type_parameters != NULL && b->generic_base != NULL &&
            b->defaults != NULL && b->keyword_defaults != NULL) ||
           scope_fail_no_memory(b);
}

static bool build(struct builder *b, const struct ast *tree)
{
    if (!intern_names(b) || !scope_read_future(b, tree)) {
        return false;
    }
    b->scope = scope_create(b, SCOPE_MODULE, "top", tree);
    if (b->scope == NULL) {
        return false;
    }
    bool is_done = tree->kind == AST_Module ? scope_visit_list(b, &AST(Module, tree)->body)
                   : tree->kind == AST_Interactive
                       ? scope_visit_list(b, &AST(Interactive, tree)->body)
                       : scope_visit(b, AST(Expression, tree)->body);
    return is_done && scope_resolve_all(b);
}

struct scopes *scopes_build(struct arena *arena, struct identifiers *identifiers, struct ast *tree,
                            const char *stack_bound, bool *future_annotations,
                            struct syntax_error *error)
{
    struct scopes *scopes = arena_alloc(arena, sizeof *scopes);
    if (scopes == NULL) {
        syntax_error_set(error, SYNTAX_NO_MEMORY, 0, -1, 0, -1, "out of memory");
        return NULL;
    }
    scopes->arena = arena;
    scopes->identifiers = identifiers;
    struct builder b = {.scopes = scopes,
                        .error = error,
                        .stack_bound = stack_bound,
                        .future_annotations = *future_annotations};
    if (!build(&b, tree) || error->kind != SYNTAX_OK) {
        return NULL;
    }
    *future_annotations = b.future_annotations;
    return scopes;
}
