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

/* The definition, in a node with its type parameters if it has any. */
static struct ast *with_type_parameters(struct parser *p, struct spot start, struct ast *definition,
                                        struct ast_list parameters)
{
    return parameters.n == 0 || definition == NULL
               ? definition
               : NODE_NEW(p, GenericDefinition, start, .type_params = parameters,
                          .definition = definition);
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
    struct ast_list type_parameters, body;
    if (!name || !parse_type_parameters(p, &type_parameters) || !expect_forced(p, TOKEN_LPAR) ||
        !(parameters = parse_parameters(p, false)) || !accept(p, TOKEN_RPAR)) {
        return NULL;
    }
    struct mark mark = mark_here(p);
    if (accept(p, TOKEN_ARROW) && !(returns = parse_expression(p))) {
        go_back(p, mark); /* to say that there should be a colon */
    }
    if (!expect_forced(p, TOKEN_COLON) || !parse_block(p, "function definition", line, &body)) {
        return NULL;
    }
    struct ast *function =
        is_async ? NODE_NEW(p, AsyncFunctionDef, start, .name = name, .args = parameters,
                            .body = body, .decorator_list = decorators, .returns = returns)
                 : NODE_NEW(p, FunctionDef, start, .name = name, .args = parameters, .body = body,
                            .decorator_list = decorators, .returns = returns);
    return with_type_parameters(p, start, function, type_parameters);
}

static struct ast *parse_class(struct parser *p, struct ast_list decorators)
{
    struct spot start = spot_here(p);
    struct ast_list bases = {NULL, 0}, keywords = {NULL, 0}, type_parameters, body;
    advance(p);
    const char *name = parse_name(p);
    if (!name || !parse_type_parameters(p, &type_parameters) ||
        (accept(p, TOKEN_LPAR) && !parse_arguments(p, true, &bases, &keywords)) ||
        !expect_colon(p) || !parse_block(p, "class definition", (uint32_t)start.line, &body)) {
        return NULL;
    }
    struct ast *class = NODE_NEW(p, ClassDef, start, .name = name, .bases = bases,
                                 .keywords = keywords, .body = body, .decorator_list = decorators);
    return with_type_parameters(p, start, class, type_parameters);
}

struct ast *parse_definition(struct parser *p)
{
    struct ast_list decorators;
    if (!parse_decorators(p, &decorators)) {
        return NULL;
    }
    return peek(p) == TOKEN_CLASS ? parse_class(p, decorators) : parse_function(p, decorators);
}
