/* The parser's entry and its tools: tokens, nodes, lists. Errors are in parser_error.c. */
#include "compiler/parser.h"

#include <stdlib.h>
#include <string.h>

#include "compiler/parser_state.h"
#include "lexer/nfkc.h"

/* Tokens */

static bool reserve_tokens(struct parser *p, uint32_t *capacity)
{
    if (p->n_tokens < *capacity) {
        return true;
    }
    *capacity = *capacity == 0 ? 256 : *capacity * 2;
    struct token *tokens = realloc(p->tokens, *capacity * sizeof *tokens);
    p->tokens = tokens != NULL ? tokens : p->tokens;
    uint8_t *levels = realloc(p->levels, *capacity);
    p->levels = levels != NULL ? levels : p->levels;
    return tokens != NULL && levels != NULL;
}

/* Reads all tokens. The lexer is large, so it lives only here. */
static NOINLINE bool read_tokens(struct parser *p)
{
    struct lexer lexer;
    lexer_init(&lexer, p->source);
    uint32_t capacity = 0;
    struct token token;
    do {
        lexer_next(&lexer, &token);
        if (!reserve_tokens(p, &capacity)) {
            return false;
        }
        p->levels[p->n_tokens] = (uint8_t)lexer.n_brackets;
        p->tokens[p->n_tokens++] = token;
    } while (token.kind != TOKEN_END && token.kind != TOKEN_ERROR);
    p->lexer_error = lexer.error;
    return true;
}

bool parser_expect(struct parser *p, enum token_kind kind)
{
    return parser_accept(p, kind) || parser_fail(p) != NULL;
}

bool parser_force(struct parser *p, enum token_kind kind)
{
    if (parser_accept(p, kind)) {
        return true;
    }
    parser_fail_here(p, false, "expected '%s'", token_kind_name(kind));
    return false;
}

bool parser_at_word(const struct parser *p, uint32_t position, const char *word)
{
    const struct token *token = &p->tokens[position];
    size_t size = strlen(word);
    return token->kind == TOKEN_NAME && token->end - token->start == size &&
           memcmp(p->source->text + token->start, word, size) == 0;
}

static const char *intern_normalised(struct parser *p, const char *text, size_t size)
{
    struct buffer name = BUFFER_EMPTY;
    const char *result = NULL;
    if (nfkc_append(&name, text, size)) {
        result = identifier_intern(p->identifiers, name.data, name.size);
    }
    buffer_free(&name);
    return result;
}

const char *parser_name(struct parser *p)
{
    if (parser_kind(p) != TOKEN_NAME) {
        return parser_fail(p);
    }
    const struct token *token = parser_token(p);
    const char *text = p->source->text + token->start;
    size_t size = token->end - token->start;
    const char *name = token->flags & TOKEN_FLAG_NORMALISE
                           ? intern_normalised(p, text, size)
                           : identifier_intern(p->identifiers, text, size);
    if (name == NULL) {
        return parser_fail_no_memory(p);
    }
    parser_advance(p);
    return name;
}

bool parser_starts_expression(uint8_t kind)
{
    switch (kind) {
    case TOKEN_NAME:
    case TOKEN_NUMBER:
    case TOKEN_STRING:
    case TOKEN_FSTRING_START:
    case TOKEN_LPAR:
    case TOKEN_LSQB:
    case TOKEN_LBRACE:
    case TOKEN_ELLIPSIS:
    case TOKEN_TILDE:
    case TOKEN_PLUS:
    case TOKEN_MINUS:
    case TOKEN_FALSE:
    case TOKEN_NONE:
    case TOKEN_TRUE:
    case TOKEN_AWAIT:
    case TOKEN_LAMBDA:
    case TOKEN_NOT:
        return true;
    default:
        return false;
    }
}

/* Nodes */

void *parser_new_at(struct parser *p, enum ast_kind kind, size_t size, const struct ast *start)
{
    ASSERT(size <= sizeof p->spare);
    struct ast *node = arena_alloc(p->arena, size);
    if (node == NULL) {
        parser_fail_no_memory(p);
        node = memset(p->spare, 0, sizeof p->spare);
    }
    node->kind = (uint16_t)kind;
    node->lineno = start->lineno;
    node->col_offset = start->col_offset;
    return node;
}

void *parser_new(struct parser *p, enum ast_kind kind, size_t size, uint32_t start)
{
    const struct token *token = &p->tokens[start];
    struct ast place = {.lineno = (int32_t)token->line, .col_offset = (int32_t)token->column};
    return parser_new_at(p, kind, size, &place);
}

struct ast *parser_measure(struct parser *p, void *finished)
{
    struct ast *node = finished;
    uint32_t depth = ast_measure(node);
    if (depth > AST_MAX_DEPTH) {
        p->failed = true;
        syntax_error_set(p->error, SYNTAX_TOO_DEEP, 0, -1, 0, -1,
                         "maximum recursion depth exceeded during compilation");
        return NULL;
    }
    node->depth = (uint16_t)depth;
    return p->failed ? NULL : node;
}

struct ast *parser_done(struct parser *p, void *finished)
{
    struct ast *node = finished;
    const struct token *last = &p->tokens[p->position == 0 ? 0 : p->position - 1];
    node->end_lineno = (int32_t)last->end_line;
    node->end_col_offset = (int32_t)last->end_column;
    return parser_measure(p, node);
}

/* Lists */

void parser_push(struct parser *p, void *node)
{
    if (p->n_items == p->item_capacity) {
        uint32_t capacity = p->item_capacity == 0 ? 64 : p->item_capacity * 2;
        struct ast **items = realloc(p->items, capacity * sizeof *items);
        if (items == NULL) {
            parser_fail_no_memory(p);
            return;
        }
        p->items = items;
        p->item_capacity = capacity;
    }
    p->items[p->n_items++] = node;
}

struct ast_list parser_take(struct parser *p, uint32_t mark)
{
    uint32_t n = p->n_items > mark ? p->n_items - mark : 0;
    struct ast_list list = {NULL, 0};
    if (n > 0) {
        list.items = arena_alloc_array(p->arena, n, sizeof *list.items);
        if (list.items == NULL) {
            parser_fail_no_memory(p);
        } else {
            memcpy(list.items, p->items + mark, n * sizeof *list.items);
            list.n = n;
        }
    }
    p->n_items = mark;
    return list;
}

struct ast_identifier_list parser_take_names(struct parser *p, uint32_t mark)
{
    static_assert(sizeof(const char *) == sizeof(struct ast *), "one stack for both");
    struct ast_list list = parser_take(p, mark);
    return (struct ast_identifier_list){(const char **)(void *)list.items, list.n};
}

/* Modes */

static struct ast *parse_module(struct parser *p)
{
    struct ast_Module *module = NEW(p, Module, 0);
    uint32_t mark = parser_mark(p);
    while (parser_kind(p) != TOKEN_END) {
        if (!parse_statement(p)) {
            return NULL;
        }
    }
    module->body = parser_take(p, mark);
    return parser_done(p, module);
}

static struct ast *parse_eval(struct parser *p)
{
    struct ast_Expression *tree = NEW(p, Expression, 0);
    tree->body = parse_star_expressions(p);
    if (tree->body == NULL) {
        return NULL;
    }
    while (parser_accept(p, TOKEN_NEWLINE)) {
    }
    return parser_expect(p, TOKEN_END) ? parser_done(p, tree) : NULL;
}

/* One compound statement, or one line of simple ones; blank lines and comments may follow, nothing else. */
static struct ast *parse_single(struct parser *p)
{
    struct ast_Interactive *tree = NEW(p, Interactive, 0);
    uint32_t mark = parser_mark(p);
    if (parser_kind(p) == TOKEN_END) {
        return parser_fail(p);
    }
    bool is_compound = parser_at_compound(p);
    if (!parse_statement(p)) {
        return NULL;
    }
    uint32_t last = p->position - 1;
    if (parser_kind(p) != TOKEN_END) {
        return is_compound ? parser_fail(p)
                           : parser_fail_tokens(p, last, last,
                                                "multiple statements found while compiling a "
                                                "single statement");
    }
    tree->body = parser_take(p, mark);
    return parser_done(p, tree);
}

struct ast *parse(struct arena *arena, struct identifiers *identifiers, const struct source *source,
                  enum parse_mode mode, struct syntax_error *error)
{
    struct parser parser = {
        .arena = arena, .identifiers = identifiers, .source = source, .error = error};
    struct parser *p = &parser;
    *error = (struct syntax_error){.kind = SYNTAX_OK};
    struct ast *tree = NULL;
    if (!read_tokens(p)) {
        parser_fail_no_memory(p);
    } else {
        tree = mode == PARSE_EXEC   ? parse_module(p)
               : mode == PARSE_EVAL ? parse_eval(p)
                                    : parse_single(p);
        if (p->failed || tree == NULL) {
            tree = NULL;
            parser_finish_error(p);
        }
    }
    free(p->tokens);
    free(p->levels);
    free(p->items);
    return tree;
}
