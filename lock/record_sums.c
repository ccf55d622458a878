#include "lock/record_sums.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "lock/park.h"
#include "lock/record_state.h"
#include "runtime/base/attributes.h"

/* Sums of threads that have ended. */
static struct {
    struct ranked_mutex lock;
    /* Under the lock. */
    uint32_t n_ended, n_groups;
    uint64_t n_summed_up;
    struct thread_sums ended[ENDED_MAX], groups[GROUPS_MAX];
} past = {.lock = RANKED_MUTEX(LEAF)};

/* The union of all times in which a thread waited for the lock. */
static struct {
    struct ranked_mutex lock;
    /* Under the lock. */
    uint32_t n_waiting;
    int64_t since_ns; /* the first of them has waited */
    int64_t total_ns;
    int64_t counted_to_ns; /* until when they are in the total */
} contention = {.lock = RANKED_MUTEX(LEAF)};

static struct {
    struct ranked_mutex lock;
    /* Under the lock. */
    struct stop_sums collections, others;
} stops = {.lock = RANKED_MUTEX(LEAF)};

void sums_init(void)
{
    ranked_register_for_fork(&past.lock);
    ranked_register_for_fork(&contention.lock);
    ranked_register_for_fork(&stops.lock);
}

void sums_after_fork_child(void)
{
    past.n_ended = past.n_groups = 0;
    past.n_summed_up = 0;
    contention.n_waiting = 0;
    contention.total_ns = 0;
    stops.collections = stops.others = (struct stop_sums){0};
}

void contention_begin(int64_t now_ns)
{
    ranked_lock(&contention.lock);
    if (contention.n_waiting++ == 0) { /* a late caller's time may lie in what is counted already */
        contention.since_ns = now_ns > contention.counted_to_ns ? now_ns : contention.counted_to_ns;
    }
    ranked_unlock(&contention.lock);
}

void contention_end(int64_t now_ns)
{
    ranked_lock(&contention.lock);
    if (contention.n_waiting > 0 && --contention.n_waiting == 0 && now_ns > contention.since_ns) {
        contention.total_ns += now_ns - contention.since_ns;
        contention.counted_to_ns = now_ns;
    }
    ranked_unlock(&contention.lock);
}

static int64_t contended_ns(int64_t now_ns)
{
    ranked_lock(&contention.lock);
    int64_t total_ns = contention.total_ns;
    if (contention.n_waiting > 0 && now_ns > contention.since_ns) {
        total_ns += now_ns - contention.since_ns;
    }
    ranked_unlock(&contention.lock);
    return total_ns;
}

void sums_note_stop(const char *why, int64_t length_ns)
{
    ranked_lock(&stops.lock);
    struct stop_sums *s = strcmp(why, "collect") == 0 ? &stops.collections : &stops.others;
    s->stops++;
    s->total_ns += length_ns;
    if (length_ns > s->longest_ns) {
        s->longest_ns = length_ns;
    }
    ranked_unlock(&stops.lock);
}

/* ---- threads that have ended ---- */

/* Thread-17 (work) -> Thread-* (work) */
static void generalise(char *name)
{
    char *to = name;
    for (const char *from = name; *from != '\0'; from++) {
        if (!isdigit((unsigned char)*from)) {
            *to++ = *from;
        } else if (to == name || to[-1] != '*') {
            *to++ = '*';
        }
    }
    *to = '\0';
}

void sums_add(struct thread_sums *to, const struct thread_sums *from)
{
    to->n_threads += from->n_threads;
    to->acquired += from->acquired;
    to->forced += from->forced;
    for (int state = 0; state < RECORD_N_STATES; state++) {
        to->spent_ns[state] += from->spent_ns[state];
    }
    if (from->longest_wait_ns > to->longest_wait_ns) {
        to->longest_wait_ns = from->longest_wait_ns;
    }
    if (from->longest_hold_ns > to->longest_hold_ns) {
        to->longest_hold_ns = from->longest_hold_ns;
    }
}

/* The group of that name; the last one takes whatever there is no room for. */
static struct thread_sums *group_locked(const char *name)
{
    uint32_t i = 0;
    while (i < past.n_groups && strcmp(past.groups[i].name, name) != 0) {
        i++;
    }
    if (i == past.n_groups) {
        if (i == GROUPS_MAX) {
            return &past.groups[GROUPS_MAX - 1];
        }
        past.n_groups++;
        past.groups[i] = (struct thread_sums){.native_id = 0};
        strcpy(past.groups[i].name, i < GROUPS_MAX - 1 ? name : "(others)");
    }
    return &past.groups[i];
}

void sums_keep(const struct thread_sums *sums)
{
    ranked_lock(&past.lock);
    if (past.n_ended < ENDED_MAX) {
        past.ended[past.n_ended++] = *sums;
    } else {
        struct thread_sums copy = *sums;
        generalise(copy.name);
        sums_add(group_locked(copy.name), &copy);
        past.n_summed_up++;
    }
    ranked_unlock(&past.lock);
}

/* ---- the picture ---- */

/* What `r` is doing is counted up to now. Nothing if it runs but has lost the lock at a poll: then it waits. */
static void complete_locked(struct thread_sums *s, const struct record *r, int64_t now_ns)
{
    int64_t polling_ns = load_acquire(&r->polling_since_ns);
    if (s->state == RECORD_RUN && polling_ns > s->since_ns && load_acquire(&records.holder) != r) {
        s->spent_ns[RECORD_RUN] += polling_ns - s->since_ns;
        s->state = RECORD_WAIT;
        s->since_ns = polling_ns;
    }
    if (now_ns > s->since_ns) {
        s->spent_ns[s->state] += now_ns - s->since_ns;
    }
}

static void add_living_locked(struct record_picture *picture)
{
    const struct record *holder = load_acquire(&records.holder);
    struct record *last = records.first;
    while (last != NULL && last->next != NULL) {
        last = last->next;
    }
    for (struct record *r = last; r != NULL; r = r->previous) { /* the eldest first */
        ranked_lock(&r->lock);
        struct thread_sums *s = &picture->threads[picture->n_threads++];
        *s = r->sums;
        complete_locked(s, r, park_clock_ns());
        if (r == holder) {
            picture->holder = s->native_id;
        }
        ranked_unlock(&r->lock);
    }
}

static void add_past(struct record_picture *picture)
{
    ranked_lock(&past.lock);
    picture->n_summed_up = past.n_summed_up;
    memcpy(picture->threads, past.groups, past.n_groups * sizeof *past.groups);
    memcpy(picture->threads + past.n_groups, past.ended, past.n_ended * sizeof *past.ended);
    picture->n_threads = past.n_groups + past.n_ended;
    ranked_unlock(&past.lock);
}

static int64_t time_ns(struct timeval time)
{
    return (int64_t)time.tv_sec * 1000000000 + (int64_t)time.tv_usec * 1000;
}

static void fill_process(struct record_picture *picture)
{
    struct rusage usage;
    picture->pid = getpid();
    picture->parent = getppid();
    if (getrusage(RUSAGE_SELF, &usage) == 0) {
        picture->user_ns = time_ns(usage.ru_utime);
        picture->system_ns = time_ns(usage.ru_stime);
    }
    ranked_lock(&stops.lock);
    picture->collections = stops.collections;
    picture->other_stops = stops.others;
    ranked_unlock(&stops.lock);
}

struct record_picture *record_picture_take(void)
{
    if (!record_in_force) {
        return NULL;
    }
    ranked_lock(&records.lock);
    size_t n_living = 0;
    for (const struct record *r = records.first; r != NULL; r = r->next) {
        n_living++;
    }
    size_t most = n_living + ENDED_MAX + GROUPS_MAX;
    struct record_picture *picture = calloc(1, sizeof *picture + most * sizeof picture->threads[0]);
    if (picture != NULL) {
        add_past(picture);
        add_living_locked(picture);
        picture->contended_ns = contended_ns(park_clock_ns());
        picture->now_ns =
            park_clock_ns(); /* last: no time in the picture is longer than the process's */
        picture->wall_ns = records.begun_ns == 0 ? 0 : picture->now_ns - records.begun_ns;
        picture->process_name =
            strdup(records.process_name != NULL ? records.process_name : "MainProcess");
    }
    ranked_unlock(&records.lock);
    if (picture != NULL) {
        fill_process(picture);
    }
    return picture;
}

void record_picture_free(struct record_picture *picture)
{
    if (picture != NULL) {
        free(picture->process_name);
        free(picture);
    }
}
