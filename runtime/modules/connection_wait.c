/* Waiting for a message that may be about to come. */
#include "runtime/modules/connection_wait.h"

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <unistd.h>

#include "lock/mutex.h"
#include "runtime/base/atomics.h"
#include "runtime/base/clock.h"
#include "runtime/file_stream.h"

enum {
    AT_HAND_NS = 3000,  /* what was there after so long need not be waited for */
    SOON_NS = 100000,   /* no more than it takes to sleep and to be woken */
    LOOKING_NS = 50000, /* how long a thread looks before it sleeps */
    PAUSES = 10,        /* between two looks */
    MOST_FAILURES = 10,
};

/* What the thread knows from the last time that it waited. */
static _Thread_local struct {
    int64_t wait_ns;
    uint32_t n_failures; /* in a row */
    uint32_t n_to_sleep; /* waits before it looks again */
} recent;

static bool is_to_look(void)
{
    if (recent.wait_ns < AT_HAND_NS || recent.wait_ns > SOON_NS ||
        mutex_spare_processors() == 0) { /* on a single one nobody could send meanwhile */
        return false;
    }
    if (recent.n_to_sleep > 0) {
        recent.n_to_sleep--;
        return false;
    }
    return true;
}

static void look(int fd, int64_t begin_ns)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    do {
        if (poll(&p, 1, 0) != 0) {
            recent.n_failures = 0;
            return;
        }
        for (int i = 0; i < PAUSES; i++) {
            cpu_relax();
        }
    } while (clock_monotonic_ns() - begin_ns < LOOKING_NS);
    if (recent.n_failures < MOST_FAILURES) {
        recent.n_failures++;
    }
    recent.n_to_sleep = 1U << recent.n_failures;
}

ssize_t connection_read(struct thread *t, int fd, void *to, size_t n)
{
    int64_t begin_ns = clock_monotonic_ns();
    if (is_to_look()) {
        look(fd, begin_ns);
        if (interrupted_already(t)) {
            return -1;
        }
    }
    ssize_t got = read(fd, to, n);
    recent.wait_ns = clock_monotonic_ns() - begin_ns;
    return got;
}
