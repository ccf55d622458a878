"""A stack swaps its head if it is still the same node; nodes are used again, so the same is not unchanged (ABA)."""

import threading


class Node:
    def __init__(self, name):
        self.name = name
        self.next = None


class Stack:
    def __init__(self):
        self.head = None
        self.lock = threading.Lock()

    def swap_head(self, expected, node):
        with self.lock:
            if self.head is not expected:
                return False
            self.head = node
            return True

    def push(self, node):
        while True:
            node.next = self.head
            if self.swap_head(node.next, node):
                return

    def pop(self):
        while (head := self.head) is not None:
            if self.swap_head(head, head.next):
                return head
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
