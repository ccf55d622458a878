#include "runtime/modules/gc_heap.h"

#include <stdlib.h>
#include <string.h>

#include "lock/world.h"
#include "runtime/abstract.h"
#include "runtime/bytearray.h"
#include "runtime/cell.h"
#include "runtime/code.h"
#include "runtime/deque.h"
#include "runtime/dict_table.h"
#include "runtime/gc.h"
#include "runtime/heap.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/mark.h"
#include "runtime/native.h"
#include "runtime/set.h"
#include "runtime/set_table.h"
#include "runtime/shape.h"
#include "runtime/str.h"
#include "runtime/thread.h"
#include "runtime/tuple.h"

/* ---- which objects count ---- */

/* Storage of other objects: what it refers to, those refer to. */
static bool is_storage(const struct object *object)
{
    return type_has(object->type, TYPE_STORAGE);
}

static bool is_internal(const struct object *object)
{
    const struct type *type = object->type;
    return is_storage(object) || type == &raw_buffer_type || type == &shape_type ||
           type == &global_cells_type;
}

/* Can it refer to others? Then CPython's collector would know it. Types in C are no part of the heap. */
static bool is_container(const struct object *object)
{
    const struct type *type = object->type;
    bool has_fields = type->trace != NULL || type->slots_offset != 0 || type->member_offset != 0;
    return !is_internal(object) && type != &str_type && type != &bytearray_type &&
           (has_fields || type_has(type, TYPE_HEAP));
}

Value gc_is_tracked(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                    Value names UNUSED)
{
    return value_from_bool(value_is_object(args[0]) && heap_contains(value_to_object(args[0])) &&
                           is_container(value_to_object(args[0])));
}

/* ---- results ---- */

/* Objects found with the world stopped; malloc'ed, out of the collector's sight until it is a list. */
struct finds {
    struct object **items;
    size_t n, capacity;
    bool lacks_memory;
    const Value *wanted; /* get_referrers: the objects asked for */
    uint32_t n_wanted;
    bool is_found; /* one of them, among the children of the object looked at */
    bool in_table; /* among these are the cells of a dict used as globals */
};

static void add_find(struct finds *finds, struct object *object)
{
    if (finds->n == finds->capacity) {
        size_t capacity = finds->capacity == 0 ? 256 : finds->capacity * 2;
        struct object **items = realloc(finds->items, capacity * sizeof *items);
        if (items == NULL) {
            finds->lacks_memory = true;
            return;
        }
        finds->items = items;
        finds->capacity = capacity;
    }
    finds->items[finds->n++] = object;
}

/*
 * Lets `look` fill finds with the world stopped, and makes a list of them. Room for the list is made first, so that nothing is
 * allocated between: again if there was too little.
 */
static Value collect_finds(struct thread *t, struct finds *finds, void (*look)(struct finds *finds))
{
    for (size_t room = 1024;; room = finds->n + finds->n / 4 + 64) {
        struct value_buffer *buffer = value_buffer_new(t, room);
        if (buffer == NULL) {
            return VALUE_ERROR;
        }
        finds->n = 0;
        world_stop(&t->lock, "gc.get_objects");
        look(finds);
        bool fits = finds->n <= room && !finds->lacks_memory;
        for (size_t i = 0; fits && i < finds->n; i++) {
            value_store(&buffer->items[i], value_from_object(finds->items[i]));
        }
        world_start(&t->lock);
        size_t n = finds->n;
        free(finds->items);
        finds->items = NULL;
        finds->capacity = 0;
        if (finds->lacks_memory) {
            return raise_no_memory(t);
        }
        if (fits) {
            Value list = list_from_values(t, buffer->items, n);
            gc_keep(buffer);
            return list;
        }
    }
}

/* ---- get_objects ---- */

/* Who sees all objects sees the locks that guard hidden deques, too, and might release them. */
static void show_hidden(struct object *object)
{
    if (object->type == &hidden_deque_type) {
        deque_show_stw((struct deque *)object);
    }
}

static void visit_object(struct object *object, void *context)
{
    show_hidden(object);
    if (is_container(object)) {
        add_find(context, object);
    }
}

static void look_for_objects(struct finds *finds)
{
    gc_each_object_stw(NULL, visit_object, finds);
}

Value gc_get_objects(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    enum { N_GENERATIONS = 3 };
    const int64_t oldest = N_GENERATIONS - 1;
    int64_t generation = oldest;
    if (args[0] != VALUE_UNBOUND && args[0] != VALUE_NONE) {
        if (!value_is_int(args[0])) {
            return raise_error(t, &TypeError_type, "argument should be integer or None, not '%T'",
                               args[0]);
        }
        if (!number_to_index(t, args[0], &generation)) {
            return VALUE_ERROR;
        }
    }
    generation = generation == -1 ? oldest : generation;
    if (generation < 0 || generation > oldest) {
        return raise_error(t, &ValueError_type,
                           generation < 0 ? "generation parameter cannot be negative"
                                          : "generation parameter must be less than the number of "
                                            "available generations (%d)",
                           N_GENERATIONS);
    }
    if (generation < oldest) {
        return list_new(t, 0); /* what there is, is old */
    }
    gc_collect(t); /* the dead do not count */
    struct finds finds = {0};
    return collect_finds(t, &finds, look_for_objects);
}

/* ---- get_referents, get_referrers ---- */

/* Cells of globals are part of their dict; those of closures are objects. */
static bool goes_through(struct finds *finds, const struct object *child)
{
    finds->in_table |=
        child->type == &dict_table_type && ((const struct dict_table *)child)->is_cell_dict;
    return is_storage(child) || (finds->in_table && child->type == &cell_type);
}

static bool visit_referent(struct object *child, void *context)
{
    struct finds *finds = context;
    show_hidden(child);
    if (goes_through(finds, child)) {
        return true;
    }
    if (child->type == &global_cells_type) {
        const struct global_cells *cells = (const struct global_cells *)child;
        add_find(finds, value_to_object(cells->globals));
    } else if (!is_internal(child)) {
        add_find(finds, child);
    }
    return false;
}

static void look_for_referents(struct finds *finds)
{
    finds->in_table = false;
    struct object *object = value_to_object(finds->wanted[0]);
    finds->lacks_memory |= !mark_each_child_stw(object, visit_referent, finds);
}

static bool extend(struct thread *t, Value list, Value iterable)
{
    return iterable != VALUE_ERROR && list_extend(t, value_to_list(list), iterable);
}

/* Containers of Python name their items one by one, immediate values too; others what they refer to on the heap, once. */
static bool add_referents(struct thread *t, Value list, Value v)
{
    if (value_is_dict(v)) {
        Value copy = dict_copy(t, value_to_dict(v));
        uint64_t position = 0;
        Value key, item;
        while (copy != VALUE_ERROR && dict_next(value_to_dict(copy), &position, &key, &item)) {
            if (!list_append(t, value_to_list(list), key) ||
                !list_append(t, value_to_list(list), item)) {
                return false;
            }
        }
        return copy != VALUE_ERROR;
    }
    if (value_is_list(v)) {
        return extend(t, list, list_to_tuple(t, value_to_list(v)));
    }
    if (value_is_tuple(v)) {
        return extend(t, list, tuple_new(t, value_to_tuple(v)->items, value_to_tuple(v)->length));
    }
    if (!value_is_object(v) || !heap_contains(value_to_object(v)) ||
        !is_container(value_to_object(v))) {
        return true;
    }
    struct finds finds = {.wanted = &v, .n_wanted = 1};
    return extend(t, list, collect_finds(t, &finds, look_for_referents));
}

Value gc_get_referents(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    const struct tuple *asked = value_to_tuple(args[0]);
    Value list = list_new(t, 0);
    for (uint64_t i = 0; list != VALUE_ERROR && i < asked->length; i++) {
        if (!add_referents(t, list, asked->items[i])) {
            return VALUE_ERROR;
        }
    }
    return list;
}

static bool visit_child(struct object *child, void *context)
{
    struct finds *finds = context;
    for (uint32_t i = 0; i < finds->n_wanted; i++) {
        finds->is_found |= value_from_object(child) == finds->wanted[i];
    }
    return goes_through(finds, child);
}

static void visit_referrer(struct object *object, void *context)
{
    struct finds *finds = context;
    show_hidden(object);
    if (!is_container(object)) {
        return;
    }
    finds->is_found = finds->in_table = false;
    finds->lacks_memory |= !mark_each_child_stw(object, visit_child, finds);
    const Value *asked = finds->wanted;
    if (finds->is_found && ((const struct tuple *)object)->items != asked) {
        add_find(finds, object);
    }
}

static void look_for_referrers(struct finds *finds)
{
    gc_each_object_stw(NULL, visit_referrer, finds);
}

Value gc_get_referrers(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    const struct tuple *asked = value_to_tuple(args[0]);
    gc_collect(t); /* the dead do not count */
    struct finds finds = {.wanted = asked->items, .n_wanted = (uint32_t)asked->length};
    return collect_finds(t, &finds, look_for_referrers);
}
