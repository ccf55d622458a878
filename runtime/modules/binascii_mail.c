/* uuencode and quoted-printable (RFC 2045, 6.7) of the module binascii. */
#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/modules/binascii.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

enum { UU_LINE = 45, QP_LINE = 76 };

static uint8_t octet_at(struct octets octets, size_t i)
{
    return i < octets.n ? octets.data[i] : 0;
}

static bool truth_argument(struct thread *t, Value v, bool otherwise, bool *to)
{
    enum truth truth = v == VALUE_UNBOUND ? (enum truth)otherwise : object_truth(t, v);
    *to = truth == TRUTH_TRUE;
    return truth != TRUTH_ERROR;
}

/* --- uuencode --- */

Value binascii_b2a_uu(ARGUMENTS)
{
    struct octets from;
    Value keep;
    bool backtick;
    if (!binascii_bytes_argument(t, args[0], &from, &keep) ||
        !truth_argument(t, args[1], false, &backtick)) {
        return VALUE_ERROR;
    }
    if (from.n > UU_LINE) {
        return raise_error(t, (struct type *)binascii_error, "At most 45 bytes at once");
    }
    char line[UU_LINE / 3 * 4 + 2], *to = line;
    char zero = backtick ? '`' : ' ';
    *to++ = from.n == 0 ? zero : (char)(' ' + from.n);
    for (size_t i = 0; i < from.n; i += 3) {
        unsigned bits = (unsigned)from.data[i] << 16 | (unsigned)octet_at(from, i + 1) << 8 |
                        octet_at(from, i + 2);
        for (int shift = 18; shift >= 0; shift -= 6) {
            unsigned six = bits >> shift & 63;
            *to++ = six == 0 ? zero : (char)(' ' + six);
        }
    }
    *to++ = '\n';
    return bytes_new(t, line, (size_t)(to - line));
}

/* The six bits of a character; spaces may have been cut off at the end of the line. -1: none. */
static int uu_bits(struct octets from, size_t i)
{
    uint8_t c = octet_at(from, i);
    if (i >= from.n || c == '\n' || c == '\r') {
        return 0;
    }
    return c < ' ' || c > ' ' + 64 ? -1 : (c - ' ') & 63;
}

Value binascii_a2b_uu(ARGUMENTS)
{
    struct octets from;
    Value keep;
    if (!binascii_ascii_argument(t, args[0], &from, &keep)) {
        return VALUE_ERROR;
    }
    uint8_t decoded[64];
    size_t length = (octet_at(from, 0) - (size_t)' ') & 63, i = 1;
    unsigned bits = 0;
    int n_bits = 0;
    for (size_t n = 0; n < length; i++) {
        int six = uu_bits(from, i);
        if (six < 0) {
            return raise_error(t, (struct type *)binascii_error, "Illegal char");
        }
        bits = bits << 6 | (unsigned)six;
        n_bits += 6;
        if (n_bits >= 8) {
            n_bits -= 8;
            decoded[n++] = (uint8_t)(bits >> n_bits);
        }
    }
    for (; i < from.n; i++) {
        uint8_t c = from.data[i];
        if (c != ' ' && c != '`' && c != '\n' && c != '\r') {
            return raise_error(t, (struct type *)binascii_error, "Trailing garbage");
        }
    }
    return bytes_new(t, decoded, length);
}

/* --- Quoted-printable, decoding --- */

/* Behind the line end of the soft break whose first character is i. */
static size_t skip_soft_break(struct octets from, size_t i)
{
    while (i < from.n && from.data[i] != '\n') {
        i++;
    }
    return i < from.n ? i + 1 : i;
}

/* What stands behind '=' at i; the bytes that it means, at most one, go to *to. */
static size_t read_escape(struct octets from, size_t i, char **to)
{
    uint8_t c = octet_at(from, i);
    int high = binascii_digit(c), low = binascii_digit(octet_at(from, i + 1));
    if (i >= from.n) {
        return i;
    }
    if (c == '\n' || c == '\r') {
        return skip_soft_break(from, i);
    }
    bool is_escape = high >= 0 && low >= 0;
    *(*to)++ = is_escape ? (char)(16 * high + low) : '=';
    return is_escape ? i + 2 : c == '=' ? i + 1 : i;
}

Value binascii_a2b_qp(ARGUMENTS)
{
    struct octets from;
    Value keep;
    bool header;
    if (!binascii_ascii_argument(t, args[0], &from, &keep) ||
        !truth_argument(t, args[1], false, &header)) {
        return VALUE_ERROR;
    }
    Value result = bytes_new_unset(t, from.n);
    if (result == VALUE_ERROR) {
        return result;
    }
    char *start = value_to_bytes(result)->data, *to = start;
    for (size_t i = 0; i < from.n;) {
        uint8_t c = from.data[i++];
        if (c == '=') {
            i = read_escape(from, i, &to);
        } else {
            *to++ = header && c == '_' ? ' ' : (char)c;
        }
    }
    return binascii_finish(t, result, (size_t)(to - start));
}

/* --- Quoted-printable, coding --- */

struct qp_writer {
    struct octets from;
    char *start, *to;
    size_t column;
    bool quote_tabs, is_text, is_header;
    bool has_crlf; /* the lines of the data end so, and so shall those of the result */
};

static bool must_escape(const struct qp_writer *w, size_t i)
{
    uint8_t c = w->from.data[i], next = octet_at(w->from, i + 1);
    bool is_last = i + 1 == w->from.n;
    switch (c) {
    case '=':
        return true;
    case '_':
        return w->is_header;
    case '.': /* alone on its line it would end a message */
        return w->column == 0 && (is_last || next == '\n' || next == '\r' || next == 0);
    case '\r':
    case '\n':
        return !w->is_text;
    case '\t':
    case ' ':
        return is_last || w->quote_tabs;
    default:
        return c > '~' || c < ' ';
    }
}

static void break_line(struct qp_writer *w)
{
    if (w->has_crlf) {
        *w->to++ = '\r';
    }
    *w->to++ = '\n';
    w->column = 0;
}

static void soft_break(struct qp_writer *w)
{
    *w->to++ = '=';
    break_line(w);
}

static void write_escape(struct qp_writer *w, uint8_t c)
{
    *w->to++ = '=';
    *w->to++ = "0123456789ABCDEF"[c >> 4];
    *w->to++ = "0123456789ABCDEF"[c & 15];
}

/* A line of text ends; a blank in front would get lost on the way. */
static void end_line(struct qp_writer *w)
{
    if (w->to > w->start && (w->to[-1] == ' ' || w->to[-1] == '\t')) {
        write_escape(w, (uint8_t) * --w->to);
    }
    break_line(w);
}

static size_t write_octet(struct qp_writer *w, size_t i)
{
    uint8_t c = w->from.data[i], next = octet_at(w->from, i + 1);
    if (must_escape(w, i)) {
        if (w->column + 3 >= QP_LINE) {
            soft_break(w);
        }
        write_escape(w, c);
        w->column += 3;
        return i + 1;
    }
    if (w->is_text && (c == '\n' || (c == '\r' && next == '\n'))) {
        end_line(w);
        return c == '\r' ? i + 2 : i + 1;
    }
    if (i + 1 != w->from.n && next != '\n' && w->column + 1 >= QP_LINE) {
        soft_break(w);
    }
    w->column++;
    *w->to++ = w->is_header && c == ' ' ? '_' : (char)c;
    return i + 1;
}

static bool first_line_ends_in_crlf(struct octets from)
{
    for (size_t i = 0; i < from.n; i++) {
        if (from.data[i] == '\n') {
            return i > 0 && from.data[i - 1] == '\r';
        }
    }
    return false;
}

Value binascii_b2a_qp(ARGUMENTS)
{
    struct qp_writer w = {.column = 0};
    Value keep;
    if (!binascii_bytes_argument(t, args[0], &w.from, &keep) ||
        !truth_argument(t, args[1], false, &w.quote_tabs) ||
        !truth_argument(t, args[2], true, &w.is_text) ||
        !truth_argument(t, args[3], false, &w.is_header)) {
        return VALUE_ERROR;
    }
    w.has_crlf = first_line_ends_in_crlf(w.from);
    /* Three characters for a byte at most, and a soft break not more often than each 24 bytes. */
    Value result = bytes_new_unset(t, 4 * w.from.n + 16);
    if (result == VALUE_ERROR) {
        return result;
    }
    w.start = w.to = value_to_bytes(result)->data;
    for (size_t i = 0; i < w.from.n;) {
        i = write_octet(&w, i);
    }
    return binascii_finish(t, result, (size_t)(w.to - w.start));
}
