/* The parameters of def and lambda. */
#include "compiler/parse.h"

/* What was read so far. */
struct parameters {
    bool is_lambda;
    bool has_default; /* a positional parameter with a default was seen */
    bool has_slash, has_star, has_keyword_only;
    struct ast_list positional_only;
    struct ast *vararg, *kwarg;
    uint32_t n_defaults; /* on the stack of defaults */
};

/* The tokens that end a parameter list. */
static bool at_end(struct parser *p, bool is_lambda)
{
    return peek(p) == (is_lambda ? TOKEN_COLON : TOKEN_RPAR);
}

/* name [':' annotation]; behind a star the annotation may have a star itself. */
static struct ast *parse_parameter(struct parser *p, bool is_lambda, bool is_vararg)
{
    struct spot start = spot_here(p);
    const char *name = parse_name(p);
    struct ast *annotation = NULL;
    if (!name) {
        return NULL;
    }
    if (!is_lambda && accept(p, TOKEN_COLON)) {
        annotation = is_vararg && peek(p) == TOKEN_STAR ? parse_starred(p) : parse_expression(p);
        if (!annotation) {
            return NULL;
        }
    }
    return NODE_NEW(p, arg, start, .arg = name, .annotation = annotation);
}

/* ['=' expression]. False: failed. */
static bool parse_default(struct parser *p, struct ast **value)
{
    *value = NULL;
    struct token equal = *token_ahead(p, 0);
    if (!accept(p, TOKEN_ASSIGN)) {
        return true;
    }
    if (p->diagnosing && (peek(p) == TOKEN_RPAR || peek(p) == TOKEN_COMMA)) {
        STOP_TOKEN(p, &equal, "expected default value expression");
    }
    *value = parse_expression(p);
    return *value;
}

/* --- Mistakes --- */

/* def f((a, b)) */
static void diagnose_parenthesis(struct parser *p, bool is_lambda)
{
    struct mark here = mark_here(p);
    struct token open = *token_ahead(p, 0);
    if (!accept(p, TOKEN_LPAR)) {
        return;
    }
    unsigned n = 0;
    while (accept(p, TOKEN_NAME)) {
        n++;
        if (!accept(p, TOKEN_COMMA)) {
            break;
        }
    }
    struct token close = *token_ahead(p, 0);
    if (n > 0 && close.kind == TOKEN_RPAR) {
        STOP_TOKENS(p, &open, &close,
                    is_lambda ? "Lambda expression parameters cannot be parenthesized"
                              : "Function parameters cannot be parenthesized");
    }
    go_back(p, here);
}

static void diagnose_slash(struct parser *p, const struct parameters *all,
                           const struct token *slash)
{
    if (all->has_star) {
        STOP_TOKEN(p, slash, "/ must be ahead of *");
    } else if (all->has_slash) {
        STOP_TOKEN(p, slash, "/ may appear only once");
    } else if (peek(p) == TOKEN_COMMA) {
        STOP_TOKEN(p, slash, "at least one argument must precede /");
    }
}

/* Behind '*' with no name: something must follow that needs it. */
static bool check_bare_star(struct parser *p, const struct parameters *all,
                            const struct token *star)
{
    enum token_kind end = all->is_lambda ? TOKEN_COLON : TOKEN_RPAR;
    bool is_useless = peek(p) == end;
    if (peek(p) == TOKEN_COMMA) {
        is_useless = peek_ahead(p, 1) == end || peek_ahead(p, 1) == TOKEN_DOUBLE_STAR;
    }
    if (is_useless) {
        if (p->diagnosing) {
            STOP_TOKEN(p, all->is_lambda ? last_token(p) : star,
                       "named arguments must follow bare *");
        }
        return false;
    }
    return peek(p) == TOKEN_COMMA;
}

/* --- The parts --- */

static bool parse_slash(struct parser *p, struct parameters *all, uint32_t from)
{
    struct token slash = *token_ahead(p, 0);
    if (all->is_lambda && p->n_stack == from && !p->diagnosing) {
        return false; /* having looked no further */
    }
    advance(p);
    if (all->has_slash || all->has_star || p->n_stack == from) {
        if (p->diagnosing) {
            diagnose_slash(p, all, &slash);
        }
        return false;
    }
    all->has_slash = true;
    if (p->diagnosing && peek(p) == TOKEN_STAR) {
        STOP_TOKEN(p, token_ahead(p, 0), "expected comma between / and *");
        return false;
    }
    return true;
}

static bool parse_vararg(struct parser *p, struct parameters *all)
{
    struct token star = *token_ahead(p, 0);
    advance(p);
    if (all->has_star) {
        if (p->diagnosing) {
            STOP_TOKEN(p, &star, "* argument may appear only once");
        }
        return false;
    }
    all->has_star = true;
    if (peek(p) != TOKEN_NAME) {
        return check_bare_star(p, all, &star);
    }
    all->vararg = parse_parameter(p, all->is_lambda, true);
    if (all->vararg && p->diagnosing && peek(p) == TOKEN_ASSIGN) {
        STOP_TOKEN(p, token_ahead(p, 0), "var-positional argument cannot have default value");
    }
    return all->vararg && !p->stopped;
}

static bool parse_kwarg(struct parser *p, struct parameters *all)
{
    advance(p);
    all->kwarg = parse_parameter(p, all->is_lambda, false);
    if (!all->kwarg || !p->diagnosing) {
        return all->kwarg;
    }
    if (peek(p) == TOKEN_ASSIGN) {
        STOP_TOKEN(p, token_ahead(p, 0), "var-keyword argument cannot have default value");
    } else if (peek(p) == TOKEN_COMMA) {
        advance(p);
        enum token_kind kind = peek(p);
        if (kind == TOKEN_NAME || kind == TOKEN_STAR || kind == TOKEN_DOUBLE_STAR ||
            kind == TOKEN_SLASH) {
            STOP_TOKEN(p, token_ahead(p, 0), "arguments cannot follow var-keyword argument");
        }
        p->next--;
    }
    return !p->stopped;
}

/* Pushes the parameter and its default, which may be NULL. */
static bool parse_plain(struct parser *p, struct parameters *all)
{
    struct ast *value, *parameter = parse_parameter(p, all->is_lambda, false);
    if (!parameter || !parse_default(p, &value)) {
        return false;
    }
    if (!all->has_star) {
        if (all->has_default && !value) {
            if (p->diagnosing && (peek(p) == TOKEN_COMMA || at_end(p, all->is_lambda))) {
                STOP_NODE(p, parameter, "non-default argument follows default argument");
            }
            return false;
        }
        all->has_default |= value != NULL;
    }
    return list_push(p, parameter) && list_push(p, value);
}

static bool parse_part(struct parser *p, struct parameters *all, uint32_t from)
{
    switch (peek(p)) {
    case TOKEN_SLASH:
        return parse_slash(p, all, from);
    case TOKEN_STAR:
        return parse_vararg(p, all);
    case TOKEN_DOUBLE_STAR:
        return parse_kwarg(p, all);
    case TOKEN_NAME:
        return parse_plain(p, all);
    default:
        if (p->diagnosing && !all->has_default && !all->has_slash && !all->has_star) {
            diagnose_parenthesis(p, all->is_lambda);
        }
        return false;
    }
}

/* --- Putting together --- */

/*
 * Parameters `first` to `last` of the pairs on the stack; their defaults, if any, are appended to
 * `defaults`.
 */
static bool take_pairs(struct parser *p, uint32_t first, uint32_t last, struct ast_list *list,
                       struct ast_list *defaults, bool keep_missing)
{
    uint32_t n = (last - first) / 2;
    list->n = n;
    list->items = arena_alloc_array(p->arena, n, sizeof *list->items);
    if (!list->items) {
        stop_no_memory(p);
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        struct ast *value = p->stack[first + 2 * i + 1];
        list->items[i] = p->stack[first + 2 * i];
        if (value || keep_missing) {
            defaults->items[defaults->n++] = value;
        }
    }
    return true;
}

static struct ast *finish_parameters(struct parser *p, struct parameters *all, struct spot start,
                                     uint32_t from, uint32_t slash, uint32_t star)
{
    uint32_t end = p->n_stack;
    struct ast_list positional_only, positional, keyword_only;
    struct ast_list defaults = {arena_alloc_array(p->arena, (end - from) / 2, sizeof(struct ast *)),
                                0};
    struct ast_list kw_defaults = {
        arena_alloc_array(p->arena, (end - from) / 2, sizeof(struct ast *)), 0};
    if (!defaults.items || !kw_defaults.items) {
        return stop_no_memory(p);
    }
    if (!take_pairs(p, from, slash, &positional_only, &defaults, false) ||
        !take_pairs(p, slash, star, &positional, &defaults, false) ||
        !take_pairs(p, star, end, &keyword_only, &kw_defaults, true)) {
        return NULL;
    }
    p->n_stack = from;
    return NODE_NEW(p, arguments, start, .posonlyargs = positional_only, .args = positional,
                    .vararg = all->vararg, .kwonlyargs = keyword_only, .kw_defaults = kw_defaults,
                    .kwarg = all->kwarg, .defaults = defaults);
}

struct ast *parse_parameters(struct parser *p, bool is_lambda)
{
    struct parameters all = {.is_lambda = is_lambda};
    struct spot start = spot_here(p);
    uint32_t from = p->n_stack, slash = from, star = UINT32_MAX;
    while (!at_end(p, is_lambda)) {
        enum token_kind kind = peek(p);
        if (kind == TOKEN_STAR && star == UINT32_MAX) {
            star = p->n_stack;
        }
        if (!parse_part(p, &all, from)) {
            return NULL;
        }
        if (kind == TOKEN_SLASH) {
            slash = p->n_stack;
        }
        if (!accept(p, TOKEN_COMMA) || kind == TOKEN_DOUBLE_STAR) {
            break;
        }
    }
    star = star == UINT32_MAX ? p->n_stack : star;
    return p->stopped ? NULL : finish_parameters(p, &all, start, from, slash, star);
}
