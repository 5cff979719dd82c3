"""What other wards did, at the same place of the policy and in the same words, beside the own page."""
import json
import re
import xml.etree.ElementTree as ET

from kusei import export, in_hand, load, new, open_kusei, open_page, say, says
from runner import check, check_equal, main, skip
from screen import SOURCE, VSCREEN, Folder, environment, run

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

OWN = "1.1.a/1-1-1"
KITA, TSURUMI = "271276", "271241"  # by their codes, which wards of no other city have
NARROW = {"rows": 24, "cols": 80}
WIDE = {"rows": 40, "cols": 140}
# Tsurumi's initiatives under the strategy of OWN, and one of another row with words of OWN.
AT_PLACE = ["1.1.a/2-1-1", "1.1.a/4-1-1", "1.1.a/4-2-1"]
IN_WORDS = "2.1.a.3/6-2-1"
ANOTHER_POLICY = "another-2015"
RENAMED = {"results": "what-came-of-it", "content": "what-to-do"}
BLANK = SOURCE / "forms" / "osaka-2015" / "blank.xml"


def put(db, sheet, year=2015, change=lambda root: None, share=None):
    """A sample sheet as that of a year, changed."""
    tree = ET.parse(SOURCE / "data" / sheet)
    tree.getroot().set("fiscal-year", str(year))
    tree.getroot().set("fiscal-year-label", f"平成{year - 1988}年度")
    change(tree.getroot())
    path = db.parent / "sheet.xml"
    tree.write(path, encoding="UTF-8", xml_declaration=True)
    done = run("--db", db, "import", path, env=environment(KUSEI_SHARE=str(share or SOURCE)))
    check_equal(done.returncode, 0, done.stderr)


def page_of(root, name):
    return next(e for e in root.iter() if e.get("id") == name)


def cases(db, page=OWN, ward=KITA, year=2015, share=None, status=0):
    done = run("--db", db, "cases", ward, year, page, "--format", "json",
               env=environment(KUSEI_SHARE=str(share or SOURCE)))
    check_equal((done.returncode, done.stderr), (status, ""), "kusei cases")
    return [json.loads(line) for line in done.stdout.splitlines()]


def places(found, how):
    return [(c["ward_name"], c["year"], c["page"]) for c in found if c["found"] == how]


def neighbours(folder):
    load(folder / "k.db", "kita-2015.xml", "tsurumi-2015.xml")
    return folder / "k.db"


def open_own(s, page=OWN):
    """Kita's sheet stands below Tsurumi's in the list."""
    s.settle()
    s.key("End")
    open_page(s, page)


def plain(text):
    return re.sub(r"\s", "", text)


def beside(s):
    """The rows of the column at the right."""
    return ["".join(cells[95:]) for cells in s.cells()]


def body(s):
    return plain("".join(s.rows()[1:-2]))


# --- the command ---------------------------------------------------------------------------------

def case_command():
    """Those at the same place in the sheet's order, then those in the same words, with their marks."""
    with Folder() as folder:
        found = cases(neighbours(folder))
        check_equal(places(found, "place"), [("鶴見区", 2015, p) for p in AT_PLACE], "same place")
        words = {c["page"]: c["words"].split() for c in found if c["found"] == "words"}
        check(all(c["ward_name"] == "鶴見区" for c in found), f"the sheet itself is no case: {words}")
        check("フェイスブック" in words[IN_WORDS], f"words in common: {words}")
        check(not set(words) & set(AT_PLACE), "what stands at the same place is told once")
        check("1.2.b/2-1-1" not in words, f"a text that was listed is listed again: {words}")
        check("1.1.a/4-2" not in words, f"a few words that many pages have are no case: {words}")
        first = found[0]
        root = ET.parse(SOURCE / "data" / "tsurumi-2015.xml").getroot()
        check_equal(first["text"], page_of(root, AT_PLACE[0]).find("plan/content").text, "the text")
        check_equal([(m["label"], m["values"]) for m in first["marks"]],
                    [("達成状況", "①(ⅰ)"), ("戦略に対する取組の有効性", "○")], "its marks")
        check("目標達成" in first["marks"][0]["meanings"], first)


def case_one_word_is_no_case():
    """Two words that few pages have make a case, or a long one; a short one does not, however often it is
    written."""
    for text, found in (("フェイスブックで、フェイスブックを", []), ("フェイスブックと広報紙", [IN_WORDS]),
                        ("ホームページ操作研修", [IN_WORDS])):
        def write(root, text=text):
            page = page_of(root, OWN)
            for e in page.find("plan").iter():
                e.text = text if e.tag == "content" else None
            page.remove(page.find("evaluation"))
            page.append(page_of(ET.parse(BLANK).getroot(), "1.1.a/initiative-page-1")
                        .find("evaluation"))

        with Folder() as folder:
            db = folder / "k.db"
            load(db, "tsurumi-2015.xml")
            put(db, "kita-2015.xml", 2015, write)
            pages = [c["page"] for c in cases(db) if c["found"] == "words"]
            check_equal([p for p in pages if p == IN_WORDS], found, f"{text}: {pages}")


def case_command_in_words():
    """For people: headings, ward, year, page and a line; 1 where there is nothing, 2 where it cannot be."""
    with Folder() as folder:
        db = neighbours(folder)
        done = run("--db", db, "cases", KITA, "H27", OWN, env=environment(KUSEI_LANG="en"))
        lines = done.stdout.splitlines()
        check_equal(lines[0], "At the same place of the policy:", "the first heading")
        check(lines[1].startswith(f"  鶴見区 平成27年度 osaka-2015 {AT_PLACE[0]}: 各地域"), lines[1])
        check("In the same words:" in lines, done.stdout)
        cases(db, page="1.1.a", status=1)
        for words, said in (((KITA, "2015"), "needs"), ((KITA, "2015", "9.9.z"), "9.9.z"),
                            (("271276", "2016", OWN), "2016")):
            done = run("--db", db, "cases", *words, env=environment(KUSEI_LANG="en"))
            check_equal((done.returncode, done.stdout), (2, ""), f"cases {words}")
            check(said in done.stderr, done.stderr)


def case_years():
    """Other wards this year, then the newest years first, the own ward among them; what was not written
    on, or is the policy's own text, is none."""
    def blank(root):
        for name in AT_PLACE[1:]:
            page_of(root, name).find("plan").clear()
            for tag in ("content", "goal", "withdrawal", "previous-results"):
                ET.SubElement(page_of(root, name).find("plan"), tag)
            for e in page_of(root, name).find("evaluation").iter():
                e.text = None if len(e) == 0 else e.text
                e.attrib.clear()

    def reword(root):
        page_of(root, "1.1.a").find("indicator/text").text = "区の言葉で書いた成果指標"
        page_of(root, IN_WORDS).find("plan/content").text += "\n・前年度から続けて行う。"

    with Folder() as folder:
        db = folder / "k.db"
        load(db, "kita-2015.xml")
        put(db, "tsurumi-2015.xml", 2015, blank)
        put(db, "kita-2015.xml", 2016)
        put(db, "tsurumi-2015.xml", 2017, reword)
        own = [OWN, "1.1.a/initiative-page-2"]
        check_equal(places(cases(db), "place"),
                    [("鶴見区", 2015, AT_PLACE[0])] + [("鶴見区", 2017, p) for p in AT_PLACE]
                    + [("北区", 2016, p) for p in own], "by years")
        again = [c["year"] for c in cases(db) if c["page"] == IN_WORDS]
        check_equal(again, [2017], "what a ward goes on with is told once, by its newest year")
        check_equal(places(cases(db, page="1.1.a"), "place"), [("鶴見区", 2017, "1.1.a")],
                    "a page of the policy's, where the ward says it in other words")


def another_policy(folder):
    """The same policy once more, with other names of fields."""
    share = folder / "share"
    another = share / "forms" / ANOTHER_POLICY
    another.mkdir(parents=True)
    (share / "data").symlink_to(SOURCE / "data")
    (share / "forms" / "osaka-2015").symlink_to(SOURCE / "forms" / "osaka-2015")
    for path in (SOURCE / "forms" / "osaka-2015").iterdir():
        (another / path.name).write_text(rename(path.read_text(encoding="utf-8")), encoding="utf-8")
    return share


def rename(text):
    for old, new_name in RENAMED.items():
        text = re.sub(rf"(?<![\w-]){old}(?![\w-])", new_name, text)
    return text.replace("osaka-2015", ANOTHER_POLICY)


def with_another_policy(folder):
    share = another_policy(folder)
    db = folder / "k.db"
    load(db, "kita-2015.xml")
    text = rename((SOURCE / "data" / "tsurumi-2015.xml").read_text(encoding="utf-8"))
    (folder / "t.xml").write_text(text, encoding="utf-8")
    done = run("--db", db, "import", folder / "t.xml", env=environment(KUSEI_SHARE=str(share)))
    check_equal(done.returncode, 0, done.stderr)
    return db, share


def case_another_policy():
    """A sheet of another policy is found by its words alone, with what its own form calls things."""
    with Folder() as folder:
        db, share = with_another_policy(folder)
        found = cases(db, share=share)
        check_equal(places(found, "place"), [], "not at the same place")
        case = next(c for c in found if c["page"] == AT_PLACE[0])
        check_equal((case["policy"], case["label"]), (ANOTHER_POLICY, "取組内容"), "its form")
        check_equal(case["marks"][0]["values"], "①(ⅰ)", "its marks")
        with open_kusei(db, env=environment(KUSEI_SHARE=str(share)), **WIDE) as s:
            open_own(s)
            s.key("M-w")
            check(f"({ANOTHER_POLICY})" in in_hand(s), s.picture())
            s.key("Enter")
            text = found[0]["text"].split("\n")[0]
            check(text[:12] in "".join(beside(s)), f"not beside:\n{s.picture()}")
            check(says(s, "A page of another kind; all of it: %s"), s.picture())
            s.key("F3")
            check(plain(text) in body(s), f"not to be read whole:\n{s.picture()}")


# --- the screens ---------------------------------------------------------------------------------

def case_list():
    """The two parts with their headings, and under them what the line in hand says."""
    for size in (NARROW, WIDE):
        with Folder() as folder:
            with open_kusei(neighbours(folder), **size) as s:
                open_own(s)
                s.key("M-w")
                check(says(s, "At the same place, %s: %zu page"), s.picture())
                check(says(s, "In the same words: %zu page"), s.picture())
                check(AT_PLACE[0] in in_hand(s) and "鶴見区" in in_hand(s), s.picture())
                check("①(ⅰ)○" in in_hand(s), f"no marks:\n{s.picture()}")
                check("複数名配置し、自律した地域運営に向けた支援を中間支援組織" in body(s), s.picture())
                s.key("End", "Up")
                check(IN_WORDS in in_hand(s), s.picture())
                check(plain(say("Same words")) in body(s) and "フェイスブック広報紙" in body(s).replace(
                    "再構築", ""), s.picture())
                s.key("Home", "Enter")
                check(says(s, "At the same place, %s: %zu page"), f"a heading opens:\n{s.picture()}")


def case_beside():
    """The case stands beside the page, to be read; back to the list, and on to the page."""
    with Folder() as folder:
        db = neighbours(folder)
        before = export(db, KITA, "2015"), export(db, TSURUMI, "2015")
        with open_kusei(db, **NARROW) as s:
            open_own(s)
            s.key("M-w", "Down", "Enter")
            check("鶴見区" in s.rows()[0] and AT_PLACE[1] in s.rows()[0], s.picture())
            check("青色防犯パトロール隊" in body(s), s.picture())
            s.send("書けない")
            s.key("F10")
            check(AT_PLACE[1] in in_hand(s), f"not back at the line:\n{s.picture()}")
            s.key("End", "Up", "Enter")
            check("広報紙全戸配布" in body(s) and IN_WORDS in s.rows()[0], s.picture())
            s.key("F3")
            check("鶴見区" not in s.rows()[0] and "1-1-1" in s.rows()[1], s.picture())
            s.key("F3")
            check("広報紙全戸配布" in body(s), f"it does not stay beside:\n{s.picture()}")
            s.key("M-w")
            check(IN_WORDS not in in_hand(s) and AT_PLACE[0] in in_hand(s), s.picture())
        check_equal((export(db, KITA, "2015"), export(db, TSURUMI, "2015")), before, "the sheets")


def case_beside_on_a_wide_screen():
    """There it is in sight while the page is written; elsewhere the sheet's pages stand beside."""
    with Folder() as folder:
        with open_kusei(neighbours(folder), **WIDE) as s:
            open_own(s)
            s.key("M-w", "Down", "Enter")
            right = beside(s)
            check(any("鶴見区" in row and AT_PLACE[1] in row for row in right), s.picture())
            row = next(y for y, text in enumerate(right) if "区内一斉防犯活動" in text)
            check("取組内容" in s.rows()[row - 1] or "取組内容" in s.rows()[row], s.picture())
            s.key("PgDn")
            check("区内一斉防犯活動" not in "".join(beside(s)), s.picture())


def case_of_another_kind():
    """A page of another kind is found by its words and shown whole, and nothing of it is taken over."""
    with Folder() as folder:
        db = neighbours(folder)
        with open_kusei(db, **WIDE) as s:
            open_own(s, "1.1.a/1-1")
            s.key("M-w", "End", "Enter")
            right = plain("".join(beside(s)))
            check("取組内容各地域に担当職員を" in right, s.picture())
            s.key("C-u")
            check(says(s, "This page is not in it."), s.picture())


def case_what_is_typed_counts():
    """The words of a page that is not saved yet find their cases; a page alone has none."""
    with Folder() as folder:
        db = folder / "k.db"
        new(db, KITA)
        with open_kusei(db, **NARROW) as s:
            s.settle()
            open_page(s, "1.1.a/initiative-page-1")
            s.key("M-w")
            check(says(s, "No other sheet in the database has a case for this page."), s.picture())
        load(db, "tsurumi-2015.xml")
        with open_kusei(db, **NARROW) as s:
            open_own(s, "1.1.a/initiative-page-1")
            s.key("Tab")
            s.send("フェイスブックと広報紙による区の行事の発信")
            s.key("M-w")
            check(any(IN_WORDS in row for row in s.rows()), s.picture())


def case_line_by_line():
    """The list with its numbers, and one of them whole, where there is no screen."""
    with Folder() as folder:
        db = neighbours(folder)
        lines = ["2", f"/page {OWN}", "/cases", "/cases 2", "/cases 99", "/quit", "q"]
        done = run("--db", db, "--plain", stdin=None, input="\n".join(lines) + "\n")
        check_equal(done.returncode, 0, done.stderr)
        check(f"2  鶴見区 平成27年度 {AT_PLACE[1]}: ・防犯推進委員を中心に" in done.stdout, done.stdout)
        check("青色防犯パトロール隊" in done.stdout, "not to be read whole:\n" + done.stdout)
        check(say("There is no case of that number.") in done.stdout, done.stdout)


if __name__ == "__main__":
    main()
