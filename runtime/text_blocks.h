/* Sixteen bytes of text at a time, in whatever vector registers the machine has. */
#ifndef HASP_RUNTIME_TEXT_BLOCKS_H
#define HASP_RUNTIME_TEXT_BLOCKS_H

#include <stdint.h>
#include <string.h>

#include "runtime/base/assert.h"
#include "runtime/base/attributes.h"

enum { BLOCK = 16 };
typedef uint8_t block __attribute__((vector_size(BLOCK)));
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the first byte is the lowest");

static ALWAYS_INLINE block block_load(const void *at)
{
    block b;
    memcpy(&b, at, BLOCK);
    return b;
}

/* A bit for each byte of a block whose bytes are 0 or 255. */
static ALWAYS_INLINE uint64_t block_bits(block b)
{
#ifdef __SSE2__
    return (uint64_t)(unsigned)__builtin_ia32_pmovmskb128(
        (char __attribute__((vector_size(BLOCK))))b);
#else
    uint64_t halves[2];
    memcpy(halves, &b, BLOCK);
    const uint64_t one_each = UINT64_C(0x8040201008040201), sum = UINT64_C(0x0101010101010101);
    return ((halves[0] & one_each) * sum) >> 56 | ((halves[1] & one_each) * sum) >> 56 << 8;
#endif
}

/* Of 64 bytes at a time, what `is_in` (a block of 0 and 255) says of each, as bits. */
static ALWAYS_INLINE uint64_t blocks_bits(const void *at, block (*is_in)(block))
{
    const char *bytes = at;
    return block_bits(is_in(block_load(bytes))) | block_bits(is_in(block_load(bytes + 16))) << 16 |
           block_bits(is_in(block_load(bytes + 32))) << 32 |
           block_bits(is_in(block_load(bytes + 48))) << 48;
}

#endif
