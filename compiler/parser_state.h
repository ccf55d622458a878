/*
 * What the parser's files share. Private to compiler/parser*.c and compiler/parse_*.c.
 *
 * The whole text is lexed first, so that looking ahead and going back is moving an index. A parse function begins at
 * the current token and returns its node, or NULL after recording an error once: `failed` is then set and everything
 * returns. It does not consume what it cannot use.
 *
 * Errors as CPython finds them: a plain "invalid syntax" stands at the furthest token that was looked at; a better
 * message is looked for on the spot, by trying (parser_try) whether the text that follows makes sense. An
 * error of the lexer behind the failure wins over both (parser_finish_error).
 *
 * Depth: every function that can recurse without a bracket goes through parser_enter. At most PARSER_MAX_DEPTH of
 * these levels, the lexer's 200 brackets and 100 indentations keep the C stack below 512 KB in release builds.
 */
#ifndef HASP_COMPILER_PARSER_STATE_H
#define HASP_COMPILER_PARSER_STATE_H

#include "compiler/parser.h"

enum { PARSER_MAX_DEPTH = 1000 };

struct parser {
    struct arena *arena;
    struct identifiers *identifiers;
    const struct source *source;
    struct syntax_error *error;
    struct token *tokens; /* owned; END or ERROR is the last */
    uint8_t *levels;      /* owned; open brackets after each token */
    uint32_t n_tokens;
    uint32_t position; /* the current token */
    uint32_t furthest; /* the last token looked at, trials excluded */
    uint32_t reached;  /* the last token looked at */
    uint32_t depth;
    uint32_t n_fields; /* open replacement fields of f-strings */
    bool failed;
    bool is_generic;  /* the error is a plain "invalid syntax" */
    bool is_trial;    /* errors are not recorded, better messages not looked for */
    bool no_memory;
    struct ast **items; /* owned; the lists under construction, as a stack */
    uint32_t n_items;
    uint32_t item_capacity;
    struct lexer_error lexer_error;
    uint64_t spare[32]; /* where nodes go when there is no memory */
};

/* Tokens */

static inline const struct token *parser_token(const struct parser *p)
{
    return &p->tokens[p->position];
}
static inline uint8_t parser_look(struct parser *p, uint32_t ahead)
{
    uint32_t at = p->position + ahead;
    if (at >= p->n_tokens) {
        at = p->n_tokens - 1;
    }
    if (at > p->furthest) {
        p->furthest = at;
    }
    if (at > p->reached) {
        p->reached = at;
    }
    return p->tokens[at].kind;
}
static inline uint8_t parser_kind(struct parser *p)
{
    return parser_look(p, 0);
}
static inline void parser_advance(struct parser *p)
{
    if (p->position + 1 < p->n_tokens) {
        p->position++;
    }
}
/* Consumes a token of that kind if it is the current one. */
static inline bool parser_accept(struct parser *p, enum token_kind kind)
{
    if (parser_kind(p) != kind) {
        return false;
    }
    parser_advance(p);
    return true;
}
/* As parser_accept; else a plain syntax error. */
bool parser_expect(struct parser *p, enum token_kind kind);
/* As parser_accept; else "expected '...'" at the current token (CPython's forced tokens). */
bool parser_force(struct parser *p, enum token_kind kind);
/* Whether the current token is a NAME of that text. Looks no further than the text. */
bool parser_at_word(const struct parser *p, uint32_t position, const char *word);
/* Interns the current token, a NAME, and consumes it; a plain error if it is none. */
const char *parser_name(struct parser *p);
/* Whether an expression can begin with that kind of token. */
bool parser_starts_expression(uint8_t kind);

/* Errors: all return NULL */

void *parser_fail(struct parser *p);
void *parser_fail_no_memory(struct parser *p);
void *parser_fail_node(struct parser *p, const struct ast *node, const char *format, ...)
    PRINTF_LIKE(3, 4);
void *parser_fail_range(struct parser *p, const struct ast *first, const struct ast *last,
                        const char *format, ...) PRINTF_LIKE(4, 5);
/* From one token to another. */
void *parser_fail_tokens(struct parser *p, uint32_t first, uint32_t last, const char *format, ...)
    PRINTF_LIKE(4, 5);
/* From a node to the last token looked at. */
void *parser_fail_from(struct parser *p, const struct ast *node, const char *message);
/* At the current token, which may be the end or a DEDENT; `is_indentation`: IndentationError. */
void *parser_fail_here(struct parser *p, bool is_indentation, const char *format, ...)
    PRINTF_LIKE(3, 4);
/* "cannot assign to ..." or "cannot delete ..." for the part of `node` that is no target; a plain error if all are. */
enum target_kind { TARGET_STAR, TARGET_DEL, TARGET_FOR };
void *parser_fail_target(struct parser *p, struct ast *node, enum target_kind kind);
struct ast *parser_invalid_target(struct ast *node, enum target_kind kind);
/* After a failure: lets an error of the lexer replace what was found, as CPython does. */
void parser_finish_error(struct parser *p);
/* CPython's name for a kind of expression in messages. */
const char *parser_expression_name(const struct ast *node);

/* Runs `parse` on what follows without recording errors. The position is restored if it returned NULL. */
typedef struct ast *parse_function(struct parser *p);
struct ast *parser_try(struct parser *p, parse_function *parse);

/* Counts a level of recursion; false: too deep. */
static inline bool parser_enter(struct parser *p)
{
    if (++p->depth > PARSER_MAX_DEPTH) {
        p->failed = true;
        return syntax_error_set(p->error, SYNTAX_TOO_DEEP, 0, -1, 0, -1,
                                "maximum recursion depth exceeded during compilation");
    }
    return true;
}
static inline void parser_leave(struct parser *p)
{
    p->depth--;
}

/* Nodes */

/* A node that starts where token `start` does. Never NULL. */
void *parser_new(struct parser *p, enum ast_kind kind, size_t size, uint32_t start);
#define NEW(p, name, start) \
    ((struct ast_##name *)parser_new((p), AST_##name, sizeof(struct ast_##name), (start)))
/* As NEW, starting where another node does. */
void *parser_new_at(struct parser *p, enum ast_kind kind, size_t size, const struct ast *start);
#define NEW_AT(p, name, node) \
    ((struct ast_##name *)parser_new_at((p), AST_##name, sizeof(struct ast_##name), (node)))
/* Ends a node behind the last consumed token and measures it. NULL if it is too deep or anything has failed. */
struct ast *parser_done(struct parser *p, void *node);
/* Measures a node whose place is set already. */
struct ast *parser_measure(struct parser *p, void *node);

/* Lists under construction: mark, push..., take. A NULL item is allowed. */
static inline uint32_t parser_mark(const struct parser *p)
{
    return p->n_items;
}
void parser_push(struct parser *p, void *node);
struct ast_list parser_take(struct parser *p, uint32_t mark);
struct ast_identifier_list parser_take_names(struct parser *p, uint32_t mark);

/* Turns an expression into a target; false: it is none (and nothing is recorded). */
bool parser_set_context(struct ast *node, enum ast_context context);

/* Expressions: parse_expression.c, parse_operator.c, parse_atom.c, parse_string.c, parse_call.c, parse_lambda.c */

struct ast *parse_expression(struct parser *p);
struct ast *parse_named_expression(struct parser *p);
struct ast *parse_star_expressions(struct parser *p); /* a, *b, c */
struct ast *parse_star_named_expression(struct parser *p);
struct ast *parse_yield_or_star_expressions(struct parser *p);
struct ast *parse_yield(struct parser *p);
struct ast *parse_disjunction(struct parser *p);
struct ast *parse_bitwise_or(struct parser *p);
struct ast *parse_starred(struct parser *p); /* '*' bitwise_or */
struct ast *parse_atom(struct parser *p);
struct ast *parse_primary(struct parser *p);
struct ast *parse_strings(struct parser *p);
struct ast *parse_number(struct parser *p);
/* The targets of a for loop, before `in`, as a Store. */
struct ast *parse_for_targets(struct parser *p);
/* for ... in ... if ...; the current token is FOR or ASYNC. False: failed. */
bool parse_generators(struct parser *p, struct ast_list *generators);
struct ast *parse_comprehension_clause(struct parser *p);
/* Call arguments behind the opening parenthesis, up to and with the closing one. */
bool parse_arguments(struct parser *p, uint32_t open, bool is_class, struct ast_list *args,
                     struct ast_list *keywords);
/* Parameters up to the token that ends them. */
struct ast *parse_parameters(struct parser *p, bool is_lambda);

/* Statements: parse_statement.c, parse_import.c, parse_compound.c, parse_try.c, parse_match.c, parse_pattern.c */

/* Pushes the statements of one logical line or compound statement. */
bool parse_statement(struct parser *p);
bool parse_simple_statements(struct parser *p);
/* A compound statement whose first token has been seen by parser_at_compound; NULL and not failed: match as a name. */
struct ast *parse_compound_statement(struct parser *p);
/* Whether a compound statement begins here (`match` excluded). */
bool parser_at_compound(struct parser *p);
struct ast *parse_import(struct parser *p);
struct ast *parse_from_import(struct parser *p);
struct ast *parse_try_statement(struct parser *p);
/* NULL and not failed: it is no match statement. */
struct ast *parse_match_statement(struct parser *p);
struct ast *parse_patterns(struct parser *p);
/* A block after its colon. `what` and the token `keyword` word the error: "expected an indented block after <what> on line N". */
bool parse_block(struct parser *p, const char *what, uint32_t keyword, struct ast_list *body);
/* The colon of a compound statement: "expected ':'" only before a newline. */
bool parse_colon(struct parser *p);

#endif
