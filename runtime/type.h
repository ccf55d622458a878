/*
 * struct type: what an object can do. One row of behaviours ("slots", as CPython calls them), each with
 * its protocol stated where it is declared. Every operation dispatches through here: runtime/abstract.h.
 *
 * Built-in types are static structures filled by designated initialisers and made ready at start-up by
 * type_ready (method resolution order, attribute dict, inherited slots, and for each filled slot the
 * dunder wrapper by slots.def). Classes of scripts are struct type objects on the heap; where a class
 * defines a dunder method, its slot is filled with the function that calls the method.
 *
 * Class attributes live in cells of `attributes` (a cell dict), so that overwriting one is one store.
 * Adding or deleting one, or changing whether it is a (data) descriptor, is type_attribute_changed: it
 * stops the world if any inline cache may depend on the class or a subclass, clears those caches, and
 * recomputes slots. Hence an inline cache that matches a shape id needs no further check.
 */
#ifndef HASP_RUNTIME_TYPE_H
#define HASP_RUNTIME_TYPE_H

#include "runtime/object.h"

struct buffer_view;
struct dict;
struct marker;
struct shape;
struct tuple;

/* Outcome of a question that may raise. */
enum truth { TRUTH_ERROR = -1, TRUTH_FALSE = 0, TRUTH_TRUE = 1 };

enum compare_op { COMPARE_LT, COMPARE_LE, COMPARE_EQ, COMPARE_NE, COMPARE_GT, COMPARE_GE };

/* Binary operators in the order of slots.def; BINARY_POWER is the two-argument form. */
enum binary_op {
    BINARY_ADD,
    BINARY_SUBTRACT,
    BINARY_MULTIPLY,
    BINARY_MATRIX_MULTIPLY,
    BINARY_TRUE_DIVIDE,
    BINARY_FLOOR_DIVIDE,
    BINARY_REMAINDER,
    BINARY_POWER,
    BINARY_LEFT_SHIFT,
    BINARY_RIGHT_SHIFT,
    BINARY_AND,
    BINARY_OR,
    BINARY_XOR,
    BINARY_DIVMOD,
    N_BINARY_OPS
};

enum unary_op {
    UNARY_NEGATIVE,
    UNARY_POSITIVE,
    UNARY_ABSOLUTE,
    UNARY_INVERT,
    UNARY_INT,
    UNARY_FLOAT,
    UNARY_INDEX,
    N_UNARY_OPS
};

/*
 * The one calling convention for native code (as CPython's "vectorcall", PEP 590):
 * args[0 .. n_args) are positional; then, if `keyword_names` is a tuple (else UNBOUND), one value for
 * each of its names. A method's self is args[0] and counted. args[-1] may be overwritten and restored by
 * the callee (to put a self in front without copying). Callers' arrays live in registers or C stacks.
 */
typedef Value (*native_fn)(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);

typedef Value (*unary_fn)(struct thread *t, Value v);
typedef Value (*binary_fn)(struct thread *t, Value v, Value w);

/*
 * A function or method in C. `signature` is in Python's own notation, "(self, sep=None, /, *, key=None)",
 * and the binder (runtime/native.c) enforces it with CPython's messages: the function then finds exactly
 * one Value per parameter in args[], UNBOUND where an optional one was omitted (`*args` as a tuple,
 * `**kwargs` as a dict, in their places). A signature of "(*)" means unbound: the function gets what the
 * caller gave; what may follow, "(*)(x, /)", is shown alone. A table ends with a row of zeros.
 */
enum native_kind {
    NATIVE_METHOD,
    NATIVE_STATIC_METHOD,
    NATIVE_CLASS_METHOD,
    NATIVE_COUNTING_METHOD /* a method that says "f() takes at most 3 arguments (4 given)" though none has a name */
};
struct native_def {
    const char *name;
    native_fn function;
    const char *signature;
    const char *doc;
    enum native_kind kind;
};

/* A computed attribute of a built-in type; `set` gets UNBOUND to delete; NULL: read-only. */
struct getset_def {
    const char *name;
    Value (*get)(struct thread *t, Value self);
    bool (*set)(struct thread *t, Value self, Value v);
    const char *doc;
};

enum type_flag {
    TYPE_HEAP = 1u << 0, /* made by a class statement or type() */
    TYPE_BASE = 1u << 1, /* may be subclassed */
    TYPE_READY = 1u << 2,
    TYPE_IMMUTABLE = 1u << 3, /* attributes cannot be set (built-in types) */
    TYPE_HAS_DICT = 1u << 4,  /* instances have attributes by shape, at slots_offset */
    TYPE_SEQUENCE = 1u << 5,  /* integer keys of get_item count from the end when negative */
    TYPE_FINALIZED = 1u << 6, /* instances have __del__ or a native finalizer: see gc.h */
    TYPE_CACHED = 1u << 7,    /* an inline cache may depend on this class (atomic) */
    TYPE_ABSTRACT = 1u << 8,  /* has abstract methods: cannot be instantiated */
    TYPE_SLOTS_BEHIND_ITEMS =
        1u << 9, /* the attribute storage follows the items: see runtime/shape.h */
    TYPE_STORAGE =
        1u << 10, /* part of another object; no script sees it, the module gc looks through it */
    TYPE_METHOD_DESCRIPTOR =
        1u << 11, /* found on the type of obj, obj.method(...) is method(obj, ...); not inherited */
    TYPE_NAMED_SHORTLY =
        1u << 15, /* CPython has the class in Python: messages leave out its module */
    /* Fast subclass tests. */
    TYPE_INT_SUBCLASS = 1u << 16,
    TYPE_STR_SUBCLASS = 1u << 17,
    TYPE_BYTES_SUBCLASS = 1u << 18,
    TYPE_LIST_SUBCLASS = 1u << 19,
    TYPE_TUPLE_SUBCLASS = 1u << 20,
    TYPE_DICT_SUBCLASS = 1u << 21,
    TYPE_EXCEPTION_SUBCLASS = 1u << 22,
    TYPE_TYPE_SUBCLASS = 1u << 23,
    TYPE_FLOAT_SUBCLASS = 1u << 24,
    TYPE_SET_SUBCLASS = 1u << 25, /* set and frozenset */
    TYPE_WEAK_REFERABLE =
        1u << 26, /* has room for weak references, where CPython has it; inherited as the above */
    /* What the patterns of `match` take for a sequence or a mapping; a class has one of them at most, by its bases or
       by registration. And: `case int(x)` captures the object itself. */
    TYPE_MATCHES_SEQUENCE = 1u << 27,
    TYPE_MATCHES_MAPPING = 1u << 28,
    TYPE_MATCHES_SELF = 1u << 29,
};

struct type {
    struct object base;

    /* --- Written before the type is published, immutable after --- */
    const char *name; /* UTF-8, static or in collected memory kept by name_object; without module */
    const char *module; /* of built-in types: "builtins" if NULL */
    /* For messages (type_name): "module.name" of built-in types with a module, else `name`. */
    const char *full_name;
    const char *doc;
    const char
        *text_signature; /* of a type in C: what it takes when called, as scripts see it; or NULL */
    /* Bytes up to the first attribute slot: the storage's chunk pointer is included. */
    uint32_t instance_size;
    /* Of the attribute storage (runtime/shape.h) in an instance; 0: none. If there is one, slots_offset + 8 ==
       instance_size. */
    uint32_t slots_offset;
    /* Of the first of the __slots__ members, inherited ones included; 0: none. They fill the instance up to
       slots_offset, or to its end. */
    uint32_t member_offset;
    const struct native_def *methods;
    const struct getset_def *getsets;
    /* Those that CPython keeps in a field of the object: they show as member descriptors, and are read-only in other words. */
    const struct getset_def *members;
    /* Marks what an instance refers to, its header and attribute slots excepted (gc.c does those). */
    void (*trace)(struct marker *m, struct object *self);
    /* Releases what lies outside the collected heap; after the sweep, any thread, no thread at all needed. */
    void (*release)(struct object *self);

    /* --- Slots. Stored with the world stopped, or before publication; read without a lock. --- */
    Value (*repr)(struct thread *t, Value self);
    Value (*str)(struct thread *t, Value self);
    /* Never -1 in *hash. NULL with TYPE_UNHASHABLE semantics: hash_unhashable. */
    bool (*hash)(struct thread *t, Value self, int64_t *hash);
    /* May return NotImplemented. */
    Value (*compare)(struct thread *t, Value self, Value other, enum compare_op op);
    native_fn call; /* args[-1] is the callee itself */
    Value (*iter)(struct thread *t, Value self);
    /* UNBOUND at the end, or ERROR with StopIteration pending (an iterator of a script, whose exception may carry
       a value). Callers other than the builtin next() and `yield from` use iterator_next, which swallows that. */
    Value (*next)(struct thread *t, Value self);
    /* As `next` for an iterator whose items are pairs, without making the tuple: the first, and *second; or the item as
       it is, and *second UNBOUND. No dunder method, not inherited: NULL in all other types. */
    Value (*next_pair)(struct thread *t, Value self, Value *second);
    /* As the method send() of a generator, a coroutine or what is awaited, without a StopIteration at the end: UNBOUND,
       and *returned is its value. No dunder method, not inherited: NULL in all other types. */
    Value (*step)(struct thread *t, Value self, Value sent, Value *returned);
    /* `name` is always a str. get: ERROR with AttributeError if there is none. */
    Value (*get_attribute)(struct thread *t, Value self, Value name);
    bool (*set_attribute)(struct thread *t, Value self, Value name, Value v); /* UNBOUND: delete */
    /* Descriptor protocol. `instance` is UNBOUND when got from the class itself. */
    Value (*descriptor_get)(struct thread *t, Value self, Value instance, Value owner);
    bool (*descriptor_set)(struct thread *t, Value self, Value instance,
                           Value v); /* UNBOUND: delete */
    /* `new`: args[0] is the class; args[-1] is not writable here. */
    native_fn new;
    bool (*init)(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names);
    bool (*length)(struct thread *t, Value self, int64_t *length);
    Value (*get_item)(struct thread *t, Value self, Value key);
    bool (*set_item)(struct thread *t, Value self, Value key, Value v); /* UNBOUND: delete */
    enum truth (*contains)(struct thread *t, Value self, Value item);
    enum truth (*truth)(struct thread *t, Value self);
    /* Called with the operands in their order, whichever of them is of this type; may return
       NotImplemented. `sequence_*` are tried after all numeric ones, as CPython's sq_concat, sq_repeat. */
    binary_fn binary[N_BINARY_OPS];
    binary_fn inplace[N_BINARY_OPS];
    Value (*power)(struct thread *t, Value base, Value exponent,
                   Value modulus); /* three-argument pow */
    unary_fn unary[N_UNARY_OPS];
    binary_fn sequence_concat, sequence_inplace_concat;
    binary_fn sequence_repeat, sequence_inplace_repeat; /* second operand is an int */
    /* The buffer protocol, runtime/buffer_view.h: fills in what differs from a buffer of no bytes in format B. No dunder method;
       inherited. NULL: no bytes to show. */
    void (*buffer)(Value self, struct buffer_view *b);
    /* __del__; called once by the collector's finalizer run. */
    void (*finalize)(struct thread *t, Value self);
    /* Would `finalize` do nothing with an object that has died? Then it is not called. World stopped; not inherited. */
    bool (*is_settled)(const struct object *self);
    /* When `finalize` is called, of all that a collection has found: 0 first; of the same rank above 0 the last made
       first. Inherited where 0. Files have it, because an outer one writes through an inner one at its end. */
    uint8_t finalize_rank;

    /* --- Read without a lock (load_acquire); written with the world stopped or under the type lock --- */
    uint32_t flags;           /* enum type_flag; changed by atomic_or and atomic_and */
    struct type *parent;      /* tp_base: the base that decides the layout */
    Value bases;              /* tuple */
    Value mro;                /* tuple of types, this one first */
    struct dict *attributes;  /* a cell dict */
    struct shape *root_shape; /* of new instances; replaced when the inline slot count grows */
    uint32_t root_shape_id;   /* its id, for gc_allocate; 0 until there is one: never cached */
    Value name_object, qualname,
        module_object;     /* str; UNBOUND for built-in types until asked for */
    Value weak_subclasses; /* list of weak references, or UNBOUND; under the type lock */
};

extern struct type type_type, object_type;

/* Designated initialisers that every static type begins with. */
#define TYPE_HEADER(type_name, size)                                                               \
    .base = {.type = &type_type}, .name = (type_name), .instance_size = (size)

/* Gives the types without which nothing can be allocated their root shapes; before names are interned. */
RAISES bool types_bootstrap(struct thread *t);

/* The one place that stores a root shape. World stopped, or `type` known to this thread only. */
void type_set_root_shape(struct type *type, struct shape *shape);

/* Makes a static type usable; its `parent` (object_type if NULL) first. At start-up only. */
RAISES bool type_ready(struct thread *t, struct type *type);

/* Registers a class and those derived from it as sequences or mappings for `match`: `flag` is TYPE_MATCHES_SEQUENCE or
   TYPE_MATCHES_MAPPING. As for CPython, a type in C stays what it is. */
RAISES bool type_match_as(struct thread *t, struct type *type, uint32_t flag);

/* Is `type` the same as `ancestor` or derived from it? By the mro. */
bool type_is_subtype(const struct type *type, const struct type *ancestor);

static ALWAYS_INLINE bool type_has(const struct type *type, uint32_t flag)
{
    return load_relaxed(&type->flags) & flag;
}

static ALWAYS_INLINE bool value_is_type(Value v)
{
    return type_has(value_type(v), TYPE_TYPE_SUBCLASS);
}

static ALWAYS_INLINE bool value_is_instance(Value v, const struct type *type)
{
    struct type *actual = value_type(v);
    return actual == type || type_is_subtype(actual, type);
}

/*
 * Finds `name` (interned str) along the mro of `type`, without descriptors. UNBOUND if there is none.
 * Never raises, never runs Python. Cached per thread. type_lookup_cell gives the cell, or NULL.
 */
Value type_lookup(struct thread *t, struct type *type, Value name);
struct cell *type_lookup_cell(struct thread *t, struct type *type, Value name);

/* type(name, bases, namespace): the metaclass protocol is run by the caller. */
RAISES MAY_GC Value type_new(struct thread *t, struct type *metatype, Value name, Value bases,
                             Value namespace, Value keyword_names, Value *keyword_values);

/* type.__setattr__: stores into the attribute dict, cell by cell, and calls type_attribute_changed if needed.
   UNBOUND deletes. */
RAISES MAY_GC bool type_set_attribute(struct thread *t, Value self, Value name, Value v);

/* The metaclass that wins among `metatype` and those of the bases (a tuple of types). NULL: TypeError is set. */
RAISES struct type *type_winner(struct thread *t, struct type *metatype, Value bases);

/* Must be called after the attribute dict of `type` gained, lost or re-kinded `name`. See file head. */
RAISES MAY_GC bool type_attribute_changed(struct thread *t, struct type *type, Value name);

/* What messages call the type: the name of a class, "module.name" of a type in C outside of builtins. */
static inline const char *type_name(const struct type *type)
{
    return type->full_name != NULL ? type->full_name : type->name;
}
static inline const char *value_type_name(Value v)
{
    return type_name(value_type(v));
}

#endif
