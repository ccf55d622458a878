/* The table of opcodes holds what its head promises, and the fields of the instruction word keep apart. */
#include <criterion/criterion.h>
#include <string.h>

#include "vm/format/bytecode.h"

static const char *name_of(int op)
{
    return opcode_infos[op].name;
}

static bool consists_of(const char *text, const char *letters)
{
    return strspn(text, letters) == strlen(text);
}

Test(format_opcodes, fit_into_a_byte)
{
    cr_expect_leq((int)N_OPCODES, 256);
}

Test(format_opcodes, have_names_of_their_own)
{
    for (int op = 0; op < N_OPCODES; op++) {
        cr_expect(consists_of(name_of(op), "ABCDEFGHIJKLMNOPQRSTUVWXYZ_"), "%s", name_of(op));
        for (int other = 0; other < op; other++) {
            cr_expect_str_neq(name_of(op), name_of(other));
        }
    }
}

Test(format_opcodes, have_three_known_operands)
{
    for (int op = 0; op < N_OPCODES; op++) {
        const char *operands = opcode_infos[op].operands;
        cr_assert_eq(strlen(operands), 3, "%s", name_of(op));
        cr_expect(consists_of(operands, "RWBKNGUIwkj_"), "%s: %s", name_of(op), operands);
    }
}

Test(format_opcodes, wide_operands_take_b_and_c)
{
    for (int op = 0; op < N_OPCODES; op++) {
        const char *operands = opcode_infos[op].operands;
        cr_expect_null(strchr("wkj", operands[0]), "%s", name_of(op));
        cr_expect_null(strchr("wkj", operands[2]), "%s", name_of(op));
        cr_expect(strchr("wkj", operands[1]) == NULL || operands[2] == '_', "%s", name_of(op));
    }
}

/* The first operand alone is written, UNPACK_PAIR apart: the fresh-temporary rules rest on it. */
Test(format_opcodes, write_to_a_alone)
{
    for (int op = 0; op < N_OPCODES; op++) {
        cr_expect(op == OP_UNPACK_PAIR || opcode_infos[op].operands[1] != 'W', "%s", name_of(op));
        cr_expect_neq(opcode_infos[op].operands[2], 'W', "%s", name_of(op));
    }
}

Test(format_opcodes, have_the_extra_words_that_their_flags_speak_of)
{
    for (int op = 0; op < N_OPCODES; op++) {
        int n_needed = opcode_has_flag(op, 'X') + opcode_has_flag(op, 'C');
        cr_expect_geq(opcode_infos[op].n_extra, n_needed, "%s", name_of(op));
    }
}

Test(format_opcodes, may_raise_where_they_may_call_python)
{
    for (int op = 0; op < N_OPCODES; op++) {
        cr_expect(!opcode_has_flag(op, 'P') || opcode_has_flag(op, 'E'), "%s", name_of(op));
    }
}

Test(format_opcodes, say_what_they_do)
{
    for (int op = 0; op < N_OPCODES; op++) {
        cr_expect_gt(strlen(opcode_infos[op].effect), 0, "%s", name_of(op));
    }
}

Test(format_opcodes, fields_keep_apart)
{
    uint64_t words[] = {instruction(N_OPCODES - 1, 0, 0, 0, 0), instruction(0, 0xff, 0, 0, 0),
                        instruction(0, 0, 0xffff, 0, 0), instruction(0, 0, 0, 0xffff, 0),
                        instruction(0, 0, 0, 0, 0xffff)};
    for (int i = 0; i < 5; i++) {
        cr_expect_eq(instruction_op(words[i]), i == 0 ? N_OPCODES - 1 : 0);
        cr_expect_eq(instruction_d(words[i]), i == 1 ? 0xff : 0);
        cr_expect_eq(instruction_a(words[i]), i == 2 ? 0xffff : 0);
        cr_expect_eq(instruction_b(words[i]), i == 3 ? 0xffff : 0);
        cr_expect_eq(instruction_c(words[i]), i == 4 ? 0xffff : 0);
    }
}

Test(format_opcodes, wide_operands_are_signed)
{
    const int32_t numbers[] = {0, 1, -1, INT32_MAX, INT32_MIN};
    for (int i = 0; i < 5; i++) {
        uint64_t word = instruction_wide(OP_LOAD_INT, 7, 0xabcd, numbers[i]);
        cr_expect_eq(instruction_wide_operand(word), numbers[i]);
        cr_expect_eq(instruction_op(word), OP_LOAD_INT);
        cr_expect_eq(instruction_d(word), 7);
        cr_expect_eq(instruction_a(word), 0xabcd);
    }
}
