/* What the code generator warns of: expressions that cannot mean what they say. */
#include <stdio.h>
#include <string.h>

#include "compiler/gen.h"

static void warn(struct unit *u, const struct ast *at, const char *message)
{
    struct syntax_warning warning = {.line = at->lineno,
                                     .column = at->col_offset,
                                     .end_line = at->end_lineno,
                                     .end_column = at->end_col_offset};
    syntax_warning_add(&u->c->warnings, warning, "%s", message);
}

/* --- Types that are known beforehand --- */

static const char *constant_type(const struct ast_constant *constant)
{
    if (constant->kind == CONSTANT_VALUE) {
        return value_type(value_from_bits(constant->bits))->name;
    }
    static const char *const names[] = {
        [CONSTANT_NONE] = "NoneType",     [CONSTANT_TRUE] = "bool", [CONSTANT_FALSE] = "bool",
        [CONSTANT_ELLIPSIS] = "ellipsis", [CONSTANT_INT] = "int",   [CONSTANT_FLOAT] = "float",
        [CONSTANT_IMAGINARY] = "complex", [CONSTANT_STR] = "str",   [CONSTANT_BYTES] = "bytes"};
    return names[constant->kind];
}

/* The name of the type of a literal, a display or a lambda; NULL: not known. */
static const char *known_type(struct unit *u, struct ast *e)
{
    static const char *const names[AST_N_KINDS] = {
        [AST_Tuple] = "tuple",   [AST_List] = "list",         [AST_ListComp] = "list",
        [AST_Dict] = "dict",     [AST_DictComp] = "dict",     [AST_Set] = "set",
        [AST_SetComp] = "set",   [AST_Lambda] = "function",   [AST_GeneratorExp] = "generator",
        [AST_JoinedStr] = "str", [AST_FormattedValue] = "str"};
    Value v;
    switch (e->kind) {
    case AST_Constant:
        return constant_type(&AST(Constant, e)->value);
    case AST_UnaryOp:
    case AST_BinOp:
        return gen_constant_value(u, e, &v) ? value_type(v)->name : NULL;
    default:
        return names[e->kind];
    }
}

static bool is_one_of(const char *name, const char *const *names)
{
    while (*names != NULL && strcmp(name, *names) != 0) {
        names++;
    }
    return *names != NULL;
}

/* --- is, is not --- */

static bool is_literal(struct unit *u, struct ast *e)
{
    static const char *const singletons[] = {"NoneType", "bool", "ellipsis", NULL};
    Value v;
    bool is_constant = e->kind == AST_Constant || gen_constant_value(u, e, &v);
    return is_constant && !is_one_of(known_type(u, e), singletons);
}

void warn_compare(struct unit *u, const struct ast *e)
{
    const struct ast_Compare *compare = (const struct ast_Compare *)e;
    struct ast *left = compare->left;
    for (uint32_t i = 0; i < compare->ops.n; i++) {
        struct ast *right = compare->comparators.items[i];
        enum ast_compare op = compare->ops.items[i];
        if ((op == AST_Is || op == AST_IsNot) && (is_literal(u, left) || is_literal(u, right))) {
            warn(u, e,
                 op == AST_Is ? "\"is\" with a literal. Did you mean \"==\"?"
                              : "\"is not\" with a literal. Did you mean \"!=\"?");
            return; /* once for a chain */
        }
        left = right;
    }
}

/* --- Calls, subscripts, assertions --- */

void warn_call(struct unit *u, const struct ast *e, struct ast *callee)
{
    const char *type = callee->kind == AST_Lambda ? NULL : known_type(u, callee);
    char message[256];
    if (type != NULL) {
        snprintf(message, sizeof message,
                 "'%s' object is not callable; perhaps you missed a comma?", type);
        warn(u, e, message);
    }
}

/* Subscripted, these raise; dicts take any key, and a list or its like an int. */
void warn_subscript(struct unit *u, const struct ast *e, struct ast *container, struct ast *index)
{
    static const char *const not_subscriptable[] = {"NoneType", "bool",    "ellipsis", "int",
                                                    "float",    "complex", "set",      "generator",
                                                    "function", NULL};
    static const char *const sequences[] = {"str", "bytes", "tuple", "list", NULL};
    static const char *const ints[] = {"int", "bool", NULL};
    const char *type = known_type(u, container), *index_type = known_type(u, index);
    char message[256];
    if (type == NULL) {
        return;
    }
    if (is_one_of(type, not_subscriptable)) {
        snprintf(message, sizeof message,
                 "'%s' object is not subscriptable; perhaps you missed a comma?", type);
        warn(u, e, message);
    } else if (is_one_of(type, sequences) && index_type != NULL && !is_one_of(index_type, ints)) {
        snprintf(message, sizeof message,
                 "%s indices must be integers or slices, not %s; perhaps you missed a comma?", type,
                 index_type);
        warn(u, e, message);
    }
}

void warn_assert(struct unit *u, const struct ast *s, const struct ast *test)
{
    if (test->kind == AST_Tuple && ((const struct ast_Tuple *)test)->elts.n > 0) {
        warn(u, s, "assertion is always true, perhaps remove parentheses?");
    }
}
