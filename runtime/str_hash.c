/*
 * SipHash-1-3 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012; one round a word, three at the end),
 * with CPython's key schedule, so that strings hash as there for the same PYTHONHASHSEED.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>

#include "runtime/str_internal.h"

/* Constant after start-up. */
static uint64_t key[2];

/* The generator behind a numbered seed: that of old C libraries, its bits 16 to 23 a byte at a time. */
static void key_from_seed(uint32_t seed)
{
    uint8_t bytes[sizeof key];
    for (size_t i = 0; i < sizeof bytes; i++) {
        seed = seed * 214013 + 2531011;
        bytes[i] = (uint8_t)(seed >> 16);
    }
    memcpy(key, bytes, sizeof key);
}

static bool parse_seed(const char *text, uint32_t *seed)
{
    char *end;
    errno = 0;
    unsigned long n = strtoul(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || errno != 0 || n > UINT32_MAX) {
        return false;
    }
    *seed = (uint32_t)n;
    return true;
}

bool str_hash_init(const char *seed_text)
{
    if (seed_text == NULL || *seed_text == '\0' || strcmp(seed_text, "random") == 0) {
        if (getrandom(key, sizeof key, 0) != (ssize_t)sizeof key) {
            key_from_seed((uint32_t)(uintptr_t)&seed_text);
        }
        return true;
    }
    uint32_t seed;
    if (!parse_seed(seed_text, &seed)) {
        return false;
    }
    if (seed == 0) {
        memset(key, 0, sizeof key);
    } else {
        key_from_seed(seed);
    }
    return true;
}

struct sip {
    uint64_t a, b, c, d;
};

static ALWAYS_INLINE uint64_t rotate(uint64_t word, unsigned by)
{
    return word << by | word >> (64 - by);
}

static ALWAYS_INLINE void sip_round(struct sip *v)
{
    v->a += v->b;
    v->c += v->d;
    v->b = rotate(v->b, 13) ^ v->a;
    v->d = rotate(v->d, 16) ^ v->c;
    v->a = rotate(v->a, 32);
    v->c += v->b;
    v->a += v->d;
    v->b = rotate(v->b, 17) ^ v->c;
    v->d = rotate(v->d, 21) ^ v->a;
    v->c = rotate(v->c, 32);
}

static ALWAYS_INLINE void sip_word(struct sip *v, uint64_t word)
{
    v->d ^= word;
    sip_round(v);
    v->a ^= word;
}

static ALWAYS_INLINE uint64_t sip_hash(const void *data, size_t n_bytes, uint64_t key_0,
                                       uint64_t key_1)
{
    struct sip v = {key_0 ^ UINT64_C(0x736f6d6570736575), key_1 ^ UINT64_C(0x646f72616e646f6d),
                    key_0 ^ UINT64_C(0x6c7967656e657261), key_1 ^ UINT64_C(0x7465646279746573)};
    const char *bytes = data;
    uint64_t word, last = (uint64_t)n_bytes << 56;
    for (; n_bytes >= 8; n_bytes -= 8, bytes += 8) {
        memcpy(&word, bytes, sizeof word);
        sip_word(&v, word);
    }
    for (size_t i = 0; i < n_bytes; i++) {
        last |= (uint64_t)(uint8_t)bytes[i] << (8 * i);
    }
    sip_word(&v, last);
    v.c ^= 0xff;
    sip_round(&v);
    sip_round(&v);
    sip_round(&v);
    return v.a ^ v.b ^ v.c ^ v.d;
}

int64_t hash_characters(const void *data, size_t n_bytes)
{
    if (n_bytes == 0) {
        return 0;
    }
    int64_t hash = (int64_t)sip_hash(data, n_bytes, key[0], key[1]);
    return hash == -1 ? -2 : hash;
}

uint64_t hash_with_key(const void *data, size_t n_bytes, uint64_t hash_key)
{
    return sip_hash(data, n_bytes, hash_key, 0);
}

/* Two threads may compute it at once: they store the same. */
int64_t str_hash(struct str *s)
{
    int64_t hash = load_relaxed(&s->hash);
    if (LIKELY(hash != 0)) {
        return hash;
    }
    hash = hash_characters(s->characters, s->length * s->kind);
    store_relaxed(&s->hash, hash);
    return hash;
}
