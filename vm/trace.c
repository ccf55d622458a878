#include "vm/trace.h"

#include "lock/safepoint.h"
#include "lock/schedule.h"
#include "runtime/call.h"
#include "runtime/exception.h"
#include "runtime/native.h"
#include "runtime/slot.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/call.h"
#include "vm/generator.h"
#include "vm/schedule_view.h"
#include "vm/unwind.h"

/* --- On and off --- */

/* What runs already gets no "call" any more, and its first line is not news. */
static void adopt_running_frames(struct thread *t)
{
    for (struct frame *frame = t->frame; frame != t->frames; frame = frame->back) {
        frame->flags |= FRAME_TRACED;
        if (frame->object != NULL) {
            frame->object->traced = frame_word(frame) + 1;
        }
    }
}

static void update(struct thread *t)
{
    bool is_traced = t->trace_function != VALUE_UNBOUND || t->profile_function != VALUE_UNBOUND;
    if (is_traced != t->is_traced) {
        t->is_traced = is_traced;
        dispatch_fill(t, is_traced);
        if (is_traced) {
            adopt_running_frames(t);
        }
    }
}

void trace_set_function(struct thread *t, Value function)
{
    t->trace_function = function;
    update(t);
}

void trace_set_profiler(struct thread *t, Value function)
{
    t->profile_function = function;
    update(t);
}

/* --- Events --- */

/* An artificial instruction, of which there may be one for several branches, is as if on the last line. */
static int32_t line_to_show(const struct frame_object *object, uint32_t word)
{
    return object->shown_line != 0 || object->traced == 0 || !code_is_artificial(object->code, word)
               ? object->shown_line
               : code_position_at(object->code, object->traced - 1).line;
}

/* function(frame, event, argument), with tracing off meanwhile. What is pending must have been taken. */
static Value call_tracer(struct thread *t, Value function, struct frame *frame,
                         enum trace_event event, Value event_name, Value argument)
{
    struct frame_object *object = frame_get_object(t, frame);
    if (object == NULL || !frame_export_locals(t, frame)) {
        return VALUE_ERROR;
    }
    uint8_t outer = object->event;
    int32_t shown_line = object->shown_line;
    object->shown_line = line_to_show(object, frame_word(frame));
    t->tracing++;
    object->event = (uint8_t)event;
    Value result = call_3(t, function, value_from_object(object), event_name, argument);
    object->event = outer;
    t->tracing--;
    object->shown_line = shown_line;
    frame_import_locals(frame);
    /* A return is undone: unwinding adds the entry then. */
    if (result == VALUE_ERROR && event != TRACE_RETURN) {
        unwind_add_entry(t, frame);
    }
    return result;
}

static bool profile(struct thread *t, struct frame *frame, Value event, Value argument)
{
    if (t->profile_function == VALUE_UNBOUND) {
        return true;
    }
    if (call_tracer(t, t->profile_function, frame, TRACE_PROFILE, event, argument) == VALUE_ERROR) {
        trace_set_profiler(t, VALUE_UNBOUND);
        return false;
    }
    return true;
}

/* `function` traces the frame from now on unless it returns something else, or raises. */
static bool trace(struct thread *t, Value function, struct frame *frame, enum trace_event event,
                  Value event_name, Value argument)
{
    Value result = call_tracer(t, function, frame, event, event_name, argument);
    if (result == VALUE_ERROR) {
        trace_set_function(t, VALUE_UNBOUND);
        if (frame->object != NULL) {
            value_store(&frame->object->trace, VALUE_UNBOUND);
        }
        return false;
    }
    if (result != VALUE_NONE) {
        value_store(&frame->object->trace, result);
    }
    return true;
}

/* The trace function of this frame, UNBOUND if it has none. */
static Value local_function(const struct thread *t, const struct frame *frame)
{
    return t->trace_function == VALUE_UNBOUND || frame->object == NULL
               ? VALUE_UNBOUND
               : value_load(&frame->object->trace);
}

static bool trace_locally(struct thread *t, struct frame *frame, enum trace_event event,
                          Value event_name, Value argument)
{
    Value function = local_function(t, frame);
    return function == VALUE_UNBOUND || trace(t, function, frame, event, event_name, argument);
}

/* --- Call and return --- */

/* Where the body of a generator begins. */
static uint32_t first_word_after_creation(const struct code *code)
{
    uint32_t word = 0;
    enum opcode op;
    do {
        op = instruction_op(code->words[word]);
        word += 1 + opcode_infos[op].n_extra;
    } while (op != OP_RETURN_GENERATOR);
    return word;
}

/* CPython's modules begin with an instruction that has no line. */
static int32_t line_of_call(const struct code *code)
{
    return code->name == name_module_name ? LINE_ZERO : (int32_t)code->first_line;
}

/* A frame that begins, or goes on after its yield, at word `last`. */
static bool begin_frame(struct thread *t, struct frame *frame, uint32_t last)
{
    frame->flags |= FRAME_TRACED;
    struct frame_object *object = frame_get_object(t, frame);
    if (object == NULL) {
        return false;
    }
    bool is_start =
        !(frame->flags & FRAME_GENERATOR) || last < first_word_after_creation(frame->code);
    object->traced = is_start ? 0 : last + 1;
    object->shown_line =
        is_start ? line_of_call(frame->code) : code_position_at(frame->code, last).line;
    bool ok = (t->trace_function == VALUE_UNBOUND ||
               trace(t, t->trace_function, frame, TRACE_CALL, name_call, VALUE_NONE)) &&
              profile(t, frame, name_call, VALUE_NONE);
    object->shown_line = 0;
    return ok;
}

static bool end_frame(struct thread *t, struct frame *frame, enum trace_event event, Value result)
{
    return trace_locally(t, frame, event, name_return, result) &&
           profile(t, frame, name_return, result);
}

/* --- Lines --- */

/* Has the frame come to another line since the last instruction traced, or back to the beginning of the same? */
static bool is_new_line(const struct code *code, uint32_t traced, uint32_t word)
{
    return traced == 0 ||
           code_position_at(code, traced - 1).line != code_position_at(code, word).line ||
           (word < traced - 1 && instruction_op(code->words[word]) != OP_SEND);
}

static bool trace_line(struct thread *t, struct frame *frame)
{
    struct frame_object *object = frame->object;
    uint32_t word = frame_word(frame), last = object->traced;
    if (trace_is_prologue(instruction_op(frame->code->words[word])) ||
        code_is_artificial(frame->code, word)) {
        return true;
    }
    object->traced = word + 1;
    if (is_new_line(frame->code, last, word) && !object->no_trace_lines &&
        !trace_locally(t, frame, TRACE_LINE, name_line, VALUE_NONE)) {
        return false;
    }
    if (object->trace_opcodes && !trace_locally(t, frame, TRACE_OPCODE, name_opcode, VALUE_NONE)) {
        return false;
    }
    object->traced = frame_word(frame) + 1;
    return true;
}

/* --- Calls of C functions, for the profiler --- */

/* What the event shows: a method as if it had been bound. UNBOUND: no event. */
static Value profiled_callee(struct thread *t, Value callee, Value first)
{
    if (value_type(callee) == &native_function_type) {
        return callee;
    }
    if (value_type(callee) == &method_descriptor_type && first != VALUE_UNBOUND) {
        return method_descriptor_type.descriptor_get(t, callee, first,
                                                     value_from_object(value_type(first)));
    }
    return VALUE_UNBOUND;
}

static enum trace_outcome after_c_call(struct thread *t, struct frame *frame, bool has_failed,
                                       Value callee)
{
    if (!has_failed) {
        return profile(t, frame, name_c_return, callee) ? TRACE_DONE : TRACE_FAILS;
    }
    Value pending = error_take(t);
    if (profile(t, frame, name_c_exception, callee)) {
        t->exception = pending;
    }
    return TRACE_FAILS;
}

/* Makes the call that the instruction `word` asks for if its callee is a function in C. */
static enum trace_outcome profile_c_call(struct thread *t, struct frame *frame, uint64_t word)
{
    Value *window = &frame->registers[instruction_a(word)];
    enum opcode op = instruction_op(word);
    bool may_have_self =
        op == OP_CALL_METHOD || (op == OP_CALL_KEYWORDS && instruction_d(word) == 0);
    bool has_self = may_have_self && window[1] != VALUE_UNBOUND;
    uint32_t n_args = instruction_b(word);
    Value names = VALUE_UNBOUND;
    if (op == OP_CALL_KEYWORDS) {
        names = frame->constants[instruction_c(word)];
        n_args -= (uint32_t)value_to_tuple(names)->length;
    }
    Value first = has_self ? window[1] : n_args > 0 ? window[2] : VALUE_UNBOUND;
    Value callee = profiled_callee(t, window[0], first);
    if (callee == VALUE_UNBOUND) {
        return TRACE_RUN;
    }
    if (callee == VALUE_ERROR || !profile(t, frame, name_c_call, callee)) {
        return TRACE_FAILS;
    }
    enum call_outcome outcome = call_window(t, frame, window, has_self, n_args, names);
    ASSERT(outcome != CALL_FRAME);
    return after_c_call(t, frame, outcome == CALL_ERROR, callee);
}

static enum trace_outcome profile_c_call_ex(struct thread *t, struct frame *frame, uint64_t word)
{
    Value *window = &frame->registers[instruction_a(word)];
    if (value_type(window[2]) != &tuple_type) {
        return TRACE_RUN; /* most probably a TypeError */
    }
    const struct tuple *arguments = value_to_tuple(window[2]);
    Value first = arguments->length > 0 ? arguments->items[0] : VALUE_UNBOUND;
    Value callee = profiled_callee(t, window[0], first);
    if (callee == VALUE_UNBOUND) {
        return TRACE_RUN;
    }
    if (callee == VALUE_ERROR || !profile(t, frame, name_c_call, callee)) {
        return TRACE_FAILS;
    }
    Value result = call_tuple(t, window[0], window[2], window[3]);
    if (result != VALUE_ERROR) {
        window[0] = result;
    }
    return after_c_call(t, frame, result == VALUE_ERROR, callee);
}

/* --- The instruction --- */

/* A pending StopIteration is the end of an iterator, of which CPython tells while it traces. */
static bool catch_stop(struct thread *t)
{
    if (error_matches(t, &StopIteration_type)) {
        trace_caught(t);
    }
    return error_swallow(t, &StopIteration_type);
}

/* One step of a generator, or of an iterator whose __next__ is Python code. UNBOUND: it has ended; ERROR. */
static Value step(struct thread *t, Value iterator, Value sent, Value *returned)
{
    if (!value_is_generator(iterator)) {
        Value v = call_method_0(t, iterator, name___next__);
        return v != VALUE_ERROR ? v : catch_stop(t) ? VALUE_UNBOUND : VALUE_ERROR;
    }
    struct generator *g = (struct generator *)iterator;
    Value v = generator_send(t, g, sent, returned);
    if (v == VALUE_UNBOUND && (g->base.type == &coroutine_type || *returned != VALUE_NONE)) {
        raise_with_argument(t, &StopIteration_type, *returned);
        return catch_stop(t) ? VALUE_UNBOUND : VALUE_ERROR;
    }
    return v;
}

/* SEND or FOR_ITER. */
static enum trace_outcome trace_step(struct thread *t, struct frame *frame, uint64_t word)
{
    Value *R = frame->registers, iterator = R[instruction_b(word)], returned = VALUE_NONE;
    Value *to = &R[instruction_a(word)];
    bool sends = instruction_op(word) == OP_SEND;
    bool can_be_seen =
        value_is_generator(iterator) || (!sends && value_type(iterator)->next == slot_next);
    if (!can_be_seen || local_function(t, frame) == VALUE_UNBOUND) {
        return TRACE_RUN;
    }
    Value v = step(t, iterator, sends ? *to : VALUE_NONE, &returned);
    if (v == VALUE_ERROR) {
        return TRACE_FAILS;
    }
    if (v != VALUE_UNBOUND || sends) {
        *to = v != VALUE_UNBOUND ? v : returned;
    }
    frame->pc += v != VALUE_UNBOUND ? 1 : 1 + (int64_t)*frame->pc;
    return TRACE_DONE;
}

static enum trace_outcome outcome_of(bool ok)
{
    return ok ? TRACE_RUN : TRACE_FAILS;
}

static enum trace_outcome before_operation(struct thread *t, struct frame *frame)
{
    uint64_t word = frame->pc[-1];
    switch (instruction_op(word)) {
    case OP_RETURN:
        return outcome_of(end_frame(t, frame, TRACE_RETURN, frame->registers[instruction_a(word)]));
    case OP_RETURN_CONST:
        return outcome_of(
            end_frame(t, frame, TRACE_RETURN, frame->constants[instruction_wide_operand(word)]));
    case OP_YIELD:
        return outcome_of(end_frame(t, frame, TRACE_YIELD, frame->registers[instruction_b(word)]));
    case OP_CALL:
    case OP_CALL_METHOD:
    case OP_CALL_KEYWORDS:
        return t->profile_function == VALUE_UNBOUND ? TRACE_RUN : profile_c_call(t, frame, word);
    case OP_CALL_EX:
        return t->profile_function == VALUE_UNBOUND ? TRACE_RUN : profile_c_call_ex(t, frame, word);
    case OP_SEND:
    case OP_FOR_ITER:
    case OP_FOR_ITER_PAIR:
        return trace_step(t, frame, word);
    case OP_LOOP_FOR:
        /* Its code runs the FOR_ITER as well, past the events of that. */
        if (!safepoint_poll(&t->lock)) {
            return TRACE_FAILS;
        }
        frame->pc += instruction_wide_operand(word);
        return TRACE_DONE;
    default:
        return TRACE_RUN;
    }
}

/* Another thread may go on before this instruction. */
static void offer_switch(struct thread *t, const struct frame *frame)
{
    if (schedule_passes_over_library() && schedule_view_is_library(frame->code)) {
        return;
    }
    if (!trace_is_prologue(instruction_op(frame->pc[-1]))) {
        safepoint_offer_switch(&t->lock);
    }
}

enum trace_outcome trace_instruction(struct thread *t, struct frame *frame)
{
    if (schedule_switches_at_opcodes()) {
        offer_switch(t, frame);
        if (!t->is_traced) {
            return TRACE_RUN;
        }
    }
    if (t->tracing > 0 || (code_is_generator(frame->code) && !(frame->flags & FRAME_GENERATOR))) {
        return TRACE_RUN;
    }
    if (!(frame->flags & FRAME_TRACED) && !begin_frame(t, frame, frame_word(frame) - 1)) {
        return TRACE_FAILS;
    }
    if (local_function(t, frame) != VALUE_UNBOUND) {
        if (!trace_line(t, frame)) {
            return TRACE_FAILS;
        }
    } else if (frame->object != NULL && !code_is_artificial(frame->code, frame_word(frame))) {
        frame->object->traced = frame_word(frame) + 1;
    }
    return before_operation(t, frame);
}

/* --- Unwinding --- */

static bool trace_exception(struct thread *t, struct frame *frame, Value pending)
{
    Value traceback = value_load(&((struct exception *)pending)->traceback);
    Value triple = tuple_of(t, 3, value_from_object(value_type(pending)), pending,
                            traceback == VALUE_UNBOUND ? VALUE_NONE : traceback);
    return triple != VALUE_ERROR &&
           trace_locally(t, frame, TRACE_EXCEPTION, name_exception, triple);
}

void trace_unwinding(struct thread *t, struct frame *frame, bool is_new)
{
    if (t->tracing > 0 || (code_is_generator(frame->code) && !(frame->flags & FRAME_GENERATOR))) {
        return;
    }
    Value pending = error_take(t);
    bool ok = (frame->flags & FRAME_TRACED) || begin_frame(t, frame, frame_word(frame));
    if (ok && is_new && local_function(t, frame) != VALUE_UNBOUND) {
        ok = trace_exception(t, frame, pending);
    }
    if (ok) {
        t->exception = pending;
    }
}

void trace_caught(struct thread *t)
{
    struct frame *frame = frame_running(t);
    if (t->tracing == 0 && frame != NULL && local_function(t, frame) != VALUE_UNBOUND) {
        Value pending = error_take(t);
        if (trace_exception(t, frame, pending)) {
            t->exception = pending;
        }
    }
}

void trace_dropping(struct thread *t, struct frame *frame)
{
    if (t->tracing > 0 || !(frame->flags & FRAME_TRACED)) {
        return;
    }
    Value pending = error_take(t);
    if (end_frame(t, frame, TRACE_UNWIND, VALUE_NONE)) {
        t->exception = pending;
    }
}
