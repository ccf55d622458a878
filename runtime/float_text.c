/*
 * floats as text: the shortest decimal that reads back as the same double, and reading.
 *
 * libc's conversions are exact (glibc rounds correctly in both directions), so the shortest text is the first among
 * 15, 16 and 17 digits that reads back: 15 digits always survive the way through a double, 17
 * always identify one (subnormal numbers have fewer digits to keep). Trailing zeros are dropped. Among
 * several texts of 17 digits that read back printf gives the nearest, and so does repr.
 */
#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/float.h"
#include "runtime/int_text.h"
#include "runtime/str.h"

static size_t strip_zeros(const char *digits, size_t n)
{
    while (n > 1 && digits[n - 1] == '0') {
        n--;
    }
    return n;
}

/* Integers below 10^15 need no search. */
static bool integer_digits(double d, char *digits, size_t *n, int *exponent)
{
    if (d >= 1e15 || d != floor(d)) {
        return false;
    }
    *exponent = snprintf(digits, 24, "%lld", (long long)d);
    *n = strip_zeros(digits, (size_t)*exponent);
    *exponent -= d == 0.0;
    return true;
}

/*
 * The doubles below a power of two are closer than those above it. So the 16 digits that are nearest may, from below,
 * miss it, and those next above still be its own: takes these if so.
 */
static bool take_next_above(char *text, double d)
{
    char next[40], *digit = strchr(text, 'e') - 1;
    if ((double_to_bits(d) & ((UINT64_C(1) << 52) - 1)) != 0 || *digit == '9') {
        return false;
    }
    size_t place = (size_t)(digit - text);
    strcpy(next, text);
    next[place]++;
    if (strtod(next, NULL) != d) {
        return false;
    }
    strcpy(text, next);
    return true;
}

size_t double_shortest_digits(double d, char digits[24], int *exponent)
{
    size_t n;
    if (integer_digits(d, digits, &n, exponent)) {
        return n;
    }
    char text[40];
    for (int precision = d < DBL_MIN ? 1 : 15; precision <= 17; precision++) {
        snprintf(text, sizeof text, "%.*e", precision - 1, d);
        if (precision == 17 || strtod(text, NULL) == d ||
            (precision == 16 && take_next_above(text, d))) {
            break;
        }
    }
    char *e = strchr(text, 'e');
    *exponent = atoi(e + 1) + 1;
    digits[0] = text[0];
    n = (size_t)(e - text);
    if (n > 1) { /* without the point */
        n--;
        memcpy(digits + 1, text + 2, n - 1);
    }
    return strip_zeros(digits, n);
}

/* d.ddde+XX */
static size_t write_exponential(char *to, const char *digits, size_t n, int exponent)
{
    char *at = to;
    *at++ = digits[0];
    if (n > 1) {
        *at++ = '.';
        memcpy(at, digits + 1, n - 1);
        at += n - 1;
    }
    at += sprintf(at, "e%c%02d", exponent - 1 < 0 ? '-' : '+', abs(exponent - 1));
    return (size_t)(at - to);
}

/* ddd.ddd, with zeros in front or behind as needed and a digit after the point. */
static size_t write_plain(char *to, const char *digits, size_t n, int exponent)
{
    char *at = to;
    if (exponent <= 0) {
        memcpy(at, "0.", 2);
        memset(at + 2, '0', (size_t)-exponent);
        at += 2 - exponent;
        memcpy(at, digits, n);
        return (size_t)(at - to) + n;
    }
    size_t before = (size_t)exponent;
    for (size_t i = 0; i < before; i++) {
        *at++ = i < n ? digits[i] : '0';
    }
    *at++ = '.';
    if (n <= before) {
        *at++ = '0';
        return (size_t)(at - to);
    }
    memcpy(at, digits + before, n - before);
    return (size_t)(at - to) + n - before;
}

size_t double_to_text(double d, char *text)
{
    if (isnan(d) || isinf(d)) {
        return (size_t)sprintf(text, "%s", isnan(d) ? "nan" : d > 0 ? "inf" : "-inf");
    }
    char digits[24];
    int exponent;
    bool negative = signbit(d);
    *text = '-';
    size_t n = double_shortest_digits(fabs(d), digits, &exponent);
    if (d == 0.0) {
        exponent = 1;
    }
    bool is_plain = exponent > -4 && exponent <= 16;
    size_t length = is_plain ? write_plain(text + negative, digits, n, exponent)
                             : write_exponential(text + negative, digits, n, exponent);
    return length + negative;
}

Value float_to_str(struct thread *t, double d)
{
    char text[FLOAT_TEXT_BYTES];
    size_t n = double_to_text(d, text);
    return str_from_latin1(t, (const uint8_t *)text, n);
}

/* ---- reading ---- */

static bool read_word(const char *text, size_t n, double *d)
{
    bool negative = n > 0 && *text == '-';
    if (n > 0 && (*text == '-' || *text == '+')) {
        text++;
        n--;
    }
    double word;
    if ((n == 3 && strncasecmp(text, "inf", 3) == 0) ||
        (n == 8 && strncasecmp(text, "infinity", 8) == 0)) {
        word = HUGE_VAL;
    } else if (n == 3 && strncasecmp(text, "nan", 3) == 0) {
        word = (double)NAN;
    } else {
        return false;
    }
    *d = negative ? copysign(word, -1.0) : word;
    return true;
}

/* Is it [sign] digits [. digits] [e [sign] digits], with single underscores between digits? */
static bool is_decimal(const char *text, size_t n)
{
    const char *end = text + n;
    bool digits = false, point = false, exponent = false;
    if (text < end && (*text == '-' || *text == '+')) {
        text++;
    }
    for (char before = 0; text < end; before = *text++) {
        if (isdigit((unsigned char)*text)) {
            digits = true;
        } else if (*text == '_') {
            if (!isdigit((unsigned char)before) || text + 1 == end ||
                !isdigit((unsigned char)text[1])) {
                return false;
            }
        } else if (*text == '.' && !point && !exponent) {
            point = true;
        } else if ((*text | 0x20) == 'e' && digits && !exponent) {
            exponent = point = true;
            digits = false;
            text += text + 1 < end && (text[1] == '-' || text[1] == '+');
        } else {
            return false;
        }
    }
    return digits;
}

bool float_parse(const char *text, size_t n, double *d)
{
    if (read_word(text, n, d)) {
        return true;
    }
    if (!is_decimal(text, n)) {
        return false;
    }
    char small[64], *copy = n < sizeof small ? small : malloc(n + 1);
    if (copy == NULL) {
        return false;
    }
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] != '_') {
            copy[length++] = text[i];
        }
    }
    copy[length] = 0;
    *d = strtod(copy, NULL);
    if (copy != small) {
        free(copy);
    }
    return true;
}

bool float_parse_spaced(const char *text, size_t n, double *d)
{
    while (n > 0 && isspace((unsigned char)*text)) {
        text++;
        n--;
    }
    while (n > 0 && isspace((unsigned char)text[n - 1])) {
        n--;
    }
    return float_parse(text, n, d);
}

Value float_from_str(struct thread *t, Value text)
{
    size_t n;
    const char *ascii = number_text(t, text, &n);
    if (ascii == NULL) {
        return VALUE_ERROR;
    }
    double d;
    bool parsed = float_parse_spaced(ascii, n, &d);
    gc_keep(ascii);
    return parsed ? float_from_double(t, d)
                  : raise_error(t, &ValueError_type, "could not convert string to float: %R", text);
}
