/* The type generator: its methods and attributes over vm/generator.h. */
#include <stdio.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/exception.h"
#include "runtime/iterators.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/format/bytecode.h"
#include "vm/generator_members.h"

void generator_trace(struct marker *m, struct object *self)
{
    struct generator *g = (struct generator *)self;
    uint32_t state = load_acquire(&g->state);
    mark_value(m, g->handled);
    if (state == GENERATOR_RUNNING) {
        mark_value(m, g->resumer_handled);
    }
    mark_value(m, g->name);
    mark_value(m, g->qualname);
    if (g->frame.code != NULL) {
        if (state == GENERATOR_FINISHED) {
            mark_object(m, g->frame.code);
        } else {
            mark_frame(m, &g->frame);
        }
        if (g->base.type != &generator_type) {
            mark_value(m, *generator_extra(g));
        }
    }
}

Value generator_repr(struct thread *t, Value self)
{
    char address[32];
    snprintf(address, sizeof address, "%p", (const void *)self);
    return str_format(t, "<%N object %V at %s>", value_type(self),
                      value_load(&((struct generator *)self)->qualname), address);
}

Value generator_raise_stop(struct thread *t, Value v)
{
    return v == VALUE_NONE ? raise_plain(t, &StopIteration_type)
                           : raise_with_argument(t, &StopIteration_type, v);
}

/* A value other than None that it returns travels in a StopIteration. */
static Value next_item(struct thread *t, Value self)
{
    Value returned = VALUE_NONE;
    Value v = generator_send(t, (struct generator *)self, VALUE_NONE, &returned);
    return v == VALUE_UNBOUND && returned != VALUE_NONE ? generator_raise_stop(t, returned) : v;
}

Value generator_method_send(struct thread *t, Value *args, uint32_t n_args UNUSED,
                            Value keyword_names UNUSED)
{
    Value returned = VALUE_NONE;
    Value v = generator_send(t, (struct generator *)args[0], args[1], &returned);
    return v == VALUE_UNBOUND ? generator_raise_stop(t, returned) : v;
}

/* The instance of exception class `type` that `v` stands for; if none can be made, why. */
static Value instantiate(struct thread *t, Value type, Value v)
{
    Value made;
    if (v == VALUE_UNBOUND || v == VALUE_NONE) {
        made = call_0(t, type);
    } else if (value_is_instance(v, (struct type *)type)) {
        return v;
    } else {
        made = value_is_tuple(v) ? call_tuple(t, type, v, VALUE_UNBOUND) : call_1(t, type, v);
    }
    if (made != VALUE_ERROR && !value_is_exception(made)) {
        made = raise_error(t, &TypeError_type,
                           "calling %R should have returned an instance of BaseException, not %T",
                           type, made);
    }
    return made == VALUE_ERROR ? error_take(t) : made;
}

Value generator_thrown(struct thread *t, const Value *args)
{
    Value type = args[0], v = args[1], traceback = args[2];
    bool has_traceback = traceback != VALUE_UNBOUND && traceback != VALUE_NONE;
    Value exception = type;
    if (has_traceback && value_type(traceback) != &traceback_type) {
        return raise_error(t, &TypeError_type, "throw() third argument must be a traceback object");
    }
    if (value_is_exception(type)) {
        if (v != VALUE_UNBOUND && v != VALUE_NONE) {
            return raise_error(t, &TypeError_type,
                               "instance exception may not have a separate value");
        }
    } else if (value_is_type(type) && type_has((struct type *)type, TYPE_EXCEPTION_SUBCLASS)) {
        exception = instantiate(t, type, v);
    } else {
        return raise_error(
            t, &TypeError_type,
            "exceptions must be classes or instances deriving from BaseException, not %T", type);
    }
    if (exception != VALUE_ERROR && has_traceback) {
        value_store(&((struct exception *)exception)->traceback, traceback);
    }
    return exception;
}

Value generator_method_throw(struct thread *t, Value *args, uint32_t n_args UNUSED,
                             Value keyword_names UNUSED)
{
    Value exception = generator_thrown(t, args + 1);
    if (exception == VALUE_ERROR) {
        return exception;
    }
    Value returned = VALUE_NONE;
    Value v = generator_throw_from(t, (struct generator *)args[0], exception, true, &returned);
    return v == VALUE_UNBOUND ? generator_raise_stop(t, returned) : v;
}

Value generator_method_close(struct thread *t, Value *args, uint32_t n_args UNUSED,
                             Value keyword_names UNUSED)
{
    return generator_close(t, (struct generator *)args[0]);
}

void generator_finalize(struct thread *t, Value self)
{
    struct generator *g = (struct generator *)self;
    if (load_acquire(&g->state) == GENERATOR_SUSPENDED && g->frame.code->n_exceptions > 0 &&
        generator_close(t, g) == VALUE_ERROR) {
        error_write_unraisable(t, self);
    }
}

Value generator_get_name(struct thread *t UNUSED, Value self)
{
    return value_load(&((struct generator *)self)->name);
}

Value generator_get_qualname(struct thread *t UNUSED, Value self)
{
    return value_load(&((struct generator *)self)->qualname);
}

bool generator_set_name(struct thread *t, Value self, Value v)
{
    if (v == VALUE_UNBOUND || !value_is_str(v)) {
        return raise_false(t, &TypeError_type, "__name__ must be set to a string object");
    }
    value_store(&((struct generator *)self)->name, v);
    return true;
}

bool generator_set_qualname(struct thread *t, Value self, Value v)
{
    if (v == VALUE_UNBOUND || !value_is_str(v)) {
        return raise_false(t, &TypeError_type, "__qualname__ must be set to a string object");
    }
    value_store(&((struct generator *)self)->qualname, v);
    return true;
}

Value generator_get_code(struct thread *t UNUSED, Value self)
{
    return value_from_object(((struct generator *)self)->frame.code);
}

Value generator_get_running(struct thread *t UNUSED, Value self)
{
    return value_from_bool(load_acquire(&((struct generator *)self)->state) == GENERATOR_RUNNING);
}

Value generator_get_suspended(struct thread *t UNUSED, Value self)
{
    uint32_t state = load_acquire(&((struct generator *)self)->state);
    return value_from_bool(state == GENERATOR_SUSPENDED || state == GENERATOR_INSPECTED);
}

Value generator_get_inner(struct thread *t UNUSED, Value self)
{
    Value inner = generator_inner((struct generator *)self);
    return inner == VALUE_UNBOUND ? VALUE_NONE : inner;
}

Value generator_get_frame(struct thread *t, Value self)
{
    return generator_frame(t, (struct generator *)self);
}

static const struct native_def methods[] = {
    {"close", generator_method_close, "(self, /)",
     "close() -> raise GeneratorExit inside generator.", NATIVE_METHOD},
    {"send", generator_method_send, "(self, arg, /)",
     "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration.",
     NATIVE_METHOD},
    {"throw", generator_method_throw, "(self, type, value=None, traceback=None, /)",
     "Raise an exception where the generator is suspended.", NATIVE_METHOD},
    {0},
};

static const struct getset_def members[] = {
    {"gi_code", generator_get_code, NULL, NULL},
    {0},
};

static const struct getset_def getsets[] = {
    {"__name__", generator_get_name, generator_set_name, NULL},
    {"__qualname__", generator_get_qualname, generator_set_qualname, NULL},
    {"gi_frame", generator_get_frame, NULL, NULL},
    {"gi_running", generator_get_running, NULL, NULL},
    {"gi_suspended", generator_get_suspended, NULL, NULL},
    {"gi_yieldfrom", generator_get_inner, NULL, NULL},
    {0},
};

struct type generator_type = {
    TYPE_HEADER("generator", sizeof(struct generator)),
    .flags = TYPE_FINALIZED | TYPE_WEAK_REFERABLE,
    .trace = generator_trace,
    .finalize = generator_finalize,
    .is_settled = generator_is_settled,
    .repr = generator_repr,
    .iter = iterator_self,
    .next = next_item,
    .step = generator_step,
    .methods = methods,
    .getsets = getsets,
    .members = members,
};
