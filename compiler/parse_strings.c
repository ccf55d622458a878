/*
 * Strings: neighbouring literals are one, and f-strings become JoinedStr with the places that
 * CPython gives.
 */
#include "compiler/parse.h"

#include <stdio.h>

#include "lexer/literal.h"

/*
 * A run of literals under construction. Its text gathers in `text` until a replacement field or
 * the end, so that
 * neighbouring pieces become one Constant and empty ones none.
 */
struct run {
    struct buffer text;
    struct spot start;
    uint32_t end;                 /* number of the token behind it */
    int32_t end_line, end_column; /* of the whole run: all its nodes lie there */
    struct spot part_start;       /* of one f-string in it: format specifications lie there */
    int32_t part_end_line, part_end_column;
    bool is_bytes, is_u, is_formatted;
};

/* Behind the whole run, where CPython's parser stands when it looks into strings. */
static void *stop_behind(struct parser *p, const struct run *run, const char *message)
{
    const struct token *behind = token_ahead(p, run->end - p->next);
    return stop_at(p, SYNTAX_ERROR, span_at_token(p, behind), "%s", message);
}

struct escape_context {
    struct parser *p;
    const struct run *run;
    const struct token *token;
};

/* An escape that is none. Of a piece of an f-string, the whole f-string is shown. */
static bool warn_escape(void *context, uint32_t offset, bool is_octal, const char *sequence,
                        size_t size)
{
    const struct escape_context *escape = context;
    struct parser *p = escape->p;
    const struct token *token = escape->token;
    if (p->stopped || offset < p->warned_end) {
        return true;
    }
    p->warned_end = token->end;
    struct syntax_warning warning = {.is_deprecation = true,
                                     .line = (int32_t)token->line,
                                     .column = (int32_t)token->column,
                                     .end_line = (int32_t)token->end_line,
                                     .end_column = (int32_t)token->end_column};
    if (token->kind == TOKEN_FSTRING_MIDDLE) {
        warning.line = escape->run->part_start.line;
        warning.column = escape->run->part_start.column;
        warning.end_line = escape->run->part_end_line;
        warning.end_column = escape->run->part_end_column;
    }
    syntax_warning_add(p->warnings, warning, "invalid %sescape sequence '%.*s'",
                       is_octal ? "octal " : "", (int)size, sequence);
    return true;
}

static bool append_literal(struct parser *p, struct run *run, const struct token *token)
{
    char message[LITERAL_MESSAGE_BYTES];
    struct escape_context context = {p, run, token};
    struct literal_decoder decoder = {
        .source = p->source, .warn = warn_escape, .warn_context = &context};
    switch (literal_decode(&decoder, token, &run->text, message)) {
    case LITERAL_OK:
        return true;
    case LITERAL_NO_MEMORY:
    case LITERAL_STOPPED:
        stop_no_memory(p);
        return false;
    case LITERAL_SYNTAX_ERROR:
        stop_behind(p, run, message);
        return false;
    }
    UNREACHABLE();
}

/* The last token of the literals that begin here, of all in the row or of the first one. */
static const struct token *find_end(struct parser *p, bool is_first_only)
{
    uint32_t i = 0, open = 0, furthest = p->furthest;
    for (;; i++) {
        enum token_kind kind = peek_ahead(p, i);
        if (kind == TOKEN_FSTRING_START) {
            open++;
        } else if (kind == TOKEN_FSTRING_END) {
            open--;
        } else if (kind == TOKEN_ERROR || kind == TOKEN_END ||
                   (kind != TOKEN_STRING && open == 0)) {
            break;
        }
        if (is_first_only && open == 0) {
            i++;
            break;
        }
    }
    p->furthest = furthest;
    return &p->tokens[p->next + i - 1];
}

static void set_end(struct parser *p, struct run *run)
{
    const struct token *last = find_end(p, false);
    run->end = (uint32_t)(last - p->tokens) + 1;
    run->end_line = (int32_t)last->end_line;
    run->end_column = (int32_t)last->end_column;
}

static void set_part(struct parser *p, struct run *run)
{
    const struct token *last = find_end(p, true);
    run->part_start = spot_here(p);
    run->part_end_line = (int32_t)last->end_line;
    run->part_end_column = (int32_t)last->end_column;
}

static struct ast *place(struct run *run, struct ast *node)
{
    if (node) {
        node->end_lineno = run->end_line;
        node->end_col_offset = run->end_column;
    }
    return node;
}

/* The gathered text as a Constant. */
static struct ast *take_constant(struct parser *p, struct run *run)
{
    size_t n = run->text.size;
    char *text = arena_strdup(p->arena, n ? run->text.data : "", n);
    buffer_clear(&run->text);
    if (!text) {
        return stop_no_memory(p);
    }
    struct ast_constant value = {.kind = run->is_bytes ? CONSTANT_BYTES : CONSTANT_STR,
                                 .is_u = run->is_u,
                                 .text = text,
                                 .n = n};
    return place(run, NODE_NEW(p, Constant, run->start, .value = value));
}

/* Pushes the gathered text, if there is any. */
static bool flush(struct parser *p, struct run *run)
{
    if (run->text.failed) {
        stop_no_memory(p);
    }
    if (p->stopped || run->text.size == 0) {
        return !p->stopped;
    }
    struct ast *constant = take_constant(p, run);
    return constant && list_push(p, constant);
}

static bool parse_pieces(struct parser *p, struct run *run, enum token_kind end);

/* !r, !s, !a: -1 for none, 0: failed */
static int parse_conversion(struct parser *p, const struct run *run)
{
    if (!accept(p, TOKEN_EXCLAMATION)) {
        return -1;
    }
    uint32_t behind = token_before(p)->end;
    const struct token *token = token_ahead(p, 0);
    char c = p->source->text[token->start];
    bool begins = token->kind == TOKEN_NAME && (c == 'r' || c == 's' || c == 'a');
    if (begins && token->end > token->start + 1) { /* like !ss */
        STOP_TOKEN(p, token, "f-string: expecting '}'");
        return 0;
    }
    if (!begins || token->start != behind) {
        stop_behind(p, run, "f-string: invalid conversion character: expected 's', 'r', or 'a'");
        return 0;
    }
    advance(p);
    return c;
}

/*
 * Behind the colon: a JoinedStr of its own, up to '}'. It and its last text lie in their f-string, in CPython, but the
 * fields in it and the texts before these in the whole run.
 */
static struct ast *parse_format(struct parser *p, struct run *outer)
{
    struct run run = *outer;
    run.text = BUFFER_EMPTY;
    uint32_t from = p->n_stack;
    struct ast_list values;
    bool is_done = parse_pieces(p, &run, TOKEN_RBRACE);
    run.start = run.part_start;
    run.end_line = run.part_end_line;
    run.end_column = run.part_end_column;
    is_done = is_done && flush(p, &run) && node_list_take(p, from, &values);
    buffer_free(&run.text);
    return is_done ? place(&run, NODE_NEW(p, JoinedStr, run.start, .values = values)) : NULL;
}

/* {x=}: the text between the brace and what follows '=', white space and all. */
static bool append_debug_text(struct parser *p, struct run *run, uint32_t start)
{
    uint32_t end = token_ahead(p, 0)->start;
    if (!buffer_append(&run->text, p->source->text + start, end - start)) {
        stop_no_memory(p);
    }
    return !p->stopped;
}

/* Whether a comma stands directly in the field whose brace has that number. */
static bool has_comma(const struct parser *p, uint32_t brace)
{
    for (uint32_t i = brace + 1; i < p->next; i++) {
        if (p->tokens[i].kind == TOKEN_COMMA && p->brackets[i] == p->brackets[brace]) {
            return true;
        }
    }
    return false;
}

/* CPython reads the expression as if it had parentheses, where the brace is and right behind it. */
static struct ast *bracket(struct parser *p, uint32_t brace, struct ast *value)
{
    if (value) {
        value->lineno = (int32_t)p->tokens[brace].line;
        value->col_offset = (int32_t)p->tokens[brace].column;
        value->end_lineno = (int32_t)token_ahead(p, 0)->line;
        value->end_col_offset = (int32_t)token_ahead(p, 0)->column + 1;
    }
    return value;
}

static void *stop_no_expression(struct parser *p, const struct run *run, enum token_kind behind)
{
    char message[64] = "f-string: empty expression not allowed";
    if (behind != TOKEN_RBRACE) {
        snprintf(message, sizeof message, "f-string: expression required before '%s'",
                 token_kind_name(behind));
    }
    return stop_behind(p, run, message);
}

static struct ast *parse_field_value(struct parser *p, const struct run *run)
{
    uint32_t brace = p->next - 1;
    enum token_kind kind = peek(p);
    if (kind == TOKEN_RBRACE || kind == TOKEN_EXCLAMATION || kind == TOKEN_COLON ||
        kind == TOKEN_ASSIGN) {
        return stop_no_expression(p, run, kind);
    }
    if (kind == TOKEN_DOUBLE_STAR && p->diagnosing) {
        return STOP_TOKEN(p, token_ahead(p, 0),
                          "f-string: cannot use double starred expression here");
    }
    struct ast *value = parse_yield_or_star_expressions(p);
    if (value && value->kind == AST_Starred) {
        return STOP_NODE(p, value, "f-string: cannot use starred expression here");
    }
    if (value && starts_comprehension(p)) {
        struct ast_list generators;
        return parse_comprehensions(p, &generators)
                   ? bracket(p, brace,
                             NODE_NEW(p, GeneratorExp, spot_of(value), .elt = value,
                                      .generators = generators))
                   : NULL;
    }
    return value && has_comma(p, brace) ? bracket(p, brace, value) : value;
}

/* Behind '{': pushes what the field is, up to and with '}'. */
static bool parse_field(struct parser *p, struct run *run)
{
    uint32_t start = token_before(p)->end;
    struct ast *value = parse_field_value(p, run);
    if (!value) {
        return false;
    }
    bool is_debug = accept(p, TOKEN_ASSIGN);
    if (is_debug && !append_debug_text(p, run, start)) {
        return false;
    }
    if (!flush(p, run)) {
        return false;
    }
    int conversion = parse_conversion(p, run);
    struct ast *format = NULL;
    if (conversion == 0) {
        return false;
    }
    if (accept(p, TOKEN_COLON)) {
        format = parse_format(p, run);
        if (!format) {
            return false;
        }
    }
    if (!accept(p, TOKEN_RBRACE)) {
        if (p->diagnosing && !p->stopped && peek(p) != TOKEN_UNKNOWN) {
            STOP_TOKEN(p, token_ahead(p, 0), "f-string: expecting '}'");
        }
        return false;
    }
    if (is_debug && conversion < 0 && !format) {
        conversion = 'r';
    }
    struct ast *field = NODE_NEW(p, FormattedValue, run->start, .value = value,
                                 .conversion = conversion, .format_spec = format);
    return field && list_push(p, place(run, field));
}

/* Texts and fields up to `end`, which stays. */
static bool parse_pieces(struct parser *p, struct run *run, enum token_kind end)
{
    while (peek(p) != end) {
        if (peek(p) == TOKEN_FSTRING_MIDDLE) {
            if (!append_literal(p, run, token_ahead(p, 0))) {
                return false;
            }
            advance(p);
        } else if (accept(p, TOKEN_LBRACE)) {
            p->n_fields++;
            if (!enter_level(p) || !parse_field(p, run)) {
                return false;
            }
            p->n_fields--;
            p->level--;
        } else {
            return false;
        }
    }
    return true;
}

static bool parse_literals(struct parser *p, struct run *run)
{
    bool is_first = true;
    for (;; is_first = false) {
        const struct token token = *token_ahead(p, 0);
        if (token.kind != TOKEN_STRING && token.kind != TOKEN_FSTRING_START) {
            return !p->stopped;
        }
        bool is_bytes = token.flags & TOKEN_FLAG_BYTES;
        if (!is_first && is_bytes != run->is_bytes) {
            stop_behind(p, run, "cannot mix bytes and nonbytes literals");
            return false;
        }
        run->is_bytes = is_bytes;
        run->is_u |= is_first && token.flags & TOKEN_FLAG_UNICODE;
        if (token.kind == TOKEN_FSTRING_START) {
            set_part(p, run);
        }
        advance(p);
        if (token.kind == TOKEN_STRING) {
            if (!append_literal(p, run, &token)) {
                return false;
            }
        } else {
            run->is_formatted = true;
            if (!parse_pieces(p, run, TOKEN_FSTRING_END) || !accept(p, TOKEN_FSTRING_END)) {
                return false;
            }
        }
    }
}

struct ast *parse_strings(struct parser *p)
{
    struct run run = {.text = BUFFER_EMPTY, .start = spot_here(p)};
    uint32_t from = p->n_stack;
    struct ast *result = NULL;
    struct ast_list values;
    set_end(p, &run);
    if (parse_literals(p, &run)) {
        if (!run.is_formatted) {
            result = take_constant(p, &run);
        } else if (flush(p, &run) && node_list_take(p, from, &values)) {
            result = place(&run, NODE_NEW(p, JoinedStr, run.start, .values = values));
        }
    }
    buffer_free(&run.text);
    return result;
}
