/*
 * Characters by name, for the escape \N{...}: names and aliases of Unicode 14.0.0. The tables hold no names but
 * fingerprints of them, in the order of the characters; unicode_names_table.c is written by a script.
 */
#ifndef HASP_LEXER_UNICODE_NAMES_H
#define HASP_LEXER_UNICODE_NAMES_H

#include <stddef.h>
#include <stdint.h>

/* From name number `first` on, until the next run begins, the characters count up from `character`. */
struct unicode_run {
    uint32_t character, first;
};
struct unicode_range {
    uint32_t first, last;
};

extern const struct unicode_run UNICODE_NAME_RUNS[];
extern const struct unicode_range UNICODE_IDEOGRAPHS[];
extern const uint64_t UNICODE_NAME_MARKS[];
extern const size_t UNICODE_N_NAME_RUNS, UNICODE_N_IDEOGRAPHS, UNICODE_N_NAME_MARKS;

/* As unicodedata.lookup, without named sequences; -1: no such name. */
int32_t unicode_find_name(const char *name, size_t size);

#endif
