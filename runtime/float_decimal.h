/*
 * Doubles in decimal, exactly: the shortest digits that read back, and digits up to a given place.
 *
 * Both multiply by a power of ten of 128 bits and know when that is enough: Raffaello Giulietti, "The Schubfach way to
 * render doubles" (2022).
 */
#ifndef HASP_RUNTIME_FLOAT_DECIMAL_H
#define HASP_RUNTIME_FLOAT_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* digits * 10^exponent; without trailing zeros but for 0 itself. */
struct decimal {
    uint64_t digits; /* below 10^17 */
    int exponent;
};

/* The shortest decimal that rounds to `d` (finite, not negative), and the nearest of those. */
struct decimal double_shortest(double d);

/*
 * d * 10^power as an integer, rounded half to even; `d` is finite and not negative. false: the integer has more than 63
 * bits, the power is extreme, or 128 bits cannot tell where to round to (ties beyond 10^55, mostly). Any thread.
 */
bool double_scale(double d, int power, uint64_t *scaled);

/*
 * The first `n` (1 to 17) decimal digits of `d`, which is not 0, rounded so: 10^(n-1) <= digits < 10^n, and
 * d ~ digits * 10^(exponent - n + 1). false: as double_scale.
 */
bool double_significant(double d, int n, uint64_t *digits, int *exponent);

/*
 * Text of the number 0.DIGITS * 10^point, with `n_decimals` digits behind the decimal point, zeros where the `n` digits
 * do not reach, and the point itself if there are such or `has_point`. Returns how many characters were written.
 *
 *     plain        ddd.ddd
 *     exponential  d.ddde+XX, or E
 */
struct decimal_layout {
    const char *digits;
    int n, point;
    int n_decimals;
    bool has_point;
};
size_t decimal_write_plain(char *to, const struct decimal_layout *layout);
size_t decimal_write_exponential(char *to, const struct decimal_layout *layout, char letter);

#endif
