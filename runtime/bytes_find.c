/* Searching and replacing in bytes and bytearrays. */
#include "runtime/abstract.h"
#include "runtime/bytes_methods.h"
#include "runtime/int.h"
#include "runtime/text_replace.h"
#include "runtime/tuple.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

/* The arguments (self, sub, start, end); sub may be a number. */
struct search {
    struct text in, needle; /* `in` is cut to the bounds */
    int64_t from;
    bool is_possible;
    uint8_t byte;
};

static bool begin_search(struct thread *t, const Value *args, struct search *search)
{
    int64_t to;
    Value sub = args[1];
    if (!bytes_like_text(t, args[0], &search->in)) {
        return false;
    }
    if (!resolve_bounds(t, args[2], args[3], search->in.length, &search->from, &to)) {
        return false;
    }
    if (value_has_buffer(sub)) {
        if (!bytes_like_text(t, sub, &search->needle)) {
            return false;
        }
    } else if (value_type(sub)->unary[UNARY_INDEX] == NULL && !value_is_int(sub)) {
        return raise_false(t, &TypeError_type,
                           "argument should be integer or bytes-like object, not '%T'", sub);
    } else {
        if (!value_to_byte(t, sub, "byte must be in range(0, 256)", &search->byte)) {
            return false;
        }
        search->needle = (struct text){&search->byte, 1, 1};
    }
    search->is_possible = search->from <= to;
    if (search->is_possible) {
        search->in = text_part(search->in, (size_t)search->from, (size_t)to);
    }
    return true;
}

/* The place in self; -1: not found, -2: an exception is pending. */
static int64_t place_of(struct thread *t, const Value *args,
                        int64_t (*find)(struct text, struct text))
{
    struct search search = {.is_possible = false};
    if (!begin_search(t, args, &search)) {
        return -2;
    }
    int64_t place = search.is_possible ? find(search.in, search.needle) : -1;
    return place < 0 ? -1 : place + search.from;
}

static Value find_result(int64_t place)
{
    return place == -2 ? VALUE_ERROR : value_from_small_int(place);
}

static Value index_result(struct thread *t, int64_t place)
{
    return place == -1 ? raise_error(t, &ValueError_type, "subsection not found")
                       : find_result(place);
}

Value bytes_method_find(ARGUMENTS)
{
    return find_result(place_of(t, args, text_find));
}
Value bytes_method_rfind(ARGUMENTS)
{
    return find_result(place_of(t, args, text_find_last));
}
Value bytes_method_index(ARGUMENTS)
{
    return index_result(t, place_of(t, args, text_find));
}
Value bytes_method_rindex(ARGUMENTS)
{
    return index_result(t, place_of(t, args, text_find_last));
}

Value bytes_method_count(ARGUMENTS)
{
    struct search search = {.is_possible = false};
    if (!begin_search(t, args, &search)) {
        return VALUE_ERROR;
    }
    return value_from_small_int(search.is_possible ? text_count(search.in, search.needle, INT64_MAX)
                                                   : 0);
}

/* ---- both ends ---- */

typedef bool (*affix_test)(struct text, struct text);

static enum truth has_one(struct thread *t, struct text in, Value affix, affix_test has)
{
    struct text text;
    if (!bytes_like_get(t, affix, &text)) {
        return TRUTH_ERROR;
    }
    return has(in, text) ? TRUTH_TRUE : TRUTH_FALSE;
}

static Value affix_method(struct thread *t, const Value *args, const char *method, affix_test has)
{
    struct text in;
    int64_t from, to;
    if (!bytes_like_text(t, args[0], &in) ||
        !resolve_bounds(t, args[2], args[3], in.length, &from, &to)) {
        return VALUE_ERROR;
    }
    bool is_tuple = value_is_tuple(args[1]), found = false;
    if (!is_tuple && !value_has_buffer(args[1])) {
        return raise_error(t, &TypeError_type,
                           "%s first arg must be bytes or a tuple of bytes, not %T", method,
                           args[1]);
    }
    in = from <= to ? text_part(in, (size_t)from, (size_t)to) : in;
    uint64_t n = is_tuple ? value_to_tuple(args[1])->length : 1;
    for (uint64_t i = 0; i < n && !found; i++) {
        enum truth one =
            has_one(t, in, is_tuple ? value_to_tuple(args[1])->items[i] : args[1], has);
        if (one == TRUTH_ERROR) {
            return VALUE_ERROR;
        }
        found = one == TRUTH_TRUE && from <= to;
    }
    return value_from_bool(found);
}

Value bytes_method_startswith(ARGUMENTS)
{
    return affix_method(t, args, "startswith", text_starts_with);
}
Value bytes_method_endswith(ARGUMENTS)
{
    return affix_method(t, args, "endswith", text_ends_with);
}

Value bytes_method_removeprefix(ARGUMENTS)
{
    struct text text, affix;
    if (!bytes_like_text(t, args[0], &text) || !bytes_like_get(t, args[1], &affix)) {
        return VALUE_ERROR;
    }
    return bytes_like_part(t, args[0], text, text_starts_with(text, affix) ? affix.length : 0,
                           text.length);
}

Value bytes_method_removesuffix(ARGUMENTS)
{
    struct text text, affix;
    if (!bytes_like_text(t, args[0], &text) || !bytes_like_get(t, args[1], &affix)) {
        return VALUE_ERROR;
    }
    return bytes_like_part(t, args[0], text, 0,
                           text.length - (text_ends_with(text, affix) ? affix.length : 0));
}

/* ---- replace ---- */

/* `new` before each byte and at the end, `count` times. */
static void interleave(char *to, struct text text, struct text new, int64_t count)
{
    const char *from = text.characters;
    size_t i = 0;
    for (; count > 0; count--) {
        memcpy(to, new.characters, new.length);
        to += new.length;
        if (i < text.length) {
            *to++ = from[i++];
        }
    }
    memcpy(to, from + i, text.length - i);
}

static Value replace_empty(struct thread *t, Value self, struct text text, struct text new,
                           int64_t limit)
{
    int64_t count = text_count(text, (struct text){"", 0, 1}, limit < 0 ? INT64_MAX : limit);
    uint64_t added;
    if (__builtin_mul_overflow((uint64_t)count, new.length, &added) || added > STR_MAX_LENGTH) {
        return raise_error(t, &OverflowError_type, "replace bytes is too long");
    }
    Value result = bytes_like_new(t, self, NULL, text.length + added);
    if (result != VALUE_ERROR && text.length + added > 0) {
        interleave(bytes_like_to_fill(result), text, new, count);
    }
    return result;
}

Value bytes_method_replace(ARGUMENTS)
{
    struct text text, old, new;
    struct text_replacement r;
    int64_t limit = -1;
    if (!bytes_like_text(t, args[0], &text) || !bytes_like_get(t, args[1], &old) ||
        !bytes_like_get(t, args[2], &new) ||
        (args[3] != VALUE_UNBOUND && !number_to_index(t, args[3], &limit))) {
        return VALUE_ERROR;
    }
    if (old.length == 0) {
        return replace_empty(t, args[0], text, new, limit);
    }
    if (!text_replacement_begin(t, &r, text, old, new, limit)) {
        return VALUE_ERROR;
    }
    if (r.count == 0) {
        return bytes_like_part(t, args[0], text, 0, text.length);
    }
    Value result = bytes_like_new(t, args[0], NULL, r.length);
    if (result != VALUE_ERROR && r.length > 0) {
        text_replacement_write(&r, 1, bytes_like_to_fill(result));
    }
    return result;
}
