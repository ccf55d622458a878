/*
 * The instruction word, below compiler and virtual machine alike: opcodes.def draws it.
 */
#ifndef HASP_VM_FORMAT_BYTECODE_H
#define HASP_VM_FORMAT_BYTECODE_H

#include <stdbool.h>
#include <stdint.h>

enum opcode {
#define OP(name, operands, n_extra, flags, effect) OP_##name,
#include "vm/format/opcodes.def"
#undef OP
    N_OPCODES
};

/* The d field of arithmetic: bits 0-2 are enum int_temporary_flag of runtime/int.h. */
enum {
    OPERATOR_INPLACE = 8,
    OPERATOR_SWAPPED = 16 /* ADD_K and MULTIPLY_K: the constant is the left operand */
};

/* The d field of MAKE_FUNCTION. */
enum {
    FUNCTION_DEFAULTS = 1,
    FUNCTION_KEYWORD_DEFAULTS = 2,
    FUNCTION_ANNOTATIONS = 4,
    FUNCTION_CLOSURE = 8
};

struct opcode_info {
    const char *name;
    const char *operands; /* three letters, see opcodes.def */
    uint8_t n_extra;
    const char *flags;
    const char *effect;
};
extern const struct opcode_info opcode_infos[N_OPCODES];

static inline uint64_t instruction(enum opcode op, unsigned d, unsigned a, unsigned b, unsigned c)
{
    return (uint64_t)op | (uint64_t)d << 8 | (uint64_t)a << 16 | (uint64_t)b << 32 |
           (uint64_t)c << 48;
}
static inline uint64_t instruction_wide(enum opcode op, unsigned d, unsigned a, int32_t wide)
{
    return (uint64_t)op | (uint64_t)d << 8 | (uint64_t)a << 16 | (uint64_t)(uint32_t)wide << 32;
}
static inline enum opcode instruction_op(uint64_t word)
{
    return (enum opcode)(word & 0xff);
}
static inline unsigned instruction_d(uint64_t word)
{
    return (word >> 8) & 0xff;
}
static inline unsigned instruction_a(uint64_t word)
{
    return (word >> 16) & 0xffff;
}
static inline unsigned instruction_b(uint64_t word)
{
    return (word >> 32) & 0xffff;
}
static inline unsigned instruction_c(uint64_t word)
{
    return word >> 48;
}
static inline int32_t instruction_wide_operand(uint64_t word)
{
    return (int32_t)(word >> 32);
}
static inline bool opcode_has_flag(enum opcode op, char flag)
{
    for (const char *f = opcode_infos[op].flags; *f; f++) {
        if (*f == flag) {
            return true;
        }
    }
    return false;
}

#endif
