"""What stands on the screen after any keys is what would be painted anew.

Of a key only that is painted which it may have changed, and rows are moved where they
can be. Ctrl-L paints all of it; nothing may then look different. PAINT_BATCHES says how
often in each window, PAINT_SEED=n repeats one seed.
"""
import contextlib
import os
import random

from keys import Keys, key_bytes
from kusei import go_to_field, load, open_kusei, open_page, say
from runner import check_equal, main, skip
from screen import FOLLOWED, VSCREEN, Folder

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

BATCHES = int(os.environ.get("PAINT_BATCHES", "8"))
PAINTS = 8  # in a batch
SEED = int(os.environ.get("PAINT_SEED", "1"))
SIZES = [(24, 80), (40, 120), (12, 50)]
EDITS = ["Backspace", "Backspace", "Backspace", "Del", "Enter", "C-z", "C-z", "C-y", "C-k", "C-v"]
MOVES = ["Left", "Right", "Up", "Down", "Home", "End", "C-Home", "C-End", "C-Left", "C-Right"]
SELECTS = ["S-Left", "S-Right", "S-Up", "S-Down", "S-End", "C-x", "C-c", "C-v", "C-v", "Esc"]
FIELDS = ["Tab", "S-Tab", "Tab", "PgDn", "PgUp"]


MARKS = ["\u3099", "\u0301", "\U000E0100"]  # what they join changes its look


class Hand(Keys):
    """Keys that stay in the fields of a page."""

    def __init__(self, chance):
        super().__init__(chance)
        self.makers = [self.text] * 30 + [self.mark] * 3 + [self.one_of(EDITS)] * 20 + [self.one_of(MOVES)] * 20 \
            + [self.one_of(SELECTS)] * 12 + [self.one_of(FIELDS)] * 2 + [self.paste]

    def mark(self):
        return self.chance.choice(MARKS).encode()

    def one_of(self, names):
        return lambda: key_bytes(self.chance.choice(names))


@contextlib.contextmanager
def strategy(ambiguous=1):
    """The program with the strategy of a page in hand."""
    with Folder() as folder:
        load(folder / "k.db", "kita-2015.xml")
        with open_kusei(folder / "k.db", ambiguous=ambiguous) as s:
            s.settle()
            open_page(s, "1.1.a/1-1")
            go_to_field(s, "戦略")
            yield s


def seen(screen):
    return screen.cells(), screen.attributes(), screen.cursor()


def check_painted(screen, said):
    """Left out: the message, of up to five rows, which goes with any key, and the top line,
    whose figures follow when the draft is kept."""
    screen.settle(FOLLOWED)
    cells, marks, cursor = seen(screen)
    there = len(cells) - (6 if "".join(cells[-2]).strip() else 0)
    screen.check_whole(said)
    screen.key("C-l")
    anew, anew_marks, anew_cursor = seen(screen)
    for row in range(1, there):
        check_equal("".join(cells[row]), "".join(anew[row]), f"{said}: row {row}")
        check_equal(marks[row], anew_marks[row], f"{said}: attributes of row {row}")
    check_equal(cursor, anew_cursor, f"{said}: cursor")


def walk(size, ambiguous, seed):
    chance = random.Random(seed)
    keys = Hand(chance)
    with strategy(ambiguous) as s:
        s.resize(*size)
        for number in range(BATCHES):
            batch = [keys.batch(chance.choice((1, 1, 1, 2))) for _ in range(PAINTS)]
            for data in batch:  # each is painted, and only what it changed
                s.type_bytes(data)
                s.settle(2)
            check_painted(s, f"PAINT_SEED={seed} {size} {ambiguous}, batch {number} {batch}")


def case_nothing_is_left_unpainted():
    """In three windows, where ambiguous characters are narrow and where they are wide."""
    for size in SIZES:
        for ambiguous in (1, 2):
            walk(size, ambiguous, SEED)


def case_mark_taken_back():
    """Where a mark goes, what it stood on looks different, though it is as it was."""
    with strategy() as s:
        s.key("Home", "Right", "Right", "Right")
        for mark in ("\u3099", "\u0301"):
            for key in ("か", "Left", "Right", mark, "C-z"):
                (s.send if len(key) == 1 else s.key)(key)
                s.settle(2)
            check_equal("か" in s.text() and mark not in s.text(), True, s.picture())
            check_painted(s, f"か with {mark!r} and without")


def case_a_word_comes_up():
    """A word that gets shorter fits into the row above: all of it is new there."""
    with strategy() as s:
        s.key("C-a", "Del")
        s.paste("区" * 26 + "abcdef" + "北" * 5 + "\n次")
        s.key("C-End", *["Left"] * 7)
        s.settle(FOLLOWED)
        above = s.cursor()[0] - 1
        check_equal("a" in s.row(above), False, s.picture())
        for _ in range(3):
            s.key("Backspace")
        check_equal("区abc" in s.row(above), True, s.picture())
        check_painted(s, "a word that came up")


def case_nothing_listed():
    """Where a sentence stands for a list, the cursor is where the list would begin."""
    with strategy() as s:
        s.key("M-w")
        s.wait(say("No other sheet in the database has a case for this page."))
        check_painted(s, "no cases")
        check_equal(s.cursor()[:2], (1, 1), s.picture())


main()
