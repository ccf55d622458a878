/*
 * Scopes of type parameters, and of what is evaluated when somebody asks for it: bounds, and values of type aliases. They are
 * functions to the names inside, but see the names of a class directly around them.
 */
#include <stdio.h>
#include <string.h>

#include "compiler/scope_private.h"

const char *scope_of_types_name(const struct scope *scope, bool in_comprehension)
{
    switch (scope->kind) {
    case SCOPE_TYPE_BOUND:
        return in_comprehension ? "in a TypeVar bound" : "within a TypeVar bound";
    case SCOPE_TYPE_ALIAS:
        return in_comprehension ? "in a type alias" : "within a type alias";
    default:
        return "within the definition of a generic";
    }
}

/* A scope inside the current one. NULL: failed. */
static struct scope *create(struct builder *b, enum scope_kind kind, const char *name,
                            const struct ast *node)
{
    struct scope *scope = scope_create(b, kind, name, node);
    if (scope != NULL) {
        scope->sees_class = b->scope->kind == SCOPE_CLASS || b->scope->sees_class;
    }
    return scope;
}

static bool note_class(struct builder *b, const struct ast *node)
{
    return !b->scope->sees_class || scope_note(b, b->class_dict, SYMBOL_USED, node);
}

static bool visit_late(struct builder *b, enum scope_kind kind, const char *name,
                       const struct ast *node, const struct ast *value)
{
    struct scope *scope = create(b, kind, name, node);
    if (scope == NULL) {
        return false;
    }
    struct saved_walk saved = scope_enter(b, scope);
    bool is_done = note_class(b, node) && scope_visit(b, value);
    scope_leave(b, saved);
    return is_done;
}

static const char *name_of_parameter(const struct ast *node)
{
    return node->kind == AST_TypeVar     ? AST(TypeVar, node)->name
           : node->kind == AST_ParamSpec ? AST(ParamSpec, node)->name
                                         : AST(TypeVarTuple, node)->name;
}

static bool visit_parameter(struct builder *b, const struct ast *node)
{
    const char *name = name_of_parameter(node);
    const struct symbol *symbol = scope_find(b->scope, scope_mangle(b->scopes, b->scope, name));
    if (symbol != NULL && symbol->flags & SYMBOL_TYPE_PARAMETER) {
        return scope_fail(b, node, "duplicate type parameter '%s'", name);
    }
    const struct ast *bound = node->kind == AST_TypeVar ? AST(TypeVar, node)->bound : NULL;
    return scope_check_target(b, name, false, node) &&
           scope_note(b, name, SYMBOL_BOUND | SYMBOL_TYPE_PARAMETER, node) &&
           (bound == NULL || visit_late(b, SCOPE_TYPE_BOUND, name, node, bound));
}

static bool visit_parameters(struct builder *b, const struct ast_list *parameters)
{
    for (uint32_t i = 0; i < parameters->n; i++) {
        if (!visit_parameter(b, parameters->items[i])) {
            return false;
        }
    }
    return true;
}

/* "<generic parameters of f>" */
static struct scope *create_outer(struct builder *b, const char *of, const struct ast *node)
{
    static const char format[] = "<generic parameters of %s>";
    size_t size = sizeof format + strlen(of);
    char *name = arena_alloc(b->scopes->arena, size);
    if (name == NULL) {
        scope_fail_no_memory(b);
        return NULL;
    }
    snprintf(name, size, format, of);
    return create(b, SCOPE_TYPE_PARAMETERS, name, node);
}

static bool note_argument(struct builder *b, const char *name, const struct ast *node)
{
    b->scope->n_parameters++;
    return scope_note(b, name, SYMBOL_BOUND | SYMBOL_PARAMETER, node);
}

static bool has_keyword_defaults(const struct ast_arguments *args)
{
    for (uint32_t i = 0; i < args->kw_defaults.n; i++) {
        if (args->kw_defaults.items[i] != NULL) {
            return true;
        }
    }
    return false;
}

/* Defaults are evaluated outside, and handed in. */
static bool visit_function(struct builder *b, const struct ast_list *parameters,
                           const struct ast_FunctionDef *function, const struct ast *node)
{
    const struct ast_arguments *args = AST(arguments, function->args);
    if (!scope_visit_defaults(b, args) || !scope_visit_list(b, &function->decorator_list)) {
        return false;
    }
    struct scope *scope = create_outer(b, function->name, node);
    if (scope == NULL) {
        return false;
    }
    struct saved_walk saved = scope_enter(b, scope);
    bool is_done = (args->defaults.n == 0 || note_argument(b, b->defaults, node)) &&
                   (!has_keyword_defaults(args) || note_argument(b, b->keyword_defaults, node)) &&
                   note_class(b, node) && visit_parameters(b, parameters) &&
                   scope_visit_function_inside(b, function);
    scope_leave(b, saved);
    return is_done;
}

static bool visit_class(struct builder *b, const struct ast_list *parameters,
                        const struct ast_ClassDef *class, const struct ast *node)
{
    if (!scope_visit_list(b, &class->decorator_list)) {
        return false;
    }
    struct scope *scope = create_outer(b, class->name, node);
    if (scope == NULL) {
        return false;
    }
    scope->class_name = class->name;
    struct saved_walk saved = scope_enter(b, scope);
    bool is_done = note_class(b, node) && visit_parameters(b, parameters) &&
                   scope_note(b, b->type_parameters, SYMBOL_BOUND, node) &&
                   scope_note(b, b->generic_base, SYMBOL_BOUND | SYMBOL_USED, node) &&
                   scope_visit_class_inside(b, class);
    scope_leave(b, saved);
    return is_done;
}

static bool visit_definition(struct builder *b, const struct ast *node)
{
    const struct ast_GenericDefinition *generic = AST(GenericDefinition, node);
    const struct ast *definition = generic->definition;
    const char *name = definition->kind == AST_ClassDef
                           ? AST(ClassDef, definition)->name
                           : ((const struct ast_FunctionDef *)definition)->name;
    if (!scope_check_target(b, name, false, definition) ||
        !scope_note(b, name, SYMBOL_BOUND, definition)) {
        return false;
    }
    return definition->kind == AST_ClassDef
               ? visit_class(b, &generic->type_params, AST(ClassDef, definition), node)
               : visit_function(b, &generic->type_params,
                                (const struct ast_FunctionDef *)definition, node);
}

static bool visit_alias_inside(struct builder *b, const struct ast_TypeAlias *alias)
{
    return visit_late(b, SCOPE_TYPE_ALIAS, AST(Name, alias->name)->id, alias->name, alias->value);
}

static bool visit_alias(struct builder *b, const struct ast *node)
{
    const struct ast_TypeAlias *alias = AST(TypeAlias, node);
    if (!scope_visit(b, alias->name)) {
        return false;
    }
    if (alias->type_params.n == 0) {
        return visit_alias_inside(b, alias);
    }
    struct scope *scope = create_outer(b, AST(Name, alias->name)->id, node);
    if (scope == NULL) {
        return false;
    }
    struct saved_walk saved = scope_enter(b, scope);
    bool is_done = note_class(b, node) && visit_parameters(b, &alias->type_params) &&
                   visit_alias_inside(b, alias);
    scope_leave(b, saved);
    return is_done;
}

bool scope_visit_generic(struct builder *b, const struct ast *node)
{
    return node->kind == AST_TypeAlias ? visit_alias(b, node) : visit_definition(b, node);
}
