/*
 * Expressions from the outside: lists with commas, `:=`, `if ... else`, lambda, yield, and their
 * usual mistakes.
 */
#include <string.h>

#include "compiler/parse.h"

bool starts_expression(enum token_kind kind)
{
    static const bool starts[TOKEN_COUNT] = {
        [TOKEN_NAME] = true,          [TOKEN_NUMBER] = true,   [TOKEN_STRING] = true,
        [TOKEN_FSTRING_START] = true, [TOKEN_LPAR] = true,     [TOKEN_LSQB] = true,
        [TOKEN_LBRACE] = true,        [TOKEN_MINUS] = true,    [TOKEN_PLUS] = true,
        [TOKEN_TILDE] = true,         [TOKEN_NOT] = true,      [TOKEN_LAMBDA] = true,
        [TOKEN_AWAIT] = true,         [TOKEN_NONE] = true,     [TOKEN_TRUE] = true,
        [TOKEN_FALSE] = true,         [TOKEN_ELLIPSIS] = true,
    };
    return starts[kind];
}

/* --- Mistakes, looked for in the second pass --- */

static bool is_legacy(const struct ast *node)
{
    return node->kind == AST_Name &&
           (strcmp(AST(Name, node)->id, "print") == 0 || strcmp(AST(Name, node)->id, "exec") == 0);
}

struct ast *parse_quietly(struct parser *p, struct ast *(*parse)(struct parser *))
{
    bool diagnosing = p->diagnosing;
    p->diagnosing = false;
    struct ast *result = parse(p);
    p->diagnosing = diagnosing;
    return result;
}

struct ast *parse_again(struct parser *p, struct ast *(*parse)(struct parser *))
{
    if (!p->diagnosing || p->n_rereadings > 0) {
        return parse_quietly(p, parse);
    }
    p->n_rereadings++;
    struct ast *result = parse(p);
    p->n_rereadings--;
    return result;
}

/* CPython 3.11 takes any beginning of "match" or "case" for the whole word here. */
static bool is_soft_keyword(struct parser *p)
{
    if (peek(p) != TOKEN_NAME) {
        return false;
    }
    const struct token *token = token_ahead(p, 0);
    const char *text = p->source->text + token->start;
    size_t n = token->end - token->start;
    return strncmp("match", text, n) == 0 || strncmp("case", text, n) == 0 ||
           strncmp("_", text, n) == 0;
}

/* Two expressions in a row within brackets: [a b]. */
static void diagnose_comma(struct parser *p, struct mark start, struct ast *first)
{
    struct mark here = mark_here(p);
    if (!starts_expression(peek(p))) {
        return;
    }
    go_back(p, start);
    bool is_prefix = peek(p) == TOKEN_NAME &&
                     (peek_ahead(p, 1) == TOKEN_STRING || peek_ahead(p, 1) == TOKEN_FSTRING_START);
    bool is_excluded = is_prefix || is_soft_keyword(p);
    go_back(p, here);
    if (is_excluded) {
        return;
    }
    struct ast *second = parse_quietly(p, parse_expression);
    if (second && !is_legacy(first) && p->brackets[p->next - 1] > 0) {
        STOP_NODES(p, first, second, "invalid syntax. Perhaps you forgot a comma?");
    }
    go_back(p, here);
}

/* a if b, without else. */
static void diagnose_else(struct parser *p, struct ast *body)
{
    struct mark here = mark_here(p);
    if (!accept(p, TOKEN_IF)) {
        return;
    }
    struct ast *test = parse_quietly(p, parse_disjunction);
    if (test && peek(p) != TOKEN_ELSE && peek(p) != TOKEN_COLON) {
        STOP_NODES(p, body, test, "expected 'else' after 'if' expression");
    }
    go_back(p, here);
}

/* print "a" */
static void diagnose_legacy(struct parser *p, struct mark start)
{
    struct mark here = mark_here(p);
    go_back(p, start);
    bool is_statement = peek_is_text(p, "print") || peek_is_text(p, "exec");
    if (peek(p) == TOKEN_NAME && peek_ahead(p, 1) != TOKEN_LPAR) {
        const struct token first = *token_ahead(p, 0);
        advance(p);
        /* Read in any case: how far was read counts. */
        struct ast *rest = parse_again(p, parse_star_expressions);
        if (rest && is_statement && !p->stopped) {
            int n = (int)(first.end - first.start);
            const char *text = p->source->text + first.start;
            struct span span = {(int32_t)first.line, (int32_t)first.column, rest->end_lineno,
                                rest->end_col_offset};
            stop_at(p, SYNTAX_ERROR, span,
                    "Missing parentheses in call to '%.*s'. Did you mean %.*s(...)?", n, text, n,
                    text);
        }
    }
    go_back(p, here);
}

/* Behind a disjunction. False: stopped. */
static bool diagnose_expression(struct parser *p, struct mark start, struct ast *first)
{
    diagnose_comma(p, start, first);
    if (!p->stopped) {
        diagnose_else(p, first);
    }
    if (!p->stopped) {
        diagnose_legacy(p, start);
    }
    return !p->stopped;
}

/*
 * Whether the atom here is a display or constant that "cannot assign to ... here" is not said of.
 */
static bool starts_with_display(struct parser *p)
{
    struct ast *atom = parse_quietly(p, parse_atom);
    if (!atom) {
        return false;
    }
    return atom->kind == AST_List || atom->kind == AST_Tuple || atom->kind == AST_GeneratorExp ||
           (atom->kind == AST_Constant && AST(Constant, atom)->value.kind <= CONSTANT_FALSE);
}

/* An expression from `start` on, then '=': was it meant as a comparison? */
static void diagnose_equal(struct parser *p, struct mark start)
{
    struct mark here = mark_here(p);
    go_back(p, start);
    bool is_name = peek(p) == TOKEN_NAME && peek_ahead(p, 1) == TOKEN_ASSIGN;
    bool is_display = starts_with_display(p);
    go_back(p, start);
    struct ast *left = parse_quietly(p, parse_bitwise_or);
    if (left && !is_display && accept(p, TOKEN_ASSIGN)) {
        struct ast *right = parse_bitwise_or(p);
        if (right && peek(p) != TOKEN_ASSIGN && peek(p) != TOKEN_WALRUS) {
            if (is_name) {
                STOP_NODES(p, left, right,
                           "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
            } else {
                STOP_NODE(p, left, "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                          expression_name(left));
            }
        }
    }
    go_back(p, here);
}

/* --- Single expressions --- */

static struct ast *parse_lambda(struct parser *p)
{
    struct spot start = spot_here(p);
    if (!accept(p, TOKEN_LAMBDA)) {
        return NULL;
    }
    struct ast *parameters = parse_parameters(p, true);
    if (!parameters || !accept(p, TOKEN_COLON)) {
        return NULL;
    }
    struct ast *body = parse_expression(p);
    return body ? NODE_NEW(p, Lambda, start, .args = parameters, .body = body) : NULL;
}

/* Behind a disjunction: ['if' disjunction 'else' expression] */
static struct ast *parse_condition(struct parser *p, struct spot start, struct ast *body)
{
    struct mark mark = mark_here(p);
    if (!accept(p, TOKEN_IF)) {
        return body;
    }
    struct ast *test = parse_disjunction(p);
    if (test && accept(p, TOKEN_ELSE)) {
        struct ast *otherwise = parse_expression(p);
        if (otherwise) {
            return NODE_NEW(p, IfExp, start, .test = test, .body = body, .orelse = otherwise);
        }
    }
    if (p->stopped) {
        return NULL;
    }
    go_back(p, mark);
    return body;
}

struct ast *parse_expression(struct parser *p)
{
    struct spot start = spot_here(p);
    struct mark mark = mark_here(p);
    bool is_checked = p->diagnosing && !p->skips_check;
    p->skips_check = false;
    if (!enter_level(p)) {
        return NULL;
    }
    struct ast *result;
    if (peek(p) == TOKEN_LAMBDA) {
        result = parse_lambda(p);
    } else {
        result = parse_disjunction(p);
        if (result && is_checked && !diagnose_expression(p, mark, result)) {
            return NULL;
        }
        result = result ? parse_condition(p, start, result) : NULL;
    }
    p->level = mark.level;
    return result;
}

static struct ast *parse_walrus(struct parser *p)
{
    struct spot start = spot_here(p);
    const char *name = parse_name(p);
    struct ast *target = name ? NODE_NEW(p, Name, start, .id = name, .ctx = AST_Store) : NULL;
    advance(p);
    struct ast *value = target ? parse_expression(p) : NULL;
    return value ? NODE_NEW(p, NamedExpr, start, .target = target, .value = value) : NULL;
}

struct ast *parse_named_expression(struct parser *p)
{
    if (peek(p) == TOKEN_NAME && peek_ahead(p, 1) == TOKEN_WALRUS) {
        return parse_walrus(p);
    }
    struct mark start = mark_here(p);
    struct ast *expression = parse_expression(p);
    if (expression && p->diagnosing) {
        if (peek(p) == TOKEN_WALRUS) {
            struct mark here = mark_here(p);
            advance(p);
            if (parse_quietly(p, parse_expression)) {
                return STOP_NODE(p, expression, "cannot use assignment expressions with %s",
                                 expression_name(expression));
            }
            go_back(p, here);
        } else if (peek(p) == TOKEN_ASSIGN) {
            diagnose_equal(p, start);
        }
    }
    return p->stopped || peek(p) == TOKEN_WALRUS ? NULL : expression;
}

struct ast *parse_yield(struct parser *p)
{
    struct spot start = spot_here(p);
    if (!accept(p, TOKEN_YIELD)) {
        return NULL;
    }
    struct ast *value = NULL;
    if (accept(p, TOKEN_FROM)) {
        value = parse_expression(p);
        return value ? NODE_NEW(p, YieldFrom, start, .value = value) : NULL;
    }
    if (starts_expression(peek(p)) || peek(p) == TOKEN_STAR) {
        value = parse_star_expressions(p);
        if (!value) {
            return NULL;
        }
    }
    return NODE_NEW(p, Yield, start, .value = value);
}

/* --- With commas --- */

static struct ast *parse_star_expression(struct parser *p)
{
    return peek(p) == TOKEN_STAR ? parse_starred(p) : parse_expression(p);
}

struct ast *parse_star_named_expression(struct parser *p)
{
    return peek(p) == TOKEN_STAR ? parse_starred(p) : parse_named_expression(p);
}

/* One item, or a tuple if a comma follows. */
static struct ast *parse_tuple(struct parser *p, struct ast *(*parse_item)(struct parser *),
                               bool has_stars)
{
    struct spot start = spot_here(p);
    struct ast *item = parse_item(p);
    if (!item || peek(p) != TOKEN_COMMA) {
        return item;
    }
    uint32_t from = p->n_stack;
    if (!list_push(p, item)) {
        return NULL;
    }
    while (accept(p, TOKEN_COMMA)) {
        if (!starts_expression(peek(p)) && !(has_stars && peek(p) == TOKEN_STAR)) {
            break;
        }
        item = parse_item(p);
        if (!item || !list_push(p, item)) {
            return NULL;
        }
    }
    struct ast_list items;
    return node_list_take(p, from, &items)
               ? NODE_NEW(p, Tuple, start, .elts = items, .ctx = AST_Load)
               : NULL;
}

struct ast *parse_star_expressions(struct parser *p)
{
    return parse_tuple(p, parse_star_expression, true);
}

struct ast *parse_expressions(struct parser *p)
{
    return parse_tuple(p, parse_expression, false);
}

struct ast *parse_yield_or_star_expressions(struct parser *p)
{
    return peek(p) == TOKEN_YIELD ? parse_yield(p) : parse_star_expressions(p);
}
