/*
 * The scanner: the regular part of the lexical grammar, compiled by re2c from lexer/scan.re.
 *
 * It knows no context: it classifies the longest piece of text at a place as a token or as one of the kinds
 * below, and lexer.c does what needs memory (indentation, brackets, the bodies of strings). Private to the room.
 */
#ifndef HASP_LEXER_SCAN_H
#define HASP_LEXER_SCAN_H

#include "lexer/lexer.h"

/* Continues enum token_kind. */
enum scan_kind {
    SCAN_SPACE = TOKEN_COUNT,
    SCAN_COMMENT,
    SCAN_NEWLINE,
    SCAN_JOINED_LINE, /* a backslash and a newline */
    SCAN_BACKSLASH,   /* a backslash before anything else */
    SCAN_STRING,      /* prefix and opening quote or quotes */
    SCAN_FSTRING,
    SCAN_END, /* the NUL behind the text */
    SCAN_OTHER,
};

/* The kind of the piece that starts at `text`; *end is set behind it. The text must be NUL-terminated. */
int scan_piece(const char *text, const char **end);

#endif
