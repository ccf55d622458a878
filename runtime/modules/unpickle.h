/*
 * The module _pickle: bytes back to objects (unpickle_*.c). What a pickle is says pickle.h.
 *
 *     load()  ->  unpickle_run  ->  unpickle_take (bytes of the pickle)  and  unpickle_push, unpickle_pop (objects)
 *
 * The bytes are those of loads(), or what has been read of a file so far: as much as an instruction or a frame asks for and no
 * more, because another pickle may follow; or what the file's peek() shows, which is read away when it has been used.
 *
 * Nothing is believed. An instruction that says how long its data is gets that data before memory is taken for it, a memo
 * number far beyond what has been memoised costs an entry of a dict and no array, and every access to the stack knows
 * how far down it may go: to the last MARK.
 *
 * Threads: as for picklers, one at a time by `user`.
 */
#ifndef HASP_RUNTIME_MODULES_UNPICKLE_H
#define HASP_RUNTIME_MODULES_UNPICKLE_H

#include "runtime/modules/pickle.h"

struct unpickler {
    struct object base;
    struct thread
        *user; /* who is using it; NULL: nobody. By unpickler_begin and unpickler_end alone */

    Value persistent_load; /* a callable of one argument; UNBOUND: none. value_load, value_store */

    /* --- All others are of the thread that uses it, and of the collector --- */
    struct thread *t;
    Value self; /* whose find_class is asked: a Python class may override it; UNBOUND: nobody's */
    bool fix_imports;
    int protocol;           /* of the pickle being read */
    Value encoding, errors; /* str: of Python 2's strings; UNBOUND: ASCII, strict */
    Value buffers;          /* iterator; UNBOUND: none were given */
    uint32_t n_steps;

    /* Bytes [at, n) are to come. `source` is the object that `data` lies in. */
    const char *data;
    size_t at, n;
    Value source;
    Value read, readline, peek; /* of the file; UNBOUND: it has none, or there is no file */
    bool is_peeked;             /* `data` is still in the file, too */

    /* Objects [0, depth); nothing is popped below `fence`, the place of the last MARK. */
    struct value_buffer *stack;
    size_t depth, fence;
    struct raw_buffer *marks; /* size_t: the fences */
    size_t n_marks;

    /* Number -> object; UNBOUND: no such entry. Numbers beyond the array are in the dict. */
    struct value_buffer *memo;
    uint64_t n_memo; /* entries */
    Value sparse;    /* dict; UNBOUND: not yet needed */
};

extern struct type unpickler_type, unpickler_memo_proxy_type;

/* ---- unpickle_unpickler.c ---- */

/* *was_begun as for pickler_begin. */
RAISES bool unpickler_begin(struct thread *t, struct unpickler *u, bool nested, bool *was_begun);
void unpickler_end(struct unpickler *u, bool was_begun);
/* `function`: whose arguments they are. */
RAISES MAY_GC bool unpickler_set_options(struct thread *t, struct unpickler *u,
                                         const char *function, Value fix_imports, Value encoding,
                                         Value errors, Value buffers);
RAISES MAY_GC bool unpickler_set_file(struct thread *t, struct unpickler *u, Value file);
/* A whole pickle. */
RAISES MAY_GC Value unpickler_load(struct unpickler *u);

/* ---- unpickle_run.c ---- */

RAISES MAY_GC Value unpickle_run(struct unpickler *u);

/* ---- unpickle_input.c ---- */

/* Makes n bytes available from `at` on. UnpicklingError: there are fewer. */
RAISES MAY_GC bool unpickle_fill(struct unpickler *u, size_t n);
/* The bytes up to a line feed, without it, valid until the next call of this kind. NULL: there is none. */
RAISES MAY_GC const char *unpickle_line(struct unpickler *u, size_t *n);
/* Takes what has been used out of the file, where it has only been peeked at. */
RAISES MAY_GC bool unpickle_skip_used(struct unpickler *u);

/* The next n bytes; valid until the next call of this kind. */
RAISES MAY_GC static ALWAYS_INLINE const char *unpickle_take(struct unpickler *u, size_t n)
{
    if (UNLIKELY(n > u->n - u->at) && !unpickle_fill(u, n)) {
        return NULL;
    }
    const char *bytes = u->data + u->at;
    u->at += n;
    return bytes;
}

static ALWAYS_INLINE uint64_t unpickle_number(const char *bytes, unsigned width)
{
    uint64_t n = 0;
    for (unsigned i = 0; i < width; i++) {
        n |= (uint64_t)(uint8_t)bytes[i] << (8 * i);
    }
    return n;
}
RAISES MAY_GC static ALWAYS_INLINE bool unpickle_take_number(struct unpickler *u, unsigned width,
                                                             uint64_t *n)
{
    const char *bytes = unpickle_take(u, width);
    *n = bytes == NULL ? 0 : unpickle_number(bytes, width);
    return bytes != NULL;
}

/* ---- unpickle_stack.c ---- */

RAISES bool unpickle_grow_stack(struct unpickler *u);
COLD bool unpickle_underflow(struct unpickler *u);
RAISES bool unpickle_mark(struct unpickler *u);
/* Forgets the last MARK: *place is where it was, and what lies above it belongs to the caller. */
RAISES bool unpickle_pop_mark(struct unpickler *u, size_t *place);
/* The objects from `place` on as a tuple, and off the stack. */
RAISES Value unpickle_pop_tuple(struct unpickler *u, size_t place);

RAISES static ALWAYS_INLINE bool unpickle_push(struct unpickler *u, Value v)
{
    if (UNLIKELY(u->stack == NULL || u->depth == u->stack->capacity) && !unpickle_grow_stack(u)) {
        return false;
    }
    u->stack->items[u->depth++] = v;
    return true;
}
/* As above; false for the result of something that has failed. */
RAISES static ALWAYS_INLINE bool unpickle_push_made(struct unpickler *u, Value v)
{
    return LIKELY(v != VALUE_ERROR) && unpickle_push(u, v);
}
/* Are there n objects above the last MARK? */
RAISES static ALWAYS_INLINE bool unpickle_has(struct unpickler *u, size_t n)
{
    return LIKELY(u->depth - u->fence >= n) || unpickle_underflow(u);
}
/* ERROR: there is none. */
RAISES static ALWAYS_INLINE Value unpickle_pop(struct unpickler *u)
{
    return unpickle_has(u, 1) ? u->stack->items[--u->depth] : VALUE_ERROR;
}
/* The uppermost; only after unpickle_has. */
static ALWAYS_INLINE Value unpickle_top(const struct unpickler *u)
{
    return u->stack->items[u->depth - 1];
}

/* ---- unpickle_memo.c ---- */

RAISES bool unpickle_memo_set_slow(struct unpickler *u, uint64_t number, Value v);
RAISES bool unpickle_memo_get_slow(struct unpickler *u, uint64_t number, Value *v);
void unpickle_memo_clear(struct unpickler *u);
/* number -> object */
RAISES Value unpickle_memo_as_dict(struct unpickler *u);

RAISES static ALWAYS_INLINE bool unpickle_memo_set(struct unpickler *u, uint64_t number, Value v)
{
    if (LIKELY(u->memo != NULL && number < u->memo->capacity)) {
        Value *place = &u->memo->items[number];
        u->n_memo += *place == VALUE_UNBOUND;
        *place = v;
        return true;
    }
    return unpickle_memo_set_slow(u, number, v);
}
/* Pushes the entry of that number. */
RAISES static ALWAYS_INLINE bool unpickle_memo_push(struct unpickler *u, uint64_t number)
{
    Value v = LIKELY(u->memo != NULL && number < u->memo->capacity) ? u->memo->items[number]
                                                                    : VALUE_UNBOUND;
    return (LIKELY(v != VALUE_UNBOUND) || unpickle_memo_get_slow(u, number, &v)) &&
           unpickle_push(u, v);
}

/* ---- unpickle_memo_proxy.c ---- */

RAISES Value unpickler_memo_proxy_new(struct thread *t, Value unpickler);
/* From a proxy or a dict of number -> object. UNBOUND: TypeError. */
RAISES MAY_GC bool unpickler_assign_memo(struct thread *t, struct unpickler *u, Value v);

/* ---- unpickle_atoms.c: instructions that push one object made of bytes ---- */

RAISES MAY_GC bool unpickle_int_line(struct unpickler *u);
RAISES MAY_GC bool unpickle_long_line(struct unpickler *u);
RAISES MAY_GC bool unpickle_long(struct unpickler *u, unsigned width);
RAISES MAY_GC bool unpickle_float_line(struct unpickler *u);
RAISES MAY_GC bool unpickle_float(struct unpickler *u);
RAISES MAY_GC bool unpickle_string_line(struct unpickler *u);
RAISES MAY_GC bool unpickle_string(struct unpickler *u, unsigned width);
RAISES MAY_GC bool unpickle_unicode_line(struct unpickler *u);
RAISES MAY_GC bool unpickle_unicode(struct unpickler *u, unsigned width);
RAISES MAY_GC bool unpickle_bytes(struct unpickler *u, unsigned width);
RAISES MAY_GC bool unpickle_bytearray(struct unpickler *u);
RAISES MAY_GC bool unpickle_next_buffer(struct unpickler *u);
RAISES MAY_GC bool unpickle_readonly_buffer(struct unpickler *u);

/* ---- unpickle_containers.c: the others that need no name ---- */

RAISES MAY_GC bool unpickle_tuple(struct unpickler *u, size_t n);
RAISES MAY_GC bool unpickle_list_or_tuple(struct unpickler *u, bool is_list);
RAISES MAY_GC bool unpickle_dict(struct unpickler *u);
RAISES MAY_GC bool unpickle_frozenset(struct unpickler *u);
/* Adds what lies on the stack from `place` on to the container below it. */
RAISES MAY_GC bool unpickle_append(struct unpickler *u, size_t place);
RAISES MAY_GC bool unpickle_set_items(struct unpickler *u, size_t place);
RAISES MAY_GC bool unpickle_add_items(struct unpickler *u);

/* ---- unpickle_objects.c: calls, instances ---- */

RAISES MAY_GC bool unpickle_reduce(struct unpickler *u);
RAISES MAY_GC bool unpickle_newobj(struct unpickler *u, bool has_keywords);
RAISES MAY_GC bool unpickle_obj(struct unpickler *u);
RAISES MAY_GC bool unpickle_inst(struct unpickler *u);
RAISES MAY_GC bool unpickle_build(struct unpickler *u);

/* ---- unpickle_names.c: globals, extension codes, persistent ids ---- */

/* By find_class of the unpickler, which may be Python's. */
RAISES MAY_GC Value unpickle_find_class(struct unpickler *u, Value module_name, Value name);
/* What Unpickler.find_class does. */
RAISES MAY_GC Value unpickle_find_global(struct unpickler *u, Value module_name, Value name);
RAISES MAY_GC bool unpickle_global(struct unpickler *u);
/* The two lines of GLOBAL and INST as the object that they name. */
RAISES MAY_GC Value unpickle_named_class(struct unpickler *u, const char *encoding);
RAISES MAY_GC bool unpickle_stack_global(struct unpickler *u);
RAISES MAY_GC bool unpickle_extension(struct unpickler *u, unsigned width);
RAISES MAY_GC bool unpickle_persistent_line(struct unpickler *u);
RAISES MAY_GC bool unpickle_persistent(struct unpickler *u);

#endif
