/* `from __future__ import ...` at the top of a module, behind its docstring. */
#include <string.h>

#include "compiler/scope_private.h"

/* Features that have become the language since, which may still be asked for. */
static const char *const KNOWN[] = {
    "nested_scopes",  "generators",       "division",       "absolute_import", "with_statement",
    "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop",  "annotations",
};

/* CPython knows no end of this place. */
static bool fail_feature(struct builder *b, const struct ast *node, const char *format,
                         const char *name)
{
    struct ast place = *node;
    place.end_lineno = place.lineno;
    place.end_col_offset = -1;
    return scope_fail(b, &place, "%s%s%s", format, name, *name != '\0' ? " is not defined" : "");
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
            return fail_feature(b, &import->base, "not a chance", "");
        }
        if (!is_known(name)) {
            return fail_feature(b, &import->base, "future feature ", name);
        }
        b->future_annotations |= strcmp(name, "annotations") == 0;
    }
    b->last_future_line = import->base.lineno;
    return true;
}

static bool is_string(const struct ast *statement)
{
    if (statement->kind != AST_Expr) {
        return false;
    }
    const struct ast *value = AST(Expr, statement)->value;
    return value->kind == AST_Constant && AST(Constant, value)->value.kind == CONSTANT_STR;
}

bool scope_read_future(struct builder *b, const struct ast *tree)
{
    if (tree->kind == AST_Expression) {
        return true;
    }
    const struct ast_list *body =
        tree->kind == AST_Module ? &AST(Module, tree)->body : &AST(Interactive, tree)->body;
    for (uint32_t i = 0; i < body->n; i++) {
        const struct ast *statement = body->items[i];
        bool is_future = statement->kind == AST_ImportFrom &&
                         AST(ImportFrom, statement)->module == b->future &&
                         AST(ImportFrom, statement)->level == 0;
        if (is_future && !read_features(b, AST(ImportFrom, statement))) {
            return false;
        }
        if (!is_future && !is_string(statement)) {
            return true;
        }
    }
    return true;
}
