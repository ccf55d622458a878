/* frame: what sys._getframe, tracebacks and trace functions give to scripts. */
#include <stdio.h>

#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/str.h"
#include "vm/frame.h"
#include "vm/frame_foreign.h"
#include "vm/generator.h"
#include "vm/trace.h"

static void trace_frame(struct marker *m, struct object *self)
{
    struct frame_object *object = (struct frame_object *)self;
    mark_object(m, object->code);
    mark_object(m, object->cells);
    mark_object(m, object->generator);
    mark_value(m, object->locals);
    if (object->has_last) {
        mark_values(m, object->last, object->code->n_named);
    }
    mark_value(m, object->back);
    mark_value(m, object->trace);
}

static uint32_t current_word(struct thread *t, struct frame_object *object)
{
    if (frame_is_foreign(t, object)) {
        return frame_foreign_word(t, object);
    }
    return object->frame != NULL ? frame_word(object->frame) : object->word;
}

static Value get_code(struct thread *t UNUSED, Value self)
{
    return value_from_object(((struct frame_object *)self)->code);
}

static Value get_globals(struct thread *t UNUSED, Value self)
{
    return ((struct frame_object *)self)->cells->globals;
}

static Value get_builtins(struct thread *t UNUSED, Value self)
{
    return ((struct frame_object *)self)->cells->builtins;
}

static Value get_lineno(struct thread *t, Value self)
{
    struct frame_object *object = (struct frame_object *)self;
    if (object->shown_line != 0) {
        return value_from_small_int(object->shown_line == LINE_ZERO ? 0 : object->shown_line);
    }
    return value_from_small_int(code_position_at(object->code, current_word(t, object)).line);
}

static bool set_lineno(struct thread *t, Value self, Value v)
{
    return trace_jump(t, (struct frame_object *)self, v);
}

static Value get_lasti(struct thread *t, Value self)
{
    return value_from_small_int((int64_t)current_word(t, (struct frame_object *)self) * 2);
}

static Value get_locals(struct thread *t, Value self)
{
    struct frame_object *object = (struct frame_object *)self;
    if (frame_is_foreign(t, object)) {
        return frame_foreign_locals(t, object);
    }
    return object->frame != NULL ? frame_locals(t, object->frame) : frame_object_locals(t, object);
}

static Value get_back(struct thread *t, Value self)
{
    struct frame_object *object = (struct frame_object *)self;
    if (frame_is_foreign(t, object)) {
        return frame_foreign_back(t, object);
    }
    if (object->frame == NULL) {
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

static bool set_trace(struct thread *t, Value self, Value v)
{
    struct frame_object *object = (struct frame_object *)self;
    if (value_load(&object->trace) == VALUE_UNBOUND) {
        object->traced = current_word(t, object) + 1; /* lines are new from here on */
    }
    value_store(&object->trace, v == VALUE_NONE ? VALUE_UNBOUND : v);
    return true;
}

static Value get_trace_lines(struct thread *t UNUSED, Value self)
{
    return value_from_bool(!((struct frame_object *)self)->no_trace_lines);
}

static Value get_trace_opcodes(struct thread *t UNUSED, Value self)
{
    return value_from_bool(((struct frame_object *)self)->trace_opcodes);
}

static bool check_flag(struct thread *t, Value v)
{
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "can't delete numeric/char attribute");
    }
    return value_is_bool(v) || raise_false(t, &TypeError_type, "attribute value type must be bool");
}

static bool set_trace_lines(struct thread *t, Value self, Value v)
{
    if (!check_flag(t, v)) {
        return false;
    }
    ((struct frame_object *)self)->no_trace_lines = v == VALUE_FALSE;
    return true;
}

static bool set_trace_opcodes(struct thread *t, Value self, Value v)
{
    if (!check_flag(t, v)) {
        return false;
    }
    ((struct frame_object *)self)->trace_opcodes = v == VALUE_TRUE;
    return true;
}

static Value repr_frame(struct thread *t, Value self)
{
    struct frame_object *object = (struct frame_object *)self;
    char address[32];
    snprintf(address, sizeof address, "%p", (const void *)object);
    return str_format(
        t, "<frame at %s, file %R, line %d, code %V>", address, object->code->filename,
        (int)code_position_at(object->code, current_word(t, object)).line, object->code->name);
}

static Value clear_frame(struct thread *t, Value *args, uint32_t n_args UNUSED,
                         Value keyword_names UNUSED)
{
    struct frame_object *object = (struct frame_object *)args[0];
    if (object->frame != NULL) {
        return raise_error(t, &RuntimeError_type, "cannot clear an executing frame");
    }
    if (object->generator != NULL && !generator_clear(t, object->generator)) {
        return VALUE_ERROR;
    }
    if (object->code->flags & CODE_OPTIMIZED) {
        value_store(&object->locals, VALUE_UNBOUND);
        store_release(&object->has_last, false);
    }
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
    {"f_lineno", get_lineno, set_lineno, NULL},
    {"f_locals", get_locals, NULL, NULL},
    {"f_trace", get_trace, set_trace, NULL},
    {"f_trace_lines", get_trace_lines, set_trace_lines, NULL},
    {"f_trace_opcodes", get_trace_opcodes, set_trace_opcodes, NULL},
    {0},
};

struct type frame_type = {
    TYPE_HEADER("frame", sizeof(struct frame_object)),
    .trace = trace_frame,
    .repr = repr_frame,
    .methods = methods,
    .getsets = getsets,
};
