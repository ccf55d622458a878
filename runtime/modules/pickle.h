/*
 * The module _pickle: objects to bytes (pickle_*.c, described here) and back (unpickle.h).
 *
 *     dump()  ->  pickle_save(p, v)  ->  pickle_save_str, _list, _global, _reduce ...  ->  pickle_claim  ->  frames  ->  file
 *
 * A pickle is a program for a small stack machine; saving an object writes the instructions that leave its copy on the
 * stack. The bytes are those of CPython's pickler, memo numbers and frames included.
 *
 * The memo maps an object, by identity, to the number under which the reader will find its copy. It keeps the objects alive,
 * so that no other one comes to the same address. From protocol 4 on instructions lie in frames of about 64 KB, each with
 * its length in front; what is longer than that lies between frames.
 *
 * Threads. A pickler is used by one thread at a time: dump() and whatever touches the memo take `user` first, and raise a
 * RuntimeError if another one has it. So the state below needs no lock, and Python code that runs meanwhile, in this
 * thread or others, cannot change it under the feet of C code. pickle.dumps() has its pickler on the C stack.
 */
#ifndef HASP_RUNTIME_MODULES_PICKLE_H
#define HASP_RUNTIME_MODULES_PICKLE_H

#include <string.h>

#include "runtime/error.h"
#include "runtime/gc.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

enum {
    PICKLE_HIGHEST_PROTOCOL = 5,
    PICKLE_DEFAULT_PROTOCOL = 4,
    PICKLE_BATCH = 1000, /* items that one APPENDS, SETITEMS or ADDITEMS takes */
    PICKLE_FRAME_HEADER = 9,
    PICKLE_FRAME_TARGET = 64 * 1024, /* bytes after which a frame ends */
};

enum pickle_opcode {
#define OPCODE(name, byte) PICKLE_##name = (byte),
#include "runtime/modules/pickle_opcodes.def"
};

struct pickler {
    struct object base;
    struct thread *user; /* who is using it; NULL: nobody. By pickler_begin and pickler_end alone */

    /* Scripts read and set these at any time: value_load, load_relaxed and their counterparts. */
    Value persistent_id;  /* a callable of one argument; UNBOUND: none */
    Value dispatch_table; /* instead of copyreg's; UNBOUND: that one */
    int32_t is_binary;    /* protocol 1 and later, unless a script has set `bin` */
    int32_t is_fast;      /* without a memo */

    /* --- All others are of the thread that uses it, and of the collector --- */
    struct thread *t;
    Value self; /* the Pickler as scripts know it; UNBOUND: there is none */
    int protocol;
    bool fix_imports;
    Value write;            /* of the file; UNBOUND: to be had as bytes, or __init__ has not run */
    Value buffer_callback;  /* UNBOUND: none */
    Value reducer_override; /* during dump(); UNBOUND: none */
    Value reducers;         /* a dict that goes before the table; UNBOUND: none */
    uint32_t n_saved;   /* objects since dump() began: the collector is asked from time to time */
    int32_t fast_depth; /* containers around the one being saved without a memo */
    Value fast_seen;    /* dict: those of them that lie deep; UNBOUND: not yet needed */
    struct value_buffer *attributes; /* a stack: names and values of the instances being saved */
    uint64_t n_attributes;

    /* Pairs of an object and its number, open addressing, never full; NULL: empty. */
    struct value_buffer *memo;
    uint32_t memo_shift; /* 64 - log2 of the number of pairs */
    uint64_t n_memo;     /* objects in it, and the next number */

    /*
     * The output that has not been written to the file. [0, length) of `out` is valid. A frame begins at frame_start
     * (NO_FRAME: none does) with room for its header, and is to end once `length` reaches frame_limit. More may be
     * claimed without further ado up to `limit`: 0 if a frame has to begin first.
     */
    struct raw_buffer *out;
    size_t length, limit, frame_start, frame_limit;
    bool is_framing;
};
#define PICKLE_NO_FRAME SIZE_MAX

extern struct type pickler_type, pickler_memo_proxy_type;

/* The exception classes, made with the module. */
extern Value pickle_error, pickling_error, unpickling_error;
static inline struct type *pickling_error_type(void)
{
    return (struct type *)value_load(&pickling_error);
}
static inline struct type *unpickling_error_type(void)
{
    return (struct type *)value_load(&unpickling_error);
}

/* ---- pickle_pickler.c ---- */

/* An unused pickler without a file. */
void pickler_init(struct pickler *p, struct thread *t);
/* As Pickler's arguments say; UNBOUND where omitted. */
RAISES MAY_GC bool pickler_set_options(struct thread *t, struct pickler *p, Value protocol,
                                       Value fix_imports, Value buffer_callback);
RAISES MAY_GC bool pickler_set_file(struct thread *t, struct pickler *p, Value file);
/* RuntimeError: another thread uses it. Once begun, the same thread may begin again if `nested`. Each is to be ended. */
RAISES bool pickler_begin(struct thread *t, struct pickler *p, bool nested, bool *was_begun);
void pickler_end(struct pickler *p, bool was_begun);
/* One whole pickle into the output, and from there to the file if there is one. */
RAISES MAY_GC bool pickler_dump(struct pickler *p, Value v);

/* ---- pickle_memo.c ---- */

/* Enters `v` under a number of the caller's choice. */
RAISES bool pickle_memo_set(struct pickler *p, Value v, uint64_t number);
void pickle_memo_clear(struct pickler *p);
/* Writes the instruction that memoises what is on the top of the stack, the copy of `v`. */
RAISES bool pickle_memoize(struct pickler *p, Value v);
/* The same for what nobody else can ever refer to: it gets a number and no entry. */
RAISES bool pickle_memoize_anonymous(struct pickler *p);
/* Writes the instruction that fetches it. */
RAISES bool pickle_fetch(struct pickler *p, uint64_t number);

#define PICKLE_NOT_MEMOIZED UINT64_MAX

static ALWAYS_INLINE uint64_t pickle_memo_place(const struct pickler *p, Value v)
{
    return ((value_bits(v) >> 3) * UINT64_C(0x9e3779b97f4a7c15)) >> p->memo_shift;
}

static ALWAYS_INLINE uint64_t pickle_memo_find(const struct pickler *p, Value v)
{
    if (p->memo == NULL) {
        return PICKLE_NOT_MEMOIZED;
    }
    const Value *pairs = p->memo->items;
    uint64_t mask = p->memo->capacity / 2 - 1;
    for (uint64_t i = pickle_memo_place(p, v); pairs[2 * i] != VALUE_UNBOUND; i = (i + 1) & mask) {
        if (pairs[2 * i] == v) {
            return (uint64_t)value_to_small_int(pairs[2 * i + 1]);
        }
    }
    return PICKLE_NOT_MEMOIZED;
}

/* ---- pickle_storage.c ---- */

/* At least that large; values are UNBOUND. The capacity is a power of two if those that are kept have such ones. */
RAISES struct value_buffer *pickle_take_values(struct thread *t, size_t capacity);
RAISES struct raw_buffer *pickle_take_bytes(struct thread *t, size_t n);
/* NULL, or one that nothing refers to any more. */
void pickle_keep_values(struct thread *t, struct value_buffer *buffer);
void pickle_keep_bytes(struct thread *t, struct raw_buffer *buffer);

/* ---- pickle_output.c ---- */

void pickle_output_init(struct pickler *p);
RAISES char *pickle_claim_slow(struct pickler *p, size_t n);
/* From now on instructions lie in frames, or not. */
void pickle_set_framing(struct pickler *p, bool is_framing);
/* Closes the frame that is open. */
void pickle_end_frame(struct pickler *p);
/* To be called between two instructions when the frame is long enough: ends it, and writes it to the file. */
RAISES MAY_GC bool pickle_boundary(struct pickler *p);
RAISES MAY_GC bool pickle_flush(struct pickler *p);
/* A header of at most 16 bytes and `n` bytes of data, long ones outside of frames. `payload`: an object with these
   bytes, which a file may be given as it is; or UNBOUND. */
RAISES MAY_GC bool pickle_write_data(struct pickler *p, const char *header, size_t n_header,
                                     const char *data, size_t n, Value payload);

/* Where the next n bytes go, which the caller fills in at once. */
RAISES static ALWAYS_INLINE char *pickle_claim(struct pickler *p, size_t n)
{
    if (LIKELY(p->length + n <= p->limit)) {
        char *place = p->out->bytes + p->length;
        p->length += n;
        return place;
    }
    return pickle_claim_slow(p, n);
}

RAISES static ALWAYS_INLINE bool pickle_write_opcode(struct pickler *p, enum pickle_opcode opcode)
{
    char *place = pickle_claim(p, 1);
    if (UNLIKELY(place == NULL)) {
        return false;
    }
    *place = (char)opcode;
    return true;
}

RAISES static inline bool pickle_write(struct pickler *p, const char *data, size_t n)
{
    char *place = pickle_claim(p, n);
    if (place != NULL) {
        memcpy(place, data, n);
    }
    return place != NULL;
}

/* ---- pickle_save.c ---- */

RAISES MAY_GC bool pickle_save(struct pickler *p, Value v);
/* The same without asking persistent_id about `v` itself. */
RAISES MAY_GC bool pickle_save_itself(struct pickler *p, Value v);

/* ---- pickle_atoms.c, pickle_text.c ---- */

RAISES bool pickle_save_small_int(struct pickler *p, int64_t n);
RAISES MAY_GC bool pickle_save_big_int(struct pickler *p, Value v);
RAISES bool pickle_save_float(struct pickler *p, double d);
RAISES bool pickle_save_bool(struct pickler *p, bool b);
/* A little-endian number of `width` bytes. */
static ALWAYS_INLINE void pickle_put_number(char *to, uint64_t n, unsigned width)
{
    for (unsigned i = 0; i < width; i++) {
        to[i] = (char)(n >> (8 * i));
    }
}
RAISES MAY_GC bool pickle_save_str(struct pickler *p, Value v);
RAISES MAY_GC bool pickle_save_bytes(struct pickler *p, Value v);
RAISES MAY_GC bool pickle_save_bytearray(struct pickler *p, Value v);
RAISES MAY_GC bool pickle_save_buffer(struct pickler *p, Value v);

/* ---- pickle_containers.c ---- */

RAISES MAY_GC bool pickle_save_tuple(struct pickler *p, Value v);
RAISES MAY_GC bool pickle_save_list(struct pickler *p, Value v);
RAISES MAY_GC bool pickle_save_dict(struct pickler *p, Value v);
RAISES MAY_GC bool pickle_save_set(struct pickler *p, Value v);
RAISES MAY_GC bool pickle_save_frozenset(struct pickler *p, Value v);
/* What an iterator gives, for the list or the dict on the top of the stack. */
RAISES MAY_GC bool pickle_save_list_items(struct pickler *p, Value iterator);
RAISES MAY_GC bool pickle_save_dict_items(struct pickler *p, Value iterator);

/* ---- pickle_global.c ---- */

/* `v` as the name under which it is found in its module; `name` UNBOUND: its own. */
RAISES MAY_GC bool pickle_save_global(struct pickler *p, Value v, Value name);
RAISES MAY_GC bool pickle_save_type(struct pickler *p, Value v);

/* ---- pickle_reduce.c, pickle_instance.c ---- */

/* What has no form of its own. */
RAISES MAY_GC bool pickle_save_other(struct pickler *p, Value v);
/* By a tuple as __reduce__ returns it, of `v`; UNBOUND: of nothing that could be met again. */
RAISES MAY_GC bool pickle_save_reduced(struct pickler *p, Value reduced, Value v);
/* callable(*arguments), not to be met again unless `v` says of what. */
RAISES MAY_GC bool pickle_save_call(struct pickler *p, Value callable, Value arguments, Value v);
/* Does its class leave all about it to object: is it its class and its attributes, which no dict holds? */
bool pickle_is_plain_instance(struct thread *t, Value v);
/* Saves such a one, from protocol 2 on. FALSE: it is none. */
RAISES MAY_GC enum truth pickle_try_instance(struct pickler *p, Value v);
/* FALSE: not in fast mode. TRUE: the caller is to end with pickle_fast_leave. ERROR: it contains itself. */
RAISES MAY_GC enum truth pickle_fast_enter(struct pickler *p, Value v);
RAISES MAY_GC bool pickle_fast_leave(struct pickler *p, Value v, bool ok);

/* ---- pickle_names.c: what both directions know of names ---- */

enum pickle_table {
    PICKLE_DISPATCH_TABLE,
    PICKLE_EXTENSION_REGISTRY,
    PICKLE_INVERTED_REGISTRY,
    PICKLE_EXTENSION_CACHE,
    PICKLE_N_TABLES
};
/* At start-up of the module. */
void pickle_names_init(void);
/* A dict of copyreg's, as it was when first asked for. */
RAISES MAY_GC Value pickle_copyreg(struct thread *t, enum pickle_table table);
/* Between the names of Python 2 and 3. */
RAISES MAY_GC bool pickle_map_name(struct thread *t, bool to_python_2, Value *module, Value *name);
/* AttributeError if a part of the dotted name is the inside of a function; it names `module` if that is not UNBOUND. */
RAISES bool pickle_check_name(struct thread *t, Value name, Value module);
/* The attribute that a dotted name leads to, and in *parent what it is an attribute of. UNBOUND: there is none. */
RAISES MAY_GC Value pickle_find_dotted(struct thread *t, Value from, Value name, Value *parent);
/* The module that has `v` under that name. */
RAISES MAY_GC Value pickle_module_of(struct thread *t, Value v, Value name);

#endif
