/*
 * The lexer room: source text to tokens (Python 3.11's lexical grammar, f-strings by PEP 701).
 *
 * The model. A `struct source` (lexer/source.h) owns the normalised text: valid UTF-8 without BOM, every
 * line ended by one '\n', a NUL after the last. A `struct lexer` walks over it once; each call of lexer_next
 * gives one `struct token`, which is a kind and a slice of the text, and after the END token only END again.
 *
 * Indentation becomes INDENT and DEDENT, blank lines and comments vanish, brackets and backslashes join lines.
 * An f-string is spread over several tokens, as in CPython 3.12, so that a parser recurses into its
 * fields as into any bracket; rf"a{x!r:>{w}}b" gives
 *
 *     FSTRING_START rf"  FSTRING_MIDDLE a  LBRACE  NAME x  EXCLAMATION  NAME r  COLON  FSTRING_MIDDLE >
 *     LBRACE  NAME w  RBRACE  RBRACE  FSTRING_MIDDLE b  FSTRING_END "
 *
 * `{{` ends a MIDDLE after its first brace and the next MIDDLE starts behind the second one: neighbouring
 * MIDDLEs are one text. In a format specification, braces are not doubled.
 *
 * An INDENT spans the white space (CPython's caret for "unexpected indent" is its last byte); a DEDENT is
 * empty and stands before the token that follows it.
 *
 * Errors. The first one is kept in `lexer.error` (code, place, the message's parameters) and returned as an
 * ERROR token at that place, then for ever. Nothing is printed, raised or allocated here; the lexer does not
 * recurse, and its time is linear in the text.
 *
 * Threads and lifetime. A lexer is plain data of one thread and borrows its source. The parser needs
 * to go back? Keep tokens in an array: lexer_next never needs the parser's advice. Copying the struct works as
 * mark and reset too, at the price of several KB.
 */
#ifndef HASP_LEXER_LEXER_H
#define HASP_LEXER_LEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lexer/source.h"

enum token_kind {
#define TOKEN(name, description) TOKEN_##name,
#define OPERATOR(name, spelling) TOKEN_##name,
#define KEYWORD(name, spelling) TOKEN_##name,
#include "lexer/tokens.def"
    TOKEN_COUNT
};

enum token_flag {
    /* STRING, FSTRING_START, FSTRING_MIDDLE, FSTRING_END */
    TOKEN_FLAG_RAW = 1,
    TOKEN_FLAG_BYTES = 2,
    TOKEN_FLAG_TRIPLE = 4,
    TOKEN_FLAG_UNICODE = 8,      /* the prefix u: it becomes the constant's kind in the AST */
    TOKEN_FLAG_FORMAT_SPEC = 16, /* FSTRING_MIDDLE inside a format specification */
    /* NAME: contains a character beyond ASCII, so its identity is its NFKC form (lexer/nfkc.h) */
    TOKEN_FLAG_NORMALISE = 32,
    /* NUMBER: a keyword follows without a space, `1if x`: DeprecationWarning "invalid decimal literal" */
    TOKEN_FLAG_JOINED_NUMBER = 64,
    TOKEN_FLAG_NO_PLACE = 128 /* NEWLINE: the end of the text, for the parser */
};

/* Lines count from 1, columns are bytes from 0 (source_character_column converts), offsets index the text. */
struct token {
    uint8_t kind;  /* enum token_kind */
    uint8_t flags; /* of enum token_flag */
    uint32_t start;
    uint32_t end; /* behind the last byte */
    uint32_t line;
    uint32_t column;
    uint32_t end_line;
    uint32_t end_column;
};

enum {
    LEXER_MAX_INDENTS = 100,
    LEXER_MAX_BRACKETS = 200,
    LEXER_MAX_FSTRINGS = 150,
};

/* One line's indentation, measured twice to catch mixtures: tabs to multiples of 8, and tabs as one column. */
struct indent {
    uint32_t column;
    uint32_t narrow_column;
};

struct bracket {
    char character;
    bool is_field; /* the { of an f-string's replacement field */
    bool is_spec;  /* a field whose format specification is being read */
    uint32_t line;
    uint32_t column;
};

/* An f-string that is being read; its fields are on the bracket stack above `n_brackets`. */
struct open_fstring {
    uint8_t flags;
    char quote;
    uint32_t n_brackets;
    uint32_t start; /* of its START token: offset, line, column */
    uint32_t line;
    uint32_t column;
};

struct lexer {
    const struct source *source;
    uint32_t position;          /* next byte to read */
    uint32_t line;              /* of position */
    uint32_t line_start;        /* offset of that line's first byte */
    bool at_line_start;         /* the next token begins a logical line: measure its indentation */
    uint32_t n_pending_dedents; /* DEDENT tokens still to be given */
    uint32_t n_indents;
    uint32_t n_brackets;
    uint32_t n_fstrings;
    bool
        is_open_ended; /* set by the user of source whose last newline was added: the text ends before it */
    bool failed; /* error is set */
    struct lexer_error error;
    struct indent indents[LEXER_MAX_INDENTS];
    struct bracket brackets[LEXER_MAX_BRACKETS];
    struct open_fstring fstrings[LEXER_MAX_FSTRINGS];
};

/* Starts at the beginning of `source`, which must outlive the lexer. */
void lexer_init(struct lexer *lexer, const struct source *source);

/*
 * Reads the next token. On an error the token is ERROR and lexer->error says what and where.
 *
 * For CPython's choice between a parser's error and a later one of the lexer: a parser that found a plain
 * "invalid syntax" reads on to the end; an ERROR there wins, except that NEVER_CLOSED wins only if its
 * line is above the parser's error.
 */
void lexer_next(struct lexer *lexer, struct token *token);

/* The spelling of an operator or keyword, a description of any other kind. */
const char *token_kind_name(enum token_kind kind);
/* Whether `kind` is a reserved word. */
bool token_is_keyword(enum token_kind kind);

#endif
