/*
 * "Did you mean: 'x'?" The candidate with the least Levenshtein distance (Levenshtein, 1966; rows of Wagner and Fischer,
 * 1974), where changing the case of a letter costs half of any other change.
 */
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/code.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/traceback.h"
#include "runtime/tuple.h"

enum { MOVE_COST = 2, CASE_COST = 1, NAME_MAX_BYTES = 40, CANDIDATES_MAX = 750 };

/* --- Distance --- */

static size_t substitution_cost(char a, char b)
{
    if ((a & 31) != (b & 31)) {
        return MOVE_COST;
    }
    if (a == b) {
        return 0;
    }
    a = a >= 'A' && a <= 'Z' ? (char)(a + 'a' - 'A') : a;
    b = b >= 'A' && b <= 'Z' ? (char)(b + 'a' - 'A') : b;
    return a == b ? CASE_COST : MOVE_COST;
}

/* `row` is the row of costs for the shorter word `a`; the next one is made in place. The result is its least cost. */
static size_t next_row(size_t *row, const char *a, size_t n_a, char b, size_t i_b)
{
    size_t diagonal = i_b * MOVE_COST, left = diagonal, least = SIZE_MAX;
    for (size_t i = 0; i < n_a; i++) {
        size_t substituted = diagonal + substitution_cost(b, a[i]);
        diagonal = row[i];
        size_t moved = (left < diagonal ? left : diagonal) + MOVE_COST;
        left = moved < substituted ? moved : substituted;
        row[i] = left;
        least = left < least ? left : least;
    }
    return least;
}

/* The distance, or something greater than `most`. */
static size_t distance(const char *a, size_t n_a, const char *b, size_t n_b, size_t most)
{
    while (n_a > 0 && n_b > 0 && *a == *b) {
        a++, b++, n_a--, n_b--;
    }
    while (n_a > 0 && n_b > 0 && a[n_a - 1] == b[n_b - 1]) {
        n_a--, n_b--;
    }
    if (n_a == 0 || n_b == 0) {
        return (n_a + n_b) * MOVE_COST;
    }
    if (n_b < n_a) {
        const char *swap = a;
        size_t n_swap = n_a;
        a = b, n_a = n_b, b = swap, n_b = n_swap;
    }
    if (n_b > NAME_MAX_BYTES || (n_b - n_a) * MOVE_COST > most) {
        return most + 1;
    }
    size_t row[NAME_MAX_BYTES];
    for (size_t i = 0; i < n_a; i++) {
        row[i] = (i + 1) * MOVE_COST;
    }
    for (size_t i = 0; i < n_b; i++) {
        if (next_row(row, a, n_a, b[i], i) > most) {
            return most + 1;
        }
    }
    return row[n_a - 1];
}

/* --- Candidates --- */

/* The best of a tuple of names; UNBOUND: none is good enough. At most a third of the letters may differ. */
static Value best_of(struct thread *t, Value names, Value wanted)
{
    const struct tuple *candidates = value_to_tuple(names);
    size_t n, n_candidate, least = SIZE_MAX;
    const char *word = candidates->length >= CANDIDATES_MAX ? NULL : str_to_utf8(t, wanted, &n);
    Value best = VALUE_UNBOUND;
    for (uint64_t i = 0; word != NULL && i < candidates->length; i++) {
        Value item = candidates->items[i];
        const char *candidate = value_is_str(item) ? str_to_utf8(t, item, &n_candidate) : NULL;
        if (candidate == NULL) {
            return VALUE_UNBOUND;
        }
        if (str_equal(value_to_str(item), value_to_str(wanted))) {
            continue;
        }
        size_t most = (n + n_candidate + 3) * MOVE_COST / 6;
        most = most < least - 1 ? most : least - 1;
        size_t found = distance(word, n, candidate, n_candidate, most);
        if (found <= most) {
            best = item;
            least = found;
        }
    }
    return best;
}

static Value best_of_iterable(struct thread *t, Value names, Value wanted)
{
    Value tuple =
        names == VALUE_ERROR || names == VALUE_UNBOUND ? names : tuple_from_iterable(t, names);
    return tuple == VALUE_ERROR || tuple == VALUE_UNBOUND ? VALUE_UNBOUND
                                                          : best_of(t, tuple, wanted);
}

/* --- Where to look --- */

static Value suggest_attribute(struct thread *t, const struct attribute_error *e)
{
    Value name = value_load(&e->name), object = value_load(&e->object);
    if (name == VALUE_UNBOUND || !value_is_str(name) || object == VALUE_UNBOUND) {
        return VALUE_UNBOUND;
    }
    return best_of_iterable(t, object_dir(t, object), name);
}

static Value attribute_of(struct thread *t, Value v, const char *name)
{
    Value key = v == VALUE_UNBOUND ? v : str_intern_cstr(t, name);
    return key == VALUE_UNBOUND || key == VALUE_ERROR ? VALUE_UNBOUND
                                                      : object_find_attribute(t, v, key);
}

static Value local_names(struct thread *t, const struct code *code)
{
    const struct tuple *names = value_to_tuple(code->local_names);
    return tuple_new(t, names->items,
                     code->n_locals < names->length ? code->n_locals : names->length);
}

/* Among the variables that the innermost frame sees: locals, globals, builtins. */
static Value suggest_name(struct thread *t, const struct name_error *e)
{
    Value name = value_load(&e->name), last = value_load(&e->base.traceback);
    if (name == VALUE_UNBOUND || !value_is_str(name) || last == VALUE_UNBOUND ||
        last == VALUE_NONE) {
        return VALUE_UNBOUND;
    }
    for (Value next = last; next != VALUE_UNBOUND && next != VALUE_NONE;) {
        last = next;
        next = value_load(&((struct traceback *)last)->next);
    }
    const struct traceback *traceback = (const struct traceback *)last;
    Value found = best_of_iterable(t, local_names(t, (const struct code *)traceback->code), name);
    static const char *const scopes[] = {"f_globals", "f_builtins"};
    for (size_t i = 0; i < COUNT_OF(scopes) && found == VALUE_UNBOUND; i++) {
        error_clear(t);
        Value scope = attribute_of(t, traceback->frame, scopes[i]);
        if (scope != VALUE_UNBOUND && scope != VALUE_ERROR) {
            found = best_of_iterable(t, scope, name);
        }
    }
    return found;
}

void suggestion_add(struct report *r, Value exception)
{
    Value found = VALUE_UNBOUND;
    if (value_is_instance(exception, &AttributeError_type)) {
        found = suggest_attribute(r->t, (const struct attribute_error *)exception);
    } else if (value_is_instance(exception, &NameError_type)) {
        found = suggest_name(r->t, (const struct name_error *)exception);
    }
    error_clear(r->t);
    if (found != VALUE_UNBOUND) {
        report_add(r, ". Did you mean: '");
        report_add_str(r, found);
        report_add(r, "'?");
    }
}
