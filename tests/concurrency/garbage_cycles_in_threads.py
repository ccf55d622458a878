import gc
import threading

class Node:
    def __init__(self, n):
        self.n, self.me, self.others = n, self, []


sums = []


def work(k):
    keep = []
    for i in range(3000):
        node = Node(i)
        node.others.append(Node(-i))
        node.others[0].others.append(node)
        if i % 50 == 0:
            keep.append(node)
        if i % 1000 == 0:
            gc.collect()
    sums.append(sum(n.n for n in keep) + sum(n.others[0].n for n in keep) + len(keep))


threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(sums)
