/* What only the text files of the runtime add to a struct str_builder (runtime/str.h). */
#ifndef HASP_RUNTIME_STR_BUILDER_H
#define HASP_RUNTIME_STR_BUILDER_H

#include "runtime/str.h"

/* Room for `n_more` characters that need at most `kind`. false: the builder has failed. */
bool str_builder_reserve(struct str_builder *b, int kind, size_t n_more);
void str_builder_add_ascii(struct str_builder *b, const char *text, size_t n);
/* Appends `n` ASCII characters that the caller writes where this says, before the next append. NULL: the text is of a
   wider kind, or the builder has failed. */
char *str_builder_claim_ascii(struct str_builder *b, size_t n);
void str_builder_add_repeated(struct str_builder *b, uint32_t c, size_t n);
/* An array of any kind, which need not be the narrowest. */
void str_builder_add_characters(struct str_builder *b, int kind, const void *from, size_t n);
/* As in a literal: an x, u or U with 2, 4 or 8 hexadecimal digits behind a backslash. In str_repr.c. */
void str_builder_add_escape(struct str_builder *b, uint32_t c);
/* As repr() of an exact str. In str_repr.c. */
void str_add_repr(struct str_builder *b, Value s);

#endif
