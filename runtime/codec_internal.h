/* What the files of the codecs share: runtime/codec*.c. */
#ifndef HASP_RUNTIME_CODEC_INTERNAL_H
#define HASP_RUNTIME_CODEC_INTERNAL_H

#include "runtime/codec.h"
#include "runtime/str_search.h"

enum encoding_kind {
    ENCODING_UTF_8,
    ENCODING_ASCII,
    ENCODING_LATIN_1,
    ENCODING_UTF_16,
    ENCODING_UTF_32
};

struct encoding {
    enum encoding_kind kind;
    bool big_endian;
    bool has_mark;    /* a byte order mark is written first, and skipped where there is one */
    const char *name; /* as messages say it */
};

enum error_handler {
    HANDLER_STRICT,
    HANDLER_IGNORE,
    HANDLER_REPLACE,
    HANDLER_SURROGATEESCAPE,
    HANDLER_SURROGATEPASS,
    HANDLER_BACKSLASHREPLACE,
    HANDLER_XMLCHARREFREPLACE,
    HANDLER_REGISTERED /* by codecs.register_error; looked up where it is needed */
};

/* The handler, with its name: what codecs.lookup_error is asked for. */
struct errors {
    enum error_handler handler;
    const char *name;
};

/* UNBOUND is utf-8. NULL, without an exception: none of those in C. */
const struct encoding *encoding_find(Value name);
RAISES bool errors_find(struct thread *t, Value name, struct errors *errors);
struct errors errors_from_text(const char *name);

/* consumed: NULL if the bytes are all; else how many were decoded, see codec_decode_part. */
RAISES MAY_GC Value decode_text(struct thread *t, const struct encoding *encoding,
                                struct errors errors, struct text bytes, Value object,
                                size_t *consumed);
RAISES Value encode_text(struct thread *t, const struct encoding *encoding, struct errors errors,
                         Value s);

/* Sets type(encoding, object, start, end, reason). */
COLD bool raise_unicode_error(struct thread *t, struct type *type, const char *encoding,
                              Value object, size_t start, size_t end, const char *reason);

/*
 * Asks the registered handler about [start, end) of `object`: what stands for it, str (decoding) or str or bytes (encoding),
 * and where to go on. ERROR: it raised.
 */
RAISES MAY_GC Value codec_ask_handler(struct thread *t, const char *function,
                                      const struct errors *errors, const char *encoding,
                                      Value object, size_t start, size_t end, const char *reason,
                                      size_t *next);

#endif
