/* The method resolution order, the base that decides the layout, and the metaclass that wins. */
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/type_private.h"

/* The sequences being merged: the mro of each base, then the bases themselves; heads[i] is the first item left. */
struct merge {
    const struct tuple **sequences;
    uint64_t *heads;
    uint64_t n;
    struct list *result;
};

static bool in_a_tail(const struct merge *merge, Value candidate)
{
    for (uint64_t i = 0; i < merge->n; i++) {
        const struct tuple *sequence = merge->sequences[i];
        for (uint64_t k = merge->heads[i] + 1; k < sequence->length; k++) {
            if (sequence->items[k] == candidate) {
                return true;
            }
        }
    }
    return false;
}

/* The first head that stands in no tail; UNBOUND with *left if there is none though items are left. */
static Value next_type(const struct merge *merge, bool *left)
{
    *left = false;
    for (uint64_t i = 0; i < merge->n; i++) {
        if (merge->heads[i] >= merge->sequences[i]->length) {
            continue;
        }
        *left = true;
        Value candidate = merge->sequences[i]->items[merge->heads[i]];
        if (!in_a_tail(merge, candidate)) {
            return candidate;
        }
    }
    return VALUE_UNBOUND;
}

static void advance_past(struct merge *merge, Value chosen)
{
    for (uint64_t i = 0; i < merge->n; i++) {
        uint64_t head = merge->heads[i];
        if (head < merge->sequences[i]->length && merge->sequences[i]->items[head] == chosen) {
            merge->heads[i]++;
        }
    }
}

/* Names the heads that block each other. */
static COLD bool raise_inconsistent(struct thread *t, const struct merge *merge)
{
    struct str_builder names;
    Value seen[32];
    size_t n_seen = 0;
    str_builder_init(&names, t);
    for (uint64_t i = 0; i < merge->n && n_seen < COUNT_OF(seen); i++) {
        if (merge->heads[i] >= merge->sequences[i]->length) {
            continue;
        }
        Value head = merge->sequences[i]->items[merge->heads[i]];
        bool is_known = false;
        for (size_t k = 0; k < n_seen; k++) {
            is_known |= seen[k] == head;
        }
        if (!is_known) {
            str_builder_add_cstr(&names, n_seen > 0 ? ", " : "");
            str_builder_add_cstr(&names, ((const struct type *)head)->name);
            seen[n_seen++] = head;
        }
    }
    Value text = str_builder_finish(&names);
    return text != VALUE_ERROR &&
           raise_false(t, &TypeError_type,
                       "Cannot create a consistent method resolution\norder (MRO) for bases %V",
                       text);
}

static bool run_merge(struct thread *t, struct merge *merge)
{
    for (;;) {
        bool left;
        Value chosen = next_type(merge, &left);
        if (chosen == VALUE_UNBOUND) {
            return !left || raise_inconsistent(t, merge);
        }
        if (!list_append(t, merge->result, chosen)) {
            return false;
        }
        advance_past(merge, chosen);
    }
}

static bool check_duplicates(struct thread *t, const struct tuple *bases)
{
    for (uint64_t i = 0; i < bases->length; i++) {
        for (uint64_t k = 0; k < i; k++) {
            if (bases->items[i] == bases->items[k]) {
                return raise_false(t, &TypeError_type, "duplicate base class %s",
                                   ((const struct type *)bases->items[i])->name);
            }
        }
    }
    return true;
}

Value type_linearize(struct thread *t, struct type *type)
{
    const struct tuple *bases = value_to_tuple(type->bases);
    Value result = list_new(t, 8);
    struct raw_buffer *memory = raw_buffer_new(t, (bases->length + 1) * 2 * sizeof(uint64_t));
    if (!check_duplicates(t, bases) || result == VALUE_ERROR || memory == NULL) {
        return VALUE_ERROR;
    }
    struct merge merge = {(const struct tuple **)memory->bytes,
                          (uint64_t *)memory->bytes + bases->length + 1, bases->length + 1,
                          (struct list *)result};
    for (uint64_t i = 0; i < bases->length; i++) {
        merge.sequences[i] = value_to_tuple(((const struct type *)bases->items[i])->mro);
    }
    merge.sequences[bases->length] = bases;
    if (!list_append(t, merge.result, value_from_object(type)) || !run_merge(t, &merge)) {
        return VALUE_ERROR;
    }
    gc_keep(memory);
    return list_to_tuple(t, merge.result);
}

/* ---- layout ---- */

uint32_t type_core_size(const struct type *type)
{
    uint32_t size = type->slots_offset != 0 ? type->slots_offset : type->instance_size;
    return (size + 7u) & ~7u;
}

/* The nearest ancestor that adds fields. */
static const struct type *layout_of(const struct type *type)
{
    while (type->parent != NULL && type_core_size(type) == type_core_size(type->parent)) {
        type = type->parent;
    }
    return type;
}

struct type *type_best_base(struct thread *t, Value bases)
{
    const struct tuple *tuple = value_to_tuple(bases);
    const struct type *winner = NULL;
    struct type *best = NULL;
    for (uint64_t i = 0; i < tuple->length; i++) {
        struct type *base = (struct type *)tuple->items[i];
        const struct type *layout = layout_of(base);
        if (winner == NULL || (winner != layout && type_is_subtype(layout, winner))) {
            winner = layout;
            best = base;
        } else if (!type_is_subtype(winner, layout)) {
            raise_error(t, &TypeError_type, "multiple bases have instance lay-out conflict");
            return NULL;
        }
    }
    return best;
}

struct type *type_winner(struct thread *t, struct type *metatype, Value bases)
{
    const struct tuple *tuple = value_to_tuple(bases);
    struct type *winner = metatype;
    for (uint64_t i = 0; i < tuple->length; i++) {
        struct type *other = value_type(tuple->items[i]);
        if (type_is_subtype(winner, other)) {
            continue;
        }
        if (!type_is_subtype(other, winner)) {
            raise_error(
                t, &TypeError_type,
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) "
                "subclass of the metaclasses of all its bases");
            return NULL;
        }
        winner = other;
    }
    return winner;
}
