/*
 * The object protocol: what one can do with any Value, dispatched through its type's slots, with
 * CPython's messages when it cannot be done. Everything here may run Python code.
 */
#ifndef HASP_RUNTIME_ABSTRACT_H
#define HASP_RUNTIME_ABSTRACT_H

#include "runtime/error.h"

/* --- Attributes; `name` is a str (interned where it comes from source) --- */
RAISES MAY_GC Value object_get_attribute(struct thread *t, Value v, Value name);
RAISES MAY_GC bool object_set_attribute(struct thread *t, Value v, Value name,
                                        Value to); /* UNBOUND: delete */
/* UNBOUND, without an exception, where AttributeError would have been raised. */
RAISES MAY_GC Value object_find_attribute(struct thread *t, Value v, Value name);
/* The default of object.__getattribute__ / __setattr__. */
RAISES MAY_GC Value object_generic_get_attribute(struct thread *t, Value v, Value name);
RAISES MAY_GC bool object_generic_set_attribute(struct thread *t, Value v, Value name, Value to);
/* As object_generic_get_attribute, but UNBOUND without an exception where the attribute is missing. */
RAISES MAY_GC Value object_generic_find_attribute(struct thread *t, Value v, Value name);
/* "'T' object has no attribute 'name'", with name and obj set. */
COLD Value raise_no_attribute(struct thread *t, Value v, Value name);
/* Gives a pending AttributeError its name and obj. Returns VALUE_ERROR. */
COLD Value add_attribute_error_details(struct thread *t, Value v, Value name);
/* The interned form of a str: what class dicts and shapes are searched by. */
RAISES Value attribute_name(struct thread *t, Value name);
/* What `found` on `type` gives for instance `v`: by its descriptor_get, else itself. */
RAISES MAY_GC Value object_bind(struct thread *t, Value found, Value v, struct type *type);
/*
 * For a method call v.name(...): *self is `v` and the result an unbound function, or *self is UNBOUND and
 * the result is the attribute itself.
 */
RAISES MAY_GC Value object_get_method(struct thread *t, Value v, Value name, Value *self);
/* Looks a dunder up on the type of `v` and binds it. UNBOUND without an exception if there is none. */
RAISES MAY_GC Value object_find_special(struct thread *t, Value v, Value name);

/* --- Identity, text, order --- */
RAISES MAY_GC Value object_repr(struct thread *t, Value v); /* a str */
RAISES MAY_GC Value object_str(struct thread *t, Value v);  /* a str */
RAISES MAY_GC Value object_ascii(struct thread *t, Value v);
RAISES MAY_GC Value object_format(struct thread *t, Value v, Value spec); /* spec UNBOUND: "" */
RAISES MAY_GC bool object_hash(struct thread *t, Value v, int64_t *hash);
RAISES bool hash_unhashable(struct thread *t, Value v,
                            int64_t *hash); /* the slot of list, dict, set */
RAISES MAY_GC Value object_compare(struct thread *t, Value v, Value w, enum compare_op op);
RAISES MAY_GC enum truth object_compare_truth(struct thread *t, Value v, Value w,
                                              enum compare_op op);
/* Identity first, then ==: the rule of containers. */
RAISES MAY_GC enum truth object_equal(struct thread *t, Value v, Value w);
RAISES MAY_GC enum truth object_truth(struct thread *t, Value v);
RAISES MAY_GC enum truth object_is_instance(struct thread *t, Value v, Value class_or_tuple);
RAISES MAY_GC enum truth object_is_subclass(struct thread *t, Value v, Value class_or_tuple);
/* As above without __instancecheck__ and __subclasscheck__: what type's own ones do. */
RAISES MAY_GC enum truth object_is_instance_plain(struct thread *t, Value v, Value class);
RAISES MAY_GC enum truth object_is_subclass_plain(struct thread *t, Value v, Value class);
Value object_id(struct thread *t, Value v);
RAISES MAY_GC Value object_dir(struct thread *t, Value v);

/* --- Containers --- */
RAISES MAY_GC bool object_length(struct thread *t, Value v, int64_t *length);
RAISES MAY_GC bool object_length_hint(struct thread *t, Value v, int64_t fallback, int64_t *hint);
RAISES MAY_GC Value object_get_item(struct thread *t, Value v, Value key);
RAISES MAY_GC bool object_set_item(struct thread *t, Value v, Value key,
                                   Value to); /* UNBOUND: delete */
RAISES MAY_GC enum truth object_contains(struct thread *t, Value container, Value item);

/* --- Iteration --- */
RAISES MAY_GC Value object_iter(struct thread *t, Value v);
/* Of something with __getitem__ only: asks for 0, 1, 2, ... until IndexError. */
RAISES Value sequence_iterator_new(struct thread *t, Value sequence);
extern struct type sequence_iterator_type;
/* UNBOUND at the end; a StopIteration raised by the iterator is swallowed. */
RAISES MAY_GC Value iterator_next(struct thread *t, Value iterator);
/*
 * Calls visit(t, item, context) for every item of any iterable until it returns false with or without an
 * exception. The result: true when the end was reached or visit stopped without an exception.
 */
RAISES MAY_GC bool iterate(struct thread *t, Value iterable,
                           bool (*visit)(struct thread *t, Value item, void *context),
                           void *context);
/* The same for what an iterator has left; iter() is not asked of it: it may have next() alone. */
RAISES MAY_GC bool iterate_rest(struct thread *t, Value iterator,
                                bool (*visit)(struct thread *t, Value item, void *context),
                                void *context);

/* --- Numbers --- */
RAISES MAY_GC Value number_binary(struct thread *t, enum binary_op op, Value v, Value w);
RAISES MAY_GC Value number_inplace(struct thread *t, enum binary_op op, Value v, Value w);
RAISES MAY_GC Value number_power(struct thread *t, Value base, Value exponent, Value modulus);
RAISES MAY_GC Value number_unary(struct thread *t, enum unary_op op, Value v);
/* __index__: an exact int (TypeError: "'T' object cannot be interpreted as an integer"). */
RAISES MAY_GC Value number_index(struct thread *t, Value v);
/* As above into a C integer; OverflowError `what`: "cannot fit 'int' into an index-sized integer". */
RAISES MAY_GC bool number_to_index(struct thread *t, Value v, int64_t *n);
/* As number_to_index, but clipped to the range instead of OverflowError (slices). */
RAISES MAY_GC bool number_to_index_clipped(struct thread *t, Value v, int64_t *n);
/* OverflowError "Python int too large to convert to C int" */
RAISES MAY_GC bool number_to_c_int(struct thread *t, Value v, int *n);
RAISES MAY_GC bool number_to_double(struct thread *t, Value v, double *d);

#endif
