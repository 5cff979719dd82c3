"""Two people at one sheet, what a field held before, and finding a place again."""
import os
import pwd
import re
import signal
import time
import xml.etree.ElementTree as ET

from kusei import export, go_to_outline, load, new, open_kusei, open_page, say, says
from runner import check, check_equal, main, skip
from screen import BUILD, REVERSE, VSCREEN, Folder, environment, run

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

PAGE = "1.1.a/strategy-page-1"
STAGE = BUILD / "tests" / "terminal" / "stage.so"
SIZES = [(24, 80), (40, 120)]
WIDTHS = (1, 2)


def everywhere():
    for rows, cols in SIZES:
        for width in WIDTHS:
            yield {"rows": rows, "cols": cols, "ambiguous": width}


NAME = pwd.getpwuid(os.geteuid()).pw_name  # both are this one, in two windows
ALSO_HERE = "Also at this page: %s, since %s."


def outline_columns(cells):
    return min(max(len(cells[0]) * 3 // 10, 30), 60) if len(cells[0]) >= 100 else 0


def page_rows(screen):
    """The page's rows, without the outline and without how much is done."""
    cells = screen.cells()
    return ["".join(row[outline_columns(cells):]).rstrip() for row in cells[2:-2]]


def in_hand(screen):
    """As in kusei.py, without the line of the outline that stands at the left."""
    cells, marks = screen.cells(), screen.attributes()
    left = outline_columns(cells)
    return re.sub(r"\s", "", "".join(
        cell for row in range(1, len(cells))
        for cell, mark in list(zip(cells[row], marks[row]))[left:] if mark & REVERSE))


def go_to_field(screen, label):
    """To the first field of that label on the page that is open."""
    before = None
    while (in_hand(screen), screen.cursor()) != before:
        before = in_hand(screen), screen.cursor()
        screen.key("S-Tab")
    before = None
    while in_hand(screen) != label:
        check((in_hand(screen), screen.cursor()) != before, f"no field {label}:\n{screen.picture()}")
        before = in_hand(screen), screen.cursor()
        screen.key("Tab")


def escape(screen, title):
    """Leaves the screen of that title with Esc, which takes its time."""
    screen.key("Esc")
    screen.gone(title)


def begin(screen, field, page=PAGE):
    screen.settle()
    open_page(screen, page)
    go_to_field(screen, field)


def value(db, path, page=PAGE):
    root = ET.fromstring(export(db, "北区", "2015").encode())
    row = next(r for r in root.iter("row") if r.get("id") == page.split("/")[0])
    return row.find("strategy-page").find(path).text or ""


def joined(screen):
    return re.sub(r"\s", "", screen.text())


# --- two people -------------------------------------------------------------------------


def case_others_are_seen():
    """The second at a page sees who is there; the first, who came; not who has left."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        with open_kusei(db) as a:
            begin(a, "戦略")
            check(not says(a, ALSO_HERE), a.picture())
            with open_kusei(db) as b:
                b.settle()
                open_page(b, PAGE)
                b.wait(NAME)
                check(says(b, ALSO_HERE) and b.torn() == 0, b.picture())
                b.key("Tab")
                check(not says(b, ALSO_HERE), b.picture())
                a.key("PgDn", "PgUp")
                check(says(a, ALSO_HERE), a.picture())
                b.key("F10", "F10", "F10")
                check_equal(b.exit(), 0, "exit status")
            a.key("PgDn", "PgUp")
            check(not says(a, ALSO_HERE), f"who has left is not there:\n{a.picture()}")
            with open_kusei(db) as b:
                b.settle()
                open_page(b, PAGE)
                b.wait(NAME)
                b.kill()
            a.key("PgDn", "PgUp")
            check(not says(a, ALSO_HERE), f"who was killed is not there:\n{a.picture()}")


def case_other_fields_are_merged():
    """Two people in two fields of a page: both are kept, without a question, and it is said."""
    for how in everywhere():
        with Folder() as folder:
            db = folder / "k.db"
            new(db)
            with open_kusei(db, **how) as a, \
                    open_kusei(db, **how) as b:
                begin(a, "戦略")
                begin(b, "課題")
                a.send("甲の戦略①")
                a.key("F9")
                b.send("乙の課題―")
                b.key("F9")
                check(says(b, "Merged with what %s saved at %s. Changed there: %zu, here: %zu."),
                      b.picture())
                check(b.shows("乙の課題―"), b.picture())
                check_equal(b.torn(), 0, "torn")
                go_to_field(b, "戦略")
                check(b.shows("甲の戦略①"), b.picture())
            check_equal(value(db, "plan/strategy"), "甲の戦略①", "strategy")
            check_equal(value(db, "evaluation/issues"), "乙の課題―", "issues")


def case_draft_taken_by_a_save():
    """What one typed is a draft; the same person saves in another window: nothing is lost."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        with open_kusei(db) as a, open_kusei(db) as b:
            begin(a, "戦略")
            begin(b, "課題")
            b.send("乙の課題")
            time.sleep(1.2)  # until it is a draft
            a.send("甲の戦略")
            a.key("F9")
            b.key("F9")
        check_equal(value(db, "plan/strategy"), "甲の戦略", "strategy")
        check_equal(value(db, "evaluation/issues"), "乙の課題", "issues")


def conflict(db, how):
    """Both change 戦略, the first also めざす状態, the second 課題: the second is asked."""
    a = open_kusei(db, **how)
    b = open_kusei(db, **how)
    begin(a, "戦略")
    begin(b, "戦略")
    b.send("乙の戦略")
    a.send("甲の戦略")
    go_to_field(a, "めざす状態")
    a.send("甲のめざす状態")
    a.key("F9")
    go_to_field(b, "課題")
    b.send("乙の課題")
    b.key("F9")
    b.wait(say("Changed by two"))
    a.close()
    return b


def case_conflict_field_by_field():
    """A field that both changed: mine, theirs or both; what one changed is taken over."""
    wanted = {"t": "甲の戦略", "m": "乙の戦略", "b": "甲の戦略\n乙の戦略"}
    for how, (key, text) in zip([*everywhere()], [*wanted.items(), ("b", wanted["b"])]):
        with Folder() as folder:
            db = folder / "k.db"
            new(db)
            with conflict(db, how) as b:
                check("戦略" in in_hand(b), b.picture())
                shown = joined(b)
                check("甲の戦略" in shown and "乙の戦略" in shown and NAME in shown, b.picture())
                check(says(b, "changed by them alone") and says(b, "changed by me alone"),
                      b.picture())
                b.key("Enter")
                check(says(b, "%zu field is still to be decided."), b.picture())
                check_equal(value(db, "plan/strategy"), "甲の戦略", "not saved before it is decided")
                b.send(key)
                check(says(b, "Everything is decided. %s: save it so  %s: later"), b.picture())
                check_equal(b.torn(), 0, "torn")
                b.key("Enter")
                check(says(b, "Merged as you decided, and saved."), b.picture())
                check_equal(in_hand(b), "課題", "field in hand")
            check_equal(value(db, "plan/strategy"), text, f"strategy after {key}")
            check_equal(value(db, "plan/aim"), "甲のめざす状態", "aim")
            check_equal(value(db, "evaluation/issues"), "乙の課題", "issues")
            told = run("--db", db, "history", "北区", "H27", PAGE).stdout
            check("甲の戦略" in told, told)


def case_conflict_left_for_later():
    """Esc decides nothing: what was typed is still there, and asked about at the next opening."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        with conflict(db, {}) as b:
            escape(b, say("Changed by two"))
            check(says(b, "What you typed is still here, and kept as a draft."), b.picture())
            check(b.shows("乙の課題"), b.picture())
            go_to_field(b, "戦略")
            check(b.shows("乙の戦略"), b.picture())
            check_equal(value(db, "plan/strategy"), "甲の戦略", "strategy")
            b.kill()
        with open_kusei(db) as b:
            b.settle()
            b.key("Enter")
            b.wait(say("Changed by two"))
            b.send("m")
            b.key("Enter")
            check(say("All pages") in b.rows()[0], b.picture())
            check_equal(value(db, "plan/strategy"), "乙の戦略", "strategy")
            check_equal(value(db, "plan/aim"), "甲のめざす状態", "aim")
            check_equal(value(db, "evaluation/issues"), "乙の課題", "issues")


def case_page_taken_out():
    """Somebody takes out the page one types in: it is said, and nothing goes without an answer."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        with open_kusei(db) as a, open_kusei(db) as b:
            a.settle()
            open_page(a, PAGE)
            go_to_outline(a)
            a.key("Ins")
            a.key("F10")
            b.settle()
            open_page(b, "1.1.a/strategy-page-2")
            go_to_field(b, "戦略")
            b.send("乙の戦略")
            a.key("Enter")
            open_page(a, "1.1.a/strategy-page-2")
            go_to_outline(a)
            a.key("Del")
            a.send("y")
            b.key("F9")
            check(says(b, "%s took %s out at %s. What you changed there cannot be saved any more. "
                          "t: take it out here too  Esc: later"), b.picture())
            escape(b, "Esc:")
            check(b.shows("乙の戦略"), b.picture())
            b.key("F9")
            b.send("t")
            check(say("All pages") in b.rows()[0], b.picture())
            b.key("F10", "F10")
            check_equal(b.exit(), 0, "exit status")


def another(name):
    """The environment of somebody else on the same host; the sanitizer wants to come first."""
    first = environment().get("ASAN_OPTIONS")
    options = f"{first}:verify_asan_link_order=0" if first else None
    return environment(LD_PRELOAD=str(STAGE), STAGE_USER=name, ASAN_OPTIONS=options)


def write_as(db, name, field, text, page=PAGE):
    """Somebody else opens the sheet, writes into a field, saves, and leaves."""
    with open_kusei(db, env=another(name)) as b:
        begin(b, field, page)
        b.send(text)
        b.key("F9", "F10", "F10", "F10")
        check_equal(b.exit(), 0, "exit status")


SAVED_BY = "%s saved this page at %s. %s: what changed"
NOT_SHOWN_YET = "%s saved this at %s: merged when you save. %s: what changed"
LEGEND = "[ ] to do  [-] begun  [x] done  ! error  ? warning  * saved by others"


def marked_lines(screen):
    return [row for row in screen.rows()[1:-2] if re.match(r"\s*\[.\]\*", row)]


def case_news_since_the_last_time():
    """What others saved since one was last here is marked, told at its page, and leads to what changed."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        with open_kusei(db, env=another("sato")) as a:
            begin(a, "課題")
            a.key("F10", "F10", "F10")
            check_equal(a.exit(), 0, "exit status")
        write_as(db, "suzuki", "戦略", "鈴木の戦略")
        for _ in range(2):  # who does not go there is told the next time, too
            with open_kusei(db, env=another("sato")) as a:
                a.settle()
                go_to_outline(a)
                check_equal(len(marked_lines(a)), 1, a.picture())
                check("suzuki" in marked_lines(a)[0] and says(a, LEGEND), a.picture())
                a.key("F10", "F10")
                check_equal(a.exit(), 0, "exit status")
        with open_kusei(db, env=another("sato")) as a:
            a.settle()
            open_page(a, PAGE)
            check(says(a, SAVED_BY) and a.shows("suzuki"), a.picture())
            a.key("F7")
            a.wait(say("History"))
            check("鈴木の戦略" in joined(a) and "suzuki" in joined(a), a.picture())
            a.key("F10", "Tab")
            check(not says(a, SAVED_BY), f"said once:\n{a.picture()}")
            a.key("F2")
            check_equal(marked_lines(a), [], "known")
            check(not says(a, LEGEND), a.picture())
            a.key("F10", "F10")
        with open_kusei(db, env=another("sato")) as a:
            a.settle()
            go_to_outline(a)
            check_equal(marked_lines(a), [], "not again")


def case_news_while_it_is_open():
    """What others save meanwhile is there when one comes to the page, not over what is being typed."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        with open_kusei(db, env=another("sato")) as a:
            begin(a, "課題", "1.2.a/strategy-page-1")
            write_as(db, "suzuki", "戦略", "鈴木の戦略")
            open_page(a, PAGE)
            check(a.shows("鈴木の戦略") and says(a, SAVED_BY), a.picture())
            go_to_field(a, "課題")
            a.send("佐藤の課題")
            write_as(db, "suzuki", "めざす状態", "鈴木の状態", "1.2.a/strategy-page-1")
            a.key("F2")
            check_equal(len(marked_lines(a)), 1, a.picture())
            a.key("F10", "F10")
            check_equal(a.exit(), 0, "exit status")
        check_equal(value(db, "plan/strategy"), "鈴木の戦略", "theirs")
        check_equal(value(db, "evaluation/issues"), "佐藤の課題", "mine")


def case_news_of_a_page_with_another_name():
    """Who comes to a page that somebody else gave its number stays at it."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        with open_kusei(db, env=another("sato")) as a:
            begin(a, "課題")
            a.key("PgDn", "PgDn")
            write_as(db, "suzuki", "番号", "1-3", "1.2.a/strategy-page-1")
            a.key("PgDn")
            check(says(a, SAVED_BY), a.picture())
            check("1.2.a" in a.rows()[1] and "1-3" in a.rows()[1], a.picture())


def case_news_beside_what_is_typed():
    """Where something is unsaved nothing is read anew: it is said, and merged by the save."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        with open_kusei(db, env=another("sato")) as a:
            begin(a, "課題")
            a.send("打ちかけ")
            write_as(db, "suzuki", "戦略", "鈴木の戦略")
            a.key("F1")
            a.wait(say("Help"))
            a.key("F10")
            a.wait("suzuki")
            check(says(a, NOT_SHOWN_YET) and a.shows("打ちかけ") and not a.shows("鈴木の戦略"),
                  a.picture())
            a.key("F9")
            check(a.shows("打ちかけ") and a.shows("鈴木の戦略"), a.picture())
        check_equal(value(db, "plan/strategy"), "鈴木の戦略", "theirs")
        check_equal(value(db, "evaluation/issues"), "打ちかけ", "mine")


# --- what a field held before -------------------------------------------------------------


def write_versions(screen, *versions):
    for text in versions:
        screen.key("C-Home", "C-k")
        screen.send(text)
        screen.key("F9")


def case_field_history():
    """Every text a field held, who and when; an older one is brought back and can be undone."""
    for how in everywhere():
        with Folder() as folder:
            db = folder / "k.db"
            new(db)
            with open_kusei(db, **how) as s:
                begin(s, "戦略")
                write_versions(s, "町会が①清掃する。", "町会と学校が①清掃する。", "町会と学校が掃除する。")
                s.key("M-o")
                s.wait(say("History"))
                lines = [row for row in s.rows() if NAME in row]
                check_equal(len([row for row in lines if "町会" in row]), 3, s.picture())
                check("清掃" in joined(s) and "掃除" in joined(s), "both texts of the difference")
                signs = [row for row in s.rows() if re.search(r"-\+|^ *[-+] ", row)]
                check(signs, f"no signs of a difference:\n{s.picture()}")
                check_equal(s.torn(), 0, "torn")
                s.key("Down", "Down", "Enter")
                check_equal(in_hand(s), "戦略", "field in hand")
                check(s.shows("町会が①清掃する。"), s.picture())
                check_equal(value(db, "plan/strategy"), "町会と学校が掃除する。", "not saved by itself")
                s.key("C-z")
                check(s.shows("町会と学校が掃除する。"), s.picture())
                s.key("C-y", "F9")
            check_equal(value(db, "plan/strategy"), "町会が①清掃する。", "saved with F9")


def case_field_history_from_page_history():
    """From the page's history, Enter on a change leads to the field's."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        with open_kusei(db) as s:
            begin(s, "戦略")
            write_versions(s, "はじめの案")
            go_to_field(s, "課題")
            s.send("課題の文")
            go_to_field(s, "戦略")
            write_versions(s, "つぎの案")
            s.key("F7")
            s.wait(say("History"))
            s.key("Enter")
            check(says(s, "%s: the history of the field in hand  %s: back to the revisions"),
                  s.picture())
            s.key("Down", "Enter")
            check("課題" in s.rows()[0], s.picture())
            s.press("Esc")
            s.wait(say("begun"))
            s.key("Enter", "Enter")
            check("戦略" in s.rows()[0] and s.shows("はじめの案"), s.picture())
            s.key("Down", "Enter")
            check(in_hand(s) == "戦略" and s.shows("はじめの案"), s.picture())


# --- search ----------------------------------------------------------------------------------


def case_search_as_typed():
    """Hits as it is typed, this sheet first; Enter goes to the place, Esc back."""
    for how in everywhere():
        with Folder() as folder:
            db = folder / "k.db"
            load(db, "kita-2015.xml", "tsurumi-2015.xml")
            with open_kusei(db, **how) as s:
                s.settle()
                s.key("Down") if "北区" not in in_hand(s) else None
                open_page(s, "1.2.b/1-3")
                before = s.rows()
                s.key("F11")
                s.wait(say("Search"))
                s.send("声")
                s.send("かけ")
                s.settle()
                check("声かけ" in joined(s), s.picture())
                check_equal(s.torn(), 0, "torn")
                hits = [text for row, text in s.marked(REVERSE) if row > 2 and row < how["rows"] - 2]
                check(hits and all("声かけ" in h or h in "声かけ" for h in hits), f"{hits}")
                wards = ["鶴見" in row for row in s.rows()[3:-2] if row.strip()]
                check(not wards[0] and wards == sorted(wards), f"this sheet first:\n{s.picture()}")
                s.key("Backspace", "Backspace", "Backspace")
                s.send("存在しない言葉")
                check(says(s, "Found in %zu field"), s.picture())
                escape(s, say("Search"))
                check_equal(s.rows()[1:4], before[1:4], "back where one was")
                s.key("M-s")
                s.send("地域活動協議会")
                s.key("Down", "Enter")
                row, col, _ = s.cursor()
                at_cursor = "".join(s.cells()[row][col:]) + "".join(s.cells()[row + 1])
                check(re.sub(r"\s", "", at_cursor).startswith("地域活動協議会"[:2]), s.picture())


def other_hits(screen, ward):
    """Steps through the hits of another ward, each in hand when it is given."""
    seen = None
    while True:
        rows = screen.rows()
        line = next((row for row in rows if row.startswith(">")), "")
        if (line, rows) == seen:
            return
        seen = line, rows
        if line[2:].startswith(ward):
            yield line
        screen.key("Down")


def case_search_in_another_sheet():
    """A hit in another ward's sheet is read beside this one; a page that this one has not is
    opened on request."""
    for how in everywhere():
        with Folder() as folder:
            db = folder / "k.db"
            load(db, "kita-2015.xml", "tsurumi-2015.xml")
            with open_kusei(db, **how) as s:
                s.settle()
                open_page(s, "1.2.b")
                own = s.rows()[0].split()[0]
                other = "鶴見区" if own == "北区" else "北区"
                s.key("M-s")
                s.send("地域活動協議会")
                asked = beside = False
                for _ in other_hits(s, other):
                    s.key("Enter")
                    if says(s, "Leave this assessment and open %s %s there? y: yes  n: no"):
                        asked = True
                        s.send("n")
                    elif not beside:
                        beside = True
                        check(s.shows(say("read-only")) and s.shows(other), s.picture())
                        check(s.torn() == 0, s.picture())
                        s.press("Esc")
                        s.gone(say("read-only"))
                        check(s.rows()[0].startswith(f" {own}"), s.picture())
                    else:
                        s.press("Esc")
                        s.gone(say("read-only"))
                    check("地域活動協議会" in s.rows()[1], f"back at the hits:\n{s.picture()}")
                    if asked and beside:
                        break
                check(asked and beside, f"asked {asked}, beside {beside}:\n{s.picture()}")


def case_search_opens_another_sheet():
    """Where this sheet has no such page, the other is opened there, and this one was saved."""
    with Folder() as folder:
        db = folder / "k.db"
        load(db, "kita-2015.xml", "tsurumi-2015.xml")
        with open_kusei(db) as s:
            s.settle()
            open_page(s, "1.2.b")
            other = "鶴見区" if s.rows()[0].split()[0] == "北区" else "北区"
            s.key("F11")
            s.send("地域活動協議会")
            for _ in other_hits(s, other):
                s.key("Enter")
                if says(s, "Leave this assessment and open %s %s there? y: yes  n: no"):
                    break
                s.press("Esc")
                s.gone(say("read-only"))
            s.send("y")
            check(s.rows()[0].startswith(f" {other}"), s.picture())
            s.key("F10", "F10", "F10")
            check_equal(s.exit(), 0, "exit status")


def case_search_from_beside_opens_another_sheet():
    """Also from the other ward's page beside this one, which belongs to the sheet that is left."""
    with Folder() as folder:
        db = folder / "k.db"
        load(db, "kita-2015.xml", "tsurumi-2015.xml")
        with open_kusei(db) as s:
            s.settle()
            open_page(s, "1.2.b")
            other = "鶴見区" if s.rows()[0].split()[0] == "北区" else "北区"
            s.key("C-b", "Enter")
            s.wait(say("read-only"))
            s.key("F11")
            s.send("地域活動協議会")
            for _ in other_hits(s, other):
                s.key("Enter")
                if says(s, "Leave this assessment and open %s %s there? y: yes  n: no"):
                    break
                s.key("F11")
            s.send("y")
            check(s.rows()[0].startswith(f" {other}"), s.picture())
            s.key("F10", "F10", "F10")
            check_equal(s.exit(), 0, "exit status")


def case_search_from_the_list():
    """Without an assessment open, a hit opens the one it is in."""
    with Folder() as folder:
        db = folder / "k.db"
        load(db, "kita-2015.xml")
        with open_kusei(db) as s:
            s.settle()
            s.key("F11")
            s.send("地域活動協議会")
            s.key("Enter")
            check("北区" in s.rows()[0] and s.shows("1."), s.picture())
            s.key("F10")
            check(say("All pages") in s.rows()[0], s.picture())


# --- the place after a crash ------------------------------------------------------------------


def case_place_is_exact_after_a_kill():
    """kill -9 far down in a long text: the same page, field, column and scroll."""
    sizes = [(24, 80), (40, 120), (60, 220), (14, 80)]
    long = "".join(f"{n}番目の文をここに書いておく。" for n in range(60))
    for rows, cols in sizes:
        for width in WIDTHS:
            with Folder() as folder:
                db = folder / "k.db"
                new(db)
                with open_kusei(db, rows=rows, cols=cols, ambiguous=width) as s:
                    begin(s, "戦略")
                    s.paste(long)
                    time.sleep(1.2)
                    s.kill()
                with open_kusei(db, rows=rows, cols=cols, ambiguous=width) as s:
                    s.settle()
                    s.key("Enter")
                    for _ in range(9):
                        s.key("Up")
                    s.key("Left", "Left", "Left")
                    s.send("字①")
                    time.sleep(1.2)  # the promise is about time itself
                    s.settle()
                    before = page_rows(s), s.cursor()
                    check_equal(s.kill(), -signal.SIGKILL, "end")
                with open_kusei(db, rows=rows, cols=cols, ambiguous=width) as s:
                    s.settle()
                    s.key("Enter")
                    s.key("Right", "Left")  # the sentence about the draft goes
                    after = page_rows(s), s.cursor()
                check_equal(after, before, f"screen at {rows}x{cols}, width {width}")


main()
