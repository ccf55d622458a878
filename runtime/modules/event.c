/*
 * threading.Event.
 *
 *       31                                  2     1        0
 *      +-------------------------------------+--------+--------+
 *      |     how often it has been raised    | PARKED |  FLAG  |
 *      +-------------------------------------+--------+--------+
 *
 * A wait ends when the flag is raised, even if it is down again before the thread runs: the number has changed. PARKED says
 * that threads may sleep at the event's address; it is set by whoever goes to sleep, under the flag's being down, and set()
 * takes it away in the same step that raises the flag. So either set() sees the sleeper's bit, or the sleeper, asked again
 * under the bucket's lock, sees another word and stays awake.
 *
 * set() and clear() are read-modify-writes even where they change nothing: what a thread wrote before set() is seen by one
 * that calls clear() and then looks.
 */
#include "lock/park.h"
#include "runtime/modules/sync.h"
#include "runtime/native.h"
#include "runtime/shape.h"
#include "runtime/str.h"
#include "runtime/warning.h"

enum { FLAG = 1, PARKED = 2, ONE_MORE = 4 };

struct event {
    struct object base;
    uint32_t word; /* any thread, atomically */
    struct slot_chunk *attribute_slots;
};

static struct event *event_of(Value self)
{
    return (struct event *)self;
}

static bool is_raised(const struct event *event)
{
    return load_acquire(&event->word) & FLAG;
}

/* ---- the word ---- */

static void raise_flag(struct event *event)
{
    uint32_t seen = load_relaxed(&event->word), next;
    do {
        next = seen & FLAG ? seen : ((seen + ONE_MORE) & ~(uint32_t)PARKED) | FLAG;
    } while (!compare_and_swap(&event->word, &seen, next));
    if (seen & PARKED) {
        park_wake_all(event);
    }
}

struct event_wait {
    struct event *event;
    uint32_t word; /* as it was when the thread decided to sleep */
};

static bool is_unchanged(void *argument)
{
    const struct event_wait *wait = argument;
    return load_seq_cst(&wait->event->word) == wait->word;
}

static enum truth wait_until(struct thread *t, struct event *event, int64_t deadline_ns)
{
    uint32_t seen = load_acquire(&event->word);
    while (!(seen & (FLAG | PARKED)) && !compare_and_swap(&event->word, &seen, seen | PARKED)) {
    }
    if (seen & FLAG) {
        return TRUTH_TRUE;
    }
    struct event_wait wait = {event, seen | PARKED};
    return sync_wait_while(t, event, is_unchanged, &wait, deadline_ns, "Event.wait");
}

/* ---- methods ---- */

static Value is_set(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                    Value names UNUSED)
{
    return value_from_bool(is_raised(event_of(args[0])));
}

static Value is_set_by_old_name(struct thread *t, Value *args, uint32_t n_args, Value names)
{
    return warning_issue(t, &DeprecationWarning_type, "isSet() is deprecated, use is_set() instead")
               ? is_set(t, args, n_args, names)
               : VALUE_ERROR;
}

static Value set(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    raise_flag(event_of(args[0]));
    return VALUE_NONE;
}

static Value clear(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    atomic_and(&event_of(args[0])->word, ~(uint32_t)FLAG);
    return VALUE_NONE;
}

/* args: timeout. */
static Value wait(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct event *event = event_of(args[0]);
    int64_t deadline_ns;
    if (is_raised(event)) {
        return VALUE_TRUE;
    }
    if (!sync_deadline(t, args[1], &deadline_ns)) {
        return VALUE_ERROR;
    }
    enum truth raised =
        deadline_ns == 0 ? (enum truth)is_raised(event) : wait_until(t, event, deadline_ns);
    return raised == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(raised);
}

/* In a forked child, where nobody sleeps. */
static Value at_fork_reinit(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                            Value names UNUSED)
{
    atomic_and(&event_of(args[0])->word, ~(uint32_t)PARKED);
    return VALUE_NONE;
}

/* ---- creation, and how it shows ---- */

static Value new_event(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct event *event = gc_new(t, (struct type *)args[0]);
    return event == NULL ? VALUE_ERROR : value_from_object(event);
}

static bool init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"Event.__init__", "()", NULL};
    Value none;
    (void)self;
    return arguments_bind(t, &parser, args, n_args, keyword_names, &none);
}

static Value repr(struct thread *t, Value self)
{
    char here[24];
    Value name = sync_class_name(t, self);
    return name == VALUE_ERROR
               ? VALUE_ERROR
               : str_format(t, "<%V at %s: %s>", name, address_text(value_to_object(self), here),
                            is_raised(event_of(self)) ? "set" : "unset");
}

static Value get_flag(struct thread *t UNUSED, Value self)
{
    return value_from_bool(is_raised(event_of(self)));
}

static const struct native_def methods[] = {
    {"is_set", is_set, "(self)", "Is the flag up?", NATIVE_METHOD},
    {"isSet", is_set_by_old_name, "(self)", "The old name of is_set().", NATIVE_METHOD},
    {"set", set, "(self)", "Raise the flag and wake every thread that waits for it.",
     NATIVE_METHOD},
    {"clear", clear, "(self)", "Take the flag down.", NATIVE_METHOD},
    {"wait", wait, "(self, timeout=None)",
     "Wait for the flag; True if it was raised, False after the timeout.", NATIVE_METHOD},
    {"_at_fork_reinit", at_fork_reinit, "(self)", NULL, NATIVE_METHOD},
    {0},
};

static const struct getset_def getsets[] = {
    {"_flag", get_flag, NULL, NULL},
    {0},
};

static const struct getset_def members[] = {
    {"__dict__", instance_get_dict, NULL, NULL},
    {0},
};

struct type event_type = {
    TYPE_HEADER("Event", sizeof(struct event)),
    .module = "threading",
    .doc = "A flag that threads can wait for.",
    .flags = TYPE_BASE | TYPE_HAS_DICT | TYPE_WEAK_REFERABLE | TYPE_NAMED_SHORTLY,
    .slots_offset = offsetof(struct event, attribute_slots),
    .new = new_event,
    .init = init,
    .repr = repr,
    .methods = methods,
    .getsets = getsets,
    .members = members,
};
