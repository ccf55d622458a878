/* Syntax errors: where they stand and which of several wins. The rules are those that CPython's parser follows. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "compiler/parser_state.h"

struct span {
    int32_t line, column, end_line, end_column;
};

static struct span span_of_node(const struct ast *node)
{
    return (struct span){node->lineno, node->col_offset, node->end_lineno, node->end_col_offset};
}

/* The end of the text: its last line, behind the last character. -2: no end is known. */
static struct span span_of_end(const struct parser *p)
{
    uint32_t line = p->source->n_lines == 0 ? 1 : p->source->n_lines;
    size_t size;
    source_line(p->source, line, &size);
    return (struct span){(int32_t)line, (int32_t)size, (int32_t)line, -2};
}

static struct span span_of_token(const struct parser *p, uint32_t position)
{
    const struct token *token = &p->tokens[position];
    struct span span = {(int32_t)token->line, (int32_t)token->column, (int32_t)token->end_line,
                        (int32_t)token->end_column};
    switch (token->kind) {
    case TOKEN_NEWLINE:
        span.end_line = span.line;
        span.end_column = span.column;
        break;
    case TOKEN_INDENT:
        span.column = span.end_column - 1;
        span.end_column = -2;
        break;
    case TOKEN_DEDENT:
        if (token->start >= p->source->size) {
            return span_of_end(p);
        }
        span.column--;
        span.end_column = -2;
        break;
    case TOKEN_END:
        return span_of_end(p);
    default:
        break;
    }
    return span;
}

static void record(struct parser *p, enum syntax_error_kind kind, struct span at,
                   const char *format, va_list arguments)
{
    if (p->failed) {
        return;
    }
    p->failed = true;
    p->is_generic = false;
    if (p->is_trial) {
        return;
    }
    char message[sizeof p->error->message];
    vsnprintf(message, sizeof message, format, arguments);
    bool in_field = p->n_fields > 0 && strncmp(message, "f-string: ", 10) != 0;
    syntax_error_set(p->error, kind, at.line, at.column, at.end_line, at.end_column, "%s%s",
                     in_field ? "f-string: " : "", message);
}

void *parser_fail(struct parser *p)
{
    if (!p->failed) {
        p->failed = true;
        p->is_generic = true;
    }
    return NULL;
}

void *parser_fail_no_memory(struct parser *p)
{
    p->failed = true;
    p->is_generic = false;
    p->no_memory = true;
    syntax_error_set(p->error, SYNTAX_NO_MEMORY, 0, -1, 0, -1, "out of memory");
    return NULL;
}

void *parser_fail_node(struct parser *p, const struct ast *node, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    record(p, SYNTAX_ERROR, span_of_node(node), format, arguments);
    va_end(arguments);
    return NULL;
}

void *parser_fail_range(struct parser *p, const struct ast *first, const struct ast *last,
                        const char *format, ...)
{
    struct span span = span_of_node(first);
    span.end_line = last->end_lineno;
    span.end_column = last->end_col_offset;
    va_list arguments;
    va_start(arguments, format);
    record(p, SYNTAX_ERROR, span, format, arguments);
    va_end(arguments);
    return NULL;
}

void *parser_fail_tokens(struct parser *p, uint32_t first, uint32_t last, const char *format, ...)
{
    struct span span = span_of_token(p, first);
    struct span end = span_of_token(p, last);
    span.end_line = end.end_line;
    span.end_column = end.end_column;
    va_list arguments;
    va_start(arguments, format);
    record(p, SYNTAX_ERROR, span, format, arguments);
    va_end(arguments);
    return NULL;
}

static void record_message(struct parser *p, struct span at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    record(p, SYNTAX_ERROR, at, format, arguments);
    va_end(arguments);
}

void *parser_fail_from(struct parser *p, const struct ast *node, const char *message)
{
    struct span span = span_of_node(node);
    struct span end = span_of_token(p, p->furthest);
    span.end_line = end.end_line;
    span.end_column = end.end_column;
    record_message(p, span, "%s", message);
    return NULL;
}

void *parser_fail_here(struct parser *p, bool is_indentation, const char *format, ...)
{
    parser_kind(p);
    if (parser_token(p)->kind == TOKEN_ERROR) {
        return parser_fail(p);
    }
    va_list arguments;
    va_start(arguments, format);
    record(p, is_indentation ? SYNTAX_INDENTATION_ERROR : SYNTAX_ERROR,
           span_of_token(p, p->position), format, arguments);
    va_end(arguments);
    return NULL;
}

struct ast *parser_try(struct parser *p, parse_function *parse)
{
    if (p->failed) {
        return NULL;
    }
    struct parser saved = *p;
    p->is_trial = true;
    struct ast *node = parse(p);
    p->is_trial = saved.is_trial;
    p->furthest = saved.furthest;
    p->depth = saved.depth;
    p->n_fields = saved.n_fields;
    p->n_items = saved.n_items;
    if (node == NULL || p->failed) {
        p->position = saved.position;
        p->failed = p->error->kind != SYNTAX_OK; /* too deep, no memory */
        p->is_generic = false;
        return NULL;
    }
    return node;
}

/* Which error wins */

static void use_lexer_error(struct parser *p)
{
    const struct lexer_error *found = &p->lexer_error;
    const char *class = lexer_error_class(found);
    enum syntax_error_kind kind = strcmp(class, "IndentationError") == 0 ? SYNTAX_INDENTATION_ERROR
                                  : strcmp(class, "TabError") == 0       ? SYNTAX_TAB_ERROR
                                  : strcmp(class, "MemoryError") == 0    ? SYNTAX_NO_MEMORY
                                                                         : SYNTAX_ERROR;
    char message[sizeof p->error->message];
    lexer_error_message(found, p->source->filename, message, sizeof message);
    p->error->kind = SYNTAX_OK;
    syntax_error_set(p->error, kind, (int32_t)found->line, found->column, (int32_t)found->end_line,
                     found->end_column, "%s", message);
}

static void record_generic(struct parser *p)
{
    struct span at = span_of_token(p, p->furthest);
    const char *prefix = p->n_fields > 0 ? "f-string: " : "";
    syntax_error_set(p->error, SYNTAX_ERROR, at.line, at.column, at.end_line, at.end_column,
                     "%sinvalid syntax", prefix);
}

static bool record_indentation(struct parser *p)
{
    uint8_t kind = p->tokens[p->furthest].kind;
    if (kind != TOKEN_INDENT && kind != TOKEN_DEDENT) {
        return false;
    }
    struct span at = span_of_token(p, p->furthest);
    syntax_error_set(p->error, SYNTAX_INDENTATION_ERROR, at.line, at.column, at.end_line,
                     at.end_column, "unexpected %s", kind == TOKEN_INDENT ? "indent" : "unindent");
    return true;
}

void parser_finish_error(struct parser *p)
{
    enum syntax_error_kind kind = p->error->kind;
    if (kind == SYNTAX_TOO_DEEP || kind == SYNTAX_NO_MEMORY) {
        return;
    }
    if (p->is_generic) {
        if (p->tokens[p->furthest].kind == TOKEN_ERROR) {
            use_lexer_error(p);
            return;
        }
        if (record_indentation(p)) {
            return;
        }
        record_generic(p);
    }
    const struct lexer_error *found = &p->lexer_error;
    if (found->code != LEXER_OK && (found->code != LEXER_ERROR_NEVER_CLOSED ||
                                    p->tokens[p->reached].line > found->line)) {
        use_lexer_error(p);
    }
}

/* Names and targets */

static const char *constant_name(const struct ast_constant *constant)
{
    switch (constant->kind) {
    case CONSTANT_NONE:
        return "None";
    case CONSTANT_TRUE:
        return "True";
    case CONSTANT_FALSE:
        return "False";
    case CONSTANT_ELLIPSIS:
        return "ellipsis";
    default:
        return "literal";
    }
}

const char *parser_expression_name(const struct ast *node)
{
    static const char *const names[AST_N_KINDS] = {
        [AST_Attribute] = "attribute",
        [AST_Subscript] = "subscript",
        [AST_Starred] = "starred",
        [AST_Name] = "name",
        [AST_List] = "list",
        [AST_Tuple] = "tuple",
        [AST_Lambda] = "lambda",
        [AST_Call] = "function call",
        [AST_BoolOp] = "expression",
        [AST_BinOp] = "expression",
        [AST_UnaryOp] = "expression",
        [AST_GeneratorExp] = "generator expression",
        [AST_Yield] = "yield expression",
        [AST_YieldFrom] = "yield expression",
        [AST_Await] = "await expression",
        [AST_ListComp] = "list comprehension",
        [AST_SetComp] = "set comprehension",
        [AST_DictComp] = "dict comprehension",
        [AST_Dict] = "dict literal",
        [AST_Set] = "set display",
        [AST_JoinedStr] = "f-string expression",
        [AST_FormattedValue] = "f-string expression",
        [AST_Compare] = "comparison",
        [AST_IfExp] = "conditional expression",
        [AST_NamedExpr] = "named expression",
    };
    if (node->kind == AST_Constant) {
        return constant_name(&AST(Constant, node)->value);
    }
    return names[node->kind] != NULL ? names[node->kind] : "expression";
}

static struct ast *invalid_item(const struct ast_list *items, enum target_kind kind)
{
    for (uint32_t i = 0; i < items->n; i++) {
        struct ast *invalid = parser_invalid_target(items->items[i], kind);
        if (invalid != NULL) {
            return invalid;
        }
    }
    return NULL;
}

struct ast *parser_invalid_target(struct ast *node, enum target_kind kind)
{
    switch (node->kind) {
    case AST_List:
        return invalid_item(&AST(List, node)->elts, kind);
    case AST_Tuple:
        return invalid_item(&AST(Tuple, node)->elts, kind);
    case AST_Starred:
        return kind == TARGET_DEL ? node : parser_invalid_target(AST(Starred, node)->value, kind);
    case AST_Compare:
        if (kind != TARGET_FOR) {
            return node;
        }
        return AST(Compare, node)->ops.items[0] == AST_In
                   ? parser_invalid_target(AST(Compare, node)->left, kind)
                   : NULL;
    case AST_Name:
    case AST_Subscript:
    case AST_Attribute:
        return NULL;
    default:
        return node;
    }
}

void *parser_fail_target(struct parser *p, struct ast *node, enum target_kind kind)
{
    struct ast *invalid = parser_invalid_target(node, kind);
    if (invalid == NULL) {
        return parser_fail(p);
    }
    return parser_fail_node(p, invalid, "cannot %s %s", kind == TARGET_DEL ? "delete" : "assign to",
                            parser_expression_name(invalid));
}

static bool set_items(const struct ast_list *items, enum ast_context context)
{
    for (uint32_t i = 0; i < items->n; i++) {
        if (!parser_set_context(items->items[i], context)) {
            return false;
        }
    }
    return true;
}

bool parser_set_context(struct ast *node, enum ast_context context)
{
    switch (node->kind) {
    case AST_Name:
        AST(Name, node)->ctx = context;
        return true;
    case AST_Attribute:
        AST(Attribute, node)->ctx = context;
        return true;
    case AST_Subscript:
        AST(Subscript, node)->ctx = context;
        return true;
    case AST_List:
        AST(List, node)->ctx = context;
        return set_items(&AST(List, node)->elts, context);
    case AST_Tuple:
        AST(Tuple, node)->ctx = context;
        return set_items(&AST(Tuple, node)->elts, context);
    case AST_Starred:
        AST(Starred, node)->ctx = context;
        return context == AST_Store && AST(Starred, node)->value->kind != AST_Starred &&
               parser_set_context(AST(Starred, node)->value, context);
    default:
        return false;
    }
}
