/*
 * list.sort: a stable merge sort that takes its runs from the data and merges them by powersort (Munro and Wild, "Nearly-
 * Optimal Mergesorts: Fast, Practical Sorting Methods That Optimally Adapt to Existing Runs", ESA 2018).
 *
 * What is sorted lies in a collected buffer that no other thread sees: the list is empty meanwhile. An element is one
 * Value or, where there is a key function, two: key and item. At each moment the array and the scratch memory together hold
 * every element, so that after an exception the list has all of its items, in some order.
 *
 * The functions marked ALWAYS_INLINE exist once for each kind of keys and width of elements, both of them constants there.
 */
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/float.h"
#include "runtime/list_buffer.h"
#include "runtime/str.h"

enum kind { INTS, FLOATS, STRS, ANY };

enum { MIN_RUN_LIMIT = 64, MAX_RUNS = 85 };

struct run {
    size_t from, n;
    unsigned power; /* of the boundary to the next run */
};

struct sort {
    struct thread *t;
    Value *items; /* n elements */
    size_t n;
    struct value_buffer *scratch; /* half as many; NULL until the first merge */
    bool failed;                  /* an exception is pending */
    size_t n_runs;
    struct run runs[MAX_RUNS];
};

/* ---- elements ---- */

static ALWAYS_INLINE bool is_less(struct sort *s, enum kind kind, Value v, Value w)
{
    switch (kind) {
    case INTS:
        return (intptr_t)v < (intptr_t)w; /* both have the tag, which decides nothing then */
    case FLOATS:
        return float_to_double(v) < float_to_double(w);
    case STRS:
        return str_order((struct str *)v, (struct str *)w) < 0;
    case ANY:
        break;
    }
    enum truth truth = object_compare_truth(s->t, v, w, COMPARE_LT);
    s->failed |= truth == TRUTH_ERROR;
    return truth == TRUTH_TRUE;
}

static ALWAYS_INLINE void copy(size_t width, Value *to, const Value *from)
{
    to[0] = from[0];
    if (width == 2) {
        to[1] = from[1];
    }
}

static ALWAYS_INLINE void copy_many(size_t width, Value *to, const Value *from, size_t n)
{
    memmove(to, from, n * width * sizeof(Value));
}

static ALWAYS_INLINE void reverse(size_t width, Value *items, size_t n)
{
    for (size_t i = 0, j = n; i + 1 < j; i++) {
        Value v[2];
        j--;
        copy(width, v, items + i * width);
        copy(width, items + i * width, items + j * width);
        copy(width, items + j * width, v);
    }
}

/* ---- runs ---- */

/* The length of the run at `items`; one that strictly descends is reversed. */
static ALWAYS_INLINE size_t find_run(struct sort *s, enum kind kind, size_t width, Value *items,
                                     size_t n)
{
    size_t i = 1;
    if (n < 2) {
        return n;
    }
    bool descends = is_less(s, kind, items[width], items[0]);
    while (++i < n && !s->failed &&
           is_less(s, kind, items[i * width], items[(i - 1) * width]) == descends) {
    }
    if (descends && !s->failed) {
        reverse(width, items, i);
    }
    return i;
}

/* Extends the sorted first `sorted` of `n` elements by binary insertion. */
static ALWAYS_INLINE void insert_rest(struct sort *s, enum kind kind, size_t width, Value *items,
                                      size_t sorted, size_t n)
{
    for (; sorted < n && !s->failed; sorted++) {
        Value pivot[2];
        copy(width, pivot, items + sorted * width);
        size_t low = 0, high = sorted;
        while (low < high && !s->failed) {
            size_t middle = low + (high - low) / 2;
            if (is_less(s, kind, pivot[0], items[middle * width])) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if (s->failed) {
            return;
        }
        copy_many(width, items + (low + 1) * width, items + low * width, sorted - low);
        copy(width, items + low * width, pivot);
    }
}

/* n / 2^k, rounded up, between 32 and 64: so that n divided by it is close to a power of two. */
static size_t min_run_for(size_t n)
{
    size_t lost = 0;
    while (n >= MIN_RUN_LIMIT) {
        lost |= n & 1;
        n >>= 1;
    }
    return n + lost;
}

/* ---- merging ---- */

/* How many of the sorted `n` elements come before `key`; of equal ones all if `after_equals`, else none. */
static ALWAYS_INLINE size_t count_before(struct sort *s, enum kind kind, size_t width, Value key,
                                         const Value *items, size_t n, bool after_equals)
{
    size_t low = 0, high = n;
    while (low < high && !s->failed) {
        size_t middle = low + (high - low) / 2;
        bool before = after_equals ? !is_less(s, kind, key, items[middle * width])
                                   : is_less(s, kind, items[middle * width], key);
        if (before) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The left run lies in scratch memory: fills from the front. */
static ALWAYS_INLINE void merge_forwards(struct sort *s, enum kind kind, size_t width, Value *to,
                                         size_t n_left, size_t n_right)
{
    const Value *left = s->scratch->items, *left_end = left + n_left * width;
    const Value *right = to + n_left * width, *right_end = right + n_right * width;
    copy_many(width, s->scratch->items, to, n_left);
    while (left < left_end && right < right_end && !s->failed) {
        if (is_less(s, kind, right[0], left[0])) {
            copy(width, to, right);
            right += width;
        } else {
            copy(width, to, left);
            left += width;
        }
        to += width;
    }
    memcpy(to, left, (size_t)((const char *)left_end - (const char *)left));
}

/* The right run lies in scratch memory: fills from the back. */
static ALWAYS_INLINE void merge_backwards(struct sort *s, enum kind kind, size_t width,
                                          Value *items, size_t n_left, size_t n_right)
{
    const Value *left = items + n_left * width;
    const Value *scratch = s->scratch->items, *right = scratch + n_right * width;
    Value *to = items + (n_left + n_right) * width;
    copy_many(width, s->scratch->items, left, n_right);
    while (left > items && right > scratch && !s->failed) {
        to -= width;
        if (is_less(s, kind, right[-(ptrdiff_t)width], left[-(ptrdiff_t)width])) {
            left -= width;
            copy(width, to, left);
        } else {
            right -= width;
            copy(width, to, right);
        }
    }
    size_t rest = (size_t)((const char *)right - (const char *)scratch);
    memcpy((char *)to - rest, scratch, rest);
}

static bool have_scratch(struct sort *s, size_t width)
{
    if (s->scratch == NULL) {
        s->scratch = value_buffer_new(s->t, (s->n / 2 + 1) * width);
        s->failed |= s->scratch == NULL;
    }
    return !s->failed;
}

/* Merges two neighbouring runs; what is in its place already is left out. */
static ALWAYS_INLINE void merge(struct sort *s, enum kind kind, size_t width, size_t from,
                                size_t n_left, size_t n_right)
{
    Value *items = s->items + from * width, *right = items + n_left * width;
    size_t in_place = count_before(s, kind, width, right[0], items, n_left, true);
    items += in_place * width;
    n_left -= in_place;
    if (n_left == 0 || s->failed) {
        return;
    }
    n_right = count_before(s, kind, width, right[-(ptrdiff_t)width], right, n_right, false);
    if (n_right == 0 || s->failed || !have_scratch(s, width)) {
        return;
    }
    if (n_left <= n_right) {
        merge_forwards(s, kind, width, items, n_left, n_right);
    } else {
        merge_backwards(s, kind, width, items, n_left, n_right);
    }
    s->failed |= !s->failed && !gc_poll(s->t);
}

static ALWAYS_INLINE void merge_top(struct sort *s, enum kind kind, size_t width)
{
    struct run *left = &s->runs[s->n_runs - 2], *right = left + 1;
    merge(s, kind, width, left->from, left->n, right->n);
    left->n += right->n;
    left->power = right->power;
    s->n_runs--;
}

/*
 * The depth, in a perfectly balanced binary tree over the whole array, of the node that separates the middles of two
 * neighbouring runs: the first binary digit in which the middles, as fractions of n, differ.
 */
static unsigned boundary_power(size_t from, size_t n_left, size_t n_right, size_t n)
{
    size_t a = 2 * from + n_left;    /* twice the middle of the left run */
    size_t b = a + n_left + n_right; /* and of the right one */
    unsigned power = 0;
    for (;;) {
        power++;
        if (a >= n) {
            a -= n;
            b -= n;
        } else if (b >= n) {
            return power;
        }
        a <<= 1;
        b <<= 1;
    }
}

static ALWAYS_INLINE void push_run(struct sort *s, enum kind kind, size_t width, size_t from,
                                   size_t n)
{
    if (s->n_runs > 0) {
        struct run *last = &s->runs[s->n_runs - 1];
        unsigned power = boundary_power(last->from, last->n, n, s->n);
        while (s->n_runs > 1 && s->runs[s->n_runs - 2].power > power && !s->failed) {
            merge_top(s, kind, width);
        }
        s->runs[s->n_runs - 1].power = power;
    }
    ASSERT(s->n_runs < MAX_RUNS);
    s->runs[s->n_runs++] = (struct run){from, n, 0};
}

static ALWAYS_INLINE void sort_all(struct sort *s, enum kind kind, size_t width)
{
    size_t min_run = min_run_for(s->n);
    for (size_t from = 0; from < s->n && !s->failed;) {
        size_t left = s->n - from;
        Value *items = s->items + from * width;
        size_t n = find_run(s, kind, width, items, left);
        if (n < min_run && !s->failed) {
            size_t wanted = left < min_run ? left : min_run;
            insert_rest(s, kind, width, items, n, wanted);
            n = wanted;
        }
        if (!s->failed) {
            push_run(s, kind, width, from, n);
        }
        from += n;
    }
    while (s->n_runs > 1 && !s->failed) {
        merge_top(s, kind, width);
    }
}

/* ---- choosing ---- */

static enum kind kind_of(Value v)
{
    if (value_is_small_int(v)) {
        return INTS;
    }
    const struct type *type = value_type(v);
    return type == &float_type ? FLOATS : type == &str_type ? STRS : ANY;
}

static enum kind kind_of_keys(const struct sort *s, size_t width)
{
    enum kind kind = s->n == 0 ? ANY : kind_of(s->items[0]);
    for (size_t i = 1; i < s->n && kind != ANY; i++) {
        kind = kind_of(s->items[i * width]) == kind ? kind : ANY;
    }
    return kind;
}

static void sort_singles(struct sort *s)
{
    switch (kind_of_keys(s, 1)) {
    case INTS:
        sort_all(s, INTS, 1);
        break;
    case FLOATS:
        sort_all(s, FLOATS, 1);
        break;
    case STRS:
        sort_all(s, STRS, 1);
        break;
    case ANY:
        sort_all(s, ANY, 1);
        break;
    }
}

static void sort_pairs(struct sort *s)
{
    switch (kind_of_keys(s, 2)) {
    case INTS:
        sort_all(s, INTS, 2);
        break;
    case FLOATS:
        sort_all(s, FLOATS, 2);
        break;
    case STRS:
        sort_all(s, STRS, 2);
        break;
    case ANY:
        sort_all(s, ANY, 2);
        break;
    }
}

/* ---- the list ---- */

/* Sorts `n` items in a buffer of this thread's own, by themselves. */
static bool sort_plainly(struct thread *t, Value *items, size_t n, bool descending)
{
    struct sort s = {.t = t, .items = items, .n = n};
    if (descending) {
        reverse(1, items, n);
    }
    sort_singles(&s);
    if (descending) {
        reverse(1, items, n);
    }
    return !s.failed;
}

static bool compute_keys(struct thread *t, const Value *items, size_t n, Value key, Value *pairs)
{
    for (size_t i = 0; i < n; i++) {
        pairs[2 * i] = call_1(t, key, items[i]);
        pairs[2 * i + 1] = items[i];
        if (pairs[2 * i] == VALUE_ERROR) {
            pairs[2 * i] = VALUE_UNBOUND;
            return false;
        }
    }
    return true;
}

static bool sort_by_key(struct thread *t, Value *items, size_t n, Value key, bool descending)
{
    struct value_buffer *pairs = value_buffer_new(t, 2 * n);
    if (pairs == NULL || !compute_keys(t, items, n, key, pairs->items)) {
        return false;
    }
    struct sort s = {.t = t, .items = pairs->items, .n = n};
    if (descending) {
        reverse(2, pairs->items, n);
    }
    sort_pairs(&s);
    for (size_t i = 0; i < n; i++) {
        items[descending ? n - 1 - i : i] = pairs->items[2 * i + 1];
    }
    gc_keep(pairs);
    return !s.failed;
}

/* Empties the list. Its buffer, if others may still be reading it, is copied. false: MemoryError. */
static bool take_items(struct thread *t, struct list *list, struct value_buffer **buffer,
                       uint64_t *n)
{
    struct value_buffer *copy = NULL;
    for (;;) {
        bool locked = object_lock(&list->base);
        *n = list_length(list);
        *buffer = list_buffer(list);
        bool taken = *n == 0 || !locked || (copy != NULL && copy->capacity >= *n);
        if (taken) {
            if (locked && *n > 0) {
                memcpy(copy->items, (*buffer)->items, *n * sizeof(Value));
                *buffer = copy;
            }
            store_release(&list->length, (uint64_t)0);
            list_publish_buffer_locked(list, NULL);
        }
        object_unlock(&list->base, locked);
        if (taken) {
            return true;
        }
        copy = value_buffer_new(t, list_length(list));
        if (copy == NULL) {
            return false;
        }
    }
}

/* Has the list been empty all the time? It is given its items again either way. */
static bool give_items_back(struct list *list, struct value_buffer *buffer, uint64_t n)
{
    bool locked = object_lock(&list->base);
    bool untouched = list_buffer(list) == NULL;
    list_publish_buffer_locked(list, buffer);
    store_release(&list->length, n);
    object_unlock(&list->base, locked);
    return untouched;
}

bool list_sort(struct thread *t, struct list *list, Value key, bool descending)
{
    struct value_buffer *buffer;
    uint64_t n;
    if (!take_items(t, list, &buffer, &n)) {
        return false;
    }
    bool sorted = true;
    if (n > 0) {
        sorted = key == VALUE_NONE || key == VALUE_UNBOUND
                     ? sort_plainly(t, buffer->items, n, descending)
                     : sort_by_key(t, buffer->items, n, key, descending);
    }
    if (!give_items_back(list, buffer, n) && sorted) {
        return raise_false(t, &ValueError_type, "list modified during sort");
    }
    return sorted;
}
