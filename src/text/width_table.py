#!/usr/bin/env python3
"""Writes width_table.h from Python's Unicode data: python3 width_table.py > width_table.h

Three tables of ranges: what takes no column, what takes two (East Asian Width
W and F), what is ambiguous (A). Everything else takes one.
"""
import unicodedata

LAST = 0x10FFFF
# UAX #11, section 5: unassigned code points of these blocks are wide, others narrow.
WIDE_UNASSIGNED = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF),
                   (0x20000, 0x2FFFD), (0x30000, 0x3FFFD))


def is_zero(cp):
    if cp == 0x00AD:  # terminals draw the soft hyphen
        return False
    # Vowels and final consonants of a Hangul syllable stand in their initial's cell.
    if 0x1160 <= cp <= 0x11FF or 0xD7B0 <= cp <= 0xD7FF:
        return True
    # Marks, format characters and the two separators U+2028 and U+2029.
    return unicodedata.category(chr(cp)) in ("Mn", "Me", "Cf", "Zl", "Zp")


def kind(cp):
    if is_zero(cp):
        return "zero"
    if unicodedata.category(chr(cp)) == "Cn":  # Python calls some of these full-width
        return "wide" if any(a <= cp <= b for a, b in WIDE_UNASSIGNED) else "narrow"
    return {"W": "wide", "F": "wide", "A": "ambiguous"}.get(
        unicodedata.east_asian_width(chr(cp)), "narrow")


def ranges(name):
    first = None
    for cp in range(LAST + 2):
        inside = cp <= LAST and kind(cp) == name
        if inside and first is None:
            first = cp
        elif not inside and first is not None:
            yield first, cp - 1
            first = None


def main():
    print("/* Made by width_table.py from Unicode %s; do not edit. */" % unicodedata.unidata_version)
    print("/* clang-format off */")
    for name in ("zero", "wide", "ambiguous"):
        print("\nstatic const struct width_range %s_ranges[] = {" % name)
        line = ""
        for first, last in ranges(name):
            item = "{0x%04X, 0x%04X}," % (first, last)
            if len(line) + len(item) + 5 > 100:
                print("    " + line.strip())
                line = ""
            line += item + " "
        print("    " + line.strip() + "\n};")


main()
