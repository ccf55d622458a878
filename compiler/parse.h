/*
 * What the parser's files share. Private to compiler/parse*.c.
 *
 * Recursive descent over an array of tokens that is filled on demand. A parsing function returns
 * NULL (or false) if its
 * construct does not stand here; where tokens may have been consumed, whoever tries something
 * else goes back to a
 * mark. Only `stopped` ends everything: an error is recorded.
 *
 * Errors, as CPython finds them. The first pass knows correct programs only; the last token it
 * asked for is
 * where "invalid syntax" would be. If it fails, a second pass over the same tokens runs with
 * `diagnosing` set:
 * functions then also look for well-known mistakes and stop at the first one. What they read
 * ahead for
 * that purpose is read with `diagnosing` off (parse_quietly): the second pass takes quadratic
 * time at worst.
 */
#ifndef HASP_COMPILER_PARSE_H
#define HASP_COMPILER_PARSE_H

#include "compiler/ast.h"
#include "compiler/identifiers.h"
#include "compiler/parser.h"
#include "compiler/syntax_error.h"
#include "compiler/syntax_warning.h"
#include "lexer/lexer.h"
#include "runtime/base/arena.h"
#include "runtime/base/buffer.h"

/* Levels of recursion, if the C stack bears them: as many calls of a rule within a rule as CPython allows. */
enum { PARSE_MAX_LEVEL = 6000 };

struct parser {
    struct arena *arena;
    struct identifiers *identifiers;
    const struct source *source;
    enum parse_mode mode;
    bool is_in_statement; /* see read_token */
    struct syntax_error *error;
    struct syntax_warnings *warnings;
    const char *stack_bound;
    uint32_t warned_end;  /* offset: strings before it are read again, and were warned about */
    struct token *tokens; /* malloc'ed; all that were read so far */
    uint8_t *brackets;    /* malloc'ed; how many brackets are open behind each token */
    uint32_t n_tokens, tokens_capacity;
    uint32_t next;     /* token to look at */
    uint32_t furthest; /* the last one that was looked at */
    unsigned n_fields; /* replacement fields of f-strings that we are in */
    bool furthest_in_field;
    bool skips_check;      /* the next expression is not looked at as a whole for mistakes */
    bool is_final;         /* the error is not replaced by one of the lexer */
    unsigned n_rereadings; /* of parse_again that we are in */
    bool diagnosing;
    bool stopped;
    unsigned level;
    struct ast **stack; /* malloc'ed; items of the lists under construction */
    uint32_t n_stack, stack_capacity;
    struct buffer text;
    struct lexer lexer;
};

/* Where a node begins. */
struct spot {
    int32_t line, column;
};

/* --- Tokens (parser.c) --- */
/* token_ahead where the token has not been read or looked at. */
const struct token *token_further(struct parser *p, uint32_t n);
/* Token number `next + n`. Valid until the next one is read. */
static inline const struct token *token_ahead(struct parser *p, uint32_t n)
{
    uint32_t i = p->next + n;
    /* What was looked at has been read. */
    return i <= p->furthest && i < p->n_tokens ? &p->tokens[i] : token_further(p, n);
}
static inline enum token_kind peek(struct parser *p)
{
    return token_ahead(p, 0)->kind;
}
static inline enum token_kind peek_ahead(struct parser *p, uint32_t n)
{
    return token_ahead(p, n)->kind;
}
/* Warns of a number like that in `1if x`, at its last digit as CPython's lexer does. */
void note_number(struct parser *p, const struct token *number);
/* The token consumed last. */
static inline const struct token *token_before(const struct parser *p)
{
    return &p->tokens[p->next - 1];
}
static inline void advance(struct parser *p)
{
    p->next++;
}
static inline bool accept(struct parser *p, enum token_kind kind)
{
    if (peek(p) != kind) {
        return false;
    }
    p->next++;
    return true;
}
/* As accept, but it is an error if another token stands here: "expected ':'". */
bool expect_forced(struct parser *p, enum token_kind kind);
bool token_is_text(const struct parser *p, const struct token *token, const char *text);
static inline bool peek_is_text(struct parser *p, const char *text)
{
    return peek(p) == TOKEN_NAME && token_is_text(p, token_ahead(p, 0), text);
}

static inline struct spot spot_here(struct parser *p)
{
    const struct token *token = token_ahead(p, 0);
    return (struct spot){(int32_t)token->line, (int32_t)token->column};
}
static inline struct spot spot_of(const struct ast *node)
{
    return (struct spot){node->lineno, node->col_offset};
}

struct mark {
    uint32_t next, n_stack;
    unsigned level, n_fields;
};
static inline struct mark mark_here(const struct parser *p)
{
    return (struct mark){p->next, p->n_stack, p->level, p->n_fields};
}
static inline void go_back(struct parser *p, struct mark mark)
{
    p->next = mark.next;
    p->n_stack = mark.n_stack;
    p->level = mark.level;
    p->n_fields = mark.n_fields;
}
/* One level deeper, or a stop without memory, as CPython calls it. Left by `p->level--`; go_back restores it too. */
bool enter_level(struct parser *p);

/* --- Nodes and lists (parser.c) --- */

/* A copy of the prototype in the arena, from `start` to the token consumed last. NULL: stopped. */
struct ast *node_finish(struct parser *p, const struct ast *prototype, size_t size,
                        struct spot start);
#define NODE_NEW(p, kind_, start, ...)                                                             \
    node_finish(p, &(struct ast_##kind_){.base = {.kind = AST_##kind_}, __VA_ARGS__}.base,         \
                sizeof(struct ast_##kind_), start)

/* Pushes an item (NULL is one too) for node_list_take of the enclosing mark. */
bool list_push(struct parser *p, struct ast *item);
bool node_list_take(struct parser *p, uint32_t from, struct ast_list *list);
/* A list of one. */
bool list_of(struct parser *p, struct ast *item, struct ast_list *list);

/* The interned text of a NAME token; of the next one, consumed; NULL: none there, or stopped. */
const char *name_of(struct parser *p, const struct token *token);
const char *parse_name(struct parser *p);

/* Sets the context of a target and of its parts. */
void set_context(struct ast *target, enum ast_context context);

/* --- Errors (parse_errors.c). All record the error, stop the parser and return NULL. --- */
void *stop_no_memory(struct parser *p);
void *stop_too_deep(struct parser *p);
struct span {
    int32_t line, column, end_line, end_column;
};
void *stop_at(struct parser *p, enum syntax_error_kind kind, struct span span, const char *format,
              ...) PRINTF_LIKE(4, 5);
/* Layout tokens stand where CPython says they do. */
struct span span_of_tokens(struct parser *p, const struct token *first, const struct token *last);
/* Where an error stands that CPython ascribes to where its lexer is: at a token, or behind the text if that has no place. */
struct span span_at_token(struct parser *p, const struct token *at);
static inline const struct token *last_token(const struct parser *p)
{
    return &p->tokens[p->furthest];
}
static inline struct span span_of_nodes(const struct ast *first, const struct ast *last)
{
    return (struct span){first->lineno, first->col_offset, last->end_lineno, last->end_col_offset};
}
#define STOP_NODE(p, node, ...) STOP_NODES(p, node, node, __VA_ARGS__)
#define STOP_NODES(p, first, last, ...)                                                            \
    stop_at(p, SYNTAX_ERROR, span_of_nodes(first, last), __VA_ARGS__)
#define STOP_TOKEN(p, token, ...) STOP_TOKENS(p, token, token, __VA_ARGS__)
#define STOP_TOKENS(p, first, last, ...)                                                           \
    stop_at(p, SYNTAX_ERROR, span_of_tokens(p, first, last), __VA_ARGS__)
/* At the last token that was looked at. */
#define STOP_LAST(p, ...) stop_last(p, SYNTAX_ERROR, __VA_ARGS__)
void *stop_last(struct parser *p, enum syntax_error_kind kind, const char *format, ...)
    PRINTF_LIKE(3, 4);
/* From a token to the end of what was read. */
#define STOP_FROM(p, token, ...) stop_at(p, SYNTAX_ERROR, span_from(p, token), __VA_ARGS__)
struct span span_from(struct parser *p, const struct token *first);
/* The lexer's error. */
void *stop_lexer(struct parser *p);
/* After a failed second pass: "invalid syntax" at the token with that number. */
void stop_generic(struct parser *p, uint32_t last, bool in_field);
/* An error of the lexer further on replaces one of the parser. */
void check_rest(struct parser *p);
/* "expected an indented block after <what> on line N" */
bool stop_block(struct parser *p, const char *what, uint32_t line);

/* --- Statements (parse_statements.c, parse_compound.c, parse_definitions.c) --- */
bool parse_statements(struct parser *p, struct ast_list *list); /* up to DEDENT or END */
bool parse_simple_line(struct parser *p);                       /* pushes its statements */
struct ast *parse_compound(struct parser *p);                   /* NULL: there is none here */
bool parse_else(struct parser *p, struct ast_list *body);
bool starts_compound(struct parser *p);
bool expect_colon(struct parser *p); /* a newline instead: "expected ':'" */
struct ast *stop_assignment(struct parser *p, struct mark start);
bool parse_block(struct parser *p, const char *what, uint32_t line, struct ast_list *body);
struct ast *parse_simple(struct parser *p);
struct ast *parse_expression_statement(struct parser *p);
struct ast *parse_import(struct parser *p);
struct ast *parse_import_from(struct parser *p);
/* Function, class or either behind decorators. */
struct ast *parse_definition(struct parser *p);
/* `[T: bound, *Ts, **P]` behind a name; none, if there are none that can be read. False: stopped. */
bool parse_type_parameters(struct parser *p, struct ast_list *list);
bool starts_type_alias(struct parser *p);
struct ast *parse_type_alias(struct parser *p);
struct ast *parse_try(struct parser *p);
struct ast *parse_match(struct parser *p);

/* --- Parameters (parse_parameters.c) --- */
/* Up to the closing token, which stays: ')' for def, ':' for lambda. */
struct ast *parse_parameters(struct parser *p, bool is_lambda);

/* --- Expressions (parse_expressions.c, parse_operators.c) --- */
struct ast *parse_expression(struct parser *p);
struct ast *parse_named_expression(struct parser *p);
struct ast *parse_star_expressions(struct parser *p); /* with or without commas, stars allowed */
struct ast *parse_star_named_expression(struct parser *p);
struct ast *parse_expressions(struct parser *p); /* with commas, without stars */
struct ast *parse_yield(struct parser *p);
struct ast *parse_yield_or_star_expressions(struct parser *p);
struct ast *parse_disjunction(struct parser *p);
struct ast *parse_bitwise_or(struct parser *p);
struct ast *parse_starred(struct parser *p); /* '*' bitwise_or */
struct ast *parse_primary(struct parser *p);
bool starts_expression(enum token_kind kind);

/* Parses what only matters for a message: without looking for mistakes inside. */
struct ast *parse_quietly(struct parser *p, struct ast *(*parse)(struct parser *));

/* As parse_quietly, but mistakes inside count, unless we are in such an attempt already. */
struct ast *parse_again(struct parser *p, struct ast *(*parse)(struct parser *));

/* --- Atoms (parse_atoms.c, parse_displays.c, parse_strings.c) --- */
struct ast *parse_atom(struct parser *p);
struct ast *parse_number(struct parser *p);
struct ast *parse_parenthesis(struct parser *p);
struct ast *parse_list_display(struct parser *p);
struct ast *parse_brace_display(struct parser *p);
struct ast *parse_strings(struct parser *p);
struct ast *constant_new(struct parser *p, enum ast_constant_kind kind, struct spot start);
/* "for ... in ... if ..." one or more times; `list` stays empty if there is none. False: failed. */
bool parse_comprehensions(struct parser *p, struct ast_list *list);
bool starts_comprehension(struct parser *p);
/* As parse_again for comprehensions; at least one. */
bool skip_comprehensions(struct parser *p, struct ast_list *list);

/* --- Arguments and subscripts (parse_arguments.c) --- */
/* Behind '(': up to and with ')'. A class takes no bare generator expression. */
bool parse_arguments(struct parser *p, bool is_class, struct ast_list *arguments,
                     struct ast_list *keywords);
struct ast *parse_subscript(struct parser *p); /* behind '[', up to and with ']' */

/* --- Targets (parse_targets.c) --- */
enum target_kind { TARGET_STAR, TARGET_DEL, TARGET_FOR };
/* One target, or several with commas as a tuple; Store. NULL: no target, nothing is said. */
struct ast *parse_star_targets(struct parser *p);
struct ast *parse_star_target(struct parser *p);
struct ast *parse_for_targets(struct parser *p); /* before `in`, which is consumed */
bool is_target(const struct ast *node, bool star_allowed);
bool is_single_target(const struct ast *node);
/* Stops with "cannot assign to ..." if the expression contains something that is no target. */
void *stop_invalid_target(struct parser *p, struct ast *node, enum target_kind kind);
/* What CPython calls this expression in messages. */
const char *expression_name(const struct ast *node);

/* --- Patterns (parse_patterns.c) --- */
struct ast *parse_patterns(struct parser *p);

#endif
