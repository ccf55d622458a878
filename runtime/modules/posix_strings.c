#include "runtime/modules/posix_strings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/call.h"
#include "runtime/list.h"
#include "runtime/path.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

void posix_strings_free(struct posix_strings *s)
{
    for (size_t i = 0; i < s->n; i++) {
        free(s->items[i]);
    }
    free(s->items);
}

char *posix_string_copy(struct thread *t, Value v)
{
    size_t n;
    const char *name = path_from_value(t, v, &n);
    char *copy = name == NULL ? NULL : strdup(name);
    if (name != NULL && copy == NULL) {
        (void)raise_no_memory(t);
    }
    return copy;
}

/* "key=value" of a pair. */
static char *assignment(struct thread *t, Value pair)
{
    Value items = tuple_from_iterable(t, pair);
    if (items == VALUE_ERROR) {
        return NULL;
    }
    if (value_to_tuple(items)->length != 2) {
        (void)raise_error(t, &TypeError_type, "env.items() must give pairs");
        return NULL;
    }
    char *key = posix_string_copy(t, value_to_tuple(items)->items[0]);
    char *value = key == NULL ? NULL : posix_string_copy(t, value_to_tuple(items)->items[1]);
    char *whole = NULL;
    /* An "=" in front is part of a name. */
    if (value != NULL && (*key == '\0' || strchr(key + 1, '=') != NULL)) {
        (void)raise_error(t, &ValueError_type, "illegal environment variable name");
    } else if (value != NULL && asprintf(&whole, "%s=%s", key, value) < 0) {
        whole = NULL;
        (void)raise_no_memory(t);
    }
    free(key);
    free(value);
    return whole;
}

static bool read_each(struct thread *t, Value v, char *read_one(struct thread *, Value),
                      struct posix_strings *s)
{
    Value items = tuple_from_iterable(t, v);
    if (items == VALUE_ERROR) {
        return false;
    }
    const struct tuple *tuple = value_to_tuple(items);
    s->items = calloc(tuple->length + 1, sizeof *s->items);
    if (s->items == NULL) {
        (void)raise_no_memory(t);
        return false;
    }
    for (; s->n < tuple->length; s->n++) {
        if ((s->items[s->n] = read_one(t, tuple->items[s->n])) == NULL) {
            return false;
        }
    }
    return true;
}

bool posix_strings_read(struct thread *t, Value v, struct posix_strings *s)
{
    return read_each(t, v, posix_string_copy, s);
}

bool posix_strings_read_mapping(struct thread *t, Value v, struct posix_strings *s)
{
    Value items = call_method_0(t, v, name_items);
    return items != VALUE_ERROR && read_each(t, items, assignment, s);
}

bool posix_program_arguments(struct thread *t, const char *what, Value v,
                             struct posix_strings *arguments)
{
    if (!value_is_tuple(v) && !value_is_list(v)) {
        return raise_false(t, &TypeError_type, "%s must be a tuple or list", what);
    }
    if (!posix_strings_read(t, v, arguments)) {
        return false;
    }
    if (arguments->n == 0) {
        return raise_false(t, &ValueError_type, "%s must not be empty", what);
    }
    return arguments->items[0][0] != '\0' ||
           raise_false(t, &ValueError_type, "%s first element cannot be empty", what);
}

bool posix_program_environment(struct thread *t, const char *function, Value v,
                               struct posix_strings *variables)
{
    return (value_type(v)->get_item != NULL ||
            raise_false(t, &TypeError_type, "%s: environment must be a mapping object",
                        function)) &&
           posix_strings_read_mapping(t, v, variables);
}
