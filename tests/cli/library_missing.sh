#!/usr/bin/env bash
# Without the installed library: what is embedded works, the rest says what to install.
. tests/cli/_run.sh
export HASP_STDLIB="$TMPDIR/nowhere"
run -c 'import os, collections, threading; print(os.sep, os.__spec__, os.__loader__, os)'
run -c 'import argparse'
run -c 'import xml.dom'
run -c 'import no_such_module'
run -c 'import importlib'
run -c 'import sys; print(hasattr(sys, "meta_path"), sys._stdlib_dir)'
mkdir -p "$TMPDIR/spread"
echo 'where = __name__' >"$TMPDIR/spread/part.py"
PYTHONPATH=$TMPDIR run -c 'import spread.part; print(spread.part.where)'
