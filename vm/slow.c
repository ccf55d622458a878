#include "vm/slow.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/exception_group.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list_buffer.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/super.h"
#include "runtime/tuple.h"
#include "vm/format/bytecode.h"
#include "vm/operators.h"

/* --- Operators --- */

static bool is_exact_int(Value v)
{
    return value_is_small_int(v) || value_is_big_int(v);
}

/* Floats and ints mixed, where the float path applies. *done says whether it did. */
static Value binary_doubles(struct thread *t, enum binary_op op, Value v, Value w, bool *done)
{
    double d, e;
    bool one_is_float = value_is_flonum(v) || value_is_flonum(w);
    *done = one_is_float && fast_doubles(v, w, &d, &e) && op <= BINARY_POWER &&
            op != BINARY_MATRIX_MULTIPLY;
    return *done ? float_binary(t, op, d, e) : VALUE_UNBOUND;
}

Value slow_binary(struct thread *t, enum binary_op op, Value v, Value w, unsigned d)
{
    if (d & OPERATOR_SWAPPED) {
        Value left = w;
        w = v;
        v = left;
    }
    if (is_exact_int(v) && is_exact_int(w) && op != BINARY_TRUE_DIVIDE &&
        op != BINARY_MATRIX_MULTIPLY) {
        return int_binary_large(t, op, v, w);
    }
    int_clear_fresh(v);
    int_clear_fresh(w);
    bool done;
    Value result = binary_doubles(t, op, v, w, &done);
    if (done) {
        return result;
    }
    return d & OPERATOR_INPLACE ? number_inplace(t, op, v, w) : number_binary(t, op, v, w);
}

Value slow_get_item(struct thread *t, Value v, Value key)
{
    if (value_type(v) == &dict_type) {
        Value found = dict_get(t, (struct dict *)v, key);
        return found == VALUE_UNBOUND ? raise_with_argument(t, &KeyError_type, key) : found;
    }
    return object_get_item(t, v, key);
}

bool slow_set_item(struct thread *t, Value v, Value key, Value to)
{
    struct type *type = value_type(v);
    if (type == &dict_type) {
        return dict_set(t, (struct dict *)v, key, to);
    }
    if (type == &list_type && value_is_small_int(key)) {
        struct list *list = (struct list *)v;
        int64_t i = value_to_small_int(key);
        if (list_set(list, (uint64_t)(i < 0 ? i + (int64_t)list_length(list) : i), to)) {
            return true;
        }
    }
    return object_set_item(t, v, key, to);
}

/* --- Unpacking --- */

static bool raise_not_enough(struct thread *t, uint32_t expected, bool at_least, uint32_t got)
{
    return raise_false(t, &ValueError_type, "not enough values to unpack (expected %s%d, got %d)",
                       at_least ? "at least " : "", (int)expected, (int)got);
}

/* CPython replaces the general message of iter() here. */
static Value iterator_to_unpack(struct thread *t, Value v)
{
    Value iterator = object_iter(t, v);
    if (iterator == VALUE_ERROR && error_matches(t, &TypeError_type) &&
        value_type(v)->iter == NULL && value_type(v)->get_item == NULL) {
        error_clear(t);
        return raise_error(t, &TypeError_type, "cannot unpack non-iterable %T object", v);
    }
    return iterator;
}

static bool unpack_values(struct thread *t, Value *to, uint32_t n, uint64_t n_given,
                          const Value *given)
{
    if (n_given < n) {
        return raise_not_enough(t, n, false, (uint32_t)n_given);
    }
    if (n_given > n) {
        return raise_false(t, &ValueError_type, "too many values to unpack (expected %d)", (int)n);
    }
    for (uint32_t i = 0; i < n; i++) {
        to[i] = given[i];
    }
    return true;
}

static bool unpack_iterator(struct thread *t, Value *to, Value iterator, uint32_t n,
                            uint32_t n_wanted, bool at_least)
{
    for (uint32_t i = 0; i < n; i++) {
        Value item = iterator_next(t, iterator);
        if (item == VALUE_ERROR) {
            return false;
        }
        if (item == VALUE_UNBOUND) {
            return raise_not_enough(t, n_wanted, at_least, i);
        }
        to[i] = item;
    }
    return true;
}

bool slow_unpack(struct thread *t, Value *to, Value v, uint32_t n)
{
    if (value_type(v) == &tuple_type) {
        const struct tuple *tuple = (const struct tuple *)v;
        return unpack_values(t, to, n, tuple->length, tuple->items);
    }
    if (value_type(v) == &list_type) {
        Value copy = list_to_tuple(t, (struct list *)v);
        return copy != VALUE_ERROR &&
               unpack_values(t, to, n, value_to_tuple(copy)->length, value_to_tuple(copy)->items);
    }
    Value iterator = iterator_to_unpack(t, v);
    if (iterator == VALUE_ERROR || !unpack_iterator(t, to, iterator, n, n, false)) {
        return false;
    }
    Value more = iterator_next(t, iterator);
    if (more == VALUE_UNBOUND) {
        return true;
    }
    return more != VALUE_ERROR &&
           raise_false(t, &ValueError_type, "too many values to unpack (expected %d)", (int)n);
}

/* Gives the first `before` and the last `after` items of a list that nobody else knows to registers, and then itself. */
static bool unpack_list(struct thread *t, Value *to, struct list *list, uint32_t before,
                        uint32_t after)
{
    uint64_t n = list_length(list);
    if (n < before + after) {
        return raise_not_enough(t, before + after, true, (uint32_t)n);
    }
    for (uint32_t i = 0; i < before; i++) {
        to[i] = list_get(list, i);
    }
    for (uint32_t i = 0; i < after; i++) {
        to[before + 1 + i] = list_get(list, n - after + i);
    }
    list_truncate(list, n - after);
    to[before] = value_from_object(list);
    return before == 0 || list_splice(t, list, 0, before, NULL, 0);
}

bool slow_unpack_star(struct thread *t, Value *to, Value v, uint32_t before, uint32_t after)
{
    Value rest = VALUE_UNBOUND;
    if (value_type(v) == &list_type || value_type(v) == &tuple_type) {
        rest = list_from_iterable(t, v);
        return rest != VALUE_ERROR && unpack_list(t, to, value_to_list(rest), before, after);
    }
    Value iterator = iterator_to_unpack(t, v);
    if (iterator == VALUE_ERROR ||
        !unpack_iterator(t, to, iterator, before, before + after, true)) {
        return false;
    }
    rest = list_from_iterable(t, iterator);
    if (rest == VALUE_ERROR) {
        return false;
    }
    struct list *list = value_to_list(rest);
    if (list_length(list) < after) {
        return raise_not_enough(t, before + after, true, before + (uint32_t)list_length(list));
    }
    return unpack_list(t, to + before, list, 0, after);
}

/* --- Building --- */

Value slow_build_dict(struct thread *t, const Value *pairs, uint32_t n_pairs)
{
    Value dict = dict_new_sized(t, n_pairs);
    for (uint32_t i = 0; dict != VALUE_ERROR && i < n_pairs; i++) {
        if (!dict_set(t, (struct dict *)dict, pairs[2 * i], pairs[2 * i + 1])) {
            return VALUE_ERROR;
        }
    }
    return dict;
}

Value slow_build_set(struct thread *t, const Value *items, uint32_t n)
{
    Value set = set_new(t, &set_type);
    for (uint32_t i = 0; set != VALUE_ERROR && i < n; i++) {
        if (!set_add(t, (struct set *)set, items[i])) {
            return VALUE_ERROR;
        }
    }
    return set;
}

Value slow_format(struct thread *t, Value v, Value spec, unsigned d)
{
    switch (d & 3) {
    case 1:
        v = object_str(t, v);
        break;
    case 2:
        v = object_repr(t, v);
        break;
    case 3:
        v = object_ascii(t, v);
        break;
    default:
        break;
    }
    return v == VALUE_ERROR ? v : object_format(t, v, spec);
}

bool slow_dict_update(struct thread *t, Value dict, Value other)
{
    if (value_is_dict(other)) {
        return dict_update(t, (struct dict *)dict, other);
    }
    Value keys = object_find_attribute(t, other, name_keys);
    if (keys == VALUE_ERROR) {
        return false;
    }
    if (keys == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "'%T' object is not a mapping", other);
    }
    return dict_update(t, (struct dict *)dict, other);
}

/* "module.qualname()" as CPython names the callee in messages about its arguments. */
static Value callee_text(struct thread *t, Value callee)
{
    Value qualname = object_find_attribute(t, callee, name___qualname__);
    if (qualname == VALUE_ERROR || !value_is_str(qualname)) {
        error_clear(t);
        return object_str(t, callee);
    }
    Value module = object_find_attribute(t, callee, name___module__);
    if (module == VALUE_ERROR) {
        error_clear(t);
    } else if (value_is_str(module) && !str_equals_cstr(module, "builtins")) {
        return str_format(t, "%V.%V()", module, qualname);
    }
    return str_format(t, "%V()", qualname);
}

static bool is_iterable(Value v)
{
    return value_type(v)->iter != NULL || value_type(v)->get_item != NULL;
}

bool slow_list_extend(struct thread *t, Value list, Value iterable)
{
    return list_extend(t, (struct list *)list, iterable) ||
           (!is_iterable(iterable) && error_swallow(t, &TypeError_type) &&
            raise_false(t, &TypeError_type, "Value after * must be an iterable, not %T", iterable));
}

Value slow_star_argument(struct thread *t, Value iterable, Value callee)
{
    if (value_type(iterable) == &tuple_type) {
        return iterable;
    }
    Value tuple = tuple_from_iterable(t, iterable);
    if (tuple != VALUE_ERROR || is_iterable(iterable) || !error_swallow(t, &TypeError_type)) {
        return tuple;
    }
    Value text = callee_text(t, callee);
    return text == VALUE_ERROR
               ? text
               : raise_error(t, &TypeError_type, "%V argument after * must be an iterable, not %T",
                             text, iterable);
}

static bool is_new_keyword(struct thread *t, Value dict, Value key, Value callee)
{
    enum truth there = dict_contains(t, (struct dict *)dict, key);
    if (there == TRUTH_FALSE) {
        return true;
    }
    Value text = there == TRUTH_ERROR ? VALUE_ERROR : callee_text(t, callee);
    return text != VALUE_ERROR &&
           raise_false(t, &TypeError_type, "%V got multiple values for keyword argument '%V'", text,
                       key);
}

/* Each key is looked at before its value is asked for: a mapping may name one twice. */
static bool merge_mapping(struct thread *t, Value dict, Value other, Value keys, Value callee)
{
    Value list = call_0(t, keys), key;
    Value iterator = list == VALUE_ERROR ? list : object_iter(t, list);
    if (iterator == VALUE_ERROR) {
        return false;
    }
    while ((key = iterator_next(t, iterator)) != VALUE_UNBOUND) {
        if (key == VALUE_ERROR || !is_new_keyword(t, dict, key, callee)) {
            return false;
        }
        Value v = object_get_item(t, other, key);
        if (v == VALUE_ERROR || !dict_set(t, (struct dict *)dict, key, v)) {
            return false;
        }
    }
    return true;
}

bool slow_dict_merge(struct thread *t, Value dict, Value other, Value callee)
{
    if (!value_is_plain_dict(other)) {
        Value keys = object_find_attribute(t, other, name_keys);
        if (keys != VALUE_UNBOUND) {
            bool done = keys != VALUE_ERROR && merge_mapping(t, dict, other, keys, callee);
            if (done || !error_swallow(t, &AttributeError_type)) {
                return done;
            }
        } /* to CPython any AttributeError on the way says that it is no mapping */
        Value text = callee_text(t, callee);
        return text != VALUE_ERROR &&
               raise_false(t, &TypeError_type, "%V argument after ** must be a mapping, not %T",
                           text, other);
    }
    if (dict_length((struct dict *)dict) == 0) {
        return dict_update(t, (struct dict *)dict, other); /* no key can be there twice */
    }
    uint64_t position = 0;
    Value key, v;
    while (dict_next((struct dict *)other, &position, &key, &v)) {
        if (!is_new_keyword(t, dict, key, callee) || !dict_set(t, (struct dict *)dict, key, v)) {
            return false;
        }
    }
    return true;
}

Value slow_make_function(struct thread *t, struct frame *frame, Value code, unsigned d,
                         const Value *with)
{
    Value made = function_new(t, code, frame->function->globals);
    if (made == VALUE_ERROR) {
        return made;
    }
    struct function *f = (struct function *)made;
    if (d & FUNCTION_DEFAULTS) {
        value_store(&f->defaults, *with++);
    }
    if (d & FUNCTION_KEYWORD_DEFAULTS) {
        value_store(&f->keyword_defaults, *with++);
    }
    if (d & FUNCTION_ANNOTATIONS) {
        value_store(&f->annotations, *with++);
    }
    if (d & FUNCTION_CLOSURE) {
        f->closure = *with;
    }
    return made;
}

/* --- Exceptions --- */

/* The instance that `raise v` raises. */
static Value exception_from(struct thread *t, Value v)
{
    if (value_is_exception(v)) {
        return v;
    }
    if (value_is_type(v) && type_has((struct type *)v, TYPE_EXCEPTION_SUBCLASS)) {
        Value made = call_0(t, v);
        if (made == VALUE_ERROR || value_is_exception(made)) {
            return made;
        }
        return raise_error(t, &TypeError_type,
                           "calling %R should have returned an instance of BaseException, not %R",
                           v, value_from_object(value_type(made)));
    }
    return VALUE_UNBOUND;
}

bool slow_raise(struct thread *t, unsigned d, Value exception, Value cause)
{
    if (d == 0) {
        if (t->handled == VALUE_UNBOUND || t->handled == VALUE_NONE) {
            return raise_false(t, &RuntimeError_type, "No active exception to reraise");
        }
        t->exception = t->handled;
        return false;
    }
    exception = exception_from(t, exception);
    if (exception == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "exceptions must derive from BaseException");
    }
    if (exception == VALUE_ERROR) {
        return false;
    }
    if (d == 2) {
        Value made = cause == VALUE_NONE ? VALUE_NONE : exception_from(t, cause);
        if (made == VALUE_UNBOUND) {
            return raise_false(t, &TypeError_type,
                               "exception causes must derive from BaseException");
        }
        if (made == VALUE_ERROR) {
            return false;
        }
        struct exception *e = (struct exception *)exception;
        value_store(&e->cause, made == VALUE_NONE ? VALUE_UNBOUND : made);
        value_store(&e->suppress_context, VALUE_TRUE);
    }
    raise_exception(t, exception);
    return false;
}

static bool is_exception_class(Value v)
{
    return value_is_type(v) && type_has((struct type *)v, TYPE_EXCEPTION_SUBCLASS);
}

/* Is it a class or tuple of classes that an except clause may name? TypeError if not. */
static bool check_classes(struct thread *t, Value classes)
{
    bool valid = is_exception_class(classes);
    if (value_is_tuple(classes)) {
        const struct tuple *tuple = value_to_tuple(classes);
        valid = true;
        for (uint64_t i = 0; i < tuple->length; i++) {
            valid = valid && is_exception_class(tuple->items[i]);
        }
    }
    return valid ||
           raise_false(t, &TypeError_type,
                       "catching classes that do not inherit from BaseException is not allowed");
}

enum truth slow_exception_matches(struct thread *t, Value exception, Value classes)
{
    return check_classes(t, classes) ? exception_matches(t, exception, classes) : TRUTH_ERROR;
}

static bool is_group_class(Value v)
{
    return type_is_subtype((const struct type *)v, &BaseExceptionGroup_type);
}

/* except* takes groups apart, so it cannot mean one. */
static bool check_no_groups(struct thread *t, Value classes)
{
    bool has_group = false;
    if (value_is_tuple(classes)) {
        const struct tuple *tuple = value_to_tuple(classes);
        for (uint64_t i = 0; i < tuple->length; i++) {
            has_group = has_group || is_group_class(tuple->items[i]);
        }
    } else {
        has_group = is_group_class(classes);
    }
    return !has_group || raise_false(t, &TypeError_type,
                                     "catching ExceptionGroup with except* is not allowed. Use "
                                     "except instead.");
}

enum truth slow_match_group(struct thread *t, Value *pair, Value classes)
{
    Value match, rest;
    if (!check_classes(t, classes) || !check_no_groups(t, classes)) {
        return TRUTH_ERROR;
    }
    if (pair[0] == VALUE_NONE) {
        return TRUTH_FALSE;
    }
    enum truth found = exception_group_take(t, pair[0], classes, &match, &rest);
    if (found == TRUTH_TRUE) {
        pair[0] = rest;
        pair[1] = match;
    }
    return found;
}

Value slow_unbound_local(struct thread *t, struct frame *frame, uint32_t local)
{
    return raise_error(t, &UnboundLocalError_type,
                       "cannot access local variable '%V' where it is not associated with a value",
                       value_to_tuple(frame->code->local_names)->items[local]);
}

Value slow_unbound_cell(struct thread *t, struct frame *frame, uint32_t index)
{
    const struct code *code = frame->code;
    if (index < code->n_locals + code->n_cells) {
        return slow_unbound_local(t, frame, index);
    }
    return raise_name_error(t,
                            "cannot access free variable '%V' where it is not associated with a "
                            "value in enclosing scope",
                            value_to_tuple(code->local_names)->items[index]);
}

/* --- with --- */

bool slow_load_special(struct thread *t, Value *to, Value v, Value name, const char *kind,
                       const char *missing)
{
    Value found = type_lookup(t, value_type(v), name);
    if (found == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type,
                           "'%T' object does not support the %scontext manager protocol%s", v, kind,
                           missing);
    }
    if (value_is_object(found) && (value_to_object(found)->type == &function_type ||
                                   value_to_object(found)->type == &method_descriptor_type)) {
        to[0] = found;
        to[1] = v;
        return true;
    }
    Value bound = object_find_special(t, v, name);
    to[0] = bound;
    to[1] = VALUE_UNBOUND;
    return bound != VALUE_ERROR;
}

/* --- super --- */

bool slow_load_super_method(struct thread *t, Value *to, Value callable, const Value *pair,
                            Value name)
{
    if (callable == value_from_object(&super_type)) {
        Value type = cell_get((struct cell *)pair[0]);
        if (!super_check_class(t, type)) {
            return false;
        }
        to[0] = super_find_method(t, (struct type *)type, pair[1], name, &to[1]);
        return to[0] != VALUE_ERROR;
    }
    Value made = call_0(t, callable);
    if (made == VALUE_ERROR) {
        return false;
    }
    to[0] = object_get_method(t, made, name, &to[1]);
    return to[0] != VALUE_ERROR;
}
