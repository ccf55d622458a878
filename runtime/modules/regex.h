/*
 * The types Pattern and Match of the module re. runtime/lib/re parses patterns and writes them for PCRE2; here they are
 * compiled and matched.
 *
 * A str is matched as it is stored, in code units of 1, 2 or 4 bytes, bytes as units of 1; without UTF mode, so that a unit
 * is a character. A pattern is compiled for each width when it first meets it, and apart for search(), match() and
 * fullmatch(): machine code cannot be told later where it has to begin and end.
 */
#ifndef HASP_RUNTIME_MODULES_REGEX_H
#define HASP_RUNTIME_MODULES_REGEX_H

#include "runtime/bytes_like.h"
#include "runtime/modules/regex_library.h"

enum regex_anchor { REGEX_ANYWHERE, REGEX_AT_START, REGEX_AT_BOTH_ENDS };

struct regex_pattern {
    struct object base;
    /* --- Immutable --- */
    Value pattern;     /* str, bytes-like, or None (re.Scanner) */
    Value group_index; /* dict: name -> number */
    /* tuple: the groups' numbers, by their closing parentheses; negative in look-arounds */
    Value closing_order;
    Value translate; /* callable: greatest code point -> pattern of PCRE2, in ASCII */
    uint32_t flags, n_groups;
    /* --- By compare_and_swap from NULL; load_acquire; freed with the object --- */
    void *codes[3][3]; /* for enum regex_anchor; for units of 1, 2, 4 bytes */
};

/* Where a match looks: immutable characters, kept alive by `holder`. */
struct regex_subject {
    Value string; /* as given */
    Value holder; /* the str, or bytes with the content of a bytes-like */
    struct text text;
    int64_t from, to; /* pos and endpos, clipped */
};

struct regex_match {
    struct object base;
    /* Immutable. */
    struct regex_pattern *pattern;
    Value string, holder;
    int64_t from, to;
    uint32_t last_index; /* the group that was closed last; 0: none */
    int64_t spans[];     /* start, end of group 0 .. n_groups; -1: not matched */
};

extern struct type regex_pattern_type, regex_match_type, regex_scanner_type, regex_iterator_type;

/* The arguments string, pos and endpos of a method (the latter two may be UNBOUND). */
RAISES bool regex_subject_get(struct thread *t, struct regex_pattern *pattern, const Value *args,
                              struct regex_subject *subject);
RAISES Value regex_subject_slice(struct thread *t, const struct regex_subject *subject,
                                 int64_t from, int64_t to);

enum regex_mode {
    REGEX_SEARCH = 0,
    REGEX_MATCH = 1 /* at `from` */,
    REGEX_FULL = 2 /* of all of it */,
    REGEX_ADVANCE = 4 /* not the empty string at `from` */
};
/*
 * Matches from subject->from on. TRUTH_TRUE: *spans are the start and end of each group, -1 for those without; valid until
 * this thread matches again. Long matches let other threads run, and signals be handled.
 */
RAISES MAY_GC enum truth regex_run(struct thread *t, struct regex_pattern *pattern,
                                   const struct regex_subject *subject, unsigned mode,
                                   const int64_t **spans);
RAISES Value regex_match_new(struct thread *t, struct regex_pattern *pattern,
                             const struct regex_subject *subject, const int64_t *spans);
/* What it was found in; from and to are 0. */
struct regex_subject regex_match_subject(const struct regex_match *match);
RAISES Value regex_match_group(struct thread *t, const struct regex_match *match, uint32_t group,
                               Value otherwise);

/* native_fn: the methods that go over all matches (regex_scan.c). */
Value regex_find_all(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
Value regex_find_iterator(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
Value regex_split(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
Value regex_scanner(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
Value regex_sub(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
Value regex_subn(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
/* match.expand(template). */
Value regex_expand(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);

/* The module: what re/__init__.py and re/_constants.py put into it. */
extern Value regex_module;

#endif
