import sys

print("never run")

def f():
    # nothing but a comment
