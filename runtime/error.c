#include "runtime/error.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "runtime/call.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* Raised when there is no memory for another one; made at start-up, shared by all threads that meet it. */
static Value no_memory = VALUE_UNBOUND;

bool error_init(struct thread *t)
{
    gc_add_root(&no_memory);
    no_memory = exception_new(t, &MemoryError_type, NULL, 0);
    return no_memory != VALUE_ERROR;
}

/* --- Setting --- */

/* __context__ becomes what is being handled, unless that closes a circle: then the circle is cut there. */
static void set_context(struct thread *t, struct exception *exception)
{
    Value handled = t->handled;
    if (handled == VALUE_UNBOUND || handled == VALUE_NONE ||
        handled == value_from_object(exception)) {
        return;
    }
    struct exception *e = (struct exception *)handled;
    for (int i = 0; i < 10000; i++) {
        Value context = value_load(&e->context);
        if (context == VALUE_UNBOUND) {
            break;
        }
        if (context == value_from_object(exception)) {
            value_store(&e->context, VALUE_UNBOUND);
            break;
        }
        e = (struct exception *)context;
    }
    value_store(&exception->context, handled);
}

Value raise_exception(struct thread *t, Value exception)
{
    set_context(t, (struct exception *)exception);
    t->exception = exception;
    return VALUE_ERROR;
}

/* NULL: there is no memory for that either. */
static struct exception *new_no_memory(struct thread *t)
{
    t->raises_no_memory = true;
    gc_locked_begin(&t->allocator);
    struct exception *exception = gc_new(t, &MemoryError_type);
    gc_locked_end(&t->allocator);
    t->raises_no_memory = false;
    if (exception != NULL) {
        value_store(&exception->args, tuple_empty);
    }
    return exception;
}

Value raise_no_memory(struct thread *t)
{
    if (t->raises_no_memory) {
        return VALUE_ERROR;
    }
    struct exception *exception = new_no_memory(t);
    if (exception != NULL) {
        return raise_exception(t, value_from_object(exception));
    }
    value_store(&((struct exception *)no_memory)->traceback, VALUE_UNBOUND);
    t->exception = no_memory;
    return VALUE_ERROR;
}

Value raise_plain(struct thread *t, struct type *type)
{
    Value exception = exception_new(t, type, NULL, 0);
    return exception == VALUE_ERROR ? VALUE_ERROR : raise_exception(t, exception);
}

Value raise_with_argument(struct thread *t, struct type *type, Value argument)
{
    Value args[] = {VALUE_UNBOUND, argument};
    Value exception = exception_new(t, type, args + 1, 1);
    return exception == VALUE_ERROR ? VALUE_ERROR : raise_exception(t, exception);
}

/* Making the exception needs some calls itself: they are let through. */
enum { HEADROOM_CALLS = 50, HEADROOM_BYTES = 48 * 1024 };

bool raise_recursion_error(struct thread *t, const char *what)
{
    uint32_t depth = t->recursion_depth;
    char *bound = t->c_stack_bound;
    t->recursion_depth = depth > HEADROOM_CALLS ? depth - HEADROOM_CALLS : 0;
    t->c_stack_bound = bound - HEADROOM_BYTES;
    raise_error(t, &RecursionError_type, "maximum recursion depth exceeded%s", what);
    t->c_stack_bound = bound;
    t->recursion_depth = depth;
    return false;
}

static Value raise_formatted(struct thread *t, struct type *type, const char *format,
                             va_list arguments)
{
    Value message = str_format_va(t, format, arguments);
    return message == VALUE_ERROR ? VALUE_ERROR : raise_with_argument(t, type, message);
}

Value raise_error(struct thread *t, struct type *type, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    raise_formatted(t, type, format, arguments);
    va_end(arguments);
    return VALUE_ERROR;
}

bool raise_false(struct thread *t, struct type *type, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    raise_formatted(t, type, format, arguments);
    va_end(arguments);
    return false;
}

Value raise_name_error(struct thread *t, const char *format, Value name)
{
    (void)raise_error(t, &NameError_type, format, name);
    if (error_matches(t, &NameError_type)) {
        value_store(&((struct name_error *)t->exception)->name, name);
    }
    return VALUE_ERROR;
}

Value raise_numbered(struct thread *t, struct type *type, int number, const char *text)
{
    Value message = str_from_cstr(t, text);
    Value args[] = {VALUE_UNBOUND, value_from_small_int(number), message};
    Value e = message == VALUE_ERROR ? message : exception_new(t, type, args + 1, 2);
    return e == VALUE_ERROR ? e : raise_exception(t, e);
}

Value raise_errno_as(struct thread *t, struct type *type)
{
    char buffer[128];
    int number = errno;
    return raise_numbered(t, type, number, strerror_r(number, buffer, sizeof buffer));
}

Value raise_os_error(struct thread *t, int error_number, Value filename, Value filename2)
{
    char buffer[128];
    Value text = str_from_cstr(t, strerror_r(error_number, buffer, sizeof buffer));
    if (text == VALUE_ERROR) {
        return text;
    }
    Value args[6] = {VALUE_UNBOUND, value_from_small_int(error_number), text};
    uint32_t n = 2;
    if (filename != VALUE_UNBOUND) {
        args[1 + n++] = filename;
    }
    if (filename2 != VALUE_UNBOUND) {
        args[1 + n++] = VALUE_NONE;
        args[1 + n++] = filename2;
    }
    Value exception = exception_new(t, &OSError_type, args + 1, n);
    return exception == VALUE_ERROR ? VALUE_ERROR : raise_exception(t, exception);
}

/* --- Asking and taking --- */

bool error_matches(const struct thread *t, const struct type *type)
{
    return t->exception != VALUE_UNBOUND && value_is_instance(t->exception, type);
}

Value error_take(struct thread *t)
{
    Value exception = t->exception;
    t->exception = VALUE_UNBOUND;
    return exception;
}

void error_clear(struct thread *t)
{
    t->exception = VALUE_UNBOUND;
}

bool error_swallow(struct thread *t, const struct type *type)
{
    if (!error_matches(t, type)) {
        return false;
    }
    error_clear(t);
    return true;
}

void error_set_cause(struct thread *t, Value cause)
{
    struct exception *exception = (struct exception *)t->exception;
    value_store(&exception->cause, cause);
    value_store(&exception->context, cause);
    value_store(&exception->suppress_context, VALUE_TRUE);
}
