# At most 20 blocks are nested; decorators may be many.
def attempt(text):
    try:
        compile(text, "<blocks>", "exec"); return "ok"
    except SyntaxError as e: return f"{e.msg} {e.lineno} {e.offset} {e.end_lineno} {e.end_offset}"
def nest(head, n, tail=""):
    return "".join(" "*i + head + "\n" for i in range(n)) + " "*n + "pass\n" + "".join(" "*i + t + "\n" for i in reversed(range(n)) for t in [tail] if t)
for head, tail in [("for x in y:", ""), ("while x:", ""), ("with x:", ""), ("with x as y:", ""), ("try:", "finally: pass"), ("try:", "except: pass"), ("try:", "except E as e: pass"), ("if x:", "")]:
    print(head, tail, [(n, attempt(nest(head, n, tail))) for n in (18, 19, 20, 21, 30)])
def handlers(n, clause):
    return "".join(" "*i + "try: pass\n" + " "*i + clause + "\n" for i in range(n)) + " "*n + "pass\n"
for clause in "except:", "except E:", "except E as e:":
    print(clause, [(n, attempt(handlers(n, clause))) for n in (5,6,7,8,9,10,11,18,19,20,21)])
    print(clause, [(n, attempt("def f():\n" + "".join(" "+l+"\n" for l in (handlers(n, clause)+" "*n+"return").split("\n")))) for n in (5,6,7,8,9,10,11,18,19,20,21)])
calls = []
def deco(i):
    def d(f):
        calls.append(i); return f
    return d
ns = {"deco": deco}
exec("".join(f"@deco({i})\n" for i in range(1000)) + "def f(): return 5\n", ns)
print(len(calls), calls[0], calls[-1], ns["f"]())
exec("".join(f"@deco({i})\n" for i in range(70)) + "class C: a = 1\n", ns)
print(len(calls), calls[-1], ns["C"].a)
