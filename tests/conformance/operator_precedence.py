print(2 + 3 * 4, (2 + 3) * 4, 2**3**2, -(2**2), -2**2, 2**-1, 10 - 3 - 2, 100 / 10 / 2, 7 // 2 * 2, 7 % 4 * 2)
print(1 << 2 + 1, 1 | 2 & 3 ^ 1, 5 & 3 == 3, (5 & 3) == 1, not 1 == 2, not (True and False), True or False and False)
print(1 + 2 < 4 and 3 or 5, 1 if 0 else 2 if 0 else 3, lambda: 1 if 0 else 2) if False else print("skip")
print(~1 + 1, -~1, +-+1, 2 * -3, 4 - -4, not not [], 1 < 2 < 3 == 3, "a" in "abc" == True)
print([1, 2, 3][-1:][0], {"a": [1]}["a"][0] ** 2, -1 ** 2, (-1) ** 2, 2 ** -1 ** 2, 3 - 2 ** 2 % 3)
print(1 or 2 and 3, (1 or 2) and 3, not 0 or 1, 0 or not 0, 8 >> 1 << 2, 6 ^ 3 | 8 & 12, 1 if True else 2 + 10, (1 if True else 2) + 10)
x = 5
print(x == 5 and "five" or "other", -x ** 2, (lambda a: a * 2)(3) + 1, x if x > 3 else -x, [*range(2)] + [3])
