#include "runtime/traceback.h"

#include "runtime/abstract.h"
#include "runtime/code.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/str.h"

enum {
    CODE_UNITS_PER_WORD = 2
}; /* tb_lasti counts as if instructions took two bytes: co_positions() has tb_lasti // 2 */

static struct traceback *self_of(Value self)
{
    return (struct traceback *)self;
}

static void trace_traceback(struct marker *m, struct object *self)
{
    const struct traceback *traceback = (const struct traceback *)self;
    mark_value(m, traceback->next);
    mark_value(m, traceback->code);
    mark_value(m, traceback->frame);
}

Value traceback_new(struct thread *t, Value next, Value code, Value frame, uint32_t word)
{
    struct traceback *traceback = gc_allocate(t, sizeof *traceback, &traceback_type);
    if (traceback == NULL) {
        return VALUE_ERROR;
    }
    traceback->next = next == VALUE_NONE ? VALUE_UNBOUND : next;
    traceback->code = code;
    traceback->frame = frame;
    traceback->word = word;
    traceback->given_line = TRACEBACK_NO_LINE; /* nobody may ever ask */
    return value_from_object(traceback);
}

int32_t traceback_line(const struct traceback *traceback)
{
    return traceback->given_line != TRACEBACK_NO_LINE
               ? traceback->given_line
               : code_position_at((const struct code *)traceback->code, traceback->word).line;
}

/* --- Attributes --- */

static Value get_frame(struct thread *t UNUSED, Value self)
{
    Value frame = self_of(self)->frame;
    return frame == VALUE_UNBOUND ? VALUE_NONE : frame;
}

static Value get_lasti(struct thread *t UNUSED, Value self)
{
    return value_from_small_int((int64_t)self_of(self)->word * CODE_UNITS_PER_WORD);
}

static Value get_line(struct thread *t UNUSED, Value self)
{
    return value_from_small_int(traceback_line(self_of(self)));
}

static Value get_next(struct thread *t UNUSED, Value self)
{
    Value next = value_load(&self_of(self)->next);
    return next == VALUE_UNBOUND ? VALUE_NONE : next;
}

static bool check_next(struct thread *t, Value next)
{
    return next == VALUE_NONE || value_type(next) == &traceback_type ||
           raise_false(t, &TypeError_type, "expected traceback object or None, got '%T'", next);
}

static bool set_next(struct thread *t, Value self, Value next)
{
    if (next == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "can't delete tb_next attribute");
    }
    if (!check_next(t, next)) {
        return false;
    }
    for (Value v = next; v != VALUE_UNBOUND && v != VALUE_NONE; v = value_load(&self_of(v)->next)) {
        if (v == self) {
            return raise_false(t, &ValueError_type, "traceback loop detected");
        }
    }
    value_store(&self_of(self)->next, next == VALUE_NONE ? VALUE_UNBOUND : next);
    return true;
}

static const struct getset_def members[] = {
    {"tb_frame", get_frame, NULL, NULL},
    {"tb_lasti", get_lasti, NULL, NULL},
    {"tb_lineno", get_line, NULL, NULL},
    {0},
};

static const struct getset_def getsets[] = {
    {"tb_next", get_next, set_next, NULL},
    {0},
};

/* Only what is its own. */
static Value list_names(struct thread *t, UNUSED Value *args, UNUSED uint32_t n_args,
                        UNUSED Value names)
{
    Value list = list_new(t, 4);
    const char *const own[] = {"tb_frame", "tb_next", "tb_lasti", "tb_lineno"};
    for (size_t i = 0; list != VALUE_ERROR && i < COUNT_OF(own); i++) {
        Value name = str_intern_cstr(t, own[i]);
        if (name == VALUE_ERROR || !list_append(t, value_to_list(list), name)) {
            return VALUE_ERROR;
        }
    }
    return list;
}

static const struct native_def methods[] = {
    {"__dir__", list_names, "(self, /)", NULL, NATIVE_METHOD},
    {0},
};

/* --- Creation by scripts --- */

static bool get_instruction(struct thread *t, Value lasti, Value line, struct traceback *into)
{
    int64_t at, line_number;
    if (!number_to_index(t, lasti, &at) || !number_to_index(t, line, &line_number)) {
        return false;
    }
    into->word = at < 0 ? 0 : (uint32_t)(at / CODE_UNITS_PER_WORD);
    into->given_line = (int32_t)line_number;
    return true;
}

static Value new_traceback(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {
        .name = "TracebackType", .signature = "(tb_next, tb_frame, tb_lasti, tb_lineno)"};
    Value out[4];
    if (!arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, out) ||
        !check_next(t, out[0])) {
        return VALUE_ERROR;
    }
    Value name = str_intern_cstr(t, "f_code");
    Value code = name == VALUE_ERROR ? name : object_find_attribute(t, out[1], name);
    if (code == VALUE_ERROR) {
        return code;
    }
    if (code == VALUE_UNBOUND || value_type(code) != &code_type) {
        return raise_error(t, &TypeError_type,
                           "traceback() argument 'tb_frame' must be frame, not %T", out[1]);
    }
    struct traceback *traceback = gc_new(t, &traceback_type);
    if (traceback == NULL || !get_instruction(t, out[2], out[3], traceback)) {
        return VALUE_ERROR;
    }
    traceback->next = out[0] == VALUE_NONE ? VALUE_UNBOUND : out[0];
    traceback->code = code;
    traceback->frame = out[1];
    return value_from_object(traceback);
}

struct type traceback_type = {
    TYPE_HEADER("traceback", sizeof(struct traceback)),
    .doc = "Create a new traceback object.",
    .trace = trace_traceback,
    .new = new_traceback,
    .methods = methods,
    .getsets = getsets,
    .members = members,
};
