#!/usr/bin/python3
"""The sheet as a spreadsheet, a web page and a table for machines, judged by programs that are not ours:
openpyxl and, where it is there, LibreOffice; lxml; Python's csv.
"""
import csv
import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter

sys.dont_write_bytecode = True

try:
    import openpyxl
except ImportError:
    print("skipped: python3-openpyxl is missing")
    sys.exit(77)

from lxml import html  # noqa: E402

from corpus import DATA, read, sheet  # noqa: E402
from printing import (NS, ROW, SHEETS, World, checks, expected_columns, need, plain,  # noqa: E402
                      read_table, words_of)


# --- the spreadsheet -----------------------------------------------------------------------------

def spreadsheet(path):
    """The worksheets, and of each its columns' texts from the top down, headings included."""
    book = openpyxl.load_workbook(path)
    return book, [{number: [cell.value for cell in column if cell.value is not None]
                   for number, column in enumerate(sheet.iter_cols())} for sheet in book]


def check_grid_cells(name, kind, texts, columns):
    cells = sheet(name + ".json")
    for side, expected in enumerate(expected_columns(cells)):
        paths = [column.path for column in columns[side]]
        for path, text in expected.items():
            found = plain("".join(texts[side][paths.index(path)]))
            checks.that(found.endswith(text), f"{name}.{kind} {side} {path}: {found[-300:]} is not {text[-300:]}")
        for row in cells["rows"]:
            for key, path in ROW.items():
                for text in row[key] if isinstance(row[key], list) else [row[key]]:
                    checks.that(text in texts[side][paths.index(path)], f"{name}.{kind} {row['id']}: no {text}")
            checks.that(any(row["section_title"] in column for column in texts[side].values()),
                        f"{name}.{kind}: no {row['section_title']}")


def check_spreadsheet_paper(name, book, root):
    checks.equal([s.title for s in book], ["めざす成果および戦略", "具体的取組"], f"{name}.xlsx: names")
    for number, one in enumerate(book):
        setup = one.page_setup
        checks.equal((setup.paperSize, setup.orientation, setup.fitToWidth, setup.fitToHeight),
                     (8, "landscape", None, 0), f"{name}.xlsx: A3, as wide as the paper")
        checks.that(one.print_title_rows and one.print_area, f"{name}.xlsx: headings and area")
        words = plain("".join(str(c.value) for row in one.iter_rows() for c in row if c.value is not None))
        for head in list(root.iter(NS + "page"))[number].iter(NS + "group", NS + "column", NS + "legend"):
            label = head.find(NS + "label")
            if head.get("heading") != "false" and label is not None and not len(label):
                checks.that(plain(label.text) in words, f"{name}.xlsx: no {label.text}")
        kinds = {cell.data_type for row in one.iter_rows() for cell in row if cell.value is not None}
        checks.equal(kinds, {"s"}, f"{name}.xlsx: all are texts")


def check_spreadsheet(world):
    root, columns = read_table()
    for name, ward in SHEETS.items():
        world.read_in(read(DATA / f"{name}.xml"))
        path = world.export(ward, "xlsx")
        book, texts = spreadsheet(path)
        check_spreadsheet_paper(name, book, root)
        check_grid_cells(name, "xlsx", texts, columns)
        again = world.export(ward, "xlsx", "again.xlsx", LANGUAGE="ja", KUSEI_LANG="ja", TZ="Asia/Tokyo")
        checks.equal(again.read_bytes() == path.read_bytes(), True, f"{name}.xlsx: the same bytes")


# --- the web page ----------------------------------------------------------------------------------

def grid_of(table):
    """Where each cell of an HTML table stands: {(row, column): cell}; an overlap is an error."""
    taken = {}
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for cell in line:
            while (row, column) in taken:
                column += 1
            for r in range(int(cell.get("rowspan", 1))):
                for c in range(int(cell.get("colspan", 1))):
                    checks.that((row + r, column + c) not in taken, f"html: {text_of(cell)} overlaps")
                    taken[row + r, column + c] = cell
    return taken


def check_headings(name, taken):
    """A cell names the headings above it and at its left that reach over its place, and no others."""
    places = {}
    for place, cell in taken.items():
        places.setdefault(cell, set()).add(place)
    heads = [(cell, at) for cell, at in places.items() if cell.tag == "th"]
    for cell, at in places.items():
        rows, columns = {r for r, _ in at}, {c for _, c in at}
        if cell.getparent().getparent().tag == "thead":
            continue
        above = [h.get("id") for h, there in heads if h.get("scope") == "col"
                 and columns & {c for _, c in there} and cell.get("class") != "band"]
        left = [h.get("id") for h, there in heads if h.get("scope") == "row"
                and rows & {r for r, _ in there} and max(c for _, c in there) < min(columns)]
        checks.equal(sorted((cell.get("headers") or "").split()), sorted(above + left),
                     f"{name}.html: the headings of {text_of(cell)[:20]}")


def text_of(cell):
    """The text with its line breaks, also of what stands in it for the ear."""
    inside = [("\n" if e.tag == "br" else e.text or "") + (e.tail or "") for e in cell]
    return (cell.text or "") + "".join(inside)


def check_tidy(name, path):
    """A judge of HTML that is not ours; tests/web/test_web.py has stricter ones."""
    if shutil.which("tidy") is None:
        print("not judged by tidy: it is not installed (Debian: tidy)")
        return
    done = subprocess.run(["tidy", "-quiet", "-errors", "-utf8", path], capture_output=True, check=False)
    checks.equal((done.returncode, done.stderr.decode()), (0, ""), f"{name}.html: tidy")


def check_page(world):
    _, columns = read_table()
    for name, ward in SHEETS.items():
        world.read_in(read(DATA / f"{name}.xml"))
        path = world.export(ward, "html")
        check_tidy(name, path)
        root = html.fromstring(path.read_bytes())
        checks.equal((root.get("lang"), root.findtext("head/title")),
                     ("ja", sheet(name + ".json")["title"]), f"{name}.html")
        checks.equal([e.tag for e in root.iter() if e.get("src") or e.get("href") or e.tag == "script"], [],
                     f"{name}.html fetches and runs nothing")
        boxes, *tables = root.iter("table")
        checks.equal([text_of(th) for th in boxes.iter("th")], ["担当", "係長", "課長", "区長"], "the boxes")
        texts = []
        for number, table in enumerate(tables):
            taken = grid_of(table)
            rows, width = max(r for r, _ in taken) + 1, len(columns[number])
            checks.equal(len(taken), rows * width, f"{name}.html: a table without holes")
            checks.that(all(th.get("scope") in ("col", "row") for th in table.iter("th")), "scopes")
            check_headings(name, taken)
            # A cell over several columns, a heading or a band, is met in the first.
            texts.append({c: [text_of(cell) for cell in dict.fromkeys(taken[r, c] for r in range(rows)
                                                                      if taken.get((r, c - 1)) is not taken[r, c])]
                          for c in range(width)})
        check_grid_cells(name, "html", texts, columns)
        again = world.export(ward, "html", "again.html", LANGUAGE="ja", KUSEI_LANG="ja")
        checks.equal(again.read_bytes() == path.read_bytes(), True, f"{name}.html: the same bytes")


# --- the table for machines -------------------------------------------------------------------------

MEASURE = {"amount": "数値", "unit": "単位", "operator": "比較", "by": "期限の年度（西暦）", "relative": "比較の相手"}


def lines_of(text):
    """As the table has them: numbered, without blanks around them, empty ones left out."""
    lines = [(str(n), line.strip(" \t　")) for n, line in enumerate(text.split("\n"), 1)]
    return tuple(line for line in lines if line[1])


def missing_fields(root, table):
    """Of what stands in the XML, (page, lines, measure) that no field of the table has."""
    there = {}
    for row in table:
        place = tuple(row[key] for key in ("ページ", "項目の位置", "何番目"))
        lines, measure = there.setdefault(place, ([], tuple(row[column] for column in MEASURE.values())))
        lines.append((row["行"], row["内容"]))
    found = {(place[0], tuple(lines), measure) for place, (lines, measure) in there.items()}
    return {(page.get("id"), lines_of(e.text), tuple(e.get(name, "") for name in MEASURE))
            for page in root.iter("strategy-page", "initiative-page")
            for e in page.iter() if len(e) == 0 and e.text and e.text != "―"} - found


def check_table(world):
    for name, ward in SHEETS.items():
        world.read_in(read(DATA / f"{name}.xml"))
        data = world.export(ward, "csv").read_bytes()
        checks.that(data.endswith(b"\r\n") and not data.startswith(b"\xef\xbb\xbf"), f"{name}.csv: its lines")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
        fields = [dict(zip(rows[0], row)) for row in rows[1:]]
        checks.equal(missing_fields(read(DATA / f"{name}.xml"), fields), set(), f"{name}.csv has every field")
        with_mark = world.run("export", ward, "2015", "--format", "csv", "--bom").stdout
        checks.equal(with_mark, b"\xef\xbb\xbf" + data, f"{name}.csv with a byte order mark")
    done = world.run("export", ward, "2015", "--format", "pdf", "--bom")
    checks.equal((done.returncode, done.stdout), (2, b""), "a byte order mark before a PDF")


def check_blank_headings(world):
    """Where a row has no heading of its own, its cells name none, not that of the row before."""
    document = read(DATA / "kita-2015.xml")
    document.find("row[2]/strategy-title").text = None
    world.read_in(document)
    root = html.fromstring(world.export("北区", "html", "blank.html").read_bytes())
    for table in list(root.iter("table"))[1:]:
        check_headings("blank", grid_of(table))


FORMULAS = ["=1+1", "+81", "0123", "1-1", "2015/4/1", "@SUM(A1)", "1e5", "TRUE", "'x", "<a>&amp;", " 　二字下げ\n  "]


def check_text_stays_text(world):
    document = read(DATA / "kita-2015.xml")
    places = [page.find("plan/goal") for page in document.iter("initiative-page")
              if page.get("follows") is None][:len(FORMULAS)]
    for place, text in zip(places, FORMULAS):
        place.text = text
    world.read_in(document)
    path = world.export("北区", "xlsx", "formulas.xlsx")
    book, texts = spreadsheet(path)
    found = [text for column in texts[1].values() for text in column]
    checks.equal({cell.data_type for row in book.worksheets[1].iter_rows() for cell in row
                  if cell.value is not None}, {"s"}, "what looks like a formula or a date is text")
    for text in FORMULAS[:len(places)]:
        checks.that(text in found, f"{text!r} is no longer what was typed")
    return path


def check_office(world, path):
    """LibreOffice opens it, and prints every text that is in it."""
    if shutil.which("soffice") is None:
        print("not judged by LibreOffice: it is not installed (Debian: libreoffice-calc-nogui)")
        return
    home = world.folder / "office"
    done = subprocess.run(["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "pdf",
                           "--outdir", home, path], capture_output=True, check=False, stdin=subprocess.DEVNULL)
    made = home / (path.stem + ".pdf")
    if not checks.that(done.returncode == 0 and made.exists(), f"LibreOffice: {done.stderr.decode()}"):
        return
    pages = words_of(made)
    info = subprocess.run(["pdfinfo", made], capture_output=True, check=True, text=True).stdout
    checks.that(re.search(r"^Page size: +11(89|90|91)\.\d+ x 84[12]", info, re.M), f"LibreOffice: {info}")
    _, texts = spreadsheet(path)
    count = Counter(plain("".join(w.text for words in pages for w in words)))
    wanted = Counter(plain("".join(text for columns in texts for column in columns.values() for text in column)))
    lost = {c: n - count[c] for c, n in wanted.items() if n > count[c]}
    checks.equal(lost, {}, "LibreOffice cuts nothing off")
    print(f"LibreOffice prints {sum(wanted.values())} characters on {len(pages)} sheets")


def check_long(world):
    """A text that is higher than any row of a spreadsheet stands in it whole."""
    _, columns = read_table()
    document = read(DATA / "kita-2015.xml")
    text = "\n".join(f"長い{number:03}" for number in range(300))
    document.find("row[3]/strategy-page/plan/aim").text = text
    world.read_in(document)
    book, texts = spreadsheet(world.export("北区", "xlsx", "long.xlsx"))
    at = [c.path for c in columns[0]].index("plan/aim")
    checks.that(any(found.endswith(text) for found in texts[0][at]), "long.xlsx: the text is whole")
    heights = [size.height for size in book.worksheets[0].row_dimensions.values() if size.height]
    checks.that(max(heights) <= 409 and sum(heights) > 300 * 7.5, f"long.xlsx: rows of {max(heights)}")


def main():
    need("pdftotext", "pdfinfo")
    with tempfile.TemporaryDirectory() as folder:
        world = World(folder)
        check_spreadsheet(world)
        check_page(world)
        check_blank_headings(world)
        check_table(world)
        check_long(world)
        check_office(world, check_text_stays_text(world))
    checks.close()


main()
