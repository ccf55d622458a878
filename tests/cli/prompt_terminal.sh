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
# Waits until the last line that is not empty is $1: keys that come earlier would go to whoever reads then.
await() {
    local i
    for ((i = 0; i < 200; i++)); do
        [ "$(screen | grep -v '^$' | tail -n 1)" = "$1" ] && return
        sleep 0.05
    done
    echo "never seen: $1"
    screen
    exit 1
}
keys() {
    "${server[@]}" send-keys -t s "$@" 2>/dev/null
}
start() {
    stop
    n_servers=$((n_servers + 1))
    server=(tmux -L "hasp-$$-$n_servers" -f /dev/null)
    "${server[@]}" new-session -d -s s -x 100 -y 50 "$HASP ${option[*]} $*; echo \"status \$?\"; sleep 1000"
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
keys "x = 'ä€'" Enter x Enter
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
keys 'nonsense' C-c
await '>>>'
keys 'if 1:' Enter
await '...'
keys C-c
await '>>>'
keys 'import time; time.sleep(1000)' Enter
await '>>> import time; time.sleep(1000)'
sleep 0.3
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
keys 'import threading, time; n = 0' Enter
await '>>>'
keys 'def run():' Enter
await '...'
keys '  global n' Enter '  while n < 10: n += 1; time.sleep(0.01)' Enter Enter
await '>>>'
keys 't = threading.Thread(target=run); t.start()' Enter
await '>>>'
sleep 0.5
keys 'n' Enter
await '>>>'
keys C-d
finish 'status 0' | sed 's/^Python 3.*/Python 3/'
