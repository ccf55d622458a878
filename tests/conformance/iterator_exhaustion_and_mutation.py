l = [1, 2, 3]
it = iter(l)
print(next(it), list(it), list(it))
l.append(4)
print(list(it))
it = iter(l)
next(it)
l.clear()
print(list(it))
l.extend("abc")
print(list(it))
it = iter([1, 2, 3])
print(it.__length_hint__(), next(it), it.__length_hint__())
r = reversed([1, 2, 3])
print(next(r), r.__length_hint__(), list(r), list(r))
l = [1, 2, 3]
r = reversed(l)
l.append(4)
print(list(r))
l = [1, 2, 3]
r = reversed(l)
del l[1:]
print(list(r))
l = [0]
for x in l:
    if x < 5:
        l.append(x + 1)
print(l)
l = list(range(6))
for x in l:
    if x % 2 == 0:
        l.remove(x)
print(l)
s = "héllo"
it = iter(s)
print(next(it), list(it), next(it, None))
z = zip(iter([1, 2, 3]), iter("ab"))
print(list(z))
shared = iter(range(6))
print(list(zip(shared, shared)))
shared = iter(range(3))
print(list(zip(shared, [1])), list(shared))
