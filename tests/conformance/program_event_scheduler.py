# Coroutines by hand: tasks as generators, a clock, sleep, join and messages.
import heapq
from collections import deque
from itertools import count

class Task:
    def __init__(self, gen, name): self.gen, self.name, self.result, self.waiting = gen, name, None, []
class Scheduler:
    def __init__(self):
        self.ready, self.asleep, self.now, self.order, self.boxes = deque(), [], 0, count(), {}
    def spawn(self, gen, name):
        task = Task(gen, name)
        self.ready.append((task, None))
        return task
    def run(self):
        while self.ready or self.asleep:
            if not self.ready:
                self.now, _, task = heapq.heappop(self.asleep)
                self.ready.append((task, self.now))
            task, value = self.ready.popleft()
            try:
                request = task.gen.send(value)
            except StopIteration as stop:
                task.result = stop.value
                print(f'[{self.now}] {task.name} ends with {stop.value!r}')
                self.ready.extend((t, task.result) for t in task.waiting)
                continue
            match request:
                case ('sleep', n): heapq.heappush(self.asleep, (self.now + n, next(self.order), task))
                case ('join', Task(result=None) as other): other.waiting.append(task)
                case ('join', other): self.ready.append((task, other.result))
                case ('send', box, message):
                    box_ = self.boxes.setdefault(box, (deque(), deque()))
                    if box_[1]: self.ready.append((box_[1].popleft(), message))
                    else: box_[0].append(message)
                    self.ready.append((task, None))
                case ('receive', box):
                    messages, takers = self.boxes.setdefault(box, (deque(), deque()))
                    if messages: self.ready.append((task, messages.popleft()))
                    else: takers.append(task)
                case other:
                    raise TypeError(f'bad request {other!r}')
s = Scheduler()
def producer(n):
    for i in range(n):
        yield 'sleep', 2
        yield 'send', 'box', i * i
    yield 'send', 'box', None
    return 'produced'
def consumer(name):
    total = 0
    while (item := (yield 'receive', 'box')) is not None:
        print(f'[{s.now}] {name} got {item}')
        total += item
        yield 'sleep', 3
    yield 'send', 'box', None
    return total
def main():
    workers = [s.spawn(consumer(f'c{i}'), f'c{i}') for i in range(2)]
    p = s.spawn(producer(5), 'producer')
    results = []
    for w in workers:
        results.append((yield 'join', w))
    return results, (yield 'join', p)
s.spawn(main(), 'main')
s.run()
