data = [2**k * (-1) ** k + k for k in range(0, 140, 7)]
print(sorted(data))
print(sorted(data, key=abs) == sorted(data, key=lambda v: v * v), sorted(data, reverse=True)[:3], max(data), min(data))
mixed = data[:5] + [1.5, -2.5, True, False, 10.0**25]
print(sorted(mixed))
print(sorted([(x % 5, x) for x in data])[:4], sorted(map(str, data))[:4], sorted(data, key=lambda v: (v % 3, -v))[:4])
