#!/usr/bin/env bash
# What `make check` holds the sources to, besides the compilers' warnings. Prints what is wrong.
#
#   scripts/check.sh [layers] [length] [functions] [format] [tidy] [shell]     without a word: all
set -u
cd "$(dirname "$0")/.." || exit 2
MAX_LINES=800
MAX_LINES_LOOP=1400 # vm/interpreter.c is one function, a case for each opcode
MAX_FUNCTION=60     # lines between the braces; but for switches with a case and a call for each kind:
LONG_FUNCTIONS="run_loop gen_statement gen_expression"

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

# In the layout of .clang-format a function's body is what stands between { and } in the first column.
check_functions() {
    sources '*.c' '*.h' | xargs awk -v max=$MAX_FUNCTION -v long="$LONG_FUNCTIONS" '
        BEGIN { n = split(long, names); for (i = 1; i <= n; i++) is_long[names[i]] = 1 }
        FNR == 1 { start = 0 }
        /^[A-Za-z_].*\(/ { name = $0; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name) }
        /^\{/ { start = FNR }
        /^\}/ {
            if (start && FNR - start - 1 > max && !is_long[name]) {
                printf "%s:%d: %s has %d lines; more than %d\n", FILENAME, start, name, FNR - start - 1, max
                bad = 1
            }
            start = 0
        }
        END { exit bad }'
}

check_format() {
    sources '*.c' '*.h' | xargs clang-format --dry-run -Werror
}

# A header that vm/marshal_code.c includes is made by the build.
check_tidy() {
    local build=build/clang-check
    MAKEFLAGS='' make -s CC=clang MODE=check $build/vm/compiler_version.h &&
        sources '*.c' | xargs -P "$(nproc)" -n 4 sh -c '
            clang-tidy --quiet "$@" -- -std=gnu11 -D_GNU_SOURCE -I. -I'"$build"' 2>/dev/null' tidy
}

check_shell() {
    ! command -v shellcheck >/dev/null || sources '*.sh' .ci/run | xargs shellcheck -S warning
}

failed=
[ $# != 0 ] || set -- layers length functions format tidy shell
for what in "$@"; do
    printf 'check: %s\n' "$what"
    "check_$what" || failed="$failed $what"
done
[ -z "$failed" ] || { echo "check: failed:$failed" && exit 1; }
