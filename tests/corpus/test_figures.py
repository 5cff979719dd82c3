#!/usr/bin/python3
"""Holds the reader of figures against every figure of the sample sheets.

figures/*.tsv name the figures, found by people reading the texts. Prints recall and precision of each
sheet, and each miss and each false one by page, field and text. Fails when a result falls below its
floor, and when a miss or a false one appears that is not in the list of the known ones with its reason.
"""
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

sys.dont_write_bytecode = True

HERE = Path(os.environ.get("KUSEI_TEST_SRCDIR", Path(__file__).resolve().parents[2]))
BUILD = Path(os.environ.get("KUSEI_TEST_BUILDDIR", "."))
SHARE = Path(os.environ.get("KUSEI_SHARE", HERE))

SHEETS = ["kita-2015", "tsurumi-2015"]
TEXTS = {"plan/aim", "plan/outcome", "plan/strategy", "plan/content", "plan/goal", "plan/withdrawal",
         "plan/previous-results", "evaluation/results", "evaluation/achievement",
         "evaluation/achievement/text", "evaluation/issues", "evaluation/improvement", "indicator/text"}

# (recall, precision) for a figure that is found, and for one that is wholly right, as measured.
FLOORS = {
    "kita-2015": ((1.0, 1.0), (1.0, 1.0)),
    "tsurumi-2015": ((1.0, 1.0), (1.0, 1.0)),
}
# (sheet, page, field, text): why it is not read as it should be.
KNOWN = {}

MEASURE = ("amount", "unit", "operator", "relative")


def fields(element, page, path, found):
    """(page, field, text) of every text cell; pages that follow another are left out."""
    if element.get("follows"):
        return
    if element.get("id") is not None:
        page, path = element.get("id"), ""
    several = {child.tag for child in element if len(element.findall(child.tag)) > 1}
    counts = {}
    for child in element:
        counts[child.tag] = counts.get(child.tag, 0) + 1
        place = f"{child.tag}[{counts[child.tag]}]" if child.tag in several else child.tag
        inner = f"{path}/{place}" if path else place
        if len(child):
            fields(child, page, inner, found)
        elif child.text:
            found.append((page, inner, child.text))


def cells(name):
    found = []
    fields(ET.parse(SHARE / "data" / f"{name}.xml").getroot(), "", "", found)
    plain = [(page, field.split("[")[0] + (field[field.index("]") + 1:] if "[" in field else ""), field, text)
             for page, field, text in found]
    return [(page, field, text) for page, bare, field, text in plain if bare in TEXTS]


def gold(name):
    """Figures by (page, field), in order."""
    wanted = {}
    lines = (HERE / "tests/corpus/figures" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    for row in rows[1:]:
        entry = dict(zip(rows[0], row))
        wanted.setdefault((entry["page"], entry["field"]), []).append(entry)
    return wanted


def read(texts):
    dump = BUILD / "tests" / "unit" / "prose_dump"
    given = b"".join(text.encode() + b"\0" for text in texts)
    lines = subprocess.run([dump, SHARE / "data" / "eras.tsv"], input=given, capture_output=True,
                           check=True).stdout.decode().splitlines()
    found = [[] for _ in texts]
    for line in lines:
        values = line.split("\t")
        number, start, end = (int(value) for value in values[:3])
        found[number].append({
            "start": start, "end": end, "amount": values[9], "unit": values[10], "operator": values[11],
            "relative": values[12], "by": values[13] if values[13] != "0" else ""})
    return found


def locate(text, wanted):
    """Gives each figure of the gold the place of its number in the text."""
    at = 0
    for entry in wanted:
        place = text.index(entry["text"], at)
        digits = [i for i, c in enumerate(entry["text"]) if c.isdecimal()]
        number = place + (digits[0] if digits else max(0, entry["text"].find("ゼロ")))
        entry["start"] = len(text[:number].encode())
        at = place + len(entry["text"])


class Result:
    def __init__(self):
        self.wanted = self.read = self.found = self.right = 0
        self.faults = []

    def compare(self, page, field, text, wanted, read_figures):
        self.wanted += len(wanted)
        self.read += len(read_figures)
        by_place = {figure["start"]: figure for figure in read_figures}
        for entry in wanted:
            figure = by_place.pop(entry["start"], None)
            if figure is None:
                self.faults.append(("missed", page, field, entry["text"], ""))
                continue
            self.found += 1
            wrong = [name for name in (*MEASURE, "by") if figure[name] != entry[name]]
            if not any(name in MEASURE for name in wrong):
                self.right += 1
            if wrong:
                said = " ".join(f"{name}={figure[name]!r}, not {entry[name]!r};" for name in wrong)
                self.faults.append(("misread", page, field, entry["text"], said))
        for figure in by_place.values():
            part = text.encode()[max(0, figure["start"] - 12):figure["end"] + 18].decode(errors="ignore")
            self.faults.append(("false", page, field, part, ""))

    def scores(self):
        return ((self.found / self.wanted, self.found / self.read),
                (self.right / self.wanted, self.right / self.read))


def measure(name):
    result = Result()
    texts, wanted = cells(name), gold(name)
    for (page, field, text), figures in zip(texts, read([text for _, _, text in texts])):
        entries = wanted.pop((page, field), [])
        locate(text, entries)
        result.compare(page, field, text, entries, figures)
    for page, field in wanted:
        result.faults.append(("unknown field in the gold", page, field, "", ""))
    return result


def main():
    passed = failed = 0
    for name in SHEETS:
        result = measure(name)
        print(f"{name}: {result.wanted} figures, {result.read} read")
        passed += result.wanted
        for what, (recall, precision), floor in zip(("found", "wholly right"), result.scores(), FLOORS[name]):
            print(f"  {what}: recall {recall:.4f}, precision {precision:.4f}")
            if recall < floor[0] - 5e-5 or precision < floor[1] - 5e-5:
                print(f"  FAILED: below the floor {floor[0]:.4f}, {floor[1]:.4f}")
                failed += 1
        for kind, page, field, text, said in result.faults:
            reason = KNOWN.get((name, page, field, text))
            print(f"  {kind}: {page} {field}: {text} {said} {'known: ' + reason if reason else ''}".rstrip())
            if reason is None:
                failed += 1
    if failed:
        print("FAILED: a miss or a false figure that is not known")
    print(f"{passed - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
