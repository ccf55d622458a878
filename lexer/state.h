/*
 * What the lexer's files share: places in the text, how a token or an error is produced from them, and the parts
 * of lexer_next that live in files of their own. Private to the room.
 */
#ifndef HASP_LEXER_STATE_H
#define HASP_LEXER_STATE_H

#include "lexer/lexer.h"

/* Where a token starts; taken before reading on, as the lexer's own place moves with each line. */
struct place {
    uint32_t offset;
    uint32_t line;
    uint32_t column;
};

static inline struct place place_here(const struct lexer *lexer)
{
    return (struct place){lexer->position, lexer->line, lexer->position - lexer->line_start};
}

/* Fills a token that reaches from `start` to the lexer's place. */
static inline void token_finish(const struct lexer *lexer, struct token *token, int kind,
                                unsigned flags, struct place start)
{
    *token = (struct token){
        .kind = (uint8_t)kind,
        .flags = (uint8_t)flags,
        .start = start.offset,
        .end = lexer->position,
        .line = start.line,
        .column = start.column,
        .end_line = lexer->line,
        .end_column = lexer->position - lexer->line_start,
    };
}

/* Notes that a newline at position - 1 was read. */
static inline void lexer_enter_line(struct lexer *lexer)
{
    lexer->line++;
    lexer->line_start = lexer->position;
}

/* Sets the error with its caret at `at`, and returns it for further parameters. Never twice. */
struct lexer_error *lexer_fail(struct lexer *lexer, enum lexer_error_code code, struct place at);

/* As lexer_fail, at a byte of the current line. */
struct lexer_error *lexer_fail_offset(struct lexer *lexer, enum lexer_error_code code,
                                      uint32_t offset);

/*
 * Checks what follows a number that ends at the lexer's position: sets the error if it runs into a
 * malformed rest, else returns the token's flags.
 */
unsigned lexer_check_number(struct lexer *lexer, struct place start);

/* Sets the error if the name from `start` to the lexer's position is no Unicode identifier. */
void lexer_check_name(struct lexer *lexer, struct place start);

/* Reads a string whose prefix and quotes were just read. False: the error is set. */
bool lexer_read_string(struct lexer *lexer, struct token *token, struct place start);

/* Opens an f-string whose prefix and quotes were just read. False: the error is set. */
bool lexer_open_fstring(struct lexer *lexer, struct token *token, struct place start);

/* Whether the next thing to read is text of an f-string, not Python. */
bool lexer_in_fstring_text(const struct lexer *lexer);

/* Reads the next token of an f-string's text: MIDDLE, LBRACE, RBRACE or END. False: the error is set. */
bool lexer_read_fstring_text(struct lexer *lexer, struct token *token);

/* Opens a bracket whose character was just read. False: the error is set. */
bool lexer_open_bracket(struct lexer *lexer, char character, bool is_field, struct place start);

#endif
