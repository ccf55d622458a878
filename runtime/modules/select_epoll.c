/*
 * select.epoll: a descriptor of the kernel's that tells which of the registered descriptors are ready. The kernel keeps the
 * set and serialises what threads do to it; here is only its number.
 */
#include <poll.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "lock/park.h"
#include "lock/schedule.h"
#include "runtime/file.h"
#include "runtime/list.h"
#include "runtime/modules/select.h"
#include "runtime/tuple.h"

struct epoll_object {
    struct object base;
    int fd; /* relaxed; -1: closed */
};

enum { DEFAULT_EVENTS = EPOLLIN | EPOLLPRI | EPOLLOUT, MOST_EVENTS = 1023, FEW_EVENTS = 64 };

static int descriptor(Value v)
{
    return load_relaxed(&((struct epoll_object *)v)->fd);
}

static bool open_descriptor(struct thread *t, Value self, int *fd)
{
    *fd = descriptor(self);
    return *fd >= 0 || raise_false(t, &ValueError_type, "I/O operation on closed epoll object");
}

/* ---- making and closing ---- */

/* `fd` < 0: a new one. */
static Value make(struct thread *t, struct type *type, int fd)
{
    struct epoll_object *self = gc_new(t, type);
    if (self == NULL) {
        return VALUE_ERROR;
    }
    self->fd = fd;
    if (fd < 0) {
        WITH_DESCRIPTORS(t, self->fd, self->fd = epoll_create1(EPOLL_CLOEXEC));
    }
    return self->fd < 0 ? raise_errno(t, VALUE_UNBOUND) : value_from_object(self);
}

static Value new (struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"epoll", "(sizehint=-1, flags=0)", NULL};
    Value out[2];
    int size = -1, flags = 0;
    if (!arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, out) ||
        (out[0] != VALUE_UNBOUND && !posix_int(t, out[0], &size)) ||
        (out[1] != VALUE_UNBOUND && !posix_int(t, out[1], &flags))) {
        return VALUE_ERROR;
    }
    if (size == 0 || size < -1) {
        return raise_error(t, &ValueError_type, "negative sizehint");
    }
    if (flags & ~EPOLL_CLOEXEC) {
        return raise_error(t, &OSError_type, "invalid flags");
    }
    return make(t, (struct type *)args[0], -1);
}

POSIX_FUNCTION(epoll_fromfd)
{
    int fd;
    return posix_int(t, args[1], &fd) ? make(t, (struct type *)args[0], fd) : VALUE_ERROR;
}

POSIX_FUNCTION(epoll_close)
{
    int fd = atomic_swap(&((struct epoll_object *)args[0])->fd, -1);
    return posix_done(t, fd < 0 ? 0 : close(fd), VALUE_UNBOUND);
}

POSIX_FUNCTION(epoll_fileno)
{
    int fd;
    return open_descriptor(t, args[0], &fd) ? value_from_small_int(fd) : VALUE_ERROR;
}

POSIX_FUNCTION(epoll_enter)
{
    int fd;
    return open_descriptor(t, args[0], &fd) ? args[0] : VALUE_ERROR;
}

/* ---- the set ---- */

/* `mask` UNBOUND: the default. */
static Value control(struct thread *t, Value self, int operation, Value which, Value mask)
{
    int fd, watched;
    int64_t events = DEFAULT_EVENTS;
    if (!open_descriptor(t, self, &fd) || !posix_descriptor(t, which, &watched) ||
        (mask != VALUE_UNBOUND && !number_to_index(t, mask, &events))) {
        return VALUE_ERROR;
    }
    struct epoll_event event = {.events = (uint32_t)events, .data = {.fd = watched}};
    return posix_done(t, epoll_ctl(fd, operation, watched, &event), VALUE_UNBOUND);
}

POSIX_FUNCTION(epoll_register)
{
    return control(t, args[0], EPOLL_CTL_ADD, args[1], args[2]);
}

POSIX_FUNCTION(epoll_modify)
{
    return control(t, args[0], EPOLL_CTL_MOD, args[1], args[2]);
}

POSIX_FUNCTION(epoll_unregister)
{
    return control(t, args[0], EPOLL_CTL_DEL, args[1], VALUE_UNBOUND);
}

/* ---- waiting ---- */

static Value ready_list(struct thread *t, const struct epoll_event *events, int n)
{
    Value list = list_new(t, 0);
    for (int i = 0; list != VALUE_ERROR && i < n; i++) {
        Value pair = tuple_pair(t, value_from_small_int(events[i].data.fd),
                                value_from_small_int(events[i].events));
        if (pair == VALUE_ERROR || !list_append(t, value_to_list(list), pair)) {
            return VALUE_ERROR;
        }
    }
    return list;
}

/* args: timeout, maxevents. */
static int wait_for_events(int fd, struct epoll_event *events, int most, int64_t deadline_ns)
{
    if (!schedule_is_active()) {
        return epoll_wait(fd, events, most, posix_milliseconds_left(deadline_ns));
    }
    struct pollfd whole = {.fd = fd, .events = POLLIN};
    int ready = schedule_poll(&whole, 1, deadline_ns);
    return ready <= 0 ? ready : epoll_wait(fd, events, most, 0);
}

POSIX_FUNCTION(epoll_poll)
{
    enum { NS_PER_SECOND = 1000000000 };
    int fd, most, ready;
    int64_t timeout_ns;
    if (!open_descriptor(t, args[0], &fd) ||
        !select_timeout_argument(t, args[1], NS_PER_SECOND, "an integer", &timeout_ns) ||
        !posix_int_or(t, args[2], -1, &most)) {
        return VALUE_ERROR;
    }
    if (most == 0 || most < -1) {
        return raise_error(t, &ValueError_type, "maxevents must be greater than 0, got %d", most);
    }
    most = most == -1 ? MOST_EVENTS : most;
    struct epoll_event few[FEW_EVENTS];
    struct epoll_event *events = most <= FEW_EVENTS ? few : malloc((size_t)most * sizeof *events);
    if (events == NULL) {
        return raise_no_memory(t);
    }
    int64_t deadline_ns = select_deadline(timeout_ns);
    BLOCKING_AS(t, "epoll_wait", ready, wait_for_events(fd, events, most, deadline_ns));
    Value list = ready < 0 ? raise_errno(t, VALUE_UNBOUND) : ready_list(t, events, ready);
    if (events != few) {
        free(events);
    }
    return list;
}

/* ---- the type ---- */

static Value get_closed(struct thread *t UNUSED, Value self)
{
    return value_from_bool(descriptor(self) < 0);
}

static void release(struct object *self)
{
    struct epoll_object *epoll = (struct epoll_object *)self;
    if (epoll->fd >= 0) {
        close(epoll->fd);
    }
    epoll->fd = -1;
}

static const struct native_def methods[] = {
    {"__enter__", epoll_enter, "(self, /)", NULL, NATIVE_METHOD},
    {"__exit__", epoll_close, "(self, exc_type=None, exc_value=None, exc_tb=None, /)", NULL,
     NATIVE_METHOD},
    {"close", epoll_close, "(self, /)", "Close the epoll control file descriptor.", NATIVE_METHOD},
    {"fileno", epoll_fileno, "(self, /)", "Return the epoll control file descriptor.",
     NATIVE_METHOD},
    {"fromfd", epoll_fromfd, "(type, fd, /)",
     "Create an epoll object from a given control file descriptor.", NATIVE_CLASS_METHOD},
    {"modify", epoll_modify, "(self, /, fd, eventmask)",
     "Modify event mask for a registered file descriptor.", NATIVE_METHOD},
    {"poll", epoll_poll, "(self, /, timeout=None, maxevents=-1)",
     "Wait for events: a list of (descriptor, events).", NATIVE_METHOD},
    {"register", epoll_register, "(self, /, fd, eventmask=7)",
     "Registers a new file descriptor; it is an error if it is registered already.", NATIVE_METHOD},
    {"unregister", epoll_unregister, "(self, /, fd)", "Remove a registered file descriptor.",
     NATIVE_METHOD},
    {0},
};
static const struct getset_def getsets[] = {
    {"closed", get_closed, NULL, "True if the epoll handler is closed"},
    {0},
};

struct type epoll_type = {
    TYPE_HEADER("epoll", sizeof(struct epoll_object)),
    .module = "select",
    .methods = methods,
    .getsets = getsets,
    .new = new,
    .release = release,
};

bool select_epoll_init(struct thread *t, Value module)
{
    static const struct module_number constants[] = {
        {"EPOLLIN", EPOLLIN},
        {"EPOLLOUT", EPOLLOUT},
        {"EPOLLPRI", EPOLLPRI},
        {"EPOLLERR", EPOLLERR},
        {"EPOLLHUP", EPOLLHUP},
        {"EPOLLRDHUP", EPOLLRDHUP},
        {"EPOLLET", 1u << 31},
        {"EPOLLONESHOT", EPOLLONESHOT},
        {"EPOLLEXCLUSIVE", EPOLLEXCLUSIVE},
        {"EPOLLRDNORM", EPOLLRDNORM},
        {"EPOLLRDBAND", EPOLLRDBAND},
        {"EPOLLWRNORM", EPOLLWRNORM},
        {"EPOLLWRBAND", EPOLLWRBAND},
        {"EPOLLMSG", EPOLLMSG},
        {"EPOLL_CLOEXEC", EPOLL_CLOEXEC},
    };
    return module_add_numbers(t, module, constants, COUNT_OF(constants)) &&
           module_add(t, module, "epoll", value_from_object(&epoll_type));
}
