#!/usr/bin/env bash
# Bytecode files: where they are written, when they are used, and that a bad one does no harm.
. tests/cli/_run.sh
export XDG_CACHE_HOME=$TMPDIR/user
mkdir "$TMPDIR/work"
cd "$TMPDIR/work" || exit

# write TEXT: the module m, of a known age.
write() {
    printf '%s\n' "$1" >m.py
    touch -d '2020-01-01 00:00:00' m.py
}
files() {
    find "$TMPDIR" -name '*.pyc*' -printf '%P\n' | sort
}
check() { # NAME EXPECTED GOT
    if [ "$2" = "$3" ]; then echo "ok $1"; else echo "FAIL $1: expected $2, got $3"; fi
}

write 'print("one")'
check first one "$(interpreter -c 'import m')"
check written work/__pycache__/m.hasp-311.pyc "$(files)"
write 'print("two")'
check same_time_and_size one "$(interpreter -c 'import m')"
touch m.py
check another_time two "$(interpreter -c 'import m')"
check replaced two "$(interpreter -c 'import m')"
write 'print("three")'
check another_size three "$(interpreter -c 'import m')"

cache=__pycache__/m.hasp-311.pyc
write 'print("four", __name__)'
for damage in 'truncate -s 100' 'truncate -s 10' 'truncate -s 0' 'printf x >>'; do
    interpreter -c 'import m' >/dev/null
    eval "$damage $cache"
    check "damaged: $damage" 'four m' "$(interpreter -c 'import m' 2>&1)"
done
for at in 0 4 16 20 40 120; do
    interpreter -c 'import m' >/dev/null
    printf '\377' | dd of=$cache bs=1 seek=$at conv=notrunc status=none
    check "damaged at $at" 'four m' "$(interpreter -c 'import m' 2>&1)"
done
rm -r __pycache__

interpreter -B -c 'import m' >/dev/null
PYTHONDONTWRITEBYTECODE=1 interpreter -c 'import m' >/dev/null
interpreter -c 'import sys; sys.dont_write_bytecode = True; import m' >/dev/null
interpreter -c 'import sys; sys.implementation.cache_tag = None; import m' >/dev/null
check not_written '' "$(files)"
interpreter -O -c 'import m' >/dev/null
interpreter -OO -c 'import m' >/dev/null
check optimised "work/__pycache__/m.hasp-311.opt-1.pyc work/__pycache__/m.hasp-311.opt-2.pyc" "$(files | tr '\n' ' ' | sed 's/ $//')"
rm -r __pycache__
PYTHONPYCACHEPREFIX=$TMPDIR/prefix interpreter -c 'import m' >/dev/null
check prefix "prefix$TMPDIR/work/m.hasp-311.pyc" "$(files)"
check cached "$(find "$TMPDIR/prefix" -name '*.pyc')" \
    "$(PYTHONPYCACHEPREFIX=$TMPDIR/prefix interpreter -c 'import m; print(m.__cached__)' | tail -n 1)"
rm -r "$TMPDIR/prefix"
touch __pycache__
check no_folder 'four m' "$(interpreter -c 'import m' 2>&1)"
rm __pycache__

# Who imports by importlib finds what imports in C have written, and the other way round.
write 'print("five")'
interpreter -c 'import m' >/dev/null
write 'print("FIVE")'
check by_importlib five "$(interpreter -c 'import sys; sys.meta_path; sys.path_hooks.append(None); import m')"
rm -r __pycache__
write 'print("five")'
interpreter -c 'import sys; sys.meta_path; sys.path_hooks.append(None); import m' >/dev/null
write 'print("FIVE")'
check for_importlib five "$(interpreter -c 'import m')"

# The name of the file is the one that it has now.
write 'def f(): return (lambda: 1 / 0)()'
interpreter -c 'import m'
mv "$TMPDIR/work" "$TMPDIR/moved"
cd "$TMPDIR/moved" || exit
check moved "$TMPDIR/moved/m.py $TMPDIR/moved/m.py" \
    "$(interpreter -c 'import m; inner = [c for c in m.f.__code__.co_consts if c]; print(m.f.__code__.co_filename, inner[0].co_filename)')"
rm -r __pycache__

rm -rf "$XDG_CACHE_HOME"

# The installed library's is the user's own, if he has a place for it.
interpreter -I -c 'import this' >/dev/null
check isolated '' "$(files)"
interpreter -c 'import this' >/dev/null
check library "user/hasp$(interpreter -c 'import sys; print(sys._stdlib_dir)')/this.hasp-311.pyc" "$(files)"

# Many at once: nobody sees half a file, nothing is left over.
{
    echo 'def total():'
    echo '    n = 0'
    for i in $(seq 300); do echo "    n += $i"; done
    echo '    return n'
} >m.py
for i in 1 2 3 4 5 6; do
    rm -rf __pycache__
    for _ in 1 2 3 4; do
        interpreter -c 'import m; print(m.total())' &
    done
    wait
done >"$TMPDIR/totals" 2>&1
check many_at_once '24 45150' "$(sort "$TMPDIR/totals" | uniq -c | sed 's/^ *//')"
check nothing_left_over moved/__pycache__/m.hasp-311.pyc "$(files | grep moved)"
