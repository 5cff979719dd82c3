#!/usr/bin/python3
"""The wards beside each other, reckoned once more: which figure is an indicator's, its marks by both
yardsticks, and what is said where there is none. The sheets are Kita's with other figures in them.
"""
import copy
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import DATA, FORM, HERE, NOT_APPLICABLE, Checks, etree, read  # noqa: E402

BUILD = Path(os.environ.get("KUSEI_TEST_BUILDDIR", HERE))
checks = Checks()
YEAR = 2015
GOOD = {"ge": lambda a, b: a >= b, "gt": lambda a, b: a > b, "le": lambda a, b: a <= b,
        "lt": lambda a, b: a < b}


def run(folder, *words):
    return subprocess.run([BUILD / "kusei", "--db", folder / "kusei.db", *words], capture_output=True,
                          text=True, env={**os.environ, "USER": "tester", "KUSEI_LANG": "ja"}, check=False)


def wards():
    """Code and name of the city's wards, in the order of the table."""
    city = read(FORM / "form.xml").get("{urn:kusei:form}city") or read(FORM / "form.xml").get("city")
    rows = [line.split("\t") for line in (DATA / "wards.tsv").read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#")]
    return [(row[0], row[2]) for row in rows if row[1] == city]


def fold(text):
    text = re.sub(r"[\s「」『』()（）【】｢｣\[\]〔〕［］]", "", text)
    return re.sub(r"[\s「」『』()（）【】｢｣\[\]〔〕［］]", "", unicodedata.normalize("NFKC", text))


def made_sheet(name, code, ward, chance):
    """A sheet with that ward's name and figures of its own."""
    root = copy.deepcopy(read(DATA / f"{name}.xml"))
    root.set("ward-code", code)
    root.set("ward-name", ward)
    root.find("title").text = re.sub("（.*区）", f"（{ward}）", root.find("title").text)
    for place in root.iterfind("row/strategy-page/evaluation/achievement"):
        value, previous = place.find("value"), place.find("previous")
        if value.get("unit") != "%" or previous.get("unit") != "%":
            continue
        for figure in value, previous:
            amount = f"{chance.uniform(2, 90):.1f}"
            figure.set("amount", amount)
            figure.text = amount + "％"
        place.find("answers").text = str(chance.randrange(200, 900))
        place.find("judgement").text = chance.choice("AB")
        place.find("judgement").attrib.pop("printed", None)
    for page in root.iter("strategy-page"):
        page.attrib.pop("follows", None)
    return root


def expected_marks(place):
    """Marks by the straight path and by the year before, as domain.md has them."""
    target = place.find("target")
    now, then = (float(place.find(n).get("amount")) for n in ("value", "previous"))
    goal, by, operator = float(target.get("amount")), target.get("by"), target.get("operator")
    better = GOOD[operator]
    met = better(now, goal)
    path = None if by is None else then + (goal - then) / (int(by) - YEAR + 1)
    gained = now > then if operator[0] == "g" else now < then
    on = path is not None and (met or better(now, path))
    return ("" if path is None else "BA"[on], path), ("BA"[met or gained], then)


def comparable(place):
    target = place.find("target")
    return all(f.get("amount") and f.get("unit") == "%" and f.get("relative") is None
               for f in (place.find("value"), place.find("previous"), target)) and \
        target.get("operator") and "維持" not in target.text


def expected_figure(root, wording):
    for page in root.iterfind("row/strategy-page"):
        if page.get("follows"):
            continue
        for place in page.iterfind("evaluation/achievement"):
            text = place.findtext("text") or ""
            if text not in ("", NOT_APPLICABLE) and fold(wording) in fold(text):
                return page, place
    return None, None


def within_chance(place):
    n = float(place.findtext("answers") or 0)
    if n <= 0:
        return False
    now, then = (float(place.find(x).get("amount")) for x in ("value", "previous"))
    both = 1.96 ** 2 * (now * (100 - now) + then * (100 - then)) / n
    return now != then and (now - then) ** 2 < both


def check_cell(cell, root, wording, where):
    if root is None:
        checks.equal(cell["state"], "missing", where)
        checks.that("amount" not in cell, f"{where}: what is missing has no figure")
        return
    page, place = expected_figure(root, wording)
    if page is None:
        checks.equal(cell["state"], "no figure", where)
        checks.that("amount" not in cell, f"{where}: what is missing has no figure")
        return
    checks.equal(cell["state"], "figure", where)
    checks.equal(cell["amount"], place.find("value").get("amount"), where)
    checks.equal(cell["page"], page.get("id"), where)
    checks.equal(cell["mark"], place.findtext("judgement"), where)
    if not comparable(place):
        return
    for name, (mark, line) in zip(("path", "better"), expected_marks(place)):
        found = cell["yardsticks"][name]
        checks.equal(found["mark"] or "", mark, f"{where}: {name}")
        if line is not None and mark:
            checks.that(abs(float(found["line"]) - line) < 0.001, f"{where}: {name}: {found} is not {line}")
    path = cell["yardsticks"]["path"]["mark"]
    checks.equal(cell["differs"], bool(path) and path != place.findtext("judgement"), where)
    checks.equal(cell["chance"], within_chance(place), f"{where}: chance")


def indicators():
    return {i.get("id"): i.findtext("text") for i in read(FORM / "policy.xml").iter("indicator")}


def compared(folder, *words):
    done = run(folder, "city", "compare", str(YEAR), *words, "--format", "json")
    checks.equal((done.returncode, done.stderr), (0, ""), "compare")
    return [json.loads(line) for line in done.stdout.splitlines()]


def check_all(folder, sheets):
    cells = compared(folder)
    named = wards()
    checks.equal(len(cells), len(named) * len(indicators()), "a cell for each ward and indicator")
    for cell in cells:
        check_cell(cell, sheets.get(cell["ward"]), indicators()[cell["indicator"]],
                   f"{cell['ward_name']} {cell['indicator']}")
    differing = sum(c.get("differs", False) for c in cells)
    checks.that(0 < differing < len(cells), "some wards judge otherwise, and some do not")
    checks.that(any(c.get("chance") for c in cells), "some changes are within the sampling error")


def check_words(folder, sheets):
    """What a person reads: nobody is passed over, and what is missing is no number."""
    done = run(folder, "city", "compare", "H27", "1.2.a.1")
    checks.equal(done.returncode, 0, "compare in words")
    for code, name in wards():
        lines = [line for line in done.stdout.splitlines() if re.search(rf"(^|[、：, ]){name}", line)]
        checks.that(lines, f"{name} is not told of")
        if code not in sheets:
            checks.that(any(line.startswith("未提出の区：") for line in lines), f"{name}: {lines}")
    for words, expected in ((("city", "compare", "1999"), 2), (("city", "compare", "2015", "9.9"), 2),
                            (("city", "compare"), 2)):
        done = run(folder, *words)
        checks.equal((done.returncode, done.stdout), (expected, ""), words)
        checks.that(done.stderr.startswith("kusei: "), done.stderr)


def make(folder):
    chance = random.Random(2015)
    sheets = {}
    for number, (code, name) in enumerate(wards()):
        if number % 5 == 4:
            continue  # not handed in
        sheets[code] = made_sheet("tsurumi-2015" if number % 7 == 3 else "kita-2015", code, name, chance)
        path = folder / f"{code}.xml"
        etree.ElementTree(sheets[code]).write(str(path), encoding="UTF-8", xml_declaration=True)
        done = run(folder, "import", path)
        checks.equal(done.returncode, 0, f"{name}: {done.stderr}")
    return sheets


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sheets = make(folder)
        check_all(folder, sheets)
        check_words(folder, sheets)
        only = compared(folder, "2.1.a.1")
        checks.equal({c["indicator"] for c in only}, {"2.1.a.1"}, "one indicator")
    checks.close()


main()
