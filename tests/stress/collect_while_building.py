# Collections, asked for by one thread, while others build and drop graphs with cycles.
import gc

from _attack import attack


class Node:
    def __init__(self, value, rest):
        self.value = value
        self.rest = rest
        self.back = None


def ring(n):
    first = last = Node(0, None)
    for value in range(1, n):
        last = Node(value, last)
        last.rest.back = last
    first.rest = last
    return last, n


def check(node, n):
    seen = []
    for _ in range(n):
        seen.append(node.value)
        node = node.rest
    assert seen == list(range(n - 1, -1, -1)), seen


kept = [ring(5) for _ in range(20)]


def replace(dice):
    kept[dice(20)] = ring(1 + dice(200))


def walk(dice):
    check(*kept[dice(20)])


def texts(dice):
    text = ''.join([str(i) * 3 for i in range(dice(300))])
    table = {text[:i]: text[i:] for i in range(0, len(text), 50)}
    assert all(key + value == text for key, value in table.items())


def numbers(dice):
    n = 3 ** dice(500)
    assert (n * n) // n == n


def closures(dice):
    adders = [lambda x, i=i: (lambda: x + i) for i in range(30)]
    assert [adder(i)() for i, adder in enumerate(adders)] == list(range(0, 60, 2))


def generator(dice):
    def count(n):
        for i in range(n):
            yield [i]
    assert sum(item[0] for item in count(100)) == 4950


def collect(dice):
    if dice(10) == 0:
        gc.collect()


attack([replace, walk, walk, texts, numbers, closures, generator, collect], 1000)
