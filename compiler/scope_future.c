/* `from __future__ import ...` at the top of a module, behind its docstring. */
#include <string.h>

#include "compiler/scope_private.h"

/* Features that have become the language since, which may still be asked for. */
static const char *const KNOWN[] = {
    "nested_scopes",  "generators",       "division",       "absolute_import", "with_statement",
    "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop",  "annotations",
};

/* CPython knows no end of this place. */
static bool fail_at_start(struct builder *b, const struct ast *node, int32_t column,
                          const char *message)
{
    return syntax_error_set(b->error, SYNTAX_ERROR, node->lineno, column, node->lineno,
                            SYNTAX_NO_COLUMN, "%s", message);
}

static bool fail_unknown(struct builder *b, const struct ast *node, const char *name)
{
    return syntax_error_set(b->error, SYNTAX_ERROR, node->lineno, node->col_offset, node->lineno,
                            SYNTAX_NO_COLUMN, "future feature %s is not defined", name);
}

static bool is_known(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(KNOWN); i++) {
        if (strcmp(name, KNOWN[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool read_features(struct builder *b, const struct ast_ImportFrom *import)
{
    for (uint32_t i = 0; i < import->names.n; i++) {
        const char *name = AST(alias, import->names.items[i])->name;
        if (strcmp(name, "braces") == 0) {
            return fail_at_start(b, &import->base, import->base.col_offset, "not a chance");
        }
        if (!is_known(name)) {
            return fail_unknown(b, &import->base, name);
        }
        b->future_annotations |= strcmp(name, "annotations") == 0;
    }
    b->last_future_line = import->base.lineno;
    return true;
}

static bool is_docstring(const struct ast *statement)
{
    if (statement->kind != AST_Expr) {
        return false;
    }
    const struct ast *value = AST(Expr, statement)->value;
    return value->kind == AST_Constant && AST(Constant, value)->value.kind == CONSTANT_STR;
}

static bool is_future(struct builder *b, const struct ast *statement)
{
    return statement->kind == AST_ImportFrom && AST(ImportFrom, statement)->module == b->future;
}

/* Those behind another statement in the same line are refused here, those in later lines when they are met. */
bool scope_read_future(struct builder *b, const struct ast *tree)
{
    if (tree->kind == AST_Expression) {
        return true;
    }
    const struct ast_list *body =
        tree->kind == AST_Module ? &AST(Module, tree)->body : &AST(Interactive, tree)->body;
    int32_t line = 0;
    bool is_over = false;
    for (uint32_t i = body->n > 0 && is_docstring(body->items[0]); i < body->n; i++) {
        const struct ast *statement = body->items[i];
        if (is_over && statement->lineno > line) {
            return true;
        }
        line = statement->lineno;
        if (!is_future(b, statement)) {
            is_over = true;
        } else if (is_over) {
            return fail_at_start(b, statement, statement->col_offset - 1,
                                 "from __future__ imports must occur at the beginning of the file");
        } else if (!read_features(b, AST(ImportFrom, statement))) {
            return false;
        }
    }
    return true;
}
