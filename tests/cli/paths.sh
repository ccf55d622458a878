#!/usr/bin/env bash
# Files that are missing, folders, and modules that do not exist.
. tests/cli/_run.sh
run "$TMPDIR/missing.py"
run "$TMPDIR/no/such/folder.py"
mkdir "$TMPDIR/folder"
run "$TMPDIR/folder"
run -m no_such_module
