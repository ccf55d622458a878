#!/usr/bin/env bash
# -X dev looks encodings and error handlers up even where nothing needs them.
set -u
program='
for f in (lambda: b"".decode("nope"), lambda: b"a".decode("utf-8", "nope"), lambda: "".encode("utf-8", "nope"), lambda: str(b"", "ascii", "nope"),
          lambda: bytearray("", "ascii", "nope"), lambda: "".encode("latin-1", "replace"), lambda: b"x".decode("cp1252")):
    try:
        print(repr(f()))
    except LookupError as error:
        print(error)
'
"$HASP" "--gil=$POLICY" -c "$program"
"$HASP" "--gil=$POLICY" -X dev -c "$program"
