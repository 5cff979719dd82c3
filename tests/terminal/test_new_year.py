"""A new year on the screen: last year's plan is offered, and one key takes it."""
import subprocess
import xml.etree.ElementTree as ET

from kusei import export, in_hand, load, open_kusei, say, says
from runner import check, check_equal, main, skip
from screen import KUSEI, VSCREEN, Folder, environment, run

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

OFFERED = say("Carry the plan of %s over") % "平成27年度"
BLANK = say("Begin with a blank one")


def begin(screen, ward="271276", year="H28"):
    """From the list to the lines under the year."""
    screen.wait(say("Assessments"))
    screen.key("n")
    screen.send(ward)
    screen.key("Enter")
    screen.send(year)
    screen.key("Enter")


def sheet(db, year="2016"):
    return ET.fromstring(export(db, "271276", year).encode())


def case_carry_over():
    """Kita of 2015 becomes 2016 by one key more; what was carried over and what is left to do is said."""
    for rows, cols in ((24, 80), (40, 140)):
        with Folder() as folder:
            db = folder / "k.db"
            load(db, "kita-2015.xml")
            with open_kusei(db, rows=rows, cols=cols) as s:
                begin(s)
                check_equal(in_hand(s), say("Begin from") + OFFERED, s.picture())
                check(s.shows(BLANK), s.picture())
                s.key("Enter")
                s.wait(say("All pages"))
                check(says(s, "%zu fields carried over from %s. Pages to fill in: %d."), s.picture())
                check("平成28年度" in s.rows()[0] and "9/35" in s.rows()[0], s.picture())
                s.check_whole()
            root = sheet(db)
            page = root.find(".//*[@id='1.1.a/1-1']")
            check_equal(page.find("evaluation/achievement/previous").attrib,
                        {"amount": "8.0", "unit": "%"}, "the measure")
            check_equal(page.findtext("evaluation/issues"), "", "the evaluation")
            check_equal(root.find(".//*[@id='1.2.a/1-1']").get("follows"), "1.1.a/1-1", "a copy")


def case_blank_all_the_same():
    """The line below begins a blank one; where the ward has no earlier year nothing is asked."""
    with Folder() as folder:
        db = folder / "k.db"
        load(db, "kita-2015.xml")
        with open_kusei(db) as s:
            begin(s)
            s.key("Down")
            check_equal(in_hand(s), say("Begin from") + BLANK, s.picture())
            s.key("Enter")
            s.wait(say("All pages"))
        check(sheet(db).find(".//*[@id='1.1.a/1-1']") is None, "its page")
    with Folder() as folder:
        db = folder / "k.db"
        load(db, "kita-2015.xml")
        with open_kusei(db) as s:
            begin(s, "鶴見")
            s.wait(say("All pages"))
            check(OFFERED not in "".join(s.rows()), s.picture())


def case_back_to_the_year():
    """From the offer back to the year, which may become another one: the offer goes with it."""
    with Folder() as folder:
        db = folder / "k.db"
        load(db, "kita-2015.xml")
        with open_kusei(db) as s:
            begin(s)
            s.key("S-Tab")
            check_equal(in_hand(s), say("Fiscal year").replace(" ", ""), s.picture())
            check(OFFERED not in "".join(s.rows()), s.picture())
            s.key("Backspace", "Backspace", "Backspace")
            s.send("H29")
            s.key("Enter", "Enter")
            s.wait(say("All pages"))
        check_equal(sheet(db, "2017").get("fiscal-year"), "2017", "the year")


def case_line_by_line():
    """Without a screen the same is asked; an empty line takes it."""
    with Folder() as folder:
        db = folder / "k.db"
        load(db, "kita-2015.xml")
        said = subprocess.run([KUSEI, "--db", str(db), "--plain"], text=True, capture_output=True,
                              input="n\n271276\nH28\n\n/quit\nn\n271276\nH29\nn\n/quit\nq\n",
                              env=environment(), timeout=60).stdout
        check(OFFERED in said, said)
        check_equal(sheet(db).findtext(".//*[@id='1.1.a/1-1']/code"), "1-1", "carried over")
        check(sheet(db, "2017").find(".//*[@id='1.1.a/1-1']") is None, "blank")


if __name__ == "__main__":
    main()
