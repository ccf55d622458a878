/*
 * The intern table: for each text the one canonical string, so that names compare by address.
 *
 * Open addressing with linear probing in shards, each under a lock of its own, chosen by the hash's top bits. The table
 * is malloc'ed and holds its strings weakly: the prune hook takes dead ones out while the world is stopped, moving
 * those behind them up, so that there are no tombstones. A string that died is in nobody's hand, so a later one with
 * the same text may become canonical.
 */
#include <stdlib.h>

#include "lock/ranked.h"
#include "runtime/str_internal.h"

enum { N_SHARDS = 64, SHARD_BITS = 6, FIRST_CAPACITY = 64 };

struct entry {
    struct str *s; /* NULL: free */
    int64_t hash;
};

struct shard {
    _Alignas(64) struct ranked_mutex lock;
    /* Under `lock`, or with the world stopped. */
    uint32_t capacity; /* a power of two, or 0 */
    uint32_t n;        /* <= 2/3 of the capacity */
    struct entry *entries;
};

static struct shard shards[N_SHARDS];

static uint32_t home_of(const struct shard *shard, int64_t hash)
{
    return (uint32_t)(uint64_t)hash & (shard->capacity - 1);
}

/* ---- pruning ---- */

/* Takes entry `i` out: those behind it that may not stay behind a gap move up (Knuth, 6.4, algorithm R). */
static void remove_entry(struct shard *shard, uint32_t i)
{
    uint32_t mask = shard->capacity - 1;
    for (uint32_t j = (i + 1) & mask; shard->entries[j].s != NULL; j = (j + 1) & mask) {
        uint32_t distance = (j - home_of(shard, shard->entries[j].hash)) & mask;
        if (distance >= ((j - i) & mask)) {
            shard->entries[i] = shard->entries[j];
            i = j;
        }
    }
    shard->entries[i].s = NULL;
    shard->n--;
}

static void prune_stw(void)
{
    for (struct shard *shard = shards; shard < shards + N_SHARDS; shard++) {
        for (uint32_t i = 0; i < shard->capacity; i++) {
            while (shard->entries[i].s != NULL && !gc_is_live(shard->entries[i].s)) {
                remove_entry(shard, i);
            }
        }
    }
}

void str_intern_init(void)
{
    for (struct shard *shard = shards; shard < shards + N_SHARDS; shard++) {
        shard->lock = (struct ranked_mutex)RANKED_MUTEX(INTERN);
    }
    gc_add_prune_hook(prune_stw);
}

/* ---- looking up ---- */

/* The entry with that text, or the free one where it belongs. */
static struct entry *find_locked(struct shard *shard, const struct str *s, int64_t hash)
{
    uint32_t mask = shard->capacity - 1;
    for (uint32_t i = home_of(shard, hash);; i = (i + 1) & mask) {
        struct entry *e = &shard->entries[i];
        if (e->s == NULL || (e->hash == hash && str_equal(e->s, s))) {
            return e;
        }
    }
}

static bool make_room_locked(struct shard *shard)
{
    if (shard->capacity != 0 && shard->n + 1 <= shard->capacity / 3 * 2) {
        return true;
    }
    struct shard bigger = {.capacity = shard->capacity == 0 ? FIRST_CAPACITY : shard->capacity * 2};
    bigger.entries = calloc(bigger.capacity, sizeof *bigger.entries);
    if (bigger.entries == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < shard->capacity; i++) {
        struct entry *e = &shard->entries[i];
        if (e->s != NULL) {
            *find_locked(&bigger, e->s, e->hash) = *e;
        }
    }
    free(shard->entries);
    shard->entries = bigger.entries;
    shard->capacity = bigger.capacity;
    return true;
}

Value str_intern(struct thread *t, Value v)
{
    struct str *s = value_to_str(v);
    if (object_has_flag(&s->base, OBJECT_INTERNED)) {
        return v;
    }
    int64_t hash = str_hash(s);
    struct shard *shard = &shards[(uint64_t)hash >> (64 - SHARD_BITS)];
    ranked_lock(&shard->lock);
    if (!make_room_locked(shard)) {
        ranked_unlock(&shard->lock);
        return raise_no_memory(t);
    }
    struct entry *e = find_locked(shard, s, hash);
    if (e->s == NULL) {
        object_set_flag(&s->base, OBJECT_INTERNED);
        *e = (struct entry){s, hash};
        shard->n++;
    }
    struct str *canonical = e->s;
    ranked_unlock(&shard->lock);
    return str_value(canonical);
}

Value str_intern_cstr(struct thread *t, const char *utf8)
{
    Value s = str_from_cstr(t, utf8);
    return s == VALUE_ERROR ? s : str_intern(t, s);
}
