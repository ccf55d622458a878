import multiprocessing
import time

def forever():
    while True:
        time.sleep(1)


def spin():
    while True:
        pass


if __name__ == "__main__":
    for target in (forever, spin):
        a = multiprocessing.Process(target=target)
        b = multiprocessing.Process(target=target)
        a.start()
        b.start()
        print(a.is_alive(), a.exitcode, a.join(0.01), len(multiprocessing.active_children()))
        a.terminate()
        b.kill()
        a.join()
        b.join()
        print(a.exitcode, b.exitcode, a.is_alive())
    d = multiprocessing.Process(target=forever, daemon=True)
    d.start()
    print("daemonic children end with the parent", d.daemon)
