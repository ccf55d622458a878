/* The match statement. `match` and `case` are names everywhere else. */
#include "compiler/parse.h"

static struct ast *parse_case(struct parser *p)
{
    struct spot start = spot_here(p);
    advance(p);
    struct ast *pattern = parse_patterns(p), *guard = NULL;
    struct ast_list body;
    if (!pattern || (accept(p, TOKEN_IF) && !(guard = parse_named_expression(p)))) {
        return NULL;
    }
    if (!expect_colon(p) || !parse_block(p, "'case' statement", (uint32_t)start.line, &body)) {
        return NULL;
    }
    return NODE_NEW(p, match_case, start, .pattern = pattern, .guard = guard, .body = body);
}

/* An expression, or a tuple with a comma. */
static struct ast *parse_subject(struct parser *p)
{
    struct spot start = spot_here(p);
    uint32_t from = p->n_stack;
    struct ast_list items;
    struct ast *first = parse_star_named_expression(p);
    if (!first || peek(p) != TOKEN_COMMA) {
        return first && first->kind != AST_Starred ? first : NULL;
    }
    if (!list_push(p, first)) {
        return NULL;
    }
    while (accept(p, TOKEN_COMMA) && (starts_expression(peek(p)) || peek(p) == TOKEN_STAR)) {
        struct ast *item = parse_star_named_expression(p);
        if (!item || !list_push(p, item)) {
            return NULL;
        }
    }
    return node_list_take(p, from, &items)
               ? NODE_NEW(p, Tuple, start, .elts = items, .ctx = AST_Load)
               : NULL;
}

struct ast *parse_match(struct parser *p)
{
    struct spot start = spot_here(p);
    uint32_t from = p->n_stack;
    struct ast_list cases;
    advance(p);
    struct ast *subject = parse_subject(p);
    if (!subject || !expect_colon(p) || !accept(p, TOKEN_NEWLINE)) {
        return NULL;
    }
    if (!accept(p, TOKEN_INDENT)) {
        if (p->diagnosing && !p->stopped) {
            stop_block(p, "'match' statement", (uint32_t)start.line);
        }
        return NULL;
    }
    while (peek_is_text(p, "case")) {
        struct ast *one = parse_case(p);
        if (!one || !list_push(p, one)) {
            return NULL;
        }
    }
    if (p->n_stack == from || !accept(p, TOKEN_DEDENT) || !node_list_take(p, from, &cases)) {
        return NULL;
    }
    return NODE_NEW(p, Match, start, .subject = subject, .cases = cases);
}
