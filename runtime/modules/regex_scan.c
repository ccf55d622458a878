/*
 * All matches of a pattern: findall, finditer, split, scanner. A match may be empty, but not at the place where the match
 * before it ended as an empty one.
 */
#include "runtime/modules/regex_scan.h"

#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/iterators.h"
#include "runtime/list.h"
#include "runtime/memoryview.h"
#include "runtime/native.h"
#include "runtime/tuple.h"

bool regex_walk_begin(struct thread *t, struct regex_walk *walk, Value pattern, const Value *args)
{
    walk->pattern = (struct regex_pattern *)pattern;
    walk->mode = REGEX_SEARCH;
    return regex_subject_get(t, walk->pattern, args, &walk->subject);
}

enum truth regex_walk_next(struct thread *t, struct regex_walk *walk)
{
    if (!safepoint_poll(
            &t->lock)) { /* there may be many matches, and nothing else polls between them */
        return TRUTH_ERROR;
    }
    enum truth found = regex_run(t, walk->pattern, &walk->subject, walk->mode, &walk->spans);
    if (found == TRUTH_TRUE) {
        walk->start = walk->spans[0];
        walk->subject.from = walk->spans[1];
        walk->mode = (walk->mode & ~(unsigned)REGEX_ADVANCE) |
                     (walk->spans[0] == walk->spans[1] ? REGEX_ADVANCE : 0);
    }
    return found;
}

static Value span_text(struct thread *t, const struct regex_walk *walk, uint32_t group,
                       bool is_none_empty)
{
    int64_t from = walk->spans[2 * group], to = walk->spans[2 * group + 1];
    if (from < 0 && !is_none_empty) {
        return VALUE_NONE;
    }
    return regex_subject_slice(t, &walk->subject, from < 0 ? 0 : from, from < 0 ? 0 : to);
}

/* --- findall --- */

/* The group, if there is one, or a tuple of them, or else all of the match. */
static Value found_item(struct thread *t, const struct regex_walk *walk)
{
    uint32_t n = walk->pattern->n_groups;
    if (n <= 1) {
        return span_text(t, walk, n, true);
    }
    Value item = tuple_new(t, NULL, n);
    for (uint32_t i = 0; item != VALUE_ERROR && i < n; i++) {
        Value v = span_text(t, walk, i + 1, true);
        if (v == VALUE_ERROR) {
            return v;
        }
        value_to_tuple(item)->items[i] = v;
    }
    return item;
}

Value regex_find_all(struct thread *t, Value *args, uint32_t n_args UNUSED,
                     Value keyword_names UNUSED)
{
    struct regex_walk walk;
    Value list = regex_walk_begin(t, &walk, args[0], args + 1) ? list_new(t, 0) : VALUE_ERROR;
    enum truth found = TRUTH_FALSE;
    while (list != VALUE_ERROR && (found = regex_walk_next(t, &walk)) == TRUTH_TRUE) {
        Value item = found_item(t, &walk);
        if (item == VALUE_ERROR || !list_append(t, value_to_list(list), item)) {
            return VALUE_ERROR;
        }
    }
    return found == TRUTH_ERROR ? VALUE_ERROR : list;
}

/* --- split --- */

static bool append_groups(struct thread *t, const struct regex_walk *walk, struct list *list)
{
    for (uint32_t i = 1; i <= walk->pattern->n_groups; i++) {
        Value v = span_text(t, walk, i, false);
        if (v == VALUE_ERROR || !list_append(t, list, v)) {
            return false;
        }
    }
    return true;
}

static bool append_slice(struct thread *t, const struct regex_walk *walk, struct list *list,
                         int64_t from, int64_t to)
{
    Value v = regex_subject_slice(t, &walk->subject, from, to);
    return v != VALUE_ERROR && list_append(t, list, v);
}

Value regex_split(struct thread *t, Value *args, uint32_t n_args UNUSED, Value keyword_names UNUSED)
{
    struct regex_walk walk;
    int64_t limit = 0, end = 0, n = 0;
    Value string[] = {args[1], VALUE_UNBOUND, VALUE_UNBOUND};
    if ((args[2] != VALUE_UNBOUND && !number_to_index(t, args[2], &limit)) ||
        !regex_walk_begin(t, &walk, args[0], string)) {
        return VALUE_ERROR;
    }
    Value list = list_new(t, 0);
    enum truth found = TRUTH_FALSE;
    while (list != VALUE_ERROR && (limit <= 0 ? limit == 0 : n < limit) &&
           (found = regex_walk_next(t, &walk)) == TRUTH_TRUE) {
        if (!append_slice(t, &walk, value_to_list(list), end, walk.start) ||
            !append_groups(t, &walk, value_to_list(list))) {
            return VALUE_ERROR;
        }
        end = walk.subject.from;
        n++;
    }
    if (list == VALUE_ERROR || found == TRUTH_ERROR ||
        !append_slice(t, &walk, value_to_list(list), end, (int64_t)walk.subject.text.length)) {
        return VALUE_ERROR;
    }
    return list;
}

/* --- scanner and finditer --- */

/* A walk on the heap. Two threads that step one at once may see a match twice, or miss one, as with any iterator: each
   step works on a copy of `at`, which is one word. */
struct regex_scan {
    struct object base;
    struct regex_pattern *pattern; /* immutable */
    Value string, holder;          /* immutable */
    struct text text;              /* immutable */
    int64_t to;                    /* immutable */
    /* Of a subject that may change: a view, by which it is not resized until the end is reached (or this is dropped). */
    Value view; /* value_load; UNBOUND: none (any more) */
    /* Relaxed: 2 * the place to go on from, + 1 if not with an empty match; -1: at the end. */
    int64_t at;
};

static void trace_scan(struct marker *m, struct object *self)
{
    struct regex_scan *scan = (struct regex_scan *)self;
    mark_object(m, scan->pattern);
    mark_value(m, scan->string);
    mark_value(m, scan->holder);
    mark_value(m, scan->view);
}

static Value scan_new(struct thread *t, const Value *args, struct type *type)
{
    struct regex_walk walk;
    if (!regex_walk_begin(t, &walk, args[0], args + 1)) {
        return VALUE_ERROR;
    }
    struct regex_scan *scan = gc_allocate(t, sizeof *scan, type);
    if (scan == NULL) {
        return VALUE_ERROR;
    }
    scan->pattern = walk.pattern;
    scan->string = walk.subject.string;
    scan->holder = walk.subject.holder;
    scan->text = walk.subject.text;
    scan->to = walk.subject.to;
    scan->at = 2 * walk.subject.from;
    if (!value_is_str(scan->string) && !value_is_bytes(scan->string)) {
        Value view = memoryview_new(t, scan->string);
        if (view == VALUE_ERROR) {
            return view;
        }
        scan->view = view;
    }
    return value_from_object(scan);
}

/* UNBOUND at the end. */
static Value scan_step(struct thread *t, struct regex_scan *scan, enum regex_mode mode)
{
    int64_t at = load_relaxed(&scan->at);
    if (at < 0) {
        return VALUE_UNBOUND;
    }
    struct regex_walk walk = {.pattern = scan->pattern,
                              .mode = mode | (at & 1 ? REGEX_ADVANCE : 0)};
    walk.subject =
        (struct regex_subject){scan->string, scan->holder, scan->text, at >> 1, scan->to};
    struct regex_subject subject = walk.subject;
    enum truth found = regex_walk_next(t, &walk);
    if (found != TRUTH_TRUE) {
        Value view = atomic_swap(&scan->view, VALUE_UNBOUND);
        if (view != VALUE_UNBOUND) {
            memoryview_release((struct memoryview *)view);
        }
        store_relaxed(&scan->at, (int64_t)-1);
        return found == TRUTH_ERROR ? VALUE_ERROR : VALUE_UNBOUND;
    }
    store_relaxed(&scan->at, 2 * walk.subject.from + (walk.mode & REGEX_ADVANCE ? 1 : 0));
    return regex_match_new(t, scan->pattern, &subject, walk.spans);
}

Value regex_find_iterator(struct thread *t, Value *args, uint32_t n_args UNUSED,
                          Value keyword_names UNUSED)
{
    return scan_new(t, args, &regex_iterator_type);
}

Value regex_scanner(struct thread *t, Value *args, uint32_t n_args UNUSED,
                    Value keyword_names UNUSED)
{
    return scan_new(t, args, &regex_scanner_type);
}

static Value scan_next(struct thread *t, Value self)
{
    return scan_step(t, (struct regex_scan *)self, REGEX_SEARCH);
}

static Value none_at_end(Value v)
{
    return v == VALUE_UNBOUND ? VALUE_NONE : v;
}

static Value scanner_match(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value keyword_names UNUSED)
{
    return none_at_end(scan_step(t, (struct regex_scan *)args[0], REGEX_MATCH));
}

static Value scanner_search(struct thread *t, Value *args, uint32_t n_args UNUSED,
                            Value keyword_names UNUSED)
{
    return none_at_end(scan_step(t, (struct regex_scan *)args[0], REGEX_SEARCH));
}

static Value get_pattern(struct thread *t UNUSED, Value self)
{
    return value_from_object(((struct regex_scan *)self)->pattern);
}

static const struct native_def scanner_methods[] = {
    {"match", scanner_match, "(self, /)", NULL, NATIVE_METHOD},
    {"search", scanner_search, "(self, /)", NULL, NATIVE_METHOD},
    {0},
};

static const struct getset_def scanner_getsets[] = {
    {"pattern", get_pattern, NULL, NULL},
    {0},
};

struct type regex_scanner_type = {
    TYPE_HEADER("SRE_Scanner", sizeof(struct regex_scan)),
    .module = "_sre",
    .trace = trace_scan,
    .methods = scanner_methods,
    .getsets = scanner_getsets,
};

struct type regex_iterator_type = {
    TYPE_HEADER("callable_iterator", sizeof(struct regex_scan)),
    .trace = trace_scan,
    .iter = iterator_self,
    .next = scan_next,
};
