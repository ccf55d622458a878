/* The methods of set and frozenset. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/generic_alias.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/set_table.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* Methods that make a new set give one of the plain type, or of the subclass's base. */
static struct type *type_of_result(Value self)
{
    return type_is_subtype(value_type(self), &frozenset_type) ? &frozenset_type : &set_type;
}

/* ---- single items ---- */

static Value add(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value keyword_names)
{
    return set_add(t, value_to_set(args[0]), args[1]) ? VALUE_NONE : VALUE_ERROR;
}

static Value discard(struct thread *t, Value *args, UNUSED uint32_t n_args,
                     UNUSED Value keyword_names)
{
    bool was_there;
    return set_discard(t, value_to_set(args[0]), args[1], &was_there) ? VALUE_NONE : VALUE_ERROR;
}

static Value remove_item(struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value keyword_names)
{
    bool was_there;
    if (!set_discard(t, value_to_set(args[0]), args[1], &was_there)) {
        return VALUE_ERROR;
    }
    return was_there ? VALUE_NONE : raise_with_argument(t, &KeyError_type, args[1]);
}

static Value pop(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value keyword_names)
{
    Value taken = set_take_any(value_to_set(args[0]));
    if (taken != VALUE_UNBOUND) {
        return taken;
    }
    Value message = str_from_cstr(t, "pop from an empty set");
    return message == VALUE_ERROR ? message : raise_with_argument(t, &KeyError_type, message);
}

static Value contains(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    enum truth there = set_contains(t, value_to_set(args[0]), args[1]);
    return there == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(there == TRUTH_TRUE);
}

static Value clear(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                   UNUSED Value keyword_names)
{
    set_clear(value_to_set(args[0]));
    return VALUE_NONE;
}

static Value copy(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value keyword_names)
{
    if (value_type(args[0]) == &frozenset_type) {
        return args[0];
    }
    return set_copy(t, value_to_set(args[0]), type_of_result(args[0]));
}

/* ---- with other iterables ---- */

typedef bool (*update_fn)(struct thread *t, struct set *set, Value iterable);

/* Applies `update` with each of the iterables in turn. */
static Value update_with_each(struct thread *t, Value set, Value iterables, update_fn update)
{
    const struct tuple *tuple = value_to_tuple(iterables);
    for (uint64_t i = 0; i < tuple->length; i++) {
        if (!update(t, value_to_set(set), tuple->items[i])) {
            return VALUE_ERROR;
        }
    }
    return set;
}

static Value update_method(struct thread *t, Value *args, update_fn update)
{
    return update_with_each(t, args[0], args[1], update) == VALUE_ERROR ? VALUE_ERROR : VALUE_NONE;
}

static Value update(struct thread *t, Value *args, UNUSED uint32_t n_args,
                    UNUSED Value keyword_names)
{
    return update_method(t, args, set_update);
}

static Value difference_update(struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value keyword_names)
{
    return update_method(t, args, set_difference_update);
}

static Value union_of(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    Value made = set_copy(t, value_to_set(args[0]), type_of_result(args[0]));
    return made == VALUE_ERROR ? made : update_with_each(t, made, args[1], set_update);
}

/* The items that are in each of the iterables, as a new set. */
static Value common(struct thread *t, Value set, Value iterables)
{
    const struct tuple *tuple = value_to_tuple(iterables);
    struct type *type = type_of_result(set);
    if (tuple->length == 0) {
        return set_copy(t, value_to_set(set), type);
    }
    for (uint64_t i = 0; i < tuple->length && set != VALUE_ERROR; i++) {
        set = set_intersection(t, value_to_set(set), tuple->items[i], type);
    }
    return set;
}

static Value intersection(struct thread *t, Value *args, UNUSED uint32_t n_args,
                          UNUSED Value keyword_names)
{
    return common(t, args[0], args[1]);
}

static Value intersection_update(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                 UNUSED Value keyword_names)
{
    Value result = common(t, args[0], args[1]);
    if (result == VALUE_ERROR) {
        return result;
    }
    set_become(value_to_set(args[0]), value_to_set(result));
    return VALUE_NONE;
}

static Value difference(struct thread *t, Value *args, UNUSED uint32_t n_args,
                        UNUSED Value keyword_names)
{
    const struct tuple *tuple = value_to_tuple(args[1]);
    struct type *type = type_of_result(args[0]);
    Value made = tuple->length == 0
                     ? set_copy(t, value_to_set(args[0]), type)
                     : set_difference(t, value_to_set(args[0]), tuple->items[0], type);
    for (uint64_t i = 1; i < tuple->length && made != VALUE_ERROR; i++) {
        if (!set_difference_update(t, value_to_set(made), tuple->items[i])) {
            return VALUE_ERROR;
        }
    }
    return made;
}

static Value symmetric_difference(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                  UNUSED Value keyword_names)
{
    Value made = set_from_iterable(t, type_of_result(args[0]), args[1]);
    return made != VALUE_ERROR && set_symmetric_difference_update(t, value_to_set(made), args[0])
               ? made
               : VALUE_ERROR;
}

static Value symmetric_difference_update(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                         UNUSED Value keyword_names)
{
    return set_symmetric_difference_update(t, value_to_set(args[0]), args[1]) ? VALUE_NONE
                                                                              : VALUE_ERROR;
}

/* ---- questions ---- */

static Value as_set(struct thread *t, Value v)
{
    return value_is_any_set(v) ? v : set_from_iterable(t, &set_type, v);
}

static Value answer(enum truth truth)
{
    return truth == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(truth == TRUTH_TRUE);
}

static Value is_subset(struct thread *t, Value *args, UNUSED uint32_t n_args,
                       UNUSED Value keyword_names)
{
    Value other = as_set(t, args[1]);
    return other == VALUE_ERROR
               ? other
               : answer(set_is_subset(t, value_to_set(args[0]), value_to_set(other)));
}

static Value is_superset(struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value keyword_names)
{
    Value other = as_set(t, args[1]);
    return other == VALUE_ERROR
               ? other
               : answer(set_is_subset(t, value_to_set(other), value_to_set(args[0])));
}

static Value is_disjoint(struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value keyword_names)
{
    return answer(set_is_disjoint(t, value_to_set(args[0]), args[1]));
}

/* ---- the rest ---- */

/* (type, ([items],), attributes) */
static Value reduce(struct thread *t, Value *args, UNUSED uint32_t n_args,
                    UNUSED Value keyword_names)
{
    Value list = list_from_iterable(t, args[0]);
    Value arguments = list == VALUE_ERROR ? list : tuple_of(t, 1, list);
    Value state =
        arguments == VALUE_ERROR ? arguments : call_method_0(t, args[0], name___getstate__);
    return state == VALUE_ERROR
               ? state
               : tuple_of(t, 3, value_from_object(value_type(args[0])), arguments, state);
}

static Value size_of(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                     UNUSED Value keyword_names)
{
    const struct set_table *table = set_table(value_to_set(args[0]));
    size_t n = table == NULL ? 0 : sizeof *table + (table->mask + 1) * sizeof(struct set_entry);
    return value_from_small_int((int64_t)(sizeof(struct set) + n));
}

#define BOTH                                                                                       \
    {"copy", copy, "(self, /)", "Return a shallow copy of a set.", NATIVE_METHOD},                 \
        {"union", union_of, "(self, /, *others)",                                                  \
         "Return the union of sets as a new set.\n\n(i.e. all elements that are in either set.)",  \
         NATIVE_METHOD},                                                                           \
        {"intersection", intersection, "(self, /, *others)",                                       \
         "Return the intersection of two sets as a new set.\n\n(i.e. all elements that are in "    \
         "both sets.)",                                                                            \
         NATIVE_METHOD},                                                                           \
        {"difference", difference, "(self, /, *others)",                                           \
         "Return the difference of two or more sets as a new set.\n\n(i.e. all elements that are " \
         "in this set but not the others.)",                                                       \
         NATIVE_METHOD},                                                                           \
        {"symmetric_difference", symmetric_difference, "(self, other, /)",                         \
         "Return the symmetric difference of two sets as a new set.\n\n(i.e. all elements that "   \
         "are in exactly one of the sets.)",                                                       \
         NATIVE_METHOD},                                                                           \
        {"issubset", is_subset, "(self, other, /)",                                                \
         "Report whether another set contains this set.", NATIVE_METHOD},                          \
        {"issuperset", is_superset, "(self, other, /)",                                            \
         "Report whether this set contains another set.", NATIVE_METHOD},                          \
        {"isdisjoint", is_disjoint, "(self, other, /)",                                            \
         "Return True if two sets have a null intersection.", NATIVE_METHOD},                      \
        {"__contains__", contains, "(self, item, /)", "x.__contains__(y) <==> y in x.",            \
         NATIVE_METHOD},                                                                           \
        {"__reduce__", reduce, "(self, /)", "Return state information for pickling.",              \
         NATIVE_METHOD},                                                                           \
        {"__sizeof__", size_of, "(self, /)", "S.__sizeof__() -> size of S in memory, in bytes",    \
         NATIVE_METHOD},                                                                           \
        CLASS_GETITEM

const struct native_def frozenset_methods[] = {BOTH, {0}};

const struct native_def set_methods[] = {
    BOTH,
    {"add", add, "(self, item, /)",
     "Add an element to a set.\n\nThis has no effect if the element is already present.",
     NATIVE_METHOD},
    {"discard", discard, "(self, item, /)",
     "Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method "
     "does not "
     "raise\nan exception when an element is missing from the set.",
     NATIVE_METHOD},
    {"remove", remove_item, "(self, item, /)",
     "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise "
     "a "
     "KeyError.",
     NATIVE_METHOD},
    {"pop", pop, "(self, /)",
     "Remove and return an arbitrary set element.\nRaises KeyError if the set is empty.",
     NATIVE_METHOD},
    {"clear", clear, "(self, /)", "Remove all elements from this set.", NATIVE_METHOD},
    {"update", update, "(self, /, *others)", "Update a set with the union of itself and others.",
     NATIVE_METHOD},
    {"intersection_update", intersection_update, "(self, /, *others)",
     "Update a set with the intersection of itself and another.", NATIVE_METHOD},
    {"difference_update", difference_update, "(self, /, *others)",
     "Remove all elements of another set from this set.", NATIVE_METHOD},
    {"symmetric_difference_update", symmetric_difference_update, "(self, other, /)",
     "Update a set with the symmetric difference of itself and another.", NATIVE_METHOD},
    {0},
};
#undef BOTH
