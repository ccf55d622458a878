/* What a thread in the schedule waits for: addresses, the virtual clock, the world outside. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lock/schedule_state.h"
#include "runtime/base/assert.h"
#include "runtime/base/atomics.h"

bool schedule_is_mine(void)
{
    const struct task *self = task_self();
    return self != NULL && load_relaxed(&self->region) != 0 &&
           load_relaxed(&schedule.holder) == self;
}

static void wait_locked(struct task *self, int64_t deadline_ns, enum park_mode mode)
{
    self->deadline_ns = deadline_ns;
    self->since_ns = load_relaxed(&schedule.clock_ns);
    self->mode = mode;
    self->has_waited = true;
    self->result = PARK_WOKEN;
    if (mode == PARK_INTERRUPTIBLE && park_is_interrupted(self->thread->parker)) {
        store_relaxed(&schedule.interrupted, 1);
    }
    task_park_locked(self);
    turn_pass_locked(self, REASON_WAIT);
    schedule_unlock();
    turn_wait(self);
    if (self->result == PARK_INTERRUPTED) {
        park_clear_interrupt();
    }
}

enum park_result schedule_wait(const void *address, bool (*validate)(void *argument),
                               void *argument, int64_t deadline_ns, enum park_mode mode,
                               uintptr_t *token)
{
    int saved_errno = errno;
    struct task *self = task_self();
    turn_advance();
    schedule_lock();
    bool was_taken_out =
        schedule.holder != self; /* the caller tries again, then outside of the schedule */
    if (was_taken_out || (validate != NULL && !validate(argument))) {
        schedule_unlock();
        return was_taken_out ? PARK_WOKEN : PARK_INVALID;
    }
    ASSERT(self->state == TASK_RUNNING);
    self->address = address;
    self->fds = NULL;
    self->location = address;
    self->writes = true;
    wait_locked(self, deadline_ns, mode);
    if (token != NULL) {
        *token = self->token;
    }
    errno = saved_errno;
    return self->result;
}

/* The first that waits at `address`, from `task` on. */
static struct task *find_parked_locked(struct task *task, const void *address)
{
    while (task != NULL && (task->address != address || task->fds != NULL)) {
        task = task->next_parked;
    }
    return task;
}

/* A waker that does not have the turn has found somebody to give it to. */
static void start_if_idle_locked(void)
{
    if (schedule.holder == NULL && schedule.n_runnable > 0) {
        turn_grant_locked(strategy_next());
    }
}

bool schedule_wake_one(const void *address,
                       uintptr_t (*callback)(void *argument, struct park_wake wake), void *argument)
{
    int saved_errno = errno;
    schedule_lock();
    struct task *task = find_parked_locked(schedule.first_parked, address);
    if (task != NULL) {
        struct park_wake wake = {true, find_parked_locked(task->next_parked, address) != NULL,
                                 load_relaxed(&schedule.clock_ns) - task->since_ns};
        task_unpark_locked(task, PARK_WOKEN, callback != NULL ? callback(argument, wake) : 0);
        start_if_idle_locked();
    }
    schedule_unlock();
    errno = saved_errno;
    return task != NULL;
}

size_t schedule_wake_many(const void *address, size_t limit)
{
    int saved_errno = errno;
    size_t n = 0;
    schedule_lock();
    struct task *task;
    while (n < limit && (task = find_parked_locked(schedule.first_parked, address)) != NULL) {
        task_unpark_locked(task, PARK_WOKEN, 0);
        n++;
    }
    start_if_idle_locked();
    schedule_unlock();
    errno = saved_errno;
    return n;
}

void schedule_note_interrupt(void)
{
    store_seq_cst(&schedule.interrupted, 1);
}

int64_t schedule_clock_ns(void)
{
    return load_relaxed(&schedule.clock_ns);
}

/* Reading takes a tick: two readings differ. The clock of a thread's processor time is that of all: only one runs. */
int schedule_clock_gettime(clockid_t clock, struct timespec *now)
{
    if (!schedule_is_active()) {
        return clock_gettime(clock, now);
    }
    struct timespec resolution;
    if (clock_getres(clock, &resolution) != 0) {
        return -1;
    }
    int64_t now_ns = load_relaxed(&schedule.clock_ns);
    store_relaxed(&schedule.clock_ns, now_ns + SCHEDULE_TICK_NS);
    if (clock == CLOCK_PROCESS_CPUTIME_ID || clock == CLOCK_THREAD_CPUTIME_ID) {
        now_ns = (int64_t)load_relaxed(&schedule.n_steps) * SCHEDULE_TICK_NS;
    } else if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI) {
        now_ns += SCHEDULE_EPOCH_NS - SCHEDULE_START_NS;
    }
    *now = (struct timespec){.tv_sec = now_ns / 1000000000, .tv_nsec = now_ns % 1000000000};
    return 0;
}

/* ---- the world outside ---- */

int schedule_poll(struct pollfd *fds, size_t n, int64_t deadline_ns)
{
    if (!schedule_is_mine()) {
        int64_t now_ns = schedule_clock_ns(); /* which others may have moved past the deadline */
        int64_t left_ms = deadline_ns > now_ns ? (deadline_ns - now_ns) / 1000000 : 0;
        return poll(fds, n,
                    deadline_ns == PARK_FOREVER ? -1
                    : left_ms > INT_MAX         ? INT_MAX
                                                : (int)left_ms);
    }
    struct task *self = task_self();
    int n_ready = poll(fds, n, 0);
    if (n_ready != 0 || deadline_ns <= load_relaxed(&schedule.clock_ns)) {
        return n_ready;
    }
    turn_advance();
    schedule_lock();
    if (schedule.holder != self) {
        schedule_unlock();
        return 1;
    }
    self->address = NULL;
    self->fds = fds;
    self->n_fds = n;
    self->location = NULL;
    wait_locked(self, deadline_ns, PARK_INTERRUPTIBLE);
    self->fds = NULL;
    if (self->result == PARK_INTERRUPTED) {
        errno = EINTR;
        return -1;
    }
    return self->result == PARK_TIMEOUT ? 0 : poll(fds, n, 0);
}

/* A call on a descriptor that never waits need not be waited for. */
bool schedule_await_slow(int fd, short events)
{
    struct pollfd one = {.fd = fd, .events = events};
    int flags = fcntl(fd, F_GETFL);
    return flags == -1 || (flags & O_NONBLOCK) || schedule_poll(&one, 1, PARK_FOREVER) >= 0;
}

/* The end of a child can be waited for at a descriptor; that of any, only outside. */
bool schedule_await_child(int pid, int options)
{
    if (!schedule_is_active() || (options & WNOHANG)) {
        return true;
    }
    int fd = pid > 0 ? (int)syscall(SYS_pidfd_open, pid, 0) : -1;
    if (fd < 0) {
        schedule_leave("waitpid");
        return true;
    }
    struct pollfd one = {.fd = fd, .events = POLLIN};
    bool ok = schedule_poll(&one, 1, PARK_FOREVER) >= 0;
    int saved_errno = errno;
    close(fd);
    errno = saved_errno;
    return ok;
}

void schedule_leave(const char *what)
{
    if (!schedule_is_active() || !schedule_is_mine()) {
        return;
    }
    struct task *self = task_self();
    turn_advance();
    schedule_lock();
    if (schedule.holder != self) {
        schedule_unlock();
        return;
    }
    log_outside(what);
    self->state = TASK_OUTSIDE;
    schedule.n_outside++;
    turn_pass_locked(self, REASON_OUTSIDE);
    schedule_unlock();
}

void schedule_note_outside(const char *what)
{
    if (schedule_is_active()) {
        schedule_lock();
        log_outside(what);
        schedule_unlock();
    }
}

void schedule_note_peer(void)
{
    if (schedule_is_active()) {
        store_relaxed(&schedule.has_peers, 1);
    }
}
