#include "lock/record_report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lock/global.h"
#include "lock/places.h"
#include "lock/trace_rows.h"
#include "runtime/base/attributes.h"

static double seconds_of(int64_t ns)
{
    return (double)ns * 1e-9;
}

/* ---- functions ---- */

/* What a function was charged, as it was at one moment. */
struct charge {
    const struct place *place;
    int64_t held_ns, waited_ns, longest_hold_ns, longest_wait_ns;
    uint64_t holds, waits;
};

static int by_hold(const void *left, const void *right)
{
    const struct charge *a = left, *b = right;
    return (a->held_ns < b->held_ns) - (a->held_ns > b->held_ns);
}

static int by_wait(const void *left, const void *right)
{
    const struct charge *a = left, *b = right;
    return (a->waited_ns < b->waited_ns) - (a->waited_ns > b->waited_ns);
}

/* Those that were charged anything; malloc'ed, NULL: no memory. */
static struct charge *take_charges(size_t *n)
{
    uint32_t count = places_count();
    struct charge *charges = malloc(count * sizeof *charges);
    *n = 0;
    for (uint32_t i = 0; charges != NULL && i < count; i++) {
        const struct place *place = place_at(i);
        struct charge c = {
            .place = place,
            .held_ns = load_relaxed(&place->held_ns),
            .waited_ns = load_relaxed(&place->waited_ns),
            .longest_hold_ns = load_relaxed(&place->longest_hold_ns),
            .longest_wait_ns = load_relaxed(&place->longest_wait_ns),
            .holds = load_relaxed(&place->holds),
            .waits = load_relaxed(&place->waits),
        };
        if (c.holds > 0 || c.waits > 0) {
            charges[(*n)++] = c;
        }
    }
    if (charges != NULL) {
        qsort(charges, *n, sizeof *charges, by_hold);
    }
    return charges;
}

/* ---- for people ---- */

enum { FUNCTIONS_SHOWN = 10, NAME_WIDTH = 28, FUNCTION_WIDTH = 52, THREADS_SHOWN = 50 };

static const struct thread_sums *sum_up(const struct record_picture *picture,
                                        struct thread_sums *total)
{
    *total = (struct thread_sums){.name = "all"};
    for (uint32_t i = 0; i < picture->n_threads; i++) {
        sums_add(total, &picture->threads[i]);
    }
    return total;
}

static void thread_line(struct buffer *to, const struct thread_sums *s)
{
    char id[32];
    if (s->native_id != 0) {
        snprintf(id, sizeof id, "%d", (int)s->native_id);
    } else {
        snprintf(id, sizeof id, "%u threads", s->n_threads);
    }
    buffer_append_format(to, "%-*s %12s", NAME_WIDTH, s->name, id);
    for (int state = 0; state < RECORD_N_STATES; state++) {
        buffer_append_format(to, " %9.3f", seconds_of(s->spent_ns[state]));
    }
    buffer_append_format(to, " %9" PRIu64 " %8" PRIu64 " %9.2f %9.2f\n", s->acquired, s->forced,
                         (double)s->longest_wait_ns * 1e-6, (double)s->longest_hold_ns * 1e-6);
}

static int by_work(const void *left, const void *right)
{
    const struct thread_sums *a = *(const struct thread_sums *const *)left;
    const struct thread_sums *b = *(const struct thread_sums *const *)right;
    int64_t of_a = a->spent_ns[RECORD_RUN] + a->spent_ns[RECORD_WAIT];
    int64_t of_b = b->spent_ns[RECORD_RUN] + b->spent_ns[RECORD_WAIT];
    return (of_a < of_b) - (of_a > of_b);
}

/* Those with the most to do first. */
static void thread_lines(struct buffer *to, const struct record_picture *picture)
{
    const struct thread_sums **order = malloc((picture->n_threads + 1) * sizeof *order);
    if (order == NULL) {
        return;
    }
    for (uint32_t i = 0; i < picture->n_threads; i++) {
        order[i] = &picture->threads[i];
    }
    qsort(order, picture->n_threads, sizeof *order, by_work);
    for (uint32_t i = 0; i < picture->n_threads && i < THREADS_SHOWN; i++) {
        thread_line(to, order[i]);
    }
    if (picture->n_threads > THREADS_SHOWN) {
        buffer_append_format(to, "(%u lines more)\n", picture->n_threads - THREADS_SHOWN);
    }
    free(order);
}

static void function_line(struct buffer *to, const struct charge *c, int64_t spent_ns,
                          uint64_t times, int64_t longest_ns)
{
    char name[256];
    if (c->place->file[0] != '\0') {
        snprintf(name, sizeof name, "%s (%s:%u)", c->place->function, c->place->file,
                 c->place->line);
    } else {
        snprintf(name, sizeof name, "%s", c->place->function);
    }
    buffer_append_format(to, "  %-*s %9.3f %9" PRIu64 " %9.2f\n", FUNCTION_WIDTH, name,
                         seconds_of(spent_ns), times, (double)longest_ns * 1e-6);
}

static void function_tables(struct buffer *to)
{
    size_t n;
    struct charge *charges = take_charges(&n);
    if (charges == NULL) {
        return;
    }
    buffer_append_format(to, "%-*s %9s %9s %9s\n", FUNCTION_WIDTH + 2,
                         policy_current()->exclusive ? "functions that held the lock longest"
                                                     : "functions that ran longest",
                         "held s", "times", "most ms");
    for (size_t i = 0; i < n && i < FUNCTIONS_SHOWN && charges[i].holds > 0; i++) {
        function_line(to, &charges[i], charges[i].held_ns, charges[i].holds,
                      charges[i].longest_hold_ns);
    }
    qsort(charges, n, sizeof *charges, by_wait);
    if (n > 0 && charges[0].waits > 0) {
        buffer_append_format(to, "%-*s %9s %9s %9s\n", FUNCTION_WIDTH + 2,
                             "functions that waited longest", "waited s", "times", "most ms");
    }
    for (size_t i = 0; i < n && i < FUNCTIONS_SHOWN && charges[i].waits > 0; i++) {
        function_line(to, &charges[i], charges[i].waited_ns, charges[i].waits,
                      charges[i].longest_wait_ns);
    }
    free(charges);
}

static void stop_line(struct buffer *to, const char *what, const struct stop_sums *s)
{
    buffer_append_format(to, "%s: %" PRIu64 ", %.3f s together, the longest %.2f ms\n", what,
                         s->stops, seconds_of(s->total_ns), (double)s->longest_ns * 1e-6);
}

void record_report_text(const struct record_picture *picture, struct buffer *to)
{
    struct thread_sums total;
    const struct lock_policy *policy = policy_current();
    buffer_append_format(to, "--- the lock: %s, process %d, --gil=%s, %.3f s ---\n",
                         picture->process_name, (int)picture->pid, policy->name,
                         seconds_of(picture->wall_ns));
    buffer_append_format(to, "%-*s %12s %9s %9s %9s %9s %9s %8s %9s %9s\n", NAME_WIDTH, "thread",
                         "native id", "run s", "wait s", "blocked s", "stopped s", "taken",
                         "forced", "wait ms", "hold ms");
    thread_lines(to, picture);
    thread_line(to, sum_up(picture, &total));
    if (picture->n_summed_up > 0) {
        buffer_append_format(to,
                             "%" PRIu64 " of the threads that have ended are summed up by name\n",
                             picture->n_summed_up);
    }
    function_tables(to);
    stop_line(to, "stops by the collector", &picture->collections);
    stop_line(to, "other stops", &picture->other_stops);
    if (policy->exclusive) {
        buffer_append_format(
            to, "the lock was the bottleneck for %.3f s, %.1f %% of the time: a thread waited\n",
            seconds_of(picture->contended_ns),
            picture->wall_ns > 0 ? 100.0 * (double)picture->contended_ns / (double)picture->wall_ns
                                 : 0.0);
    }
}

/* ---- piece by piece ---- */

static void visit_stops(const struct stop_sums *s, const char *key, struct report_visitor *v)
{
    v->begin(v, key, false);
    v->number(v, "stops", (int64_t)s->stops);
    v->seconds(v, "total", seconds_of(s->total_ns));
    v->seconds(v, "longest", seconds_of(s->longest_ns));
    v->end(v, false);
}

static void visit_thread(const struct thread_sums *s, struct report_visitor *v)
{
    static const char *const states[RECORD_N_STATES] = {"run", "wait", "blocked", "stopped"};
    v->begin(v, NULL, false);
    v->text(v, "name", s->name);
    v->number(v, "native_id", s->native_id);
    v->number(v, "threads", s->n_threads);
    v->truth(v, "alive", s->alive);
    v->text(v, "state", s->alive ? states[s->state] : "ended");
    for (int state = 0; state < RECORD_N_STATES; state++) {
        v->seconds(v, states[state], seconds_of(s->spent_ns[state]));
    }
    v->number(v, "acquired", (int64_t)s->acquired);
    v->number(v, "forced", (int64_t)s->forced);
    v->seconds(v, "longest_wait", seconds_of(s->longest_wait_ns));
    v->seconds(v, "longest_hold", seconds_of(s->longest_hold_ns));
    v->end(v, false);
}

static void visit_functions(struct report_visitor *v)
{
    size_t n;
    struct charge *charges = take_charges(&n);
    v->begin(v, "functions", true);
    for (size_t i = 0; charges != NULL && i < n; i++) {
        const struct charge *c = &charges[i];
        v->begin(v, NULL, false);
        v->text(v, "function", c->place->function);
        v->text(v, "file", c->place->file);
        v->number(v, "line", c->place->line);
        v->seconds(v, "held", seconds_of(c->held_ns));
        v->number(v, "holds", (int64_t)c->holds);
        v->seconds(v, "longest_hold", seconds_of(c->longest_hold_ns));
        v->seconds(v, "waited", seconds_of(c->waited_ns));
        v->number(v, "waits", (int64_t)c->waits);
        v->seconds(v, "longest_wait", seconds_of(c->longest_wait_ns));
        v->end(v, false);
    }
    v->end(v, true);
    free(charges);
}

static void visit_threads(const struct record_picture *picture, struct report_visitor *v)
{
    v->begin(v, "threads", true);
    for (uint32_t i = 0; i < picture->n_threads; i++) {
        visit_thread(&picture->threads[i], v);
    }
    v->end(v, true);
}

void record_report_visit(const struct record_picture *picture, struct report_visitor *v)
{
    struct thread_sums total;
    const struct lock_policy *policy = policy_current();
    sum_up(picture, &total);
    v->begin(v, NULL, false);
    v->number(v, "pid", picture->pid);
    v->number(v, "parent", picture->parent);
    v->text(v, "name", picture->process_name);
    v->text(v, "policy", policy->name);
    v->truth(v, "exclusive", policy->exclusive);
    v->seconds(v, "switch_interval", seconds_of(policy_switch_interval_ns()));
    v->seconds(v, "wall", seconds_of(picture->wall_ns));
    v->seconds(v, "user", seconds_of(picture->user_ns));
    v->seconds(v, "system", seconds_of(picture->system_ns));
    v->seconds(v, "contended", seconds_of(picture->contended_ns));
    v->seconds(v, "contended_share",
               picture->wall_ns > 0 ? (double)picture->contended_ns / (double)picture->wall_ns
                                    : 0.0);
    v->number(v, "acquired", (int64_t)total.acquired);
    v->number(v, "forced", (int64_t)total.forced);
    visit_stops(&picture->collections, "collector", v);
    visit_stops(&picture->other_stops, "other_stops", v);
    visit_threads(picture, v);
    visit_functions(v);
    v->end(v, false);
}

/* ---- JSON ---- */

struct json_writer {
    struct report_visitor base;
    struct buffer *to;
    bool is_first; /* of its list or mapping */
};

static void json_key(struct report_visitor *v, const char *key)
{
    struct json_writer *w = CONTAINER_OF(v, struct json_writer, base);
    if (!w->is_first) {
        buffer_append_string(w->to, ", ");
    }
    w->is_first = false;
    if (key != NULL) {
        buffer_append_format(w->to, "\"%s\": ", key);
    }
}

static void json_begin(struct report_visitor *v, const char *key, bool is_list)
{
    struct json_writer *w = CONTAINER_OF(v, struct json_writer, base);
    json_key(v, key);
    buffer_append_byte(w->to, is_list ? '[' : '{');
    w->is_first = true;
}

static void json_end(struct report_visitor *v, bool is_list)
{
    struct json_writer *w = CONTAINER_OF(v, struct json_writer, base);
    buffer_append_byte(w->to, is_list ? ']' : '}');
    w->is_first = false;
}

static void json_number(struct report_visitor *v, const char *key, int64_t number)
{
    json_key(v, key);
    buffer_append_format(CONTAINER_OF(v, struct json_writer, base)->to, "%" PRId64, number);
}

static void json_seconds(struct report_visitor *v, const char *key, double seconds)
{
    json_key(v, key);
    buffer_append_format(CONTAINER_OF(v, struct json_writer, base)->to, "%.9f", seconds);
}

static void json_text(struct report_visitor *v, const char *key, const char *text)
{
    json_key(v, key);
    trace_append_json(CONTAINER_OF(v, struct json_writer, base)->to, text);
}

static void json_truth(struct report_visitor *v, const char *key, bool truth)
{
    json_key(v, key);
    buffer_append_string(CONTAINER_OF(v, struct json_writer, base)->to, truth ? "true" : "false");
}

void record_report_json(const struct record_picture *picture, struct buffer *to)
{
    struct json_writer w = {.base = {.begin = json_begin,
                                     .end = json_end,
                                     .number = json_number,
                                     .seconds = json_seconds,
                                     .text = json_text,
                                     .truth = json_truth},
                            .to = to,
                            .is_first = true};
    record_report_visit(picture, &w.base);
}
