/* The words of inline caches: what they hold for which attribute, when they give up, what empties them. */
#include "runtime/call.h"
#include "tests/unit/vm_support.h"
#include "vm/format/bytecode.h"
#include "vm/inline_cache.h"

static const char classes[] = "class Plain:\n"
                              "    shared = 'shared'\n"
                              "    def __init__(self, **named):\n"
                              "        for name in named: setattr(self, name, named[name])\n"
                              "    def method(self): return 'method'\n"
                              "    @property\n"
                              "    def computed(self): return 'computed'\n"
                              "class Slotted:\n"
                              "    __slots__ = 'x', 'y'\n"
                              "    def __init__(self): self.x, self.y = 'slot x', 'slot y'\n"
                              "plain, other = Plain(x='x', y='y'), Plain(y='other y')\n"
                              "slotted = Slotted()\n";

struct site {
    struct thread *t;
    struct dict *names;
    uint64_t word;
};

static struct site site_of_classes(void)
{
    struct thread *t = start_interpreter();
    return (struct site){t, run_text(t, classes), 0};
}

static Value interned(struct thread *t, const char *name)
{
    return constant_name(t, name, strlen(name));
}

/* Loads through the word and compares. */
static void loads(struct site *s, const char *object, const char *name, const char *expected)
{
    Value v = find_name(s->t, s->names, object);
    Value got = cached_load_attribute(s->t, &s->word, v, interned(s->t, name));
    cr_assert_neq(got, VALUE_ERROR);
    cr_expect_str_eq(repr_of(s->t, got), expected);
}

static bool knows(const struct site *s, const char *object)
{
    return cache_shape(s->word) == value_shape(find_name(s->t, s->names, object));
}

Test(vm_inline_cache, fields_keep_apart)
{
    uint64_t word = UINT64_C(0x12345678) << 32 | UINT64_C(0xabcdef) << 8 | 7 << 4 | CACHE_METHOD;
    cr_expect_eq(cache_shape(word), 0x12345678);
    cr_expect_eq(cache_payload(word), 0xabcdef);
    cr_expect_eq(cache_kind(word), CACHE_METHOD);
    cr_expect_eq(cache_kind(0), CACHE_EMPTY); /* as the compiler leaves it */
}

Test(vm_inline_cache, attributes_of_instances_are_slots)
{
    struct site s = site_of_classes();
    loads(&s, "plain", "y", "'y'");
    cr_expect_eq(cache_kind(s.word), CACHE_SLOT);
    cr_expect(knows(&s, "plain"));
    const Value *words = (const Value *)find_name(s.t, s.names, "plain");
    cr_expect_str_eq(repr_of(s.t, words[cache_payload(s.word)]), "'y'");
    loads(&s, "other", "y", "'other y'");
    cr_expect(knows(&s, "other"));
    cr_expect(!knows(&s, "plain"));
}

Test(vm_inline_cache, members_of_slotted_classes_are_slots)
{
    struct site s = site_of_classes();
    loads(&s, "slotted", "y", "'slot y'");
    cr_expect_eq(cache_kind(s.word), CACHE_SLOT);
    const Value *words = (const Value *)find_name(s.t, s.names, "slotted");
    cr_expect_str_eq(repr_of(s.t, words[cache_payload(s.word)]), "'slot y'");
}

Test(vm_inline_cache, attributes_of_classes_are_cells)
{
    struct site s = site_of_classes();
    loads(&s, "plain", "shared", "'shared'");
    cr_expect_eq(cache_kind(s.word), CACHE_CELL);
    cr_expect_str_eq(repr_of(s.t, cell_get(cache_cell(s.word))), "'shared'");
    /* Assigning to a cell falsifies nothing: the word stays and sees the new value. */
    Value class = find_name(s.t, s.names, "Plain");
    cr_assert(object_set_attribute(s.t, class, interned(s.t, "shared"), VALUE_NONE));
    cr_expect_eq(cell_get(cache_cell(s.word)), VALUE_NONE);
    loads(&s, "plain", "shared", "None");
}

Test(vm_inline_cache, methods_are_found_unbound)
{
    struct site s = site_of_classes();
    Value plain = find_name(s.t, s.names, "plain"), to[2];
    cr_assert(cached_load_method(s.t, &s.word, plain, interned(s.t, "method"), to));
    cr_expect_eq(cache_kind(s.word), CACHE_METHOD);
    cr_expect_eq(cell_get(cache_cell(s.word)), to[0]);
    cr_expect_eq(to[1], plain);
    cr_expect_eq(value_type(to[0]), &function_type);
    /* The same word serves a load that has to bind. */
    Value bound = cached_load_attribute(s.t, &s.word, plain, interned(s.t, "method"));
    cr_expect_str_eq(repr_of(s.t, call_0(s.t, bound)), "'method'");
}

Test(vm_inline_cache, what_python_code_computes_is_not_cached)
{
    struct site s = site_of_classes();
    loads(&s, "plain", "computed", "'computed'");
    cr_expect_eq(cache_kind(s.word), CACHE_EMPTY);
}

Test(vm_inline_cache, a_site_that_changes_too_often_gives_up)
{
    struct site s = site_of_classes();
    for (int i = 0; i < 8; i++) {
        loads(&s, i % 2 == 0 ? "plain" : "other", "y", i % 2 == 0 ? "'y'" : "'other y'");
        cr_expect_eq(cache_kind(s.word), CACHE_SLOT);
    }
    loads(&s, "plain", "y", "'y'");
    cr_expect_eq(cache_kind(s.word), CACHE_GENERIC);
    uint64_t word = s.word;
    loads(&s, "other", "y", "'other y'");
    loads(&s, "plain", "shared", "'shared'");
    cr_expect_eq(s.word, word, "a generic word is never written");
}

Test(vm_inline_cache, attributes_behind_the_inline_ones_are_in_chunks)
{
    struct site s = site_of_classes(), stores = s;
    s.names = run_text(s.t, "class Large:\n"
                            "    def __init__(self, n):\n"
                            "        for i in range(n): setattr(self, 'a%d' % i, i)\n"
                            "large, less = Large(40), Large(30)\n");
    loads(&s, "large", "a35", "35");
    cr_expect_eq(cache_kind(s.word), CACHE_CHUNK);
    cr_expect(knows(&s, "large"));
    uint64_t word = s.word;
    loads(&s, "large", "a35", "35");
    cr_expect_eq(s.word, word, "a hit writes nothing");

    Value large = find_name(s.t, s.names, "large"), name = interned(s.t, "a35"), to[2];
    cr_assert(cached_store_attribute(s.t, &stores.word, large, name, VALUE_TRUE));
    cr_expect_eq(stores.word, word);
    cr_assert(cached_store_attribute(s.t, &stores.word, large, name, VALUE_FALSE));
    loads(&s, "large", "a35", "False");
    cr_assert(cached_load_method(s.t, &s.word, large, name, to));
    cr_expect_eq(to[0], VALUE_FALSE);
    cr_expect_eq(to[1], VALUE_UNBOUND);

    Value less = find_name(s.t, s.names, "less");
    cr_expect_eq(cached_load_attribute(s.t, &s.word, less, name), VALUE_ERROR);
    error_clear(s.t);
    cr_assert(object_set_attribute(s.t, large, name, VALUE_UNBOUND));
    cr_expect_eq(cached_load_attribute(s.t, &s.word, large, name), VALUE_ERROR);
    error_clear(s.t);
}

Test(vm_inline_cache, a_store_that_python_code_does_is_given_up)
{
    struct site s = site_of_classes();
    s.names = run_text(s.t, "class C:\n"
                            "    x = property(lambda self: 1, lambda self, v: None)\n"
                            "c = C()\n");
    for (int i = 0; i < 9; i++) {
        cr_expect_eq(cache_kind(s.word), CACHE_EMPTY);
        cr_assert(cached_store_attribute(s.t, &s.word, find_name(s.t, s.names, "c"),
                                         interned(s.t, "x"), VALUE_NONE));
    }
    cr_expect_eq(cache_kind(s.word), CACHE_GENERIC);
}

Test(vm_inline_cache, adding_an_attribute_remembers_the_next_shape)
{
    struct site s = site_of_classes();
    struct dict *names =
        run_text(s.t, "class Empty: pass\na, b, c = Empty(), Empty(), Empty()\nc.y = 0");
    Value a = find_name(s.t, names, "a"), b = find_name(s.t, names, "b");
    Value c = find_name(s.t, names, "c"), x = interned(s.t, "x");
    uint32_t before = value_shape(a);
    cr_assert(cached_store_attribute(s.t, &s.word, a, x, VALUE_TRUE));
    cr_expect_eq(cache_kind(s.word), CACHE_ADD_SLOT);
    cr_expect_eq(cache_shape(s.word), before);
    cr_expect(cache_add_slot(s.word, value_to_object(b), VALUE_FALSE));
    cr_expect_eq(value_shape(b), value_shape(a));
    cr_expect_eq(object_get_attribute(s.t, b, x), VALUE_FALSE);
    cr_expect(!cache_add_slot(s.word, value_to_object(b), VALUE_NONE), "it has one by now");
    cr_expect(!cache_add_slot(s.word, value_to_object(c), VALUE_NONE), "another shape");
    cr_expect_eq(object_get_attribute(s.t, b, x), VALUE_FALSE);
}

Test(vm_inline_cache, a_new_descriptor_empties_all_words)
{
    struct thread *t = start_interpreter();
    struct dict *names = run_text(t, "class C: pass\n"
                                     "c = C()\n"
                                     "c.x = 1\n"
                                     "def get(): return c.x\n"
                                     "first = [get() for i in range(10)][-1]\n"
                                     "C.x = property(lambda self: 2)\n"
                                     "second = get()\n"
                                     "del C.x\n"
                                     "third = get()\n");
    cr_expect_eq(find_name(t, names, "first"), value_from_small_int(1));
    cr_expect_eq(find_name(t, names, "second"), value_from_small_int(2));
    cr_expect_eq(find_name(t, names, "third"), value_from_small_int(1));
}

Test(vm_inline_cache, a_flush_finds_more_words_than_are_logged)
{
    struct thread *t = start_interpreter();
    struct dict *names =
        run_text(t, "class C: pass\n"
                    "c = C()\n"
                    "c.x = 1\n"
                    "exec('def get():\\n' + '    c.x\\n' * 33000 + '    return c.x')\n"
                    "first = get()\n"
                    "C.x = property(lambda self: 2)\n"
                    "second = get()\n");
    cr_expect_eq(find_name(t, names, "first"), value_from_small_int(1));
    cr_expect_eq(find_name(t, names, "second"), value_from_small_int(2));
}

Test(vm_inline_cache, a_flush_leaves_alone_what_came_after_dead_code)
{
    struct thread *t = start_interpreter();
    struct dict *names =
        run_text(t, "import gc\n"
                    "class C: pass\n"
                    "c = C()\n"
                    "c.x = 1\n"
                    "for i in range(100):\n"
                    "    exec('def get(): return c.x')\n"
                    "    get()\n"
                    "gc.collect()\n"
                    "kept = [[bytes([255]) * 200, (i,) * 40] for i in range(3000)]\n"
                    "C.x = property(lambda self: 2)\n"
                    "intact = all(b == bytes([255]) * 200 and p == (i,) * 40\n"
                    "             for i, (b, p) in enumerate(kept))\n");
    cr_expect_eq(find_name(t, names, "intact"), VALUE_TRUE);
}
