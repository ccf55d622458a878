/*
 * The module _heapq: binary heaps in lists. Comparisons run any code, which may change the list: what they find changed in
 * size they give up. With the lock off, threads that share a heap need a lock of their own, as for any algorithm over a
 * list; without one they lose items, nothing worse.
 */
#include "runtime/modules/heapq.h"

#include "runtime/abstract.h"
#include "runtime/list_buffer.h"
#include "runtime/module.h"

enum order { MIN_FIRST, MAX_FIRST };

static struct list *heap_argument(struct thread *t, const char *function, Value v)
{
    if (!value_is_list(v)) {
        (void)raise_error(t, &TypeError_type, "%s must be list, not %A", function, v);
        return NULL;
    }
    return value_to_list(v);
}

static bool raise_changed(struct thread *t)
{
    return raise_false(t, &RuntimeError_type, "list changed size during iteration");
}

/* Whether `v` belongs above `w`; ERROR also if the list has no longer `n` items. */
static enum truth is_above(struct thread *t, struct list *heap, uint64_t n, enum order order,
                           Value v, Value w)
{
    if (v == VALUE_UNBOUND || w == VALUE_UNBOUND) {
        (void)raise_changed(t);
        return TRUTH_ERROR;
    }
    enum truth above =
        object_compare_truth(t, order == MIN_FIRST ? v : w, order == MIN_FIRST ? w : v, COMPARE_LT);
    if (above != TRUTH_ERROR && list_length(heap) != n) {
        (void)raise_changed(t);
        return TRUTH_ERROR;
    }
    return above;
}

/* Each takes the other's place. Another thread may have taken either item away: what is not there is never stored. */
static bool swap(struct thread *t, struct list *heap, uint64_t i, uint64_t j)
{
    Value v = list_get(heap, i), w = list_get(heap, j);
    if (v == VALUE_UNBOUND || w == VALUE_UNBOUND) {
        return raise_changed(t);
    }
    list_set(heap, i, w);
    list_set(heap, j, v);
    return true;
}

/* The item at `at` rises, at most to `top`. */
static bool rise(struct thread *t, struct list *heap, enum order order, uint64_t top, uint64_t at)
{
    uint64_t n = list_length(heap);
    Value item = list_get(heap, at);
    while (at > top) {
        uint64_t parent_at = (at - 1) / 2;
        enum truth above = is_above(t, heap, n, order, item, list_get(heap, parent_at));
        if (above != TRUTH_TRUE) {
            return above != TRUTH_ERROR;
        }
        if (!swap(t, heap, at, parent_at)) {
            return false;
        }
        at = parent_at;
    }
    return true;
}

/*
 * The item at `at` sinks. It goes to the bottom along the children that belong above, and rises from there: it came
 * from the bottom, so that this takes fewer comparisons than looking at each step (Knuth, volume 3, exercise 5.2.3-18).
 */
static bool sink(struct thread *t, struct list *heap, enum order order, uint64_t at)
{
    uint64_t n = list_length(heap), top = at;
    while (2 * at + 1 < n) {
        uint64_t child = 2 * at + 1;
        if (child + 1 < n) {
            enum truth left =
                is_above(t, heap, n, order, list_get(heap, child), list_get(heap, child + 1));
            if (left == TRUTH_ERROR) {
                return false;
            }
            child += left == TRUTH_FALSE;
        }
        if (!swap(t, heap, at, child)) {
            return false;
        }
        at = child;
    }
    return rise(t, heap, order, top, at);
}

static Value heapify(struct thread *t, Value v, enum order order)
{
    struct list *heap =
        heap_argument(t, order == MIN_FIRST ? "heapify() argument" : "_heapify_max() argument", v);
    if (heap == NULL) {
        return VALUE_ERROR;
    }
    for (uint64_t i = list_length(heap) / 2; i-- > 0;) {
        if (!sink(t, heap, order, i)) {
            return VALUE_ERROR;
        }
    }
    return VALUE_NONE;
}

static Value pop(struct thread *t, Value v, enum order order)
{
    struct list *heap =
        heap_argument(t, order == MIN_FIRST ? "heappop() argument" : "_heappop_max() argument", v);
    if (heap == NULL) {
        return VALUE_ERROR;
    }
    Value last = list_take(heap, -1); /* one step: what another thread adds meanwhile is not lost */
    if (last == VALUE_UNBOUND) {
        return raise_error(t, &IndexError_type, "index out of range");
    }
    Value first = list_get(heap, 0);
    if (first == VALUE_UNBOUND) {
        return last;
    }
    list_set(heap, 0, last);
    return sink(t, heap, order, 0) ? first : VALUE_ERROR;
}

bool heap_push(struct thread *t, struct list *heap, Value item)
{
    return list_append(t, heap, item) && rise(t, heap, MIN_FIRST, 0, list_length(heap) - 1);
}

Value heap_pop(struct thread *t, struct list *heap)
{
    return pop(t, value_from_object(heap), MIN_FIRST);
}

static Value replace(struct thread *t, Value v, Value item, enum order order)
{
    struct list *heap = heap_argument(
        t, order == MIN_FIRST ? "heapreplace() argument 1" : "_heapreplace_max() argument 1", v);
    if (heap == NULL) {
        return VALUE_ERROR;
    }
    Value first = list_get(heap, 0);
    if (first == VALUE_UNBOUND) {
        return raise_error(t, &IndexError_type, "index out of range");
    }
    list_set(heap, 0, item);
    return sink(t, heap, order, 0) ? first : VALUE_ERROR;
}

#define FUNCTION(name)                                                                             \
    static Value name(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)

FUNCTION(heapq_heapify)
{
    return heapify(t, args[0], MIN_FIRST);
}

FUNCTION(heapq_heapify_max)
{
    return heapify(t, args[0], MAX_FIRST);
}

FUNCTION(heapq_heappop)
{
    return pop(t, args[0], MIN_FIRST);
}

FUNCTION(heapq_heappop_max)
{
    return pop(t, args[0], MAX_FIRST);
}

FUNCTION(heapq_heapreplace)
{
    return replace(t, args[0], args[1], MIN_FIRST);
}

FUNCTION(heapq_heapreplace_max)
{
    return replace(t, args[0], args[1], MAX_FIRST);
}

FUNCTION(heapq_heappush)
{
    struct list *heap = heap_argument(t, "heappush() argument 1", args[0]);
    return heap != NULL && heap_push(t, heap, args[1]) ? VALUE_NONE : VALUE_ERROR;
}

FUNCTION(heapq_heappushpop)
{
    struct list *heap = heap_argument(t, "heappushpop() argument 1", args[0]);
    if (heap == NULL) {
        return VALUE_ERROR;
    }
    Value first = list_get(heap, 0);
    if (first == VALUE_UNBOUND) {
        return args[1];
    }
    enum truth less = object_compare_truth(t, first, args[1], COMPARE_LT);
    if (less != TRUTH_TRUE) {
        return less == TRUTH_ERROR ? VALUE_ERROR : args[1];
    }
    if (list_length(heap) == 0) {
        return raise_error(t, &IndexError_type, "index out of range");
    }
    return replace(t, args[0], args[1], MIN_FIRST);
}

static const struct native_def functions[] = {
    {"heapify", heapq_heapify, "(heap, /)",
     "Transform list into a heap, in-place, in O(len(heap)) time.", NATIVE_METHOD},
    {"heappop", heapq_heappop, "(heap, /)",
     "Pop the smallest item off the heap, maintaining the heap invariant.", NATIVE_METHOD},
    {"heappush", heapq_heappush, "(heap, item, /)",
     "Push item onto heap, maintaining the heap invariant.", NATIVE_METHOD},
    {"heappushpop", heapq_heappushpop, "(heap, item, /)",
     "Push item on the heap, then pop and return the smallest item from the heap.", NATIVE_METHOD},
    {"heapreplace", heapq_heapreplace, "(heap, item, /)",
     "Pop and return the current smallest value, and add the new item.", NATIVE_METHOD},
    {"_heapify_max", heapq_heapify_max, "(heap, /)", "Maxheap variant of heapify.", NATIVE_METHOD},
    {"_heappop_max", heapq_heappop_max, "(heap, /)", "Maxheap variant of heappop.", NATIVE_METHOD},
    {"_heapreplace_max", heapq_heapreplace_max, "(heap, item, /)",
     "Maxheap variant of heapreplace.", NATIVE_METHOD},
    {0},
};

bool module_init__heapq(struct thread *t, Value module)
{
    return module_add_functions(t, module, functions);
}
