"""A stack swaps its head if it and a count of all changes are still the same."""

import threading


class Node:
    def __init__(self, name):
        self.name = name
        self.next = None


class Stack:
    def __init__(self):
        self.head = None, 0
        self.lock = threading.Lock()

    def swap_head(self, expected, node):
        with self.lock:
            if self.head != expected:
                return False
            self.head = node, expected[1] + 1
            return True

    def push(self, node):
        while True:
            head = self.head
            node.next = head[0]
            if self.swap_head(head, node):
                return

    def pop(self):
        while (head := self.head)[0] is not None:
            if self.swap_head(head, head[0].next):
                return head[0]
        return None


def use():
    first, second = pool.pop(), pool.pop()
    taken.append(second)
    if first is not None:
        pool.push(first)


pool, taken = Stack(), []
for name in 'ab':
    pool.push(Node(name))
users = [threading.Thread(target=use) for _ in range(2)]
for user in users:
    user.start()
for user in users:
    user.join()
names = [node.name for node in taken if node is not None]
assert len(names) == len(set(names)), f'nodes in use: {names}'
