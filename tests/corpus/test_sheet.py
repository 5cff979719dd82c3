#!/usr/bin/python3
"""Holds the table of the printed sheet against the form, the sample sheets and the printed originals.

Every field of the form has its column, or is named among those that are left out; every column prints a
field of the form. Every cell of the two sheets fits into its column, with what stands in the same cell; how
much of it each takes is printed. And the lines: printed/*.txt is the text of the printed originals, with
their line breaks. For each column the test counts how many of the originals' lines the program's own
breaking gives back exactly, and that no other number of characters gives back more.
"""
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpus import CORPUS, DATA, FORM, LANG, XFORMS, Checks, etree, printed, read  # noqa: E402

BUILD = Path(os.environ.get("KUSEI_TEST_BUILDDIR", "."))
DUMP = BUILD / "tests" / "unit" / "sheet_dump"
SHEETS = ["kita-2015", "tsurumi-2015"]
NS = "{urn:kusei:sheet}"
TRIED = range(8, 64)  # half ems of a line
LEAST_LINES = 16  # of the originals, before their number says anything about a column's width
LEAST_CHARACTERS = 8  # a word or two breaks nowhere, and stands in many places

# As measured: lines given back exactly, cells with as many lines, those and the ones with one more or less,
# lines that end where the original's do when they begin there; each of how many.
FLOORS = {"lines": (542, 1144), "heights": (208, 244), "near": (240, 244), "ends": (809, 1144)}

checks = Checks()


# --- the program's side ----------------------------------------------------------

def dump(what, given=b""):
    done = subprocess.run([DUMP, FORM, what], input=given, capture_output=True)
    if done.returncode:
        sys.exit(f"FAILED: {done.stderr.decode()}")
    return [line.split("\t") for line in done.stdout.decode().splitlines()]


def measure(requests):
    """(lines, there, percent, cut, spans) of each (path, half ems or 0, text)."""
    given = b"".join(f"{path}\0{columns}\0{text}\0".encode() for path, columns, text in requests)
    return [(int(lines), int(there), int(percent), int(cut),
             [tuple(map(int, span.split("-"))) for span in spans.split(" ")])
            for lines, there, percent, cut, spans in dump("measure", given)]


# --- the form's side ---------------------------------------------------------------

def step(path, ref):
    """Where a ref of the form leads; None: into the policy, where nothing is filled in."""
    if ref.startswith("instance('assessment')/"):
        path, ref = "", ref.split("/", 1)[1]
    elif ref.startswith("instance(") or path is None:
        return None
    ref = re.sub(r"\[.*\]", "", ref)
    return path if ref == "." else f"{path}/{ref}" if path else ref


def fields(element, path, found):
    for child in element:
        name = child.tag.removeprefix(XFORMS) if isinstance(child.tag, str) else ""
        if name in ("group", "repeat"):
            ref = child.get("ref") or child.get("nodeset")
            fields(child, step(path, ref) if ref else path, found)
        elif name in ("input", "textarea", "select1"):
            found.append(step(path, child.get("ref")))
    return found


def check_fields(places):
    form = fields(etree.parse(str(FORM / "form.xml")).getroot(), "", [])
    columns = {place[2] for place in places if place[0] != "unprinted" and place[2] != "-"}
    unprinted = {place[1] for place in places if place[0] == "unprinted"}
    checks.that(len(form) == len(set(form)) > 30, "the form has its fields, each once")
    for path in form:
        checks.that(path in columns or path in unprinted, f"{path} is neither printed nor left out on purpose")
    for path in columns | unprinted:
        checks.that(path in form, f"{path} of the sheet is no field of the form")
    print(f"{len(form)} fields, {len(columns)} printed, {len(unprinted)} left out on purpose")


def check_values():
    """What is not filled in but reckoned: the number, section and mark of a row, and the pillar's band."""
    policy = read(FORM / "policy.xml")
    page = etree.parse(str(FORM / "sheet.xml")).getroot().find(f".//{NS}page")
    values = [e.get("value") for e in page.iter(f"{NS}column", f"{NS}band") if e.get("value")]
    expected = {
        "1.1.a": ["1", "「大きな公共を担う活力ある地域社会づくり」に向けて", "（１）", "㋐"],
        "1.3.c": ["1", "「大きな公共を担う活力ある地域社会づくり」に向けて", "（３）", "㋒"],
        "2.1.b.2": ["2", "「自律した自治体型の区政運営」に向けて", "（１）", "㋑"],
    }
    for row, texts in expected.items():
        found = []
        for value in values:
            value = value.replace("instance('policy')//", "//").replace("current()/@id", f"'{row}'")
            result = policy.xpath(value)
            nodes = [result] if isinstance(result, str) else result
            found.append("".join(node if isinstance(node, str) else node.text for node in nodes))
        checks.equal(found, texts, row)


def check_words():
    """The headings and legends are the originals' own, word for word."""
    sheet = etree.parse(str(FORM / "sheet.xml")).getroot()
    heads = [e for e in sheet.iter(f"{NS}group", f"{NS}column", f"{NS}legend") if e.get("heading") != "false"]
    words = [label.text for e in heads for label in e.findall(f"{NS}label")
             if label.get(LANG) == "ja" and not len(label)]
    checks.that(len(words) > 40, "the sheet has its headings and legends")
    originals = [plain((CORPUS / "printed" / f"{name}.txt").read_text(encoding="utf-8")) for name in SHEETS]
    for word in words:
        # One of them will do: the sheet of 北区 has lost half a heading.
        checks.that(any(plain(word) in original for original in originals), f"{word} is in no original")


# --- the cells -----------------------------------------------------------------------

def leaves(element, path, page, found):
    for child in element:
        inner = f"{path}/{child.tag}" if path else child.tag
        here = child.get("id") or page
        if len(child):
            leaves(child, inner, here, found)
        elif child.text:
            found.append((here, inner, printed(child)))
    return found


def check_cells(name, cells, places):
    """Every cell of a real sheet was printed, so it fits."""
    cells = [cell for cell in cells if cell[1] in places]
    fullest = Counter()
    stacks = Counter()
    for (page, path, text), (lines, there, percent, cut, found) in zip(
            cells, measure([(path, 0, text) for _, path, text in cells])):
        where = f"{name} {page} {path}"
        stacks[where] += lines
        checks.that(stacks[where] <= there and percent <= 100 and cut == len(text.encode()),
                    f"{where}: {stacks[where]} lines, and there are {there}")
        checks.equal(len(found), lines, where)
        fullest[where] = max(fullest[where], percent)
        print(f"  {where}: {percent} %, {lines} of {there} lines")
    print(f"{name}: {len(cells)} cells; the fullest {fullest.most_common(1)}")


# --- the lines -----------------------------------------------------------------------

def plain(text):
    return re.sub(r"\s", "", text)


def find(lines, text):
    """Every way in which the original breaks the text: its lines, without white space."""
    wanted = plain(text)
    found = set()
    for start, line in enumerate(lines):
        at, run, done = start, [], ""
        while at < len(lines) and len(done) < len(wanted) and wanted.startswith(done + lines[at]):
            if lines[at]:
                run.append(lines[at])
                done += lines[at]
            at += 1
        if line and done == wanted:
            found.add(tuple(run))
    return found


def spans(lines):
    """The lines as (start, end) in characters that are not white space."""
    at, found = 0, set()
    for line in lines:
        if line:
            found.add((at, at + len(line)))
        at += len(line)
    return found


def read_originals(sheets, places):
    """{path: [(text, the original's lines)]}, each different pair once."""
    found = defaultdict(dict)
    for name, cells in sheets.items():
        text = (CORPUS / "printed" / f"{name}.txt").read_text(encoding="utf-8").replace("\f", "\n")
        lines = [plain(line) for line in text.split("\n")]
        for path, cell in {(path, text): None for _, path, text in cells if path in places}:
            if len(plain(cell)) < LEAST_CHARACTERS:
                continue
            found[path].update({(cell, run): None for run in sorted(find(lines, cell))})
    return {path: list(pairs) for path, pairs in found.items() if pairs}


def count(pairs, measured):
    """(lines given back, cells with as many lines, cells with one more or less)."""
    same = heights = near = 0
    for (text, original), (*_, ours) in zip(pairs, measured):
        ours = [plain(text.encode()[start:end].decode()) for start, end in ours]
        same += len(spans(ours) & spans(original))
        height = len([line for line in ours if line]) - len(original)
        heights += height == 0
        near += abs(height) == 1
    return same, heights, near


def count_ends(path, pairs):
    """(lines, those that end where the original's do when they begin where the original's does)."""
    requests, originals = [], []
    for text, original in pairs:
        places = [at for at, c in enumerate(text) if plain(c)]
        for line, (start, _) in zip(original, sorted(spans(original))):
            requests.append((path, 0, text[places[start]:]))
            originals.append(line)
    ends = [plain(text.encode()[:found[0][1]].decode()) for (_, _, text), (*_, found)
            in zip(requests, measure(requests))]
    return len(originals), sum(ours == original for ours, original in zip(ends, originals))


def try_widths(path, pairs, widths):
    measured = measure([(path, columns, text) for columns in widths for text, _ in pairs])
    return {columns: count(pairs, measured[n * len(pairs):]) for n, columns in enumerate(widths)}


def check_column(path, pairs, columns):
    """The smallest number of characters that gives back most is the column's."""
    lines = sum(len(original) for _, original in pairs)
    tried = try_widths(path, pairs, TRIED)
    same, heights, near = tried[columns]
    best = max(TRIED, key=lambda n: tried[n][0])
    print(f"  {path}: {columns / 2:g} characters, {same} of {lines} lines; "
          f"{heights} of {len(pairs)} cells as high, {near} but for one line")
    checks.that(columns == best or lines < LEAST_LINES,
                f"{path}: {columns / 2:g} characters give back {same} of {lines} lines, "
                f"{best / 2:g} {tried[best][0]}")
    return lines, same, len(pairs), heights, near


def check_lines(sheets, places):
    totals = [0] * 5
    ends = [0, 0]
    for path, pairs in read_originals(sheets, places).items():
        if places[path][0] == "cell":
            totals = [a + b for a, b in zip(totals, check_column(path, pairs, int(places[path][3])))]
            ends = [a + b for a, b in zip(ends, count_ends(path, pairs))]
    lines, same, cells, heights, near = totals
    print(f"{same} of the originals' {lines} lines are given back exactly ({same / lines:.1%}); "
          f"{heights} of {cells} cells have as many lines ({heights / cells:.1%}), {near} more but for one; "
          f"{ends[1]} lines end where the original's does when they begin there ({ends[1] / ends[0]:.1%})")
    for what, found in (("lines", (same, lines)), ("heights", (heights, cells)), ("near", (heights + near, cells)),
                        ("ends", (ends[1], ends[0]))):
        floor = FLOORS[what]
        checks.that(found[0] >= floor[0] and found[1] >= floor[1], f"{what}: {found} is below the floor {floor}")


def main():
    if not DUMP.exists():
        print("skipped: sheet_dump is not built (cmocka is missing)")
        sys.exit(77)
    places = dump("columns")
    check_fields(places)
    check_values()
    check_words()
    by_path = {}
    for place in places:
        if place[0] != "unprinted":
            by_path.setdefault(place[2], place)
    sheets = {name: leaves(read(DATA / f"{name}.xml"), "", "", []) for name in SHEETS}
    for name, cells in sheets.items():
        check_cells(name, cells, by_path)
    check_lines(sheets, by_path)
    checks.close()


main()
