/* Every code object that the compiler makes passes the verifier; and the verifier finds what is broken. */
#include <glob.h>

#include "runtime/import.h"
#include "tests/unit/compiler_verify.h"
#include "tests/unit/vm_support.h"

static void verify_files(const char *pattern, size_t n_least)
{
    struct thread *t = start_interpreter();
    struct buffer complaints = BUFFER_EMPTY;
    glob_t files;
    size_t n_verified = 0;
    cr_assert_eq(glob(pattern, 0, NULL, &files), 0, "no file %s", pattern);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        size_t n, before = complaints.size;
        const char *text = import_read_file(t, str_from_cstr(t, files.gl_pathv[i]), &n);
        cr_assert_not_null(text);
        struct code *code = compile_bytes(t, text, n);
        if (code == NULL) {
            continue; /* a test of syntax errors, or of another coding */
        }
        n_verified++;
        verify_code(t, code, &complaints);
        if (complaints.size > before) {
            buffer_append_format(&complaints, "    in %s\n", files.gl_pathv[i]);
        }
    }
    cr_expect_eq(complaints.size, 0, "%s", buffer_string(&complaints));
    cr_expect_geq(n_verified, n_least);
    globfree(&files);
    buffer_free(&complaints);
}

Test(compiler_code, conformance_tests_are_well_formed)
{
    verify_files("tests/conformance/*.py", 200);
}

Test(compiler_code, concurrency_tests_are_well_formed)
{
    verify_files("tests/concurrency/*.py", 50);
}

Test(compiler_code, the_library_is_well_formed)
{
    verify_files("runtime/lib/*.py", 5);
}

/* ---- the verifier itself: one thing broken at a time ---- */

static const char example[] = "def f(a, b):\n"
                              "    for x in a:\n"
                              "        b = g(x, b + 1)\n"
                              "    return b\n";

/* The first instruction of this kind. */
static uint32_t find(const struct code *code, enum opcode op)
{
    for (uint32_t i = 0; i < code->n_words; i = behind(code, i)) {
        if (instruction_op(code->words[i]) == op) {
            return i;
        }
    }
    cr_assert_fail("there is no %s", opcode_infos[op].name);
    return 0;
}

static void complains(struct thread *t, const struct code *code, const char *what)
{
    struct buffer complaints = BUFFER_EMPTY;
    verify_code(t, code, &complaints);
    const char *text = buffer_string(&complaints);
    cr_expect_not_null(strstr(text, what), "no complaint \"%s\" but: %s", what, text);
    buffer_free(&complaints);
}

Test(compiler_code, verifier_sees_operands_out_of_range)
{
    struct thread *t = start_interpreter();
    struct code *code = inner_code(compile_text(t, example));
    uint32_t i = find(code, OP_GET_ITER);
    code->words[i] = instruction(OP_GET_ITER, 0, code->n_registers, 0, 0);
    complains(t, code, "GET_ITER: no register");
    code->words[i] = instruction(OP_LOAD_GLOBAL, 0, 2, 9, 0);
    complains(t, code, "LOAD_GLOBAL: no global 9");
    code->words[i] = instruction_wide(OP_LOAD_CONST, 0, 2, 1000);
    complains(t, code, "LOAD_CONST: no constant 1000");
    code->words[i] = N_OPCODES;
    complains(t, code, "is no instruction");
}

Test(compiler_code, verifier_sees_jumps_into_nowhere)
{
    struct thread *t = start_interpreter();
    struct code *code = inner_code(compile_text(t, example));
    uint32_t loop = find(code, OP_LOOP_FOR), iterate = find(code, OP_FOR_ITER);
    uint64_t was = code->words[loop];
    code->words[loop] =
        instruction_wide(OP_LOOP_FOR, 0, 0, (int32_t)iterate + 1 - (int32_t)loop - 1);
    complains(t, code, "LOOP_FOR: jump into nowhere");
    code->words[loop] = instruction_wide(OP_LOOP_FOR, 0, 0, 0);
    complains(t, code, "LOOP_FOR: jump in the wrong direction");
    code->words[loop] = was;
    code->n_words = find(code, OP_RETURN);
    complains(t, code, "jump into nowhere");
}

Test(compiler_code, verifier_sees_registers_that_nobody_wrote)
{
    struct thread *t = start_interpreter();
    struct code *code = inner_code(compile_text(t, example));
    uint32_t i = find(code, OP_GET_ITER);
    code->words[i] = instruction(OP_MOVE, 0, 2, 0, 0); /* to x: the iterator is not written */
    complains(t, code, "FOR_ITER: reads what may be unwritten: register 3");
}

Test(compiler_code, verifier_sees_what_the_collector_would_miss)
{
    struct thread *t = start_interpreter();
    struct code *code = inner_code(compile_text(t, example));
    ((uint16_t *)code->depths)[find(code, OP_CALL)] = 0; /* the iterator lives across the call */
    complains(t, code, "CALL: the collector would miss register 3");
}

Test(compiler_code, verifier_sees_protected_ranges_that_overlap)
{
    struct thread *t = start_interpreter();
    struct code *code = inner_code(compile_text(t, "def f(a):\n"
                                                   "    try:\n"
                                                   "        try: a()\n"
                                                   "        except E: a.x\n"
                                                   "    finally: a.y\n"));
    cr_assert_geq(code->n_exceptions, 2);
    struct exception_entry *outer = &code->exceptions[code->n_exceptions - 1];
    code->exceptions[0] = *outer;
    outer->start += 1 + opcode_infos[instruction_op(code->words[outer->start])].n_extra;
    complains(t, code, "overlap");
}
