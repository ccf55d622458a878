/* Atoms: names, numbers, constants, and everything in parentheses, brackets and braces. */
#include "compiler/parse.h"

#include "lexer/literal.h"
#include "runtime/code.h"

/* --- Constants --- */

static struct ast *keyword_constant(struct parser *p, enum ast_constant_kind kind)
{
    struct spot start = spot_here(p);
    advance(p);
    return NODE_NEW(p, Constant, start, .value = {.kind = kind});
}

/* CPython meets the limit on conversions while it makes the constant. */
static bool has_too_many_digits(const struct literal_number *number, const struct buffer *text)
{
    int64_t limit = constant_max_digits();
    return number->type == LITERAL_INTEGER && number->base == 10 && limit > 0 &&
           text->size > (size_t)limit && text->data[0] != '0'; /* else it is zero */
}

static struct ast *stop_too_many_digits(struct parser *p, const struct token *token,
                                        size_t n_digits)
{
    struct span span = span_of_tokens(p, token, token);
    span.column = span.end_column = -1; /* it names the line alone */
    return stop_at(p, SYNTAX_ERROR, span,
                   "Exceeds the limit (%ld digits) for integer string conversion: value has %zu "
                   "digits; use sys.set_int_max_str_digits() to increase the limit - Consider "
                   "hexadecimal for huge integer literals to avoid decimal conversion limits.",
                   (long)constant_max_digits(), n_digits);
}

struct ast *parse_number(struct parser *p)
{
    struct spot start = spot_here(p);
    const struct token *token = token_ahead(p, 0);
    struct literal_number number;
    buffer_clear(&p->text);
    if (!literal_number(p->source, token, &number, &p->text)) {
        return stop_no_memory(p);
    }
    if (has_too_many_digits(&number, &p->text)) {
        return stop_too_many_digits(p, token, p->text.size);
    }
    char *text = arena_strdup(p->arena, p->text.data, p->text.size);
    if (!text) {
        return stop_no_memory(p);
    }
    enum ast_constant_kind kind = number.type == LITERAL_INTEGER ? CONSTANT_INT
                                  : number.type == LITERAL_FLOAT ? CONSTANT_FLOAT
                                                                 : CONSTANT_IMAGINARY;
    advance(p);
    return NODE_NEW(p, Constant, start,
                    .value = {.kind = kind,
                              .base = kind == CONSTANT_INT ? (int)number.base : 10,
                              .text = text,
                              .n = p->text.size});
}

/* --- Comprehensions --- */

bool starts_comprehension(struct parser *p)
{
    return peek(p) == TOKEN_FOR || (peek(p) == TOKEN_ASYNC && peek_ahead(p, 1) == TOKEN_FOR);
}

static bool parse_conditions(struct parser *p, struct ast_list *conditions)
{
    uint32_t from = p->n_stack;
    while (accept(p, TOKEN_IF)) {
        struct ast *condition = parse_disjunction(p);
        if (!condition || !list_push(p, condition)) {
            return false;
        }
    }
    return node_list_take(p, from, conditions);
}

static struct ast *parse_comprehension(struct parser *p)
{
    struct spot start = spot_here(p);
    bool is_async = accept(p, TOKEN_ASYNC);
    accept(p, TOKEN_FOR);
    struct ast *target = parse_for_targets(p);
    if (!target) {
        return NULL;
    }
    struct ast *iterable = parse_disjunction(p);
    struct ast_list conditions;
    if (!iterable || !parse_conditions(p, &conditions)) {
        return NULL;
    }
    return NODE_NEW(p, comprehension, start, .target = target, .iter = iterable, .ifs = conditions,
                    .is_async = is_async);
}

bool parse_comprehensions(struct parser *p, struct ast_list *list)
{
    uint32_t from = p->n_stack;
    while (starts_comprehension(p)) {
        struct ast *comprehension = parse_comprehension(p);
        if (!comprehension || !list_push(p, comprehension)) {
            return false;
        }
    }
    return node_list_take(p, from, list);
}

/* --- Mistakes around comprehensions, behind the first item of a display --- */

bool skip_comprehensions(struct parser *p, struct ast_list *list)
{
    bool diagnosing = p->diagnosing;
    p->diagnosing = diagnosing && p->n_rereadings == 0;
    p->n_rereadings++;
    bool found = starts_comprehension(p) && parse_comprehensions(p, list);
    p->n_rereadings--;
    p->diagnosing = diagnosing;
    return found && !p->stopped;
}

/* [*a for ...] */
static void diagnose_unpacking(struct parser *p, struct ast *first)
{
    struct mark here = mark_here(p);
    struct ast_list generators;
    if (first->kind == AST_Starred && skip_comprehensions(p, &generators)) {
        STOP_NODE(p, first, "iterable unpacking cannot be used in comprehension");
    }
    go_back(p, here);
}

/* [a, b for ...]: the comma follows `first`, the token of the bracket was consumed already. */
static void diagnose_target(struct parser *p, struct ast *first, struct ast *last)
{
    struct mark here = mark_here(p);
    struct token comma = *token_before(p);
    struct ast_list generators;
    if (skip_comprehensions(p, &generators)) {
        if (last) {
            STOP_NODES(p, first, last,
                       "did you forget parentheses around the comprehension target?");
        } else {
            struct span span = {first->lineno, first->col_offset, (int32_t)comma.end_line,
                                (int32_t)comma.end_column};
            stop_at(p, SYNTAX_ERROR, span,
                    "did you forget parentheses around the comprehension target?");
        }
    }
    go_back(p, here);
}

/* --- Lists of items in brackets --- */

/*
 * Behind the first item: [',' items [',']], pushed. Stops before the closing token. In the second
 * pass `is_display`
 * tells that a comprehension might have been meant.
 */
static bool parse_more_items(struct parser *p, struct ast *first, bool is_display)
{
    struct ast *last = NULL;
    if (!list_push(p, first)) {
        return false;
    }
    while (accept(p, TOKEN_COMMA)) {
        if (p->diagnosing && is_display && starts_comprehension(p)) {
            diagnose_target(p, first, last);
        }
        if (p->stopped || (!starts_expression(peek(p)) && peek(p) != TOKEN_STAR)) {
            break;
        }
        last = parse_star_named_expression(p);
        if (!last || !list_push(p, last)) {
            return false;
        }
    }
    if (p->diagnosing && is_display && last && starts_comprehension(p)) {
        diagnose_target(p, first, last);
    }
    return !p->stopped;
}

struct ast *parse_list_display(struct parser *p)
{
    struct spot start = spot_here(p);
    uint32_t from = p->n_stack;
    struct ast_list items;
    advance(p);
    if (peek(p) != TOKEN_RSQB) {
        struct ast *first = parse_star_named_expression(p);
        if (first && p->diagnosing) {
            diagnose_unpacking(p, first);
        }
        if (!first || p->stopped) {
            return NULL;
        }
        if (first->kind != AST_Starred && starts_comprehension(p)) {
            struct ast_list generators;
            if (!parse_comprehensions(p, &generators) || !accept(p, TOKEN_RSQB)) {
                return NULL;
            }
            return NODE_NEW(p, ListComp, start, .elt = first, .generators = generators);
        }
        if (!parse_more_items(p, first, true)) {
            return NULL;
        }
    }
    if (!accept(p, TOKEN_RSQB) || !node_list_take(p, from, &items)) {
        return NULL;
    }
    return NODE_NEW(p, List, start, .elts = items, .ctx = AST_Load);
}

/* --- Parentheses: tuple, group, generator expression --- */

static struct ast *parse_yield_group(struct parser *p)
{
    struct ast *result = parse_yield(p);
    return result && accept(p, TOKEN_RPAR) ? result : NULL;
}

/* (**a): no group. Behind the parenthesis. */
static struct ast *diagnose_double_star(struct parser *p)
{
    struct token star = *token_ahead(p, 0);
    if (!p->diagnosing || !accept(p, TOKEN_DOUBLE_STAR)) {
        return NULL;
    }
    if (parse_quietly(p, parse_expression) && accept(p, TOKEN_RPAR)) {
        STOP_TOKEN(p, &star, "cannot use double starred expression here");
    }
    return NULL;
}

static struct ast *parse_generator(struct parser *p, struct spot start, struct ast *element)
{
    struct ast_list generators;
    if (!parse_comprehensions(p, &generators) || !accept(p, TOKEN_RPAR)) {
        return NULL;
    }
    return NODE_NEW(p, GeneratorExp, start, .elt = element, .generators = generators);
}

struct ast *parse_parenthesis(struct parser *p)
{
    struct spot start = spot_here(p);
    uint32_t from = p->n_stack;
    struct ast_list items = {NULL, 0};
    advance(p);
    if (accept(p, TOKEN_RPAR)) {
        return NODE_NEW(p, Tuple, start, .elts = items, .ctx = AST_Load);
    }
    if (peek(p) == TOKEN_YIELD) {
        return parse_yield_group(p);
    }
    struct mark mark = mark_here(p);
    struct ast *first = parse_star_named_expression(p);
    if (!first) {
        go_back(p, mark);
        return p->stopped ? NULL : diagnose_double_star(p);
    }
    if (peek(p) == TOKEN_COMMA) {
        if (!parse_more_items(p, first, false) || !accept(p, TOKEN_RPAR) ||
            !node_list_take(p, from, &items)) {
            return NULL;
        }
        return NODE_NEW(p, Tuple, start, .elts = items, .ctx = AST_Load);
    }
    if (first->kind == AST_Starred) {
        if (p->diagnosing && peek(p) == TOKEN_RPAR) {
            return STOP_NODE(p, first, "cannot use starred expression here");
        }
        if (p->diagnosing) {
            diagnose_unpacking(p, first);
        }
        return NULL;
    }
    if (starts_comprehension(p)) {
        return parse_generator(p, start, first);
    }
    return accept(p, TOKEN_RPAR) ? first : NULL;
}

/* --- Any atom --- */

static struct ast *parse_name_atom(struct parser *p)
{
    struct spot start = spot_here(p);
    const char *name = parse_name(p);
    if (!name) {
        return NULL;
    }
    peek(p); /* as CPython, which has looked at the next token whenever a name was read */
    return NODE_NEW(p, Name, start, .id = name, .ctx = AST_Load);
}

struct ast *parse_atom(struct parser *p)
{
    switch (peek(p)) {
    case TOKEN_NAME:
        return parse_name_atom(p);
    case TOKEN_NUMBER:
        return parse_number(p);
    case TOKEN_STRING:
    case TOKEN_FSTRING_START:
        return parse_strings(p);
    case TOKEN_LPAR:
        return parse_parenthesis(p);
    case TOKEN_LSQB:
        return parse_list_display(p);
    case TOKEN_LBRACE:
        return parse_brace_display(p);
    case TOKEN_NONE:
        return keyword_constant(p, CONSTANT_NONE);
    case TOKEN_TRUE:
        return keyword_constant(p, CONSTANT_TRUE);
    case TOKEN_FALSE:
        return keyword_constant(p, CONSTANT_FALSE);
    case TOKEN_ELLIPSIS:
        return keyword_constant(p, CONSTANT_ELLIPSIS);
    default:
        return NULL;
    }
}
