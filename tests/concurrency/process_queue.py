import multiprocessing
import queue


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def produce(q, k):
    for i in range(100):
        q.put((k, i))
    q.put(None)


if __name__ == "__main__":
    q = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=produce, args=(q, k)) for k in range(3)]
    [p.start() for p in processes]
    got, ends = [], 0
    while ends < 3:
        x = q.get(timeout=3600)
        if x is None:
            ends += 1
        else:
            got.append(x)
    [p.join() for p in processes]
    print(len(got), sorted(got) == [(k, i) for k in range(3) for i in range(100)], q.empty(), [p.exitcode for p in processes])
    show(q.get, False)
    show(q.get, timeout=0.01)
    b = multiprocessing.Queue(1)
    b.put("x")
    show(b.put, "y", False)
    print(b.full(), b.get(timeout=3600))
    try:
        q.get_nowait()
    except queue.Empty as error:
        print("queue.Empty")
    q.close()
    try:
        q.put(1)
    except ValueError as error:
        print(str(error).split(" object")[0], str(error).split("> ")[1])
    b.close()
