/*
 * The marks under a source line: ^^^^ under the expression that raised, or ~~^~~ where it is a binary operator or a
 * subscript, with ^ under the operator or the brackets (PEP 657).
 *
 * CPython parses the expression again. Here one scan of its text is enough: it is known to be a whole expression on
 * one line, so that the operator which binds least, outside of brackets and strings, is its root.
 */
#include <ctype.h>
#include <string.h>

#include "runtime/base/utf8.h"
#include "runtime/traceback.h"

struct scan {
    const char *text;
    size_t n;
    size_t at;
    bool wants_operand; /* an operand comes next, or a sign */
    bool begins_signed; /* -x, +x, ~x, await x */
    bool is_other;      /* some other kind of expression, or a statement */
    char last_trailer;  /* of the last operand: '(', '[', '.'; 0: none */
    size_t trailer_start;
    int root_precedence; /* of the operator that binds least so far; 0: none */
    size_t root, root_size;
};

enum { PRECEDENCE_POWER = 7 };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\f';
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* --- Steps over whole tokens --- */

/* `at` is on the opening quote. */
static void skip_string(struct scan *s)
{
    char quote = s->text[s->at];
    bool is_long = s->n - s->at >= 3 && s->text[s->at + 1] == quote && s->text[s->at + 2] == quote;
    s->at += is_long ? 3 : 1;
    while (s->at < s->n) {
        if (s->text[s->at] == '\\') {
            s->at += 2;
        } else if (s->text[s->at] != quote) {
            s->at++;
        } else if (!is_long) {
            s->at++;
            return;
        } else if (s->n - s->at >= 3 && s->text[s->at + 1] == quote &&
                   s->text[s->at + 2] == quote) {
            s->at += 3;
            return;
        } else {
            s->at++;
        }
    }
    s->at = s->n;
}

/* `at` is on an opening bracket. What it encloses is skipped; *has_comma: a comma or a comprehension directly inside. */
static void skip_brackets(struct scan *s, bool *is_group)
{
    size_t open = s->at;
    int depth = 0;
    *is_group = true;
    while (s->at < s->n) {
        char c = s->text[s->at];
        if (c == '"' || c == '\'') {
            skip_string(s);
            continue;
        }
        if (depth == 1 && (c == ',' || (c == ' ' && strncmp(s->text + s->at, " for ", 5) == 0))) {
            *is_group = false;
        }
        s->at++;
        depth += c == '(' || c == '[' || c == '{';
        depth -= c == ')' || c == ']' || c == '}';
        if (depth == 0) {
            break;
        }
    }
    *is_group = *is_group && s->at > open + 2;
}

static void skip_number(struct scan *s)
{
    bool is_plain = !(s->text[s->at] == '0' && s->at + 1 < s->n &&
                      strchr("xXoObB", s->text[s->at + 1]) != NULL);
    while (s->at < s->n) {
        char c = s->text[s->at];
        bool is_sign = (c == '+' || c == '-') && is_plain && (s->text[s->at - 1] | 32) == 'e';
        if (!is_word(c) && c != '.' && !is_sign) {
            break;
        }
        s->at++;
    }
}

static bool word_is_one_of(const char *word, size_t n, const char *const *list)
{
    for (; *list != NULL; list++) {
        if (strlen(*list) == n && memcmp(*list, word, n) == 0) {
            return true;
        }
    }
    return false;
}

/* --- The scan --- */

static void begin_operand(struct scan *s)
{
    s->is_other |= !s->wants_operand;
    s->wants_operand = false;
    s->last_trailer = 0;
}

static void take_word(struct scan *s)
{
    static const char *const words_of_other_kinds[] = {
        "and", "or", "not", "in", "is", "if", "else", "lambda", "yield", "for", "async", NULL};
    static const char *const await[] = {"await", NULL};
    size_t start = s->at;
    while (s->at < s->n && is_word(s->text[s->at])) {
        s->at++;
    }
    size_t n = s->at - start;
    if (s->at < s->n && (s->text[s->at] == '"' || s->text[s->at] == '\'')) {
        begin_operand(s); /* a prefix */
        skip_string(s);
    } else if (word_is_one_of(s->text + start, n, await)) {
        s->begins_signed |= start == 0;
    } else if (word_is_one_of(s->text + start, n, words_of_other_kinds)) {
        s->is_other = true;
    } else {
        begin_operand(s);
    }
}

/* Strings side by side are one operand. */
static void take_string(struct scan *s)
{
    if (s->wants_operand) {
        begin_operand(s);
    }
    skip_string(s);
}

static void take_bracket(struct scan *s)
{
    bool is_group;
    if (s->wants_operand) {
        begin_operand(s);
    } else {
        s->last_trailer = s->text[s->at];
        s->trailer_start = s->at;
    }
    skip_brackets(s, &is_group);
}

static void take_attribute(struct scan *s)
{
    s->last_trailer = '.';
    s->at++;
    while (s->at < s->n && is_blank(s->text[s->at])) {
        s->at++;
    }
    while (s->at < s->n && is_word(s->text[s->at])) {
        s->at++;
    }
}

static int operator_at(const char *p, size_t n, size_t *size)
{
    static const struct {
        const char *text;
        int precedence;
    } operators[] = {{"**", PRECEDENCE_POWER},
                     {"//", 6},
                     {"<<", 4},
                     {">>", 4},
                     {"|", 1},
                     {"^", 2},
                     {"&", 3},
                     {"+", 5},
                     {"-", 5},
                     {"*", 6},
                     {"/", 6},
                     {"%", 6},
                     {"@", 6}};
    for (size_t i = 0; i < COUNT_OF(operators); i++) {
        *size = strlen(operators[i].text);
        if (n >= *size && memcmp(p, operators[i].text, *size) == 0) {
            return n > *size && p[*size] == '=' ? 0 : operators[i].precedence;
        }
    }
    return 0;
}

static void take_operator(struct scan *s)
{
    char c = s->text[s->at];
    if (s->wants_operand) {
        s->is_other |= c != '-' && c != '+' && c != '~';
        s->begins_signed |= s->at == 0;
        s->at++;
        return;
    }
    size_t size;
    int precedence = operator_at(s->text + s->at, s->n - s->at, &size);
    if (precedence == 0) {
        s->is_other = true;
        return;
    }
    /* Of equals the last is the root, but ** groups to the right. */
    if (s->root_precedence == 0 || precedence < s->root_precedence ||
        (precedence == s->root_precedence && precedence != PRECEDENCE_POWER)) {
        s->root_precedence = precedence;
        s->root = s->at;
        s->root_size = size;
    }
    s->at += size;
    s->wants_operand = true;
}

static void scan_expression(struct scan *s)
{
    while (s->at < s->n && !s->is_other) {
        char c = s->text[s->at];
        if (is_blank(c)) {
            s->at++;
        } else if (c == '"' || c == '\'') {
            take_string(s);
        } else if (isdigit((unsigned char)c) || (c == '.' && s->wants_operand)) {
            begin_operand(s);
            skip_number(s);
        } else if (is_word(c)) {
            take_word(s);
        } else if (c == '(' || c == '[' || c == '{') {
            take_bracket(s);
        } else if (c == '.') {
            take_attribute(s);
        } else {
            take_operator(s);
        }
    }
}

/* Shrinks [*from, *to) to the operand in it: without blanks, and without parentheses that do nothing but group it. */
static void strip_group(const char *text, size_t *from, size_t *to)
{
    for (;;) {
        while (*from < *to && is_blank(text[*from])) {
            ++*from;
        }
        while (*to > *from && is_blank(text[*to - 1])) {
            --*to;
        }
        struct scan inner = {.text = text, .n = *to, .at = *from};
        bool is_group = false;
        if (*from < *to && text[*from] == '(') {
            skip_brackets(&inner, &is_group);
        }
        if (!is_group || inner.at != *to) {
            return;
        }
        ++*from;
        --*to;
    }
}

/* From the end of the left operand (CPython 3.11.2 takes a parenthesis there for the operator) one or two characters. */
static void anchor_operator(const struct scan *s, size_t *first, size_t *last)
{
    size_t from = 0, to = s->root, right = s->root + s->root_size, end = s->n;
    strip_group(s->text, &from, &to);
    strip_group(s->text, &right, &end);
    while (to < right && is_blank(s->text[to])) {
        to++;
    }
    *first = to;
    *last = to + 1;
    *last += *last < right && !is_blank(s->text[*last]);
}

/* From the end of what is subscripted to one character behind the subscript. */
static void anchor_subscript(const struct scan *s, size_t *first, size_t *last)
{
    size_t from = 0, to = s->trailer_start, inside = s->trailer_start + 1, end = s->n - 1;
    strip_group(s->text, &from, &to);
    strip_group(s->text, &inside, &end);
    *first = to;
    *last = end + 1;
}

bool marks_find_anchors(const char *text, size_t n, size_t *first, size_t *last)
{
    struct scan s = {.text = text, .n = n, .wants_operand = true};
    scan_expression(&s);
    if (s.is_other || s.wants_operand) {
        return false;
    }
    if (s.root_precedence != 0) {
        anchor_operator(&s, first, last);
        return !(s.begins_signed && s.root_precedence == PRECEDENCE_POWER);
    }
    if (s.last_trailer != '[' || s.begins_signed) {
        return false;
    }
    anchor_subscript(&s, first, last);
    return true;
}

/* --- The text --- */

static void add_repeated(struct report *r, char c, size_t n)
{
    while (n-- > 0) {
        report_add_n(r, &c, 1);
    }
}

void marks_add(struct report *r, const char *line, size_t n, size_t indent,
               const struct code_position *position)
{
    if (position->line <= 0 || position->end_line <= 0 || position->column < 0 ||
        position->end_column < 0) {
        return;
    }
    size_t from = (size_t)position->column, to = (size_t)position->end_column, first = 0, last = 0;
    bool has_anchors = false;
    if (position->line != position->end_line) {
        for (to = n; to > 0 && is_blank(line[to - 1]);) {
            to--;
        }
    }
    if (from < indent || from > n || to > n || to <= from) {
        return;
    }
    if (position->line == position->end_line) {
        has_anchors = marks_find_anchors(line + from, to - from, &first, &last);
    }
    if (!has_anchors && to - from == n - indent) {
        return;
    }
    report_begin_line(r);
    report_add(r, "    ");
    add_repeated(r, ' ', utf8_count(line + indent, from - indent));
    first = has_anchors ? from + first : from;
    last = has_anchors ? from + last : to;
    add_repeated(r, '~', utf8_count(line + from, first - from));
    add_repeated(r, '^', utf8_count(line + first, last - first));
    add_repeated(r, '~', utf8_count(line + last, to - last));
    report_add(r, "\n");
}
