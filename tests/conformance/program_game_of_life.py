# Cells as a set of pairs; generations until a cycle.
from collections import Counter

def step(alive):
    around = Counter((r + i, c + j) for r, c in alive for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j)
    return frozenset(cell for cell, n in around.items() if n == 3 or n == 2 and cell in alive)

def show(alive):
    rows, cols = [r for r, _ in alive], [c for _, c in alive]
    return '\n'.join(''.join('#' if (r, c) in alive else '.' for c in range(min(cols), max(cols) + 1)) for r in range(min(rows), max(rows) + 1))

glider = frozenset({(0, 1), (1, 2), (2, 0), (2, 1), (2, 2)})
world = glider
for _ in range(4):
    world = step(world)
print(show(world), sorted(world)[0], {(r - 1, c - 1) for r, c in world} == glider)
r_pentomino = frozenset({(0, 1), (0, 2), (1, 0), (1, 1), (2, 1)})
seen, world, n = {}, r_pentomino, 0
counts = []
for n in range(60):
    world = step(world)
    counts.append(len(world))
print(counts, hash(world) == hash(frozenset(set(world))))
blinker = frozenset({(0, 0), (0, 1), (0, 2)})
print(step(step(blinker)) == blinker, step(frozenset()) == frozenset(), show(step(blinker)))
