import builtins

for name in sorted(dir(builtins)):
    value = getattr(builtins, name)
    if isinstance(value, type) and issubclass(value, BaseException) and value.__name__ == name:
        print(name, [base.__name__ for base in value.__mro__[1:-1]])
print(IOError is OSError, EnvironmentError is OSError)
