#!/usr/bin/env bash
# A folder and a zip file run by their __main__; modules come from zip files in PYTHONPATH, for -m as well.
. tests/cli/_run.sh
cd "$TMPDIR" || exit
export PYTHONDONTWRITEBYTECODE=1
mkdir -p folder spread
cat >folder/__main__.py <<'END'
import sys
import beside
print(__name__, __package__ == '', __spec__.name, type(__loader__).__name__, sys.argv[1:], beside.where)
print(sys.path[0] == __file__.rpartition('/')[0])
END
echo 'where = __name__, __file__.rpartition("/")[2]; print("beside", where, __package__)' >folder/beside.py
interpreter -c '
import zipfile
with zipfile.ZipFile("program.zip", "w") as file:
    file.write("folder/__main__.py", "__main__.py")
    file.write("folder/beside.py", "beside.py")
with open("program", "wb") as file, open("program.zip", "rb") as rest:
    file.write(b"#!/usr/bin/env python3\n" + rest.read())
'
for what in folder program.zip program; do
    run "$what" a -b
    run -P "$what"
done
mkdir -p compiled
interpreter -c '
import py_compile
py_compile.compile("folder/__main__.py", "compiled/__main__.pyc")
py_compile.compile("folder/beside.py", "compiled/beside.pyc")
py_compile.compile("folder/beside.py", "alone.pyc")
'
run compiled a -b
run alone.pyc
head -c 100 alone.pyc | tr '\0-\377' x >bad.pyc
interpreter bad.pyc 2>&1 | tail -n 1
export PYTHONPATH=program.zip
run -c 'import beside; print(type(beside.__loader__).__name__, beside.__spec__.origin == beside.__file__)'
run -m beside
interpreter -m spread 2>&1 | sed 's/^[^ ]*: //'
interpreter -m beside.x 2>&1 | sed 's/^[^ ]*: //'
mkdir slash
echo 'print(__file__)' >slash/__main__.py
run slash/
