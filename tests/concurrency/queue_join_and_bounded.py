import queue
import threading

q = queue.Queue(maxsize=3)
results = []


def worker():
    while True:
        item = q.get()
        results.append(item * 2)
        q.task_done()


for _ in range(3):
    threading.Thread(target=worker, daemon=True).start()
for i in range(500):
    q.put(i)
q.join()
print(len(results), sum(results), q.unfinished_tasks, q.empty())
