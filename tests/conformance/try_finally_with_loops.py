log = []
for i in range(5):
    try:
        if i == 1:
            continue
        if i == 3:
            break
        log.append(i)
    finally:
        log.append(f"f{i}")
else:
    log.append("else")
print(log)


def nested():
    out = []
    for i in range(3):
        try:
            for j in range(3):
                try:
                    if j == 1:
                        break
                    out.append((i, j))
                finally:
                    out.append("inner")
            if i == 1:
                return out
        finally:
            out.append("outer")
    return "unreachable"


print(nested())


def continue_in_except():
    out = []
    for i in range(4):
        try:
            if i % 2:
                raise ValueError(i)
        except ValueError as error:
            out.append(error.args[0])
            continue
        else:
            out.append("else")
        finally:
            out.append("fin")
        out.append("end")
    return out


print(continue_in_except())
i = 0
while i < 4:
    try:
        i += 1
        try:
            if i == 2:
                continue
        finally:
            print("a", i, end=" ")
    finally:
        print("b", i, end=" ")
print()
