class A:
    pass


a = A()
data = {"k": [1, 2]}


def attempt(f):
    try:
        f()
    except Exception:
        import traceback

        traceback.print_exc()


attempt(lambda: data["k"][5] + 1)
attempt(lambda: (1 + 2) * (3 / 0) - 4)
attempt(lambda: a.x.y)
attempt(lambda: data["zz"]["k"])
attempt(lambda: len(5, 6))
attempt(lambda: "a" + 1)
attempt(lambda: -"a")
attempt(lambda: 1 < "a")
attempt(lambda: [i / 0 for i in range(3)])
attempt(lambda: undefined_name)
attempt(lambda: f"{1 / 0}")
attempt(
    lambda: len(
        5,
    )
)
