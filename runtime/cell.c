#include "runtime/cell.h"

#include <stdio.h>

#include "runtime/abstract.h"
#include "runtime/native.h"
#include "runtime/str.h"

struct cell *cell_new(struct thread *t, Value value)
{
    struct cell *cell = gc_allocate(t, sizeof *cell, &cell_type);
    if (cell != NULL) {
        value_store(&cell->value, value);
    }
    return cell;
}

static struct cell *to_cell(Value self)
{
    return (struct cell *)value_to_object(self);
}

static void trace_cell(struct marker *m, struct object *self)
{
    mark_value(m, ((struct cell *)self)->value);
}

/* ---- what scripts see ---- */

static Value make(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    if (!reject_keywords(t, "cell", keyword_names) ||
        !check_arg_count(t, "cell", n_args - 1, 0, 1)) {
        return VALUE_ERROR;
    }
    struct cell *cell = cell_new(t, n_args > 1 ? args[1] : VALUE_UNBOUND);
    return cell == NULL ? VALUE_ERROR : value_from_object(cell);
}

static Value repr(struct thread *t, Value self)
{
    char here[32], there[32];
    Value content = cell_get(to_cell(self));
    snprintf(here, sizeof here, "%p", (void *)self);
    if (content == VALUE_UNBOUND) {
        return str_format(t, "<cell at %s: empty>", here);
    }
    snprintf(there, sizeof there, "%p", (void *)content);
    return str_format(t, "<cell at %s: %T object at %s>", here, content, there);
}

/* Empty cells come before all others. */
static Value compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    if (!value_is_instance(other, &cell_type)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    Value a = cell_get(to_cell(self));
    Value b = cell_get(to_cell(other));
    if (a != VALUE_UNBOUND && b != VALUE_UNBOUND) {
        return object_compare(t, a, b, op);
    }
    return object_compare(t, value_from_small_int(a != VALUE_UNBOUND),
                          value_from_small_int(b != VALUE_UNBOUND), op);
}

static Value get_contents(struct thread *t, Value self)
{
    Value content = cell_get(to_cell(self));
    return content != VALUE_UNBOUND ? content : raise_error(t, &ValueError_type, "Cell is empty");
}

static bool set_contents(struct thread *t, Value self, Value v)
{
    (void)t;
    cell_set(to_cell(self), v);
    return true;
}

static const struct getset_def cell_getsets[] = {
    {"cell_contents", get_contents, set_contents, NULL},
    {0},
};

struct type cell_type = {
    TYPE_HEADER("cell", sizeof(struct cell)),
    .doc = "One variable that functions share.",
    .getsets = cell_getsets,
    .trace = trace_cell,
    .new = make,
    .repr = repr,
    .compare = compare,
    .hash = hash_unhashable,
};
