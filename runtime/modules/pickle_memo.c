/* The memo of a pickler: a hash table by identity. */
#include <stdio.h>

#include "runtime/modules/pickle.h"

enum { FIRST_PAIRS_LOG2 = 4 };

/* Is it new? */
static bool insert(struct value_buffer *table, uint64_t i, Value v, Value number)
{
    uint64_t mask = table->capacity / 2 - 1;
    while (table->items[2 * i] != VALUE_UNBOUND && table->items[2 * i] != v) {
        i = (i + 1) & mask;
    }
    bool is_new = table->items[2 * i] == VALUE_UNBOUND;
    table->items[2 * i] = v;
    table->items[2 * i + 1] = number;
    return is_new;
}

static bool grow(struct pickler *p)
{
    uint32_t log2 = p->memo == NULL ? FIRST_PAIRS_LOG2 : 64 - p->memo_shift + 2;
    struct value_buffer *larger = pickle_take_values(p->t, (size_t)2 << log2);
    if (larger == NULL) {
        return false;
    }
    const struct value_buffer *old = p->memo;
    p->memo_shift = (uint32_t)__builtin_clzll(larger->capacity / 2 - 1);
    for (size_t i = 0; old != NULL && i < old->capacity; i += 2) {
        if (old->items[i] != VALUE_UNBOUND) {
            insert(larger, pickle_memo_place(p, old->items[i]), old->items[i], old->items[i + 1]);
        }
    }
    p->memo = larger;
    return true;
}

bool pickle_memo_set(struct pickler *p, Value v, uint64_t number)
{
    if ((p->memo == NULL || (p->n_memo + 1) * 3 > p->memo->capacity) && !grow(p)) {
        return false;
    }
    p->n_memo += insert(p->memo, pickle_memo_place(p, v), v, value_from_small_int((int64_t)number));
    return true;
}

void pickle_memo_clear(struct pickler *p)
{
    p->memo = NULL;
    p->n_memo = 0;
}

/* ---- instructions ---- */

static bool write_decimal(struct pickler *p, enum pickle_opcode opcode, uint64_t number)
{
    char text[24];
    int n = snprintf(text, sizeof text, "%c%llu\n", opcode, (unsigned long long)number);
    return pickle_write(p, text, (size_t)n);
}

/* With a number of one byte or four. */
static bool write_numbered(struct pickler *p, enum pickle_opcode short_opcode,
                           enum pickle_opcode long_opcode, uint64_t number)
{
    unsigned width = number < 256 ? 1 : 4;
    char *place = pickle_claim(p, 1 + width);
    if (place == NULL) {
        return false;
    }
    place[0] = (char)(width == 1 ? short_opcode : long_opcode);
    pickle_put_number(place + 1, number, width);
    return true;
}

static bool write_memoize(struct pickler *p, uint64_t number)
{
    if (LIKELY(p->protocol >= 4)) {
        return pickle_write_opcode(p, PICKLE_MEMOIZE);
    }
    if (!load_relaxed(&p->is_binary)) {
        return write_decimal(p, PICKLE_PUT, number);
    }
    return number <= UINT32_MAX
               ? write_numbered(p, PICKLE_BINPUT, PICKLE_LONG_BINPUT, number)
               : raise_false(p->t, pickling_error_type(), "memo id too large for LONG_BINPUT");
}

bool pickle_memoize(struct pickler *p, Value v)
{
    if (load_relaxed(&p->is_fast)) {
        return true;
    }
    uint64_t number = p->n_memo;
    return pickle_memo_set(p, v, number) && write_memoize(p, number);
}

bool pickle_memoize_anonymous(struct pickler *p)
{
    return load_relaxed(&p->is_fast) || write_memoize(p, p->n_memo++);
}

bool pickle_fetch(struct pickler *p, uint64_t number)
{
    if (!load_relaxed(&p->is_binary)) {
        return write_decimal(p, PICKLE_GET, number);
    }
    return number <= UINT32_MAX
               ? write_numbered(p, PICKLE_BINGET, PICKLE_LONG_BINGET, number)
               : raise_false(p->t, pickling_error_type(), "memo id too large for LONG_BINGET");
}
