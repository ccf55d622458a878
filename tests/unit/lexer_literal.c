/* Values of string literals, numbers' digits and the normal form of names. */
#include <stdio.h>

#include "tests/unit/lexer_support.h"

#include "lexer/literal.h"
#include "lexer/nfkc.h"

static char warning[100];

static bool note_warning(void *context, uint32_t offset, bool is_octal, const char *sequence,
                         size_t size)
{
    bool *go_on = context;
    snprintf(warning, sizeof warning, "%s'%.*s' at %u", is_octal ? "octal " : "", (int)size,
             sequence, offset);
    return *go_on;
}

/* Decodes the first token of `text`; *result says how it ended. */
static char *decode(const char *text, size_t *size, enum literal_result *result, bool go_on)
{
    static char message[LITERAL_MESSAGE_BYTES];
    struct source source;
    struct lexer_error error;
    struct lexer lexer;
    struct token token;
    cr_assert(source_open(&source, "t", text, strlen(text), SOURCE_TEXT, &error));
    lexer_init(&lexer, &source);
    do {
        lexer_next(&lexer, &token);
    } while (token.kind == TOKEN_FSTRING_START);
    struct literal_decoder decoder = {
        .source = &source, .warn = note_warning, .warn_context = &go_on};
    struct buffer value = BUFFER_EMPTY;
    warning[0] = '\0';
    *result = literal_decode(&decoder, &token, &value, message);
    buffer_string(&value);
    char *taken = buffer_take(&value, size);
    if (*result == LITERAL_SYNTAX_ERROR) {
        strcpy(taken = realloc(taken, sizeof message), message);
    }
    source_close(&source);
    return taken;
}

static void value_is(const char *text, const char *expected, size_t expected_size,
                     const char *expected_warning)
{
    size_t size;
    enum literal_result result;
    char *value = decode(text, &size, &result, true);
    cr_expect_eq(result, LITERAL_OK, "%s: %s", text, value);
    cr_expect_eq(size, expected_size, "%s: %zu", text, size);
    cr_expect_eq(memcmp(value, expected, expected_size), 0, "%s: %s", text, value);
    cr_expect_str_eq(warning, expected_warning);
    free(value);
}

#define VALUE_IS(text, expected) value_is(text, expected, sizeof(expected) - 1, "")
#define VALUE_WARNS(text, expected, warned) value_is(text, expected, sizeof(expected) - 1, warned)

static void message_is(const char *text, const char *expected)
{
    size_t size;
    enum literal_result result;
    char *message = decode(text, &size, &result, true);
    cr_expect(result == LITERAL_SYNTAX_ERROR);
    cr_expect_str_eq(message, expected, "%s: %s", text, message);
    free(message);
}

Test(lexer_literal, plain_and_raw)
{
    VALUE_IS("''", "");
    VALUE_IS("'a\xC3\xA9'", "a\xC3\xA9");
    VALUE_IS("'''a\nb'''", "a\nb");
    VALUE_IS("r'\\n\\'\\q'", "\\n\\'\\q");
    VALUE_IS("Rb'\\x'", "\\x");
}

Test(lexer_literal, escapes)
{
    VALUE_IS("'\\\\\\'\\\"\\a\\b\\f\\n\\r\\t\\v'", "\\'\"\a\b\f\n\r\t\v");
    VALUE_IS("'a\\\nb'", "ab");
    VALUE_IS("'\\0\\18\\101\\377'", "\0\0018A\xC3\xBF");
    VALUE_IS("'\\x41\\xfF'", "A\xC3\xBF");
    VALUE_IS("'\\u20ac\\U0001F40D'", "\xE2\x82\xAC\xF0\x9F\x90\x8D");
    VALUE_IS("'\\ud800'", "\xED\xA0\x80");
    VALUE_IS("'\\N{BULLET}x'", "\xE2\x80\xA2x");
    VALUE_IS("b'\\xff\\377\\0'", "\xFF\xFF\0");
}

Test(lexer_literal, warnings_come_once)
{
    VALUE_WARNS("'a\\q\\w'", "a\\q\\w", "'\\q' at 2");
    VALUE_WARNS("b'\\u12\\N{x}'", "\\u12\\N{x}", "'\\u' at 2");
    VALUE_WARNS("'\\400'", "\xC4\x80", "octal '\\400' at 1");
    VALUE_WARNS("b'\\777'", "\xFF", "octal '\\777' at 2");
    VALUE_WARNS("f'\\{x}'", "\\", "'\\{' at 2");
    VALUE_IS("'\\\xC3\xA9'", "\\\xC3\xA9");
}

Test(lexer_literal, a_warning_may_stop_the_decoding)
{
    size_t size;
    enum literal_result result;
    free(decode("'\\q'", &size, &result, false));
    cr_expect_eq(result, LITERAL_STOPPED);
}

#define UNICODE_ERROR(place, reason)                                                               \
    "(unicode error) 'unicodeescape' codec can't decode bytes in position " place ": " reason

Test(lexer_literal, errors)
{
    message_is("'\\x4'", UNICODE_ERROR("0-2", "truncated \\xXX escape"));
    message_is("'a\\x'", UNICODE_ERROR("1-2", "truncated \\xXX escape"));
    message_is("'\\u12'", UNICODE_ERROR("0-3", "truncated \\uXXXX escape"));
    message_is("'\\U1234567g'", UNICODE_ERROR("0-8", "truncated \\UXXXXXXXX escape"));
    message_is("'\\U00110000'", UNICODE_ERROR("0-9", "illegal Unicode character"));
    message_is("'\\N'", UNICODE_ERROR("0-1", "malformed \\N character escape"));
    message_is("'\\N{'", UNICODE_ERROR("0-2", "malformed \\N character escape"));
    message_is("'\\N{}'", UNICODE_ERROR("0-2", "malformed \\N character escape"));
    message_is("'\\N{a'", UNICODE_ERROR("0-3", "malformed \\N character escape"));
    message_is("'\\N{foo}'", UNICODE_ERROR("0-6", "unknown Unicode character name"));
    message_is("'\xC3\xA9\\x4'", UNICODE_ERROR("10-12", "truncated \\xXX escape"));
    message_is("b'a\\xg'", "(value error) invalid \\x escape at position 1");
    message_is("b'\xC3\xA9'", "bytes can only contain ASCII literal characters");
    message_is("rb'\xC3\xA9'", "bytes can only contain ASCII literal characters");
}

static void number_is(const char *text, int type, unsigned base, const char *expected)
{
    struct source source;
    struct lexer_error error;
    struct lexer lexer;
    struct token token;
    struct literal_number number;
    struct buffer digits = BUFFER_EMPTY;
    cr_assert(source_open(&source, "t", text, strlen(text), SOURCE_TEXT, &error));
    lexer_init(&lexer, &source);
    lexer_next(&lexer, &token);
    cr_expect(literal_number(&source, &token, &number, &digits));
    cr_expect_eq((int)number.type, type, "%s", text);
    cr_expect_eq(number.base, base, "%s", text);
    cr_expect_str_eq(buffer_string(&digits), expected);
    buffer_free(&digits);
    source_close(&source);
}

Test(lexer_literal, numbers)
{
    number_is("0", LITERAL_INTEGER, 10, "0");
    number_is("1_000", LITERAL_INTEGER, 10, "1000");
    number_is("0x_Fe", LITERAL_INTEGER, 16, "Fe");
    number_is("0b1_0", LITERAL_INTEGER, 2, "10");
    number_is("0O17", LITERAL_INTEGER, 8, "17");
    number_is("1e1_0", LITERAL_FLOAT, 10, "1e10");
    number_is(".5", LITERAL_FLOAT, 10, ".5");
    number_is("0_1.", LITERAL_FLOAT, 10, "01.");
    number_is("1_0J", LITERAL_IMAGINARY, 10, "10");
    number_is("1.5e3j", LITERAL_IMAGINARY, 10, "1.5e3");
}

static void nfkc_is(const char *name, const char *expected)
{
    struct buffer result = BUFFER_EMPTY;
    cr_expect(nfkc_append(&result, name, strlen(name)));
    cr_expect_str_eq(buffer_string(&result), expected);
    buffer_free(&result);
}

Test(lexer_literal, normal_form_of_names)
{
    nfkc_is("abc", "abc");
    nfkc_is("e\xCC\x81", "\xC3\xA9");                                /* e + acute */
    nfkc_is("\xEF\xAC\x81x", "fix");                                 /* ligature fi */
    nfkc_is("\xF0\x9D\x94\x98", "U");                                /* fraktur U */
    nfkc_is("\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", "\xEA\xB0\x81"); /* Hangul jamo */
    nfkc_is("a\xCC\x81\xCC\xA7", "\xC3\xA1\xCC\xA7");                /* marks change places */
    nfkc_is("\xE2\x84\xAB", "\xC3\x85");                             /* angstrom sign */
}

Test(lexer_literal, a_million_marks_are_sorted_in_linear_time)
{
    struct buffer name = BUFFER_EMPTY;
    struct buffer result = BUFFER_EMPTY;
    buffer_append_byte(&name, 'x');
    for (int i = 0; i < 500 * 1000; i++) {
        buffer_append_string(&name, "\xCC\x81\xCC\xA7");
    }
    cr_expect(nfkc_append(&result, name.data, name.size));
    cr_expect_eq(result.size, name.size);
    cr_expect_eq(memcmp(result.data, "x\xCC\xA7\xCC\xA7", 5), 0);
    buffer_free(&name);
    buffer_free(&result);
}
