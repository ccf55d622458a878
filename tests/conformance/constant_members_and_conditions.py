# `in` with a display of constants, and conditions that are constants: what a compiler may settle beforehand.


class Two:
    def __eq__(self, other):
        print("eq", other)
        return other == 2

    def __hash__(self):
        return 2


print(1 in [1, 2], 3 in {1, 2}, "a" not in ["a"], (1, 2) in {(1, 2)}, () in [(), 1])
print(Two() in [1, 2, 3], Two() in {1, 2}, Two() in (2, 1))
for value in ([], {}, set):
    try:
        print(value in {1, 2})
    except TypeError as error:
        print(error)
print({1} in {frozenset({1})}, 1.0 in {1}, True in [1], 0.0 in [-0.0], [] in [1, [], 2])
nan = float("nan")
print(nan in [nan], nan in {nan})
print(7 in {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, -1 in [-1, -2], None in {None})


def leave_by_break():
    while 1:
        bound = 1
        break
    return bound


print(leave_by_break())
if 0:
    print("never")
elif "":
    print("never")
elif b"x" and ...:
    print("always")
while 0.0:
    print("never")
else:
    print("else of while")
print("yes" if not None else "no", 1 if 0 else 2, [x for x in range(3) if 1])
