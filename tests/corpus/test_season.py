#!/usr/bin/python3
"""The city collects a season that never was (season.py): what is taken, refused and answered, and what
the status says of every ward, exactly as expected. How a ward reads its answers in: test_submission.py.

SEASON_YEARS says how many years (3 in "make check-long"; more than the form has are refused).
"""
import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import HERE, Checks  # noqa: E402
from test_trail import ADMIN, STAFF, Place, verify as verify_trail  # noqa: E402
from season import DUE, MADE, Season, content_digest, etree  # noqa: E402

BUILD = Path(os.environ.get("KUSEI_TEST_BUILDDIR", HERE))
KUSEI = BUILD / "kusei"
YEARS = int(os.environ.get("SEASON_YEARS", "1"))
SEEN = set()


class City:
    def __init__(self, folder, season):
        self.season, self.db, self.answers = season, folder / "city.db", folder / "answers"
        self.answers.mkdir()
        self.inbox = folder / "inbox"
        self.inbox.mkdir()

    def run(self, *arguments, lang="en"):
        return subprocess.run([str(KUSEI), *map(str, arguments), "--db", str(self.db)],
                              capture_output=True, check=False, encoding="utf-8",
                              stdin=subprocess.DEVNULL,
                              env={**os.environ, "KUSEI_LANG": lang, "TZ": "Asia/Tokyo"})

    def receive(self, steps, *options):
        """In the order of arriving, by day; the answer to each."""
        found, start, status, message = [], 0, [], ""
        while start < len(steps):
            end = next((i for i in range(start, len(steps)) if steps[i].at != steps[start].at),
                       len(steps))
            paths = []
            for step in steps[start:end]:
                path = self.inbox / step.name
                path.write_bytes(step.content)
                paths.append(path)
            done = self.run("city", "import", *paths, "--trust", self.season.trust, "--ward-certs",
                            self.season.table, "-o", self.answers, "--at", steps[start].at,
                            "--format", "json", *options)
            found += [json.loads(line) for line in done.stdout.split("\n") if line]
            status.append(done.returncode)
            message += done.stderr
            start = end
        return found, max(status), message

    def status(self, year):
        done = self.run("city", "status", year, "--format", "json")
        lines = [json.loads(line) for line in done.stdout.split("\n") if line]
        return {line["ward"]: line for line in lines[:-1]}, lines[-1]

    def ask(self, *words):
        return self.run(*words).stdout


def answer(path):
    """A receipt or notice as {name: value}."""
    lines = [line for line in Path(path).read_text(encoding="utf-8").split("\n") if line]
    return dict(line.split(" ", 1) for line in lines if not line.startswith("#"))


class Books:
    """What the city's records have to be, kept by hand."""

    def __init__(self):
        self.taken, self.refused = {}, {}

    def number(self, step):
        """The next one of its kind."""
        year = step.year if step.ward else 0
        if step.code is None:
            self.taken[year] = self.taken.get(year, 0) + 1
            return f"H{year - 1988}-{self.taken[year]:04}"
        self.refused[year] = self.refused.get(year, 0) + 1
        return f"H{year - 1988}-R{self.refused[year]:04}" if year else f"R{self.refused[year]:04}"


def check_steps(checks, city, books, steps, where):
    """Each is answered as it has to be; {ward: number} of what was taken."""
    found, status, message = city.receive(steps)
    if not checks.equal(len(found), len(steps), f"{where}: answers; {message}"):
        return {}
    checks.equal(status, 1 if any(s.code for s in steps) else 0, f"{where}: exit status")
    numbers = {}
    for step, one in zip(steps, found):
        at = f"{where}: {step.name}"
        SEEN.add(step.code)
        checks.equal((one["accepted"], one["code"], one["again"]),
                     (step.code is None, step.code, False), f"{at}: {one['message']}")
        checks.equal(one["ward"], step.ward or None, f"{at}: the ward")
        number = books.number(step)
        checks.equal(one["number"], number, f"{at}: its number")
        checks.equal(Path(one["answer"]).name, f"{step.ward or 'unknown'}-{number}.txt",
                     f"{at}: the name of the answer")
        check_answer(checks, step, one, answer(one["answer"]), at)
        if step.code is None:
            numbers[step.ward] = number
    return numbers


def check_answer(checks, step, one, paper, at):
    checks.equal((paper["number"], paper.get("ward", ""), paper.get("code")),
                 (one["number"], step.ward, step.code), f"{at}: the answer")
    checks.that("city-trail-hash" in paper and paper["received"] == step.at, f"{at}: {paper}")
    if step.ward and step.code is None:
        root = etree.fromstring(step.content)
        element = root.find("submission")
        checks.equal((paper["trail-seq"], paper["trail-hash"]),
                     (element.get("trail-seq"), element.get("trail-hash")), f"{at}: the ward's trail")
        checks.equal(paper["content"], content_digest(root), f"{at}: the content")


# --- what is expected of a year --------------------------------------------------------

EXPECTED = {  # role: (state, late, code of the last refusal behind it)
    "missing": ("missing", True, None), "late": ("accepted", True, None),
    "wrong": ("refused", True, "nothing-to-withdraw"), "again": ("accepted", False, None),
    "withdrawn": ("withdrawn", True, "nothing-to-withdraw"),
    "contradicts": ("accepted", False, "receipt-number"), "cut": ("accepted", False, "trail-behind"),
    "reordered": ("accepted", False, None), "twice": ("accepted", False, "identical"),
    "back": ("accepted", False, None), "once": ("accepted", False, None)}


def check_status(checks, city, season, year, numbers):
    found, counts = city.status(year)
    checks.equal(list(found), [code for code, _ in season.wards], f"{year}: every ward, in order")
    for ward, role in season.role.items():
        state, late, code = EXPECTED[role]
        one = found[ward]
        checks.equal((one["state"], one["late"], one["refusal"]), (state, late, code),
                     f"{year} {ward} ({role})")
        checks.equal(one["number"], numbers.get(ward), f"{year} {ward} ({role}): number")
        checks.equal(one["warnings"] is None, state != "accepted", f"{year} {ward}: warnings")
    states = [EXPECTED[role][0] for role in season.role.values()]
    checks.equal({s: counts[s] for s in ("accepted", "missing", "refused", "withdrawn", "returned")},
                 {s: states.count(s) for s in ("accepted", "missing", "refused", "withdrawn",
                                               "returned")}, f"{year}: counts")
    checks.equal((counts["wards"], counts["late"], counts["due"]),
                 (24, sum(EXPECTED[r][1] for r in season.role.values()), DUE.format(year + 1)),
                 f"{year}: wards, late, due")
    for lang, missing in (("ja", "未提出"), ("en", "missing")):
        text = city.run("city", "status", year, lang=lang).stdout
        checks.equal((len(text.strip().split("\n")), text.count(f"\t{missing}")), (25, 2),
                     f"{year}: the table in {lang}")


def check_compared(checks, city, season, year, numbers):
    """Compared is what stands as accepted, with who signed it off; figures of a ward that is not are
    told as missing."""
    done = city.run("city", "compare", year, "--format", "json")
    cells = [json.loads(line) for line in done.stdout.splitlines()]
    checks.that(len(cells) > 0, f"{year}: compared: {done.stderr}")
    present = {}
    for cell in cells:
        present.setdefault(cell["ward"], set()).add(cell["state"] != "missing")
    for ward, role in season.role.items():
        checks.equal(present.get(ward), {EXPECTED[role][0] == "accepted"}, f"{year} {ward} ({role}): compared")
    for cell in cells:
        day = {"again": 14, "reordered": 12}.get(season.role[cell["ward"]], 9)
        checks.equal(tuple(cell.get(name) for name in ("signer", "signed_at", "receipt")),
                     (None, None, None) if cell["state"] == "missing" else
                     ("試験 太郎", f"{year + 1}-05-{day:02}T09:30:12Z", numbers[cell["ward"]]),
                     f"{year} {cell['ward']}: who signed it off")
    figure = next(cell for cell in cells if cell.get("amount"))
    text = city.run("city", "compare", year, figure["indicator"], lang="ja").stdout
    checks.that("決裁者" in text and "試験 太郎" in text, f"{year}: the signer is not in {text}")
    db = sqlite3.connect(city.db)
    kept, = db.execute("SELECT count(*) FROM figures f JOIN assessment a ON a.id = f.assessment "
                       "WHERE a.year = ?", (year,)).fetchone()
    db.close()
    checks.that(kept >= sum(EXPECTED[r][0] == "accepted" for r in season.role.values()),
                f"{year}: figures are there when they are asked for")


def check_order(checks, city, season, books, year):
    """What goes on from a receipt that is still to come is refused, and taken when that has come."""
    ward, first, second = season.out_of_order(year)
    number = f"H{year - 1988}-{books.taken.get(year, 0) + 1:04}"
    early = second(number, "receipt-unknown")
    check_steps(checks, city, books, [early], f"{year}: before the first")
    check_steps(checks, city, books, [first], f"{year}: the first")
    early.code = None
    return check_steps(checks, city, books, [early], f"{year}: the same file behind the first")


def check_twice(checks, city, steps):
    """The same file twice is one, and gets the same answer to the byte."""
    chosen = [s for s in steps if s.code is None][:1] + [s for s in steps if s.code][:1]
    for step in chosen:
        count = len(city.ask("city", "list", step.year).split("\n"))
        kept = {p.name: p.read_bytes() for p in city.answers.iterdir()}
        found, status, _ = city.receive([step])
        checks.equal((found[0]["again"], status), (True, 1 if step.code else 0),
                     f"{step.name} once more")
        checks.equal({p.name: p.read_bytes() for p in city.answers.iterdir()}, kept,
                     f"{step.name}: the answers")
        checks.equal(len(city.ask("city", "list", step.year).split("\n")), count,
                     f"{step.name}: nothing more on record")


def check_published(checks, city, season, year, numbers):
    """What is published says who stands for each figure."""
    site = city.db.parent / f"site-{year}"
    done = city.run("city", "publish", year, "-o", site)
    if not checks.equal(done.returncode, 0, f"{year}: published: {done.stderr}"):
        return
    with open(site / "data" / "figures.csv", encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["数値"] and row["年度（西暦）"] == str(year)]
    checks.that(rows, f"{year}: figures are published")
    pages = "".join(page.read_text(encoding="utf-8") for page in (site / "indicators").glob("*.html"))
    for row in rows:
        number = numbers[row["地域コード"]]
        checks.equal((row["決裁者"], row["受付番号"]), ("試験 太郎", number), f"{year}: {row['地域名']}")
        checks.that(f"試験 太郎 <code>{number}</code>" in pages, f"{year}: {number} on a page")


def check_year(checks, city, season, books, year):
    steps = season.opening(year)
    first = check_steps(checks, city, books, steps, str(year))
    later = check_steps(checks, city, books, season.rest(year, first), f"{year}, later")
    numbers = {**first, **later, **check_order(checks, city, season, books, year)}
    checks.equal(city.run("city", "due", year, DUE.format(year + 1)).returncode, 0, "the day")
    check_status(checks, city, season, year, numbers)
    check_compared(checks, city, season, year, numbers)
    check_published(checks, city, season, year, numbers)
    check_twice(checks, city, steps)


def check_kept(checks, city, season, year):
    """What is in the city's database is what was taken last, marked as made, and closed."""
    ward = season.of("again")[0]
    out = city.db.parent / "again.xml"
    done = city.run("export", ward, year, "-o", out)
    checks.equal(done.returncode, 0, done.stderr)
    root = etree.parse(str(out), etree.XMLParser(remove_blank_text=True)).getroot()
    checks.equal(content_digest(root), content_digest(season.sheet(ward, year, 3)),
                 "what the city has of a ward that submitted again")
    checks.that(MADE in out.read_text(encoding="utf-8"), "marked as made")
    history = city.run("history", ward, year, "1.1.a/" + root.find("row/strategy-page/code").text)
    checks.that(history.stdout.count("import") >= 1, f"its history: {history.stdout[:300]}")
    listed = {line["ward"]: line["state"] for line in map(
        json.loads, city.ask("list", "--format", "json").strip().split("\n"))
        if line["year"] == year}
    checks.equal(listed[ward], "accepted", "its state in the list")
    checks.equal(listed[season.of("withdrawn")[0]], "refused", "the state of one taken back")
    checks.that(season.of("wrong")[0] not in listed, "what was refused is not among the assessments")
    page = root.find("row/initiative-page").get("id")
    cases = map(json.loads, city.ask("cases", ward, year, page, "--format", "json").splitlines())
    checks.equal({c["ward"] for c in cases if c["found"] == "place" and c["year"] == year},
                 set(listed) - {ward}, "the wards that are cases for one another")


def check_list_of_certificates(checks, city, season):
    """Refused because the city's own list lacked the ward, and taken when it is there."""
    year = season.years[-1]
    ward = season.of("missing")[1]
    step = season.step(ward, year, "unlisted", season.hand_in(season.sheet(ward, year)),
                       f"{year + 1}-05-21T01:00:00Z", "ward-unlisted")
    season.write_table(without=(ward,))
    found, _, _ = city.receive([step])
    checks.equal((found[0]["code"], found[0]["ward"]), ("ward-unlisted", None), "not on the list")
    season.write_table()
    found, status, _ = city.receive([step])
    checks.equal((found[0]["accepted"], found[0]["again"], status), (True, False, 0),
                 "the same file, when the ward is on the list")


def check_unreadable(checks, city, season):
    """What cannot be read at all is status 2; the others of the same call are received."""
    year = season.years[-1]
    ward = season.of("missing")[0]
    step = season.step(ward, year, "beside", season.hand_in(season.sheet(ward, year)),
                       f"{year + 1}-06-05T01:00:00Z")
    found, status, message = city.receive([step], city.inbox / "there-is-none.xml", city.inbox)
    checks.equal((len(found), found and found[0]["accepted"], status), (1, True, 2), message)
    checks.that("there-is-none.xml" in message, message)
    done = city.run("city", "import", city.inbox / step.name, "--trust", season.trust, "-o",
                    city.db.parent / "nowhere")
    checks.equal(done.returncode, 2, "a folder that is not there")
    path = city.inbox / "other.xml"
    path.write_bytes(step.content + b"\n")
    done = city.run("city", "import", path, "--trust", city.db.parent / "no.pem", "-o", city.answers)
    checks.equal(done.returncode, 2, "certificates that are not there")


def check_roles(checks, folder, season):
    """Where there are accounts, the city officer alone receives and sets the day; anybody may look."""
    place = Place(folder)
    for name, role in (("admin", "admin"), ("staff", "staff"), ("officer", "city")):
        first = (ADMIN,) if name == "admin" else (ADMIN, STAFF + "!")
        place.run("user", "add", name, "--role", role, *(("--as", "admin") if name != "admin" else ()),
                  passwords=first)
        if name != "admin":
            place.run("user", "passwd", name, "--as", name, passwords=(STAFF + "!", STAFF))
    ward, year = season.of("once")[0], season.years[0]
    path = Path(folder) / "one.xml"
    path.write_bytes(season.hand_in(season.sheet(ward, year)))
    take = ("city", "import", path, "--trust", season.trust, "--ward-certs", season.table, "-o", folder)
    for what in (take, ("city", "due", year, DUE.format(year + 1))):
        for name, password, status in (("admin", ADMIN, 2), ("staff", STAFF, 2), ("officer", STAFF, 0)):
            done = place.run(*what, "--as", name, passwords=(password,))
            checks.equal(done.returncode, status, f"{what[1]} by {name}: {done.stderr}")
            checks.equal("City officer" in done.stderr, status == 2, f"{what[1]}: {done.stderr}")
        checks.equal(place.run("city", "status", year).returncode, 0, "anybody looks")
    db = place.open()
    checks.equal(db.execute("SELECT who, role FROM city_submission UNION ALL SELECT who, role FROM "
                            "city_due").fetchall(), [("officer", "city")] * 2, "who did it")
    db.close()


def check_codes(checks):
    """Every refusal that only the city's records lead to was reached."""
    source = (HERE / "src" / "exchange" / "refusal.c").read_text(encoding="utf-8")
    codes = re.findall(r'\{"([a-z-]+)",\s*N_\((?:[^()]|\([^()]*\))*?\),\s*false,\s*true\}', source)
    checks.that(len(codes) >= 4, f"the city's codes: {codes}")
    checks.equal(sorted(set(codes) - SEEN), [], "codes that no submission was refused for")


def main():
    for tool in ("xmlsec1", "openssl"):
        if shutil.which(tool) is None:
            print(f"skipped: {tool} is missing")
            sys.exit(77)
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        season = Season(Path(folder), years=YEARS)
        city, books = City(Path(folder), season), Books()
        for year in season.years:
            check_year(checks, city, season, books, year)
        check_kept(checks, city, season, season.years[-1])
        check_list_of_certificates(checks, city, season)
        check_unreadable(checks, city, season)
        verdict = city.run("trail", "verify")
        checks.equal(verdict.returncode, 0, f"the city's trail: {verdict.stdout}")
        db = sqlite3.connect(city.db)
        verify_trail(checks, db, "the city's trail, by Python")
        db.close()
        (Path(folder) / "roles").mkdir()
        check_roles(checks, Path(folder) / "roles", season)
    check_codes(checks)
    checks.close()


if __name__ == "__main__":
    main()
