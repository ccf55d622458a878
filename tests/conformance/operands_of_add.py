# + between operands of all built-in kinds.
VALUES = ['0', '3', '-2', 'True', '1.5', '1j', "'ab'", "b'ab'", '[1, 2]', '(1,)', '{1, 2}', 'frozenset({1})', "{'k': 1}", 'None', 'range(3)', 'bytearray(b"x")', '...', '2 ** 70', 'float("inf")', 'object']
OPERATOR = '+'
for left in VALUES:
    row = []
    for right in VALUES:
        try:
            row.append(repr(eval(f'({left}) {OPERATOR} ({right})')))
        except Exception as e:
            row.append(f'{type(e).__name__}: {e}' if left in ('3', "'ab'", '[1, 2]', '1.5') else type(e).__name__)
    print(left, row)
