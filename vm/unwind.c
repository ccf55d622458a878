#include "vm/unwind.h"

#include "runtime/exception.h"
#include "vm/call.h"
#include "vm/format/bytecode.h"
#include "vm/generator.h"
#include "vm/trace.h"

/* The first entry of the exception table that protects `word`. */
static const struct exception_entry *find_handler(const struct code *code, uint32_t word)
{
    for (uint32_t i = 0; i < code->n_exceptions; i++) {
        const struct exception_entry *entry = &code->exceptions[i];
        if (word >= entry->start && word < entry->end) {
            return entry;
        }
    }
    return NULL;
}

static ALWAYS_INLINE void add_entry(struct thread *t, struct frame *frame)
{
    if (UNLIKELY(frame->code->flags & CODE_STANDS_FOR_C)) {
        return;
    }
    Value pending = error_take(t);
    struct exception *exception = (struct exception *)pending;
    struct frame_object *object = frame_object_unseen(t, frame);
    if (object != NULL) {
        Value entry =
            traceback_new(t, value_load(&exception->traceback), value_from_object(frame->code),
                          value_from_object(object), frame_word(frame));
        if (entry != VALUE_ERROR) {
            value_store(&exception->traceback, entry);
        }
    }
    t->exception = pending;
}

void unwind_add_entry(struct thread *t, struct frame *frame)
{
    add_entry(t, frame);
}

/* PEP 479: a StopIteration must not look like the end of a generator that raised it by accident. */
static void convert_stop_iteration(struct thread *t, const struct generator *g)
{
    bool is_async =
        g->base.type == &async_generator_type && error_matches(t, &StopAsyncIteration_type);
    if (!is_async && !error_matches(t, &StopIteration_type)) {
        return;
    }
    Value was = error_take(t);
    raise_error(t, &RuntimeError_type, "%s raised %s", generator_kind(g),
                is_async ? "StopAsyncIteration" : "StopIteration");
    error_set_cause(t, was);
}

/* Does the instruction pass on an exception that has this frame in its traceback already? */
static bool raises_again(uint64_t word)
{
    enum opcode op = instruction_op(word);
    return op == OP_RERAISE || op == OP_END_ASYNC_FOR ||
           (op == OP_RAISE && instruction_d(word) == 0);
}

/* The word that `frame` is to be left from, or a handler to be entered for: that of the first RERAISE's exception. */
static uint32_t origin_of(const struct frame *frame, uint32_t word)
{
    uint64_t instruction = frame->code->words[word];
    if (instruction_op(instruction) != OP_RERAISE || instruction_b(instruction) == 0) {
        return word;
    }
    return (uint32_t)value_to_small_int(frame->registers[instruction_b(instruction)]);
}

bool unwind(struct thread *t)
{
    for (;;) {
        struct frame *frame = t->frame;
        uint32_t word = frame_word(frame);
        ASSERT(error_pending(t));
        bool is_new = !raises_again(frame->code->words[word]);
        if (is_new) {
            add_entry(t, frame);
        }
        if (UNLIKELY(t->is_traced)) {
            trace_unwinding(t, frame, is_new);
        }
        const struct exception_entry *handler = find_handler(frame->code, word);
        uint32_t origin = is_new ? word : origin_of(frame, word);
        if (handler != NULL) {
            Value *registers = frame->registers + handler->exception_register;
            registers[0] = error_take(t);
            registers[1] = value_from_small_int(origin);
            frame->pc = frame->code->words + handler->handler;
            return true;
        }
        frame->pc = frame->code->words + origin + 1;
        uint32_t flags = frame->flags;
        if (flags & FRAME_GENERATOR) {
            convert_stop_iteration(t, frame_generator(frame));
        }
        if (UNLIKELY(t->is_traced)) {
            trace_dropping(t, frame);
        }
        frame_pop(t, frame);
        if (flags & FRAME_ENTRY) {
            return false;
        }
    }
}
