def count(name, n):
    for i in range(n):
        yield f"{name}{i}"


gens = [count("a", 2), count("b", 3), count("c", 1)]
out = []
while gens:
    for g in gens[:]:
        try:
            out.append(next(g))
        except StopIteration:
            gens.remove(g)
print(out)


def sieve(numbers):
    while True:
        p = next(numbers)
        yield p
        numbers = (lambda p, ns: (n for n in ns if n % p))(p, numbers)


def naturals(n):
    while True:
        yield n
        n += 1


primes = sieve(naturals(2))
print([next(primes) for _ in range(15)])


def permutations(items):
    if not items:
        yield ()
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield (items[i],) + rest


print(["".join(p) for p in permutations("abc")])


def flatten(x):
    if isinstance(x, list):
        for y in x:
            yield from flatten(y)
    else:
        yield x


print(list(flatten([1, [2, [3, [4, []]], 5]])))
