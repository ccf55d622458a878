import pickle


class Slots:
    __slots__ = ["a"]


class Asked:
    def __reduce_ex__(self, protocol):
        print("asked for", protocol, end="; ")
        return Asked, ()


class Plain:
    pass


for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    print(type(pickle.loads(pickle.dumps(Asked(), protocol))).__name__, end="; ")
    try:
        again = pickle.loads(pickle.dumps(Slots(), protocol))
        print("slots", hasattr(again, "a"), end="; ")
    except TypeError as error:
        print(error, end="; ")
    plain = Plain()
    plain.x = [plain]
    copy = pickle.loads(pickle.dumps(plain, protocol))
    print(copy.x[0] is copy)
print({pickle.loads, pickle._loads} >= {pickle.loads}, callable(pickle._dumps))
