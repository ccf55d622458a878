/* Assignments of all kinds, and expressions as statements. */
#include "compiler/parse.h"

/* x += 1; -1: no such operator */
static int augmented_operator(enum token_kind kind)
{
    switch (kind) {
    case TOKEN_PLUS_ASSIGN:
        return AST_Add;
    case TOKEN_MINUS_ASSIGN:
        return AST_Sub;
    case TOKEN_STAR_ASSIGN:
        return AST_Mult;
    case TOKEN_AT_ASSIGN:
        return AST_MatMult;
    case TOKEN_SLASH_ASSIGN:
        return AST_Div;
    case TOKEN_PERCENT_ASSIGN:
        return AST_Mod;
    case TOKEN_AMPER_ASSIGN:
        return AST_BitAnd;
    case TOKEN_VBAR_ASSIGN:
        return AST_BitOr;
    case TOKEN_CIRCUMFLEX_ASSIGN:
        return AST_BitXor;
    case TOKEN_LSHIFT_ASSIGN:
        return AST_LShift;
    case TOKEN_RSHIFT_ASSIGN:
        return AST_RShift;
    case TOKEN_DOUBLE_STAR_ASSIGN:
        return AST_Pow;
    case TOKEN_DOUBLE_SLASH_ASSIGN:
        return AST_FloorDiv;
    default:
        return -1;
    }
}

/* --- Mistakes --- */

/* [a, b]: int and (a, b): int */
static bool stop_annotated_display(struct parser *p)
{
    if (peek(p) != TOKEN_LPAR && peek(p) != TOKEN_LSQB) {
        return false;
    }
    struct ast *target = parse_quietly(p, parse_atom);
    if (target && (target->kind == AST_List || target->kind == AST_Tuple) &&
        accept(p, TOKEN_COLON) && parse_expression(p)) {
        STOP_NODE(p, target, "only single target (not %s) can be annotated",
                  expression_name(target));
    }
    return p->stopped;
}

/* a, b: int and a + b: int. Reading the first as a named expression also explains `f() = 1`. */
static bool stop_annotated(struct parser *p)
{
    struct mark start = mark_here(p);
    struct ast *first = parse_star_named_expression(p);
    if (!first || p->stopped) {
        return p->stopped;
    }
    bool is_tuple = accept(p, TOKEN_COMMA);
    /* CPython's rule takes what follows the comma with commas or without. */
    while (is_tuple && (starts_expression(peek(p)) || peek(p) == TOKEN_STAR)) {
        if (!parse_star_named_expression(p)) {
            return p->stopped;
        }
        accept(p, TOKEN_COMMA);
    }
    if (accept(p, TOKEN_COLON) && parse_expression(p) && !p->stopped) {
        if (is_tuple) {
            STOP_NODE(p, first, "only single target (not tuple) can be annotated");
        } else if (first->kind != AST_Starred) {
            STOP_NODE(p, first, "illegal target for annotation");
        }
    }
    if (!p->stopped) {
        go_back(p, start);
    }
    return p->stopped;
}

/* a = f() = 1 and a = yield = 1 */
static bool stop_assigned(struct parser *p)
{
    for (;;) {
        bool is_yield = peek(p) == TOKEN_YIELD;
        struct ast *value = parse_yield_or_star_expressions(p);
        if (!value || p->stopped || !accept(p, TOKEN_ASSIGN)) {
            return p->stopped;
        }
        if (is_yield) {
            STOP_NODE(p, value, "assignment to yield expression not possible");
        } else if (!is_target(value, true)) {
            stop_invalid_target(p, value, TARGET_STAR);
            return p->stopped;
        }
    }
}

/* f() += 1 */
static void stop_augmented(struct parser *p)
{
    struct ast *target = parse_star_expressions(p);
    if (!target || p->stopped || augmented_operator(peek(p)) < 0) {
        return;
    }
    advance(p);
    if (parse_yield_or_star_expressions(p) && !p->stopped) {
        STOP_NODE(p, target, "'%s' is an illegal expression for augmented assignment",
                  expression_name(target));
    }
}

struct ast *stop_assignment(struct parser *p, struct mark start)
{
    if (!p->diagnosing || p->stopped) {
        return NULL;
    }
    go_back(p, start);
    if (stop_annotated_display(p)) {
        return NULL;
    }
    go_back(p, start);
    if (stop_annotated(p)) {
        return NULL;
    }
    go_back(p, start);
    if (stop_assigned(p)) {
        return NULL;
    }
    go_back(p, start);
    stop_augmented(p);
    return NULL;
}

/* --- Statements --- */

/* Behind the first target; at '='. */
static struct ast *parse_assignment(struct parser *p, struct mark mark, struct spot start,
                                    struct ast *value)
{
    uint32_t from = p->n_stack;
    while (peek(p) == TOKEN_ASSIGN) {
        if (!is_target(value, true)) {
            return stop_assignment(p, mark);
        }
        set_context(value, AST_Store);
        if (!list_push(p, value)) {
            return NULL;
        }
        advance(p);
        value = parse_yield_or_star_expressions(p);
        if (!value) {
            return NULL;
        }
    }
    struct ast_list targets;
    return node_list_take(p, from, &targets)
               ? NODE_NEW(p, Assign, start, .targets = targets, .value = value)
               : NULL;
}

/* Behind the target; at ':'. */
static struct ast *parse_annotated(struct parser *p, struct mark mark, struct spot start,
                                   struct ast *target)
{
    if (!is_single_target(target)) {
        return stop_assignment(p, mark);
    }
    bool is_simple = target->kind == AST_Name && p->tokens[mark.next].kind == TOKEN_NAME;
    advance(p);
    struct ast *annotation = parse_expression(p), *value = NULL;
    if (!annotation) {
        return NULL;
    }
    set_context(target, AST_Store);
    if (accept(p, TOKEN_ASSIGN) && !(value = parse_yield_or_star_expressions(p))) {
        return NULL;
    }
    return NODE_NEW(p, AnnAssign, start, .target = target, .annotation = annotation, .value = value,
                    .simple = is_simple);
}

static struct ast *parse_augmented(struct parser *p, struct mark mark, struct spot start,
                                   struct ast *target)
{
    if (!is_single_target(target)) {
        return stop_assignment(p, mark);
    }
    enum ast_operator op = (enum ast_operator)augmented_operator(peek(p));
    advance(p);
    struct ast *value = parse_yield_or_star_expressions(p);
    set_context(target, AST_Store);
    return value ? NODE_NEW(p, AugAssign, start, .target = target, .op = op, .value = value) : NULL;
}

struct ast *parse_expression_statement(struct parser *p)
{
    struct spot start = spot_here(p);
    struct mark mark = mark_here(p);
    struct ast *value = parse_yield_or_star_expressions(p);
    if (!value) {
        return NULL;
    }
    if (peek(p) == TOKEN_ASSIGN) {
        return parse_assignment(p, mark, start, value);
    }
    if (peek(p) == TOKEN_COLON) {
        return parse_annotated(p, mark, start, value);
    }
    if (augmented_operator(peek(p)) >= 0) {
        return parse_augmented(p, mark, start, value);
    }
    if (p->diagnosing && peek(p) != TOKEN_NEWLINE && peek(p) != TOKEN_SEMI) {
        struct mark here = mark_here(p);
        stop_assignment(p, mark);
        go_back(p, here);
    }
    return p->stopped ? NULL : NODE_NEW(p, Expr, start, .value = value);
}
