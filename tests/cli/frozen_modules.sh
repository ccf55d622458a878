#!/usr/bin/env bash
# Files beside a script that are named like modules which CPython carries frozen do not stand in for those; others do.
[ "$POLICY" = none ] || OPTION=--gil=$POLICY
case $HASP in */*) HASP=$(realpath "$HASP") ;; esac
cd "$TMPDIR" || exit
for name in _collections_abc abc genericpath io os posixpath stat fnmatch; do
    echo "print('the script has its own $name')" >$name.py
done
cat >main.py <<'END'
import abc, io, os, stat, posixpath, genericpath, _collections_abc
import fnmatch
print(io.StringIO is not None, os.path.join('a', 'b'), stat.S_IFREG, hasattr(fnmatch, 'fnmatch'))
END
"$HASP" ${OPTION-} main.py
