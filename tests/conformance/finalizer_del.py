import gc

class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


a = D("one")
a = None
gc.collect()
print("after one")
b = D("cycle")
b.me = b
del b
gc.collect()
print("after cycle")


def f():
    local = D("local")
    return 5


f()
gc.collect()
print("after local")
saved = []


class Phoenix(D):
    def __del__(self):
        saved.append(self)
        print("resurrected", self.name)


p = Phoenix("p")
del p
gc.collect()
print(saved[0].name)
saved.clear()
gc.collect()
print("a second time it is not called")
l = [D("in list")]
l.clear()
gc.collect()
keep = D("at exit")
print("end of script")
