try:
    int("x")
except ValueError:
    raise SystemError("clean") from None
