#include "runtime/base/utf8.h"

#include <string.h>

#include "runtime/base/assert.h"

static bool is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* The length that a first byte announces; 0 if it can start nothing. */
static unsigned announced_length(unsigned char first)
{
    return first < 0x80   ? 1
           : first < 0xC2 ? 0
           : first < 0xE0 ? 2
           : first < 0xF0 ? 3
           : first < 0xF5 ? 4
                          : 0;
}

/* The second byte also excludes overlong forms, surrogates and what lies above U+10FFFF (Unicode, table 3-7). */
static bool is_second(unsigned char first, unsigned char second, bool allow_surrogates)
{
    switch (first) {
    case 0xE0:
        return second >= 0xA0 && second <= 0xBF;
    case 0xED:
        return second >= 0x80 && second <= (allow_surrogates ? 0xBF : 0x9F);
    case 0xF0:
        return second >= 0x90 && second <= 0xBF;
    case 0xF4:
        return second >= 0x80 && second <= 0x8F;
    default:
        return is_continuation(second);
    }
}

/* How many bytes of the sequence at `bytes` are good; `*wanted` is how many it needs (0: bad start). */
static unsigned good_prefix(const unsigned char *bytes, size_t size, bool allow_surrogates,
                            unsigned *wanted)
{
    *wanted = announced_length(bytes[0]);
    if (*wanted <= 1) {
        return *wanted;
    }
    unsigned good = 1;
    if (size > 1 && is_second(bytes[0], bytes[1], allow_surrogates)) {
        good = 2;
        while (good < *wanted && good < size && is_continuation(bytes[good])) {
            good++;
        }
    }
    return good;
}

static int32_t decode(const char *text, size_t size, unsigned *length, bool allow_surrogates)
{
    ASSERT(size > 0);
    const unsigned char *bytes = (const unsigned char *)text;
    unsigned wanted;
    unsigned good = good_prefix(bytes, size, allow_surrogates, &wanted);
    *length = good > 0 ? good : 1;
    if (good != wanted || good == 0) {
        return UTF8_INVALID;
    }
    static const unsigned char FIRST_BITS[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    int32_t character = bytes[0] & FIRST_BITS[wanted];
    for (unsigned i = 1; i < wanted; i++) {
        character = character << 6 | (bytes[i] & 0x3F);
    }
    return character;
}

int32_t utf8_decode(const char *bytes, size_t size, unsigned *length)
{
    return decode(bytes, size, length, false);
}

int32_t utf8_decode_surrogatepass(const char *bytes, size_t size, unsigned *length)
{
    return decode(bytes, size, length, true);
}

unsigned utf8_encode(uint32_t character, char buffer[UTF8_MAX_BYTES])
{
    ASSERT(character <= 0x10FFFF);
    if (character < 0x80) {
        buffer[0] = (char)character;
        return 1;
    }
    unsigned length = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    for (unsigned i = length - 1; i > 0; i--) {
        buffer[i] = (char)(0x80 | (character & 0x3F));
        character >>= 6;
    }
    static const unsigned char FIRST_MARK[] = {0, 0, 0xC0, 0xE0, 0xF0};
    buffer[0] = (char)(FIRST_MARK[length] | character);
    return length;
}

/* How many bytes from the beginning on are ASCII: a multiple of 8, no more than that is cheap to tell. */
static size_t ascii_words(const unsigned char *bytes, size_t size)
{
    size_t n = 0;
    uint64_t word;
    while (size - n >= sizeof word) {
        memcpy(&word, bytes + n, sizeof word);
        if (word & UINT64_C(0x8080808080808080)) {
            break;
        }
        n += sizeof word;
    }
    return n;
}

static bool validate(const char *text, size_t size, size_t *position, enum utf8_fault *fault,
                     bool allow_surrogates)
{
    const unsigned char *bytes = (const unsigned char *)text;
    for (size_t i = 0; i < size;) {
        if (bytes[i] < 0x80) {
            size_t n = ascii_words(bytes + i, size - i);
            i += n > 0 ? n : 1;
            continue;
        }
        unsigned wanted;
        unsigned good = good_prefix(bytes + i, size - i, allow_surrogates, &wanted);
        if (good == wanted && good > 0) {
            i += good;
            continue;
        }
        if (position != NULL) {
            *position = i;
        }
        if (fault != NULL) {
            *fault = wanted == 0       ? UTF8_BAD_START
                     : i + good < size ? UTF8_BAD_CONTINUATION
                                       : UTF8_CUT_OFF;
        }
        return false;
    }
    return true;
}

bool utf8_validate(const char *bytes, size_t size, size_t *position, enum utf8_fault *fault)
{
    return validate(bytes, size, position, fault, false);
}

bool utf8_validate_surrogatepass(const char *bytes, size_t size, size_t *position,
                                 enum utf8_fault *fault)
{
    return validate(bytes, size, position, fault, true);
}

const char *utf8_fault_name(enum utf8_fault fault)
{
    switch (fault) {
    case UTF8_BAD_START:
        return "invalid start byte";
    case UTF8_BAD_CONTINUATION:
        return "invalid continuation byte";
    case UTF8_CUT_OFF:
        return "unexpected end of data";
    }
    UNREACHABLE();
}

size_t utf8_count(const char *bytes, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++) {
        count += !is_continuation((unsigned char)bytes[i]);
    }
    return count;
}
