# Runs one of the programs that the project was founded on, where they are at hand.
# shellcheck shell=bash

# program NAME [ARGUMENT...]: in an empty folder; skips the test where the program is not there.
program() {
    local file=$PWD/../shared/programs/$1.py hasp=$HASP
    local -a option=()
    if [ ! -e "$file" ]; then
        echo "there is no $file"
        exit 77
    fi
    case $hasp in */*) hasp=$(realpath "$hasp") ;; esac
    [ "$POLICY" = none ] || option=("--gil=$POLICY")
    shift
    (cd "$TMPDIR" && "$hasp" "${option[@]}" "$file" "$@")
}
