# heapq keeps the smallest first; bisect finds where to insert, also by key.
import bisect
import heapq

h = [5, 3, 8, 1, 9, 2]
heapq.heapify(h)
print(h[0], heapq.heappop(h), heapq.heappushpop(h, 0), heapq.heapreplace(h, 7), sorted(h))
heapq.heappush(h, -1)
print([heapq.heappop(h) for _ in range(len(h))])
print(heapq.nlargest(2, [3, 1, 2]), heapq.nsmallest(2, ['bb', 'a', 'ccc'], key=len), heapq.nlargest(5, [1, 2]), heapq.nsmallest(0, [1]))
print(list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge([3, 1], [2], reverse=True)), list(heapq.merge(['a', 'ccc'], ['bb'], key=len)))
try:
    heapq.heappop([])
except IndexError as e:
    print(e)
try:
    heapq.heappush((), 1)
except TypeError as e:
    print(e)
a = [1, 2, 2, 3]
print(bisect.bisect(a, 2), bisect.bisect_left(a, 2), bisect.bisect_right(a, 9), bisect.bisect_left(a, 2, 2), bisect.bisect(a, 0, hi=2))
bisect.insort(a, 2.5)
bisect.insort_left(a, 2)
print(a, bisect.bisect_left([('a', 1), ('b', 2)], 2, key=lambda p: p[1]))
words = ['a', 'bb', 'dddd']
bisect.insort(words, 'ccc', key=len)
print(words)
try:
    bisect.bisect([1], 1, -1)
except ValueError as e:
    print(e)
try:
    bisect.bisect(['a'], 1)
except TypeError as e:
    print(e)
