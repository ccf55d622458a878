/* The loop over the instructions of a pickle. */
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/modules/unpickle.h"
#include "runtime/set.h"

enum { STEPS_PER_POLL = 1024 };

static bool invalid(struct unpickler *u, uint8_t opcode)
{
    struct type *error = unpickling_error_type();
    if (opcode >= 0x20 && opcode <= 0x7e && opcode != '\'' && opcode != '\\') {
        return raise_false(u->t, error, "invalid load key, '%c'.", opcode);
    }
    static const char digits[] = "0123456789abcdef";
    return raise_false(u->t, error, "invalid load key, '\\x%c%c'.", digits[opcode >> 4],
                       digits[opcode & 15]);
}

/* ---- simple instructions ---- */

static ALWAYS_INLINE bool push_int(struct unpickler *u, unsigned width)
{
    const char *bytes = unpickle_take(u, width);
    if (bytes == NULL) {
        return false;
    }
    int64_t n =
        width == 4 ? (int32_t)unpickle_number(bytes, 4) : (int64_t)unpickle_number(bytes, width);
    return unpickle_push(u, value_from_small_int(n));
}

static bool set_protocol(struct unpickler *u)
{
    uint64_t n;
    if (!unpickle_take_number(u, 1, &n)) {
        return false;
    }
    if (n > PICKLE_HIGHEST_PROTOCOL) {
        return raise_false(u->t, &ValueError_type, "unsupported pickle protocol: %d", (int)n);
    }
    u->protocol = (int)n;
    return true;
}

/* A frame is complete or it is none; within it nothing needs to be read. */
static bool begin_frame(struct unpickler *u)
{
    uint64_t n;
    if (!unpickle_take_number(u, 8, &n)) {
        return false;
    }
    if (n > INT64_MAX) {
        return raise_false(u->t, &OverflowError_type,
                           "FRAME length exceeds system's maximum of %ld bytes", INT64_MAX);
    }
    return n <= u->n - u->at || unpickle_fill(u, n);
}

/* A MARK that is the uppermost counts as an object here. */
static bool pop(struct unpickler *u)
{
    size_t place;
    if (u->n_marks > 0 && u->fence == u->depth) {
        return unpickle_pop_mark(u, &place);
    }
    return unpickle_pop(u) != VALUE_ERROR;
}

static bool pop_to_mark(struct unpickler *u)
{
    return unpickle_pop_mark(u, &u->depth);
}

/* ---- memo ---- */

static bool put(struct unpickler *u, uint64_t number)
{
    return unpickle_has(u, 1) && unpickle_memo_set(u, number, unpickle_top(u));
}

/* A number in decimal on a line. */
static bool take_index(struct unpickler *u, int64_t *number)
{
    size_t n;
    const char *line = unpickle_line(u, &n);
    if (line == NULL) {
        return false;
    }
    *number = 0;
    for (size_t i = line[0] == '-'; i < n; i++) {
        if (line[i] < '0' || line[i] > '9' || *number > INT64_MAX / 20) {
            return raise_false(u->t, &ValueError_type,
                               "invalid memo number in a pickle of protocol 0");
        }
        *number = *number * 10 + (line[i] - '0');
    }
    *number = line[0] == '-' ? -*number : *number;
    return n > 0 || raise_false(u->t, unpickling_error_type(), "pickle data was truncated");
}

static bool put_by_line(struct unpickler *u)
{
    int64_t number;
    if (!take_index(u, &number)) {
        return false;
    }
    return number < 0 ? raise_false(u->t, &ValueError_type, "negative PUT argument")
                      : put(u, (uint64_t)number);
}

static bool get_by_line(struct unpickler *u)
{
    int64_t number;
    if (!take_index(u, &number)) {
        return false;
    }
    return number < 0 ? raise_false(u->t, unpickling_error_type(),
                                    "Memo value not found at index %ld", (long)number)
                      : unpickle_memo_push(u, (uint64_t)number);
}

static ALWAYS_INLINE bool put_by_number(struct unpickler *u, unsigned width)
{
    uint64_t number;
    return unpickle_take_number(u, width, &number) && put(u, number);
}

static ALWAYS_INLINE bool get_by_number(struct unpickler *u, unsigned width)
{
    uint64_t number;
    return unpickle_take_number(u, width, &number) && unpickle_memo_push(u, number);
}

/* ---- containers ---- */

static bool append_all(struct unpickler *u)
{
    size_t place;
    return unpickle_pop_mark(u, &place) && unpickle_append(u, place);
}

static bool set_all_items(struct unpickler *u)
{
    size_t place;
    return unpickle_pop_mark(u, &place) && unpickle_set_items(u, place);
}

/* ---- the table ---- */

/* The instructions of the later protocols. */
static bool step_binary(struct unpickler *u, uint8_t opcode)
{
    switch (opcode) {
    case PICKLE_PROTO:
        return set_protocol(u);
    case PICKLE_NEWOBJ:
        return unpickle_newobj(u, false);
    case PICKLE_EXT1:
        return unpickle_extension(u, 1);
    case PICKLE_EXT2:
        return unpickle_extension(u, 2);
    case PICKLE_EXT4:
        return unpickle_extension(u, 4);
    case PICKLE_TUPLE1:
    case PICKLE_TUPLE2:
    case PICKLE_TUPLE3:
        return unpickle_tuple(u, opcode - PICKLE_TUPLE1 + 1u);
    case PICKLE_NEWTRUE:
        return unpickle_push(u, VALUE_TRUE);
    case PICKLE_NEWFALSE:
        return unpickle_push(u, VALUE_FALSE);
    case PICKLE_LONG1:
        return unpickle_long(u, 1);
    case PICKLE_LONG4:
        return unpickle_long(u, 4);
    case PICKLE_BINUNICODE8:
        return unpickle_unicode(u, 8);
    case PICKLE_BINBYTES8:
        return unpickle_bytes(u, 8);
    case PICKLE_EMPTY_SET:
        return unpickle_push_made(u, set_new(u->t, &set_type));
    case PICKLE_ADDITEMS:
        return unpickle_add_items(u);
    case PICKLE_FROZENSET:
        return unpickle_frozenset(u);
    case PICKLE_NEWOBJ_EX:
        return unpickle_newobj(u, true);
    case PICKLE_STACK_GLOBAL:
        return unpickle_stack_global(u);
    case PICKLE_FRAME:
        return begin_frame(u);
    case PICKLE_BYTEARRAY8:
        return unpickle_bytearray(u);
    case PICKLE_NEXT_BUFFER:
        return unpickle_next_buffer(u);
    case PICKLE_READONLY_BUFFER:
        return unpickle_readonly_buffer(u);
    default:
        return invalid(u, opcode);
    }
}

/* Those of protocol 0, and the names that all have. */
static bool step_text(struct unpickler *u, uint8_t opcode)
{
    switch (opcode) {
    case PICKLE_FLOAT:
        return unpickle_float_line(u);
    case PICKLE_INT:
        return unpickle_int_line(u);
    case PICKLE_LONG:
        return unpickle_long_line(u);
    case PICKLE_PERSID:
        return unpickle_persistent_line(u);
    case PICKLE_BINPERSID:
        return unpickle_persistent(u);
    case PICKLE_STRING:
        return unpickle_string_line(u);
    case PICKLE_BINSTRING:
        return unpickle_string(u, 4);
    case PICKLE_SHORT_BINSTRING:
        return unpickle_string(u, 1);
    case PICKLE_UNICODE:
        return unpickle_unicode_line(u);
    case PICKLE_GLOBAL:
        return unpickle_global(u);
    case PICKLE_DICT:
        return unpickle_dict(u);
    case PICKLE_GET:
        return get_by_line(u);
    case PICKLE_INST:
        return unpickle_inst(u);
    case PICKLE_LIST:
        return unpickle_list_or_tuple(u, true);
    case PICKLE_OBJ:
        return unpickle_obj(u);
    case PICKLE_PUT:
        return put_by_line(u);
    case PICKLE_DUP:
        return unpickle_has(u, 1) && unpickle_push(u, unpickle_top(u));
    default:
        return step_binary(u, opcode);
    }
}

/* Those that pickles are mostly made of. */
static ALWAYS_INLINE bool step(struct unpickler *u, uint8_t opcode)
{
    switch (opcode) {
    case PICKLE_MARK:
        return unpickle_mark(u);
    case PICKLE_POP:
        return pop(u);
    case PICKLE_POP_MARK:
        return pop_to_mark(u);
    case PICKLE_BININT:
        return push_int(u, 4);
    case PICKLE_BININT1:
        return push_int(u, 1);
    case PICKLE_BININT2:
        return push_int(u, 2);
    case PICKLE_NONE:
        return unpickle_push(u, VALUE_NONE);
    case PICKLE_REDUCE:
        return unpickle_reduce(u);
    case PICKLE_BINUNICODE:
        return unpickle_unicode(u, 4);
    case PICKLE_SHORT_BINUNICODE:
        return unpickle_unicode(u, 1);
    case PICKLE_APPEND:
        return unpickle_append(u, u->depth - 1);
    case PICKLE_BUILD:
        return unpickle_build(u);
    case PICKLE_EMPTY_DICT:
        return unpickle_push_made(u, dict_new(u->t));
    case PICKLE_APPENDS:
        return append_all(u);
    case PICKLE_BINGET:
        return get_by_number(u, 1);
    case PICKLE_LONG_BINGET:
        return get_by_number(u, 4);
    case PICKLE_EMPTY_LIST:
        return unpickle_push_made(u, list_new(u->t, 0));
    case PICKLE_BINPUT:
        return put_by_number(u, 1);
    case PICKLE_LONG_BINPUT:
        return put_by_number(u, 4);
    case PICKLE_MEMOIZE:
        return put(u, u->n_memo);
    case PICKLE_SETITEM:
        return unpickle_set_items(u, u->depth - 2);
    case PICKLE_TUPLE:
        return unpickle_list_or_tuple(u, false);
    case PICKLE_EMPTY_TUPLE:
        return unpickle_push(u, tuple_empty);
    case PICKLE_SETITEMS:
        return set_all_items(u);
    case PICKLE_BINFLOAT:
        return unpickle_float(u);
    case PICKLE_BINBYTES:
        return unpickle_bytes(u, 4);
    case PICKLE_SHORT_BINBYTES:
        return unpickle_bytes(u, 1);
    default:
        return step_text(u, opcode);
    }
}

/* The byte that an instruction begins with. */
static bool take_opcode(struct unpickler *u, uint8_t *opcode)
{
    const char *byte = unpickle_take(u, 1);
    if (LIKELY(byte != NULL)) {
        *opcode = (uint8_t)*byte;
        return true;
    }
    return error_swallow(u->t, unpickling_error_type()) &&
           raise_false(u->t, &EOFError_type, "Ran out of input");
}

Value unpickle_run(struct unpickler *u)
{
    uint8_t opcode = 0;
    do {
        if (++u->n_steps % STEPS_PER_POLL == 0 && !gc_poll(u->t)) {
            return VALUE_ERROR;
        }
        if (!take_opcode(u, &opcode)) {
            return VALUE_ERROR;
        }
    } while (opcode != PICKLE_STOP && step(u, opcode));
    if (opcode != PICKLE_STOP || !unpickle_skip_used(u)) {
        return VALUE_ERROR;
    }
    return unpickle_pop(u);
}
