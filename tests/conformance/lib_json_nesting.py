# Nesting beyond the recursion limit names what was read.
import json

for text in ('[' * 100_000, '{"a":' * 100_000):
    try:
        json.loads(text)
    except RecursionError as e:
        print(e)
deep = json.loads('[' * 500 + ']' * 500)
depth = 0
while deep:
    deep, = deep
    depth += 1
print(depth)
