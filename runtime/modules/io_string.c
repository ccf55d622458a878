/* io.StringIO: text as characters of four bytes. */
#include <stdlib.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/file_private.h"
#include "runtime/modules/io_memory.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define METHOD(name)                                                                               \
    static Value name(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)

static struct memory_file *self_of(Value v)
{
    return (struct memory_file *)v;
}

static Value take_text(struct thread *t, void *copy, size_t n)
{
    Value text = copy == NULL ? VALUE_ERROR : str_from_characters(t, 4, copy, n);
    free(copy);
    return text;
}

static const char illegal_newline[] = "illegal newline value: %R";

/* ---- writing ---- */

/* Which line ends occur in `text`. */
static uint8_t newline_kinds(const struct str *text)
{
    uint8_t seen = 0;
    for (uint64_t i = 0; i < text->length; i++) {
        uint32_t c = str_at(text, i);
        bool pair = c == '\r' && i + 1 < text->length && str_at(text, i + 1) == '\n';
        seen |= pair ? NEWLINE_CRLF : c == '\r' ? NEWLINE_CR : c == '\n' ? NEWLINE_LF : 0;
        i += pair;
    }
    return seen;
}

/*
 * The characters of `text` as they are stored, malloc'ed: with newline=None "\r\n" and "\r" become "\n", with "\r" and
 * "\r\n" every "\n" becomes that. *n: how many.
 */
static uint32_t *stored_form(const struct str *text, enum newline_mode mode, size_t *n)
{
    uint32_t *out = malloc((2 * text->length + 1) * sizeof *out);
    *n = 0;
    for (uint64_t i = 0; out != NULL && i < text->length; i++) {
        uint32_t c = str_at(text, i);
        if (c == '\r' && mode == NEWLINES_UNIVERSAL) {
            i += i + 1 < text->length && str_at(text, i + 1) == '\n';
            c = '\n';
        } else if (c == '\n' && (mode == NEWLINES_ONLY_CR || mode == NEWLINES_ONLY_CRLF)) {
            out[(*n)++] = '\r';
            if (mode == NEWLINES_ONLY_CR) {
                continue;
            }
        }
        out[(*n)++] = c;
    }
    return out;
}

static bool write_stored(struct thread *t, struct memory_file *file, const struct str *text)
{
    if (file->newline_mode == NEWLINES_ONLY_LF || file->newline_mode == NEWLINES_KEPT) {
        bool ok = memory_write(t, file, text->kind, text->characters, text->length);
        gc_keep(text);
        return ok;
    }
    size_t n;
    uint32_t *stored = stored_form(text, file->newline_mode, &n);
    if (stored == NULL) {
        return raise_no_memory(t) != VALUE_ERROR;
    }
    bool ok = memory_write(t, file, 4, stored, n);
    free(stored);
    return ok;
}

static bool write_text(struct thread *t, struct memory_file *file, Value text)
{
    bool ok = write_stored(t, file, value_to_str(text));
    if (ok && file->newline_mode <= NEWLINES_KEPT) {
        memory_note_newlines(file, newline_kinds(value_to_str(text)));
    }
    return ok;
}

METHOD(string_io_write)
{
    if (!value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "string argument expected, got '%T'", args[1]);
    }
    return write_text(t, self_of(args[0]), args[1])
               ? value_from_small_int((int64_t)value_to_str(args[1])->length)
               : VALUE_ERROR;
}

/* ---- reading ---- */

static Value read_text(struct thread *t, Value *args, bool line)
{
    int64_t size;
    size_t n_read;
    if (!size_argument(t, args[1], &size)) {
        return VALUE_ERROR;
    }
    void *copy = memory_read(t, self_of(args[0]), size, line, &n_read);
    return take_text(t, copy, n_read);
}

METHOD(string_io_read)
{
    return read_text(t, args, false);
}

METHOD(string_io_readline)
{
    return read_text(t, args, true);
}

static Value next_line(struct thread *t, Value self)
{
    size_t n_read;
    void *copy = memory_read(t, self_of(self), -1, true, &n_read);
    Value line = take_text(t, copy, n_read);
    return line != VALUE_ERROR && n_read == 0 ? VALUE_UNBOUND : line;
}

METHOD(string_io_getvalue)
{
    size_t length;
    void *copy = memory_contents(t, self_of(args[0]), &length);
    return take_text(t, copy, length);
}

/* (contents, newline, position, attributes) */
METHOD(string_io_getstate)
{
    Value contents = string_io_getvalue(t, args, 1, VALUE_UNBOUND);
    Value newline =
        contents == VALUE_ERROR ? contents : newline_of_mode(t, self_of(args[0])->newline_mode);
    Value position = newline == VALUE_ERROR ? newline : call_method_0(t, args[0], name_tell);
    Value attributes = position == VALUE_ERROR ? position : memory_attributes(t, self_of(args[0]));
    return attributes == VALUE_ERROR ? attributes
                                     : tuple_of(t, 4, contents, newline, position, attributes);
}

/* Sets the contents as they were stored: line ends were translated before. */
static bool set_contents(struct thread *t, struct memory_file *file, Value text)
{
    if (text != VALUE_NONE && !value_is_str(text)) {
        return raise_false(t, &TypeError_type, "initial_value must be str or None, not %T", text);
    }
    size_t n = 0;
    uint32_t *stored =
        text == VALUE_NONE ? NULL : stored_form(value_to_str(text), NEWLINES_KEPT, &n);
    if (stored == NULL && text != VALUE_NONE) {
        return raise_no_memory(t) != VALUE_ERROR;
    }
    bool ok = memory_set(t, file, stored, n);
    free(stored);
    if (ok && text != VALUE_NONE && file->newline_mode <= NEWLINES_KEPT) {
        memory_note_newlines(file, newline_kinds(value_to_str(text)));
    }
    return ok;
}

METHOD(string_io_setstate)
{
    struct memory_file *file = self_of(args[0]);
    const struct tuple *state = value_is_tuple(args[1]) ? value_to_tuple(args[1]) : NULL;
    if (state == NULL || state->length < 4) {
        return raise_error(t, &TypeError_type, "%T.__setstate__ argument should be 4-tuple, got %T",
                           args[0], args[1]);
    }
    return memory_check_open(t, file) &&
                   newline_argument(t, state->items[1], illegal_newline, &file->newline_mode) &&
                   set_contents(t, file, state->items[0]) &&
                   memory_set_position(t, file, state->items[2], "third") &&
                   memory_set_attributes(t, file, state->items[3], "fourth")
               ? VALUE_NONE
               : VALUE_ERROR;
}
#undef METHOD

/* ---- making ---- */

static Value new (struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct memory_file *file = memory_new(t, (struct type *)args[0], 4);
    return file == NULL ? VALUE_ERROR : value_from_object(file);
}

static bool init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"StringIO", "(initial_value='', newline='\\n')", NULL};
    Value bound[2];
    struct memory_file *file = self_of(self);
    if (!arguments_bind(t, &parser, args, n_args, keyword_names, bound) ||
        (bound[1] != VALUE_UNBOUND &&
         !newline_argument(t, bound[1], illegal_newline, &file->newline_mode)) ||
        !memory_set(t, file, "", 0)) {
        return false;
    }
    if (bound[0] == VALUE_UNBOUND || bound[0] == VALUE_NONE) {
        return true;
    }
    if (!value_is_str(bound[0])) {
        return raise_false(t, &TypeError_type, "initial_value must be str or None, not %T",
                           bound[0]);
    }
    if (!write_text(t, file, bound[0])) {
        return false;
    }
    return memory_set_position(t, file, value_from_small_int(0), "");
}

static Value get_none(struct thread *t UNUSED, Value self UNUSED)
{
    return VALUE_NONE;
}

static Value get_newlines(struct thread *t, Value self)
{
    return newline_kinds_value(t, memory_newlines(self_of(self)));
}

static Value get_line_buffering(struct thread *t UNUSED, Value self UNUSED)
{
    return VALUE_FALSE;
}

static const struct native_def methods[] = {
    MEMORY_METHODS(MEMORY_METHOD_ROW){"getvalue", string_io_getvalue, "(self, /)",
                                      "Retrieve the entire contents of the object.", NATIVE_METHOD},
    {"__getstate__", string_io_getstate, "(self, /)", NULL, NATIVE_METHOD},
    {"__setstate__", string_io_setstate, "(self, state, /)", NULL, NATIVE_METHOD},
    {"read", string_io_read, "(self, size=-1, /)", NULL, NATIVE_METHOD},
    {"readline", string_io_readline, "(self, size=-1, /)", NULL, NATIVE_METHOD},
    {"write", string_io_write, "(self, s, /)", NULL, NATIVE_METHOD},
    {0},
};
static const struct getset_def getsets[] = {
    {"closed", memory_get_closed, NULL, NULL}, {"encoding", get_none, NULL, NULL},
    {"errors", get_none, NULL, NULL},          {"line_buffering", get_line_buffering, NULL, NULL},
    {"newlines", get_newlines, NULL, NULL},    {0},
};

struct type string_io_type = {
    TYPE_HEADER("StringIO", sizeof(struct memory_file)),
    .module = "_io",
    .flags = TYPE_BASE,
    .slots_offset = offsetof(struct memory_file, attribute_slots),
    .parent = &text_io_base_type,
    .methods = methods,
    .getsets = getsets,
    .new = new,
    .init = init,
    .next = next_line,
    .trace = memory_trace,
};
