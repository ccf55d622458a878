class Broken(Exception):
    def __str__(self):
        raise KeyError("in str")


raise Broken()
