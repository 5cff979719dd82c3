#!/usr/bin/python3
"""The wards beside each other on the screen: indicators, then wards with a bar for each year, then the
page that a figure stands on.
"""
from kusei import in_hand, load, open_kusei, say
from runner import check, main, skip
from screen import REVERSE, VSCREEN, Folder

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")


def opened(folder, **more):
    db = folder / "k.db"
    load(db, "kita-2015.xml", "tsurumi-2015.xml")
    s = open_kusei(db, **more)
    s.wait("北区")
    s.key("v")
    s.wait("1.1.a.1")
    return s


def line_of(screen, text):
    lines = [row for row in screen.rows()[1:] if text in row]
    check(len(lines) >= 1, f"no line with {text}\n{screen.picture()}")
    return lines[0]


def to_indicator(screen, number):
    screen.key("Home", *["Down"] * number)


def to_ward(screen, name):
    for _ in range(30):
        if name in in_hand(screen):
            return
        screen.key("Down")
    check(False, f"{name} is not there\n{screen.picture()}")


def walk_to_a_bar(ambiguous):
    with Folder() as folder, opened(folder, options=("--ambiguous", ambiguous)) as s:
        check("1/24" in line_of(s, "1.2.a.1") and " 8 " in line_of(s, "1.2.a.1"), s.picture())
        check("0/24" in line_of(s, "1.1.a.1"), f"nobody is a zero\n{s.picture()}")
        to_indicator(s, 1)
        s.key("Enter")
        s.wait("都島区")
        check("未提出" in line_of(s, "都島区"), s.picture())
        to_ward(s, "鶴見区")
        check("この指標の数値なし" in line_of(s, "鶴見区"), s.picture())
        to_ward(s, "北区")
        row = line_of(s, "北区")
        check("8.0％" in row and "+1.4" in row and "B 21.067" in row and "A 6.6" in row, s.picture())
        bar = line_of(s, "平成27年度")
        block = "█" if ambiguous == "1" else "#"
        columns = [bar.index(c) for c in (block, "|", ">")]
        check(columns == sorted(columns) and bar.count(block) >= 1, f"the bar\n{s.picture()}")
        check("未提出" in line_of(s, "平成28年度"), f"no year is a zero\n{s.picture()}")


def case_indicators_and_wards():
    """What a row says of an indicator, and of a ward; where there is no figure it says why."""
    walk_to_a_bar("1")


def case_wide_ambiguous():
    """A terminal that draws blocks twice as wide gets bars of another character."""
    walk_to_a_bar("2")


def case_to_the_page():
    """Enter on a ward goes to the figure, on its page."""
    with Folder() as folder, opened(folder) as s:
        to_indicator(s, 1)
        s.key("Enter")
        to_ward(s, "北区")
        s.key("Enter")
        s.wait("1-1")
        check(in_hand(s) == "実績", f"the figure is in hand: {in_hand(s)}\n{s.picture()}")


def case_years_and_leaving():
    """Left and Right turn the years that the policy has; leaving goes back step by step."""
    with Folder() as folder, opened(folder) as s:
        s.key("Right")
        s.wait("平成28年度")
        check("0/24" in line_of(s, "1.2.a.1"), s.picture())
        s.key("Left")
        s.key("Left")
        check("平成27年度" in s.rows()[0], f"no year before the policy's\n{s.picture()}")
        to_indicator(s, 3)
        s.key("Enter")
        s.wait("都島区")
        s.key("F10")
        s.wait("2.1.a.1")
        check("1.3.a.1" in "".join(text for row, text in s.marked(REVERSE) if row > 0),
              f"back at the same indicator\n{s.picture()}")
        s.key("F10")
        s.wait(say("Assessments"))


def case_small():
    """A window of 20 columns and 5 rows still says the figure."""
    with Folder() as folder, opened(folder, rows=5, cols=20) as s:
        to_indicator(s, 1)
        s.key("Enter")
        s.key("Home")
        to_ward(s, "北区")
        check("8.0％" in line_of(s, "北区"), s.picture())


if __name__ == "__main__":
    main()
