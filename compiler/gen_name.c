/* Variables: where each name lives, and what is certainly bound. */
#include <string.h>

#include "compiler/gen.h"

static struct symbol *find_symbol(struct unit *u, const char *name, const char **mangled)
{
    *mangled = scope_mangle(u->c->scopes, u->scope, name);
    return scope_find(u->scope, *mangled);
}

static bool is_function_like(const struct unit *u)
{
    return u->scope->kind != SCOPE_MODULE && u->scope->kind != SCOPE_CLASS;
}

/* Is the variable a register (that holds the value, or its cell)? */
static bool is_register(const struct unit *u, const struct symbol *symbol)
{
    return symbol != NULL && is_function_like(u) && symbol->storage == STORAGE_LOCAL;
}

static bool is_cell(const struct unit *u, const struct symbol *symbol)
{
    return symbol != NULL &&
           (scope_storage(symbol) == STORAGE_CELL || scope_storage(symbol) == STORAGE_FREE) &&
           !scope_names_namespace(u->scope, symbol);
}

/* --- Certainly bound --- */

static bool is_tracked(const struct unit *u, const struct symbol *symbol)
{
    return is_register(u, symbol) && !(symbol->flags & SYMBOL_DELETED);
}

static bool is_bound(const struct unit *u, const struct symbol *symbol)
{
    return is_tracked(u, symbol) &&
           (u->unreachable || (u->bound[symbol->number / 64] >> (symbol->number % 64) & 1));
}

static void set_bound(struct unit *u, const struct symbol *symbol)
{
    if (is_tracked(u, symbol)) {
        u->bound[symbol->number / 64] |= UINT64_C(1) << (symbol->number % 64);
    }
}

static size_t bound_words(const struct unit *u)
{
    return u->scope->n_symbols / 64 + 1;
}

struct bound_state bound_save(struct unit *u)
{
    struct bound_state state = {compile_allocate(u->c, bound_words(u) * sizeof(uint64_t)),
                                u->unreachable};
    if (state.bits != NULL) {
        memcpy(state.bits, u->bound, bound_words(u) * sizeof(uint64_t));
    }
    return state;
}

void bound_restore(struct unit *u, struct bound_state state)
{
    if (state.bits != NULL) {
        memcpy(u->bound, state.bits, bound_words(u) * sizeof(uint64_t));
        u->unreachable = state.unreachable;
    }
}

void bound_meet(struct unit *u, struct bound_state other)
{
    if (other.bits == NULL || other.unreachable) {
        return;
    }
    if (u->unreachable) {
        bound_restore(u, other);
        return;
    }
    for (size_t i = 0; i < bound_words(u); i++) {
        u->bound[i] &= other.bits[i];
    }
}

/* --- Access --- */

unsigned gen_local_register(struct unit *u, const char *name)
{
    const char *mangled;
    struct symbol *symbol = find_symbol(u, name, &mangled);
    return is_register(u, symbol) ? symbol->number : ANYWHERE;
}

bool gen_is_bound_parameter(struct unit *u, const struct symbol *symbol)
{
    return is_cell(u, symbol) ? !(symbol->flags & SYMBOL_DELETED) : is_bound(u, symbol);
}

void gen_mark_bound(struct unit *u, const char *name, bool bound)
{
    const char *mangled;
    struct symbol *symbol = find_symbol(u, name, &mangled);
    if (bound && symbol != NULL) {
        set_bound(u, symbol);
    }
}

/* Are names looked up in a namespace first? The answer for a name that is no register. */
static bool has_namespace(const struct unit *u, const struct symbol *symbol)
{
    bool is_explicit = symbol != NULL && scope_storage(symbol) == STORAGE_GLOBAL_EXPLICIT;
    return (!is_function_like(u) || u->scope->sees_class) && !is_explicit;
}

/* Is the variable that of type parameters between here and the class? */
static bool is_of_type_parameters(const struct unit *u, const struct symbol *symbol)
{
    for (const struct scope *scope = u->scope; scope_is_of_types(scope); scope = scope->parent) {
        const struct symbol *found = scope_find(scope, symbol->name);
        if (found != NULL && found->storage == STORAGE_CELL) {
            return true;
        }
    }
    return false;
}

static bool is_class_cell(const struct unit *u, const struct symbol *symbol)
{
    return u->scope->kind == SCOPE_CLASS ||
           (u->scope->sees_class && !is_of_type_parameters(u, symbol));
}

static unsigned load_register(struct unit *u, struct symbol *symbol, unsigned want)
{
    if (!is_bound(u, symbol)) {
        emit(u, OP_CHECK_LOCAL, 0, symbol->number, 0, 0);
        set_bound(u, symbol);
    }
    if (want == ANYWHERE || want == symbol->number) {
        return symbol->number;
    }
    emit(u, OP_MOVE, 0, want, symbol->number, 0);
    return want;
}

unsigned gen_load_name(struct unit *u, const struct ast *at, const char *name, unsigned want)
{
    const char *mangled;
    struct symbol *symbol = find_symbol(u, name, &mangled);
    unit_at(u, at);
    if (is_register(u, symbol)) {
        return load_register(u, symbol, want);
    }
    unsigned to = want != ANYWHERE ? want : unit_allocate(u, 1);
    if (is_cell(u, symbol)) {
        if (is_class_cell(u, symbol)) {
            emit(u, OP_LOAD_CLASS_CELL, 0, to, symbol->number, unit_name(u, mangled));
        } else {
            emit(u, OP_LOAD_CELL, 0, to, symbol->number, 0);
        }
        return to;
    }
    bool by_namespace = has_namespace(u, symbol);
    emit(u, by_namespace ? OP_LOAD_NAME : OP_LOAD_GLOBAL, 0, to, unit_global(u, mangled), 0);
    return to;
}

void gen_store_name(struct unit *u, const char *name, unsigned from)
{
    const char *mangled;
    struct symbol *symbol = find_symbol(u, name, &mangled);
    if (is_register(u, symbol)) {
        if (from != symbol->number) {
            emit(u, OP_MOVE, 0, symbol->number, from, 0);
        }
        set_bound(u, symbol);
        return;
    }
    if (is_cell(u, symbol)) {
        emit(u, OP_STORE_CELL, 0, symbol->number, from, 0);
        return;
    }
    bool by_namespace = has_namespace(u, symbol);
    emit(u, by_namespace ? OP_STORE_NAME : OP_STORE_GLOBAL, 0, from, unit_global(u, mangled), 0);
}

void gen_delete_name(struct unit *u, const char *name)
{
    const char *mangled;
    struct symbol *symbol = find_symbol(u, name, &mangled);
    if (is_register(u, symbol)) {
        emit(u, OP_DELETE_LOCAL, 0, symbol->number, 0, 0);
        return;
    }
    if (is_cell(u, symbol)) {
        emit(u, OP_DELETE_CELL, 0, symbol->number, 0, 0);
        return;
    }
    bool by_namespace = has_namespace(u, symbol);
    emit(u, by_namespace ? OP_DELETE_NAME : OP_DELETE_GLOBAL, 0, 0, unit_global(u, mangled), 0);
}
