"""What other wards did, at the same place of the policy and in the same words."""
import json
import re
import shutil
import xml.etree.ElementTree as ET

from kusei import load
from runner import check, check_equal, main
from screen import SOURCE, Folder, environment, run

OWN = "1.1.a/1-1-1"
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


def cases(db, page=OWN, ward="北区", year=2015, share=None, status=0):
    done = run("--db", db, "cases", ward, year, page, "--format", "json",
               env=environment(KUSEI_SHARE=str(share or SOURCE)))
    check_equal((done.returncode, done.stderr), (status, ""), "kusei cases")
    return [json.loads(line) for line in done.stdout.splitlines()]


def places(found, how):
    return [(c["ward_name"], c["year"], c["page"]) for c in found if c["found"] == how]


def neighbours(folder):
    load(folder / "k.db", "kita-2015.xml", "tsurumi-2015.xml")
    return folder / "k.db"


# --- the command ---------------------------------------------------------------------------------

def case_command():
    """Those at the same place in the sheet's order, then those in the same words, with their marks."""
    with Folder() as folder:
        found = cases(neighbours(folder))
        check_equal(places(found, "place"), [("鶴見区", 2015, p) for p in AT_PLACE], "same place")
        words = {c["page"]: c["words"].split() for c in found if c["found"] == "words"}
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
    """Two words that few pages have make a case, one does not, however often it is written."""
    for text, found in (("フェイスブックで、フェイスブックを", []), ("フェイスブックと広報紙", [IN_WORDS])):
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
        done = run("--db", db, "cases", "北区", "H27", OWN, env=environment(KUSEI_LANG="en"))
        lines = done.stdout.splitlines()
        check_equal(lines[0], "At the same place of the policy:", "the first heading")
        check(lines[1].startswith(f"  鶴見区 平成27年度 osaka-2015 {AT_PLACE[0]}: 各地域"), lines[1])
        check("In the same words:" in lines, done.stdout)
        cases(db, page="1.1.a", status=1)
        for words, said in ((("北区", "2015"), "needs"), (("北区", "2015", "9.9.z"), "9.9.z"),
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
        check_equal(places(cases(db, page="1.1.a"), "place"), [("鶴見区", 2017, "1.1.a")],
                    "a page of the policy's, where the ward says it in other words")


def another_policy(folder):
    """The same policy once more, with other names of fields."""
    share = folder / "share"
    shutil.copytree(SOURCE / "data", share / "data")
    shutil.copytree(SOURCE / "forms" / "osaka-2015", share / "forms" / "osaka-2015")
    shutil.copytree(SOURCE / "forms" / "osaka-2015", share / "forms" / ANOTHER_POLICY)
    for path in (share / "forms" / ANOTHER_POLICY).iterdir():
        path.write_text(rename(path.read_text(encoding="utf-8")), encoding="utf-8")
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


if __name__ == "__main__":
    main()
