#!/usr/bin/env bash
# Runs one experiment of this folder: `make experiment NAME=...`.
#
# An experiment is NAME.sh here. It leaves its numbers, pictures and page in out/ and says on stdout
# what they mean. It needs bash, awk and gnuplot; the program that it measures is in Python.
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
export HASP=${HASP:-build/hasp}
name=${1:-thread_vs_process}

if [ ! -e "scripts/experiments/$name.sh" ] || [ "$name" = lib ] || [ "$name" = run ]; then
    echo "there is no experiment $name; there are:" >&2
    for file in scripts/experiments/*.sh; do
        file=${file##*/}
        case $file in lib.sh | run.sh) ;; *) echo "    ${file%.sh}" >&2 ;; esac
    done
    exit 2
fi
mkdir -p out
exec bash "scripts/experiments/$name.sh"
