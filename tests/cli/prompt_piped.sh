#!/usr/bin/env bash
# -i with a script on stdin: a statement at a time, prompts on stderr, and the program goes on after an error.
. tests/cli/_run.sh
# Both streams, without the first line of the greeting, which names the interpreter.
typed() {
    interpreter "$@" 2>&1 | sed -E '/^Python 3/d; s/0x[0-9a-f]+/0xADDRESS/; s#^[^ ]*(python3?|hasp): #PROGRAM: #'
    echo "status ${PIPESTATUS[0]}"
}
echo '1 + 1' | typed -i
typed -q -i </dev/null
typed -i -q <<'END'
if 1:
  "in a block"
  2

for i in 1, 2:
  i
else:
  # a comment

  "else"

"""a

b"""
(1,

2)
x = \
3
x; 4
# nothing

if x: 5

def f(:
x = = 1
if 1:
 3
x

  indented
"open
class A:
  def f(self):
    return 7
  
  g = f

A().g()
END
echo 'errors:'
typed -i -q <<'END'
1/0
import sys
sys.last_value, sys.last_traceback
raise KeyboardInterrupt
_
5
_
def hook(*a): print("HOOK", a[0])

sys.excepthook = hook
1/0
del sys.excepthook
1/0
sys.displayhook = lambda v: print("<", v, ">")
6
del sys.displayhook
7
raise SystemExit(3)
8
END
echo 'prompts:'
typed -i -q <<'END'
import sys
sys.ps1, sys.ps2
sys.ps1 = "A "
class B:
  def __str__(s): return "Z "

sys.ps2 = B()
if 1:
  3

del sys.ps1
4
END
echo 'names:'
typed -i -q <<'END'
dir()
from __future__ import annotations
def f(x: y): pass

f.__annotations__
x: int = 3
__annotations__
exit
quit
help
exit(4)
END
printf 'if 1:\n  5' | typed -q -i
printf '(1,' | typed -q -i
