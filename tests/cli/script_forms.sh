#!/usr/bin/env bash
# A file, a folder with __main__.py, standard input, and names that begin with a dash.
. tests/cli/_run.sh
cd "$TMPDIR" || exit
ask='import os, sys; print(__name__, os.path.basename(__file__), sys.argv, os.path.basename(sys.path[0]) == "folder")'
mkdir folder
echo "$ask" | tee folder/__main__.py >./-dash.py
run folder x
run -- -dash.py y
run - z <folder/__main__.py
run <folder/__main__.py
