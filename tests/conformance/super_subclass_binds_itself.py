class Counting(super):
    made = 0

    def __init__(self, *args):
        Counting.made += 1
        super(Counting, self).__init__(*args)


class A:
    def name(self):
        return "A"


class B(A):
    def name(self):
        bound = self._B__super
        return "B " + type(bound).__name__ + " " + bound.name()


B._B__super = Counting(B)
print(B().name(), Counting.made)
print(type(B._B__super).__name__, B._B__super is B.__dict__["_B__super"])
plain = super(B)
print(type(plain.__get__(B())).__name__, plain.__get__(None, B) is plain)
