#!/usr/bin/env bash
# The prompt on a real terminal: editing, history, completion, Ctrl-C, Ctrl-D.
command -v tmux >/dev/null || { echo 'there is no tmux to give a terminal'; exit 77; }
. tests/cli/_run.sh
export HOME=$TMPDIR TERM=screen LC_ALL=C.UTF-8
unset TMUX PYTHONSTARTUP
n_servers=0
server=()
stop() {
    [ ${#server[@]} = 0 ] || "${server[@]}" kill-server 2>/dev/null
}
trap stop EXIT

# The screen, without empty lines at its end.
screen() {
    "${server[@]}" capture-pane -p -t s 2>/dev/null
}
# libedit shows its prompt first, and then asks the terminal for single keys.
takes_keys() {
    stty -a -F "$("${server[@]}" display-message -p -t s '#{pane_tty}')" | grep -q -e -icanon
}
# Waits until the last line that is not empty is $1, and the screen another than before the last keys: keys that come earlier
# would go to whoever reads then.
await() {
    awaited=$1
    local now
    until now=$(screen | grep -v '^$') && [ "${now##*$'\n'}" = "$1" ] && [ "$now" != "$before" ]; do
        sleep 0.02
    done
    case $1 in '>>>'* | ... | name:) until takes_keys; do sleep 0.02; done ;; esac
}
trap 'echo "never seen: $awaited"; screen; exit 1' TERM # somebody has lost patience
# Keys up to the first one that makes another line: the rest would come too early.
keys() {
    before=$(screen | grep -v '^$')
    "${server[@]}" send-keys -t s "$@" 2>/dev/null
}
start() {
    stop
    n_servers=$((n_servers + 1))
    before=
    server=(tmux -L "hasp-$$-$n_servers" -f /dev/null)
    "${server[@]}" new-session -d -s s -c "$TMPDIR" -x 100 -y 50 "$HASP ${option[*]} $*; echo \"status \$?\"; sleep 1000"
}
finish() {
    await "$1"
    screen | sed '/^$/d'
}

echo '--- statements, history, editing'
start -q
await '>>>'
keys 'if 1:' Enter
await '...'
keys '  "yes"' Enter
keys Enter
await '>>>'
keys "x = 'ä€'" Enter
await '>>>'
keys x Enter
await '>>>'
keys '6 * 7' Enter
await '>>>'
keys Up Home 1 Enter
await '>>>'
keys '_ + ab' BSpace BSpace 1 Enter
await '>>>'
keys C-d
finish 'status 0'
cat "$HOME/.python_history"

echo '--- the history stays'
start -q
await '>>>'
keys Up Up Enter
await '>>>'
keys 'exit(3)' Enter
finish 'status 3'

echo '--- completion'
start -q
await '>>>'
keys 'class Thing: alpha_one = alpha_two = 1' Enter
await '...'
keys Enter
await '>>>'
keys 'Thin' Tab 
await '>>> Thing()'
keys BSpace BSpace '.al' Tab
await '>>> Thing.alpha_'
keys Tab Tab
await '>>> Thing.alpha_'
keys 'one' Enter
await '>>>'
keys C-d
finish 'status 0' | sed 's/ *$//'

echo '--- interrupts'
start -q
await '>>>'
keys 'nonsense'
await '>>> nonsense'
keys C-c
await '>>>'
keys 'if 1:' Enter
await '...'
keys C-c
await '>>>'
keys 'import time; print("asleep"); time.sleep(1000)' Enter
await 'asleep'
keys C-c
await '>>>'
keys 'input("name: ")' Enter
await 'name:'
keys C-c
await '>>>'
keys 'input("name: ")' Enter
await 'name:'
keys me Enter
await '>>>'
keys 'input("name: ")' Enter
await 'name:'
keys C-d
await '>>>'
keys C-d
finish 'status 0' | sed 's/\^C//'

echo '--- the greeting; another thread runs meanwhile'
start
await '>>>'
keys 'import os, threading, time; n = 0' Enter
await '>>>'
keys 'def run():' Enter
await '...'
keys '  global n' Enter
await '...'
keys '  while n < 10: n += 1; time.sleep(0.01)' Enter
await '...'
keys '  os.mkdir("counted")' Enter
await '...'
keys Enter
await '>>>'
keys 't = threading.Thread(target=run); t.start()' Enter
await '>>>'
until [ -d "$TMPDIR/counted" ]; do sleep 0.02; done
keys 'n' Enter
await '>>>'
keys C-d
finish 'status 0' | sed 's/^Python 3.*/Python 3/'
