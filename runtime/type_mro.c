/* The method resolution order, and the metaclass that wins. */
#include "runtime/call.h"
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

/* ---- mro() of a metaclass ---- */

/* Attribute descriptors trust in it that who has a class in its mro has its fields. */
static bool check_mro(struct thread *t, const struct type *type, const struct tuple *mro)
{
    if (mro->length == 0) {
        return raise_false(t, &TypeError_type, "type MRO must not be empty");
    }
    for (uint64_t i = 0; i < mro->length; i++) {
        if (!value_is_type(mro->items[i])) {
            return raise_false(t, &TypeError_type, "mro() returned a non-class ('%T')",
                               mro->items[i]);
        }
        const struct type *base = (const struct type *)mro->items[i];
        if (!type_has_layout_of(type, base)) {
            return raise_false(t, &TypeError_type,
                               "mro() returned base with unsuitable layout ('%N')", base);
        }
    }
    return true;
}

/* What a class has until its mro is found, for a mro() of its metaclass that uses it as a class. */
static bool give_provisional_mro(struct thread *t, struct type *type)
{
    const struct tuple *above = value_to_tuple(value_load(&type->parent->mro));
    Value mro = tuple_new(t, NULL, above->length + 1);
    if (mro == VALUE_ERROR) {
        return false;
    }
    value_to_tuple(mro)->items[0] = value_from_object(type);
    for (uint64_t i = 0; i < above->length; i++) {
        value_to_tuple(mro)->items[i + 1] = above->items[i];
    }
    value_store(&type->mro, mro);
    return true;
}

Value type_find_mro(struct thread *t, struct type *type)
{
    struct type *meta = type->base.type;
    if (type_lookup(t, meta, name_mro) == type_lookup(t, &type_type, name_mro)) {
        return type_linearize(t, type);
    }
    if (type->mro == VALUE_UNBOUND && !give_provisional_mro(t, type)) {
        return VALUE_ERROR;
    }
    Value result = call_method_0(t, value_from_object(type), name_mro);
    Value mro = result == VALUE_ERROR ? VALUE_ERROR : tuple_from_iterable(t, result);
    return mro != VALUE_ERROR && check_mro(t, type, value_to_tuple(mro)) ? mro : VALUE_ERROR;
}

/* ---- the metaclass that wins ---- */

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
