#include "vm/format/bytecode.h"

const struct opcode_info opcode_infos[N_OPCODES] = {
#define OP(name, operands, n_extra, flags, effect) {#name, operands, n_extra, flags, effect},
#include "vm/format/opcodes.def"
#undef OP
};
