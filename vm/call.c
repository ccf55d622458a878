#include "vm/call.h"

#include <string.h>

#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/native.h"
#include "runtime/shape.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/generator.h"
#include "vm/globals.h"
#include "vm/parameters.h"

COLD static struct frame *raise_too_deep(struct thread *t)
{
    raise_recursion_error(t, "");
    return NULL;
}

struct frame *frame_push_call(struct thread *t, struct function *f, Value *registers,
                              uint32_t n_args, Value keyword_names, uint32_t flags)
{
    const struct code *code = (const struct code *)value_load(&f->code);
    uint32_t n_all = n_args + keyword_count(keyword_names); /* may be more than the registers */
    if (UNLIKELY(!frame_has_room(t, registers + code->n_registers + n_all))) {
        return raise_too_deep(t);
    }
    bool is_direct = n_args == code->n_direct && keyword_names == VALUE_UNBOUND;
    if (UNLIKELY(!is_direct) && !parameters_bind(t, f, registers, n_args, keyword_names)) {
        return NULL;
    }
    return frame_push(t, f, registers, flags);
}

struct frame *frame_push_copied(struct thread *t, struct function *f, const Value *args,
                                uint32_t n_args, Value keyword_names, uint32_t flags)
{
    uint32_t n_all = n_args + keyword_count(keyword_names);
    frames_init(t);
    Value *top = frame_top(t);
    if (UNLIKELY(top + n_all >= t->registers_end)) {
        return raise_too_deep(t);
    }
    memmove(top, args, n_all * sizeof(Value));
    return frame_push_call(t, f, top, n_args, keyword_names, flags);
}

struct frame *frame_push_code(struct thread *t, struct function *f, Value names, uint32_t flags)
{
    frames_init(t);
    struct frame *frame = frame_push_call(t, f, frame_top(t), 0, VALUE_UNBOUND, flags);
    if (frame != NULL) {
        frame->names = names;
    }
    return frame;
}

void frame_pop_slow(struct thread *t, struct frame *frame)
{
    if (frame->object != NULL) {
        frame_detach_object(t, frame);
    }
    if (frame->flags & FRAME_GENERATOR) {
        generator_finish(t, frame_generator(frame));
    } else {
        t->free_frame = frame;
    }
}

enum frame_outcome frame_return(struct thread *t, struct frame *frame, Value *value)
{
    uint32_t flags = frame->flags;
    frame_pop(t, frame);
    if (flags & FRAME_INIT && *value != VALUE_NONE) {
        *value = raise_error(t, &TypeError_type, "__init__() should return None, not '%T'", *value);
    }
    return flags & FRAME_ENTRY       ? FRAME_LEAVES
           : flags & FRAME_GENERATOR ? FRAME_ENDS_ITERATION
           : *value == VALUE_ERROR   ? FRAME_FAILS
           : flags & FRAME_INIT      ? FRAME_INITIALISES
                                     : FRAME_RETURNS;
}

/* --- Calls from C --- */

static Value call_function(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct function *f = (struct function *)args[-1];
    if (call_makes_generator(t, (const struct code *)value_load(&f->code), n_args, keyword_names)) {
        return generator_create(t, f, args);
    }
    if (UNLIKELY(!recursion_enter(t, ""))) {
        return VALUE_ERROR;
    }
    struct frame *frame = frame_push_copied(t, f, args, n_args, keyword_names, FRAME_ENTRY);
    Value result = frame == NULL ? VALUE_ERROR : interpret(t, frame);
    recursion_leave(t);
    return result;
}

Value run_code(struct thread *t, struct function *f, Value names)
{
    if (!recursion_enter(t, "")) {
        return VALUE_ERROR;
    }
    struct frame *frame = frame_push_code(t, f, names, FRAME_ENTRY);
    Value result = frame == NULL ? VALUE_ERROR : interpret(t, frame);
    recursion_leave(t);
    return result;
}

void call_init(void)
{
    function_type.call = call_function;
}

/* --- Calls from the loop --- */

/* A class whose instances object.__new__ makes and a Python __init__ fills: both without leaving the loop. */
static struct function *plain_init(struct thread *t, struct type *type)
{
    if (value_type(value_from_object(type))->call != type_type.call ||
        type->new != object_type.new || type_has(type, TYPE_ABSTRACT)) {
        return NULL;
    }
    Value init = type_lookup(t, type, name___init__);
    return value_is_object(init) && value_to_object(init)->type == &function_type
               ? (struct function *)init
               : NULL;
}

/* args: the arguments, with a free word in front. */
static enum call_outcome push_or_copy(struct thread *t, struct frame *frame, struct function *f,
                                      Value *args, uint32_t n_args, Value keyword_names,
                                      uint32_t flags)
{
    struct frame *pushed = frame->flags & FRAME_GENERATOR
                               ? frame_push_copied(t, f, args, n_args, keyword_names, flags)
                               : frame_push_call(t, f, args, n_args, keyword_names, flags);
    return pushed == NULL ? CALL_ERROR : CALL_FRAME;
}

static enum call_outcome call_class(struct thread *t, struct frame *frame, struct type *type,
                                    struct function *init, Value *window, uint32_t n_args,
                                    Value keyword_names)
{
    struct object *instance = gc_new(t, type);
    if (instance == NULL) {
        return CALL_ERROR;
    }
    window[0] = window[1] = value_from_object(instance);
    return push_or_copy(t, frame, init, &window[1], n_args + 1, keyword_names, FRAME_INIT);
}

enum call_outcome call_window(struct thread *t, struct frame *frame, Value *window, bool has_self,
                              uint32_t n_args, Value keyword_names)
{
    Value callee = window[0];
    if (!has_self && value_is_object(callee) &&
        value_to_object(callee)->type == &bound_method_type) {
        /* window[0] stays, and keeps `self` alive: the collector does not look at window[1] (mark_frame). */
        struct bound_method *method = (struct bound_method *)callee;
        callee = method->function;
        window[1] = method->self;
        has_self = true;
    }
    Value *args = has_self ? &window[1] : &window[2];
    n_args += has_self;
    struct type *type = value_type(callee);
    Value result;
    if (type == &function_type) {
        struct function *f = (struct function *)callee;
        const struct code *code = (const struct code *)value_load(&f->code);
        if (!call_makes_generator(t, code, n_args, keyword_names)) {
            return push_or_copy(t, frame, f, args, n_args, keyword_names, 0);
        }
        result = generator_create(t, f, args);
        window[0] = result; /* a root at the safepoint */
        if (result == VALUE_ERROR ||
            (load_relaxed(&t->lock.safepoint_word) && !safepoint_poll(&t->lock))) {
            return CALL_ERROR;
        }
    } else if (type == &native_function_type || type == &method_descriptor_type) {
        result = native_call(t, (struct native *)callee, args, n_args, keyword_names);
    } else {
        if (type_has(type, TYPE_TYPE_SUBCLASS) && !has_self) {
            struct function *init = plain_init(t, (struct type *)callee);
            if (init != NULL) {
                return call_class(t, frame, (struct type *)callee, init, window, n_args,
                                  keyword_names);
            }
        }
        result = call(t, callee, args, n_args, keyword_names);
    }
    if (UNLIKELY(result == VALUE_ERROR)) {
        return CALL_ERROR;
    }
    window[0] = result;
    return CALL_DONE;
}

/* ---- f(*arguments, **keywords) from the loop ---- */

/* Lays self, the positional arguments and the values of the keywords out where the callee's registers begin. */
static struct frame *push_spread(struct thread *t, struct function *f, Value self,
                                 const struct tuple *arguments, Value keywords)
{
    uint64_t n_keywords = keywords == VALUE_UNBOUND ? 0 : dict_length(value_to_dict(keywords));
    uint64_t n_args = arguments->length + (self != VALUE_UNBOUND);
    Value *top = frame_top(t);
    if (UNLIKELY(n_args + n_keywords >= (uint64_t)(t->registers_end - top))) {
        return raise_too_deep(t);
    }
    Value *to = top;
    if (self != VALUE_UNBOUND) {
        *to++ = self;
    }
    memcpy(to, arguments->items, arguments->length * sizeof(Value));
    Value names = VALUE_UNBOUND;
    if (n_keywords > 0) {
        names = call_spread_keywords(t, value_from_object(f), value_to_dict(keywords), top + n_args,
                                     n_keywords);
        if (names == VALUE_ERROR) {
            return NULL;
        }
    }
    return frame_push_call(t, f, top, (uint32_t)n_args, names, 0);
}

enum call_outcome call_spread_window(struct thread *t, Value *window)
{
    Value callee = window[0], self = VALUE_UNBOUND;
    if (value_type(callee) == &bound_method_type) {
        self = ((const struct bound_method *)callee)->self;
        callee = ((const struct bound_method *)callee)->function;
    }
    if (value_type(callee) == &function_type) {
        struct frame *pushed =
            push_spread(t, (struct function *)callee, self, value_to_tuple(window[2]), window[3]);
        return pushed == NULL ? CALL_ERROR : CALL_FRAME;
    }
    Value result = call_tuple(t, window[0], window[2], window[3]);
    if (result == VALUE_ERROR) {
        return CALL_ERROR;
    }
    window[0] = result;
    return CALL_DONE;
}
