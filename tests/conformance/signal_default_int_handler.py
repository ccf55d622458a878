# The handler of SIGINT is a function of the module _signal.
import signal

print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
print(signal.default_int_handler, signal.default_int_handler.__name__, signal.default_int_handler.__module__)
try:
    signal.default_int_handler(signal.SIGINT, None)
except KeyboardInterrupt as e:
    print(repr(e))
