/* Compound statements: if, while, for, with, and the choice among all of them. */
#include "compiler/parse.h"

bool parse_else(struct parser *p, struct ast_list *body)
{
    uint32_t line = token_ahead(p, 0)->line;
    *body = (struct ast_list){NULL, 0};
    if (!accept(p, TOKEN_ELSE)) {
        return !p->stopped;
    }
    return expect_forced(p, TOKEN_COLON) && parse_block(p, "'else' statement", line, body);
}

/* --- if --- */

static struct ast *parse_branch(struct parser *p, const char *what)
{
    struct spot start = spot_here(p);
    struct ast_list body;
    advance(p);
    struct ast *test = parse_named_expression(p);
    if (!test || !expect_colon(p) || !parse_block(p, what, (uint32_t)start.line, &body)) {
        return NULL;
    }
    return NODE_NEW(p, If, start, .test = test, .body = body);
}

/* Nests the branches on the stack from `from` on, each into the one before. */
static struct ast *nest_branches(struct parser *p, uint32_t from, struct ast_list otherwise)
{
    for (uint32_t i = p->n_stack; i-- > from;) {
        struct ast_If *branch = AST(If, p->stack[i]);
        /* Finished once more, for its depth and end. */
        struct ast *node = NODE_NEW(p, If, spot_of(&branch->base), .test = branch->test,
                                    .body = branch->body, .orelse = otherwise);
        if (!node || !list_of(p, node, &otherwise)) {
            return NULL;
        }
    }
    p->n_stack = from;
    return otherwise.items[0];
}

/* A chain of elif is a loop here, as it may be long; it counts as the recursion that it is in CPython. */
static struct ast *parse_if(struct parser *p)
{
    uint32_t from = p->n_stack;
    unsigned level = p->level;
    const char *what = "'if' statement";
    do {
        if (!enter_level(p)) {
            return NULL;
        }
        struct ast *branch = parse_branch(p, what);
        if (!branch || !list_push(p, branch)) {
            return NULL;
        }
        what = "'elif' statement";
    } while (peek(p) == TOKEN_ELIF);
    p->level = level;
    struct ast_list otherwise;
    return parse_else(p, &otherwise) ? nest_branches(p, from, otherwise) : NULL;
}

/* --- Loops --- */

static struct ast *parse_while(struct parser *p)
{
    struct spot start = spot_here(p);
    struct ast_list body, otherwise;
    advance(p);
    struct ast *test = parse_named_expression(p);
    if (!test || !expect_colon(p) ||
        !parse_block(p, "'while' statement", (uint32_t)start.line, &body) ||
        !parse_else(p, &otherwise)) {
        return NULL;
    }
    return NODE_NEW(p, While, start, .test = test, .body = body, .orelse = otherwise);
}

static struct ast *parse_for(struct parser *p, struct spot start, bool is_async)
{
    struct ast_list body, otherwise;
    uint32_t line = token_ahead(p, 0)->line;
    advance(p);
    struct ast *target = parse_for_targets(p);
    struct ast *iterable = target ? parse_star_expressions(p) : NULL;
    if (!iterable || !expect_colon(p) || !parse_block(p, "'for' statement", line, &body) ||
        !parse_else(p, &otherwise)) {
        return NULL;
    }
    if (is_async) {
        return NODE_NEW(p, AsyncFor, start, .target = target, .iter = iterable, .body = body,
                        .orelse = otherwise);
    }
    return NODE_NEW(p, For, start, .target = target, .iter = iterable, .body = body,
                    .orelse = otherwise);
}

/* --- with --- */

static bool at_item_end(struct parser *p)
{
    enum token_kind kind = peek(p);
    return kind == TOKEN_COMMA || kind == TOKEN_RPAR || kind == TOKEN_COLON;
}

/* expression ['as' target]. Where `as` leads to no target, the expression alone is the item. */
static struct ast *parse_with_item(struct parser *p)
{
    struct spot start = spot_here(p);
    struct ast *context = parse_expression(p), *target = NULL;
    struct mark mark = mark_here(p);
    if (context && accept(p, TOKEN_AS)) {
        struct mark behind = mark_here(p);
        target = parse_star_target(p);
        if (!target || !at_item_end(p)) {
            bool is_newline = target && peek(p) == TOKEN_NEWLINE;
            if (p->diagnosing && !p->stopped && !is_newline) {
                go_back(p, behind);
                target = parse_again(p, parse_expression);
                if (target && !p->stopped && at_item_end(p)) {
                    return stop_invalid_target(p, target, TARGET_STAR);
                }
            }
            if (!is_newline) {
                target = NULL;
                go_back(p, mark);
            }
        }
    }
    return context && !p->stopped
               ? NODE_NEW(p, withitem, start, .context_expr = context, .optional_vars = target)
               : NULL;
}

static bool parse_with_items(struct parser *p, bool has_parenthesis, struct ast_list *items)
{
    uint32_t from = p->n_stack;
    if (has_parenthesis && !accept(p, TOKEN_LPAR)) {
        return false;
    }
    do {
        if (has_parenthesis && p->n_stack > from && peek(p) == TOKEN_RPAR) {
            break;
        }
        struct ast *item = parse_with_item(p);
        if (!item || !list_push(p, item)) {
            return false;
        }
    } while (accept(p, TOKEN_COMMA));
    return (!has_parenthesis || accept(p, TOKEN_RPAR)) && node_list_take(p, from, items);
}

static struct ast *parse_with(struct parser *p, struct spot start, bool is_async)
{
    struct ast_list items, body;
    uint32_t line = token_ahead(p, 0)->line;
    advance(p);
    struct mark mark = mark_here(p);
    bool has_items =
        parse_with_items(p, true, &items) && (peek(p) == TOKEN_COLON || peek(p) == TOKEN_NEWLINE);
    if (!has_items && !p->stopped) {
        go_back(p, mark);
        has_items = parse_with_items(p, false, &items);
    }
    if (!has_items || !expect_colon(p) || !parse_block(p, "'with' statement", line, &body)) {
        return NULL;
    }
    return is_async ? NODE_NEW(p, AsyncWith, start, .items = items, .body = body)
                    : NODE_NEW(p, With, start, .items = items, .body = body);
}

/* --- Which one --- */

bool starts_compound(struct parser *p)
{
    switch (peek(p)) {
    case TOKEN_DEF:
    case TOKEN_AT:
    case TOKEN_ASYNC:
    case TOKEN_CLASS:
    case TOKEN_IF:
    case TOKEN_WITH:
    case TOKEN_FOR:
    case TOKEN_TRY:
    case TOKEN_WHILE:
        return true;
    default:
        return peek_is_text(p, "match");
    }
}

static struct ast *parse_async(struct parser *p)
{
    struct spot start = spot_here(p);
    switch (peek_ahead(p, 1)) {
    case TOKEN_DEF:
        return parse_definition(p);
    case TOKEN_FOR:
        advance(p);
        return parse_for(p, start, true);
    case TOKEN_WITH:
        advance(p);
        return parse_with(p, start, true);
    default:
        return NULL;
    }
}

struct ast *parse_compound(struct parser *p)
{
    switch (peek(p)) {
    case TOKEN_DEF:
    case TOKEN_AT:
    case TOKEN_CLASS:
        return parse_definition(p);
    case TOKEN_ASYNC:
        return parse_async(p);
    case TOKEN_IF:
        return parse_if(p);
    case TOKEN_WITH:
        return parse_with(p, spot_here(p), false);
    case TOKEN_FOR:
        return parse_for(p, spot_here(p), false);
    case TOKEN_TRY:
        return parse_try(p);
    case TOKEN_WHILE:
        return parse_while(p);
    default:
        return parse_match(p);
    }
}
