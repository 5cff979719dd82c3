#!/usr/bin/python3
"""Holds the form of the other city against its plan, and the program to a form it was not made with.

The plan's text stands in policy.xml word for word. Two validators that are not ours take a blank follow-up and
an invented one, and refuse broken ones. What is imported is exported byte for byte; the sheet has every word of
it; what is not there has no sheet of its own.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import CORPUS, HERE, LANG, SHARE, XFORMS, XSD, Checks, as_written, read  # noqa: E402
from edits import double, drop, put, put_attribute  # noqa: E402

FORM = SHARE / "forms" / "nagoya-2013"
LAYOUT = FORM / "layout.xsd"
SAMPLE = CORPUS / "nakamura-2014-invented.xml"
BUILD = Path(os.environ.get("KUSEI_TEST_BUILDDIR", HERE))
KUSEI = BUILD / "kusei"
INITIATIVE = "item[1]/initiative[1]"
REVISION = "item[3]/initiative[4]/revision"


def ja(node, name):
    return [child.text for child in node.findall(name) if child.get(LANG) == "ja"]


def check_plan(check):
    """policy.xml says what the plan says, in its order, and all of it in both languages."""
    with open(CORPUS / "plan-nagoya-2013.json", encoding="utf-8") as file:
        plan = json.load(file)
    root = read(FORM / "policy.xml")
    check.equal(ja(root, "how-to-proceed"), plan["how_to_proceed"], "how to proceed")
    period = plan["period"]
    check.equal([root.get("first-year"), root.get("last-year")],
                [str(period["from_fiscal_year"]), str(period["to_fiscal_year"])], "years")
    items = [(pillar, item) for pillar in plan["pillars"] for item in pillar["items"]]
    check.equal([pillar.get("id") for pillar in root.findall("pillar")], [p["id"] for p in plan["pillars"]], "pillars")
    nodes = root.findall("pillar/item")
    check.equal(len(nodes), len(items), "items")
    for node, (pillar, item) in zip(nodes, items):
        where = f"item {item['id']}"
        check.equal(node.get("id"), item["id"], where)
        check.equal(ja(node.getparent(), "title"), [pillar["title"]], f"{where}: pillar")
        check.equal(ja(node, "title"), [item["title"] or pillar["title"]], f"{where}: title")
        check.equal(ja(node, "situation"), item["situation"], f"{where}: situation")
        check.equal([(p.get("mark"), ja(p, "text")) for p in node.findall("policy")],
                    [(p["mark"], [p["text"]]) for p in item["policies"]], f"{where}: directions")
        check.equal([(i.get("id"), ja(i, "text")) for i in node.findall("initiative")],
                    [(f"{item['id']}.{n}", [text]) for n, text in enumerate(item["main_initiatives"], 1)],
                    f"{where}: initiatives")
    for node in root.iter():
        for name in {child.tag for child in node if child.get(LANG)}:
            languages = [child.get(LANG) for child in node.findall(name) if (child.text or "").strip()]
            check.equal(languages, ["ja", "en"] * (len(languages) // 2), f"policy.xml {node.get('id')} {name}")
    blank = read(FORM / "blank.xml")
    check.equal([(i.get("id"), i.findtext("original"), i.findtext("text")) for i in blank.iter("initiative")],
                [(i.get("id"), ja(i, "text")[0], ja(i, "text")[0]) for i in root.iter("initiative")], "blank.xml")


def check_choices(check):
    """The form offers what the layout takes, in the same words."""
    schema = read(LAYOUT)
    lists = {t.get("name"): {e.get("value"): {d.get(LANG): d.text for d in e.iter(XSD + "documentation")}
                             for e in t.iter(XSD + "enumeration")} for t in schema.findall(XSD + "simpleType")}
    types = {e.get("name"): e.get("type") for e in schema.iter(XSD + "element")}
    for control in read(FORM / "form.xml").iter(XFORMS + "select1"):
        name = control.get("ref")
        if name.startswith("@"):
            continue
        # An item's own mark may be ―, an initiative's may not.
        own = "progress" if name == "mark" and control.getparent().get("ref") == "evaluation" else types[name]
        known = {value: words for value, words in lists[f"{own}-value"].items() if value not in ("", "―")}
        offered = {i.findtext(XFORMS + "value"): {label.get(LANG): label.text for label in i.findall(XFORMS + "label")}
                   for i in control.findall(XFORMS + "item")}
        check.equal(offered, known, f"form.xml:{control.sourceline}: choices of {name}")


# --- the layout --------------------------------------------------------------------


TAKEN = [
    ("the invented one", lambda root: None),
    ("no revision", drop(REVISION)),
    ("two revisions", double(REVISION)),
    ("no figure", drop(INITIATIVE + "/year/figure")),
    ("two figures", double(INITIATIVE + "/year/figure")),
    ("none of the ward's own", drop("item/own-initiative")),
    ("not started", put(INITIATIVE + "/status", "未着手")),
    ("an item without a mark", put("item[1]/mark", "―")),
    ("a fixed page under another year", put_attribute(".", "fiscal-year", "2016")),
]
REFUSED = [
    ("an unknown state", put(INITIATIVE + "/status", "検討中")),
    ("an initiative marked ―", put(INITIATIVE + "/evaluation/mark", "―")),
    ("a direction by its number", put(INITIATIVE + "/direction", "1")),
    ("a year in figures", put(INITIATIVE + "/since", "2013")),
    ("five items", drop("item[6]")),
    ("an initiative twice", double(INITIATIVE)),
    ("an initiative that the plan has not", put_attribute(INITIATIVE, "id", "1.1.9")),
    ("a main initiative as a copy", put_attribute(INITIATIVE, "follows", "1.1.2")),
    ("no text that holds", drop(INITIATIVE + "/text")),
    ("a revision without its reason", drop(REVISION + "/reason-revised")),
    ("an amount in words", put_attribute(INITIATIVE + "/year/figure/result", "amount", "五")),
    ("an own page under no item", put_attribute("item/own-initiative", "id", "5.1/1")),
    ("the other policy's name", put_attribute(".", "policy", "osaka-2015")),
]


def write_documents(folder):
    """[(what, file, whether it must be refused)]"""
    documents = []
    blank = read(FORM / "blank.xml")
    blank.attrib.update({"ward-code": "231053", "ward-name": "中村区", "fiscal-year": "2014",
                         "fiscal-year-label": "平成26年度"})
    changed = [("a blank one", blank, False)]
    for cases, refused in ((TAKEN, False), (REFUSED, True)):
        for what, change in cases:
            root = read(SAMPLE)
            change(root)
            changed.append((what, root, refused))
    for number, (what, root, refused) in enumerate(changed):
        path = Path(folder) / f"{number:03}.xml"
        path.write_bytes(as_written(root))
        documents.append((what, str(path), refused))
    return documents


def check_layout(check, folder):
    documents = write_documents(folder)
    files = [file for _, file, _ in documents]
    jing = subprocess.run(["jing", str(LAYOUT), *files], capture_output=True, text=True, check=False).stdout
    lint = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", str(LAYOUT), *files],
                          capture_output=True, text=True, check=False).stderr.splitlines()
    for what, file, refused in documents:
        check.equal(f"{file}:" in jing, refused, f"jing refuses {what}")
        check.equal(f"{file} validates" not in lint, refused, f"xmllint refuses {what}")
    for node in read(LAYOUT).iter(XSD + "element", XSD + "attribute", XSD + "enumeration"):
        texts = {d.get(LANG): d.text for d in node.findall(f"{XSD}annotation/{XSD}documentation")}
        check.that(set(texts) == {"ja", "en"} and all(texts.values()), f"layout.xsd:{node.sourceline}: not annotated")


# --- the program -------------------------------------------------------------------


def kusei(db, *arguments, share=SHARE):
    return subprocess.run([str(KUSEI), "--db", str(db), *map(str, arguments)], capture_output=True, check=False,
                          encoding="utf-8", stdin=subprocess.DEVNULL,
                          env={**os.environ, "KUSEI_SHARE": str(share), "KUSEI_LANG": "en",
                               "KUSEI_HELPERS": str(BUILD)})


def words_of(root):
    """What people wrote, piece by piece: a cell's text is broken into lines."""
    for node in root.iter():
        if len(node) == 0 and (node.text or "").strip() and node.tag != "original":
            yield node.text


def check_program(check, folder):
    db = folder / "n.db"
    check.equal(kusei(db, "import", SAMPLE).returncode, 0, "import")
    out = folder / "out.xml"
    kusei(db, "export", "231053", "H26", "-o", out)
    check.equal(out.read_bytes(), SAMPLE.read_bytes(), "what is exported is what was imported")
    check.that("28/28" in kusei(db, "list").stdout, "every page is filled in")
    page = kusei(db, "export", "231053", "H26", "--format", "html").stdout
    shown = "".join(page.split())
    for text in words_of(read(SAMPLE)):
        check.that("".join(text.split()) in shown, f"not on the sheet: {text}")
    check.equal(page.count("<h2"), 4, "sheets: items, initiatives, the ward's own, revisions of initiatives")
    kusei(db, "new", "231053", "H27")
    check.equal(kusei(db, "export", "231053", "H27", "--format", "html").stdout.count("<h2"), 2,
                "a blank one has no sheet of what is not there")
    found = kusei(db, "check", "231053", "H27")
    check.that("still blank: 20" in found.stdout, f"a blank one asks how far each initiative is: {found.stdout[-200:]}")


def check_empty_sheets(check, folder):
    """A form that asks for the sheets of what is not there gets their heads and headings."""
    share = folder / "share"
    shutil.copytree(SHARE / "data", share / "data")
    shutil.copytree(SHARE / "forms", share / "forms")
    sheet = share / "forms" / FORM.name / "sheet.xml"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(' empty="false"', ""), encoding="utf-8")
    db = folder / "e.db"
    kusei(db, "new", "231053", "H27")
    for where, wanted in ((SHARE, 2), (share, 6)):
        done = kusei(db, "export", "231053", "H27", "--format", "text", share=where)
        check.equal((done.returncode, done.stdout.count("\f") + 1), (0, wanted), f"sheets of {where.name}")


def check_names(check, folder):
    """Both cities have a 北区. The one that the database knows is meant, else that of the city which the
    installation is for; where it is for none, it has to be said."""
    db, anywhere = folder / "w.db", folder / "anywhere"
    shutil.copytree(SHARE / "data", anywhere / "data", ignore=shutil.ignore_patterns("home-city"))
    (anywhere / "forms").symlink_to(SHARE / "forms")
    done = kusei(db, "new", "北区", "H27", share=anywhere)
    check.equal(done.returncode, 2, f"北区 of nobody: {done.stderr}")
    check.that("nagoya-2013, osaka-2015" in done.stderr and not db.exists(), done.stderr)
    check.equal(kusei(db, "new", "231037", "H26").returncode, 0, "by its code")
    check.equal(kusei(db, "new", "北区", "H27").returncode, 0, "by its name")
    check.equal(kusei(db, "list").stdout.count("231037"), 2, "both are the same ward's")
    done = kusei(db, "new", "北区", "H28", "--policy", "osaka-2015")
    check.equal(done.returncode, 0, f"of the policy that is named: {done.stderr}")
    check.equal(kusei(db, "list").stdout.count("271276"), 1, "of the other city")
    done = kusei(db, "new", "北区", "H25", share=anywhere)
    check.equal(done.returncode, 0, f"only one city has the year: {done.stderr}")
    check.that("more than one city" in kusei(db, "new", "北区", "H28", share=anywhere).stderr,
               "the database knows two")
    check.equal(kusei(db, "new", "北区", "H27").returncode, 0, "the installation's own")
    check.equal(kusei(db, "list").stdout.count("271276"), 2, "the installation's own")


def main():
    for tool in ("jing", "xmllint"):
        if not shutil.which(tool):
            print(f"skipped: {tool} is missing")
            return 77
    check = Checks()
    check_plan(check)
    check_choices(check)
    with tempfile.TemporaryDirectory() as folder:
        check_layout(check, folder)
        check_program(check, Path(folder))
        check_empty_sheets(check, Path(folder))
        check_names(check, Path(folder))
    return check.close()


if __name__ == "__main__":
    sys.exit(main())
