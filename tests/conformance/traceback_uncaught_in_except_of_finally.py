def f():
    try:
        return 1
    finally:
        assert False, "in finally"


f()
