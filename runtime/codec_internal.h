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
    HANDLER_UNKNOWN /* an error only where it is needed */
};

/* The handler, with its name for LookupError "unknown error handler name". */
struct errors {
    enum error_handler handler;
    const char *name;
};

/* NULL: LookupError "unknown encoding: x". */
RAISES const struct encoding *encoding_find(struct thread *t, Value name);
RAISES bool errors_find(struct thread *t, Value name, struct errors *errors);
struct errors errors_from_text(const char *name);

RAISES Value decode_text(struct thread *t, const struct encoding *encoding, struct errors errors,
                         struct text bytes, Value object);
RAISES Value encode_text(struct thread *t, const struct encoding *encoding, struct errors errors,
                         Value s);

/* Sets type(encoding, object, start, end, reason). */
COLD bool raise_unicode_error(struct thread *t, struct type *type, const char *encoding,
                              Value object, size_t start, size_t end, const char *reason);
COLD bool raise_unknown_handler(struct thread *t, const struct errors *errors);

#endif
