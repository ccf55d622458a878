#include "vm/frame.h"

#include <stdio.h>

#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/format/bytecode.h"
#include "vm/generator.h"

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

void mark_frame(struct marker *m, const struct frame *frame)
{
    mark_object(m, frame->code);
    mark_object(m, frame->function);
    mark_object(m, frame->global_cells);
    mark_object(m, frame->object);
    mark_value(m, frame->names);
    uint32_t n = frame->code->depths[frame_word(frame)];
    if (n < frame->code->n_named) {
        n = frame->code->n_named;
    }
    mark_registers(m, frame->registers, n);
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
    for (struct frame *frame = t->frame; frame != t->frames; frame = frame->back) {
        if (frame->flags & FRAME_GENERATOR) {
            mark_object(m, frame_generator(frame)); /* with its frame */
        } else {
            mark_frame(m, frame);
        }
    }
}

/* --- Local variables as a mapping --- */

static Value register_content(const struct code *code, const Value *registers, uint32_t i)
{
    Value v = registers[i];
    bool is_cell = value_is_object(v) && value_to_object(v)->type == &cell_type;
    (void)code;
    return is_cell ? cell_get((struct cell *)v) : v;
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

static Value object_locals(struct thread *t, struct frame_object *object)
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
    Value locals = object == NULL ? VALUE_ERROR : object_locals(t, object);
    if (locals == VALUE_ERROR ||
        !copy_locals(t, frame->code, frame->registers, value_to_dict(locals))) {
        return VALUE_ERROR;
    }
    return locals;
}

/* --- Frame objects --- */

struct frame_object *frame_get_object(struct thread *t, struct frame *frame)
{
    if (frame->object == NULL) {
        struct frame_object *object = gc_allocate(t, sizeof(struct frame_object), &frame_type);
        if (object == NULL) {
            return NULL;
        }
        object->code = frame->code;
        object->globals = frame->function->globals;
        object->builtins = frame->global_cells->builtins;
        object->frame = frame;
        object->thread = t;
        frame->object = object;
        frame->flags |= FRAME_OBSERVED;
        if (frame->names != VALUE_UNBOUND && !(frame->code->flags & CODE_OPTIMIZED)) {
            object->locals = frame->names;
        }
    }
    return frame->object;
}

void frame_detach_object(struct thread *t, struct frame *frame)
{
    struct frame_object *object = frame->object;
    Value pending = error_take(t);
    if (object->locals != VALUE_UNBOUND && (frame->code->flags & CODE_OPTIMIZED)) {
        if (!copy_locals(t, frame->code, frame->registers, value_to_dict(object->locals))) {
            error_clear(t);
        }
    }
    struct frame *caller = frame_caller(t, frame);
    if (caller != NULL && caller->object != NULL) {
        object->back = value_from_object(caller->object);
    }
    object->word = frame_word(frame);
    object->frame = NULL;
    t->exception = pending;
}

static void trace_frame(struct marker *m, struct object *self)
{
    struct frame_object *object = (struct frame_object *)self;
    mark_object(m, object->code);
    mark_value(m, object->globals);
    mark_value(m, object->builtins);
    mark_value(m, object->locals);
    mark_value(m, object->back);
    mark_value(m, object->trace);
}

static uint32_t current_word(const struct frame_object *object)
{
    return object->frame != NULL ? frame_word(object->frame) : object->word;
}

static Value get_code(struct thread *t UNUSED, Value self)
{
    return value_from_object(((struct frame_object *)self)->code);
}

static Value get_globals(struct thread *t UNUSED, Value self)
{
    return ((struct frame_object *)self)->globals;
}

static Value get_builtins(struct thread *t UNUSED, Value self)
{
    return ((struct frame_object *)self)->builtins;
}

static Value get_lineno(struct thread *t UNUSED, Value self)
{
    const struct frame_object *object = (const struct frame_object *)self;
    return value_from_small_int(code_position_at(object->code, current_word(object)).line);
}

static Value get_lasti(struct thread *t UNUSED, Value self)
{
    return value_from_small_int((int64_t)current_word((const struct frame_object *)self) * 2);
}

static Value get_locals(struct thread *t, Value self)
{
    struct frame_object *object = (struct frame_object *)self;
    if (object->frame != NULL && object->thread == t) {
        return frame_locals(t, object->frame);
    }
    return object_locals(t, object);
}

static Value get_back(struct thread *t, Value self)
{
    struct frame_object *object = (struct frame_object *)self;
    if (object->frame == NULL || object->thread != t) {
        return object->back == VALUE_UNBOUND ? VALUE_NONE : object->back;
    }
    struct frame *caller = frame_caller(t, object->frame);
    if (caller == NULL) {
        return VALUE_NONE;
    }
    struct frame_object *back = frame_get_object(t, caller);
    return back == NULL ? VALUE_ERROR : value_from_object(back);
}

static Value get_trace(struct thread *t UNUSED, Value self)
{
    Value v = value_load(&((struct frame_object *)self)->trace);
    return v == VALUE_UNBOUND ? VALUE_NONE : v;
}

static bool set_trace(struct thread *t UNUSED, Value self, Value v)
{
    value_store(&((struct frame_object *)self)->trace, v);
    return true;
}

static Value repr_frame(struct thread *t, Value self)
{
    const struct frame_object *object = (const struct frame_object *)self;
    char address[32];
    snprintf(address, sizeof address, "%p", (const void *)object);
    return str_format(
        t, "<frame at %s, file %R, line %d, code %V>", address, object->code->filename,
        (int)code_position_at(object->code, current_word(object)).line, object->code->name);
}

static Value clear_frame(struct thread *t, Value *args, uint32_t n_args UNUSED,
                         Value keyword_names UNUSED)
{
    struct frame_object *object = (struct frame_object *)args[0];
    if (object->frame != NULL) {
        return raise_error(t, &RuntimeError_type, "cannot clear an executing frame");
    }
    value_store(&object->locals, VALUE_UNBOUND);
    return VALUE_NONE;
}

static const struct native_def methods[] = {
    {"clear", clear_frame, "(self, /)", "Clear all references held by the frame.", NATIVE_METHOD},
    {0},
};

static const struct getset_def getsets[] = {
    {"f_back", get_back, NULL, NULL},
    {"f_builtins", get_builtins, NULL, NULL},
    {"f_code", get_code, NULL, NULL},
    {"f_globals", get_globals, NULL, NULL},
    {"f_lasti", get_lasti, NULL, NULL},
    {"f_lineno", get_lineno, NULL, NULL},
    {"f_locals", get_locals, NULL, NULL},
    {"f_trace", get_trace, set_trace, NULL},
    {0},
};

struct type frame_type = {
    TYPE_HEADER("frame", sizeof(struct frame_object)),
    .trace = trace_frame,
    .repr = repr_frame,
    .methods = methods,
    .getsets = getsets,
};
