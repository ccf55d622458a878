/* The module _hashlib: what hashlib and hmac get from libcrypto. */
#include <limits.h>
#include <string.h>

#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/memoryview.h"
#include "runtime/module.h"
#include "runtime/modules/hash_library.h"
#include "runtime/modules/hash_object.h"
#include "runtime/native.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/thread.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

/* --- Hashes --- */

static Value make(struct thread *t, Value name, Value data_argument)
{
    struct hash_data data;
    Value keep = VALUE_UNBOUND;
    const void *digest;
    if (!hash_data_argument(t, data_argument, &data, &keep)) {
        return VALUE_ERROR;
    }
    const struct hash_algorithm *algorithm = hash_algorithm_find(t, name, &digest);
    Value hash = algorithm == NULL ? VALUE_ERROR : hash_new(t, algorithm, digest, data);
    gc_keep((void *)keep);
    return hash;
}

/* args: name, string, usedforsecurity */
static Value function_new(ARGUMENTS)
{
    if (!value_is_str(args[0])) {
        return raise_error(t, &TypeError_type, "name must be a string");
    }
    return make(t, args[0], args[1]);
}

#define CONSTRUCTOR(algorithm)                                                                     \
    static Value new_##algorithm(ARGUMENTS)                                                        \
    {                                                                                              \
        Value name = str_from_cstr(t, #algorithm);                                                 \
        return name == VALUE_ERROR ? name : make(t, name, args[0]);                                \
    }
#define ROW(algorithm)                                                                             \
    {                                                                                              \
        "openssl_" #algorithm, new_##algorithm, "(string=b'', *, usedforsecurity=True)",           \
            "A hash by " #algorithm " of string.", NATIVE_METHOD                                   \
    }
CONSTRUCTOR(md5)
CONSTRUCTOR(sha1)
CONSTRUCTOR(sha224)
CONSTRUCTOR(sha256)
CONSTRUCTOR(sha384)
CONSTRUCTOR(sha512)
CONSTRUCTOR(sha3_224)
CONSTRUCTOR(sha3_256)
CONSTRUCTOR(sha3_384)
CONSTRUCTOR(sha3_512)
CONSTRUCTOR(shake_128)
CONSTRUCTOR(shake_256)

/* --- HMAC --- */

/* A name, or one of the constructors above. */
static Value digest_name(struct thread *t, Value v)
{
    if (v == VALUE_UNBOUND || v == VALUE_NONE) {
        return raise_error(t, &TypeError_type, "Missing required parameter 'digestmod'.");
    }
    if (value_is_str(v)) {
        return v;
    }
    if (value_type(v) == &native_function_type) {
        const char *name = ((struct native *)v)->def->name;
        if (strncmp(name, "openssl_", 8) == 0) {
            return str_from_cstr(t, name + 8);
        }
    }
    return raise_error(t, (struct type *)hash_unsupported_error, "Unsupported digestmod %R", v);
}

/* args: key, msg, digestmod */
static Value function_hmac_new(ARGUMENTS)
{
    struct hash_data key, data;
    Value keep_key = VALUE_UNBOUND, keep_data = VALUE_UNBOUND, name = digest_name(t, args[2]);
    const void *digest;
    Value message = args[1] == VALUE_NONE ? VALUE_UNBOUND : args[1];
    if (name == VALUE_ERROR || !hash_data_argument(t, args[0], &key, &keep_key) ||
        !hash_data_argument(t, message, &data, &keep_data)) {
        return VALUE_ERROR;
    }
    const struct hash_algorithm *algorithm = hash_algorithm_find(t, name, &digest);
    Value hash = algorithm == NULL ? VALUE_ERROR : hmac_new(t, algorithm, digest, key, data);
    gc_keep((void *)keep_key);
    gc_keep((void *)keep_data);
    return hash;
}

static Value function_hmac_digest(ARGUMENTS)
{
    Value hash = function_hmac_new(t, args, n_args, names);
    Value name = str_intern_cstr(t, "digest");
    return hash == VALUE_ERROR || name == VALUE_ERROR ? VALUE_ERROR : call_method_0(t, hash, name);
}

/* --- Others --- */

static bool key_length(struct thread *t, Value v, const void *digest, int64_t *n)
{
    if (v == VALUE_UNBOUND || v == VALUE_NONE) {
        *n = hash_library()->size(digest);
        return true;
    }
    if (!number_to_index(t, v, n)) {
        return false;
    }
    return *n < 1         ? raise_false(t, &ValueError_type, "key length must be greater than 0.")
           : *n > INT_MAX ? raise_false(t, &OverflowError_type, "key length is too great.")
                          : true;
}

static bool iteration_count(struct thread *t, Value v, int64_t *n)
{
    if (!number_to_index(t, v, n)) {
        return false;
    }
    return *n < 1 ? raise_false(t, &ValueError_type, "iteration value must be greater than 0.")
           : *n > INT_MAX ? raise_false(t, &OverflowError_type, "iteration value is too great.")
                          : true;
}

/* args: hash_name, password, salt, iterations, dklen */
static Value function_pbkdf2_hmac(ARGUMENTS)
{
    struct hash_data password, salt;
    Value keep_password = VALUE_UNBOUND, keep_salt = VALUE_UNBOUND;
    const void *digest;
    int64_t iterations, n;
    if (!value_is_str(args[0])) {
        return raise_error(t, &TypeError_type,
                           "pbkdf2_hmac() argument 'hash_name' must be str, not %T", args[0]);
    }
    if (hash_algorithm_find(t, args[0], &digest) == NULL ||
        !hash_data_argument(t, args[1], &password, &keep_password) ||
        !hash_data_argument(t, args[2], &salt, &keep_salt) ||
        !iteration_count(t, args[3], &iterations) || !key_length(t, args[4], digest, &n)) {
        return VALUE_ERROR;
    }
    if (password.n > INT_MAX || salt.n > INT_MAX) {
        return raise_error(t, &OverflowError_type, "%s is too long.",
                           password.n > INT_MAX ? "password" : "salt");
    }
    Value key = bytes_new(t, NULL, (size_t)n);
    if (key == VALUE_ERROR) {
        return key;
    }
    unsigned char *to = (unsigned char *)value_to_bytes(key)->data;
    blocking_enter(&t->lock, "pbkdf2_hmac");
    int is_done = hash_library()->pbkdf2(password.data, (int)password.n, salt.data, (int)salt.n,
                                         (int)iterations, digest, (int)n, to);
    blocking_leave(&t->lock);
    gc_keep((void *)keep_password);
    gc_keep((void *)keep_salt);
    gc_keep((void *)key);
    return is_done == 1 ? key : raise_no_memory(t);
}

/* What libcrypto says was wrong last; it forgets it. */
static Value raise_of_library(struct thread *t, const char *otherwise)
{
    const struct hash_library *library = hash_library();
    unsigned long code = library->last_error();
    const char *part = library->error_part(code), *reason = library->error_reason(code);
    library->clear_errors();
    return part != NULL && reason != NULL
               ? raise_error(t, &ValueError_type, "[%s] %s", part, reason)
               : raise_error(t, &ValueError_type, "%s", otherwise);
}

/* A number that must be given. */
static bool scrypt_factor(struct thread *t, Value v, const char *name, uint64_t *n)
{
    if (v == VALUE_NONE) {
        return raise_false(t, &TypeError_type, "scrypt() argument '%s' must be int, not None",
                           name);
    }
    if (v != VALUE_UNBOUND && !value_is_int(v)) {
        return raise_false(t, &TypeError_type, "scrypt() argument '%s' must be int, not %T", name,
                           v);
    }
    return (v != VALUE_UNBOUND && int_to_uint64(v, n)) ||
           raise_false(t, &TypeError_type, "%s is required and must be an unsigned int", name);
}

/* What may be left out. */
static bool scrypt_limit(struct thread *t, Value v, int64_t least, const char *message, int64_t *n)
{
    return v == VALUE_UNBOUND ||
           (number_to_index(t, v, n) &&
            ((*n >= least && *n <= INT_MAX) || raise_false(t, &ValueError_type, message, INT_MAX)));
}

struct scrypt {
    struct hash_data password, salt;
    Value keep_password, keep_salt;
    uint64_t n, r, p; /* cost, size of a block, parallelism: RFC 7914 */
    int64_t max_memory, key_length;
};

/* args: password, salt, n, r, p, maxmem, dklen */
static bool scrypt_bind(struct thread *t, Value *args, struct scrypt *s)
{
    const char *password, *salt;
    *s = (struct scrypt){
        .keep_password = VALUE_UNBOUND, .keep_salt = VALUE_UNBOUND, .key_length = 64};
    if (!bytes_argument(t, args[0], &password, &s->password.n, &s->keep_password)) {
        return false;
    }
    if (args[1] == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "salt is required");
    }
    if (!bytes_argument(t, args[1], &salt, &s->salt.n, &s->keep_salt) ||
        !scrypt_factor(t, args[2], "n", &s->n)) {
        return false;
    }
    if (s->n < 2 || (s->n & (s->n - 1)) != 0) {
        return raise_false(t, &ValueError_type, "n must be a power of 2.");
    }
    s->password.data = password;
    s->salt.data = salt;
    return scrypt_factor(t, args[3], "r", &s->r) && scrypt_factor(t, args[4], "p", &s->p) &&
           scrypt_limit(t, args[5], 0, "maxmem must be positive and smaller than %d",
                        &s->max_memory) &&
           scrypt_limit(t, args[6], 1, "dklen must be greater than 0 and smaller than %d",
                        &s->key_length);
}

/* Without a key: are the numbers fit for one? */
static int scrypt_run(const struct scrypt *s, unsigned char *key)
{
    return hash_library()->scrypt(s->password.data, s->password.n, s->salt.data, s->salt.n, s->n,
                                  s->r, s->p, (uint64_t)s->max_memory, key, (size_t)s->key_length);
}

static Value function_scrypt(ARGUMENTS)
{
    struct scrypt s;
    if (!scrypt_bind(t, args, &s)) {
        return VALUE_ERROR;
    }
    if (scrypt_run(&s, NULL) != 1) {
        return raise_of_library(t, "Invalid parameter combination for n, r, p, maxmem.");
    }
    Value key = bytes_new(t, NULL, (size_t)s.key_length);
    if (key == VALUE_ERROR) {
        return key;
    }
    unsigned char *to = (unsigned char *)value_to_bytes(key)->data;
    blocking_enter(&t->lock, "scrypt");
    int is_done = scrypt_run(&s, to);
    blocking_leave(&t->lock);
    gc_keep((void *)s.keep_password);
    gc_keep((void *)s.keep_salt);
    gc_keep((void *)key);
    return is_done == 1 ? key : raise_of_library(t, "scrypt failed");
}

static bool comparable(struct thread *t, Value a, Value b, Value v, struct hash_data *data,
                       Value *keep)
{
    const char *bytes;
    if (value_is_str(a) && value_is_str(b)) {
        *keep = v;
        const char *text = str_to_utf8(t, v, &data->n);
        data->data = text;
        if (text == NULL) {
            return false;
        }
        return data->n == value_to_str(v)->length ||
               raise_false(t, &TypeError_type,
                           "comparing strings with non-ASCII characters is not supported");
    }
    if (!bytes_argument(t, v, &bytes, &data->n, keep)) {
        return false;
    }
    data->data = bytes;
    return true;
}

/* Takes as long whatever the first difference. */
static Value function_compare_digest(ARGUMENTS)
{
    struct hash_data a, b;
    Value keep_a, keep_b;
    if (!comparable(t, args[0], args[1], args[0], &a, &keep_a) ||
        !comparable(t, args[0], args[1], args[1], &b, &keep_b)) {
        return VALUE_ERROR;
    }
    const volatile unsigned char *x = a.n == b.n ? a.data : b.data, *y = b.data;
    volatile unsigned char difference = a.n != b.n;
    for (size_t i = 0; i < b.n; i++) {
        difference = difference | (unsigned char)(x[i] ^ y[i]);
    }
    return value_from_bool(difference == 0);
}

static Value function_get_fips_mode(UNUSED struct thread *t, UNUSED Value *args,
                                    UNUSED uint32_t n_args, UNUSED Value names)
{
    return value_from_small_int(0);
}

/* --- The module --- */

static const struct native_def functions[] = {
    {"compare_digest", function_compare_digest, "(a, b, /)",
     "Are a and b equal? How long it takes tells nothing about where they differ.", NATIVE_METHOD},
    {"get_fips_mode", function_get_fips_mode, "()", "0: no FIPS mode is set.", NATIVE_METHOD},
    {"hmac_digest", function_hmac_digest, "(key, msg, digest)", "The HMAC of msg, as bytes.",
     NATIVE_METHOD},
    {"hmac_new", function_hmac_new, "(key, msg=b'', digestmod=None)", "An HMAC object.",
     NATIVE_METHOD},
    {"new", function_new, "(name, string=b'', *, usedforsecurity=True)",
     "A hash by the algorithm of that name.", NATIVE_METHOD},
    {"pbkdf2_hmac", function_pbkdf2_hmac, "(hash_name, password, salt, iterations, dklen=None)",
     "A key from a password, by PKCS #5 2.0.", NATIVE_METHOD},
    {"scrypt", function_scrypt,
     "(password, /, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64)",
     "A key from a password, by scrypt (RFC 7914).", NATIVE_METHOD},
    ROW(md5),
    ROW(sha1),
    ROW(sha224),
    ROW(sha256),
    ROW(sha384),
    ROW(sha512),
    ROW(sha3_224),
    ROW(sha3_256),
    ROW(sha3_384),
    ROW(sha3_512),
    ROW(shake_128),
    ROW(shake_256),
    {0},
};

static bool make_error(struct thread *t)
{
    if (hash_unsupported_error != VALUE_UNBOUND) {
        return true;
    }
    gc_add_root(&hash_unsupported_error);
    Value error =
        exception_type_new(t, "_hashlib", "UnsupportedDigestmodError", &ValueError_type, NULL);
    if (error == VALUE_ERROR) {
        return false;
    }
    value_store(&hash_unsupported_error, error);
    return true;
}

/* What this library knows, by Python's names. */
static Value known_names(struct thread *t, const struct hash_library *library)
{
    Value known = set_new(t, &frozenset_type);
    for (const struct hash_algorithm *a = hash_algorithms; known != VALUE_ERROR && a->name; a++) {
        if (library->by_name(a->library_name) != NULL) {
            Value name = str_from_cstr(t, a->name);
            if (name == VALUE_ERROR || !set_add(t, (struct set *)known, name)) {
                return VALUE_ERROR;
            }
        }
    }
    return known;
}

bool module_init__hashlib(struct thread *t, Value module)
{
    const struct hash_library *library = hash_library_get(t);
    if (library == NULL || !make_error(t) || !type_ready(t, &hash_type) ||
        !type_ready(t, &extendable_hash_type) || !type_ready(t, &hmac_type)) {
        return false;
    }
    Value known = known_names(t, library);
    return known != VALUE_ERROR && module_add_functions(t, module, functions) &&
           module_add(t, module, "openssl_md_meth_names", known) &&
           module_add(t, module, "UnsupportedDigestmodError", hash_unsupported_error) &&
           module_add(t, module, "HASH", value_from_object(&hash_type)) &&
           module_add(t, module, "HASHXOF", value_from_object(&extendable_hash_type)) &&
           module_add(t, module, "HMAC", value_from_object(&hmac_type));
}
