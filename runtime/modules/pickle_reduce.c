/* Saving what has no instructions of its own: by reduction (PEP 307) to a callable, its arguments and a state. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/code.h"
#include "runtime/dict.h"
#include "runtime/module.h"
#include "runtime/modules/pickle.h"

/* ---- without a memo ---- */

enum {
    FAST_DEPTH_UNCHECKED = 50
}; /* from here on it is checked whether a container contains itself */

enum truth pickle_fast_enter(struct pickler *p, Value v)
{
    if (LIKELY(!load_relaxed(&p->is_fast))) {
        return TRUTH_FALSE;
    }
    if (++p->fast_depth < FAST_DEPTH_UNCHECKED) {
        return TRUTH_TRUE;
    }
    Value seen = p->fast_seen = p->fast_seen == VALUE_UNBOUND ? dict_new(p->t) : p->fast_seen;
    Value key = seen == VALUE_ERROR ? seen : object_id(p->t, v);
    enum truth is_there =
        key == VALUE_ERROR ? TRUTH_ERROR : dict_contains(p->t, value_to_dict(seen), key);
    if (is_there == TRUTH_TRUE) {
        char address[24];
        (void)!raise_false(p->t, &ValueError_type,
                           "fast mode: can't pickle cyclic objects including object type %T at %s",
                           v, address_text(value_to_object(v), address));
        return TRUTH_ERROR;
    }
    return is_there == TRUTH_FALSE && dict_set(p->t, value_to_dict(seen), key, v) ? TRUTH_TRUE
                                                                                  : TRUTH_ERROR;
}

bool pickle_fast_leave(struct pickler *p, Value v, bool ok)
{
    if (p->fast_depth-- < FAST_DEPTH_UNCHECKED || !ok) {
        return ok;
    }
    Value was, key = object_id(p->t, v);
    return key != VALUE_ERROR && dict_remove(p->t, value_to_dict(p->fast_seen), key, &was);
}

/* ---- a reduction ---- */

/* What __reduce__ has returned; UNBOUND where it gives None or nothing. */
struct reduction {
    Value callable, arguments, state, list_items, dict_items, state_setter;
};

static Value part(const struct tuple *tuple, uint64_t i)
{
    return i < tuple->length && tuple->items[i] != VALUE_NONE ? tuple->items[i] : VALUE_UNBOUND;
}

static bool is_callable(Value v)
{
    return value_type(v)->call != NULL;
}

static bool check_iterator(struct thread *t, Value v, const char *what)
{
    return v == VALUE_UNBOUND || value_type(v)->next != NULL ||
           raise_false(t, pickling_error_type(),
                       "%s element of the tuple returned by __reduce__ must be an iterator, not %T",
                       what, v);
}

static bool take_apart(struct thread *t, const struct tuple *tuple, struct reduction *r)
{
    struct type *error = pickling_error_type();
    if (tuple->length < 2 || tuple->length > 6) {
        return raise_false(t, error,
                           "tuple returned by __reduce__ must contain 2 through 6 elements");
    }
    *r = (struct reduction){.callable = tuple->items[0],
                            .arguments = tuple->items[1],
                            .state = part(tuple, 2),
                            .list_items = part(tuple, 3),
                            .dict_items = part(tuple, 4),
                            .state_setter = part(tuple, 5)};
    if (!is_callable(r->callable)) {
        return raise_false(t, error,
                           "first item of the tuple returned by __reduce__ must be callable");
    }
    if (!value_is_tuple(r->arguments)) {
        return raise_false(t, error,
                           "second item of the tuple returned by __reduce__ must be a tuple");
    }
    if (!check_iterator(t, r->list_items, "fourth") || !check_iterator(t, r->dict_items, "fifth")) {
        return false;
    }
    return r->state_setter == VALUE_UNBOUND || is_callable(r->state_setter) ||
           raise_false(t, error,
                       "sixth element of the tuple returned by __reduce__ must be a function, not "
                       "%T",
                       r->state_setter);
}

/* ---- __newobj__ and __newobj_ex__, which have instructions ---- */

static bool check_newobj_ex(struct thread *t, const struct tuple *arguments)
{
    struct type *error = pickling_error_type();
    if (arguments->length != 3) {
        return raise_false(t, error,
                           "length of the NEWOBJ_EX argument tuple must be exactly 3, not %zu",
                           (size_t)arguments->length);
    }
    if (!value_is_type(arguments->items[0])) {
        return raise_false(t, error,
                           "first item from NEWOBJ_EX argument tuple must be a class, not %T",
                           arguments->items[0]);
    }
    if (!value_is_tuple(arguments->items[1])) {
        return raise_false(t, error,
                           "second item from NEWOBJ_EX argument tuple must be a tuple, not %T",
                           arguments->items[1]);
    }
    return value_is_dict(arguments->items[2]) ||
           raise_false(t, error, "third item from NEWOBJ_EX argument tuple must be a dict, not %T",
                       arguments->items[2]);
}

/* partial(cls.__new__, cls, *arguments, **keywords): before protocol 4. */
static Value partial_of_new(struct thread *t, const struct tuple *three)
{
    Value functools = str_intern_cstr(t, "functools");
    Value name = functools == VALUE_ERROR ? functools : str_intern_cstr(t, "partial");
    Value module = name == VALUE_ERROR ? name : import_module(t, functools);
    Value partial = module == VALUE_ERROR ? module : object_get_attribute(t, module, name);
    Value new =
        partial == VALUE_ERROR ? partial : object_get_attribute(t, three->items[0], name___new__);
    const struct tuple *given = value_to_tuple(three->items[1]);
    Value all = new == VALUE_ERROR ? new : tuple_new(t, NULL, given->length + 2);
    if (all == VALUE_ERROR) {
        return all;
    }
    value_to_tuple(all)->items[0] = new;
    value_to_tuple(all)->items[1] = three->items[0];
    for (uint64_t i = 0; i < given->length; i++) {
        value_to_tuple(all)->items[i + 2] = given->items[i];
    }
    return call_tuple(t, partial, all, three->items[2]);
}

static bool save_newobj_ex(struct pickler *p, const struct tuple *three)
{
    if (!check_newobj_ex(p->t, three)) {
        return false;
    }
    if (p->protocol >= 4) {
        return pickle_save(p, three->items[0]) && pickle_save(p, three->items[1]) &&
               pickle_save(p, three->items[2]) && pickle_write_opcode(p, PICKLE_NEWOBJ_EX);
    }
    Value partial = partial_of_new(p->t, three);
    return partial != VALUE_ERROR && pickle_save(p, partial) && pickle_save(p, tuple_empty) &&
           pickle_write_opcode(p, PICKLE_REDUCE);
}

static bool save_newobj(struct pickler *p, const struct tuple *arguments, Value v)
{
    struct thread *t = p->t;
    if (arguments->length == 0) {
        return raise_false(t, pickling_error_type(), "__newobj__ arglist is empty");
    }
    Value class = arguments->items[0];
    if (!value_is_type(class)) {
        return raise_false(t, pickling_error_type(), "args[0] from __newobj__ args is not a type");
    }
    Value actual = v == VALUE_UNBOUND ? class : object_get_attribute(t, v, name___class__);
    if (actual != class) {
        return actual != VALUE_ERROR &&
               raise_false(t, pickling_error_type(),
                           "args[0] from __newobj__ args has the wrong class");
    }
    Value others = tuple_new(t, arguments->items + 1, arguments->length - 1);
    return others != VALUE_ERROR && pickle_save(p, class) && pickle_save(p, others) &&
           pickle_write_opcode(p, PICKLE_NEWOBJ);
}

/* The instructions that make the object without its contents. */
static bool save_making(struct pickler *p, const struct reduction *r, Value v)
{
    Value name =
        p->protocol < 2 ? VALUE_UNBOUND : object_find_attribute(p->t, r->callable, name___name__);
    if (name == VALUE_ERROR) {
        return false;
    }
    if (name != VALUE_UNBOUND && value_is_str(name)) {
        if (str_equals_cstr(name, "__newobj_ex__")) {
            return save_newobj_ex(p, value_to_tuple(r->arguments));
        }
        if (str_equals_cstr(name, "__newobj__")) {
            return save_newobj(p, value_to_tuple(r->arguments), v);
        }
    }
    return pickle_save(p, r->callable) && pickle_save(p, r->arguments) &&
           pickle_write_opcode(p, PICKLE_REDUCE);
}

/* ---- contents ---- */

/* state_setter(v, state), whose result is dropped. */
static bool save_setting(struct pickler *p, const struct reduction *r, Value v)
{
    return pickle_save(p, r->state_setter) && pickle_save(p, v) && pickle_save(p, r->state) &&
           pickle_write_opcode(p, PICKLE_TUPLE2) && pickle_write_opcode(p, PICKLE_REDUCE) &&
           pickle_write_opcode(p, PICKLE_POP);
}

static bool save_contents(struct pickler *p, const struct reduction *r, Value v)
{
    if (r->list_items != VALUE_UNBOUND && !pickle_save_list_items(p, r->list_items)) {
        return false;
    }
    if (r->dict_items != VALUE_UNBOUND && !pickle_save_dict_items(p, r->dict_items)) {
        return false;
    }
    if (r->state == VALUE_UNBOUND) {
        return true;
    }
    return r->state_setter == VALUE_UNBOUND
               ? pickle_save(p, r->state) && pickle_write_opcode(p, PICKLE_BUILD)
               : save_setting(p, r, v);
}

bool pickle_save_reduced(struct pickler *p, Value reduced, Value v)
{
    struct reduction r = {0};
    if (!take_apart(p->t, value_to_tuple(reduced), &r) || !save_making(p, &r, v)) {
        return false;
    }
    if (v != VALUE_UNBOUND) {
        /* Its arguments may have led back to it, and then it is complete by now. */
        uint64_t number = pickle_memo_find(p, v);
        if (number != PICKLE_NOT_MEMOIZED) {
            return pickle_write_opcode(p, PICKLE_POP) && pickle_fetch(p, number);
        }
        if (!pickle_memoize(p, v)) {
            return false;
        }
    }
    return save_contents(p, &r, v);
}

bool pickle_save_call(struct pickler *p, Value callable, Value arguments, Value v)
{
    Value reduced = tuple_pair(p->t, callable, arguments);
    return reduced != VALUE_ERROR && pickle_save_reduced(p, reduced, v);
}

/* ---- who reduces ---- */

/* The function that is registered for the type; UNBOUND: none. */
static Value registered(struct pickler *p, struct type *type)
{
    Value table = value_load(&p->dispatch_table);
    Value key = value_from_object(type);
    Value function = p->reducers == VALUE_UNBOUND ? VALUE_UNBOUND
                                                  : dict_get(p->t, value_to_dict(p->reducers), key);
    if (function != VALUE_UNBOUND) {
        return function;
    }
    if (table == VALUE_UNBOUND) {
        table = pickle_copyreg(p->t, PICKLE_DISPATCH_TABLE);
        return table == VALUE_ERROR ? table : dict_get(p->t, value_to_dict(table), key);
    }
    Value found = object_get_item(p->t, table, key);
    return found == VALUE_ERROR && error_swallow(p->t, &KeyError_type) ? VALUE_UNBOUND : found;
}

static Value reduce(struct pickler *p, Value v)
{
    struct thread *t = p->t;
    Value method = object_find_attribute(t, v, name___reduce_ex__);
    if (method != VALUE_UNBOUND) {
        return method == VALUE_ERROR ? method
                                     : call_1(t, method, value_from_small_int(p->protocol));
    }
    method = object_find_attribute(t, v, name___reduce__);
    if (method == VALUE_UNBOUND) {
        return raise_error(t, pickling_error_type(), "can't pickle '%T' object: %R", v, v);
    }
    return method == VALUE_ERROR ? method : call_0(t, method);
}

static bool save_reduced_or_name(struct pickler *p, Value reduced, Value v)
{
    if (reduced == VALUE_ERROR || value_is_str(reduced)) {
        return reduced != VALUE_ERROR && pickle_save_global(p, v, reduced);
    }
    return value_is_tuple(reduced) ? pickle_save_reduced(p, reduced, v)
                                   : raise_false(p->t, pickling_error_type(),
                                                 "__reduce__ must return a string or tuple");
}

bool pickle_save_other(struct pickler *p, Value v)
{
    struct type *type = value_type(v);
    if (p->reducer_override != VALUE_UNBOUND) {
        Value reduced = call_1(p->t, p->reducer_override, v);
        if (reduced != VALUE_NOT_IMPLEMENTED) {
            return save_reduced_or_name(p, reduced, v);
        }
    }
    if (type == &type_type) {
        return pickle_save_type(p, v);
    }
    if (type == &function_type) {
        return pickle_save_global(p, v, VALUE_UNBOUND);
    }
    Value function = registered(p, type);
    if (function != VALUE_UNBOUND) {
        return function != VALUE_ERROR && save_reduced_or_name(p, call_1(p->t, function, v), v);
    }
    if (type_has(type, TYPE_TYPE_SUBCLASS)) {
        return pickle_save_global(p, v, VALUE_UNBOUND);
    }
    enum truth saved = pickle_try_instance(p, v);
    return saved == TRUTH_FALSE ? save_reduced_or_name(p, reduce(p, v), v) : saved == TRUTH_TRUE;
}
