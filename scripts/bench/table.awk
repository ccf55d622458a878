# Prints the table of `make bench` and writes it as CSV to the file `csv`.
# Input: samples ("name side seconds kb result"), medians ("name side median ..."), rows (by "|").

function x(ratio) { return sprintf("%.2fx", ratio) }

# The ratio of a row, and whether it meets the demand; 0 where a side is missing.
function judge(name, demand,    part) {
    met = "failed"
    ratio = 0
    if (!((name, "A") in median) || !((name, "B") in median)) return
    split(demand, part, " ")
    ratio = median[name, "A"] / median[name, "B"]
    if (demand == "memory") {
        ratio = kb[name, "A"] / kb[name, "B"]
        met = ratio >= 1 ? "yes" : "no"
    } else if (part[1] == "twin") {
        twin = median[name, "twinA"] / median[name, "twinB"]
        met = ratio <= part[2] * twin ? "yes" : "no"
    } else if (part[1] == ">=") {
        met = ratio >= part[2] ? "yes" : "no"
    } else {
        met = ratio <= part[2] ? "yes" : "no"
    }
    if (result[name, "A"] != result[name, "B"] && median[name, "A"]) met = "DIFFER"
}

function heading(section, heads,    head) {
    split(heads, head, "/")
    printf "\n%-38s %10s %10s %8s %10s %7s %8s %16s\n", section, head[1] " s", head[2] " s",
        "ratio", "demand", "met", "lua s", "MB " heads
}

FILENAME ~ /samples$/ {
    if ($4 > kb[$1, $2]) kb[$1, $2] = $4
    result[$1, $2] = $5
    next
}
FILENAME ~ /seconds$/ { median[$1, $2] = $3; next }
FNR == 1 { print "name,what,a,b,a_seconds,b_seconds,ratio,demand,met,lua_seconds,a_kb,b_kb" >>csv }
{
    section = $1; heads = $2; name = $3; what = $4; demand = $7
    if (section != last) heading(section, heads)
    last = section
    judge(name, demand)
    if (demand ~ /^twin/ && ratio) demand = sprintf("<= %.2f", substr(demand, 6) * twin)
    lua = (name, "lua") in median ? sprintf("%.3f", median[name, "lua"]) : "-"
    printf "%-38s %10.4f %10.4f %8s %10s %7s %8s %8.1f %7.1f\n", what, median[name, "A"],
        median[name, "B"], x(ratio), demand, met, lua, kb[name, "A"] / 1024, kb[name, "B"] / 1024
    printf "%s,\"%s\",%s,%s,%s,%s,%.4f,%s,%s,%s,%s,%s\n", name, what, $5, $6, median[name, "A"],
        median[name, "B"], ratio, demand, met, lua, kb[name, "A"], kb[name, "B"] >>csv
    if (met != "yes") missed = missed " " name
    n_met += met == "yes"
    if ($5 ~ /^(wall )?python3/) {
        n_memory++
        if (kb[name, "B"] > kb[name, "A"]) fat = fat " " name
    }
}
END {
    printf "\n%d of %d demands are met%s\n", n_met, FNR, missed ? "; not:" missed : ""
    if (n_memory) print "peak memory: " (fat ? "more than python3 in" fat : "never more than python3")
}
