#include "runtime/modules/hash_object.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/int.h"
#include "runtime/memoryview.h"
#include "runtime/modules/hash_library.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/thread.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

enum { LONG_DATA = 2048 /* bytes: from here on others may run meanwhile */ };

const struct hash_algorithm hash_algorithms[] = {
    {"md5", "MD5", false},
    {"sha1", "SHA1", false},
    {"sha224", "SHA224", false},
    {"sha256", "SHA256", false},
    {"sha384", "SHA384", false},
    {"sha512", "SHA512", false},
    {"sha512_224", "SHA512-224", false},
    {"sha512_256", "SHA512-256", false},
    {"sha3_224", "SHA3-224", false},
    {"sha3_256", "SHA3-256", false},
    {"sha3_384", "SHA3-384", false},
    {"sha3_512", "SHA3-512", false},
    {"shake_128", "SHAKE128", true},
    {"shake_256", "SHAKE256", true},
    {"blake2b", "BLAKE2b512", false},
    {"blake2s", "BLAKE2s256", false},
    {"ripemd160", "RIPEMD160", false},
    {"sm3", "SM3", false},
    {0},
};
Value hash_unsupported_error = VALUE_UNBOUND;

/*
 * What a hash has outside the heap, where an update may work on it while the collector runs. `inner` and `outer` are the
 * library's contexts, touched under the mutex alone; outer: NULL but for HMAC, and never changed.
 */
struct state {
    pthread_mutex_t mutex;
    void *inner, *outer;
};

struct hash {
    struct object base;
    /* Immutable. */
    const struct hash_algorithm *algorithm;
    const void *digest; /* the library's */
    struct state *state;
};

static struct hash *as_hash(Value v)
{
    return (struct hash *)v;
}

const struct hash_algorithm *hash_algorithm_find(struct thread *t, Value name, const void **digest)
{
    const char *text = str_to_utf8(t, name, NULL);
    const struct hash_library *library = text == NULL ? NULL : hash_library_get(t);
    if (library == NULL) {
        return NULL;
    }
    for (const struct hash_algorithm *a = hash_algorithms; a->name != NULL; a++) {
        if (strcasecmp(a->name, text) == 0 || strcasecmp(a->library_name, text) == 0) {
            *digest = library->by_name(a->library_name);
            if (*digest != NULL) {
                return a;
            }
        }
    }
    raise_error(t, (struct type *)hash_unsupported_error, "unsupported hash type %s", text);
    return NULL;
}

bool hash_data_argument(struct thread *t, Value v, struct hash_data *to, Value *keep)
{
    const char *data = "";
    to->n = 0;
    if (value_is_str(v)) {
        return raise_false(t, &TypeError_type, "Strings must be encoded before hashing");
    }
    if (v != VALUE_UNBOUND) {
        if (!value_has_buffer(v)) {
            return raise_false(t, &TypeError_type, "object supporting the buffer API required");
        }
        if (!bytes_argument(t, v, &data, &to->n, keep)) {
            return false;
        }
    }
    to->data = data;
    return true;
}

/* --- Steps: what is done with a state, under its mutex --- */

struct step {
    bool (*run)(struct state *state, struct step *step);
    struct hash_data data;
    unsigned char *result;
    size_t n_result;
    bool is_extendable;
    struct state *copy;
};

/* Waits for a busy hash, and works on much data, in a blocking region, which no collection waits for. */
static bool run_step(struct thread *t, struct state *state, struct step *step)
{
    bool is_long = step->data.n >= LONG_DATA || step->n_result >= LONG_DATA;
    bool blocks = is_long || pthread_mutex_trylock(&state->mutex) != 0;
    if (blocks) {
        blocking_enter(&t->lock, "hash");
        pthread_mutex_lock(&state->mutex);
    }
    bool is_done = step->run(state, step);
    pthread_mutex_unlock(&state->mutex);
    if (blocks) {
        blocking_leave(&t->lock);
    }
    return is_done || (raise_no_memory(t), false);
}

static bool step_update(struct state *state, struct step *step)
{
    return hash_library()->update(state->inner, step->data.data, step->data.n) == 1;
}

/* The inner digest in `context`, which is used up, becomes that of the outer hash. */
static bool finish_outer(void *context, const struct state *state, struct step *step)
{
    const struct hash_library *library = hash_library();
    unsigned char inner[HASH_MAX_DIGEST];
    unsigned n = 0;
    return library->final(context, inner, &n) == 1 &&
           library->context_copy(context, state->outer) == 1 &&
           library->update(context, inner, n) == 1 &&
           library->final(context, step->result, NULL) == 1;
}

static bool step_digest(struct state *state, struct step *step)
{
    const struct hash_library *library = hash_library();
    void *context = library->context_new();
    bool is_done = context != NULL && library->context_copy(context, state->inner) == 1;
    if (is_done) {
        is_done = state->outer != NULL ? finish_outer(context, state, step)
                  : step->is_extendable
                      ? step->n_result == 0 ||
                            library->final_extendable(context, step->result, step->n_result) == 1
                      : library->final(context, step->result, NULL) == 1;
    }
    library->context_free(context);
    return is_done;
}

static bool step_copy(struct state *state, struct step *step)
{
    const struct hash_library *library = hash_library();
    return library->context_copy(step->copy->inner, state->inner) == 1 &&
           (state->outer == NULL || library->context_copy(step->copy->outer, state->outer) == 1);
}

/* --- Making --- */

static void state_free(struct state *state)
{
    if (state != NULL) {
        hash_library()->context_free(state->inner);
        hash_library()->context_free(state->outer);
        pthread_mutex_destroy(&state->mutex);
        free(state);
    }
}

static struct state *state_new(bool has_outer)
{
    struct state *state = calloc(1, sizeof *state);
    if (state == NULL) {
        return NULL;
    }
    pthread_mutex_init(&state->mutex, NULL);
    state->inner = hash_library()->context_new();
    state->outer = has_outer ? hash_library()->context_new() : NULL;
    if (state->inner == NULL || (has_outer && state->outer == NULL)) {
        state_free(state);
        return NULL;
    }
    return state;
}

static void release(struct object *self)
{
    state_free(((struct hash *)self)->state);
}

static struct hash *allocate(struct thread *t, struct type *type,
                             const struct hash_algorithm *algorithm, const void *digest)
{
    struct hash *hash = gc_new(t, type);
    if (hash == NULL) {
        return NULL;
    }
    hash->algorithm = algorithm;
    hash->digest = digest;
    hash->state = state_new(type == &hmac_type);
    if (hash->state == NULL) {
        raise_no_memory(t);
        return NULL;
    }
    return hash;
}

static Value with_data(struct thread *t, struct hash *hash, struct hash_data data)
{
    struct step step = {.run = step_update, .data = data};
    return data.n == 0 || run_step(t, hash->state, &step) ? value_from_object(hash) : VALUE_ERROR;
}

Value hash_new(struct thread *t, const struct hash_algorithm *algorithm, const void *digest,
               struct hash_data data)
{
    struct hash *hash = allocate(t, algorithm->is_extendable ? &extendable_hash_type : &hash_type,
                                 algorithm, digest);
    if (hash == NULL) {
        return VALUE_ERROR;
    }
    if (hash_library()->init(hash->state->inner, digest, NULL) != 1) {
        return raise_no_memory(t);
    }
    return with_data(t, hash, data);
}

/* Begins a hash with the key, each byte of it changed by `change`. */
static bool begin_with_key(void *context, const void *digest, const unsigned char *key, size_t n,
                           unsigned char change)
{
    unsigned char block[HASH_MAX_BLOCK];
    for (size_t i = 0; i < n; i++) {
        block[i] = key[i] ^ change;
    }
    return hash_library()->init(context, digest, NULL) == 1 &&
           hash_library()->update(context, block, n) == 1;
}

Value hmac_new(struct thread *t, const struct hash_algorithm *algorithm, const void *digest,
               struct hash_data key, struct hash_data data)
{
    const struct hash_library *library = hash_library();
    struct hash *hash = allocate(t, &hmac_type, algorithm, digest);
    if (hash == NULL) {
        return VALUE_ERROR;
    }
    struct state *state = hash->state;
    unsigned char block[HASH_MAX_BLOCK] = {0};
    size_t n = (size_t)library->block_size(digest);
    bool is_done = true;
    if (key.n > n) {
        is_done = library->init(state->inner, digest, NULL) == 1 &&
                  library->update(state->inner, key.data, key.n) == 1 &&
                  library->final(state->inner, block, NULL) == 1;
    } else {
        memcpy(block, key.data, key.n);
    }
    if (!is_done || !begin_with_key(state->inner, digest, block, n, 0x36) ||
        !begin_with_key(state->outer, digest, block, n, 0x5c)) {
        return raise_no_memory(t);
    }
    return with_data(t, hash, data);
}

/* --- Methods --- */

static Value method_update(ARGUMENTS)
{
    struct step step = {.run = step_update};
    Value keep = VALUE_UNBOUND;
    if (!hash_data_argument(t, args[1], &step.data, &keep) ||
        !run_step(t, as_hash(args[0])->state, &step)) {
        return VALUE_ERROR;
    }
    gc_keep((void *)keep);
    return VALUE_NONE;
}

static Value method_copy(ARGUMENTS)
{
    struct hash *hash = as_hash(args[0]);
    struct hash *copy = allocate(t, hash->base.type, hash->algorithm, hash->digest);
    if (copy == NULL) {
        return VALUE_ERROR;
    }
    struct step step = {.run = step_copy, .copy = copy->state};
    return run_step(t, hash->state, &step) ? value_from_object(copy) : VALUE_ERROR;
}

static size_t digest_size(const struct hash *hash)
{
    return hash->algorithm->is_extendable ? 0 : (size_t)hash_library()->size(hash->digest);
}

static Value digest(struct thread *t, struct hash *hash, size_t n)
{
    Value result = bytes_new(t, NULL, n);
    if (result == VALUE_ERROR) {
        return result;
    }
    struct step step = {.run = step_digest,
                        .result = (unsigned char *)value_to_bytes(result)->data,
                        .n_result = n,
                        .is_extendable = hash->algorithm->is_extendable};
    bool is_done = run_step(t, hash->state, &step);
    gc_keep((void *)result);
    return is_done ? result : VALUE_ERROR;
}

static Value to_hex(struct thread *t, Value digest)
{
    if (digest == VALUE_ERROR) {
        return digest;
    }
    const struct bytes *bytes = value_to_bytes(digest);
    struct str_builder b;
    str_builder_init(&b, t);
    for (uint64_t i = 0; i < bytes->length; i++) {
        uint8_t c = (uint8_t)bytes->data[i];
        str_builder_add_code_point(&b, (uint8_t) "0123456789abcdef"[c >> 4]);
        str_builder_add_code_point(&b, (uint8_t) "0123456789abcdef"[c & 15]);
    }
    return str_builder_finish(&b);
}

static Value method_digest(ARGUMENTS)
{
    return digest(t, as_hash(args[0]), digest_size(as_hash(args[0])));
}

static Value method_hexdigest(ARGUMENTS)
{
    return to_hex(t, method_digest(t, args, n_args, names));
}

static Value extendable_digest(ARGUMENTS)
{
    int64_t n;
    if (!number_to_index(t, args[1], &n)) {
        return VALUE_ERROR;
    }
    return n < 0 ? raise_error(t, &ValueError_type, "value must be positive")
                 : digest(t, as_hash(args[0]), (size_t)n);
}

static Value extendable_hexdigest(ARGUMENTS)
{
    return to_hex(t, extendable_digest(t, args, n_args, names));
}

static Value get_digest_size(UNUSED struct thread *t, Value self)
{
    return value_from_small_int((int64_t)digest_size(as_hash(self)));
}

static Value get_block_size(UNUSED struct thread *t, Value self)
{
    return value_from_small_int(hash_library()->block_size(as_hash(self)->digest));
}

static Value get_name(struct thread *t, Value self)
{
    bool is_hmac = value_type(self) == &hmac_type;
    return str_format(t, "%s%s", is_hmac ? "hmac-" : "", as_hash(self)->algorithm->name);
}

static Value repr(struct thread *t, Value self)
{
    char address[24];
    const char *type = value_type(self) == &hmac_type              ? "HMAC"
                       : value_type(self) == &extendable_hash_type ? "_hashlib.HASHXOF"
                                                                   : "_hashlib.HASH";
    return str_format(t, "<%s %s object @ %s>", as_hash(self)->algorithm->name, type,
                      address_text(as_hash(self), address));
}

static const struct getset_def getsets[] = {
    {"block_size", get_block_size, NULL, NULL},
    {"digest_size", get_digest_size, NULL, NULL},
    {"name", get_name, NULL, NULL},
    {0},
};

static const struct native_def methods[] = {
    {"copy", method_copy, "(self, /)", "A hash of the same data, to go on with apart.",
     NATIVE_METHOD},
    {"digest", method_digest, "(self, /)", "The digest of the data so far, as bytes.",
     NATIVE_METHOD},
    {"hexdigest", method_hexdigest, "(self, /)", "The digest in hexadecimal digits.",
     NATIVE_METHOD},
    {"update", method_update, "(self, obj, /)", "Append data.", NATIVE_METHOD},
    {0},
};

static const struct native_def extendable_methods[] = {
    {"digest", extendable_digest, "(self, /, length)", "So many bytes of the digest.",
     NATIVE_METHOD},
    {"hexdigest", extendable_hexdigest, "(self, /, length)",
     "So many bytes of the digest in hexadecimal digits.", NATIVE_METHOD},
    {0},
};

struct type hash_type = {
    TYPE_HEADER("HASH", sizeof(struct hash)),
    .module = "_hashlib",
    .doc = "The digest of bytes, which come piece by piece.",
    .release = release,
    .repr = repr,
    .methods = methods,
    .getsets = getsets,
};

struct type extendable_hash_type = {
    TYPE_HEADER("HASHXOF", sizeof(struct hash)),
    .module = "_hashlib",
    .doc = "A digest as long as one likes of bytes, which come piece by piece.",
    .parent = &hash_type,
    .release = release,
    .repr = repr,
    .methods = extendable_methods,
};

struct type hmac_type = {
    TYPE_HEADER("HMAC", sizeof(struct hash)),
    .module = "_hashlib",
    .doc = "The keyed digest of bytes, which come piece by piece.",
    .release = release,
    .repr = repr,
    .methods = methods,
    .getsets = getsets,
};
