/* Saving one object: which of all the ways is its own. */
#include "runtime/abstract.h"
#include "runtime/bytearray.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/memoryview.h"
#include "runtime/modules/pickle.h"
#include "runtime/native.h"
#include "runtime/set.h"

enum { SAVES_PER_POLL = 1024 };

/* ---- persistent ids ---- */

static bool write_persistent_id(struct pickler *p, Value id)
{
    if (load_relaxed(&p->is_binary)) {
        return pickle_save_itself(p, id) && pickle_write_opcode(p, PICKLE_BINPERSID);
    }
    Value text = object_str(p->t, id);
    size_t n;
    const char *utf8 = text == VALUE_ERROR ? NULL : str_to_utf8(p->t, text, &n);
    if (utf8 == NULL) {
        return false;
    }
    if (n != value_to_str(text)->length) {
        return raise_false(p->t, pickling_error_type(),
                           "persistent IDs in protocol 0 must be ASCII strings");
    }
    return pickle_write_opcode(p, PICKLE_PERSID) && pickle_write(p, utf8, n) &&
           pickle_write(p, "\n", 1);
}

/* FALSE: it has none. */
static enum truth save_persistent(struct pickler *p, Value v)
{
    Value id = call_1(p->t, value_load(&p->persistent_id), v);
    if (id == VALUE_ERROR || id == VALUE_NONE) {
        return id == VALUE_NONE ? TRUTH_FALSE : TRUTH_ERROR;
    }
    return write_persistent_id(p, id) ? TRUTH_TRUE : TRUTH_ERROR;
}

/* ---- by type ---- */

static bool save_immediate(struct pickler *p, Value v)
{
    if (value_is_small_int(v)) {
        return pickle_save_small_int(p, value_to_small_int(v));
    }
    if (value_is_flonum(v)) {
        return pickle_save_float(p, flonum_decode(v));
    }
    if (v == VALUE_NONE) {
        return pickle_write_opcode(p, PICKLE_NONE);
    }
    if (value_is_bool(v)) {
        return pickle_save_bool(p, v == VALUE_TRUE);
    }
    uint64_t number = pickle_memo_find(p, v); /* Ellipsis, NotImplemented */
    return number != PICKLE_NOT_MEMOIZED ? pickle_fetch(p, number) : pickle_save_other(p, v);
}

typedef bool save_fn(struct pickler *p, Value v);

/* How instances of exactly `type` are saved that have a form of their own and may contain others. */
static save_fn *container_saver(const struct type *type)
{
    return type == &list_type            ? pickle_save_list
           : type == &dict_type          ? pickle_save_dict
           : type == &tuple_type         ? pickle_save_tuple
           : type == &set_type           ? pickle_save_set
           : type == &frozenset_type     ? pickle_save_frozenset
           : type == &bytearray_type     ? pickle_save_bytearray
           : type == &pickle_buffer_type ? pickle_save_buffer
                                         : pickle_save_other;
}

static bool save_nested(struct pickler *p, Value v, save_fn *save)
{
    if (++p->n_saved % SAVES_PER_POLL == 0 && !gc_poll(p->t)) {
        return false;
    }
    if (!recursion_enter(p->t, " while pickling an object")) {
        return false;
    }
    bool ok = save(p, v);
    recursion_leave(p->t);
    return ok;
}

bool pickle_save_itself(struct pickler *p, Value v)
{
    if (!value_is_object(v)) {
        return value_is_small_int(v) || value_is_flonum(v) || v == VALUE_NONE || value_is_bool(v)
                   ? save_immediate(p, v)
                   : save_nested(p, v, save_immediate);
    }
    const struct type *type = value_type(v);
    if (type == &int_type) {
        return pickle_save_big_int(p, v);
    }
    if (type == &float_type) {
        return pickle_save_float(p, float_to_double(v));
    }
    uint64_t number = pickle_memo_find(p, v);
    if (number != PICKLE_NOT_MEMOIZED) {
        return pickle_fetch(p, number);
    }
    if (type == &str_type) {
        return pickle_save_str(p, v);
    }
    return type == &bytes_type ? pickle_save_bytes(p, v) : save_nested(p, v, container_saver(type));
}

bool pickle_save(struct pickler *p, Value v)
{
    if (UNLIKELY(p->length >= p->frame_limit) && !pickle_boundary(p)) {
        return false;
    }
    if (UNLIKELY(value_load(&p->persistent_id) != VALUE_UNBOUND)) {
        enum truth saved = save_persistent(p, v);
        if (saved != TRUTH_FALSE) {
            return saved == TRUTH_TRUE;
        }
    }
    return value_is_small_int(v) ? pickle_save_small_int(p, value_to_small_int(v))
                                 : pickle_save_itself(p, v);
}
