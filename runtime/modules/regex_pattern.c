/* The type Pattern, and the module _re. */
#include <stdio.h>

#include "runtime/abstract.h"
#include "runtime/dict.h"
#include "runtime/generic_alias.h"
#include "runtime/mappingproxy.h"
#include "runtime/module.h"
#include "runtime/modules/regex.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

Value regex_module;

static struct regex_pattern *as_pattern(Value v)
{
    return (struct regex_pattern *)v;
}

static void trace(struct marker *m, struct object *self)
{
    struct regex_pattern *pattern = (struct regex_pattern *)self;
    mark_value(m, pattern->pattern);
    mark_value(m, pattern->group_index);
    mark_value(m, pattern->closing_order);
    mark_value(m, pattern->translate);
}

static void release(struct object *self)
{
    struct regex_pattern *pattern = (struct regex_pattern *)self;
    for (size_t anchor = 0; anchor < COUNT_OF(pattern->codes); anchor++) {
        for (size_t i = 0; i < COUNT_OF(pattern->codes[0]); i++) {
            if (pattern->codes[anchor][i] != NULL) {
                regex_library_free_code(1 << i, pattern->codes[anchor][i]);
            }
        }
    }
}

/* Pattern(pattern, flags, n_groups, group_index, closing_order, translate), for re/__init__.py alone. */
static Value new_pattern(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {
        "Pattern", "(pattern, flags, n_groups, group_index, closing_order, translate, /)", NULL};
    Value bound[6];
    int64_t flags, n_groups;
    if (!arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, bound) ||
        !number_to_index(t, bound[1], &flags) || !number_to_index(t, bound[2], &n_groups)) {
        return VALUE_ERROR;
    }
    if (!value_is_dict(bound[3]) || !value_is_tuple(bound[4]) || n_groups < 0 ||
        n_groups > REGEX_MAX_GROUPS) {
        return raise_error(t, &TypeError_type, "cannot create 're.Pattern' instances");
    }
    struct regex_pattern *pattern = gc_allocate(t, sizeof *pattern, &regex_pattern_type);
    if (pattern == NULL) {
        return VALUE_ERROR;
    }
    pattern->pattern = bound[0];
    pattern->flags = (uint32_t)flags;
    pattern->n_groups = (uint32_t)n_groups;
    pattern->group_index = bound[3];
    pattern->closing_order = bound[4];
    pattern->translate = bound[5];
    return value_from_object(pattern);
}

/* --- match, fullmatch, search --- */

static Value run_once(struct thread *t, const Value *args, enum regex_mode mode)
{
    struct regex_pattern *pattern = as_pattern(args[0]);
    struct regex_subject subject;
    const int64_t *spans;
    if (!regex_subject_get(t, pattern, args + 1, &subject)) {
        return VALUE_ERROR;
    }
    enum truth found = regex_run(t, pattern, &subject, mode, &spans);
    if (found != TRUTH_TRUE) {
        return found == TRUTH_ERROR ? VALUE_ERROR : VALUE_NONE;
    }
    return regex_match_new(t, pattern, &subject, spans);
}

static Value method_match(struct thread *t, Value *args, uint32_t n_args UNUSED,
                          Value keyword_names UNUSED)
{
    return run_once(t, args, REGEX_MATCH);
}

static Value method_fullmatch(struct thread *t, Value *args, uint32_t n_args UNUSED,
                              Value keyword_names UNUSED)
{
    return run_once(t, args, REGEX_FULL);
}

static Value method_search(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value keyword_names UNUSED)
{
    return run_once(t, args, REGEX_SEARCH);
}

static Value method_copy(struct thread *t UNUSED, Value *args, uint32_t n_args UNUSED,
                         Value keyword_names UNUSED)
{
    return args[0]; /* immutable */
}

/* --- Identity --- */

static Value compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    if ((op != COMPARE_EQ && op != COMPARE_NE) || value_type(other) != &regex_pattern_type) {
        return VALUE_NOT_IMPLEMENTED;
    }
    const struct regex_pattern *a = as_pattern(self), *b = as_pattern(other);
    enum truth is_equal = TRUTH_FALSE;
    if (a == b) {
        is_equal = TRUTH_TRUE;
    } else if (a->flags == b->flags && value_is_str(a->pattern) == value_is_str(b->pattern)) {
        is_equal = object_equal(t, a->pattern, b->pattern);
    }
    return is_equal == TRUTH_ERROR
               ? VALUE_ERROR
               : value_from_bool((is_equal == TRUTH_TRUE) == (op == COMPARE_EQ));
}

static bool hash(struct thread *t, Value self, int64_t *result)
{
    const struct regex_pattern *pattern = as_pattern(self);
    if (!object_hash(t, pattern->pattern, result)) {
        return false;
    }
    *result ^= (int64_t)pattern->flags * 1000003;
    *result = *result == -1 ? -2 : *result;
    return true;
}

enum { RE_LOCALE = 4, RE_UNICODE = 32, RE_ASCII = 256 };

static Value repr(struct thread *t, Value self)
{
    static const struct {
        const char *name;
        uint32_t flag;
    } names[] = {{"re.TEMPLATE", 1},  {"re.IGNORECASE", 2}, {"re.LOCALE", 4},
                 {"re.MULTILINE", 8}, {"re.DOTALL", 16},    {"re.UNICODE", RE_UNICODE},
                 {"re.VERBOSE", 64},  {"re.DEBUG", 128},    {"re.ASCII", 256}};
    const struct regex_pattern *pattern = as_pattern(self);
    Value text = object_repr(t, pattern->pattern);
    if (text == VALUE_ERROR) {
        return text;
    }
    struct str_builder b;
    str_builder_init(&b, t);
    str_builder_add_cstr(&b, "re.compile(");
    uint64_t length = value_to_str(text)->length;
    str_builder_add_slice(&b, text, 0, length > 200 ? 200 : length);
    const char *separator = ", ";
    uint32_t rest = pattern->flags;
    if (value_is_str(pattern->pattern) &&
        (rest & (RE_UNICODE | RE_LOCALE | RE_ASCII)) == RE_UNICODE) {
        rest &= ~(uint32_t)RE_UNICODE; /* what a text has anyway */
    }
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (rest & names[i].flag) {
            str_builder_add_cstr(&b, separator);
            str_builder_add_cstr(&b, names[i].name);
            separator = "|";
            rest &= ~names[i].flag;
        }
    }
    if (rest != 0) {
        char number[16];
        snprintf(number, sizeof number, "0x%x", rest);
        str_builder_add_cstr(&b, separator);
        str_builder_add_cstr(&b, number);
    }
    str_builder_add_cstr(&b, ")");
    return str_builder_finish(&b);
}

/* --- Attributes --- */

static Value get_pattern(struct thread *t UNUSED, Value self)
{
    return as_pattern(self)->pattern;
}

static Value get_flags(struct thread *t UNUSED, Value self)
{
    return value_from_small_int(as_pattern(self)->flags);
}

static Value get_groups(struct thread *t UNUSED, Value self)
{
    return value_from_small_int(as_pattern(self)->n_groups);
}

static Value get_group_index(struct thread *t, Value self)
{
    return mappingproxy_new(t, as_pattern(self)->group_index);
}

static const struct native_def methods[] = {
    {"__copy__", method_copy, "(self, /)", NULL, NATIVE_METHOD},
    {"__deepcopy__", method_copy, "(self, memo, /)", NULL, NATIVE_METHOD},
    {"findall", regex_find_all, "(self, /, string, pos=0, endpos=9223372036854775807)",
     "Return a list of all non-overlapping matches of pattern in string.", NATIVE_METHOD},
    {"finditer", regex_find_iterator, "(self, /, string, pos=0, endpos=9223372036854775807)",
     "Return an iterator over all non-overlapping matches for the RE pattern in string.\n\nFor "
     "each match, the iterator "
     "returns a match object.",
     NATIVE_METHOD},
    {"fullmatch", method_fullmatch, "(self, /, string, pos=0, endpos=9223372036854775807)",
     "Matches against all of the string.", NATIVE_METHOD},
    {"match", method_match, "(self, /, string, pos=0, endpos=9223372036854775807)",
     "Matches zero or more characters at the beginning of the string.", NATIVE_METHOD},
    {"scanner", regex_scanner, "(self, /, string, pos=0, endpos=9223372036854775807)", NULL,
     NATIVE_METHOD},
    {"search", method_search, "(self, /, string, pos=0, endpos=9223372036854775807)",
     "Scan through string looking for a match, and return a corresponding match object "
     "instance.\n\nReturn None if no "
     "position in the string matches.",
     NATIVE_METHOD},
    {"split", regex_split, "(self, /, string, maxsplit=0)",
     "Split string by the occurrences of pattern.", NATIVE_METHOD},
    {"sub", regex_sub, "(self, /, repl, string, count=0)",
     "Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern "
     "in string by the "
     "replacement repl.",
     NATIVE_METHOD},
    {"subn", regex_subn, "(self, /, repl, string, count=0)",
     "Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost "
     "non-overlapping occurrences of "
     "pattern with the replacement repl.",
     NATIVE_METHOD},
    CLASS_GETITEM,
    {0},
};

static const struct getset_def getsets[] = {
    {"flags", get_flags, NULL, "The regex matching flags."},
    {"groupindex", get_group_index, NULL, "A dictionary mapping group names to group numbers."},
    {"groups", get_groups, NULL, "The number of capturing groups in the pattern."},
    {"pattern", get_pattern, NULL, "The pattern string from which the RE object was compiled."},
    {0},
};

struct type regex_pattern_type = {
    TYPE_HEADER("Pattern", sizeof(struct regex_pattern)),
    .module = "re",
    .doc = "Compiled regular expression object.",
    .flags = TYPE_WEAK_REFERABLE,
    .trace = trace,
    .release = release,
    .new = new_pattern,
    .compare = compare,
    .hash = hash,
    .repr = repr,
    .methods = methods,
    .getsets = getsets,
};

bool module_init__re(struct thread *t, Value module)
{
    gc_add_root(&regex_module);
    regex_module = module;
    return regex_library_get(t, 1) != NULL && type_ready(t, &regex_pattern_type) &&
           type_ready(t, &regex_match_type) && type_ready(t, &regex_scanner_type) &&
           type_ready(t, &regex_iterator_type) &&
           module_add(t, module, "Pattern", value_from_object(&regex_pattern_type)) &&
           module_add(t, module, "Match", value_from_object(&regex_match_type)) &&
           module_add(t, module, "MAXGROUPS", value_from_small_int(REGEX_MAX_GROUPS));
}
