#!/usr/bin/python3
"""The printed sheet as PDF, judged by a program that is not ours: poppler reads it.

Every cell of the two sheets stands in its column, in its order, whole; fonts are embedded; the same
sheet gives the same bytes; what is longer than its cell goes on; a character that no font has is named.
"""
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import DATA, HERE, SHARE, etree, printed, read, sheet  # noqa: E402
from printing import (BUILD, KUSEI, NS, POINTS, ROW, SHEETS, World, checks, column_text,  # noqa: E402
                      expected_columns, need, plain, read_table, words_of)
from test_submission import SHEET, Office, sheet_with_reasons  # noqa: E402

PRINT = BUILD / "kusei-print"
NOBODY_HAS = "\U0010ff00"  # for private use: no font that is installed has a picture of it


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
    rows = office.run("export", *SHEET, "--format", "text").stdout.split("\n")
    names = next((row for row in rows if "staff1" in row), "")
    checks.that("chief1" in names and "manager1" in names and "head1" not in names, f"as text: {names}")
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
    for form in ("xlsx", "html", "csv", "codebook"):
        made = subprocess.run([PRINT, form, share], input=b"\n" + document.encode(), capture_output=True,
                              check=False)
        checks.that(made.stdout.startswith(b"ok\n") and len(made.stdout) > 300, f"other as {form}: {made.stdout[:300]}")
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
    need("pdftotext", "pdffonts", "pdfinfo")
    with tempfile.TemporaryDirectory() as folder:
        world = World(folder)
        check_originals(world)
        check_long(world)
        check_missing(world)
        check_whole(world)
        check_other(folder)
        check_signed(folder)
    check_nonsense()
    check_light()
    checks.close()


main()
