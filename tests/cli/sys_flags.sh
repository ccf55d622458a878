#!/usr/bin/env bash
# sys.flags shows what the options and the variables ask for; -E and -I make the variables count for nothing.
. tests/cli/_run.sh
ask='import sys; print(sys.flags, sys.warnoptions, sys._xoptions)'
run -c "$ask"
run -bBdEisOOPqRsSuvWerror -X a -X b=c=d -c "$ask" | grep -o 'sys.flags.*'
run -I -c "$ask"
run -Xdev -Xutf8 -Xwarn_default_encoding -X int_max_str_digits=0 -c "$ask"
run -Xutf8=1 -Xutf8=0 -Xint_max_str_digits=640 -c "$ask"
run -E -c 'import sys; print(sys.orig_argv[-5:], sys.argv)' -E x

export PYTHONDEBUG=1 PYTHONOPTIMIZE=2 PYTHONINSPECT="" PYTHONDONTWRITEBYTECODE=0 PYTHONNOUSERSITE=yes \
    PYTHONUNBUFFERED=1 PYTHONSAFEPATH=0 PYTHONUTF8=1 PYTHONHASHSEED=0 PYTHONINTMAXSTRDIGITS=5000 \
    PYTHONDEVMODE=0 PYTHONWARNDEFAULTENCODING=1 PYTHONWARNINGS=ignore,always::UserWarning
run -c "$ask"
run -R -Wonce -bb -O -X int_max_str_digits=6000 -c "$ask"
run -E -c "$ask"
run -I -c "$ask"
PYTHONOPTIMIZE=-3 PYTHONDEBUG=99999999999 run -c 'import sys; print(sys.flags.optimize, sys.flags.debug)'

echo 'wrong values:'
run -X int_max_str_digits=12 -c pass
run -X int_max_str_digits -c pass
PYTHONINTMAXSTRDIGITS=x run -c pass
run -X utf8=3 -c pass
PYTHONUTF8=x run -c pass
