import multiprocessing
from concurrent.futures import ThreadPoolExecutor

def square(x):
    return x * x


if __name__ == "__main__":
    ex = ThreadPoolExecutor(2)
    f = ex.submit(square, 5)
    pool = multiprocessing.Pool(2)
    print(pool.map(square, [1, 2, 3]), f.result())
    pool.terminate()
    pool.join()
    print("ends without shutting the executor down")
