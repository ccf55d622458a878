def bad(source):
    try:
        compile(source, "s", "exec")
        print("accepted", repr(source))
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset})")


def classify(n):
    if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    elif n < 10:
        return "small"
    else:
        return "large"


print([classify(n) for n in (-1, 0, 5, 50)])
for limit in (3, 10):
    for i in range(5):
        if i == limit:
            print("break at", i)
            break
    else:
        print("no break", i)
i = 0
while i < 3:
    i += 1
    if i == 2:
        continue
    print("while", i)
else:
    print("while else")
while True:
    break
else:
    print("never")
for x in []:
    pass
else:
    print("empty else")
for a in range(3):
    for b in range(3):
        if b == 1:
            continue
        if a == 1:
            break
        print(a, b, end="; ")
    else:
        continue
    print("inner broke", a)
print(i, a, b)
for i in range(3):
    i = 10
print(i)
bad("break")
bad("continue")
bad("for x in y:\n    def f():\n        break\n")
bad("class C:\n    continue\n")
bad("if x:\nelse: pass")
bad("else: pass")
