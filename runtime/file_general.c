/*
 * Buffered and text files over what is no file of ours, and text in encodings of the registry. What they do is written
 * in Python (runtime/lib/_io_buffered.py and _io_text.py): each such file has an object of one of these classes, its
 * `general`, and passes its methods on.
 */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/file_private.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/str.h"

static Value find_class(struct thread *t, const char *module, const char *name)
{
    Value module_name = str_intern_cstr(t, module), class_name = str_intern_cstr(t, name);
    Value found = module_name == VALUE_ERROR || class_name == VALUE_ERROR
                      ? VALUE_ERROR
                      : import_module(t, module_name);
    return found == VALUE_ERROR ? found : object_get_attribute(t, found, class_name);
}

static bool become(struct thread *t, Value self, Value inner, Value class, Value *args,
                   uint32_t n_args)
{
    Value general = class == VALUE_ERROR ? class : call(t, class, args, n_args, VALUE_UNBOUND);
    if (general == VALUE_ERROR) {
        return false;
    }
    struct file *f = (struct file *)self;
    value_store(&f->inner, inner);
    value_store(&f->general, general);
    value_store(&f->stream, VALUE_UNBOUND);
    return true;
}

bool file_become_buffered(struct thread *t, Value self, Value raw, int64_t size, bool reads,
                          bool writes)
{
    Value args[] = {
        VALUE_UNBOUND,          self, raw, int_from_int64(t, size), value_from_bool(reads),
        value_from_bool(writes)};
    return args[3] != VALUE_ERROR &&
           become(t, self, raw, find_class(t, "_io_buffered", "Buffered"), args + 1, 5);
}

Value newline_of_mode(struct thread *t, enum newline_mode mode)
{
    static const char *const texts[] = {[NEWLINES_KEPT] = "",
                                        [NEWLINES_ONLY_LF] = "\n",
                                        [NEWLINES_ONLY_CR] = "\r",
                                        [NEWLINES_ONLY_CRLF] = "\r\n"};
    return mode == NEWLINES_UNIVERSAL ? VALUE_NONE : str_from_cstr(t, texts[mode]);
}

bool file_become_text(struct thread *t, Value self, Value buffer)
{
    struct file *f = (struct file *)self;
    Value newline = newline_of_mode(t, f->newline_mode);
    Value args[] = {VALUE_UNBOUND,
                    self,
                    buffer,
                    value_load(&f->encoding),
                    value_load(&f->errors),
                    newline,
                    value_from_bool(load_relaxed(&f->line_buffering)),
                    value_from_bool(load_relaxed(&f->write_through))};
    return newline != VALUE_ERROR &&
           become(t, self, buffer, find_class(t, "_io_text", "Text"), args + 1, 7);
}

/* ---- passing on ---- */

Value file_forward(struct thread *t, const char *method, const Value *args, uint32_t n)
{
    Value copy[6] = {VALUE_UNBOUND};
    Value name = str_intern_cstr(t, method), general = file_general(args[0]);
    uint32_t n_given = 0;
    ASSERT(n <= COUNT_OF(copy));
    for (uint32_t i = 1; i < n && args[i] != VALUE_UNBOUND; i++) {
        copy[++n_given] = args[i];
    }
    return name == VALUE_ERROR ? name : call_method(t, general, name, copy + 1, n_given);
}

Value file_forward_sized(struct thread *t, const char *method, const Value *args)
{
    int64_t size;
    if (!size_argument(t, args[1], &size)) {
        return VALUE_ERROR;
    }
    Value copy[] = {args[0], int_from_int64(t, size)};
    return copy[1] == VALUE_ERROR ? copy[1] : file_forward(t, method, copy, 2);
}

Value file_forward_attribute(struct thread *t, Value self, const char *name)
{
    Value text = str_intern_cstr(t, name);
    return text == VALUE_ERROR ? text : object_get_attribute(t, file_general(self), text);
}
