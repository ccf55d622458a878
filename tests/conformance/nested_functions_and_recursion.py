def fact(n):
    return 1 if n < 2 else n * fact(n - 1)


def even(n):
    return n == 0 or odd(n - 1)


def odd(n):
    return n != 0 and even(n - 1)


def hanoi(n, a, b, c):
    return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)


def ack(m, n):
    return n + 1 if m == 0 else ack(m - 1, 1) if n == 0 else ack(m - 1, ack(m, n - 1))


def fib(n, memo={}):
    if n not in memo:
        memo[n] = n if n < 2 else fib(n - 1) + fib(n - 2)
    return memo[n]


def local_recursion(n):
    def go(k):
        return [] if k == n else [k] + go(k + 1)

    return go(0)


print(fact(20), fact(30), even(100), odd(7), hanoi(8, *"abc"), ack(2, 5), fib(90), local_recursion(5), (lambda f: f(f, 10))(lambda f, n: n and n + f(f, n - 1)))
def compose(*fs):
    def run(x):
        for f in reversed(fs):
            x = f(x)
        return x
    return run
print(compose(str, lambda x: x * 2, int)("21"), [compose(*[lambda x: x + 1] * n)(0) for n in range(4)])
