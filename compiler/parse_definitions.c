/* Functions, classes and their decorators. */
#include "compiler/parse.h"

static bool parse_decorators(struct parser *p, struct ast_list *decorators)
{
    uint32_t from = p->n_stack;
    while (accept(p, TOKEN_AT)) {
        struct ast *decorator = parse_named_expression(p);
        if (!decorator || !accept(p, TOKEN_NEWLINE) || !list_push(p, decorator)) {
            return false;
        }
    }
    return node_list_take(p, from, decorators);
}

static struct ast *parse_function(struct parser *p, struct ast_list decorators)
{
    struct spot start = spot_here(p);
    bool is_async = accept(p, TOKEN_ASYNC);
    uint32_t line = token_ahead(p, 0)->line;
    if (!accept(p, TOKEN_DEF)) {
        return NULL;
    }
    const char *name = parse_name(p);
    struct ast *parameters = NULL, *returns = NULL;
    struct ast_list body;
    if (!name || !expect_forced(p, TOKEN_LPAR) || !(parameters = parse_parameters(p, false)) ||
        !accept(p, TOKEN_RPAR)) {
        return NULL;
    }
    struct mark mark = mark_here(p);
    if (accept(p, TOKEN_ARROW) && !(returns = parse_expression(p))) {
        go_back(p, mark); /* to say that there should be a colon */
    }
    if (!expect_forced(p, TOKEN_COLON) || !parse_block(p, "function definition", line, &body)) {
        return NULL;
    }
    if (is_async) {
        return NODE_NEW(p, AsyncFunctionDef, start, .name = name, .args = parameters, .body = body,
                        .decorator_list = decorators, .returns = returns);
    }
    return NODE_NEW(p, FunctionDef, start, .name = name, .args = parameters, .body = body,
                    .decorator_list = decorators, .returns = returns);
}

static struct ast *parse_class(struct parser *p, struct ast_list decorators)
{
    struct spot start = spot_here(p);
    struct ast_list bases = {NULL, 0}, keywords = {NULL, 0}, body;
    advance(p);
    const char *name = parse_name(p);
    if (!name || (accept(p, TOKEN_LPAR) && !parse_arguments(p, true, &bases, &keywords)) ||
        !expect_colon(p) || !parse_block(p, "class definition", (uint32_t)start.line, &body)) {
        return NULL;
    }
    return NODE_NEW(p, ClassDef, start, .name = name, .bases = bases, .keywords = keywords,
                    .body = body, .decorator_list = decorators);
}

struct ast *parse_definition(struct parser *p)
{
    struct ast_list decorators;
    if (!parse_decorators(p, &decorators)) {
        return NULL;
    }
    return peek(p) == TOKEN_CLASS ? parse_class(p, decorators) : parse_function(p, decorators);
}
