/* The arena, the buffer and UTF-8. */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/base/arena.h"
#include "runtime/base/buffer.h"
#include "runtime/base/utf8.h"

Test(base_arena, memory_is_zeroed_aligned_and_stays)
{
    enum { N = 5000 };
    static unsigned char *pieces[N];
    struct arena *arena = arena_create();
    for (size_t i = 0; i < N; i++) {
        size_t size = i % 97 * (i % 500 == 0 ? 1000 : 1);
        pieces[i] = arena_alloc(arena, size);
        cr_assert_not_null(pieces[i]);
        cr_expect_eq((uintptr_t)pieces[i] % 16, 0);
        for (size_t j = 0; j < size; j++) {
            cr_assert_eq(pieces[i][j], 0);
            pieces[i][j] = (unsigned char)i;
        }
    }
    for (size_t i = 0; i < N; i++) {
        size_t size = i % 97 * (i % 500 == 0 ? 1000 : 1);
        for (size_t j = 0; j < size; j++) {
            cr_assert_eq(pieces[i][j], (unsigned char)i);
        }
    }
    arena_destroy(arena);
}

Test(base_arena, impossible_sizes_give_null_and_do_no_harm)
{
    struct arena *arena = arena_create();
    cr_expect_null(arena_alloc(arena, SIZE_MAX));
    cr_expect_null(arena_alloc(arena, SIZE_MAX - 64));
    cr_expect_null(arena_alloc_array(arena, SIZE_MAX / 2, 3));
    cr_expect_null(arena_strdup(arena, "", SIZE_MAX));
    char *copy = arena_strdup(arena, "abc", 2);
    cr_expect_str_eq(copy, "ab");
    arena_destroy(arena);
    arena_destroy(NULL);
}

Test(base_buffer, appends_and_gives_away)
{
    struct buffer buffer = BUFFER_EMPTY;
    cr_expect_str_eq(buffer_string(&buffer), "");
    buffer_append(&buffer, "abc", 2);
    buffer_append_byte(&buffer, '-');
    buffer_append_format(&buffer, "%d%s", 42, "!");
    buffer_append_character(&buffer, 0x20AC);
    cr_expect_str_eq(buffer_string(&buffer), "ab-42!\xE2\x82\xAC");
    size_t size;
    char *taken = buffer_take(&buffer, &size);
    cr_expect(size == 9 && buffer.data == NULL && buffer.size == 0);
    free(taken);
    buffer_free(&buffer);
}

Test(base_buffer, failure_stays_and_keeps_the_contents)
{
    struct buffer buffer = BUFFER_EMPTY;
    buffer_append_string(&buffer, "abc");
    cr_expect_not(buffer_reserve(&buffer, SIZE_MAX));
    cr_expect_not(buffer_append_byte(&buffer, 'd'));
    cr_expect(buffer.failed && buffer.size == 3 && buffer_string(&buffer) == NULL);
    buffer_clear(&buffer);
    cr_expect(buffer_append_byte(&buffer, 'd'));
    buffer_free(&buffer);
}

Test(base_utf8, every_character_survives_encoding)
{
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char bytes[UTF8_MAX_BYTES];
        unsigned length;
        unsigned n = utf8_encode(c, bytes);
        bool is_surrogate = c >= 0xD800 && c <= 0xDFFF;
        cr_assert_eq(utf8_decode_surrogatepass(bytes, n, &length), (int32_t)c);
        cr_assert_eq(length, n);
        cr_assert_eq(utf8_decode(bytes, n, &length), is_surrogate ? UTF8_INVALID : (int32_t)c);
        cr_assert_eq(utf8_validate(bytes, n, NULL, NULL), !is_surrogate);
        cr_assert_eq(utf8_count(bytes, n), 1);
    }
}

static void fault_is(const char *bytes, size_t expected_position, const char *expected)
{
    size_t position;
    enum utf8_fault fault;
    cr_assert_not(utf8_validate(bytes, strlen(bytes), &position, &fault));
    cr_expect_eq(position, expected_position);
    cr_expect_str_eq(utf8_fault_name(fault), expected);
}

Test(base_utf8, faults_are_named_as_by_cpython)
{
    fault_is("a\x80", 1, "invalid start byte");
    fault_is("\xC0\x80", 0, "invalid start byte");
    fault_is("\xF5\x80\x80\x80", 0, "invalid start byte");
    fault_is("\xC3(", 0, "invalid continuation byte");
    fault_is("\xE0\x80\x80", 0, "invalid continuation byte");
    fault_is("\xED\xA0\x80", 0, "invalid continuation byte");
    fault_is("\xF4\x90\x80\x80", 0, "invalid continuation byte");
    fault_is("ab\xE2\x82", 2, "unexpected end of data");
    fault_is("\xF0\x9F\x90", 0, "unexpected end of data");
}

Test(base_utf8, a_bad_sequence_has_the_length_that_is_replaced_at_once)
{
    unsigned length;
    cr_expect_eq(utf8_decode("\xF0\x9F\x90(", 4, &length), UTF8_INVALID);
    cr_expect_eq(length, 3);
    cr_expect_eq(utf8_decode("\xFF(", 2, &length), UTF8_INVALID);
    cr_expect_eq(length, 1);
}
