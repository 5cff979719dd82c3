"""What the terminal tests share: kusei on a screen, and the words it says."""
import gettext
import os
import re

from screen import BUILD, KUSEI, REVERSE, SOURCE, Screen, ScreenError, run

_translation = gettext.translation("kusei", os.environ.get("TEXTDOMAINDIR", BUILD / "locale"),
                                   ["ja"], fallback=True)


def say(msgid):
    """A sentence of the program as it stands on the screen; also one with a plural."""
    said = _translation.gettext(msgid)
    return said if said != msgid else _translation.ngettext(msgid, msgid, 1)


def open_kusei(db, options=(), **more):
    return Screen([KUSEI, "--db", db, *options], **more)


def load(db, *names):
    """Puts sample assessments into a database."""
    done = run("--db", db, "import", *[SOURCE / "data" / name for name in names])
    if done.returncode != 0:
        raise RuntimeError(done.stderr)


def export(db, ward, year):
    """The official XML of an assessment, as text."""
    done = run("--db", db, "export", ward, year)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stdout


def new(db, ward="271276", year="H27"):
    """Puts a blank assessment into a database."""
    done = run("--db", db, "new", ward, year)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)


def in_hand(screen):
    """The label of the field in hand, or the line in hand of a list, without blanks."""
    return re.sub(r"\s", "", "".join(text for row, text in screen.marked(REVERSE) if row > 0))


def says(screen, msgid):
    """Whether the program says the sentence: its fixed parts are on the message line(s)."""
    shown = re.sub(r"\s", "", "".join(screen.rows()[1:]))
    parts = [re.sub(r"\s", "", part) for part in re.split(r"%[\d$]*[a-z]+", say(msgid))]
    return all(part in shown for part in parts)


def go_to_outline(screen):
    """From the list, or from any page, to the outline."""
    if say("Assessments") in screen.rows()[0]:
        screen.key("Enter")
    if say("All pages") not in screen.rows()[0]:
        screen.key("F2")
    screen.wait(say("All pages"))


def open_page(screen, name):
    """From the list, the outline or a page to the page of that name."""
    go_to_outline(screen)
    screen.key("Home")
    screen.send(name)
    screen.key("Enter")


def step_to_end(screen, key):
    """Presses the key until the field in hand stays the same."""
    for _ in range(200):
        before = in_hand(screen), screen.cursor()
        screen.key(key)
        if (in_hand(screen), screen.cursor()) == before:
            return
        yield


def go_to_field(screen, label, number=1):
    """To the number-th field of that label on the page that is open."""
    for _ in step_to_end(screen, "S-Tab"):
        pass
    seen = in_hand(screen) == label
    if seen == number:
        return
    for _ in step_to_end(screen, "Tab"):
        seen += in_hand(screen) == label
        if seen == number:
            return
    raise ScreenError(f"no field {label} ({number}):\n{screen.picture()}")


# How long the text in hand is, and how much of its printed cell it takes.
_MEASURE = re.compile(r"(^|\s\s)\s*\d+ ?(chars?|字)(\s+\S+ \d+%.*)?$")


def text_between(screen, start):
    """What stands from (row, column) down to the cursor's row, right of that column."""
    row, column = start
    last, _, _ = screen.cursor()
    lines = ["".join(cells[column:]).rstrip() for cells in screen.cells()[row:last + 1]]
    return "".join(_MEASURE.sub("", line) for line in lines)
