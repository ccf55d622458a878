/* The entry of the parser, its two passes, and its tools: tokens, nodes, lists. */
#include "compiler/parser.h"

#include <stdlib.h>
#include <string.h>

#include "compiler/parse.h"
#include "compiler/recursion.h"
#include "lexer/nfkc.h"

static const struct token no_memory_token = {.kind = TOKEN_ERROR};

/* Makes room for one more token. */
static bool grow_tokens(struct parser *p)
{
    if (p->n_tokens < p->tokens_capacity) {
        return true;
    }
    uint32_t capacity = p->tokens_capacity ? p->tokens_capacity * 2 : 256;
    struct token *tokens = realloc(p->tokens, capacity * sizeof *tokens);
    if (tokens) {
        p->tokens = tokens;
    }
    uint8_t *brackets = realloc(p->brackets, capacity);
    if (brackets) {
        p->brackets = brackets;
    }
    if (!tokens || !brackets) {
        stop_no_memory(p);
        return false;
    }
    p->tokens_capacity = capacity;
    return true;
}

void note_number(struct parser *p, const struct token *number)
{
    if (number->kind != TOKEN_NUMBER || !(number->flags & TOKEN_FLAG_JOINED_NUMBER)) {
        return;
    }
    const char *text = p->source->text + number->start;
    bool has_base = text[0] == '0' && number->end - number->start > 1;
    char letter = has_base ? (char)(text[1] | 0x20) : 'd';
    const char *kind = letter == 'x'                                      ? "hexadecimal"
                       : letter == 'o'                                    ? "octal"
                       : letter == 'b'                                    ? "binary"
                       : (p->source->text[number->end - 1] | 0x20) == 'j' ? "imaginary"
                                                                          : "decimal";
    int32_t line = (int32_t)number->line, column = (int32_t)number->end_column - 1;
    struct syntax_warning warning = {
        .line = line, .column = column, .end_line = line, .end_column = column};
    syntax_warning_add(p->warnings, warning, "invalid %s literal", kind);
}

/*
 * CPython gives a last line its end only in whole modules. Elsewhere nothing stands for a missing one; but where a single
 * statement is wanted, the end of the text is a NEWLINE first, even behind a true one: it ends a compound statement. So it
 * is again behind the DEDENTs that follow it.
 */
static void read_token(struct parser *p, struct token *token)
{
    lexer_next(&p->lexer, token);
    bool is_added = p->source->lacks_newline && token->kind == TOKEN_NEWLINE &&
                    token->start == p->source->size - 1;
    if (p->mode == PARSE_EVAL && is_added) {
        lexer_next(&p->lexer, token);
    }
    if (p->mode != PARSE_SINGLE) {
        return;
    }
    bool is_newline = is_added || (token->kind == TOKEN_END && p->is_in_statement);
    if (is_newline) {
        token->kind = TOKEN_NEWLINE;
        token->flags |= TOKEN_FLAG_NO_PLACE;
    }
    p->is_in_statement = !is_newline;
}

/* Reads tokens until number `next + n` is there. */
const struct token *token_further(struct parser *p, uint32_t n)
{
    while (p->next + n >= p->n_tokens) {
        if (!grow_tokens(p)) {
            return &no_memory_token;
        }
        struct token *token = &p->tokens[p->n_tokens];
        read_token(p, token);
        p->brackets[p->n_tokens++] = (uint8_t)p->lexer.n_brackets;
        if (token->kind == TOKEN_ERROR) {
            stop_lexer(p);
        }
        note_number(p, token);
    }
    if (p->next + n > p->furthest) {
        p->furthest = p->next + n;
        p->furthest_in_field = p->n_fields > 0;
    }
    return &p->tokens[p->next + n];
}

bool expect_forced(struct parser *p, enum token_kind kind)
{
    if (accept(p, kind)) {
        return true;
    }
    STOP_TOKEN(p, token_ahead(p, 0), "expected '%s'", token_kind_name(kind));
    return false;
}

bool token_is_text(const struct parser *p, const struct token *token, const char *text)
{
    size_t n = strlen(text);
    return token->end - token->start == n && memcmp(p->source->text + token->start, text, n) == 0;
}

bool enter_level(struct parser *p)
{
    if (++p->level > PARSE_MAX_LEVEL || !stack_is_left(p->stack_bound)) {
        stop_no_memory(p);
        return false;
    }
    return !p->stopped;
}

/* The deepest of a node's children, 0 if it has none. */
static unsigned children_depth(const struct ast *node)
{
    const struct ast_shape *shape = ast_shape(node->kind);
    unsigned depth = 0;
    for (unsigned i = 0; i < shape->n_fields; i++) {
        const struct ast_field *field = &shape->fields[i];
        if (field->type == FIELD_node) {
            const struct ast *child = ast_child(node, field);
            depth = child && child->depth > depth ? child->depth : depth;
        } else if (field->type == FIELD_list) {
            const struct ast_list *list = ast_children(node, field);
            for (uint32_t j = 0; j < list->n; j++) {
                const struct ast *child = list->items[j];
                depth = child && child->depth > depth ? child->depth : depth;
            }
        }
    }
    return depth;
}

/* A node ends behind the last token that is more than layout. */
static const struct token *last_visible(const struct parser *p)
{
    for (uint32_t i = p->next; i > 0; i--) {
        enum token_kind kind = p->tokens[i - 1].kind;
        if (kind != TOKEN_NEWLINE && kind != TOKEN_INDENT && kind != TOKEN_DEDENT &&
            kind != TOKEN_END) {
            return &p->tokens[i - 1];
        }
    }
    return &p->tokens[0];
}

struct ast *node_finish(struct parser *p, const struct ast *prototype, size_t size,
                        struct spot start)
{
    if (p->stopped) {
        return NULL;
    }
    struct ast *node = arena_alloc(p->arena, size);
    if (!node) {
        return stop_no_memory(p);
    }
    memcpy(node, prototype, size);
    unsigned depth = children_depth(node) + 1;
    if (depth > AST_MAX_DEPTH) {
        return stop_too_deep(p);
    }
    const struct token *last = last_visible(p);
    node->depth = (uint16_t)depth;
    node->lineno = start.line;
    node->col_offset = start.column;
    node->end_lineno = (int32_t)last->end_line;
    node->end_col_offset = (int32_t)last->end_column;
    return node;
}

bool list_push(struct parser *p, struct ast *item)
{
    if (p->stopped) {
        return false;
    }
    if (p->n_stack == p->stack_capacity) {
        uint32_t capacity = p->stack_capacity ? p->stack_capacity * 2 : 256;
        struct ast **stack = realloc(p->stack, capacity * sizeof *stack);
        if (!stack) {
            stop_no_memory(p);
            return false;
        }
        p->stack = stack;
        p->stack_capacity = capacity;
    }
    p->stack[p->n_stack++] = item;
    return true;
}

bool node_list_take(struct parser *p, uint32_t from, struct ast_list *list)
{
    uint32_t n = p->n_stack - from;
    struct ast **items = n ? arena_alloc_array(p->arena, n, sizeof *items) : NULL;
    if (n && !items) {
        stop_no_memory(p);
        return false;
    }
    if (n) {
        memcpy(items, p->stack + from, n * sizeof *items);
    }
    p->n_stack = from;
    *list = (struct ast_list){items, n};
    return true;
}

bool list_of(struct parser *p, struct ast *item, struct ast_list *list)
{
    uint32_t from = p->n_stack;
    return list_push(p, item) && node_list_take(p, from, list);
}

const char *name_of(struct parser *p, const struct token *token)
{
    const char *text = p->source->text + token->start;
    size_t n = token->end - token->start;
    if (token->flags & TOKEN_FLAG_NORMALISE) {
        buffer_clear(&p->text);
        if (!nfkc_append(&p->text, text, n)) {
            return stop_no_memory(p);
        }
        text = p->text.data;
        n = p->text.size;
    }
    const char *name = identifier_intern(p->identifiers, text, n);
    return name ? name : stop_no_memory(p);
}

const char *parse_name(struct parser *p)
{
    if (peek(p) != TOKEN_NAME) {
        return NULL;
    }
    const char *name = name_of(p, token_ahead(p, 0));
    advance(p);
    return name;
}

/* Does anything but white space and comments stand behind what was parsed? */
static bool is_more_text(const struct parser *p)
{
    const char *text = p->source->text + token_before(p)->end;
    for (;;) {
        text += strspn(text, " \t\n\f");
        if (*text != '#') {
            return *text != '\0';
        }
        text += strcspn(text, "\n");
    }
}

/* A compound statement and a NEWLINE; false: failed, at the beginning again unless stopped. */
static bool parse_compound_line(struct parser *p)
{
    struct mark mark = mark_here(p);
    if (!starts_compound(p)) {
        return false;
    }
    struct ast *statement = parse_compound(p);
    if (statement && accept(p, TOKEN_NEWLINE)) {
        return list_push(p, statement);
    }
    if (!p->stopped) {
        go_back(p, mark);
    }
    return false;
}

static struct ast *parse_interactive(struct parser *p)
{
    struct spot start = spot_here(p);
    struct ast_list body = {NULL, 0};
    uint32_t from = p->n_stack;
    if (!parse_compound_line(p) && (p->stopped || !parse_simple_line(p))) {
        return NULL;
    }
    if (is_more_text(p)) {
        p->is_final = true;
        return stop_last(p, SYNTAX_ERROR,
                         "multiple statements found while compiling a single statement");
    }
    return node_list_take(p, from, &body) ? NODE_NEW(p, Interactive, start, .body = body) : NULL;
}

static struct ast *parse_whole(struct parser *p)
{
    struct spot start = {1, 0};
    if (p->mode == PARSE_SINGLE) {
        return parse_interactive(p);
    }
    if (p->mode == PARSE_EVAL) {
        struct ast *body = parse_expressions(p);
        while (body && accept(p, TOKEN_NEWLINE)) {
        }
        return body && accept(p, TOKEN_END) ? NODE_NEW(p, Expression, start, .body = body) : NULL;
    }
    struct ast_list body;
    if (!parse_statements(p, &body) || !accept(p, TOKEN_END)) {
        return NULL;
    }
    return NODE_NEW(p, Module, start, .body = body);
}

/* The second pass: why there is no tree. */
static void diagnose(struct parser *p)
{
    uint32_t last = p->furthest;
    bool in_field = p->furthest_in_field;
    go_back(p, (struct mark){0, 0, 0, 0});
    p->diagnosing = true;
    parse_whole(p);
    if (!p->stopped) {
        stop_generic(p, last, in_field);
    }
}

/* Could more text change the token? The end of blocks at the end counts; so does a token that more characters, in place of
   the newline that was added, could belong to. */
static bool touches_end(const struct parser *p, const struct token *token)
{
    if (token->kind == TOKEN_END || (token->flags & TOKEN_FLAG_NO_PLACE)) {
        return true;
    }
    return token->end + p->source->lacks_newline >= p->source->size &&
           (p->source->lacks_newline || token->kind == TOKEN_DEDENT);
}

/* Before the second pass and the search for a weightier error further down, which read on. */
static void note_end(struct parser *p)
{
    const struct token *last = p->n_tokens == 0 ? NULL : &p->tokens[p->furthest];
    if (p->lexer.failed) {
        const struct lexer_error *e = &p->lexer.error;
        bool is_triple = e->code == LEXER_ERROR_UNTERMINATED_TRIPLE;
        bool is_line_cut = e->code == LEXER_ERROR_UNTERMINATED && p->source->lacks_newline &&
                           e->line == p->source->n_lines;
        p->error->is_in_string = is_triple || is_line_cut;
        p->error->is_in_token =
            is_triple || e->code == LEXER_ERROR_NEVER_CLOSED || e->code == LEXER_ERROR_END_OF_FILE;
        p->error->is_at_end = p->error->is_in_token || is_line_cut;
    } else if (last != NULL) {
        p->error->is_at_end = touches_end(p, last);
    }
}

struct ast *parse(struct arena *arena, struct identifiers *identifiers, const struct source *source,
                  enum parse_mode mode, const char *stack_bound, struct syntax_warnings *warnings,
                  struct syntax_error *error)
{
    struct parser *p = calloc(1, sizeof *p); /* large: the lexer's stacks */
    if (!p) {
        syntax_error_set(error, SYNTAX_NO_MEMORY, 0, -1, 0, -1, "out of memory");
        return NULL;
    }
    p->arena = arena;
    p->identifiers = identifiers;
    p->source = source;
    p->mode = mode;
    p->error = error;
    p->warnings = warnings;
    p->stack_bound = stack_bound;
    lexer_init(&p->lexer, source);
    p->lexer.is_open_ended = mode != PARSE_EXEC && source->lacks_newline;
    struct ast *tree = parse_whole(p);
    if (!tree) {
        note_end(p);
    }
    if (!tree && !p->stopped) {
        diagnose(p);
    }
    if (error->kind != SYNTAX_OK) {
        check_rest(p);
    }
    if (error->kind != SYNTAX_OK) {
        tree = NULL;
    }
    free(p->tokens);
    free(p->brackets);
    free(p->stack);
    buffer_free(&p->text);
    free(p);
    return tree;
}
