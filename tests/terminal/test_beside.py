"""Last year, other wards' sheets and other pages, beside the page that is filled in."""
import re
import xml.etree.ElementTree as ET

from kusei import in_hand as line_in_hand
from kusei import export, load, new, open_kusei, open_page, say, says, step_to_end
from runner import check, check_equal, main, skip
from screen import BOLD, REVERSE, SOURCE, UNDERLINE, VSCREEN, Folder, environment, run

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

PAGE = "1.1.a/1-1"
BLANK_PAGE = "1.1.a/strategy-page-1"
LAST = "平成26年度"
NARROW = {"rows": 24, "cols": 80}
MIDDLE = {"rows": 40, "cols": 120}
WIDE = {"rows": 40, "cols": 160}


def last_year(folder, change=lambda root: None):
    """Puts Kita's sheet into a database as that of 2014, changed."""
    tree = ET.parse(SOURCE / "data" / "kita-2015.xml")
    root = tree.getroot()
    root.set("fiscal-year", "2014")
    root.set("fiscal-year-label", LAST)
    change(root)
    path = folder / "last.xml"
    tree.write(path, encoding="UTF-8", xml_declaration=True)
    done = run("--db", folder / "k.db", "import", path)
    check_equal(done.returncode, 0, done.stderr)


def page_of(root, name):
    return next(e for e in root.iter() if e.get("id") == name)


def change_aim(root):
    aim = page_of(root, PAGE).find("plan/aim")
    aim.text = aim.text.replace("全19地域", "全18地域")


def both_years(folder, change=change_aim):
    last_year(folder, change)
    load(folder / "k.db", "kita-2015.xml")
    return folder / "k.db"


def blank_year(folder):
    last_year(folder)
    new(folder / "k.db")
    return folder / "k.db"


def open_this_year(s, page=PAGE):
    """The list has this year's sheet first."""
    s.settle()
    open_page(s, page)


def stored(db, name, path):
    root = ET.fromstring(export(db, "北区", "2015").encode())
    return page_of(root, name).find(path).text or ""


def plain(text):
    return re.sub(r"\s", "", text)


def body(s):
    return plain("".join(s.rows()[1:-2]))


def in_hand(s):
    """The label of the field in hand, beside the outline where there is one."""
    cols = len(s.cells()[0])
    on_page = cols >= 100 and LAST not in s.rows()[0]
    first = 0 if not on_page else 31 if cols >= 140 else 37
    found = ""
    for cells, marks in list(zip(s.cells(), s.attributes()))[1:]:
        found += "".join(c for x, (c, m) in enumerate(zip(cells, marks))
                         if m & REVERSE and x >= first)
    return plain(found)


def go_to_field(s, label):
    for _ in step_to_end(s, "S-Tab"):
        pass
    if in_hand(s) == label:
        return
    for _ in step_to_end(s, "Tab"):
        if in_hand(s) == label:
            return
    raise AssertionError(f"no field {label}:\n{s.picture()}")


def case_flip_at_the_same_field():
    """F3 turns to last year at the same field, marked in the top line, and back again."""
    for size in (NARROW, MIDDLE):
        with Folder() as folder:
            with open_kusei(both_years(folder), **size) as s:
                open_this_year(s)
                go_to_field(s, "めざす状態")
                check("全19地域" in body(s), s.picture())
                s.key("F3")
                check(LAST in s.rows()[0] and "平成27年度" in s.rows()[0], s.picture())
                check_equal(in_hand(s), "めざす状態", "the field there")
                check("全18地域" in body(s) and "全19地域" not in body(s), s.picture())
                s.key("Tab", "Tab")
                check_equal(in_hand(s), "戦略", "two fields on")
                s.key("C-p")
                check(LAST not in s.rows()[0], s.picture())
                check_equal(in_hand(s), "戦略", "the field back on the page")


def case_last_year_cannot_be_changed():
    """Nothing typed over last year changes anything."""
    with Folder() as folder:
        db = both_years(folder)
        before = export(db, "北区", "2014"), export(db, "北区", "2015")
        with open_kusei(db, **NARROW) as s:
            open_this_year(s)
            s.key("F3")
            s.send("あ")
            s.key("Backspace", "Del", "C-k", "F10", "F10", "F10", "F10")
            check_equal(s.exit(), 0, "exit status")
        check_equal((export(db, "北区", "2014"), export(db, "北区", "2015")), before, "stored")


def case_beside_on_a_wide_screen():
    """From 140 columns on last year stands at the right, level with its fields."""
    for ambiguous in (1, 2):
        with Folder() as folder:
            with open_kusei(both_years(folder), ambiguous=ambiguous, **WIDE) as s:
                open_this_year(s)
                go_to_field(s, "めざす状態")
                row, column = s.wait("全18地域")
                mine, _ = s.wait("全19地域")
                check_equal(row, mine, "rows of the two texts")
                check(column > 90, s.picture())
                check(any(LAST in row for row in s.rows()[1:3]), s.picture())
                check_equal(s.torn(), 0, "torn characters")
                s.resize(24, 80)
                check(not s.shows("全18地域"), s.picture())
                s.resize(40, 140)
                check(s.shows("全18地域") and s.shows("全19地域"), s.picture())


def case_no_last_year():
    """Where there is no sheet of last year, the key says so and names the other key."""
    with Folder() as folder:
        new(folder / "k.db")
        with open_kusei(folder / "k.db", **NARROW) as s:
            open_this_year(s, BLANK_PAGE)
            s.key("F3")
            check(says(s, "There is no sheet of last year here. %s shows another one."),
                  s.picture())
            check("Ctrl-B" in s.text(), s.picture())


def case_take_one_field():
    """One key puts last year's text into the field, one key takes it back."""
    with Folder() as folder:
        db = blank_year(folder)
        with open_kusei(db, **NARROW) as s:
            open_this_year(s, BLANK_PAGE)
            go_to_field(s, "めざす状態")
            s.send("下書き")
            s.key("C-o")
            check("全19地域" in body(s) and "下書き" not in body(s), s.picture())
            s.key("C-z")
            check("下書き" in body(s) and "全19地域" not in body(s), s.picture())
            s.key("C-y", "F9")
        text = page_of(ET.parse(SOURCE / "data" / "kita-2015.xml").getroot(), PAGE)
        check_equal(stored(db, BLANK_PAGE, "plan/aim"), text.find("plan/aim").text, "stored")


def case_take_a_choice():
    """A choice is taken as a choice, and stored as its mark."""
    with Folder() as folder:
        db = blank_year(folder)
        with open_kusei(db, **NARROW) as s:
            open_this_year(s, BLANK_PAGE)
            go_to_field(s, "全体")
            s.key("C-o", "F9")
        source = page_of(ET.parse(SOURCE / "data" / "kita-2015.xml").getroot(), PAGE)
        check_equal(stored(db, BLANK_PAGE, "evaluation/overall"),
                    source.find("evaluation/overall").text, "stored")


def case_take_from_the_other_side():
    """On last year's side the key goes back to the page with the text taken."""
    with Folder() as folder:
        with open_kusei(blank_year(folder), **NARROW) as s:
            open_this_year(s, BLANK_PAGE)
            s.key("F3")
            go_to_field(s, "戦略")
            s.key("Enter")
            check(LAST not in s.rows()[0], s.picture())
            check_equal(in_hand(s), "戦略", "the field")
            check("関心や関わりの薄かった方" in body(s), s.picture())
            s.key("C-z")
            check("関心や関わりの薄かった方" not in body(s), s.picture())


def case_take_the_plan():
    """One key fills the blank fields of the plan after a question, and nothing else."""
    with Folder() as folder:
        db = blank_year(folder)
        source = page_of(ET.parse(SOURCE / "data" / "kita-2015.xml").getroot(), PAGE)
        with open_kusei(db, **NARROW) as s:
            open_this_year(s, BLANK_PAGE)
            go_to_field(s, "戦略")
            s.send("今年の戦略")
            s.key("C-u")
            check("計画" in s.rows()[-2] or "計画" in s.rows()[-3], s.picture())
            s.send("n")
            check_equal(stored(db, BLANK_PAGE, "plan/aim"), "", "after no")
            s.key("C-u")
            s.send("b")
            s.key("F9")
            check_equal(stored(db, BLANK_PAGE, "plan/aim"), source.find("plan/aim").text, "aim")
            check_equal(stored(db, BLANK_PAGE, "plan/strategy"), "今年の戦略", "strategy")
            check_equal(stored(db, BLANK_PAGE, "evaluation/issues"), "", "issues")
            s.key("C-u")
            s.send("a")
            s.key("F9")
        check_equal(stored(db, BLANK_PAGE, "plan/strategy"), source.find("plan/strategy").text,
                    "strategy, asked for")


def marked_text(s, attribute):
    return plain("".join(text for row, text in s.marked(attribute) if row > 2))


def case_differences():
    """What is gone and what is new are marked by attribute and by - and + in the margin."""
    for size in (NARROW, WIDE):
        with Folder() as folder:
            with open_kusei(both_years(folder), env=environment(NO_COLOR="1"), **size) as s:
                open_this_year(s)
                go_to_field(s, "めざす状態")
                s.key("C-d")
                check("18" in marked_text(s, UNDERLINE), s.picture())
                check("19" in marked_text(s, BOLD), s.picture())
                row, column = s.wait("18")
                line = s.rows()[row]
                check("-+" in line, f"no signs in the margin:\n{s.picture()}")
                s.key("C-d")
                check("-+" not in s.text(), s.picture())


def case_what_has_stayed_is_marked():
    """A field as it was last year has a sign and a word, one that moved has not; pages count them."""
    word = say("= last year's")
    for size in (NARROW, MIDDLE):
        with Folder() as folder:
            with open_kusei(both_years(folder), **size) as s:
                open_this_year(s)
                go_to_field(s, "戦略")
                rows = s.rows()
                at = next(i for i, row in enumerate(rows) if "戦略 " in row + " " and
                          in_hand(s) in plain(row) and "・" in row)
                check("=" in rows[at] and plain(word) in plain("".join(rows[at:at + 2])),
                      s.picture())
                go_to_field(s, "めざす状態")
                rows = s.rows()
                at = next(i for i, row in enumerate(rows) if "めざす状態" in row and "・" in row)
                check(plain(word) not in plain("".join(rows[at:at + 2])), s.picture())
                s.key("C-k")
                s.key("F2")
                s.wait(say("All pages"))
                count = plain(say("= last year's: %zu  ")).split("%zu")[0]
                check(count in plain(s.text()), s.picture())


def case_another_wards_sheet():
    """Another ward's sheet of the database is chosen from a list and read at the same field."""
    for size in (NARROW, WIDE):
        with Folder() as folder:
            db = both_years(folder)
            load(db, "tsurumi-2015.xml")
            with open_kusei(db, **size) as s:
                s.settle()
                for _ in range(3):
                    if not re.match("北区平成27", line_in_hand(s)):
                        s.key("Down")
                open_page(s, "1.1.a/1-1")
                s.key("C-b")
                check(re.match("北区平成26", line_in_hand(s)), s.picture())
                s.key("Down")
                check(re.match("鶴見区平成27", line_in_hand(s)), s.picture())
                s.key("Enter")
                check("鶴見区" in s.rows()[0], s.picture())
                s.key("F10")
                check("鶴見区" not in s.rows()[0], s.picture())
                s.key("C-b", "Enter")
                check(LAST in s.rows()[0], s.picture())


def case_what_stands_only_there():
    """A row that last year had and this year has not is shown too."""
    def more(root):
        rows = page_of(root, PAGE).find("evaluation").findall("achievement")
        rows[-1].find("text").text = "昨年度だけの珍しい成果"

    with Folder() as folder:
        last_year(folder, more)
        new(folder / "k.db")
        with open_kusei(folder / "k.db", **NARROW) as s:
            open_this_year(s, BLANK_PAGE)
            s.key("F3", "End")
            check(plain(say("Only there")) in body(s) or "昨年度だけの珍しい成果" in body(s),
                  s.picture())


def case_copy_says_where_else_it_stands():
    """A copy names its source and the other copies; a source names its copies."""
    with Folder() as folder:
        load(folder / "k.db", "kita-2015.xml")
        root = ET.parse(SOURCE / "data" / "kita-2015.xml").getroot()
        copies = [e for e in root.iter() if e.get("follows") == PAGE]
        check(copies, "the sheet has no copies")
        with open_kusei(folder / "k.db", rows=24, cols=100) as s:
            open_this_year(s, PAGE)
            check(copies[0].get("id") in s.rows()[2], s.picture())
            open_page(s, copies[0].get("id"))
            check(PAGE in s.rows()[2], s.picture())


def case_drifted_copy():
    """A page with another's number and another text says so; it is compared, and brought back."""
    with Folder() as folder:
        db = folder / "k.db"
        load(db, "kita-2015.xml")
        root = ET.parse(SOURCE / "data" / "kita-2015.xml").getroot()
        copy = next(e for e in root.iter() if e.get("follows") == PAGE).get("id")
        with open_kusei(db, **NARROW) as s:
            open_this_year(s, copy)
            s.key("F4")
            s.send("y")
            go_to_field(s, "めざす状態")
            s.send("離れた。")
            s.key("Tab")
            check("~" in s.rows()[2] and PAGE in s.rows()[2], s.picture())
            s.key("F4")
            check(PAGE in line_in_hand(s), f"not the likely one in hand:\n{s.picture()}")
            s.key("C-d")
            check("離れた" in marked_text(s, BOLD), s.picture())
            s.key("F10", "F10", "F9")
            check_equal(stored(db, copy, "plan/aim")[:4], "離れた。", "kept")
            s.key("F3")
            check(says(s, "There is no sheet of last year here. %s shows another one."),
                  f"the page that was compared stays beside:\n{s.picture()}")
            s.key("F4", "Enter")
            s.send("y")
            check("離れた" not in body(s) and PAGE in s.rows()[2], s.picture())
        check_equal(stored(db, copy, "plan/aim"), stored(db, PAGE, "plan/aim"), "brought back")


def case_next_open_has_other_keys():
    """The next blank field, and the next unfinished page: F12, and Ctrl-G where there are no
    function keys."""
    for key in ("F12", "C-g"):
        with Folder() as folder:
            new(folder / "k.db")
            with open_kusei(folder / "k.db", **NARROW) as s:
                open_this_year(s, BLANK_PAGE)
                s.key(key)
                check_equal(in_hand(s), "めざす状態", "the field")
                go_to_field(s, "今後の対応方向・改善策")
                s.key(key)
                check("1.1.a" in s.rows()[1] and say("具体的取組") in s.rows()[1], s.picture())


if __name__ == "__main__":
    main()
