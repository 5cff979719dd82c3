#!/usr/bin/python3
"""The site of `kusei city publish`, over a season of made sheets: it is the same bytes each time, leads
nowhere else, and says what `kusei city compare` says, in words, bars and tables.
"""
import csv
import io
import json
import re
import sqlite3
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote, urldefrag

sys.dont_write_bytecode = True

from lxml import etree, html  # noqa: E402

from printing import World, checks  # noqa: E402
from season_figures import MADE, make  # noqa: E402

try:
    import openpyxl
except ImportError:
    openpyxl = None

YEAR = 2017
WARDS = 5  # that handed in at some time; the others of the city are missing
REASON = "調査の方法を変えたため、<このまま>とする。"
KEEPER = "suzuki-kept-it"
HOSTILE = '<script>alert("1")</script> & <b>太字</b>'


def season(world):
    """The sheets in a database; one ward's initiative would break a page that takes it as it is."""
    files = make(world.folder / "season", most=WARDS)
    for path in files:
        root = etree.parse(str(path)).getroot()
        for content in root.iter("content"):
            content.text = HOSTILE + (content.text or "")
        path.write_bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))
    kept = keep_a_warning(world, files[-1])
    world.environment["KUSEI_DB"] = str(world.folder / "season.db")
    done = world.run("import", *files)
    assert done.returncode == 0, done.stderr.decode()
    return kept


def keep_a_warning(world, path):
    """Gives a reason for a warning that turns on values of its own page; says which: (ward, finding)."""
    report = json.loads(world.run("check", path, "--format", "json", KUSEI_LANG="ja", LANGUAGE="ja").stdout)
    finding = next(f for f in report["findings"] if f["severity"] == "warning" and f["operands"]
                   and all(len(o["value"]) < 9 for o in f["operands"]))
    root = etree.parse(str(path)).getroot()
    page, = root.xpath("//*[@id=$id]", id=finding["page"])
    reason = etree.SubElement(page, "reason", rule=finding["id"], version=finding["version"],
                              field=finding["field"], by=KEEPER, at="2026-04-01T09:30:12Z",
                              operands=" | ".join(o["value"] for o in finding["operands"]))
    reason.text = REASON
    path.write_bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))
    return root.get("ward-code"), finding


def compared(world):
    done = world.run("city", "compare", YEAR, "--format", "json")
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def files_of(site):
    return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob("*"))
            if path.is_file()}


def words(element):
    return re.sub(r"\s+", " ", element.text_content()).strip()


# --- the folder ----------------------------------------------------------------------------------

def check_folder(world):
    site, again = world.folder / "site", world.folder / "again"
    done = world.run("city", "publish", YEAR, "-o", site)
    checks.equal((done.returncode, done.stdout, done.stderr), (0, b"", b""), "publish")
    again.mkdir()
    world.run("city", "publish", "平成29", "-o", str(again) + "/", TZ="America/New_York", LANG="C", LC_ALL="C",
              LANGUAGE="ja", KUSEI_LANG="ja")
    checks.that(files_of(site) == files_of(again), "another place, time zone or language: other bytes")
    done = world.run("city", "publish", YEAR, "-o", site)
    checks.that(done.returncode == 2 and b"Nothing in it was changed" in done.stderr, f"over a site: {done.stderr}")
    checks.that(files_of(site) == files_of(again), "a refused site changed what was there")
    return site


def check_failures(world, site):
    for name, arguments, environment in (
            ("no printing program", (YEAR,), {"KUSEI_HELPERS": str(world.folder)}),
            ("a year that nobody has", (2012,), {}), ("no year", (), {})):
        before = sorted(world.folder.iterdir())
        done = world.run("city", "publish", *arguments, "-o", world.folder / "failed", **environment)
        checks.that(done.returncode == 2 and done.stderr, f"{name}: {done}")
        checks.equal(sorted(world.folder.iterdir()), before, f"{name}: what is left")
    file = world.folder / "file"
    file.write_text("kept")
    done = world.run("city", "publish", YEAR, "-o", file)
    checks.equal((done.returncode, file.read_text()), (2, "kept"), "over a file")
    checks.that(not list(world.folder.glob("*.new-*")), "a half-written folder is left")


# --- every page ------------------------------------------------------------------------------------

def parse(site):
    """The pages by name. libxml2 knows HTML 4: elements that came later it calls invalid tags."""
    pages = {}
    for path in sorted(site.rglob("*.html")):
        parser = html.HTMLParser(encoding="UTF-8")
        pages[str(path.relative_to(site))] = html.parse(str(path), parser).getroot()
        wrong = [str(e) for e in parser.error_log if "Tag " not in e.message]
        checks.that(not wrong, f"{path.name}: {wrong[:3]}")
    return pages


def check_links(site, pages):
    ids = {name: [e.get("id") for e in root.iter() if e.get("id")] for name, root in pages.items()}
    for name, root in pages.items():
        checks.equal(len(ids[name]), len(set(ids[name])), f"{name}: an id stands twice")
        checks.that(not root.xpath("//script | //@src | //iframe | //@style | //@onclick"),
                    f"{name}: loads or runs something")
        for link in root.xpath("//@href"):
            target, fragment = urldefrag(unquote(link))
            path = (site / name).parent / target if target else site / name
            inside = path.resolve().is_relative_to(site.resolve())
            checks.that("://" not in link and inside and path.is_file(), f"{name}: {link} leads nowhere")
            if fragment and path.suffix == ".html":
                where = str(path.resolve().relative_to(site.resolve()))
                checks.that(fragment in ids[where], f"{name}: {link} has no such place")
    style = (site / "style.css").read_text(encoding="utf-8")
    checks.equal(re.findall(r"url\((?!\"#)|@import", style), [], "style.css loads something")


def check_frame(pages, wards):
    for name, root in pages.items():
        if name.endswith("-sheet.html"):
            continue
        checks.equal((root.get("lang"), len(root.xpath("//h1")), len(root.xpath("//main"))), ("ja", 1, 1), name)
        for table in root.iter("table"):
            heads = len(table.xpath("thead/tr/th"))
            for row in table.xpath("tbody/tr"):
                width = sum(int(cell.get("colspan", 1)) for cell in row)
                checks.equal(width, heads, f"{name}: cells of {words(row)[:40]}")
    checks.equal(sum(f"wards/{code}.html" in pages for code in wards), len(wards), "pages of wards")


# --- what it says ------------------------------------------------------------------------------------

def rows_by_ward(root):
    """Of the indicator's table: the cells of each row by the ward's name."""
    rows = root.xpath('//h2[@id="figures"]/following-sibling::section[1]//tbody/tr')
    return {words(row[0]): row for row in rows}


def check_row(line, row):
    where = f"{line['indicator']} {line['ward_name']}"
    if line["state"] != "figure":
        missing = {"missing": "未提出", "no figure": "この指標の数値なし"}[line["state"]]
        checks.equal([words(cell) for cell in row[1:]], [missing], where)
        return
    marks = [f"{y['mark'] or '―'} {y['line'] or ''}".strip() for y in line["yardsticks"].values()]
    cells = [words(cell) for cell in row[1:]]
    checks.equal(cells[0], line["printed"], f"{where} figure")
    checks.equal(cells[1], line["previous"], f"{where} year before")
    change = float(line["amount"]) - float(line["previous"])
    sign = "+" if change > 5e-7 else "−" if change < -5e-7 else "±"
    chance = " 標本誤差の範囲内" if line["chance"] else ""
    checks.equal(cells[2], f"{sign}{abs(change):.6g}{chance}" if sign != "±" else f"±0{chance}", f"{where} change")
    checks.equal(cells[4:5 + len(marks)], [line["mark"], *marks], f"{where} marks")
    checks.equal(bool(cells[5 + len(marks)]), line["differs"], f"{where} differs")
    checks.equal(cells[-2:], [f"{line['page']} {line['field']}", "―"], f"{where} place, and no signer")


def percent(element, name):
    return float(element.get(name).removesuffix("%"))


def check_chart(indicator, lines, root):
    """As long as the figures; the wards without one are named and have no bar."""
    known = {line["ward_name"]: float(line["amount"]) for line in lines if line["state"] == "figure"}
    charts = root.xpath('//*[local-name()="svg"][@class="bars"]')
    checks.equal(len(charts), 1 if known else 0, f"{indicator}: charts")
    if not charts:
        return
    names = [words(text) for text in charts[0].xpath('.//*[@class="name"]')]
    bars = charts[0].xpath('.//*[local-name()="rect"][@class="reached" or @class="short"]')
    checks.equal(sorted(names), sorted(line["ward_name"] for line in lines), f"{indicator}: names")
    checks.equal(len(bars), len(known), f"{indicator}: bars")
    values = [known[name] for name in names[:len(bars)]]
    checks.equal(values, sorted(values, reverse=True), f"{indicator}: the best first")
    most = max(values) or 1
    scale = percent(bars[0], "width") / most
    for name, value, bar in zip(names, values, bars):
        checks.that(abs(percent(bar, "width") - scale * value) < 0.01, f"{indicator} {name}: {bar.get('width')}")
    target = percent(charts[0].xpath('.//*[local-name()="line"][@class="target"]')[0], "x1")
    for value, bar in zip(values, bars):
        end = percent(bar, "x") + percent(bar, "width")
        checks.equal(bar.get("class"), "reached" if end >= target - 0.01 else "short", f"{indicator}: {value}")
    checks.that(all(root.xpath(f'//*[local-name()="{e}"]') for e in ("title", "desc")), f"{indicator}: no name")


def check_years(indicator, root, csv_rows):
    """The table under the small charts has every year's figure, and the charts as many points."""
    table = root.xpath('//details//table')
    seen = {row["年度（西暦）"] for row in csv_rows if row["数値"]}
    checks.equal(bool(table), len(seen) > 1, f"{indicator}: over the years")
    if not table:
        return
    values = {words(row[0]): [words(cell) for cell in row[1::2]] for row in table[0].xpath("tbody/tr")}
    for row in csv_rows:
        shown = values[row["地域名"]][int(row["年度（西暦）"]) - 2015]
        checks.equal(shown, f"{float(row['数値']):.6g}" if row["数値"] else "―", f"{indicator} {row}")
    points = root.xpath('//*[local-name()="circle"][@class="course"]')
    checks.equal(len(points), sum(bool(row["数値"]) for row in csv_rows), f"{indicator}: points")


def check_indicators(pages, lines, rows):
    for indicator in dict.fromkeys(line["indicator"] for line in lines):
        root = pages[f"indicators/{indicator}.html"]
        mine = [line for line in lines if line["indicator"] == indicator]
        table = rows_by_ward(root)
        checks.equal(list(table), [line["ward_name"] for line in mine], f"{indicator}: wards in their order")
        for line in mine:
            check_row(line, table[line["ward_name"]])
        check_chart(indicator, mine, root)
        check_years(indicator, root, [row for row in rows if row["指標コード"] == indicator])


def check_start(pages, lines):
    root = pages["index.html"]
    wards = {line["ward_name"]: line["state"] != "missing" for line in lines}
    tiles = [words(e) for e in root.xpath('//dl[@class="tiles"]//dd')]
    figures = [line for line in lines if line["state"] == "figure"]
    checks.equal(tiles[0], f"{sum(wards.values())} / {len(wards)}", "wards that handed in")
    checks.equal(tiles[3], f"{sum(line['differs'] for line in figures)} / {len(figures)}", "marks that differ")
    missing = words(root.xpath('//p[@class="missing"]')[0])
    checks.equal(missing, "未提出の区：" + "、".join(w for w, there in wards.items() if not there), "missing")
    rows = root.xpath('//table/tbody/tr[not(@class)]')
    for indicator, row in zip(dict.fromkeys(line["indicator"] for line in lines), rows):
        mine = [line for line in figures if line["indicator"] == indicator]
        checks.equal(words(row[1]), f"{len(mine)} / {len(wards)}", f"{indicator}: wards")
        good = [sum(line["yardsticks"][y]["mark"] == "A" for line in mine) for y in ("path", "better")]
        shown = [words(cell).split(" / ")[0] for cell in row[6:8]]
        checks.equal(shown, [str(n) for n in good] if mine else ["―", "―"], f"{indicator}: marks")
    checks.equal(len(rows), len({line["indicator"] for line in lines}), "indicators")


def check_wards(site, pages, lines):
    for line in lines:
        page = pages[f"wards/{line['ward']}.html"]
        if line["state"] == "missing":
            checks.that("提出していません" in words(page) and not (site / f"wards/{line['ward']}.xml").exists(),
                        f"{line['ward']}: missing")
        elif line["state"] == "figure":
            cells = [words(row) for row in page.xpath("//tr[starts-with(@id, 'figure-')]")]
            checks.that(any(line["printed"] in cell and line["page"] in cell for cell in cells),
                        f"{line['ward']} {line['indicator']}")
    for path in site.glob("wards/*.xml"):
        root = etree.parse(str(path)).getroot()
        checks.equal(root.get("ward-code") + ".xml", path.name, "the official file")
        sheet = pages[f"wards/{root.get('ward-code')}-sheet.html"]
        checks.that(MADE in words(sheet), f"{path.name}: another sheet")


def check_kept(site, pages, ward, finding):
    """The ward's page has the finding with its reason, and nobody's account."""
    rows = [words(row) for row in pages[f"wards/{ward}.html"].xpath("//tr[contains(., $r)]", r=REASON)]
    checks.equal(len(rows), 1, "the reason is on the ward's page")
    checks.that(rows and finding["id"] in rows[0] and finding["message"] in rows[0], f"{finding['id']}: {rows}")
    told = [path.name for path in site.rglob("*.html") if KEEPER in path.read_text(encoding="utf-8")]
    checks.equal(told, [], "pages that name who gave a reason")


def check_learn(pages, lines):
    """Below each indicator only wards that the first yardstick marks well."""
    page = pages["learn.html"]
    sections = page.xpath("//section[@class='learn']")
    checks.that(sections, "there is nothing to learn")
    for section in sections:
        indicator = Path(section.xpath("h2/a/@href")[0]).stem
        good = {line["ward_name"] for line in lines if line["indicator"] == indicator
                and line["state"] == "figure" and line["yardsticks"]["path"]["mark"] == "A"}
        shown = {words(e) for e in section.xpath(".//li/h3/a")}
        checks.that(shown and shown <= good, f"{indicator}: learn from {shown}, not {good}")
    checks.that(HOSTILE in words(page), "what a ward wrote does not stand there as it wrote it")
    checks.equal(len(page.xpath("//b | //script")), 0, "what a ward wrote became markup")


def check_rules(world, site, pages):
    checks.that("版が異なります" not in words(pages["rules.html"]), "one version is called different ones")
    counts = {words(row[0]): words(row[4]) for row in pages["rules.html"].xpath("//table/tbody/tr")}
    found = {}
    for code in {path.stem for path in site.glob("wards/*.xml")}:
        done = world.run("check", code, YEAR, "--format", "json")
        for finding in json.loads(done.stdout)["findings"]:
            found[finding["id"]] = found.get(finding["id"], 0) + 1
    checks.equal({rule: int(n) for rule, n in counts.items() if n != "0"}, found, "findings of the rules")


def check_versions(world):
    """A ward with another version of the form is said, not mixed in silently."""
    with sqlite3.connect(world.environment["KUSEI_DB"]) as db:
        db.execute("UPDATE assessment SET form_version = '0' WHERE id = (SELECT min(id) FROM assessment"
                   " WHERE year = ?)", (YEAR,))
    done = world.run("city", "publish", YEAR, "-o", world.folder / "mixed")
    checks.equal(done.returncode, 0, done.stderr.decode())
    page = html.parse(str(world.folder / "mixed" / "rules.html")).getroot()
    checks.that("版が異なります" in words(page), "different versions of the form are mixed silently")


# --- tables for machines ----------------------------------------------------------------------------------

def read_csv(site, name):
    text = (site / "data" / name).read_bytes().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def check_table(site, lines):
    rows = read_csv(site, "figures.csv")
    by_place = {(r["地域コード"], r["指標コード"]): r for r in rows if r["年度（西暦）"] == str(YEAR)}
    checks.equal(len(by_place), len(lines), "figures.csv: rows of the year")
    for line in lines:
        row = by_place[line["ward"], line["indicator"]]
        where = f"figures.csv {line['ward']} {line['indicator']}"
        missing = {"missing": "1", "no figure": "2", "figure": "0"}[line["state"]]
        checks.equal(row["欠測"], missing, where)
        checks.equal(row["数値"], line.get("amount") or "", where)
        checks.equal(row["年度（和暦）"], "平成29年度", where)
        if line["state"] == "figure":
            checks.equal((row["単位"], row["前年度"], row["区の判定"], row["「目標への道筋」による判定"]),
                         (line["unit"], line["previous"], line["mark"], line["yardsticks"]["path"]["mark"]), where)
    book = read_csv(site, "codebook.csv")
    checks.equal([entry["列"] for entry in book], list(rows[0]), "the codebook has every column in its order")
    return rows


def check_workbook(site):
    if openpyxl is None:
        print("python3-openpyxl is missing: the spreadsheet was not looked into")
        return
    sheet, = [s for s in openpyxl.load_workbook(site / "data" / "figures.xlsx")][:1]
    text = (site / "data" / "figures.csv").read_bytes().decode("utf-8")
    for shown, row in zip(sheet.iter_rows(values_only=True), csv.reader(io.StringIO(text, newline=""))):
        same = [("" if a is None else a) == b or (isinstance(a, (int, float)) and float(b) == a)
                for a, b in zip(shown, row)]
        checks.that(len(shown) == len(row) and all(same), f"figures.xlsx: {shown} is not {row}")
    heads = [cell.value for cell in sheet[1]]
    kinds = [type(cell.value) for cell in sheet[2]]
    checks.equal((kinds[heads.index("地域コード")], kinds[heads.index("年度（西暦）")]), (str, int), "figures.xlsx")


def main():
    with tempfile.TemporaryDirectory() as folder:
        world = World(folder)
        kept = season(world)
        lines = compared(world)
        site = check_folder(world)
        pages = parse(site)
        check_links(site, pages)
        check_frame(pages, {line["ward"] for line in lines})
        check_indicators(pages, lines, check_table(site, lines))
        check_start(pages, lines)
        check_wards(site, pages, lines)
        check_kept(site, pages, *kept)
        check_learn(pages, lines)
        check_rules(world, site, pages)
        check_workbook(site)
        check_failures(world, site)
        check_versions(world)
    checks.close()


main()
