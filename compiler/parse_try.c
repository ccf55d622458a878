/* try, with its handlers and their usual mistakes. */
#include "compiler/parse.h"

struct handlers {
    struct ast_list list;
    bool has_plain, has_star;
};

/* except a, b: behind the first type, at the comma. */
static void diagnose_types(struct parser *p, const struct token *first)
{
    struct mark here = mark_here(p);
    if (accept(p, TOKEN_COMMA) && parse_quietly(p, parse_expressions)) {
        if (!accept(p, TOKEN_AS) || accept(p, TOKEN_NAME)) {
            if (peek(p) == TOKEN_COLON) {
                advance(p);
                STOP_FROM(p, first, "multiple exception types must be parenthesized");
            }
        }
    }
    go_back(p, here);
}

/* Behind `except`: [type ['as' name]] */
static bool parse_caught(struct parser *p, bool is_star, struct ast **type, const char **name)
{
    *type = NULL;
    *name = NULL;
    if (peek(p) == TOKEN_COLON || peek(p) == TOKEN_NEWLINE) {
        if (is_star && p->diagnosing) {
            STOP_LAST(p, "expected one or more exception types");
        }
        return !is_star;
    }
    struct token first = *token_ahead(p, 0);
    *type = parse_expression(p);
    if (*type && p->diagnosing && peek(p) == TOKEN_COMMA) {
        diagnose_types(p, &first);
    }
    return *type && !p->stopped && (!accept(p, TOKEN_AS) || (*name = parse_name(p)));
}

/* `is_other`: not of the kind of those before, which is told once the head has been read. */
static struct ast *parse_handler(struct parser *p, bool is_star, bool is_other)
{
    struct spot start = spot_here(p);
    const struct token except = *token_ahead(p, 0), star = *token_ahead(p, is_star);
    struct ast *type;
    const char *name;
    struct ast_list body;
    advance(p);
    accept(p, TOKEN_STAR);
    if (!parse_caught(p, is_star, &type, &name) || !expect_colon(p)) {
        return NULL;
    }
    if (is_other) {
        return STOP_TOKENS(p, &except, &star,
                           "cannot have both 'except' and 'except*' on the same 'try'");
    }
    if (!parse_block(p, is_star ? "'except*' statement" : "'except' statement",
                     (uint32_t)start.line, &body)) {
        return NULL;
    }
    return NODE_NEW(p, ExceptHandler, start, .type = type, .name = name, .body = body);
}

static bool parse_handlers(struct parser *p, struct handlers *handlers)
{
    uint32_t from = p->n_stack;
    while (peek(p) == TOKEN_EXCEPT) {
        bool is_star = peek_ahead(p, 1) == TOKEN_STAR;
        bool is_other = is_star ? handlers->has_plain : handlers->has_star;
        if (is_other && !p->diagnosing) {
            return false;
        }
        struct ast *handler = parse_handler(p, is_star, is_other);
        if (!handler || !list_push(p, handler)) {
            return false;
        }
        handlers->has_star |= is_star;
        handlers->has_plain |= !is_star;
    }
    return node_list_take(p, from, &handlers->list);
}

static bool parse_finally(struct parser *p, struct ast_list *body)
{
    uint32_t line = token_ahead(p, 0)->line;
    *body = (struct ast_list){NULL, 0};
    if (!accept(p, TOKEN_FINALLY)) {
        return !p->stopped;
    }
    return expect_forced(p, TOKEN_COLON) && parse_block(p, "'finally' statement", line, body);
}

struct ast *parse_try(struct parser *p)
{
    struct spot start = spot_here(p);
    struct ast_list body, otherwise = {NULL, 0}, final_body;
    struct handlers handlers = {{NULL, 0}, false, false};
    advance(p);
    if (!expect_forced(p, TOKEN_COLON) ||
        !parse_block(p, "'try' statement", (uint32_t)start.line, &body)) {
        return NULL;
    }
    if (peek(p) != TOKEN_EXCEPT && peek(p) != TOKEN_FINALLY) {
        return p->diagnosing && !p->stopped ? STOP_LAST(p, "expected 'except' or 'finally' block")
                                            : NULL;
    }
    if (!parse_handlers(p, &handlers) || (handlers.list.n > 0 && !parse_else(p, &otherwise)) ||
        !parse_finally(p, &final_body)) {
        return NULL;
    }
    if (handlers.has_star) {
        return NODE_NEW(p, TryStar, start, .body = body, .handlers = handlers.list,
                        .orelse = otherwise, .finalbody = final_body);
    }
    return NODE_NEW(p, Try, start, .body = body, .handlers = handlers.list, .orelse = otherwise,
                    .finalbody = final_body);
}
