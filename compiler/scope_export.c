#include "compiler/scope_export.h"

#include <string.h>

#include "compiler/scope_private.h"

static Value export_symbol(struct compilation *c, const struct symbol *symbol)
{
    Value items[] = {
        identifier_value(c, symbol->name),
        value_from_small_int(symbol->flags),
        value_from_small_int(scope_storage(symbol)),
    };
    return items[0] == VALUE_ERROR ? VALUE_ERROR : constant_tuple(c->t, items, COUNT_OF(items));
}

static Value export_symbols(struct compilation *c, const struct scope *scope)
{
    Value *items = compile_allocate(c, (scope->n_symbols + 1) * sizeof *items);
    size_t n = 0;
    for (uint32_t i = 0; items != NULL && i < scope->n_symbols; i++) {
        if (strcmp(scope->symbols[i].name, OWN_CLASS_CELL) == 0) {
            continue; /* nothing that a program could name */
        }
        items[n++] = export_symbol(c, &scope->symbols[i]);
        if (items[n - 1] == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    return items == NULL ? VALUE_ERROR : constant_tuple(c->t, items, n);
}

static Value export_scope(struct compilation *c, const struct scopes *scopes,
                          const struct scope *scope)
{
    int64_t parent = -1;
    for (uint32_t i = 0; scope->parent != NULL && i < scopes->n_scopes; i++) {
        parent = scopes->all[i] == scope->parent ? i : parent;
    }
    Value items[] = {
        value_from_small_int(parent),
        value_from_small_int(scope->kind),
        identifier_value(c, scope->name),
        value_from_small_int(scope->kind == SCOPE_MODULE ? 0 : scope->node->lineno),
        value_from_bool(scope->is_nested),
        export_symbols(c, scope),
    };
    return items[2] == VALUE_ERROR || items[5] == VALUE_ERROR
               ? VALUE_ERROR
               : constant_tuple(c->t, items, COUNT_OF(items));
}

Value scopes_export(struct compilation *c, const struct scopes *scopes)
{
    Value *items = compile_allocate(c, scopes->n_scopes * sizeof *items);
    for (uint32_t i = 0; items != NULL && i < scopes->n_scopes; i++) {
        items[i] = export_scope(c, scopes, scopes->all[i]);
        if (items[i] == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    return items == NULL ? VALUE_ERROR : constant_tuple(c->t, items, scopes->n_scopes);
}
