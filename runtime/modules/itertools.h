/*
 * The module itertools: one type per function.
 *
 * Iterators shared by threads. Every field that changes is one word, read and written by value_load and value_store
 * or relaxed, so that a race gives an item twice or drops one, never a torn value; the combinatoric ones step their
 * indices under the object's lock; next() of a shared count never gives a number twice.
 */
#ifndef HASP_RUNTIME_MODULES_ITERTOOLS_H
#define HASP_RUNTIME_MODULES_ITERTOOLS_H

#include "runtime/abstract.h"
#include "runtime/iterators.h"
#include "runtime/native.h"

#define ITERTOOLS_TYPE(name) extern struct type itertools_##name##_type;
#include "runtime/modules/itertools.def"
#undef ITERTOOLS_TYPE

/* A static type `itertools_NAME_type` of the structure `struct NAME` whose first `n_values` fields are Values. */
#define ITERATOR_TYPE(name, n_values, constructor, step, signature, text, ...)                     \
    static void trace_##name(struct marker *m, struct object *self)                                \
    {                                                                                              \
        mark_values(m, (const Value *)(self + 1), n_values);                                       \
    }                                                                                              \
    struct type itertools_##name##_type = {TYPE_HEADER(#name, sizeof(struct name)),                \
                                           .module = "itertools",                                  \
                                           .text_signature = signature,                            \
                                           .doc = text,                                            \
                                           .flags = TYPE_BASE,                                     \
                                           .trace = trace_##name,                                  \
                                           .new = constructor,                                     \
                                           .iter = iterator_self,                                  \
                                           .next = step,                                           \
                                           __VA_ARGS__}

/* An ITERATOR_REDUCE method: (type, (first, second)), of the two first fields. */
Value itertools_reduce_pair(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);

/* Are the keywords of a call for the __init__ of a subclass? Then the constructors here leave them alone. */
bool itertools_takes_keywords(const struct type *type);
/* The class and the arguments of a `new` slot, bound by `parser`. */
RAISES bool itertools_bind(struct thread *t, struct argument_parser *parser, Value *args,
                           uint32_t n_args, Value keyword_names, Value *bound);

#endif
