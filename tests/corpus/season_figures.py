#!/usr/bin/python3
"""Makes a season to test with: sheets of all wards of Osaka for the fiscal years 2015 to 2017.

    season_figures.py DIR [SEED [WARDS [YEARS]]]

Nobody reported these figures. The sheets of Kita and Tsurumi lend the words; the outcomes get the
policy's wording, so that they can be compared, and figures from the seed. Every sheet says in its first
outcome's issues that it was made. Some wards are missing, some have a measure of their own, some give
themselves another mark than the path to the target does. The same seed makes the same files.
"""
import copy
import random
import sys
from pathlib import Path

from corpus import DATA, FORM, LANG, as_written, read

MADE = "※試験用に作成した架空の数値です。どの区の実績でもありません。"
YEARS = (2015, 2016, 2017)
ERA = {2014: "平成26", 2015: "平成27", 2016: "平成28", 2017: "平成29"}
OWN = "区の広報紙を毎号読んでいると回答した区民の割合"
SPREAD = {"%": (14.0, 6.0), "点": (0.5, 0.3), "件": (0.0, 1.0)}


def wards():
    lines = (DATA / "wards.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[2]) for row in rows if row[1] == "271004"]


def indicators():
    """By row: (text, target element) of every indicator that has a figure for a target."""
    found = {}
    for row in read(FORM / "policy.xml").iter("row"):
        for one in row.findall("indicator"):
            target = next(t for t in one.findall("target") if t.get(LANG) == "ja")
            text = next(t for t in one.findall("text") if t.get(LANG) == "ja").text
            if target.get("amount"):
                found.setdefault(row.get("id"), []).append((text, target))
    return found


class Course:
    """A figure over the years."""

    def __init__(self, dice, target):
        self.unit = target.get("unit")
        self.goal = float(target.get("amount"))
        below, step = SPREAD[self.unit]
        value = self.goal - below + dice.gauss(0, below) if below else float(dice.randint(0, 1))
        self.values = {}
        for year in (2014, *YEARS):
            self.values[year] = self.bound(value)
            value += dice.gauss(step * 0.5, step)
        self.answers = {year: dice.randint(250, 1600) for year in YEARS}

    def bound(self, value):
        if self.unit == "件":
            return max(0, round(value))
        most = 100.0 if self.unit == "%" else 5.0
        return round(min(max(value, 0.04 * most), 0.985 * most), 1)

    def mark(self, year):
        """As the path to the target has it: equal steps from the year before to FY2017."""
        line = self.values[year - 1] + (self.goal - self.values[year - 1]) / (2017 - year + 1)
        return "A" if self.values[year] >= min(line, self.goal) else "B"

    def printed(self, year):
        return f"{self.values[year]}{'％' if self.unit == '%' else self.unit}"


def leaf(parent, name, text, **attributes):
    element = parent.makeelement(name, attributes)
    element.text = text or None
    parent.append(element)


def achievement(like, text, course, year, target, mark):
    made = like.makeelement("achievement", {})
    number = {"unit": course.unit}
    leaf(made, "text", f"{text}：{course.printed(year)}")
    leaf(made, "value", course.printed(year), amount=str(course.values[year]), **number)
    leaf(made, "previous", course.printed(year - 1), amount=str(course.values[year - 1]), **number)
    goal = {name: target.get(name) for name in ("amount", "unit", "operator", "by")}
    leaf(made, "target", target.text.replace(" ", ""), **goal)
    leaf(made, "answers", str(course.answers[year]) if course.unit == "%" else "")
    leaf(made, "judgement", mark)
    return made


def fill_row(row, known, courses, year, dice):
    page = row.find("strategy-page")
    evaluation = page.find("evaluation")
    before = evaluation.findall("achievement")
    place = evaluation.index(before[0])
    for old in before:
        evaluation.remove(old)
    for number, (text, target) in enumerate(known):
        course = courses[text]
        mark = course.mark(year)
        if dice.random() < 0.08:
            mark = "B" if mark == "A" else "A"
        wording = OWN if course.unit == "%" and dice.random() < 0.07 else text
        evaluation.insert(place + number, achievement(page, wording, course, year, target, mark))


def sheet(base, ward, year, courses, dice):
    root = copy.deepcopy(base)
    root.set("ward-code", ward[0])
    root.set("ward-name", ward[1])
    root.set("fiscal-year", str(year))
    root.set("fiscal-year-label", ERA[year] + "年度")
    root.find("title").text = root.find("title").text.split("（")[0] + f"（{ward[1]}）"
    for page in root.iter("strategy-page"):
        page.attrib.pop("follows", None)
    known = indicators()
    for row in root.iter("row"):
        if row.get("id") in known:
            fill_row(row, known[row.get("id")], courses, year, dice)
    root.find("row/strategy-page/evaluation/issues").text = MADE
    return as_written(root)


def make(folder, seed=1, most=24, years=YEARS):
    """The files, in the order in which they are to be imported."""
    dice = random.Random(seed)
    bases = [read(DATA / f"{name}-2015.xml") for name in ("kita", "tsurumi")]
    everyone = wards()
    missing = {(code, year) for year in YEARS for code, _ in dice.sample(everyone, 1 + year % 3)}
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number, ward in enumerate(everyone):
        courses = {text: Course(dice, target) for known in indicators().values() for text, target in known}
        for year in YEARS:
            made = sheet(bases[number % 2], ward, year, courses, dice)
            if (ward[0], year) not in missing and number < most and year in years:
                files.append(folder / f"made-{ward[0]}-{year}.xml")
                files[-1].write_bytes(made)
    return sorted(files, key=lambda file: file.name[-8:])


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[2:5]]
    chosen = YEARS[-numbers[2]:] if len(numbers) == 3 else YEARS
    print("\n".join(map(str, make(Path(sys.argv[1]), *numbers[:2], years=chosen))))
