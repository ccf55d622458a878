/*
 * The format mini-language, [[fill]align][sign][z][#][0][width][grouping][.precision][type], and the layout of
 * numbers that it shares with the % operator.
 */
#ifndef HASP_RUNTIME_FORMAT_H
#define HASP_RUNTIME_FORMAT_H

#include "runtime/str_search.h"

struct format_spec {
    uint32_t fill;
    char align; /* '<', '>', '^', '=' or 0: not given */
    char sign;  /* '+', '-', ' ' or 0 */
    bool no_negative_zero, alternate;
    char grouping;     /* ',', '_' or 0 */
    int64_t width;     /* 0: none */
    int64_t precision; /* -1: none */
    uint32_t type;     /* 0: none */
};

/* `v` is what is to be formatted: messages name its type. */
RAISES bool format_spec_parse(struct thread *t, struct text spec, Value v, char default_align,
                              struct format_spec *out);
/* ValueError "Unknown format code 'x' for object of type 'T'". */
COLD Value format_raise_unknown(struct thread *t, uint32_t code, Value v);

/* __format__ of the three types, instances of subclasses included; `spec` is a str. */
RAISES Value format_int(struct thread *t, Value v, Value spec);
RAISES Value format_float(struct thread *t, Value v, Value spec);
RAISES Value format_str(struct thread *t, Value v, Value spec);

/* As these, appended. The specification is not empty. */
bool format_to_int(struct str_builder *b, Value v, struct text spec);
bool format_to_float(struct str_builder *b, Value v, struct text spec);
bool format_to_str(struct str_builder *b, Value v, struct text spec);

/* Exact str, int and float: format() of these runs no Python code. */
bool format_is_direct(Value v);
/* As format(v, spec), appended, for such a value. */
bool format_to_direct(struct str_builder *b, Value v, struct text spec);

/* By a parsed specification, appended. Types: as in the mini-language, with 0 as 'd' and as repr. */
bool format_add_int(struct str_builder *b, Value v, const struct format_spec *spec);
bool format_add_float(struct str_builder *b, double d, const struct format_spec *spec);
void format_add_text(struct str_builder *b, Value s, uint64_t n, const struct format_spec *spec);

/* A number in ASCII: sign and prefix, the digits that may be grouped, and what follows them. */
struct number_text {
    char sign;          /* or 0 */
    const char *prefix; /* "0x" or "" */
    const char *digits;
    size_t n_digits;
    const char *rest; /* from the point or the exponent on */
    size_t n_rest;
    unsigned group; /* digits between separators */
};
void format_add_number(struct str_builder *b, const struct number_text *number,
                       const struct format_spec *spec);

/* '-', what the specification puts before other numbers, or 0. */
char format_sign(bool is_negative, const struct format_spec *spec);

#endif
