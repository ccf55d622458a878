import sys

def g():
    try:
        yield 1
        sys.exit(4)
    except Exception:
        print("not caught here")
    finally:
        print("generator finally")


for x in g():
    print(x)
