import sys
import traceback

def f():
    raise ValueError("x")


try:
    f()
except ValueError as error:
    traceback.print_exc()
    tb = error.__traceback__
    names = []
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print(names)
print(sys.exc_info())
sys.stderr.write("direct\n")
