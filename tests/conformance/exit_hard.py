import os
import sys

print("flushed", flush=True)
sys.stdout.write("also flushed")
sys.stdout.flush()
try:
    os._exit(9)
finally:
    print("never")
