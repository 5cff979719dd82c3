"""Findings at the field, the reasons they are kept for, and figures read in the text."""
import json
import re
import shutil
import signal
import time
import xml.etree.ElementTree as ET

from form import Form, label
from kusei import (export, go_to_field, in_hand, load, new, open_kusei, open_page, say, says,
                   step_to_end)
from runner import check, check_equal, main, skip
from screen import FOLLOWED, SOURCE, VSCREEN, Folder, environment, run

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

# Kita, FY2015, as published: the overall judgement is A, one of its two marks is B.
PAGE = "2.3.a/4-2"
FIELD = "全体"
RULE = "KS-206"
REASON = "覆面調査は点数が上がっており、窓口全体として順調とみた。"
FORM = Form(SOURCE / "forms" / "osaka-2015")


def plain(text):
    return re.sub(r"\s", "", text)


def place_label(rule=RULE):
    """The label of the place for a reason, as in_hand gives it."""
    return plain(say("Reason to keep it %s") % rule)


def begin(screen, page=PAGE, field=FIELD, number=1):
    screen.settle()
    open_page(screen, page)
    go_to_field(screen, field, number)


def top_counts(screen, kept):
    """Whether the top line counts so many kept warnings."""
    return plain(say("  kept %zu")).replace("%zu", str(kept)) in plain(screen.rows()[0])


def judged(db, rule=RULE, page=PAGE):
    """The finding as `kusei check` tells it; None where there is none."""
    told = json.loads(run("--db", db, "check", "北区", "2015", "--format", "json").stdout)
    return next((f for f in told["findings"] if f["id"] == rule and f["page"] == page), None)


def reasons(db):
    return list(ET.fromstring(export(db, "北区", "2015").encode()).iter("reason"))


def kita(folder):
    load(folder / "k.db", "kita-2015.xml")
    return folder / "k.db"


def keep(screen):
    """From the field with the warning: the reason is typed, and the field left."""
    screen.key("Tab")
    check_equal(in_hand(screen), place_label(), "the field after the mark")
    screen.send(REASON)
    screen.key("Tab")


def case_warning_asks_for_a_reason():
    """The warning stands at its mark, with the rule; the next field is the place for the reason."""
    with Folder() as folder:
        with open_kusei(kita(folder)) as s:
            begin(s)
            line = next((row for row in s.rows() if "? " in row and "「A」" in row), "")
            check(line, f"no warning at the mark:\n{s.picture()}")
            check(RULE in s.text(), s.picture())
            s.key("Tab")
            check_equal(in_hand(s), place_label(), "the next field")
            check(says(s, "(write why, or look at the value again)"), s.picture())
            s.key("S-Tab")
            check_equal(in_hand(s), FIELD, "back")


def case_reason_is_kept():
    """A reason typed in Japanese is kept with who and when, counted, and goes into the file."""
    with Folder() as folder:
        db = kita(folder)
        with open_kusei(db) as s:
            begin(s)
            check(top_counts(s, 1) is False, s.picture())
            keep(s)
            check(s.shows(REASON[:20]) and says(s, "Kept: %s"), s.picture())
            check(top_counts(s, 1), f"not counted:\n{s.picture()}")
            s.key("F6")
            s.wait(say("Findings"))
            kept = [row for row in s.rows() if plain(say("[reason] ")) in plain(row)]
            check(len(kept) == 1 and PAGE in kept[0], f"not marked in the list:\n{s.picture()}")
            s.key("F10", "F10", "F10", "F10")
            check_equal(s.exit(), 0, "exit status")
        found = judged(db)
        check_equal(found["reason"], REASON, "as check tells it")
        (reason,) = reasons(db)
        check_equal((reason.text, reason.get("rule")), (REASON, RULE), "in the file")
        check(reason.get("by") and reason.get("at"), ET.tostring(reason))


def case_blank_reason_is_not_forced():
    """Tab passes the place by, the page is left and saved, and nothing is written."""
    with Folder() as folder:
        db = kita(folder)
        with open_kusei(db) as s:
            begin(s)
            s.key("Tab", "Tab")
            check(in_hand(s) not in (FIELD, place_label()), s.picture())
            s.key("F9", "F10", "F10", "F10")
            check_equal(s.exit(), 0, "exit status")
        check_equal(reasons(db), [], "reasons")
        check_equal(judged(db)["reason"], None, "as check tells it")


def case_reason_survives_a_kill():
    """kill -9 a second after the last key: reason and place are there at the next opening."""
    with Folder() as folder:
        db = kita(folder)
        with open_kusei(db) as s:
            begin(s)
            s.key("Tab")
            s.send(REASON)
            time.sleep(1.2)  # the promise is about time itself
            check_equal(s.kill(), -signal.SIGKILL, "end")
        check_equal(reasons(db), [], "reasons that were not saved")
        with open_kusei(db) as s:
            s.settle()
            s.key("Enter")
            check_equal(in_hand(s), place_label(), f"where one was:\n{s.picture()}")
            check(s.shows(REASON[:20]) and top_counts(s, 1), s.picture())
            s.key("F9")
        check_equal([r.text for r in reasons(db)], [REASON], "saved")


def case_typed_ahead():
    """Mark, Tab and reason typed in one go, faster than the screen: each lands in its place."""
    with Folder() as folder:
        db = kita(folder)
        with open_kusei(db) as s:
            begin(s, "1.1.a/1-1", "全体")
            mark = "B" if "* A" in s.text() else "A"
            s._ask(f"send {mark}\\x09{REASON}")
            s.settle()
            s.key("F9")
        (reason,) = reasons(db)
        check_equal(reason.text, REASON, "the reason")
        page = next(p for p in ET.fromstring(export(db, "北区", "2015").encode())
                    .iter("strategy-page") if p.get("id") == "1.1.a/1-1")
        check_equal(page.find("evaluation/overall").text, mark, "the mark")


def case_typed_ahead_of_a_figure():
    """A figure that is warned of, Tab and reason in one go: the place is there before the text."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        with open_kusei(db) as s:
            begin(s, "1.1.a/strategy-page-1", "実績")
            s._ask("send 120％\\x09調査の方法が変わった。\\x0960％")
            s.settle()
            s.key("F9")
        (reason,) = reasons(db)
        check_equal(reason.text, "調査の方法が変わった。", "the reason")
        row = ET.fromstring(export(db, "北区", "2015").encode()).find(".//achievement")
        check_equal((row.findtext("value"), row.findtext("previous")), ("120％", "60％"), "figures")


def case_reason_lapses_and_is_renewed():
    """Another value: the reason holds no longer, is still there to read, and one key renews it."""
    with Folder() as folder:
        db = kita(folder)
        with open_kusei(db) as s:
            begin(s)
            keep(s)
            go_to_field(s, "個別", 1)
            s.send("B")
            go_to_field(s, place_label())
            check(s.shows(REASON[:20]), f"the old reason is gone:\n{s.picture()}")
            check(says(s, "A value has changed since this reason was given (%s): it holds no "
                          "longer. %s: it still holds"), s.picture())
            check(not top_counts(s, 1), f"still counted:\n{s.picture()}")
            s.key("F9")
            check_equal((judged(db)["reason"], judged(db)["lapsed"]), (None, True), "lapsed")
            check_equal([r.get("lapsed") for r in reasons(db)], ["true"], "in the file")
            s.key("C-t")
            check(top_counts(s, 1) and says(s, "Kept: %s"), s.picture())
            s.key("F9")
            check_equal(judged(db)["reason"], REASON, "renewed")
            s.send("なお、")
            go_to_field(s, "個別", 1)
            s.send("A")
            go_to_field(s, place_label())
            s.key("C-End")
            s.send("追記。")
            s.key("Tab", "F9")
            check_equal(judged(db)["reason"], "なお、" + REASON + "追記。", "renewed by writing on")


def case_reason_is_taken_back():
    """The reason deleted, the warning stands again as it was."""
    with Folder() as folder:
        db = kita(folder)
        with open_kusei(db) as s:
            begin(s)
            keep(s)
            s.key("F9", "S-Tab", "C-Home", "C-k", "Tab", "F9")
            check(not top_counts(s, 1), s.picture())
        check_equal(reasons(db), [], "reasons")


def case_the_warning_goes():
    """The mark put right, warning and place go, and with a save the reason; not before."""
    with Folder() as folder:
        db = kita(folder)
        with open_kusei(db) as s:
            begin(s)
            keep(s)
            go_to_field(s, FIELD)
            s.send("B")
            s.key("Tab")
            check(in_hand(s) != place_label(), s.picture())
            s.key("S-Tab")
            s.send("A")
            s.key("Tab")
            check_equal(in_hand(s), place_label(), "the place")
            check(s.shows(REASON[:20]), s.picture())
            s.key("S-Tab")
            s.send("B")
            s.key("F9")
        check_equal(reasons(db), [], "reasons of what is found no more")


def case_no_reason_on_a_copy():
    """A page that follows another has no place for reasons: they are given where it is written."""
    with Folder() as folder:
        db = kita(folder)
        with open_kusei(db) as s:
            s.settle()
            open_page(s, "1.2.a/1-1")
            check(s.shows("= "), s.picture())
            seen = set()
            for _ in range(60):
                seen.add(in_hand(s))
                s.key("Tab")
            start = plain(say("Reason to keep it %s") % "")
            check(len(seen) > 5 and not [name for name in seen if name.startswith(start)], seen)


def case_why():
    """One key shows rule, sentence, values and clause; Enter on a value goes to its field."""
    with Folder() as folder:
        with open_kusei(kita(folder)) as s:
            begin(s)
            s.key("F5")
            s.wait(say("Why"))
            for words in (RULE, "対応", "根拠", "様式凡例", "全体: A", "個別: Ｂ"):
                check(words in s.text(), f"{words}:\n{s.picture()}")
            for _ in range(10):
                if "個別:Ｂ" in in_hand(s):
                    break
                s.key("Down")
            s.key("Enter")
            check_equal(in_hand(s), "個別", "the field of the value")
            check("* B" in s.text(), f"not the one that is B:\n{s.picture()}")
            go_to_field(s, FIELD)
            s.key("C-r")  # the same for terminals without function keys
            s.wait(say("Why"))
            s._ask("key Esc")
            s.gone(say("Why"))
            check_equal(in_hand(s), FIELD, "back where one was")
            go_to_field(s, "課題")
            s.key("F5")
            check(says(s, "There is no finding at this field."), s.picture())


def case_why_of_last_year():
    """A value of last year's sheet stands there with its year; it cannot be gone to."""
    with Folder() as folder:
        db = kita(folder)
        new(db, year="H28")
        with open_kusei(db) as s:
            s.settle()
            s.key("Home", "Enter")
            check("平成28年度" in s.rows()[0], s.picture())
            open_page(s, "2.3.a/strategy-page-1")
            go_to_field(s, label(next(i for i in FORM.page("strategy-page").iter()
                                      if i.get("ref") == "code")))
            s.send("4-2")
            go_to_field(s, "達成状況")
            s.send("・覆面調査員による調査評価点：3.3点")
            go_to_field(s, "前年度")
            s.send("2.0点")
            s.key("Tab")
            check_equal(in_hand(s), place_label("KS-501"), "the next field")
            s.key("F5")
            check(plain(say("Why")) in plain(s.rows()[0]), s.picture())
            (line,) = [row for row in s.rows() if "平成27年度" in row and ": " in row]
            check("3.1点" in line, s.picture())
            seen = {in_hand(s)}
            for _ in step_to_end(s, "Down"):
                seen.add(in_hand(s))
            check(not [text for text in seen if "平成27年度" in text], seen)
            s.key("Home", "Enter")
            check_equal(in_hand(s), "前年度", "the field of this year's value")


def go_to_finding(screen):
    """From a page to the finding in the list of findings."""
    screen.key("F6")
    check(plain(say("Findings")) in plain(screen.rows()[0]), screen.picture())
    for _ in step_to_end(screen, "Up"):
        pass
    for _ in step_to_end(screen, "Down"):
        if PAGE in in_hand(screen) and RULE in screen.text():
            return
    check(PAGE in in_hand(screen) and RULE in screen.text(), f"not listed:\n{screen.picture()}")


def case_why_and_reason_from_the_list():
    """From the list of findings: why, back, and to the place for the reason."""
    with Folder() as folder:
        with open_kusei(kita(folder)) as s:
            begin(s)
            go_to_finding(s)
            s.key("F5")
            check(plain(say("Why")) in plain(s.rows()[0]) and "個別: Ｂ" in s.text(), s.picture())
            s.key("F10")
            check(PAGE in in_hand(s) and RULE in s.text(), f"not back in the list:\n{s.picture()}")
            s.send("r")
            check_equal(in_hand(s), place_label(), "the place for the reason")
            go_to_finding(s)
            s.key("F5", "F4")
            check_equal(in_hand(s), place_label(), "the place for the reason, from why")


def case_hints_behind_a_key():
    """What only suggests is not in the list until it is asked for; the verdict stands above."""
    with Folder() as folder:
        with open_kusei(kita(folder)) as s:
            begin(s)
            s.key("F6")
            s.wait(say("Findings"))
            verdict = run("check", SOURCE / "data" / "kita-2015.xml").stdout.splitlines()[-1]
            check(verdict.split(": ", 1)[1][:12] in s.rows()[1], s.picture())
            signs = [row[1] for row in s.rows()[2:14] if row]
            check("-" not in signs and "?" in signs, s.picture())
            s.send("i")
            s.key("Home")
            signs = [row[1] for row in s.rows()[2:14] if row]
            check("-" in signs and signs == sorted(signs, key="!?-".index), s.picture())


def figure_row(db):
    page = next(ET.fromstring(export(db, "北区", "2015").encode()).iter("initiative-page"))
    return page.find("evaluation/figure/goal")


def case_proposal():
    """A figure read in the text stands in the blank cell; only the key puts it there."""
    item = next(i for i in FORM.page("initiative-page").iter() if i.get("ref") == "goal"
                and i.tag.endswith("input"))
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        with open_kusei(db, rows=40) as s:
            s.settle()
            open_page(s, "1.1.a/initiative-page-1")
            go_to_field(s, "業績目標")
            s.send("・講座の参加者の満足度８０％以上をめざす。")
            go_to_field(s, label(item))
            s.settle(FOLLOWED)
            check(s.shows("８０％以上" + say("%s?").replace("%s", "")), s.picture())
            check(says(s, "Read in %s: \"%s\"") and says(s, "%s: puts %s in, as it was read in "
                                                            "the text"), s.picture())
            s.key("Tab", "S-Tab", "F9")
            check_equal(figure_row(db).text, None, "before the key")
            s.key("C-t")
            check(s.shows(">= 80 %"), f"no measure:\n{s.picture()}")
            s.key("F9")
            goal = figure_row(db)
            check_equal((goal.text, goal.get("amount"), goal.get("unit"), goal.get("operator")),
                        ("８０％以上", "80", "%", "ge"), "stored")
            s.key("C-z", "Tab", "F9")
            check_equal(figure_row(db).text, None, "taken back")
            s.key("C-t")
            go_to_field(s, "課題")
            s.key("C-t")
            check(says(s, "The field offers nothing that could be taken."), s.picture())


def case_more_figures_than_rows():
    """Where the text speaks of more figures than there are rows, the place to add them says so."""
    item = next(i for i in FORM.page("initiative-page").iter() if i.get("ref") == "goal"
                and i.tag.endswith("input"))
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        with open_kusei(db, rows=50) as s:
            s.settle()
            open_page(s, "1.1.a/initiative-page-1")
            go_to_field(s, "業績目標")
            s.send("・参加者数1,200人以上\r・満足度８０％以上")
            s.key("Tab")
            check(says(s, "(the text speaks of %zu more)"), s.picture())
            go_to_field(s, label(item))
            s.key("C-n")
            check(not says(s, "(the text speaks of %zu more)"), s.picture())
            go_to_field(s, label(item), 2)
            s.key("C-t", "F9")
            goals = [e.text for e in next(ET.fromstring(export(db, "北区", "2015").encode())
                                          .iter("initiative-page")).findall(".//figure/goal")]
            check_equal(goals, [None, "８０％以上"], "goals: nothing but what was taken")


def case_figures_up_to_date():
    """Another text, another proposal: what is offered is always what stands in the text now."""
    item = next(i for i in FORM.page("initiative-page").iter() if i.get("ref") == "goal"
                and i.tag.endswith("input"))
    with Folder() as folder:
        db = folder / "k.db"
        new(db)
        with open_kusei(db, rows=40) as s:
            s.settle()
            open_page(s, "1.1.a/initiative-page-1")
            for goal, offered in (("講座を5回以上開く。", "5回以上"), ("講座を開く。", None),
                                  ("講座を7回以上開く。", "7回以上")):
                go_to_field(s, "業績目標")
                s.key("C-Home", "C-k")
                s.send(goal)
                go_to_field(s, label(item))
                row = s.rows()[s.cursor()[0]]
                check(row.rstrip("？?").endswith(offered or label(item)), f"{offered}:\n{row}")


def changed_forms(folder):
    """A copy of the forms where the rules have another version and lack one rule."""
    share = folder / "share"
    shutil.copytree(SOURCE / "forms", share / "forms")
    shutil.copytree(SOURCE / "data", share / "data")
    path = share / "forms" / "osaka-2015" / "rules.sch"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r'(<schema [^>]*schemaVersion=)"[^"]*"', r'\1"9999.1"', text, count=1)
    text = re.sub(rf'<(report|assert) id="{RULE}".*?</\1>', "", text, flags=re.S)
    text = re.sub(rf'<diagnostic id="{RULE}\..*?</diagnostic>', "", text, flags=re.S)
    path.write_text(text, encoding="utf-8")
    return environment(KUSEI_SHARE=str(share))


CHANGED = "The rules have changed (%s, now %s). Findings: %zu new, %zu gone. %s: the list"


def open_sheet(screen):
    """From the list to the outline of the first sheet; whether it says that the rules changed."""
    screen.settle()
    screen.key("Enter")
    screen.wait(say("All pages"))
    return says(screen, CHANGED)


def close(screen):
    screen.key("F10", "F10", "F10")
    check_equal(screen.exit(), 0, "exit status")


def marked_in_list(screen, mark):
    """The findings with that mark in the list of findings."""
    screen.key("F6")
    screen.wait(say(mark).strip())
    return [row for row in screen.rows()[2:16] if plain(say(mark)) in plain(row)]


def case_rules_that_have_changed():
    """Other rules than the last time: said once, with what is gone, until the person has seen it."""
    with Folder() as folder:
        db = kita(folder)
        with open_kusei(db) as s:
            check(not open_sheet(s), f"said of the same rules:\n{s.picture()}")
            close(s)
        other = changed_forms(folder)
        with open_kusei(db, env=other) as s:
            check(open_sheet(s) and "9999.1" in s.text(), f"not said:\n{s.picture()}")
            s.kill()
        with open_kusei(db, env=other) as s:
            check(open_sheet(s), f"forgotten after a kill:\n{s.picture()}")
            gone = marked_in_list(s, "[gone] ")
            check(len(gone) == 1 and PAGE in gone[0], f"not listed:\n{s.picture()}")
            close(s)
        with open_kusei(db, env=other) as s:
            check(not open_sheet(s), f"said again:\n{s.picture()}")
            close(s)
        with open_kusei(db) as s:  # the rules of before: what was gone is new
            check(open_sheet(s), f"not said:\n{s.picture()}")
            fresh = marked_in_list(s, "[new] ")
            check(len(fresh) == 1 and PAGE in fresh[0], f"not marked:\n{s.picture()}")
            close(s)


main()
