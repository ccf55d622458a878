#!/usr/bin/env bash
# Threads or processes by one changed word: the results are the same.
. tests/programs/_program.sh
program one_line_change Thread || exit
program one_line_change Process
