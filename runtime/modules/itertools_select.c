/* itertools that pass on some of their iterable's items: compress, dropwhile, filterfalse, islice, takewhile. */
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/modules/itertools.h"
#include "runtime/tuple.h"

/* ---- by a predicate ---- */

/* What dropwhile, filterfalse and takewhile have in common. */
struct selection {
    struct object base;
    Value predicate; /* immutable */
    Value iterator;  /* immutable */
    bool over;       /* relaxed; dropwhile: no longer dropping; takewhile: no longer taking */
};
struct dropwhile {
    struct selection selection;
};
struct filterfalse {
    struct selection selection;
};
struct takewhile {
    struct selection selection;
};

static Value new_selection(struct thread *t, struct argument_parser *parser, Value *args,
                           uint32_t n_args, Value keyword_names)
{
    Value bound[2];
    if (!itertools_bind(t, parser, args, n_args, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    Value iterator = object_iter(t, bound[1]);
    struct selection *o = iterator == VALUE_ERROR ? NULL : gc_new(t, (struct type *)args[0]);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->predicate = bound[0];
    o->iterator = iterator;
    return value_from_object(o);
}

static Value reduce_selection(struct thread *t, Value *args, UNUSED uint32_t n_args,
                              UNUSED Value keyword_names)
{
    const struct selection *o = (const struct selection *)args[0];
    return iterator_reduce_class(t, args[0], tuple_of(t, 2, o->predicate, o->iterator),
                                 value_from_small_int(load_relaxed(&o->over)));
}

static Value set_state_selection(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                 UNUSED Value keyword_names)
{
    enum truth over = object_truth(t, args[1]);
    if (over == TRUTH_ERROR) {
        return VALUE_ERROR;
    }
    store_relaxed(&((struct selection *)args[0])->over, over == TRUTH_TRUE);
    return VALUE_NONE;
}

static const struct native_def selection_methods[] = {
    ITERATOR_REDUCE(reduce_selection),
    ITERATOR_SETSTATE(set_state_selection),
    {0},
};

/* Of those that have no state of their own. */
static const struct native_def pair_methods[] = {
    ITERATOR_REDUCE(itertools_reduce_pair),
    {0},
};

static enum truth test(struct thread *t, Value predicate, Value item)
{
    Value result = call_1(t, predicate, item);
    return result == VALUE_ERROR ? TRUTH_ERROR : object_truth(t, result);
}

static Value new_dropwhile(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"dropwhile", "(predicate, iterable, /)", NULL};
    return new_selection(t, &parser, args, n_args, keyword_names);
}

static Value next_dropwhile(struct thread *t, Value self)
{
    struct selection *o = (struct selection *)self;
    for (;;) {
        Value item = iterator_next(t, o->iterator);
        if (item == VALUE_UNBOUND || item == VALUE_ERROR || load_relaxed(&o->over)) {
            return item;
        }
        enum truth drop = test(t, o->predicate, item);
        if (drop == TRUTH_ERROR) {
            return VALUE_ERROR;
        }
        if (drop == TRUTH_FALSE) {
            store_relaxed(&o->over, true);
            return item;
        }
    }
}

ITERATOR_TYPE(dropwhile, 2, new_dropwhile, next_dropwhile, "(predicate, iterable, /)",
              "Drop items from the iterable while predicate(item) is true.\n\nAfterwards, return "
              "every element until "
              "the iterable is exhausted.",
              .methods = selection_methods);

static Value new_takewhile(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"takewhile", "(predicate, iterable, /)", NULL};
    return new_selection(t, &parser, args, n_args, keyword_names);
}

static Value next_takewhile(struct thread *t, Value self)
{
    struct selection *o = (struct selection *)self;
    if (load_relaxed(&o->over)) {
        return VALUE_UNBOUND;
    }
    Value item = iterator_next(t, o->iterator);
    if (item == VALUE_UNBOUND || item == VALUE_ERROR) {
        return item;
    }
    enum truth take = test(t, o->predicate, item);
    if (take == TRUTH_FALSE) {
        store_relaxed(&o->over, true);
    }
    return take == TRUTH_TRUE ? item : take == TRUTH_FALSE ? VALUE_UNBOUND : VALUE_ERROR;
}

ITERATOR_TYPE(takewhile, 2, new_takewhile, next_takewhile, "(predicate, iterable, /)",
              "Return successive entries from an iterable as long as the predicate evaluates to "
              "true for each entry.",
              .methods = selection_methods);

static Value new_filterfalse(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"filterfalse", "(function, iterable, /)", NULL};
    return new_selection(t, &parser, args, n_args, keyword_names);
}

static Value next_filterfalse(struct thread *t, Value self)
{
    struct selection *o = (struct selection *)self;
    bool is_plain = o->predicate == VALUE_NONE || o->predicate == value_from_object(&bool_type);
    for (;;) {
        Value item = iterator_next(t, o->iterator);
        if (item == VALUE_UNBOUND || item == VALUE_ERROR) {
            return item;
        }
        enum truth truth = is_plain ? object_truth(t, item) : test(t, o->predicate, item);
        if (truth != TRUTH_TRUE) {
            return truth == TRUTH_FALSE ? item : VALUE_ERROR;
        }
    }
}

ITERATOR_TYPE(filterfalse, 2, new_filterfalse, next_filterfalse, "(function, iterable, /)",
              "Return those items of iterable for which function(item) is false.\n\nIf function is "
              "None, return the "
              "items that are false.",
              .methods = pair_methods);

/* ---- compress ---- */

struct compress {
    struct object base;
    Value data, selectors; /* iterators; immutable */
};

static Value new_compress(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"compress", "(data, selectors)", NULL};
    Value bound[2];
    if (!itertools_bind(t, &parser, args, n_args, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    Value data = object_iter(t, bound[0]),
          selectors = data == VALUE_ERROR ? data : object_iter(t, bound[1]);
    struct compress *o = selectors == VALUE_ERROR ? NULL : gc_new(t, (struct type *)args[0]);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    o->data = data;
    o->selectors = selectors;
    return value_from_object(o);
}

static Value next_compress(struct thread *t, Value self)
{
    struct compress *o = (struct compress *)self;
    for (;;) {
        Value item = iterator_next(t, o->data);
        if (item == VALUE_UNBOUND || item == VALUE_ERROR) {
            return item;
        }
        Value selector = iterator_next(t, o->selectors);
        if (selector == VALUE_UNBOUND || selector == VALUE_ERROR) {
            return selector;
        }
        enum truth selected = object_truth(t, selector);
        if (selected != TRUTH_FALSE) {
            return selected == TRUTH_TRUE ? item : VALUE_ERROR;
        }
    }
}

ITERATOR_TYPE(compress, 2, new_compress, next_compress, "(data, selectors)",
              "Return data elements corresponding to true selector elements.",
              .methods = pair_methods);

/* ---- islice ---- */

struct islice {
    struct object base;
    Value iterator; /* UNBOUND once exhausted */
    /* Relaxed. */
    int64_t taken;  /* items that the iterator has given */
    int64_t wanted; /* number of the next one to pass on */
    int64_t stop;   /* -1: none */
    int64_t step;   /* immutable */
};

static bool bound_of(struct thread *t, Value v, int64_t fallback, const char *message, int64_t *n)
{
    *n = fallback;
    if (v == VALUE_NONE || v == VALUE_UNBOUND) {
        return true;
    }
    if (value_type(v)->unary[UNARY_INDEX] == NULL) {
        return raise_false(t, &ValueError_type, "%s", message);
    }
    Value index = number_index(t, v);
    if (index == VALUE_ERROR) {
        return false;
    }
    return (int_to_int64(index, n) && *n >= 0) || raise_false(t, &ValueError_type, "%s", message);
}

static bool read_bounds(struct thread *t, Value *args, uint32_t n_args, struct islice *o)
{
    const char *stop_message =
        "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    const char *message = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    const char *step_message = "Step for islice() must be a positive integer or None.";
    if (n_args == 2) {
        o->wanted = 0;
        o->step = 1;
        return bound_of(t, args[1], -1, stop_message, &o->stop);
    }
    return bound_of(t, args[2], -1, stop_message, &o->stop) &&
           bound_of(t, args[1], 0, message, &o->wanted) &&
           bound_of(t, n_args > 3 ? args[3] : VALUE_NONE, 1, step_message, &o->step) &&
           (o->step > 0 || raise_false(t, &ValueError_type, "%s", step_message));
}

static Value new_islice(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct type *type = (struct type *)args[0];
    if ((!itertools_takes_keywords(type) && !reject_keywords(t, "islice", keyword_names)) ||
        !check_arg_count(t, "islice", n_args - 1, 2, 4)) {
        return VALUE_ERROR;
    }
    struct islice *o = gc_new(t, type);
    if (o == NULL || !read_bounds(t, args + 1, n_args - 1, o)) {
        return VALUE_ERROR;
    }
    Value iterator = object_iter(t, args[1]);
    if (iterator == VALUE_ERROR) {
        return iterator;
    }
    value_store(&o->iterator, iterator);
    return value_from_object(o);
}

static Value next_islice(struct thread *t, Value self)
{
    struct islice *o = (struct islice *)self;
    Value iterator = value_load(&o->iterator);
    int64_t taken = load_relaxed(&o->taken), wanted = load_relaxed(&o->wanted),
            stop = load_relaxed(&o->stop);
    if (iterator == VALUE_UNBOUND) {
        return iterator;
    }
    bool over = stop >= 0 && wanted >= stop;
    for (int64_t skipped = over ? stop : wanted; taken < skipped; taken++) {
        Value item = iterator_next(t, iterator);
        if (item == VALUE_UNBOUND || item == VALUE_ERROR) {
            value_store(&o->iterator, VALUE_UNBOUND);
            return item;
        }
    }
    bool is_done = stop >= 0 && taken >= stop;
    Value item = is_done ? VALUE_UNBOUND : iterator_next(t, iterator);
    store_relaxed(&o->taken, taken + !is_done);
    if (item == VALUE_UNBOUND || item == VALUE_ERROR) {
        value_store(&o->iterator, VALUE_UNBOUND);
        return item;
    }
    if (__builtin_add_overflow(wanted, o->step, &wanted) || (stop >= 0 && wanted > stop)) {
        wanted = stop >= 0 ? stop : INT64_MAX;
    }
    store_relaxed(&o->wanted, wanted);
    return item;
}

static Value reduce_islice(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value keyword_names)
{
    const struct islice *o = (const struct islice *)args[0];
    Value iterator = value_load(&o->iterator);
    int64_t stop = load_relaxed(&o->stop);
    if (iterator == VALUE_UNBOUND) {
        Value empty = list_new(t, 0);
        iterator = empty == VALUE_ERROR ? empty : object_iter(t, empty);
        Value arguments =
            iterator == VALUE_ERROR ? iterator : tuple_of(t, 2, iterator, value_from_small_int(0));
        return iterator_reduce_class(t, args[0], arguments, value_from_small_int(0));
    }
    Value next = int_from_int64(t, load_relaxed(&o->wanted)), step = int_from_int64(t, o->step);
    Value end = stop < 0 ? VALUE_NONE : int_from_int64(t, stop);
    if (next == VALUE_ERROR || step == VALUE_ERROR || end == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    return iterator_reduce_class(t, args[0], tuple_of(t, 4, iterator, next, end, step),
                                 int_from_int64(t, load_relaxed(&o->taken)));
}

static Value set_state_islice(struct thread *t, Value *args, UNUSED uint32_t n_args,
                              UNUSED Value keyword_names)
{
    int64_t taken;
    if (!iterator_state_index(t, args[1], &taken)) {
        return VALUE_ERROR;
    }
    store_relaxed(&((struct islice *)args[0])->taken, taken);
    return VALUE_NONE;
}

static const struct native_def islice_methods[] = {
    ITERATOR_REDUCE(reduce_islice),
    ITERATOR_SETSTATE(set_state_islice),
    {0},
};

ITERATOR_TYPE(islice, 1, new_islice, next_islice, NULL,
              "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> "
              "islice object\n\n"
              "Return an iterator whose next() method returns selected values from an\niterable.",
              .methods = islice_methods);
