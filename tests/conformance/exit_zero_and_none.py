import sys

try:
    sys.exit()
except SystemExit as e:
    print(e.code, e.args)
for value in (0, None, 5, "text", (1, 2), True, -1, 2.5):
    try:
        sys.exit(value)
    except SystemExit as e:
        print(repr(e.code), repr(e))
try:
    sys.exit(1, 2)
except TypeError as error:
    print(error)
sys.exit(None)
