"""The reference sheets as a spreadsheet puts their cells on the clipboard: the texts are those of
sheets/*.json, the headings those of sheet.xml, merged cells are blank but for their first."""
import re

from corpus import FORM, read, sheet

SHEET = "{urn:kusei:sheet}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def label(element, year):
    """The Japanese label of an element of sheet.xml, and the legends below it."""
    texts = []
    for child in element:
        one = child if child.tag == SHEET + "label" else None
        if child.tag == SHEET + "legend":
            one = child.find(SHEET + "label")
        if one is not None and one.get(LANG) == "ja" or child.tag == SHEET + "legend":
            if one.get(LANG) != "ja":
                one = next(e for e in child if e.get(LANG) == "ja")
            output = one.find(SHEET + "output")
            if output is not None:
                texts.append(year if "fiscal-year-label" in output.get("value") else
                             read(FORM / "policy.xml").findtext("title"))
            else:
                texts.append(one.text)
    return "\n".join(texts)


def columns_of(head):
    return [head] if head.tag == SHEET + "column" else [c for g in head for c in columns_of(g)] \
        if head.tag in (SHEET + "group", SHEET + "block", SHEET + "page") else []


def headings(page, year):
    """The heading lines of a page: each heading at its first column, in the line of its depth."""
    lines = []

    def put(head, depth, column):
        while len(lines) <= depth:
            lines.append([""] * len(columns_of(page)))
        if head.tag == SHEET + "column" and head.get("heading") == "false":
            return
        text = label(head, year) if head.tag != SHEET + "block" else ""
        if text:
            lines[depth][column] = text
        for child in head:
            if child.tag in (SHEET + "group", SHEET + "block", SHEET + "column"):
                put(child, depth + (1 if text else 0), column)
                column += len(columns_of(child))

    column = 0
    for child in page:
        if child.tag in (SHEET + "group", SHEET + "block", SHEET + "column"):
            put(child, 0, column)
            column += len(columns_of(child))
    return [line for line in lines if any(line)]


class Spreadsheet:
    """Lines of cells; `sides` are the pages that stand beside each other."""

    def __init__(self, name, sides=("strategy", "initiative"), year="平成27年度"):
        self.json = sheet(name + ".json")
        root = read(FORM / "sheet.xml")
        self.pages = [p for p in root.iter(SHEET + "page") if p.get("id") in sides]
        heads = [headings(page, year) for page in self.pages]
        self.widths = [len(columns_of(page)) for page in self.pages]
        depth = max(len(h) for h in heads)
        self.head = [sum(((h[i] if i < len(h) else [""] * w) for h, w in zip(heads, self.widths)), [])
                     for i in range(depth)]
        policy = read(FORM / "policy.xml")
        self.marks = {row.get("id"): (row.getparent().get("mark"),
                                      row.getparent().getparent().get("id").split(".")[1],
                                      row.getparent().getparent().getparent())
                      for row in policy.iter("row")}

    def title(self):
        return [[self.json["title"]] + [""] * (sum(self.widths) - 1)]

    def body(self):
        lines, before = [], None
        for row in self.json["rows"]:
            lines += self.row(row, before)
            before = row
        return lines

    def lines(self):
        return self.title() + self.head + self.body()

    def bands(self, row, before):
        """The names of pillar and section, each on a line of its own where it changes, with the mark of
        the first before it."""
        mark, section, pillar = self.marks[row["id"]]
        wide = "（" + section.translate(str.maketrans("0123456789", "０１２３４５６７８９")) + "）"
        old = before and self.marks[before["id"]]
        lines, own = [], ["", "", mark]
        if not before or old[2].get("id") != pillar.get("id"):
            lines.append([pillar.get("id"), pillar.findtext("title")])
            own = ["", wide, mark]
        if not before or old[1] != section or old[2].get("id") != pillar.get("id"):
            lines.append(["", wide, row["section_title"]])
            own = ["", "", mark]
        elif old[0] == mark:
            own = ["", "", ""]
        same = before and not lines and old[0] == mark and \
            before["strategy_title"] == row["strategy_title"]
        return lines, own + ["" if same else row["strategy_title"]]

    def row(self, row, before):
        bands, own = self.bands(row, before)
        heights, sides = [], []
        for page in self.pages:
            side = []
            for cells in row["strategies" if page.get("id") == "strategy" else "initiatives"]:
                side += strategy(cells) if page.get("id") == "strategy" else [initiative(cells)]
            sides.append(side)
            heights.append(len(side))
        height = max([len(row["indicator"]), *heights])
        lines = [sum((band + [""] * (w - len(band)) for w in self.widths), []) for band in bands]
        for i in range(height):
            line = []
            for side, width in zip(sides, self.widths):
                first = own if i == 0 else [""] * 4
                goals = [row["indicator"][i] or "", row["target"][i] or ""] \
                    if i < len(row["indicator"]) else ["", ""]
                cells = side[i] if i < len(side) else [""] * (width - 6)
                line += first + goals + cells
            lines.append(line)
        return lines


def coded(code, text):
    return f"【{code}】\n{text or ''}" if code else text or ""


def strategy(cells):
    lines = []
    for i, one in enumerate(cells["achievements"]):
        single = [coded(cells["code"], cells["aim"]), cells["outcome"], cells["strategy"],
                  cells["effectiveness"]] if i == 0 else [""] * 4
        behind = [cells["overall"], cells["progress"], cells["issues"], cells["improvement"]] \
            if i == 0 else [""] * 4
        lines.append([c or "" for c in single + [one["text"], one["previous"], one["individual"]] + behind])
    return lines


def initiative(cells):
    return [c or "" for c in (
        coded(cells["code"], cells["content"]), cells["goal"], cells["withdrawal"],
        cells["previous_results"], cells["results"], cells["achievement"], cells["achievement_code"],
        cells["effectiveness"], cells["issues"], cells["improvement"])]


def quoted(cell, always=False):
    """As Excel and LibreOffice write a cell: in quotes where it has a line break, a tab or a quote at
    its start."""
    if always or re.search(r'[\t\n]', cell) or cell.startswith('"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def tsv(lines, end="\r\n"):
    return "".join("\t".join(quoted(c) for c in line) + end for line in lines)
