"""Two policies of two cities in one database, and one program: both are walked, filled in, checked, printed."""
import json
import re

from kusei import in_hand, load, open_kusei, say
from runner import check, check_equal, main, skip
from screen import BUILD, SOURCE, VSCREEN, Folder, environment, run

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

OTHER = SOURCE / "tests" / "corpus" / "nakamura-2014-invented.xml"


def both(folder):
    """The published sheet of one city's ward, and two years of a ward of the other's."""
    db = folder / "k.db"
    load(db, "kita-2015.xml")
    done = run("--db", db, "import", OTHER)
    check_equal(done.returncode, 0, done.stderr)
    done = run("--db", db, "new", "中村区", "H27")
    check_equal(done.returncode, 0, done.stderr)
    return db


def case_wards_of_one_name():
    """Of two wards of one name the one that is not of the installation's city has its code beside it."""
    with Folder() as folder:
        db = folder / "k.db"
        for ward in ("271276", "231037", "231053"):
            done = run("--db", db, "new", ward, "H27")
            check_equal(done.returncode, 0, done.stderr)
        with open_kusei(db) as s:
            s.wait(say("Assessments"))
            wards = [row.split()[0] for row in s.rows() if "平成27年度" in row]
            check_equal(sorted(wards), ["中村区", "北区", "北区231037"], s.picture())


def case_both_are_walked():
    """From one list into each, to a page and back; what is asked depends on what is answered."""
    with Folder() as folder, open_kusei(both(folder)) as s:
        s.wait(say("Assessments"))
        check_equal(re.findall(r"平成\d+年度", s.text()), ["平成27年度", "平成27年度", "平成26年度"], s.picture())
        s.key("Enter")
        s.wait("1.1.1")
        check("中村区  平成27年度" in s.rows()[0], s.picture())
        s.key("Enter")  # the first that is not filled in
        s.wait("計画の文")
        check(not s.shows("始めた年度") and not s.shows("整うべき条件"), s.picture())
        # 実施, 準備中, 未着手: not started is an answer, and asks why.
        s.send("   ")
        s.key("Down")
        s.wait("整うべき条件")
        check(s.shows("NG-502"), f"last year it had begun\n{s.picture()}")
        s.key("Down")
        check_equal(in_hand(s), "理由", s.picture())
        check(not s.shows("次年度の方向"), s.picture())
        s.send("人手が足りない。")
        s.key("Down")
        s.send("担当の職員が決まること。")
        s.key("Down", "F2")
        s.wait(say("All pages"))
        check(re.search(r"1\.1\.1.*3/3", s.text()), s.picture())
        s.key("F10")
        s.wait(say("Assessments"))
        s.key("Down", "Enter")
        s.wait("1.1.a")
        check("北区  平成27年度" in s.rows()[0], s.picture())
        s.key("F10")
        s.wait(say("Assessments"))
        s.key("F10")
        check_equal(s.exit(), 0, "exit status")


def case_an_initiative_of_the_wards_own():
    """The first one is added from the item's line, and may go again."""
    with Folder() as folder, open_kusei(both(folder)) as s:
        s.wait(say("Assessments"))
        s.key("Enter")
        s.wait("1.2.1")
        s.key("Up", "Ins")
        s.wait("区独自の取り組み")
        s.key("Del")
        s.send("y")
        s.wait(say("The page was removed. Its revisions stay in the history."))
        check(not s.shows("区独自の取り組み"), s.picture())
        s.key("F10")
        s.wait(say("Assessments"))
        s.key("F10")
        check_equal(s.exit(), 0, "exit status")


def case_both_are_checked_and_printed():
    """Each by its own rules, and on its own sheet."""
    with Folder() as folder:
        db = both(folder)
        rules = {}
        for ward, year in (("北区", "H27"), ("中村区", "H27")):
            done = run("--db", db, "check", ward, year, "--format", "json")
            rules[ward] = {finding["id"][:3] for finding in json.loads(done.stdout)["findings"]}
        check_equal(rules, {"北区": {"KS-"}, "中村区": {"NG-"}}, "rules that spoke")
        for ward, year, words in (("北区", "H27", ("めざす成果および戦略", "撤退基準")),
                                  ("中村区", "H26", ("始めていない取り組み", "整うべき条件", "訓練を地域の防災訓練と"))):
            done = run("--db", db, "export", ward, year, "--format", "text")
            check(all(word in done.stdout for word in words), done.stdout[:3000])
            path = folder / f"{year}-{ward}.pdf"
            done = run("--db", db, "export", ward, year, "--format", "pdf", "-o", path,
                       env=environment(KUSEI_HELPERS=str(BUILD)))
            check(done.returncode == 0 and path.read_bytes().startswith(b"%PDF"), done.stderr)


main()
