# A heap of tuples with a tie-breaking counter; codes as strings; a round trip through bits.
import heapq
from collections import Counter
from itertools import count

def tree_of(text):
    order = count()
    heap = [(n, next(order), c) for c, n in sorted(Counter(text).items())]
    heapq.heapify(heap)
    while len(heap) > 1:
        (n, _, a), (m, _, b) = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (n + m, next(order), (a, b)))
    return heap[0][2]

def codes(tree, prefix=''):
    if isinstance(tree, str):
        return {tree: prefix or '0'}
    return codes(tree[0], prefix + '0') | codes(tree[1], prefix + '1')

def decode(tree, bits):
    node, out = tree, []
    for bit in bits:
        node = node[int(bit)] if not isinstance(node, str) else node
        if isinstance(node, str):
            out.append(node)
            node = tree
    return ''.join(out)

text = 'she sells sea shells by the sea shore'
tree = tree_of(text)
table = codes(tree)
bits = ''.join(table[c] for c in text)
print(table, len(bits), decode(tree, bits) == text)
number = int('1' + bits, 2)
packed = number.to_bytes((number.bit_length() + 7) // 8, 'big')
print(packed.hex(), bin(int.from_bytes(packed, 'big'))[3:] == bits)
