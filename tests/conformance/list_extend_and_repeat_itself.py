# Lists that are extended, repeated and assigned with themselves.
x = [1, 2, 3]
x += x
print(x)
x.extend(x)
print(len(x))
x[2:4] = x
print(len(x), x[:6])
x[:] = x[::-1]
print(x[:5])
x = [1, 2, 3, 4]
x[::2] = x[1::2]
print(x)
x = [0] * 3
x *= 0
print(x, [1] * -1, [[]] * 2)
y = [[]] * 2
y[0].append('shared')
print(y)
x = [1, 2]
x[1:] = (c for c in 'gen')
print(x)
x[len(x):] = [9]
x[:0] = 'ab'
print(x)
def grow():
    for i in range(3):
        z.append(i)
        yield i
z = [10]
z.extend(grow())
print(z)
z = [1, 2, 3, 4]
z[1:3] = []
del z[::-1]
print(z)
