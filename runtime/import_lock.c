#include "runtime/import_lock.h"

#include <stdlib.h>

#include "lock/park.h"
#include "lock/ranked.h"
#include "lock/safepoint.h"
#include "runtime/dict.h"
#include "runtime/fork_hooks.h"
#include "runtime/str.h"

static struct ranked_mutex import_lock = RANKED_MUTEX(IMPORT);
static struct import *imports; /* written under the lock; whether it is NULL is read without */
static uint32_t finished;      /* counts imports that ended: what waiters sleep on */

/* The waits, one for each waiting thread; under the import lock. */
struct wait {
    struct wait *next;
    struct thread *thread;
    const struct import
        *import; /* what it waits for; NULL: that has ended, and the thread has not yet seen it */
};
static struct wait *waits;

static struct import *find_import_locked(Value name)
{
    struct import *i = imports;
    while (i != NULL && !str_equal(value_to_str(i->name), value_to_str(name))) {
        i = i->next;
    }
    return i;
}

bool import_any_in_progress(void)
{
    /* Pairs with the store in begin_locked: who finds a module in sys.modules finds its import as well, or it has ended. */
    return load_acquire(&imports) != NULL;
}

bool import_in_progress(Value name)
{
    if (!import_any_in_progress()) {
        return false;
    }
    ranked_lock(&import_lock);
    bool found = find_import_locked(name) != NULL;
    ranked_unlock(&import_lock);
    return found;
}

/* Would `t`, waiting for `owner`, wait for itself? */
static bool closes_circle_locked(const struct thread *t, const struct thread *owner)
{
    for (int steps = 0; owner != NULL && steps < 10000; steps++) {
        if (owner == t) {
            return true;
        }
        const struct wait *w = waits;
        while (w != NULL && w->thread != owner) {
            w = w->next;
        }
        owner = w == NULL || w->import == NULL ? NULL : w->import->thread;
    }
    return false;
}

static void remove_wait_locked(struct wait *gone)
{
    struct wait **link = &waits;
    while (*link != gone) {
        link = &(*link)->next;
    }
    *link = gone->next;
}

/* Sleeps until some import has ended. False: an exception (Ctrl-C). */
static bool sleep_until_one_ends(struct thread *t, uint32_t seen)
{
    blocking_enter(&t->lock, "import");
    park_wait_while_equal(&finished, seen, PARK_FOREVER, PARK_INTERRUPTIBLE);
    blocking_leave(&t->lock);
    return safepoint_poll(&t->lock);
}

static void begin_locked(struct thread *t, struct import *mine)
{
    mine->thread = t;
    mine->depth = 1;
    mine->next = imports;
    store_release(&imports, mine);
}

/* One look, and if another thread is at it one sleep. MINE without taking it: nobody imports it any more. */
static enum import_begin wait_for_other(struct thread *t, Value name, struct import *mine,
                                        bool *waited)
{
    *waited = false;
    ranked_lock(&import_lock);
    struct import *other = find_import_locked(name);
    if (other == NULL) {
        if (mine != NULL) {
            begin_locked(t, mine);
        }
        ranked_unlock(&import_lock);
        return IMPORT_MINE;
    }
    if (closes_circle_locked(t, other->thread)) {
        ranked_unlock(&import_lock);
        return IMPORT_CIRCLE;
    }
    struct wait w = {.next = waits, .thread = t, .import = other};
    waits = &w;
    uint32_t seen = load_acquire(&finished);
    ranked_unlock(&import_lock);
    bool goes_on = sleep_until_one_ends(t, seen);
    ranked_lock(&import_lock);
    remove_wait_locked(&w);
    ranked_unlock(&import_lock);
    *waited = true;
    return goes_on ? IMPORT_MINE : IMPORT_ERROR;
}

enum import_begin import_begin(struct thread *t, struct import *mine)
{
    enum import_begin begin;
    bool waited;
    do {
        begin = wait_for_other(t, mine->name, mine, &waited);
    } while (waited && begin != IMPORT_ERROR);
    return begin;
}

bool import_wait(struct thread *t, Value name)
{
    enum import_begin begin;
    bool waited;
    do {
        begin = wait_for_other(t, name, NULL, &waited);
    } while (waited && begin != IMPORT_ERROR);
    return begin != IMPORT_ERROR;
}

static void unlink_locked(struct import *mine)
{
    struct import **link = &imports;
    while (*link != mine) {
        link = &(*link)->next;
    }
    store_release(link, mine->next);
    for (struct wait *w = waits; w != NULL; w = w->next) {
        w->import = w->import == mine ? NULL : w->import;
    }
    atomic_add(&finished, 1);
}

bool import_lock_is_address(const void *address)
{
    return address == &finished;
}

void import_end(struct import *mine)
{
    ranked_lock(&import_lock);
    unlink_locked(mine);
    ranked_unlock(&import_lock);
    park_wake_all(&finished);
}

/* --- For importlib --- */

/* A root; a dict of all names whose locks importlib took: what is malloc'ed keeps nothing. */
static Value kept_names = VALUE_UNBOUND;

static struct import *find_mine_locked(const struct thread *t, Value name)
{
    struct import *i = find_import_locked(name);
    return i != NULL && i->thread == t ? i : NULL;
}

static bool take_again(struct thread *t, Value name)
{
    ranked_lock(&import_lock);
    struct import *mine = find_mine_locked(t, name);
    if (mine != NULL) {
        mine->depth++;
    }
    ranked_unlock(&import_lock);
    return mine != NULL;
}

enum import_begin import_lock_take(struct thread *t, Value name)
{
    if (take_again(t, name)) {
        return IMPORT_MINE;
    }
    struct import *mine =
        dict_set_str(t, value_to_dict(kept_names), name, VALUE_NONE) ? malloc(sizeof *mine) : NULL;
    if (mine == NULL) {
        raise_no_memory(t);
        return IMPORT_ERROR;
    }
    *mine = (struct import){.name = name, .is_allocated = true};
    enum import_begin begin = import_begin(t, mine);
    if (begin != IMPORT_MINE) {
        free(mine);
    }
    return begin;
}

bool import_lock_give(struct thread *t, Value name)
{
    ranked_lock(&import_lock);
    struct import *mine = find_mine_locked(t, name);
    if (mine != NULL && mine->depth == 1 && !mine->is_allocated) {
        mine = NULL; /* that is C's own */
    }
    bool is_last = mine != NULL && --mine->depth == 0;
    if (is_last) {
        unlink_locked(mine);
    }
    ranked_unlock(&import_lock);
    if (is_last) {
        free(mine);
        park_wake_all(&finished);
    }
    return mine != NULL;
}

Value import_lock_global_name(struct thread *t)
{
    return str_intern_cstr(t, "<the import lock>");
}

/* --- Fork --- */

/* A child has only the thread that forked: the imports of all others, which lie on their stacks, will never end there. */
static void forget_others_imports(struct thread *t)
{
    struct import **link = &imports;
    while (*link != NULL) {
        if ((*link)->thread != t) {
            *link = (*link)->next;
        } else {
            link = &(*link)->next;
        }
    }
    waits = NULL;
}

bool import_lock_init(struct thread *t)
{
    gc_add_root(&kept_names);
    kept_names = dict_new(t);
    return kept_names != VALUE_ERROR &&
           fork_hook_add(t, (struct fork_hook){.first_in_child = forget_others_imports});
}
