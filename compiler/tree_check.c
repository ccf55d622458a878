/*
 * What a tree from instances must fulfil beyond the types of its fields, so that the later passes may rely on it as on a
 * parser's: contexts, places, lists that must not be empty or must be equally long.
 */
#include <string.h>

#include "compiler/recursion.h"
#include "compiler/tree.h"

/* Raises ValueError; false. */
#define MISTAKE(c, ...) REFUSE(c, ValueError, __VA_ARGS__)
#define REFUSE(c, type, ...) (raise_error((c)->t, &type##_type, __VA_ARGS__), compile_raised(c))

static bool check(struct compilation *c, const struct ast *node, enum ast_context context);

static bool check_list(struct compilation *c, const struct ast_list *list, enum ast_context context)
{
    for (uint32_t i = 0; i < list->n; i++) {
        if (list->items[i] != NULL && !check(c, list->items[i], context)) {
            return false;
        }
    }
    return true;
}

static bool check_place(struct compilation *c, const struct ast *node)
{
    int line = node->lineno, end_line = node->end_lineno, column = node->col_offset,
        end_column = node->end_col_offset;
    if (line > end_line) {
        raise_error(c->t, &ValueError_type, "AST node line range (%d, %d) is not valid", line,
                    end_line);
    } else if ((line < 0 && end_line != line) || (column < 0 && column != end_column)) {
        raise_error(c->t, &ValueError_type,
                    "AST node column range (%d, %d) for line range (%d, %d) is not valid", column,
                    end_column, line, end_line);
    } else if (line == end_line && column > end_column) {
        raise_error(c->t, &ValueError_type, "line %d, column %d-%d is not a valid range", line,
                    column, end_column);
    } else {
        return true;
    }
    return compile_raised(c);
}

/* --- Contexts --- */

static bool context_of(const struct ast *node, enum ast_context *context)
{
    const struct ast_shape *shape = ast_shape(node->kind);
    for (unsigned i = 0; i < shape->n_fields; i++) {
        if (shape->fields[i].type == FIELD_context) {
            memcpy(context, (const char *)node + shape->fields[i].offset, sizeof *context);
            return true;
        }
    }
    return false;
}

static bool check_context(struct compilation *c, const struct ast *node, enum ast_context expected)
{
    const struct ast_choices *names = ast_choices(FIELD_context);
    enum ast_context actual = AST_Load;
    if (!context_of(node, &actual) && expected != AST_Load) {
        return MISTAKE(c, "expression which can't be assigned to in %s context",
                       names->names[expected]);
    }
    return actual == expected || MISTAKE(c, "expression must have %s context but has %s instead",
                                         names->names[expected], names->names[actual]);
}

/* That of a child: what targets are, and what lies in lists that are targets. */
static enum ast_context context_below(const struct ast *node, const struct ast_field *field,
                                      enum ast_context context)
{
    switch (node->kind) {
    case AST_Delete:
        return AST_Del;
    case AST_List:
    case AST_Tuple:
    case AST_Starred:
        return context;
    case AST_Assign:
    case AST_AugAssign:
    case AST_AnnAssign:
    case AST_For:
    case AST_AsyncFor:
    case AST_comprehension:
    case AST_withitem:
        return strncmp(field->name, "target", 6) == 0 || strcmp(field->name, "optional_vars") == 0
                   ? AST_Store
                   : AST_Load;
    case AST_TypeAlias:
        return strcmp(field->name, "name") == 0 ? AST_Store : AST_Load;
    default:
        return AST_Load;
    }
}

/* --- Single kinds --- */

static bool is_name_of_constant(const char *name)
{
    return strcmp(name, "None") == 0 || strcmp(name, "True") == 0 || strcmp(name, "False") == 0;
}

/* The target of an augmented or annotated assignment, of `:=`. */
static bool check_single_target(struct compilation *c, const struct ast *node)
{
    const struct ast *target = node->kind == AST_AugAssign   ? AST(AugAssign, node)->target
                               : node->kind == AST_AnnAssign ? AST(AnnAssign, node)->target
                                                             : AST(NamedExpr, node)->target;
    if (target->kind == AST_Name) {
        return true;
    }
    if (node->kind == AST_NamedExpr) {
        raise_error(c->t, &TypeError_type, "NamedExpr target must be a Name");
        return compile_raised(c);
    }
    if (node->kind == AST_AnnAssign && AST(AnnAssign, node)->simple) {
        raise_error(c->t, &TypeError_type, "AnnAssign with simple non-Name target");
        return compile_raised(c);
    }
    if (target->kind != AST_Attribute && target->kind != AST_Subscript) {
        raise_error(c->t, &SystemError_type, "invalid node type (%s) for %s assignment",
                    ast_shape(target->kind)->name,
                    node->kind == AST_AugAssign ? "augmented" : "annotated");
        return compile_raised(c);
    }
    return true;
}

static bool check_arguments(struct compilation *c, const struct ast_arguments *a)
{
    if (a->defaults.n > a->posonlyargs.n + a->args.n) {
        return MISTAKE(c, "more positional defaults than args on arguments");
    }
    return a->kw_defaults.n == a->kwonlyargs.n ||
           MISTAKE(c, "length of kwonlyargs is not the same as kw_defaults on arguments");
}

static bool check_try(struct compilation *c, const char *name, const struct ast_list *handlers,
                      const struct ast_list *orelse, const struct ast_list *finalbody)
{
    if (handlers->n == 0 && finalbody->n == 0) {
        return MISTAKE(c, "%s has neither except handlers nor finalbody", name);
    }
    return handlers->n > 0 || orelse->n == 0 ||
           MISTAKE(c, "%s has orelse but no except handlers", name);
}

static bool is_text(const struct ast *e)
{
    return e->kind == AST_Constant && AST(Constant, e)->value.kind == CONSTANT_STR;
}

/* CPython compiles other pieces, too, and fails when they run. */
static bool check_pieces(struct compilation *c, const struct ast_list *values)
{
    for (uint32_t i = 0; i < values->n; i++) {
        if (!is_text(values->items[i]) && values->items[i]->kind != AST_FormattedValue) {
            return MISTAKE(c, "JoinedStr can only contain texts and FormattedValue");
        }
    }
    return true;
}

static bool check_formatted(struct compilation *c, const struct ast_FormattedValue *value)
{
    int conversion = value->conversion;
    if (conversion != -1 && conversion != 's' && conversion != 'r' && conversion != 'a') {
        raise_error(c->t, &SystemError_type, "Unrecognized conversion character %d", conversion);
        return compile_raised(c);
    }
    return value->format_spec == NULL || value->format_spec->kind == AST_JoinedStr ||
           MISTAKE(c, "format_spec of FormattedValue must be a JoinedStr");
}

static bool check_import(struct compilation *c, const struct ast_ImportFrom *import)
{
    if (import->level < 0) {
        return MISTAKE(c, "Negative ImportFrom level");
    }
    return import->module != NULL || import->level > 0 ||
           MISTAKE(c, "ImportFrom needs a module or a level");
}

static bool check_expression(struct compilation *c, const struct ast *node)
{
    switch (node->kind) {
    case AST_BoolOp:
        return AST(BoolOp, node)->values.n >= 2 || MISTAKE(c, "BoolOp with less than 2 values");
    case AST_Dict:
        return AST(Dict, node)->keys.n == AST(Dict, node)->values.n ||
               MISTAKE(c, "Dict doesn't have the same number of keys as values");
    case AST_Compare:
        if (AST(Compare, node)->comparators.n == 0) {
            return MISTAKE(c, "Compare with no comparators");
        }
        return AST(Compare, node)->comparators.n == AST(Compare, node)->ops.n ||
               MISTAKE(c, "Compare has a different number of comparators and operands");
    case AST_JoinedStr:
        return check_pieces(c, &AST(JoinedStr, node)->values);
    case AST_FormattedValue:
        return check_formatted(c, AST(FormattedValue, node));
    case AST_Name:
        return !is_name_of_constant(AST(Name, node)->id) ||
               MISTAKE(c, "identifier field can't represent '%s' constant", AST(Name, node)->id);
    case AST_NamedExpr:
        return check_single_target(c, node);
    default:
        return true;
    }
}

static bool check_pattern(struct compilation *c, const struct ast *node);

static bool check_kind(struct compilation *c, const struct ast *node)
{
    switch (node->kind) {
    case AST_AugAssign:
    case AST_AnnAssign:
        return check_single_target(c, node);
    case AST_arguments:
        return check_arguments(c, AST(arguments, node));
    case AST_Raise:
        return AST(Raise, node)->exc != NULL || AST(Raise, node)->cause == NULL ||
               MISTAKE(c, "Raise with cause but no exception");
    case AST_Try:
        return check_try(c, "Try", &AST(Try, node)->handlers, &AST(Try, node)->orelse,
                         &AST(Try, node)->finalbody);
    case AST_TryStar:
        return check_try(c, "TryStar", &AST(TryStar, node)->handlers, &AST(TryStar, node)->orelse,
                         &AST(TryStar, node)->finalbody);
    case AST_ImportFrom:
        return check_import(c, AST(ImportFrom, node));
    case AST_TypeAlias:
        return AST(TypeAlias, node)->name->kind == AST_Name ||
               MISTAKE(c, "TypeAlias with non-Name name");
    case AST_Module:
    case AST_Interactive:
    case AST_Expression:
        return true;
    default:
        return ast_shape(node->kind)->category == AST_CATEGORY_pattern ? check_pattern(c, node)
                                                                       : check_expression(c, node);
    }
}

/* --- Patterns --- */

static bool is_literal_value(const struct ast *e)
{
    switch (e->kind) {
    case AST_Constant: {
        enum ast_constant_kind kind = AST(Constant, e)->value.kind;
        return kind != CONSTANT_NONE && kind != CONSTANT_TRUE && kind != CONSTANT_FALSE &&
               kind != CONSTANT_ELLIPSIS;
    }
    case AST_Attribute:
        for (; e->kind == AST_Attribute; e = AST(Attribute, e)->value) {
        }
        return e->kind == AST_Name;
    case AST_UnaryOp:
        return AST(UnaryOp, e)->op == AST_USub && AST(UnaryOp, e)->operand->kind == AST_Constant;
    case AST_BinOp:
        return (AST(BinOp, e)->op == AST_Add || AST(BinOp, e)->op == AST_Sub) &&
               AST(BinOp, e)->right->kind == AST_Constant && is_literal_value(AST(BinOp, e)->left);
    default:
        return e->kind == AST_JoinedStr;
    }
}

static bool check_capture(struct compilation *c, const char *name)
{
    if (name != NULL && strcmp(name, "_") == 0) {
        return MISTAKE(c, "can't capture name '_' in patterns");
    }
    return name == NULL || !is_name_of_constant(name) ||
           MISTAKE(c, "identifier field can't represent '%s' constant", name);
}

static bool check_no_star(struct compilation *c, const struct ast *pattern)
{
    return pattern == NULL || pattern->kind != AST_MatchStar ||
           MISTAKE(c, "can't use MatchStar here");
}

static bool check_no_stars(struct compilation *c, const struct ast_list *patterns)
{
    for (uint32_t i = 0; i < patterns->n; i++) {
        if (!check_no_star(c, patterns->items[i])) {
            return false;
        }
    }
    return true;
}

static bool check_mapping(struct compilation *c, const struct ast_MatchMapping *mapping)
{
    if (mapping->keys.n != mapping->patterns.n) {
        return MISTAKE(c, "MatchMapping doesn't have the same number of keys as patterns");
    }
    for (uint32_t i = 0; i < mapping->keys.n; i++) {
        const struct ast *key = mapping->keys.items[i];
        bool is_singleton =
            key->kind == AST_Constant && AST(Constant, key)->value.kind != CONSTANT_ELLIPSIS;
        if (!is_singleton && !is_literal_value(key)) {
            return MISTAKE(c, "patterns may only match literals and attribute lookups");
        }
    }
    return check_capture(c, mapping->rest) && check_no_stars(c, &mapping->patterns);
}

static bool check_class_pattern(struct compilation *c, const struct ast_MatchClass *pattern)
{
    if (pattern->kwd_attrs.n != pattern->kwd_patterns.n) {
        return MISTAKE(c,
                       "MatchClass doesn't have the same number of keyword attributes as patterns");
    }
    const struct ast *class = pattern->cls;
    while (class->kind == AST_Attribute) {
        class = AST(Attribute, class)->value;
    }
    if (class->kind != AST_Name) {
        return MISTAKE(c, "MatchClass cls field can only contain Name or Attribute nodes.");
    }
    return check_no_stars(c, &pattern->patterns) && check_no_stars(c, &pattern->kwd_patterns);
}

static bool check_as(struct compilation *c, const struct ast_MatchAs *pattern)
{
    if (pattern->pattern != NULL && pattern->name == NULL) {
        return MISTAKE(c, "MatchAs must specify a target name if a pattern is given");
    }
    return check_capture(c, pattern->name) && check_no_star(c, pattern->pattern);
}

static bool check_pattern(struct compilation *c, const struct ast *node)
{
    switch (node->kind) {
    case AST_MatchValue:
        return is_literal_value(AST(MatchValue, node)->value) ||
               MISTAKE(c, "patterns may only match literals and attribute lookups");
    case AST_MatchSingleton:
        return AST(MatchSingleton, node)->value.kind <= CONSTANT_FALSE ||
               MISTAKE(c, "MatchSingleton can only contain True, False and None");
    case AST_MatchMapping:
        return check_mapping(c, AST(MatchMapping, node));
    case AST_MatchClass:
        return check_class_pattern(c, AST(MatchClass, node));
    case AST_MatchStar:
        return check_capture(c, AST(MatchStar, node)->name);
    case AST_MatchAs:
        return check_as(c, AST(MatchAs, node));
    case AST_MatchOr:
        if (AST(MatchOr, node)->patterns.n < 2) {
            return MISTAKE(c, "MatchOr requires at least 2 patterns");
        }
        return check_no_stars(c, &AST(MatchOr, node)->patterns);
    default:
        return true;
    }
}

/* --- Any node --- */

static bool is_one_of(const char *name, const char *const *names)
{
    while (*names != NULL && strcmp(*names, name) != 0) {
        names++;
    }
    return *names != NULL;
}

/* The lists that have an item at least. */
static bool check_not_empty(struct compilation *c, const struct ast *node)
{
    static const char *const in_statements[] = {"body", "targets", "items", "names", "cases", NULL};
    static const char *const in_bodies[] = {"body", NULL};
    const struct ast_shape *shape = ast_shape(node->kind);
    const char *const *names = shape->category == AST_CATEGORY_stmt ? in_statements
                               : node->kind == AST_ExceptHandler || node->kind == AST_match_case
                                   ? in_bodies
                                   : in_bodies + 1;
    for (unsigned i = 0; i < shape->n_fields; i++) {
        const struct ast_field *field = &shape->fields[i];
        bool is_list = field->type == FIELD_list || field->type == FIELD_identifier_list;
        const struct ast_list *list = is_list ? ast_children(node, field) : NULL;
        if (strcmp(field->name, "generators") == 0 && list->n == 0) {
            return MISTAKE(c, "comprehension with no generators");
        }
        if (is_list && list->n == 0 && is_one_of(field->name, names)) {
            return MISTAKE(c, "empty %s on %s", field->name, shape->name);
        }
    }
    return true;
}

static bool check(struct compilation *c, const struct ast *node, enum ast_context context)
{
    const struct ast_shape *shape = ast_shape(node->kind);
    if (!stack_is_left(c->t->c_stack_bound)) {
        return REFUSE(c, RecursionError, "maximum recursion depth exceeded during compilation");
    }
    if ((shape->has_place && !check_place(c, node)) || !check_not_empty(c, node) ||
        !check_kind(c, node) ||
        (shape->category == AST_CATEGORY_expr && !check_context(c, node, context))) {
        return false;
    }
    for (unsigned i = 0; i < shape->n_fields; i++) {
        const struct ast_field *field = &shape->fields[i];
        enum ast_context below = context_below(node, field, context);
        bool is_target_of_walrus = node->kind == AST_NamedExpr && i == 0;
        if (field->type == FIELD_list) {
            if (!check_list(c, ast_children(node, field), below)) {
                return false;
            }
        } else if (field->type == FIELD_node && !is_target_of_walrus &&
                   ast_child(node, field) != NULL && !check(c, ast_child(node, field), below)) {
            return false;
        }
    }
    return true;
}

bool tree_check(struct compilation *c, const struct ast *tree)
{
    return check(c, tree, AST_Load);
}
