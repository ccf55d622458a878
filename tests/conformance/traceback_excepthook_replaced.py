import sys

def hook(kind, value, trace):
    print("hook:", kind.__name__, value, trace.tb_lineno, file=sys.stderr)
    print("on stdout")


sys.excepthook = hook
raise ValueError("seen by the hook")
