class A:
    def f(self):
        return "A.f"


class B(A):
    pass


def call(o):
    return o.f()


objects = [A(), B(), B()]
out = []
for step in range(8):
    if step == 2:
        B.f = lambda self: "B.f"
    if step == 3:
        objects[1].f = lambda: "instance"
    if step == 4:
        A.f = lambda self: "new A.f"
    if step == 5:
        del B.f
    if step == 6:
        B.f = property(lambda self: lambda: "property wins")
    if step == 7:
        del B.f, objects[1].f
        B.__getattr__ = lambda self, n: "unused"
    out.append([call(o) for o in objects])
print(*out, sep="\n")


class C:
    x = 1


def get(o):
    return o.x


c = C()
print(get(c), setattr(c, "x", 2), get(c), delattr(c, "x"), get(c), setattr(C, "x", property(lambda s: "p")), get(c))
c.__dict__["x"] = "hidden"
print(get(c))
C.x = "plain"
print(get(c))
c.__class__ = type("E", (), {"x": property(lambda s: "other class")})
print(get(c))
