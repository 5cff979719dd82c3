#!/usr/bin/python3
"""The printed sheet, judged by programs that are not ours: poppler reads the PDF, openpyxl and, where
it is there, LibreOffice the XLSX.

Every cell of the two sheets stands in its column, in its order, whole; fonts are embedded; the same
sheet gives the same bytes; what is longer than its cell goes on; a character that no font has is named.
"""
import csv
import io
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

sys.dont_write_bytecode = True

try:
    import openpyxl
except ImportError:
    print("skipped: python3-openpyxl is missing")
    sys.exit(77)

from lxml import html  # noqa: E402

from corpus import DATA, FORM, HERE, SHARE, Checks, etree, printed, read, sheet  # noqa: E402
from test_submission import SHEET, Office, sheet_with_reasons  # noqa: E402

BUILD = Path(os.environ.get("KUSEI_TEST_BUILDDIR", HERE))
KUSEI = BUILD / "kusei"
PRINT = BUILD / "kusei-print"
NS = "{urn:kusei:sheet}"
SHEETS = {"kita-2015": "北区", "tsurumi-2015": "鶴見区"}
POINTS = 72 / 25.4
NOBODY_HAS = "\U0010ff00"  # for private use: no font that is installed has a picture of it

# Where a cell of the sheets' JSON is printed: the column of form.xml's path.
STRATEGY = {"aim": "plan/aim", "outcome": "plan/outcome", "strategy": "plan/strategy",
            "effectiveness": "evaluation/effectiveness", "overall": "evaluation/overall",
            "progress": "evaluation/progress", "issues": "evaluation/issues",
            "improvement": "evaluation/improvement"}
ACHIEVEMENT = {"text": "text", "previous": "previous", "individual": "judgement"}
INITIATIVE = {"content": "plan/content", "goal": "plan/goal", "withdrawal": "plan/withdrawal",
              "previous_results": "plan/previous-results", "results": "evaluation/results",
              "achievement": "evaluation/achievement",
              "achievement_code": "evaluation/achievement-code",
              "effectiveness": "evaluation/effectiveness", "issues": "evaluation/issues",
              "improvement": "evaluation/improvement"}
ROW = {"strategy_title": "strategy-title", "indicator": "indicator/text", "target": "indicator/target"}

checks = Checks()


def plain(text):
    return re.sub(r"\s", "", text or "")


# --- running -------------------------------------------------------------------------

class World:
    """A folder with a database, and the program over it."""

    def __init__(self, folder, share=SHARE):
        self.folder = Path(folder)
        self.number = 0
        self.environment = {**os.environ, "KUSEI_SHARE": str(share), "KUSEI_HELPERS": str(BUILD),
                            "LANGUAGE": "en", "KUSEI_LANG": "en"}

    def run(self, *arguments, limit=None, **environment):
        def restrict():
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        return subprocess.run([KUSEI, *map(str, arguments)], capture_output=True, check=False,
                              stdin=subprocess.DEVNULL, preexec_fn=restrict,
                              env={**self.environment, **environment})

    def read_in(self, root):
        """Into a database of its own."""
        self.number += 1
        self.environment["KUSEI_DB"] = str(self.folder / f"{self.number}.db")
        path = self.folder / "in.xml"
        path.write_bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))
        done = self.run("import", path)
        assert done.returncode == 0, done.stderr.decode()

    def export(self, ward, form, name=None, **more):
        path = self.folder / (name or f"{ward}.{form}")
        done = self.run("export", ward, "2015", "--format", form, "-o", path, **more)
        assert done.returncode == 0, done.stderr.decode()
        return path


# --- the table, read once more ---------------------------------------------------------

class Column:
    def __init__(self, path, left, right):
        self.path, self.left, self.right = path, left, right


def page_columns(page, margin):
    """The columns of a page with their edges in points; their paths are from the row or block on."""
    found, x = [], margin
    for column in page.iter(NS + "column"):
        width = float(column.get("width"))
        path = "/".join(filter(None, ((column.get("each") or "").replace(".", ""), column.get("ref"))))
        found.append(Column(path.removesuffix("/."), x * POINTS, (x + width) * POINTS))
        x += width
    return found


def read_table(form=FORM):
    root = etree.parse(str(form / "sheet.xml")).getroot()
    pages = [page_columns(page, float(root.get("margin"))) for page in root.iter(NS + "page")]
    return root, pages


# --- the PDF, as poppler reads it --------------------------------------------------------

class Word:
    def __init__(self, element, page):
        self.text = element.text or ""
        self.left, self.top, self.right, self.bottom = (
            float(element.get(name)) for name in ("xMin", "yMin", "xMax", "yMax"))
        self.page = page


def words_of(path):
    done = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True)
    root = etree.fromstring(done.stdout, etree.XMLParser(recover=True))
    html = "{http://www.w3.org/1999/xhtml}"
    return [[Word(word, number) for word in page.iter(html + "word")]
            for number, page in enumerate(root.iter(html + "page"))]


def body_top(words, columns):
    """Where the rows begin: with the first text of the first column, which has no heading of its own."""
    tops = [w.top for w in words if columns[0].left <= (w.left + w.right) / 2 <= columns[0].right]
    return min(tops) - 1 if tops else None


def column_text(pages, columns, path, foot):
    """All that stands in the column, from the top down."""
    column, = (c for c in columns if c.path == path)
    found = []
    for words in pages:
        top = body_top(words, columns)
        inside = [w for w in words if column.left <= (w.left + w.right) / 2 <= column.right
                  and top is not None and top <= w.top and w.bottom < foot]
        found += sorted(inside, key=lambda w: (round(w.top), w.left))
    return plain("".join(w.text for w in found))


def check_overlaps(pages, name, width, height):
    """No text stands on another, or over the edge of the paper."""
    for number, words in enumerate(pages):
        words = sorted(words, key=lambda w: w.top)
        for i, one in enumerate(words):
            checks.that(0 < one.left and one.right < width and 0 < one.top and one.bottom < height,
                        f"{name} {number}: {one.text} is over the edge")
            for other in words[i + 1:]:
                if other.top > one.bottom - 2.5:
                    break
                if min(one.right, other.right) - max(one.left, other.left) > 1:
                    checks.that(False, f"{name} {number}: {one.text} and {other.text} overlap")


# --- what the sheet says -------------------------------------------------------------------

def expected_columns(cells):
    """What the originals have in each column of the two pages, from the top down."""
    strategy, initiative = {}, {}

    def put(columns, path, text):
        columns[path] = columns.get(path, "") + plain(text)

    for row in cells["rows"]:
        for page in row["strategies"]:
            put(strategy, "plan/aim", f"【{page['code']}】" if page["code"] else "")
            for name, path in STRATEGY.items():
                put(strategy, path, page[name])
            for achievement in page["achievements"]:
                for name, path in ACHIEVEMENT.items():
                    put(strategy, "evaluation/achievement/" + path, achievement[name])
        for page in row["initiatives"]:
            put(initiative, "plan/content", f"【{page['code']}】" if page["code"] else "")
            for name, path in INITIATIVE.items():
                put(initiative, path, page[name])
    return strategy, initiative


def check_cells(name, pages, columns, foot):
    cells = sheet(name + ".json")
    count = 0
    for side, expected in enumerate(expected_columns(cells)):
        own = pages[side::2]
        for path, text in expected.items():
            checks.equal(column_text(own, columns[side], path, foot), text, f"{name} {side} {path}")
            count += len(text)
        for row in cells["rows"]:
            for key, path in ROW.items():
                texts = row[key] if isinstance(row[key], list) else [row[key]]
                for text in texts:
                    checks.that(plain(text) in column_text(own, columns[side], path, foot),
                                f"{name} {row['id']} {path}: {text} is not in its column")
        body = plain("".join(w.text for words in own for w in words))
        for row in cells["rows"]:
            checks.that(plain(row["section_title"]) in body, f"{name}: no {row['section_title']}")
    print(f"{name}: {count} characters, each in its column, on {len(pages)} sheets")


def check_words(name, pages, root):
    """Title, headings and legends on every sheet, the boxes on the first."""
    sides = list(root.iter(NS + "page"))
    for number, words in enumerate(pages):
        text = plain("".join(w.text for w in words))
        side = sides[number % 2]
        heads = [e for e in side.iter(NS + "group", NS + "column", NS + "legend")
                 if e.get("heading") != "false"]
        for head in heads:
            label = head.find(f"{NS}label")
            if label is not None and not len(label):
                checks.that(all(plain(part) in text for part in re.split(r"\s", label.text)),
                            f"{name} {number}: no {label.text}")
        for box in side.iter(NS + "box"):
            label = box.find(NS + "label").text
            checks.equal(any(w.text == label and w.bottom < 60 for w in words), number == 0,
                         f"{name} {number}: the box {label}")
        checks.that(f"{number + 1}/{len(pages)}" in text, f"{name} {number}: no number of the sheet")


def check_file(name, path):
    info = subprocess.run(["pdfinfo", path], capture_output=True, check=True, text=True).stdout
    checks.that(re.search(r"^Page size: +1190\.5\d x 841\.8\d pts", info, re.M), f"{name}: not A3: {info}")
    checks.that(re.search(r"^Tagged: +yes", info, re.M), f"{name}: not tagged")
    checks.that(SHEETS[name] in re.search(r"^Title: +(.*)", info, re.M)[1], f"{name}: {info}")
    checks.that("CreationDate" not in info, f"{name}: has the date of the run")
    fonts = subprocess.run(["pdffonts", path], capture_output=True, check=True, text=True).stdout
    lines = [line.split()[-5:] for line in fonts.splitlines()[2:]]
    checks.that(lines and all(line[:3] == ["yes"] * 3 for line in lines), f"{name}: fonts: {fonts}")
    tags = subprocess.run(["pdfinfo", "-struct", path], capture_output=True, check=True, text=True).stdout
    for tag in ("Document", "H1", "Table", "TR", "TH", "TD"):
        checks.that(re.search(rf"^ *{tag}\b", tags, re.M), f"{name}: no {tag} among the tags")


def check_originals(world):
    root, columns = read_table()
    foot = (float(root.get("height")) - float(root.get("margin"))) * POINTS
    for name, ward in SHEETS.items():
        world.read_in(read(DATA / f"{name}.xml"))
        path = world.export(ward, "pdf")
        pages = words_of(path)
        check_file(name, path)
        check_overlaps(pages, name, 420 * POINTS, 297 * POINTS)
        check_words(name, pages, root)
        check_cells(name, pages, columns, foot)
        again = world.export(ward, "pdf", "again.pdf", LANGUAGE="ja", KUSEI_LANG="ja",
                             TZ="Asia/Tokyo", LC_ALL="C")
        checks.equal(again.read_bytes() == path.read_bytes(), True, f"{name}: the same bytes")
        done = world.run("export", ward, "2015", "--format", "pdf")
        checks.equal(done.stdout == path.read_bytes(), True, f"{name}: on standard output")


# --- what was signed off ---------------------------------------------------------------------

def head_words(path):
    """The words of the first sheet's head, and all of the last one's."""
    pages = words_of(path)
    return [w.text for w in pages[0] if w.bottom < 70], plain("".join(w.text for w in pages[-1]))


def check_signed(folder):
    """Names, days, digest and trail are on the sheet when it is signed off, and not before."""
    office = Office(Path(folder))
    office.environment.update({"KUSEI_HELPERS": str(BUILD), "TZ": "Asia/Tokyo"})
    path, _ = sheet_with_reasons(office)
    assert office.by("staff1", "import", path).returncode == 0
    path = Path(folder) / "signed.pdf"

    def export():
        done = office.run("export", *SHEET, "--format", "pdf", "-o", path)
        assert done.returncode == 0, done.stderr
        return head_words(path)

    def do(who, action, *more):
        done = office.review(who, action, *more)
        assert done.returncode == 0, done.stderr

    checks.that(not {"staff1", "manager1", "head1"} & set(export()[0]), "nobody stands in the boxes")
    do("staff1", "submit")
    checks.that("staff1" in export()[0], "who submitted")
    do("chief1", "approve", "1.1.a/1-1")
    checks.that("chief1" not in export()[0], "who approved one page does not stand for all")
    do("manager1", "approve")
    head, last = export()
    checks.that("manager1" in head and "chief1" in head and "head1" not in head, f"approved: {head}")
    checks.that("SHA-256" not in last, "no digest before the sign-off")
    do("head1", "sign-off")
    head, last = export()
    at, content, seq, digest = office.ask(
        "SELECT at, content, seq, lower(hex(hash)) FROM review_signature, trail_head")
    day = datetime.fromisoformat(at.replace("Z", "+00:00")) + timedelta(hours=9)
    checks.that("head1" in head, f"signed off: {head}")
    checks.that(f"令和{day.year - 2018}年{day.month}月{day.day}日" in plain("".join(head)), f"the day: {head}")
    checks.that(content in last and f"{seq}:{digest}" in last, f"digest and trail: {last[-300:]}")
    info = subprocess.run(["pdfinfo", "-isodates", path], capture_output=True, check=True, text=True).stdout
    checks.that(f"CreationDate:    {at[:19]}" in info, f"{at}: {info}")
    before = path.read_bytes()
    export()
    checks.equal(path.read_bytes() == before, True, "the same bytes when it is signed off")
    # The same sheet in another database was not signed off.
    do("head1", "withdraw", "--why", "誤りが見つかったため")
    head, last = export()
    checks.that("head1" not in head and "SHA-256" not in last, f"withdrawn: {head}")
    print("the boxes are filled as far as people stand for it")


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


def text_of(cell):
    """The text with its line breaks, also of what stands in it for the ear."""
    inside = [("\n" if e.tag == "br" else e.text or "") + (e.tail or "") for e in cell]
    return (cell.text or "") + "".join(inside)


def check_page(world):
    _, columns = read_table()
    for name, ward in SHEETS.items():
        world.read_in(read(DATA / f"{name}.xml"))
        path = world.export(ward, "html")
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
            # A cell over several columns, a heading or a band, is met in the first.
            texts.append({c: [text_of(cell) for cell in dict.fromkeys(taken[r, c] for r in range(rows)
                                                                      if taken.get((r, c - 1)) is not taken[r, c])]
                          for c in range(width)})
        check_grid_cells(name, "html", texts, columns)
        again = world.export(ward, "html", "again.html", LANGUAGE="ja", KUSEI_LANG="ja")
        checks.equal(again.read_bytes() == path.read_bytes(), True, f"{name}.html: the same bytes")


# --- the table for machines -------------------------------------------------------------------------

def check_table(world):
    for name, ward in SHEETS.items():
        world.read_in(read(DATA / f"{name}.xml"))
        data = world.export(ward, "csv").read_bytes()
        checks.that(data.endswith(b"\r\n") and not data.startswith(b"\xef\xbb\xbf"), f"{name}.csv: its lines")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
        head, rows = rows[0], rows[1:]
        checks.equal(({len(row) for row in rows}, len(set(head))), ({len(head)}, len(head)), f"{name}.csv: a table")
        table = [dict(zip(head, row)) for row in rows]
        for row in table:
            where = f"{name}.csv {row['ページ']} {row['項目の位置']}"
            checks.that(row["地域コード"].isdigit() and row["地域名"] == ward and row["年度（西暦）"] == "2015"
                        and row["年度（和暦）"] == "平成27年度", where)
            checks.that(re.fullmatch(r"(-?\d+(\.\d+)?)?", row["数値"]), f"{where}: {row['数値']} is no number")
            checks.equal(row["内容"] == "", row["状態"] != "1", f"{where}: state and content")
        root = read(DATA / f"{name}.xml")
        fields = {(page.get("id"), e.get("amount"), e.text) for page in root.iter("strategy-page", "initiative-page")
                  for e in page.iter() if len(e) == 0 and e.text and e.text != "―"}
        there = {(row["ページ"], row["数値"] or None, row["内容"]) for row in table}
        checks.equal(fields - there, set(), f"{name}.csv has every field")
        with_mark = world.run("export", ward, "2015", "--format", "csv", "--bom").stdout
        checks.equal(with_mark, b"\xef\xbb\xbf" + data, f"{name}.csv with a byte order mark")
    book = list(csv.reader(io.StringIO(world.export(ward, "codebook").read_text(encoding="utf-8"), newline="")))
    checks.equal([row[0] for row in book[1:len(head) + 1]], head, "the codebook's columns are the table's")
    codes = {row[2] for row in book}
    checks.that({"ア", "イ", "A", "B", "①(ⅰ)", "③", "○", "×"} <= codes, f"the codebook's codes: {codes}")
    done = world.run("export", ward, "2015", "--format", "pdf", "--bom")
    checks.equal((done.returncode, done.stdout), (2, b""), "a byte order mark before a PDF")


FORMULAS = ["=1+1", "+81", "0123", "1-1", "2015/4/1", "@SUM(A1)", "1e5", "TRUE", "'x", "<a>&amp;", " 　二字下げ\n  "]


def check_text_stays_text(world):
    document = read(DATA / "kita-2015.xml")
    places = [page.find("plan/goal") for page in document.iter("initiative-page")
              if page.get("follows") is None][:len(FORMULAS)]
    for place, text in zip(places, FORMULAS):
        place.text = text
    world.read_in(document)
    path = world.export("北区", "xlsx", "formulas.xlsx")
    _, texts = spreadsheet(path)
    found = [text for column in texts[1].values() for text in column]
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


# --- what is longer than its cell ------------------------------------------------------------

def numbered(word, count):
    return "\n".join(f"{word}{number:03}" for number in range(count))


def check_long(world):
    root, columns = read_table()
    foot = (float(root.get("height")) - float(root.get("margin"))) * POINTS
    document = read(DATA / "kita-2015.xml")
    places = [("row[2]/strategy-page/plan/aim", "長いＡ", 200, 0, "plan/aim"),
              ("row[3]/initiative-page/evaluation/results", "長いＢ", 120, 1, "evaluation/results"),
              ("row[5]/indicator/text", "長いＣ", 150, 0, "indicator/text"),
              ("row[3]/strategy-page/evaluation/achievement[2]/text", "長いＤ", 90, 0,
               "evaluation/achievement/text"),
              ("row[8]/strategy-title", "長いＥ", 70, 1, "strategy-title")]
    for path, word, count, _, _ in places:
        document.find(path).text = numbered(word, count)
    world.read_in(document)
    pages = words_of(world.export("北区", "pdf", "long.pdf"))
    check_overlaps(pages, "long", 420 * POINTS, 297 * POINTS)
    for path, word, count, side, column in places:
        text = column_text(pages[side::2], columns[side], column, foot)
        wanted = plain(numbered(word, count))
        found = re.findall(rf"{word}\d\d\d", text)
        checks.equal("".join(dict.fromkeys(found)), wanted, f"long: {path} is whole, and in its order")
    _, texts = spreadsheet(world.export("北区", "xlsx", "long.xlsx"))
    for path, word, count, side, column in places:
        at = [c.path for c in columns[side]].index(column)
        checks.that(any(text.endswith(numbered(word, count)) for text in texts[side][at]),
                    f"long.xlsx: {path} is whole")
    text = column_text(pages[0::2], columns[0], "plan/aim", foot)
    checks.that("【1-1】（続き）" in text, "long: what goes on says so")
    print(f"long texts go on, on {len(pages)} sheets")


# --- what cannot be printed --------------------------------------------------------------------

def check_missing(world):
    document = read(DATA / "kita-2015.xml")
    document.find("row[3]/strategy-page/plan/outcome").text = "この字は" + NOBODY_HAS
    world.read_in(document)
    path = world.folder / "missing.pdf"
    path.write_bytes(b"before")
    done = world.run("export", "北区", "2015", "--format", "pdf", "-o", path)
    said = done.stderr.decode()
    checks.equal((done.returncode, path.read_bytes()), (2, b"before"), "a character that no font has")
    for word in (f"U+{ord(NOBODY_HAS):04X}", "1.2.b", "アウトカム"):
        checks.that(word in said, f"missing: no {word} in {said}")


def check_whole(world):
    world.read_in(read(DATA / "kita-2015.xml"))
    path = world.folder / "full.pdf"
    done = world.run("export", "北区", "2015", "--format", "pdf", "-o", path, limit=100000)
    checks.equal((done.returncode, path.exists()), (2, False), "no room for the file")
    checks.equal([p.name for p in world.folder.iterdir() if ".tmp" in p.name], [], "nothing is left behind")
    for options in (("--format", "ps"), ("--format", "pdf", "--submission")):
        done = world.run("export", "北区", "2015", *options)
        checks.equal((done.returncode, done.stdout), (2, b""), f"{options}")
    done = world.run("export", "北区", "2015", "--format", "pdf", KUSEI_HELPERS="/nowhere")
    checks.that(done.returncode == 2 and b"kusei-print" in done.stderr, f"no program that prints: {done.stderr}")


def check_light():
    """The program that people type into has no font library in it."""
    done = subprocess.run(["ldd", KUSEI], capture_output=True, check=False, text=True)
    for name in ("cairo", "pango", "xlsxwriter", "fontconfig"):
        checks.that(name not in done.stdout, f"kusei is linked with {name}")


# --- another form ----------------------------------------------------------------------------------

OTHER = """<assessment policy="good" form-version="2" ward-code="271276" ward-name="北区"
 fiscal-year="2015" fiscal-year-label="平成27年度" submission="新規"><title>見本の計画</title>
 <pillar><title>まちの安全</title>
  <item><title>防災</title><situation>訓練の参加者が少ない。</situation><situation>備蓄が古い。</situation>
   <measure done="○"><text>訓練を毎月行う。</text></measure><measure done="×"><text>備蓄を入れ替える。</text></measure>
   <work><code>1</code><content>回覧板で知らせる。</content></work><work><code>2</code><content>倉庫を調べる。</content></work></item>
  <item><title>防災</title><situation>高齢者が多い。</situation><work><code/><content>名簿を整える。</content></work></item>
 </pillar>
 <pillar><title>まちの緑</title><item><title>公園</title><situation>木が枯れた。</situation></item></pillar>
 <row id="1.a"><code/><indicator/><plan><aim>四角いまちを円くする。</aim><figure/></plan><mark/><count/></row>
</assessment>"""


def check_other(folder):
    """A form of another shape: paper that stands, several nodes in a cell, three pages in a spread."""
    share = Path(folder) / "share"
    shutil.copytree(HERE / "tests" / "unit" / "forms", share / "forms")
    shutil.copytree(DATA, share / "data")
    document = re.sub(r">\s+<", "><", OTHER)
    done = subprocess.run([PRINT, "pdf", share], input=b"\n" + document.encode(), capture_output=True,
                          check=False)
    if not checks.that(done.stdout.startswith(b"ok\n"), f"other: {done.stdout[:300]} {done.stderr}"):
        return
    path = Path(folder) / "other.pdf"
    path.write_bytes(done.stdout.partition(b"\n")[2])
    pages = words_of(path)
    check_overlaps(pages, "other", 210 * POINTS, 297 * POINTS)
    checks.equal(len(pages), 4, "other: a page for the items, three for the rows")
    text = [plain("".join(w.text for w in words)) for words in pages]
    for word in (t for e in etree.fromstring(document).iter() if len(e) == 0 and (t := printed(e))):
        checks.that(any(plain(word) in page for page in text), f"other: no {word}")
    for word in ("【1】", "係長", "平成27年度", "見本の計画", "○：済み"):
        checks.that(word in text[0], f"other: no {word} on the first page")
    checks.equal(text[0].count("まちの安全"), 1, "other: a band stands where it changes")
    checks.equal(text[0].count("防災"), 1, "other: equal cells are one")
    checks.equal([page.count("四角いまちを円くする。") for page in text], [0, 1, 1, 0], "other: the rows")


def check_nonsense():
    for what, given in (("nothing", b""), ("no order", b"<a/>"), ("no document", b"\n"),
                        ("no assessment", b"\n<a/>"), ("another line", b"what now\n\n<a/>")):
        done = subprocess.run([PRINT, "pdf", SHARE], input=given, capture_output=True, check=False)
        checks.that(done.returncode == 0 and done.stdout.startswith(b"no\n") and len(done.stdout) > 10,
                    f"{what}: {done.returncode} {done.stdout} {done.stderr}")


def main():
    for tool in ("pdftotext", "pdffonts", "pdfinfo"):
        if shutil.which(tool) is None:
            print(f"skipped: {tool} is missing (Debian: poppler-utils)")
            sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        world = World(folder)
        check_originals(world)
        check_spreadsheet(world)
        check_page(world)
        check_table(world)
        check_office(world, check_text_stays_text(world))
        check_long(world)
        check_missing(world)
        check_whole(world)
        check_other(folder)
        check_signed(folder)
    check_nonsense()
    check_light()
    checks.close()


main()
