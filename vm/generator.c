#include "vm/generator.h"

#include <string.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/exception.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "vm/call.h"
#include "vm/coroutine.h"
#include "vm/format/bytecode.h"

const char *generator_kind(const struct generator *g)
{
    return g->base.type == &generator_type   ? "generator"
           : g->base.type == &coroutine_type ? "coroutine"
                                             : "async generator";
}

/* A coroutine or asynchronous generator: its extra Value is set. */
static struct generator *allocate_async(struct thread *t, struct code *code, size_t size)
{
    bool is_coroutine = code->flags & CODE_COROUTINE;
    Value extra = coroutine_extra_new(t, code);
    struct generator *g = extra == VALUE_ERROR
                              ? NULL
                              : gc_allocate(t, size + sizeof(Value),
                                            is_coroutine ? &coroutine_type : &async_generator_type);
    if (g != NULL) {
        g->code = code;
        *generator_extra(g) = extra;
    }
    return g;
}

Value generator_new(struct thread *t, struct frame *frame)
{
    struct code *code = frame->code;
    size_t size = sizeof(struct generator) + code->n_registers * sizeof(Value);
    bool is_async = code->flags & (CODE_COROUTINE | CODE_ASYNC_GENERATOR);
    struct generator *g =
        is_async ? allocate_async(t, code, size) : gc_allocate(t, size, &generator_type);
    if (g == NULL) {
        return VALUE_ERROR;
    }
    g->code = code;
    g->function = frame->function;
    g->word = frame_word(frame);
    g->name = value_load(&frame->function->name);
    g->qualname = value_load(&frame->function->qualname);
    memcpy(g->registers, frame->registers, code->n_named * sizeof(Value));
    /* Without an exception table nothing would run: see finalize in generator_type.c. */
    if ((code->n_exceptions > 0 || is_async) && !gc_register_finalizer(t, &g->base)) {
        return VALUE_ERROR;
    }
    return value_from_object(g);
}

static Value raise_running(struct thread *t, const struct generator *g)
{
    return raise_error(t, &ValueError_type, "%s already executing", generator_kind(g));
}

/* A generator that has ended goes on ending; a coroutine may be awaited only once. */
static bool raise_reused(struct thread *t, const struct generator *g)
{
    return g->base.type != &coroutine_type ||
           raise_false(t, &RuntimeError_type, "cannot reuse already awaited coroutine");
}

/* Takes a generator that can be continued. False: it is running (ValueError) or has ended (*finished). */
NOINLINE static bool claim_shared(struct thread *t, struct generator *g, uint32_t *was,
                                  bool *finished)
{
    uint32_t state = load_acquire(&g->state);
    do {
        if (state == GENERATOR_RUNNING) {
            raise_running(t, g);
            return false;
        }
        if (state == GENERATOR_FINISHED) {
            *finished = raise_reused(t, g);
            return false;
        }
    } while (!compare_and_swap(&g->state, &state, GENERATOR_RUNNING));
    *was = state;
    return true;
}

static ALWAYS_INLINE bool claim(struct thread *t, struct generator *g, uint32_t *was,
                                bool *finished)
{
    uint32_t state = load_acquire(&g->state);
    /* No safepoint lies in between: where one thread runs at a time, a plain store claims. */
    if (LIKELY(state <= GENERATOR_SUSPENDED && !load_relaxed(&mutex_objects_shared))) {
        store_relaxed(&g->state, (uint32_t)GENERATOR_RUNNING);
        *was = state;
        return true;
    }
    return claim_shared(t, g, was, finished);
}

COLD static struct frame *raise_too_deep(struct thread *t, struct generator *g, uint32_t was)
{
    store_release(&g->state, was);
    raise_recursion_error(t, "");
    return NULL;
}

static ALWAYS_INLINE void take_object(struct thread *t, struct generator *g, struct frame *frame)
{
    frame->object = g->frame_object;
    if (UNLIKELY(frame->object != NULL)) {
        frame->object->frame = frame;
        frame->object->thread = t;
    }
}

/* Pushes the frame of a claimed generator, after its YIELD. NULL: RecursionError; the generator is as before. */
static ALWAYS_INLINE struct frame *push(struct thread *t, struct generator *g, uint32_t was,
                                        uint32_t flags)
{
    if (UNLIKELY(t->frame + 1 >= t->frames_end ||
                 t->recursion_depth >= load_relaxed(&recursion_limit))) {
        return raise_too_deep(t, g, was);
    }
    struct frame *frame = t->frame + 1;
    frame->registers = g->registers;
    frame->pc = g->code->words + g->word + 1;
    frame->code = g->code;
    frame->function = g->function;
    frame->global_cells = load_acquire(&g->function->global_cells);
    frame->top = t->frame->top;
    frame->generator = g;
    frame->names = VALUE_UNBOUND;
    frame->resumer_handled = t->handled;
    frame->flags = flags | FRAME_GENERATOR;
    take_object(t, g, frame);
    if (UNLIKELY(g->handled != VALUE_UNBOUND)) {
        t->handled = g->handled;
    }
    g->frame = frame;
    t->recursion_depth++;
    t->frame = frame;
    return frame;
}

static ALWAYS_INLINE struct frame *resume(struct thread *t, struct generator *g, Value sent,
                                          bool *finished, uint32_t flags)
{
    uint32_t was;
    if (!claim(t, g, &was, finished)) {
        return NULL;
    }
    if (LIKELY(was != GENERATOR_CREATED)) {
        g->registers[instruction_a(g->code->words[g->word])] = sent;
    } else if (UNLIKELY(sent != VALUE_NONE)) {
        store_release(&g->state, was);
        raise_error(t, &TypeError_type, "can't send non-None value to a just-started %s",
                    generator_kind(g));
        return NULL;
    }
    return push(t, g, was, flags);
}

struct frame *generator_resume(struct thread *t, struct generator *g, Value sent, bool *finished)
{
    return resume(t, g, sent, finished, 0);
}

static void leave(struct thread *t, struct frame *frame, struct generator *g, bool is_suspended)
{
    g->handled = is_suspended && t->handled != frame->resumer_handled ? t->handled : VALUE_UNBOUND;
    t->handled = frame->resumer_handled;
    g->frame = NULL;
}

void generator_suspend(struct thread *t, struct frame *frame)
{
    struct generator *g = frame->generator;
    g->word = frame_word(frame);
    g->frame_object = frame->object;
    if (frame->object != NULL) {
        frame->object->frame = NULL;
        frame->object->word = g->word;
    }
    leave(t, frame, g, true);
    t->recursion_depth--;
    t->frame = frame - 1;
    store_release(&g->state, (uint32_t)GENERATOR_SUSPENDED);
}

void generator_finish(struct thread *t, struct frame *frame)
{
    struct generator *g = frame->generator;
    leave(t, frame, g, false);
    g->frame_object = NULL;
    memset(g->registers, 0, g->code->n_registers * sizeof(Value));
    store_release(&g->state, (uint32_t)GENERATOR_FINISHED);
}

/* What a run of the generator from C came to: yielded, or ended with a value. */
static Value run_result(struct generator *g, Value v, Value *returned)
{
    if (v == VALUE_ERROR || load_acquire(&g->state) != GENERATOR_FINISHED) {
        return v;
    }
    if (returned != NULL) {
        *returned = v;
    }
    return VALUE_UNBOUND;
}

Value generator_send(struct thread *t, struct generator *g, Value sent, Value *returned)
{
    bool finished = false;
    frames_init(t);
    if (!recursion_enter(t, "")) {
        return VALUE_ERROR;
    }
    struct frame *frame = resume(t, g, sent, &finished, FRAME_ENTRY);
    Value result = frame != NULL ? run_result(g, interpret(t, frame), returned) : VALUE_UNBOUND;
    recursion_leave(t);
    if (frame == NULL && !finished) {
        return VALUE_ERROR;
    }
    return result;
}

Value iterator_send(struct thread *t, Value iterator, Value sent, Value *returned)
{
    *returned = VALUE_NONE;
    if (value_is_generator(iterator)) {
        return generator_send(t, (struct generator *)iterator, sent, returned);
    }
    struct type *type = value_type(iterator);
    Value v;
    if (sent == VALUE_NONE && type->next != NULL) {
        v = type->next(t, iterator);
    } else {
        v = call_method_1(t, iterator, name_send, sent);
    }
    if (v == VALUE_ERROR && error_matches(t, &StopIteration_type)) {
        *returned = ((struct stop_iteration *)error_take(t))->value;
        return VALUE_UNBOUND;
    }
    return v;
}

/* --- throw() and close() --- */

/* Of a claimed or suspended generator. */
static Value inner_iterator(const struct generator *g)
{
    uint64_t word = g->code->words[g->word];
    bool delegates = instruction_op(word) == OP_YIELD && instruction_d(word) == 1;
    return delegates ? g->registers[instruction_c(word)] : VALUE_UNBOUND;
}

Value generator_inner(const struct generator *g)
{
    if (load_acquire(&g->state) != GENERATOR_SUSPENDED) {
        return VALUE_UNBOUND;
    }
    return inner_iterator(g);
}

/* Lets the frame raise the pending exception at its yield. */
static Value raise_inside(struct thread *t, struct generator *g, uint32_t was, Value *returned)
{
    Value exception = error_take(t);
    struct frame *frame = push(t, g, was, FRAME_ENTRY);
    if (frame == NULL) {
        return VALUE_ERROR;
    }
    t->exception = exception;
    return run_result(g, interpret(t, frame), returned);
}

/* Continues after the inner iterator has ended with `v`: the value of the yield from expression. */
static Value continue_after_inner(struct thread *t, struct generator *g, uint32_t was, Value v,
                                  Value *returned)
{
    /* SEND stands before the YIELD (two words); its jump leads past the delegation. */
    uint64_t *send = g->code->words + g->word - 2;
    ASSERT(instruction_op(*send) == OP_SEND);
    g->registers[instruction_a(*send)] = v;
    struct frame *frame = push(t, g, was, FRAME_ENTRY);
    if (frame == NULL) {
        return VALUE_ERROR;
    }
    frame->pc = send + 2 + (int64_t)send[1];
    return run_result(g, interpret(t, frame), returned);
}

static Value close_inner(struct thread *t, Value inner)
{
    if (value_is_generator(inner)) {
        return generator_close(t, (struct generator *)inner);
    }
    Value method = object_find_attribute(t, inner, name_close);
    return method == VALUE_ERROR || method == VALUE_UNBOUND ? method : call_0(t, method);
}

/* Throws into the inner iterator; *returned is set if it ended. UNBOUND: it has no throw(). */
static Value throw_inner(struct thread *t, Value inner, Value exception, bool closes,
                         Value *returned)
{
    *returned = VALUE_UNBOUND;
    if (value_is_generator(inner)) {
        Value ended_with = VALUE_NONE;
        Value v =
            generator_throw_from(t, (struct generator *)inner, exception, closes, &ended_with);
        if (v == VALUE_UNBOUND) {
            *returned = ended_with;
        }
        return v;
    }
    Value method = object_find_attribute(t, inner, name_throw);
    if (method == VALUE_ERROR || method == VALUE_UNBOUND) {
        return method;
    }
    Value v = call_1(t, method, exception);
    if (v == VALUE_ERROR && error_matches(t, &StopIteration_type)) {
        *returned = ((struct stop_iteration *)error_take(t))->value;
    }
    return v;
}

/* `exception` arrives at a generator that delegates; it is claimed. */
static Value throw_through(struct thread *t, struct generator *g, uint32_t was, Value inner,
                           Value exception, bool closes, Value *returned)
{
    Value inner_returned = VALUE_UNBOUND, v;
    if (closes && value_is_instance(exception, &GeneratorExit_type)) {
        v = close_inner(t, inner);
        v = v == VALUE_ERROR ? v : VALUE_UNBOUND;
    } else {
        v = throw_inner(t, inner, exception, closes, &inner_returned);
    }
    if (inner_returned != VALUE_UNBOUND) {
        return continue_after_inner(t, g, was, inner_returned, returned);
    }
    if (v == VALUE_ERROR) {
        return raise_inside(t, g, was, returned);
    }
    if (v == VALUE_UNBOUND) {
        raise_exception(t, exception);
        return raise_inside(t, g, was, returned);
    }
    store_release(&g->state, was);
    return v;
}

Value generator_throw(struct thread *t, struct generator *g, Value exception)
{
    return generator_throw_from(t, g, exception, true, NULL);
}

Value generator_throw_from(struct thread *t, struct generator *g, Value exception, bool closes,
                           Value *returned)
{
    bool finished = false;
    uint32_t was;
    frames_init(t);
    if (!claim(t, g, &was, &finished)) {
        return finished ? raise_exception(t, exception) : VALUE_ERROR;
    }
    if (was == GENERATOR_CREATED) {
        memset(g->registers, 0, g->code->n_registers * sizeof(Value));
        raise_exception(t, exception);
        return raise_inside(t, g, was, returned);
    }
    if (!recursion_enter(t, "")) {
        store_release(&g->state, was);
        return VALUE_ERROR;
    }
    Value inner = inner_iterator(g);
    Value result;
    if (inner != VALUE_UNBOUND) {
        result = throw_through(t, g, was, inner, exception, closes, returned);
    } else {
        raise_exception(t, exception);
        result = raise_inside(t, g, was, returned);
    }
    recursion_leave(t);
    return result;
}

Value generator_close(struct thread *t, struct generator *g)
{
    uint32_t created = GENERATOR_CREATED;
    if (compare_and_swap(&g->state, &created, GENERATOR_FINISHED)) {
        return VALUE_NONE;
    }
    if (created == GENERATOR_FINISHED) {
        return VALUE_NONE;
    }
    Value exit = exception_new(t, &GeneratorExit_type, NULL, 0);
    Value v = exit == VALUE_ERROR ? exit : generator_throw(t, g, exit);
    if (v == VALUE_ERROR) {
        bool ended = error_swallow(t, &GeneratorExit_type) || error_swallow(t, &StopIteration_type);
        return ended ? VALUE_NONE : VALUE_ERROR;
    }
    return v == VALUE_UNBOUND
               ? VALUE_NONE
               : raise_error(t, &RuntimeError_type, "%s ignored GeneratorExit", generator_kind(g));
}

Value generator_frame(struct thread *t, struct generator *g)
{
    if (load_acquire(&g->state) == GENERATOR_FINISHED) {
        return VALUE_NONE;
    }
    if (g->frame != NULL) {
        struct frame_object *object = frame_get_object(t, g->frame);
        return object == NULL ? VALUE_ERROR : value_from_object(object);
    }
    if (g->frame_object == NULL) {
        struct frame_object *object = gc_allocate(t, sizeof *object, &frame_type);
        if (object == NULL) {
            return VALUE_ERROR;
        }
        object->code = g->code;
        object->globals = g->function->globals;
        object->builtins = load_acquire(&g->function->global_cells)->builtins;
        object->word = g->word;
        g->frame_object = object;
    }
    return value_from_object(g->frame_object);
}
