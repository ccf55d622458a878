/* The type list: its slots. */
#include "runtime/abstract.h"
#include "runtime/iterators.h"
#include "runtime/list_buffer.h"
#include "runtime/native.h"
#include "runtime/repr_guard.h"
#include "runtime/sequence.h"
#include "runtime/str.h"

static void trace(struct marker *m, struct object *self)
{
    mark_object(m, ((struct list *)self)->buffer);
}

static Value new_list(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    struct type *type = (struct type *)args[0];
    if (type == &list_type) {
        return list_new(t, 0);
    }
    void *made = gc_new(t, type);
    return made == NULL ? VALUE_ERROR : value_from_object(made);
}

static struct argument_parser init_parser = {"list", "(iterable=(), /)", NULL};

static bool init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    Value bound[1];
    bool has_own_new = value_type(self)->new != list_type.new; /* keywords are for that */
    if ((!has_own_new && !reject_keywords(t, "list", keyword_names)) ||
        !arguments_bind(t, &init_parser, args, n_args, VALUE_UNBOUND, bound)) {
        return false;
    }
    struct list *list = value_to_list(self);
    list_truncate(list, 0);
    return bound[0] == VALUE_UNBOUND || list_extend(t, list, bound[0]);
}

static Value repr(struct thread *t, Value self)
{
    if (list_length(value_to_list(self)) == 0) {
        return str_from_cstr(t, "[]");
    }
    enum truth entered = repr_enter(t, self);
    if (entered != TRUTH_TRUE) {
        return entered == TRUTH_FALSE ? str_from_cstr(t, "[...]") : VALUE_ERROR;
    }
    struct str_builder b;
    str_builder_init(&b, t);
    str_builder_add_cstr(&b, "[");
    bool shown = sequence_add_reprs(t, &b, self);
    repr_leave(t, self);
    str_builder_add_cstr(&b, "]");
    return shown ? str_builder_finish(&b) : VALUE_ERROR;
}

static Value compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    return value_is_list(other) ? sequence_compare(t, self, other, op) : VALUE_NOT_IMPLEMENTED;
}

static bool length(UNUSED struct thread *t, Value self, int64_t *length)
{
    *length = (int64_t)list_length(value_to_list(self));
    return true;
}

static Value iter(struct thread *t, Value self)
{
    struct list_iterator *i = gc_allocate(t, sizeof *i, &list_iterator_type);
    if (i == NULL) {
        return VALUE_ERROR;
    }
    i->list = value_to_list(self);
    return value_from_object(i);
}

/* ---- + and * ---- */

static Value concat(struct thread *t, Value v, Value w)
{
    if (!value_is_list(w)) {
        return raise_error(t, &TypeError_type, "can only concatenate list (not \"%T\") to list", w);
    }
    struct list *a = value_to_list(v), *b = value_to_list(w);
    size_t n_a = list_length(a), n_b = list_length(b);
    Value made = list_new(t, n_a + n_b);
    if (made == VALUE_ERROR || n_a + n_b == 0) {
        return made;
    }
    struct list *sum = value_to_list(made);
    size_t n = list_copy_items(a, sum->buffer->items, n_a);
    sum->length = n + list_copy_items(b, sum->buffer->items + n, n_b);
    return made;
}

static Value inplace_concat(struct thread *t, Value v, Value w)
{
    return list_extend(t, value_to_list(v), w) ? v : VALUE_ERROR;
}

/* Copies the first `n` of the Values on and on until there are n * times, each time as many as there are. */
static void multiply(Value *items, size_t n, uint64_t times)
{
    size_t total = n * times;
    if (n == 1) {
        for (size_t i = 1; i < total; i++) {
            items[i] = items[0];
        }
        return;
    }
    for (size_t done = n; done < total;) {
        size_t more = done < total - done ? done : total - done;
        memcpy(items + done, items, more * sizeof(Value));
        done += more;
    }
}

/* `times` copies of the items, one after the other, in a new list; times > 0. */
static Value copies(struct thread *t, struct list *list, uint64_t times)
{
    size_t n = list_length(list);
    if (sequence_too_long(n, times)) {
        return raise_no_memory(t);
    }
    Value made = list_new(t, n * times);
    if (made != VALUE_ERROR && n > 0) {
        struct list *product = value_to_list(made);
        n = list_copy_items(list, product->buffer->items, n);
        multiply(product->buffer->items, n, times);
        product->length = n * times;
    }
    return made;
}

static Value repeat(struct thread *t, Value self, Value times)
{
    int64_t n;
    if (!number_to_index(t, times, &n)) {
        return VALUE_ERROR;
    }
    return n <= 0 ? list_new(t, 0) : copies(t, value_to_list(self), (uint64_t)n);
}

static Value inplace_repeat(struct thread *t, Value self, Value times)
{
    struct list *list = value_to_list(self);
    int64_t n;
    if (!number_to_index(t, times, &n)) {
        return VALUE_ERROR;
    }
    if (n <= 0) {
        list_truncate(list, 0);
        return self;
    }
    Value more = n == 1 ? tuple_empty : copies(t, list, (uint64_t)n - 1);
    return more != VALUE_ERROR && list_extend(t, list, more) ? self : VALUE_ERROR;
}

struct type list_type = {
    TYPE_HEADER("list", sizeof(struct list)),
    .text_signature = "(iterable=(), /)",
    .doc = "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new "
           "empty "
           "list.\nThe argument must be an iterable if specified.",
    .flags =
        TYPE_BASE | TYPE_SEQUENCE | TYPE_LIST_SUBCLASS | TYPE_MATCHES_SEQUENCE | TYPE_MATCHES_SELF,
    .methods = list_methods,
    .trace = trace,
    .new = new_list,
    .init = init,
    .repr = repr,
    .hash = hash_unhashable,
    .compare = compare,
    .iter = iter,
    .length = length,
    .get_item = list_get_item,
    .set_item = list_set_item,
    .contains = sequence_contains,
    .sequence_concat = concat,
    .sequence_inplace_concat = inplace_concat,
    .sequence_repeat = repeat,
    .sequence_inplace_repeat = inplace_repeat,
};
