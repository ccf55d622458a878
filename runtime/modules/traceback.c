/* The module _traceback: what runtime/lib/traceback.py shares with the tracebacks that C prints. */
#include "runtime/traceback.h"
#include "runtime/base/utf8.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static Value anchors(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    size_t n, first, last;
    if (!value_is_str(args[0])) {
        return raise_error(t, &TypeError_type, "anchors() argument must be str, not %T", args[0]);
    }
    const char *text = str_to_utf8(t, args[0], &n);
    if (text == NULL) {
        return VALUE_ERROR;
    }
    if (!marks_find_anchors(text, n, &first, &last)) {
        return VALUE_NONE;
    }
    Value from = value_from_small_int((int64_t)utf8_count(text, first));
    Value to = value_from_small_int((int64_t)utf8_count(text, last));
    gc_keep(text);
    return tuple_of(t, 2, from, to);
}

static const struct native_def functions[] = {
    {"anchors", anchors, "(expression, /)",
     "Where the operator or the subscript begins and ends that is to be marked; None if none is.",
     NATIVE_METHOD},
    {0},
};

bool module_init__traceback(struct thread *t, Value module)
{
    return module_add_functions(t, module, functions);
}
