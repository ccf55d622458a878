/* The whole interpreter in the test's process, and code objects compiled from a text. */
#ifndef HASP_TESTS_UNIT_VM_SUPPORT_H
#define HASP_TESTS_UNIT_VM_SUPPORT_H

#include <criterion/criterion.h>
#include <string.h>

#include "compiler/compiler.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/options.h"
#include "vm/start.h"

static inline struct thread *start_interpreter(void)
{
    static char *argv[] = {"hasp", "-c", "pass", NULL};
    static struct options options;
    cr_assert(options_parse(&options, 3, argv));
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

#endif
