/* The arguments of calls and classes, and subscripts. */
#include "compiler/parse.h"

/* --- Mistakes --- */

/* The last thing that a comprehension says: its last condition or its iterable. */
static struct ast *last_item(const struct ast_list *generators)
{
    struct ast_comprehension *last = AST(comprehension, generators->items[generators->n - 1]);
    return last->ifs.n ? last->ifs.items[last->ifs.n - 1] : last->iter;
}

/*
 * f(a for b in c, d) and f(d, a for b in c): behind `element`; `first` is the call's first
 * argument.
 */
static void diagnose_generator(struct parser *p, struct ast *first, struct ast *element)
{
    struct mark here = mark_here(p);
    struct ast_list generators;
    if (skip_comprehensions(p, &generators)) {
        if (first == element && peek(p) == TOKEN_COMMA) {
            STOP_NODES(p, element, last_item(&generators),
                       "Generator expression must be parenthesized");
        } else if (first != element) {
            STOP_NODES(p, element, last_item(&generators),
                       "Generator expression must be parenthesized");
        }
    }
    go_back(p, here);
}

/* f(True=1), f(a.b=1), f(a=b for c in d): an argument that an '=' follows or could follow. */
static void diagnose_keyword(struct parser *p, struct mark start, struct ast *argument)
{
    struct mark here = mark_here(p);
    struct token equal = *token_ahead(p, 0);
    if (equal.kind != TOKEN_ASSIGN) {
        return;
    }
    go_back(p, start);
    struct token first = *token_ahead(p, 0);
    bool is_single = here.next == start.next + 1;
    if (is_single &&
        (first.kind == TOKEN_TRUE || first.kind == TOKEN_FALSE || first.kind == TOKEN_NONE)) {
        STOP_TOKENS(p, &first, &equal, "cannot assign to %s", token_kind_name(first.kind));
    } else {
        struct span span = {argument->lineno, argument->col_offset, (int32_t)equal.end_line,
                            (int32_t)equal.end_column};
        stop_at(p, SYNTAX_ERROR, span,
                "expression cannot contain assignment, perhaps you meant \"==\"?");
    }
    go_back(p, here);
}

/* f(a=b for c in d): behind b. */
static void diagnose_keyword_generator(struct parser *p, const struct token *name,
                                       const struct token *equal)
{
    struct mark here = mark_here(p);
    struct ast_list generators;
    if (skip_comprehensions(p, &generators)) {
        STOP_TOKENS(p, name, equal, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    go_back(p, here);
}

/* --- Arguments --- */

/* How far a list of arguments has come; its order is fixed. */
struct argument_state {
    uint32_t from; /* the stack holds pairs: is it a keyword?, the node */
    struct ast *first;
    bool has_keyword; /* a=b was seen */
    bool has_mapping; /* **a was seen */
    bool is_out_of_order;
};

static struct ast *parse_keyword(struct parser *p, struct argument_state *state)
{
    struct spot start = spot_here(p);
    struct token name_token = *token_ahead(p, 0);
    const char *name = parse_name(p);
    struct token equal = *token_ahead(p, 0);
    advance(p);
    struct ast *value = name ? parse_expression(p) : NULL;
    if (value && p->diagnosing && starts_comprehension(p)) {
        diagnose_keyword_generator(p, &name_token, &equal);
    }
    state->has_keyword = true;
    return value ? NODE_NEW(p, keyword, start, .arg = name, .value = value) : NULL;
}

static struct ast *parse_mapping(struct parser *p, struct argument_state *state)
{
    struct spot start = spot_here(p);
    advance(p);
    struct ast *value = parse_expression(p);
    state->has_mapping = true;
    return value ? NODE_NEW(p, keyword, start, .value = value) : NULL;
}

static struct ast *parse_star_argument(struct parser *p, struct argument_state *state)
{
    struct spot start = spot_here(p);
    if (state->has_mapping) {
        return p->diagnosing
                   ? STOP_NODES(p, p->stack[state->from], p->stack[p->n_stack - 1],
                                "iterable argument unpacking follows keyword argument unpacking")
                   : NULL;
    }
    advance(p);
    struct ast *value = parse_expression(p);
    return value ? NODE_NEW(p, Starred, start, .value = value, .ctx = AST_Load) : NULL;
}

static struct ast *parse_positional(struct parser *p, struct argument_state *state)
{
    struct mark start = mark_here(p);
    bool is_named = peek(p) == TOKEN_NAME && peek_ahead(p, 1) == TOKEN_WALRUS;
    struct ast *argument = is_named ? parse_named_expression(p) : parse_expression(p);
    if (argument && !state->first) {
        state->first = argument;
    }
    if (argument && p->diagnosing) {
        if (starts_comprehension(p)) {
            diagnose_generator(p, state->first, argument);
        } else {
            diagnose_keyword(p, start, argument);
        }
    }
    if (state->has_keyword || state->has_mapping) {
        state->is_out_of_order = true;
    }
    return p->stopped ? NULL : argument;
}

static struct ast *parse_argument(struct parser *p, struct argument_state *state)
{
    enum token_kind kind = peek(p);
    if (kind == TOKEN_STAR) {
        return parse_star_argument(p, state);
    }
    if (kind == TOKEN_DOUBLE_STAR) {
        return parse_mapping(p, state);
    }
    if (kind == TOKEN_NAME && peek_ahead(p, 1) == TOKEN_ASSIGN) {
        return parse_keyword(p, state);
    }
    return parse_positional(p, state);
}

/* Splits what was pushed into positional arguments and keywords. */
static bool split_arguments(struct parser *p, uint32_t from, struct ast_list *arguments,
                            struct ast_list *keywords)
{
    uint32_t n = p->n_stack - from;
    struct ast **items = arena_alloc_array(p->arena, n, sizeof *items);
    if (!items) {
        stop_no_memory(p);
        return false;
    }
    uint32_t n_arguments = 0;
    for (uint32_t i = from; i < p->n_stack; i++) {
        n_arguments += p->stack[i]->kind != AST_keyword;
    }
    *arguments = (struct ast_list){items, 0};
    *keywords = (struct ast_list){items + n_arguments, 0};
    for (uint32_t i = from; i < p->n_stack; i++) {
        struct ast_list *list = p->stack[i]->kind == AST_keyword ? keywords : arguments;
        list->items[list->n++] = p->stack[i];
    }
    p->n_stack = from;
    return true;
}

/* f(a for b in c): the parentheses of the call are those of the generator expression. */
static bool parse_sole_generator(struct parser *p, struct spot start, struct ast *element,
                                 struct ast_list *arguments, struct ast_list *keywords)
{
    struct ast_list generators;
    if (!parse_comprehensions(p, &generators) || !accept(p, TOKEN_RPAR)) {
        return false;
    }
    struct ast *generator =
        NODE_NEW(p, GeneratorExp, start, .elt = element, .generators = generators);
    *keywords = (struct ast_list){NULL, 0};
    return generator && list_of(p, generator, arguments);
}

/*
 * Behind the argument that stands in the wrong place. CPython reads the others before it says so.
 */
static bool diagnose_order(struct parser *p, struct argument_state *state)
{
    bool has_mapping = state->has_mapping;
    bool diagnosing = p->diagnosing;
    p->diagnosing = false;
    while (accept(p, TOKEN_COMMA) && peek(p) != TOKEN_RPAR && parse_argument(p, state)) {
    }
    p->diagnosing = diagnosing;
    if (diagnosing && !p->stopped) {
        STOP_LAST(p, has_mapping ? "positional argument follows keyword argument unpacking"
                                 : "positional argument follows keyword argument");
    }
    return false;
}

/* f(*x for x in y). Returns false. */
static bool diagnose_starred_target(struct parser *p, struct ast *starred, bool is_first)
{
    struct ast_list generators;
    if (p->diagnosing && parse_comprehensions(p, &generators)) {
        if (is_first) {
            STOP_NODE(p, starred, "iterable unpacking cannot be used in comprehension");
        } else {
            STOP_NODES(p, starred, last_item(&generators),
                       "Generator expression must be parenthesized");
        }
    }
    return false;
}

bool parse_arguments(struct parser *p, bool is_class, struct ast_list *arguments,
                     struct ast_list *keywords)
{
    const struct token *open = token_before(p);
    struct spot start = {(int32_t)open->line, (int32_t)open->column};
    struct argument_state state = {.from = p->n_stack};
    while (peek(p) != TOKEN_RPAR) {
        struct ast *argument = parse_argument(p, &state);
        if (!argument) {
            return false;
        }
        if (!is_class && argument->kind == AST_Starred && starts_comprehension(p)) {
            return diagnose_starred_target(p, argument, p->n_stack == state.from);
        }
        if (!is_class && argument == state.first && starts_comprehension(p) &&
            p->n_stack == state.from) {
            return parse_sole_generator(p, start, argument, arguments, keywords);
        }
        if (!list_push(p, argument)) {
            return false;
        }
        if (state.is_out_of_order) {
            return diagnose_order(p, &state);
        }
        if (!accept(p, TOKEN_COMMA)) {
            break;
        }
    }
    return accept(p, TOKEN_RPAR) && split_arguments(p, state.from, arguments, keywords);
}

/* --- Subscripts --- */

/* [expression] ':' [expression] [':' [expression]] | named_expression | starred */
static struct ast *parse_slice(struct parser *p)
{
    struct spot start = spot_here(p);
    struct ast *lower = NULL, *upper = NULL, *step = NULL;
    if (peek(p) == TOKEN_STAR) {
        return parse_starred(p);
    }
    if (peek(p) != TOKEN_COLON) {
        bool is_named = peek(p) == TOKEN_NAME && peek_ahead(p, 1) == TOKEN_WALRUS;
        lower = parse_named_expression(p);
        if (!lower || is_named || peek(p) != TOKEN_COLON) {
            return lower;
        }
    }
    advance(p);
    if (starts_expression(peek(p)) && !(upper = parse_expression(p))) {
        return NULL;
    }
    if (accept(p, TOKEN_COLON) && starts_expression(peek(p)) && !(step = parse_expression(p))) {
        return NULL;
    }
    return NODE_NEW(p, Slice, start, .lower = lower, .upper = upper, .step = step);
}

struct ast *parse_subscript(struct parser *p)
{
    struct spot start = spot_here(p);
    uint32_t from = p->n_stack;
    struct ast *slice = parse_slice(p);
    if (!slice) {
        return NULL;
    }
    if (peek(p) == TOKEN_COMMA || slice->kind == AST_Starred) {
        if (!list_push(p, slice)) {
            return NULL;
        }
        while (accept(p, TOKEN_COMMA) && peek(p) != TOKEN_RSQB) {
            slice = parse_slice(p);
            if (!slice || !list_push(p, slice)) {
                return NULL;
            }
        }
        struct ast_list items;
        if (!node_list_take(p, from, &items)) {
            return NULL;
        }
        slice = NODE_NEW(p, Tuple, start, .elts = items, .ctx = AST_Load);
    }
    return slice && accept(p, TOKEN_RSQB) ? slice : NULL;
}
