/*
 * Threads of the VM: their records, their regions, and the guard against recursion that is too deep.
 *
 *      main thread      registers and frames in a reservation of their own, large enough for sys.setrecursionlimit(100000)
 *      other threads    in the `extra` region of their native mapping (lock/native.h), behind the C stack; as large as the
 *                       recursion limit asks for when the thread is started
 */
#include "runtime/thread.h"

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "lock/native.h"
#include "lock/schedule.h"
#include "runtime/base/sanitizer.h"
#include "runtime/error.h"
#include "runtime/lookup.h"

__thread struct thread *current_thread;
uint32_t recursion_limit = 1000;
uint64_t thread_stack_bytes;

enum {
    REGISTER_BYTES = 1 << 20, /* of a thread, for each thousand of the recursion limit */
    FRAME_BYTES = 1 << 18,
    MOST_THOUSANDS = 64,
    /* For C functions that do not check. AddressSanitizer puts room around each variable. */
    STACK_HEADROOM = (ADDRESS_SANITIZER ? 256 : 64) << 10,
    STACK_MOST = 1 << 30 /* of an unlimited stack, so much is used */
};

/* ---- regions ---- */

/* How often a thread's regions must hold REGISTER_BYTES and FRAME_BYTES. Address space alone: pages come as they are used. */
static size_t region_thousands(void)
{
    size_t n = (load_relaxed(&recursion_limit) + 999) / 1000;
    return n < MOST_THOUSANDS ? n : MOST_THOUSANDS;
}

static void use_regions(struct thread *t, char *region, size_t register_bytes, size_t frame_bytes)
{
    t->registers = (Value *)region;
    t->registers_end = (Value *)(region + register_bytes);
    t->frames = (struct frame *)(region + register_bytes);
    t->frames_end = (struct frame *)(region + register_bytes + frame_bytes);
}

static void use_stack(struct thread *t)
{
    size_t size = (size_t)(t->lock.stack_high - t->lock.stack_low);
    size_t used = size < STACK_MOST ? size : STACK_MOST;
    size_t headroom = used > 4 * STACK_HEADROOM ? STACK_HEADROOM : used / 4;
    t->c_stack_bound = t->lock.stack_high - used + headroom;
}

/* ---- life ---- */

struct thread *thread_new(void)
{
    struct thread *t = calloc(1, sizeof *t);
    if (t != NULL) {
        thread_init(&t->lock);
        gc_thread_init(t);
        t->ident = schedule_is_active() ? schedule_new_ident() : (uint64_t)(uintptr_t)t;
    }
    return t;
}

void thread_free(struct thread *t)
{
    type_cache_destroy(t);
    free(t);
}

/*
 * The C library gives threads arenas of their own, eight for each processor, and each keeps some pages of what its threads have had.
 * What is allocated there, not in the heap, does not need so many.
 */
static void limit_arenas(void)
{
    enum { MOST_ARENAS = 4 };
    if (getenv("MALLOC_ARENA_MAX") == NULL) {
        mallopt(M_ARENA_MAX, MOST_ARENAS);
    }
}

struct thread *thread_new_main(void)
{
    limit_arenas();
    struct thread *t = thread_new();
    void *region = MAP_FAILED;
    size_t thousands = MOST_THOUSANDS;
    /* Where address space is scarce (ulimit -v), less will do. */
    for (; thousands > 0; thousands /= 2) {
        region = mmap(NULL, thousands * (REGISTER_BYTES + FRAME_BYTES), PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (region != MAP_FAILED) {
            break;
        }
    }
    if (t == NULL || region == MAP_FAILED) {
        free(t);
        return NULL;
    }
    use_regions(t, region, thousands * REGISTER_BYTES, thousands * FRAME_BYTES);
    (void)type_cache_init(t); /* without it lookups are slower */
    return t;
}

void thread_attach_main(struct thread *t)
{
    thread_attach(&t->lock);
    use_stack(t);
    current_thread = t;
}

struct start {
    void (*run)(struct thread *t, void *argument);
    void *argument;
};

static void run_thread(struct lock_thread *lock, void *argument)
{
    struct thread *t = (struct thread *)lock;
    struct start start = *(struct start *)argument;
    free(argument);
    current_thread = t;
    use_stack(t);
    size_t thousands = t->lock.extra_bytes / (REGISTER_BYTES + FRAME_BYTES);
    use_regions(t, t->lock.extra, thousands * REGISTER_BYTES, thousands * FRAME_BYTES);
    (void)type_cache_init(t);
    start.run(t, start.argument);
    gc_thread_exit(t);
}

int thread_start(struct thread *t, void (*run)(struct thread *t, void *argument), void *argument)
{
    struct start *start = malloc(sizeof *start);
    if (start == NULL) {
        return ENOMEM;
    }
    *start = (struct start){run, argument};
    size_t stack_bytes = load_relaxed(&thread_stack_bytes);
    int error =
        native_start(&t->lock, stack_bytes > NATIVE_STACK_BYTES ? stack_bytes : NATIVE_STACK_BYTES,
                     region_thousands() * (REGISTER_BYTES + FRAME_BYTES), run_thread, start);
    if (error != 0) {
        free(start);
    }
    return error;
}

/* How many threads may go before what malloc had for them is given back to the system: all at once, or of the last ones. */
enum { GONE_OF_MANY = 1024, GONE_OF_LAST = 32 };

/* Since the last time. Atomic. */
static uint32_t n_gone;

static void trim_now(void)
{
    store_relaxed(&n_gone, 0);
    malloc_trim(0);
}

static void trim_memory(void)
{
    uint32_t n = atomic_add_relaxed(&n_gone, 1) + 1;
    if (n >= GONE_OF_MANY || (n >= GONE_OF_LAST && thread_count() <= 2)) {
        trim_now();
    }
}

void thread_give_back_memory(void)
{
    native_reap();
    if (load_relaxed(&n_gone) != 0) {
        trim_now();
    }
}

/* In a forked child this thread never gave its blocks up. */
void thread_gone(struct lock_thread *lock)
{
    struct thread *t = (struct thread *)lock;
    gc_thread_exit(t);
    thread_free(t);
    trim_memory();
}

/* ---- recursion ---- */

bool recursion_enter(struct thread *t, const char *what)
{
    char *here = __builtin_frame_address(0);
    if (LIKELY(t->recursion_depth < load_relaxed(&recursion_limit) && here > t->c_stack_bound)) {
        t->recursion_depth++;
        return true;
    }
    return raise_recursion_error(t, what);
}
