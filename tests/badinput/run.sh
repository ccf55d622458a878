#!/usr/bin/env bash
# Feeds bad input to an interpreter: every case must end as CPython's does, none may crash or hang.
#
#   tests/badinput/run.sh [HASP]      both policies, or the one that POLICY names
#   tests/badinput/run.sh --record    CPython 3.11 (PYTHON, else /usr/bin/python3) writes expected.txt
#
# A case is a function: it makes its input in $work and runs "$@", the interpreter with its options.
# expected.txt holds a line "name|status|last line of stderr" each, so python3 is not needed to compare;
# the cases named own_* are hasp's own and have their status here. Prints "ok name" and "FAIL name".
set -u
cd "$(dirname "$0")" || exit 2
here=$PWD
table=$here/expected.txt
limit=${LIMIT:-120}
python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset PYTHONHASHSEED HASP_GIL PYTHON_GIL

# Generators of input files.
python_file=$work/input.py
py() { cat >"$python_file"; }
repeat() { head -c "$2" /dev/zero | tr '\0' "$1"; }

# --- files ---
case_empty_file() { : | py; "$@" "$python_file"; }
case_only_comments() { printf '# one\n\n   \n\t# two' | py; "$@" "$python_file"; }
# CPython 3.11.2 takes a NUL for the end of the line; later releases refuse it, and so does hasp.
case_own_nul_bytes() { head -c 100 /dev/zero | py; own 1 "$@" "$python_file"; }
case_own_nul_in_source() { printf 'x = 1\nprint("a\0b")\n' | py; own 1 "$@" "$python_file"; }
case_megabyte_of_parentheses() { repeat '(' 1048576 | py; "$@" "$python_file"; }
case_megabyte_of_brackets() { repeat '[' 1048576 | py; "$@" "$python_file"; }
case_nested_list_displays() { { repeat '[' 100000; repeat ']' 100000; } | py; "$@" "$python_file"; }
case_line_of_10_megabytes() { { printf 'x = "'; repeat y 10485760; printf '"\nprint(len(x))\n'; } | py; "$@" "$python_file"; }
case_comment_of_10_megabytes() { { printf '#'; repeat y 10485760; printf '\nprint(1)\n'; } | py; "$@" "$python_file"; }
case_dedent_to_no_level() { printf 'if 1:\n        x\n    y\n' | py; "$@" "$python_file"; }
case_unexpected_indent() { printf 'x = 1\n  y = 2\n' | py; "$@" "$python_file"; }
case_missing_block() { printf 'def f():\nx = 1\n' | py; "$@" "$python_file"; }
case_mixed_tabs() { printf 'if 1:\n\tx\n        y\n' | py; "$@" "$python_file"; }
case_101_indents() { for i in $(seq 0 100); do printf '%*sif 1:\n' "$i" ''; done | py; "$@" "$python_file"; }
case_invalid_utf8() { printf 'x = "\xff"\n' | py; "$@" "$python_file"; }
case_unknown_coding() { printf '# coding: nonsense\n' | py; "$@" "$python_file"; }
case_unterminated_string() { printf 'x = "abc\n' | py; "$@" "$python_file"; }
case_missing_file() { (cd "$work" && "$@" missing.py); }
case_directory() { mkdir -p "$work/folder" && (cd "$work" && "$@" folder); }
case_unreadable_file() {
    printf 'print(1)\n' | py
    chmod 0 "$python_file"
    if [ "$(id -u)" = 0 ]; then
        command -v setpriv >/dev/null || return 2
        chmod 755 "$work"
        (cd "$work" && setpriv --reuid 65534 --clear-groups "$@" input.py)
    else
        (cd "$work" && "$@" input.py)
    fi
}
case_stdin_program() { printf 'print(1)\n1 / 0\n' | "$@" -; }
case_own_stdin_is_a_folder() { own 1 "$@" - </; }
case_command_error() { "$@" -c 'x ='; }
case_command_raises() { "$@" -c 'raise KeyError("k")'; }
case_missing_module() { "$@" -c 'import no_such_module'; }

# --- recursion and sizes: the program must be able to go on ---
goes_on() {
    local body=$1
    shift
    {
        printf 'import sys\ntry:\n    %s\n' "$body"
        printf 'except (RecursionError, MemoryError, OverflowError) as error:\n'
        printf '    print(type(error).__name__, file=sys.stderr)\nsys.exit(5)\n'
    } | py
    "$@" "$python_file"
}
case_recursion_in_python() { printf 'def f():\n    f()\nf()\n' | py; "$@" "$python_file"; }
case_recursion_caught() { goes_on 'f = lambda: f(); f()' "$@"; }
case_recursion_through_repr() { goes_on 'exec("x = []\nfor i in range(100000): x = [x]\nrepr(x)")' "$@"; }
case_recursion_through_eq() { goes_on 'exec("class A:\n  def __eq__(s, o): return s == o\nA() == A()")' "$@"; }
case_recursion_through_list_eq() { goes_on 'exec("x, y = [], []\nfor i in range(100000): x, y = [x], [y]\nx == y")' "$@"; }
case_recursion_through_sorted() { goes_on 'exec("def k(x): return sorted([1], key=k)\nk(1)")' "$@"; }
case_recursion_through_hash() { goes_on 'exec("x = ()\nfor i in range(50000): x = (x,)\nclass H:\n  def __hash__(s): return hash((s,))\nhash(H())")' "$@"; }
case_recursion_through_getattr() { goes_on 'exec("class A:\n  def __getattr__(s, n): return getattr(s, n + n[:1])\nA().x")' "$@"; }
case_recursion_through_map() { goes_on 'exec("def g(x): return list(map(g, [x]))\ng(1)")' "$@"; }
case_recursion_through_str() { goes_on 'exec("class A:\n  def __str__(s): return str(s)\nstr(A())")' "$@"; }
case_recursion_through_init() { goes_on 'exec("class A:\n  def __init__(s): A()\nA()")' "$@"; }
case_recursion_in_generators() { goes_on 'exec("def g(): yield from g()\nnext(g())")' "$@"; }
case_recursion_in_a_thread() {
    goes_on 'exec("import threading\nr = []\ndef f(): f()\ndef w():\n  try: f()\n  except RecursionError as e: r.append(e)\nt = threading.Thread(target=w); t.start(); t.join()\nraise r[0]")' "$@"
}
case_recursion_to_a_huge_limit() { goes_on 'sys.setrecursionlimit(10**6); f = lambda: f(); f()' "$@"; }
case_recursion_limit_raised_for_a_thread() {
    py <<'PY'
import sys, threading
sys.setrecursionlimit(20000)
def depth(n): return 0 if n == 0 else 1 + depth(n - 1)
t = threading.Thread(target=lambda: print(depth(15000), file=sys.stderr)); t.start(); t.join()
PY
    "$@" "$python_file"
}
case_stack_size_raised_for_a_thread() {
    py <<'PY'
import sys, threading
threading.stack_size(64 << 20)
sys.setrecursionlimit(40000)
class Deep:
    def __init__(self, n): self.n = n
    def __eq__(self, other): return self.n == 0 or Deep(self.n - 1) == other
t = threading.Thread(target=lambda: print(Deep(9000) == 0, file=sys.stderr)); t.start(); t.join()
PY
    "$@" "$python_file"
}
# Chains in C alone: CPython does not check its stack there, and has eight megabytes of it.
case_own_recursion_through_iterators() {
    own 5 goes_on 'exec("import itertools\nx = iter([1])\nfor i in range(300000): x = itertools.chain(x)\nnext(x)")' "$@"
}
case_own_recursion_through_hashes() {
    own 5 goes_on 'exec("x = ()\nfor i in range(300000): x = (x,)\nhash(x)")' "$@"
}
case_own_recursion_through_nested_eval() {
    own 5 goes_on 'sys.setrecursionlimit(10**6); s = "(" * 150 + "f()" + ")" * 150; f = lambda: eval(s); f()' "$@"
}
case_huge_string() { goes_on '"x" * 10**12' "$@"; }
case_huge_list() { goes_on '[0] * 10**15' "$@"; }
case_huge_bytes() { goes_on 'bytes(10**15)' "$@"; }
case_huge_repeat_overflow() { goes_on '"x" * 2**64' "$@"; }
case_huge_shift() { goes_on '1 << 2**64' "$@"; }
# CPython needs minutes for it before it gives up; hasp must refuse, at once, and go on.
case_own_huge_power() { own 5 goes_on '2 ** (2 ** 40)' "$@"; }

# --- threads, processes, signals ---
case_many_threads() {
    py <<'PY'
import os, sys, threading, time
count = int(os.environ.get("HASP_TEST_THREADS", 10000))
gate = threading.Event()
threads = []
patience = 600
while len(threads) < count:
    t = threading.Thread(target=gate.wait, daemon=True)
    try:
        t.start()
    except RuntimeError:  # the machine's process numbers may be taken by others, for a while
        patience -= 1
        if patience == 0: raise
        time.sleep(0.1)
    else:
        threads.append(t)
alive = threading.active_count() - 1
gate.set()
for t in threads:
    t.join()
print("all" if alive == count else alive, "alive", file=sys.stderr)
PY
    "$@" "$python_file"
}
case_raise_in_thread() { printf 'import threading\ndef f(): raise ValueError("lost")\nt = threading.Thread(target=f)\nt.start()\nt.join()\n' | py; "$@" "$python_file"; }
case_daemon_never_ends() { printf 'import threading\ndef f():\n    while True: pass\nfor i in range(3): threading.Thread(target=f, daemon=True).start()\n' | py; "$@" "$python_file"; }
case_thread_never_ends() {
    printf 'import threading\nthreading.Thread(target=threading.Event().wait).start()\n' | py
    timeout 2 "$@" "$python_file"
    return $?
}
case_fork_while_threads_run() {
    py <<'PY'
import os, sys, threading
stop = []
def work():
    d = {}
    while not stop:
        d[len(d) % 999] = [d.copy()] if len(d) < 50 else []
threads = [threading.Thread(target=work) for _ in range(3)]
for t in threads: t.start()
codes = []
for i in range(20):
    pid = os.fork()
    if pid == 0:
        x = [[j] for j in range(5000)]
        os._exit(len(x) % 7 + 1)
    codes.append(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
stop.append(1)
for t in threads: t.join()
print(set(codes), file=sys.stderr)
PY
    "$@" "$python_file"
}
case_child_killed() {
    printf 'import multiprocessing, os, sys\ndef f(): os.kill(os.getpid(), 9)\np = multiprocessing.Process(target=f)\np.start()\np.join()\nprint(p.exitcode, file=sys.stderr)\n' | py
    "$@" "$python_file"
}
case_unpicklable_argument() {
    printf 'import multiprocessing\nwith multiprocessing.Pool(1) as p:\n    p.map(len, [(i for i in [])])\n' | py
    "$@" "$python_file"
}
# Sends SIGINT to the interpreter itself, once it says that it is ready; `set -m` gives background jobs SIGINT back.
interrupted() {
    set -m
    rm -f "$work/ready"
    READY=$work/ready "$@" "$python_file" &
    local pid=$!
    until [ -e "$work/ready" ]; do sleep 0.02; done
    sleep 0.3
    kill -INT $pid
    wait $pid
}
case_interrupt_computing() { printf 'import os\nopen(os.environ["READY"], "w").close()\nwhile True: pass\n' | py; interrupted "$@"; }
case_interrupt_sleeping() { printf 'import os, time\nopen(os.environ["READY"], "w").close()\ntime.sleep(100)\n' | py; interrupted "$@"; }
case_interrupt_while_others_compute() {
    py <<'PY'
import os, threading
def work():
    while True: sum(range(100))
for i in range(3): threading.Thread(target=work, daemon=True).start()
open(os.environ["READY"], "w").close()
while True: pass
PY
    interrupted "$@"
}
case_interrupt_in_lock() { printf 'import os, threading\nl = threading.Lock()\nl.acquire()\nopen(os.environ["READY"], "w").close()\nl.acquire()\n' | py; interrupted "$@"; }
case_interrupt_writing() { printf 'import os\nr, w = os.pipe()\nf = open(w, "wb", buffering=0)\nopen(os.environ["READY"], "w").close()\nwhile True: f.write(bytes(100000))\n' | py; interrupted "$@"; }
case_interrupt_caught() { printf 'import os, sys\ntry:\n    open(os.environ["READY"], "w").close()\n    for i in iter(int, 1): pass\nexcept KeyboardInterrupt:\n    sys.exit(3)\n' | py; interrupted "$@"; }
case_closed_pipe() {
    printf 'for i in range(200000): print(i)\n' | py
    ("$@" "$python_file" | head -n 1 >/dev/null; exit "${PIPESTATUS[0]}") 2>"$work/pipe"
    local status=$?
    grep -E '^[A-Za-z]*Error' "$work/pipe" | tail -n 1 >&2
    return $status
}
case_closed_stdout() { printf 'print("lost")\n' | py; "$@" "$python_file" >&-; }
case_full_device() { printf 'print("x" * 100)\n' | py; "$@" "$python_file" >/dev/full; }
case_many_arguments() { printf 'import sys\nsys.exit(len(sys.argv) %% 256)\n' | py; "$@" "$python_file" $(seq 1 2000); }

# --- what the interpreter itself must refuse; the status stands here ---
own() {
    local want=$1
    shift
    "$@"
    local status=$?
    if [ $status = "$want" ]; then return 0; else echo "status $status, not $want" >&2 && return 1; fi
}
case_own_unknown_option() { own 2 "$@" --no-such-option; }
case_own_unknown_short_option() { own 2 "$@" -Z; }
case_own_unknown_policy() { own 2 "$@" --gil=nonsense -c pass; }
case_own_empty_policy() { own 2 "$@" --gil= -c pass; }
case_own_wrong_x_gil() { own 2 "$@" -X gil=2 -c pass; }
case_own_wrong_interval() { own 2 "$@" --switch-interval=abc -c pass; }
case_own_negative_interval() { own 2 "$@" --switch-interval=-1 -c pass; }
case_own_zero_interval() { own 2 "$@" --switch-interval=0 -c pass; }
case_own_missing_command() { own 2 "$@" -c; }
case_own_missing_module_name() { own 2 "$@" -m; }
case_own_wrong_environment() { HASP_GIL=nonsense own 2 "${@:1:1}" -c pass; }
case_own_wrong_python_gil() { PYTHON_GIL=maybe own 2 "${@:1:1}" -c pass; }
case_own_environment_ignored() { HASP_GIL=nonsense own 0 "$@" -E -c pass; }
case_own_option_over_environment() { HASP_GIL=off own 0 "${@:1:1}" --gil=on -c 'import sys; assert sys._is_gil_enabled()'; }

# Runs one case with the interpreter "$@" and prints "status|last line of stderr", without what varies.
outcome() {
    local name=$1 status
    shift
    timeout -k 5 "$limit" bash "$here/run.sh" --one "$name" "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
    printf '%s|%s\n' "$status" "$(grep -av -e '^$' -e '^\[1\]' "$work/err" | tail -n 1 | tr -d '\0' |
        sed -e "s#/[^ ]*/tmp\.[A-Za-z0-9]*#WORK#g" -e 's/0x[0-9a-f]*/0x/g' -e "s/^.*: can't /PROGRAM: can't /")"
}

# ThreadSanitizer itself gives up on a stack of more than 65,535 calls.
is_too_deep() {
    case ${BUILD-}:$1 in
    *-thread:own_recursion_through_iterators | *-thread:own_recursion_through_hashes | \
        *-thread:own_recursion_through_nested_eval) true ;;
    *) false ;;
    esac
}

cases() { sed -n 's/^case_\([a-z0-9_]*\)().*/\1/p' "$here/run.sh"; }

compare() {
    local policy=$1 name want got
    for name in $(cases); do
        if is_too_deep "$name"; then continue; fi
        case $name in
        own_*) want='0|' got=$(outcome "$name" "$hasp" "--gil=$policy") && got=${got%%|*}'|' ;;
        *)
            want=$(sed -n "s/^$name|//p" "$table")
            got=$(outcome "$name" "$hasp" "--gil=$policy")
            ;;
        esac
        if [ "$want" = "$got" ]; then
            echo "ok $name --gil=$policy"
        else
            echo "FAIL $name --gil=$policy: expected $want, got $got"
            failed=1
        fi
    done
}

case ${1-} in
--one)
    name=$2
    shift 2
    "case_$name" "$@"
    exit
    ;;
--record)
    for name in $(cases); do
        case $name in own_*) ;; *) echo "$name|$(outcome "$name" "$python")" ;; esac
    done >"$table.new"
    mv "$table.new" "$table"
    exit
    ;;
esac
hasp=${1:-${HASP:-../../build/gcc-release/hasp}}
case $hasp in /*) ;; */*) hasp=$(cd "$OLDPWD" && realpath "$hasp" 2>/dev/null || realpath "$hasp") ;; esac
failed=0
for policy in ${POLICY:-on off}; do compare "$policy"; done
exit $failed
