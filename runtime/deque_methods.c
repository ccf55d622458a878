/* The methods of deque. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/deque.h"
#include "runtime/generic_alias.h"
#include "runtime/native.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* ---- the ends ---- */

static Value append(struct thread *t, Value *args, UNUSED uint32_t n_args,
                    UNUSED Value keyword_names)
{
    return deque_push(t, value_to_deque(args[0]), args[1], false) ? VALUE_NONE : VALUE_ERROR;
}

static Value append_left(struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value keyword_names)
{
    return deque_push(t, value_to_deque(args[0]), args[1], true) ? VALUE_NONE : VALUE_ERROR;
}

static Value extend(struct thread *t, Value *args, UNUSED uint32_t n_args,
                    UNUSED Value keyword_names)
{
    return deque_extend(t, value_to_deque(args[0]), args[1], false) ? VALUE_NONE : VALUE_ERROR;
}

static Value extend_left(struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value keyword_names)
{
    return deque_extend(t, value_to_deque(args[0]), args[1], true) ? VALUE_NONE : VALUE_ERROR;
}

static Value take(struct thread *t, Value self, bool at_front)
{
    Value v = deque_take(value_to_deque(self), at_front);
    return v != VALUE_UNBOUND ? v : raise_error(t, &IndexError_type, "pop from an empty deque");
}

static Value pop(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value keyword_names)
{
    return take(t, args[0], false);
}

static Value pop_left(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    return take(t, args[0], true);
}

/* ---- the middle ---- */

static Value insert(struct thread *t, Value *args, UNUSED uint32_t n_args,
                    UNUSED Value keyword_names)
{
    int64_t i;
    return number_to_index(t, args[1], &i) && deque_insert(t, value_to_deque(args[0]), i, args[2])
               ? VALUE_NONE
               : VALUE_ERROR;
}

static Value remove_item(struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value keyword_names)
{
    struct deque *d = value_to_deque(args[0]);
    struct deque_place found;
    for (;;) {
        uint64_t n_changes = load_acquire(&d->n_changes);
        if (!deque_find(t, d, args[1], 0, INT64_MAX, &found)) {
            return VALUE_ERROR;
        }
        if (found.was_changed) {
            return raise_error(t, &IndexError_type, "deque mutated during iteration");
        }
        if (found.i >= 0 && deque_remove(d, (uint64_t)found.i, found.item)) {
            return VALUE_NONE;
        }
        /* What another thread has moved meanwhile is looked for again. */
        if (found.i < 0 || load_acquire(&d->n_changes) == n_changes) {
            return raise_error(t, &ValueError_type, "%R is not in deque", args[1]);
        }
    }
}

static Value index_of(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    int64_t from, to;
    struct deque_place found;
    if (!sequence_bounds(t, args[2], args[3], &from, &to) ||
        !deque_find(t, value_to_deque(args[0]), args[1], from, to, &found)) {
        return VALUE_ERROR;
    }
    return found.i >= 0 ? value_from_small_int(found.i)
           : found.was_changed
               ? raise_error(t, &RuntimeError_type, "deque mutated during iteration")
               : raise_error(t, &ValueError_type, "%R is not in deque", args[1]);
}

static Value count(struct thread *t, Value *args, UNUSED uint32_t n_args,
                   UNUSED Value keyword_names)
{
    int64_t n = -1;
    struct deque_place found = {.i = -1};
    if (deque_is_shared(value_to_deque(args[0]))) {
        Value items = deque_to_tuple(t, value_to_deque(args[0]));
        return items == VALUE_ERROR ? items : sequence_count(t, items, args[1]);
    }
    do {
        n++;
        if (!deque_find(t, value_to_deque(args[0]), args[1], found.i + 1, INT64_MAX, &found)) {
            return VALUE_ERROR;
        }
        if (found.was_changed) {
            return raise_error(t, &RuntimeError_type, "deque mutated during iteration");
        }
    } while (found.i >= 0);
    return value_from_small_int(n);
}

/* ---- all of it ---- */

static Value clear(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                   UNUSED Value keyword_names)
{
    deque_clear(value_to_deque(args[0]));
    return VALUE_NONE;
}

static Value reverse(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                     UNUSED Value keyword_names)
{
    deque_reverse(value_to_deque(args[0]));
    return VALUE_NONE;
}

static Value rotate(struct thread *t, Value *args, UNUSED uint32_t n_args,
                    UNUSED Value keyword_names)
{
    int64_t n = 1;
    if (args[1] != VALUE_UNBOUND && !number_to_index(t, args[1], &n)) {
        return VALUE_ERROR;
    }
    deque_rotate(value_to_deque(args[0]), n);
    return VALUE_NONE;
}

static Value copy(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value keyword_names)
{
    int64_t max_length = load_relaxed(&value_to_deque(args[0])->max_length);
    if (value_type(args[0]) == &deque_type) {
        Value made = deque_new(t, &deque_type, max_length);
        return made != VALUE_ERROR && deque_extend(t, value_to_deque(made), args[0], false)
                   ? made
                   : VALUE_ERROR;
    }
    Value type = value_from_object(value_type(args[0]));
    return max_length < 0 ? call_1(t, type, args[0])
                          : call_2(t, type, args[0], value_from_small_int(max_length));
}

static Value reversed(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    return deque_iterator_new(t, value_to_deque(args[0]), true);
}

/* (type, () or ((), maxlen), attributes, iterator) */
static Value reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                    UNUSED Value keyword_names)
{
    struct deque *d = value_to_deque(args[0]);
    int64_t max_length = load_relaxed(&d->max_length);
    Value state = call_method_0(t, args[0], name___getstate__);
    Value iterator = state == VALUE_ERROR ? state : object_iter(t, args[0]);
    Value arguments = tuple_empty;
    if (max_length >= 0) {
        arguments = tuple_of(t, 2, tuple_empty, value_from_small_int(max_length));
    }
    return iterator == VALUE_ERROR || arguments == VALUE_ERROR
               ? VALUE_ERROR
               : tuple_of(t, 4, value_from_object(value_type(args[0])), arguments, state, iterator);
}

const struct native_def deque_methods[] = {
    {"append", append, "(self, item, /)", "Add an element to the right side of the deque.",
     NATIVE_METHOD},
    {"appendleft", append_left, "(self, item, /)", "Add an element to the left side of the deque.",
     NATIVE_METHOD},
    {"extend", extend, "(self, iterable, /)",
     "Extend the right side of the deque with elements from the iterable", NATIVE_METHOD},
    {"extendleft", extend_left, "(self, iterable, /)",
     "Extend the left side of the deque with elements from the iterable", NATIVE_METHOD},
    {"pop", pop, "(self, /)", "Remove and return the rightmost element.", NATIVE_METHOD},
    {"popleft", pop_left, "(self, /)", "Remove and return the leftmost element.", NATIVE_METHOD},
    {"insert", insert, "(self, index, object, /)",
     "D.insert(index, object) -- insert object before index", NATIVE_METHOD},
    {"remove", remove_item, "(self, value, /)",
     "D.remove(value) -- remove first occurrence of value.", NATIVE_METHOD},
    {"index", index_of, "(self, value, start=0, stop=sys.maxsize, /)",
     "D.index(value, [start, [stop]]) -> integer -- return first index of value.\nRaises "
     "ValueError if the "
     "value is not present.",
     NATIVE_METHOD},
    {"count", count, "(self, value, /)",
     "D.count(value) -> integer -- return number of occurrences of value", NATIVE_METHOD},
    {"clear", clear, "(self, /)", "Remove all elements from the deque.", NATIVE_METHOD},
    {"reverse", reverse, "(self, /)", "D.reverse() -- reverse *IN PLACE*", NATIVE_METHOD},
    {"rotate", rotate, "(self, n=1, /)",
     "Rotate the deque n steps to the right (default n=1).  If n is negative, rotates left.",
     NATIVE_METHOD},
    {"copy", copy, "(self, /)", "Return a shallow copy of a deque.", NATIVE_METHOD},
    {"__copy__", copy, "(self, /)", "Return a shallow copy of a deque.", NATIVE_METHOD},
    {"__reversed__", reversed, "(self, /)",
     "D.__reversed__() -- return a reverse iterator over the deque", NATIVE_METHOD},
    {"__reduce__", reduce, "(self, /)", "Return state information for pickling.", NATIVE_METHOD},
    CLASS_GETITEM,
    {0},
};
