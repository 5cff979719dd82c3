"""Nothing typed is lost, and no size breaks the screen; see test_kill.py and test_random_keys.py."""
import os
import random
import re
import signal
import time
import xml.etree.ElementTree as ET

from kusei import export, go_to_field, load, new, open_kusei, open_page, text_between
from runner import check, check_equal, main, skip
from screen import KUSEI, VSCREEN, Folder, Screen, environment, run

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

STRATEGY = "1.1.a/strategy-page-1"
FIELD = "戦略"
PATH = ".//strategy-page/plan/strategy"
TEXT = "地域活動協議会の活動を周知し、多くの参加を得る。"


def begin(screen, page=STRATEGY, field=FIELD):
    screen.settle()
    open_page(screen, page)
    go_to_field(screen, field)


def text_after_reopening(db):
    """What stands in the field when the program is started again, saved and left."""
    with open_kusei(db) as s:
        s.settle()
        open_page(s, STRATEGY)
        s.key("F9", "F10", "F10", "F10")
        check_equal(s.exit(), 0, "exit status")
    return ET.fromstring(export(db, "北区", "2015").encode()).find(PATH).text or ""


def case_kill_after_a_second():
    """kill -9, 1.2 seconds after the last key: all of it is there."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        with open_kusei(db) as s:
            begin(s)
            s.send(TEXT)
            time.sleep(1.2)  # the promise is about time itself
            check_equal(s.kill(), -signal.SIGKILL, "end")
        check_equal(text_after_reopening(db), TEXT, "text")


def case_signals():
    """SIGHUP, SIGTERM and a lost line, right after a key: the text is there."""
    for number in (signal.SIGHUP, signal.SIGTERM, None):
        with Folder() as folder:
            db = folder / "k.db"
            new(db)
            with open_kusei(db) as s:
                begin(s)
                s._ask(f"send {TEXT}")
                s.settle(quiet=1)
                if number is None:
                    s.hang_up()
                else:
                    s.signal(number)
                s.exit()
            check_equal(text_after_reopening(db), TEXT, f"text after {number}")


def case_terminal_is_given_back():
    """Afterwards the shell has its terminal: echo, cursor, and the screen it had."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        script = (f"echo before; '{KUSEI}' --db '{db}' & echo $! >'{folder}/pid'; fg >/dev/null; "
                  "echo after; stty -a; cat")
        for by_key in (True, False):
            with Screen(["bash", "-mc", script]) as s:
                s.wait("北区")
                check(not s.shows("before"), f"no screen of its own:\n{s.picture()}")
                if by_key:
                    s.key("F10")
                else:
                    os.kill(int((folder / "pid").read_text()), signal.SIGTERM)
                s.wait("after")
                check(s.shows("before"), f"the shell's screen is gone:\n{s.picture()}")
                check(" echo " in s.text() and " icanon" in s.text(), s.picture())
                check(s.cursor()[2], "the cursor is hidden")


def case_resize():
    """Any size at any moment: no crash, no torn character, the place is kept."""
    sizes = [(24, 80), (50, 200), (8, 40), (24, 100), (60, 140), (1, 1), (24, 80), (7, 39),
             (2, 300), (100, 20), (24, 79), (24, 81), (24, 99), (24, 139), (24, 141), (300, 400)]
    shuffled = random.Random(27)
    sizes += [(shuffled.randint(1, 60), shuffled.randint(1, 220)) for _ in range(60)]
    for width in (1, 2):
        with Folder() as folder:
            db = folder / "k.db"
            load(db, "kita-2015.xml")
            with open_kusei(db, ambiguous=width) as s:
                begin(s, "1.2.b/1-3", "アウトカム")
                for rows, cols in sizes:
                    s.resize(rows, cols)
                    check_equal(len(s.rows()), rows, "rows")
                    check_equal(s.torn(), 0, f"torn at {rows}x{cols}:\n{s.picture()}")
                s.resize(24, 80)
                check(s.shows("1.2.b") and s.shows("アウトカム"), s.picture())
                start = s.cursor()[:2]
                s.send("字")
                check(s.shows("字") and s.cursor()[:2] != start, s.picture())


def case_wide_terminal():
    """Where ① and ― take two cells, the cursor stands where the text is drawn."""
    for width in (1, 2):
        with Folder() as folder:
            db = folder / "k.db"
            new(db)
            with open_kusei(db, ambiguous=width) as s:
                begin(s)
                row, col, _ = s.cursor()
                s.send("①―○×")
                check_equal(s.cursor()[:2], (row, col + 4 * width), f"cursor, width {width}")
                check_equal(text_between(s, (row, col)), "①―○×", "text")
                s.key("Left")
                check_equal(s.cursor()[1], col + 3 * width, "cursor after Left")
                s.key("Home")
                s.send("㋐")
                check_equal(text_between(s, (row, col)), "㋐①―○×", "text")
                s.key("F2")
                check_equal(s.torn(), 0, "torn")


def case_option_ambiguous():
    """--ambiguous overrides what the terminal says."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        with Screen([KUSEI, "--db", db, "--ambiguous", "2"], ambiguous=2) as s:
            begin(s)
            col = s.cursor()[1]
            s.send("①")
            check_equal(s.cursor()[1], col + 2, "cursor")


def case_two_people():
    """Two at one page: the second is told, and neither text is lost without a word."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        with open_kusei(db) as a, open_kusei(db) as b:
            begin(a)
            begin(b)
            a.send("甲の文")
            b.send("乙の文")
            a.key("F9")
            b.key("F9")
            message = " ".join(b.rows()[-4:-1])
            check(re.search(r"\bt\b", message) and re.search(r"\bm\b", message),
                  f"not told:\n{b.picture()}")
            b.send("m")
            b.key("Enter")
            check(b.shows("乙の文"), b.picture())
        told = run("--db", db, "history", "北区", "H27", STRATEGY).stdout
        check("甲の文" in told and "乙の文" in told, told)


def case_memory():
    """The program stays light with two whole sheets in the database."""
    with Folder() as folder:
        db = folder / "k.db"
        load(db, "kita-2015.xml", "tsurumi-2015.xml")
        with open_kusei(db) as s:
            begin(s, "1.1.a/2-1", "課題")
            s.key("F2", "F6", "F10")
            peak = s.peak_kb()
            if "ASAN_OPTIONS" not in environment():
                check(peak < 40000, f"{peak} kB")
            print(f"     peak {peak} kB")


main()
