#include "lock/policy_options.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/base/assert.h"

/* A part of a text that ends before `end`. */
struct span {
    const char *start;
    const char *end;
};

static int length_of(struct span span)
{
    return (int)(span.end - span.start);
}

/* As much of it as a message has room for. */
static int shown_length(struct span span)
{
    enum { MOST = 40 };
    return length_of(span) > MOST ? MOST : length_of(span);
}

static bool equals(struct span span, const char *text)
{
    size_t n = (size_t)length_of(span);
    return strncmp(span.start, text, n) == 0 && text[n] == '\0';
}

PRINTF_LIKE(2, 3) static bool complain(char *error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error, POLICY_ERROR_BYTES, format, arguments);
    va_end(arguments);
    return false;
}

static bool complain_of_name(char *error, struct span name)
{
    int n = snprintf(error, POLICY_ERROR_BYTES, "unknown lock policy '%.*s' (there are",
                     shown_length(name), name.start);
    for (size_t i = 0; policy_at(i) != NULL; i++) {
        n += snprintf(error + n, (size_t)(POLICY_ERROR_BYTES - n), "%s %s", i == 0 ? "" : ",",
                      policy_at(i)->name);
    }
    snprintf(error + n, (size_t)(POLICY_ERROR_BYTES - n), ")");
    return false;
}

static const struct lock_policy *find_policy(struct span name)
{
    char whole[64]; /* longer than any name: what is cut off is unknown, too */
    snprintf(whole, sizeof whole, "%.*s", length_of(name), name.start);
    return policy_find(whole);
}

static bool set_count(const struct policy_parameter *parameter, struct span value, char *error)
{
    char *end;
    errno = 0;
    unsigned long long count = strtoull(value.start, &end, 10);
    bool is_number = value.start[0] >= '0' && value.start[0] <= '9' && end == value.end;
    if (!is_number || errno != 0 || count < parameter->least || count > parameter->most) {
        return complain(error, "%s must be a number from %llu to %llu, not '%.*s'", parameter->name,
                        (unsigned long long)parameter->least, (unsigned long long)parameter->most,
                        shown_length(value), value.start);
    }
    *parameter->count = count;
    return true;
}

static bool set_fraction(const struct policy_parameter *parameter, struct span value, char *error)
{
    char *end;
    double fraction = strtod(value.start, &end);
    if (length_of(value) == 0 || end != value.end || !(fraction >= 0) || !(fraction <= 1)) {
        return complain(error, "%s must be a number from 0 to 1, not '%.*s'", parameter->name,
                        shown_length(value), value.start);
    }
    *parameter->fraction = fraction;
    return true;
}

static bool set_choice(const struct policy_parameter *parameter, struct span value, char *error)
{
    int n = snprintf(error, POLICY_ERROR_BYTES, "%s must be", parameter->name);
    for (uint64_t i = 0; parameter->choices[i] != NULL; i++) {
        if (equals(value, parameter->choices[i])) {
            *parameter->count = i;
            return true;
        }
        n += snprintf(error + n, (size_t)(POLICY_ERROR_BYTES - n), "%s %s", i == 0 ? "" : " or",
                      parameter->choices[i]);
    }
    snprintf(error + n, (size_t)(POLICY_ERROR_BYTES - n), ", not '%.*s'", shown_length(value),
             value.start);
    return false;
}

static bool set_text(const struct policy_parameter *parameter, struct span value, char *error)
{
    char *text = length_of(value) == 0 ? NULL : strndup(value.start, (size_t)length_of(value));
    if (text == NULL) {
        return complain(error, "%s must not be empty", parameter->name);
    }
    free((void *)*parameter->text);
    *parameter->text = text;
    return true;
}

static bool set_parameter(const struct policy_parameter *parameter, struct span value, char *error)
{
    switch (parameter->kind) {
    case PARAMETER_COUNT:
        return set_count(parameter, value, error);
    case PARAMETER_FRACTION:
        return set_fraction(parameter, value, error);
    case PARAMETER_CHOICE:
        return set_choice(parameter, value, error);
    case PARAMETER_TEXT:
        return set_text(parameter, value, error);
    }
    UNREACHABLE();
}

static void print_value(FILE *to, const struct policy_parameter *parameter)
{
    switch (parameter->kind) {
    case PARAMETER_COUNT:
        fprintf(to, "%llu", (unsigned long long)*parameter->count);
        break;
    case PARAMETER_FRACTION:
        fprintf(to, "%g", *parameter->fraction);
        break;
    case PARAMETER_CHOICE:
        for (uint64_t i = 0; parameter->choices[i] != NULL; i++) {
            fprintf(to, "%s%s", i == 0 ? "" : "|", parameter->choices[i]);
        }
        break;
    case PARAMETER_TEXT:
        fputs("TEXT", to);
        break;
    }
}

/* One KEY=VALUE, or the first VALUE alone. */
static bool parse_part(const struct lock_policy *policy, struct span part, bool is_first,
                       char *error)
{
    const struct policy_parameter *parameter = policy->parameters;
    if (parameter == NULL) {
        return complain(error, "lock policy '%s' has no parameters", policy->name);
    }
    const char *equal_sign = memchr(part.start, '=', (size_t)length_of(part));
    if (equal_sign == NULL && is_first) {
        return set_parameter(parameter, part, error);
    }
    struct span key = {part.start, equal_sign == NULL ? part.end : equal_sign};
    while (parameter->name != NULL && !equals(key, parameter->name)) {
        parameter++;
    }
    if (parameter->name == NULL) {
        return complain(error, "lock policy '%s' has no parameter '%.*s' (see --gil=help)",
                        policy->name, shown_length(key), key.start);
    }
    if (equal_sign == NULL) {
        return complain(error, "parameter '%s' needs a value", parameter->name);
    }
    return set_parameter(parameter, (struct span){equal_sign + 1, part.end}, error);
}

const struct lock_policy *policy_choose(const char *text, char *error)
{
    struct span name = {text, text + strcspn(text, ":")};
    const struct lock_policy *policy = find_policy(name);
    if (policy == NULL) {
        complain_of_name(error, name);
        return NULL;
    }
    bool is_first = true;
    for (const char *rest = name.end; *rest != '\0'; is_first = false) {
        struct span part = {rest + 1, rest + 1 + strcspn(rest + 1, ",")};
        if (!parse_part(policy, part, is_first, error)) {
            return NULL;
        }
        rest = part.end;
    }
    return policy;
}

void policy_print_help(FILE *to)
{
    fputs("--gil=POLICY, --gil=POLICY:VALUE or --gil=POLICY:KEY=VALUE,KEY=VALUE...\n", to);
    for (size_t i = 0; policy_at(i) != NULL; i++) {
        const struct lock_policy *policy = policy_at(i);
        fprintf(to, "\n%s%s%s\n    %s (%s)\n", policy->name, policy->alias != NULL ? ", " : "",
                policy->alias != NULL ? policy->alias : "", policy->description, policy->source);
        for (const struct policy_parameter *parameter = policy->parameters;
             parameter != NULL && parameter->name != NULL; parameter++) {
            fprintf(to, "    %s=", parameter->name);
            print_value(to, parameter);
            fprintf(to, "    %s\n", parameter->description);
        }
    }
}
