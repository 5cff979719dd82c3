#!/usr/bin/python3
"""Holds the rules and the engine that runs them against an engine that is not ours, lxml.isoschematron.

For the sample assessments, an empty one, and the documents of rules/cases.py both must find the same:
the same rules at the same places in the same words, in both languages. The other engine says where a
rule was judged; the place a person must look at (subject) is evaluated here. Every rule has documents
in which it fires and near misses in which it does not, and all of them are in the official layout.
"""
import collections
import copy
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import CORPUS, DATA, FORM, HERE, Checks, etree, read  # noqa: E402

try:
    from lxml import isoschematron
except ImportError:
    print("skipped: lxml.isoschematron is missing")
    sys.exit(77)

sys.path.insert(0, str(CORPUS / "rules"))
import cases  # noqa: E402

RULES = FORM / "rules.sch"
LAYOUT = FORM / "layout.xsd"
DUMP = Path(os.environ.get("KUSEI_TEST_BUILDDIR", HERE)) / "tests/unit/rules_dump"
SCHEMATRON = "{http://purl.oclc.org/dsdl/schematron}"

# What the published sheets must come out with: every error and warning, by rule and place. The
# contradictions are those that the sheets were published with.
KNOWN = {
    "kita-2015.xml": [
        ("KS-208", "1.2.b/1-3 evaluation/progress"),      # overall B, progress a
        ("KS-207", "2.2.a/4-1 evaluation/overall"),       # its only outcome is A
        ("KS-206", "2.3.a/4-2 evaluation/overall"),       # A and B, overall A
        ("KS-122", "2.3.a/4-2-1 evaluation/figure/goal"), # 3.3（5点満点）以上
    ],
    "tsurumi-2015.xml": [
        ("KS-209", "1.1.a/4-1 evaluation/progress"),
        ("KS-205", "1.1.a/4-1 evaluation/issues"),
        ("KS-205", "1.1.a/4-1 evaluation/improvement"),
        ("KS-201", "1.1.a/4-2 evaluation/achievement/judgement"),  # 28 → 40.5, 42 on the path to 70
        ("KS-301", "1.1.a/4-2-1 evaluation/achievement-code"),     # 80％以上, 76.6％
        ("KS-202", "2.1.a.3/6-2 evaluation/achievement/judgement"),  # 85％以上の維持, 73.9％
        ("KS-209", "2.3.a/6-1 evaluation/progress"),
        ("KS-205", "2.3.a/6-1 evaluation/issues"),
        ("KS-205", "2.3.a/6-1 evaluation/improvement"),
        ("KS-301", "2.3.b/initiative-page-1 evaluation/achievement-code"),  # 50％以上, 49.5％
    ],
}

# One finding: which rule, how grave, the XPath of its place, and what it says without white space
# (the other engine puts blanks around values): Japanese, English, remedy in both.
Finding = collections.namedtuple("Finding", "id severity path ja en remedy_ja remedy_en")


def squeeze(text):
    return re.sub(r"[ \t\r\n]+", "", text)


class Theirs:
    """lxml.isoschematron: the ISO skeleton, compiled to XSLT."""

    def __init__(self, rules):
        self.subjects = {}
        for test in rules.iter(SCHEMATRON + "assert", SCHEMATRON + "report"):
            self.subjects[test.get("id")] = test.get("subject")
        self.engine = isoschematron.Schematron(
            rules, store_report=True,
            error_finder=isoschematron.Schematron.ASSERTS_AND_REPORTS)

    def place(self, document, rule, location):
        context = document.xpath(location)[0]
        if self.subjects[rule]:
            context = (context.xpath(self.subjects[rule]) or [context])[0]
        return document.getpath(context)

    def find(self, document):
        self.engine.validate(document)
        for found in self.engine.validation_report.xpath("//*[@id and @location]"):
            rule = found.get("id")
            said = {"": "".join(found.find("{*}text").itertext())}
            for diagnostic in found.findall("{*}diagnostic-reference"):
                said[diagnostic.get("diagnostic")[len(rule):]] = "".join(diagnostic.itertext())
            yield Finding(rule, found.get("role"), self.place(document, rule, found.get("location")),
                          *(squeeze(said.get(key, "")) for key in ("", ".en", ".remedy.ja", ".remedy.en")))


class Ours:
    """The engine under test, by way of tests/unit/rules_dump."""

    def __init__(self, folder):
        self.file = Path(folder) / "document.xml"

    def find(self, document):
        document.write(str(self.file), encoding="UTF-8")
        run = subprocess.run([DUMP, RULES, self.file], capture_output=True, text=True, check=False,
                             encoding="utf-8")
        if run.returncode != 0 or run.stderr:
            raise RuntimeError(run.stderr)
        for line in run.stdout.splitlines():
            rule, severity, path, *texts = line.split("\t")
            yield Finding(rule, severity, path, *map(squeeze, texts))


def name_place(document, path):
    """A path as the cases name it: "1.2.b/1-3 evaluation/issues"."""
    node = document.xpath(path)[0]
    steps = []
    while node.get("id") is None and node.getparent() is not None:
        steps.insert(0, document.getpath(node).rsplit("/", 1)[1])
        node = node.getparent()
    return " ".join(filter(None, [node.get("id"), "/".join(steps)]))


class Judge:
    def __init__(self, checks, folder):
        self.checks = checks
        self.rules = etree.parse(str(RULES))
        self.layout = etree.XMLSchema(etree.parse(str(LAYOUT)))
        self.theirs = Theirs(self.rules)
        self.ours = Ours(folder)

    def judge(self, document, title):
        """Both engines over one document; what ours finds."""
        expected, found = list(self.theirs.find(document)), list(self.ours.find(document))
        difference = collections.Counter(expected)
        difference.subtract(collections.Counter(found))
        wrong = [f"{'missing' if count > 0 else 'too many'} {finding}"
                 for finding, count in difference.items() if count]
        self.checks.that(not wrong, f"{title}: " + "\n    ".join(wrong))
        order = [document.xpath(finding.path)[0] for finding in found]
        places = {node: place for place, node in enumerate(document.iter())}
        self.checks.that([places[n] for n in order] == sorted(places[n] for n in order),
                         f"{title}: the findings are not in the order of the document")
        return found


def changed(base, changes):
    root = copy.deepcopy(base)
    for change in changes:
        change(root)
    # Parsed again, so that both engines get what a file would give them.
    return etree.ElementTree(etree.fromstring(etree.tostring(root)))


def with_copy(document, where):
    """The document with the page of that place standing once more, as a copy of itself; and the place
    in it. A page that is a copy, or is followed, is left alone: None."""
    root = copy.deepcopy(document.getroot())
    name, _, field = where.partition(" ")
    page = cases.find(root, name)
    if page.tag == "row" or page.get("follows") or root.xpath("//*[@follows = $name]", name=name):
        return None, None
    twin = copy.deepcopy(page)
    place = int(name.rsplit("-", 1)[1]) + 1
    twin.set("id", name.rsplit("-", 1)[0] + f"-{place}" if "page" in name else name + ".2")
    twin.set("follows", name)
    page.addnext(twin)
    return etree.ElementTree(root), twin.find(field) if field else twin


def judge_copy(judge, document, rule, where, title):
    """What is wrong on a page is not said again of its copies, where nobody can mend it."""
    document, node = with_copy(document, where)
    if document is None or rule.startswith("KS-4"):
        return
    judge.checks.that(judge.layout.validate(document), f"{title}, copied: not in the layout")
    said = [finding.id for finding in judge.ours.find(document) if finding.path == document.getpath(node)]
    judge.checks.equal(said, [], f"{title}, at a copy of the page")


def judge_cases(judge, base):
    checks = judge.checks
    ids = [test.get("id") for test in judge.rules.iter(SCHEMATRON + "assert", SCHEMATRON + "report")]
    for table, word in ((cases.FIRES, "fires"), (cases.SILENT, "is silent")):
        checks.equal(sorted(table), sorted(ids), f"rules with a case in which it {word}")
        for rule, list_of_cases in table.items():
            for number, (where, changes) in enumerate(list_of_cases, 1):
                title = f"{rule} {word}, case {number}"
                document = changed(base, changes)
                checks.that(judge.layout.validate(document),
                            f"{title}: not in the layout: {judge.layout.error_log.last_error}")
                found = judge.judge(document, title)
                node = cases.find(document.getroot(), where)
                reported = node is not None and any(
                    finding.id == rule and finding.path == document.getpath(node) for finding in found)
                checks.equal(reported, word == "fires", f"{title}, at {where}")
                if word == "fires":
                    judge_copy(judge, document, rule, where, title)


def judge_samples(judge):
    checks = judge.checks
    for file in sorted(DATA.glob("*-2015.xml")):
        document = etree.parse(str(file))
        found = judge.judge(document, file.name)
        grave = [(finding.id, name_place(document, finding.path)) for finding in found
                 if finding.severity != "info"]
        checks.equal(grave, KNOWN.get(file.name), f"errors and warnings of {file.name}")
        checks.that(not any(finding.severity == "error" for finding in found),
                    f"{file.name}: a published sheet has an error")
    marks = [finding for finding in judge.ours.find(etree.parse(str(DATA / "kita-2015.xml")))
             if finding.id in ("KS-201", "KS-202", "KS-203")]
    checks.equal(marks, [], "Kita's marks follow the straight path")


def judge_blank(judge):
    """An empty assessment: everything that must be filled in is said, and nothing else."""
    root = read(FORM / "blank.xml")
    root.attrib.update({"ward-code": "271276", "ward-name": "北区", "fiscal-year": "2015",
                        "fiscal-year-label": "平成27年度"})
    document = etree.ElementTree(root)
    found = judge.judge(document, "blank.xml")
    required = document.xpath("count(//strategy-page) * 12 + count(//initiative-page) * 10")
    judge.checks.equal([finding.id for finding in found], ["KS-101"] * int(required), "blank.xml")


def main():
    if not DUMP.exists():
        print(f"skipped: {DUMP} is not built (cmocka is missing)")
        return 77
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        judge = Judge(checks, folder)
        checks.that(isoschematron.schematron_schema_valid(judge.rules),
                    f"{RULES.name} is not ISO Schematron: "
                    f"{isoschematron.schematron_schema_valid.error_log.last_error}")
        judge_samples(judge)
        judge_blank(judge)
        judge_cases(judge, etree.parse(str(DATA / "kita-2015.xml")).getroot())
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
