class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, error, trace):
        print("exit", self.name, kind and kind.__name__, error, trace is not None)
        return self.swallow


with Manager("a") as a, Manager("b") as b:
    print(a, b)
with Manager("s", True):
    raise ValueError("swallowed")
try:
    with Manager("out"), Manager("in"):
        raise KeyError("seen")
except KeyError as error:
    print("caught", error)
with (Manager("p") as p, Manager("q") as q,):
    print(p, q)
with Manager("t") as (x):
    print(x)
with Manager("xy") as (c, d):
    print(c, d)
try:
    with Manager("too long") as (c, d):
        print("never")
except ValueError as error:
    print(error)


def f():
    with Manager("r"):
        return "returned"


print(f())
for i in range(3):
    with Manager(str(i)):
        if i == 0:
            continue
        break
