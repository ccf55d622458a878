/* Type parameters (PEP 695), and the type statement. `type` is a name everywhere else. */
#include "compiler/parse.h"

/* `*Ts: int` and `**P: int`, whose type is `what`. */
static struct ast *stop_bound(struct parser *p, const char *what)
{
    uint32_t at = p->next;
    advance(p);
    struct ast *bound = parse_expression(p);
    if (bound && !p->stopped) {
        STOP_FROM(p, &p->tokens[at], "cannot use %s with %s",
                  bound->kind == AST_Tuple ? "constraints" : "bound", what);
    }
    return NULL;
}

static struct ast *parse_type_parameter(struct parser *p)
{
    struct spot start = spot_here(p);
    bool is_tuple = accept(p, TOKEN_STAR), is_paramspec = !is_tuple && accept(p, TOKEN_DOUBLE_STAR);
    const char *name = parse_name(p);
    struct ast *bound = NULL;
    if (!name) {
        return NULL;
    }
    if (is_tuple || is_paramspec) {
        return peek(p) == TOKEN_COLON ? stop_bound(p, is_tuple ? "TypeVarTuple" : "ParamSpec")
               : is_tuple             ? NODE_NEW(p, TypeVarTuple, start, .name = name)
                                      : NODE_NEW(p, ParamSpec, start, .name = name);
    }
    if (accept(p, TOKEN_COLON) && !(bound = parse_expression(p))) {
        return NULL;
    }
    return NODE_NEW(p, TypeVar, start, .name = name, .bound = bound);
}

static bool parse_parameters_in_brackets(struct parser *p, struct ast_list *list)
{
    uint32_t from = p->n_stack;
    advance(p);
    do {
        struct ast *parameter = parse_type_parameter(p);
        if (!parameter || !list_push(p, parameter)) {
            return false;
        }
    } while (accept(p, TOKEN_COMMA) && peek(p) != TOKEN_RSQB);
    return accept(p, TOKEN_RSQB) && node_list_take(p, from, list);
}

bool parse_type_parameters(struct parser *p, struct ast_list *list)
{
    *list = (struct ast_list){NULL, 0};
    if (peek(p) != TOKEN_LSQB) {
        return true;
    }
    struct mark mark = mark_here(p);
    if (parse_parameters_in_brackets(p, list)) {
        return true;
    }
    if (!p->stopped) {
        go_back(p, mark);
    }
    return !p->stopped;
}

/* Errors stand where they do without looking this far. */
bool starts_type_alias(struct parser *p)
{
    uint32_t furthest = p->furthest;
    bool in_field = p->furthest_in_field;
    if (peek_is_text(p, "type") && peek_ahead(p, 1) == TOKEN_NAME &&
        (peek_ahead(p, 2) == TOKEN_ASSIGN || peek_ahead(p, 2) == TOKEN_LSQB)) {
        return true;
    }
    p->furthest = furthest;
    p->furthest_in_field = in_field;
    return false;
}

struct ast *parse_type_alias(struct parser *p)
{
    struct spot start = spot_here(p);
    advance(p);
    struct spot at = spot_here(p);
    const char *id = parse_name(p);
    struct ast *name = id ? NODE_NEW(p, Name, at, .id = id, .ctx = AST_Store) : NULL;
    struct ast_list parameters;
    if (!name || !parse_type_parameters(p, &parameters) || !accept(p, TOKEN_ASSIGN)) {
        return NULL;
    }
    struct ast *value = parse_expression(p);
    return value ? NODE_NEW(p, TypeAlias, start, .name = name, .type_params = parameters,
                            .value = value)
                 : NULL;
}
