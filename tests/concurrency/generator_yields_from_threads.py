"""Many threads step one generator: each item comes once, to whoever took the step, or the step is refused."""
import threading


def numbers(n):
    for i in range(n):
        yield i


def take(generator, items, how):
    while True:
        try:
            items.append(how(generator))
        except ValueError:
            continue  # another thread is in it
        except StopIteration as stop:
            if stop.value is not None:
                items.append(('returned', stop.value))
            return


N = 20000
for how in (next, lambda g: g.send(None), lambda g: g.__next__()):
    generator = numbers(N)
    taken = [[] for _ in range(4)]
    threads = [threading.Thread(target=take, args=(generator, items, how)) for items in taken]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sorted(sum(taken, []), key=str) == sorted(range(N), key=str))
