for a in range(2):
    for b in range(2):
        for c in range(2):
            for d in range(2):
                for e in range(2):
                    if a and b:
                        if c or d:
                            while e:
                                try:
                                    with open("/dev/null"):
                                        print(a, b, c, d, e)
                                        break
                                finally:
                                    e = 0
source = ""
for i in range(19):
    source += " " * i + "for i%d in range(1):\n" % i
exec(source + " " * 19 + "print('nineteen', i18)")
source = ""
for i in range(60):
    source += " " * i + "if %d < 100:\n" % i
exec(source + " " * 60 + "print('sixty')")
source = "".join(" " * i + f"def f{i}(x{i}):\n" for i in range(15)) + " " * 15 + "return " + "+".join(f"x{i}" for i in range(15)) + "\n"
source += "".join(" " * i + f"return f{i}\n" for i in range(14, 0, -1))
exec(source)
g = f0
for i in range(15):
    g = g(i)
print(g)
