/* The listing of --dis says what the words say. */
#include <stdio.h>
#include <stdlib.h>

#include "tests/unit/vm_support.h"
#include "vm/disassemble.h"
#include "vm/format/bytecode.h"

static const char example[] = "def f(a, b=(1, 'x')):\n"
                              "    for x in a:\n"
                              "        if x < 300: g(x, b.name, k=-2)\n"
                              "    try:\n"
                              "        return [y for y in a]\n"
                              "    except E as e:\n"
                              "        raise\n"
                              "class C:\n"
                              "    def m(self): yield self\n";

static const char *listing_of(struct thread *t, const struct code *code)
{
    Value text = disassemble_code(t, code, example, sizeof example - 1);
    cr_assert_neq(text, VALUE_ERROR);
    return str_to_utf8(t, text, NULL);
}

/* Reads "  12  NAME  operands" back; false: another kind of line. */
static bool read_instruction(const char *line, unsigned *word, char name[64])
{
    return strncmp(line, "       ", 7) == 0 && sscanf(line, " %u %63[A-Z_0-9] ", word, name) == 2;
}

Test(vm_disassemble, every_instruction_has_its_line)
{
    struct thread *t = start_interpreter();
    const struct code *code = inner_code(compile_text(t, example));
    const char *line = listing_of(t, code);
    uint32_t i = 0;
    for (; line != NULL && *line != '\0' && i < code->n_words; line = strchr(line, '\n') + 1) {
        unsigned word;
        char name[64];
        if (read_instruction(line, &word, name)) {
            enum opcode op = instruction_op(code->words[i]);
            cr_expect_eq(word, i);
            cr_expect_str_eq(name, opcode_infos[op].name);
            i += 1 + opcode_infos[op].n_extra;
        }
    }
    cr_expect_eq(i, code->n_words);
}

static void contains(const char *listing, const char *text)
{
    cr_expect_not_null(strstr(listing, text), "no \"%s\" in\n%s", text, listing);
}

Test(vm_disassemble, operands_are_shown_by_what_they_name)
{
    struct thread *t = start_interpreter();
    const char *listing = listing_of(t, compile_text(t, example));
    contains(listing, "code <module> (");
    contains(listing, "\ncode f (");
    contains(listing, "\ncode f.<locals>.<listcomp> (");
    contains(listing, "\ncode C.m (");
    contains(listing, "   3 |         if x < 300: g(x, b.name, k=-2)\n");
    contains(listing, "r0:a");
    contains(listing, "(1, 'x')");
    contains(listing, "<code f>");
    contains(listing, ", .name");
    contains(listing, ", ('k',)");
    contains(listing, ", E\n");
    contains(listing, "protected ");
}

/* Every "-> N" leads to a word where an instruction begins. */
Test(vm_disassemble, jumps_are_shown_by_their_target)
{
    struct thread *t = start_interpreter();
    const struct code *code = inner_code(compile_text(t, example));
    const char *arrow = listing_of(t, code);
    const char *end = strstr(arrow, "\ncode ");
    unsigned n_jumps = 0;
    for (; (arrow = strstr(arrow, "-> ")) != NULL && arrow < end; arrow++) {
        unsigned target = (unsigned)atoi(arrow + 3);
        uint32_t i = 0;
        while (i < code->n_words && i < target) {
            i += 1 + opcode_infos[instruction_op(code->words[i])].n_extra;
        }
        cr_expect_eq(i, target);
        n_jumps++;
    }
    cr_expect_geq(n_jumps, 4);
}
