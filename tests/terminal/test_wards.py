"""The city's screen: how far every ward is, why something was refused, and what was accepted, to be
read. The submissions are made (tests/corpus/season.py); everything else is done on the screen.
"""
import os
import re
import sys

from kusei import in_hand, new, open_kusei, say, says
from runner import check, check_equal, main, skip
from screen import BUILD, SOURCE, VSCREEN, Folder, environment, run

sys.path.append(str(SOURCE / "tests" / "corpus"))

from season import MADE, Season  # noqa: E402

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

SIZES = [(24, 80), (40, 120)]
TAKEN, REFUSED, FORGED = "271276", "271021", "271039"
WHERE = environment(TZ="Asia/Tokyo", KUSEI_HELPERS=os.environ.get("KUSEI_HELPERS", str(BUILD)))


def make_city(folder):
    """Of three wards a file each came: taken, refused for what it says, and nobody's."""
    season = Season(folder, only=(TAKEN, REFUSED))
    files = [(TAKEN, {}), (REFUSED, {"kind": "再提出", "receipt": "H27-0001"}),
             (FORGED, {"key": TAKEN})]
    paths = []
    for ward, more in files:
        paths.append(folder / f"{ward}.xml")
        paths[-1].write_bytes(season.hand_in(season.sheet(ward, 2015), **more))
    db = folder / "city.db"
    done = run("--db", db, "city", "import", *paths, "--trust", season.trust, "--ward-certs",
               season.table, "-o", folder, "--at", "2016-05-20T01:00:00Z", env=WHERE)
    check_equal(done.returncode, 1, done.stderr)
    check_equal(run("--db", db, "city", "due", "2015", "2016-05-31").returncode, 0, "the day")
    return db


class Wards:
    """The screen of the wards, over the list of the assessments."""

    def __init__(self, db, **how):
        self.screen = open_kusei(db, env=WHERE, **how)

    def __enter__(self):
        s = self.screen.__enter__()
        s.wait(say("Assessments"))
        s.key("c")
        s.wait(say("missing"))
        return s

    def __exit__(self, *what):
        return self.screen.__exit__(*what)


def go_to(s, name):
    s.key("Home")
    for _ in range(30):
        if name in in_hand(s):
            return
        s.key("Down")
    raise AssertionError(f"{name} is not in the list\n{s.picture()}")


def line_of(s, name):
    return next(row for row in s.rows()[1:] if name in row)


def sheet_page():
    """The first strategy page of the accepted sheet, by its name."""
    text = run("--db", CITY, "export", TAKEN, "2015").stdout
    return re.search(r'<strategy-page id="([^"]+)"', text).group(1)


def case_every_ward():
    """All are there, in words; what was refused says why, in the lower part and at a key."""
    for rows, cols in SIZES:
        with Wards(CITY, rows=rows, cols=cols) as s:
            check("平成27年度" in s.rows()[0] and "各区の提出の状況" in s.rows()[0], s.picture())
            seen = set()
            for _ in range(24):
                seen.add(re.sub(r"^[!*-]", "", in_hand(s))[:2])
                s.key("Down")
            check_equal(len(seen), 24, f"wards that the cursor came by\n{s.picture()}")
            check(says(s, "missing") and "22" in s.rows()[-2] and "2016-05-31" in s.rows()[-2],
                  s.picture())
            go_to(s, "北区")
            check(re.search(r"北区 +受付済み ?（警告：\d+） +H27-0001 +2016-05-20 10:00",
                            line_of(s, "北区")), s.picture())
            go_to(s, "都島区")
            check(re.search(r"! *都島区 +受付不可 ?（期限超過） +H27-R0001", line_of(s, "都島区")),
                  s.picture())
            check("receipt-unknown" in s.text() and says(s, "The reason"), s.picture())
            s.key("r")
            s.wait("都島区: receipt-unknown")
            go_to(s, "福島区")
            check("未提出" in line_of(s, "福島区"), f"a forged file is not the ward's\n{s.picture()}")
            s.key("r")
            s.wait(say("Nothing of this ward was refused since."))
            check_equal(s.torn(), 0, "torn")


def case_accepted_is_read_only():
    with Wards(CITY) as s:
        go_to(s, "福島区")
        s.key("Enter")
        s.wait("福島区のこの年度の提出は受け付けていない")
        go_to(s, "北区")
        s.key("Enter")
        s.wait(say("All pages"))
        page = sheet_page()
        s.send(page)
        s.key("Enter")
        s.wait(MADE[:8])
        before = run("--db", CITY, "export", TAKEN, "2015").stdout
        s.send("書き加える")
        s.key("F9")
        s.settle()
        check("書き加える" not in run("--db", CITY, "export", TAKEN, "2015").stdout, s.picture())
        check_equal(run("--db", CITY, "export", TAKEN, "2015").stdout, before, "what is stored")


def case_years():
    """Another year has its own wards; where there is no form, it says so and stays."""
    with Wards(CITY) as s:
        s.key("Right")
        s.wait("平成28年度")
        check("24" in s.rows()[-2] and "受付済み" not in s.text(), s.picture())
        s.key("Left")
        s.wait("平成27年度")
        s.key("Left")
        s.wait("2014年度の様式がない")
        check("平成27年度" in s.rows()[0] and "H27-R0001" in s.text(), s.picture())


def case_not_in_a_ward():
    """A ward's own database has no such screen."""
    with Folder() as folder:
        db = folder / "kusei.db"
        new(db)
        with open_kusei(db) as s:
            s.wait(say("Assessments"))
            check(not says(s, "%s: what the wards handed in"), s.picture())
            s.key("c")
            s.wait("ここでは区の提出を受け付けていません")


if __name__ == "__main__":
    with Folder() as place:
        CITY = make_city(place)
        main()
