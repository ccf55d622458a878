/*
 * The bridge between slots (runtime/type.h) and dunder methods, one table for both directions: slots.def.
 *
 *     built-in type, slot filled in C   --- slot wrapper in the type's dict --->   int.__add__(1, 2)
 *     class of a script, `def __add__`  --- slot_binary_ADD in the slot ------->   x + y
 *
 * A slot function made for a class looks the method up at each call (type_lookup, cached), so replacing a
 * method by another needs no change of slots.
 */
#ifndef HASP_RUNTIME_SLOT_H
#define HASP_RUNTIME_SLOT_H

#include "runtime/error.h"
#include "runtime/type.h"

typedef void (*slot_fn)(void);

/* Calls a slot's function as a method: `args` without self, n_args counts them; args[-1] holds `self`. */
typedef Value (*wrap_fn)(struct thread *t, slot_fn function, int argument, Value self, Value *args,
                         uint32_t n_args, Value keyword_names);

/* A row of the table; immutable. */
struct slot_def {
    Value *name;      /* interned */
    const char *text; /* the same in C */
    uint32_t offset;  /* of the field in struct type */
    int argument;     /* for wrap */
    wrap_fn wrap;     /* NULL: no method is made from the slot */
    slot_fn caller;   /* NULL: a method in Python does not fill the slot */
};
extern const struct slot_def slot_defs[];
extern const size_t n_slot_defs;

slot_fn slot_read(const struct type *type, uint32_t offset);
void slot_write(struct type *type, uint32_t offset,
                slot_fn function); /* unpublished type or world stopped */

/* Is `name` a dunder of the table (or __new__)? Then storing it into a class may change slots. */
bool slot_name_is_known(Value name);

/* --- Types in C: after the dict exists, before slots are inherited --- */
/* How many slots of a type in C are filled: at most so many wrappers will there be. */
size_t slots_count(const struct type *type);
RAISES bool slots_make_wrappers(struct thread *t, struct type *type);
/* Copies from the mro what `type` leaves empty. */
void slots_inherit(struct type *type);

/* --- Classes: fills every slot from the mro. The world is stopped, or `type` is not published --- */
void slots_update(struct thread *t, struct type *type);

RAISES Value slot_wrapper_new(struct thread *t, const struct slot_def *def, struct type *owner);
/* What is shown of its parameters and its purpose; NULL: nothing. */
const char *slot_signature(const struct slot_def *def);
const char *slot_doc(const struct slot_def *def);
/* The row and function behind a slot wrapper. */
const struct slot_def *slot_wrapper_def(Value wrapper, slot_fn *function, struct type **owner);

/*
 * Calls method `name` of the type of args[0] with args[0 .. n_args); args[-1] is writable.
 * UNBOUND without an exception if there is none.
 */
RAISES MAY_GC Value special_call(struct thread *t, Value name, Value *args, uint32_t n_args);

/* As special_call, but AttributeError(name) if there is none. */
RAISES MAY_GC Value special_call_required(struct thread *t, Value name, Value *args,
                                          uint32_t n_args);

#define WRAP(name)                                                                                 \
    Value wrap_##name(struct thread *t, slot_fn function, int argument, Value self, Value *args,   \
                      uint32_t n_args, Value keyword_names)
WRAP(get_attribute);
WRAP(set_attribute);
WRAP(delete_attribute);
WRAP(unary);
WRAP(hash);
WRAP(compare);
WRAP(call);
WRAP(next);
WRAP(descriptor_get);
WRAP(descriptor_set);
WRAP(descriptor_delete);
WRAP(init);
WRAP(finalize);
WRAP(length);
WRAP(binary);
WRAP(binary_reflected);
WRAP(set_item);
WRAP(delete_item);
WRAP(contains);
WRAP(truth);
WRAP(power);
WRAP(power_reflected);
WRAP(repeat);
#undef WRAP

/* The functions that slots of classes hold. */
Value slot_get_attribute(struct thread *t, Value self, Value name);
Value slot_get_attribute_hook(struct thread *t, Value self, Value name);
bool slot_set_attribute(struct thread *t, Value self, Value name, Value v);
Value slot_repr(struct thread *t, Value self);
Value slot_str(struct thread *t, Value self);
bool slot_hash(struct thread *t, Value self, int64_t *hash);
Value slot_compare(struct thread *t, Value self, Value other, enum compare_op op);
Value slot_call(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
Value slot_iter(struct thread *t, Value self);
Value slot_next(struct thread *t, Value self);
Value slot_descriptor_get(struct thread *t, Value self, Value instance, Value owner);
bool slot_descriptor_set(struct thread *t, Value self, Value instance, Value v);
Value slot_new(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
bool slot_init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names);
void slot_finalize(struct thread *t, Value self);
bool slot_length(struct thread *t, Value self, int64_t *length);
Value slot_get_item(struct thread *t, Value self, Value key);
bool slot_set_item(struct thread *t, Value self, Value key, Value v);
enum truth slot_contains(struct thread *t, Value self, Value item);
enum truth slot_truth(struct thread *t, Value self);
Value slot_power(struct thread *t, Value base, Value exponent, Value modulus);
Value slot_binary_POWER(struct thread *t, Value v, Value w);
Value slot_inplace_POWER(struct thread *t, Value v, Value w);
Value slot_binary_DIVMOD(struct thread *t, Value v, Value w);
#define BINARY(op, dunder, reflected, in_place)                                                    \
    Value slot_binary_##op(struct thread *t, Value v, Value w);                                    \
    Value slot_inplace_##op(struct thread *t, Value v, Value w);
#define UNARY(op, dunder) Value slot_unary_##op(struct thread *t, Value v);
#include "runtime/slots.def"

#endif
