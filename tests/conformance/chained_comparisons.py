def note(x):
    print(x, end=" ")
    return x


print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1 > 0, 1 == 1.0 == True)
print(note(3) < note(2) < note(1))
print(note(1) < note(2) < note(3))
print(1 < 2 in [2, 3], 1 in [1] == True, (1 in [1]) == True)
print(1 is 1 is not None, None is None is None, not 1 < 2)


class Weird:
    def __init__(self, name, result):
        self.name, self.result = name, result

    def __lt__(self, other):
        print(self.name, "<", other.name, end=" ")
        return self.result


a, b, c = Weird("a", []), Weird("b", "last"), Weird("c", 0)
print(a < b < c)
a.result = [1]
print(a < b < c)
x = 5
print(0 <= x < 10 != 11)
print("a" < "b" <= "b" != "c" not in "xyz")
