/* Bytes as hexadecimal digits, with a separator between groups of them: bytes.hex and binascii.hexlify. */
#ifndef HASP_RUNTIME_BYTES_HEX_H
#define HASP_RUNTIME_BYTES_HEX_H

#include "runtime/error.h"

struct hex_layout {
    size_t n;           /* bytes in all */
    size_t first, each; /* in front of the first separator, and between separators */
    int separator;      /* -1: none */
};

/*
 * The arguments sep and bytes_per_sep for `n` bytes: groups are counted from the right, or from the left if that is
 * negative. `most` is the greatest code of a separator. UNBOUND: omitted.
 */
RAISES MAY_GC bool hex_parse(struct thread *t, size_t n, Value sep, Value bytes_per_sep,
                             uint32_t most, struct hex_layout *layout);
size_t hex_length(const struct hex_layout *layout);
/* Writes hex_length characters. */
void hex_write(const struct hex_layout *layout, const uint8_t *bytes, char *to);

#endif
