import multiprocessing
import sys

value = ["parent"]


def child(x):
    value.append(x)
    print("child sees", value, multiprocessing.current_process().name, multiprocessing.parent_process().name)


class Mine(multiprocessing.Process):
    def __init__(self, n):
        super().__init__(name=f"Mine-{n}")
        self.n = n

    def run(self):
        print("run in", self.name, self.n)


if __name__ == "__main__":
    print("before")
    sys.stdout.flush()
    for i in range(2):
        p = multiprocessing.Process(target=child, args=(i,), name=f"C{i}")
        p.start()
        p.join()
    m = Mine(5)
    m.start()
    m.join()
    print("parent keeps", value)
