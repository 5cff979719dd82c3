"""Random keys of every kind, on every screen: no crash, no report, nothing torn.

KEYS says how many, KEY_SEED=n repeats the 20,000 of one seed. In a build with
--enable-sanitizers a report of theirs is a failure; with KEYS_SANITIZED=1
another build is a failure.
"""
import collections
import os
import pathlib
import random
import signal
import sqlite3
import time

from keys import Keys, key_bytes
from kusei import load, say
from runner import check, check_equal, main, skip
from screen import KUSEI, VSCREEN, Folder, Screen, ScreenError, environment, run

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

KEYS = int(os.environ.get("KEYS", "20000" if "KEY_SEED" in os.environ else "4000"))
KEYS_A_SEED = min(KEYS, 20000)
SEEDS = ([int(os.environ["KEY_SEED"])] if "KEY_SEED" in os.environ
         else range(-(-KEYS // KEYS_A_SEED)))
SANITIZED = b"__asan_init" in pathlib.Path(KUSEI).read_bytes()
PAGE = "1.2.b/2-1"  # where the colleague changes something, too
PAGES = [PAGE, "1.1.a/4-1", "1.2.b/2-1-1", "1.1.a/4-2-1"]
SIZES = [(24, 80)] * 6 + [(40, 120), (12, 50), (60, 160), (30, 100), (8, 40), (90, 300)]
# Not one column: libvterm falls over a wide character that was on its way to a larger window.
TOO_SMALL = [(7, 39), (1, 2)]


def has(line, msgid):
    """Whether a line has the fixed words of a sentence."""
    return all(part in line for part in say(msgid).split("%s"))


SCREENS = [  # which one it is, by (top line, row below it, key line)
    ("list", lambda top, row, keys: has(top, "Assessments")),
    ("new", lambda top, row, keys: has(top, "A new assessment")),
    ("outline", lambda top, row, keys: has(top, "All pages")),
    ("findings", lambda top, row, keys: has(top, "Findings")),
    ("help", lambda top, row, keys: has(top, "Help")),
    ("why", lambda top, row, keys: has(top, "  " + say("Why"))),
    ("conflict", lambda top, row, keys: has(top, "Changed by two")),
    ("search", lambda top, row, keys: has(top, "Search")),
    ("cases", lambda top, row, keys: has(top, "Other wards' cases for %s")),
    ("field history", lambda top, row, keys: has(top, "History") and has(keys, "Bring back")),
    ("preview", lambda top, row, keys: has(top, "Preview")),
    ("history", lambda top, row, keys: has(top, "History")),
    ("sheets", lambda top, row, keys: has(row, "Beside the page:") or has(keys, "Show")),
    ("sources", lambda top, row, keys: has(keys, "Follow")),
    ("beside", lambda top, row, keys: has(keys, "This page")),
    ("page", lambda top, row, keys: has(keys, "Prior")),
]


def which_screen(s):
    if s.row(-1) == s.row(0):  # a single row
        return "too small a window"
    seen = s.row(0), s.row(1), s.row(-1)
    for name, is_it in SCREENS:
        if is_it(*seen):
            return name
    return "too small a window"


class Walk:
    """One seed: a database, the program, and what it was given last."""

    def __init__(self, seed, folder):
        self.chance = random.Random(seed)
        self.keys = Keys(self.chance)
        self.db = folder / "k.db"
        self.reports = folder / "reports"  # where its standard error goes
        self.reached = collections.Counter({name: 0 for name, _ in SCREENS})
        self.last = collections.deque(maxlen=40)
        self.screen = None

    def environment(self, user):
        leaks = "1" if "detect_leaks=1" in os.environ.get("ASAN_OPTIONS", "") else "0"
        return environment(
            USER=user, LOGNAME=user,
            ASAN_OPTIONS=f"detect_leaks={leaks}:halt_on_error=1:exitcode=23:log_path={self.reports}",
            UBSAN_OPTIONS=f"halt_on_error=1:print_stacktrace=1:exitcode=23:log_path={self.reports}")

    def command(self):
        """kusei. What a sanitizer says while curses is at work would go to the terminal, and so it
        is to write to a file; not all of it does, so a shell takes its words, too."""
        return ["sh", "-c", 'exec "$@" 2>>"$0"', self.reports, KUSEI, "--db", self.db]

    def said(self):
        return "".join(path.read_text(errors="replace")
                       for path in sorted(self.reports.parent.glob(self.reports.name + "*")))

    def start(self):
        rows, cols = self.chance.choice(SIZES)
        self.screen = Screen(self.command(), rows=rows, cols=cols, cwd=self.db.parent,
                             ambiguous=self.chance.choice((1, 2)), env=self.environment("tester"))
        self.screen.settle()

    def end(self):
        """The program has ended by a key, or by the signal: with status 0."""
        status = self.screen.exit()
        self.screen.close()
        check_equal(status, 0, "exit status")

    def type(self, data, count):
        name = which_screen(self.screen)
        self.last.append((name, data))
        try:
            self.screen.type_bytes(data)
            alive = self.screen.settle(quiet=2)
        except ScreenError:  # it may have gone while it was typed to
            self.screen.exit(seconds=1)
            alive = False
        self.reached[name] += count
        if not alive:
            self.end()
            self.start()
        else:
            self.screen.check_whole()

    def press(self, *names):
        self.type(b"".join(key_bytes(name) for name in names), len(names))

    def go_home(self):
        """To the outline, from wherever."""
        self.screen.resize(24, 80)
        for _ in range(12):
            at = which_screen(self.screen)
            if at == "outline":
                return True
            # A question or a paste may be open: it is left first.
            self.type(b"\x1b[201~", 0)
            self.press("Esc")
            if at == "conflict":  # back from it the page would only meet it again
                self.press(*["m", "Down"] * 5, "Enter")
            else:
                self.press({"list": "Enter", "page": "F2"}.get(at, "F10"))
            if "d:" in self.screen.row(-2):  # a field cannot be stored as it is: it is dropped
                self.press("d")
        return False

    def go_to(self, page):
        if not self.go_home():
            return False
        self.press("Home")
        self.type(page.encode(), len(page))
        self.press("Enter")
        return which_screen(self.screen) == "page"

    def meet_colleague(self):
        """Somebody else saves the page while something is typed in it here."""
        if not self.go_home():
            return
        self.press("F10")
        self.press("Home")
        if not self.go_to(PAGE):
            return
        self.press(*["S-Tab"] * 30, "Tab", "Tab")
        self.type("甲".encode(), 1)
        with Screen(self.command(), env=self.environment("colleague")) as other:
            other.settle()
            other.key("Home", "Enter", "F2", "Home")
            other.send(PAGE)
            other.key("Enter", *["S-Tab"] * 30, "Tab", "Tab")
            other.send(self.chance.choice("乙丙丁"))
            other.key("F9")
            other.signal(signal.SIGTERM)
            check_equal(other.exit(), 0, "the colleague's exit status")
        self.press("F9")

    def visit(self, name):
        """To a screen that few keys lead to."""
        ways = {"list": ["F10"], "new": ["F10", "n"], "findings": ["F6"], "why": ["F6", "C-r"],
                "search": ["F11"], "history": ["F7"], "help": ["F1"]}
        of_page = {"sources": ["M-c"], "beside": ["C-b", "Enter"], "sheets": ["C-b"],
                   "field history": ["M-o"], "preview": ["M-v"], "cases": ["M-w"], "page": []}
        if name == "conflict":
            self.meet_colleague()
        elif name in of_page and self.go_to(self.chance.choice(PAGES)):
            self.press(*of_page[name])
        elif name in ways and self.go_home():
            self.press(*ways[name])

    def step(self):
        lot = self.chance.random()
        if lot < 0.02:
            rare = sorted((name for name, _ in SCREENS), key=self.reached.get)[:5]
            self.visit(self.chance.choice(rare))
        elif lot < 0.1 and which_screen(self.screen) not in ("page", "list"):
            self.press("F10")
        elif lot < 0.13:
            self.resize()
        else:
            count = self.chance.choice((1, 1, 2, 5, 10, 20, 40, 100))
            self.type(self.keys.batch(count), count)

    def resize(self):
        size = self.chance.choice(SIZES + TOO_SMALL)
        self.screen.resize(*size)
        if size in TOO_SMALL:
            self.type(self.keys.batch(5), 5)
            self.screen.resize(24, 80)

    def check_reports(self):
        check_equal(self.said(), "", "standard error")

    def run(self, count):
        self.start()
        for name, _ in SCREENS:  # each once, as long as the ways there are known
            self.visit(name)
            self.type(self.keys.batch(5), 5)
        while self.reached.total() < count:
            self.step()
        self.screen.signal(signal.SIGTERM)
        self.end()

    def tell(self):
        lines = [f"  {name}: {data!r}" for name, data in self.last]
        return "the last of what was typed:\n" + "\n".join(lines)


def walk(seed, count, reached):
    """Types that many keys; reached gets how many of them each screen got."""
    with Folder() as folder:
        w = Walk(seed, folder)
        load(w.db, "kita-2015.xml", "tsurumi-2015.xml")
        try:
            w.run(count)
        except Exception as error:
            w.screen.close()
            raise AssertionError(f"KEY_SEED={seed}: {error}\n{w.tell()}\n{w.said()}") from error
        finally:
            reached.update(w.reached)
        w.check_reports()
        sound = sqlite3.connect(w.db).execute("PRAGMA integrity_check").fetchall()
        check_equal(sound, [("ok",)], f"KEY_SEED={seed}: integrity")
        for ward in ("271276", "271241"):
            done = run("--db", w.db, "export", ward, "2015", env=w.environment("tester"))
            check_equal((done.returncode, done.stderr), (0, ""), f"KEY_SEED={seed}: export")


def case_random_keys():
    """No crash, no report, nothing torn, a database that is whole; every screen was there."""
    if os.environ.get("KEYS_SANITIZED") == "1":
        check(SANITIZED, "this build is none with --enable-sanitizers")
    reached = collections.Counter({name: 0 for name, _ in SCREENS})
    start, failed = time.monotonic(), []
    for seed in SEEDS:
        before = reached.total()
        began = time.monotonic()
        try:
            walk(seed, KEYS_A_SEED, reached)
        except AssertionError as error:
            failed.append(seed)
            print(f"     {error}")
        print(f"     seed {seed}: {reached.total() - before} keys, "
              f"{(reached.total() - before) / (time.monotonic() - began):.0f} a second", flush=True)
    print(f"     {reached.total()} keys in {time.monotonic() - start:.0f} s, "
          f"{'with' if SANITIZED else 'without'} sanitizers")
    for name, count in sorted(reached.items(), key=lambda pair: -pair[1]):
        print(f"     {count:8} {name}")
    check(not failed, f"seeds {failed} failed")
    if reached.total() >= 10000:
        missing = [name for name, _ in SCREENS if reached[name] == 0]
        check(not missing, f"never reached: {missing}")


main()
