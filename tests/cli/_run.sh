# What the scripts of this folder share.
# shellcheck shell=bash

# What the one who runs the tests has set counts for nothing.
# shellcheck disable=SC2046
unset $(compgen -e PYTHON) $(compgen -e HASP_GIL)

# Scripts may change the folder.
case $HASP in */*) HASP=$(realpath "$HASP") ;; esac
option=()
[ "$POLICY" = none ] || option=("--gil=$POLICY")

# The interpreter under the policy.
interpreter() {
    "$HASP" "${option[@]}" "$@"
}

# run ARGUMENT...: both outputs of the interpreter, then the status. The interpreter's
# name and the test's folder are masked, so that the same is expected from every interpreter.
run() {
    interpreter "$@" >"$TMPDIR/output" 2>&1
    local status=$?
    sed -E "s#$TMPDIR#TMP#g; s#$PWD/##g; s#^[^ ]*(python3?(\.[0-9]+)?|hasp): #PROGRAM: #" "$TMPDIR/output" |
        cut -c 1-300
    echo "status $status"
}
