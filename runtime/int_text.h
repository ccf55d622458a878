/* Numbers from text: what int(), float(), complex() and the compiler share. */
#ifndef HASP_RUNTIME_INT_TEXT_H
#define HASP_RUNTIME_INT_TEXT_H

#include "runtime/error.h"

/* The decimal digits of `n`, ending before `end`; returns where they begin. At most DECIMAL_BYTES. */
enum { DECIMAL_BYTES = 20 };
char *decimal_before(char *end, uint64_t n);

/* An int from ASCII text as int() reads it, base 0 or 2..36. UNBOUND: no such literal. */
RAISES Value int_parse(struct thread *t, const char *text, size_t n, int base);

/* An int from digit values 0 .. base - 1, most significant first, which need not be kept. */
RAISES Value int_from_digits(struct thread *t, unsigned char *digits, size_t n, int base,
                             bool negative);

/*
 * The characters of a str as ASCII, in collected memory: decimal digits of all scripts become 0..9, spaces ' ', and
 * what else is not ASCII '?', which no number contains. Zero-terminated. NULL: MemoryError.
 */
RAISES const char *number_text(struct thread *t, Value s, size_t *n);

/* sys.get_int_max_str_digits; 0: no limit. Any thread. */
int64_t int_max_str_digits(void);
void int_set_max_str_digits(int64_t n);

#endif
