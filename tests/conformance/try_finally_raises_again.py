def f(where):
    try:
        if "t" in where:
            raise ValueError("try")
    except ValueError:
        if "e" in where:
            raise KeyError("except")
    else:
        if "l" in where:
            raise IndexError("else")
    finally:
        if "f" in where:
            raise TypeError("finally")
    return "normal"


for where in ("", "t", "te", "tf", "tef", "l", "lf", "f"):
    try:
        print(where, f(where))
    except Exception as error:
        chain = []
        while error:
            chain.append(repr(error))
            error = error.__context__
        print(where, " <- ".join(chain))


def deep():
    try:
        try:
            try:
                raise ValueError(1)
            finally:
                print("one")
        finally:
            print("two")
            raise KeyError(2)
    except ValueError:
        print("not here")
    except KeyError as error:
        print("caught", error, repr(error.__context__))
    finally:
        print("three")


deep()
