/* What opens a scope: functions, classes, lambdas and comprehensions; and := , which may bind outside its own. */
#include "compiler/scope_private.h"

struct saved_walk scope_enter(struct builder *b, struct scope *scope)
{
    struct saved_walk saved = {b->scope, b->is_comprehension_target, b->n_comprehension_iterables};
    b->scope = scope;
    b->is_comprehension_target = false;
    return saved;
}

void scope_leave(struct builder *b, struct saved_walk saved)
{
    b->scope = saved.scope;
    b->is_comprehension_target = saved.is_comprehension_target;
    b->n_comprehension_iterables = saved.n_comprehension_iterables;
}

/* Parameters */

static bool note_parameter(struct builder *b, const struct ast *arg)
{
    const char *name = AST(arg, arg)->arg;
    return scope_check_target(b, name, false, b->scope->node) &&
           scope_note(b, name, SYMBOL_BOUND | SYMBOL_PARAMETER, arg);
}

static bool note_parameter_list(struct builder *b, const struct ast_list *args)
{
    for (uint32_t i = 0; i < args->n; i++) {
        if (!note_parameter(b, args->items[i])) {
            return false;
        }
    }
    return true;
}

static bool note_parameters(struct builder *b, const struct ast_arguments *args)
{
    bool is_noted = note_parameter_list(b, &args->posonlyargs) &&
                    note_parameter_list(b, &args->args) &&
                    note_parameter_list(b, &args->kwonlyargs) &&
                    (args->vararg == NULL || note_parameter(b, args->vararg)) &&
                    (args->kwarg == NULL || note_parameter(b, args->kwarg));
    b->scope->n_parameters = b->scope->n_symbols;
    return is_noted;
}

bool scope_visit_defaults(struct builder *b, const struct ast_arguments *args)
{
    return scope_visit_list(b, &args->defaults) && scope_visit_list(b, &args->kw_defaults);
}

static bool visit_arg_annotations(struct builder *b, const struct ast_list *args)
{
    for (uint32_t i = 0; i < args->n; i++) {
        if (!scope_visit_annotation(b, AST(arg, args->items[i])->annotation)) {
            return false;
        }
    }
    return true;
}

static bool visit_annotations(struct builder *b, const struct ast_arguments *args,
                              const struct ast *returns)
{
    return visit_arg_annotations(b, &args->posonlyargs) && visit_arg_annotations(b, &args->args) &&
           (args->vararg == NULL ||
            scope_visit_annotation(b, AST(arg, args->vararg)->annotation)) &&
           (args->kwarg == NULL || scope_visit_annotation(b, AST(arg, args->kwarg)->annotation)) &&
           visit_arg_annotations(b, &args->kwonlyargs) && scope_visit_annotation(b, returns);
}

/* Definitions */

static bool visit_function_body(struct builder *b, const struct ast_FunctionDef *function)
{
    const struct ast_arguments *args = AST(arguments, function->args);
    struct scope *scope = scope_create(b, SCOPE_FUNCTION, function->name, &function->base);
    if (scope == NULL) {
        return false;
    }
    scope->is_coroutine = function->base.kind == AST_AsyncFunctionDef;
    struct saved_walk saved = scope_enter(b, scope);
    bool is_done = note_parameters(b, args) && scope_visit_list(b, &function->body);
    scope_leave(b, saved);
    return is_done;
}

static bool visit_function(struct builder *b, const struct ast *node)
{
    static_assert(sizeof(struct ast_FunctionDef) == sizeof(struct ast_AsyncFunctionDef),
                  "one structure for both");
    const struct ast_FunctionDef *function = (const struct ast_FunctionDef *)node;
    const struct ast_arguments *args = AST(arguments, function->args);
    return scope_check_target(b, function->name, false, node) &&
           scope_note(b, function->name, SYMBOL_BOUND, node) && scope_visit_defaults(b, args) &&
           visit_annotations(b, args, function->returns) &&
           scope_visit_list(b, &function->decorator_list) && visit_function_body(b, function);
}

bool scope_visit_function_inside(struct builder *b, const struct ast_FunctionDef *function)
{
    return visit_annotations(b, AST(arguments, function->args), function->returns) &&
           visit_function_body(b, function);
}

static bool visit_bases(struct builder *b, const struct ast_ClassDef *class)
{
    return scope_check_keywords(b, &class->keywords, &class->base) &&
           scope_visit_list(b, &class->bases) && scope_visit_list(b, &class->keywords);
}

static bool visit_class_body(struct builder *b, const struct ast_ClassDef *class)
{
    struct scope *scope = scope_create(b, SCOPE_CLASS, class->name, &class->base);
    if (scope == NULL) {
        return false;
    }
    scope->class_name = class->name;
    bool is_generic = b->scope->kind == SCOPE_TYPE_PARAMETERS;
    struct saved_walk saved = scope_enter(b, scope);
    bool is_done = (!is_generic || scope_note(b, b->type_parameters, SYMBOL_USED, &class->base)) &&
                   scope_visit_list(b, &class->body);
    scope_leave(b, saved);
    return is_done;
}

static bool visit_class(struct builder *b, const struct ast *node)
{
    const struct ast_ClassDef *class = AST(ClassDef, node);
    return scope_check_target(b, class->name, false, node) &&
           scope_note(b, class->name, SYMBOL_BOUND, node) && visit_bases(b, class) &&
           scope_visit_list(b, &class->decorator_list) && visit_class_body(b, class);
}

bool scope_visit_class_inside(struct builder *b, const struct ast_ClassDef *class)
{
    return visit_bases(b, class) && visit_class_body(b, class);
}

static bool visit_lambda(struct builder *b, const struct ast *node)
{
    const struct ast_Lambda *lambda = AST(Lambda, node);
    const struct ast_arguments *args = AST(arguments, lambda->args);
    if (!scope_visit_defaults(b, args)) {
        return false;
    }
    struct scope *scope = scope_create(b, SCOPE_LAMBDA, "<lambda>", node);
    if (scope == NULL) {
        return false;
    }
    struct saved_walk saved = scope_enter(b, scope);
    bool is_done = note_parameters(b, args) && scope_visit(b, lambda->body);
    scope_leave(b, saved);
    return is_done;
}

bool scope_visit_definition(struct builder *b, const struct ast *node)
{
    return node->kind == AST_ClassDef ? visit_class(b, node)
           : node->kind == AST_Lambda ? visit_lambda(b, node)
                                      : visit_function(b, node);
}

/* Comprehensions: all but the first iterable is evaluated in a scope of its own, which gets that one's iterator as its argument */

static const char *comprehension_name(enum ast_kind kind)
{
    return kind == AST_ListComp   ? "<listcomp>"
           : kind == AST_SetComp  ? "<setcomp>"
           : kind == AST_DictComp ? "<dictcomp>"
                                  : "<genexpr>";
}

static const struct ast_list *generators_of(const struct ast *node)
{
    return node->kind == AST_ListComp   ? &AST(ListComp, node)->generators
           : node->kind == AST_SetComp  ? &AST(SetComp, node)->generators
           : node->kind == AST_DictComp ? &AST(DictComp, node)->generators
                                        : &AST(GeneratorExp, node)->generators;
}

/* A DictComp's value is looked at before its key, as CPython does. */
static bool visit_element(struct builder *b, const struct ast *node)
{
    switch (node->kind) {
    case AST_ListComp:
        return scope_visit(b, AST(ListComp, node)->elt);
    case AST_SetComp:
        return scope_visit(b, AST(SetComp, node)->elt);
    case AST_DictComp:
        return scope_visit(b, AST(DictComp, node)->value) &&
               scope_visit(b, AST(DictComp, node)->key);
    default:
        return scope_visit(b, AST(GeneratorExp, node)->elt);
    }
}

static bool visit_iterable(struct builder *b, const struct ast *iterable)
{
    b->n_comprehension_iterables++;
    bool is_done = scope_visit(b, iterable);
    b->n_comprehension_iterables--;
    return is_done;
}

static bool visit_clause(struct builder *b, const struct ast_comprehension *clause, bool is_first)
{
    b->is_comprehension_target = true;
    bool is_done = scope_visit(b, clause->target);
    b->is_comprehension_target = false;
    b->scope->is_coroutine |= clause->is_async != 0;
    return is_done && (is_first || visit_iterable(b, clause->iter)) &&
           scope_visit_list(b, &clause->ifs);
}

static bool visit_clauses(struct builder *b, const struct ast_list *clauses)
{
    for (uint32_t i = 0; i < clauses->n; i++) {
        if (!visit_clause(b, AST(comprehension, clauses->items[i]), i == 0)) {
            return false;
        }
    }
    return true;
}

bool scope_visit_comprehension(struct builder *b, const struct ast *node)
{
    const struct ast_list *clauses = generators_of(node);
    if (!visit_iterable(b, AST(comprehension, clauses->items[0])->iter)) {
        return false;
    }
    struct scope *scope =
        scope_create(b, SCOPE_COMPREHENSION, comprehension_name(node->kind), node);
    if (scope == NULL) {
        return false;
    }
    struct saved_walk saved = scope_enter(b, scope);
    bool is_done = scope_note(b, b->first_argument, SYMBOL_BOUND | SYMBOL_PARAMETER, node);
    scope->n_parameters = 1;
    is_done = is_done && visit_clauses(b, clauses) && visit_element(b, node);
    scope_leave(b, saved);
    scope->is_generator = node->kind == AST_GeneratorExp;
    b->scope->is_coroutine |=
        scope->is_coroutine && (!scope->is_generator || b->scope->kind == SCOPE_MODULE);
    return is_done;
}

/* Assignment expressions */

/* Binds a name of the comprehensions around the walk in `owner`, which encloses them. */
static bool bind_outside(struct builder *b, struct scope *owner, const struct ast *target)
{
    const char *name = AST(Name, target)->id;
    const char *mangled = scope_mangle(b->scopes, owner, name);
    struct symbol *symbol = scope_intern(b->scopes, owner, mangled);
    if (symbol == NULL) {
        return scope_fail_no_memory(b);
    }
    bool is_global = owner->kind == SCOPE_MODULE || symbol->flags & SYMBOL_GLOBAL;
    symbol->flags |= owner->kind == SCOPE_MODULE ? SYMBOL_GLOBAL : SYMBOL_BOUND;
    owner->has_walrus = true;
    return scope_note(b, name, is_global ? SYMBOL_GLOBAL : SYMBOL_NONLOCAL, target) &&
           scope_add_directive(b, name, target);
}

static bool extend_walrus(struct builder *b, const struct ast *target)
{
    const char *name = AST(Name, target)->id;
    struct scope *scope = b->scope;
    for (; scope->kind == SCOPE_COMPREHENSION; scope = scope->parent) {
        const struct symbol *symbol = scope_find(scope, scope_mangle(b->scopes, scope, name));
        if (symbol != NULL && symbol->flags & SYMBOL_ITERATION) {
            return scope_fail(b, target,
                              "assignment expression cannot rebind comprehension iteration "
                              "variable '%s'",
                              name);
        }
    }
    if (scope->kind == SCOPE_CLASS) {
        return scope_fail(b, target,
                          "assignment expression within a comprehension cannot be used in a "
                          "class body");
    }
    if (scope_is_of_types(scope)) {
        return scope_fail(b, target,
                          "assignment expression within a comprehension cannot be used %s",
                          scope_of_types_name(scope, true));
    }
    return bind_outside(b, scope, target);
}

bool scope_visit_walrus(struct builder *b, const struct ast *node)
{
    const struct ast_NamedExpr *walrus = AST(NamedExpr, node);
    if (!scope_check_annotation(b, "named expression", node)) {
        return false;
    }
    if (b->n_comprehension_iterables > 0) {
        return scope_fail(b, node,
                          "assignment expression cannot be used in a comprehension iterable "
                          "expression");
    }
    b->scope->has_walrus = true;
    if (b->scope->kind == SCOPE_COMPREHENSION && !extend_walrus(b, walrus->target)) {
        return false;
    }
    return scope_visit(b, walrus->value) && scope_visit(b, walrus->target);
}
