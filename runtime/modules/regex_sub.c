/* sub, subn and expand: the pieces are collected in a list and joined at the end. */
#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/modules/regex_scan.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* --- Replacements --- */

/*
 * What is put in: a callable, a text, or a template: a tuple of texts and group numbers in turn, as parse_template of
 * runtime/lib/re/_parser.py makes it.
 */
enum replacement_kind { REPLACE_BY_CALL, REPLACE_BY_TEXT, REPLACE_BY_TEMPLATE };
struct replacement {
    enum replacement_kind kind;
    Value v;
};

static bool has_backslash(struct text text)
{
    static const char backslash[] = "\\";
    return text_find(text, (struct text){backslash, 1, 1}) >= 0;
}

static bool is_literal(Value v)
{
    if (value_is_str(v)) {
        return !has_backslash(text_of(value_to_str(v)));
    }
    return value_is_bytes(v) &&
           !has_backslash((struct text){value_to_bytes(v)->data, value_to_bytes(v)->length, 1});
}

static bool replacement_get(struct thread *t, Value pattern, Value v, struct replacement *r)
{
    if (value_type(v)->call != NULL) {
        *r = (struct replacement){REPLACE_BY_CALL, v};
        return true;
    }
    if (is_literal(v)) {
        *r = (struct replacement){REPLACE_BY_TEXT, v};
        return true;
    }
    Value template = dict_get_cstr(t, ((struct module *)regex_module)->attributes, "template");
    if (!value_is_str(v) && !value_is_bytes(v)) {
        v = value_has_buffer(v)
                ? bytes_like_to_bytes(t, v)
                : raise_error(t, &TypeError_type,
                              "decoding to str: need a bytes-like object, %T found", v);
        if (v == VALUE_ERROR) {
            return false;
        }
    }
    Value parsed = call_2(t, template, pattern, v);
    *r = (struct replacement){value_is_tuple(parsed) ? REPLACE_BY_TEMPLATE : REPLACE_BY_TEXT,
                              parsed};
    return parsed != VALUE_ERROR;
}

static bool append_template(struct thread *t, const struct regex_subject *subject,
                            const int64_t *spans, const struct tuple *template, struct list *pieces)
{
    for (uint64_t i = 0; i < template->length; i++) {
        Value piece = template->items[i];
        if (value_is_small_int(piece)) {
            int64_t group = value_to_small_int(piece);
            if (spans[2 * group] < 0) {
                continue;
            }
            piece = regex_subject_slice(t, subject, spans[2 * group], spans[2 * group + 1]);
        }
        if (piece == VALUE_ERROR || !list_append(t, pieces, piece)) {
            return false;
        }
    }
    return true;
}

static bool append_replacement(struct thread *t, const struct regex_walk *walk,
                               const struct regex_subject *before, const struct replacement *r,
                               struct list *pieces)
{
    switch (r->kind) {
    case REPLACE_BY_TEXT:
        return list_append(t, pieces, r->v);
    case REPLACE_BY_TEMPLATE:
        return append_template(t, &walk->subject, walk->spans, value_to_tuple(r->v), pieces);
    default: {
        Value match = regex_match_new(t, walk->pattern, before, walk->spans);
        Value piece = match == VALUE_ERROR ? match : call_1(t, r->v, match);
        return piece != VALUE_ERROR && (piece == VALUE_NONE || list_append(t, pieces, piece));
    }
    }
}

/* --- Joining --- */

static Value join(struct thread *t, const struct regex_subject *subject, Value pieces)
{
    if (value_is_str(subject->holder)) {
        return str_join(t, str_empty, pieces);
    }
    Value empty = bytes_new(t, "", 0);
    return empty == VALUE_ERROR ? empty : call_method_1(t, empty, name_join, pieces);
}

static bool append_slice(struct thread *t, const struct regex_walk *walk, struct list *pieces,
                         int64_t from, int64_t to)
{
    if (from >= to) {
        return true;
    }
    Value v = regex_subject_slice(t, &walk->subject, from, to);
    return v != VALUE_ERROR && list_append(t, pieces, v);
}

/* The result of sub(); *n is the number of replacements. */
static Value substitute(struct thread *t, Value *args, int64_t *n)
{
    struct regex_walk walk;
    struct replacement r;
    int64_t limit = 0, end = 0;
    Value string[] = {args[2], VALUE_UNBOUND, VALUE_UNBOUND};
    if ((args[3] != VALUE_UNBOUND && !number_to_index(t, args[3], &limit)) ||
        !replacement_get(t, args[0], args[1], &r) || !regex_walk_begin(t, &walk, args[0], string)) {
        return VALUE_ERROR;
    }
    Value pieces = list_new(t, 0);
    enum truth found = TRUTH_FALSE;
    struct regex_subject before = walk.subject;
    while (pieces != VALUE_ERROR && (limit == 0 || *n < limit) &&
           (found = regex_walk_next(t, &walk)) == TRUTH_TRUE) {
        if (!append_slice(t, &walk, value_to_list(pieces), end, walk.start) ||
            !append_replacement(t, &walk, &before, &r, value_to_list(pieces))) {
            return VALUE_ERROR;
        }
        end = walk.subject.from;
        (*n)++;
    }
    if (pieces == VALUE_ERROR || found == TRUTH_ERROR ||
        !append_slice(t, &walk, value_to_list(pieces), end, (int64_t)walk.subject.text.length)) {
        return VALUE_ERROR;
    }
    return join(t, &walk.subject, pieces);
}

Value regex_sub(struct thread *t, Value *args, uint32_t n_args UNUSED, Value keyword_names UNUSED)
{
    int64_t n = 0;
    return substitute(t, args, &n);
}

Value regex_subn(struct thread *t, Value *args, uint32_t n_args UNUSED, Value keyword_names UNUSED)
{
    int64_t n = 0;
    Value result = substitute(t, args, &n);
    return result == VALUE_ERROR ? result : tuple_pair(t, result, value_from_small_int(n));
}

Value regex_expand(struct thread *t, Value *args, uint32_t n_args UNUSED,
                   Value keyword_names UNUSED)
{
    const struct regex_match *match = (struct regex_match *)args[0];
    Value pattern = value_from_object(match->pattern);
    Value template = dict_get_cstr(t, ((struct module *)regex_module)->attributes, "template");
    Value parsed = call_2(t, template, pattern, args[1]);
    if (parsed == VALUE_ERROR || !value_is_tuple(parsed)) {
        return parsed;
    }
    struct regex_subject subject = regex_match_subject(match);
    Value pieces = list_new(t, 0);
    if (pieces == VALUE_ERROR || !append_template(t, &subject, match->spans, value_to_tuple(parsed),
                                                  value_to_list(pieces))) {
        return VALUE_ERROR;
    }
    return join(t, &subject, pieces);
}
