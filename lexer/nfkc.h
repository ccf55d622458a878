/*
 * Normalisation form KC of names (UAX #15): two spellings of an identifier are one name if their NFKC forms
 * are equal (PEP 3131).
 */
#ifndef HASP_LEXER_NFKC_H
#define HASP_LEXER_NFKC_H

#include <stddef.h>

#include "runtime/base/buffer.h"

/* Appends the NFKC form of a name in valid UTF-8 to `result`. False if there is no memory. Linear time. */
bool nfkc_append(struct buffer *result, const char *name, size_t size);

#endif
