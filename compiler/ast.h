/*
 * The abstract syntax tree: structures from compiler/ast.def, allocated in one arena per compilation, immutable after
 * parsing. Every node begins with struct ast: its kind and where it stands (columns in UTF-8 bytes from 0, lines from 1).
 *
 * Identifiers are interned per compilation: equal text is the same pointer. They are NFKC-normalised UTF-8 without
 * mangling. Constants are text still; the code generator makes Values of them.
 */
#ifndef HASP_COMPILER_AST_H
#define HASP_COMPILER_AST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "runtime/base/assert.h"

enum ast_kind {
#define FIELD(type, name)
#define NODE(name, category, fields) AST_##name,
#include "compiler/ast.def"
#undef NODE
    AST_N_KINDS
};

struct ast {
    uint16_t kind;  /* enum ast_kind */
    uint16_t depth; /* levels of nodes below: passes recurse that deep; at most AST_MAX_DEPTH */
    int32_t lineno, col_offset, end_lineno, end_col_offset;
};

/* Passes recurse on the C stack (compiler/recursion.h); the parser refuses deeper trees, as CPython's passes do. */
enum { AST_MAX_DEPTH = 3000 };

struct ast_list {
    struct ast **items;
    uint32_t n;
};
struct ast_identifier_list {
    const char **items;
    uint32_t n;
};

enum ast_constant_kind {
    CONSTANT_NONE,
    CONSTANT_TRUE,
    CONSTANT_FALSE,
    CONSTANT_ELLIPSIS,
    CONSTANT_INT,       /* text: digits without prefix and underscores, `base` */
    CONSTANT_FLOAT,     /* text without underscores */
    CONSTANT_IMAGINARY, /* text without underscores and j */
    CONSTANT_STR,       /* decoded, WTF-8 */
    CONSTANT_BYTES,
    CONSTANT_VALUE /* of a tree that a script has made: what the others cannot say; kept alive elsewhere */
};
struct ast_constant {
    enum ast_constant_kind kind;
    int base;
    bool is_u; /* u'' */
    const char *text;
    size_t n;
    uint64_t bits; /* of a CONSTANT_VALUE */
};

/* In the order of enum binary_op of runtime/type.h; the names that ast uses are in ast.c. */
enum ast_operator {
    AST_Add,
    AST_Sub,
    AST_Mult,
    AST_MatMult,
    AST_Div,
    AST_FloorDiv,
    AST_Mod,
    AST_Pow,
    AST_LShift,
    AST_RShift,
    AST_BitAnd,
    AST_BitOr,
    AST_BitXor
};
enum ast_unary { AST_Invert, AST_Not, AST_UAdd, AST_USub };
enum ast_boolean { AST_And, AST_Or };
enum ast_context { AST_Load, AST_Store, AST_Del };
enum ast_compare {
    AST_Lt,
    AST_LtE,
    AST_Eq,
    AST_NotEq,
    AST_Gt,
    AST_GtE,
    AST_Is,
    AST_IsNot,
    AST_In,
    AST_NotIn
};
struct ast_compare_list {
    enum ast_compare *items;
    uint32_t n;
};

typedef struct ast *ast_expr, *ast_stmt, *ast_arguments, *ast_arg, *ast_pattern;
typedef struct ast *ast_optional_expr, *ast_optional_arg, *ast_optional_pattern;
typedef const char *ast_identifier, *ast_optional_identifier;
typedef struct ast_list ast_expr_list, ast_stmt_list, ast_handler_list, ast_keyword_list,
    ast_alias_list, ast_withitem_list, ast_comprehension_list, ast_arg_list, ast_case_list,
    ast_pattern_list, ast_type_param_list;
typedef struct ast_identifier_list ast_identifier_list;
typedef struct ast_constant ast_constant;
typedef enum ast_operator ast_operator;
typedef enum ast_unary ast_unary;
typedef enum ast_boolean ast_boolean;
typedef enum ast_context ast_context;
typedef struct ast_compare_list ast_compare_list;
typedef int ast_int, ast_optional_int;

/* struct ast_BinOp { struct ast base; ast_expr left; ... } and so on. */
#undef FIELD
#define FIELD(type, name) ast_##type name;
#define NODE(name, category, fields)                                                               \
    struct ast_##name {                                                                            \
        struct ast base;                                                                           \
        fields                                                                                     \
    };
#include "compiler/ast.def"
#undef NODE
#undef FIELD

/* AST(BinOp, node): the node as that structure. */
#define AST(name, node) (ASSERT((node)->kind == AST_##name), (struct ast_##name *)(node))

/* --- Any node by its table: for the printer, depths and passes that treat most kinds alike --- */

enum ast_field_type {
    FIELD_node, /* one node or NULL */
    FIELD_list, /* struct ast_list; its items may be NULL */
    FIELD_identifier,
    FIELD_identifier_list,
    FIELD_constant,
    FIELD_operator,
    FIELD_unary,
    FIELD_boolean,
    FIELD_context,
    FIELD_compare_list,
    FIELD_int
};
/* The kinds of nodes that may stand at the same places. */
enum ast_category {
    AST_NO_CATEGORY,
    AST_CATEGORY_mod,
    AST_CATEGORY_comprehension,
    AST_CATEGORY_arguments,
    AST_CATEGORY_withitem,
    AST_CATEGORY_match_case,
    AST_CATEGORY_stmt,
    AST_CATEGORY_expr,
    AST_CATEGORY_excepthandler,
    AST_CATEGORY_arg,
    AST_CATEGORY_keyword,
    AST_CATEGORY_alias,
    AST_CATEGORY_pattern,
    AST_CATEGORY_type_param,
    AST_CATEGORY_generic
};
struct ast_field {
    enum ast_field_type type;
    uint16_t offset;
    const char *name;
    enum ast_category category; /* of the node or the list's items */
    bool is_optional;
};
struct ast_shape {
    const char *name;
    uint16_t size;
    enum ast_category category;
    bool has_place; /* not modules, arguments, comprehensions, withitems and match_cases */
    uint16_t n_fields;
    struct ast_field fields[8];
};
const struct ast_shape *ast_shape(enum ast_kind kind);

/* The names, in the order of their enum, of what an operator, unary, boolean, context or compare_list may hold. */
struct ast_choices {
    uint32_t n;
    const char *names[13];
};
const struct ast_choices *ast_choices(enum ast_field_type type);

static inline struct ast *ast_child(const struct ast *node, const struct ast_field *field)
{
    return *(struct ast *const *)((const char *)node + field->offset);
}
static inline const struct ast_list *ast_children(const struct ast *node,
                                                  const struct ast_field *field)
{
    return (const struct ast_list *)((const char *)node + field->offset);
}

/* Prints what Python's ast.dump(tree, include_attributes=True) returns, and a newline. Floats stay as written. */
void ast_dump(FILE *out, const struct ast *tree);

#endif
