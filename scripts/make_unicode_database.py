#!/usr/bin/env python3
"""Writes runtime/base/unicode_database_tables.c, what the module unicodedata tells, from this interpreter's own database.

usage: make_unicode_database.py [FILE]      (default: runtime/base/unicode_database_tables.c)

CPython 3.11 carries Unicode 14.0.0 and what differs in 3.2.0, and so must we: run it with that version. The result is
committed. The formats are described in runtime/base/unicode_database.h.
"""
import sys
import unicodedata
from unicodedata import ucd_3_2_0

from make_unicode_tables import two_stages, write_array

CHARACTERS = range(0x110000)
SAME, NONE = 0xFF, 0xFE
HANGUL = range(0xAC00, 0xD7A4)


def names_of(ask):
    """What a property can be, the commonest first."""
    found = {}
    for c in CHARACTERS:
        value = ask(chr(c))
        found[value] = found.get(value, 0) + 1
    return sorted(found, key=lambda value: (-found[value], value))


def numbered(items, what):
    if what not in items:
        items[what] = len(items)
    return items[what]


def decomposition_entries(kinds):
    """(character -> place in the data), the data: kind << 8 | length, and UTF-16."""
    places, data = {}, [0]
    for c in CHARACTERS:
        fields = unicodedata.decomposition(chr(c)).split()
        if fields:
            kind = fields.pop(0) if fields[0].startswith("<") else ""
            units = "".join(chr(int(f, 16)) for f in fields).encode("utf-16-be")
            units = [units[i] << 8 | units[i + 1] for i in range(0, len(units), 2)]
            places[c] = len(data)
            data += [numbered(kinds, kind) << 8 | len(units)] + units
    assert max(places.values()) <= 0xFFFF and max(kinds.values()) < 256
    return places, data


def compositions():
    """(first, second, composite), sorted; exclusions are those that NFC takes apart."""
    pairs = []
    for c in CHARACTERS:
        fields = unicodedata.decomposition(chr(c)).split()
        if (len(fields) == 2 and not fields[0].startswith("<")
                and unicodedata.normalize("NFC", chr(c)) == chr(c)):
            pairs.append((int(fields[0], 16), int(fields[1], 16), c))
    return sorted(pairs)


def old_decompositions():
    """Where normalising by 3.2.0 corrects an error of its tables: pairs of a character and what became of it."""
    return [(c, ord(ucd_3_2_0.normalize("NFD", chr(c)))) for c in CHARACTERS
            if c not in HANGUL and ucd_3_2_0.category(chr(c)) != "Cn"
            and ucd_3_2_0.normalize("NFD", chr(c)) != unicodedata.normalize("NFD", chr(c))]


def small(value):
    if value is None:
        return NONE
    assert value == int(value) and 0 <= value < NONE
    return int(value)


def change_of(c, categories, directions, widths):
    """What 3.2.0 says differently: a row of struct unicode_change."""
    s, row = chr(c), []
    for ask, values in (("category", categories), ("bidirectional", directions), ("east_asian_width", widths),
                        ("mirrored", None), ("combining", None)):
        now, then = getattr(unicodedata, ask)(s), getattr(ucd_3_2_0, ask)(s)
        row.append(SAME if now == then else then if values is None else values.index(then))
    for ask in ("decimal", "digit", "numeric"):
        now, then = getattr(unicodedata, ask)(s, None), getattr(ucd_3_2_0, ask)(s, None)
        row.append(SAME if now == then else small(then))
    return tuple(row)


def write_stages(out, name, items, second_type):
    shift, first, second = two_stages(items)
    first_type = "uint8_t" if max(first) < 256 else "uint16_t"
    out.write("\nenum { UNICODE_%s_SHIFT = %d };\n" % (name.upper(), shift))
    write_array(out, "static const %s unicode_%s_first[]" % (first_type, name), map(str, first))
    write_array(out, "static const %s unicode_%s_second[]" % (second_type, name), map(str, second))


def write_texts(out, name, texts):
    write_array(out, "\nconst char *const unicode_%s[]" % name, ['"%s"' % text for text in texts])


def numeric_runs():
    """(character, its number as float.hex), wherever neither the number stays the same nor counts up by one."""
    return [(c, float(unicodedata.numeric(chr(c)))) for c in CHARACTERS if unicodedata.numeric(chr(c), None) is not None]


def write_accessors(out):
    for name, result in (("properties", "const struct unicode_properties *"), ("decomposition", "const uint16_t *")):
        item = {"properties": "&unicode_properties_rows[%s]", "decomposition": "&unicode_decompositions[%s]"}[name]
        place = ("unicode_%s_second[(uint32_t)unicode_%s_first[c >> UNICODE_%s_SHIFT] << UNICODE_%s_SHIFT |\n"
                 "        (c & ((1u << UNICODE_%s_SHIFT) - 1))]" % ((name,) * 2 + (name.upper(),) * 3))
        out.write("\n%sunicode_%s(uint32_t c)\n{\n    return %s;\n}\n" % (result, name, item % place))


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else "runtime/base/unicode_database_tables.c"
    if unicodedata.unidata_version != "14.0.0":
        sys.exit("needs Unicode 14.0.0 (CPython 3.11), not " + unicodedata.unidata_version)
    categories, directions = names_of(unicodedata.category), names_of(unicodedata.bidirectional)
    widths, kinds = names_of(unicodedata.east_asian_width), {"": 0}
    rows, records, changes, runs = {}, [], {}, []
    for c in CHARACTERS:
        s = chr(c)
        row = (categories.index(unicodedata.category(s)), directions.index(unicodedata.bidirectional(s)),
               widths.index(unicodedata.east_asian_width(s)), unicodedata.mirrored(s), unicodedata.combining(s))
        records.append(numbered(rows, row))
        change = numbered(changes, change_of(c, categories, directions, widths))
        if not runs or runs[-1][1] != change:
            runs.append((c, change))
    places, data = decomposition_entries(kinds)
    with open(path, "w") as out:
        out.write("/*\n * What the module unicodedata tells: see runtime/base/unicode_database.h.\n"
                  " * Generated by scripts/make_unicode_database.py from Unicode %s: do not edit.\n */\n"
                  "// clang-format off\n#include \"runtime/base/unicode_database.h\"\n" % unicodedata.unidata_version)
        write_texts(out, "categories", categories)
        write_texts(out, "directions", directions)
        write_texts(out, "widths", widths)
        write_texts(out, "decomposition_kinds", kinds)
        write_array(out, "\nstatic const struct unicode_properties unicode_properties_rows[]",
                    ["{%s}" % ", ".join(map(str, row)) for row in rows])
        write_stages(out, "properties", records, "uint8_t" if len(rows) < 256 else "uint16_t")
        write_array(out, "\nstatic const uint16_t unicode_decompositions[]", map(str, data))
        write_stages(out, "decomposition", [places.get(c, 0) for c in CHARACTERS], "uint16_t")
        write_accessors(out)
        for name, items in (("unicode_compositions", compositions()), ("unicode_old_decompositions", old_decompositions())):
            write_array(out, "\nconst struct %s %s[]" % (name[:-1], name),
                        ["{%s}" % ", ".join("0x%X" % c for c in item) for item in items])
            out.write("const size_t n_%s = %d;\n" % (name, len(items)))
        numbers = numeric_runs()
        write_array(out, "\nconst struct unicode_number unicode_numbers[]", ["{0x%X, %r}" % item for item in numbers])
        out.write("const size_t n_unicode_numbers = %d;\n" % len(numbers))
        write_array(out, "\nconst struct unicode_change unicode_changes[]",
                    ["{%s}" % ", ".join(map(str, change)) for change in changes])
        write_array(out, "\nconst struct unicode_change_run unicode_change_runs[]", ["{0x%X, %d}" % run for run in runs])
        out.write("const size_t n_unicode_change_runs = %d;\n" % len(runs))


if __name__ == "__main__":
    main()
