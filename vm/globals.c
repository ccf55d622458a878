#include "vm/globals.h"

#include "lock/world.h"
#include "runtime/abstract.h"
#include "runtime/import_hooks.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/*
 * The builtins that code with these globals uses: globals['__builtins__'], a module or a mapping (whatever it is: looking
 * a name up tells), or those of the running code.
 */
static Value builtins_of(struct thread *t, Value globals)
{
    Value found = dict_get_str(value_to_dict(globals), name___builtins__);
    if (value_is_object(found) && value_to_object(found)->type == &module_type) {
        return value_from_object(((struct module *)found)->attributes);
    }
    if (found != VALUE_UNBOUND) {
        return found;
    }
    const struct frame *frame = frame_running(t);
    return frame == NULL ? builtins_dict : frame->global_cells->builtins;
}

Value mapping_find(struct thread *t, Value builtins, Value name)
{
    if (mapping_is_plain_dict(builtins)) {
        return dict_get_str(value_to_dict(builtins), name);
    }
    Value v = object_get_item(t, builtins, name);
    return v == VALUE_ERROR && error_swallow(t, &KeyError_type) ? VALUE_UNBOUND : v;
}

struct global_cells *global_cells_for(struct thread *t, struct code *code, Value globals)
{
    struct global_cells *known = load_acquire(&code->global_cells);
    if (known != NULL && known->globals == globals) {
        return known;
    }
    for (bool tried = false; !dict_is_cells(value_to_dict(globals));) {
        world_stop(&t->lock, "globals"); /* others may be using the dict */
        bool done = dict_become_cells(t, value_to_dict(globals));
        world_start(&t->lock);
        if (!done && !gc_retry(t, &tried)) {
            return NULL;
        }
    }
    uint32_t n = (uint32_t)value_to_tuple(code->global_names)->length;
    size_t size = sizeof(struct global_cells) + n * sizeof(struct global_cell_pair);
    struct global_cells *made = gc_allocate(t, size, &global_cells_type);
    if (made != NULL) {
        made->globals = globals;
        made->builtins = builtins_of(t, globals);
        made->n = n;
        store_release(&code->global_cells, made);
    }
    return made;
}

static Value global_name(const struct frame *frame, uint32_t index)
{
    return value_to_tuple(frame->code->global_names)->items[index];
}

/* The cell in the globals, made (and invisible while unbound) if there is none. */
static struct cell *resolve(struct thread *t, struct frame *frame, uint32_t index)
{
    struct global_cell_pair *pair = &frame->global_cells->cells[index];
    struct cell *cell = load_acquire(&pair->global);
    if (cell == NULL) {
        struct dict *globals = value_to_dict(frame->global_cells->globals);
        if (import_keep_promise_of(t, globals, global_name(frame, index)) == VALUE_ERROR) {
            return NULL;
        }
        cell = dict_make_cell(t, value_to_dict(frame->global_cells->globals),
                              global_name(frame, index));
        if (cell != NULL) {
            store_release(&pair->global, cell);
        }
    }
    return cell;
}

static Value raise_undefined(struct thread *t, Value name)
{
    return raise_name_error(t, "name '%V' is not defined", name);
}

/* Subclasses of dict may say themselves what their items are: no cells of theirs are looked at. UNBOUND: not there. */
static Value load_own(struct thread *t, struct frame *frame, uint32_t index)
{
    Value globals = frame->global_cells->globals;
    if (!mapping_is_plain_dict(globals)) {
        return mapping_find(t, globals, global_name(frame, index));
    }
    struct cell *cell = resolve(t, frame, index);
    return cell == NULL ? VALUE_ERROR : cell_get(cell);
}

static Value load_builtin(struct thread *t, struct frame *frame, uint32_t index)
{
    Value builtins = frame->global_cells->builtins, name = global_name(frame, index);
    bool has_cells = mapping_is_plain_dict(builtins) && dict_is_cells(value_to_dict(builtins));
    struct cell *builtin = has_cells ? dict_find_cell(value_to_dict(builtins), name) : NULL;
    Value v;
    if (builtin != NULL) {
        store_release(&frame->global_cells->cells[index].builtin, builtin);
        v = cell_get(builtin);
    } else {
        v = mapping_find(t, builtins, name);
    }
    return v != VALUE_UNBOUND ? v : raise_undefined(t, name);
}

Value global_load(struct thread *t, struct frame *frame, uint32_t index)
{
    Value v = load_own(t, frame, index);
    return v != VALUE_UNBOUND ? v : load_builtin(t, frame, index);
}

Value global_load_build_class(struct thread *t, struct frame *frame)
{
    Value found = mapping_find(t, frame->global_cells->builtins, name___build_class__);
    return found != VALUE_UNBOUND ? found
                                  : raise_error(t, &NameError_type, "__build_class__ not found");
}

bool global_store(struct thread *t, struct frame *frame, uint32_t index, Value v)
{
    Value globals = frame->global_cells->globals;
    return (!mapping_is_plain_dict(globals) || resolve(t, frame, index) != NULL) &&
           dict_set_str(t, value_to_dict(globals), global_name(frame, index), v);
}

bool global_delete(struct thread *t, struct frame *frame, uint32_t index)
{
    Value name = global_name(frame, index), was;
    if (!dict_remove(t, value_to_dict(frame->global_cells->globals), name, &was)) {
        return false;
    }
    if (was == VALUE_UNBOUND) {
        raise_undefined(t, name);
        return false;
    }
    return true;
}

bool names_setup_annotations(struct thread *t, struct frame *frame)
{
    Value names = frame_locals(t, frame);
    Value found = names == VALUE_ERROR ? names : mapping_find(t, names, name___annotations__);
    if (found != VALUE_UNBOUND) {
        return found != VALUE_ERROR;
    }
    Value made = dict_new(t);
    return made != VALUE_ERROR && object_set_item(t, names, name___annotations__, made);
}

Value name_load(struct thread *t, struct frame *frame, uint32_t index)
{
    if (frame->names != VALUE_UNBOUND) {
        Value v = mapping_find(t, frame->names, global_name(frame, index));
        if (v != VALUE_UNBOUND) {
            return v;
        }
    }
    Value v = global_peek(&frame->global_cells->cells[index]);
    if (v != VALUE_UNBOUND) {
        return v;
    }
    /* Behind a namespace the globals are a plain dict to CPython, whatever their class. */
    Value globals = frame->global_cells->globals;
    if (frame->names != VALUE_UNBOUND && !mapping_is_plain_dict(globals)) {
        v = dict_get_str(value_to_dict(globals), global_name(frame, index));
        return v != VALUE_UNBOUND ? v : load_builtin(t, frame, index);
    }
    return global_load(t, frame, index);
}

bool name_store(struct thread *t, struct frame *frame, uint32_t index, Value v)
{
    if (frame->names == VALUE_UNBOUND) {
        return global_store(t, frame, index, v);
    }
    if (value_type(frame->names) == &dict_type) {
        return dict_set_str(t, value_to_dict(frame->names), global_name(frame, index), v);
    }
    return object_set_item(t, frame->names, global_name(frame, index), v);
}

bool name_delete(struct thread *t, struct frame *frame, uint32_t index)
{
    if (frame->names == VALUE_UNBOUND) {
        return global_delete(t, frame, index);
    }
    if (object_set_item(t, frame->names, global_name(frame, index), VALUE_UNBOUND)) {
        return true;
    }
    if (error_swallow(t, &KeyError_type)) {
        raise_undefined(t, global_name(frame, index));
    }
    return false;
}

Value name_load_or_cell(struct thread *t, struct frame *frame, Value name, uint32_t cell_register)
{
    Value v = frame->names == VALUE_UNBOUND ? VALUE_UNBOUND : mapping_find(t, frame->names, name);
    if (v != VALUE_UNBOUND) {
        return v;
    }
    v = cell_get((struct cell *)frame->registers[cell_register]);
    if (v != VALUE_UNBOUND) {
        return v;
    }
    return raise_name_error(t,
                            "cannot access free variable '%V' where it is not associated with a "
                            "value in enclosing scope",
                            name);
}
