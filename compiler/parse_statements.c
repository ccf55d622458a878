/* Sequences of statements, and the simple ones but for assignments and imports. */
#include "compiler/parse.h"

/* --- Sequences --- */

bool parse_simple_line(struct parser *p)
{
    do {
        struct ast *statement = parse_simple(p);
        if (!statement || !list_push(p, statement)) {
            return false;
        }
    } while (accept(p, TOKEN_SEMI) && peek(p) != TOKEN_NEWLINE);
    return accept(p, TOKEN_NEWLINE);
}

/* Pushes what one logical line, or one compound statement, consists of. */
static bool parse_statement(struct parser *p)
{
    struct mark mark = mark_here(p);
    if (!enter_level(p)) {
        return false;
    }
    bool is_done = false;
    if (starts_compound(p)) {
        struct ast *statement = parse_compound(p);
        is_done = statement && list_push(p, statement);
    }
    if (!is_done && !p->stopped) {
        go_back(p, mark);
        is_done = parse_simple_line(p);
    }
    p->level = mark.level;
    return is_done;
}

bool parse_statements(struct parser *p, struct ast_list *list)
{
    uint32_t from = p->n_stack;
    while (peek(p) != TOKEN_DEDENT && peek(p) != TOKEN_END) {
        if (!accept(p, TOKEN_NEWLINE) && !parse_statement(p)) {
            return false;
        }
    }
    return node_list_take(p, from, list);
}

/* NEWLINE INDENT statements DEDENT, or simple statements on the line of the colon. */
bool parse_block(struct parser *p, const char *what, uint32_t line, struct ast_list *body)
{
    uint32_t from = p->n_stack;
    if (!accept(p, TOKEN_NEWLINE)) {
        return parse_simple_line(p) && node_list_take(p, from, body);
    }
    if (!accept(p, TOKEN_INDENT)) {
        return p->diagnosing && !p->stopped ? stop_block(p, what, line) : false;
    }
    return parse_statements(p, body) && accept(p, TOKEN_DEDENT);
}

bool expect_colon(struct parser *p)
{
    if (accept(p, TOKEN_COLON)) {
        return true;
    }
    if (p->diagnosing && peek(p) == TOKEN_NEWLINE) {
        STOP_LAST(p, "expected ':'");
    }
    return false;
}

/* --- Simple statements --- */

static struct ast *parse_return(struct parser *p)
{
    struct spot start = spot_here(p);
    struct ast *value = NULL;
    advance(p);
    if ((starts_expression(peek(p)) || peek(p) == TOKEN_STAR) &&
        !(value = parse_star_expressions(p))) {
        return NULL;
    }
    return NODE_NEW(p, Return, start, .value = value);
}

static struct ast *parse_raise(struct parser *p)
{
    struct spot start = spot_here(p);
    struct ast *exception = NULL, *cause = NULL;
    advance(p);
    if (starts_expression(peek(p))) {
        exception = parse_expression(p);
        if (!exception || (accept(p, TOKEN_FROM) && !(cause = parse_expression(p)))) {
            return NULL;
        }
    }
    return NODE_NEW(p, Raise, start, .exc = exception, .cause = cause);
}

static struct ast *parse_assert(struct parser *p)
{
    struct spot start = spot_here(p);
    advance(p);
    struct ast *test = parse_expression(p), *message = NULL;
    if (!test || (accept(p, TOKEN_COMMA) && !(message = parse_expression(p)))) {
        return NULL;
    }
    return NODE_NEW(p, Assert, start, .test = test, .msg = message);
}

/* global and nonlocal */
static bool parse_name_list(struct parser *p, struct ast_identifier_list *names)
{
    uint32_t n = 0;
    while (peek_ahead(p, 2 * n) == TOKEN_NAME) {
        n++;
        if (peek_ahead(p, 2 * n - 1) != TOKEN_COMMA) {
            break;
        }
        if (peek_ahead(p, 2 * n) != TOKEN_NAME) {
            return false;
        }
    }
    names->n = n;
    names->items = arena_alloc_array(p->arena, n, sizeof *names->items);
    if (!names->items) {
        stop_no_memory(p);
    }
    for (uint32_t i = 0; i < n && !p->stopped; i++) {
        names->items[i] = parse_name(p);
        accept(p, TOKEN_COMMA);
    }
    return n > 0 && !p->stopped;
}

static struct ast *parse_global(struct parser *p)
{
    struct spot start = spot_here(p);
    bool is_global = peek(p) == TOKEN_GLOBAL;
    struct ast_identifier_list names;
    advance(p);
    if (!parse_name_list(p, &names)) {
        return NULL;
    }
    return is_global ? NODE_NEW(p, Global, start, .names = names)
                     : NODE_NEW(p, Nonlocal, start, .names = names);
}

static bool parse_delete_targets(struct parser *p, struct ast_list *targets)
{
    uint32_t from = p->n_stack;
    do {
        if (p->n_stack > from && !starts_expression(peek(p))) {
            break;
        }
        struct ast *target = parse_primary(p);
        if (!target || !is_target(target, false) || !list_push(p, target)) {
            return false;
        }
        set_context(target, AST_Del);
    } while (accept(p, TOKEN_COMMA));
    return (peek(p) == TOKEN_SEMI || peek(p) == TOKEN_NEWLINE) && node_list_take(p, from, targets);
}

static struct ast *parse_delete(struct parser *p)
{
    struct spot start = spot_here(p);
    struct ast_list targets;
    advance(p);
    struct mark mark = mark_here(p);
    if (parse_delete_targets(p, &targets)) {
        return NODE_NEW(p, Delete, start, .targets = targets);
    }
    if (p->diagnosing && !p->stopped) {
        go_back(p, mark);
        struct ast *expression = parse_star_expressions(p);
        if (expression && !p->stopped) {
            stop_invalid_target(p, expression, TARGET_DEL);
        }
    }
    return NULL;
}

struct ast *parse_simple(struct parser *p)
{
    struct spot start = spot_here(p);
    switch (peek(p)) {
    case TOKEN_RETURN:
        return parse_return(p);
    case TOKEN_IMPORT:
        return parse_import(p);
    case TOKEN_FROM:
        return parse_import_from(p);
    case TOKEN_RAISE:
        return parse_raise(p);
    case TOKEN_PASS:
        advance(p);
        return NODE_NEW(p, Pass, start);
    case TOKEN_BREAK:
        advance(p);
        return NODE_NEW(p, Break, start);
    case TOKEN_CONTINUE:
        advance(p);
        return NODE_NEW(p, Continue, start);
    case TOKEN_DEL:
        return parse_delete(p);
    case TOKEN_ASSERT:
        return parse_assert(p);
    case TOKEN_GLOBAL:
    case TOKEN_NONLOCAL:
        return parse_global(p);
    default:
        return starts_type_alias(p) ? parse_type_alias(p) : parse_expression_statement(p);
    }
}
