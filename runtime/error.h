/*
 * Raising. An exception lives in t->exception exactly while an error result travels up the C stack: a
 * function that can raise returns false, NULL or VALUE_ERROR and has set it; the virtual machine unwinds.
 *
 * Formats are those of str_format (runtime/str.h): %s C string (UTF-8), %d int, %ld long, %zu size_t,
 * %c character, %% and, taking Values, %V str(v), %R repr(v), %T the name of v's type, %A the same for a refused argument: None is
 * "None" there, and %N struct type *.
 */
#ifndef HASP_RUNTIME_ERROR_H
#define HASP_RUNTIME_ERROR_H

#include "runtime/thread.h"

extern struct type BaseException_type;
#define EXCEPTION(name, base, layout, doc) extern struct type name##_type;
#include "runtime/exceptions.def"
#undef EXCEPTION

/* Makes the preallocated MemoryError. At start-up. */
RAISES bool error_init(struct thread *t);

/* Sets a new `type(message)` as pending. Returns VALUE_ERROR / false, so that callers can return it. */
COLD Value raise_error(struct thread *t, struct type *type, const char *format, ...);
COLD bool raise_false(struct thread *t, struct type *type, const char *format, ...);
/* Sets type(), e.g. StopIteration(). */
COLD Value raise_plain(struct thread *t, struct type *type);
/* Sets type(argument), e.g. KeyError(key). */
COLD Value raise_with_argument(struct thread *t, struct type *type, Value argument);
/* Sets an existing exception instance as pending. __context__ is set from t->handled by both. */
COLD Value raise_exception(struct thread *t, Value exception);
/* OSError or the subclass for `error_number` (errno), with strerror text; file names may be UNBOUND. */
COLD Value raise_os_error(struct thread *t, int error_number, Value filename, Value filename2);
/* Sets type(number, text), as the errors of C's libraries are told. */
COLD Value raise_numbered(struct thread *t, struct type *type, int number, const char *text);
/* The same with strerror's text for errno. */
COLD Value raise_errno_as(struct thread *t, struct type *type);
/* RecursionError "maximum recursion depth exceeded" and `what`; false. */
COLD bool raise_recursion_error(struct thread *t, const char *what);
/* NameError with its `name` set; `format` has one %V for it. */
COLD Value raise_name_error(struct thread *t, const char *format, Value name);
COLD Value raise_no_memory(struct thread *t); /* a preallocated instance when nothing else works */

static ALWAYS_INLINE bool error_pending(const struct thread *t)
{
    return t->exception != VALUE_UNBOUND;
}
/* Is an exception of `type` pending? */
bool error_matches(const struct thread *t, const struct type *type);
/* Takes the pending exception away and returns it (UNBOUND if there is none). */
Value error_take(struct thread *t);
/* The opposite: what was raised before is pending again, its __context__ as it is. */
static ALWAYS_INLINE Value error_restore(struct thread *t, Value exception)
{
    t->exception = exception;
    return VALUE_ERROR;
}
void error_clear(struct thread *t);
/* Swallows a pending exception of `type`: true; anything else stays pending: false. */
bool error_swallow(struct thread *t, const struct type *type);
/* Of what looked for an attribute: UNBOUND, without an exception, where it raised AttributeError. */
static ALWAYS_INLINE Value error_swallow_missing(struct thread *t, Value found)
{
    return found == VALUE_ERROR && error_swallow(t, &AttributeError_type) ? VALUE_UNBOUND : found;
}
/* Chains: the pending exception's __cause__/__context__ becomes `cause`. */
void error_set_cause(struct thread *t, Value cause);

/* What nobody can catch (in __del__, at exit): printed by sys.unraisablehook's rules. Clears it. */
MAY_GC void error_write_unraisable(struct thread *t, Value where);
/* The text that CPython prints for an uncaught exception, tracebacks and chain included, to stderr. */
MAY_GC void error_print(struct thread *t, Value exception);

#endif
