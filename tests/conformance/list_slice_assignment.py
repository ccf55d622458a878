def t(action):
    l = list(range(8))
    try:
        action(l)
        print(l)
    except Exception as error:
        print(type(error).__name__, error)


t(lambda l: l.__setitem__(slice(2, 4), "abc"))
t(lambda l: l.__setitem__(slice(2, 4), []))
t(lambda l: l.__setitem__(slice(2, 2), [9, 9]))
t(lambda l: l.__setitem__(slice(5, 2), ["x"]))
t(lambda l: l.__setitem__(slice(None), [1]))
t(lambda l: l.__setitem__(slice(100, 200), [1]))
t(lambda l: l.__setitem__(slice(-2, None), (i for i in "xyz")))
t(lambda l: l.__setitem__(slice(None, None, 2), "abcd"))
t(lambda l: l.__setitem__(slice(None, None, 2), "abc"))
t(lambda l: l.__setitem__(slice(None, None, -1), range(8)))
t(lambda l: l.__setitem__(slice(6, 0, -3), "ab"))
t(lambda l: l.__setitem__(slice(1, 3), 5))
t(lambda l: l.__setitem__(slice(None, None, 2), 5))
t(lambda l: l.__setitem__(slice(1, 1, 2), "a"))
t(lambda l: l.__setitem__(slice(2, 4), l))
t(lambda l: l.__setitem__(slice(None), l))
t(lambda l: l.__setitem__(8, 1))
t(lambda l: l.__setitem__("a", 1))
t(lambda l: l.__delitem__(slice(1, 7, 2)))
t(lambda l: l.__delitem__(slice(None, None, -3)))
t(lambda l: l.__delitem__(slice(6, 1, -2)))
t(lambda l: l.__delitem__(slice(4, 2)))
t(lambda l: l.__delitem__(slice(None)))
t(lambda l: l.__delitem__(-9))
t(lambda l: l.__setitem__(slice(0, 8, 0), []))
l = [1, 2, 3]
l[1:2], l[0] = [7, 8], "z"
print(l)
l[len(l) :] = l
print(l)
