# What the measuring scripts need: facts about the machine, a progress line, medians.
# shellcheck shell=bash

# Debian's python3, where there are several; empty where there is none.
PYTHON3=${PYTHON3:-$(ls /usr/bin/python3 2>/dev/null || command -v python3 || true)}

# Lines "name<TAB>value" about the machine and what is compared on it.
machine_facts() {
    fact() { printf '%s\t%s\n' "$1" "$2"; }
    fact date "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
    fact cpu "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
    fact cores "$(nproc)"
    fact pinning "$(sed -n 's/^Cpus_allowed_list:[[:space:]]*//p' /proc/self/status)"
    fact mhz "$(sed -n 's/^cpu MHz[^:]*: //p' /proc/cpuinfo | paste -sd ' ')"
    fact governor "$(cat /sys/devices/system/cpu/cpu0/cpufreq/scaling_governor 2>/dev/null || echo unknown)"
    fact memory_kb "$(sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo)"
    fact load "$(cut -d ' ' -f 1-3 /proc/loadavg)"
    fact system "$(uname -srm)"
    fact compiler "$("${CC:-gcc}" --version | head -n 1)"
    fact hasp "$("$HASP" --version 2>&1 | head -n 1)"
    fact commit "$(git rev-parse --short HEAD 2>/dev/null || echo unknown)"
    if [ -n "$PYTHON3" ]; then fact python3 "$("$PYTHON3" --version)"; fi
}

# progress DONE TOTAL WHAT: one line on a terminal that is written over; else one line in ten.
progress_began=$SECONDS
progress() {
    local spent=$((SECONDS - progress_began)) left=
    [ "$1" = 0 ] || left=", about $((spent * ($2 - $1) / $1)) s left"
    if [ -t 2 ]; then
        printf '\r\033[K%d of %d%s: %s' "$1" "$2" "$left" "$3" >&2
        if [ "$1" = "$2" ]; then printf '\n' >&2; fi
    elif [ $(($1 * 10 / $2)) != $((($1 - 1) * 10 / $2)) ]; then
        printf '%d of %d%s\n' "$1" "$2" "$left" >&2
    fi
}

# Reads lines "key... number" and prints, for each key in order of appearance, the key, the median,
# the least, the greatest and all numbers joined by commas.
medians() {
    awk '
        {
            value = $NF
            $NF = ""
            sub(/ +$/, "")
            if (!($0 in count)) order[++n_keys] = $0
            values[$0, ++count[$0]] = value
        }
        END {
            for (k = 1; k <= n_keys; k++) {
                key = order[k]
                n = count[key]
                for (i = 1; i <= n; i++) sorted[i] = values[key, i]
                for (i = 2; i <= n; i++) {
                    for (j = i; j > 1 && sorted[j - 1] + 0 > sorted[j] + 0; j--) {
                        swap = sorted[j]; sorted[j] = sorted[j - 1]; sorted[j - 1] = swap
                    }
                }
                all = values[key, 1]
                for (i = 2; i <= n; i++) all = all "," values[key, i]
                median = (sorted[int((n + 1) / 2)] + sorted[int(n / 2) + 1]) / 2
                printf "%s %.6f %s %s %s\n", key, median, sorted[1], sorted[n], all
            }
        }'
}

