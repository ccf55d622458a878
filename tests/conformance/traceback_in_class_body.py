class C:
    x = 1

    def bad():
        raise ValueError("called in class body")

    y = bad()
