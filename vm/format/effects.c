#include "vm/format/effects.h"

static void effect_read(struct effect *e, unsigned first, unsigned n)
{
    e->reads[e->n_reads++] = (struct span){first, n};
}
static void effect_write(struct effect *e, unsigned first, unsigned n)
{
    e->writes[e->n_writes++] = (struct span){first, n};
}

static void call_effect(struct effect *e, uint64_t word)
{
    unsigned a = instruction_a(word), b = instruction_b(word), d = instruction_d(word);
    switch (instruction_op(word)) {
    case OP_CALL:
        effect_read(e, a + 2, b);
        break;
    case OP_CALL_METHOD:
        effect_read(e, a + 1, 1 + b);
        break;
    case OP_CALL_KEYWORDS:
        effect_read(e, a + 1 + d, 1 - d + b);
        break;
    case OP_CALL_EX:
        effect_read(e, a + 2, 2);
        break;
    default:
        return;
    }
    e->dead_from = a + 1;
}

static void window_effect(struct effect *e, uint64_t word, uint64_t extra)
{
    unsigned a = instruction_a(word), b = instruction_b(word), c = instruction_c(word);
    unsigned d = instruction_d(word);
    switch (instruction_op(word)) {
    case OP_BUILD_SLICE:
    case OP_BUILD_TUPLE:
    case OP_BUILD_LIST:
    case OP_BUILD_SET:
    case OP_BUILD_STRING:
        effect_read(e, b, c);
        break;
    case OP_BUILD_DICT:
        effect_read(e, b, 2 * c);
        break;
    case OP_MAKE_FUNCTION:
        effect_read(e, c, (unsigned)__builtin_popcount(d));
        break;
    case OP_IMPORT_NAME:
        effect_read(e, b, 2);
        break;
    case OP_LOAD_SUPER_METHOD:
        effect_read(e, b, 2);
        effect_write(e, a, 2);
        break;
    case OP_MATCH_CLASS:
        effect_read(e, a + 1, 1);
        break;
    case OP_MATCH_GROUP:
        effect_write(e, a + 1, 1);
        break;
    case OP_LOAD_METHOD:
    case OP_LOAD_ENTER:
    case OP_LOAD_EXIT:
    case OP_LOAD_ASYNC_ENTER:
    case OP_LOAD_ASYNC_EXIT:
        effect_write(e, a, 2);
        break;
    case OP_EXCEPTION_TRIPLE:
        effect_write(e, a, 3);
        break;
    case OP_COPY_FREE:
        effect_write(e, a, c);
        break;
    case OP_UNPACK:
        effect_write(e, a, c);
        break;
    case OP_UNPACK_STAR:
        effect_write(e, a, c + 1 + (unsigned)extra);
        break;
    case OP_YIELD:
        effect_read(e, c, d == 1);
        break;
    default:
        break;
    }
}

/* Operands that depend on the d field: whether the instruction looks at the k-th. */
static bool is_used(uint64_t word, int k)
{
    unsigned d = instruction_d(word);
    switch (instruction_op(word)) {
    case OP_FORMAT_VALUE:
        return k != 2 || (d & 4);
    case OP_LIST_EXTEND:
        return k != 2 || d == 1;
    case OP_RAISE:
        return (unsigned)k < d;
    case OP_UNPACK:
        return k != 0 || instruction_c(word) > 0;
    default:
        return true;
    }
}

struct effect instruction_effect(const uint64_t *words, uint32_t i)
{
    uint64_t word = words[i];
    const struct opcode_info *info = &opcode_infos[instruction_op(word)];
    const unsigned operands[] = {instruction_a(word), instruction_b(word), instruction_c(word)};
    struct effect e = {.dead_from = UINT16_MAX + 1};
    for (int k = 0; k < 3; k++) {
        char letter = info->operands[k];
        if (!is_used(word, k)) {
            continue;
        }
        /* B in b or c is the beginning of a window, which may be empty. */
        if (letter == 'R' || (letter == 'B' && k == 0)) {
            effect_read(&e, operands[k], 1);
        }
        if (letter == 'W' || (letter == 'B' && k == 0)) {
            effect_write(&e, operands[k], 1);
        }
    }
    window_effect(&e, word, info->n_extra > 0 ? words[i + 1] : 0);
    call_effect(&e, word);
    return e;
}

/* ---- where control goes ---- */

uint32_t instruction_behind(const uint64_t *words, uint32_t i)
{
    return i + 1 + opcode_infos[instruction_op(words[i])].n_extra;
}

bool opcode_falls_through(enum opcode op)
{
    return op != OP_JUMP && op != OP_LOOP && op != OP_LOOP_FOR && op != OP_RETURN &&
           op != OP_RETURN_CONST && op != OP_RAISE && op != OP_RERAISE;
}

/* The target of the jump that the instruction holds, or -1. */
int64_t instruction_target(const uint64_t *words, uint32_t i)
{
    uint64_t word = words[i];
    enum opcode op = instruction_op(word);
    if (opcode_has_flag(op, 'X')) {
        return (int64_t)instruction_behind(words, i) +
               (int64_t)words[instruction_behind(words, i) - 1];
    }
    return opcode_infos[op].operands[1] == 'j'
               ? (int64_t)instruction_behind(words, i) + instruction_wide_operand(word)
               : -1;
}
