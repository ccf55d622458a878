/*
 * Which characters a name consists of (XID_Start and XID_Continue of UAX #31, Unicode 14.0.0) and which can be
 * shown in a message (str.isprintable). The arrays are in unicode_identifiers.c, which a script writes.
 */
#ifndef HASP_LEXER_UNICODE_H
#define HASP_LEXER_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

extern const uint32_t UNICODE_XID_START[], UNICODE_XID_CONTINUE[], UNICODE_PRINTABLE[];
extern const size_t UNICODE_N_XID_START, UNICODE_N_XID_CONTINUE, UNICODE_N_PRINTABLE;

/* As str.isidentifier of the one character: XID_Start or the underscore. */
bool unicode_is_name_start(uint32_t character);
bool unicode_is_name_continue(uint32_t character);
bool unicode_is_printable(uint32_t character);

#endif
