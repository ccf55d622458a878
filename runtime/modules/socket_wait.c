/* _socket: timeouts, and the one way in which calls on sockets wait. */
#include <fcntl.h>
#include <poll.h>

#include "lock/park.h"
#include "lock/schedule.h"
#include "runtime/file.h"
#include "runtime/float.h"
#include "runtime/modules/socket.h"
#include "runtime/modules/thread_lock.h"

int64_t socket_default_timeout_ns = -1;

bool socket_timeout_argument(struct thread *t, Value v, int64_t *timeout_ns)
{
    *timeout_ns = -1;
    if (v == VALUE_NONE) {
        return true;
    }
    return lock_seconds_to_ns(t, v, timeout_ns) &&
           (*timeout_ns >= 0 || raise_false(t, &ValueError_type, "Timeout value out of range"));
}

Value socket_timeout_value(struct thread *t, int64_t timeout_ns)
{
    return timeout_ns < 0 ? VALUE_NONE : float_from_double(t, (double)timeout_ns / 1e9);
}

int socket_wait(struct thread *t, struct socket_object *s, enum socket_direction direction,
                int64_t deadline_ns)
{
    struct pollfd watched = {.fd = socket_descriptor(s),
                             .events = direction == SOCKET_READS ? POLLIN : POLLOUT};
    int ready;
    if (watched.fd < 0) {
        return 1; /* the call itself will say so */
    }
    BLOCKING(t, ready, posix_poll(&watched, 1, deadline_ns));
    if (ready < 0) {
        (void)raise_errno(t, VALUE_UNBOUND);
    }
    return ready;
}

static bool wait_or_raise(struct thread *t, struct socket_object *s,
                          enum socket_direction direction, int64_t deadline_ns)
{
    int ready = socket_wait(t, s, direction, deadline_ns);
    return ready == 0 ? raise_false(t, &TimeoutError_type, "timed out") : ready > 0;
}

/* Before a call that waits by itself. */
static bool await(const struct socket_object *s, enum socket_direction direction)
{
    return load_relaxed(&s->timeout_ns) >= 0 ||
           schedule_await(socket_descriptor(s), direction == SOCKET_READS ? POLLIN : POLLOUT);
}

ssize_t socket_call(struct thread *t, struct socket_object *s, enum socket_direction direction,
                    const char *call, socket_attempt attempt, void *arguments, int64_t *deadline_ns)
{
    int64_t timeout_ns = load_relaxed(&s->timeout_ns), own = SOCKET_NO_DEADLINE;
    int64_t *deadline = deadline_ns == NULL ? &own : deadline_ns;
    if (timeout_ns > 0 && *deadline == SOCKET_NO_DEADLINE) {
        *deadline = park_deadline_ns(timeout_ns);
    }
    for (;;) {
        ssize_t result;
        if (timeout_ns > 0 && !wait_or_raise(t, s, direction, *deadline)) {
            return -1;
        }
        WITH_DESCRIPTORS(
            t, result,
            BLOCKING_AS(t, call, result,
                        await(s, direction) ? attempt(socket_descriptor(s), arguments) : -1));
        if (result >= 0) {
            return result;
        }
        bool others_were_faster =
            timeout_ns > 0 && !error_pending(t) && (errno == EAGAIN || errno == EWOULDBLOCK);
        if (!others_were_faster) {
            (void)raise_errno(t, VALUE_UNBOUND);
            return -1;
        }
    }
}
