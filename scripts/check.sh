#!/usr/bin/env bash
# What `make check` holds the sources to, besides the compilers' warnings. Prints what is wrong.
#
#   scripts/check.sh [layers] [length] [format] [tidy] [shell]      without a word: all of them
set -u
cd "$(dirname "$0")/.." || exit 2
MAX_LINES=800
MAX_LINES_LOOP=1200 # vm/interpreter.c is one function, a case for each opcode

# Our own C; the tables that a generator wrote say so in their first lines.
sources() {
    git ls-files --cached --others --exclude-standard "$@" | while read -r file; do
        [ -e "$file" ] && ! head -n 4 "$file" | grep -qiE "generated|written by scripts/" && echo "$file"
    done
}

check_layers() {
    scripts/check_layers.sh
}

check_length() {
    sources '*.c' '*.h' '*.re' '*.py' '*.sh' | xargs wc -l | awk -v normal=$MAX_LINES -v loop=$MAX_LINES_LOOP '
        { max = $2 == "vm/interpreter.c" ? loop : normal }
        $2 != "total" && $1 > max { printf "%s: %d lines; more than %d\n", $2, $1, max; bad = 1 }
        END { exit bad }'
}

check_format() {
    sources '*.c' '*.h' | xargs clang-format --dry-run -Werror
}

check_tidy() {
    sources '*.c' | xargs -P "$(nproc)" -n 4 sh -c '
        clang-tidy --quiet "$@" -- -std=gnu11 -D_GNU_SOURCE -I. 2>/dev/null' tidy
}

check_shell() {
    ! command -v shellcheck >/dev/null || sources '*.sh' .ci/run | xargs shellcheck -S warning
}

failed=
[ $# != 0 ] || set -- layers length format tidy shell
for what in "$@"; do
    printf 'check: %s\n' "$what"
    "check_$what" || failed="$failed $what"
done
[ -z "$failed" ] || { echo "check: failed:$failed" && exit 1; }
