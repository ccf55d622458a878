#!/usr/bin/env bash
# -m: modules, packages and their __main__, and what cannot be run.
. tests/cli/_run.sh
cd "$TMPDIR" || exit
ask='import sys; print(__name__, __package__, sys.argv[1:], len(sys.path[0]) > 1)'
export PYTHONDONTWRITEBYTECODE=1
mkdir -p plain runs/inner wants missing_inside
echo "$ask" >module.py
echo 'print("runs")' >runs/__init__.py
printf '%s\nfrom . import beside\n' "$ask" >runs/__main__.py
echo 'print("beside", __package__)' >runs/beside.py
touch plain/__init__.py
echo 'import not_there' >missing_inside/__init__.py

run -m module a -b
run -m runs c
run -m runs.beside
for name in plain plain.module module.py module.x runs. .runs nothing nothing.at.all sys.x wants ''; do
    run -m "$name"
done
interpreter -m missing_inside 2>&1 | tail -n 1
interpreter -m os.path 2>"$TMPDIR/errors" # a module that its package has, though no package
echo "status $?: $(grep -o "RuntimeWarning: 'os.path'" "$TMPDIR/errors")"
