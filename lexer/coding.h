/*
 * The encoding of a source file: BOM, coding line (PEP 263) and the conversion to UTF-8. Private to the room.
 */
#ifndef HASP_LEXER_CODING_H
#define HASP_LEXER_CODING_H

#include "lexer/source.h"
#include "runtime/base/buffer.h"

/*
 * Appends the UTF-8 text of a file's `size` bytes, without a BOM, to `text`. False: `*error` says why
 * (`text->failed` if it was memory).
 */
bool coding_decode(const char *bytes, size_t size, struct buffer *text, struct lexer_error *error);

#endif
