/* The shape of every node, from compiler/ast.def, and the printer that follows it. */
#include "compiler/ast.h"

#include <string.h>

#include "runtime/base/utf8.h"

/* The types of ast.def: TYPE(name, how it is stored, category of nodes, is it optional). */
#define ALL_TYPES                                                                                  \
    TYPE(expr, node, AST_CATEGORY_expr, false)                                                     \
    TYPE(stmt, node, AST_CATEGORY_stmt, false)                                                     \
    TYPE(arguments, node, AST_CATEGORY_arguments, false)                                           \
    TYPE(arg, node, AST_CATEGORY_arg, false)                                                       \
    TYPE(pattern, node, AST_CATEGORY_pattern, false)                                               \
    TYPE(optional_expr, node, AST_CATEGORY_expr, true)                                             \
    TYPE(optional_arg, node, AST_CATEGORY_arg, true)                                               \
    TYPE(optional_pattern, node, AST_CATEGORY_pattern, true)                                       \
    TYPE(expr_list, list, AST_CATEGORY_expr, false)                                                \
    TYPE(stmt_list, list, AST_CATEGORY_stmt, false)                                                \
    TYPE(handler_list, list, AST_CATEGORY_excepthandler, false)                                    \
    TYPE(keyword_list, list, AST_CATEGORY_keyword, false)                                          \
    TYPE(alias_list, list, AST_CATEGORY_alias, false)                                              \
    TYPE(withitem_list, list, AST_CATEGORY_withitem, false)                                        \
    TYPE(comprehension_list, list, AST_CATEGORY_comprehension, false)                              \
    TYPE(arg_list, list, AST_CATEGORY_arg, false)                                                  \
    TYPE(case_list, list, AST_CATEGORY_match_case, false)                                          \
    TYPE(pattern_list, list, AST_CATEGORY_pattern, false)                                          \
    TYPE(type_param_list, list, AST_CATEGORY_type_param, false)                                    \
    TYPE(identifier, identifier, AST_NO_CATEGORY, false)                                           \
    TYPE(optional_identifier, identifier, AST_NO_CATEGORY, true)                                   \
    TYPE(identifier_list, identifier_list, AST_NO_CATEGORY, false)                                 \
    TYPE(constant, constant, AST_NO_CATEGORY, false)                                               \
    TYPE(operator, operator, AST_NO_CATEGORY, false)                                               \
    TYPE(unary, unary, AST_NO_CATEGORY, false)                                                     \
    TYPE(boolean, boolean, AST_NO_CATEGORY, false)                                                 \
    TYPE(context, context, AST_NO_CATEGORY, false)                                                 \
    TYPE(compare_list, compare_list, AST_NO_CATEGORY, false)                                       \
    TYPE(int, int, AST_NO_CATEGORY, false)                                                         \
    TYPE(optional_int, int, AST_NO_CATEGORY, true)

#define TYPE(name, stored, category, is_optional)                                                  \
    STORED_##name = FIELD_##stored, ITEMS_##name = (category), OPTIONAL_##name = (is_optional),
enum { ALL_TYPES };
#undef TYPE

const struct ast_shape *ast_shape(enum ast_kind kind)
{
    switch (kind) {
#define FIELD(type, name)                                                                          \
    {(enum ast_field_type)STORED_##type, offsetof(self, name), #name,                              \
     (enum ast_category)ITEMS_##type, OPTIONAL_##type},
#define COUNT(...) (sizeof((struct ast_field[]){__VA_ARGS__}) / sizeof(struct ast_field))
#define NODE(node, group, fields_)                                                                 \
    case AST_##node: {                                                                             \
        typedef struct ast_##node self UNUSED;                                                     \
        static const struct ast_shape shape = {                                                    \
            .name = #node,                                                                         \
            .size = sizeof(self),                                                                  \
            .category = AST_CATEGORY_##group,                                                      \
            .has_place = AST_CATEGORY_##group > AST_CATEGORY_match_case,                           \
            .n_fields = COUNT(fields_),                                                            \
            .fields = {fields_},                                                                   \
        };                                                                                         \
        return &shape;                                                                             \
    }
#include "compiler/ast.def"
#undef NODE
#undef COUNT
#undef FIELD
    case AST_N_KINDS:
        break;
    }
    UNREACHABLE();
}

const struct ast_choices *ast_choices(enum ast_field_type type)
{
    static const struct ast_choices choices[] = {
        [FIELD_operator] = {13,
                            {"Add", "Sub", "Mult", "MatMult", "Div", "FloorDiv", "Mod", "Pow",
                             "LShift", "RShift", "BitAnd", "BitOr", "BitXor"}},
        [FIELD_unary] = {4, {"Invert", "Not", "UAdd", "USub"}},
        [FIELD_boolean] = {2, {"And", "Or"}},
        [FIELD_context] = {3, {"Load", "Store", "Del"}},
        [FIELD_compare_list] = {10,
                                {"Lt", "LtE", "Eq", "NotEq", "Gt", "GtE", "Is", "IsNot", "In",
                                 "NotIn"}},
    };
    return &choices[type];
}

/*
 * What repr shows as itself among the characters beyond ASCII is not known here: all are escaped.
 */
static void print_character(FILE *out, uint32_t c, char quote)
{
    if (c == (uint32_t)quote || c == '\\') {
        fprintf(out, "\\%c", (int)c);
    } else if (c == '\n' || c == '\r' || c == '\t') {
        fprintf(out, "\\%c", c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
    } else if (c < ' ' || (c >= 0x7f && c <= 0xff)) {
        fprintf(out, "\\x%02x", (unsigned)c);
    } else if (c < 0x7f) {
        fputc((int)c, out);
    } else {
        fprintf(out, c > 0xffff ? "\\U%08x" : "\\u%04x", (unsigned)c);
    }
}

static void print_text(FILE *out, const char *text, size_t n, bool is_bytes)
{
    char quote = memchr(text, '\'', n) && !memchr(text, '"', n) ? '"' : '\'';
    fprintf(out, "%s%c", is_bytes ? "b" : "", quote);
    for (size_t i = 0; i < n;) {
        unsigned length = 1;
        uint32_t c = is_bytes ? (unsigned char)text[i]
                              : (uint32_t)utf8_decode_surrogatepass(text + i, n - i, &length);
        print_character(out, c, quote);
        i += length;
    }
    fputc(quote, out);
}

static void print_constant(FILE *out, const struct ast_constant *constant)
{
    switch (constant->kind) {
    case CONSTANT_NONE:
        fputs("None", out);
        break;
    case CONSTANT_TRUE:
        fputs("True", out);
        break;
    case CONSTANT_FALSE:
        fputs("False", out);
        break;
    case CONSTANT_ELLIPSIS:
        fputs("Ellipsis", out);
        break;
    case CONSTANT_INT:
        fprintf(out, "%s%s",
                constant->base == 16  ? "0x"
                : constant->base == 8 ? "0o"
                : constant->base == 2 ? "0b"
                                      : "",
                constant->text);
        break;
    case CONSTANT_FLOAT:
        fputs(constant->text, out);
        break;
    case CONSTANT_IMAGINARY:
        fprintf(out, "%sj", constant->text);
        break;
    case CONSTANT_VALUE: /* not from a parser */
        fputs("<value>", out);
        break;
    case CONSTANT_STR:
    case CONSTANT_BYTES:
        print_text(out, constant->text, constant->n, constant->kind == CONSTANT_BYTES);
        break;
    }
}

static void print_identifier(FILE *out, const char *name)
{
    if (name) {
        print_text(out, name, strlen(name), false);
    } else {
        fputs("None", out);
    }
}

static void print_node(FILE *out, const struct ast *node);

static void print_list(FILE *out, const struct ast_list *list)
{
    fputc('[', out);
    for (uint32_t i = 0; i < list->n; i++) {
        fputs(i ? ", " : "", out);
        if (list->items[i]) {
            print_node(out, list->items[i]);
        } else {
            fputs("None", out);
        }
    }
    fputc(']', out);
}

static void print_names(FILE *out, const struct ast_identifier_list *list)
{
    fputc('[', out);
    for (uint32_t i = 0; i < list->n; i++) {
        fputs(i ? ", " : "", out);
        print_identifier(out, list->items[i]);
    }
    fputc(']', out);
}

static void print_compares(FILE *out, const struct ast_compare_list *list)
{
    fputc('[', out);
    for (uint32_t i = 0; i < list->n; i++) {
        fprintf(out, "%s%s()", i ? ", " : "",
                ast_choices(FIELD_compare_list)->names[list->items[i]]);
    }
    fputc(']', out);
}

static void print_field(FILE *out, const struct ast *node, const struct ast_field *field)
{
    const void *value = (const char *)node + field->offset;
    switch (field->type) {
    case FIELD_node:
        print_node(out, ast_child(node, field));
        break;
    case FIELD_list:
        print_list(out, value);
        break;
    case FIELD_identifier:
        print_identifier(out, *(const char *const *)value);
        break;
    case FIELD_identifier_list:
        print_names(out, value);
        break;
    case FIELD_constant:
        print_constant(out, value);
        break;
    case FIELD_operator:
    case FIELD_unary:
    case FIELD_boolean:
    case FIELD_context:
        fprintf(out, "%s()", ast_choices(field->type)->names[*(const int *)value]);
        break;
    case FIELD_compare_list:
        print_compares(out, value);
        break;
    case FIELD_int:
        fprintf(out, "%d", *(const int *)value);
        break;
    }
}

/* ast.dump leaves out optional fields that are None, but never a constant's value. */
static bool is_omitted(const struct ast *node, const struct ast_field *field)
{
    if (field->type == FIELD_node) {
        return !ast_child(node, field);
    }
    return field->type == FIELD_identifier &&
           !*(const char *const *)((const char *)node + field->offset);
}

static void print_node(FILE *out, const struct ast *node)
{
    const struct ast_shape *shape = ast_shape(node->kind);
    fprintf(out, "%s(", shape->name);
    const char *separator = "";
    for (unsigned i = 0; i < shape->n_fields; i++) {
        if (!is_omitted(node, &shape->fields[i])) {
            fprintf(out, "%s%s=", separator, shape->fields[i].name);
            print_field(out, node, &shape->fields[i]);
            separator = ", ";
        }
    }
    if (node->kind == AST_Constant && AST(Constant, node)->value.is_u) {
        fputs(", kind='u'", out);
    }
    if (node->kind == AST_Module) {
        fputs(", type_ignores=[]", out);
    }
    if (shape->has_place) {
        fprintf(out, "%slineno=%d, col_offset=%d, end_lineno=%d, end_col_offset=%d", separator,
                node->lineno, node->col_offset, node->end_lineno, node->end_col_offset);
    }
    fputc(')', out);
}

void ast_dump(FILE *out, const struct ast *tree)
{
    print_node(out, tree);
    fputc('\n', out);
}
