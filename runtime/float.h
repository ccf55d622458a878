/* float: in the Value for common exponents (runtime/value_float.h), else boxed. */
#ifndef HASP_RUNTIME_FLOAT_H
#define HASP_RUNTIME_FLOAT_H

#include "runtime/error.h"
#include "runtime/value_float.h"

struct float_object {
    struct object base;
    double d; /* immutable */
};

extern struct type float_type;

RAISES Value float_box(struct thread *t, double d);

RAISES static ALWAYS_INLINE Value float_from_double(struct thread *t, double d)
{
    Value v;
    return LIKELY(flonum_encode(d, &v)) ? v : float_box(t, d);
}
static ALWAYS_INLINE bool value_is_float(Value v) /* subclasses included */
{
    return value_is_flonum(v) ||
           (value_is_object(v) && type_has(value_to_object(v)->type, TYPE_FLOAT_SUBCLASS));
}
/* `v` must be a float. */
static ALWAYS_INLINE double float_to_double(Value v)
{
    return LIKELY(value_is_flonum(v)) ? flonum_decode(v) : ((struct float_object *)v)->d;
}

/* repr(d): the shortest text that rounds back. */
RAISES Value float_to_str(struct thread *t, double d);
/* As float(text). */
RAISES Value float_from_str(struct thread *t, Value text);
int64_t float_hash(Value v);
int64_t double_hash(double d); /* of what is not NaN: that of the equal number of any type */
/* divmod(v, w) for w != 0. */
void float_divmod(double v, double w, double *quotient, double *remainder);
/* A number in ASCII text (number_text) without spaces around it, underscores allowed; false: none. */
bool float_parse(const char *text, size_t n, double *d);
bool float_parse_spaced(const char *text, size_t n, double *d); /* with spaces around it */
/* repr(d) as C text of at most FLOAT_TEXT_BYTES; returns its length. */
enum { FLOAT_TEXT_BYTES = 40 };
size_t double_to_text(double d, char *text);
/* v op w for doubles: ADD, SUBTRACT, MULTIPLY, TRUE_DIVIDE, FLOOR_DIVIDE, REMAINDER, POWER. Raises
   ZeroDivisionError, OverflowError with CPython's words. */
RAISES Value float_binary(struct thread *t, enum binary_op op, double v, double w);

#endif
