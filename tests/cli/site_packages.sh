#!/usr/bin/env bash
# Where installed packages are looked for: the user's folder, a virtual environment's, the module site.
. tests/cli/_run.sh
export PYTHONUSERBASE=$TMPDIR/base HOME=$TMPDIR
packages=$PYTHONUSERBASE/lib/python3.11/site-packages
ask='import sys; print(*[p for p in sys.path if p.startswith(sys.argv[1])])'
run -c "$ask" "$TMPDIR"
mkdir -p "$packages" "$TMPDIR/more"
echo 'print("here", __name__)' >"$packages/lonely.py"
echo "$TMPDIR/more" >"$packages/lonely.pth"
run -c "$ask" "$TMPDIR"
run -c 'import lonely'
for flag in -s -S -I -E; do
    run $flag -c "$ask" "$packages"
done
run -c "import site; print(site.getusersitepackages()); $ask" "$TMPDIR/more"
run -m site --user-base

# A virtual environment: pyvenv.cfg above the program, which is a link.
mkdir -p "$TMPDIR/env/bin" "$TMPDIR/env/lib/python3.11/site-packages"
ln -s "$(realpath "$HASP")" "$TMPDIR/env/bin/python"
show='import sys; print(sys.prefix, sys.base_prefix, sys.executable, sys.executable != sys._base_executable)'
HASP=$TMPDIR/env/bin/python
for system in false true; do
    echo "include-system-site-packages = $system" >"$TMPDIR/env/pyvenv.cfg"
    run -c "$show; $ask" "$TMPDIR"
done
cd "$TMPDIR/env" || exit
HASP=./bin/python run -c "$show"
PATH=$TMPDIR/env/bin:$PATH HASP=python run -c "$show"
