/* Hash objects: _hashlib.HASH, HASHXOF and HMAC. */
#ifndef HASP_RUNTIME_MODULES_HASH_OBJECT_H
#define HASP_RUNTIME_MODULES_HASH_OBJECT_H

#include "runtime/error.h"

enum { HASH_MAX_DIGEST = 64, HASH_MAX_BLOCK = 200 };

/* The name that Python gives a digest, and that of the library. */
struct hash_algorithm {
    const char *name, *library_name;
    bool is_extendable; /* digest(length) */
};
extern const struct hash_algorithm hash_algorithms[]; /* up to a row without a name */

extern struct type hash_type, extendable_hash_type, hmac_type;
extern Value hash_unsupported_error; /* UnsupportedDigestmodError; a root */

/* The algorithm of a name in any case, and the library's digest for it; NULL: UnsupportedDigestmodError. */
RAISES const struct hash_algorithm *hash_algorithm_find(struct thread *t, Value name,
                                                        const void **digest);

struct hash_data {
    const void *data;
    size_t n;
};
/* bytes-like, UNBOUND as b''; TypeErrors in the words of hashlib. Valid while the caller holds *keep. */
RAISES bool hash_data_argument(struct thread *t, Value v, struct hash_data *to, Value *keep);
/* A new hash of data. */
RAISES Value hash_new(struct thread *t, const struct hash_algorithm *algorithm, const void *digest,
                      struct hash_data data);
/* The same with a key, by RFC 2104. */
RAISES Value hmac_new(struct thread *t, const struct hash_algorithm *algorithm, const void *digest,
                      struct hash_data key, struct hash_data data);

#endif
