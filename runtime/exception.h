/*
 * Exception instances. All layouts begin with struct exception; attributes set by scripts lie in
 * attribute slots behind the layout. Fields are shared Values: value_load, value_store.
 */
#ifndef HASP_RUNTIME_EXCEPTION_H
#define HASP_RUNTIME_EXCEPTION_H

#include "runtime/error.h"

struct exception {
    struct object base;
    Value args;             /* tuple */
    Value traceback;        /* struct traceback or UNBOUND */
    Value context, cause;   /* exception or UNBOUND */
    Value suppress_context; /* True or False (UNBOUND is False) */
};
struct stop_iteration {
    struct exception base;
    Value value;
};
struct system_exit {
    struct exception base;
    Value code;
};
struct attribute_error {
    struct exception base;
    Value name, object;
};
struct name_error {
    struct exception base;
    Value name;
};
struct import_error {
    struct exception base;
    Value message, name, path;
};
struct os_error {
    struct exception base;
    Value error_number, text, filename, filename2;
    Value characters_written; /* int; of a BlockingIOError that was told how many */
};
struct syntax_error {
    struct exception base;
    Value message, filename, line, offset, text, end_line, end_offset, print_file_and_line;
};
struct unicode_error {
    struct exception base;
    Value encoding, object, start, end, reason;
};
struct exception_group {
    struct exception base;
    Value message, exceptions;
};

/* One frame that an exception passed through, outermost first by `next`. */
struct traceback {
    struct object base;
    /* Immutable but for `next` (tb_next may be assigned). */
    Value next;    /* struct traceback or UNBOUND */
    Value code;    /* struct code */
    Value frame;   /* frame object (made on demand by vm/), or UNBOUND */
    uint32_t word; /* the instruction */
    int32_t
        given_line; /* by a script that made the entry; TRACEBACK_NO_LINE: that of the instruction */
};
enum { TRACEBACK_NO_LINE = INT32_MIN };
extern struct type traceback_type;
int32_t traceback_line(const struct traceback *traceback);

static ALWAYS_INLINE bool value_is_exception(Value v)
{
    return value_is_object(v) && type_has(value_to_object(v)->type, TYPE_EXCEPTION_SUBCLASS);
}
RAISES Value traceback_new(struct thread *t, Value next, Value code, Value frame, uint32_t word);
/* (type, exception, traceback), as sys.exc_info() gives them; of None or UNBOUND: three times None. */
RAISES Value exception_triple(struct thread *t, Value exception);
/* Makes an instance: type(args...). */
RAISES MAY_GC Value exception_new(struct thread *t, struct type *type, Value *args,
                                  uint32_t n_args);
/* A new exception class of a module in C. */
RAISES MAY_GC Value exception_type_new(struct thread *t, const char *module, const char *name,
                                       struct type *base, const char *doc);
/* Does `exception` match a class or tuple of classes of an except clause? */
enum truth exception_matches(struct thread *t, Value exception, Value classes);

#endif
