#!/usr/bin/python3
"""Holds the sample assessments against the sheets, cell by cell and character by character.

Every cell of a sheet must stand in the XML as printed, and the XML may hold nothing that the sheet has
not, but for measures, names of pages, and quotes that stand word for word in a cell.
"""
import re
import sys
import unicodedata

sys.dont_write_bytecode = True

from corpus import DATA, FORM, NOT_APPLICABLE, Checks, as_written, printed, read, sheet  # noqa: E402

SHEETS = [("kita-2015", "271276"), ("tsurumi-2015", "271241")]

# Names in the sheet's JSON, and where the cell stands in a page of the layout.
STRATEGY = {
    "code": "code",
    "aim": "plan/aim",
    "outcome": "plan/outcome",
    "strategy": "plan/strategy",
    "effectiveness": "evaluation/effectiveness",
    "overall": "evaluation/overall",
    "progress": "evaluation/progress",
    "issues": "evaluation/issues",
    "improvement": "evaluation/improvement",
}
ACHIEVEMENT = {"text": "text", "value": "value", "previous": "previous", "individual": "judgement"}
INITIATIVE = {
    "code": "code",
    "content": "plan/content",
    "goal": "plan/goal",
    "withdrawal": "plan/withdrawal",
    "previous_results": "plan/previous-results",
    "results": "evaluation/results",
    "achievement": "evaluation/achievement",
    "achievement_code": "evaluation/achievement-code",
    "effectiveness": "evaluation/effectiveness",
    "issues": "evaluation/issues",
    "improvement": "evaluation/improvement",
}
CODES = {
    "ア", "イ", "A", "B", "a", "b", "①(ⅰ)", "①(ⅱ)", "②(ⅰ)", "②(ⅱ)", "③", "○", "×", NOT_APPLICABLE,
}
CODED = {"code", "effectiveness", "judgement", "overall", "progress", "achievement-code"}
FIGURES = {"indicator/target", "achievement/value", "achievement/previous", "achievement/target",
           "figure/goal", "figure/withdrawal", "figure/previous", "figure/result"}
# The notation of these sheets; the content of the XML has the canonical one.
DASHES = str.maketrans({"‐": "-", "－": NOT_APPLICABLE, "—": NOT_APPLICABLE})


def canonical(text):
    if text in CODES:
        return text
    text = text.translate(DASHES)
    return text if text in CODES else unicodedata.normalize("NFKC", text)


def measure(text):
    """The measure that a figure's text states: amount, unit, operator, by, relative. Written for the
    notations of the corpus only, and without a look at the program's own reader."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"^\([0-9]+\)", "", text)
    deadline = re.search(r"(?:平成|H)([0-9]+)年度末?まで", text)
    if deadline:
        text = text.replace(deadline[0], "")
    # Out of how many points says the unit, and stands between the number and what it is held to.
    text = re.sub(r"\([0-9]点満点\)", "点", text)
    number = re.search(r"([0-9][0-9,]*(?:\.[0-9]+)?)(万?)(%|[点件回株部割円人]|事業)?"
                       r"(の?削減|増)?(以上|以下|未満|を下回)?", text)
    if not number or re.search(r"(?:平成|H)[0-9]+年", text):
        return {}
    amount = number[1].replace(",", "") + ("0000" if number[2] else "")
    if number[4] and "減" in number[4]:
        amount = "-" + amount
    earlier = "previous-year" if re.match("前年度?比", text) else "unstated" if number[4] else None
    names = {"以上": "ge", "以下": "le", "未満": "lt", "を下回": "lt",
             None: "ge" if text.startswith("少なくとも") else None}
    found = {"amount": amount, "unit": number[3], "operator": names[number[5]],
             "by": str(1988 + int(deadline[1])) if deadline else None,
             "relative": earlier}
    return {name: value for name, value in found.items() if value}


class Sheet:
    """One sheet beside its XML; marks what it has met."""

    def __init__(self, check, name):
        self.check = check
        self.name = name
        self.cells = self.characters = 0
        self.json = sheet(name + ".json")
        self.root = read(DATA / (name + ".xml"))
        self.met = set()

    def cell(self, parent, path, expected, where):
        """The cell at path holds exactly what the sheet prints there (null: an empty cell)."""
        where = f"{self.name} {where} {path}"
        found = parent.findall(path)
        if not self.check.equal(len(found), 1, where + ": cells"):
            return
        self.met.add(found[0])
        self.count(expected or "")
        self.check.equal(printed(found[0]), expected or "", where)

    def count(self, text):
        self.cells += 1
        self.characters += len(text)

    def attribute(self, name, expected):
        self.count(str(expected))
        self.check.equal(self.root.get(name), str(expected), f"{self.name} {name}")

    def walk(self):
        self.attribute("ward-name", self.json["ward"])
        self.attribute("fiscal-year", self.json["fiscal_year"])
        self.attribute("fiscal-year-label", self.json["era_year"])
        self.cell(self.root, "title", self.json["title"], "")
        rows = self.root.findall("row")
        self.check.equal(len(rows), len(self.json["rows"]), f"{self.name} rows")
        for row, expected in zip(rows, self.json["rows"]):
            self.row(row, expected)

    def row(self, row, expected):
        where = expected["id"]
        self.count(where)
        self.check.equal(row.get("id"), where, f"{self.name} row")
        self.cell(row, "section-title", expected["section_title"], where)
        self.cell(row, "strategy-title", expected["strategy_title"], where)
        self.check.equal(len(row.findall("indicator")), len(expected["indicator"]), where)
        for number, texts in enumerate(zip(expected["indicator"], expected["target"]), 1):
            self.cell(row, f"indicator[{number}]/text", texts[0], where)
            self.cell(row, f"indicator[{number}]/target", texts[1], where)
        self.pages(row, "strategy-page", STRATEGY, expected["strategies"])
        self.pages(row, "initiative-page", INITIATIVE, expected["initiatives"])

    def pages(self, row, element, paths, expected):
        where = row.get("id")
        found = row.findall(element)
        self.check.equal(len(found), len(expected), f"{self.name} {where} {element}")
        for page, cells in zip(found, expected):
            where = page.get("id")
            self.check.equal(set(cells) - {"achievements"}, set(paths), f"{where} names of cells")
            for name, path in paths.items():
                self.cell(page, path, cells[name], where)
            self.achievements(page, cells.get("achievements", []))

    def achievements(self, page, expected):
        found = page.findall("evaluation/achievement[judgement]")
        self.check.equal(len(found), len(expected), page.get("id") + " achievements")
        for achievement, cells in zip(found, expected):
            self.check.equal(set(cells), set(ACHIEVEMENT), page.get("id") + " names of cells")
            for name, path in ACHIEVEMENT.items():
                self.cell(achievement, path, cells[name], page.get("id"))


def check_nothing_else(check, the):
    """Every text of the XML is a cell of the sheet or a quote out of one."""
    for leaf in the.root.iter():
        if len(leaf) == 0 and leaf not in the.met:
            check_quote(check, the.name, leaf)
        check_attributes(check, the.name, leaf)
    for element in the.root.iter():
        if len(element):
            check.that(not (element.text or "").strip(), f"{the.name} {element.tag}: text between")
        check.that(not (element.tail or "").strip(), f"{the.name} {element.tag}: text behind")


def check_quote(check, name, leaf):
    page = next(leaf.iterancestors("strategy-page", "initiative-page"))
    sources = {
        "achievement/target": ["plan/outcome"],
        "achievement/answers": [],
        "figure/goal": ["plan/goal"],
        "figure/withdrawal": ["plan/withdrawal"],
        "figure/previous": ["plan/previous-results"],
        "figure/result": ["evaluation/achievement", "evaluation/results"],
    }
    key = f"{leaf.getparent().tag}/{leaf.tag}"
    where = f"{name} {page.get('id')} {key}"
    if check.that(key in sources, where + ": not a cell of the sheet"):
        texts = [page.findtext(path) for path in sources[key]]
        check.that(not leaf.text or any(leaf.text in text for text in texts),
                   f"{where}: {leaf.text!r} does not stand in {' or '.join(sources[key])}")


def check_attributes(check, name, leaf):
    where = f"{name} {leaf.getroottree().getpath(leaf)}"
    text = leaf.text or ""
    if leaf.tag in CODED and len(leaf) == 0:
        check.that(text in CODES or not text or re.fullmatch("[0-9]+(-[0-9]+)+", text),
                   f"{where}: {text!r} is not canonical")
        check.that(set(leaf.attrib) <= {"printed"}, f"{where}: attributes {leaf.attrib}")
        if leaf.get("printed"):
            check.that(leaf.get("printed") != text, where + ": printed says nothing new")
            check.equal(canonical(leaf.get("printed")), text, where + " canonical")
    elif leaf.getparent() is not None and f"{leaf.getparent().tag}/{leaf.tag}" in FIGURES:
        expected = {} if text == NOT_APPLICABLE else measure(text)
        check.equal(list(leaf.attrib.items()), list(expected.items()), f"{where} {text!r} measure")
    elif len(leaf) == 0:
        check.equal(dict(leaf.attrib), {}, where + " attributes")


def check_names(check, the):
    """Names of pages, and which page follows which: worked out anew from the sheet's cells."""
    first, names = {}, []
    for row, expected in zip(the.root.findall("row"), the.json["rows"]):
        for element, key in (("strategy-page", "strategies"), ("initiative-page", "initiatives")):
            for place, cells in enumerate(expected[key], 1):
                page = row.findall(element)[place - 1]
                code = canonical(cells["code"]) if cells["code"] else f"{element}-{place}"
                name = f"{row.get('id')}/{code}"
                check.equal(page.get("id"), name, f"{the.name} id")
                names.append(name)
                same = (element, repr(cells))
                blank = element == "strategy-page" and not cells["code"]
                check.equal(page.get("follows"), None if blank else first.get(same),
                            f"{the.name} {name} follows")
                first.setdefault(same, name)
    check.equal(len(set(names)), len(names), f"{the.name} different names")
    for page in the.root.iter("strategy-page", "initiative-page"):
        if page.get("follows"):
            source = next(p for p in the.root.iter(page.tag) if p.get("id") == page.get("follows"))
            check.equal([as_written(child) for child in page], [as_written(child) for child in source],
                        f"{the.name} {page.get('id')} equal to {source.get('id')}")


def check_blank(check, sheets):
    """The blank assessment has the rows that both sheets print, and nothing filled in."""
    blank = read(FORM / "blank.xml")
    check.equal((FORM / "blank.xml").read_bytes(), as_written(blank), "blank.xml as written")
    frames = [[(r["id"], r["section_title"]) for r in the.json["rows"]] for the in sheets]
    found = [(r.get("id"), r.findtext("section-title")) for r in blank.findall("row")]
    for frame in frames:
        check.equal(found, frame, "rows of blank.xml")
    for number, row in enumerate(blank.findall("row")):
        printed_rows = [the.json["rows"][number] for the in sheets]
        for path, key in (("indicator/text", "indicator"), ("indicator/target", "target")):
            texts = [leaf.text or "" for leaf in row.findall(path)]
            check.that(texts in [r[key] for r in printed_rows] or row.get("id") == "1.3.a",
                       f"blank.xml {row.get('id')} {path}: {texts}")
        check.that(row.findtext("strategy-title") in [r["strategy_title"] for r in printed_rows],
                   f"blank.xml {row.get('id')} strategy-title")
        for page in row.iter("strategy-page", "initiative-page"):
            check.that(not "".join(page.itertext()).strip(), f"blank.xml {page.get('id')} is blank")
            check.equal(page.get("id"), f"{row.get('id')}/{page.tag}-1", "blank.xml id")
    prototypes = read(FORM / "prototypes.xml")
    check.equal((FORM / "prototypes.xml").read_bytes(), as_written(prototypes), "prototypes.xml")
    for prototype in prototypes:
        example = next(blank.iter(prototype.tag)) if prototype.tag != "achievement" else \
            blank.find("row/strategy-page/evaluation/achievement")
        check.equal([e.tag for e in prototype.iter()], [e.tag for e in example.iter()],
                    f"prototype of {prototype.tag}")


def main():
    check = Checks()
    sheets = []
    for name, ward in SHEETS:
        the = Sheet(check, name)
        the.walk()
        check_nothing_else(check, the)
        check_names(check, the)
        check.equal(the.root.get("ward-code"), ward, name + " ward-code")
        check.equal((DATA / (name + ".xml")).read_bytes(), as_written(the.root), name + " as written")
        print(f"{name}: {the.cells} cells, {the.characters} characters")
        sheets.append(the)
    check_blank(check, sheets)
    check.close()


main()
