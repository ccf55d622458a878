/* Text, hashes, comparison, truth. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/format.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/str.h"

/* ---- text ---- */

static Value check_str(struct thread *t, Value result, const char *method)
{
    if (result == VALUE_ERROR || value_is_str(result)) {
        return result;
    }
    return raise_error(t, &TypeError_type, "%s returned non-string (type %T)", method, result);
}

Value object_repr(struct thread *t, Value v)
{
    const struct type *type = value_type(v);
    if (type->repr == NULL) {
        char address[24];
        return str_format(t, "<%T object at %s>", v, address_text(v, address));
    }
    if (!recursion_enter(t, " while getting the repr of an object")) {
        return VALUE_ERROR;
    }
    Value result = type->repr(t, v);
    recursion_leave(t);
    return check_str(t, result, "__repr__");
}

Value object_str(struct thread *t, Value v)
{
    const struct type *type = value_type(v);
    if (type == &str_type) {
        return v;
    }
    if (type->str == NULL) {
        return object_repr(t, v);
    }
    if (!recursion_enter(t, " while getting the str of an object")) {
        return VALUE_ERROR;
    }
    Value result = type->str(t, v);
    recursion_leave(t);
    return check_str(t, result, "__str__");
}

static void add_escaped(struct str_builder *b, uint32_t c)
{
    static const char digits[] = "0123456789abcdef";
    int n_digits = c > 0xffff ? 8 : c > 0xff ? 4 : 2;
    str_builder_add_code_point(b, '\\');
    str_builder_add_code_point(b, n_digits == 8 ? 'U' : n_digits == 4 ? 'u' : 'x');
    for (int i = n_digits; i-- > 0;) {
        str_builder_add_code_point(b, (uint8_t)digits[c >> (4 * i) & 15]);
    }
}

Value object_ascii(struct thread *t, Value v)
{
    Value repr = object_repr(t, v);
    if (repr == VALUE_ERROR || object_has_flag(value_to_object(repr), STR_ASCII)) {
        return repr;
    }
    const struct str *s = value_to_str(repr);
    struct str_builder b;
    str_builder_init(&b, t);
    for (uint64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (c < 128) {
            str_builder_add_code_point(&b, c);
        } else {
            add_escaped(&b, c);
        }
    }
    return str_builder_finish(&b);
}

Value object_format(struct thread *t, Value v, Value spec)
{
    bool is_empty =
        spec == VALUE_UNBOUND || (value_is_str(spec) && value_to_str(spec)->length == 0);
    if ((is_empty || value_is_str(spec)) && format_is_direct(v)) {
        struct str_builder b;
        if (is_empty) {
            return object_str(t, v);
        }
        str_builder_init(&b, t);
        return format_to_direct(&b, v, text_of(value_to_str(spec))) ? str_builder_finish(&b)
                                                                    : VALUE_ERROR;
    }
    Value method = object_find_special(t, v, name___format__);
    if (method == VALUE_UNBOUND) {
        return raise_error(t, &TypeError_type, "Type %T doesn't define __format__", v);
    }
    if (method == VALUE_ERROR) {
        return method;
    }
    Value result = call_1(t, method, spec == VALUE_UNBOUND ? str_empty : spec);
    if (result == VALUE_ERROR || value_is_str(result)) {
        return result;
    }
    return raise_error(t, &TypeError_type, "__format__ must return a str, not %T", result);
}

/* ---- hash ---- */

bool hash_unhashable(struct thread *t, Value v, UNUSED int64_t *hash)
{
    return raise_false(t, &TypeError_type, "unhashable type: '%T'", v);
}

bool object_hash(struct thread *t, Value v, int64_t *hash)
{
    const struct type *type = value_type(v);
    if (LIKELY(type == &str_type)) {
        *hash = str_hash(value_to_str(v));
        return true;
    }
    if (value_is_small_int(v)) {
        *hash = int_hash(v);
        return true;
    }
    if (UNLIKELY(type->hash == NULL)) {
        return hash_unhashable(t, v, hash);
    }
    if (UNLIKELY(!stack_has_room(t))) {
        return raise_recursion_error(t, "");
    }
    return type->hash(t, v, hash);
}

/* ---- comparison ---- */

static const enum compare_op reflected_op[] = {
    [COMPARE_LT] = COMPARE_GT, [COMPARE_LE] = COMPARE_GE, [COMPARE_EQ] = COMPARE_EQ,
    [COMPARE_NE] = COMPARE_NE, [COMPARE_GT] = COMPARE_LT, [COMPARE_GE] = COMPARE_LE,
};

/* Both types' slots; a subclass on the right goes first. */
static Value ask_both(struct thread *t, Value v, Value w, enum compare_op op)
{
    const struct type *type_v = value_type(v), *type_w = value_type(w);
    bool w_first = type_v != type_w && type_w->compare != NULL && type_is_subtype(type_w, type_v);
    if (w_first) {
        Value result = type_w->compare(t, w, v, reflected_op[op]);
        if (result != VALUE_NOT_IMPLEMENTED) {
            return result;
        }
    }
    if (type_v->compare != NULL) {
        Value result = type_v->compare(t, v, w, op);
        if (result != VALUE_NOT_IMPLEMENTED) {
            return result;
        }
    }
    if (!w_first && type_w->compare != NULL) {
        return type_w->compare(t, w, v, reflected_op[op]);
    }
    return VALUE_NOT_IMPLEMENTED;
}

static Value compare(struct thread *t, Value v, Value w, enum compare_op op)
{
    static const char *const symbols[] = {"<", "<=", "==", "!=", ">", ">="};
    Value result = ask_both(t, v, w, op);
    if (result != VALUE_NOT_IMPLEMENTED) {
        return result;
    }
    if (op == COMPARE_EQ || op == COMPARE_NE) {
        return value_from_bool((v == w) == (op == COMPARE_EQ));
    }
    return raise_error(t, &TypeError_type, "'%s' not supported between instances of '%T' and '%T'",
                       symbols[op], v, w);
}

Value object_compare(struct thread *t, Value v, Value w, enum compare_op op)
{
    if (!recursion_enter(t, " in comparison")) {
        return VALUE_ERROR;
    }
    Value result = compare(t, v, w, op);
    recursion_leave(t);
    return result;
}

static bool order_answer(int order, enum compare_op op)
{
    switch (op) {
    case COMPARE_LT:
        return order < 0;
    case COMPARE_LE:
        return order <= 0;
    case COMPARE_EQ:
        return order == 0;
    case COMPARE_NE:
        return order != 0;
    case COMPARE_GT:
        return order > 0;
    case COMPARE_GE:
        return order >= 0;
    }
    UNREACHABLE();
}

enum truth object_compare_truth(struct thread *t, Value v, Value w, enum compare_op op)
{
    if (values_are_small_ints(v, w)) {
        int64_t a = value_to_small_int(v), b = value_to_small_int(w);
        return order_answer((a > b) - (a < b), op) ? TRUTH_TRUE : TRUTH_FALSE;
    }
    if (value_type(v) == &str_type && value_type(w) == &str_type) {
        const struct str *a = value_to_str(v), *b = value_to_str(w);
        bool by_equality = op == COMPARE_EQ || op == COMPARE_NE;
        bool answer =
            by_equality ? str_equal(a, b) == (op == COMPARE_EQ) : order_answer(str_order(a, b), op);
        return answer ? TRUTH_TRUE : TRUTH_FALSE;
    }
    Value result = object_compare(t, v, w, op);
    return result == VALUE_ERROR ? TRUTH_ERROR : object_truth(t, result);
}

enum truth object_equal(struct thread *t, Value v, Value w)
{
    return v == w ? TRUTH_TRUE : object_compare_truth(t, v, w, COMPARE_EQ);
}

/* ---- truth ---- */

enum truth object_truth(struct thread *t, Value v)
{
    if (value_is_bool(v)) {
        return v == VALUE_TRUE ? TRUTH_TRUE : TRUTH_FALSE;
    }
    if (v == VALUE_NONE) {
        return TRUTH_FALSE;
    }
    if (value_is_small_int(v)) {
        return v != value_from_small_int(0) ? TRUTH_TRUE : TRUTH_FALSE;
    }
    const struct type *type = value_type(v);
    if (type->truth != NULL) {
        return type->truth(t, v);
    }
    if (type->length != NULL) {
        int64_t length;
        if (!type->length(t, v, &length)) {
            return TRUTH_ERROR;
        }
        return length > 0 ? TRUTH_TRUE : TRUTH_FALSE;
    }
    return TRUTH_TRUE;
}

/* ---- the rest ---- */

/* Of immediates from their bits, which equal no address. */
Value object_id(struct thread *t, Value v)
{
    return int_from_uint64(t, value_bits(v));
}

Value object_dir(struct thread *t, Value v)
{
    Value method = object_find_special(t, v, name___dir__);
    if (method == VALUE_UNBOUND) {
        return raise_error(t, &TypeError_type, "object does not provide __dir__");
    }
    Value names = method == VALUE_ERROR ? method : call_0(t, method);
    Value list = names == VALUE_ERROR ? names : list_from_iterable(t, names);
    if (list == VALUE_ERROR || !list_sort(t, (struct list *)list, VALUE_UNBOUND, false)) {
        return VALUE_ERROR;
    }
    return list;
}
