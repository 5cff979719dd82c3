#!/usr/bin/python3
"""Lets two engines that are not ours, jing and xmllint, judge the official layout: they must take the
sample assessments and everything a ward may write, and refuse each of many broken copies.
"""
import copy
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import DATA, FORM, LANG, XSD, Checks, as_written, etree, read  # noqa: E402
from edits import double, drop, put, put_attribute  # noqa: E402

LAYOUT = FORM / "layout.xsd"
# Pages that no other page follows, so that a change breaks nothing but what it is about.
STRATEGY = "row[3]/strategy-page"
INITIATIVE = "row[3]/initiative-page"


def add(path, element, text=None, first=False):
    """Adds a child to the node at path."""
    def change(root):
        parent = root if path == "." else root.find(path)
        child = etree.Element(element)
        child.text = text
        parent.insert(0 if first else len(parent), child)
    return change


def swap(path):
    """Puts a node behind its next sibling."""
    def change(root):
        node = root.find(path)
        node.getnext().addnext(node)
    return change


def rename_root(root):
    root.tag = "sheet"


def only_a_reason(root):
    for child in list(root):
        root.remove(child)
    root.tag, root.text = "reason", "計画どおり進めたため。"
    root.attrib.clear()
    root.attrib.update(REASON)


def into_namespace(root):
    for element in root.iter():
        element.tag = "{urn:example}" + element.tag


def prose(path, text):
    """Text where only elements may stand."""
    def change(root):
        root.find(path).text = text
    return change


REASON = {"rule": "KS-208", "version": "2015.2", "field": "evaluation/progress", "operands": "b A",
          "by": "係長", "at": "2026-04-01T09:30:12Z"}


def reason(path, text="計画どおり進めたため。", **changes):
    """A reason behind the node at path; an attribute that is None is left out."""
    def change(root):
        element = etree.Element("reason")
        element.text = text
        for name, value in {**REASON, **changes}.items():
            if value is not None:
                element.set(name, value)
        root.find(path).addnext(element)
    return change


def both(*changes):
    def change(root):
        for one in changes:
            one(root)
    return change


def follow(path, target):
    return put_attribute(path, "follows", target)


EVALUATION = STRATEGY + "/evaluation/"
RESULT = INITIATIVE + "/evaluation/"
VALUE = EVALUATION + "achievement/value"
REFUSED = [
    ("another root", rename_root),
    ("a namespace", into_namespace),
    ("no policy", put_attribute(".", "policy", None)),
    ("another policy", put_attribute(".", "policy", "nagoya-2013")),
    ("another version", put_attribute(".", "form-version", "2")),
    ("no ward code", put_attribute(".", "ward-code", None)),
    ("a ward code of five digits", put_attribute(".", "ward-code", "27127")),
    ("a ward code in full-width digits", put_attribute(".", "ward-code", "２７１２７６")),
    ("no ward name", put_attribute(".", "ward-name", "")),
    ("a year of two digits", put_attribute(".", "fiscal-year", "15")),
    ("a year in full-width digits", put_attribute(".", "fiscal-year", "２０１５")),
    ("a year that is a label", put_attribute(".", "fiscal-year", "平成27")),
    ("a label that is no fiscal year", put_attribute(".", "fiscal-year-label", "平成27年")),
    ("an unknown kind of submission", put_attribute(".", "submission", "修正")),
    ("an unknown attribute", put_attribute(".", "author", "x")),
    ("no title", drop("title")),
    ("a row missing", drop("row[16]")),
    ("a row too many", double("row[1]")),
    ("a row twice and another missing", put_attribute("row[2]", "id", "1.1.a")),
    ("an unknown row", put_attribute("row[1]", "id", "9.9.z")),
    ("a row without a name", put_attribute("row[1]", "id", None)),
    ("headings in the wrong order", swap("row/section-title")),
    ("no indicator", drop("row/indicator")),
    ("an indicator without a target", drop("row/indicator/target")),
    ("no strategy page", drop(STRATEGY)),
    ("no initiative page", drop(INITIATIVE)),
    ("an initiative page before the strategy page", swap(STRATEGY)),
    ("a page without a name", put_attribute(STRATEGY, "id", None)),
    ("a page with an empty name", put_attribute(STRATEGY, "id", "")),
    ("a page named after no row", put_attribute(STRATEGY, "id", "9.9.z/1-1")),
    ("a page named as one of the other kind", put_attribute(STRATEGY, "id", "1.2.b/initiative-page-1")),
    ("two pages of one name", put_attribute("row[4]/strategy-page", "id", "1.3.b/strategy-page-1")),
    ("two pages of different kinds and one name", put_attribute(INITIATIVE, "id", "1.2.b/1-3")),
    ("a copy of a page that is not there", follow("row[2]/strategy-page", "1.1.a/7-7")),
    ("a copy of a page of the other kind", follow("row[2]/strategy-page", "1.1.a/1-1-1")),
    ("an initiative copied from a strategy", follow("row[2]/initiative-page", "1.1.a/1-1")),
    ("a copy of nothing", follow("row[2]/strategy-page", "")),
    ("an unknown attribute of a page", put_attribute(STRATEGY, "state", "done")),
    ("no code element", drop(STRATEGY + "/code")),
    ("a code in full-width digits", put(STRATEGY + "/code", "４-１")),
    ("a code with brackets", put(STRATEGY + "/code", "【1-1】")),
    ("a code with another hyphen", put(STRATEGY + "/code", "1‐1")),
    ("a code that ends with a hyphen", put(STRATEGY + "/code", "1-")),
    ("no plan", drop(STRATEGY + "/plan")),
    ("no aim", drop(STRATEGY + "/plan/aim")),
    ("cells of the plan in the wrong order", swap(STRATEGY + "/plan/aim")),
    ("an unknown cell", add(STRATEGY + "/plan", "note", "x")),
    ("text between the cells", prose(STRATEGY + "/plan", "x")),
    ("an element inside a cell", add(STRATEGY + "/plan/aim", "b", "x")),
    ("an attribute on a text", put_attribute(STRATEGY + "/plan/aim", "printed", "x")),
    ("evaluation before plan", swap(STRATEGY + "/plan")),
    ("effectiveness ウ", put(EVALUATION + "effectiveness", "ウ")),
    ("effectiveness in half-width kana", put(EVALUATION + "effectiveness", "ｱ")),
    ("a strategy judged ○", put(EVALUATION + "effectiveness", "○")),
    ("a judgement in full width", put(EVALUATION + "achievement/judgement", "Ａ")),
    ("a judgement C", put(EVALUATION + "achievement/judgement", "C")),
    ("overall in lower case", put(EVALUATION + "overall", "b")),
    ("progress in upper case", put(EVALUATION + "progress", "B")),
    ("a dash of another kind", put(EVALUATION + "overall", "－")),
    ("an achievement without a judgement", drop(EVALUATION + "achievement/judgement")),
    ("an achievement without a target element", drop(EVALUATION + "achievement/target")),
    ("achievements behind overall", swap(EVALUATION + "achievement[3]")),
    ("answers below zero", put(EVALUATION + "achievement/answers", "-1")),
    ("half an answer", put(EVALUATION + "achievement/answers", "552.5")),
    ("answers in full-width digits", put(EVALUATION + "achievement/answers", "５５３")),
    ("an amount in full-width digits", put_attribute(VALUE, "amount", "８０")),
    ("an amount with its unit", put_attribute(VALUE, "amount", "80%")),
    ("an amount with a thousands comma", put_attribute(VALUE, "amount", "1,720")),
    ("an amount without a digit before the point", put_attribute(VALUE, "amount", ".5")),
    ("an amount that ends with the point", put_attribute(VALUE, "amount", "8.")),
    ("an amount with a plus", put_attribute(VALUE, "amount", "+5")),
    ("an amount with an exponent", put_attribute(VALUE, "amount", "1e3")),
    ("an empty amount", put_attribute(VALUE, "amount", "")),
    ("an empty unit", put_attribute(VALUE, "unit", "")),
    ("an operator as a sign", put_attribute(VALUE, "operator", ">=")),
    ("a deadline in an era", put_attribute(VALUE, "by", "29")),
    ("a figure with printed", put_attribute(VALUE, "printed", "8")),
    ("a code with an empty printed", put_attribute(EVALUATION + "overall", "printed", "")),
    ("no goal", drop(INITIATIVE + "/plan/goal")),
    ("no withdrawal criterion", drop(INITIATIVE + "/plan/withdrawal")),
    ("an initiative judged ア", put(RESULT + "effectiveness", "ア")),
    ("another circle", put(RESULT + "effectiveness", "〇")),
    ("a letter x", put(RESULT + "effectiveness", "x")),
    ("an achievement code with ASCII letters", put(RESULT + "achievement-code", "①(i)")),
    ("an achievement code without its second half", put(RESULT + "achievement-code", "①")),
    ("an achievement code ④", put(RESULT + "achievement-code", "④")),
    ("③ with a second half", put(RESULT + "achievement-code", "③(ⅰ)")),
    ("a figure without a result", drop(INITIATIVE + "/evaluation/figure/result")),
    ("figures behind the code", add(INITIATIVE + "/evaluation", "figure")),
    ("a figure without the year before", drop(INITIATIVE + "/evaluation/figure/previous")),
    ("the year before behind the result", swap(INITIATIVE + "/evaluation/figure/previous")),
    ("a change against an unknown year", put_attribute(VALUE, "relative", "last-year")),
    ("a reason as the whole document", only_a_reason),
    ("a reason without a word", reason(STRATEGY + "/evaluation", "")),
    ("a reason of blanks", reason(STRATEGY + "/evaluation", " \n ")),
    ("a reason in the evaluation", reason(EVALUATION + "improvement")),
    ("a reason before the plan", reason(STRATEGY + "/code")),
    ("a reason behind the pages", reason("row[16]")),
    ("a reason behind a row's pages", reason("row[3]/initiative-page")),
    ("a reason with a mark in it", both(reason(STRATEGY + "/evaluation"), add(STRATEGY + "/reason", "b"))),
    ("a reason for no rule", reason(STRATEGY + "/evaluation", rule="X-1")),
    ("a reason of a version in words", reason(STRATEGY + "/evaluation", version="2015")),
    ("a reason with a field that is no path", reason(STRATEGY + "/evaluation", field="進捗")),
    ("a reason with a field from the root", reason(STRATEGY + "/evaluation", field="/assessment/title")),
    ("a reason of nobody", reason(STRATEGY + "/evaluation", by="")),
    ("a reason at local time", reason(STRATEGY + "/evaluation", at="2026-04-01T09:30:12+09:00")),
    ("a reason on a day that is none", reason(STRATEGY + "/evaluation", at="2026-02-30T09:30:12Z")),
    ("a reason that has not lapsed, said", reason(STRATEGY + "/evaluation", lapsed="false")),
    ("two reasons for one finding", both(reason(STRATEGY + "/evaluation"),
                                         reason(STRATEGY + "/evaluation", "別の理由。"))),
] + [(f"a reason without {name}", reason(STRATEGY + "/evaluation", **{name: None})) for name in REASON]


def filled_in(root):
    """What the program does to a blank assessment when a ward begins one."""
    for name, value in (("ward-code", "271276"), ("ward-name", "北区"), ("fiscal-year", "2015"),
                        ("fiscal-year-label", "平成27年度")):
        root.set(name, value)


def no_achievement(root):
    for achievement in root.findall(EVALUATION + "achievement"):
        achievement.getparent().remove(achievement)


TAKEN = [
    ("submitted again", put_attribute(".", "submission", "再提出")),
    ("another fiscal year", put_attribute(".", "fiscal-year-label", "令和元年度")),
    ("a cell of several lines", put(STRATEGY + "/plan/aim", "\n　・一\n\n  ・二  三\n")),
    ("one achievement fewer", drop(EVALUATION + "achievement")),
    ("no achievement at all", no_achievement),
    ("another strategy page", double(STRATEGY, id="1.2.b/1-2")),
    ("two pages under one number", double(STRATEGY, id="1.2.b/1-3.2")),
    ("a page without a code", put_attribute(STRATEGY, "id", "1.2.b/strategy-page-1")),
    ("a copy", follow("row[4]/strategy-page", "1.1.a/1-1")),
    ("no figure", drop(INITIATIVE + "/evaluation/figure")),
    ("another figure", double(INITIATIVE + "/evaluation/figure")),
    ("a negative amount", put_attribute(VALUE, "amount", "-2.10")),
    ("answers", put(EVALUATION + "achievement/answers", "553")),
    ("no code", put(STRATEGY + "/code", "")),
    ("another notation", put_attribute(RESULT + "achievement-code", "printed", "①ⅰ")),
    ("another indicator", double("row/indicator")),
    ("a change against the year before", put_attribute(VALUE, "relative", "previous-year")),
    ("a change against nothing said", put_attribute(VALUE, "relative", "unstated")),
    ("a reason on the cover", reason("title", field="@submission")),
    ("a reason in a row", reason("row/indicator", field="indicator/target")),
    ("a reason on a strategy page", reason(STRATEGY + "/evaluation")),
    ("a reason on an initiative page", reason(INITIATIVE + "/evaluation", field="evaluation/figure[2]/result")),
    ("a reason of two lines that has lapsed", reason(STRATEGY + "/evaluation", "一\n二", lapsed="true")),
    ("a reason without operands", reason(STRATEGY + "/evaluation", operands="")),
    ("two reasons on a page", both(reason(STRATEGY + "/evaluation"),
                                   reason(STRATEGY + "/evaluation", rule="KS-205",
                                          field="evaluation/issues"))),
]
CHOICES = {
    EVALUATION + "effectiveness": ["", "ア", "イ", "―"],
    EVALUATION + "achievement/judgement": ["", "A", "B", "―"],
    EVALUATION + "overall": ["", "A", "B", "―"],
    EVALUATION + "progress": ["", "a", "b", "―"],
    RESULT + "achievement-code": ["", "①(ⅰ)", "①(ⅱ)", "②(ⅰ)", "②(ⅱ)", "③", "―"],
    RESULT + "effectiveness": ["", "○", "×", "―"],
}
TAKEN += [(f"{path} {value!r}", put(path, value)) for path, values in CHOICES.items() for value in values]


def judge_with_jing(files):
    """The files that jing refuses."""
    run = subprocess.run(["jing", str(LAYOUT)] + files, capture_output=True, text=True, check=False)
    lines = (run.stdout + run.stderr).splitlines()
    return {f for f in files if any(line.startswith(f + ":") for line in lines)}


def judge_with_xmllint(files):
    """The files that xmllint does not call valid."""
    run = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", str(LAYOUT)] + files,
                         capture_output=True, text=True, check=False)
    lines = set(run.stderr.splitlines())
    return {f for f in files if f"{f} validates" not in lines}


def write_cases(folder):
    """[(what, file, whether it must be refused)]: the sample, the blank, and the changed copies."""
    cases = [(path.name, str(path), False) for path in sorted(DATA.glob("*-2015.xml"))]
    kita = read(DATA / "kita-2015.xml")
    blank = read(FORM / "blank.xml")
    changes = [("a blank assessment", blank, filled_in, False)]
    changes += [(what, kita, change, False) for what, change in TAKEN]
    changes += [(what, kita, change, True) for what, change in REFUSED]
    for number, (what, root, change, refused) in enumerate(changes):
        changed = copy.deepcopy(root)
        change(changed)
        path = Path(folder) / f"{number:03}.xml"
        path.write_bytes(as_written(changed))
        cases.append((what, str(path), refused))
    return cases


def check_engines(check):
    with tempfile.TemporaryDirectory() as folder:
        cases = write_cases(folder)
        files = [file for _, file, _ in cases]
        for engine, judge in (("jing", judge_with_jing), ("xmllint", judge_with_xmllint)):
            refused = judge(files)
            for what, file, expected in cases:
                verdict = "refuses" if file in refused else "takes"
                check.that((file in refused) == expected, f"{engine} {verdict}: {what}")
    taken = sum(not expected for _, _, expected in cases)
    print(f"{taken} documents in the layout, {len(cases) - taken} broken ones, two engines")


def check_annotations(check):
    """Every element, attribute and choice says in both languages what it is."""
    schema = etree.parse(str(LAYOUT)).getroot()
    for tag in ("element", "attribute", "enumeration"):
        for node in schema.iter(XSD + tag):
            texts = {d.get(LANG): d.text for d in node.findall(f"{XSD}annotation/{XSD}documentation")}
            name = f"layout.xsd:{node.sourceline}: {tag} {node.get('name') or node.get('value')!r}"
            check.that(set(texts) == {"ja", "en"} and all(texts.values()), name + " is not annotated")
    for node in schema.iter(XSD + "pattern"):
        check.that("\\d" not in node.get("value"), f"layout.xsd:{node.sourceline}: \\d takes ８ too")


def main():
    for tool in ("jing", "xmllint"):
        if not shutil.which(tool):
            print(f"skipped: {tool} is missing")
            sys.exit(77)
    check = Checks()
    check_annotations(check)
    check_engines(check)
    check.close()


main()
