/* Displays in braces: dicts, sets and their comprehensions. */
#include "compiler/parse.h"

/* --- Mistakes in a dict --- */

/* Behind a key without its value. */
static void diagnose_value(struct parser *p)
{
    struct token colon = *token_before(p);
    if (peek(p) == TOKEN_STAR) {
        struct mark here = mark_here(p);
        struct token star = *token_ahead(p, 0);
        advance(p);
        if (parse_quietly(p, parse_bitwise_or)) {
            STOP_FROM(p, &star, "cannot use a starred expression in a dictionary value");
        }
        go_back(p, here);
    } else if (peek(p) == TOKEN_RBRACE || peek(p) == TOKEN_COMMA) {
        STOP_TOKEN(p, &colon, "expression expected after dictionary key and ':'");
    }
}

/* A key of another pair than the first, with no colon behind it. */
static void diagnose_key(struct parser *p, struct ast *key)
{
    struct span span = {key->lineno, key->end_col_offset - 1, key->end_lineno, -1};
    stop_at(p, SYNTAX_ERROR, span, "':' expected after dictionary key");
}

/* Pushes key and value; NULL and the value for '**'. The key of the first pair was read already. */
static bool parse_pair(struct parser *p, struct ast *key)
{
    bool is_first = key;
    if (!key && accept(p, TOKEN_DOUBLE_STAR)) {
        struct ast *mapping = parse_bitwise_or(p);
        return mapping && list_push(p, NULL) && list_push(p, mapping);
    }
    /* "':' expected" comes first for a key that is not the first. */
    p->skips_check = !key;
    key = key ? key : parse_expression(p);
    if (!key) {
        return false;
    }
    if (!accept(p, TOKEN_COLON)) {
        if (p->diagnosing && !is_first) {
            diagnose_key(p, key);
        }
        return false;
    }
    struct mark mark = mark_here(p);
    struct ast *value = parse_expression(p);
    if (!value && p->diagnosing && !p->stopped) {
        go_back(p, mark);
        diagnose_value(p);
    }
    return value && list_push(p, key) && list_push(p, value);
}

/* --- Dicts --- */

/* The pairs on the stack from `from` on become two lists. */
static struct ast *finish_dict(struct parser *p, struct spot start, uint32_t from)
{
    uint32_t n = (p->n_stack - from) / 2;
    struct ast_list keys, values;
    keys.n = values.n = n;
    keys.items = arena_alloc_array(p->arena, n, sizeof *keys.items);
    values.items = arena_alloc_array(p->arena, n, sizeof *values.items);
    if (!keys.items || !values.items) {
        return stop_no_memory(p);
    }
    for (uint32_t i = 0; i < n; i++) {
        keys.items[i] = p->stack[from + 2 * i];
        values.items[i] = p->stack[from + 2 * i + 1];
    }
    p->n_stack = from;
    return NODE_NEW(p, Dict, start, .keys = keys, .values = values);
}

static struct ast *parse_dict_comprehension(struct parser *p, struct spot start, uint32_t from)
{
    struct ast *key = p->stack[from], *value = p->stack[from + 1];
    struct ast_list generators;
    p->n_stack = from;
    if (!parse_comprehensions(p, &generators) || !accept(p, TOKEN_RBRACE)) {
        return NULL;
    }
    return NODE_NEW(p, DictComp, start, .key = key, .value = value, .generators = generators);
}

/* {**a for ...}: behind the value. */
static void diagnose_dict_unpacking(struct parser *p, const struct token *stars)
{
    struct ast_list generators;
    if (skip_comprehensions(p, &generators) && accept(p, TOKEN_RBRACE)) {
        STOP_TOKEN(p, stars, "dict unpacking cannot be used in dict comprehension");
    }
}

/* Behind the brace and the first key, if that is no '**'. */
static struct ast *parse_dict(struct parser *p, struct spot start, struct ast *key)
{
    uint32_t from = p->n_stack;
    struct token first = *token_ahead(p, 0);
    for (bool is_first = true; key || peek(p) != TOKEN_RBRACE; is_first = false) {
        if (!parse_pair(p, key)) {
            return NULL;
        }
        if (is_first && key && starts_comprehension(p)) {
            return parse_dict_comprehension(p, start, from);
        }
        if (is_first && p->diagnosing && !key) {
            diagnose_dict_unpacking(p, &first);
        }
        key = NULL;
        if (p->stopped || !accept(p, TOKEN_COMMA)) {
            break;
        }
    }
    return !p->stopped && accept(p, TOKEN_RBRACE) ? finish_dict(p, start, from) : NULL;
}

/* --- Sets --- */

static void diagnose_set(struct parser *p, struct ast *first, struct ast *last, bool after_comma)
{
    static const char text[] = "did you forget parentheses around the comprehension target?";
    struct mark here = mark_here(p);
    struct token before = *token_before(p);
    struct ast_list generators;
    if (skip_comprehensions(p, &generators)) {
        if (first->kind == AST_Starred && first == last && !after_comma) {
            STOP_NODE(p, first, "iterable unpacking cannot be used in comprehension");
        } else if (last != first) {
            STOP_NODES(p, first, last, "%s", text);
        } else if (after_comma) {
            struct span span = {first->lineno, first->col_offset, (int32_t)before.end_line,
                                (int32_t)before.end_column};
            stop_at(p, SYNTAX_ERROR, span, "%s", text);
        }
    }
    go_back(p, here);
}

/* Behind the first item. */
static struct ast *parse_set(struct parser *p, struct spot start, struct ast *first)
{
    uint32_t from = p->n_stack;
    struct ast *last = first;
    if (p->diagnosing && (first->kind == AST_Starred)) {
        diagnose_set(p, first, first, false);
    }
    if (p->stopped || !list_push(p, first)) {
        return NULL;
    }
    while (accept(p, TOKEN_COMMA)) {
        if (!starts_expression(peek(p)) && peek(p) != TOKEN_STAR) {
            if (p->diagnosing) {
                diagnose_set(p, first, last, true);
            }
            break;
        }
        last = parse_star_named_expression(p);
        if (!last || !list_push(p, last)) {
            return NULL;
        }
        if (p->diagnosing) {
            diagnose_set(p, first, last, false);
        }
    }
    struct ast_list items;
    if (p->stopped || !accept(p, TOKEN_RBRACE) || !node_list_take(p, from, &items)) {
        return NULL;
    }
    return NODE_NEW(p, Set, start, .elts = items);
}

static struct ast *parse_set_comprehension(struct parser *p, struct spot start, struct ast *element)
{
    struct ast_list generators;
    if (!parse_comprehensions(p, &generators) || !accept(p, TOKEN_RBRACE)) {
        return NULL;
    }
    return NODE_NEW(p, SetComp, start, .elt = element, .generators = generators);
}

struct ast *parse_brace_display(struct parser *p)
{
    struct spot start = spot_here(p);
    advance(p);
    if (peek(p) == TOKEN_RBRACE || peek(p) == TOKEN_DOUBLE_STAR) {
        return parse_dict(p, start, NULL);
    }
    bool is_named = peek(p) == TOKEN_NAME && peek_ahead(p, 1) == TOKEN_WALRUS;
    struct ast *first = parse_star_named_expression(p);
    if (!first) {
        return NULL;
    }
    if (peek(p) == TOKEN_COLON && first->kind != AST_Starred && !is_named) {
        return parse_dict(p, start, first);
    }
    if (first->kind != AST_Starred && starts_comprehension(p)) {
        return parse_set_comprehension(p, start, first);
    }
    return parse_set(p, start, first);
}
