/* Names of kinds and operators, and the depth of nodes, all from compiler/ast.def. */
#include "compiler/ast.h"

const char *ast_kind_name(enum ast_kind kind)
{
    static const char *const names[] = {
#define FIELD(type, name)
#define NODE(name, category, fields) #name,
#include "compiler/ast.def"
#undef NODE
#undef FIELD
    };
    return names[kind];
}

const char *ast_operator_name(enum ast_operator operator)
{
    static const char *const names[] = {"Add",    "Sub",    "Mult",   "MatMult", "Div",
                                        "FloorDiv", "Mod",  "Pow",    "LShift",  "RShift",
                                        "BitAnd", "BitOr",  "BitXor"};
    return names[operator];
}

const char *ast_unary_name(enum ast_unary operator)
{
    static const char *const names[] = {"Invert", "Not", "UAdd", "USub"};
    return names[operator];
}

const char *ast_boolean_name(enum ast_boolean operator)
{
    static const char *const names[] = {"And", "Or"};
    return names[operator];
}

const char *ast_context_name(enum ast_context context)
{
    static const char *const names[] = {"Load", "Store", "Del"};
    return names[context];
}

const char *ast_compare_name(enum ast_compare operator)
{
    static const char *const names[] = {"Lt", "LtE", "Eq", "NotEq", "Gt",
                                        "GtE", "Is", "IsNot", "In", "NotIn"};
    return names[operator];
}

static uint32_t deeper(uint32_t depth, const struct ast *child)
{
    return child != NULL && child->depth >= depth ? child->depth + 1u : depth;
}

static uint32_t deeper_list(uint32_t depth, const struct ast_list *list)
{
    for (uint32_t i = 0; i < list->n; i++) {
        depth = deeper(depth, list->items[i]);
    }
    return depth;
}

/* What a field of each type adds; fields without nodes add nothing. */
#define DEPTH_expr(name) depth = deeper(depth, n->name);
#define DEPTH_arguments(name) DEPTH_expr(name)
#define DEPTH_arg(name) DEPTH_expr(name)
#define DEPTH_pattern(name) DEPTH_expr(name)
#define DEPTH_expr_list(name) depth = deeper_list(depth, &n->name);
#define DEPTH_stmt_list(name) DEPTH_expr_list(name)
#define DEPTH_handler_list(name) DEPTH_expr_list(name)
#define DEPTH_keyword_list(name) DEPTH_expr_list(name)
#define DEPTH_alias_list(name) DEPTH_expr_list(name)
#define DEPTH_withitem_list(name) DEPTH_expr_list(name)
#define DEPTH_comprehension_list(name) DEPTH_expr_list(name)
#define DEPTH_arg_list(name) DEPTH_expr_list(name)
#define DEPTH_case_list(name) DEPTH_expr_list(name)
#define DEPTH_pattern_list(name) DEPTH_expr_list(name)
#define DEPTH_identifier(name)
#define DEPTH_identifier_list(name)
#define DEPTH_constant(name)
#define DEPTH_operator(name)
#define DEPTH_unary(name)
#define DEPTH_boolean(name)
#define DEPTH_context(name)
#define DEPTH_compare_list(name)
#define DEPTH_int(name)

uint32_t ast_measure(const struct ast *node)
{
    uint32_t depth = 0;
    switch ((enum ast_kind)node->kind) {
#define FIELD(type, name) DEPTH_##type(name)
#define NODE(name, category, fields)                                  \
    case AST_##name: {                                                \
        const struct ast_##name *n = (const struct ast_##name *)node; \
        (void)n;                                                      \
        fields break;                                                 \
    }
#include "compiler/ast.def"
#undef NODE
#undef FIELD
    case AST_N_KINDS:
        UNREACHABLE();
    }
    return depth;
}
