# Linked list, binary tree and LRU by hand: iteration protocols, recursion, __contains__, __len__, weak parents.
import weakref
class Node:
    __slots__ = 'value', 'next', '__weakref__'
    def __init__(self, value, next=None): self.value, self.next = value, next
class Stack:
    def __init__(self, items=()):
        self.head, self.n = None, 0
        for x in items: self.push(x)
    def push(self, x): self.head, self.n = Node(x, self.head), self.n + 1
    def pop(self):
        if not self.head: raise IndexError('pop from empty Stack')
        node, self.head, self.n = self.head, self.head.next, self.n - 1
        return node.value
    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next
    def __len__(self): return self.n
    def __reversed__(self): return reversed(list(self))
    def reverse(self):
        prev, node = None, self.head
        while node: node.next, prev, node = prev, node, node.next
        self.head = prev
    def __eq__(self, o): return isinstance(o, Stack) and list(self) == list(o)
s = Stack('abc')
print(list(s), len(s), 'b' in s, list(reversed(s)), s.pop(), bool(Stack()), s == Stack('ab'))
s.reverse()
print([*s], max(s), sorted(s), dict(enumerate(s)))
try:
    Stack().pop()
except IndexError as e:
    print(e)
class Tree:
    def __init__(self, key=None, parent=None):
        self.key, self.left, self.right = key, None, None
        self._parent = parent and weakref.ref(parent)
    @property
    def parent(self): return self._parent and self._parent()
    def insert(self, key):
        if self.key is None: self.key = key
        elif key != self.key:
            side = 'left' if key < self.key else 'right'
            child = getattr(self, side)
            if child is None: setattr(self, side, Tree(key, self))
            else: child.insert(key)
        return self
    def __iter__(self):
        if self.left: yield from self.left
        yield self.key
        if self.right: yield from self.right
    def __contains__(self, key): return key == self.key or (c := self.left if key < self.key else self.right) is not None and key in c
    def depth(self): return 1 + max((c.depth() for c in (self.left, self.right) if c), default=0)
    def __repr__(self): return f'({self.left or "."} {self.key} {self.right or "."})'
t = Tree()
for k in [50, 30, 70, 20, 40, 60, 80, 30]: t.insert(k)
print(t, list(t), 60 in t, 65 in t, t.depth(), t.left.right.parent.key, t.parent)
deep = Tree()
for k in range(200): deep.insert(k)
print(deep.depth(), sum(deep), list(deep) == list(range(200)))
class LRU:
    def __init__(self, size): self.size, self.items = size, {}
    def __getitem__(self, k):
        self.items[k] = v = self.items.pop(k)
        return v
    def __setitem__(self, k, v):
        self.items.pop(k, None)
        self.items[k] = v
        if len(self.items) > self.size: del self.items[next(iter(self.items))]
c = LRU(2)
c['a'], c['b'] = 1, 2
c['a']
c['c'] = 3
print(c.items, 'b' in c.items)
