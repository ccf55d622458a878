/* floats as text, and reading. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/float.h"
#include "runtime/float_decimal.h"
#include "runtime/int_text.h"
#include "runtime/str_internal.h"

size_t double_to_text(double d, char *text)
{
    if (isnan(d) || isinf(d)) {
        return (size_t)sprintf(text, "%s", isnan(d) ? "nan" : d > 0 ? "inf" : "-inf");
    }
    bool negative = signbit(d);
    *text = '-';
    struct decimal decimal = double_shortest(fabs(d));
    char buffer[DECIMAL_BYTES], *end = buffer + sizeof buffer;
    char *digits = decimal_before(end, decimal.digits);
    int n = (int)(end - digits);
    struct decimal_layout layout = {.digits = digits, .n = n, .point = n + decimal.exponent};
    size_t length;
    if (layout.point > -4 && layout.point <= 16) {
        layout.n_decimals = n > layout.point ? n - layout.point : 1;
        length = decimal_write_plain(text + negative, &layout);
    } else {
        layout.n_decimals = n - 1;
        length = decimal_write_exponential(text + negative, &layout, 'e');
    }
    return length + negative;
}

Value float_to_str(struct thread *t, double d)
{
    char text[FLOAT_TEXT_BYTES];
    size_t n = double_to_text(d, text);
    return str_from_ascii(t, text, n);
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

/*
 * A short decimal without an exponent: both the digits and the power of ten are doubles, so that one division rounds
 * correctly (W. D. Clinger, "How to read floating point numbers accurately", 1990).
 */
static bool read_short(const char *text, size_t n, double *d)
{
    static const double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    bool negative = *text == '-', behind_point = false;
    uint64_t digits = 0;
    size_t n_decimals = 0, i = negative || *text == '+';
    if (n > COUNT_OF(powers)) { /* else the digits would not fit a word */
        return false;
    }
    for (; i < n; i++) {
        if (text[i] == '.') {
            behind_point = true;
        } else if (text[i] < '0' || text[i] > '9') {
            return false;
        } else {
            digits = digits * 10 + (uint64_t)(text[i] - '0');
            n_decimals += behind_point;
        }
    }
    if (digits >= UINT64_C(1) << 53 || n_decimals >= COUNT_OF(powers)) {
        return false;
    }
    double magnitude = (double)digits / powers[n_decimals];
    *d = negative ? -magnitude : magnitude;
    return true;
}

bool float_parse(const char *text, size_t n, double *d)
{
    if (read_word(text, n, d)) {
        return true;
    }
    if (!is_decimal(text, n)) {
        return false;
    }
    if (read_short(text, n, d)) {
        return true;
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
