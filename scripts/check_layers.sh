#!/usr/bin/env bash
# Holds every #include to scripts/layers.txt, and names that only some files may use.
set -eu
cd "$(dirname "$0")/.."

git ls-files --cached --others --exclude-standard '*.c' '*.h' '*.re' '*.def'|
    xargs awk '
    function room_of(path,    best, room) {
        for (room in allowed) {
            if (index(path, room "/") == 1 && length(room) > length(best)) best = room
        }
        return best
    }
    function complain(text) {
        printf "%s:%d: %s\n", FILENAME, FNR, text
        bad = 1
    }
    FILENAME == "scripts/layers.txt" {
        if (/^#|^[ \t]*$/) next
        split($0, side, ":")
        n = split(side[1], left, " ")
        if (left[1] == "only") users[left[2]] = " " side[2] " "
        else allowed[left[1]] = " " left[1] " " side[2] " "
        next
    }
    FNR == 1 {
        room = room_of(FILENAME)
        if (room == "") complain("this folder is not in scripts/layers.txt")
    }
    /^[ \t]*#[ \t]*include[ \t]*"/ {
        split($0, quoted, "\"")
        header = quoted[2]
        target = room_of(header)
        if (target == "") complain("\"" header "\" is not spelled from the root")
        else if (target != room && !index(allowed[room], " " target " ") &&
                 !index(allowed[room], " " header " "))
            complain(room " may not include \"" header "\"")
    }
    {
        code = $0
        sub(/^[ \t]*(\/\*|\*|\/\/).*/, "", code)
        for (name in users) {
            if (code ~ "(^|[^A-Za-z0-9_\"/])" name "[ \t]*\\(" && room != "tests" &&
                !index(users[name], " " FILENAME " "))
                complain("only" users[name] "may name " name)
        }
    }
    END { exit bad }
' scripts/layers.txt
