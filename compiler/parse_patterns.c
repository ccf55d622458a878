/* match and its patterns (PEP 634). */
#include "compiler/parse.h"

static struct ast *parse_pattern(struct parser *p);
static struct ast *parse_closed_pattern(struct parser *p);

static bool at_wildcard(struct parser *p)
{
    return peek_is_text(p, "_");
}

/* A name that is bound: not `_`, and nothing behind it that makes it a value or a class. */
static const char *parse_capture_name(struct parser *p)
{
    if (peek(p) != TOKEN_NAME || at_wildcard(p)) {
        return NULL;
    }
    enum token_kind next = peek_ahead(p, 1);
    return next == TOKEN_DOT || next == TOKEN_LPAR || next == TOKEN_ASSIGN ? NULL : parse_name(p);
}

/* --- Values --- */

/* name ('.' name)* */
static struct ast *parse_name_or_attribute(struct parser *p)
{
    struct spot start = spot_here(p);
    const char *name = parse_name(p);
    struct ast *value = name ? NODE_NEW(p, Name, start, .id = name, .ctx = AST_Load) : NULL;
    while (value && accept(p, TOKEN_DOT)) {
        name = parse_name(p);
        value = name ? NODE_NEW(p, Attribute, start, .value = value, .attr = name, .ctx = AST_Load)
                     : NULL;
    }
    return value;
}

static bool is_imaginary(const struct ast *number)
{
    return number->kind == AST_Constant && AST(Constant, number)->value.kind == CONSTANT_IMAGINARY;
}

/* ['-'] NUMBER; `*is_real`: it is no imaginary one. */
static struct ast *parse_signed_number(struct parser *p, bool *is_real)
{
    struct spot start = spot_here(p);
    bool is_negative = accept(p, TOKEN_MINUS);
    struct ast *number = peek(p) == TOKEN_NUMBER ? parse_number(p) : NULL;
    if (!number) {
        return NULL;
    }
    *is_real = !is_imaginary(number);
    return is_negative ? NODE_NEW(p, UnaryOp, start, .op = AST_USub, .operand = number) : number;
}

/* signed_number [('+' | '-') imaginary] */
static struct ast *parse_numeric(struct parser *p)
{
    struct spot start = spot_here(p);
    bool is_real;
    struct ast *left = parse_signed_number(p, &is_real);
    if (!left || (peek(p) != TOKEN_PLUS && peek(p) != TOKEN_MINUS)) {
        return left;
    }
    enum ast_operator op = peek(p) == TOKEN_PLUS ? AST_Add : AST_Sub;
    advance(p);
    if (peek(p) != TOKEN_NUMBER) {
        return NULL;
    }
    if (!is_real) {
        return STOP_NODE(p, left, "real number required in complex literal");
    }
    struct ast *right = parse_number(p);
    if (right && !is_imaginary(right)) {
        return STOP_NODE(p, right, "imaginary number required in complex literal");
    }
    return right ? NODE_NEW(p, BinOp, start, .left = left, .op = op, .right = right) : NULL;
}

static bool at_literal(struct parser *p)
{
    switch (peek(p)) {
    case TOKEN_NUMBER:
    case TOKEN_MINUS:
    case TOKEN_STRING:
    case TOKEN_FSTRING_START:
    case TOKEN_NONE:
    case TOKEN_TRUE:
    case TOKEN_FALSE:
        return true;
    default:
        return false;
    }
}

static struct ast *parse_literal_expression(struct parser *p)
{
    return peek(p) == TOKEN_NUMBER || peek(p) == TOKEN_MINUS ? parse_numeric(p) : parse_atom(p);
}

static struct ast *parse_literal(struct parser *p)
{
    struct spot start = spot_here(p);
    struct ast *value = parse_literal_expression(p);
    if (!value) {
        return NULL;
    }
    if (value->kind == AST_Constant && AST(Constant, value)->value.kind <= CONSTANT_FALSE) {
        return NODE_NEW(p, MatchSingleton, start, .value = AST(Constant, value)->value);
    }
    return NODE_NEW(p, MatchValue, start, .value = value);
}

/* --- Sequences --- */

static struct ast *parse_star_pattern(struct parser *p)
{
    struct spot start = spot_here(p);
    const char *name = NULL;
    advance(p);
    if (at_wildcard(p)) {
        advance(p);
    } else if (!(name = parse_capture_name(p))) {
        return NULL;
    }
    return NODE_NEW(p, MatchStar, start, .name = name);
}

static struct ast *parse_maybe_star_pattern(struct parser *p)
{
    return peek(p) == TOKEN_STAR ? parse_star_pattern(p) : parse_pattern(p);
}

static bool ends_sequence(enum token_kind kind)
{
    return kind == TOKEN_RPAR || kind == TOKEN_RSQB || kind == TOKEN_COLON || kind == TOKEN_IF;
}

/* Behind the first item: pushes the items that follow commas. */
static bool parse_more_patterns(struct parser *p)
{
    while (accept(p, TOKEN_COMMA) && !ends_sequence(peek(p))) {
        struct ast *item = parse_maybe_star_pattern(p);
        if (!item || !list_push(p, item)) {
            return false;
        }
    }
    return !p->stopped;
}

static struct ast *parse_bracket_pattern(struct parser *p)
{
    struct spot start = spot_here(p);
    uint32_t from = p->n_stack;
    struct ast_list items;
    advance(p);
    if (peek(p) != TOKEN_RSQB) {
        struct ast *first = parse_maybe_star_pattern(p);
        if (!first || !list_push(p, first) || !parse_more_patterns(p)) {
            return NULL;
        }
    }
    if (!accept(p, TOKEN_RSQB) || !node_list_take(p, from, &items)) {
        return NULL;
    }
    return NODE_NEW(p, MatchSequence, start, .patterns = items);
}

/* A group, or a sequence if a comma or nothing is inside. */
static struct ast *parse_parenthesis_pattern(struct parser *p)
{
    struct spot start = spot_here(p);
    uint32_t from = p->n_stack;
    struct ast_list items;
    advance(p);
    if (peek(p) != TOKEN_RPAR) {
        struct ast *first = parse_maybe_star_pattern(p);
        if (!first) {
            return NULL;
        }
        if (peek(p) != TOKEN_COMMA) {
            return first->kind != AST_MatchStar && accept(p, TOKEN_RPAR) ? first : NULL;
        }
        if (!list_push(p, first) || !parse_more_patterns(p)) {
            return NULL;
        }
    }
    if (!accept(p, TOKEN_RPAR) || !node_list_take(p, from, &items)) {
        return NULL;
    }
    return NODE_NEW(p, MatchSequence, start, .patterns = items);
}

/* --- Mappings --- */

/* Every second one of the items on the stack. */
static bool take_alternate(struct parser *p, uint32_t from, struct ast_list *list)
{
    list->n = (p->n_stack - from + 1) / 2;
    list->items = arena_alloc_array(p->arena, list->n, sizeof *list->items);
    if (!list->items) {
        stop_no_memory(p);
        return false;
    }
    for (uint32_t i = 0; i < list->n; i++) {
        list->items[i] = p->stack[from + 2 * i];
    }
    return true;
}

/* Pushes key and pattern. */
static bool parse_mapping_item(struct parser *p)
{
    struct ast *key = at_literal(p) ? parse_literal_expression(p) : parse_name_or_attribute(p);
    if (!key || key->kind == AST_Name || !accept(p, TOKEN_COLON)) {
        return false;
    }
    struct ast *value = parse_pattern(p);
    return value && list_push(p, key) && list_push(p, value);
}

static struct ast *parse_mapping_pattern(struct parser *p)
{
    struct spot start = spot_here(p);
    uint32_t from = p->n_stack;
    const char *rest = NULL;
    struct ast_list keys, patterns;
    advance(p);
    while (peek(p) != TOKEN_RBRACE && !rest) {
        if (accept(p, TOKEN_DOUBLE_STAR)) {
            rest = parse_capture_name(p);
            if (!rest) {
                return NULL;
            }
        } else if (!parse_mapping_item(p)) {
            return NULL;
        }
        if (!accept(p, TOKEN_COMMA)) {
            break;
        }
    }
    if (!accept(p, TOKEN_RBRACE) || !take_alternate(p, from, &keys)) {
        return NULL;
    }
    if (p->n_stack == from) {
        patterns = (struct ast_list){NULL, 0};
    } else if (!take_alternate(p, from + 1, &patterns)) {
        return NULL;
    }
    p->n_stack = from;
    return NODE_NEW(p, MatchMapping, start, .keys = keys, .patterns = patterns, .rest = rest);
}

/* --- Classes --- */

/* C(a=b, c): from the positional pattern to the last one that follows. */
static void diagnose_class(struct parser *p, struct ast *first)
{
    struct ast *last = first;
    while (accept(p, TOKEN_COMMA) && peek(p) != TOKEN_RPAR &&
           !(peek(p) == TOKEN_NAME && peek_ahead(p, 1) == TOKEN_ASSIGN)) {
        struct ast *next = parse_quietly(p, parse_pattern);
        if (!next) {
            break;
        }
        last = next;
    }
    STOP_NODES(p, first, last, "positional patterns follow keyword patterns");
}

/* One argument: pushes a pattern, for a keyword pattern its name is added to `names`. */
static bool parse_class_item(struct parser *p, struct ast_identifier_list *names)
{
    bool is_keyword = peek(p) == TOKEN_NAME && peek_ahead(p, 1) == TOKEN_ASSIGN;
    if (is_keyword) {
        const char **items = arena_alloc_array(p->arena, names->n + 1, sizeof *items);
        const char *name = items ? parse_name(p) : stop_no_memory(p);
        if (!name) {
            return false;
        }
        for (uint32_t i = 0; i < names->n; i++) {
            items[i] = names->items[i];
        }
        items[names->n] = name;
        *names = (struct ast_identifier_list){items, names->n + 1};
        advance(p);
    }
    struct ast *pattern = parse_pattern(p);
    if (pattern && !is_keyword && names->n > 0) {
        if (p->diagnosing && !p->stopped) {
            diagnose_class(p, pattern);
        }
        return false;
    }
    return pattern && list_push(p, pattern);
}

static struct ast *parse_class_pattern(struct parser *p, struct spot start, struct ast *class)
{
    uint32_t from = p->n_stack;
    struct ast_identifier_list names = {NULL, 0};
    struct ast_list positional, keywords;
    advance(p);
    while (peek(p) != TOKEN_RPAR) {
        if (!parse_class_item(p, &names)) {
            return NULL;
        }
        if (!accept(p, TOKEN_COMMA)) {
            break;
        }
    }
    if (!accept(p, TOKEN_RPAR) || !node_list_take(p, p->n_stack - names.n, &keywords) ||
        !node_list_take(p, from, &positional)) {
        return NULL;
    }
    return NODE_NEW(p, MatchClass, start, .cls = class, .patterns = positional, .kwd_attrs = names,
                    .kwd_patterns = keywords);
}

/* --- Any pattern --- */

/* Capture, wildcard, value or class. */
static struct ast *parse_name_pattern(struct parser *p)
{
    struct spot start = spot_here(p);
    enum token_kind next = peek_ahead(p, 1);
    if (next != TOKEN_DOT && next != TOKEN_LPAR && next != TOKEN_ASSIGN) {
        bool is_wildcard = at_wildcard(p);
        const char *name = parse_name(p);
        return name ? NODE_NEW(p, MatchAs, start, .name = is_wildcard ? NULL : name) : NULL;
    }
    struct ast *value = parse_name_or_attribute(p);
    if (!value) {
        return NULL;
    }
    if (peek(p) == TOKEN_LPAR) {
        return parse_class_pattern(p, start, value);
    }
    if (value->kind == AST_Name || peek(p) == TOKEN_ASSIGN) {
        return NULL;
    }
    return NODE_NEW(p, MatchValue, start, .value = value);
}

static struct ast *parse_closed_pattern(struct parser *p)
{
    if (at_literal(p)) {
        return parse_literal(p);
    }
    switch (peek(p)) {
    case TOKEN_NAME:
        return parse_name_pattern(p);
    case TOKEN_LPAR:
        return parse_parenthesis_pattern(p);
    case TOKEN_LSQB:
        return parse_bracket_pattern(p);
    case TOKEN_LBRACE:
        return parse_mapping_pattern(p);
    default:
        return NULL;
    }
}

static struct ast *parse_or_pattern(struct parser *p)
{
    struct spot start = spot_here(p);
    struct ast *pattern = parse_closed_pattern(p);
    if (!pattern || peek(p) != TOKEN_VBAR) {
        return pattern;
    }
    uint32_t from = p->n_stack;
    struct ast_list alternatives;
    if (!list_push(p, pattern)) {
        return NULL;
    }
    while (accept(p, TOKEN_VBAR)) {
        pattern = parse_closed_pattern(p);
        if (!pattern || !list_push(p, pattern)) {
            return NULL;
        }
    }
    return node_list_take(p, from, &alternatives)
               ? NODE_NEW(p, MatchOr, start, .patterns = alternatives)
               : NULL;
}

static struct ast *diagnose_as(struct parser *p)
{
    if (!p->diagnosing || p->stopped) {
        return NULL;
    }
    if (at_wildcard(p)) {
        return STOP_TOKEN(p, token_ahead(p, 0), "cannot use '_' as a target");
    }
    if (peek(p) != TOKEN_NAME) {
        struct ast *target = parse_quietly(p, parse_expression);
        return target ? STOP_NODE(p, target, "invalid pattern target") : NULL;
    }
    return NULL;
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
    const char *name = parse_capture_name(p);
    return name ? NODE_NEW(p, MatchAs, start, .pattern = pattern, .name = name) : diagnose_as(p);
}

struct ast *parse_patterns(struct parser *p)
{
    struct spot start = spot_here(p);
    uint32_t from = p->n_stack;
    struct ast *first = parse_maybe_star_pattern(p);
    struct ast_list items;
    if (!first || (peek(p) != TOKEN_COMMA && first->kind != AST_MatchStar)) {
        return first;
    }
    if (peek(p) != TOKEN_COMMA || !list_push(p, first) || !parse_more_patterns(p) ||
        !node_list_take(p, from, &items)) {
        return NULL;
    }
    return NODE_NEW(p, MatchSequence, start, .patterns = items);
}
