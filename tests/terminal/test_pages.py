"""Walking a sheet and filling it in, as the person at the terminal sees it."""
import re
import sqlite3
import xml.etree.ElementTree as ET

from form import Form, X, label
from kusei import (export, go_to_field, go_to_outline, in_hand, load, new, open_kusei, open_page,
                   say, says, text_between)
from runner import check, check_equal, main, skip
from screen import SOURCE, VSCREEN, Folder, environment, run

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

POLICY = ET.parse(SOURCE / "forms" / "osaka-2015" / "policy.xml").getroot()
STRATEGY = "1.1.a/strategy-page-1"
INITIATIVE = "1.1.a/initiative-page-1"


def blank_sheet(folder):
    new(folder / "k.db")
    return folder / "k.db"


def stored(db, path):
    """The content of the first node of that path in the export."""
    return ET.fromstring(export(db, "北区", "2015").encode()).find(path)


def choice_label(ref):
    """The Japanese label of the choice with that ref."""
    form = Form(SOURCE / "forms" / "osaka-2015")
    return next(label(item) for item in form.root.iter(X + "select1")
                if item.get("ref") == ref).replace(" ", "")


def case_empty_list_and_new():
    """From an empty database to a new sheet: a ward by part of its name, a year as people write it."""
    with Folder() as folder:
        db = folder / "k.db"
        with open_kusei(db) as s:
            s.settle()
            check(says(s, "There is no assessment yet: press %s to begin one."), s.picture())
            s.send("n")
            s.wait(say("A new assessment"))
            s.send("鶴")
            s.key("Enter")
            check(s.shows("271241"), s.picture())
            s.send("平成２７")
            s.key("Enter")
            s.wait("1.1.a")
            check(s.rows()[0].startswith(" 鶴見区  平成27年度"), s.picture())
            s.key("F10")
            s.wait(say("Assessments"))
            check(s.shows("鶴見区") and s.shows("平成27年度"), s.picture())
            s.key("F10")
            check_equal(s.exit(), 0, "exit status")
        check("271241" in run("--db", db, "list").stdout, "not listed")


def many_sheets(folder, count):
    """A blank sheet, and lines of the list that have nothing behind them: 2区, 3区, ..."""
    db = blank_sheet(folder)
    with sqlite3.connect(db) as connection:
        connection.executemany(
            "INSERT INTO assessment(ward_code, ward_name, year, policy, form_version, state, pages_done,"
            " pages_total, created_at, changed_at, changed_by)"
            " VALUES(?, ?, 2015, 'osaka-2015', '1', 'entry', 1, 35, '2016-04-01T00:00:00Z',"
            " '2016-04-01T00:00:00Z', 'x')", [(str(900000 + i), f"{i}区") for i in range(2, count + 1)])
    connection.close()
    return db


def case_long_list():
    """However long the list is, every line of it is there from the first key on."""
    for count in (1, 18, 19, 20, 21, 300):
        def is_in_hand(screen, number):
            name = "北区" if number == 1 else f"{number}区"
            check(in_hand(screen).startswith(name + "平成27年度"), screen.picture())
            check_equal(screen.text().count("平成27年度"), min(count, 19), "lines")

        with Folder() as folder:
            db = many_sheets(folder, count)
            with open_kusei(db) as s:
                s.wait("北区")
                s.key("End")
                is_in_hand(s, count)
                s.key("Home")
                is_in_hand(s, 1)
            with open_kusei(db) as s:
                s.settle()
                is_in_hand(s, 1)
                s.key("PgDn", "PgDn")
                is_in_hand(s, min(count, 37))
                s.key("End")
                is_in_hand(s, count)


def case_unknown_ward_and_year():
    """A ward or year that does not exist is told on the screen, and nothing is made."""
    with Folder() as folder:
        db = folder / "k.db"
        with open_kusei(db) as s:
            s.settle()
            s.send("n")
            s.send("北極区")
            s.key("Enter")
            check(says(s, "No ward has that in its name or code."), s.picture())
            s.key(*["Backspace"] * 3)
            s.send("271276")
            s.key("Enter")
            s.send("昔")
            s.key("Enter")
            check(s.rows()[0].startswith(" kusei") and "2015" in s.rows()[-2], s.picture())
            s.key("F10", "F10")
            check_equal(s.exit(), 0, "exit status")
        check("271276" not in run("--db", db, "list").stdout, "made")


def case_outline():
    """Every pillar, section, strategy and row of the policy, each page with how far it is."""
    with Folder() as folder:
        db = folder / "k.db"
        load(db, "kita-2015.xml")
        with open_kusei(db, rows=80, cols=200) as s:
            s.settle()
            go_to_outline(s)
            s.key("Home")
            seen = s.text()
            s.key("End")
            seen += s.text()
            japanese = "[@{http://www.w3.org/XML/1998/namespace}lang='ja']"
            titles = [e.find("title" + japanese).text
                      for kind in ("pillar", "section", "strategy") for e in POLICY.iter(kind)]
            rows = [row.get("id") for row in POLICY.iter("row")]
            check_equal((len(titles), len(rows)), (22, 16), "titles and rows of the policy")
            for words in titles + rows:
                check(words in seen, f"{words} is not in the outline:\n{s.picture()}")
            check("[x]" in seen and "= 1.1.a/1-1" in seen, s.picture())


def case_target_and_method_in_view():
    """A page shows the policy's target and the measurement method while it is filled in."""
    with Folder() as folder:
        with open_kusei(blank_sheet(folder)) as s:
            s.settle()
            open_page(s, STRATEGY)
            for words in ("成果指標", "H29年度までに50％以上", "測定方法", "無作為抽出"):
                check(s.shows(words), f"{words}:\n{s.picture()}")
            go_to_field(s, "今後の対応方向・改善策")
            check(s.shows("H29年度までに50％以上"), f"gone at the last field:\n{s.picture()}")


def case_type_long_text():
    """A long text wraps where it stands, is seen whole, and is stored byte for byte."""
    text = ("・北区の全19地域において、①声かけ ㋐見守りを行う。神葛\U000E0100が" * 3 + "\n") * 2 + "終わり"
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            s.settle()
            open_page(s, STRATEGY)
            go_to_field(s, "めざす状態")
            start = s.cursor()[:2]
            s.send(text.replace("\n", "\r"))
            check_equal(text_between(s, start), text.replace("\n", ""), "on the screen")
            check_equal(s.torn(), 0, "torn characters")
            s.key("F9")
            check_equal(stored(db, ".//strategy-page/plan/aim").text, text, "stored")


def case_edit_in_the_middle():
    """The cursor moves by what a person calls a character; undo takes a change back."""
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            s.settle()
            open_page(s, STRATEGY)
            go_to_field(s, "戦略")
            start = s.cursor()[:2]
            s.send("葛\U000E0100城と👨‍👩‍👧と北区")
            s.key("Left", "Left", "Backspace", "Backspace")
            check_equal(text_between(s, start), "葛\U000E0100城と北区", "family deleted whole")
            s.key("C-z", "F9")
            check_equal(stored(db, ".//strategy-page/plan/strategy").text,
                        "葛\U000E0100城と👨‍👩‍👧と北区", "taken back")


def case_kana_and_marks():
    """か and a combining sound mark become one が; nothing else is folded."""
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            s.settle()
            open_page(s, STRATEGY)
            go_to_field(s, "戦略")
            s.send("か\u3099神①㋐８０％")
            s.key("F9")
            check_equal(stored(db, ".//strategy-page/plan/strategy").text, "が神①㋐８０％", "stored")


def case_forbidden_characters():
    """A bidi control or a broken byte is left out, and the screen says so."""
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            s.settle()
            open_page(s, STRATEGY)
            go_to_field(s, "戦略")
            s.send("甲\u202e乙")
            check(s.shows("U+202E"), s.picture())
            s._ask("send \\xff\\xfe\\xe3\\x81")  # bytes that are no UTF-8
            s.settle()
            s.send("丙")
            s.key("F9")
            check_equal(stored(db, ".//strategy-page/plan/strategy").text.replace("\ufffd", ""),
                        "甲乙丙", "stored")


def case_paste():
    """A pasted text comes in whole, its line breaks with it, and as one step back."""
    text = "区民アンケートにおいて、認知度が未だ低い。\n" * 10
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            s.settle()
            open_page(s, STRATEGY)
            go_to_field(s, "課題")
            s.paste(text)
            s.key("F9")
            check_equal(stored(db, ".//strategy-page/evaluation/issues").text, text, "stored")
            s.key("C-z", "F9")
            check_equal(stored(db, ".//strategy-page/evaluation/issues").text or "", "", "undone")


def case_choice_by_typing():
    """A choice takes its code, in any of the ways people write it; the wide one is kept as printed."""
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            s.settle()
            open_page(s, STRATEGY)
            go_to_field(s, "戦略のアウトカムに対する有効性")
            check(s.shows("有効であり、継続して推進"), f"the meanings are not shown:\n{s.picture()}")
            s.send("イ")
            go_to_field(s, "全体")
            s.send("Ｂ")
            go_to_field(s, "戦略の進捗状況")
            s.send("a")
            open_page(s, INITIATIVE)
            go_to_field(s, choice_label("achievement-code"))
            s.send("①(i)")
            s.key("F9")
        row = stored(db, "row")
        check_equal(row.find("strategy-page/evaluation/effectiveness").text, "イ", "effectiveness")
        overall = row.find("strategy-page/evaluation/overall")
        check_equal((overall.text, overall.get("printed")), ("B", "Ｂ"), "overall")
        check_equal(row.find("strategy-page/evaluation/progress").text, "a", "progress")
        check_equal(row.find("initiative-page/evaluation/achievement-code").text, "①(ⅰ)", "code")


def case_choice_by_arrow():
    """The arrow keys go through the choices and round; Delete makes it blank again."""
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            s.settle()
            open_page(s, STRATEGY)
            go_to_field(s, "全体")
            for wanted in ("A", "B", "―", "A"):
                s.key("Right")
                check(s.shows(f"* {wanted}"), f"{wanted} is not chosen:\n{s.picture()}")
            s.key("Del", "F9")
            check_equal(stored(db, ".//strategy-page/evaluation/overall").text, None, "blank")
            s.send("C")
            check(says(s, "That is none of the choices. %s and %s show them."),
                  s.picture())


def case_not_applicable_is_not_blank():
    """― by one key: it is stored, it counts as done, and the key takes it back."""
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            s.settle()
            open_page(s, STRATEGY)
            check(s.shows("0/12"), s.picture())
            go_to_field(s, "課題")
            s.key("F8")
            check(s.shows("1/12"), f"it does not count:\n{s.picture()}")
            s.key("Tab", "F8", "F8", "F9")
            check(s.shows("1/12"), f"taken back, it counts:\n{s.picture()}")
        check_equal(stored(db, ".//strategy-page/evaluation/issues").text, "―", "issues")
        check_equal(stored(db, ".//strategy-page/evaluation/improvement").text, None, "improvement")


def case_figure():
    """A figure's measure is read while it is typed; a text without a number is told."""
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            s.settle()
            open_page(s, STRATEGY)
            go_to_field(s, "実績")
            s.send("７４．０％")
            s.key("Tab", "F9")
            check(s.shows("= 74.0 %"), s.picture())
            value = stored(db, ".//achievement/value")
            check_equal((value.text, value.get("amount"), value.get("unit")),
                        ("７４．０％", "74.0", "%"), "stored")


def case_finding_at_the_field():
    """A finding stands at its field once that is left; the list of findings jumps to it."""
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db, rows=50) as s:
            s.settle()
            open_page(s, STRATEGY)
            go_to_field(s, "実績")
            s.send("120％")
            before = s.text()
            s.key("Tab")
            s.wait("KS-" if "KS-" in before else "120")
            lines = [row for row in s.rows() if "120" in row and re.search(r"[!?] ", row)]
            check(lines, f"no finding about 120％:\n{s.picture()}")
            s.key("F6")
            s.wait(say("Findings"))
            for _ in range(400):
                if "120" in in_hand(s):
                    break
                s.key("Down")
            check("120" in in_hand(s), f"not in the list:\n{s.picture()}")
            s.key("Enter")
            check_equal(in_hand(s), "実績", "the field it jumps to")


def case_next_through_all_pages():
    """Next leads through every page that is not finished, in the sheet's order, to the end."""
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            s.settle()
            go_to_outline(s)
            s.key("Home")
            visited = []
            for _ in range(40):
                s.key("F12")
                if says(s, "Every page is finished."):
                    break
                visited.append(s.rows()[1].split()[0])
                s.key("C-w")
                s.send("y")
            rows = [row.get("id") for row in POLICY.iter("row")]
            check_equal(visited, [name for name in rows for _ in range(2)], "pages visited")
            check(s.shows("33/33"), f"progress:\n{s.picture()}")
        check(stored(db, ".//strategy-page/plan/aim").text == "―", "not stored")


def case_new_sheet_begins_at_the_first_page():
    """Right after a new sheet is begun, Next opens its first unfinished page."""
    with Folder() as folder:
        with open_kusei(folder / "k.db") as s:
            s.settle()
            s.send("n")
            s.send("271276")
            s.key("Enter")
            s.send("H27")
            s.key("Enter")
            s.wait("1.1.a")
            s.key("F12")
            check(s.rows()[1].startswith(" 1.1.a") and s.shows("めざす状態"),
                  f"not the first unfinished page:\n{s.picture()}")


def case_copy_follows_and_departs():
    """A copy shows what it follows, changes with it, is locked, and can stand by itself again."""
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            s.settle()
            open_page(s, STRATEGY)
            s.send("1-1")
            go_to_field(s, "戦略")
            s.send("一度だけ書く。")
            open_page(s, "1.2.a/strategy-page-1")
            s.key("F4", "Home", "Enter")
            check(s.shows("= ") and s.shows("1.1.a/1-1"), f"no word of the copy:\n{s.picture()}")
            check(s.shows("一度だけ書く。"), s.picture())
            s.send("x")
            check(says(s, "This page is a copy of another: %s lets it stand by itself."),
                  s.picture())
            open_page(s, "1.1.a/1-1")
            go_to_field(s, "戦略")
            s.key("End")
            s.send("二度目。")
            s.key("F9")
            pages = [p for p in ET.fromstring(export(db, "北区", "2015").encode())
                     .iter("strategy-page") if p.findtext("code") == "1-1"]
            check_equal([p.findtext("plan/strategy") for p in pages],
                        ["一度だけ書く。二度目。"] * 2, "both pages")
            check_equal(pages[1].get("follows"), "1.1.a/1-1", "follows")
            open_page(s, "1.2.a/1-1")
            s.key("F4")
            s.send("y")
            go_to_field(s, "戦略")
            s.key("End")
            s.send("独自。")
            s.key("F9")
            check_equal(stored(db, "row[2]/strategy-page/plan/strategy").text,
                        "一度だけ書く。二度目。独自。", "departed")
            check_equal(stored(db, "row[1]/strategy-page/plan/strategy").text,
                        "一度だけ書く。二度目。", "source")


def case_rows_come_and_go():
    """A row is added behind the others and removed after a question; its text goes with it."""
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            s.settle()
            open_page(s, STRATEGY)
            go_to_field(s, "達成状況")
            s.send("一つ目")
            s.key("C-n")
            go_to_field(s, "達成状況", 2)
            s.send("二つ目")
            s.key("M-x")
            s.send("n")
            s.key("F9")
            texts = [e.text for e in stored(db, "row/strategy-page/evaluation").iter("text")]
            check_equal(texts, ["一つ目", "二つ目"], "two rows")
            go_to_field(s, "達成状況", 1)
            s.key("M-x")
            s.send("y")
            s.key("F9")
            texts = [e.text for e in stored(db, "row/strategy-page/evaluation").iter("text")]
            check_equal(texts, ["二つ目"], "one row")


def case_history_and_help():
    """Who changed what stands on the screen and in the command; F1 explains the field."""
    with Folder() as folder:
        db = blank_sheet(folder)
        with open_kusei(db) as s:
            s.settle()
            open_page(s, STRATEGY)
            go_to_field(s, "戦略")
            s.send("最初の文")
            s.key("F9", "F7")
            check(s.shows("最初の文"), f"not in the history:\n{s.picture()}")
            s.key("F10", "F1")
            check(s.shows("戦略") and s.shows("F1"), s.picture())
            s.key("F10")
            check_equal(in_hand(s), "戦略", "the field in hand after the help")
        told = run("--db", db, "history", "北区", "H27", STRATEGY)
        check_equal(told.returncode, 0, "history")
        check("最初の文" in told.stdout, told.stdout)


def case_english():
    """Where the locale asks for English, labels and messages are English."""
    with Folder() as folder:
        with open_kusei(blank_sheet(folder), env=environment(KUSEI_LANG="en")) as s:
            s.settle()
            s.key("Enter")
            s.wait("All pages")
            check(s.shows("Cover"), s.picture())


main()
