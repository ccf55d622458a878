import threading
from multiprocessing.pool import ThreadPool


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


pool = ThreadPool(3)
main = threading.get_ident()
print(pool.map(lambda x: x + 1, range(10)), pool.starmap(pow, [(2, 3), (3, 2)]), all(i != main for i in pool.map(lambda x: threading.get_ident(), range(5))))
print(list(pool.imap(str, range(3))), pool.apply(len, ("abc",)), pool.apply_async(lambda: 5).get(), sorted(pool.imap_unordered(abs, [-1, -2])))
show(pool.map, lambda x: 1 // x, [1, 0])
r = pool.apply_async(lambda: {}["k"])
r.wait()
print(r.ready(), r.successful())
show(r.get)
pool.close()
show(pool.apply, len, ("a",))
pool.join()
with ThreadPool(2) as p:
    print(sum(p.map(lambda x: x * x, range(1000))))
