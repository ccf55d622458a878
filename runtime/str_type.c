/* The type str: its slots, construction and iterator. */
#include "runtime/abstract.h"
#include "runtime/bytes_like.h"
#include "runtime/codec.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/iterators.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/slice.h"
#include "runtime/str_internal.h"
#include "runtime/str_methods.h"
#include "runtime/str_search.h"
#include "runtime/tuple.h"

/* ---- construction ---- */

/* An instance of a subclass: it points to the characters of an exact str. */
static Value new_of_subclass(struct thread *t, struct type *type, Value text)
{
    text = str_exact(t, text);
    struct str *made = text == VALUE_ERROR ? NULL : gc_new(t, type);
    if (made == NULL) {
        return VALUE_ERROR;
    }
    struct str *from = value_to_str(text);
    made->length = from->length;
    made->kind = from->kind;
    made->characters = from->characters;
    made->buffer = (struct raw_buffer *)from;
    atomic_or_relaxed(&made->base.lock_flags, load_relaxed(&from->base.lock_flags) & STR_ASCII);
    return str_value(made);
}

static Value decode(struct thread *t, Value object, Value encoding, Value errors)
{
    if (value_is_str(object)) {
        return raise_error(t, &TypeError_type, "decoding str is not supported");
    }
    Value bytes = buffer_try_bytes(t, object);
    if (bytes == VALUE_UNBOUND) {
        return raise_error(t, &TypeError_type,
                           "decoding to str: need a bytes-like object, %T found", object);
    }
    return bytes == VALUE_ERROR ? bytes : codec_decode(t, bytes, encoding, errors);
}

static struct argument_parser new_parser = {"str", "(object='', encoding='utf-8', errors='strict')",
                                            NULL};

static Value new_str(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct type *type = (struct type *)args[0];
    Value bound[3];
    if (n_args == 2 && keyword_names == VALUE_UNBOUND && type == &str_type) {
        return object_str(t, args[1]);
    }
    if (!arguments_bind(t, &new_parser, args + 1, n_args - 1, keyword_names, bound) ||
        !codec_check_names(t, "str", bound[1], bound[2])) {
        return VALUE_ERROR;
    }
    Value text = bound[0] == VALUE_UNBOUND ? str_empty
                 : bound[1] == VALUE_UNBOUND && bound[2] == VALUE_UNBOUND
                     ? object_str(t, bound[0])
                     : decode(t, bound[0], bound[1], bound[2]);
    return text == VALUE_ERROR || type == &str_type ? text : new_of_subclass(t, type, text);
}

static void trace(struct marker *m, struct object *self)
{
    mark_object(m, ((struct str *)self)->buffer);
}

/* ---- slots ---- */

static bool hash(UNUSED struct thread *t, Value self, int64_t *hash)
{
    *hash = str_hash(value_to_str(self));
    return true;
}

static Value compare(UNUSED struct thread *t, Value self, Value other, enum compare_op op)
{
    if (!value_is_str(self) || !value_is_str(other)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    const struct str *a = value_to_str(self), *b = value_to_str(other);
    switch (op) {
    case COMPARE_EQ:
        return value_from_bool(str_equal(a, b));
    case COMPARE_NE:
        return value_from_bool(!str_equal(a, b));
    case COMPARE_LT:
        return value_from_bool(str_order(a, b) < 0);
    case COMPARE_LE:
        return value_from_bool(str_order(a, b) <= 0);
    case COMPARE_GT:
        return value_from_bool(str_order(a, b) > 0);
    case COMPARE_GE:
        return value_from_bool(str_order(a, b) >= 0);
    }
    UNREACHABLE();
}

static bool length(UNUSED struct thread *t, Value self, int64_t *length)
{
    *length = (int64_t)value_to_str(self)->length;
    return true;
}

#define PICK(type)                                                                                 \
    for (int64_t i = 0, from = start; i < count; i++, from += step) {                              \
        ((type *)to)[i] = ((const type *)s->characters)[from];                                     \
    }                                                                                              \
    break

/* Every step-th character; the step is not 1. */
static Value pick(struct thread *t, const struct str *s, int64_t start, int64_t step, int64_t count)
{
    struct str *picked = count > 1 ? str_allocate(t, s->kind, (uint64_t)count) : NULL;
    if (picked == NULL) {
        return count > 1    ? VALUE_ERROR
               : count == 1 ? str_part(t, s, (uint64_t)start, (uint64_t)start + 1)
                            : str_empty;
    }
    void *to = str_to_fill(picked);
    switch (s->kind) {
    case 1:
        PICK(uint8_t);
    case 2:
        PICK(uint16_t);
    default:
        PICK(uint32_t);
    }
    return str_finish(t, picked, str_is_ascii(s));
}
#undef PICK

static Value get_slice(struct thread *t, Value self, Value key)
{
    const struct str *s = value_to_str(self);
    int64_t start, step, count;
    if (!slice_resolve(t, key, (int64_t)s->length, &start, &step, &count)) {
        return VALUE_ERROR;
    }
    if (count <= 0) {
        return str_empty;
    }
    return step == 1 ? str_slice(t, self, start, start + count) : pick(t, s, start, step, count);
}

static Value get_item(struct thread *t, Value self, Value key)
{
    const struct str *s = value_to_str(self);
    int64_t i;
    if (LIKELY(value_is_small_int(key))) {
        i = value_to_small_int(key);
    } else if (value_type(key) == &slice_type) {
        return get_slice(t, self, key);
    } else if (value_type(key)->unary[UNARY_INDEX] == NULL) {
        return raise_error(t, &TypeError_type, "string indices must be integers, not '%T'", key);
    } else if (!number_to_index(t, key, &i)) {
        if (error_swallow(t, &OverflowError_type)) {
            raise_error(t, &IndexError_type, "cannot fit '%T' into an index-sized integer", key);
        }
        return VALUE_ERROR;
    }
    i += i < 0 ? (int64_t)s->length : 0;
    if (UNLIKELY(i < 0 || (uint64_t)i >= s->length)) {
        return raise_error(t, &IndexError_type, "string index out of range");
    }
    return str_from_code_point(t, str_at(s, (uint64_t)i));
}

static enum truth contains(struct thread *t, Value self, Value item)
{
    if (!value_is_str(item)) {
        raise_error(t, &TypeError_type, "'in <string>' requires string as left operand, not %T",
                    item);
        return TRUTH_ERROR;
    }
    int64_t place = text_find(text_of(value_to_str(self)), text_of(value_to_str(item)));
    return place >= 0 ? TRUTH_TRUE : TRUTH_FALSE;
}

static Value concat(struct thread *t, Value v, Value w)
{
    if (!value_is_str(v)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    if (!value_is_str(w)) {
        return raise_error(t, &TypeError_type, "can only concatenate str (not \"%T\") to str", w);
    }
    return str_concat(t, v, w);
}

/* Doubles what is there until all is. */
static Value repeat_characters(struct thread *t, const struct str *s, uint64_t times)
{
    struct str *result = str_allocate(t, s->kind, s->length * times);
    if (result == NULL) {
        return VALUE_ERROR;
    }
    char *to = str_to_fill(result);
    size_t n_bytes = s->length * s->kind, total = n_bytes * times;
    if (n_bytes == 1) {
        memset(to, *(const char *)s->characters, total);
    } else {
        memcpy(to, s->characters, n_bytes);
        for (size_t done = n_bytes; done < total; done += n_bytes) {
            n_bytes = done < total - done ? done : total - done;
            memcpy(to + done, to, n_bytes);
        }
    }
    result->base.lock_flags = load_relaxed(&s->base.lock_flags) & STR_ASCII;
    return str_value(result);
}

static Value repeat(struct thread *t, Value self, Value count)
{
    int64_t times;
    if (!number_to_index(t, count, &times)) {
        return VALUE_ERROR;
    }
    const struct str *s = value_to_str(self);
    if (times <= 0 || s->length == 0) {
        return str_empty;
    }
    if (times == 1) {
        return str_exact(t, self);
    }
    if ((uint64_t)times > INT64_MAX / s->length) {
        return raise_error(t, &OverflowError_type, "repeated string is too long");
    }
    if ((uint64_t)times > STR_MAX_LENGTH / s->length) {
        return raise_no_memory(t);
    }
    return repeat_characters(t, s, (uint64_t)times);
}

static Value remainder_of(struct thread *t, Value v, Value w)
{
    return value_is_str(v) ? str_percent_format(t, v, w) : VALUE_NOT_IMPLEMENTED;
}

/* ---- methods that are one call ---- */

Value str_method_join(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    return str_join(t, args[0], args[1]);
}

Value str_method___getnewargs__(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                UNUSED Value names)
{
    const struct str *s = value_to_str(args[0]);
    Value text = str_from_characters(t, s->kind, s->characters, s->length);
    return text == VALUE_ERROR ? text : tuple_of(t, (size_t)1, text);
}

/* As CPython counts it: the header, the characters and a final zero. */
Value str_method___sizeof__(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                            UNUSED Value names)
{
    const struct str *s = value_to_str(args[0]);
    size_t header = str_is_ascii(s) ? 48 : 72;
    return value_from_small_int((int64_t)(header + (s->length + 1) * s->kind));
}

Value str_method_encode(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    return codec_check_names(t, "encode", args[1], args[2])
               ? codec_encode(t, args[0], args[1], args[2])
               : VALUE_ERROR;
}

/* ---- the iterator ---- */

struct str_iterator {
    struct object base;
    Value s;        /* immutable */
    uint64_t index; /* relaxed: two threads on one iterator may get a character twice */
};

Value str_iterator_new(struct thread *t, Value s)
{
    bool is_ascii = object_has_flag(value_to_object(s), STR_ASCII);
    struct str_iterator *iterator =
        gc_allocate(t, sizeof *iterator, is_ascii ? &str_ascii_iterator_type : &str_iterator_type);
    if (iterator == NULL) {
        return VALUE_ERROR;
    }
    iterator->s = s;
    return value_from_object(iterator);
}

static void trace_iterator(struct marker *m, struct object *self)
{
    mark_value(m, ((struct str_iterator *)self)->s);
}

static Value next(struct thread *t, Value self)
{
    struct str_iterator *iterator = (struct str_iterator *)self;
    const struct str *s = value_to_str(iterator->s);
    uint64_t i = load_relaxed(&iterator->index);
    if (i >= s->length) {
        return VALUE_UNBOUND;
    }
    store_relaxed(&iterator->index, i + 1);
    uint32_t c = str_at(s, i);
    return LIKELY(c < 256) ? str_of_latin1((uint8_t)c) : str_from_code_point(t, c);
}

static int64_t remaining(const struct str_iterator *iterator)
{
    int64_t n = (int64_t)(value_to_str(iterator->s)->length - load_relaxed(&iterator->index));
    return n > 0 ? n : 0;
}

static Value length_hint(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value names)
{
    return value_from_small_int(remaining((struct str_iterator *)args[0]));
}

static Value reduce(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    struct str_iterator *iterator = (struct str_iterator *)args[0];
    return remaining(iterator) == 0
               ? iterator_reduce(t, str_empty, VALUE_UNBOUND)
               : iterator_reduce(t, iterator->s,
                                 value_from_small_int((int64_t)load_relaxed(&iterator->index)));
}

static Value set_state(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    int64_t index;
    if (!iterator_state_index(t, args[1], &index)) {
        return VALUE_ERROR;
    }
    store_relaxed(&((struct str_iterator *)args[0])->index, (uint64_t)(index < 0 ? 0 : index));
    return VALUE_NONE;
}

static const struct native_def iterator_methods[] = {
    ITERATOR_LENGTH_HINT(length_hint),
    ITERATOR_REDUCE(reduce),
    ITERATOR_SETSTATE(set_state),
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

struct type str_iterator_type = {
    TYPE_HEADER("str_iterator", sizeof(struct str_iterator)),
    .trace = trace_iterator,
    .iter = iterator_self,
    .next = next,
    .methods = iterator_methods,
};

/* The same, under the name that it has over ASCII in CPython. */
struct type str_ascii_iterator_type = {
    TYPE_HEADER("str_ascii_iterator", sizeof(struct str_iterator)),
    .trace = trace_iterator,
    .iter = iterator_self,
    .next = next,
    .methods = iterator_methods,
};

/* ---- the type ---- */

static const struct native_def methods[] = {
#define STR_METHOD(name, signature, kind, doc) {#name, str_method_##name, signature, doc, kind},
#include "runtime/str_methods.def"
#undef STR_METHOD
    {NULL, NULL, NULL, NULL, NATIVE_METHOD},
};

struct type str_type = {
    TYPE_HEADER("str", sizeof(struct str)),
    .doc = "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n"
           "Create a new string object from the given object. With an encoding or error handler, "
           "the object "
           "must be\nbytes-like and is decoded; else the result is that of object.__str__() or "
           "repr(object).",
    .flags = TYPE_BASE | TYPE_SEQUENCE | TYPE_STR_SUBCLASS | TYPE_MATCHES_SELF,
    .methods = methods,
    .trace = trace,
    .new = new_str,
    .repr = str_repr,
    .str = str_exact,
    .hash = hash,
    .compare = compare,
    .iter = str_iterator_new,
    .length = length,
    .get_item = get_item,
    .contains = contains,
    .binary = {[BINARY_REMAINDER] = remainder_of},
    .sequence_concat = concat,
    .sequence_repeat = repeat,
};
