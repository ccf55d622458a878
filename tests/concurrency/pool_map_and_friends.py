import multiprocessing


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def square(x):
    return x * x


def add(a, b=0):
    return a + b


def fail(x):
    if x == 3:
        raise ValueError(f"bad {x}")
    return x


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        print(pool.map(square, range(10)), pool.map(square, []), pool.map(square, range(10), chunksize=3))
        print(pool.starmap(add, [(1, 2), (3, 4)]), list(pool.imap(square, range(5))), sorted(pool.imap_unordered(square, range(5), 2)))
        for items in range(0, 100, 7), range(90), tuple(range(40)), "1234", iter([5, 6]), {7: 8}, set(), range(9, 9), b"ab":
            print([pool.map(type, items, size) for size in (1, 3, 20)] == [[type(x) for x in items]] * 3 or list(items), pool.map(str, items))
        r = pool.apply_async(add, (1,), {"b": 5})
        print(r.get(3600), r.ready(), r.successful(), pool.apply(add, (2, 3)))
        show(pool.map, fail, range(5))
        e = pool.apply_async(fail, (3,))
        show(e.get, 3600)
        print(e.successful())
        got = []
        pool.apply_async(square, (7,), callback=got.append).wait()
        pool.map_async(square, [1, 2], callback=got.append).get()
        i = pool.imap(fail, range(5))
        print(next(i), next(i), next(i))
        show(next, i)
        print(next(i))
        show(next, i)
        pool.close()
        pool.join()
        print(got)
        show(pool.map, square, [1])
    show(multiprocessing.Pool, 0)
