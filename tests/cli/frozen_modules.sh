#!/usr/bin/env bash
# Files beside a script that are named like modules which CPython has imported or carries frozen do not stand in for those; others do.
[ "$POLICY" = none ] || OPTION=--gil=$POLICY
case $HASP in */*) HASP=$(realpath "$HASP") ;; esac
cd "$TMPDIR" || exit
for name in _collections_abc abc codecs encodings genericpath io ntpath os posixpath runpy site stat fnmatch; do
    echo "print('the script has its own $name')" >$name.py
done
cat >main.py <<'END'
import abc, io, os, stat, posixpath, genericpath, _collections_abc
import codecs, encodings.cp1252, ntpath
import importlib.util    # finds in Python from now on
import runpy, site
import fnmatch
print(io.StringIO is not None, os.path.join('a', 'b'), stat.S_IFREG, hasattr(fnmatch, 'fnmatch'),
      codecs.lookup('cp1252').name, ntpath.join('a', 'b'), runpy.run_path is not None, site.ENABLE_USER_SITE is not None)
END
"$HASP" ${OPTION-} main.py
