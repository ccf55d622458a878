#!/usr/bin/env bash
# What options say about text files: EncodingWarning, error handlers in development mode, io.text_encoding.
. tests/cli/_run.sh

run -X warn_default_encoding -c 'open("/dev/null").close()
import io
io.TextIOWrapper(io.BytesIO())
open("/dev/null", encoding="locale").close()
open("/dev/null", "rb").close()
def read(path, encoding=None):
    return open(path, encoding=io.text_encoding(encoding)).close()
read("/dev/null")'
run -X dev -c 'import io
for make in lambda: open("/dev/null", errors="nonsense"), lambda: io.TextIOWrapper(io.BytesIO(), errors="nonsense"):
    try:
        make()
    except LookupError as error:
        print(error)'
run -c 'open("/dev/null", errors="nonsense").close(); print("not looked for")'
run -X utf8=0 -c 'import io; print(io.text_encoding(None), io.text_encoding("ascii"))'
run -X utf8=1 -c 'import io; print(io.text_encoding(None))'
