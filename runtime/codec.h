/*
 * Encodings: from bytes to str and back. utf-8, ascii, latin-1, utf-16 and utf-32 with and without byte order, under
 * their usual names; error handlers: strict, ignore, replace, surrogateescape, surrogatepass, backslashreplace,
 * xmlcharrefreplace. Other encodings and handlers are those of the module _codecs (runtime/lib), imported when asked for.
 */
#ifndef HASP_RUNTIME_CODEC_H
#define HASP_RUNTIME_CODEC_H

#include "runtime/str.h"

/*
 * Both UNBOUND or a str that has a UTF-8? UnicodeEncodeError, or TypeError "function() argument 'encoding' must be str, not
 * T".
 */
RAISES MAY_GC bool codec_check_names(struct thread *t, const char *function, Value encoding,
                                     Value errors);
/* `encoding` and `errors` are str, or UNBOUND for "utf-8" and "strict". `bytes` is bytes or a bytearray. */
RAISES MAY_GC Value codec_decode(struct thread *t, Value bytes, Value encoding, Value errors);
RAISES MAY_GC Value codec_encode(struct thread *t, Value s, Value encoding, Value errors);
/* Has the str a UTF-8? UnicodeEncodeError for one with a lone surrogate. */
RAISES MAY_GC bool codec_is_encodable(struct thread *t, Value s);
/*
 * Decodes as far as it goes: unless `is_final`, a character that is cut off at the end is no error. *consumed: bytes that
 * were decoded. The encoding must be one of those in C.
 */
RAISES MAY_GC Value codec_decode_part(struct thread *t, Value bytes, Value encoding, Value errors,
                                      bool is_final, size_t *consumed);
/* The same for arrays in C; `errors` as text. For files' names and text streams. */
RAISES Value codec_decode_utf8(struct thread *t, const char *bytes, size_t n, const char *errors);

#endif
