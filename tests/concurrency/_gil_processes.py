"""Three children, forked and spawned, with a thread each."""
import multiprocessing
import threading


def work(n):
    while n:
        n -= 1


def child():
    thread = threading.Thread(target=work, args=(20_000,))
    thread.start()
    work(20_000)
    thread.join()


if __name__ == '__main__':
    children = [multiprocessing.get_context(method).Process(target=child)
                for method in ('fork', 'spawn', 'fork')]
    for each in children:
        each.start()
    thread = threading.Thread(target=work, args=(20_000,))
    thread.start()
    thread.join()
    for each in children:
        each.join()
