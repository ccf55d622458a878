/* What the files of the module _json share. */
#ifndef HASP_RUNTIME_MODULES_JSON_H
#define HASP_RUNTIME_MODULES_JSON_H

#include "runtime/native.h"
#include "runtime/str.h"

extern struct type json_scanner_type, json_encoder_type;

/* json.decoder.JSONDecodeError(message, text, at). */
COLD MAY_GC Value json_raise(struct thread *t, const char *message, Value text, uint64_t at);

/*
 * The str that begins at `at`, behind its quotation mark; *end: behind the closing one. strict: control characters are
 * errors. `text` is a str.
 */
RAISES MAY_GC Value json_scan_string(struct thread *t, Value text, uint64_t at, bool strict,
                                     uint64_t *end);

/* Appends `s` as a JSON string. ascii_only: other characters are escaped. */
void json_add_string(struct str_builder *b, const struct str *s, bool ascii_only);

/* The functions of the module, for the encoder, which calls them directly where it may. */
Value json_encode_basestring(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
Value json_encode_basestring_ascii(struct thread *t, Value *args, uint32_t n_args,
                                   Value keyword_names);

#endif
