def one(a):
    def two(b):
        def three(c):
            nonlocal a, b
            a, b = b + c, a + c
            return a, b, c

        return three, lambda: (a, b)

    return two, lambda: a


two, get_a = one(1)
three, get_ab = two(10)
print(three(100), get_ab(), get_a())
print(three(1000), get_ab(), get_a())


def skip():
    x = "skip"

    def middle():
        def leaf():
            return x

        return leaf

    return middle()()


print(skip())
