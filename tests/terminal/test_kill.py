"""Nothing typed is lost, held against a model of it.

Each round types into two pages at random, a model beside it (model.py), and
ends the program: with kill -9 at any key, in the middle of a save too, or as a
closed window and a shutdown do. Then the database is whole, and the program,
opened again, has every field and the place as they were: after kill -9 as at
some moment of the last second, else to the last key.

KILL_ROUNDS says how many rounds, KILL_SEED=n repeats one, KILL_JOBS how many run
at a time.
"""
import concurrent.futures
import errno
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
import xml.etree.ElementTree as ET

import model
from kusei import export, in_hand, new, open_kusei, open_page, say, says
from runner import check, check_equal, main, skip
from screen import FOLLOWED, VSCREEN, Folder, run

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

ROUNDS = int(os.environ.get("KILL_ROUNDS", "12"))
SEEDS = [int(os.environ["KILL_SEED"])] if "KILL_SEED" in os.environ else range(ROUNDS)
JOBS = int(os.environ.get("KILL_JOBS", "2"))
SECOND = 1.0  # what may be lost
MARKER = "Ж"

# (page, [(label, path in it, text at the start, whether it is edited)])
PAGES = [
    (".//strategy-page", [
        ("番号", "code", "", False),
        ("めざす状態", "plan/aim", "地域の\n活い、あ a。", True),
        ("アウトカム", "plan/outcome", "", False),
        ("戦略", "plan/strategy", "", True),
    ]),
    (".//initiative-page", [
        ("番号", "code", "", False),
        ("取組内容", "plan/content", "区い\n\nアツ①", True),
        ("業績目標", "plan/goal", "", True),
        ("撤退基準", "plan/withdrawal", "\n".join(["あ活aZ"] * 20), True),
        ("前年度までの実績", "plan/previous-results", "", True),
        ("取組実績", "evaluation/results", "", True),
    ]),
]


def fresh_model():
    return model.Pages([[(label, text, edited) for label, _, text, edited in fields]
                        for _, fields in PAGES])


def make_template(folder):
    """A database with the first texts in it and the first page as the place."""
    db = folder / "template.db"
    new(db)
    tree = ET.fromstring(export(db, "北区", "2015").encode())
    for page, fields in PAGES:
        for _, path, text, _ in fields:
            tree.find(page).find(path).text = text or None
    db.unlink()
    form = folder / "template.xml"
    form.write_bytes(ET.tostring(tree, encoding="utf-8", xml_declaration=True))
    done = run("--db", db, "import", form)
    check_equal(done.returncode, 0, done.stderr)
    with open_kusei(db) as s:
        s.settle()
        open_page(s, "1.1.a/strategy-page-1")
        s.signal(signal.SIGTERM)
        check_equal(s.exit(), 0, "exit status")
    return db


def texts_in(db):
    tree = ET.fromstring(export(db, "北区", "2015").encode())
    return tuple(tree.find(page).find(path).text or ""
                 for page, fields in PAGES for _, path, _, _ in fields)


class Look:
    """The screen as it stood at a state."""

    def __init__(self, screen):
        self.label = in_hand(screen)
        self.row, self.column, _ = screen.cursor()
        self.at_top = any(row.lstrip().startswith("番号") for row in screen.rows()[1:])


class Round:
    """One seed: what was typed, when, and what the model says."""

    def __init__(self, seed, folder, template):
        self.chance = random.Random(seed)
        self.db = folder / "k.db"
        shutil.copy(template, self.db)
        self.size = self.chance.choice([(24, 80), (14, 80), (40, 90), (10, 90)])
        self.pages = fresh_model()
        self.states = [(time.monotonic(), self.pages.state())]  # when it was typed
        self.looks = {}  # by the number of the state
        self.ops = []

    def open(self):
        s = open_kusei(self.db, rows=self.size[0], cols=self.size[1])
        s.settle()
        s.key("Enter")
        if say("All pages") in s.row(0):  # all was saved: the page in hand is the place
            s.key("Enter")
        return s

    def type(self, screen, op=None):
        before = self.pages
        if op is None:
            self.pages, op, argument = model.choose(self.chance, before)
        else:
            self.pages, argument = before.copy(), None
            self.pages.apply(op)
        screen.type_bytes(model.bytes_of(op, argument))
        now = time.monotonic()
        self.ops.append((op, argument))
        self.states += [(now, s) for s in model.states_between(before, op, argument)]
        self.states.append((now, self.pages.state()))

    def look(self, screen):
        screen.settle(FOLLOWED)  # what is said under a text may move it
        self.looks[len(self.states) - 1] = Look(screen)

    def type_for_a_while(self, screen):
        seconds = self.chance.choice((0, 0.05, 0.3, 1.2, 2.2)) * self.chance.uniform(0.5, 1.1)
        count = self.chance.randint(10, 60)
        looks = self.chance.choice((0, 0.1, 0.3))
        for _ in range(count):
            self.type(screen)
            if self.chance.random() < looks:
                self.look(screen)
            elif seconds:
                time.sleep(self.chance.expovariate(count / seconds))

    def possible(self, since):
        """The numbers of the states from the one that stood at that time on."""
        first = max(i for i, (when, _) in enumerate(self.states) if when <= max(
            since, self.states[0][0]))
        return range(first, len(self.states))

    # --- afterwards -------------------------------------------------------------

    def check_database(self, folder):
        """The files as the kill left them, read by SQLite itself, in a copy."""
        copy = folder / "copy"
        copy.mkdir()
        for path in self.db.parent.glob("k.db*"):
            shutil.copy(path, copy)
        db = sqlite3.connect(copy / "k.db")
        check_equal(db.execute("PRAGMA integrity_check").fetchall(), [("ok",)], "integrity")
        check_equal(db.execute("PRAGMA foreign_key_check").fetchall(), [], "foreign keys")
        db.close()

    def reopen(self):
        """(texts, page, field, cursor, look) as a person finds them, by typing a mark where the
        cursor is; the cursor is None in a field that takes no text."""
        with self.open() as s:
            look = Look(s)
            page = 0 if "めざす成果" in s.row(1) else 1
            labels = [label for label, _, _, _ in PAGES[page][1]]
            passed = [label for label, _, _, edited in PAGES[page][1] if not edited]
            if look.label not in passed:
                s.send(MARKER)
            s.key("F9")
            check(says(s, "Saved at %s (revision %lld).")
                  or says(s, "Nothing has changed since the last save (revision %lld)."),
                  f"not saved:\n{s.picture()}")
            s.signal(signal.SIGTERM)
            check_equal(s.exit(), 0, "exit status")
        texts = list(texts_in(self.db))
        marked = [number for number, text in enumerate(texts) if MARKER in text]
        if not marked:
            return tuple(texts), page, labels.index(look.label), None, look
        cursor = texts[marked[0]].index(MARKER)
        texts[marked[0]] = texts[marked[0]].replace(MARKER, "")
        return tuple(texts), *place_of_number(marked[0]), cursor, look

    def find_state(self, possible, kept):
        """The number of the state that has all that was kept."""
        texts, page, field, cursor, _ = kept
        same_texts = [i for i in possible if self.states[i][1].texts == texts]
        check(same_texts, "these texts never were, or are too old: " + self.nearest(texts))
        place = [i for i in same_texts
                 if (self.states[i][1].page, self.states[i][1].field) == (page, field)
                 and cursor in (None, self.states[i][1].cursor)]
        check(place, f"another place: page {page}, field {field}, cursor {cursor}; those with the "
              f"texts: {[(i, *place_of(self.states[i][1])) for i in same_texts]}")
        return place

    def nearest(self, texts):
        wanted = self.states[-1][1].texts
        at = [i for i, (_, s) in enumerate(self.states) if s.texts == texts]
        ages = [f"{self.states[-1][0] - self.states[i][0]:.3f} s" for i in at]
        lines = [f"  typed {w!r}\n  kept  {t!r}" for w, t in zip(wanted, texts) if w != t]
        return f"states {at} of {len(self.states)}, {ages} old\n" + "\n".join(lines)

    def check_look(self, numbers, now):
        """Same field, same column, and the same row where the page was scrolled."""
        looks = [self.looks[i] for i in numbers if i in self.looks]
        if max(numbers) not in self.looks:  # a save may have moved it since the last look
            return False
        same = any(was.label == now.label and was.column == now.column
                   and (was.row == now.row or was.at_top or now.at_top) for was in looks)
        check(same, f"another scroll: {vars(now)}; it was {[vars(was) for was in looks]}")
        return True

    def check_kept(self, folder, since):
        self.check_database(folder)
        kept = self.reopen()
        numbers = self.find_state(self.possible(since), kept)
        return self.check_look(numbers, kept[4])


def place_of_number(number):
    """Page and field of a text by its number among all."""
    page = 0
    while number >= len(PAGES[page][1]):
        number -= len(PAGES[page][1])
        page += 1
    return page, number


def place_of(state):
    return state.page, state.field, state.cursor


def tell(r, seed, error):
    ops = "\n".join(f"  {op} {argument!r}" if argument else f"  {op}" for op, argument in r.ops[-25:])
    return AssertionError(f"KILL_SEED={seed}, {len(r.ops)} keys, {r.size[0]}x{r.size[1]}: {error}\n"
                          f"the last of what was typed:\n{ops}")


def play(seed, template, end):
    """One round: whether the scroll was compared too."""
    with Folder() as folder:
        r = Round(seed, folder, template)
        try:
            with r.open() as s:
                r.look(s)
                r.type_for_a_while(s)
                since = end(r, s)
            return r.check_kept(folder, since)
        except Exception as error:
            raise tell(r, seed, error) from error


def play_all(end, seeds):
    """Every seed's round, some at a time."""
    start, failed, compared = time.monotonic(), [], 0
    with Folder() as folder, concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        template = make_template(folder)
        rounds = {pool.submit(play, seed, template, end): seed for seed in seeds}
        for done in concurrent.futures.as_completed(rounds):
            try:
                compared += done.result()
            except AssertionError as error:
                failed.append(rounds[done])
                print(f"     {error}", flush=True)
    print(f"     {len(rounds)} rounds, the screen compared in {compared}, "
          f"{time.monotonic() - start:.0f} s")
    check(not failed, f"rounds {sorted(failed)} failed")


# --- how a round ends ---------------------------------------------------------------


def kill_any_time(r, screen):
    """At once, in a save, or after a while; since when nothing may be missing."""
    lot = r.chance.random()
    if lot < 0.3:
        r.type(screen, r.chance.choice(["F9", "F9", "PgDn" if r.pages.page == 0 else "PgUp"]))
        time.sleep(r.chance.uniform(0, 0.008))
    elif lot < 0.45:
        r.look(screen)
        time.sleep(r.chance.uniform(0.8, 1.3))
    elif lot < 0.6:
        time.sleep(r.chance.uniform(0, 0.9))
    killed = time.monotonic()
    check_equal(screen.kill(), -signal.SIGKILL, "end")
    return killed - SECOND


def end_by_signal(r, screen):
    """A shutdown, right behind the last key: also of a program that has not even read it."""
    if r.chance.random() < 0.5:
        screen.settle(quiet=2)
        screen.signal(signal.SIGSTOP)
        for _ in range(r.chance.randint(1, 8)):
            r.type(screen)
    screen.arrived()
    screen.signal(r.chance.choice((signal.SIGTERM, signal.SIGHUP)))
    screen.signal(signal.SIGCONT)
    screen.exit()
    return time.monotonic()


def close_window(r, screen):
    """The line is cut; what is still under way on it nobody can read any more."""
    r.look(screen)
    screen.hang_up()
    screen.exit()
    return time.monotonic()


def case_kill_any_time():
    """kill -9 at any moment: at most the last second is missing, and the database is whole."""
    play_all(kill_any_time, SEEDS)


def case_shutdown():
    """SIGTERM or SIGHUP right behind the last key: nothing at all is missing."""
    play_all(end_by_signal, [seed for seed in SEEDS if seed % 4 == 0 or len(SEEDS) == 1])


def case_closed_window():
    """The window is closed: nothing at all is missing."""
    play_all(close_window, [seed for seed in SEEDS if seed % 4 == 0 or len(SEEDS) == 1])


def case_place_without_typing():
    """Only the cursor was moved, and a second later kill -9 came: it is there again."""
    with Folder() as folder:
        r = Round(0, folder, make_template(folder))
        r.size = (14, 80)
        with r.open() as s:
            s.key("PgDn", "Tab", "Tab", "Tab", "C-End", "Up", "Up", "Left")
            time.sleep(1.2)  # the promise is about time itself
            was = Look(s)
            check_equal(s.kill(), -signal.SIGKILL, "end")
        with r.open() as s:
            check_equal(vars(Look(s)), vars(was), "place")


def case_scroll_with_less_above():
    """What was said above the field is said no more: the field stands where it stood."""
    for lines in range(1, 7):
        with Folder() as folder:
            r = Round(0, folder, make_template(folder))
            r.size = (14, 80)
            with r.open() as s:
                s.key("Tab", "Tab", "Tab")  # past a blank field, which then says that it is blank
                s.send("\r".join("あ" * lines))
                was = Look(s)
                s.hang_up()
                s.exit()
            with r.open() as s:
                now = Look(s)
            check((now.row, now.column) == (was.row, was.column) or was.at_top,
                  f"{lines} lines: {vars(was)}, then {vars(now)}")


def case_keys_without_a_pause():
    """Keys that come faster than they can be taken do not keep a draft from being kept."""
    with Folder() as folder:
        r = Round(0, folder, make_template(folder))
        with r.open() as s:
            s.key("Tab")
            start = time.monotonic()
            while time.monotonic() - start < 2.5:
                s.type_bytes(b"a\x1b[D" * 200)  # and the cursor back in front of it
            check_equal(s.kill(), -signal.SIGKILL, "end")
        r.check_database(folder)
        kept, *_ = r.reopen()
        # How many depends on how busy the machine is; without a draft in between, none.
        check(kept[1].count("a") > 1000, f"{kept[1].count('a')} kept")


# --- a full disk --------------------------------------------------------------------


class SmallDisk:
    """A disk of its own of a megabyte; None where it cannot be had."""

    def __init__(self, folder):
        self.path = folder / "disk"
        self.filler = self.path / "filler"

    def __enter__(self):
        self.path.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", self.path],
                              capture_output=True)
        return self if done.returncode == 0 else None

    def __exit__(self, *ignored):
        subprocess.run(["umount", "-l", self.path], capture_output=True)

    def fill(self):
        with open(self.filler, "wb", buffering=0) as f:
            try:
                while True:
                    f.write(b"\0" * 4096)
            except OSError as error:
                check_equal(error.errno, errno.ENOSPC, "error")

    def make_room(self):
        self.filler.unlink()


LONG = "\n".join(f"{n}行目、あふれる文。" for n in range(400))
FULL = ("%s: there is no room left on the disk. Nothing was changed; make room and "
        "try again.")
RETRY = 4.5  # seconds in which what could not be kept is tried again, and kept


def wait_until_said(screen, msgid):
    limit = time.monotonic() + 10
    while not says(screen, msgid):
        check(time.monotonic() < limit, f"not said:\n{screen.picture()}")
        screen.settle()


def full_disk(work):
    """work(round, screen, disk) with a program whose database is on a small disk that is full."""
    with Folder() as folder, SmallDisk(folder) as disk:
        if disk is None:
            print("     not checked: no disk can be mounted here")
            return
        r = Round(0, disk.path, make_template(folder))
        with r.open() as s:
            s.key("Tab", "C-a", "Del")
            s.send("前の文。")
            s.key("F9")
            disk.fill()
            s.paste(LONG)
            s.send("終わり")
            work(r, s, disk)


def case_full_disk():
    """It is said, the program goes on with the text, and saves it when there is room again."""
    def work(r, s, disk):
        wait_until_said(s, FULL)
        s.send("、まだ")  # and the sentence goes
        check(s.shows("終わり、まだ"), s.picture())
        s.key("F9")
        wait_until_said(s, FULL)
        disk.make_room()
        s.send("ある")
        time.sleep(RETRY)
        check_equal(s.kill(), -signal.SIGKILL, "end")
        check_equal(r.reopen()[0][1], "前の文。" + LONG + "終わり、まだある", "text")

    full_disk(work)


def case_kill_on_a_full_disk():
    """Killed then, the database is whole and has what it had before."""
    def work(r, s, disk):
        wait_until_said(s, FULL)
        check_equal(s.kill(), -signal.SIGKILL, "end")
        disk.make_room()
        r.check_database(disk.path)
        check_equal(r.reopen()[0][1], "前の文。", "text")

    full_disk(work)


main()
