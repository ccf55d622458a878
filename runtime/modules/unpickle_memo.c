/* The memo of an unpickler. Picklers number from 0 on, so it is an array; a pickle that does not gets a dict. */
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/modules/unpickle.h"

enum { FIRST_NUMBERS = 32, FREE_GAP = 1024 };

/* An array for `number` has at most four times as many entries as there are objects, and a few thousand. */
static bool is_dense(const struct unpickler *u, uint64_t number)
{
    return number < 2 * u->n_memo + FREE_GAP;
}

static bool grow(struct unpickler *u, uint64_t number)
{
    struct value_buffer *old = u->memo;
    size_t wanted = FIRST_NUMBERS;
    while (wanted <= number) {
        wanted *= 2;
    }
    struct value_buffer *larger = pickle_take_values(u->t, wanted);
    if (larger == NULL) {
        return false;
    }
    if (old != NULL) {
        memcpy(larger->items, old->items, old->capacity * sizeof(Value));
    }
    u->memo = larger;
    return true;
}

/* Entries that were in the dict stay there: the array is asked first, and gets a number anew only with a new object. */
bool unpickle_memo_set_slow(struct unpickler *u, uint64_t number, Value v)
{
    if (is_dense(u, number)) {
        return grow(u, number) && unpickle_memo_set(u, number, v);
    }
    u->sparse = u->sparse == VALUE_UNBOUND ? dict_new(u->t) : u->sparse;
    if (u->sparse == VALUE_ERROR) {
        u->sparse = VALUE_UNBOUND;
        return false;
    }
    Value key = int_from_uint64(u->t, number);
    enum truth was_there =
        key == VALUE_ERROR ? TRUTH_ERROR : dict_contains(u->t, value_to_dict(u->sparse), key);
    u->n_memo += was_there == TRUTH_FALSE;
    return was_there != TRUTH_ERROR && dict_set(u->t, value_to_dict(u->sparse), key, v);
}

bool unpickle_memo_get_slow(struct unpickler *u, uint64_t number, Value *v)
{
    Value key = int_from_uint64(u->t, number);
    *v = u->sparse == VALUE_UNBOUND || key == VALUE_ERROR
             ? VALUE_UNBOUND
             : dict_get(u->t, value_to_dict(u->sparse), key);
    if (*v == VALUE_UNBOUND && key != VALUE_ERROR) {
        return raise_false(u->t, unpickling_error_type(), "Memo value not found at index %ld",
                           (long)number);
    }
    return *v != VALUE_ERROR && key != VALUE_ERROR;
}

void unpickle_memo_clear(struct unpickler *u)
{
    u->memo = NULL;
    u->n_memo = 0;
    u->sparse = VALUE_UNBOUND;
}

Value unpickle_memo_as_dict(struct unpickler *u)
{
    Value dict =
        u->sparse == VALUE_UNBOUND ? dict_new(u->t) : dict_copy(u->t, value_to_dict(u->sparse));
    for (size_t i = 0; dict != VALUE_ERROR && u->memo != NULL && i < u->memo->capacity; i++) {
        Value v = u->memo->items[i];
        if (v != VALUE_UNBOUND &&
            !dict_set(u->t, value_to_dict(dict), value_from_small_int((int64_t)i), v)) {
            return VALUE_ERROR;
        }
    }
    return dict;
}
