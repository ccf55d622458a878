#include "runtime/modules/struct_format.h"

#include <ctype.h>
#include <string.h>

#include "runtime/str.h"

enum { SIZE_MAX_BYTES = INT64_MAX };

/* Sizes of each code, and its alignment in native formats. */
static bool code_size(char code, bool is_native, uint64_t *size, uint64_t *alignment)
{
    static const struct {
        char code;
        uint8_t standard, native; /* 0: not there */
    } sizes[] = {{'x', 1, 1}, {'b', 1, 1}, {'B', 1, 1}, {'c', 1, 1}, {'s', 1, 1}, {'p', 1, 1},
                 {'?', 1, 1}, {'h', 2, 2}, {'H', 2, 2}, {'e', 2, 2}, {'i', 4, 4}, {'I', 4, 4},
                 {'f', 4, 4}, {'l', 4, 8}, {'L', 4, 8}, {'q', 8, 8}, {'Q', 8, 8}, {'d', 8, 8},
                 {'n', 0, 8}, {'N', 0, 8}, {'P', 0, 8}};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        if (sizes[i].code == code) {
            *size = is_native ? sizes[i].native : sizes[i].standard;
            *alignment = is_native ? *size : 1;
            return *size != 0;
        }
    }
    return false;
}

/* The text being read, and the item of the next code. */
struct reader {
    const char *at, *end;
    uint64_t offset, n_values, n_items;
    struct struct_item *items; /* NULL: only count them */
    bool is_native;
};

static bool read_count(struct thread *t, struct reader *r, uint64_t *count)
{
    *count = 1;
    if (!isdigit((unsigned char)*r->at)) {
        return true;
    }
    for (*count = 0; r->at < r->end && isdigit((unsigned char)*r->at); r->at++) {
        if (__builtin_mul_overflow(*count, (uint64_t)10, count) ||
            __builtin_add_overflow(*count, (uint64_t)(*r->at - '0'), count) ||
            *count > SIZE_MAX_BYTES) {
            return raise_false(t, (struct type *)struct_error, "total struct size too long");
        }
    }
    return r->at < r->end || raise_false(t, (struct type *)struct_error,
                                         "repeat count given without format specifier");
}

static void add_item(struct reader *r, char code, uint64_t count, uint64_t size)
{
    bool is_text = code == 's' || code == 'p';
    r->n_values += is_text ? 1 : count;
    if (r->items != NULL) {
        r->items[r->n_items] = (struct struct_item){.offset = r->offset,
                                                    .count = is_text ? 1 : count,
                                                    .size = is_text ? count : size,
                                                    .code = code};
    }
    r->n_items++;
}

static bool read_item(struct thread *t, struct reader *r)
{
    uint64_t count, size, alignment, bytes;
    if (!read_count(t, r, &count)) {
        return false;
    }
    char code = *r->at++;
    if (!code_size(code, r->is_native, &size, &alignment)) {
        return raise_false(t, (struct type *)struct_error, "bad char in struct format");
    }
    r->offset = (r->offset + alignment - 1) / alignment * alignment;
    if (code != 'x' && (count > 0 || code == 's' || code == 'p')) {
        add_item(r, code, count, size);
    }
    if (__builtin_mul_overflow(count, size, &bytes) ||
        __builtin_add_overflow(r->offset, bytes, &r->offset) || r->offset > SIZE_MAX_BYTES) {
        return raise_false(t, (struct type *)struct_error, "total struct size too long");
    }
    return true;
}

static bool read_items(struct thread *t, struct reader *r)
{
    while (r->at < r->end) {
        if (isspace((unsigned char)*r->at)) {
            r->at++;
        } else if (!read_item(t, r)) {
            return false;
        }
    }
    return true;
}

/* '@', '=', '<', '>' or '!' in front says which sizes and byte order hold. */
static void read_order(struct struct_object *s, struct reader *r)
{
    s->is_native = true;
    if (r->at < r->end && strchr("@=<>!", *r->at) != NULL) {
        s->is_native = *r->at == '@';
        s->is_big_endian = *r->at == '>' || *r->at == '!';
        r->at++;
    }
    r->is_native = s->is_native;
}

bool struct_compile(struct thread *t, struct struct_object *s, const char *format, size_t n)
{
    struct reader counter = {.at = format, .end = format + n};
    if (memchr(format, '\0', n) != NULL) {
        return raise_false(t, (struct type *)struct_error, "embedded null character");
    }
    read_order(s, &counter);
    struct reader filler = counter;
    if (!read_items(t, &counter)) {
        return false;
    }
    s->items = raw_buffer_new(t, counter.n_items * sizeof(struct struct_item));
    if (s->items == NULL) {
        return false;
    }
    filler.items = (struct struct_item *)s->items->bytes;
    bool ok = read_items(t, &filler);
    s->n_items = filler.n_items;
    s->n_values = filler.n_values;
    s->size = filler.offset;
    return ok;
}
