#!/bin/sh
# Installs the Debian packages that are missing; says and does nothing when none is.
#
#   scripts/deps.sh base [bench] [check]
#
# With HASP_NO_INSTALL=1, or without the right to install, prints the apt-get command and fails.
set -eu

# package, then what proves that it is there: a command, a header <...>, or a file /...
packages() {
    case $1 in
    base) cat <<END ;;
gcc                     gcc
libc6-dev               <stdio.h>
make                    make
re2c                    re2c
libgmp-dev              <gmp.h>
libpcre2-dev            <pcre2.h>
zlib1g-dev              <zlib.h>
libexpat1-dev           <expat.h>
libbz2-dev              <bzlib.h>
libedit-dev             <histedit.h>
libcriterion-dev        <criterion/criterion.h>
gnuplot-nox             gnuplot
tmux                    tmux
libpython3.11-stdlib    /usr/lib/python3.11/_pyio.py
libpython3.11-testsuite /usr/lib/python3.11/test/test_grammar.py
python3                 python3
END
    bench) cat <<END ;;
lua5.4               lua5.4
END
    check) cat <<END ;;
clang                clang
clang-format         clang-format
clang-tidy           clang-tidy
END
    *)
        echo "deps.sh: no group of packages is called $1" >&2
        exit 2
        ;;
    esac
}

has_header() {
    compiler=$(command -v gcc || command -v clang) || return 1
    echo "#define PCRE2_CODE_UNIT_WIDTH 0
#include $1" | "$compiler" -E -x c - >/dev/null 2>&1
}

is_there() {
    case $1 in
    '<'*) has_header "$1" ;;
    /*) [ -e "$1" ] ;;
    *) command -v "$1" >/dev/null ;;
    esac
}

missing=
for group in "$@"; do
    names=$(packages "$group" | while read -r package proof; do
        is_there "$proof" || printf ' %s' "$package"
    done)
    missing=$missing$names
done
missing=${missing# }
[ -n "$missing" ] || exit 0

install="apt-get install -y --no-install-recommends $missing"
refuse() {
    echo "$1; missing packages: $missing"
    echo "    sudo apt-get update && sudo $install"
    exit 1
} >&2

[ "${HASP_NO_INSTALL:-0}" = 0 ] || refuse "HASP_NO_INSTALL is set"
command -v apt-get >/dev/null || refuse "there is no apt-get here"
as_root=
if [ "$(id -u)" != 0 ]; then
    as_root=sudo
    # Without a terminal sudo cannot ask for a password.
    if [ -t 0 ]; then probe='sudo -v'; else probe='sudo -n true'; fi
    $probe 2>/dev/null || refuse "no right to install"
fi

echo "installing: $missing"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# The package lists of a fresh machine are empty or stale: update only if the first try fails.
if ! $as_root $install >"$log" 2>&1; then
    if ! { $as_root apt-get update && $as_root $install; } >"$log" 2>&1; then
        cat "$log" >&2
        refuse "apt-get failed"
    fi
fi
