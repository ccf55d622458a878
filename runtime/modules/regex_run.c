/*
 * Compiling for a width, and matching. A match first gets a small budget of steps. What needs more, or has a long text to
 * look through, is run in a blocking region, where other threads run, with budgets that double: between two of them signals
 * are handled, so Ctrl-C ends a match that backtracks for ever. Starting over costs at most as much again.
 */
#include <string.h>

#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/module.h"
#include "runtime/modules/regex.h"
#include "runtime/str.h"

enum {
    FIRST_BUDGET = 20000,    /* steps; far below a millisecond */
    SECOND_BUDGET = 1 << 22, /* in a blocking region */
    LONG_TEXT = 1 << 16, /* characters: looking through them takes longer than leaving the lock */
    NEST_LIMIT = 1000    /* parentheses in parentheses, which PCRE2 compiles by recursion */
};

/* --- Compiling --- */

/* The translated pattern, ASCII, as units of `width` bytes. */
static void widen(const struct str *s, int width, void *to)
{
    for (uint64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (width == 1) {
            ((uint8_t *)to)[i] = (uint8_t)c;
        } else if (width == 2) {
            ((uint16_t *)to)[i] = (uint16_t)c;
        } else {
            ((uint32_t *)to)[i] = c;
        }
    }
}

static void *raise_refused(struct thread *t, const struct regex_library *library,
                           struct regex_pattern *pattern, int error)
{
    uint32_t units[256];
    char text[256] = "";
    int n = library->get_error_message(error, units, 256);
    int width = library == regex_library_get(t, 1) ? 1 : library == regex_library_get(t, 2) ? 2 : 4;
    for (int i = 0; i < n; i++) {
        text[i] = (char)(width == 1   ? ((uint8_t *)units)[i]
                         : width == 2 ? ((uint16_t *)units)[i]
                                      : units[i]);
    }
    Value class = dict_get_cstr(t, ((struct module *)regex_module)->attributes, "error");
    Value message = str_format(t, "PCRE2 cannot express this: %s", text);
    Value exception =
        message == VALUE_ERROR ? message : call_2(t, class, message, pattern->pattern);
    if (exception != VALUE_ERROR) {
        raise_exception(t, exception);
    }
    return NULL;
}

static void *compile_units(struct thread *t, const struct regex_library *library,
                           struct regex_pattern *pattern, enum regex_anchor anchor,
                           const void *units, size_t n)
{
    uint32_t options = PCRE2_ALT_CIRCUMFLEX | (pattern->flags & 32 ? PCRE2_UCP : 0) |
                       (anchor != REGEX_ANYWHERE ? PCRE2_ANCHORED : 0) |
                       (anchor == REGEX_AT_BOTH_ENDS ? PCRE2_ENDANCHORED : 0);
    void *context = library->compile_context_create(NULL);
    int error = PCRE2_ERROR_NOMEMORY;
    size_t offset;
    void *code = NULL;
    if (context != NULL) {
        library->set_newline(context, PCRE2_NEWLINE_LF);
        library->set_parens_nest_limit(context, NEST_LIMIT);
        code = library->compile(units, n, options, &error, &offset, context);
        library->compile_context_free(context);
    }
    if (code == NULL) {
        if (error == PCRE2_ERROR_NOMEMORY) {
            raise_no_memory(t);
            return NULL;
        }
        return raise_refused(t, library, pattern, error);
    }
    (void)library->jit_compile(code,
                               PCRE2_JIT_COMPLETE); /* where it fails, the code is interpreted */
    return code;
}

/* Two threads may both compile; one result is kept. */
NOINLINE static void *compile(struct thread *t, struct regex_pattern *pattern,
                              enum regex_anchor anchor, int width,
                              const struct regex_library *library)
{
    static const uint32_t greatest[] = {0xff, 0xffff, 0x10ffff};
    Value text = call_1(t, pattern->translate, value_from_small_int(greatest[width >> 1]));
    if (text == VALUE_ERROR) {
        return NULL;
    }
    const struct str *s = value_to_str(text);
    struct raw_buffer *units = raw_buffer_new(t, s->length * (size_t)width);
    if (units == NULL) {
        return NULL;
    }
    widen(s, width, units->bytes);
    void *code = compile_units(t, library, pattern, anchor, units->bytes, s->length);
    void *before = NULL;
    if (code != NULL && !compare_and_swap(&pattern->codes[anchor][width >> 1], &before, code)) {
        library->code_free(code);
        return before;
    }
    return code;
}

/* --- Subjects --- */

static bool check_kind(struct thread *t, const struct regex_pattern *pattern, bool is_text)
{
    if (pattern->pattern == VALUE_NONE || value_is_str(pattern->pattern) == is_text) {
        return true;
    }
    return raise_false(t, &TypeError_type,
                       is_text ? "cannot use a bytes pattern on a string-like object"
                               : "cannot use a string pattern on a bytes-like object");
}

/* A position that may be left out. */
static bool get_position(struct thread *t, Value v, int64_t otherwise, int64_t *to)
{
    *to = otherwise;
    return v == VALUE_UNBOUND || number_to_index(t, v, to);
}

static int64_t clip(int64_t position, int64_t length)
{
    return position < 0 ? 0 : position > length ? length : position;
}

bool regex_subject_get(struct thread *t, struct regex_pattern *pattern, const Value *args,
                       struct regex_subject *subject)
{
    subject->string = subject->holder = args[0];
    int64_t from, to;
    if (!get_position(t, args[1], 0, &from) || !get_position(t, args[2], INT64_MAX, &to)) {
        return false;
    }
    if (value_is_str(args[0])) {
        subject->text = text_of(value_to_str(args[0]));
        if (!check_kind(t, pattern, true)) {
            return false;
        }
    } else {
        subject->holder = buffer_try_bytes(t, args[0]);
        if (subject->holder == VALUE_UNBOUND) {
            return raise_false(t, &TypeError_type, "expected string or bytes-like object, got '%T'",
                               args[0]);
        }
        if (!check_kind(t, pattern, false)) {
            return false;
        }
        if (subject->holder == VALUE_ERROR ||
            !bytes_like_text(t, subject->holder, &subject->text)) {
            return false;
        }
    }
    int64_t length = (int64_t)subject->text.length;
    subject->from = clip(from, length);
    subject->to = clip(to, length);
    return true;
}

Value regex_subject_slice(struct thread *t, const struct regex_subject *subject, int64_t from,
                          int64_t to)
{
    if (value_is_str(subject->holder)) {
        return str_slice(t, subject->holder, from, to);
    }
    if (from == 0 && to == (int64_t)subject->text.length) {
        return subject->holder;
    }
    return bytes_new(t, (const char *)subject->text.characters + from, (size_t)(to - from));
}

/* --- Matching --- */

struct attempt {
    const struct regex_library *library;
    const void *code;
    const struct regex_subject *subject;
    uint32_t options;
    uint32_t n_groups;
    /* Of this thread; what a signal handler matches may replace them. */
    void *match_data;
    void *context;
};

/* jit_match is match without its checks of what is known here. */
static int attempt(const struct attempt *a)
{
    if (!(a->options & ~(uint32_t)PCRE2_NOTEMPTY_ATSTART)) {
        int result =
            a->library->jit_match(a->code, a->subject->text.characters, (size_t)a->subject->to,
                                  (size_t)a->subject->from, a->options, a->match_data, a->context);
        if (result != PCRE2_ERROR_JIT_BADOPTION) { /* there is no compiled code */
            return result;
        }
    }
    return a->library->match(a->code, a->subject->text.characters, (size_t)a->subject->to,
                             (size_t)a->subject->from, a->options, a->match_data, a->context);
}

static bool ran_out(int result)
{
    return result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_DEPTHLIMIT;
}

static bool get_match_data(struct thread *t, struct attempt *a)
{
    a->match_data = regex_match_data(t, a->subject->text.kind, a->n_groups, &a->context);
    return a->match_data != NULL;
}

/* With budgets that double, out of the lock. PCRE2_ERROR_CALLOUT: an exception is pending, most likely a signal handler's. */
static int attempt_long(struct thread *t, struct attempt *a)
{
    uint32_t budget = SECOND_BUDGET;
    for (;;) {
        a->library->set_match_limit(a->context, budget);
        a->library->set_depth_limit(a->context, budget);
        blocking_enter(&t->lock, "re");
        int result = attempt(a);
        blocking_leave(&t->lock);
        if (result == PCRE2_ERROR_JIT_STACKLIMIT) {
            a->options |= PCRE2_NO_JIT; /* which keeps its stack on the heap */
            continue;
        }
        if (!ran_out(result)) {
            return result;
        }
        if (!safepoint_poll(&t->lock) || !get_match_data(t, a)) {
            return PCRE2_ERROR_CALLOUT;
        }
        budget = budget > UINT32_MAX / 2 ? UINT32_MAX : budget * 2;
    }
}

static int attempt_all(struct thread *t, struct attempt *a)
{
    int result = PCRE2_ERROR_MATCHLIMIT;
    a->library->set_match_limit(a->context, FIRST_BUDGET);
    a->library->set_depth_limit(a->context, FIRST_BUDGET);
    if (a->subject->to - a->subject->from < LONG_TEXT) {
        result = attempt(a);
    }
    if (UNLIKELY(ran_out(result) || result == PCRE2_ERROR_JIT_STACKLIMIT)) {
        result = attempt_long(t, a);
        gc_keep((const void *)a->subject->holder);
    }
    return result;
}

static enum regex_anchor anchor_of(unsigned mode)
{
    return mode & REGEX_FULL    ? REGEX_AT_BOTH_ENDS
           : mode & REGEX_MATCH ? REGEX_AT_START
                                : REGEX_ANYWHERE;
}

/* PCRE2's pairs, whose "unset" is all bits, are read as signed ones. Groups behind the last that matched are unset. */
static_assert(sizeof(size_t) == sizeof(int64_t) && PCRE2_UNSET == (size_t)-1,
              "pairs can be read as int64_t");

enum truth regex_run(struct thread *t, struct regex_pattern *pattern,
                     const struct regex_subject *subject, unsigned mode, const int64_t **spans)
{
    if (subject->from > subject->to) {
        return TRUTH_FALSE;
    }
    int width = subject->text.kind;
    const struct regex_library *library = regex_library_get(t, width);
    if (library == NULL) {
        return TRUTH_ERROR;
    }
    enum regex_anchor anchor = anchor_of(mode);
    void *code = load_acquire(&pattern->codes[anchor][width >> 1]);
    if (UNLIKELY(code == NULL)) {
        code = compile(t, pattern, anchor, width, library);
        if (code == NULL) {
            return TRUTH_ERROR;
        }
    }
    struct attempt a = {.library = library,
                        .code = code,
                        .subject = subject,
                        .options = mode & REGEX_ADVANCE ? PCRE2_NOTEMPTY_ATSTART : 0,
                        .n_groups = pattern->n_groups};
    if (!get_match_data(t, &a)) {
        return TRUTH_ERROR;
    }
    int result = attempt_all(t, &a);
    if (result == PCRE2_ERROR_NOMATCH) {
        return TRUTH_FALSE;
    }
    if (result <= 0) {
        if (result != PCRE2_ERROR_CALLOUT) {
            /* The heap limit of the matcher: nothing else can go wrong with a compiled pattern. */
            raise_no_memory(t);
        }
        return TRUTH_ERROR;
    }
    *spans = (const int64_t *)library->get_ovector_pointer(a.match_data);
    return TRUTH_TRUE;
}
