# Dijkstra, topological order and connected components over dicts.
import heapq
from graphlib import CycleError, TopologicalSorter

roads = {'A': {'B': 7, 'C': 9, 'F': 14}, 'B': {'C': 10, 'D': 15}, 'C': {'D': 11, 'F': 2}, 'D': {'E': 6}, 'F': {'E': 9}, 'E': {}, 'Z': {}}
for a in list(roads):
    for b, d in list(roads[a].items()):
        roads[b].setdefault(a, d)

def dijkstra(start):
    best, came, heap = {start: 0}, {}, [(0, start)]
    while heap:
        d, at = heapq.heappop(heap)
        if d > best[at]:
            continue
        for to, length in roads[at].items():
            if d + length < best.get(to, float('inf')):
                best[to], came[to] = d + length, at
                heapq.heappush(heap, (best[to], to))
    return best, came

best, came = dijkstra('A')
path, at = ['E'], 'E'
while at != 'A':
    at = came[at]
    path.append(at)
print(dict(sorted(best.items())), '->'.join(reversed(path)), 'Z' in best)

def components(graph):
    left = dict.fromkeys(graph)
    while left:
        start = next(iter(left))
        found, todo = set(), [start]
        while todo:
            node = todo.pop()
            if node not in found:
                found.add(node)
                todo += graph[node].keys() - found
        for node in found:
            del left[node]
        yield sorted(found)
print(list(components(roads)))
ts = TopologicalSorter({'d': {'b', 'c'}, 'b': {'a'}, 'c': {'a'}})
ts.prepare()
while ts.is_active():
    ready = sorted(ts.get_ready())
    print(ready, end=' ')
    ts.done(*ready)
print()
try:
    list(TopologicalSorter({'x': 'y', 'y': 'x'}).static_order())
except CycleError as e:
    print(e.args[0], sorted(set(e.args[1])))
