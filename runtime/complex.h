/* complex: two doubles. Immutable. */
#ifndef HASP_RUNTIME_COMPLEX_H
#define HASP_RUNTIME_COMPLEX_H

#include "runtime/float.h"

struct complex_object {
    struct object base;
    double real, imaginary;
};

extern struct type complex_type;

RAISES Value complex_new(struct thread *t, double real, double imaginary);
static inline bool value_is_complex(Value v) /* subclasses included */
{
    return value_is_object(v) && value_is_instance(v, &complex_type);
}
RAISES Value complex_to_str(struct thread *t, double real, double imaginary); /* repr */
RAISES Value complex_format(struct thread *t, Value v, Value spec);           /* __format__ */
/* As complex(text). */
RAISES Value complex_from_str(struct thread *t, Value text);
/* The parts of any number, by __complex__, __float__ or __index__. */
RAISES MAY_GC bool complex_from_value(struct thread *t, Value v, double *real, double *imaginary);
/* A negative number to a fractional power. */
RAISES Value complex_power_of_doubles(struct thread *t, double base, double exponent);

#endif
