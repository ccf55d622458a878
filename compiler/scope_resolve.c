/*
 * Where each name lives. For every name of every scope, outer scopes first:
 *
 *     global statement -> GLOBAL_EXPLICIT      bound here -> LOCAL
 *     nonlocal, or only used -> the nearest function around that binds it: it becomes CELL there and FREE in
 *     every scope in between; if there is none, GLOBAL_IMPLICIT (nonlocal: an error)
 *
 * A class between function and user hands the cell on without its own names being affected: its symbol becomes FREE even if
 * the class binds that name itself, which then still goes to the class's namespace (scope_names_namespace).
 */
#include "compiler/scope_private.h"

static bool fail_nonlocal(struct builder *b, const struct scope *scope, const char *name,
                          const char *before, const char *after)
{
    const struct ast *node = scope->node;
    for (const struct directive *d = b->directives; d != NULL; d = d->next) {
        if (d->scope == scope && d->name == name) {
            node = d->node; /* the list runs backwards: the first directive is met last */
        }
    }
    return scope_fail(b, node, "%s%s%s", before, after != NULL ? name : "",
                      after != NULL ? after : "");
}

/* The function (for __class__: the class) whose variable `name` is, seen from inside `scope`; NULL: a global. */
static struct scope *find_owner(struct builder *b, const struct scope *scope, const char *name)
{
    for (struct scope *outer = scope->parent; outer != NULL; outer = outer->parent) {
        if (outer->kind == SCOPE_CLASS && (name == b->class_cell || name == b->class_dict)) {
            return outer;
        }
        if (!scope_is_function(outer)) {
            continue;
        }
        const struct symbol *symbol = scope_find(outer, name);
        if (symbol == NULL) {
            continue;
        }
        if (symbol->flags & SYMBOL_GLOBAL) {
            return NULL;
        }
        if (symbol->flags & SYMBOL_BOUND && !(symbol->flags & SYMBOL_NONLOCAL)) {
            return outer;
        }
    }
    return NULL;
}

/* Makes `name` a cell of `owner` and free in `scope` and in all between. */
static bool capture(struct builder *b, struct scope *scope, struct scope *owner, const char *name)
{
    for (struct scope *inner = scope; inner != owner; inner = inner->parent) {
        struct symbol *symbol = scope_intern(b->scopes, inner, name);
        if (symbol == NULL) {
            return scope_fail_no_memory(b);
        }
        if (inner != scope && symbol->storage == STORAGE_FREE) {
            break; /* somebody has been here, and further out too */
        }
        symbol->storage = STORAGE_FREE;
    }
    bool is_class_cell = owner->kind == SCOPE_CLASS && name == b->class_cell;
    struct symbol *symbol =
        scope_intern(b->scopes, owner, is_class_cell ? b->own_class_cell : name);
    if (symbol == NULL) {
        return scope_fail_no_memory(b);
    }
    symbol->storage = STORAGE_CELL;
    return true;
}

static bool resolve_nonlocal(struct builder *b, struct scope *scope, const char *name)
{
    if (scope->kind == SCOPE_MODULE) {
        return fail_nonlocal(b, scope, name, "nonlocal declaration not allowed at module level",
                             NULL);
    }
    struct scope *owner = find_owner(b, scope, name);
    if (owner == NULL) {
        return fail_nonlocal(b, scope, name, "no binding for nonlocal '", "' found");
    }
    const struct symbol *symbol = scope_find(owner, name); /* a class may have none */
    if (symbol != NULL && symbol->flags & SYMBOL_TYPE_PARAMETER) {
        return fail_nonlocal(b, scope, name, "nonlocal binding not allowed for type parameter '",
                             "'");
    }
    return capture(b, scope, owner, name);
}

/*
 * Whether the class that the scope can see says what the name is: SYMBOL_GLOBAL_OF_CLASS or SYMBOL_OF_CLASS, else 0. Type
 * parameters between the two come first.
 */
static uint32_t flag_by_class(const struct scope *scope, const char *name)
{
    const struct scope *outer = scope->parent;
    for (; outer->kind != SCOPE_CLASS; outer = outer->parent) {
        const struct symbol *symbol = scope_find(outer, name);
        if (symbol != NULL && symbol->flags & SYMBOL_BOUND) {
            return 0;
        }
    }
    const struct symbol *symbol = scope_find(outer, name);
    uint32_t flags = symbol != NULL ? symbol->flags : 0;
    return flags & SYMBOL_GLOBAL                                ? SYMBOL_GLOBAL_OF_CLASS
           : flags & SYMBOL_BOUND && !(flags & SYMBOL_NONLOCAL) ? SYMBOL_OF_CLASS
                                                                : 0;
}

/* By value and index: capture may add symbols to this scope, which moves them. */
static bool resolve_symbol(struct builder *b, struct scope *scope, uint32_t i)
{
    struct symbol *symbol = &scope->symbols[i];
    const char *name = symbol->name;
    uint32_t flags = symbol->flags;
    if (flags & SYMBOL_GLOBAL) {
        if (flags & SYMBOL_NONLOCAL) {
            return fail_nonlocal(b, scope, name, "name '", "' is nonlocal and global");
        }
        symbol->storage = STORAGE_GLOBAL_EXPLICIT;
        return true;
    }
    if (flags & SYMBOL_NONLOCAL) {
        return resolve_nonlocal(b, scope, name);
    }
    if (symbol->storage != STORAGE_NONE) {
        return true; /* captured by way of another scope */
    }
    if (flags & SYMBOL_BOUND) {
        symbol->storage = STORAGE_LOCAL;
        return true;
    }
    symbol->flags |= scope->sees_class ? flag_by_class(scope, name) : 0;
    struct scope *owner = symbol->flags & (SYMBOL_GLOBAL_OF_CLASS | SYMBOL_OF_CLASS)
                              ? NULL
                              : find_owner(b, scope, name);
    if (owner == NULL) {
        symbol->storage = STORAGE_GLOBAL_IMPLICIT;
        return true;
    }
    return capture(b, scope, owner, name);
}

bool scope_resolve_all(struct builder *b)
{
    for (uint32_t i = 0; i < b->scopes->n_scopes; i++) {
        struct scope *scope = b->scopes->all[i];
        for (uint32_t j = 0; j < scope->n_symbols; j++) {
            if (!resolve_symbol(b, scope, j)) {
                return false;
            }
        }
    }
    return true;
}
