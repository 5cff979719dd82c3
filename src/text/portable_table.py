#!/usr/bin/env python3
"""Writes portable_table.h: python3 portable_table.py > portable_table.h

The characters of JIS X 0213 (and of JIS X 0201 and ASCII beside it), as the C
library's own converter to EUC-JISX0213 knows them. Python's converter of that
name is no help: it lets JIS X 0212 through as well. Needs a C library that has
the converter (glibc does).
"""
import ctypes

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.iconv_open.restype = ctypes.c_void_p
LIBC.iconv_open.argtypes = (ctypes.c_char_p, ctypes.c_char_p)
LIBC.iconv.restype = ctypes.c_size_t
LIBC.iconv.argtypes = (ctypes.c_void_p,) + (ctypes.c_void_p,) * 4
FAILED = (ctypes.c_void_p(-1).value, ctypes.c_size_t(-1).value)

# The same characters of JIS X 0208 and 0201 under the numbers that other tables
# (Windows, the Macintosh) give them.
TWINS = (0x00A5, 0x2015, 0x203E, 0xFFE0, 0xFFE1, 0xFFE2)
ENOUGH = 16


def converter(to, source):
    handle = LIBC.iconv_open(to.encode(), source.encode())
    if handle == FAILED[0]:
        raise SystemExit("This C library has no converter from %s to %s." % (source, to))

    def convert(data):
        """The data converted; None when the converter refuses it."""
        out = ctypes.create_string_buffer(ENOUGH)
        to_read, room = ctypes.create_string_buffer(data, len(data)), ctypes.c_size_t(ENOUGH)
        at, end = ctypes.c_void_p(ctypes.addressof(to_read)), ctypes.c_void_p(ctypes.addressof(out))
        left = ctypes.c_size_t(len(data))
        LIBC.iconv(handle, None, None, None, None)
        done = LIBC.iconv(handle, ctypes.addressof(at), ctypes.addressof(left),
                          ctypes.addressof(end), ctypes.addressof(room))
        if done == FAILED[1] or done > 0 or left.value > 0:
            return None
        # What was held back because a mark might follow.
        LIBC.iconv(handle, None, None, ctypes.addressof(end), ctypes.addressof(room))
        return out.raw[:ENOUGH - room.value]

    return convert


def characters():
    to_jis = converter("EUC-JISX0213", "UTF-8")
    for cp in range(0x20, 0x110000):
        if 0x7F <= cp <= 0x9F or 0xD800 <= cp <= 0xDFFF:
            continue
        # Empty: a character that the converter throws away (the tags of plane 14).
        if cp in TWINS or to_jis(chr(cp).encode()):
            yield cp


def sequences():
    """The characters of JIS X 0213 that are two code points in Unicode."""
    from_jis = converter("UTF-8", "EUC-JISX0213")
    for lead in (b"", b"\x8f"):
        for row in range(0xA1, 0xFF):
            for cell in range(0xA1, 0xFF):
                text = from_jis(lead + bytes((row, cell)))
                if text and len(text.decode()) == 2:
                    yield tuple(map(ord, text.decode()))


def table(name, kind, items, width):
    print("\nstatic const %s %s[] = {" % (kind, name))
    for start in range(0, len(items), width):
        print("    " + " ".join(items[start:start + width]))
    print("};")


def main():
    known = set(characters())
    basic = sorted(cp for cp in known if cp < 0x10000)
    pages = sorted({cp >> 8 for cp in basic})
    print("/* Made by portable_table.py; do not edit. */")
    print("/* clang-format off */")
    print("\n/* The page of 256 code points that stands for each of the first plane's; 0 is empty. */",
          end="")
    table("page_of", "uint8_t",
          ["%d," % (pages.index(page) + 1 if page in pages else 0) for page in range(256)], 16)
    words = []
    for page in [-1] + pages:
        for word in range(8):
            first = page * 256 + word * 32
            words.append("0x%08X," % sum(1 << bit for bit in range(32)
                                         if page >= 0 and first + bit in known))
    table("pages", "uint32_t", words, 8)
    table("beyond", "uint32_t", ["0x%05X," % cp for cp in sorted(known) if cp >= 0x10000], 10)
    table("sequences", "struct portable_sequence",
          ["{0x%04X, 0x%04X}," % pair for pair in sorted(sequences())], 5)


main()
