/*
 * match: each case tests the subject, which stays in one register, and jumps to the next case as soon as something does
 * not fit. Parts of the subject lie in temporaries above it. Names are bound only when the whole pattern has matched:
 * until then a capture is a name and the register in which its value lies.
 *
 *     R[subject]   | parts of the subject ... | captures of alternatives ... | ...
 */
#include <string.h>

#include "compiler/gen.h"

struct capture {
    const char *name; /* as written */
    unsigned from;
};

/* One case's pattern, or one alternative of it. */
struct match {
    struct unit *u;
    label fail;
    struct capture *captures; /* in the arena */
    uint32_t n_captures, capacity;
    /* Nothing comes after this pattern that another subject could match. */
    bool may_match_all;
};

static void gen_pattern(struct match *m, struct ast *pattern, unsigned subject);

/* ---- captures ---- */

static bool has_capture(const struct match *m, const char *name)
{
    for (uint32_t i = 0; i < m->n_captures; i++) {
        if (m->captures[i].name == name) {
            return true;
        }
    }
    return false;
}

/* Where CPython has arrived when it has compiled the pattern: the last of the innermost patterns in it. */
static const struct ast *last_pattern(const struct ast *pattern)
{
    for (;;) {
        const ast_pattern_list *parts = NULL;
        switch (pattern->kind) {
        case AST_MatchSequence:
            parts = &AST(MatchSequence, pattern)->patterns;
            break;
        case AST_MatchMapping:
            parts = &AST(MatchMapping, pattern)->patterns;
            break;
        case AST_MatchClass:
            parts = &AST(MatchClass, pattern)->kwd_patterns;
            parts = parts->n > 0 ? parts : &AST(MatchClass, pattern)->patterns;
            break;
        case AST_MatchOr:
            parts = &AST(MatchOr, pattern)->patterns;
            break;
        case AST_MatchAs:
            if (AST(MatchAs, pattern)->pattern != NULL) {
                pattern = AST(MatchAs, pattern)->pattern;
                continue;
            }
            break;
        default:
            break;
        }
        if (parts == NULL || parts->n == 0) {
            return pattern;
        }
        pattern = parts->items[parts->n - 1];
    }
}

static void capture(struct match *m, const struct ast *at, const char *name, unsigned from)
{
    if (name == NULL) {
        return;
    }
    if (has_capture(m, name)) {
        compile_error(m->u->c, last_pattern(at), "multiple assignments to name '%s' in pattern",
                      name);
        return;
    }
    if (m->n_captures == m->capacity) {
        uint32_t capacity = m->capacity == 0 ? 8 : m->capacity * 2;
        struct capture *bigger = compile_allocate(m->u->c, capacity * sizeof *bigger);
        if (bigger == NULL) {
            return;
        }
        if (m->n_captures > 0) {
            memcpy(bigger, m->captures, m->n_captures * sizeof *bigger);
        }
        m->captures = bigger;
        m->capacity = capacity;
    }
    m->captures[m->n_captures++] = (struct capture){name, from};
}

/* ---- helpers ---- */

static bool is_wildcard(const struct ast *pattern)
{
    return pattern->kind == AST_MatchAs && ((const struct ast_MatchAs *)pattern)->name == NULL;
}

static bool is_star_wildcard(const struct ast *pattern)
{
    return pattern->kind == AST_MatchStar && ((const struct ast_MatchStar *)pattern)->name == NULL;
}

/* A part of a pattern: it may match anything. */
static void gen_part(struct match *m, struct ast *pattern, unsigned subject)
{
    bool may_match_all = m->may_match_all;
    if (is_wildcard(pattern)) {
        return;
    }
    m->may_match_all = true;
    gen_pattern(m, pattern, subject);
    m->may_match_all = may_match_all;
}

static void gen_parts(struct match *m, const ast_pattern_list *patterns, unsigned first)
{
    for (uint32_t i = 0; i < patterns->n; i++) {
        gen_part(m, patterns->items[i], first + i);
    }
}

/* R[first], ... = the items of the tuple in R[tuple]; the first register. */
static unsigned gen_items(struct unit *u, unsigned tuple, uint32_t n)
{
    unsigned first = unit_allocate(u, n);
    emit(u, OP_UNPACK, 0, first, tuple, n);
    return first;
}

/* Fails unless len(subject) is `n`, or at least `n`. */
static void gen_check_length(struct match *m, unsigned subject, uint32_t n, bool is_least)
{
    struct unit *u = m->u;
    unsigned mark = u->next, length = unit_allocate(u, 1);
    unsigned k = unit_constant(u, value_from_small_int((int64_t)n));
    emit(u, OP_LENGTH, 0, length, subject, 0);
    emit_compare_jump(u, is_least ? OP_JUMP_GREATER_EQUAL_K : OP_JUMP_EQUAL_K, 0, 0, length, k,
                      m->fail);
    u->next = mark;
}

static void gen_check_collection(struct match *m, unsigned subject, bool is_mapping)
{
    emit_compare_jump(m->u, OP_MATCH_COLLECTION, is_mapping, 0, subject, 0, m->fail);
}

/* ---- values ---- */

static void gen_value(struct match *m, struct ast *pattern, unsigned subject)
{
    struct unit *u = m->u;
    struct ast *value = AST(MatchValue, pattern)->value;
    unsigned mark = u->next;
    Value v;
    if (gen_constant_value(u, value, &v)) {
        unit_at(u, pattern);
        unsigned k = unit_constant(u, v);
        emit_compare_jump(u, OP_JUMP_EQUAL_K, 0, 0, subject, k, m->fail);
        return;
    }
    if (value->kind != AST_Attribute) {
        compile_error(u->c, pattern, "patterns may only match literals and attribute lookups");
        return;
    }
    unsigned got = gen_expression(u, value, ANYWHERE);
    unit_at(u, pattern);
    emit_compare_jump(u, OP_JUMP_EQUAL, 0, 0, subject, got, m->fail);
    u->next = mark;
}

static void gen_singleton(struct match *m, struct ast *pattern, unsigned subject)
{
    unit_at(m->u, pattern);
    unsigned k = unit_literal(m->u, &AST(MatchSingleton, pattern)->value);
    emit_compare_jump(m->u, OP_JUMP_IS_K, 0, 0, subject, k, m->fail);
}

/* ---- sequences ---- */

/* What a sequence pattern looks like. */
struct sequence {
    const ast_pattern_list *patterns;
    uint32_t star; /* UINT32_MAX: none */
    bool has_only_wildcards, has_star_wildcard;
};

static bool describe(struct unit *u, struct ast *pattern, struct sequence *s)
{
    *s = (struct sequence){.patterns = &AST(MatchSequence, pattern)->patterns,
                           .star = UINT32_MAX,
                           .has_only_wildcards = true};
    for (uint32_t i = 0; i < s->patterns->n; i++) {
        const struct ast *part = s->patterns->items[i];
        if (part->kind == AST_MatchStar) {
            if (s->star != UINT32_MAX) {
                return compile_error(u->c, pattern, "multiple starred names in sequence pattern");
            }
            if (i > MAX_BEFORE_STAR) {
                return compile_error(u->c, pattern,
                                     "too many expressions in star-unpacking sequence pattern");
            }
            s->star = i;
            s->has_star_wildcard = is_star_wildcard(part);
        }
        s->has_only_wildcards &= is_wildcard(part) || is_star_wildcard(part);
    }
    return true;
}

/* All items at once: the rest that a star takes is captured. */
static void gen_unpacked(struct match *m, const struct sequence *s, unsigned subject)
{
    struct unit *u = m->u;
    uint32_t n = s->patterns->n;
    if (s->star == UINT32_MAX) {
        gen_parts(m, s->patterns, gen_items(u, subject, n));
        return;
    }
    unsigned first = unit_allocate(u, n);
    emit(u, OP_UNPACK_STAR, 0, first, subject, s->star);
    emit_extra(u, n - s->star - 1);
    gen_parts(m, s->patterns, first);
}

/* [first, *_, last]: one by one, since the rest need not be taken. */
static void gen_subscribed(struct match *m, const struct sequence *s, unsigned subject)
{
    struct unit *u = m->u;
    for (uint32_t i = 0; i < s->patterns->n; i++) {
        struct ast *part = s->patterns->items[i];
        if (is_wildcard(part) || i == s->star) {
            continue;
        }
        unsigned item = unit_allocate(u, 1), key = unit_allocate(u, 1);
        if (i < s->star) {
            gen_load_small(u, (int32_t)i, key);
        } else {
            unsigned k = unit_constant(u, value_from_small_int((int64_t)(s->patterns->n - i)));
            emit(u, OP_LENGTH, 0, key, subject, 0);
            emit(u, OP_SUBTRACT_K, 0, key, key, k);
        }
        emit(u, OP_GET_ITEM, 0, item, subject, key);
        u->next = key;
        gen_part(m, part, item);
    }
}

static void gen_sequence_pattern(struct match *m, struct ast *pattern, unsigned subject)
{
    struct unit *u = m->u;
    struct sequence s;
    if (!describe(u, pattern, &s)) {
        return;
    }
    uint32_t n = s.patterns->n;
    bool has_star = s.star != UINT32_MAX;
    unit_at(u, pattern);
    gen_check_collection(m, subject, false);
    if (!has_star || n > 1) {
        gen_check_length(m, subject, n - has_star, has_star);
    }
    if (s.has_only_wildcards) {
        return;
    }
    if (s.has_star_wildcard) {
        gen_subscribed(m, &s, subject);
    } else {
        gen_unpacked(m, &s, subject);
    }
}

/* ---- mappings ---- */

/* The keys as a tuple in the register that is the result. */
static unsigned gen_keys(struct match *m, struct ast *pattern, const ast_expr_list *keys)
{
    struct unit *u = m->u;
    Value *values = compile_allocate(u->c, (keys->n + 1) * sizeof *values);
    uint32_t n_values = 0;
    unsigned first = u->next;
    for (uint32_t i = 0; values != NULL && i < keys->n; i++) {
        struct ast *key = keys->items[i];
        if (gen_constant_value(u, key, &values[n_values])) {
            for (uint32_t j = 0; j < n_values; j++) {
                if (constants_are_equal(u->c->t, values[j], values[n_values])) {
                    Value repr = constant_repr(u->c->t, values[n_values]);
                    const char *text = repr == VALUE_ERROR ? NULL : constant_text(u->c->t, repr);
                    text == NULL ? compile_raised(u->c)
                                 : compile_error(u->c, pattern,
                                                 "mapping pattern checks duplicate key (%s)", text);
                    return first;
                }
            }
            n_values++;
        } else if (key->kind != AST_Attribute) {
            compile_error(u->c, pattern,
                          "mapping pattern keys may only match literals and attribute lookups");
            return first;
        }
        gen_temporary(u, key);
    }
    unit_at(u, pattern);
    emit(u, OP_BUILD_TUPLE, 0, first, first, keys->n);
    u->next = first;
    return unit_allocate(u, 1);
}

static void gen_mapping_pattern(struct match *m, struct ast *pattern, unsigned subject)
{
    struct unit *u = m->u;
    struct ast_MatchMapping *mapping = AST(MatchMapping, pattern);
    unit_at(u, pattern);
    gen_check_collection(m, subject, true);
    if (mapping->keys.n == 0 && mapping->rest == NULL) {
        return;
    }
    if (mapping->keys.n > 0) {
        gen_check_length(m, subject, mapping->keys.n, true);
    }
    unsigned keys = gen_keys(m, pattern, &mapping->keys);
    unsigned values = unit_allocate(u, 1);
    emit_compare_jump(u, OP_MATCH_KEYS, 0, values, subject, keys, m->fail);
    gen_parts(m, &mapping->patterns, gen_items(u, values, mapping->keys.n));
    if (mapping->rest != NULL) {
        unsigned rest = unit_allocate(u, 1);
        unit_at(u, pattern);
        emit(u, OP_MATCH_REST, 0, rest, subject, keys);
        capture(m, pattern, mapping->rest, rest);
    }
}

/* ---- classes ---- */

static Value attribute_tuple(struct unit *u, const struct ast_identifier_list *names)
{
    Value *values = compile_allocate(u->c, (names->n + 1) * sizeof *values);
    for (uint32_t i = 0; values != NULL && i < names->n; i++) {
        values[i] = identifier_value(u->c, names->items[i]);
    }
    return values == NULL ? VALUE_NONE : constant_tuple(u->c->t, values, names->n);
}

static void gen_class_pattern(struct match *m, struct ast *pattern, unsigned subject)
{
    struct unit *u = m->u;
    struct ast_MatchClass *class = AST(MatchClass, pattern);
    unsigned pair = unit_allocate(u, 1);
    gen_temporary(u, class->cls);
    unit_at(u, pattern);
    emit(u, OP_MOVE, 0, pair, subject, 0);
    unsigned names = unit_constant(u, attribute_tuple(u, &class->kwd_attrs));
    uint32_t n = class->patterns.n;
    emit_compare_jump(u, OP_MATCH_CLASS, 0, pair, names, n, m->fail);
    unsigned first = gen_items(u, pair, n + class->kwd_attrs.n);
    gen_parts(m, &class->patterns, first);
    gen_parts(m, &class->kwd_patterns, first + n);
}

/* ---- captures, alternatives ---- */

static void gen_as(struct match *m, struct ast *pattern, unsigned subject)
{
    struct ast_MatchAs *as = AST(MatchAs, pattern);
    if (as->pattern != NULL) {
        gen_pattern(m, as->pattern, subject);
    } else if (!m->may_match_all) {
        if (as->name != NULL) {
            compile_error(m->u->c, pattern,
                          "name capture '%s' makes remaining patterns unreachable", as->name);
        } else {
            compile_error(m->u->c, pattern, "wildcard makes remaining patterns unreachable");
        }
        return;
    }
    capture(m, pattern, as->name, subject);
}

/* Into the registers from `first` on, in the order of the first alternative's captures. */
static bool gen_unify(struct match *m, const struct ast *at, const struct match *first,
                      const struct match *other, unsigned to)
{
    if (first->n_captures != other->n_captures) {
        return compile_error(m->u->c, at, "alternative patterns bind different names");
    }
    for (uint32_t i = 0; i < first->n_captures; i++) {
        uint32_t j = 0;
        while (j < other->n_captures && other->captures[j].name != first->captures[i].name) {
            j++;
        }
        if (j == other->n_captures) {
            return compile_error(m->u->c, at, "alternative patterns bind different names");
        }
        emit(m->u, OP_MOVE, 0, to + i, other->captures[j].from, 0);
    }
    return true;
}

/* How many names a pattern binds at most. */
static uint32_t count_captures(struct unit *u, const struct ast *pattern)
{
    uint32_t n = 0;
    const struct ast_shape *shape = ast_shape(pattern->kind);
    if (!compile_has_stack(u->c)) {
        return 0;
    }
    for (unsigned i = 0; i < shape->n_fields; i++) {
        const struct ast_field *field = &shape->fields[i];
        if (field->type == FIELD_identifier) {
            n++;
        } else if (field->type == FIELD_list && strcmp(field->name, "keys") != 0) {
            const struct ast_list *list = ast_children(pattern, field);
            for (uint32_t j = 0; j < list->n; j++) {
                n += count_captures(u, list->items[j]);
            }
        } else if (pattern->kind == AST_MatchAs && field->type == FIELD_node &&
                   ast_child(pattern, field) != NULL) {
            n += count_captures(u, ast_child(pattern, field));
        }
    }
    return n;
}

static void gen_or(struct match *m, struct ast *pattern, unsigned subject)
{
    struct unit *u = m->u;
    const ast_pattern_list *patterns = &AST(MatchOr, pattern)->patterns;
    unsigned shared = unit_allocate(u, count_captures(u, patterns->items[0])), mark = u->next;
    label end = unit_label(u);
    struct match first = {0};
    for (uint32_t i = 0; i < patterns->n && !u->c->failed; i++) {
        bool is_last = i + 1 == patterns->n;
        struct match one = {.u = u,
                            .fail = is_last ? m->fail : unit_label(u),
                            .may_match_all = is_last && m->may_match_all};
        u->next = mark;
        gen_pattern(&one, patterns->items[i], subject);
        first = i == 0 ? one : first;
        unit_at(u, pattern);
        gen_unify(m, last_pattern(patterns->items[i]), &first, &one, shared);
        if (!is_last) {
            emit_jump(u, OP_JUMP, 0, end);
            unit_place(u, one.fail);
        }
    }
    unit_place(u, end);
    u->next = mark;
    for (uint32_t i = 0; i < first.n_captures; i++) {
        capture(m, pattern, first.captures[i].name, shared + i);
    }
}

/* Temporaries are left allocated: captures lie in them. */
static void gen_pattern(struct match *m, struct ast *pattern, unsigned subject)
{
    if (m->u->c->failed || !compile_has_stack(m->u->c)) {
        return;
    }
    unit_at(m->u, pattern);
    switch (pattern->kind) {
    case AST_MatchValue:
        gen_value(m, pattern, subject);
        break;
    case AST_MatchSingleton:
        gen_singleton(m, pattern, subject);
        break;
    case AST_MatchSequence:
        gen_sequence_pattern(m, pattern, subject);
        break;
    case AST_MatchMapping:
        gen_mapping_pattern(m, pattern, subject);
        break;
    case AST_MatchClass:
        gen_class_pattern(m, pattern, subject);
        break;
    case AST_MatchStar:
        capture(m, pattern, AST(MatchStar, pattern)->name, subject);
        break;
    case AST_MatchAs:
        gen_as(m, pattern, subject);
        break;
    case AST_MatchOr:
        gen_or(m, pattern, subject);
        break;
    default:
        UNREACHABLE();
    }
}

/* ---- the statement ---- */

/* One case: what follows it if it does not match is at the label `next`. */
static void gen_case(struct unit *u, struct ast_match_case *c, unsigned subject, label next,
                     bool is_last)
{
    struct match m = {.u = u, .fail = next, .may_match_all = c->guard != NULL || is_last};
    unsigned mark = u->next;
    uint32_t n_words = u->n_words;
    gen_pattern(&m, c->pattern, subject);
    if (u->n_words == n_words && m.n_captures == 0) {
        unit_idle(u, c->pattern);
    }
    for (uint32_t i = 0; i < m.n_captures; i++) {
        gen_store_name(u, m.captures[i].name, m.captures[i].from);
    }
    u->next = mark;
    if (c->guard != NULL) {
        /* As CPython, where the last part of the pattern stands. */
        struct ast at = unit_place_of_errors(u);
        gen_jump_if(u, &at, c->guard, next, false);
    }
    gen_body(u, &c->body);
}

void gen_match(struct unit *u, struct ast *s)
{
    struct ast_Match *statement = AST(Match, s);
    unsigned mark = u->next, subject = gen_temporary(u, statement->subject);
    struct bound_state before = bound_save(u), after = {.bits = NULL};
    label end = unit_label(u);
    bool matches_all = false;
    for (uint32_t i = 0; i < statement->cases.n && !u->c->failed; i++) {
        struct ast_match_case *c = AST(match_case, statement->cases.items[i]);
        label next = unit_label(u);
        bound_restore(u, before);
        gen_case(u, c, subject, next, i + 1 == statement->cases.n);
        bound_meet(u, after);
        after = bound_save(u);
        unit_artificial(u);
        emit_jump(u, OP_JUMP, 0, end);
        unit_place(u, next);
        matches_all = c->guard == NULL && c->pattern->kind == AST_MatchAs &&
                      AST(MatchAs, c->pattern)->pattern == NULL;
    }
    bound_restore(u, before);
    if (matches_all) {
        bound_restore(u, after);
    } else {
        bound_meet(u, after);
    }
    unit_place(u, end);
    u->next = mark;
}
