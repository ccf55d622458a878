/*
 * bytes and whatever else has a buffer (runtime/buffer_view.h) as operands. Bytes are read in place. A bytearray, which other threads may change meanwhile, is
 * copied under its lock: whatever is computed from it is computed from one state.
 */
#ifndef HASP_RUNTIME_BYTES_LIKE_H
#define HASP_RUNTIME_BYTES_LIKE_H

#include "runtime/bytearray.h"
#include "runtime/bytes.h"
#include "runtime/memoryview.h"
#include "runtime/str_search.h"

/* The bytes of `v`, which must be bytes-like, as a text of kind 1; valid while the caller holds `v` or the text. */
RAISES bool bytes_like_text(struct thread *t, Value v, struct text *text);
/* As above; TypeError "a bytes-like object is required, not 'T'" for everything else. */
RAISES bool bytes_like_get(struct thread *t, Value v, struct text *text);
/* The same bytes as exact bytes; `v` itself if it is that. */
RAISES Value bytes_like_to_bytes(struct thread *t, Value v);

#endif
