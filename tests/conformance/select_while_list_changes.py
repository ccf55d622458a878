# select.select() looks at what is in a list when its turn comes: fileno() may take things out, or put them in.
import os
import select

r, w = os.pipe()


class Shrinks:
    def fileno(self):
        del things[-1]
        return w


class Grows:
    def fileno(self):
        if len(things) < 40:
            things.append(self)
        return w


things = [Shrinks() for _ in range(10)]
print(select.select([], things, [])[1] == things, len(things))
things = [Grows()]
print(len(select.select([], things, [])[1]), len(things))
os.write(w, b'x')
print(select.select([r], (w,), []) == ([r], [w], []), select.select({r}, {}, [], 0) == ([r], [], []))
for wrong in 1, None, [object()], ['x'], [-1], [1.5]:
    try:
        print(select.select(wrong, [], [], 0))
    except Exception as error:
        print(type(error).__name__, error)
