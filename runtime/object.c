/* Types and shapes of the Values that are no objects. */
#include "runtime/object.h"

#include "runtime/int.h"
#include "runtime/type.h"

/* By the number of the constant (value.h); ERROR is no object of any type. */
static struct type *const constant_types[] = {
    NULL, &none_type, &bool_type, &bool_type, &not_implemented_type, &ellipsis_type};

struct type *immediate_type(Value v)
{
    ASSERT((value_bits(v) & 7) == 4 && v != VALUE_ERROR);
    return constant_types[value_bits(v) >> 3];
}

uint32_t immediate_shape(Value v)
{
    if (v == VALUE_UNBOUND || v == VALUE_ERROR) {
        return 0;
    }
    return load_relaxed(&value_type(v)->root_shape_id);
}
