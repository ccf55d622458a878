#include "vm/generator.h"

#include <sched.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/exception.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "vm/call.h"
#include "vm/coroutine.h"
#include "vm/format/bytecode.h"
#include "vm/frame_foreign.h"
#include "vm/trace.h"

const char *generator_kind(const struct generator *g)
{
    return g->base.type == &generator_type   ? "generator"
           : g->base.type == &coroutine_type ? "coroutine"
                                             : "async generator";
}

/* One with an extra Value that is not UNBOUND. */
static NOINLINE struct generator *allocate_with_extra(struct thread *t, struct code *code,
                                                      size_t size, struct type *type)
{
    Value extra = coroutine_extra_new(t, code);
    struct generator *g = extra == VALUE_ERROR ? NULL : gc_allocate(t, size, type);
    if (g != NULL) {
        g->frame.code = code;
        *generator_extra(g) = extra;
    }
    return g;
}

/* A coroutine's extra Value is its origin, which nobody asks for as a rule. */
static ALWAYS_INLINE struct generator *allocate(struct thread *t, struct code *code)
{
    size_t size = sizeof(struct generator) + code->n_registers * sizeof(Value);
    if (code->flags & CODE_GENERATOR) {
        return gc_allocate(t, size, &generator_type);
    }
    size += sizeof(Value);
    if (LIKELY(code->flags & CODE_COROUTINE)) {
        return LIKELY(t->coroutine_origin_depth == 0)
                   ? gc_allocate(t, size, &coroutine_type)
                   : allocate_with_extra(t, code, size, &coroutine_type);
    }
    return allocate_with_extra(t, code, size, &async_generator_type);
}

/* One of a frame that stands at `pc`, whose first `n` registers hold `values`. */
static ALWAYS_INLINE Value make(struct thread *t, struct function *f, struct code *code,
                                struct global_cells *cells, Value names, uint64_t *pc,
                                const Value *values, uint32_t n)
{
    struct generator *g = allocate(t, code);
    if (g == NULL) {
        return VALUE_ERROR;
    }
    g->frame.registers = g->registers; /* and what is not set here is zero */
    g->frame.pc = pc;
    g->frame.constants = value_to_tuple(code->constants)->items;
    g->frame.global_cells = cells;
    g->frame.code = code;
    g->frame.function = f;
    g->frame.names = names;
    g->frame.flags = FRAME_GENERATOR;
    g->name = value_load(&f->name);
    g->qualname = value_load(&f->qualname);
    for (uint32_t i = 0; i < n; i++) { /* few: memcpy costs more */
        value_store(&g->registers[i], values[i]);
    }
    /* Without an exception table nothing would run: see finalize in generator_type.c. */
    if ((code->n_exceptions > 0 || !(code->flags & CODE_GENERATOR)) &&
        !gc_register_finalizer(t, &g->base)) {
        return VALUE_ERROR;
    }
    return value_from_object(g);
}

Value generator_new(struct thread *t, struct frame *frame)
{
    return make(t, frame->function, frame->code, frame->global_cells, frame->names, frame->pc,
                frame->registers, frame->code->n_named);
}

Value generator_create(struct thread *t, struct function *f, const Value *args)
{
    struct code *code = (struct code *)value_load(&f->code);
    ASSERT(instruction_op(code->words[0]) == OP_RETURN_GENERATOR);
    return make(t, f, code, load_acquire(&f->global_cells), VALUE_UNBOUND, code->words + 1, args,
                code->n_direct);
}

static Value raise_running(struct thread *t, const struct generator *g)
{
    return raise_error(t, &ValueError_type, "%s already executing", generator_kind(g));
}

/* --- Inspection --- */

static uint32_t wait_inspected(const struct generator *g, uint32_t state)
{
    while (state == GENERATOR_INSPECTED) {
        sched_yield();
        state = load_acquire(&g->state);
    }
    return state;
}

/* False: there is nothing to look at, it is running or has ended. Else inspect_end must follow, with no safepoint between. */
static bool inspect(struct generator *g, uint32_t *was)
{
    uint32_t state = load_acquire(&g->state);
    do {
        state = wait_inspected(g, state);
        if (state != GENERATOR_SUSPENDED && state != GENERATOR_CREATED) {
            return false;
        }
    } while (!compare_and_swap(&g->state, &state, GENERATOR_INSPECTED));
    *was = state;
    return true;
}

static void inspect_end(struct generator *g, uint32_t was)
{
    store_release(&g->state, was);
}

Value generator_registers(struct thread *t, struct generator *g)
{
    uint32_t n = g->frame.code->n_named, was;
    Value made = tuple_new(t, NULL, n);
    if (made == VALUE_ERROR || n == 0) {
        return made;
    }
    if (!inspect(g, &was)) {
        return VALUE_UNBOUND;
    }
    memcpy(value_to_tuple(made)->items, g->registers, n * sizeof(Value));
    inspect_end(g, was);
    return made;
}

/* --- Running --- */

/*
 * Takes a generator that can be continued. False: it is running (ValueError) or has ended (no exception; but a coroutine
 * may be awaited only once: RuntimeError).
 */
static bool claim(struct thread *t, struct generator *g, uint32_t *was)
{
    uint32_t state = load_acquire(&g->state);
    do {
        state = wait_inspected(g, state);
        if (state == GENERATOR_RUNNING) {
            raise_running(t, g);
            return false;
        }
        if (state == GENERATOR_FINISHED) {
            if (g->base.type == &coroutine_type) {
                raise_error(t, &RuntimeError_type, "cannot reuse already awaited coroutine");
            }
            return false;
        }
    } while (!compare_and_swap(&g->state, &state, GENERATOR_RUNNING));
    *was = state;
    return true;
}

/* Links a claimed generator in. False: RecursionError; the generator is as before. */
static bool enter(struct thread *t, struct generator *g, uint32_t was, uint32_t flags)
{
    if (UNLIKELY(t->recursion_depth >= load_relaxed(&recursion_limit))) {
        store_release(&g->state, was);
        return raise_recursion_error(t, "");
    }
    if (g->frame.object != NULL) {
        g->frame.object->frame = &g->frame;
        store_relaxed(&g->frame.object->thread, t);
    }
    generator_link(t, g, flags);
    return true;
}

bool generator_resume_slow(struct thread *t, struct generator *g, Value sent, uint32_t flags)
{
    uint32_t was;
    if (!claim(t, g, &was)) {
        return false;
    }
    if (UNLIKELY(was == GENERATOR_CREATED && sent != VALUE_NONE)) {
        store_release(&g->state, was);
        raise_error(t, &TypeError_type, "can't send non-None value to a just-started %s",
                    generator_kind(g));
        return false;
    }
    g->registers[instruction_a(g->frame.pc[-1])] = sent;
    return enter(t, g, was, flags);
}

void generator_leave_slow(struct thread *t, struct generator *g, bool is_suspended)
{
    g->handled = is_suspended && g->handles ? t->handled : VALUE_UNBOUND;
    t->handled = g->resumer_handled;
    if (g->frame.object != NULL) {
        g->frame.object->word = frame_word(&g->frame);
        g->frame.object->frame = NULL;
    }
}

void generator_finish(struct thread *t, struct generator *g)
{
    if (UNLIKELY(g->frame.object != NULL || g->handles || g->handled != VALUE_UNBOUND)) {
        generator_leave_slow(t, g, false);
        g->frame.object = NULL;
    }
    g->frame.back = NULL;
    t->ended_generator = g;
    gc_forget_finalizer(t, &g->base);
    store_release(&g->state, (uint32_t)GENERATOR_FINISHED);
}

/*
 * Runs a generator that is linked in, from C: what it yields, or UNBOUND if it has ended. Its state does not tell which:
 * once it has yielded, another thread may run it to its end before we look.
 */
static Value run(struct thread *t, struct generator *g, Value *returned)
{
    t->ended_generator = NULL;
    Value v = interpret(t, &g->frame);
    if (v == VALUE_ERROR || t->ended_generator != g) {
        return v;
    }
    if (returned != NULL) {
        *returned = v;
    }
    return VALUE_UNBOUND;
}

/* NOINLINE: else gcc makes two functions of it, and all callers call both. */
NOINLINE Value generator_send(struct thread *t, struct generator *g, Value sent, Value *returned)
{
    frames_init(t);
    if (!recursion_enter(t, "")) {
        return VALUE_ERROR;
    }
    Value result;
    if (LIKELY(generator_resume(t, g, sent, FRAME_ENTRY))) {
        result = run(t, g, returned);
    } else {
        result = error_pending(t) ? VALUE_ERROR : VALUE_UNBOUND;
    }
    recursion_leave(t);
    return result;
}

bool generator_is_settled(const struct object *self)
{
    return load_relaxed(&((const struct generator *)self)->state) == GENERATOR_FINISHED;
}

Value generator_step(struct thread *t, Value self, Value sent, Value *returned)
{
    *returned = VALUE_NONE;
    return generator_send(t, (struct generator *)self, sent, returned);
}

Value iterator_send(struct thread *t, Value iterator, Value sent, Value *returned)
{
    *returned = VALUE_NONE;
    if (value_is_generator(iterator)) {
        return generator_send(t, (struct generator *)iterator, sent, returned);
    }
    struct type *type = value_type(iterator);
    Value v;
    if (type->step != NULL) {
        return type->step(t, iterator, sent, returned);
    }
    if (sent == VALUE_NONE && type->next != NULL) {
        v = type->next(t, iterator);
    } else {
        v = call_method_1(t, iterator, name_send, sent);
    }
    if (v == VALUE_ERROR && error_matches(t, &StopIteration_type)) {
        if (UNLIKELY(t->is_traced)) {
            trace_caught(t);
            if (!error_matches(t, &StopIteration_type)) {
                return v;
            }
        }
        *returned = ((struct stop_iteration *)error_take(t))->value;
        return VALUE_UNBOUND;
    }
    return v;
}

/* --- throw() and close() --- */

/* Of a claimed or suspended generator. */
static Value inner_iterator(const struct generator *g)
{
    uint64_t word = g->frame.pc[-1];
    bool delegates = instruction_op(word) == OP_YIELD && instruction_d(word) == 1;
    return delegates ? g->registers[instruction_c(word)] : VALUE_UNBOUND;
}

Value generator_inner(struct generator *g)
{
    uint32_t was;
    if (!inspect(g, &was)) {
        return VALUE_UNBOUND;
    }
    Value inner = was == GENERATOR_SUSPENDED ? inner_iterator(g) : VALUE_UNBOUND;
    inspect_end(g, was);
    return inner;
}

/* Lets the frame raise `exception` at its yield; the context is what the generator handles itself, not who throws. */
static Value raise_inside(struct thread *t, struct generator *g, uint32_t was, Value exception,
                          Value *returned)
{
    if (!enter(t, g, was, FRAME_ENTRY)) {
        return VALUE_ERROR;
    }
    t->exception = exception;
    if (g->handles) {
        raise_exception(t, exception);
    }
    return run(t, g, returned);
}

/* Continues after the inner iterator has ended with `v`: the value of the yield from expression. */
static Value continue_after_inner(struct thread *t, struct generator *g, uint32_t was, Value v,
                                  Value *returned)
{
    /* SEND stands before the YIELD (two words); its jump leads past the delegation. */
    uint64_t *send = g->frame.pc - 3;
    ASSERT(instruction_op(*send) == OP_SEND);
    g->registers[instruction_a(*send)] = v;
    if (!enter(t, g, was, FRAME_ENTRY)) {
        return VALUE_ERROR;
    }
    g->frame.pc = send + 2 + (int64_t)send[1];
    return run(t, g, returned);
}

static Value close_inner(struct thread *t, Value inner)
{
    if (value_is_generator(inner)) {
        return generator_close(t, (struct generator *)inner);
    }
    Value method = object_find_attribute(t, inner, name_close);
    if (method == VALUE_ERROR) {
        error_write_unraisable(t, inner);
        return VALUE_UNBOUND;
    }
    return method == VALUE_UNBOUND ? method : call_0(t, method);
}

/* Throws into the inner iterator, whose throw() is `method`; *returned is set if it ended. UNBOUND: it has no throw(). */
static Value throw_inner(struct thread *t, Value inner, Value method, Value exception, bool closes,
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
    if (method == VALUE_UNBOUND) {
        return VALUE_UNBOUND;
    }
    Value v = call_1(t, method, exception);
    if (v == VALUE_ERROR && error_matches(t, &StopIteration_type)) {
        *returned = ((struct stop_iteration *)error_take(t))->value;
    }
    return v;
}

/* While something is thrown into the inner iterator of a claimed generator, that one's frame is the caller there. */
static void show_frame(struct thread *t, struct generator *g)
{
    if (g->frame.object != NULL) {
        g->frame.object->frame = &g->frame;
        store_relaxed(&g->frame.object->thread, t);
    }
    g->frame.back = t->frame;
    g->frame.flags = FRAME_GENERATOR | FRAME_ENTRY;
    t->frame = &g->frame;
}

static void hide_frame(struct thread *t, struct generator *g)
{
    t->frame = g->frame.back;
    g->frame.back = NULL;
    if (g->frame.object != NULL) {
        g->frame.object->word = frame_word(&g->frame);
        g->frame.object->frame = NULL;
    }
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
        Value method =
            value_is_generator(inner) ? VALUE_UNBOUND : object_find_attribute(t, inner, name_throw);
        if (method == VALUE_ERROR) { /* whoever called throw() is told, the generator is not */
            store_release(&g->state, was);
            return VALUE_ERROR;
        }
        show_frame(t, g);
        v = throw_inner(t, inner, method, exception, closes, &inner_returned);
        hide_frame(t, g);
    }
    if (inner_returned != VALUE_UNBOUND) {
        return continue_after_inner(t, g, was, inner_returned, returned);
    }
    if (v == VALUE_ERROR) {
        return raise_inside(t, g, was, error_take(t), returned);
    }
    if (v == VALUE_UNBOUND) {
        return raise_inside(t, g, was, exception, returned);
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
    uint32_t was;
    frames_init(t);
    if (!claim(t, g, &was)) {
        return error_pending(t) ? VALUE_ERROR : error_restore(t, exception);
    }
    if (was == GENERATOR_CREATED) {
        memset(g->registers, 0, g->frame.code->n_registers * sizeof(Value));
        return raise_inside(t, g, was, exception, returned);
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
        result = raise_inside(t, g, was, exception, returned);
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
    raise_plain(t, &GeneratorExit_type); /* in the context of what is handled here */
    Value v = generator_throw(t, g, error_take(t));
    if (v == VALUE_ERROR) {
        bool ended = error_swallow(t, &GeneratorExit_type) || error_swallow(t, &StopIteration_type);
        return ended ? VALUE_NONE : VALUE_ERROR;
    }
    return v == VALUE_UNBOUND
               ? VALUE_NONE
               : raise_error(t, &RuntimeError_type, "%s ignored GeneratorExit", generator_kind(g));
}

bool generator_clear(struct thread *t, struct generator *g)
{
    if (load_acquire(&g->state) == GENERATOR_RUNNING) {
        return raise_false(t, &RuntimeError_type, "cannot clear an executing frame");
    }
    if (generator_close(t, g) == VALUE_ERROR) {
        error_write_unraisable(t, value_from_object(g));
    }
    return true;
}

Value generator_frame(struct thread *t, struct generator *g)
{
    if (!frame_is_linked(t, &g->frame)) {
        return frame_foreign_generator(t, g);
    }
    struct frame_object *object = frame_get_object(t, &g->frame);
    return object == NULL ? VALUE_ERROR : value_from_object(object);
}
