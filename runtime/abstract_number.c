/* Numbers: which operand's slot is asked first, and what is said when none answers. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/warning.h"

static const char *const binary_symbols[N_BINARY_OPS] = {
    [BINARY_ADD] = "+",         [BINARY_SUBTRACT] = "-",
    [BINARY_MULTIPLY] = "*",    [BINARY_MATRIX_MULTIPLY] = "@",
    [BINARY_TRUE_DIVIDE] = "/", [BINARY_FLOOR_DIVIDE] = "//",
    [BINARY_REMAINDER] = "%",   [BINARY_POWER] = "** or pow()",
    [BINARY_LEFT_SHIFT] = "<<", [BINARY_RIGHT_SHIFT] = ">>",
    [BINARY_AND] = "&",         [BINARY_OR] = "|",
    [BINARY_XOR] = "^",         [BINARY_DIVMOD] = "divmod()",
};

/* The slots of both operands; that of a subclass which has its own goes first. */
static Value ask_numbers(struct thread *t, enum binary_op op, Value v, Value w)
{
    const struct type *type_v = value_type(v), *type_w = value_type(w);
    binary_fn of_v = type_v->binary[op];
    binary_fn of_w = type_w == type_v ? NULL : type_w->binary[op];
    if (of_w == of_v) {
        of_w = NULL;
    }
    if (of_v != NULL) {
        if (of_w != NULL && type_is_subtype(type_w, type_v)) {
            Value result = of_w(t, v, w);
            if (result != VALUE_NOT_IMPLEMENTED) {
                return result;
            }
            of_w = NULL;
        }
        Value result = of_v(t, v, w);
        if (result != VALUE_NOT_IMPLEMENTED) {
            return result;
        }
    }
    return of_w != NULL ? of_w(t, v, w) : VALUE_NOT_IMPLEMENTED;
}

static Value repeat(struct thread *t, binary_fn function, Value sequence, Value count)
{
    if (value_type(count)->unary[UNARY_INDEX] == NULL) {
        return raise_error(t, &TypeError_type, "can't multiply sequence by non-int of type '%T'",
                           count);
    }
    count = number_index(t, count);
    return count == VALUE_ERROR ? VALUE_ERROR : function(t, sequence, count);
}

/* Does CPython know sequence methods of the type, be they empty? It does of every class in Python. */
static bool is_like_sequence(const struct type *type)
{
    return type_has(type, TYPE_HEAP) || type->length != NULL || type->contains != NULL;
}

/* + and * of sequences come after all numbers have been asked. */
static Value ask_sequences(struct thread *t, enum binary_op op, Value v, Value w, bool in_place)
{
    const struct type *type_v = value_type(v), *type_w = value_type(w);
    if (op == BINARY_ADD) {
        binary_fn concat = in_place && type_v->sequence_inplace_concat != NULL
                               ? type_v->sequence_inplace_concat
                               : type_v->sequence_concat;
        return concat == NULL ? VALUE_NOT_IMPLEMENTED : concat(t, v, w);
    }
    if (op != BINARY_MULTIPLY) {
        return VALUE_NOT_IMPLEMENTED;
    }
    if (in_place && type_v->sequence_inplace_repeat != NULL) {
        return repeat(t, type_v->sequence_inplace_repeat, v, w);
    }
    if (type_v->sequence_repeat != NULL) {
        return repeat(t, type_v->sequence_repeat, v, w);
    }
    if (type_w->sequence_repeat == NULL || (in_place && is_like_sequence(type_v))) {
        return VALUE_NOT_IMPLEMENTED;
    }
    return repeat(t, type_w->sequence_repeat, w, v);
}

static COLD Value raise_unsupported(struct thread *t, const char *symbol, Value v, Value w)
{
    return raise_error(t, &TypeError_type, "unsupported operand type(s) for %s: '%T' and '%T'",
                       symbol, v, w);
}

/* print >> file was a statement once. */
static bool is_old_print(enum binary_op op, Value v)
{
    if (op != BINARY_RIGHT_SHIFT || value_type(v) != &native_function_type) {
        return false;
    }
    return strcmp(((const struct native *)v)->def->name, "print") == 0;
}

Value number_binary(struct thread *t, enum binary_op op, Value v, Value w)
{
    Value result = ask_numbers(t, op, v, w);
    if (LIKELY(result != VALUE_NOT_IMPLEMENTED)) {
        return result;
    }
    result = ask_sequences(t, op, v, w, false);
    if (result != VALUE_NOT_IMPLEMENTED) {
        return result;
    }
    if (is_old_print(op, v)) {
        return raise_error(t, &TypeError_type,
                           "unsupported operand type(s) for >>: '%T' and '%T'. Did you mean "
                           "\"print(<message>, file=<output_stream>)\"?",
                           v, w);
    }
    return raise_unsupported(t, binary_symbols[op], v, w);
}

Value number_inplace(struct thread *t, enum binary_op op, Value v, Value w)
{
    binary_fn function = value_type(v)->inplace[op];
    if (function != NULL) {
        Value result = function(t, v, w);
        if (result != VALUE_NOT_IMPLEMENTED) {
            return result;
        }
    }
    Value result = ask_numbers(t, op, v, w);
    if (result == VALUE_NOT_IMPLEMENTED) {
        result = ask_sequences(t, op, v, w, true);
    }
    if (LIKELY(result != VALUE_NOT_IMPLEMENTED)) {
        return result;
    }
    char symbol[8] = "**=";
    if (op != BINARY_POWER) {
        snprintf(symbol, sizeof symbol, "%s=", binary_symbols[op]);
    }
    return raise_unsupported(t, symbol, v, w);
}

Value number_power(struct thread *t, Value base, Value exponent, Value modulus)
{
    if (modulus == VALUE_NONE || modulus == VALUE_UNBOUND) {
        return number_binary(t, BINARY_POWER, base, exponent);
    }
    /* As the binary rule, with the type of the modulus asked last. */
    const Value operands[] = {base, exponent, modulus};
    for (size_t i = 0; i < COUNT_OF(operands); i++) {
        const struct type *type = value_type(operands[i]);
        bool asked = false;
        for (size_t k = 0; k < i; k++) {
            asked |= value_type(operands[k])->power == type->power;
        }
        if (type->power == NULL || asked) {
            continue;
        }
        Value result = type->power(t, base, exponent, modulus);
        if (result != VALUE_NOT_IMPLEMENTED) {
            return result;
        }
    }
    return raise_error(t, &TypeError_type,
                       "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'", base,
                       exponent, modulus);
}

/* ---- one operand ---- */

/* The result of __int__ or __index__: an int, of a subclass with a warning. */
static Value checked(struct thread *t, Value result, const char *method)
{
    if (result == VALUE_ERROR || LIKELY(value_type(result) == &int_type)) {
        return result;
    }
    if (!value_is_int(result)) {
        return raise_error(t, &TypeError_type, "%s returned non-int (type %T)", method, result);
    }
    return warning_issue(t, &DeprecationWarning_type,
                         "%s returned non-int (type %T).  The ability to return an instance of a "
                         "strict subclass of int is deprecated, and may be removed in a future "
                         "version of Python.",
                         method, result)
               ? result
               : VALUE_ERROR;
}

/* int(v) for what is no text: __int__, __index__, __trunc__. UNBOUND: none of them. */
static Value to_int(struct thread *t, Value v)
{
    const struct type *type = value_type(v);
    if (type->unary[UNARY_INT] != NULL) {
        return checked(t, type->unary[UNARY_INT](t, v), "__int__");
    }
    if (type->unary[UNARY_INDEX] != NULL) {
        return number_index(t, v);
    }
    Value trunc = object_find_special(t, v, name___trunc__);
    if (trunc == VALUE_UNBOUND || trunc == VALUE_ERROR) {
        return trunc;
    }
    if (!warning_issue(t, &DeprecationWarning_type,
                       "The delegation of int() to __trunc__ is deprecated.")) {
        return VALUE_ERROR;
    }
    Value result = call_0(t, trunc);
    if (result == VALUE_ERROR || value_is_int(result)) {
        return result;
    }
    if (value_type(result)->unary[UNARY_INDEX] == NULL) {
        return raise_error(t, &TypeError_type, "__trunc__ returned non-Integral (type %T)", result);
    }
    return number_index(t, result);
}

static Value checked_float(struct thread *t, Value result, Value v)
{
    if (result == VALUE_ERROR || LIKELY(value_type(result) == &float_type)) {
        return result;
    }
    if (!value_is_float(result)) {
        return raise_error(t, &TypeError_type, "%T.__float__ returned non-float (type %T)", v,
                           result);
    }
    return warning_issue(t, &DeprecationWarning_type,
                         "%T.__float__ returned non-float (type %T).  The ability to return an "
                         "instance of a strict subclass of float is deprecated, and may be removed "
                         "in a future version of Python.",
                         v, result)
               ? result
               : VALUE_ERROR;
}

static Value to_float(struct thread *t, Value v)
{
    const struct type *type = value_type(v);
    if (type->unary[UNARY_FLOAT] != NULL) {
        return checked_float(t, type->unary[UNARY_FLOAT](t, v), v);
    }
    if (type->unary[UNARY_INDEX] == NULL) {
        return VALUE_UNBOUND;
    }
    double d;
    Value index = number_index(t, v);
    if (index == VALUE_ERROR || !int_to_double(t, index, &d)) {
        return VALUE_ERROR;
    }
    return float_from_double(t, d);
}

static COLD Value raise_bad_operand(struct thread *t, enum unary_op op, Value v)
{
    static const char *const symbols[N_UNARY_OPS] = {"unary -", "unary +", "abs()", "unary ~"};
    switch (op) {
    case UNARY_INT:
        return raise_error(t, &TypeError_type,
                           "int() argument must be a string, a bytes-like object or a real number, "
                           "not '%T'",
                           v);
    case UNARY_FLOAT:
        return raise_error(t, &TypeError_type,
                           "float() argument must be a string or a real number, not '%T'", v);
    case UNARY_INDEX:
        return raise_error(t, &TypeError_type, "'%T' object cannot be interpreted as an integer",
                           v);
    default:
        return raise_error(t, &TypeError_type, "bad operand type for %s: '%T'", symbols[op], v);
    }
}

Value number_unary(struct thread *t, enum unary_op op, Value v)
{
    Value result = VALUE_UNBOUND;
    switch (op) {
    case UNARY_INT:
        result = to_int(t, v);
        break;
    case UNARY_FLOAT:
        result = to_float(t, v);
        break;
    case UNARY_INDEX:
        return number_index(t, v);
    default:
        if (value_type(v)->unary[op] != NULL) {
            result = value_type(v)->unary[op](t, v);
        }
    }
    return result != VALUE_UNBOUND ? result : raise_bad_operand(t, op, v);
}

Value number_index(struct thread *t, Value v)
{
    if (LIKELY(value_is_int(v))) {
        return int_exact(t, v);
    }
    unary_fn index = value_type(v)->unary[UNARY_INDEX];
    if (index == NULL) {
        return raise_bad_operand(t, UNARY_INDEX, v);
    }
    Value result = checked(t, index(t, v), "__index__");
    return result == VALUE_ERROR ? result : int_exact(t, result);
}

bool number_to_index(struct thread *t, Value v, int64_t *n)
{
    if (LIKELY(value_is_small_int(v))) {
        *n = value_to_small_int(v);
        return true;
    }
    Value index = number_index(t, v);
    if (index == VALUE_ERROR) {
        return false;
    }
    return int_to_int64(index, n) ||
           raise_false(t, &OverflowError_type, "cannot fit '%T' into an index-sized integer", v);
}

bool number_to_index_clipped(struct thread *t, Value v, int64_t *n)
{
    Value index = number_index(t, v);
    if (index == VALUE_ERROR) {
        return false;
    }
    if (!int_to_int64(index, n)) {
        *n = int_sign(index) < 0 ? INT64_MIN : INT64_MAX;
    }
    return true;
}

bool number_to_c_int(struct thread *t, Value v, int *n)
{
    int64_t wide;
    Value index = number_index(t, v);
    if (index == VALUE_ERROR) {
        return false;
    }
    *n = 0;
    if (!int_to_int64(index, &wide) || wide != (int)wide) {
        return raise_false(t, &OverflowError_type, "Python int too large to convert to C int");
    }
    *n = (int)wide;
    return true;
}

bool number_to_double(struct thread *t, Value v, double *d)
{
    if (LIKELY(value_is_float(v))) {
        *d = float_to_double(v);
        return true;
    }
    const struct type *type = value_type(v);
    if (value_is_int(v) && type->unary[UNARY_FLOAT] == int_type.unary[UNARY_FLOAT]) {
        return int_to_double(t, v, d);
    }
    Value result = to_float(t, v);
    if (result == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "must be real number, not %T", v);
    }
    if (result == VALUE_ERROR) {
        return false;
    }
    *d = float_to_double(result);
    return true;
}
