/* The whole interpreter in the test's process; code objects compiled from a text, and what is left of running one. */
#ifndef HASP_TESTS_UNIT_VM_SUPPORT_H
#define HASP_TESTS_UNIT_VM_SUPPORT_H

#include <criterion/criterion.h>
#include <string.h>

#include "compiler/compiler.h"
#include "runtime/abstract.h"
#include "runtime/code.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/call.h"
#include "vm/options.h"
#include "vm/start.h"

static inline struct thread *start_interpreter(void)
{
    static char *argv[] = {"hasp", "-c", "pass", NULL};
    static struct options options;
    int status;
    cr_assert(options_parse(&options, 3, argv, &status));
    struct thread *t = interpreter_start(&options);
    cr_assert_not_null(t);
    return t;
}

/* NULL: it is not Python. */
static inline struct code *compile_bytes(struct thread *t, const char *text, size_t n)
{
    Value code = compile_source(t, text, n, str_from_cstr(t, "<test>"), COMPILE_EXEC, 0);
    if (code == VALUE_ERROR) {
        error_clear(t);
        return NULL;
    }
    return (struct code *)code;
}

static inline struct code *compile_text(struct thread *t, const char *text)
{
    struct code *code = compile_bytes(t, text, strlen(text));
    cr_assert_not_null(code, "does not compile: %s", text);
    return code;
}

/* The first code object among the constants: of the first function, class or comprehension. */
static inline struct code *inner_code(const struct code *code)
{
    const struct tuple *constants = value_to_tuple(code->constants);
    for (uint64_t i = 0; i < constants->length; i++) {
        Value v = constants->items[i];
        if (value_is_object(v) && value_to_object(v)->type == &code_type) {
            return (struct code *)v;
        }
    }
    cr_assert_fail("no code among the constants");
    return NULL;
}

/* Runs `text` as a module body; its names. */
static inline struct dict *run_text(struct thread *t, const char *text)
{
    Value names = dict_new(t);
    Value f = names == VALUE_ERROR
                  ? names
                  : function_new(t, value_from_object(compile_text(t, text)), names);
    cr_assert_neq(f, VALUE_ERROR);
    if (run_code(t, (struct function *)f, VALUE_UNBOUND) == VALUE_ERROR) {
        error_print(t, error_take(t));
        cr_assert_fail("raised by: %s", text);
    }
    return value_to_dict(names);
}

static inline Value find_name(struct thread *t, struct dict *names, const char *name)
{
    Value v = dict_get_cstr(t, names, name);
    cr_assert_neq(v, VALUE_UNBOUND, "no %s", name);
    return v;
}

/* In UTF-8. */
static inline const char *repr_of(struct thread *t, Value v)
{
    Value text = v == VALUE_ERROR ? v : object_repr(t, v);
    cr_assert_neq(text, VALUE_ERROR);
    return str_to_utf8(t, text, NULL);
}

/* The message of the pending exception, which is taken. */
static inline const char *take_message(struct thread *t)
{
    cr_assert(error_pending(t));
    Value text = object_str(t, error_take(t));
    cr_assert_neq(text, VALUE_ERROR);
    return str_to_utf8(t, text, NULL);
}

#endif
