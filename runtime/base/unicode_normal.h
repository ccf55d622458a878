/*
 * Normalisation forms (Unicode Standard Annex 15) of a text that is given character by character:
 *
 *     struct code_points text = {0};
 *     normal_add(&text, c, form, old) for each c; normal_finish(&text, form); ... text.items[0 .. text.n); free(text.items);
 *
 * Linear time, whatever the text. Functions return false if there is no memory; the caller frees.
 */
#ifndef HASP_RUNTIME_BASE_UNICODE_NORMAL_H
#define HASP_RUNTIME_BASE_UNICODE_NORMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum unicode_form { UNICODE_NFC, UNICODE_NFKC, UNICODE_NFD, UNICODE_NFKD };

struct code_points {
    uint32_t *items; /* malloc'ed */
    size_t n, capacity;
};

/* Appends what `c` decomposes into. `old`: by Unicode 3.2.0. */
bool normal_add(struct code_points *text, uint32_t c, enum unicode_form form, bool old);
/* Orders and composes what has been added. */
bool normal_finish(struct code_points *text, enum unicode_form form);

#endif
