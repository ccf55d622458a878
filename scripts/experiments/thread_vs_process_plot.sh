#!/usr/bin/env bash
# Draws the three pictures of thread_vs_process from lines "kind way n median ..." on stdin.
#
#   thread_vs_process_plot.sh OUT WAYS <medians       writes OUT_{cpu,speedup,io}.{svg,png}
set -eu
OUT=$1
WAYS=$2
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
awk -v dir="$WORK" '{ print $3, $4 >(dir "/" $1 "." $2) }'

# series KIND NAME Y-EXPRESSION: the plot clauses of one kind, a colour a way, a dash a kind.
# Y-EXPRESSION may use `one`, the time of one worker in the same way.
series() {
    local way colour title file dash=1
    case $1 in *Process) dash=2 ;; esac
    for way in $WAYS c; do
        file=$WORK/$1.$way
        [ -e "$file" ] || continue
        case $way in
        on) colour='#c0392b' title="$2, lock on" ;;
        off) colour='#27ae60' title="$2, lock off" ;;
        python3) colour='#2980b9' title="$2, python3" ;;
        c) colour='#000000' title="$2, C" ;;
        esac
        printf "one = %s, '%s' using 1:%s with linespoints lw 2 dt %d pt 7 ps 0.6 lc rgb '%s' title '%s', " \
            "$(awk '$1 == 1 { print $2 }' "$file")" "$file" "$3" "$dash" "$colour" "$title"
    done
}

# plot NAME TITLE YLABEL CLAUSES: as SVG and as PNG.
plot() {
    gnuplot <<END
set xlabel 'workers'
set ylabel '$3'
set title '$2'
set xtics 1
set yrange [0:*]
set grid lc rgb '#dddddd'
set key outside right top
set terminal svg size 900,480 font 'sans,13' background rgb 'white'
set output '${OUT}_$1.svg'
plot ${4%, }
set terminal pngcairo size 1350,720 font 'sans,14'
set output '${OUT}_$1.png'
replot
END
}

plot cpu 'CPU-bound work: time until all workers are done' 'seconds' \
    "$(series CpuThread threads 2)$(series CpuProcess processes 2)"
plot speedup 'CPU-bound work: speed-up over one worker' 'n workers do how many times the work' \
    "$(series CpuThread threads '(one*$1/$2)')$(series CpuProcess processes '(one*$1/$2)')"
plot io 'Sleeping: time until all workers are done' 'seconds' \
    "$(series IoThread threads 2)$(series IoProcess processes 2)"
