/*
 * Targets of assignments, loops and del: expressions that are turned round, and what CPython says
 * of those that cannot.
 */
#include "compiler/parse.h"

/* --- Is it a target? --- */

static bool are_targets(const struct ast_list *items, bool star_allowed)
{
    for (uint32_t i = 0; i < items->n; i++) {
        if (!is_target(items->items[i], star_allowed)) {
            return false;
        }
    }
    return true;
}

bool is_target(const struct ast *node, bool star_allowed)
{
    switch (node->kind) {
    case AST_Name:
    case AST_Attribute:
    case AST_Subscript:
        return true;
    case AST_Tuple:
        return are_targets(&AST(Tuple, node)->elts, star_allowed);
    case AST_List:
        return are_targets(&AST(List, node)->elts, star_allowed);
    case AST_Starred:
        return star_allowed && is_target(AST(Starred, node)->value, false);
    default:
        return false;
    }
}

bool is_single_target(const struct ast *node)
{
    return node->kind == AST_Name || node->kind == AST_Attribute || node->kind == AST_Subscript;
}

static void set_contexts(const struct ast_list *items, enum ast_context context)
{
    for (uint32_t i = 0; i < items->n; i++) {
        set_context(items->items[i], context);
    }
}

void set_context(struct ast *target, enum ast_context context)
{
    switch (target->kind) {
    case AST_Name:
        AST(Name, target)->ctx = context;
        break;
    case AST_Attribute:
        AST(Attribute, target)->ctx = context;
        break;
    case AST_Subscript:
        AST(Subscript, target)->ctx = context;
        break;
    case AST_Starred:
        AST(Starred, target)->ctx = context;
        set_context(AST(Starred, target)->value, context);
        break;
    case AST_Tuple:
        AST(Tuple, target)->ctx = context;
        set_contexts(&AST(Tuple, target)->elts, context);
        break;
    case AST_List:
        AST(List, target)->ctx = context;
        set_contexts(&AST(List, target)->elts, context);
        break;
    default:
        break;
    }
}

/* --- Reading targets where an expression would reach too far: before `in`, after `as` --- */

struct ast *parse_star_target(struct parser *p)
{
    struct spot start = spot_here(p);
    bool is_starred = accept(p, TOKEN_STAR);
    struct ast *target = parse_primary(p);
    if (!target || !is_target(target, true)) {
        return NULL;
    }
    if (is_starred) {
        target = NODE_NEW(p, Starred, start, .value = target);
        if (!target) {
            return NULL;
        }
    }
    set_context(target, AST_Store);
    return target;
}

struct ast *parse_star_targets(struct parser *p)
{
    struct spot start = spot_here(p);
    struct ast *target = parse_star_target(p);
    if (!target || peek(p) != TOKEN_COMMA) {
        return target;
    }
    uint32_t from = p->n_stack;
    if (!list_push(p, target)) {
        return NULL;
    }
    while (accept(p, TOKEN_COMMA) && (starts_expression(peek(p)) || peek(p) == TOKEN_STAR)) {
        target = parse_star_target(p);
        if (!target || !list_push(p, target)) {
            return NULL;
        }
    }
    struct ast_list items;
    return node_list_take(p, from, &items)
               ? NODE_NEW(p, Tuple, start, .elts = items, .ctx = AST_Store)
               : NULL;
}

struct ast *parse_for_targets(struct parser *p)
{
    struct mark start = mark_here(p);
    struct ast *targets = parse_star_targets(p);
    if (targets && accept(p, TOKEN_IN)) {
        return targets;
    }
    if (p->diagnosing && !p->stopped) {
        go_back(p, start);
        struct ast *expression = parse_again(p, parse_star_expressions);
        if (expression && !p->stopped) {
            stop_invalid_target(p, expression, TARGET_FOR);
        }
    }
    return NULL;
}

/* --- What is wrong with it --- */

static struct ast *invalid_target(struct ast *node, enum target_kind kind);

static struct ast *invalid_item(const struct ast_list *items, enum target_kind kind)
{
    for (uint32_t i = 0; i < items->n; i++) {
        struct ast *invalid = invalid_target(items->items[i], kind);
        if (invalid) {
            return invalid;
        }
    }
    return NULL;
}

/* The part that is no target; NULL: there is none. */
static struct ast *invalid_target(struct ast *node, enum target_kind kind)
{
    switch (node->kind) {
    case AST_List:
        return invalid_item(&AST(List, node)->elts, kind);
    case AST_Tuple:
        return invalid_item(&AST(Tuple, node)->elts, kind);
    case AST_Starred:
        return kind == TARGET_DEL ? node : invalid_target(AST(Starred, node)->value, kind);
    case AST_Compare: /* `for a + b in c`: read as one comparison */
        if (kind != TARGET_FOR) {
            return node;
        }
        return AST(Compare, node)->ops.items[0] == AST_In
                   ? invalid_target(AST(Compare, node)->left, kind)
                   : NULL;
    case AST_Name:
    case AST_Subscript:
    case AST_Attribute:
        return NULL;
    default:
        return node;
    }
}

void *stop_invalid_target(struct parser *p, struct ast *node, enum target_kind kind)
{
    struct ast *invalid = invalid_target(node, kind);
    if (!invalid) {
        return NULL;
    }
    return STOP_NODE(p, invalid, "cannot %s %s", kind == TARGET_DEL ? "delete" : "assign to",
                     expression_name(invalid));
}

static const char *constant_name(const struct ast_constant *constant)
{
    switch (constant->kind) {
    case CONSTANT_NONE:
        return "None";
    case CONSTANT_TRUE:
        return "True";
    case CONSTANT_FALSE:
        return "False";
    case CONSTANT_ELLIPSIS:
        return "ellipsis";
    default:
        return "literal";
    }
}

const char *expression_name(const struct ast *node)
{
    static const char *const names[AST_N_KINDS] = {
        [AST_Attribute] = "attribute",
        [AST_Subscript] = "subscript",
        [AST_Starred] = "starred",
        [AST_Name] = "name",
        [AST_List] = "list",
        [AST_Tuple] = "tuple",
        [AST_Lambda] = "lambda",
        [AST_Call] = "function call",
        [AST_GeneratorExp] = "generator expression",
        [AST_Yield] = "yield expression",
        [AST_YieldFrom] = "yield expression",
        [AST_Await] = "await expression",
        [AST_ListComp] = "list comprehension",
        [AST_SetComp] = "set comprehension",
        [AST_DictComp] = "dict comprehension",
        [AST_Dict] = "dict literal",
        [AST_Set] = "set display",
        [AST_JoinedStr] = "f-string expression",
        [AST_FormattedValue] = "f-string expression",
        [AST_Compare] = "comparison",
        [AST_IfExp] = "conditional expression",
        [AST_NamedExpr] = "named expression",
    };
    if (node->kind == AST_Constant) {
        return constant_name(&AST(Constant, node)->value);
    }
    return names[node->kind] ? names[node->kind] : "expression";
}
