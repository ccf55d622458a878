x = 1; y = 2; print(x, y);
if x: print("a"); print("b")
if not x: print("no")
else: print("else")
for i in range(3): print(i, end=" "); x += i
print(x)
while x > 3: x -= 1
class A: a = 1; b = 2
def f(): return 5
print(A.b, f(), x)
try: 1 / 0
except ZeroDivisionError: print("zero")
finally: print("fin")
with open("/dev/null") as n: pass
lambda: 0; "string statement"; ...
pass; pass
