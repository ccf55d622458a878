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
/* v op w for doubles: ADD, SUBTRACT, MULTIPLY, TRUE_DIVIDE, FLOOR_DIVIDE, REMAINDER, POWER. Raises
   ZeroDivisionError, OverflowError with CPython's words. */
RAISES Value float_binary(struct thread *t, enum binary_op op, double v, double w);

#endif
