#!/bin/sh
# Takes out of captured outputs what no two interpreters have in common.
#
#   tests/mask.sh FILE...      in place
#
# Paths in the tree become relative to its root. Frames of the library leave the tracebacks: its
# modules are other files in Hasp.
for file in "$@"; do
    sed -i "s#$PWD/##g" "$file"
    grep -q '^ *File "[/<]' "$file" || continue
    awk '
        /^ *File "(\/usr\/|<hasp>\/)/ { in_library = 1; next }
        in_library && /^    / { next }
        { in_library = 0; print }' "$file" >"$file.masked"
    mv "$file.masked" "$file"
done
