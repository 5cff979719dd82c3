"""Other ways in: keys of one's own, the mouse, no colours, line by line; and the day's summary."""
import os
import pty
import re
import select
import signal
import sqlite3
import subprocess
import time
import xml.etree.ElementTree as ET

from kusei import (export, go_to_field, go_to_outline, in_hand, load, new, open_kusei, open_page,
                   say, says)
from runner import check, check_equal, main, skip
from screen import (BUILD, COLOURED, KUSEI, LIMIT, REVERSE, VSCREEN, Folder, Screen, ScreenError,
                    environment, run)

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

PAGE = "1.1.a/1-1"
BLANK_PAGE = "1.1.a/strategy-page-1"
SIZES = ({"rows": 24, "cols": 80}, {"rows": 40, "cols": 120})


def kita(folder):
    load(folder / "k.db", "kita-2015.xml")
    return folder / "k.db"


def stored(db, path):
    return ET.fromstring(export(db, "北区", "2015").encode()).find(path).text or ""


# --- keys of one's own ---------------------------------------------------------------

def open_with_keys(folder, db, text, *options, **more):
    (folder / "keys").write_text(text, encoding="utf-8")
    return Screen([KUSEI, "--db", db, "--keys", folder / "keys", *options], **more)


def case_own_keys():
    """A key of one's own works, the old one no more; key line, help and sentences say the new one."""
    with Folder() as folder:
        db = kita(folder)
        keys = "copy = F3\npage.beside = F4 Ctrl-P\nhelp = F9 Alt-H\nsave = F1 Ctrl-S\n"
        with open_with_keys(folder, db, keys) as s:
            s.settle()
            open_page(s, "1.2.a/1-1")
            bottom = s.rows()[-1]
            check("F3" + say("Copy") in bottom and "F1" + say("Save") in bottom, s.picture())
            s.send("x")
            check(s.shows("F3") and not s.shows("F4で"), s.picture())
            check(says(s, "This page is a copy of another: %s lets it stand by itself."),
                  s.picture())
            s.key("F9")
            s.wait(say("Help"))
            check(any(row.split()[:2] == ["F9,", "Alt-H"] for row in s.rows() if row), s.picture())


def case_own_keys_in_the_settings():
    """The keymap file of the settings' folder is read by itself."""
    with Folder() as folder:
        db = kita(folder)
        (folder / "kusei").mkdir()
        (folder / "kusei" / "keys").write_text("list.leave = Alt-X\n")
        env = environment(XDG_CONFIG_HOME=str(folder))
        with open_kusei(db, env=env) as s:
            s.settle()
            check("Alt-X" in s.rows()[-1], s.picture())
            s.send("\x1bx")
            check_equal(s.exit(), 0, "exit status")
        check("list.leave = Alt-X" in run("keys", env=env).stdout, "not listed")


def case_wrong_keymap_file():
    """A wrong file named with --keys is refused with file and line; a wrong one in the settings is told, and the keys are the usual ones."""
    with Folder() as folder:
        db = kita(folder)
        with open_with_keys(folder, db, "# mine\nsaev = F9\n") as s:
            check_equal(s.exit(), 2, "exit status")
            shown = "".join(s.rows())
            check("keys:2: " in shown and "saev" in shown, s.picture())
        (folder / "kusei").mkdir()
        (folder / "kusei" / "keys").write_text("save = F1\n")
        with open_kusei(db, env=environment(XDG_CONFIG_HOME=str(folder))) as s:
            s.settle()
            check("keys:1: F1" in "".join(s.rows()), s.picture())
            go_to_outline(s)
            check("F1" + say("Keys") in s.rows()[-1], s.picture())


def case_keys_printed():
    """`kusei keys` prints a file that can be read again and says the same."""
    with Folder() as folder:
        first = run("keys")
        check_equal(first.returncode, 0, first.stderr)
        check("save = F9 Ctrl-S\n" in first.stdout, first.stdout)
        (folder / "keys").write_text(first.stdout)
        check_equal(run("--keys", folder / "keys", "keys").stdout, first.stdout, "read again")
        check_equal(run("--keys", folder / "none", "keys").returncode, 2, "a file that is not there")


# --- the mouse -------------------------------------------------------------------------

def click(s, row, col, button=0):
    s.send(f"\x1b[<{button};{col + 1};{row + 1}M\x1b[<{button};{col + 1};{row + 1}m")


def find(s, text, after=0):
    """Row and column of the first cell of text."""
    for number, cells in enumerate(s.cells()):
        if number < after:
            continue
        for col in range(len(cells)):
            if "".join(cells[col:]).startswith(text) and cells[col]:
                return number, col
    raise ScreenError(f"{text} is not there:\n{s.picture()}")


def case_click_on_lists():
    """A click takes the line, a second one opens it; the wheel goes through the list, and nothing of it is text."""
    for size in SIZES:
        with Folder() as folder:
            with open_kusei(kita(folder), **size) as s:
                s.settle()
                row, col = find(s, "北区")
                click(s, row, col)
                check(s.rows()[0].startswith(" kusei"), "one click has opened it\n" + s.picture())
                click(s, row, col)
                s.wait(say("All pages"))
                s.key("Home")
                row, col = find(s, "= 1.1.a/1-1")
                click(s, row, col)
                check("=1.1.a/1-1" in in_hand(s), s.picture())
                click(s, 5, 5, 65)
                check("1.2.b" in in_hand(s) or s.cursor()[0] == row + 3, s.picture())
                for _ in range(40):
                    click(s, 5, 5, 65)
                check("=1.1.a/1-1" not in in_hand(s), s.picture())
                for _ in range(40):
                    click(s, 5, 5, 64)
                check(not s.shows("[<") and s.cursor()[0] == 1, s.picture())
                click(s, row, col)
                click(s, row, col)
                s.wait("1.2.a")
                s.gone(say("All pages"))


def case_click_on_what_was_found():
    """In the search a click takes the place that was found, a second one goes there."""
    with Folder() as folder:
        with open_kusei(kita(folder)) as s:
            s.settle()
            go_to_outline(s)
            s.key("F11")
            s.send("防災")
            s.wait("> ")
            row, _ = find(s, "> ", 2)
            click(s, row + 1, 10)
            check(s.rows()[row + 1].startswith("> "), s.picture())
            click(s, row + 1, 10)
            check("防災" in s.text() and not s.rows()[row + 1].startswith("> "), s.picture())


def case_click_on_a_page():
    """A click puts field and cursor where it was, chooses in a list of choices, and no byte of it becomes text."""
    for size in SIZES:
        for ambiguous in (1, 2):
            with Folder() as folder:
                db = kita(folder)
                with open_kusei(db, ambiguous=ambiguous, **size) as s:
                    s.settle()
                    open_page(s, PAGE)
                    row, col = find(s, "北区の全19地域", 3)
                    click(s, row, col + 4)
                    check_equal(s.cursor()[:2], (row, col + 4), "cursor")
                    s.send("X")
                    check(s.shows("北区X の全19地域".replace(" ", "")), s.picture())
                    s.key("Backspace")
                    click(s, 0, 0)
                    click(s, s.cursor()[0], size["cols"] - 1, 2)
                    s.key("F9")
                check("[<" not in export(db, "北区", "2015"), "bytes of the mouse in the text")
                check(stored(db, f".//*[@id='{PAGE}']/plan/aim").startswith("・北区の全19地域"),
                      "text")


def case_click_chooses():
    """In a choice that is in hand a click on one of its lines chooses it."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        with open_kusei(db) as s:
            s.settle()
            open_page(s, BLANK_PAGE)
            go_to_field(s, "戦略のアウトカムに対する有効性")
            row, col = find(s, "イ 有効でない")
            click(s, row, col)
            check(s.shows("* イ"), s.picture())
            s.key("F9")
        check_equal(stored(db, f".//*[@id='{BLANK_PAGE}']//effectiveness"), "イ", "stored")


def case_click_on_the_key_line():
    """The key line can be pressed."""
    with Folder() as folder:
        with open_kusei(kita(folder)) as s:
            s.settle()
            go_to_outline(s)
            row, col = find(s, "F6", 22)
            click(s, row, col + 1)
            check(say("All pages") not in s.rows()[0], s.picture())
            row, col = find(s, "F10", 22)
            click(s, row, col)
            s.wait(say("All pages"))


def case_mouse_left_alone():
    """With --no-mouse, and where TERM has none, the terminal keeps the mouse; with one, it is given back at the end."""
    asked = b"\x1b[?1000h"
    with Folder() as folder:
        db = kita(folder)
        for options, term, wanted in (((), "xterm-256color", True),
                                      (("--no-mouse",), "xterm-256color", False),
                                      ((), "vt220", False)):
            out = raw_session([KUSEI, "--db", db, *options], environment(TERM=term), b"q")
            check_equal(asked in out, wanted, f"mouse asked for: {options} {term}")
            check_equal(b"\x1b[?1000l" in out, wanted, f"given back: {options} {term}")


def raw_session(argv, env, keys):
    """All that the program writes to a terminal, from the start to its end; keys: what ends it."""
    pid, fd = pty.fork()
    if pid == 0:
        os.execve(argv[0], [str(a) for a in argv], env)
    out = b""
    sent = False
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        if select.select([fd], [], [], 0.1)[0]:
            try:
                data = os.read(fd, 65536)
            except OSError:
                break
            if not data:
                break
            out += data
            if b"\x1b[c" in data:  # the program asks what the terminal is
                os.write(fd, b"\x1b[?62c")
        elif out and not sent:
            os.write(fd, keys)
            sent = True
    os.close(fd)
    os.waitpid(pid, 0)
    return out


# --- colours -------------------------------------------------------------------------------

def walk_screens(s):
    """The names of the screens as they are shown, one after the other."""
    s.settle()
    yield "list"
    go_to_outline(s)
    yield "outline"
    s.key("F6")
    s.wait(say("Findings"))
    yield "findings"
    s.key("F5")
    yield "why"
    s.key("F10", "F10")
    open_page(s, PAGE)
    yield "page"
    s.key("F7")
    yield "history"
    s.key("F10")
    s.key("F1")
    s.wait(say("Help"))
    yield "help"


def case_without_colour():
    """Without colours (NO_COLOR, or a terminal that has none) every screen still has its signs and its line in hand."""
    for env in (environment(NO_COLOR="1"), environment(TERM="vt100")):
        for size in SIZES:
            with Folder() as folder:
                with open_kusei(kita(folder), env=env, **size) as s:
                    for name in walk_screens(s):
                        check(not s.marked(COLOURED), f"{name}: colour\n{s.picture()}")
                        if name not in ("help", "why"):
                            hand = [text for row, text in s.marked(REVERSE) if row > 0]
                            check(hand, f"{name}: nothing in hand\n{s.picture()}")
                        if name in ("outline", "findings"):
                            check(re.search(r"[!?] ?KS-|[!?] ", s.text()),
                                  f"{name}: no sign\n{s.picture()}")


def case_eight_colours():
    """On a terminal of eight colours a finding has its colour, and the sign all the same."""
    with Folder() as folder:
        with open_kusei(kita(folder), env=environment(TERM="xterm")) as s:
            s.settle()
            go_to_outline(s)
            s.key("F6")
            coloured = "".join(text for _, text in s.marked(COLOURED))
            check("?" in coloured or "!" in coloured, s.picture())


def case_choice_without_attributes():
    """Which choice is chosen, and that a field is in hand, is said by a sign, not by brightness."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        with open_kusei(db, env=environment(TERM="vt100")) as s:
            s.settle()
            open_page(s, BLANK_PAGE)
            go_to_field(s, "戦略のアウトカムに対する有効性")
            s.send("イ")
            s.key("S-Tab")
            check(s.shows("* イ"), s.picture())


# --- line by line ----------------------------------------------------------------------------

def plain(db, *lines, env=None):
    """What is said when the lines are answered."""
    done = subprocess.run([KUSEI, "--db", str(db), "--plain"], input="\n".join(lines) + "\n",
                          capture_output=True, text=True, env=env or environment(), timeout=120)
    check_equal(done.returncode, 0, done.stderr)
    check("\x1b" not in done.stdout, "an escape sequence")
    return done.stdout


def case_plain_fills_a_page():
    """A page is filled in line by line: the same store, labels, choices and findings as on the screen."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        said = plain(db, "1", f"/page {BLANK_PAGE}", "1-1", "一行目", "二行目", ".", "",
                     "戦略の文章。", ".", "い", "イ", "/quit", "q")
        check("めざす状態" in said and "成果指標: " in said, said)
        check("イ 有効でないため" in said, said)
        page = ".//*[@id='1.1.a/1-1']"
        check_equal(stored(db, page + "/plan/aim"), "一行目\n二行目", "aim")
        check_equal(stored(db, page + "/plan/strategy"), "戦略の文章。", "strategy")
        check_equal(stored(db, page + "//effectiveness"), "イ", "choice")


def case_plain_begins_a_sheet():
    """A sheet is begun line by line; an unknown ward or year is told with the usual sentence."""
    with Folder() as folder:
        db = folder / "k.db"
        said = plain(db, "n", "北極区", "H27", "n", "北区", "昔", "n", "北区", "平成27", "/quit", "q")
        check("北極区" in said and "昔" in said, said)
        check("271276" in run("--db", db, "list").stdout, "not made")


def case_plain_refuses_with_the_same_sentences():
    """What the screen refuses is refused, and the field stays as it was."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        said = plain(db, "1", f"/page {BLANK_PAGE}", "", "a\u202eb\x07c", ".", "", "", "ウ",
                     "/quit", "q")
        check("U+202E" in said, said)
        check(re.search(r"^(> )?! .*ウ", said, re.M), said)
        page = f".//*[@id='{BLANK_PAGE}']"
        check_equal(stored(db, page + "/plan/aim"), "abc", "aim")
        check_equal(stored(db, page + "//effectiveness"), "", "choice")


def case_plain_says_findings_and_asks_for_reasons():
    """Under a warning the reason is asked for, with sign, id and sentence; given, it is kept."""
    with Folder() as folder:
        db = kita(folder)
        said = plain(db, "1", "/findings", "/quit", "q")
        found = re.search(r"^(?:> )?\? (KS-\d+) (\S+?):", said, re.M)
        check(found, said)
        said = plain(db, "1", f"/page {found[2]}", *[""] * 40, "/quit", "q")
        check(f"? {found[1]}: " in said, said)
        start = said.rindex(f"> \n{found[2].split('/')[0]}  ", 0, said.index(f"? {found[1]}: "))
        asked = said.index(say("Reason to keep it %s") % found[1], start)
        steps = said[start + 2:asked].count("\n> ")
        plain(db, "1", f"/page {found[2]}", *[""] * steps, "理由を書く。", ".", "/quit", "q")
        check("理由を書く。" in export(db, "北区", "2015"), said)


def case_plain_without_curses():
    """What asks line by line calls nothing of curses."""
    objects = [str(o) for o in (BUILD / "src" / "terminal").glob("plain*.o")]
    check(len(objects) >= 6, f"objects: {objects}")
    called = subprocess.run(["nm", "-u", *objects], capture_output=True, text=True, check=True)
    names = set(re.findall(r"^\s+U (\w+)", called.stdout, re.M))
    curses = re.compile(r"^(stdscr|curscr|COLS|LINES|w?(add|ins|get|move|clear|erase|refresh|attr)"
                        r"\w*|mv\w+|initscr|newterm|endwin|doupdate|tig?et\w+|setupterm|"
                        r"tty_\w+|draw_\w+|app_\w+)$")
    wrong = {n for n in names if curses.match(n)} - {"getline", "getenv", "gettext"}
    check(not wrong, f"called: {wrong}")


def case_plain_edits_a_text():
    """Lines are added, put in the place of others and taken out; a text that looks like a command can be typed."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        plain(db, "1", f"/page {BLANK_PAGE}", "", "一", "二", "三", ".", "/up", "/line 2 弐",
              "/more", "四", "五", ".", "/line 1", "/line 4", "", "/= /next", "?", ".", "/quit", "q")
        page = f".//*[@id='{BLANK_PAGE}']"
        check_equal(stored(db, page + "/plan/aim"), "弐\n三\n四", "aim")


def case_plain_commands():
    """Every command is listed by "?", and sentences name commands, not keys."""
    with Folder() as folder:
        db = kita(folder)
        said = plain(db, "1", "?", "/page 1.2.a/1-1", "変える", "/nonsense", "/quit", "q")
        for name in ("/next", "/back", "/list", "/page", "/na", "/take", "/save", "/quit"):
            check(f"  {name}" in said, name)
        check("/depart" in said and not re.search(r"\bF\d", said), said)
        check(say("There is no such command. \"?\" lists them.") in said, said)


def case_plain_on_a_dumb_terminal():
    """TERM=dumb brings the questions line by line, with a sentence that says so."""
    with Folder() as folder:
        db = kita(folder)
        with Screen([KUSEI, "--db", db], env=environment(TERM="dumb")) as s:
            s.wait(say("Number of a sheet, n: a new one, q: quit > ").strip())
            check("--plain" in s.text(), s.picture())
            s.send("1\r")
            s.wait("> ")
            s.send("/quit\r")
            s.settle()
            s.send("q\r")
            check_equal(s.exit(), 0, "exit status")


def wait_for_draft(db, text):
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as connection:
            if connection.execute("SELECT 1 FROM draft_field WHERE value LIKE ?",
                                  (f"%{text}%",)).fetchone():
                return
        time.sleep(0.02)
    raise AssertionError(f"{text} is in no draft")


def case_plain_keeps_every_line():
    """After kill -9 in the middle of a text, every line that was answered is there again."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        p = subprocess.Popen([KUSEI, "--db", str(db), "--plain"], stdin=subprocess.PIPE,
                             stdout=subprocess.DEVNULL, env=environment(), text=True)
        p.stdin.write(f"1\n/page {BLANK_PAGE}\n\n途中の一行目\n途中の二行目\n")
        p.stdin.flush()
        wait_for_draft(db, "途中の二行目")
        p.send_signal(signal.SIGKILL)
        p.wait()
        p.stdin.close()
        said = plain(db, "1", "/quit", "q")
        check("途中の二行目" in said, said)
        check_equal(stored(db, f".//*[@id='{BLANK_PAGE}']/plan/aim"), "途中の一行目\n途中の二行目",
                    "aim")


def case_plain_end_of_input():
    """Where the input ends in mid-page, what was answered is kept as a draft."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        plain(db, "1", f"/page {BLANK_PAGE}", "", "途中", ".")
        wait_for_draft(db, "途中")


# --- the day's summary -------------------------------------------------------------------------

def case_today():
    """On leaving, and on asking, the person is told what they filled in today; who did nothing, nothing."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        check(say("Nothing of yours has been saved today.") in run("--db", db, "today").stdout,
              "something was done")
        with open_kusei(db) as s:
            s.settle()
            open_page(s, BLANK_PAGE)
            go_to_field(s, "めざす状態")
            s.send("目標")
            s.key("Tab", "Tab")
            s.send("戦略")
            s.key("F10", "F10", "F10")
            check_equal(s.exit(), 0, "exit status")
            shown = s.text()
        wanted = say("  %s %s: fields filled %d, pages finished %d, pages left %d\n") % (
            "北区", "平成27年度", 2, 0, 32)
        check(wanted.strip() in shown, shown)
        check(wanted in run("--db", db, "today").stdout, "today")


def case_today_counts_no_pauses():
    """The time at work leaves out pauses of more than ten minutes, and the days before."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        for text in ("甲", "乙", "丙", "丁"):
            plain(db, "1", f"/page {BLANK_PAGE}", "", text, ".", "/quit", "q")
        now = int(time.time())
        midnight = now - (now % 86400)
        with sqlite3.connect(db) as connection:
            connection.execute("DROP TRIGGER revision_update")
            ids = [row[0] for row in connection.execute(
                "SELECT id FROM revision WHERE action = 'save' ORDER BY id")]
            # five minutes, and a pause of fifteen, since midnight; one yesterday
            for number, (i, offset) in enumerate(zip(ids, (-60, 0, 300, 1200))):
                at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(midnight + offset))
                connection.execute("UPDATE revision SET at = ? WHERE id = ?", (at, i))
            connection.execute("UPDATE revision SET at = '2020-01-01T00:00:00Z' WHERE action = 'new'")
        said = run("--db", db, "today", env=environment(TZ="UTC")).stdout
        check((say("Today: at work about %d min\n") % 5).strip() in said, said)
        check_equal(len(ids), 4, "revisions")


if __name__ == "__main__":
    main()
