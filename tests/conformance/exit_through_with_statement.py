class M:
    def __exit__(self, *a):
        print("exit method", a[0].__name__)

    def __enter__(self):
        return self


with M():
    try:
        raise SystemExit(6)
    except Exception:
        print("never")
