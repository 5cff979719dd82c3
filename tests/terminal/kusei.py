"""What the terminal tests share: kusei on a screen, and the words it says."""
import gettext
import os
import re

from screen import BUILD, KUSEI, REVERSE, SOURCE, Screen, ScreenError, run

_translation = gettext.translation("kusei", os.environ.get("TEXTDOMAINDIR", BUILD / "locale"),
                                   ["ja"], fallback=True)


def say(msgid):
    """A sentence of the program as it stands on the screen."""
    return _translation.gettext(msgid)


def open_kusei(db, **more):
    return Screen([KUSEI, "--db", db], **more)


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


def new(db, ward="北区", year="H27"):
    """Puts a blank assessment into a database."""
    done = run("--db", db, "new", ward, year)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)


def in_hand(screen):
    """The label of the field in hand, or the line in hand of a list, without blanks."""
    return re.sub(r"\s", "", "".join(text for row, text in screen.marked(REVERSE) if row > 0))


def open_page(screen, name):
    """From the list, the outline or a page to the page of that name."""
    if not screen.rows()[0].startswith(" kusei"):
        if say("All pages") not in screen.rows()[0]:
            screen.key("F2")
    else:
        screen.key("Enter")
    screen.wait(say("All pages"))
    screen.key("Home")
    screen.send(name)
    screen.key("Enter")


def go_to_field(screen, label, number=1):
    """Tab to the number-th field of that label on the page that is open."""
    seen = 0
    for _ in range(200):
        if say("The first field of the page. PgUp: the page before") in screen.text():
            break
        screen.key("S-Tab")
    for _ in range(200):
        seen += in_hand(screen) == label
        if seen == number:
            return
        screen.key("Tab")
        if say("The last field of the page. PgDn: next page  F5: next unfinished page") \
                in screen.text():
            break
    raise ScreenError(f"no field {label} ({number}):\n{screen.picture()}")


def text_between(screen, start):
    """What stands from (row, column) down to the cursor's row, right of that column."""
    row, column = start
    last, _, _ = screen.cursor()
    return "".join("".join(cells[column:]).rstrip() for cells in screen.cells()[row:last + 1])
