#!/usr/bin/python3
"""Holds what the form knows of the policy against the policy itself: its text, its targets, the
meanings of the codes, and the tables of wards and eras.
"""
import sys

sys.dont_write_bytecode = True

from corpus import DATA, FORM, LANG, XFORMS, XSD, Checks, policy, read, sheet  # noqa: E402

OPERATORS = {">=": "ge", None: None}
# The select1 of the form and the list of the layout that it must agree with.
CHOICES = {
    "@submission": ["submission"],
    "effectiveness": ["strategy-effectiveness-value", "initiative-effectiveness-value"],
    "judgement": ["judgement-value"],
    "overall": ["judgement-value"],
    "progress": ["progress-value"],
    "achievement-code": ["achievement-code-value"],
}


def ja(node, name):
    return [child.text for child in node.findall(name) if child.get(LANG) == "ja"]


def check_languages(check, root):
    """Every text of the policy stands in Japanese and in English."""
    for node in root.iter():
        for name in {child.tag for child in node if child.get(LANG)}:
            texts = [child for child in node.findall(name)]
            counts = [sum(t.get(LANG) == lang for t in texts) for lang in ("ja", "en")]
            check.that(counts[0] == counts[1] and sum(counts) == len(texts),
                       f"policy.xml {node.tag} {node.get('id')} {name}: {counts}")
            check.that(all(t.text and t.text.strip() for t in texts), f"empty {name}")


def check_text(check, node, expected, names):
    for name in names:
        found = ja(node, name)
        wanted = expected[name]
        if name == "preamble":
            wanted = wanted.split("\n")
        check.equal(found, wanted if isinstance(wanted, list) else [wanted],
                    f"{node.tag} {node.get('id')} {name}")


def check_indicator(check, node, expected):
    where = expected["id"]
    check.equal(node.get("id"), where, "indicator")
    check.equal(node.get("mark"), expected["mark"], where + " mark")
    check.equal(node.get("kind"), expected["kind"], where + " kind")
    check.equal(ja(node, "text"), [expected["text"]], where + " text")
    target = expected["target"]
    check.equal(ja(node, "target"), [target["as_printed"]], where + " target")
    for found in node.findall("target"):
        measure = {"amount": target["value"], "unit": target["unit"],
                   "operator": OPERATORS[target["operator"]], "by": target["by_fiscal_year"]}
        for name, value in measure.items():
            check.equal(found.get(name), None if value is None else str(value), f"{where} {name}")
    method = expected["measurement"]
    check.equal(ja(node, "measurement"), [method] if method else [], where + " measurement")
    for population in ja(node, "population"):
        check.that(expected["population"] is not None, where + " population")
        check.that(all(part in expected["population"] or part in expected["text"]
                       for part in population.split("のうち、")), f"{where} {population}")
    scale = node.find("scale")
    check.equal(scale.get("max") if scale is not None else None,
                str(expected["scale"]["max"]) if expected["scale"] else None, where + " scale")


def check_policy(check):
    expected = policy()
    root = read(FORM / "policy.xml")
    check.equal(ja(root, "title"), [expected["title"]], "policy title")
    counts = [len(list(root.iter(tag))) for tag in ("pillar", "section", "strategy", "row", "indicator")]
    check.equal(counts, [2, 7, 13, 16, 17], "pillars, sections, strategies, rows, indicators")
    pillars = expected["pillars"]
    sections = [s for p in pillars for s in p["sections"]]
    strategies = [s for section in sections for s in section["strategies"]]
    indicators = [i for s in strategies for i in s["indicators"]]
    for tag, wanted, names in (("pillar", pillars, ["title", "preamble"]),
                               ("section", sections, ["title", "vision"]),
                               ("strategy", strategies, ["title", "purpose", "aim"])):
        for node, one in zip(root.iter(tag), wanted):
            check.equal(node.get("id"), one["id"], tag)
            check.equal(node.get("mark"), one.get("mark"), f"{one['id']} mark")
            check_text(check, node, one, names)
    for node, one in zip(root.iter("indicator"), indicators):
        check_indicator(check, node, one)
    rows = [row.get("id") for row in root.iter("row")]
    check.equal(rows, [row["id"] for row in sheet("kita-2015.json")["rows"]], "rows")
    check_languages(check, root)
    check_blank_targets(check, root)


def check_blank_targets(check, root):
    """The targets that a blank assessment begins with say what the policy says."""
    blank = read(FORM / "blank.xml")
    for row in root.iter("row"):
        frame = next(r for r in blank.findall("row") if r.get("id") == row.get("id"))
        check.equal(len(frame.findall("indicator")), len(row.findall("indicator")), row.get("id"))
        for mine, theirs in zip(frame.findall("indicator"), row.findall("indicator")):
            if theirs.get("kind") == "milestone":
                check.equal(dict(mine.find("target").attrib), {}, row.get("id") + " target")
                continue
            for name in ("amount", "unit", "operator", "by"):
                check.equal(mine.find("target").get(name), theirs.find("target").get(name),
                            f"{row.get('id')} target {name}")


def check_choices(check):
    """The form offers what the layout takes, with the same words for it."""
    form = read(FORM / "form.xml")
    schema = read(FORM / "layout.xsd")
    lists = {t.get("name"): [(e.get("value"), {d.get(LANG): d.text for d in e.iter(XSD + "documentation")})
                             for e in t.iter(XSD + "enumeration")]
             for t in schema.findall(XSD + "simpleType")}
    seen = set()
    for control in form.iter(XFORMS + "select1"):
        values = [item.findtext(XFORMS + "value") for item in control.findall(XFORMS + "item")]
        names = CHOICES[control.get("ref")]
        fits = [n for n in names if [v for v, _ in lists[n] if v not in ("", "―")] == values]
        if check.that(fits, f"form.xml:{control.sourceline}: choices {values}"):
            seen.update(fits)
    check.equal(seen, {n for names in CHOICES.values() for n in names}, "lists of the layout in use")
    # The legends printed in the heads of the sheets, without their line breaks.
    for name, value, meaning in (
            ("strategy-effectiveness-value", "ア", "有効であり、継続して推進"),
            ("strategy-effectiveness-value", "イ", "有効でないため、戦略を見直す"),
            ("judgement-value", "A", "順調"), ("judgement-value", "B", "順調でない"),
            ("progress-value", "a", "順調"), ("progress-value", "b", "順調でない"),
            ("initiative-effectiveness-value", "○", "有効"),
            ("initiative-effectiveness-value", "×", "有効でないため見直す"),
            ("achievement-code-value", "①(ⅰ)", "目標達成　取組は予定どおり実施"),
            ("achievement-code-value", "①(ⅱ)", "目標達成　取組を予定どおり実施しなかった"),
            ("achievement-code-value", "②(ⅰ)", "目標未達成　取組は予定どおり実施"),
            ("achievement-code-value", "②(ⅱ)", "目標未達成　取組を予定どおり実施しなかった"),
            ("achievement-code-value", "③", "撤退基準未達成")):
        check.equal(dict(lists[name]).get(value, {}).get("ja"), meaning, f"layout.xsd {name} {value}")


def table(name):
    with open(DATA / name, encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file if line.strip() and line[0] != "#"]


def check_digit(code):
    """全国地方公共団体コード: 11 less the remainder by 11 of the weighted sum, its last digit."""
    total = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2)))
    return str((11 - total % 11) % 10)


def check_tables(check):
    wards = table("wards.tsv")
    for fields in wards:
        check.that(len(fields) == 4 and all(fields), f"wards.tsv: {fields}")
        for code in fields[:2]:
            check.that(len(code) == 6 and code[5] == check_digit(code), f"wards.tsv: check digit {code}")
        check.that(fields[2].endswith("区") and fields[3].endswith("-ku"), f"wards.tsv: {fields}")
    for city, count in (("271004", 24), ("231002", 16)):
        check.equal(len({f[0] for f in wards if f[1] == city}), count, f"wards of {city}")
        check.equal(len({f[2] for f in wards if f[1] == city}), count, f"names in {city}")
    check.that(["271276", "271004", "北区", "Kita-ku"] in wards, "Kita-ku")
    check.that(["271241", "271004", "鶴見区", "Tsurumi-ku"] in wards, "Tsurumi-ku")
    eras = table("eras.tsv")
    check.equal([f[1] + f[2] for f in eras], ["明治M", "大正T", "昭和S", "平成H", "令和R"], "eras")
    check.equal([f[0] for f in eras], sorted(f[0] for f in eras), "eras, oldest first")


def main():
    check = Checks()
    check_policy(check)
    check_choices(check)
    check_tables(check)
    check.close()


main()
