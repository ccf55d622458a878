/*
 * The module select: poll objects and select(). A poll object is a table of descriptors; one thread may wait while
 * another registers: the waiting one works on the copy that it made under the object's lock.
 */
#include <errno.h>
#include <math.h>
#include <poll.h>
#include <stdlib.h>

#include "lock/park.h"
#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/list.h"
#include "runtime/modules/select.h"
#include "runtime/tuple.h"

struct poll_object {
    struct object base;
    Value masks;      /* dict: descriptor -> events, in order of registration; immutable */
    uint32_t waiting; /* atomic: a thread is in poll() */
};

static struct poll_object *self_of(Value v)
{
    return (struct poll_object *)v;
}

/* ---- registering ---- */

enum { DEFAULT_EVENTS = POLLIN | POLLPRI | POLLOUT };

static bool events_argument(struct thread *t, Value v, int *events)
{
    int64_t n = DEFAULT_EVENTS;
    Value index = v == VALUE_UNBOUND ? value_from_small_int(n) : number_index(t, v);
    if (index == VALUE_ERROR) {
        return false;
    }
    if (int_sign(index) < 0) {
        return raise_false(t, &ValueError_type, "value must be positive");
    }
    if (!int_to_int64(index, &n)) {
        return raise_false(t, &OverflowError_type,
                           "Python int too large to convert to C unsigned long");
    }
    *events = (int)n;
    return n <= UINT16_MAX ||
           raise_false(t, &OverflowError_type, "Python int too large for C unsigned short");
}

POSIX_FUNCTION(poll_register)
{
    int fd, events = 0;
    if (!posix_descriptor(t, args[1], &fd) || !events_argument(t, args[2], &events)) {
        return VALUE_ERROR;
    }
    return dict_set(t, value_to_dict(self_of(args[0])->masks), value_from_small_int(fd),
                    value_from_small_int(events))
               ? VALUE_NONE
               : VALUE_ERROR;
}

POSIX_FUNCTION(poll_modify)
{
    int fd, events = 0;
    if (!posix_descriptor(t, args[1], &fd) || !events_argument(t, args[2], &events)) {
        return VALUE_ERROR;
    }
    struct dict *masks = value_to_dict(self_of(args[0])->masks);
    if (dict_get(t, masks, value_from_small_int(fd)) == VALUE_UNBOUND) {
        return raise_os_error(t, ENOENT, VALUE_UNBOUND, VALUE_UNBOUND);
    }
    return dict_set(t, masks, value_from_small_int(fd), value_from_small_int(events)) ? VALUE_NONE
                                                                                      : VALUE_ERROR;
}

POSIX_FUNCTION(poll_unregister)
{
    int fd;
    Value was;
    if (!posix_descriptor(t, args[1], &fd) ||
        !dict_remove(t, value_to_dict(self_of(args[0])->masks), value_from_small_int(fd), &was)) {
        return VALUE_ERROR;
    }
    return was == VALUE_UNBOUND ? raise_with_argument(t, &KeyError_type, value_from_small_int(fd))
                                : VALUE_NONE;
}

/* ---- waiting ---- */

bool select_timeout_argument(struct thread *t, Value v, int64_t ns_per_unit, const char *what,
                             int64_t *ns)
{
    static const char too_large[] = "timestamp too large to convert to C _PyTime_t";
    *ns = -1;
    if (v == VALUE_UNBOUND || v == VALUE_NONE) {
        return true;
    }
    if (value_is_float(v)) {
        double d = float_to_double(v) * (double)ns_per_unit;
        if (isnan(d)) {
            return raise_false(t, &ValueError_type, "Invalid value NaN (not a number)");
        }
        d = d < 0 ? floor(d) : ceil(d);
        if (!(d >= -0x1p63 && d < 0x1p63)) {
            return raise_false(t, &OverflowError_type, too_large);
        }
        *ns = (int64_t)d;
        return true;
    }
    int64_t whole;
    if (!value_is_int(v) && object_find_special(t, v, name___index__) == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "timeout must be %s or None", what);
    }
    Value index = number_index(t, v);
    if (index == VALUE_ERROR) {
        return false;
    }
    return (int_to_int64(index, &whole) && !__builtin_mul_overflow(whole, ns_per_unit, ns)) ||
           raise_false(t, &OverflowError_type, too_large);
}

int64_t select_deadline(int64_t timeout_ns)
{
    return timeout_ns < 0 ? PARK_FOREVER : park_deadline_ns(timeout_ns);
}

/* poll(2) until the deadline, signals served in between. -1: an exception is set. */
static int wait_for_events(struct thread *t, struct pollfd *fds, nfds_t n, int64_t deadline_ns)
{
    int ready;
    BLOCKING(t, ready, posix_poll(fds, n, deadline_ns));
    if (ready < 0) {
        (void)raise_errno(t, VALUE_UNBOUND);
    }
    return ready;
}

static size_t copy_masks(struct dict *masks, struct pollfd *fds, size_t most)
{
    uint64_t position = 0;
    size_t n = 0;
    Value fd, events;
    while (n < most && dict_next(masks, &position, &fd, &events)) {
        fds[n++] = (struct pollfd){.fd = (int)value_to_small_int(fd),
                                   .events = (short)value_to_small_int(events)};
    }
    return n;
}

static Value ready_list(struct thread *t, const struct pollfd *fds, size_t n)
{
    Value list = list_new(t, 0);
    for (size_t i = 0; list != VALUE_ERROR && i < n; i++) {
        if (fds[i].revents == 0) {
            continue;
        }
        Value pair = tuple_of(t, 2, value_from_small_int(fds[i].fd),
                              value_from_small_int((uint16_t)fds[i].revents));
        if (pair == VALUE_ERROR || !list_append(t, value_to_list(list), pair)) {
            return VALUE_ERROR;
        }
    }
    return list;
}

static Value poll_once(struct thread *t, struct dict *masks, int64_t deadline_ns)
{
    size_t most = dict_length(masks);
    struct pollfd *fds = malloc((most + 1) * sizeof *fds);
    if (fds == NULL) {
        return raise_no_memory(t);
    }
    size_t n = copy_masks(masks, fds, most);
    Value list = wait_for_events(t, fds, n, deadline_ns) < 0 ? VALUE_ERROR : ready_list(t, fds, n);
    free(fds);
    return list;
}

POSIX_FUNCTION(poll_poll)
{
    enum { NS_PER_MS = 1000000 };
    int64_t timeout_ns;
    struct poll_object *self = self_of(args[0]);
    if (!select_timeout_argument(t, args[1], NS_PER_MS, "an integer", &timeout_ns)) {
        return VALUE_ERROR;
    }
    if (timeout_ns > (int64_t)INT32_MAX * NS_PER_MS) {
        return raise_error(t, &OverflowError_type, "timeout is too large");
    }
    if (atomic_swap(&self->waiting, 1)) {
        return raise_error(t, &RuntimeError_type, "concurrent poll() invocation");
    }
    Value list = poll_once(t, value_to_dict(self->masks), select_deadline(timeout_ns));
    store_release(&self->waiting, 0);
    return list;
}

static const struct native_def poll_methods[] = {
    {"modify", poll_modify, "(self, fd, eventmask, /)",
     "Modify an already registered file descriptor.", NATIVE_METHOD},
    {"poll", poll_poll, "(self, timeout=None, /)", "Polls the set of registered file descriptors.",
     NATIVE_METHOD},
    {"register", poll_register, "(self, fd, eventmask=7, /)",
     "Register a file descriptor with the polling object.", NATIVE_METHOD},
    {"unregister", poll_unregister, "(self, fd, /)",
     "Remove a file descriptor being tracked by the polling object.", NATIVE_METHOD},
    {0},
};

static void trace(struct marker *m, struct object *self)
{
    mark_value(m, ((struct poll_object *)self)->masks);
}

struct type poll_type = {
    TYPE_HEADER("poll", sizeof(struct poll_object)),
    .module = "select",
    .methods = poll_methods,
    .trace = trace,
};

POSIX_FUNCTION(select_poll)
{
    struct poll_object *self = gc_allocate(t, sizeof *self, &poll_type);
    Value masks = self == NULL ? VALUE_ERROR : dict_new(t);
    if (masks == VALUE_ERROR) {
        return masks;
    }
    self->masks = masks;
    return value_from_object(self);
}

/* ---- select ---- */

/* What is asked for: malloc'ed, its maker frees it. */
struct question {
    struct pollfd *fds;
    size_t n, capacity;
};

static bool add_descriptor(struct thread *t, struct question *q, Value object, short events)
{
    int fd;
    if (!posix_descriptor(t, object, &fd)) {
        return false;
    }
    if (q->n == q->capacity) {
        size_t capacity = 2 * q->capacity + 8;
        struct pollfd *fds = realloc(q->fds, capacity * sizeof *fds);
        if (fds == NULL) {
            return raise_no_memory(t) != VALUE_ERROR;
        }
        q->fds = fds;
        q->capacity = capacity;
    }
    q->fds[q->n++] = (struct pollfd){.fd = fd, .events = events};
    return true;
}

/*
 * Appends the descriptors of a list or tuple; the result is a list of the objects that they came from. fileno() may be
 * Python, which may change the list: what is in it when its turn comes counts, as in CPython.
 */
static Value add_descriptors(struct thread *t, struct question *q, Value sequence, short events)
{
    Value objects = list_new(t, 0);
    for (uint64_t i = 0; objects != VALUE_ERROR; i++) {
        Value object = VALUE_UNBOUND;
        if (value_is_list(sequence)) {
            object = list_get(value_to_list(sequence), i);
        } else if (i < value_to_tuple(sequence)->length) {
            object = value_to_tuple(sequence)->items[i];
        }
        if (object == VALUE_UNBOUND) {
            break;
        }
        if (!add_descriptor(t, q, object, events) ||
            !list_append(t, value_to_list(objects), object)) {
            return VALUE_ERROR;
        }
    }
    return objects;
}

/* Those whose descriptors are ready, as a list. */
static Value ready_objects(struct thread *t, Value objects, const struct pollfd *fds, short events)
{
    Value list = list_new(t, 0), object;
    for (uint64_t i = 0; list != VALUE_ERROR; i++) {
        if ((object = list_get(value_to_list(objects), i)) == VALUE_UNBOUND) {
            break;
        }
        if ((fds[i].revents & events) && !list_append(t, value_to_list(list), object)) {
            return VALUE_ERROR;
        }
    }
    return list;
}

static Value select_on(struct thread *t, const Value sequences[3], struct question *q,
                       int64_t deadline_ns)
{
    static const short asked[] = {POLLIN, POLLOUT, POLLPRI};
    static const short answers[] = {POLLIN | POLLHUP | POLLERR, POLLOUT | POLLERR, POLLPRI};
    size_t starts[3];
    Value objects[3], lists[3];
    for (int i = 0; i < 3; i++) {
        starts[i] = q->n;
        if ((objects[i] = add_descriptors(t, q, sequences[i], asked[i])) == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    if (wait_for_events(t, q->fds, q->n, deadline_ns) < 0) {
        return VALUE_ERROR;
    }
    for (size_t i = 0; i < q->n; i++) {
        if (q->fds[i].revents & POLLNVAL) {
            return raise_os_error(t, EBADF, VALUE_UNBOUND, VALUE_UNBOUND);
        }
    }
    for (int i = 0; i < 3; i++) {
        lists[i] = ready_objects(t, objects[i], q->fds + starts[i], answers[i]);
        if (lists[i] == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    return tuple_new(t, lists, 3);
}

/* A list as it is, anything else as a tuple. */
static Value sequence_of(struct thread *t, Value v)
{
    if (value_is_list(v)) {
        return v;
    }
    Value items = tuple_from_iterable(t, v);
    return items == VALUE_ERROR && error_swallow(t, &TypeError_type)
               ? raise_error(t, &TypeError_type, "arguments 1-3 must be sequences")
               : items;
}

POSIX_FUNCTION(select_select)
{
    enum { NS_PER_SECOND = 1000000000 };
    int64_t timeout_ns;
    Value sequences[3];
    for (int i = 0; i < 3; i++) {
        if ((sequences[i] = sequence_of(t, args[i])) == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    if (!select_timeout_argument(t, args[3], NS_PER_SECOND, "a float", &timeout_ns)) {
        return VALUE_ERROR;
    }
    bool is_given = args[3] != VALUE_UNBOUND && args[3] != VALUE_NONE;
    if (is_given && timeout_ns < 0) {
        return raise_error(t, &ValueError_type, "timeout must be non-negative");
    }
    struct question q = {NULL, 0, 0};
    Value ready = select_on(t, sequences, &q, select_deadline(timeout_ns));
    free(q.fds);
    return ready;
}

static const struct native_def functions[] = {
    {"poll", select_poll, "()", "Returns a polling object.", NATIVE_METHOD},
    {"select", select_select, "(rlist, wlist, xlist, timeout=None, /)",
     "Wait until one or more file descriptors are ready for some kind of I/O.", NATIVE_METHOD},
    {0},
};

bool module_init_select(struct thread *t, Value module)
{
    static const struct module_number constants[] = {
        {"POLLIN", POLLIN},         {"POLLOUT", POLLOUT},       {"POLLERR", POLLERR},
        {"POLLHUP", POLLHUP},       {"POLLNVAL", POLLNVAL},     {"POLLPRI", POLLPRI},
        {"POLLRDNORM", POLLRDNORM}, {"POLLRDBAND", POLLRDBAND}, {"POLLWRNORM", POLLWRNORM},
        {"POLLWRBAND", POLLWRBAND}, {"POLLRDHUP", POLLRDHUP},   {"PIPE_BUF", 4096},
    };
    return module_add_numbers(t, module, constants, COUNT_OF(constants)) &&
           module_add(t, module, "error", value_from_object(&OSError_type)) &&
           select_epoll_init(t, module) && module_add_functions(t, module, functions);
}
