def counter(start):
    count = start

    def up():
        nonlocal count
        count += 1
        return count

    def down():
        nonlocal count
        count -= 1
        return count

    return up, down, lambda: count


up, down, get = counter(5)
print(up(), up(), down(), get())
other = counter(100)
print(other[0](), get())
print(up.__closure__[0].cell_contents, up.__code__.co_freevars, counter.__code__.co_cellvars)
print(up.__closure__[0] is down.__closure__[0], get.__closure__[0] is other[2].__closure__[0])
