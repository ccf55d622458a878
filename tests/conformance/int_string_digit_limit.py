import sys


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(sys.get_int_max_str_digits())
show(int, "1" * 4301)
show(str, 10**4300)
show(repr, -(10**5000))
print(len(str(10**4299)), int("1" * 4300) % 97, len(hex(10**5000)), len("%x" % 10**5000), int("f" * 5000, 16) % 97)
show(lambda: "%d" % 10**5000)
show(lambda: f"{10**5000}")
sys.set_int_max_str_digits(0)
print(len(str(10**20000)), str(3**20000)[:20], int("7" * 20000) % 1000007, str(10**20000 - 1).count("9"))
show(sys.set_int_max_str_digits, 5)
