#include "vm/frame.h"

#include <string.h>

#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/format/bytecode.h"
#include "vm/generator.h"

bool frame_is_linked(const struct thread *t, const struct frame *frame)
{
    const struct frame *each = frame_running(t);
    while (each != NULL && each != frame) {
        each = frame_caller(t, each);
    }
    return each != NULL;
}

Value *frame_top(const struct thread *t)
{
    const struct frame *frame = t->frame;
    while (frame->flags & FRAME_GENERATOR) {
        frame = frame->back;
    }
    return frame->code == NULL ? frame->registers : frame->registers + frame->code->n_registers;
}

int frame_line(const struct frame *frame)
{
    return code_position_at(frame->code, frame_word(frame)).line;
}

/* --- Marking --- */

/*
 * Does register `r`, one of those that are live around the running instruction, hold nothing that anybody will read? Other
 * results are written when the instruction is over, too, but most instructions do not take long.
 */
static bool is_dead(uint64_t word, uint32_t r)
{
    switch (instruction_op(word)) {
    case OP_YIELD: /* what it has yielded is the caller's; the result is yet to come */
        return r == instruction_b(word) || r == instruction_a(word);
    case OP_CALL: /* the place of a self: see call_window */
    case OP_CALL_EX:
        return r == instruction_a(word) + 1u;
    case OP_CALL_KEYWORDS:
        return instruction_d(word) == 1 && r == instruction_a(word) + 1u;
    default:
        return false;
    }
}

static bool is_call(uint64_t word)
{
    enum opcode op = instruction_op(word);
    return op == OP_CALL || op == OP_CALL_METHOD || op == OP_CALL_KEYWORDS;
}

/* `callee`: the frame that its running instruction has pushed, or NULL. */
static void mark_calling_frame(struct marker *m, const struct frame *frame,
                               const struct frame *callee)
{
    mark_object(m, frame->code);
    mark_object(m, frame->function);
    mark_object(m, frame->global_cells);
    mark_object(m, frame->object);
    mark_value(m, frame->names);
    uint32_t n = frame->code->depths[frame_word(frame)];
    uint64_t word = frame->code->words[frame_word(frame)];
    if (callee != NULL && is_call(word)) {
        /* The window is the callee's now, and what it has overwritten is gone; but the instance that __init__ is for. */
        bool has_result = callee->flags & FRAME_INIT;
        n = instruction_a(word) + has_result;
    }
    mark_registers(m, frame->registers, frame->code->n_named);
    for (uint32_t r = frame->code->n_named; r < n; r++) {
        if (!is_dead(word, r)) {
            mark_registers(m, &frame->registers[r], 1);
        }
    }
}

void mark_frame(struct marker *m, const struct frame *frame)
{
    mark_calling_frame(m, frame, NULL);
}

/* More registers than any frame has. */
enum { MOST_REGISTERS = 1 << 16 };

/* An allocation that collects may be part of a call: the callee's arguments and what is made of them lie in registers that no
   frame has yet, above those of the innermost one that is no generator's. */
static void mark_call_in_progress(struct marker *m, struct thread *t)
{
    struct frame *frame = t->frame;
    while (frame != t->frames && (frame->flags & FRAME_GENERATOR)) {
        frame = frame->back;
    }
    Value *from = frame == t->frames ? t->registers : frame->registers;
    size_t n = (size_t)(t->registers_end - from);
    mark_registers(m, from, n < MOST_REGISTERS ? n : MOST_REGISTERS);
}

void mark_frames(struct marker *m, struct thread *t)
{
    if (t->frame == NULL) {
        return;
    }
    if (t->allocator.is_collecting) {
        mark_call_in_progress(m, t);
    }
    const struct frame *callee = NULL; /* of `frame`, unless C stands between them */
    for (struct frame *frame = t->frame; frame != t->frames; frame = frame->back) {
        if (frame->flags & FRAME_GENERATOR) {
            mark_object(m, frame_generator(frame)); /* with its frame */
        } else {
            mark_calling_frame(m, frame, callee);
        }
        callee = frame->flags & FRAME_ENTRY ? NULL : frame;
    }
}

/* --- Local variables as a mapping --- */

static Value register_content(const struct code *code, const Value *registers, uint32_t i)
{
    Value v = registers[i];
    bool is_cell =
        code_captures(code, i) && value_is_object(v) &&
        value_to_object(v)->type == &cell_type; /* not yet, before the first instructions */
    return is_cell ? cell_get((struct cell *)v) : v;
}

Value frame_variable(const struct frame *frame, uint32_t i)
{
    return register_content(frame->code, frame->registers, i);
}

/* Brings `locals` up to date with the registers. */
static bool copy_locals(struct thread *t, const struct code *code, const Value *registers,
                        struct dict *locals)
{
    for (uint32_t i = 0; i < code->n_named; i++) {
        Value name = value_to_tuple(code->local_names)->items[i];
        Value v = register_content(code, registers, i), was;
        bool done = v == VALUE_UNBOUND ? dict_remove(t, locals, name, &was)
                                       : dict_set_str(t, locals, name, v);
        if (!done) {
            return false;
        }
    }
    return true;
}

static Value locals_dict(struct thread *t, struct frame_object *object)
{
    Value locals = value_load(&object->locals);
    if (locals == VALUE_UNBOUND) {
        locals = dict_new(t);
        if (locals != VALUE_ERROR) {
            value_store(&object->locals, locals);
        }
    }
    return locals;
}

Value frame_locals(struct thread *t, struct frame *frame)
{
    if (!(frame->code->flags & CODE_OPTIMIZED)) {
        return frame->names != VALUE_UNBOUND ? frame->names : frame->function->globals;
    }
    struct frame_object *object = frame_get_object(t, frame);
    Value locals = object == NULL ? VALUE_ERROR : locals_dict(t, object);
    if (locals == VALUE_ERROR ||
        !copy_locals(t, frame->code, frame->registers, value_to_dict(locals))) {
        return VALUE_ERROR;
    }
    return locals;
}

Value frame_object_locals(struct thread *t, struct frame_object *object)
{
    Value locals = locals_dict(t, object);
    const Value *last = load_acquire(&object->has_last) ? object->last : NULL;
    if (locals == VALUE_ERROR || !(object->code->flags & CODE_OPTIMIZED)) {
        return locals;
    }
    struct generator *generator = load_acquire(&object->generator);
    if (generator != NULL) {
        Value copy = generator_registers(t, generator);
        if (copy == VALUE_ERROR) {
            return copy;
        }
        last = copy == VALUE_UNBOUND ? NULL : value_to_tuple(copy)->items;
    }
    bool is_done = last == NULL || copy_locals(t, object->code, last, value_to_dict(locals));
    return is_done ? locals : VALUE_ERROR;
}

/* Has somebody asked for the variables of a function, so that they are in a dict? */
static bool has_copy(const struct frame *frame)
{
    return frame->object != NULL && (frame->code->flags & CODE_OPTIMIZED) &&
           value_load(&frame->object->locals) != VALUE_UNBOUND;
}

bool frame_export_locals(struct thread *t, struct frame *frame)
{
    return !has_copy(frame) || copy_locals(t, frame->code, frame->registers,
                                           value_to_dict(value_load(&frame->object->locals)));
}

/* What the dict has lost stays as it is: instructions may rely on the variable being bound. */
void frame_import_locals(struct frame *frame)
{
    if (!has_copy(frame)) {
        return;
    }
    const struct code *code = frame->code;
    for (uint32_t i = 0; i < code->n_named; i++) {
        Value name = value_to_tuple(code->local_names)->items[i];
        Value v = dict_get_str(value_to_dict(value_load(&frame->object->locals)), name);
        Value was = frame->registers[i];
        if (v == VALUE_UNBOUND || v == register_content(code, frame->registers, i)) {
            continue;
        }
        if (code_captures(code, i) && value_is_object(was) &&
            value_to_object(was)->type == &cell_type) {
            cell_set((struct cell *)was, v);
        } else {
            frame->registers[i] = v;
        }
    }
}

/* --- Frame objects --- */

void frame_init_object(struct thread *t, struct frame *frame, struct frame_object *object)
{
    object->code = frame->code;
    object->cells = frame->global_cells;
    object->frame = frame;
    object->generator = frame->flags & FRAME_GENERATOR ? frame_generator(frame) : NULL;
    object->thread = t;
    if (!(frame->code->flags & CODE_OPTIMIZED)) {
        object->locals = frame->names != VALUE_UNBOUND ? frame->names : object->cells->globals;
    }
    frame->object = object;
    frame->flags |= FRAME_OBSERVED;
}

struct frame_object *frame_object_allocate(struct thread *t, const struct code *code)
{
    uint32_t n_last = code->flags & CODE_OPTIMIZED ? code->n_named : 0;
    struct frame_object *object =
        gc_allocate(t, sizeof(struct frame_object) + n_last * sizeof(Value), &frame_type);
    if (object != NULL) {
        object->n_last = n_last;
    }
    return object;
}

/* While it was allocated another thread, which had the world stopped, may have given the frame one. */
struct frame_object *frame_object_new(struct thread *t, struct frame *frame)
{
    struct frame_object *object = frame_object_allocate(t, frame->code);
    if (object == NULL || frame->object != NULL) {
        return object == NULL ? NULL : frame->object;
    }
    object->is_unseen = true;
    frame_init_object(t, frame, object);
    return object;
}

struct frame_object *frame_get_object(struct thread *t, struct frame *frame)
{
    struct frame_object *object = frame_object_unseen(t, frame);
    if (object != NULL) {
        object->is_unseen = false;
    }
    return object;
}

void frame_detach_object(struct thread *t, struct frame *frame)
{
    struct frame_object *object = frame->object;
    Value pending = error_take(t);
    /*
     * A frame that only a traceback knows, and that returned, does not keep its variables: an exception that it handled
     * and that a stale word keeps alive would keep all that they hold.
     */
    if (object->n_last > 0) {
        if (pending != VALUE_UNBOUND || !object->is_unseen) {
            for (uint32_t i = 0; i < object->n_last; i++) { /* few: memcpy costs more */
                value_store(&object->last[i], frame->registers[i]);
            }
            store_release(&object->has_last, true);
        }
    } else if (!frame_export_locals(t, frame)) { /* made by another thread, without the room */
        error_clear(t);
    }
    store_release(&object->generator, NULL);
    struct frame *caller = frame_caller(t, frame);
    if (caller != NULL && caller->object != NULL) {
        object->back = value_from_object(caller->object);
    }
    object->word = frame_word(frame);
    object->frame = NULL;
    t->exception = pending;
}
