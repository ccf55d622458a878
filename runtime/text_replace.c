#include "runtime/text_replace.h"

bool text_replacement_begin(struct thread *t, struct text_replacement *r, struct text text,
                            struct text old, struct text new, int64_t limit)
{
    int64_t added;
    r->text = text;
    r->old = old;
    r->new = new;
    limit = limit < 0 ? INT64_MAX : limit;
    size_t max = limit < TEXT_N_PLACES ? (size_t)limit : TEXT_N_PLACES;
    r->n_places = text_find_each(text, 0, old, r->places, max);
    r->count = (int64_t)r->n_places;
    if (r->n_places == TEXT_N_PLACES && old.length == new.length) {
        r->count = limit;
    } else if (r->n_places == TEXT_N_PLACES && r->count < limit) {
        size_t from = r->places[r->n_places - 1] + old.length;
        r->count += text_count(text_part(text, from, text.length), old, limit - r->count);
    }
    if (__builtin_mul_overflow(r->count, (int64_t) new.length - (int64_t)old.length, &added) ||
        (added > 0 && (uint64_t)added > STR_MAX_LENGTH)) {
        return raise_false(t, &OverflowError_type, "replace string is too long");
    }
    r->length = text.length + (uint64_t)added;
    return true;
}

/* Appends `n` characters. */
static ALWAYS_INLINE char *put(char *to, int kind, struct text from, size_t at, size_t n)
{
    const char *characters = (const char *)from.characters + at * (unsigned)from.kind;
    if (LIKELY(kind == from.kind)) {
        copy_short(to, characters, n * (unsigned)kind);
    } else {
        characters_copy(kind, to, from.kind, characters, n);
    }
    return to + n * (unsigned)kind;
}

static ALWAYS_INLINE void write_all(struct text_replacement *r, int kind, char *to)
{
    size_t from = 0;
    for (int64_t left = r->count;;) {
        for (size_t i = 0; i < r->n_places && left > 0; i++, left--) {
            to = put(to, kind, r->text, from, r->places[i] - from);
            to = put(to, kind, r->new, 0, r->new.length);
            from = r->places[i] + r->old.length;
        }
        if (left == 0 || r->n_places < TEXT_N_PLACES) {
            break;
        }
        r->n_places = text_find_each(r->text, from, r->old, r->places, TEXT_N_PLACES);
    }
    put(to, kind, r->text, from, r->text.length - from);
}

void text_replacement_write(struct text_replacement *r, int kind, void *to)
{
    switch (kind) {
    case 1:
        write_all(r, 1, to);
        break;
    case 2:
        write_all(r, 2, to);
        break;
    default:
        write_all(r, 4, to);
    }
}
