#!/usr/bin/env bash
# Builds variants with one lock, order or check broken, and runs the test that must notice.
#
#   make mutants [NAMES="lost_wakeup ..."]      TRIES=10 runs of a test before a mutant has survived
#
# tests/mutants/list.txt names them. A variant is a copy of the tree under build/mutants/NAME that
# starts from the objects of the sound build, so that only the changed file is compiled.
set -eu
cd "$(dirname "$0")/.."
TRIES=${TRIES:-10}
LIST=tests/mutants/list.txt
CC=${CC:-gcc}

trim() { sed 's/^[[:space:]]*//; s/[[:space:]]*$//' <<<"$1"; }

# build_in TREE BUILD GOAL, with its output in LOG. In a copy the embedded modules stay as the sound compiler made them: a
# broken one might not get through.
build_in() {
    local setting=MODE old=
    case $2 in address | undefined | thread) setting=SAN ;; esac
    [ "$1" = . ] || old="-o $(folder "$2")/runtime/embedded_code.c"
    # shellcheck disable=SC2086 # two words or none
    make -C "$1" $old CC="$CC" "$setting=$2" "$3" >"$log" 2>&1
}

folder() {
    case $1 in
    address | undefined | thread) echo "build/$CC-debug-$1" ;;
    *) echo "build/$CC-$1" ;;
    esac
}

# What make must build for a test of that path.
target() {
    case $2 in
    tests/unit/*) echo "$(folder "$1")/unit_$(basename "$2" .c)" ;;
    tests/trials/*) echo "$(folder "$1")/trial_$(basename "$2" .c)" ;;
    *) echo all ;;
    esac
}

# copy_tree NAME BUILD: the sources and the objects, with their times.
copy_tree() {
    local tree=build/mutants/$1 objects
    objects=$(folder "$2")
    rm -rf "$tree"
    mkdir -p "$tree"
    git ls-files --cached --others --exclude-standard -z | while IFS= read -r -d '' file; do
        [ ! -e "$file" ] || printf '%s\0' "$file"
    done | xargs -0 cp -a --parents -t "$tree"
    find "$objects" \( -name '*.o' -o -name '*.d' -o -name '*.c' \) -not -path '*/results/*' -print0 |
        xargs -0 cp -a --parents -t "$tree"
}

# break_it NAME FILE CHANGE: in the copy; fails if nothing changes.
break_it() {
    local tree=build/mutants/$1
    if [ "$3" = patch ]; then
        patch -s -d "$tree" -p1 <"tests/mutants/$1.patch" || return 1
    else
        sed -i -E -e "$3" "$tree/$2"
    fi
    touch "$tree/$2"
    ! cmp -s "$2" "$tree/$2"
}

# Whether the test fails in the copy within TRIES runs. A test that hangs has noticed, too.
is_caught() {
    local name=$1 build=$2 test=$3 policy=$4 try
    for try in $(seq "$TRIES"); do
        if ! (
            cd "build/mutants/$name"
            case $test in *.c) export HASP=true ;; esac
            BUILD=$(folder "$build") POLICIES=$policy TIMEOUT=${TIMEOUT:-30} tests/run.sh "$test"
        ) >"$log" 2>&1; then
            caught_at=$try
            return 0
        fi
    done
    return 1
}

# One line of the list; prints and counts what became of it.
try_mutant() {
    local name=$1 build=$2 file=$3 change=$4 test=$5 policy=$6 goal log
    log=build/mutants/$name.log
    goal=$(target "$build" "$test")
    if [ ! -e "$test" ]; then
        verdict="INVALID: there is no $test"
    elif ! build_in . "$build" "$goal"; then
        verdict="INVALID: the sound tree does not build, see $log"
    elif copy_tree "$name" "$build" && ! break_it "$name" "$file" "$change"; then
        verdict="INVALID: the change does not apply to $file"
    elif ! build_in "build/mutants/$name" "$build" "$goal"; then
        verdict="INVALID: does not compile, see $log"
    elif is_caught "$name" "$build" "$test" "$policy"; then
        verdict="caught in run $caught_at"
        n_caught=$((n_caught + 1))
        rm -rf "build/mutants/$name"
    else
        verdict="SURVIVED $TRIES runs"
    fi
    n_mutants=$((n_mutants + 1))
    printf '%-28s %-9s %-46s %s\n' "$name" "$build" "$test" "$verdict"
}

mkdir -p build/mutants
n_mutants=0 n_caught=0
while IFS='|' read -r name build file change test policy; do
    case $name in '#'* | '') continue ;; esac
    name=$(trim "$name")
    if [ $# != 0 ] && [[ " $* " != *" $name "* ]]; then continue; fi
    try_mutant "$name" "$(trim "$build")" "$(trim "$file")" "$(trim "$change")" \
        "$(trim "$test")" "$(trim "$policy")" </dev/null
done <"$LIST"
echo "$n_caught of $n_mutants mutants caught"
[ "$n_caught" = "$n_mutants" ] && [ "$n_mutants" != 0 ]
