/*
 * Replacing in a text: the places are counted first, so that the result is made in its place. For str and bytes alike.
 */
#ifndef HASP_RUNTIME_TEXT_REPLACE_H
#define HASP_RUNTIME_TEXT_REPLACE_H

#include "runtime/str_search.h"

struct text_replacement {
    struct text text, old, new; /* `old` is not empty */
    int64_t count;   /* how often; at most that if the lengths of `old` and `new` are equal */
    uint64_t length; /* of the result */
    size_t places[TEXT_N_PLACES], n_places; /* the first, which are all if there are few */
};
/* At most `limit` times, without one if that is negative. OverflowError. */
RAISES bool text_replacement_begin(struct thread *t, struct text_replacement *r, struct text text,
                                   struct text old, struct text new, int64_t limit);
/* Once: writes the result as characters of `kind`, which hold all of `text` and `new`. */
void text_replacement_write(struct text_replacement *r, int kind, void *to);

#endif
