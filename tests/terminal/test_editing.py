"""Editing in the fields of a page: selecting, the clipboard, find and replace, pastes, and the printed cell."""
import re
import xml.etree.ElementTree as ET

from form import X, Form
from kusei import export, go_to_field, load, new, open_kusei, open_page, say
from runner import check, check_equal, main, skip
from screen import BOLD, FOLLOWED, REVERSE, SOURCE, UNDERLINE, VSCREEN, Folder, environment

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

FORM = Form(SOURCE / "forms" / "osaka-2015")
STRATEGY = "1.1.a/strategy-page-1"
SELECTED = UNDERLINE | BOLD
SIZES = ((24, 80), (40, 120))
REPLACE = ("Replace this one? y: yes  n: no, next  f: all in this field (%zu)  a: all on the page "
           "(%zu in %zu fields)  Esc: end")


def blank_sheet(folder):
    new(folder / "k.db")
    return folder / "k.db"


def stored(db, path):
    """The contents of the nodes of that path in the export."""
    return [e.text or "" for e in ET.fromstring(export(db, "北区", "2015").encode()).findall(path)]


def open_strategy(screen, label, size=(24, 80), page=STRATEGY):
    screen.settle()
    open_page(screen, page)
    go_to_field(screen, label)
    if size != (24, 80):
        screen.resize(*size)


def hand(screen):
    """The label of the field in hand; not the outline's line at the left."""
    marks = screen.attributes()
    start = len(marks[0]) * 3 // 10 + 1 if len(marks[0]) >= 100 else 0
    return "".join(cell for cells, row in list(zip(screen.cells(), marks))[1:]
                   for cell, mark in list(zip(cells, row))[start:] if mark & REVERSE).replace(" ", "")


def selected(screen):
    """What is drawn as selected, under the title and above the message line."""
    found = ""
    cells, marks = screen.cells(), screen.attributes()
    for row in range(2, len(cells) - 2):
        found += "".join(c for c, m in zip(cells[row], marks[row])
                         if m & SELECTED == SELECTED and not m & REVERSE)
    return found


def message(screen):
    """The rows at the bottom without blanks."""
    return re.sub(r"\s", "", "".join(screen.rows()[-5:-1]))


def parts(msgid):
    """The fixed parts of a sentence, without blanks."""
    return [re.sub(r"\s", "", part) for part in re.split(r"%%|%[\d$.*]*[a-z]+", say(msgid))]


def told(screen, msgid):
    return all(part in message(screen) for part in parts(msgid))


# --- selecting, and the clipboard ----------------------------------------------------

def case_select_and_type_over():
    """Shift with the arrows selects whole characters, seen by underline and bold; typing replaces them."""
    for rows, cols in SIZES:
        for ambiguous in (1, 2):
            with Folder() as folder:
                db = blank_sheet(folder)
                with open_kusei(db, ambiguous=ambiguous) as s:
                    open_strategy(s, "戦略", (rows, cols))
                    s.send("葛\U000E0100城①の○か\u3099ぎ")
                    s.key("S-Left", "S-Left")
                    check_equal(selected(s).replace("\u304c", "か\u3099"), "か\u3099ぎ", "two back")
                    s.key("S-Left")
                    check("○" in selected(s), s.picture())
                    check_equal(hand(s), "戦略", "the field in hand is marked otherwise")
                    s.send("川")
                    check_equal(selected(s), "", "nothing is selected any more")
                    check_equal(s.torn(), 0, "torn characters")
                    s.key("F9")
                    check_equal(stored(db, ".//strategy-page/plan/strategy")[0],
                                "葛\U000E0100城①の川", "stored")
                    s.key("C-z")
                    s.key("F9")
                    check(stored(db, ".//strategy-page/plan/strategy")[0].endswith("ぎ"), "undone")


def case_select_by_mark_word_paragraph_and_all():
    """Ctrl-Space marks, words and paragraphs and all have keys, Esc lets go."""
    with Folder() as folder:
        with open_kusei(blank_sheet(folder)) as s:
            open_strategy(s, "戦略")
            s.send("地域の活動を支援する。\r次の段落。")
            s.key("C-Home")
            s.key("C-@", "Right", "Right")
            check_equal(selected(s), "地域", "marked")
            s.key("C-Right")
            check_equal(selected(s), "地域の", "by a word")
            s.key("Esc", "Right")
            check_equal(selected(s), "", "let go")
            s.key("M-a")
            check_equal(selected(s), "地域の活動を支援する。", "the paragraph")
            s.key("C-a")
            check_equal(selected(s).replace(" ", ""), "地域の活動を支援する。次の段落。", "all")
            s.key("C-Home", "S-C-Right")
            check_equal(selected(s), "地域の", "a word on")
            s.key("S-Down")
            check("次の" in selected(s), s.picture())


def case_cut_copy_paste():
    """What is cut is pasted elsewhere, in one step that is taken back whole."""
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            open_strategy(s, "めざす状態")
            s.key("C-v")
            check(told(s, "Nothing was cut or copied yet."), s.picture())
            s.key("C-x")
            check(told(s, "Nothing is selected. %s begins to select."), s.picture())
            s.send("一つ目と二つ目")
            s.key("S-Left", "S-Left", "S-Left", "C-x")
            check(told(s, "%zu character cut out."), s.picture())
            go_to_field(s, "戦略")
            s.key("C-v", "C-v")
            s.key("C-z")
            s.key("C-c")
            check(told(s, "The whole field copied: %zu character."), s.picture())
            go_to_field(s, "課題")
            s.key("C-v", "F9")
            check_equal(stored(db, ".//strategy-page/plan/aim")[0], "一つ目と", "cut")
            check_equal(stored(db, ".//strategy-page/plan/strategy")[0], "二つ目", "pasted once")
            check_equal(export(db, "北区", "2015").count("二つ目"), 2, "pasted into both")


def case_clipboard_of_the_terminal():
    """What is cut or copied can be pasted in other windows, too, byte for byte."""
    with Folder() as folder:
        with open_kusei(blank_sheet(folder)) as s:
            open_strategy(s, "めざす状態")
            s.send("一つ目と①神︀")
            check_equal(s.copied(), None, "before anything is copied")
            s.key("C-c")
            check_equal(s.copied(), "一つ目と①神︀", "copied whole")
            s.key("S-Left", "S-Left", "C-x")
            check_equal(s.copied(), "①神︀", "cut")
            s.key("Enter")
            s.send("次の行")
            s.key("C-a", "C-c")
            check_equal(s.copied(), "一つ目と\n次の行", "with the line break")


def case_clipboard_left_alone():
    """With --no-clipboard, and where the terminal has none, the copy stays in the program."""
    with Folder() as folder:
        db = blank_sheet(folder)
        for options, term in (("--no-clipboard",), "xterm-256color"), ((), "vt220"):
            with open_kusei(db, options=options, env=environment(TERM=term)) as s:
                open_strategy(s, "めざす状態")
                s.send("写す")
                s.key("C-c")
                check(told(s, "The whole field copied: %zu character."), s.picture())
                check_equal(s.copied(), None, f"{options} {term}")
                s.key("C-v")
                check("写す写す" in s.text(), s.picture())


def case_clipboard_too_long():
    """What is too long for other windows is copied all the same, and the program says so."""
    with Folder() as folder:
        with open_kusei(blank_sheet(folder)) as s:
            open_strategy(s, "めざす状態")
            s.paste("区" * 33333)
            s.key("C-c")
            check_equal(s.copied(), "区" * 33333, "just short enough")
            s.send("政")
            s.key("C-c")
            check(told(s, "Copied for this program alone: other windows take at most %d kB."),
                  s.picture())
            check_equal(s.copied(), "区" * 33333, "the terminal's clipboard as it was")


# --- find and replace ------------------------------------------------------------------

def fill_three(screen):
    open_strategy(screen, "めざす状態")
    screen.send("協働を広げる。協働の場")
    go_to_field(screen, "戦略")
    screen.send("区民と協働する")
    go_to_field(screen, "課題")
    screen.send("地域の担い手")


def case_find():
    """Words are found over the fields of the page, look-alikes too, around its end."""
    for rows, cols in SIZES:
        with Folder() as folder:
            with open_kusei(blank_sheet(folder)) as s:
                fill_three(s)
                s.resize(rows, cols)
                s.key("C-f")
                s.send("協働")
                s.key("Enter")
                check_equal((hand(s), selected(s)), ("めざす状態", "協働"), "the first")
                check("1" in message(s) and "3" in message(s), s.picture())
                row, col, _ = s.cursor()
                check_equal(row, rows - 2, "the cursor is where one types")
                s.key("Enter", "Enter")
                check_equal((hand(s), selected(s)), ("戦略", "協働"), "in the next field")
                s.key("Enter")
                check_equal(hand(s), "めざす状態", "around the end")
                s.key("Up")
                check_equal(hand(s), "戦略", "back again")
                s.key("C-a")
                s.send("ない言葉")
                s.key("Enter")
                check(told(s, "It stands nowhere on this page."), s.picture())
                s.key("Esc")
                s.send("と")
                check(s.shows("区民とと"), "typing goes into the field again:\n" + s.picture())


def case_replace():
    """One by one, or all at once over the page, with the count; each field takes it back in one step."""
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            fill_three(s)
            s.key("C-f")
            s.send("協働")
            s.key("Tab")
            s.send("連携")
            s.key("Enter")
            check("3" in message(s) and told(s, REPLACE), s.picture())
            check_equal(hand(s), "めざす状態", "the first place")
            s.send("n")
            s.send("y")
            check_equal(hand(s), "戦略", "the third place")
            s.send("y")
            check(told(s, "%zu place replaced.") and "2" in message(s), s.picture())
            s.key("F9")
            check_equal(stored(db, ".//strategy-page/plan/aim")[0], "協働を広げる。連携の場", "aim")
            check_equal(stored(db, ".//strategy-page/plan/strategy")[0], "区民と連携する", "strategy")

            s.key("C-f")
            s.send("連携")
            s.key("Tab")
            s.send("つながり")
            s.key("Enter")
            s.send("a")
            check(told(s, "%zu place replaced.") and "2" in message(s), s.picture())
            s.key("F9")
            check_equal(stored(db, ".//strategy-page/plan/aim")[0], "協働を広げる。つながりの場", "all")
            check_equal(stored(db, ".//strategy-page/plan/strategy")[0], "区民とつながりする", "all")
            go_to_field(s, "めざす状態")
            s.key("C-z", "F9")
            check_equal(stored(db, ".//strategy-page/plan/aim")[0], "協働を広げる。連携の場", "back")
            check_equal(stored(db, ".//strategy-page/plan/strategy")[0], "区民とつながりする", "not here")


# --- pastes -----------------------------------------------------------------------------

def case_paste_100_kb():
    """A paste of 100 kB is one step, painted once, and stored whole."""
    text = ("地域活動協議会の認知度を高める取組を進める。" * 40 + "\n") * 38
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            open_strategy(s, "戦略")
            before = s.bytes()
            s.paste(text)
            sent = s.bytes() - before
            check(len(text.encode()) > 100000, "the paste is too short")
            check(sent < 8000, f"{sent} bytes for one screen")
            s.key("F9")
            check_equal(stored(db, ".//strategy-page/plan/strategy")[0], text, "stored")
            s.key("C-z", "F9")
            check_equal(stored(db, ".//strategy-page/plan/strategy")[0], "", "taken back in one step")


def case_paste_of_what_may_not_be_stored():
    """What may not be stored is left out of a paste, with its name and its place; the rest stays."""
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            open_strategy(s, "戦略")
            s.paste("一行目\n二行目\nいろはに\u202eほへと")
            check("U+202E" in message(s), s.picture())
            check(told(s, "%s%s, line %zu, character %zu"), s.picture())
            check(re.search(r"3\D+5", message(s).split("U+202E")[1]), s.picture())
            s.key("F9")
            check_equal(stored(db, ".//strategy-page/plan/strategy")[0],
                        "一行目\n二行目\nいろはにほへと", "the rest")


def case_refused_at_the_key():
    """A character that may not be stored is refused where it is typed, with its name and code point."""
    with Folder() as folder:
        with open_kusei(blank_sheet(folder)) as s:
            open_strategy(s, "戦略")
            s.send("い\u202eろ")
            check(s.shows("いろ"), s.picture())
            check("U+202E(" in message(s), s.picture())


def case_paste_cells():
    """Cells go one a field from the one in hand on, after a question; each field takes its back."""
    for rows, cols in SIZES:
        with Folder() as folder:
            db = blank_sheet(folder)
            with open_kusei(db) as s:
                open_strategy(s, "めざす状態", (rows, cols))
                s.paste("目指す\t測る\t進める\t無い選択\n\t一つ\t二つ\t三つ\n")
                check(told(s, "%zu cells from \"%s\" on, one a field? y: yes  t: as one text  n: no"),
                      s.picture())
                check("8" in message(s) and "めざす状態" in message(s), s.picture())
                s.send("y")
                check(told(s, "\"%s\" is none of the choices") and "無い選択" in message(s), s.picture())
                s.key("F9")
                check_equal([stored(db, ".//strategy-page/plan/" + name)[0]
                             for name in ("aim", "outcome", "strategy")], ["目指す", "測る", "進める"],
                            "one a field")
                s.resize(24, 80)
                go_to_field(s, "アウトカム")
                s.key("C-z", "F9")
                check_equal([stored(db, ".//strategy-page/plan/" + name)[0]
                             for name in ("aim", "outcome", "strategy")], ["目指す", "", "進める"],
                            "one taken back")


def case_paste_cells_as_text_or_not():
    """The question can be answered with «as one text» and «no»."""
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            open_strategy(s, "めざす状態")
            s.paste("一\t二\n三\t四\n")
            s.send("n")
            s.paste("一\t二\n三\t四\n")
            s.send("t")
            s.key("F9")
            check_equal(stored(db, ".//strategy-page/plan/aim")[0], "一\t二\n三\t四\n", "as text")
            check_equal(stored(db, ".//strategy-page/plan/outcome")[0], "", "the next field")


# --- characters, and the printed cell ------------------------------------------------------

def case_character_outside_jis():
    """A character outside JIS X 0213 is pointed out at once, with its place, and nothing is hindered."""
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            open_strategy(s, "戦略")
            s.send("良い\U0001F600")
            s.settle(FOLLOWED)
            check(s.shows("U+1F600") and s.shows("JIS X 0213"), s.picture())
            s.key("Backspace")
            s.settle(FOLLOWED)
            check(not s.shows("U+1F600"), s.picture())
            s.send("\U0001F600")
            s.key("Tab")
            check(s.shows("U+1F600"), "it stays when the field is left:\n" + s.picture())
            s.key("F9")
            check_equal(stored(db, ".//strategy-page/plan/strategy")[0], "良い\U0001F600", "stored")


def case_no_character():
    """For a number that is no character a question mark is drawn, because terminals differ
    in how wide it is; it is named, and kept."""
    for ambiguous in (1, 2):
        with Folder() as folder:
            db = blank_sheet(folder)
            with open_kusei(db, ambiguous=ambiguous) as s:
                open_strategy(s, "戦略")
                s.send("良い\u3040例")
                s.settle(FOLLOWED)
                check(s.shows("良い?例") and s.shows("U+3040"), s.picture())
                check_equal(s.torn(), 0, "torn characters")
                s.key("F9")
                check_equal(stored(db, ".//strategy-page/plan/strategy")[0], "良い\u3040例", "stored")


def percent(screen):
    """The percentage that the field in hand shows."""
    found = re.search(r"(\d+)%", "\n".join(screen.rows()[1:-2]))
    return int(found.group(1)) if found else None


def case_printed_cell():
    """While a long text is typed, how much of its printed cell it takes; too much is marked where it begins."""
    for rows, cols in SIZES:
        with Folder() as folder:
            with open_kusei(blank_sheet(folder)) as s:
                open_strategy(s, "戦略", (rows, cols))
                check_equal(percent(s), None, "blank")
                s.send("地域の活動を支援する。" * 8)
                s.settle(FOLLOWED)
                check("88" in s.text() and 0 < percent(s) < 100, s.picture())
                one = percent(s)
                s.send("も")
                s.settle(FOLLOWED)
                check("89" in s.text() and percent(s) >= one, s.picture())
                s.paste("地域の活動を支援する。" * 60)
                s.settle(FOLLOWED)
                check(percent(s) > 100, s.picture())
                s.key("C-End")
                check(any(part and part in re.sub(r"\s", "", s.text())
                          for part in parts("  > %zu char too many for print")), s.picture())
                check_equal(s.torn(), 0, "torn characters")
                for _ in range(60):
                    marked = [text for _, text in s.marked(BOLD) if text == ">"]
                    if marked:
                        break
                    s.key("Up")
                check_equal(marked, [">"], "one mark in the margin")
                s.key("C-End", "Tab")
                check_equal(percent(s), None, "at the choice that follows")


def case_cursor_stays_where_it_is_asked():
    """What follows a text a moment later leaves the cursor at the question that was asked meanwhile."""
    with Folder() as folder:
        with open_kusei(blank_sheet(folder)) as s:
            open_strategy(s, "戦略")
            for key in "\x06", "\x17":  # find; the whole page as not applicable
                s.send("地域の活動" + key)
                asked = s.cursor()[:2]
                s.settle(FOLLOWED)
                check_equal((s.cursor()[:2], asked[0]), (asked, len(s.rows()) - 2), s.picture())
                s.key("Esc")


def case_bytes_of_a_key():
    """A key costs few bytes: in mid-line at most 200, at the end at most 40."""
    with Folder() as folder:
        db = folder / "k.db"
        load(db, "kita-2015.xml")
        with open_kusei(db) as s:
            open_strategy(s, "戦略", page="1.1.a/1-1")
            for key, most in (("C-Home", 200), ("C-End", 40)):
                s.key(key)
                s.settle(FOLLOWED)
                before = s.bytes()
                s.send("あ")
                check(s.bytes() - before <= most, f"{key}: {s.bytes() - before} bytes")
                s.key("Backspace")
            check_equal(s.torn(), 0, "torn characters")


def case_bytes_in_the_middle_of_one_paragraph():
    """At most 200, too, where every row under the key moves, and no more when it is taken back."""
    longest = max((e.text for e in ET.parse(SOURCE / "data" / "tsurumi-2015.xml").iter()
                   if len(e) == 0 and e.text), key=len)
    text = (longest.replace("\n", "") * 3)[:400]
    with Folder() as folder:
        with open_kusei(blank_sheet(folder)) as s:
            open_strategy(s, "戦略")
            s.paste(text)
            s.key("C-End")
            lines = s.cursor()[0] - 6
            s.key("C-Home", *["Down"] * (lines // 2), *["Right"] * 12)
            for key in "あ\x7f" * 5:
                s.settle(FOLLOWED)
                before = s.bytes()
                s.send(key)
                check(s.bytes() - before <= 200, f"{key!r}: {s.bytes() - before} bytes")
            check_equal(s.torn(), 0, "torn characters")


def case_what_is_said_follows():
    """Whoever goes through fields at once sees the hint and the measure of the one where it ends."""
    hints = {item.find(X + "label").text: item.find(X + "hint").text
             for item in FORM.page("strategy-page").iter() if item.find(X + "hint") is not None}
    with Folder() as folder:
        db = folder / "k.db"
        load(db, "kita-2015.xml")
        with open_kusei(db) as s:
            open_strategy(s, "めざす状態", page="1.1.a/1-1")
            s.settle(FOLLOWED)
            s.send("\t\t")
            s.settle(FOLLOWED)
            check_equal(hand(s), "戦略", s.picture())
            check(hints["戦略"] in message(s), s.picture())
            check(percent(s), s.picture())


def case_moved_rows_are_right():
    """Whatever is typed into and taken out of a long text, the screen is as if painted anew."""
    for rows, cols in SIZES:
        for ambiguous in (1, 2):
            with Folder() as folder:
                db = folder / "k.db"
                load(db, "kita-2015.xml")
                with open_kusei(db, ambiguous=ambiguous) as s:
                    open_strategy(s, "戦略", (rows, cols), "1.1.a/1-1")
                    s.key("C-Home")
                    for text in ("あ", "①", "a", "○×", "1", "地域活動協議会", "、", "か\u3099", "ｱ"):
                        s.send(text)
                        s.key("Right", "Right", "Right")
                        s.settle(FOLLOWED)
                        typed = s.text(), s.cursor()
                        s.key("C-l")
                        check_equal((s.text(), s.cursor()), typed, f"after {text}")
                    for key in ("Backspace", "Del", "S-Left") * 4:
                        s.key(key)
                        s.settle(FOLLOWED)
                        typed = s.text(), s.cursor()
                        s.key("C-l")
                        check_equal((s.text(), s.cursor()), typed, f"after {key}")


if __name__ == "__main__":
    main()
