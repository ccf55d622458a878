/* Normalisation forms of a str. */
#include "runtime/unicode_normalize.h"

#include <stdlib.h>

#include "runtime/gc.h"
#include "runtime/str.h"

enum { POLL_EVERY = 1024 };

/* Characters below are the same in the form. */
static bool is_plain(const struct str *s, enum unicode_form form)
{
    if (object_has_flag(&s->base, STR_ASCII)) {
        return true;
    }
    uint32_t bound = form == UNICODE_NFC ? 0x300 : form == UNICODE_NFD ? 0xC0 : 0xA0;
    uint64_t i = 0;
    while (i < s->length && str_at(s, i) < bound) {
        i++;
    }
    return i == s->length;
}

Value unicode_normalize(struct thread *t, Value v, enum unicode_form form, bool old)
{
    const struct str *s = value_to_str(v);
    if (is_plain(s, form)) {
        return v;
    }
    struct code_points b = {NULL, 0, 0};
    for (uint64_t i = 0; i < s->length; i++) {
        if (!normal_add(&b, str_at(s, i), form, old)) {
            free(b.items);
            return raise_no_memory(t);
        }
        if (i % POLL_EVERY == POLL_EVERY - 1 && !gc_poll(t)) {
            free(b.items);
            return VALUE_ERROR;
        }
    }
    if (!normal_finish(&b, form)) {
        free(b.items);
        return raise_no_memory(t);
    }
    Value result = str_from_characters(t, 4, b.items, b.n);
    free(b.items);
    return result;
}
