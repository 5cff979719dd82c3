"""A season of submissions that never was: made from a seed, and marked as made.

season.py FOLDER [SEED [YEARS]] writes what the 24 wards of Osaka would hand in for so many years from
2015 on, signed with keys that are made for it, in an order with all that goes wrong in a real one:
late, twice, in the wrong order, forged, contradictory. Season.steps() tells, for each file in the order
of arriving, what the city has to make of it; test_season.py holds the program to that.

The sheets are those of Kita and Tsurumi with another ward's name, figures drawn from the seed, and in
the first field of every page, the one that is printed, the words that it was made for a test.
"""
import hashlib
import random
import sys
from dataclasses import dataclass
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import DATA, as_written, etree, read  # noqa: E402
from pki import Pki, put_last, sign, template  # noqa: E402

CITY = "271004"
MADE = "【試験用に作成した架空の内容】"
FIRST_YEAR = 2015
START = "20150401000000Z"  # of the certificates
DUE = "{}-05-31"
IN_TIME, LATE = "{}-05-20T01:00:00Z", "{}-06-03T01:00:00Z"


def wards():
    """[(code, name)] of the city, in the order of the table."""
    lines = (DATA / "wards.tsv").read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[2]) for row in rows if row[1] == CITY]


def label(year):
    return f"平成{year - 1988}年度"


def content_digest(root):
    """As forms/README has it, by lxml and hashlib."""
    root = etree.fromstring(etree.tostring(root), etree.XMLParser(remove_blank_text=True))
    for element in [*root.findall("submission"), *root.findall("{*}Signature")]:
        root.remove(element)
    root.attrib.pop("submission")
    return hashlib.sha256(etree.tostring(root, method="c14n", exclusive=True,
                                         with_comments=False)).hexdigest()


def vary_figures(root, draw):
    """Another percentage in every achievement, the same wherever a page follows another."""
    for page in root.iter("strategy-page"):
        if page.get("follows"):
            continue
        for place, achievement in enumerate(page.findall("evaluation/achievement")):
            value = achievement.find("value")
            if value.get("unit") != "%" or set(value.attrib) - {"amount", "unit"}:
                continue
            new = f"{min(99.0, max(0.5, float(value.get('amount')) * draw.uniform(0.6, 1.3))):.1f}"
            pages = [page, *root.xpath("//strategy-page[@follows=$id]", id=page.get("id"))]
            for one in pages:
                same = one.findall("evaluation/achievement")[place]
                text, figure = same.find("text"), same.find("value")
                if text.text and figure.text:
                    text.text = text.text.replace(figure.text, new + "％")
                figure.text = new + "％"
                figure.set("amount", new)


def mark(root):
    for page in root.iter("strategy-page", "initiative-page"):
        first = page.find("plan")[0]
        if first.text and first.text != "―":
            first.text = MADE + first.text


@dataclass
class Step:
    """A file as it arrives, and what becomes of it."""
    ward: str            # of the city's list; "" where nobody can tell
    year: int
    content: bytes
    name: str
    at: str              # when it arrives
    code: str = None     # of the refusal; None: it is taken


class Season:
    def __init__(self, folder, seed=20150401, years=1, only=None):
        """only: the wards that have a key; the others cannot hand in."""
        self.folder = Path(folder)
        self.seed, self.years = seed, range(FIRST_YEAR, FIRST_YEAR + years)
        self.wards = wards()
        self.names = dict(self.wards)
        self.city = Pki(self.folder / "city", start=START)
        self.other = Pki(self.folder / "attacker", start=START)  # the city's name, and not its key
        self.trust = self.city.path("ca.pem")
        signing = only or tuple(self.names)
        self.city.certify_all({code: f"/O=大阪市/CN={self.names[code]}（試験）" for code in signing},
                              START)
        self.other.certify_all({"forged": "/O=大阪市/CN=北区（試験）"}, START)
        self.prints = {code: self.city.fingerprint(code) for code in signing}
        self.table = self.folder / "ward-certificates.tsv"
        self.write_table()

    def write_table(self, without=()):
        self.table.write_text("".join(f"{code}\tsha256\t{self.prints[code]}\n"
                                      for code in self.prints if code not in without))

    # --- sheets ---------------------------------------------------------------------

    def sheet(self, ward, year, version=1):
        """A ward's sheet of a year; another version says something else."""
        draw = random.Random(f"{self.seed} {ward} {year} {version}")
        place = [code for code, _ in self.wards].index(ward)
        root = read(DATA / ("kita-2015.xml", "tsurumi-2015.xml")[place % 2])
        root.set("ward-code", ward)
        root.set("ward-name", self.names[ward])
        root.set("fiscal-year", str(year))
        root.set("fiscal-year-label", label(year))
        title = root.find("title")
        title.text = title.text[:title.text.rindex("（")] + f"（{self.names[ward]}）"
        vary_figures(root, draw)
        mark(root)
        return root

    def hand_in(self, root, *, kind="新規", receipt=None, seq=100, trail=None, hour=9, key=None,
                pki=None, names=("試験 花子", "試験 太郎")):
        """The signed bytes."""
        root = etree.fromstring(etree.tostring(root))
        year = int(root.get("fiscal-year"))
        root.set("submission", kind)
        element = etree.SubElement(root, "submission")
        if receipt is not None:
            element.set("receipt", receipt)
        element.set("trail-seq", str(seq))
        element.set("trail-hash", trail or hashlib.sha256(f"{root.get('ward-code')} {seq}".encode())
                    .hexdigest())
        digest = content_digest(root)
        for name, role, meaning in zip(names, ("課長", "区長"), ("承認", "決裁")):
            etree.SubElement(element, "signer", name=name, role=role, meaning=meaning, digest=digest,
                             at=f"{year + 1}-05-{hour:02}T09:30:12Z")
        return sign(put_last(as_written(root), template()), pki or self.city,
                    key or root.get("ward-code"), self.folder)

    # --- one year ---------------------------------------------------------------------

    def opening(self, year):
        """What arrives by the day, each ward's first; and what never was a ward's."""
        steps = []
        self.role = self.roles(year)
        at = IN_TIME.format(year + 1)
        for ward, role in self.role.items():
            if role in ("missing", "reordered", "wrong", "late"):
                continue
            steps.append(self.step(ward, year, "first", self.hand_in(self.sheet(ward, year)), at))
        return steps + self.forged(year, at)

    def roles(self, year):
        """Which ward does what this year; the rest hand in once and are done."""
        draw = random.Random(f"{self.seed} {year}")
        codes = [code for code, _ in self.wards]
        chosen = draw.sample(codes, 13)
        roles = dict(zip(chosen, ("missing", "missing", "late", "late", "wrong", "again", "again",
                                  "withdrawn", "contradicts", "cut", "reordered", "twice", "back")))
        return {code: roles.get(code, "once") for code in codes}

    def of(self, role):
        return [ward for ward, its in self.role.items() if its == role]

    def step(self, ward, year, name, content, at, code=None):
        return Step(ward, year, content, f"{year}-{ward or 'unknown'}-{name}.xml", at, code)

    def forged(self, year, at):
        """Nobody can tell whose these are: the city keeps them, and no ward's state changes."""
        victim = self.of("missing")[0]
        good = self.hand_in(self.sheet(victim, year))
        text = good.decode()
        other = next(code for code, _ in self.wards if code != victim)
        strange = self.sheet(victim, year)
        strange.set("form-version", "99")
        wrong = self.sheet(victim, year)
        wrong.find("row/strategy-page/plan/aim").tag = "target"
        pieces = [("changed", text.replace("％", "‰", 1).encode()),
                  ("untrusted", self.hand_in(self.sheet(victim, year), key="forged", pki=self.other)),
                  ("ward-certificate", self.hand_in(self.sheet(victim, year), key=other)),
                  ("unsigned", as_written(self.sheet(victim, year))),
                  ("not-xml", good[:len(good) // 2]),
                  ("doctype", good.replace(b"<assessment ", b"<!DOCTYPE assessment>\n<assessment ", 1)),
                  ("form-unknown", self.hand_in(strange)), ("layout", self.hand_in(wrong))]
        return [self.step("", year, code, content, at, code) for code, content in pieces]

    def rest(self, year, numbers):
        """What arrives later. numbers: of each ward's first receipt."""
        steps = []
        day, late = IN_TIME.format(year + 1), LATE.format(year + 1)

        def add(ward, name, at=day, code=None, content=None, version=1, **more):
            content = content or self.hand_in(self.sheet(ward, year, version), **more)
            steps.append(self.step(ward, year, name, content, at, code))
            return content

        for ward in self.of("again"):
            first = {"kind": "再提出", "receipt": numbers[ward]}
            add(ward, "again", version=2, seq=140, hour=12, **first)
            add(ward, "old", code="older", seq=90, hour=8)
            add(ward, "same", code="identical", version=2, seq=150, hour=13, **first)
            add(ward, "late-again", late, version=3, seq=160, hour=14, **first)
        for ward in self.of("withdrawn"):
            first = {"kind": "取下げ", "receipt": numbers[ward]}
            add(ward, "withdrawal", seq=141, hour=12, **first)
            add(ward, "withdrawal-2", code="nothing-to-withdraw", seq=142, hour=13, **first)
        for ward in self.of("contradicts"):
            add(ward, "other", code="received-already", version=2, seq=130, hour=11)
            add(ward, "same", code="identical", seq=131, hour=12)
            add(ward, "head", code="trail-differs", version=2, seq=100, hour=12, trail="0" * 64)
            add(ward, "number", code="receipt-number", version=2, seq=140, hour=13, kind="再提出",
                receipt="H27-9999")
        for ward in self.of("cut"):
            add(ward, "cut", code="trail-behind", version=2, seq=60, hour=12, kind="再提出",
                receipt=numbers[ward])
        for ward in self.of("wrong"):
            wrong = self.sheet(ward, year)
            wrong.find("row/strategy-page/plan/aim").text = MADE
            wrong.set("ward-name", "試験区")
            add(ward, "errors", code="errors", content=self.hand_in(wrong))
            add(ward, "one-person", code="same-person", names=("試験 太郎", "試験 太郎"))
            add(ward, "kind", code="receipt-missing", kind="再提出")
            add(ward, "none", code="nothing-to-withdraw", kind="取下げ", receipt="H27-0001")
        for ward in self.of("twice"):
            add(ward, "first-2", content=self.hand_in(self.sheet(ward, year)), code="identical")
        for ward in self.of("late"):
            add(ward, "first", late)
        return steps

    def out_of_order(self, year):
        """One that goes on from a receipt that is still to come, and the one before it: refused now;
        the test sends it again behind the first."""
        ward, = self.of("reordered")
        day = IN_TIME.format(year + 1)
        first = self.step(ward, year, "first", self.hand_in(self.sheet(ward, year)), day)
        return ward, first, lambda number, code: self.step(
            ward, year, "second", self.hand_in(self.sheet(ward, year, 2), kind="再提出", seq=140,
                                               receipt=number, hour=12), day, code)


def write(folder, seed=20150401, years=1):
    """All of it as files, in the order of arriving; numbers are those that a city gives which takes
    nothing else."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    keys = folder / "keys"
    keys.mkdir()
    season = Season(keys, seed, years)
    count = 0
    for year in season.years:
        steps = season.opening(year)
        taken = [s for s in steps if s.code is None]
        numbers = {s.ward: f"H{year - 1988}-{i:04}" for i, s in enumerate(taken, 1)}
        for step in [*steps, *season.rest(year, numbers)]:
            count += 1
            (folder / f"{count:04}-{step.name}").write_bytes(step.content)
    return count


if __name__ == "__main__":
    print(f"{write(sys.argv[1], *map(int, sys.argv[2:]))} files")
