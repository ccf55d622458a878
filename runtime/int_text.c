/* ints as text. */
#include <string.h>

#include "runtime/int_gmp.h"
#include "runtime/int_internal.h"
#include "runtime/int_text.h"
#include "runtime/str_internal.h"

static int64_t max_str_digits = 4300;

int64_t int_max_str_digits(void)
{
    return load_relaxed(&max_str_digits);
}

void int_set_max_str_digits(int64_t n)
{
    store_relaxed(&max_str_digits, n);
}

/* ---- to text ---- */

/* Two digits at a time: half the divisions. */
char *decimal_before(char *end, uint64_t n)
{
    static const char pairs[] =
        "00010203040506070809101112131415161718192021222324252627282930313233"
        "34353637383940414243444546474849505152535455565758596061626364656667"
        "6869707172737475767778798081828384858687888990919293949596979899";
    while (n >= 100) {
        end -= 2;
        memcpy(end, &pairs[n % 100 * 2], 2);
        n /= 100;
    }
    if (n >= 10) {
        end -= 2;
        memcpy(end, &pairs[n * 2], 2);
        return end;
    }
    *--end = (char)('0' + n);
    return end;
}

static const char all_digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";

/* As decimal_before, in any base. */
static char *digits_before(char *end, uint64_t n, unsigned base)
{
    if (base == 10) {
        return decimal_before(end, n);
    }
    if ((base & (base - 1)) == 0) {
        int bits = __builtin_ctz(base);
        do {
            *--end = all_digits[n & (base - 1)];
            n >>= bits;
        } while (n != 0);
        return end;
    }
    do {
        *--end = all_digits[n % base];
        n /= base;
    } while (n != 0);
    return end;
}

static Value word_to_str(struct thread *t, uint64_t magnitude, bool negative, unsigned base)
{
    char text[72];
    char *end = text + sizeof text;
    char *start = digits_before(end, magnitude, base);
    if (negative) {
        *--start = '-';
    }
    return str_from_ascii(t, start, (size_t)(end - start));
}

/* More digits than allowed? log10(2) is 0.30103: the estimate below is never too large. */
static bool has_too_many_digits(size_t bits)
{
    int64_t limit = int_max_str_digits();
    return limit > 0 && (double)bits * 0.30102999566398 > (double)limit + 1;
}

static COLD Value raise_too_many_digits(struct thread *t)
{
    return raise_error(t, &ValueError_type,
                       "Exceeds the limit (%ld digits) for integer string conversion; use "
                       "sys.set_int_max_str_digits() to increase the limit",
                       (long)int_max_str_digits());
}

struct digits_job {
    unsigned char *digits;
    size_t n_digits;
    uint64_t *limbs;
    size_t n_limbs;
    int base;
    const struct magnitude *m; /* get_digits alone, which works on a copy in `limbs` */
};

static void get_digits(void *job)
{
    struct digits_job *j = job;
    memcpy(j->limbs, j->m->limbs, j->m->n * sizeof j->limbs[0]); /* mpn_get_str destroys it */
    j->n_digits = mpn_get_str(j->digits, j->base, j->limbs, (mp_size_t)j->n_limbs);
}

static void set_limbs(void *job)
{
    struct digits_job *j = job;
    j->n_limbs = (size_t)mpn_set_str(j->limbs, j->digits, j->n_digits, j->base);
}

static Value digits_to_str(struct thread *t, const struct magnitude *m, int base)
{
    size_t room = mpn_sizeinbase(m->limbs, (mp_size_t)m->n, base) + 2;
    struct int_object *scratch = int_allocate(t, m->n + 1);
    struct raw_buffer *text = raw_buffer_new(t, room);
    if (scratch == NULL || text == NULL) {
        return VALUE_ERROR;
    }
    unsigned char *digits = (unsigned char *)text->bytes + 1;
    struct digits_job job = {
        .digits = digits, .limbs = scratch->limbs, .n_limbs = m->n, .base = base, .m = m};
    if (!gmp_call(t, m->n > 512, get_digits, &job)) {
        return VALUE_ERROR;
    }
    size_t n = job.n_digits;
    while (n > 1 && digits[0] == 0) {
        digits++;
        n--;
    }
    for (size_t i = 0; i < n; i++) {
        digits[i] = (unsigned char)all_digits[digits[i]];
    }
    if (base == 10 && int_max_str_digits() > 0 && n > (size_t)int_max_str_digits()) {
        return raise_too_many_digits(t);
    }
    if (m->negative) {
        *--digits = '-';
        n++;
    }
    Value s = str_from_latin1(t, digits, n);
    gc_keep(text);
    return s;
}

Value int_to_str(struct thread *t, Value v, int base)
{
    if (value_is_small_int(v)) {
        int64_t n = value_to_small_int(v);
        return word_to_str(t, n < 0 ? -(uint64_t)n : (uint64_t)n, n < 0, (unsigned)base);
    }
    struct magnitude m;
    magnitude_of(&m, v);
    if (m.n <= 1) {
        return word_to_str(t, m.n == 0 ? 0 : m.limbs[0], m.n != 0 && m.negative, (unsigned)base);
    }
    bool is_power_of_two = (base & (base - 1)) == 0;
    if (!is_power_of_two && has_too_many_digits(int_bit_length(v))) {
        return raise_too_many_digits(t);
    }
    return digits_to_str(t, &m, base);
}

/* ---- from digits ---- */

Value int_from_digits(struct thread *t, unsigned char *digits, size_t n, int base, bool negative)
{
    while (n > 0 && digits[0] == 0) {
        digits++;
        n--;
    }
    if (n <= (base <= 10 ? 18 : 11)) { /* 10^18 and 36^11 fit a small int */
        int64_t word = 0;
        for (size_t i = 0; i < n; i++) {
            word = word * base + digits[i];
        }
        return value_from_small_int(negative ? -word : word);
    }
    int bits_per_digit = 64 - __builtin_clzll((uint64_t)base - 1);
    struct int_object *o = int_allocate(t, n * (size_t)bits_per_digit / 64 + 2);
    if (o == NULL) {
        return VALUE_ERROR;
    }
    struct digits_job job = {.digits = digits, .n_digits = n, .limbs = o->limbs, .base = base};
    return gmp_call(t, n > 8192, set_limbs, &job) ? int_finish(o, job.n_limbs, negative)
                                                  : VALUE_ERROR;
}

static int digit_value(uint32_t c)
{
    if (c >= '0' && c <= '9') {
        return (int)(c - '0');
    }
    c |= 0x20;
    return c >= 'a' && c <= 'z' ? (int)(c - 'a') + 10 : 99;
}

/* A literal being read. `text` is ASCII: Unicode's digits and spaces have been translated. */
struct reader {
    const char *at, *end;
    int base;
    bool negative;
};

/* The base after a prefix 0x, 0o or 0b, if the base allows it; for base 0 a plain 0 must stay alone. */
static bool read_prefix(struct reader *r)
{
    char letter = r->end - r->at >= 2 && r->at[0] == '0' ? (char)(r->at[1] | 0x20) : 0;
    int prefixed = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
    if (prefixed != 0 && (r->base == 0 || r->base == prefixed)) {
        r->base = prefixed;
        r->at += 2;
        r->at += r->at < r->end && *r->at == '_';
        return true;
    }
    if (r->base == 0) {
        r->base = 10;
        return r->at == r->end || r->at[0] != '0'; /* else only zeros may follow */
    }
    return true;
}

/* The digits as numbers 0 .. base - 1; false: not a literal of that base. */
static bool read_digits(struct reader *r, unsigned char *digits, size_t *n)
{
    bool after_digit = false;
    for (*n = 0; r->at < r->end; r->at++) {
        if (*r->at == '_') {
            if (!after_digit) {
                return false;
            }
            after_digit = false;
            continue;
        }
        int digit = digit_value((unsigned char)*r->at);
        if (digit >= r->base) {
            return false;
        }
        digits[(*n)++] = (unsigned char)digit;
        after_digit = true;
    }
    return after_digit;
}

static bool all_zeros(const unsigned char *digits, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (digits[i] != 0) {
            return false;
        }
    }
    return true;
}

static void skip_spaces_and_sign(struct reader *r)
{
    while (r->at < r->end && (*r->at == ' ' || (*r->at >= '\t' && *r->at <= '\r'))) {
        r->at++;
    }
    while (r->end > r->at && (r->end[-1] == ' ' || (r->end[-1] >= '\t' && r->end[-1] <= '\r'))) {
        r->end--;
    }
    if (r->at < r->end && (*r->at == '-' || *r->at == '+')) {
        r->negative = *r->at++ == '-';
    }
}

Value int_parse(struct thread *t, const char *text, size_t n, int base)
{
    struct reader r = {.at = text, .end = text + n, .base = base};
    skip_spaces_and_sign(&r);
    bool only_zeros = !read_prefix(&r);
    unsigned char few[32], *digits = few;
    struct raw_buffer *many = NULL;
    if (n > sizeof few) {
        many = raw_buffer_new_unset(t, n);
        if (many == NULL) {
            return VALUE_ERROR;
        }
        digits = (unsigned char *)many->bytes;
    }
    size_t n_digits;
    if (!read_digits(&r, digits, &n_digits) || (only_zeros && !all_zeros(digits, n_digits))) {
        return VALUE_UNBOUND;
    }
    int64_t limit = int_max_str_digits();
    if (limit > 0 && n_digits > (size_t)limit && (r.base & (r.base - 1)) != 0) {
        return raise_error(
            t, &ValueError_type,
            "Exceeds the limit (%ld digits) for integer string conversion: value has %zu "
            "digits; use sys.set_int_max_str_digits() to increase the limit",
            (long)limit, n_digits);
    }
    Value v = int_from_digits(t, digits, n_digits, r.base, r.negative);
    gc_keep(many);
    return v;
}

Value int_from_str(struct thread *t, Value text, int base)
{
    size_t n;
    const char *ascii = number_text(t, text, &n);
    if (ascii == NULL) {
        return VALUE_ERROR;
    }
    Value v = int_parse(t, ascii, n, base);
    gc_keep(ascii);
    if (v != VALUE_UNBOUND) {
        return v;
    }
    return raise_error(t, &ValueError_type, "invalid literal for int() with base %d: %R", base,
                       text);
}
