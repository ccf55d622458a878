/*
 * The walk over the tree, in CPython's order so that the first error is the same: statements and expressions that
 * bind names. What opens a scope is in scope_definition.c.
 *
 * The walk recurses as deep as the tree, up to AST_MAX_DEPTH: scope_visit keeps its frame small, the rarer kinds
 * have functions of their own.
 */
#include <stdlib.h>
#include <string.h>

#include "compiler/scope_private.h"

/* Names */

bool scope_check_target(struct builder *b, const char *name, bool is_delete, const struct ast *node)
{
    return name != b->debug ||
           scope_fail(b, node, "cannot %s __debug__", is_delete ? "delete" : "assign to");
}

/* A comprehension's target must not be bound by := in the same comprehension. */
static bool note_iteration(struct builder *b, struct symbol *symbol, const struct ast *node)
{
    if (symbol->flags & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL)) {
        return scope_fail(b, node,
                          "comprehension inner loop cannot rebind assignment expression "
                          "target '%s'",
                          symbol->name);
    }
    symbol->flags |= SYMBOL_ITERATION;
    return true;
}

/*
 * A global statement anywhere makes the name explicit in the module too: under exec with a mapping of its own for
 * locals, the module's code then stores it in the globals.
 */
static bool note_global(struct builder *b, const char *mangled)
{
    struct symbol *symbol = scope_intern(b->scopes, b->scopes->all[0], mangled);
    if (symbol == NULL) {
        return scope_fail_no_memory(b);
    }
    symbol->flags |= SYMBOL_GLOBAL;
    return true;
}

bool scope_note(struct builder *b, const char *name, uint32_t flags, const struct ast *node)
{
    const char *mangled = scope_mangle(b->scopes, b->scope, name);
    struct symbol *symbol = scope_intern(b->scopes, b->scope, mangled);
    if (symbol == NULL) {
        return scope_fail_no_memory(b);
    }
    if (flags & symbol->flags & SYMBOL_PARAMETER) {
        return scope_fail(b, node, "duplicate argument '%s' in function definition", name);
    }
    symbol->flags |= flags;
    if (flags & SYMBOL_GLOBAL && !note_global(b, mangled)) {
        return false;
    }
    return !b->is_comprehension_target || note_iteration(b, symbol, node);
}

static NOINLINE bool visit_name(struct builder *b, const struct ast *node)
{
    const struct ast_Name *name = AST(Name, node);
    if (name->ctx == AST_Load) {
        if (name->id == b->super && scope_is_function(b->scope) &&
            !scope_note(b, b->class_cell, SYMBOL_USED, node)) {
            return false;
        }
        return scope_note(b, name->id, SYMBOL_USED, node);
    }
    bool is_delete = name->ctx == AST_Del;
    return scope_check_target(b, name->id, is_delete, node) &&
           scope_note(b, name->id, SYMBOL_BOUND | (is_delete ? SYMBOL_DELETED : 0), node);
}

static bool visit_attribute(struct builder *b, const struct ast *node)
{
    const struct ast_Attribute *attribute = AST(Attribute, node);
    return (attribute->ctx == AST_Load ||
            scope_check_target(b, attribute->attr, attribute->ctx == AST_Del, node)) &&
           scope_visit(b, attribute->value);
}

/* global and nonlocal */

static bool fail_directive(struct builder *b, const char *name, uint32_t flags, bool is_global,
                           const struct ast *node)
{
    const char *word = is_global ? "global" : "nonlocal";
    if (flags & SYMBOL_PARAMETER) {
        return scope_fail(b, node, "name '%s' is parameter and %s", name, word);
    }
    if (flags & SYMBOL_USED) {
        return scope_fail(b, node, "name '%s' is used prior to %s declaration", name, word);
    }
    if (flags & SYMBOL_ANNOTATED) {
        return scope_fail(b, node, "annotated name '%s' can't be %s", name, word);
    }
    return scope_fail(b, node, "name '%s' is assigned to before %s declaration", name, word);
}

bool scope_add_directive(struct builder *b, const char *name, const struct ast *node)
{
    struct directive *directive = arena_alloc(b->scopes->arena, sizeof *directive);
    if (directive == NULL) {
        return scope_fail_no_memory(b);
    }
    const char *mangled = scope_mangle(b->scopes, b->scope, name);
    *directive = (struct directive){b->directives, b->scope, mangled, node};
    b->directives = directive;
    return true;
}

static bool visit_directive(struct builder *b, const struct ast *node,
                            const struct ast_identifier_list *names, bool is_global)
{
    for (uint32_t i = 0; i < names->n; i++) {
        const char *name = names->items[i];
        const struct symbol *symbol = scope_find(b->scope, scope_mangle(b->scopes, b->scope, name));
        const uint32_t before = SYMBOL_PARAMETER | SYMBOL_BOUND | SYMBOL_USED | SYMBOL_ANNOTATED;
        /* An import is no assignment to CPython. */
        if (symbol != NULL && symbol->flags & before && !(symbol->flags & SYMBOL_IMPORTED)) {
            return fail_directive(b, name, symbol->flags, is_global, node);
        }
        if (!scope_note(b, name, is_global ? SYMBOL_GLOBAL : SYMBOL_NONLOCAL, node) ||
            !scope_add_directive(b, name, node)) {
            return false;
        }
    }
    return true;
}

/* Imports */

static bool visit_alias(struct builder *b, const struct ast_alias *alias, const struct ast *import)
{
    const char *name = alias->asname != NULL ? alias->asname : alias->name;
    if (strcmp(name, "*") == 0) {
        return b->scope->kind == SCOPE_MODULE ||
               scope_fail(b, &alias->base, "import * only allowed at module level");
    }
    const char *dot = alias->asname == NULL ? strchr(name, '.') : NULL;
    if (dot != NULL) {
        name = identifier_intern(b->scopes->identifiers, name, (size_t)(dot - name));
        if (name == NULL) {
            return scope_fail_no_memory(b);
        }
    }
    return scope_check_target(b, name, false, import) &&
           scope_note(b, name, SYMBOL_BOUND | SYMBOL_IMPORTED, &alias->base);
}

static bool visit_import(struct builder *b, const struct ast *node, const struct ast_list *names)
{
    for (uint32_t i = 0; i < names->n; i++) {
        if (!visit_alias(b, AST(alias, names->items[i]), node)) {
            return false;
        }
    }
    return true;
}

static bool visit_import_from(struct builder *b, const struct ast *node)
{
    const struct ast_ImportFrom *import = AST(ImportFrom, node);
    if (import->module == b->future && node->lineno > b->last_future_line) {
        return scope_fail(b, node,
                          "from __future__ imports must occur at the beginning of the file");
    }
    return visit_import(b, node, &import->names);
}

/* Annotated assignment, with the name's annotation evaluated where it stands, or not at all */

bool scope_check_annotation(struct builder *b, const char *what, const struct ast *node)
{
    if (scope_is_of_types(b->scope)) {
        return scope_fail(b, node, "%s cannot be used %s", what,
                          scope_of_types_name(b->scope, false));
    }
    return b->scope->kind != SCOPE_ANNOTATION ||
           scope_fail(b, node, "'%s' can not be used within an annotation", what);
}

/* Its names are nobody's: the walk builds scopes that are thrown away. */
static bool visit_text_annotation(struct builder *b, const struct ast *annotation)
{
    struct scopes *scopes = arena_alloc(b->scopes->arena, sizeof *scopes);
    if (scopes == NULL) {
        return scope_fail_no_memory(b);
    }
    *scopes = (struct scopes){.arena = b->scopes->arena, .identifiers = b->scopes->identifiers};
    struct builder apart = *b;
    apart.scopes = scopes;
    apart.n_comprehension_iterables = 0;
    apart.scope = scope_create(&apart, SCOPE_ANNOTATION, "_annotation", annotation);
    return apart.scope != NULL && scope_visit(&apart, annotation);
}

bool scope_visit_annotation(struct builder *b, const struct ast *annotation)
{
    return annotation == NULL || (b->future_annotations ? visit_text_annotation(b, annotation)
                                                        : scope_visit(b, annotation));
}

static bool note_annotated(struct builder *b, const struct ast_AnnAssign *node)
{
    const char *name = AST(Name, node->target)->id;
    const struct symbol *symbol = scope_find(b->scope, scope_mangle(b->scopes, b->scope, name));
    uint32_t flags = symbol != NULL ? symbol->flags : 0;
    if (flags & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL) && b->scope->kind != SCOPE_MODULE &&
        node->simple) {
        return scope_fail(b, &node->base, "annotated name '%s' can't be %s", name,
                          flags & SYMBOL_GLOBAL ? "global" : "nonlocal");
    }
    if (!scope_check_target(b, name, false, &node->base)) {
        return false;
    }
    if (node->simple) {
        return scope_note(b, name, SYMBOL_ANNOTATED | SYMBOL_BOUND, node->target);
    }
    return node->value == NULL || scope_note(b, name, SYMBOL_BOUND, node->target);
}

static bool visit_annotated(struct builder *b, const struct ast *node)
{
    const struct ast_AnnAssign *assign = AST(AnnAssign, node);
    b->scope->has_annotations |= assign->simple != 0;
    bool is_noted = assign->target->kind == AST_Name ? note_annotated(b, assign)
                                                     : scope_visit(b, assign->target);
    return is_noted && scope_visit_annotation(b, assign->annotation) &&
           scope_visit(b, assign->value);
}

/* Handlers and patterns: names that are not Name nodes */

static bool visit_handler(struct builder *b, const struct ast *node)
{
    const struct ast_ExceptHandler *handler = AST(ExceptHandler, node);
    const char *name = handler->name;
    /* The name is deleted when the handler ends. */
    return scope_visit(b, handler->type) &&
           (name == NULL || (scope_check_target(b, name, false, node) &&
                             scope_note(b, name, SYMBOL_BOUND | SYMBOL_DELETED, node))) &&
           scope_visit_list(b, &handler->body);
}

/* The else block before the handlers. */
static bool visit_try(struct builder *b, const struct ast *node)
{
    static_assert(sizeof(struct ast_Try) == sizeof(struct ast_TryStar), "one structure for both");
    const struct ast_Try *try = (const struct ast_Try *)node;
    return scope_visit_list(b, &try->body) && scope_visit_list(b, &try->orelse) &&
           scope_visit_list(b, &try->handlers) && scope_visit_list(b, &try->finalbody);
}

static bool note_capture(struct builder *b, const char *name, const struct ast *node)
{
    return name == NULL ||
           (scope_check_target(b, name, false, node) && scope_note(b, name, SYMBOL_BOUND, node));
}

static bool check_attribute_patterns(struct builder *b, const struct ast_MatchClass *node)
{
    for (uint32_t i = 0; i < node->kwd_attrs.n; i++) {
        const char *name = node->kwd_attrs.items[i];
        if (!scope_check_target(b, name, false, node->kwd_patterns.items[i])) {
            return false;
        }
        for (uint32_t j = i + 1; j < node->kwd_attrs.n; j++) {
            if (node->kwd_attrs.items[j] == name) {
                return scope_fail(b, node->kwd_patterns.items[j],
                                  "attribute name repeated in class pattern: %s", name);
            }
        }
    }
    return true;
}

static NOINLINE bool visit_pattern(struct builder *b, const struct ast *node)
{
    switch (node->kind) {
    case AST_MatchAs:
        return scope_visit(b, AST(MatchAs, node)->pattern) &&
               note_capture(b, AST(MatchAs, node)->name, node);
    case AST_MatchStar:
        return note_capture(b, AST(MatchStar, node)->name, node);
    case AST_MatchMapping:
        return scope_visit_list(b, &AST(MatchMapping, node)->keys) &&
               scope_visit_list(b, &AST(MatchMapping, node)->patterns) &&
               note_capture(b, AST(MatchMapping, node)->rest, node);
    default:
        return check_attribute_patterns(b, AST(MatchClass, node)) &&
               scope_visit(b, AST(MatchClass, node)->cls) &&
               scope_visit_list(b, &AST(MatchClass, node)->patterns) &&
               scope_visit_list(b, &AST(MatchClass, node)->kwd_patterns);
    }
}

/* Expressions */

static const char *comprehension_description(enum ast_kind kind)
{
    return kind == AST_ListComp   ? "list comprehension"
           : kind == AST_SetComp  ? "set comprehension"
           : kind == AST_DictComp ? "dict comprehension"
                                  : "generator expression";
}

static NOINLINE bool visit_yield(struct builder *b, const struct ast *node)
{
    const struct ast *value =
        node->kind == AST_Yield ? AST(Yield, node)->value : AST(YieldFrom, node)->value;
    if (!scope_check_annotation(b, "yield expression", node) || !scope_visit(b, value)) {
        return false;
    }
    b->scope->is_generator = true;
    return b->scope->kind != SCOPE_COMPREHENSION ||
           scope_fail(b, node, "'yield' inside %s",
                      comprehension_description(b->scope->node->kind));
}

/* A keyword of a call and where it stands. */
struct placed_keyword {
    const char *name; /* interned */
    uint32_t place;
};

static int order_by_name_and_place(const void *a, const void *b)
{
    const struct placed_keyword *v = a, *w = b;
    if (v->name != w->name) {
        return (uintptr_t)v->name < (uintptr_t)w->name ? -1 : 1;
    }
    return (v->place > w->place) - (v->place < w->place);
}

/* The first keyword that comes again, and where it does so first; UINT32_MAX: none. False: no memory. */
static bool find_repeated(struct builder *b, const struct ast_list *keywords, uint32_t *first,
                          uint32_t *again)
{
    struct placed_keyword *all = arena_alloc_array(b->scopes->arena, keywords->n, sizeof *all);
    *first = UINT32_MAX;
    if (all == NULL) {
        return scope_fail_no_memory(b);
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < keywords->n; i++) {
        const char *name = AST(keyword, keywords->items[i])->arg;
        if (name != NULL) {
            all[n++] = (struct placed_keyword){name, i};
        }
    }
    qsort(all, n, sizeof *all, order_by_name_and_place);
    for (uint32_t i = 1; i < n; i++) {
        bool is_second =
            all[i].name == all[i - 1].name && (i < 2 || all[i - 2].name != all[i].name);
        if (is_second && all[i - 1].place < *first) {
            *first = all[i - 1].place;
            *again = all[i].place;
        }
    }
    return true;
}

bool scope_check_keywords(struct builder *b, const struct ast_list *keywords,
                          const struct ast *call)
{
    uint32_t first = UINT32_MAX, again = 0;
    if (keywords->n > 1 && !find_repeated(b, keywords, &first, &again)) {
        return false;
    }
    for (uint32_t i = 0; i < keywords->n; i++) {
        const char *name = AST(keyword, keywords->items[i])->arg;
        if (name != NULL && !scope_check_target(b, name, false, call)) {
            return false;
        }
        if (i == first) {
            return scope_fail(b, keywords->items[again], "keyword argument repeated: %s", name);
        }
    }
    return true;
}

/* A node without names of its own: its parts, in the order of the fields. */
static inline bool visit_parts(struct builder *b, const struct ast *node)
{
    const struct ast_shape *shape = ast_shape(node->kind);
    for (unsigned i = 0; i < shape->n_fields; i++) {
        const struct ast_field *field = &shape->fields[i];
        if (field->type == FIELD_node) {
            if (!scope_visit(b, ast_child(node, field))) {
                return false;
            }
        } else if (field->type == FIELD_list) {
            const struct ast_list *list = ast_children(node, field);
            for (uint32_t j = 0; j < list->n; j++) {
                if (!scope_visit(b, list->items[j])) {
                    return false;
                }
            }
        }
    }
    return true;
}

bool scope_visit_list(struct builder *b, const struct ast_list *list)
{
    for (uint32_t i = 0; i < list->n; i++) {
        if (!scope_visit(b, list->items[i])) {
            return false;
        }
    }
    return true;
}

static NOINLINE bool visit_statement(struct builder *b, const struct ast *node)
{
    switch (node->kind) {
    case AST_Global:
        return visit_directive(b, node, &AST(Global, node)->names, true);
    case AST_Nonlocal:
        return visit_directive(b, node, &AST(Nonlocal, node)->names, false);
    case AST_Import:
        return visit_import(b, node, &AST(Import, node)->names);
    case AST_ImportFrom:
        return visit_import_from(b, node);
    case AST_AnnAssign:
        return visit_annotated(b, node);
    case AST_Try:
    case AST_TryStar:
        return visit_try(b, node);
    default:
        return visit_handler(b, node);
    }
}

bool scope_visit(struct builder *b, const struct ast *node)
{
    if (node == NULL) {
        return true;
    }
    if (!stack_is_left(b->stack_bound)) {
        return scope_fail_too_deep(b);
    }
    switch (node->kind) {
    case AST_Constant:
        return true;
    case AST_Name:
        return visit_name(b, node);
    case AST_Attribute:
        return visit_attribute(b, node);
    case AST_Call:
        return scope_check_keywords(b, &AST(Call, node)->keywords, node) && visit_parts(b, node);
    case AST_NamedExpr:
        return scope_visit_walrus(b, node);
    case AST_Await:
        b->scope->is_coroutine = true;
        return scope_check_annotation(b, "await expression", node) && visit_parts(b, node);
    case AST_AsyncFor:
    case AST_AsyncWith:
        b->scope->is_coroutine = true;
        return visit_parts(b, node);
    case AST_Yield:
    case AST_YieldFrom:
        return visit_yield(b, node);
    case AST_FunctionDef:
    case AST_AsyncFunctionDef:
    case AST_ClassDef:
    case AST_Lambda:
        return scope_visit_definition(b, node);
    case AST_GenericDefinition:
    case AST_TypeAlias:
        return scope_visit_generic(b, node);
    case AST_ListComp:
    case AST_SetComp:
    case AST_DictComp:
    case AST_GeneratorExp:
        return scope_visit_comprehension(b, node);
    case AST_Global:
    case AST_Nonlocal:
    case AST_Import:
    case AST_ImportFrom:
    case AST_AnnAssign:
    case AST_Try:
    case AST_TryStar:
    case AST_ExceptHandler:
        return visit_statement(b, node);
    case AST_MatchAs:
    case AST_MatchStar:
    case AST_MatchMapping:
    case AST_MatchClass:
        return visit_pattern(b, node);
    default:
        return visit_parts(b, node);
    }
}
