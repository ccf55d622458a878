/*
 * What an instruction does to the registers and where control goes: from the operand letters of opcodes.def, and from
 * what is said there in words about windows. `words` are those of a code object, `i` is where an instruction begins.
 */
#ifndef HASP_VM_FORMAT_EFFECTS_H
#define HASP_VM_FORMAT_EFFECTS_H

#include "vm/format/bytecode.h"

struct span {
    unsigned first, n;
};
struct effect {
    struct span reads[6], writes[3];
    unsigned n_reads, n_writes;
    unsigned dead_from; /* registers that a call leaves undefined */
};
struct effect instruction_effect(const uint64_t *words, uint32_t i);

/* Where the next instruction begins. */
uint32_t instruction_behind(const uint64_t *words, uint32_t i);
/* The target of the jump that the instruction holds, or -1. */
int64_t instruction_target(const uint64_t *words, uint32_t i);
bool opcode_falls_through(enum opcode op);

#endif
