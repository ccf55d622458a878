from concurrent.futures import ProcessPoolExecutor
import os


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def square(x):
    return x * x


def fail(x):
    raise KeyError(x)


def die(x):
    os._exit(1)


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as ex:
        print(list(ex.map(square, range(10))), list(ex.map(square, range(10), chunksize=4)), ex.submit(square, 12).result(), ex.submit(os.getpid).result() != os.getpid())
        f = ex.submit(fail, "k")
        show(f.result)
        print(repr(f.exception()), type(f.exception().__cause__).__name__)
        show(ex.submit(square, "x").result)
    show(ex.submit, square, 1)
    with ProcessPoolExecutor(1) as ex:
        show(ex.submit(die, 1).result)
        show(ex.submit, square, 2)
