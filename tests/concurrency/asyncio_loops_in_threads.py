# Event loops in several threads: each has a running loop of its own, results cross by call_soon_threadsafe, and futures and
# tasks that are shared against the rules do no more than lose a step.
import asyncio
import threading

N = 40


def run(work, *args):
    threads = [threading.Thread(target=work, args=(who, *args)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# Apart: tasks, contexts and running loops do not mix.
sums = [0] * 4


async def relay(who, left):
    assert asyncio.current_task() in asyncio.all_tasks()
    await asyncio.sleep(0)
    return left + (await asyncio.create_task(relay(who, left - 1)) if left else who)


async def several(who):
    loop = asyncio.get_running_loop()
    results = await asyncio.gather(*(relay(who, 5) for _ in range(N)))
    assert asyncio.get_running_loop() is loop
    sums[who] = sum(results)


run(lambda who: asyncio.run(several(who)))
print('apart:', sums == [N * (15 + who) for who in range(4)])

# A ring: each loop's future is finished by the thread before it.
loops, ready = [None] * 4, threading.Barrier(4)
arrived = [0] * 4
boxes = [None] * 4


async def receive(who):
    loop = loops[who] = asyncio.get_running_loop()
    for turn in range(N):
        boxes[who] = loop.create_future()
        ready.wait()
        following = (who + 1) % 4
        loops[following].call_soon_threadsafe(boxes[following].set_result, (who, turn))
        sender, sent = await boxes[who]
        arrived[who] += sender == (who - 1) % 4 and sent == turn
        ready.wait()


run(lambda who: asyncio.run(receive(who)))
print('around:', arrived == [N] * 4)

# Shared: every thread does everything to the same futures and tasks.
class Loop:
    """Notes what is to be called, for whichever thread comes."""

    def __init__(self):
        self.ready = []

    def get_debug(self):
        return False

    def call_soon(self, callback, *args, context=None):
        self.ready.append((callback, args))

    def call_exception_handler(self, context):
        pass


loop = Loop()
ends = []


async def steps(future):
    for _ in range(3):
        try:
            await future
        except BaseException:
            pass
    return 'end'


def fumble(who, futures, tasks):
    for future, task in zip(futures, tasks):
        actions = [lambda: future.add_done_callback(ends.append), lambda: future.set_result(who),
                   lambda: future.cancel(), lambda: task.cancel(), lambda: task.uncancel(),
                   lambda: future.remove_done_callback(print), lambda: future._callbacks,
                   lambda: future.set_exception(KeyError(who)), lambda: task.result(), lambda: next(iter(future))]
        for action in actions[who:] + actions[:who]:
            try:
                action()
            except BaseException:
                pass
            for _ in range(3):
                try:
                    callback, args = loop.ready.pop()
                    callback(*args)
                except BaseException:
                    pass


futures = [asyncio.Future(loop=loop) for _ in range(N)]
tasks = [asyncio.Task(steps(future), loop=loop) for future in futures]
for task in tasks:
    task._log_destroy_pending = False
run(fumble, futures, tasks)
print('all done:', all(future.done() for future in futures), all(future in futures for future in ends), len(ends) <= 4 * N)
