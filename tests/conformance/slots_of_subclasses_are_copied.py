# Copies carry the slots that a subclass adds, though its base was copied before.
import copy
import pickle


class Base:
    def __init__(self):
        self.data = 1


class Slots(Base):
    __slots__ = ('x', 'y')


for cls in (Base, Slots, Base, Slots):
    o = cls()
    o.x, o.z = ['x'], ['z']
    c, d, p = copy.copy(o), copy.deepcopy(o), pickle.loads(pickle.dumps(o))
    print(cls.__name__, c.x is o.x, d.x == o.x, d.x is o.x, p.x, c.__dict__ == o.__dict__, hasattr(d, 'y'), o.__reduce_ex__(4)[2])
