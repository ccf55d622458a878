/*
 * What the compiler emits, as Lua's code.lua has it: peepholes, folding, fused jumps and the variables that need
 * no check. A pattern names the instructions of the body of `f` in order; `*` stands for any text, also a part
 * of a name where either form will do.
 */
#include <fnmatch.h>

#include "runtime/base/buffer.h"
#include "tests/unit/vm_support.h"
#include "vm/format/bytecode.h"

struct emission {
    const char *text;
    const char *pattern;
};

/* The names of the instructions with a blank between, without the `return None` that ends every body. */
static void list_opcodes(const struct code *code, struct buffer *out)
{
    for (uint32_t i = 0; i < code->n_words;) {
        const struct opcode_info *info = &opcode_infos[instruction_op(code->words[i])];
        i += 1 + info->n_extra;
        if (i < code->n_words || strcmp(info->name, "RETURN_CONST") != 0) {
            buffer_append_format(out, "%s%s", out->size > 0 ? " " : "", info->name);
        }
    }
}

static void check_emissions(const struct emission *rows, size_t n)
{
    struct thread *t = start_interpreter();
    for (size_t i = 0; i < n; i++) {
        struct buffer emitted = BUFFER_EMPTY;
        list_opcodes(inner_code(compile_text(t, rows[i].text)), &emitted);
        const char *text = emitted.size == 0 ? "" : buffer_string(&emitted);
        cr_expect_eq(fnmatch(rows[i].pattern, text, 0), 0, "%s\nexpected %s\nemitted  %s",
                     rows[i].text, rows[i].pattern, text);
        buffer_free(&emitted);
    }
}

#define EMISSIONS(name, ...)                                                                       \
    Test(compiler_bytecode, name)                                                                  \
    {                                                                                              \
        static const struct emission rows[] = {__VA_ARGS__};                                       \
        check_emissions(rows, sizeof rows / sizeof rows[0]);                                       \
    }

/* clang-format off */
EMISSIONS(operators_work_on_variables_in_place,
    {"def f(a, b): return a + b", "ADD RETURN"},
    {"def f(a, b): a = a * b", "MULTIPLY"},
    {"def f(a, b): a -= b", "SUBTRACT"},
    {"def f(a): return -a", "NEGATIVE RETURN"},
    {"def f(a): return not a", "NOT RETURN"},
    {"def f(a, b): return a[b]", "GET_ITEM RETURN"},
    {"def f(a): return a.x.y", "LOAD_ATTR LOAD_ATTR RETURN"},
    {"def f(a, b): return a", "RETURN"},
    {"def f(a): b = a", "MOVE"})

EMISSIONS(constants_on_the_right_need_no_register,
    {"def f(a): return a + 1", "ADD_K RETURN"},
    {"def f(a): return a % 2.5", "REMAINDER_K RETURN"},
    {"def f(a): return a[0]", "GET_ITEM_INT RETURN"})

EMISSIONS(constants_are_folded,
    {"def f(): return 2 * 3 + 4", "RETURN_CONST*"},
    {"def f(): return -1", "RETURN_CONST*"},
    {"def f(): return 2 ** 3 ** 2", "RETURN_CONST*"},
    {"def f(): return (1, (2.5, 'x'), None)", "RETURN_CONST*"},
    {"def f(): return 'a' 'b'", "RETURN_CONST*"},
    {"def f(a): return a in (1, 2)", "LOAD_CONST IN RETURN"},
    {"def f(a): return a in [1, 2]", "LOAD_CONST IN RETURN"},
    {"def f(a): return a in {1, 2}", "LOAD_CONST IN RETURN"})

EMISSIONS(what_would_raise_is_not_folded,
    {"def f(): return 1 // 0", "LOAD_INT FLOOR_DIVIDE* RETURN"},
    {"def f(): return 1 << -1", "LOAD_INT*LEFT_SHIFT* RETURN"},
    {"def f(): return 10 ** 10 ** 10", "*POWER* RETURN"})

EMISSIONS(statements_without_effect_vanish,
    {"def f(): pass", ""},
    {"def f():\n 'doc'", ""},
    {"def f():\n 'doc'\n 1", ""})

EMISSIONS(lines_without_effect_are_seen,
    {"def f():\n 'doc'\n 'another'\n 1", "NOP"},
    {"def f(a):\n for x in a: pass", "GET_ITER FOR_ITER LOOP_FOR"},
    {"def f(a):\n for x in a:\n  pass", "GET_ITER FOR_ITER LOOP_FOR"},
    {"def f(a):\n if a: pass\n a()", "JUMP_IF_FALSE NOP MOVE CALL"},
    {"def f(a):\n if a:\n  pass\n else:\n  a()", "JUMP_IF_FALSE JUMP MOVE CALL"},
    {"def f(a):\n while True:\n  a()", "NOP MOVE CALL LOOP"})

EMISSIONS(comparisons_are_fused_with_their_jump,
    {"def f(a, b):\n if a < b: return a", "JUMP_LESS RETURN"},
    {"def f(a):\n if a == 1: return a", "JUMP_EQUAL_K RETURN"},
    {"def f(a):\n if a is None: return a", "JUMP_IS_K RETURN"},
    {"def f(a):\n if a is not None: return a", "JUMP_IS_K RETURN"},
    {"def f(a, b):\n if a not in b: return a", "JUMP_IN RETURN"},
    {"def f(a):\n while a > 0: a()", "JUMP_GREATER_K MOVE CALL LOOP"},
    {"def f(a):\n if not a: return a", "JUMP_IF_TRUE RETURN"},
    {"def f(a, b):\n if a and not b: return a", "JUMP_IF_FALSE JUMP_IF_TRUE RETURN"},
    {"def f(a, b):\n if a < 1 or b: return a", "JUMP_LESS_K JUMP_IF_FALSE RETURN"},
    {"def f(a, b):\n if not (a and b < 1): return a", "JUMP_IF_FALSE JUMP_LESS_K RETURN"})

EMISSIONS(constant_conditions_are_not_tested,
    {"def f(a):\n if True: return a", "RETURN*"},
    {"def f(a):\n if not 0 and 'x': return a", "RETURN*"},
    {"def f(a):\n while 1: a()", "MOVE CALL LOOP*"},
    {"def f(a):\n while True: a()", "MOVE CALL LOOP*"})

EMISSIONS(calls_lay_out_their_window,
    {"def f(a, b): a(b)", "MOVE MOVE CALL"},
    {"def f(a): return len(a)", "LOAD_GLOBAL MOVE CALL RETURN"},
    {"def f(a): a.m(1)", "LOAD_METHOD LOAD_INT CALL_METHOD"},
    {"def f(a): a.m(x=1)", "LOAD_METHOD LOAD_INT CALL_KEYWORDS"},
    {"def f(a, b): a(*b)", "MOVE MOVE CLEAR CALL_EX"},
    {"def f(a, b): a(1, *b)",
     "MOVE BUILD_LIST LOAD_INT LIST_APPEND LIST_EXTEND LIST_TO_TUPLE CLEAR CALL_EX"},
    {"def f(a, b): a(**b, x=1)",
     "MOVE BUILD_LIST LIST_TO_TUPLE BUILD_DICT DICT_MERGE BUILD_DICT LOAD_INT LOAD_CONST "
     "DICT_SET DICT_MERGE CALL_EX"},
    {"def f(a): a(a + 1, a.x)", "MOVE ADD_K LOAD_ATTR CALL"},
    {"def f(a): a.x(a.y(1))", "LOAD_METHOD LOAD_METHOD LOAD_INT CALL_METHOD CALL_METHOD"})

EMISSIONS(loops_keep_their_iterator_in_a_register,
    {"def f(a):\n for x in a: pass", "GET_ITER FOR_ITER LOOP_FOR"},
    {"def f(a):\n for x in a:\n  if x: break", "GET_ITER FOR_ITER JUMP_IF_FALSE JUMP LOOP_FOR"},
    {"def f(a):\n for x in a:\n  if x: continue\n  x()",
     "GET_ITER FOR_ITER JUMP_IF_FALSE LOOP_FOR MOVE CALL LOOP_FOR"},
    {"def f(a):\n for x, y in a: pass", "GET_ITER FOR_ITER_PAIR UNPACK_PAIR LOOP_FOR"})

EMISSIONS(variables_are_checked_only_where_they_may_be_unbound,
    {"def f(a):\n x = a\n return x", "MOVE RETURN"},
    {"def f(a):\n if a: x = 1\n return x", "*CHECK_LOCAL RETURN"},
    {"def f(a):\n if a: x = 1\n else: x = 2\n return x", "JUMP_IF_FALSE LOAD_INT JUMP LOAD_INT RETURN"},
    {"def f(a):\n if a: x = 1\n else: return 2\n return x",
     "JUMP_IF_FALSE LOAD_INT JUMP RETURN_CONST RETURN"},
    {"def f(a):\n for x in a: pass\n return x", "*LOOP_FOR CHECK_LOCAL RETURN"},
    {"def f(a):\n del a\n return a", "DELETE_LOCAL CHECK_LOCAL RETURN"},
    {"def f(a):\n try: x = a()\n except: pass\n return x", "*CHECK_LOCAL RETURN"},
    {"def f(a):\n try: x = a()\n except: x = 1\n return x", "*RERAISE RETURN"},
    {"def f(a):\n while True:\n  x = a\n  x", "NOP MOVE*LOOP"})

EMISSIONS(captured_variables_are_cells,
    {"def f():\n x = 1\n return lambda: x",
     "MAKE_CELL LOAD_INT STORE_CELL MOVE BUILD_TUPLE MAKE_FUNCTION RETURN"},
    {"def f(a): return lambda: a", "MAKE_CELL MOVE BUILD_TUPLE MAKE_FUNCTION RETURN"},
    {"def f(a): return lambda a=a: a", "MOVE BUILD_TUPLE MAKE_FUNCTION RETURN"},
    {"def f(): return lambda: f", "MAKE_FUNCTION RETURN"})

EMISSIONS(names_are_found_by_their_scope,
    {"def f(): return x", "LOAD_GLOBAL RETURN"},
    {"def f():\n global x\n x = 1\n del x", "LOAD_INT STORE_GLOBAL DELETE_GLOBAL"},
    {"class C: x = y", "*LOAD_NAME STORE_NAME*"})

EMISSIONS(generators_return_before_they_run,
    {"def f(a): yield a", "RETURN_GENERATOR YIELD"},
    {"def f(a): yield from a",
     "RETURN_GENERATOR MOVE GET_YIELD_FROM_ITER LOAD_CONST SEND YIELD LOOP"})

EMISSIONS(exceptions_cost_nothing_until_raised,
    {"def f(a):\n try: a()\n except: pass", "MOVE CALL JUMP PUSH_HANDLED*"},
    {"def f(a):\n try: a()\n except E: pass", "MOVE CALL JUMP PUSH_HANDLED LOAD_GLOBAL JUMP_IF_NO_MATCH*"},
    {"def f(a):\n try: a()\n finally: a.b", "MOVE CALL LOAD_ATTR JUMP PUSH_HANDLED LOAD_ATTR*"},
    {"def f(a):\n raise a from a", "RAISE"},
    {"def f(a): assert a", "JUMP_IF_TRUE LOAD_ASSERTION_ERROR*RAISE"})

EMISSIONS(displays_and_texts,
    {"def f(a): return [a, 1], {a, 2}", "MOVE LOAD_INT BUILD_LIST MOVE LOAD_INT BUILD_SET BUILD_TUPLE RETURN"},
    {"def f(a): return {a: a}", "BUILD_DICT DICT_SET RETURN"},
    {"def f(a): return f'{a}-'", "FORMAT_VALUE LOAD_CONST BUILD_STRING RETURN"},
    {"def f(a): return a[1:]", "LOAD_INT LOAD_CONST BUILD_SLICE GET_ITEM RETURN"},
    {"def f(a): a[0] = 1", "LOAD_INT SET_ITEM_INT"},
    {"def f(a): x, *y = a", "UNPACK_STAR MOVE MOVE"})
/* clang-format on */
