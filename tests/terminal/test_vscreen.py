"""The terminal that the tests play: does it tell the truth?"""
import signal
import sys

from runner import check, check_equal, main, skip
from screen import REVERSE, UNDERLINE, VSCREEN, Screen

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

# Reads keys without echo and answers each with its bytes in hexadecimal.
ECHO = r"""
import os, sys, termios, tty
tty.setraw(0)
sys.stdout.write(sys.argv[1].encode().decode("unicode_escape").encode("latin-1").decode())
sys.stdout.write("ready"); sys.stdout.flush()
while True:
    b = os.read(0, 4096)
    if not b or b == b"q": break
    sys.stdout.write("\r\n<" + b.hex() + ">"); sys.stdout.flush()
"""


def echo(start="", **more):
    return Screen([sys.executable, "-c", ECHO, start], **more)


def case_cells():
    """Wide characters take two cells, marks none, and attributes are seen."""
    with Screen(["printf", r"北か\u3099①a\033[7mr区\033[0;4mu\033[0m"], rows=3, cols=20) as s:
        check_equal(s.exit(), 0, "exit status")
        check_equal(s.cells()[0][:10],
                    ["北", "", "か\u3099", "", "①", "a", "r", "区", "", "u"], "cells")
        check_equal(s.marked(REVERSE), [(0, "r区")], "reverse")
        check_equal(s.marked(UNDERLINE), [(0, "u")], "underline")
        check_equal(s.cursor(), (0, 10, True), "cursor")


def case_wide_terminal():
    """On a Japanese terminal an ambiguous character takes two cells."""
    with Screen(["printf", "①―a"], rows=3, cols=20, ambiguous=2) as s:
        check_equal(s.exit(), 0, "exit status")
        check_equal(s.cells()[0][:5], ["①", "", "―", "", "a"], "cells")


def case_cells_of_young_characters():
    """An emoji younger than libvterm takes two cells, what is no mark any more one of its own."""
    with Screen(["printf", "🥬aݮ۞b"], rows=3, cols=20) as s:
        check_equal(s.exit(), 0, "exit status")
        check_equal(s.cells()[0][:6], ["🥬", "", "a", "ݮ", "۞", "b"], "cells")


def case_one_row():
    """A row by itself is as among all; from -1 on it is counted from the last."""
    with Screen(["printf", r"北区 \r\n\r\nend"], rows=3, cols=20) as s:
        s.exit()
        check_equal([s.row(0), s.row(1), s.row(-1)], ["北区", "", "end"], "rows")


def case_torn():
    """Half of a wide character that was overwritten is noticed."""
    with Screen(["printf", r"北\033[1;1Hx"], rows=3, cols=20) as s:
        s.exit()
        check_equal(s.torn(), 1, "torn halves")
    with Screen(["printf", r"北\033[1;1H区"], rows=3, cols=20) as s:
        s.exit()
        check_equal(s.torn(), 0, "torn halves")


def case_queries():
    """It answers where the cursor is and what it is."""
    with echo(r"\r\xe2\x97\x8b\x1b[6n\x1b[c") as s:
        s.wait("ready")
        s.wait("1b5b3f")  # ESC [ ?, the second answer; one read may bring both or not
        answers = s.text().translate(str.maketrans("", "", "<>\n"))
        check("1b5b313b32521b5b3f" in answers, s.picture())  # behind ESC [ 1 ; 2 R
    with echo(r"\r\xe2\x97\x8b\x1b[6n", ambiguous=2) as s:
        s.wait("<1b5b313b3352>")  # column 3


def case_keys():
    """Keys come as a terminal sends them, in both cursor key modes."""
    with echo() as s:
        s.wait("ready")
        for name, code in (("F1", "1b4f50"), ("F10", "1b5b32317e"), ("Up", "1b5b41"),
                           ("PgDn", "1b5b367e"), ("S-Tab", "1b5b5a"), ("C-x", "18"),
                           ("M-x", "1b78"), ("Enter", "0d"), ("Backspace", "7f"),
                           ("Del", "1b5b337e")):
            s.key(name)
            check(s.shows(f"<{code}>"), f"{name} is not {code}:\n{s.picture()}")
    with echo(r"\x1b[?1h") as s:
        s.wait("ready")
        s.key("Up")
        check(s.shows("<1b4f41>"), s.picture())


def case_paste():
    """A paste is bracketed only where the program asked for it."""
    with echo() as s:
        s.wait("ready")
        s.paste("a\nb")
        check(s.shows("<610d62>"), s.picture())
    with echo(r"\x1b[?2004h") as s:
        s.wait("ready")
        s.paste("ab")
        s.wait("1b5b3230317e>")
        check("1b5b3230307e" in s.text(), s.picture())


def case_resize_and_end():
    """A new size reaches the program, and its end is told as it was."""
    code = ("import os,signal,sys,time\n"
            "signal.signal(signal.SIGWINCH, lambda *a: print(os.get_terminal_size(), flush=True))\n"
            "print('ready', flush=True)\n"
            "while True: signal.pause()\n")
    with Screen([sys.executable, "-c", code]) as s:
        s.wait("ready")
        s.resize(30, 100)
        s.wait("columns=100, lines=30")
        check(s.peak_kb() > 1000, "peak memory")
        s.signal(signal.SIGTERM)
        check_equal(s.exit(), -signal.SIGTERM, "end")
    with Screen(["sh", "-c", "exit 3"]) as s:
        check_equal(s.exit(), 3, "end")
    with Screen([sys.executable, "-c", code]) as s:
        s.wait("ready")
        s.hang_up()
        check_equal(s.exit(), -signal.SIGHUP, "end")


main()
