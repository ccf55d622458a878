#include "runtime/call.h"

#include <string.h>

#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/lookup.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

enum { FEW_ARGUMENTS = 14 };

static COLD Value not_callable(struct thread *t, Value callee)
{
    return raise_error(t, &TypeError_type, "'%T' object is not callable", callee);
}

Value call(struct thread *t, Value callee, Value *args, uint32_t n_args, Value keyword_names)
{
    native_fn function = value_type(callee)->call;
    if (UNLIKELY(function == NULL)) {
        return not_callable(t, callee);
    }
    if (UNLIKELY(!recursion_enter(t, " while calling a Python object"))) {
        return VALUE_ERROR;
    }
    Value before = args[-1];
    args[-1] = callee;
    Value result = function(t, args, n_args, keyword_names);
    args[-1] = before;
    recursion_leave(t);
    ASSERT((result == VALUE_ERROR) == error_pending(t));
    return result;
}

static Value *copy_behind(Value *to, Value first, const Value *args, size_t n)
{
    to[0] = VALUE_UNBOUND;
    to[1] = first;
    for (size_t i = 0; i < n; i++) {
        to[2 + i] = args[i];
    }
    return to + 1;
}

static NOINLINE Value prepend_many(struct thread *t, Value callee, Value first, const Value *args,
                                   size_t n, uint32_t n_args, Value keyword_names)
{
    struct value_buffer *buffer = value_buffer_new(t, n + 2);
    if (buffer == NULL) {
        return VALUE_ERROR;
    }
    Value result =
        call(t, callee, copy_behind(buffer->items, first, args, n), n_args, keyword_names);
    gc_keep(buffer);
    return result;
}

Value call_prepend(struct thread *t, Value callee, Value first, const Value *args, uint32_t n_args,
                   Value keyword_names)
{
    size_t n = n_args + keyword_count(keyword_names);
    if (n > FEW_ARGUMENTS) {
        return prepend_many(t, callee, first, args, n, n_args + 1, keyword_names);
    }
    Value copy[FEW_ARGUMENTS + 2];
    return call(t, callee, copy_behind(copy, first, args, n), n_args + 1, keyword_names);
}

Value call_0(struct thread *t, Value callee)
{
    Value args[] = {VALUE_UNBOUND, VALUE_UNBOUND};
    return call(t, callee, args + 1, 0, VALUE_UNBOUND);
}

Value call_1(struct thread *t, Value callee, Value a)
{
    Value args[] = {VALUE_UNBOUND, a};
    return call(t, callee, args + 1, 1, VALUE_UNBOUND);
}

Value call_2(struct thread *t, Value callee, Value a, Value b)
{
    Value args[] = {VALUE_UNBOUND, a, b};
    return call(t, callee, args + 1, 2, VALUE_UNBOUND);
}

Value call_3(struct thread *t, Value callee, Value a, Value b, Value c)
{
    Value args[] = {VALUE_UNBOUND, a, b, c};
    return call(t, callee, args + 1, 3, VALUE_UNBOUND);
}

/* ---- f(*arguments, **keywords) ---- */

Value call_spread_keywords(struct thread *t, Value callee, struct dict *keywords, Value *values,
                           uint64_t n)
{
    Value names = tuple_new(t, NULL, n);
    if (names == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    uint64_t position = 0, i = 0;
    Value key, value;
    while (i < n && dict_next(keywords, &position, &key, &value)) {
        if (!value_is_str(key) && !native_takes_any_keys(t, callee)) {
            return raise_error(t, &TypeError_type, "keywords must be strings");
        }
        value_to_tuple(names)->items[i] = key;
        values[i++] = value;
    }
    return i == n ? names : tuple_new(t, value_to_tuple(names)->items, i);
}

static Value call_spread(struct thread *t, Value callee, const struct tuple *arguments,
                         struct dict *keywords)
{
    uint64_t n_args = arguments->length, n_keywords = dict_length(keywords);
    struct value_buffer *buffer = value_buffer_new(t, 1 + n_args + n_keywords);
    if (buffer == NULL) {
        return VALUE_ERROR;
    }
    Value *args = buffer->items + 1;
    memcpy(args, arguments->items, n_args * sizeof *args);
    Value names = call_spread_keywords(t, callee, keywords, args + n_args, n_keywords);
    if (names == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    bool no_names = value_to_tuple(names)->length == 0;
    Value result = call(t, callee, args, (uint32_t)n_args, no_names ? VALUE_UNBOUND : names);
    gc_keep(buffer);
    return result;
}

Value call_tuple(struct thread *t, Value callee, Value arguments, Value keywords)
{
    const struct tuple *tuple = value_to_tuple(arguments);
    if (keywords != VALUE_UNBOUND && dict_length(value_to_dict(keywords)) > 0) {
        return call_spread(t, callee, tuple, value_to_dict(keywords));
    }
    if (tuple->length > 0) {
        return call_prepend(t, callee, tuple->items[0], tuple->items + 1,
                            (uint32_t)tuple->length - 1, VALUE_UNBOUND);
    }
    return call_0(t, callee);
}

/* ---- v.name(...) ---- */

Value call_method(struct thread *t, Value v, Value name, Value *args, uint32_t n_args)
{
    Value self;
    Value method = object_get_method(t, v, name, &self);
    if (method == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    if (self == VALUE_UNBOUND) {
        return call(t, method, args, n_args, VALUE_UNBOUND);
    }
    return call_prepend(t, method, self, args, n_args, VALUE_UNBOUND);
}

Value call_method_0(struct thread *t, Value v, Value name)
{
    Value args[] = {VALUE_UNBOUND, VALUE_UNBOUND};
    return call_method(t, v, name, args + 1, 0);
}

Value call_method_1(struct thread *t, Value v, Value name, Value a)
{
    Value args[] = {VALUE_UNBOUND, a};
    return call_method(t, v, name, args + 1, 1);
}
