/* Strings: representation, hashes that equal CPython's, interning, concatenation that shares its buffer. */
#include <stdio.h>
#include <string.h>

#include "runtime/str.h"
#include "runtime/str_internal.h"
#include "runtime/str_search.h"
#include "tests/unit/runtime_gc_support.h"

static struct thread *start_with_strings(const char *seed)
{
    struct thread *t = start("off");
    cr_assert(str_hash_init(seed));
    cr_assert(str_init(t));
    return t;
}

static Value text(struct thread *t, const char *utf8)
{
    Value s = str_from_cstr(t, utf8);
    cr_assert_neq(s, VALUE_ERROR);
    return s;
}

Test(runtime_str, takes_the_narrowest_kind)
{
    struct thread *t = start_with_strings("0");
    const struct {
        const char *utf8;
        int kind;
        uint64_t length;
        bool is_ascii;
    } rows[] = {{"abc", 1, 3, true},      {"a\u00e9", 1, 2, false},
                {"\u0394x", 2, 2, false}, {"\U0001f600", 4, 1, false},
                {"", 1, 0, true},         {"\u65e5\u672c\u8a9e", 2, 3, false}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct str *s = value_to_str(text(t, rows[i].utf8));
        cr_expect_eq(s->kind, rows[i].kind);
        cr_expect_eq(s->length, rows[i].length);
        cr_expect_eq(str_is_ascii(s), rows[i].is_ascii);
        size_t n;
        cr_expect_str_eq(str_to_utf8(t, value_from_object(s), &n), rows[i].utf8);
        cr_expect_eq(n, strlen(rows[i].utf8));
    }
}

Test(runtime_str, narrows_slices)
{
    struct thread *t = start_with_strings("0");
    Value wide = text(t, "ab\U0001f600");
    struct str *s = value_to_str(str_slice(t, wide, 0, 2));
    cr_expect_eq(s->kind, 1);
    cr_expect(str_equal(s, value_to_str(text(t, "ab"))));
    cr_expect_eq(str_slice(t, wide, 0, 3), wide);
    cr_expect_eq(str_slice(t, wide, 1, 2), str_of_latin1('b'));
}

/* The numbers are what CPython 3.11 prints for hash() under these seeds. */
Test(runtime_str, hashes_as_cpython_with_key_zero)
{
    struct thread *t = start_with_strings("0");
    cr_expect_eq(str_hash(value_to_str(text(t, "a"))), INT64_C(4644417185603328019));
    cr_expect_eq(str_hash(value_to_str(text(t, "hello world"))), INT64_C(-5642461784034726774));
    cr_expect_eq(str_hash(value_to_str(text(t, "\u65e5\u672c"))), INT64_C(6243316497235261705));
    cr_expect_eq(str_hash(value_to_str(str_empty)), 0);
}

Test(runtime_str, hashes_as_cpython_with_a_seed)
{
    struct thread *t = start_with_strings("12345");
    cr_expect_eq(str_hash(value_to_str(text(t, "a"))), INT64_C(-8961251314296359281));
}

Test(runtime_str, refuses_bad_seeds)
{
    cr_expect_not(str_hash_init("-1"));
    cr_expect_not(str_hash_init("4294967296"));
    cr_expect_not(str_hash_init("1x"));
    cr_expect(str_hash_init("random"));
    cr_expect(str_hash_init("4294967295"));
}

Test(runtime_str, interns_by_text)
{
    struct thread *t = start_with_strings("random");
    char name[32];
    for (int i = 0; i < 10000; i++) {
        snprintf(name, sizeof name, "name_%d", i);
        Value first = str_intern_cstr(t, name), second = str_intern_cstr(t, name);
        cr_assert_eq(first, second);
    }
}

static NOINLINE void intern_many(struct thread *t)
{
    char name[32];
    for (int i = 0; i < 20000; i++) {
        snprintf(name, sizeof name, "short_lived_%d", i);
        cr_assert_neq(str_intern_cstr(t, name), VALUE_ERROR);
    }
}

Test(runtime_str, forgets_dead_interned_strings)
{
    static Value kept;
    struct thread *t = start_with_strings("random");
    gc_add_root(&kept);
    kept = str_intern_cstr(t, "kept for good");
    for (int i = 0; i < 5; i++) {
        intern_many(t);
        gc_collect(t);
        cr_assert_eq(str_intern_cstr(t, "kept for good"), kept);
    }
    struct gc_statistics statistics;
    gc_get_statistics(&statistics);
    cr_expect_lt(statistics.n_live_objects, 40000);
}

Test(runtime_str, extends_one_shared_buffer)
{
    struct thread *t = start_with_strings("0");
    Value s = text(t, "seed"), before = s;
    size_t moves = 0;
    for (int i = 0; i < 100000; i++) {
        Value longer = str_concat(t, s, str_of_latin1('x'));
        moves += value_to_str(longer)->characters != value_to_str(s)->characters;
        before = s;
        s = longer;
    }
    cr_expect_lt(moves, 1000); /* all short ones, then only when the buffer is full */
    cr_expect_eq(value_to_str(s)->length, 100004);
    Value other = str_concat(t, before, str_of_latin1('y')); /* loses: `s` has the place already */
    cr_expect_eq(str_at(value_to_str(s), 100003), 'x');
    cr_expect_eq(str_at(value_to_str(other), 100003), 'y');
    cr_expect_eq(value_to_str(before)->length, 100003);
}

Test(runtime_str, widens_a_builder)
{
    struct thread *t = start_with_strings("0");
    struct str_builder b;
    str_builder_init(&b, t);
    for (int i = 0; i < 1000; i++) {
        str_builder_add_code_point(&b, (uint32_t)(i < 500 ? 'a' : i < 900 ? 0x394 : 0x1f600));
    }
    struct str *s = value_to_str(str_builder_finish(&b));
    cr_assert_eq(s->length, 1000);
    cr_expect_eq(s->kind, 4);
    cr_expect_eq(str_at(s, 499), 'a');
    cr_expect_eq(str_at(s, 500), 0x394);
    cr_expect_eq(str_at(s, 999), 0x1f600);
}

Test(runtime_str, formats)
{
    struct thread *t = start_with_strings("0");
    Value s = str_format(t, "%s %d %ld %zu %c %V %N %.3s%%", "text", -5, 1L << 40, (size_t)7, 0xe9,
                         text(t, "value"), &str_type, "abcdef");
    cr_expect_str_eq(str_to_utf8(t, s, NULL), "text -5 1099511627776 7 \u00e9 value str abc%");
}

Test(runtime_str, finds_at_whole_characters_only)
{
    struct thread *t = start_with_strings("0");
    /* U+6161 U+0061 holds the bytes of U+6161 at an odd place too. */
    struct str *s = value_to_str(text(t, "\u0161\u6161\u6162"));
    cr_expect_eq(str_find(s, value_to_str(text(t, "\u6161\u6162")), 0, 3), 1);
    cr_expect_eq(str_find(s, value_to_str(text(t, "\u6101")), 0, 3), -1);
    cr_expect_eq(str_find(s, value_to_str(text(t, "abc")), 0, 3), -1);
    cr_expect_eq(str_find(s, value_to_str(str_empty), 3, 3), 3);
    cr_expect_eq(text_find_last(text_of(s), text_of(value_to_str(text(t, "\u6162")))), 2);
}
