# Futures that several threads finish, cancel, wait for and hang callbacks on at once: each ends once, every callback is
# called once, every waiter is told, and nobody sleeps on.
import threading
from concurrent.futures import CancelledError, Future, InvalidStateError, as_completed, wait

N = 150
futures = [Future() for _ in range(N)]
for future in futures[::7]:
    future._condition                   # some have a condition that scripts look at, others not
finished = [[] for _ in range(N)]       # by whom; list.append is atomic
called = [[] for _ in range(N)]
seen = []
start = threading.Barrier(9)


def finish(who):
    for i, future in enumerate(futures):
        if who == 2:
            if future.cancel():
                future.set_running_or_notify_cancel()
                finished[i].append(who)
        else:
            try:
                future.set_result(who) if who else future.set_exception(KeyError(i))
                finished[i].append(who)
            except InvalidStateError:
                pass


def outcome(future):
    try:
        return future.result(60)
    except CancelledError:
        return 2
    except KeyError:
        return 0


def read(who):
    seen.append([outcome(future) for future in futures])


def hang(who):
    for i, future in enumerate(futures):
        future.add_done_callback(lambda future, i=i: called[i].append((who, future is futures[i])))


def wait_for_all(who):
    done, rest = wait(futures, 60)
    seen.append(len(rest))
    seen.append(len(set(as_completed(futures, 60))))


def run(work, who):
    start.wait()
    work(who)


works = [(finish, 0), (finish, 1), (finish, 2), (read, 0), (read, 1), (hang, 0), (hang, 1),
         (wait_for_all, 0), (wait_for_all, 1)]
threads = [threading.Thread(target=run, args=work) for work in works]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print('each ended once:', all(len(set(ends)) == 1 for ends in finished))
print('seen by all alike:', all(row == [ends[0] for ends in finished] for row in seen if isinstance(row, list)))
print('waited:', sorted(x for x in seen if isinstance(x, int)))
print('callbacks:', all(sorted(calls) == [(0, True), (1, True)] for calls in called))
print('waiters left:', sum(len(future._waiters) for future in futures))
