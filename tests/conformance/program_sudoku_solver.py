# Backtracking over sets and generators.
grid = '53..7.... 6..195... .98....6. 8...6...3 4..8.3..1 7...2...6 .6....28. ...419..5 ....8..79'.split()
cells = {(r, c): int(v) for r, row in enumerate(grid) for c, v in enumerate(row) if v != '.'}
steps = 0

def peers(r, c):
    yield from ((r, k) for k in range(9))
    yield from ((k, c) for k in range(9))
    yield from ((r // 3 * 3 + i, c // 3 * 3 + j) for i in range(3) for j in range(3))

def choices(r, c):
    return set(range(1, 10)) - {cells[p] for p in peers(r, c) if p in cells}

def solve():
    global steps
    empty = [(len(choices(r, c)), r, c) for r in range(9) for c in range(9) if (r, c) not in cells]
    if not empty:
        return True
    _, r, c = min(empty)
    for v in sorted(choices(r, c)):
        steps += 1
        cells[r, c] = v
        if solve():
            return True
        del cells[r, c]
    return False

print(solve(), steps)
for r in range(9):
    print(*(cells[r, c] for c in range(9)))
