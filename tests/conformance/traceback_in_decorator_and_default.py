def decorate(f):
    return f.missing


@decorate
def g(x=1):
    pass
