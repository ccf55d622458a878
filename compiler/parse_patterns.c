/* The patterns of case blocks (PEP 634). */
#include "compiler/parse.h"

static struct ast *parse_pattern(struct parser *p);

/* --- Literals and values --- */

static struct ast *parse_negative(struct parser *p)
{
    struct spot start = spot_here(p);
    if (!accept(p, TOKEN_MINUS)) {
        return peek(p) == TOKEN_NUMBER ? parse_number(p) : NULL;
    }
    struct ast *number = peek(p) == TOKEN_NUMBER ? parse_number(p) : NULL;
    return number ? NODE_NEW(p, UnaryOp, start, .op = AST_USub, .operand = number) : NULL;
}

static bool is_imaginary(const struct ast *number)
{
    const struct ast *constant =
        number->kind == AST_UnaryOp ? AST(UnaryOp, number)->operand : number;
    return AST(Constant, constant)->value.kind == CONSTANT_IMAGINARY;
}

/* -1, or 1 - 2j */
static struct ast *parse_numeric(struct parser *p)
{
    struct spot start = spot_here(p);
    struct ast *left = parse_negative(p);
    enum token_kind sign = peek(p);
    if (!left || (sign != TOKEN_PLUS && sign != TOKEN_MINUS)) {
        return left;
    }
    advance(p);
    struct ast *right = peek(p) == TOKEN_NUMBER ? parse_number(p) : NULL;
    if (!right) {
        return NULL;
    }
    if (is_imaginary(left)) {
        return STOP_NODE(p, left, "real number required in complex literal");
    }
    if (!is_imaginary(right)) {
        return STOP_NODE(p, right, "imaginary number required in complex literal");
    }
    enum ast_operator op = sign == TOKEN_PLUS ? AST_Add : AST_Sub;
    return NODE_NEW(p, BinOp, start, .left = left, .op = op, .right = right);
}

static bool starts_number(enum token_kind kind)
{
    return kind == TOKEN_NUMBER || kind == TOKEN_MINUS;
}

static bool starts_string(enum token_kind kind)
{
    return kind == TOKEN_STRING || kind == TOKEN_FSTRING_START;
}

static bool starts_singleton(enum token_kind kind)
{
    return kind == TOKEN_NONE || kind == TOKEN_TRUE || kind == TOKEN_FALSE;
}

static struct ast *parse_singleton(struct parser *p)
{
    struct spot start = spot_here(p);
    enum token_kind kind = peek(p);
    advance(p);
    ast_constant value = {.kind = kind == TOKEN_NONE   ? CONSTANT_NONE
                                  : kind == TOKEN_TRUE ? CONSTANT_TRUE
                                                       : CONSTANT_FALSE};
    return NODE_NEW(p, MatchSingleton, start, .value = value);
}

/* a.b.c, or a alone */
static struct ast *parse_dotted_name(struct parser *p)
{
    struct spot start = spot_here(p);
    const char *name = parse_name(p);
    struct ast *value = name ? NODE_NEW(p, Name, start, .id = name, .ctx = AST_Load) : NULL;
    while (value && accept(p, TOKEN_DOT)) {
        const char *attribute = parse_name(p);
        value = attribute ? NODE_NEW(p, Attribute, start, .value = value, .attr = attribute,
                                     .ctx = AST_Load)
                          : NULL;
    }
    return value;
}

/* A name to bind; `_` is none. */
static const char *parse_capture_name(struct parser *p)
{
    return peek_is_text(p, "_") ? NULL : parse_name(p);
}

/* --- Sequences --- */

static struct ast *parse_star_pattern(struct parser *p)
{
    struct spot start = spot_here(p);
    advance(p);
    if (peek_is_text(p, "_")) {
        advance(p);
        return NODE_NEW(p, MatchStar, start, .name = NULL);
    }
    const char *name = parse_name(p);
    return name ? NODE_NEW(p, MatchStar, start, .name = name) : NULL;
}

static struct ast *parse_maybe_star(struct parser *p)
{
    return peek(p) == TOKEN_STAR ? parse_star_pattern(p) : parse_pattern(p);
}

/* Patterns with commas behind them, up to `close`, which stays. `*n_commas` says how many commas there were. */
static bool parse_items(struct parser *p, enum token_kind close, struct ast_list *items,
                        uint32_t *n_commas)
{
    uint32_t from = p->n_stack;
    *n_commas = 0;
    while (peek(p) != close) {
        struct ast *item = parse_maybe_star(p);
        if (!item || !list_push(p, item)) {
            return false;
        }
        if (!accept(p, TOKEN_COMMA)) {
            break;
        }
        ++*n_commas;
    }
    return list_take(p, from, items);
}

/* (a), (a,), [a, b] */
static struct ast *parse_bracketed(struct parser *p, enum token_kind close)
{
    struct spot start = spot_here(p);
    struct ast_list items;
    uint32_t n_commas;
    advance(p);
    if (!parse_items(p, close, &items, &n_commas)) {
        return NULL;
    }
    bool is_group = close == TOKEN_RPAR && items.n == 1 && n_commas == 0;
    if ((is_group && items.items[0]->kind == AST_MatchStar) || !accept(p, close)) {
        return NULL;
    }
    return is_group ? items.items[0] : NODE_NEW(p, MatchSequence, start, .patterns = items);
}

/* --- Mappings --- */

static struct ast *parse_key(struct parser *p)
{
    enum token_kind kind = peek(p);
    struct spot start = spot_here(p);
    if (starts_number(kind)) {
        return parse_numeric(p);
    }
    if (starts_string(kind)) {
        return parse_strings(p);
    }
    if (starts_singleton(kind)) {
        advance(p);
        ast_constant value = {.kind = kind == TOKEN_NONE   ? CONSTANT_NONE
                                      : kind == TOKEN_TRUE ? CONSTANT_TRUE
                                                           : CONSTANT_FALSE};
        return NODE_NEW(p, Constant, start, .value = value);
    }
    struct ast *name = parse_dotted_name(p);
    return name && name->kind == AST_Attribute ? name : NULL;
}

/* One `key: pattern`; pushes both. */
static bool parse_item(struct parser *p)
{
    struct ast *key = parse_key(p);
    if (!key || !accept(p, TOKEN_COLON)) {
        return false;
    }
    struct ast *pattern = parse_pattern(p);
    return pattern && list_push(p, key) && list_push(p, pattern);
}

/* Splits the pairs on the stack into keys and patterns. */
static bool take_pairs(struct parser *p, uint32_t from, struct ast_list *keys,
                       struct ast_list *patterns)
{
    struct ast_list pairs;
    if (!list_take(p, from, &pairs)) {
        return false;
    }
    for (uint32_t i = 0; i < pairs.n; i += 2) {
        if (!list_push(p, pairs.items[i])) {
            return false;
        }
    }
    if (!list_take(p, from, keys)) {
        return false;
    }
    for (uint32_t i = 1; i < pairs.n; i += 2) {
        if (!list_push(p, pairs.items[i])) {
            return false;
        }
    }
    return list_take(p, from, patterns);
}

static struct ast *parse_mapping(struct parser *p)
{
    struct spot start = spot_here(p);
    uint32_t from = p->n_stack;
    const char *rest = NULL;
    advance(p);
    while (peek(p) != TOKEN_RBRACE) {
        if (accept(p, TOKEN_DOUBLE_STAR)) {
            rest = parse_capture_name(p);
            if (!rest) {
                return NULL;
            }
            accept(p, TOKEN_COMMA);
            break;
        }
        if (!parse_item(p)) {
            return NULL;
        }
        if (!accept(p, TOKEN_COMMA)) {
            break;
        }
    }
    struct ast_list keys, patterns;
    if (!accept(p, TOKEN_RBRACE) || !take_pairs(p, from, &keys, &patterns)) {
        return NULL;
    }
    return NODE_NEW(p, MatchMapping, start, .keys = keys, .patterns = patterns, .rest = rest);
}

/* --- Classes --- */

struct class_arguments {
    uint32_t from;      /* the stack holds the positional patterns, then name=pattern as keyword nodes */
    bool has_keyword;
    struct ast *first_misplaced, *last_misplaced; /* positional ones behind a keyword */
};

static bool parse_class_keyword(struct parser *p)
{
    struct spot start = spot_here(p);
    const char *name = parse_name(p);
    advance(p);
    struct ast *pattern = name ? parse_pattern(p) : NULL;
    struct ast *keyword =
        pattern ? NODE_NEW(p, keyword, start, .arg = name, .value = pattern) : NULL;
    return keyword && list_push(p, keyword);
}

static bool parse_class_argument(struct parser *p, struct class_arguments *arguments)
{
    if (peek(p) == TOKEN_NAME && peek_ahead(p, 1) == TOKEN_ASSIGN) {
        arguments->has_keyword = true;
        return parse_class_keyword(p);
    }
    struct ast *pattern = parse_pattern(p);
    if (!pattern || !arguments->has_keyword) {
        return pattern && list_push(p, pattern);
    }
    if (!arguments->first_misplaced) {
        arguments->first_misplaced = pattern;
    }
    arguments->last_misplaced = pattern;
    return true;
}

static bool parse_class_arguments(struct parser *p, struct class_arguments *arguments)
{
    while (peek(p) != TOKEN_RPAR) {
        if (!parse_class_argument(p, arguments)) {
            return false;
        }
        if (!accept(p, TOKEN_COMMA)) {
            break;
        }
    }
    if (arguments->first_misplaced) {
        if (p->diagnosing) {
            STOP_NODES(p, arguments->first_misplaced, arguments->last_misplaced,
                       "positional patterns follow keyword patterns");
        }
        return false;
    }
    return accept(p, TOKEN_RPAR);
}

/* Takes the arguments from the stack into the node's lists. */
static bool take_arguments(struct parser *p, uint32_t from, struct ast_MatchClass *node)
{
    struct ast_list all;
    if (!list_take(p, from, &all)) {
        return false;
    }
    uint32_t n = 0;
    while (n < all.n && all.items[n]->kind != AST_keyword) {
        n++;
    }
    const char **names = arena_alloc_array(p->arena, all.n - n + 1, sizeof *names);
    if (!names) {
        stop_no_memory(p);
        return false;
    }
    for (uint32_t i = n; i < all.n; i++) {
        struct ast_keyword *keyword = AST(keyword, all.items[i]);
        names[i - n] = keyword->arg;
        all.items[i] = keyword->value;
    }
    node->patterns = (struct ast_list){all.items, n};
    node->kwd_patterns = (struct ast_list){all.items + n, all.n - n};
    node->kwd_attrs = (struct ast_identifier_list){names, all.n - n};
    return true;
}

static struct ast *parse_class_pattern(struct parser *p, struct spot start, struct ast *cls)
{
    struct class_arguments arguments = {.from = p->n_stack};
    struct ast_MatchClass node = {.base = {.kind = AST_MatchClass}, .cls = cls};
    advance(p);
    if (!parse_class_arguments(p, &arguments) || !take_arguments(p, arguments.from, &node)) {
        return NULL;
    }
    return node_finish(p, &node.base, sizeof node, start);
}

/* --- Whole patterns --- */

/* What begins with a name: a capture, a value or a class. */
static struct ast *parse_name_pattern(struct parser *p)
{
    struct spot start = spot_here(p);
    bool is_wildcard = peek_is_text(p, "_");
    struct ast *value = parse_dotted_name(p);
    if (!value) {
        return NULL;
    }
    if (peek(p) == TOKEN_LPAR) {
        return parse_class_pattern(p, start, value);
    }
    if (value->kind == AST_Attribute) {
        return NODE_NEW(p, MatchValue, start, .value = value);
    }
    return peek(p) == TOKEN_ASSIGN
               ? NULL
               : NODE_NEW(p, MatchAs, start, .name = is_wildcard ? NULL : AST(Name, value)->id);
}

static struct ast *parse_value_pattern(struct parser *p)
{
    struct spot start = spot_here(p);
    struct ast *value = starts_string(peek(p)) ? parse_strings(p) : parse_numeric(p);
    return value ? NODE_NEW(p, MatchValue, start, .value = value) : NULL;
}

static struct ast *parse_closed_pattern(struct parser *p)
{
    enum token_kind kind = peek(p);
    if (starts_number(kind) || starts_string(kind)) {
        return parse_value_pattern(p);
    }
    if (starts_singleton(kind)) {
        return parse_singleton(p);
    }
    switch (kind) {
    case TOKEN_NAME:
        return parse_name_pattern(p);
    case TOKEN_LPAR:
        return parse_bracketed(p, TOKEN_RPAR);
    case TOKEN_LSQB:
        return parse_bracketed(p, TOKEN_RSQB);
    case TOKEN_LBRACE:
        return parse_mapping(p);
    default:
        return NULL;
    }
}

static struct ast *parse_or_pattern(struct parser *p)
{
    struct spot start = spot_here(p);
    struct ast *first = parse_closed_pattern(p);
    if (!first || peek(p) != TOKEN_VBAR) {
        return first;
    }
    uint32_t from = p->n_stack;
    if (!list_push(p, first)) {
        return NULL;
    }
    while (accept(p, TOKEN_VBAR)) {
        struct ast *next = parse_closed_pattern(p);
        if (!next || !list_push(p, next)) {
            return NULL;
        }
    }
    struct ast_list patterns;
    return list_take(p, from, &patterns) ? NODE_NEW(p, MatchOr, start, .patterns = patterns) : NULL;
}

/* Behind `as`: no name, or one that is not just a name. */
static void diagnose_target(struct parser *p)
{
    struct mark here = mark_here(p);
    struct token first = *token_ahead(p, 0);
    if (first.kind == TOKEN_NAME && token_is_text(p, &first, "_")) {
        STOP_TOKEN(p, &first, "cannot use '_' as a target");
    } else if (first.kind != TOKEN_NAME) {
        struct ast *target = parse_quietly(p, parse_expression);
        if (target) {
            STOP_NODE(p, target, "invalid pattern target");
        }
    }
    go_back(p, here);
}

static struct ast *parse_pattern(struct parser *p)
{
    struct spot start = spot_here(p);
    if (!enter_level(p)) {
        return NULL;
    }
    struct ast *pattern = parse_or_pattern(p);
    p->level--;
    if (!pattern || !accept(p, TOKEN_AS)) {
        return pattern;
    }
    if (p->diagnosing) {
        diagnose_target(p);
    }
    const char *name = p->stopped ? NULL : parse_capture_name(p);
    return name ? NODE_NEW(p, MatchAs, start, .pattern = pattern, .name = name) : NULL;
}

struct ast *parse_patterns(struct parser *p)
{
    struct spot start = spot_here(p);
    struct ast *first = parse_maybe_star(p);
    if (!first || peek(p) != TOKEN_COMMA) {
        return first && first->kind != AST_MatchStar ? first : NULL;
    }
    uint32_t from = p->n_stack;
    if (!list_push(p, first)) {
        return NULL;
    }
    while (accept(p, TOKEN_COMMA) && peek(p) != TOKEN_COLON && peek(p) != TOKEN_IF) {
        struct ast *item = parse_maybe_star(p);
        if (!item || !list_push(p, item)) {
            return NULL;
        }
    }
    struct ast_list patterns;
    return list_take(p, from, &patterns) ? NODE_NEW(p, MatchSequence, start, .patterns = patterns)
                                         : NULL;
}
