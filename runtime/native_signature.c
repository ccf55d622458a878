/*
 * Signatures in Python's notation, parsed into counts and names. There are a thousand at start-up and few are called,
 * so each is parsed when it is first needed.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* A list of all tuples of names: keeps them alive. */
static Value all_names;

struct parser {
    struct native_signature *signature;
    Value names[NATIVE_MAX_PARAMETERS];
    uint32_t n_names;
    bool after_star;
};

/* The end of the parameter that starts at `text`: a comma or the closing bracket, outside of quotes and brackets. */
static const char *parameter_end(const char *text)
{
    int depth = 0;
    for (char quote = 0; *text != 0; text++) {
        if (quote != 0) {
            quote = *text == quote ? 0 : quote;
        } else if (*text == '\'' || *text == '"') {
            quote = *text;
        } else if (depth == 0 && (*text == ',' || *text == ')')) {
            break;
        } else if (strchr("([{", *text)) {
            depth++;
        } else if (strchr(")]}", *text)) {
            depth--;
        }
    }
    return text;
}

static void count_parameter(struct parser *p, bool has_default)
{
    struct native_signature *s = p->signature;
    s->n_parameters++;
    if (!p->after_star) {
        s->n_positional++;
        s->n_required += !has_default;
        return;
    }
    if (!has_default) {
        s->required_keyword_only |= 1u << s->n_keyword_only;
    }
    s->n_keyword_only++;
}

static bool add_named(struct thread *t, struct parser *p, const char *from, const char *to)
{
    const char *end = from;
    while (end < to && (isalnum((unsigned char)*end) || *end == '_')) {
        end++;
    }
    Value name = str_from_utf8(t, from, (size_t)(end - from));
    if (name == VALUE_ERROR || (name = str_intern(t, name)) == VALUE_ERROR) {
        return false;
    }
    CHECK(p->n_names < NATIVE_MAX_PARAMETERS);
    p->names[p->n_names++] = name;
    count_parameter(p, memchr(end, '=', (size_t)(to - end)) != NULL);
    return true;
}

static bool add_parameter(struct thread *t, struct parser *p, const char *from, const char *to)
{
    struct native_signature *s = p->signature;
    if (*from == '/') {
        s->n_positional_only = s->n_positional;
    } else if (to - from >= 2 && from[0] == '*' && from[1] == '*') {
        s->has_var_keyword = true;
        s->n_parameters++;
    } else if (*from == '*') {
        p->after_star = true;
        s->has_var_positional = to - from > 1 && from[1] != ' ';
        s->n_parameters += s->has_var_positional;
    } else {
        return add_named(t, p, from, to);
    }
    return true;
}

static bool parse_parameters(struct thread *t, struct parser *p, const char *text)
{
    text++;
    for (;;) {
        while (*text == ' ') {
            text++;
        }
        const char *end = parameter_end(text);
        if (end > text && !add_parameter(t, p, text, end)) {
            return false;
        }
        if (*end != ',') {
            return true;
        }
        text = end + 1;
    }
}

/* Roots the names for good and lets the signature point to them. */
static bool keep_names(struct thread *t, struct parser *p)
{
    if (all_names == VALUE_UNBOUND) {
        gc_add_root(&all_names);
        Value list = list_new(t, 64);
        if (list == VALUE_ERROR) {
            return false;
        }
        value_store(&all_names, list);
    }
    Value names = tuple_new(t, p->names, p->n_names);
    if (names == VALUE_ERROR || !list_append(t, (struct list *)value_load(&all_names), names)) {
        return false;
    }
    p->signature->names = value_to_tuple(names)->items;
    return true;
}

struct native_signature *native_signature_parse(struct thread *t, const char *text)
{
    struct native_signature *signature = calloc(1, sizeof *signature);
    if (signature == NULL) {
        raise_no_memory(t);
        return NULL;
    }
    signature->text = text;
    signature->any_keys = strcmp(text, "(*, **)") == 0;
    signature->raw = signature->any_keys || strncmp(text, "(*)", 3) == 0;
    struct parser parser = {.signature = signature};
    if (!signature->raw && !(parse_parameters(t, &parser, text) && keep_names(t, &parser))) {
        free(signature);
        return NULL;
    }
    signature->by_position = !signature->raw && !signature->has_var_positional &&
                             !signature->has_var_keyword && signature->required_keyword_only == 0;
    signature->n_direct =
        signature->by_position && signature->n_parameters == signature->n_positional
            ? signature->n_parameters
            : UINT16_MAX;
    return signature;
}

/* Another thread may have been faster; signatures are equal then, and the loser's is a small leak that is avoided. */
static struct native_signature *publish(struct native_signature **field,
                                        struct native_signature *signature)
{
    struct native_signature *seen = NULL;
    if (compare_and_swap(field, &seen, signature)) {
        return signature;
    }
    free(signature);
    return seen;
}

struct native_signature *native_signature_of(struct thread *t, struct native *native)
{
    struct native_signature *signature = load_acquire(&native->signature);
    if (signature == NULL) {
        signature = native_signature_parse(t, native->def->signature);
        signature = signature == NULL ? NULL : publish(&native->signature, signature);
    }
    return signature;
}

struct native_signature *argument_parser_signature(struct thread *t, struct argument_parser *parser)
{
    struct native_signature *signature = load_acquire(&parser->parsed);
    if (signature == NULL) {
        signature = native_signature_parse(t, parser->signature);
        signature = signature == NULL ? NULL : publish(&parser->parsed, signature);
    }
    return signature;
}

bool native_takes_any_keys(struct thread *t, Value callee)
{
    const struct type *type = value_type(callee);
    if (type == &bound_method_type) {
        callee = ((struct bound_method *)callee)->function;
    } else if (type != &native_function_type) {
        return false; /* the unbound method does not, in CPython */
    }
    type = value_type(callee);
    if (type != &native_function_type && type != &method_descriptor_type) {
        return false;
    }
    const struct native_signature *signature = native_signature_of(t, (struct native *)callee);
    return signature != NULL && signature->any_keys;
}
