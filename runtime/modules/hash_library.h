/* libcrypto's digests (OpenSSL 3), opened when a hash is first wanted. */
#ifndef HASP_RUNTIME_MODULES_HASH_LIBRARY_H
#define HASP_RUNTIME_MODULES_HASH_LIBRARY_H

#include "runtime/error.h"

struct hash_library {
    void *(*context_new)(void);
    void (*context_free)(void *context);
    int (*context_copy)(void *to, const void *from);
    const void *(*by_name)(
        const char *name); /* an EVP_MD that lives as long as the process, or NULL */
    int (*init)(void *context, const void *digest, void *engine);
    int (*update)(void *context, const void *data, size_t n);
    int (*final)(void *context, unsigned char *to, unsigned int *n);
    int (*final_extendable)(void *context, unsigned char *to, size_t n);
    int (*block_size)(const void *digest);
    int (*size)(const void *digest);
    int (*pbkdf2)(const char *password, int n_password, const unsigned char *salt, int n_salt,
                  int iterations, const void *digest, int n_key, unsigned char *key);
    int (*scrypt)(const char *password, size_t n_password, const unsigned char *salt, size_t n_salt,
                  uint64_t n, uint64_t r, uint64_t p, uint64_t max_memory, unsigned char *key,
                  size_t n_key);
    unsigned long (*last_error)(void);              /* of this thread, as clear_errors */
    const char *(*error_part)(unsigned long error); /* texts that stay; NULL: there is none */
    const char *(*error_reason)(unsigned long error);
    void (*clear_errors)(void);
};

/* ImportError, and NULL, if the library is not installed. */
RAISES const struct hash_library *hash_library_get(struct thread *t);
/* The same after a successful hash_library_get; from any thread. */
const struct hash_library *hash_library(void);

#endif
