/* Calls from C: every kind of callable, arguments by place and by name, and what a failed call leaves behind. */
#include "runtime/call.h"
#include "tests/unit/vm_support.h"

static const char callables[] =
    "def plain(a, b=2, *rest, c=3, **more): return a, b, rest, c, more\n"
    "class Made:\n"
    "    def __init__(self, *args, **named): self.got = args, named\n"
    "    def method(self, *args, **named): return args, named\n"
    "    def __call__(self, *args, **named): return args, named\n"
    "made = Made()\n"
    "bound = made.method\n"
    "native = dict\n"
    "def none(): return 'none'\n"
    "def generator(a): yield a; yield a + 1\n"
    "def deep(n): return 0 if n == 0 else 1 + deep(n - 1)\n"
    "def raises(): raise ValueError('raised')\n"
    "names = ('c', 'x')\n";

static Value number(int64_t n)
{
    return value_from_small_int(n);
}

/* Calls `name` with 1 .. n by place, the numbers after them by name, and compares the result. */
static void gives(struct thread *t, struct dict *names, const char *name, uint32_t n,
                  Value keyword_names, const char *expected)
{
    Value window[] = {VALUE_UNBOUND, number(1), number(2), number(3), number(4), number(5)};
    Value result = call(t, find_name(t, names, name), window + 1, n, keyword_names);
    cr_assert_neq(result, VALUE_ERROR, "%s raised", name);
    cr_expect_str_eq(repr_of(t, result), expected, "%s: %s", name, repr_of(t, result));
}

Test(vm_call, arguments_reach_their_parameters)
{
    struct thread *t = start_interpreter();
    struct dict *names = run_text(t, callables);
    Value keywords = find_name(t, names, "names");
    gives(t, names, "plain", 1, VALUE_UNBOUND, "(1, 2, (), 3, {})");
    gives(t, names, "plain", 4, VALUE_UNBOUND, "(1, 2, (3, 4), 3, {})");
    gives(t, names, "plain", 1, keywords, "(1, 2, (), 2, {'x': 3})");
    gives(t, names, "plain", 3, keywords, "(1, 2, (3,), 4, {'x': 5})");
    gives(t, names, "none", 0, VALUE_UNBOUND, "'none'");
}

Test(vm_call, every_kind_of_callable_can_be_called)
{
    struct thread *t = start_interpreter();
    struct dict *names = run_text(t, callables);
    Value keywords = find_name(t, names, "names");
    gives(t, names, "bound", 2, keywords, "((1, 2), {'c': 3, 'x': 4})");
    gives(t, names, "made", 2, keywords, "((1, 2), {'c': 3, 'x': 4})");
    gives(t, names, "native", 0, keywords, "{'c': 1, 'x': 2}");
    Value window[] = {VALUE_UNBOUND, number(7)};
    Value made = call(t, find_name(t, names, "Made"), window + 1, 1, VALUE_UNBOUND);
    cr_assert_neq(made, VALUE_ERROR);
    Value got = object_get_attribute(t, made, constant_name(t, "got", 3));
    cr_expect_str_eq(repr_of(t, got), "((7,), {})");
}

Test(vm_call, fixed_numbers_of_arguments)
{
    struct thread *t = start_interpreter();
    struct dict *names = run_text(t, callables);
    Value plain = find_name(t, names, "plain");
    cr_expect_str_eq(repr_of(t, call_0(t, find_name(t, names, "none"))), "'none'");
    cr_expect_str_eq(repr_of(t, call_1(t, plain, number(1))), "(1, 2, (), 3, {})");
    cr_expect_str_eq(repr_of(t, call_2(t, plain, number(1), number(5))), "(1, 5, (), 3, {})");
    cr_expect_str_eq(repr_of(t, call_3(t, plain, number(1), number(5), number(6))),
                     "(1, 5, (6,), 3, {})");
}

Test(vm_call, prepending_touches_no_neighbour)
{
    struct thread *t = start_interpreter();
    struct dict *names = run_text(t, callables);
    const Value args[] = {number(8), number(9)};
    Value result = call_prepend(t, find_name(t, names, "plain"), number(1), args, 2, VALUE_UNBOUND);
    cr_expect_str_eq(repr_of(t, result), "(1, 8, (9,), 3, {})");
    cr_expect_eq(args[0], number(8));
    cr_expect_eq(args[1], number(9));
}

Test(vm_call, tuples_and_dicts_are_unpacked)
{
    struct thread *t = start_interpreter();
    struct dict *names = run_text(t, "def f(*a, **k): return a, k\npair = 1, 2\nnamed = {'x': 3}");
    Value f = find_name(t, names, "f"), pair = find_name(t, names, "pair");
    cr_expect_str_eq(repr_of(t, call_tuple(t, f, pair, VALUE_UNBOUND)), "((1, 2), {})");
    cr_expect_str_eq(repr_of(t, call_tuple(t, f, pair, find_name(t, names, "named"))),
                     "((1, 2), {'x': 3})");
}

/* Frames and depth are as before, whatever way a call has ended. */
Test(vm_call, calls_leave_no_frame_behind)
{
    struct thread *t = start_interpreter();
    struct dict *names = run_text(t, callables);
    const struct frame *frame = t->frame;
    uint32_t depth = (uint32_t)t->recursion_depth;
    cr_expect_eq(call_1(t, find_name(t, names, "deep"), number(100)), number(100));
    cr_expect_eq(call_0(t, find_name(t, names, "raises")), VALUE_ERROR);
    cr_expect_str_eq(take_message(t), "raised");
    cr_expect_eq(call_1(t, find_name(t, names, "none"), number(1)), VALUE_ERROR);
    cr_expect_str_eq(take_message(t), "none() takes 0 positional arguments but 1 was given");
    cr_expect_eq(call_1(t, find_name(t, names, "deep"), number(1000 * 1000)), VALUE_ERROR);
    cr_expect_not_null(strstr(take_message(t), "maximum recursion depth exceeded"));
    cr_expect_neq(call_1(t, find_name(t, names, "generator"), number(1)), VALUE_ERROR);
    cr_expect_eq(t->frame, frame);
    cr_expect_eq((uint32_t)t->recursion_depth, depth);
}
