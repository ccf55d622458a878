/* The methods that bytes and bytearray share, and what their types share otherwise. */
#ifndef HASP_RUNTIME_BYTES_METHODS_H
#define HASP_RUNTIME_BYTES_METHODS_H

#include "runtime/bytes_like.h"

#define BYTES_METHOD(name, signature, kind, doc)                                                   \
    Value bytes_method_##name(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
#include "runtime/bytes_methods.def"
#undef BYTES_METHOD

/* A new object of the kind of `like`: bytearray if that is one, else bytes. `data` NULL: zeroed. */
RAISES Value bytes_like_new(struct thread *t, Value like, const void *data, size_t n);
/* As above, but if `like` is exact bytes with this very content it is the result. */
RAISES Value bytes_like_part(struct thread *t, Value like, struct text whole, size_t from,
                             size_t to);
/* Where a new object's bytes are, while nobody else has it. */
char *bytes_like_to_fill(Value v);

/* b'...' without a type's name around it. bytearray escapes single quotes within double ones as well. */
void str_builder_add_bytes_repr(struct str_builder *b, struct text bytes, bool escape_single);

/* The item of bytes(iterable) and of bytearray's methods: 0..255; ValueError `message`. */
RAISES MAY_GC bool value_to_byte(struct thread *t, Value v, const char *message, uint8_t *byte);
/* bytes(source, encoding, errors) as exact bytes; `what` is "bytes" or "bytearray". UNBOUND where omitted. */
RAISES MAY_GC Value bytes_from_source(struct thread *t, Value source, Value encoding, Value errors,
                                      const char *what);
/* The bytes of an iterable of ints, which may be countable, too. `what` as above. */
RAISES MAY_GC Value bytes_from_iterable(struct thread *t, Value source, const char *what);
/* As bytes(source), but a number is no count of bytes: TypeError. */
RAISES MAY_GC Value bytes_from_object(struct thread *t, Value source);
/* Slots that both types have. */
/* repr(), and with -b a warning. */
RAISES MAY_GC Value bytes_like_str(struct thread *t, Value self);
Value bytes_like_compare(struct thread *t, Value self, Value other, enum compare_op op);
enum truth bytes_like_contains(struct thread *t, Value self, Value item);
Value bytes_like_repeat(struct thread *t, Value self, Value count);
Value bytes_like_concat(struct thread *t, Value v, Value w);
/* The subscript as a C integer; TypeError for what is no integer. */
RAISES MAY_GC bool bytes_index(struct thread *t, Value key, const char *what, int64_t *i);
/* Every step-th byte. */
RAISES Value bytes_like_pick(struct thread *t, Value like, struct text text, int64_t start,
                             int64_t step, int64_t count);
/* bytes % arguments, as exact bytes: format_percent.c. */
RAISES MAY_GC Value bytes_percent_format(struct thread *t, Value format, Value arguments);

#endif
