import threading

log = []


def nest(depth):
    log.append(depth)
    if depth < 20:
        t = threading.Thread(target=nest, args=(depth + 1,))
        t.start()
        t.join()
        log.append(-depth)


nest(0)
print(log)
tree = []


def branch(depth):
    tree.append(depth)
    if depth:
        children = [threading.Thread(target=branch, args=(depth - 1,)) for _ in range(2)]
        [c.start() for c in children]
        [c.join() for c in children]


branch(5)
print([tree.count(d) for d in range(6)])
