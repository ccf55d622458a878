/* Semaphores that processes share: slots of pages, and the system's named ones. */
#include "runtime/modules/shared_semaphore.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lock/ranked.h"
#include "runtime/fork_hooks.h"

/* A slot of shared memory: a cache line, so that two locks do not disturb each other. */
struct slot {
    sem_t semaphore;        /* first: a slot is known by its address */
    struct slot *next_free; /* in its maker's free list */
} __attribute__((aligned(64)));

static struct ranked_mutex slots_lock = RANKED_MUTEX(LEAF);
/* Under slots_lock. A child's is empty at first. */
static struct slot *free_slots;
/* Constant in a process; a child's only thread sets it anew. */
static pid_t this_process;
/* Relaxed; set by the first fork. */
static bool forked;

static bool map_slots_locked(void)
{
    size_t size = (size_t)sysconf(_SC_PAGESIZE);
    struct slot *page = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) {
        return false;
    }
    for (size_t i = 0; i < size / sizeof *page; i++) {
        page[i].next_free = free_slots;
        free_slots = &page[i];
    }
    return true;
}

static struct slot *take_slot(void)
{
    struct slot *slot = NULL;
    ranked_lock(&slots_lock);
    if (free_slots != NULL || map_slots_locked()) {
        slot = free_slots;
        free_slots = slot->next_free;
    }
    ranked_unlock(&slots_lock);
    return slot;
}

sem_t *shared_semaphore_new(unsigned value)
{
    struct slot *slot = take_slot();
    if (slot == NULL) {
        errno = ENOMEM;
        return NULL;
    }
    sem_init(&slot->semaphore, 1, value);
    return &slot->semaphore;
}

sem_t *shared_semaphore_create(const char *name, unsigned value)
{
    sem_t *semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, value);
    return semaphore == SEM_FAILED ? NULL : semaphore;
}

sem_t *shared_semaphore_open(const char *name)
{
    sem_t *semaphore = sem_open(name, 0);
    return semaphore == SEM_FAILED ? NULL : semaphore;
}

void shared_semaphore_close(sem_t *semaphore, bool is_named, pid_t maker)
{
    if (is_named) {
        sem_close(semaphore);
        return;
    }
    if (maker != this_process || load_relaxed(&forked)) {
        return;
    }
    struct slot *slot = (struct slot *)semaphore;
    sem_destroy(semaphore);
    ranked_lock(&slots_lock);
    slot->next_free = free_slots;
    free_slots = slot;
    ranked_unlock(&slots_lock);
}

static void before_fork(struct thread *t UNUSED)
{
    store_relaxed(&forked, true);
}

static void after_in_child(struct thread *t UNUSED)
{
    this_process = getpid();
    free_slots = NULL;
}

pid_t shared_semaphore_process(void)
{
    return this_process;
}

bool shared_semaphore_init(struct thread *t)
{
    this_process = getpid();
    return fork_hook_add(
        t, (struct fork_hook){.before = before_fork, .after_in_child = after_in_child});
}
