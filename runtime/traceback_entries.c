/* The entries of a traceback. */
#include <string.h>

#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/traceback.h"

enum { SHOWN_REPETITIONS = 3, DEFAULT_LIMIT = 1000 };

static struct traceback *next_of(const struct traceback *traceback)
{
    Value next = value_load(&traceback->next);
    return next == VALUE_NONE ? NULL : (struct traceback *)next;
}

/* sys.tracebacklimit: so many of the innermost entries are shown. */
static int64_t entry_limit(struct thread *t)
{
    int64_t limit;
    Value v = sys_get_attribute(t, "tracebacklimit");
    if (v == VALUE_UNBOUND || !value_is_int(v)) {
        return DEFAULT_LIMIT;
    }
    return int_to_int64(v, &limit) ? limit : int_sign(v) < 0 ? 0 : INT64_MAX;
}

static void add_source(struct report *r, const struct code *code, const struct traceback *traceback)
{
    size_t n, indent = 0;
    const char *line = traceback_source_line(r, code->filename, traceback_line(traceback), &n);
    if (line == NULL) {
        return;
    }
    while (indent < n && strchr(" \t\f", line[indent]) != NULL) {
        indent++;
    }
    report_begin_line(r);
    report_add(r, "    ");
    report_add_n(r, line + indent, n - indent);
    report_add(r, "\n");
    struct code_position position = code_position_at(code, traceback->word);
    if (position.line == traceback_line(traceback)) {
        marks_add(r, line, n, indent, &position);
    }
}

static void add_entry(struct report *r, const struct traceback *traceback)
{
    const struct code *code = (const struct code *)traceback->code;
    report_begin_line(r);
    report_add(r, "  File \"");
    report_add_str(r, code->filename);
    report_add_format(r, "\", line %d, in ", (int)traceback_line(traceback));
    report_add_str(r, code->name);
    report_add(r, "\n");
    add_source(r, code, traceback);
}

static void add_repetitions(struct report *r, int64_t n)
{
    if (n > SHOWN_REPETITIONS) {
        n -= SHOWN_REPETITIONS;
        report_begin_line(r);
        report_add_format(r, "  [Previous line repeated %ld more time%s]\n", (long)n,
                          n > 1 ? "s" : "");
    }
}

static bool is_same_line(const struct traceback *a, const struct traceback *b)
{
    const struct code *code_a = (const struct code *)a->code,
                      *code_b = (const struct code *)b->code;
    return traceback_line(a) == traceback_line(b) &&
           str_equal(value_to_str(code_a->filename), value_to_str(code_b->filename)) &&
           str_equal(value_to_str(code_a->name), value_to_str(code_b->name));
}

static void add_entries(struct report *r, const struct traceback *traceback)
{
    const struct traceback *last = NULL;
    int64_t n = 0;
    for (; traceback != NULL; traceback = next_of(traceback)) {
        if (last == NULL || !is_same_line(last, traceback)) {
            add_repetitions(r, n);
            n = 0;
        }
        last = traceback;
        if (++n <= SHOWN_REPETITIONS) {
            add_entry(r, traceback);
        }
    }
    add_repetitions(r, n);
}

static void add_header(struct report *r, bool is_group)
{
    if (is_group && r->depth == 1) {
        report_add(r, "  + ");
    } else {
        report_begin_line(r);
    }
    report_add(r, is_group ? "Exception Group Traceback (most recent call last):\n"
                           : "Traceback (most recent call last):\n");
}

void report_add_traceback(struct report *r, Value v, bool is_group)
{
    const struct traceback *traceback = (const struct traceback *)v;
    int64_t n = 0, limit = entry_limit(r->t);
    if (limit <= 0) {
        return;
    }
    for (const struct traceback *entry = traceback; entry != NULL; entry = next_of(entry)) {
        n++;
    }
    for (; n > limit; n--) {
        traceback = next_of(traceback);
    }
    add_header(r, is_group);
    add_entries(r, traceback);
}
