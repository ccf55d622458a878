/*
 * The data of NFKC (UAX #15, Unicode 14.0.0) for characters that a name may contain. Private to nfkc.c; the
 * arrays are in nfkc_tables.c, which a script writes.
 *
 *   NFKC_DECOMPOSED[i]  sorted: a character that decomposes ...
 *   NFKC_OFFSETS[i]     ... into the characters from NFKC_POOL[offset] to the one marked NFKC_LAST. These are
 *                       full decompositions: none of them decomposes further. Hangul is computed.
 *   NFKC_PAIRS          sorted by (first, second): canonical compositions without the exclusions
 *   NFKC_CLASSES        sorted: ranges of equal canonical combining class; all others have class 0
 */
#ifndef HASP_LEXER_NFKC_TABLES_H
#define HASP_LEXER_NFKC_TABLES_H

#include <stddef.h>
#include <stdint.h>

#define NFKC_LAST UINT32_C(0x80000000)

struct nfkc_pair {
    uint32_t first;
    uint32_t second;
    uint32_t composite;
};

struct nfkc_class_range {
    uint32_t first;
    uint32_t last;
    uint8_t combining_class;
};

extern const uint32_t NFKC_DECOMPOSED[];
extern const size_t NFKC_N_DECOMPOSED;
extern const uint16_t NFKC_OFFSETS[];
extern const uint32_t NFKC_POOL[];
extern const struct nfkc_pair NFKC_PAIRS[];
extern const size_t NFKC_N_PAIRS;
extern const struct nfkc_class_range NFKC_CLASSES[];
extern const size_t NFKC_N_CLASSES;

#endif
