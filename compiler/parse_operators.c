/*
 * Operators by precedence climbing, and primaries: what binds tighter than `if`, `lambda` and
 * `:=`.
 */
#include <string.h>

#include "compiler/parse.h"

/* --- Binary operators --- */

struct binary {
    int precedence; /* 0: no binary operator */
    enum ast_operator op;
};

static struct binary binary_of(enum token_kind kind)
{
    switch (kind) {
    case TOKEN_VBAR:
        return (struct binary){1, AST_BitOr};
    case TOKEN_CIRCUMFLEX:
        return (struct binary){2, AST_BitXor};
    case TOKEN_AMPER:
        return (struct binary){3, AST_BitAnd};
    case TOKEN_LSHIFT:
        return (struct binary){4, AST_LShift};
    case TOKEN_RSHIFT:
        return (struct binary){4, AST_RShift};
    case TOKEN_PLUS:
        return (struct binary){5, AST_Add};
    case TOKEN_MINUS:
        return (struct binary){5, AST_Sub};
    case TOKEN_STAR:
        return (struct binary){6, AST_Mult};
    case TOKEN_SLASH:
        return (struct binary){6, AST_Div};
    case TOKEN_DOUBLE_SLASH:
        return (struct binary){6, AST_FloorDiv};
    case TOKEN_PERCENT:
        return (struct binary){6, AST_Mod};
    case TOKEN_AT:
        return (struct binary){6, AST_MatMult};
    default:
        return (struct binary){0, AST_Add};
    }
}

/*
 * What stands before the mark was complete: a failed attempt to go on leaves it, for the message.
 */
static struct ast *back_off(struct parser *p, struct mark mark, struct ast *complete)
{
    if (p->stopped) {
        return NULL;
    }
    go_back(p, mark);
    return complete;
}

/* await_primary ['**' factor] */
static struct ast *parse_factor(struct parser *p);

static struct ast *parse_power(struct parser *p)
{
    struct spot start = spot_here(p);
    struct ast *base;
    if (accept(p, TOKEN_AWAIT)) {
        struct ast *value = parse_primary(p);
        base = value ? NODE_NEW(p, Await, start, .value = value) : NULL;
    } else {
        base = parse_primary(p);
    }
    struct mark mark = mark_here(p);
    if (!base || !accept(p, TOKEN_DOUBLE_STAR)) {
        return base;
    }
    struct ast *exponent = parse_factor(p);
    return exponent ? NODE_NEW(p, BinOp, start, .left = base, .op = AST_Pow, .right = exponent)
                    : back_off(p, mark, base);
}

/* ('+' | '-' | '~') factor | power */
static struct ast *parse_factor(struct parser *p)
{
    struct spot start = spot_here(p);
    enum token_kind kind = peek(p);
    if (!enter_level(p)) {
        return NULL;
    }
    struct ast *result;
    if (kind == TOKEN_PLUS || kind == TOKEN_MINUS || kind == TOKEN_TILDE) {
        advance(p);
        struct ast *operand = parse_factor(p);
        enum ast_unary op = kind == TOKEN_PLUS    ? AST_UAdd
                            : kind == TOKEN_MINUS ? AST_USub
                                                  : AST_Invert;
        result = operand ? NODE_NEW(p, UnaryOp, start, .op = op, .operand = operand) : NULL;
    } else {
        result = parse_power(p);
    }
    p->level--;
    return result;
}

/* Operators of at least this precedence; recursion for tighter ones is at most six deep. */
static struct ast *parse_binary(struct parser *p, int precedence)
{
    struct spot start = spot_here(p);
    struct ast *left = parse_factor(p);
    while (left) {
        struct mark mark = mark_here(p);
        struct binary binary = binary_of(peek(p));
        if (binary.precedence < precedence || binary.precedence == 0) {
            break;
        }
        advance(p);
        struct ast *right = parse_binary(p, binary.precedence + 1);
        if (!right) {
            return back_off(p, mark, left);
        }
        left = NODE_NEW(p, BinOp, start, .left = left, .op = binary.op, .right = right);
    }
    return left;
}

struct ast *parse_bitwise_or(struct parser *p)
{
    return parse_binary(p, 1);
}

struct ast *parse_starred(struct parser *p)
{
    struct spot start = spot_here(p);
    if (!accept(p, TOKEN_STAR)) {
        return NULL;
    }
    struct ast *value = parse_bitwise_or(p);
    return value ? NODE_NEW(p, Starred, start, .value = value, .ctx = AST_Load) : NULL;
}

/* --- Comparisons --- */

/* Consumes a comparison operator, if one stands here. */
static bool accept_compare(struct parser *p, enum ast_compare *op)
{
    static const uint8_t simple[TOKEN_COUNT] = {
        [TOKEN_EQ] = AST_Eq + 1,  [TOKEN_NE] = AST_NotEq + 1, [TOKEN_LT] = AST_Lt + 1,
        [TOKEN_LE] = AST_LtE + 1, [TOKEN_GT] = AST_Gt + 1,    [TOKEN_GE] = AST_GtE + 1,
        [TOKEN_IN] = AST_In + 1,  [TOKEN_IS] = AST_Is + 1,
    };
    enum token_kind kind = peek(p);
    if (kind == TOKEN_NOT && peek_ahead(p, 1) == TOKEN_IN) {
        p->next += 2;
        *op = AST_NotIn;
        return true;
    }
    if (!simple[kind]) {
        return false;
    }
    advance(p);
    *op = (enum ast_compare)(simple[kind] - 1);
    if (kind == TOKEN_IS && accept(p, TOKEN_NOT)) {
        *op = AST_IsNot;
    }
    return true;
}

/* The operators of a chain under construction: the first ones in line, all of a longer one in memory of their own. */
struct compare_chain {
    enum ast_compare first[8];
    struct buffer more;
    uint32_t n;
};

static bool push_compare(struct parser *p, struct compare_chain *chain, enum ast_compare op)
{
    if (chain->n < COUNT_OF(chain->first)) {
        chain->first[chain->n++] = op;
        return true;
    }
    bool is_first = chain->n == COUNT_OF(chain->first);
    if ((is_first && !buffer_append(&chain->more, chain->first, sizeof chain->first)) ||
        !buffer_append(&chain->more, &op, sizeof op)) {
        stop_no_memory(p);
        return false;
    }
    chain->n++;
    return true;
}

static bool take_compares(struct parser *p, const struct compare_chain *chain,
                          struct ast_compare_list *ops)
{
    ops->n = chain->n;
    ops->items = arena_alloc_array(p->arena, chain->n, sizeof *ops->items);
    if (!ops->items) {
        stop_no_memory(p);
        return false;
    }
    memcpy(ops->items, chain->more.size > 0 ? (const void *)chain->more.data : chain->first,
           chain->n * sizeof *ops->items);
    return true;
}

/* Pushes the operands behind the first one. */
static bool parse_compares(struct parser *p, struct compare_chain *chain)
{
    struct mark mark = mark_here(p);
    enum ast_compare op;
    while (accept_compare(p, &op)) {
        struct ast *operand = parse_bitwise_or(p);
        if (!operand) {
            break;
        }
        if (!list_push(p, operand) || !push_compare(p, chain, op)) {
            return false;
        }
        mark = mark_here(p);
    }
    go_back(p, mark);
    return !p->stopped;
}

static struct ast *parse_comparison(struct parser *p)
{
    struct spot start = spot_here(p);
    struct ast *left = parse_bitwise_or(p);
    if (!left) {
        return NULL;
    }
    uint32_t from = p->n_stack;
    struct compare_chain chain = {.more = BUFFER_EMPTY, .n = 0};
    struct ast_compare_list ops;
    struct ast_list comparators;
    bool is_compare = parse_compares(p, &chain) && chain.n > 0 && take_compares(p, &chain, &ops) &&
                      node_list_take(p, from, &comparators);
    buffer_free(&chain.more);
    if (!is_compare) {
        return p->stopped ? NULL : left;
    }
    return NODE_NEW(p, Compare, start, .left = left, .ops = ops, .comparators = comparators);
}

/* --- not, and, or --- */

static struct ast *parse_inversion(struct parser *p)
{
    struct spot start = spot_here(p);
    if (!accept(p, TOKEN_NOT)) {
        return parse_comparison(p);
    }
    if (!enter_level(p)) {
        return NULL;
    }
    struct ast *operand = parse_inversion(p);
    p->level--;
    return operand ? NODE_NEW(p, UnaryOp, start, .op = AST_Not, .operand = operand) : NULL;
}

static struct ast *parse_boolean(struct parser *p, enum token_kind separator, enum ast_boolean op,
                                 struct ast *(*parse_operand)(struct parser *))
{
    struct spot start = spot_here(p);
    struct ast *operand = parse_operand(p);
    if (!operand || peek(p) != separator) {
        return operand;
    }
    uint32_t from = p->n_stack;
    if (!list_push(p, operand)) {
        return NULL;
    }
    struct mark mark = mark_here(p);
    while (accept(p, separator) && (operand = parse_operand(p))) {
        if (!list_push(p, operand)) {
            return NULL;
        }
        mark = mark_here(p);
    }
    go_back(p, mark);
    struct ast_list values;
    if (p->n_stack == from + 1) {
        p->n_stack = from;
        return p->stopped ? NULL : p->stack[from];
    }
    return node_list_take(p, from, &values) ? NODE_NEW(p, BoolOp, start, .op = op, .values = values)
                                            : NULL;
}

static struct ast *parse_conjunction(struct parser *p)
{
    return parse_boolean(p, TOKEN_AND, AST_And, parse_inversion);
}

struct ast *parse_disjunction(struct parser *p)
{
    return parse_boolean(p, TOKEN_OR, AST_Or, parse_conjunction);
}

/* --- Primaries --- */

static struct ast *parse_attribute(struct parser *p, struct ast *value, struct spot start)
{
    const char *attribute = parse_name(p);
    return attribute
               ? NODE_NEW(p, Attribute, start, .value = value, .attr = attribute, .ctx = AST_Load)
               : NULL;
}

static struct ast *parse_call(struct parser *p, struct ast *function, struct spot start)
{
    struct ast_list arguments, keywords;
    if (!parse_arguments(p, false, &arguments, &keywords)) {
        return NULL;
    }
    return NODE_NEW(p, Call, start, .func = function, .args = arguments, .keywords = keywords);
}

static struct ast *parse_subscription(struct parser *p, struct ast *value, struct spot start)
{
    struct ast *slice = parse_subscript(p);
    return slice ? NODE_NEW(p, Subscript, start, .value = value, .slice = slice, .ctx = AST_Load)
                 : NULL;
}

struct ast *parse_primary(struct parser *p)
{
    /* A parenthesised atom begins at its parenthesis for what is built upon it. */
    struct spot start = spot_here(p);
    struct ast *primary = parse_atom(p);
    while (primary) {
        struct mark mark = mark_here(p);
        struct ast *longer;
        if (accept(p, TOKEN_DOT)) {
            longer = parse_attribute(p, primary, start);
        } else if (accept(p, TOKEN_LPAR)) {
            longer = parse_call(p, primary, start);
        } else if (accept(p, TOKEN_LSQB)) {
            longer = parse_subscription(p, primary, start);
        } else {
            break;
        }
        if (!longer) {
            return back_off(p, mark, primary);
        }
        primary = longer;
    }
    return primary;
}
