#!/usr/bin/env bash
# --dis: the bytecode of a file or of standard input, and what cannot be listed.
. tests/cli/_run.sh
cd "$TMPDIR" || exit
echo 'x = 1' >code.py
echo 'x = (' >broken.py
"$HASP" --dis code.py | sed -n 2p
"$HASP" --dis - <code.py | sed -n 2p
for name in missing.py . broken.py; do
    "$HASP" --dis "$name" 2>&1 | sed "s#$TMPDIR#TMP#"
    echo "status ${PIPESTATUS[0]}"
done
# shellcheck disable=SC2069 # the message is wanted, the listing is not
"$HASP" --dis code.py 2>&1 >/dev/full
echo "status $?"
