#!/usr/bin/python3
"""`kusei import --tsv` over the real sheets: their cells, as a spreadsheet puts them on the clipboard, give
the sample assessments again, cell by cell; every doubt is listed at its line and column; and what is no
table is refused with a sentence and leaves nothing behind.
"""
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

import small_policy  # noqa: E402
from corpus import DATA, HERE, SHARE, Checks, etree, printed, read  # noqa: E402
from spreadsheet import SHEET, Spreadsheet, label, tsv  # noqa: E402

KUSEI = Path(os.environ.get("KUSEI_TEST_BUILDDIR", HERE)) / "kusei"
WARDS = {"kita-2015": "北区", "tsurumi-2015": "鶴見区"}
# What stands in the sample assessments and on no sheet of paper: measures, which people confirm.
UNPRINTED = {"achievement/value", "achievement/target", "achievement/answers", "figure/goal",
             "figure/withdrawal", "figure/previous", "figure/result"}
PROPOSED = {"kita-2015": 43, "tsurumi-2015": 62}


class Place:
    """A folder with a database of its own for every run."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.runs = 0
        self.share = SHARE

    def run(self, *arguments, lang="en"):
        environment = dict(os.environ, KUSEI_SHARE=str(self.share), KUSEI_LANG=lang, LC_ALL="C.UTF-8")
        return subprocess.run([str(KUSEI), "--db", str(self.db), *map(str, arguments)],
                              capture_output=True, check=False, stdin=subprocess.DEVNULL,
                              encoding="utf-8", env=environment, timeout=60)

    def take(self, data, ward="北区", year="2015", *options):
        self.runs += 1
        self.db = self.folder / f"{self.runs}.db"
        self.file = self.folder / "cells.txt"
        self.file.write_bytes(data)
        return self.run("import", "--tsv", self.file, ward, year, *options)

    def export(self, ward):
        done = self.run("export", ward, "2015")
        return etree.fromstring(done.stdout.encode()) if done.returncode == 0 else None


def cells(root):
    """Every text as printed, every name of a page and every copy, by its place. Rows of figures alone,
    which no sheet prints, are left out."""
    found = {}
    tree = root.getroottree()
    for node in root.iter():
        key = f"{node.getparent().tag}/{node.tag}" if node.getparent() is not None else ""
        if len(node) == 0 and node.tag != "figure" and key not in UNPRINTED and \
                not (node.text and node.text.isspace()):
            found[tree.getpath(node)] = printed(node)
        for name in ("id", "follows"):
            if node.get(name) is not None:
                found[tree.getpath(node) + "/@" + name] = node.get(name)
    return found


def compare(check, root, name, where):
    if not check.that(root is not None, f"{where}: there is nothing to export"):
        return
    ours, theirs = cells(root), cells(read(DATA / (name + ".xml")))
    for place in sorted(set(ours) | set(theirs)):
        check.equal(ours.get(place), theirs.get(place), f"{where} {place}")


def check_sheets(check, place):
    """Excel's "Unicode text", both pages side by side, with all headings."""
    for name, ward in WARDS.items():
        lines = Spreadsheet(name).lines()
        done = place.take(tsv(lines).encode("utf-16"), ward, "2015", "--format", "json")
        check.equal((done.returncode, done.stderr), (0, ""), f"{name} exit status")
        result = json.loads(done.stdout)
        compare(check, place.export(ward), name, name)
        check.equal([result[k] for k in ("policy", "year", "encoding", "lines")],
                    ["osaka-2015", 2015, "UTF-16LE", len(lines)], f"{name} what was read")
        check.equal(result["proposals"], PROPOSED[name], f"{name} figures proposed")
        follows = sum("follows" in key for key in cells(read(DATA / (name + ".xml"))))
        check.equal(result["copies"], follows, f"{name} copies")
        kinds = {doubt["kind"] for doubt in result["doubts"]}
        check.that(kinds <= {"words", "copy"}, f"{name} has no other doubts: {result['doubts']}")
        print(f"{name}: {result['filled']} fields, {result['copies']} copies, "
              f"{result['proposals']} figures proposed, {len(result['doubts'])} doubts")


# --- the same cells in other shapes -------------------------------------------------------------

def filled_down(sheet):
    """Merged cells taken apart, and every line filled."""
    lines = [list(line) for line in sheet.body()]
    own = [c for c in range(len(lines[0])) if c % 17 < 6]
    for i in range(1, len(lines)):
        for c in own:
            if lines[i][3 + 1] or any(lines[i][6:17]) or any(lines[i][23:]):
                lines[i][c] = lines[i][c] or lines[i - 1][c]
    return sheet.head + lines


def as_cp932(lines):
    """The circled kana are not in CP932."""
    marks = str.maketrans({"㋐": "ア", "㋑": "イ", "㋒": "ウ"})
    return tsv([[c.translate(marks) for c in line] for line in lines]).encode("cp932")


def reordered(sheet):
    """One line of headings, columns from right to left; bands have no place in that."""
    names = [label(c, "") for page in sheet.pages for c in page.iter(SHEET + "column")]
    body = [line for line in sheet.body() if any(line[3:17] + line[20:])]
    return [line[::-1] for line in [names, *body]]


def below(name):
    """The two pages one below the other, each with its headings."""
    return [line for side in ("strategy", "initiative")
            for line in [*Spreadsheet(name, (side,)).lines(), ["", ""]]]


def stacked(sheet):
    """Lines of one page in one cell each."""
    lines = []
    for line in sheet.lines():
        if lines and line[10] and not line[6] and not line[7]:
            for c in (4, 5, 10, 11, 12, 27, 28):
                lines[-1][c] += "\n" + line[c] if line[c] else ""
        else:
            lines.append(list(line))
    return lines


def check_shapes(check, place):
    kita, tsurumi = Spreadsheet("kita-2015"), Spreadsheet("tsurumi-2015")
    wide = [[*line, "", ""] for line in kita.lines()]
    shapes = {
        "no headings": ("kita-2015", tsv(kita.body()).encode()),
        "a mark, CR, blank cells behind": ("kita-2015", b"\xef\xbb\xbf" + tsv(wide, "\r").encode()),
        "UTF-16, no mark": ("kita-2015", tsv(kita.lines(), "\n").encode("utf-16-be")),
        "CP932": ("tsurumi-2015", as_cp932(tsurumi.lines())),
        "filled down": ("kita-2015", tsv(filled_down(kita)).encode()),
        "reordered": ("kita-2015", tsv(reordered(kita)).encode()),
        "below each other": ("tsurumi-2015", tsv(below("tsurumi-2015")).encode()),
        "stacked in a cell": ("tsurumi-2015", tsv(stacked(tsurumi)).encode()),
    }
    for shape, (name, data) in shapes.items():
        done = place.take(data, WARDS[name], "2015", "--format", "json")
        check.equal((done.returncode, done.stderr), (0, ""), shape)
        compare(check, place.export(WARDS[name]), name, shape)
        result = json.loads(done.stdout)
        check.that((result["encoding"] == "CP932") == (shape == "CP932"), f"{shape}: encoding")
        check.that({d["kind"] for d in result["doubts"]} <= {"words", "copy"},
                   f"{shape}: {result['doubts']}")


def check_heading_above(check, place):
    """Two columns of one name are told apart by what stands above them."""
    sheet = Spreadsheet("kita-2015")
    chosen = [[*line[:6], line[31]] for line in sheet.body() if line[31]]
    heads = [["項目", "", "", "", "成果指標と目標値", "", "具体的取組"], [""] * 6 + ["課題"]]
    place.take(tsv(heads + chosen).encode())
    root = place.export("北区")
    check.equal([page.findtext("evaluation/issues") or "" for page in root.iter("strategy-page")],
                [""] * 16, "the other page's column")
    issues = {page.findtext("evaluation/issues") for page in root.iter("initiative-page")}
    check.equal(issues - {"", None}, {line[6] for line in chosen}, "the column below the heading")


# --- doubts --------------------------------------------------------------------------------------------

def spoiled():
    """Kita's cells with one of every doubt, and what is expected of each: kind, line of the table, heading,
    and a piece of what is read."""
    sheet = Spreadsheet("kita-2015")
    lines = [[*line, ""] for line in sheet.lines()]
    lines[0][0] = lines[0][0].replace("北区", "都島区")
    head = len(sheet.head)
    head += 1
    lines.insert(0, ["作成", "総務課"] + [""] * (len(lines[0]) - 2))
    wanted = [("line", 0, None, "作成"), ("line", 0, None, "総務課"), ("title", 1, None, "都島区")]
    body = [i for i in range(head + 1, len(lines)) if lines[i][6]]

    def put(kind, row, column, heading, text, seen=None):
        lines[row][column] = text
        wanted.append((kind, row, heading, seen or text[:10]))

    put("heading", head, 33, "備考", "備考")
    put("column", body[0], 33, "備考", "メモ")
    put("code", body[0], 9, "戦略のアウトカムに対する有効性", "ウ")
    put("code", body[1], 6, "めざす状態", "【第一】\nああ", "第一")
    put("long", body[2], 7, "アウトカム", "あ" * 900)
    put("character", body[2], 8, "戦略", "左\x07右\u202e", "左")
    put("words", body[3], 4, "成果指標", lines[body[3]][4] + "です", lines[body[3]][4][:10])
    put("quotes", body[4], 15, "課題", "@open", '"重点')
    put("quotes", body[4], 16, "今後の対応方向・改善策", "@needless", "重点")
    put("empty", body[5], 6, None, "", None)
    for column in range(7, 17):
        lines[body[5]][column] = ""
    wanted[-1] = ("empty", None, None, None)
    wanted.append(("copy", None, None, None))
    unknown = ["", "", "", "宇宙開発の推進", "火星に住む区民の割合", "H29年度までに50％以上"]
    unknown += [""] * (len(lines[0]) - 6)
    lines.append(unknown)
    wanted += [("row", len(lines) - 1, "基本戦略", "宇宙開発"), ("row", len(lines) - 1, "成果指標", "火星"),
               ("row", len(lines) - 1, "目標値", "H29")]
    again = list(lines[body[0]])
    again[33] = ""
    again[17:] = [""] * 17
    again[6:17] = ["【1-9】\nもう一つ"] + [""] * 10
    lines.append(again)
    wanted.append(("row", len(lines) - 1, None, None))
    stray = ["", "また別の柱に向けて"] + [""] * (len(lines[0]) - 2)
    lines.append(stray)
    wanted.append(("line", len(lines) - 1, "項", "また別の柱"))
    data = tsv(lines).replace("@open", '"重点').replace("@needless", '"重点"')
    return lines, data.encode(), wanted


def numbers(lines):
    """The line of the file in which each line of the table begins."""
    found, number = [], 1
    for line in lines:
        found.append(number)
        number += 1 + sum(cell.count("\n") for cell in line)
    return found


def check_doubts(check, place):
    lines, data, wanted = spoiled()
    done = place.take(data, "北区", "2015", "--format", "json")
    check.equal(done.returncode, 0, "doubts do not stand in the way")
    doubts = json.loads(done.stdout)["doubts"]
    begins = numbers(lines)
    for kind, row, heading, seen in wanted:
        line = None if row is None else begins[row]
        check.that(any(d["kind"] == kind and d["line"] == line and
                       (seen is None or seen in (d["read"] or "")) and d["message"]
                       for d in doubts), f"{kind} in line {line}, {seen!r}: {doubts}")
    check.equal(len([d for d in doubts if d["kind"] not in ("words", "copy", "empty")]),
                len([w for w in wanted if w[0] not in ("words", "copy", "empty")]), "no doubt twice")
    root = place.export("北区")
    first = root.find("row/strategy-page")
    check.equal(first.findtext("evaluation/effectiveness"), "", "what is no choice is not taken")
    texts = [leaf.text for leaf in root.iter() if leaf.text]
    check.that("【第一】\nああ" in texts, "what is no code stays in the text")
    check.that("左右" in texts, "what may not be stored is left out")
    check.that('"重点' in texts and "重点" in texts, "quotes")
    check.that(not any("火星" in text for text in texts), "an unknown row is not taken")
    check_told(check, place, data, begins, wanted)


def check_told(check, place, data, begins, wanted):
    """The same for people, in Japanese."""
    place.take(data)
    place.db = place.folder / "told.db"
    done = place.run("import", "--tsv", place.file, "北区", "2015", lang="ja")
    for kind, row, heading, seen in wanted:
        if row is None or heading is None:
            continue
        start = f"{place.file}:{begins[row]}: {heading}: \""
        check.that(any(line.startswith(start) and seen in line for line in done.stdout.splitlines()),
                   f"{start} {seen}: {done.stdout}")


def check_year(check, place):
    """Another year than the headings'."""
    lines = [["平成26年度の取組について"]] + Spreadsheet("kita-2015").lines()
    done = place.take(tsv(lines).encode(), "鶴見区", "2016", "--format", "json")
    titles = [d["read"] for d in json.loads(done.stdout)["doubts"] if d["kind"] == "title"]
    check.equal(len(titles), 3, f"another ward and other years: {titles}")
    for text in ("平成26年度の取組について", "平成27年度", "（北区）"):
        check.that(any(text in title for title in titles), f"{text}: {titles}")


# --- another policy --------------------------------------------------------------------------------------

def check_small(check, place):
    """Two tables of a policy of another shape, as LibreOffice copies them."""
    share = place.folder / "share"
    small_policy.make(share, DATA)
    lines = [
        ["記号", "仕事", "状況", "理由", "手順", ""],
        ["", "", "", "", "内容", "数値"],
        ["", "まち育て"],
        ["a", "花壇の手入れ", "順調", "", "種をまく", "３０本"],
        ["", "", "", "", "水をやる", ""],
        ["", "", "", "", "数える", "28本"],
        ["b", "夜間の見回り", "遅れ", "雨が多かった", "", ""],
        ["", "防災"],
        ["c", "避難訓練のじっし", "順調", "なし", "", ""],
        [""],
        ["種類", "内容"],
        ["提案", "（1-1）\n花を増やす"],
        ["提案", "（１－２）\n灯りを増やす"],
    ]
    place.share = share
    done = place.take(tsv(lines).encode(), "北区", "2015", "--format", "json")
    check.equal((done.returncode, done.stderr), (0, ""), "small: exit status")
    doubts = [(d["kind"], d["line"], d["column"], d["read"]) for d in json.loads(done.stdout)["doubts"]]
    check.equal(doubts, [("words", 3, "仕事", "まち育て"), ("words", 3, "仕事", "まち育て"),
                         ("words", 9, "仕事", "避難訓練のじっし"), ("code", 9, "理由", "なし")],
                "small: doubts")
    root = place.export("北区")
    place.share = SHARE
    found = [[leaf.text or "" for leaf in page.iter() if len(leaf) == 0]
             for page in root if page.tag in ("task", "idea")]
    check.equal(found, [["まち育て", "花壇の手入れ", "順調", "", "種をまく", "３０本", "水をやる", "", "数える", "28本"],
                        ["まち育て", "夜間の見回り", "遅れ", "雨が多かった"],
                        ["防災", "避難訓練のじっし", "順調", ""],
                        ["1-1", "花を増やす"], ["1-2", "灯りを増やす"]], "small: what was taken")


# --- what is no table ----------------------------------------------------------------------------------

def check_hostile(check, place):
    sheet = Spreadsheet("kita-2015")
    good = tsv(sheet.lines()).encode()
    chance = random.Random(7)
    ragged = "\n".join("\t".join("x" * chance.randrange(3) for _ in range(chance.randrange(1, 40)))
                       for _ in range(500))
    hostile = {
        "nothing": (b"", "empty"),
        "bytes": (chance.randbytes(50000), "not UTF-8"),
        "a NUL": (good[:5] + b"\0" + good[5:], "NUL|not UTF-8"),
        "a line of 10 MB": (b"a" * 10_000_000, "no table"),
        "a cell of 10 MB": (good + b"a\t" + b"b" * 10_000_000, "10000000 bytes"),
        "ten million tabs": (b"\t" * 10_000_000, "10000001 cells"),
        "a million lines": (b"a\tb\n" * 1_000_000, "1000000 lines"),
        "17 MB": (b"a\t" * 8_500_000, "16 MiB"),
        "ragged": (ragged.encode(), "headings"),
        "half of a character": (good.decode().encode("utf-16")[:-1], "UTF-16LE"),
        "headings alone": (tsv(sheet.head).encode(), "nothing was taken"),
        "another table": ("項目\t人口\n北区\t123\n".encode(), "headings|nothing was taken"),
        "the sheet forty times": (tsv(sheet.head + sheet.body() * 40).encode(), "several times"),
        "many rows of another": (tsv(sheet.head + [["", "", "", f"戦略その{i}", "割合" * (i % 50), "50％"] + [""] * 27
                                                   for i in range(4000)]).encode(), "another table"),
        "XML": ((DATA / "kita-2015.xml").read_bytes(), "no table"),
        "not Shift_JIS": ("表\t".encode("cp932") + b"\xfc\xfd\xfe\n", "neither UTF-8 nor Shift_JIS"),
    }
    for what, (data, words) in hostile.items():
        done = place.take(data)
        check.equal((done.returncode, done.stdout), (2, ""), what)
        check.that(any(w in done.stderr for w in words.split("|")), f"{what}: {done.stderr}")
        check.that(done.stderr.startswith(f"kusei: {place.file}: ") and done.stderr.count("\n") == 1,
                   f"{what}: one sentence with the file: {done.stderr}")
        check.that(not place.db.exists(), f"{what}: nothing is left behind")


def check_there_already(check, place):
    data = tsv(Spreadsheet("kita-2015").lines()).encode()
    place.take(data)
    before = place.run("export", "北区", "2015").stdout
    done = place.run("import", "--tsv", place.file, "北区", "2015")
    check.equal((done.returncode, done.stdout), (2, ""), "there already")
    check.equal(place.run("export", "北区", "2015").stdout, before, "what is there stays")
    for arguments in (["北区"], ["北区", "x"], ["nowhere", "2015"], ["北区", "1999"]):
        check.equal(place.run("import", "--tsv", place.file, *arguments).returncode, 2,
                    f"usage {arguments}")


def main():
    check = Checks()
    with tempfile.TemporaryDirectory() as folder:
        place = Place(folder)
        check_sheets(check, place)
        check_shapes(check, place)
        check_heading_above(check, place)
        check_doubts(check, place)
        check_year(check, place)
        check_small(check, place)
        check_hostile(check, place)
        check_there_already(check, place)
    check.close()


main()
