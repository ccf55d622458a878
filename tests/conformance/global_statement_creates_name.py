def make():
    global made, also
    made = 1
    also = [2]


try:
    made
except NameError as error:
    print(error)
make()
print(made, also)


def remove():
    global made
    del made


remove()
try:
    print(made)
except NameError as error:
    print(error)
try:
    remove()
except NameError as error:
    print(error)


class C:
    global made
    made = "from class"


print(made, hasattr(C, "made"))
for_loop_variable = None


def loop():
    global for_loop_variable
    for for_loop_variable in range(3):
        pass


loop()
print(for_loop_variable)
