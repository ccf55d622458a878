#include "runtime/modules/hash_library.h"

#include <dlfcn.h>
#include <pthread.h>

#include "runtime/modules/dynamic_library.h"

/* Filled under `lock`, then published by the release store of is_loaded. */
static struct hash_library functions;
static uint32_t is_loaded;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static bool find_functions(void *library)
{
    const struct dynamic_function rows[] = {
        {"EVP_MD_CTX_new", &functions.context_new},
        {"EVP_MD_CTX_free", &functions.context_free},
        {"EVP_MD_CTX_copy_ex", &functions.context_copy},
        {"EVP_get_digestbyname", &functions.by_name},
        {"EVP_DigestInit_ex", &functions.init},
        {"EVP_DigestUpdate", &functions.update},
        {"EVP_DigestFinal_ex", &functions.final},
        {"EVP_DigestFinalXOF", &functions.final_extendable},
        {"EVP_MD_get_block_size", &functions.block_size},
        {"EVP_MD_get_size", &functions.size},
        {"PKCS5_PBKDF2_HMAC", &functions.pbkdf2},
        {"EVP_PBE_scrypt", &functions.scrypt},
        {"ERR_peek_last_error", &functions.last_error},
        {"ERR_lib_error_string", &functions.error_part},
        {"ERR_reason_error_string", &functions.error_reason},
        {"ERR_clear_error", &functions.clear_errors},
    };
    return dynamic_functions_find(library, "", "", rows, COUNT_OF(rows));
}

static bool load_locked(void)
{
    void *library = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL || !find_functions(library)) {
        return false;
    }
    store_release(&is_loaded, 1u);
    return true;
}

const struct hash_library *hash_library_get(struct thread *t)
{
    if (load_acquire(&is_loaded)) {
        return &functions;
    }
    pthread_mutex_lock(&lock);
    bool is_there = load_acquire(&is_loaded) || load_locked();
    pthread_mutex_unlock(&lock);
    if (!is_there) {
        raise_error(t, &ImportError_type,
                    "the hashes need libcrypto.so.3 (Debian: apt-get install libssl3)");
        return NULL;
    }
    return &functions;
}

const struct hash_library *hash_library(void)
{
    return &functions;
}
