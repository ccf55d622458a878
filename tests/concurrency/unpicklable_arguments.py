import multiprocessing
import threading

def identity(x):
    return x


def make_lambda(x):
    return lambda: x


def local():
    def inner():
        pass

    return inner


def message(f, *args):
    try:
        f(*args)
        print("no error")
    except Exception as error:
        text = str(error).split(" at 0x")[0].split(" 0x")[0]
        print(type(error).__name__, text.split(". Reason")[0])


if __name__ == "__main__":
    with multiprocessing.Pool(1) as pool:
        message(pool.map, lambda x: x, [1])
        message(pool.map, identity, [lambda: 0])
        message(pool.apply, identity, (threading.Lock(),))
        message(pool.apply, local())
        message(pool.apply, identity, ((i for i in [1]),))
        message(pool.apply, make_lambda, (1,))
        print(pool.apply(identity, ((1, [2], {"k": None}),)), pool.apply(len, ("abc",)), pool.apply(identity, (identity,)) is identity, pool.apply(identity, (int,)))
    a, b = multiprocessing.Pipe()
    message(a.send, lambda: 0)
    a.send("still works")
    print(b.recv())
