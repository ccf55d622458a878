/* complex numbers as text. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "runtime/complex.h"
#include "runtime/int_text.h"
#include "runtime/str.h"

/* repr of a part: without the ".0" of floats. */
static size_t write_part(char *to, double d, bool with_sign)
{
    char text[FLOAT_TEXT_BYTES];
    size_t n = double_to_text(d, text);
    if (n > 2 && memcmp(text + n - 2, ".0", 2) == 0) {
        n -= 2;
    }
    bool plus = with_sign && text[0] != '-';
    *to = '+';
    memcpy(to + plus, text, n);
    return n + plus;
}

Value complex_to_str(struct thread *t, double real, double imaginary)
{
    char text[2 * FLOAT_TEXT_BYTES + 8], *at = text;
    if (real == 0.0 && !signbit(real)) {
        at += write_part(at, imaginary, false);
        *at++ = 'j';
    } else {
        *at++ = '(';
        at += write_part(at, real, false);
        at += write_part(at, imaginary, true);
        *at++ = 'j';
        *at++ = ')';
    }
    return str_from_latin1(t, (const uint8_t *)text, (size_t)(at - text));
}

/* How far a float goes from `from`: to a sign that does not follow an exponent's e, to a j, or to the end. */
static const char *part_end(const char *from, const char *end)
{
    const char *at = from;
    at += at < end && (*at == '+' || *at == '-');
    while (at < end && *at != 'j' && *at != 'J' &&
           !((*at == '+' || *at == '-') && (at[-1] | 0x20) != 'e')) {
        at++;
    }
    return at;
}

/* The factor before j: a bare sign or nothing is 1. */
static bool imaginary_part(const char *from, const char *to, double *d)
{
    size_t n = (size_t)(to - from);
    if (n == 0 || (n == 1 && (*from == '+' || *from == '-'))) {
        *d = n == 1 && *from == '-' ? -1.0 : 1.0;
        return true;
    }
    return float_parse(from, n, d);
}

static bool parse(const char *from, const char *end, double *real, double *imaginary)
{
    const char *to = part_end(from, end);
    if (to == end) {
        return float_parse(from, (size_t)(to - from), real);
    }
    if (*to == 'j' || *to == 'J') {
        return to + 1 == end && imaginary_part(from, to, imaginary);
    }
    if (!float_parse(from, (size_t)(to - from), real)) {
        return false;
    }
    const char *second = to;
    to = part_end(second, end);
    return to + 1 == end && (*to == 'j' || *to == 'J') && imaginary_part(second, to, imaginary);
}

static void skip_spaces(const char **from, const char **end)
{
    while (*from < *end && isspace((unsigned char)**from)) {
        ++*from;
    }
    while (*end > *from && isspace((unsigned char)(*end)[-1])) {
        --*end;
    }
}

Value complex_from_str(struct thread *t, Value text)
{
    size_t n;
    const char *ascii = number_text(t, text, &n);
    if (ascii == NULL) {
        return VALUE_ERROR;
    }
    const char *from = ascii, *end = ascii + n;
    skip_spaces(&from, &end);
    if (end - from >= 2 && *from == '(' && end[-1] == ')') {
        from++;
        end--;
        skip_spaces(&from, &end);
    }
    double real = 0.0, imaginary = 0.0;
    bool parsed = parse(from, end, &real, &imaginary);
    gc_keep(ascii);
    return parsed ? complex_new(t, real, imaginary)
                  : raise_error(t, &ValueError_type, "complex() arg is a malformed string");
}
