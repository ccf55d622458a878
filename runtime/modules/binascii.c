/* The module binascii: hexadecimal digits, base64 (RFC 4648), CRC-32 and the CRC of BinHex. */
#include "runtime/modules/binascii.h"

#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/bytes_hex.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/memoryview.h"
#include "runtime/module.h"
#include "runtime/str.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

Value binascii_error = VALUE_UNBOUND;
static Value incomplete_error = VALUE_UNBOUND; /* binascii.Incomplete; a root */

/* --- What all functions need --- */

static Value fail(struct thread *t, const char *message)
{
    return raise_error(t, (struct type *)binascii_error, "%s", message);
}

bool binascii_bytes_argument(struct thread *t, Value v, struct octets *octets, Value *keep)
{
    const char *data;
    if (!bytes_argument(t, v, &data, &octets->n, keep)) {
        return false;
    }
    octets->data = (const uint8_t *)data;
    return true;
}

bool binascii_ascii_argument(struct thread *t, Value v, struct octets *octets, Value *keep)
{
    if (!value_is_str(v)) {
        return value_has_buffer(v)
                   ? binascii_bytes_argument(t, v, octets, keep)
                   : raise_false(t, &TypeError_type,
                                 "argument should be bytes, buffer or ASCII string, not '%T'", v);
    }
    const struct str *s = value_to_str(v);
    const uint8_t *characters = s->characters;
    for (uint64_t i = 0; i < s->length; i++) {
        if (s->kind != 1 || characters[i] > 127) {
            return raise_false(t, &ValueError_type,
                               "string argument should contain only ASCII characters");
        }
    }
    *octets = (struct octets){characters, s->length};
    *keep = v;
    return true;
}

Value binascii_finish(struct thread *t, Value result, size_t n)
{
    return bytes_new(t, value_to_bytes(result)->data, n);
}

/* --- Hexadecimal --- */

int binascii_digit(uint8_t c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static Value hexlify(ARGUMENTS)
{
    struct octets from;
    struct hex_layout layout;
    Value keep;
    if (!binascii_bytes_argument(t, args[0], &from, &keep) ||
        !hex_parse(t, from.n, args[1], args[2], 255, &layout)) {
        return VALUE_ERROR;
    }
    Value result = bytes_new_unset(t, hex_length(&layout));
    if (result != VALUE_ERROR) {
        hex_write(&layout, from.data, value_to_bytes(result)->data);
    }
    gc_keep((void *)keep);
    return result;
}

static Value unhexlify(ARGUMENTS)
{
    struct octets from;
    Value keep;
    if (!binascii_ascii_argument(t, args[0], &from, &keep)) {
        return VALUE_ERROR;
    }
    if (from.n % 2 != 0) {
        return fail(t, "Odd-length string");
    }
    Value result = bytes_new(t, NULL, from.n / 2);
    for (size_t i = 0; result != VALUE_ERROR && i < from.n; i += 2) {
        int high = binascii_digit(from.data[i]), low = binascii_digit(from.data[i + 1]);
        if (high < 0 || low < 0) {
            return fail(t, "Non-hexadecimal digit found");
        }
        value_to_bytes(result)->data[i / 2] = (char)(16 * high + low);
    }
    return result;
}

/* --- Base64 --- */

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* The value of each letter of the alphabet plus one; 0: none. */
static uint8_t letter_values[256];

static void letters_init(void)
{
    for (uint8_t i = 0; i < 64; i++) {
        letter_values[(uint8_t)alphabet[i]] = i + 1;
    }
}

static char *encode_rest(char *to, const uint8_t *from, size_t n)
{
    unsigned bits = (unsigned)from[0] << 16 | (n > 1 ? (unsigned)from[1] << 8 : 0);
    to[0] = alphabet[bits >> 18];
    to[1] = alphabet[bits >> 12 & 63];
    to[2] = n > 1 ? alphabet[bits >> 6 & 63] : '=';
    to[3] = '=';
    return to + 4;
}

static Value b2a_base64(ARGUMENTS)
{
    struct octets from;
    Value keep;
    enum truth newline = args[1] == VALUE_UNBOUND ? TRUTH_TRUE : object_truth(t, args[1]);
    if (newline == TRUTH_ERROR || !binascii_bytes_argument(t, args[0], &from, &keep)) {
        return VALUE_ERROR;
    }
    Value result = bytes_new(t, NULL, (from.n + 2) / 3 * 4 + (newline == TRUTH_TRUE));
    if (result == VALUE_ERROR) {
        return result;
    }
    char *to = value_to_bytes(result)->data;
    size_t i = 0;
    for (; i + 3 <= from.n; i += 3, to += 4) {
        const uint8_t *three = from.data + i;
        unsigned bits = (unsigned)three[0] << 16 | (unsigned)three[1] << 8 | three[2];
        to[0] = alphabet[bits >> 18];
        to[1] = alphabet[bits >> 12 & 63];
        to[2] = alphabet[bits >> 6 & 63];
        to[3] = alphabet[bits & 63];
    }
    if (i < from.n) {
        to = encode_rest(to, from.data + i, from.n - i);
    }
    if (newline == TRUTH_TRUE) {
        *to = '\n';
    }
    return result;
}

struct base64_reader {
    char *to;
    size_t n_written;
    unsigned bits;
    int place; /* letters of the present group of four */
    int n_pads;
    bool saw_pad;
    bool is_complete; /* the padding has ended the text */
};

static void read_letter(struct base64_reader *r, unsigned value)
{
    r->n_pads = 0;
    r->bits = r->bits << 6 | value;
    r->place = (r->place + 1) & 3;
    if (r->place != 1) {
        r->to[r->n_written++] = (char)(r->bits >> (r->place == 0 ? 0 : 8 - 2 * r->place));
    }
}

/* NULL, or what is wrong with character i in strict mode. */
static const char *strict_fault(const struct base64_reader *r, struct octets from, size_t i)
{
    uint8_t c = from.data[i];
    if (c == '=') {
        return i == 0 ? "Leading padding not allowed" : NULL;
    }
    return r->is_complete          ? "Excess data after padding"
           : letter_values[c] == 0 ? "Only base64 data is allowed"
           : r->saw_pad            ? "Discontinuous padding not allowed"
                                   : NULL;
}

static Value finish_base64(struct thread *t, const struct base64_reader *r, Value result)
{
    if (r->place == 0 || r->is_complete) {
        return binascii_finish(t, result, r->n_written);
    }
    return r->place == 1
               ? raise_error(t, (struct type *)binascii_error,
                             "Invalid base64-encoded string: number of data characters (%zu) "
                             "cannot be 1 more than a multiple of 4",
                             r->n_written / 3 * 4 + 1)
               : fail(t, "Incorrect padding");
}

static Value a2b_base64(ARGUMENTS)
{
    struct octets from;
    Value keep;
    enum truth strict = args[1] == VALUE_UNBOUND ? TRUTH_FALSE : object_truth(t, args[1]);
    if (strict == TRUTH_ERROR || !binascii_ascii_argument(t, args[0], &from, &keep)) {
        return VALUE_ERROR;
    }
    Value result = bytes_new_unset(t, (from.n + 3) / 4 * 3);
    if (result == VALUE_ERROR) {
        return result;
    }
    struct base64_reader r = {.to = value_to_bytes(result)->data};
    for (size_t i = 0; i < from.n && !r.is_complete; i++) {
        uint8_t c = from.data[i];
        const char *fault = strict == TRUTH_TRUE ? strict_fault(&r, from, i) : NULL;
        if (fault != NULL) {
            return fail(t, fault);
        }
        if (c == '=') {
            r.saw_pad = true;
            r.is_complete = r.place >= 2 && r.place + ++r.n_pads >= 4;
            if (r.is_complete && strict == TRUTH_TRUE && i + 1 < from.n) {
                return fail(t, "Excess data after padding");
            }
        } else if (letter_values[c] != 0) {
            read_letter(&r, letter_values[c] - 1U);
        }
    }
    return finish_base64(t, &r, result);
}

/* --- Checksums --- */

static uint32_t crc32_table[256];
static uint16_t crc_hqx_table[256];

static void tables_init(void)
{
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t reflected = i, plain = i << 8;
        for (int bit = 0; bit < 8; bit++) {
            reflected = reflected >> 1 ^ (reflected & 1 ? 0xedb88320U : 0);
            plain = plain << 1 ^ (plain & 0x8000U ? 0x1021U : 0);
        }
        crc32_table[i] = reflected;
        crc_hqx_table[i] = (uint16_t)plain;
    }
}

/* The low bits of any int. */
static bool start_value(struct thread *t, Value v, uint32_t mask, uint32_t *start)
{
    uint64_t bits;
    Value low = v == VALUE_UNBOUND ? value_from_small_int(0) : number_index(t, v);
    if (low != VALUE_ERROR) {
        low = number_binary(t, BINARY_AND, low, value_from_small_int(mask));
    }
    if (low == VALUE_ERROR) {
        return false;
    }
    (void)int_to_uint64(low, &bits);
    *start = (uint32_t)bits;
    return true;
}

static Value crc32(ARGUMENTS)
{
    struct octets from;
    Value keep;
    uint32_t crc;
    if (!binascii_bytes_argument(t, args[0], &from, &keep) ||
        !start_value(t, args[1], 0xffffffffU, &crc)) {
        return VALUE_ERROR;
    }
    crc = ~crc;
    for (size_t i = 0; i < from.n; i++) {
        crc = crc >> 8 ^ crc32_table[(crc ^ from.data[i]) & 0xff];
    }
    return value_from_small_int((int64_t)(uint32_t)~crc);
}

static Value crc_hqx(ARGUMENTS)
{
    struct octets from;
    Value keep;
    uint32_t crc;
    if (!binascii_bytes_argument(t, args[0], &from, &keep) ||
        !start_value(t, args[1], 0xffffU, &crc)) {
        return VALUE_ERROR;
    }
    for (size_t i = 0; i < from.n; i++) {
        crc = (crc << 8 & 0xff00U) ^ crc_hqx_table[crc >> 8 ^ from.data[i]];
    }
    return value_from_small_int((int64_t)crc);
}

/* --- The module --- */

static const char hexlify_doc[] =
    "Two hexadecimal digits for each byte of data, with sep after every bytes_per_sep bytes.";
static const char unhexlify_doc[] = "The bytes that hexadecimal digits stand for.";

static const struct native_def functions[] = {
    {"a2b_base64", a2b_base64, "(data, /, *, strict_mode=False)", "Decode base64 data.",
     NATIVE_METHOD},
    {"a2b_hex", unhexlify, "(hexstr, /)", unhexlify_doc, NATIVE_METHOD},
    {"a2b_qp", binascii_a2b_qp, "(data, header=False)", "Decode quoted-printable data.",
     NATIVE_METHOD},
    {"a2b_uu", binascii_a2b_uu, "(data, /)", "Decode a line of uuencoded data.", NATIVE_METHOD},
    {"b2a_base64", b2a_base64, "(data, /, *, newline=True)", "Code data in base64.", NATIVE_METHOD},
    {"b2a_hex", hexlify, "(data, sep=None, bytes_per_sep=1)", hexlify_doc, NATIVE_METHOD},
    {"b2a_qp", binascii_b2a_qp, "(data, quotetabs=False, istext=True, header=False)",
     "Code data in quoted-printable.", NATIVE_METHOD},
    {"b2a_uu", binascii_b2a_uu, "(data, /, *, backtick=False)", "Code a line in uuencode.",
     NATIVE_METHOD},
    {"crc32", crc32, "(data, crc=0, /)", "The CRC-32 checksum, begun at crc.", NATIVE_METHOD},
    {"crc_hqx", crc_hqx, "(data, crc, /)", "The CRC of BinHex 4, begun at crc.", NATIVE_METHOD},
    {"hexlify", hexlify, "(data, sep=None, bytes_per_sep=1)", hexlify_doc, NATIVE_METHOD},
    {"unhexlify", unhexlify, "(hexstr, /)", unhexlify_doc, NATIVE_METHOD},
    {0},
};

static bool make_errors(struct thread *t)
{
    if (binascii_error != VALUE_UNBOUND) {
        return true;
    }
    gc_add_root(&binascii_error);
    gc_add_root(&incomplete_error);
    binascii_error = exception_type_new(t, "binascii", "Error", &ValueError_type, NULL);
    incomplete_error = exception_type_new(t, "binascii", "Incomplete", &Exception_type, NULL);
    letters_init();
    tables_init();
    return binascii_error != VALUE_ERROR && incomplete_error != VALUE_ERROR;
}

bool module_init_binascii(struct thread *t, Value module)
{
    return make_errors(t) && module_add_functions(t, module, functions) &&
           module_add(t, module, "Error", binascii_error) &&
           module_add(t, module, "Incomplete", incomplete_error);
}
