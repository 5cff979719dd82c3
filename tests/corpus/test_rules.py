#!/usr/bin/python3
"""Holds the rules and the engine that runs them against an engine that is not ours, lxml.isoschematron.

For the sample assessments, an empty one, and every case of the rules (cases.xml, in the folder of the form),
of every form, both must find the same: the same rules at the same places in the same words, in both languages. What is
found is known to the last remark. The other engine says where a rule was judged; the place a person must
look at (subject) is evaluated here, and so are the operands. Every rule has a case in which it fires, one in
which it does not, and one on the line between, and all of them are in the official layout.
"""
import collections
import copy
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import CORPUS, DATA, FORM, HERE, XSD, Checks, etree, read  # noqa: E402

try:
    from lxml import isoschematron
except ImportError:
    print("skipped: lxml.isoschematron is missing")
    sys.exit(77)

DUMP = Path(os.environ.get("KUSEI_TEST_BUILDDIR", HERE)) / "tests/unit/rules_dump"
SCHEMATRON = "{http://purl.oclc.org/dsdl/schematron}"
KINDS = ("failing", "passing", "boundary")
MEASURE = ("amount", "unit", "operator", "by", "relative", "printed")

# What the published sheets must come out with, by place. doc/contradictions-2015.md says of each whether
# it is right.
KNOWN = {
    "kita-2015.xml": [
        ("KS-210", "1.1.a/1-1 evaluation/achievement[1]/judgement"),
        ("KS-210", "1.1.a/1-1 evaluation/achievement[2]/judgement"),
        ("KS-310", "1.1.a/initiative-page-2 evaluation/figure/result"),
        ("KS-210", "1.2.b/1-3 evaluation/achievement[1]/judgement"),
        ("KS-210", "1.2.b/1-3 evaluation/achievement[2]/judgement"),
        ("KS-210", "1.2.b/1-3 evaluation/achievement[3]/judgement"),
        ("KS-208", "1.2.b/1-3 evaluation/progress"),
        ("KS-310", "1.2.b/1-3-1 evaluation/figure[1]/result"),
        ("KS-310", "1.2.b/1-3-1 evaluation/figure[4]/result"),
        ("KS-142", "1.3.a indicator/target"),
        ("KS-422", "1.3.a/strategy-page-1 plan/strategy"),
        ("KS-422", "1.3.b/strategy-page-1 plan/strategy"),
        ("KS-422", "1.3.c/strategy-page-1 plan/strategy"),
        ("KS-422", "1.4.a/strategy-page-1 plan/strategy"),
        ("KS-404", "1.4.b/1-1 code"),
        ("KS-146", "1.4.b/1-1 evaluation/achievement[1]/target"),
        ("KS-210", "1.4.b/1-1 evaluation/achievement[2]/judgement"),
        ("KS-404", "1.4.b/1-1-1 code"),
        ("KS-210", "2.1.a.1/4-1 evaluation/achievement/judgement"),
        ("KS-310", "2.1.a.1/4-1-1 evaluation/figure[2]/result"),
        ("KS-422", "2.1.a.2/strategy-page-1 plan/strategy"),
        ("KS-404", "2.1.a.3/4-1 code"),
        ("KS-243", "2.1.a.3/4-1 evaluation/effectiveness"),
        ("KS-210", "2.1.a.3/4-1 evaluation/achievement/judgement"),
        ("KS-303", "2.1.a.3/4-1-2 evaluation/achievement-code"),
        ("KS-422", "2.1.b.1/strategy-page-1 plan/strategy"),
        ("KS-422", "2.1.b.2/strategy-page-1 plan/strategy"),
        ("KS-404", "2.2.a/4-1 code"),
        ("KS-210", "2.2.a/4-1 evaluation/achievement/judgement"),
        ("KS-217", "2.2.a/4-1 evaluation/overall"),
        ("KS-404", "2.2.a/4-1-1 code"),
        ("KS-310", "2.2.a/4-1-1 evaluation/figure[2]/result"),
        ("KS-210", "2.3.a/4-2 evaluation/achievement[1]/judgement"),
        ("KS-210", "2.3.a/4-2 evaluation/achievement[2]/judgement"),
        ("KS-206", "2.3.a/4-2 evaluation/overall"),
        ("KS-320", "2.3.a/4-2-1 evaluation/achievement-code"),
        ("KS-422", "2.3.b/strategy-page-1 plan/strategy"),
        ("KS-102", "2.3.b/initiative-page-1 evaluation/improvement"),
    ],
    "tsurumi-2015.xml": [
        ("KS-210", "1.1.a/2-1 evaluation/achievement/judgement"),
        ("KS-209", "1.1.a/4-1 evaluation/progress"),
        ("KS-205", "1.1.a/4-1 evaluation/issues"),
        ("KS-205", "1.1.a/4-1 evaluation/improvement"),
        ("KS-201", "1.1.a/4-2 evaluation/achievement/judgement"),
        ("KS-320", "1.1.a/2-1-1 evaluation/achievement-code"),
        ("KS-320", "1.1.a/4-1-1 evaluation/achievement-code"),
        ("KS-301", "1.1.a/4-2-1 evaluation/achievement-code"),
        ("KS-404", "1.2.b/2-1 code"),
        ("KS-210", "1.2.b/2-1 evaluation/achievement/judgement"),
        ("KS-404", "1.2.b/2-1-1 code"),
        ("KS-320", "1.2.b/2-1-1 evaluation/achievement-code"),
        ("KS-142", "1.3.a indicator/target"),
        ("KS-404", "1.3.a/2-1 code"),
        ("KS-210", "1.3.a/2-1 evaluation/achievement/judgement"),
        ("KS-404", "1.3.a/2-1-1 code"),
        ("KS-320", "1.3.a/2-1-1 evaluation/achievement-code"),
        ("KS-404", "1.3.b/2-1-1 code"),
        ("KS-320", "1.3.b/2-1-1 evaluation/achievement-code"),
        ("KS-404", "1.3.c/2-1-1 code"),
        ("KS-320", "1.3.c/2-1-1 evaluation/achievement-code"),
        ("KS-404", "1.4.a/2-1-1 code"),
        ("KS-320", "1.4.a/2-1-1 evaluation/achievement-code"),
        ("KS-404", "1.4.b/2-1-1 code"),
        ("KS-320", "1.4.b/2-1-1 evaluation/achievement-code"),
        ("KS-422", "2.1.a.1/strategy-page-1 plan/strategy"),
        ("KS-203", "2.1.a.2/1-1 evaluation/achievement/judgement"),
        ("KS-320", "2.1.a.2/1-1-1 evaluation/achievement-code"),
        ("KS-202", "2.1.a.3/6-2 evaluation/achievement/judgement"),
        ("KS-320", "2.1.a.3/6-2-1 evaluation/achievement-code"),
        ("KS-422", "2.1.b.1/strategy-page-1 plan/strategy"),
        ("KS-422", "2.1.b.2/strategy-page-1 plan/strategy"),
        ("KS-422", "2.2.a/strategy-page-1 plan/strategy"),
        ("KS-211", "2.3.a/6-1 evaluation/achievement[1]/judgement"),
        ("KS-147", "2.3.a/6-1 evaluation/achievement[2]/target"),
        ("KS-209", "2.3.a/6-1 evaluation/progress"),
        ("KS-205", "2.3.a/6-1 evaluation/issues"),
        ("KS-205", "2.3.a/6-1 evaluation/improvement"),
        ("KS-320", "2.3.a/6-1-1 evaluation/achievement-code"),
        ("KS-301", "2.3.b/initiative-page-1 evaluation/achievement-code"),
    ],
}

# Of forms that have no published sheet: an invented one, and what must come out; and what is to be filled in
# on an empty one.
OTHERS = {
    "nagoya-2013": {
        "sample": CORPUS / "nakamura-2014-invented.xml",
        "known": [("NG-303", "2.1 mark")],
        "ward": {"ward-code": "231053", "ward-name": "中村区", "fiscal-year": "2014",
                 "fiscal-year-label": "平成26年度"},
        "blank": ["NG-101"] * 20,  # whether each main initiative has begun
    },
}

# By the other yardstick, better than the year before, these marks would be wrong: three of Kita's ten,
# and none of Tsurumi's.
BETTER = {
    "kita-2015.xml": [
        ("KS-201", "1.1.a/1-1 evaluation/achievement[1]/judgement"),
        ("KS-201", "2.1.a.1/4-1 evaluation/achievement/judgement"),
        ("KS-201", "2.3.a/4-2 evaluation/achievement[2]/judgement"),
    ],
    "tsurumi-2015.xml": [],
}
# (figure of the year, year before, target, mark): what is said of the mark by that yardstick.
BETTER_MARKS = [
    ("75", "75", "80", "B", "KS-210", "目安はB：75≤75（前年度との比較）"),
    ("75.1", "75", "80", "A", "KS-210", "目安はA：75.1>75（前年度との比較）。目標への道筋ではB"),
    ("75.1", "75", "80", "B", "KS-201",
     "個別の判定は「B」ですが、目安はA：75.1>75（前年度との比較）。目標への道筋ではB。"),
    ("80", "90", "80", "A", "KS-210", "目安はA：80≥80（目標に到達）"),
    ("79", "90", "80", "A", "KS-201", "個別の判定は「A」ですが、目安はB：79≤90（前年度との比較）。"),
]

# One finding: which rule, how grave, the XPath of its place, and what it says without white space
# (the other engine puts blanks around values): Japanese, English, remedy in both.
Finding = collections.namedtuple("Finding", "id severity path ja en remedy_ja remedy_en")


def squeeze(text):
    return re.sub(r"[ \t\r\n]+", "", text)


class Folder(etree.Resolver):
    """Gives document() the files of a folder, and last year's assessment where there is one."""

    def __init__(self, folder):
        super().__init__()
        self.folder = folder
        self.last_year = None

    def resolve(self, system_url, _public_id, context):
        name = system_url.rsplit("/", 1)[-1]
        if name == "last-year.xml" and self.last_year is not None:
            return self.resolve_string(etree.tostring(self.last_year), context)
        return self.resolve_string((self.folder / name).read_bytes(), context)


def operand_paths(_context, nodes):
    """Stands for an operand in the other engine's output: the paths of its nodes, "|" before each."""
    paths = []
    for node in nodes:
        if isinstance(node, str):
            owner = node.getparent()
            paths.append(f"{owner.getroottree().getpath(owner)}/@{node.attrname}")
        else:
            paths.append(node.getroottree().getpath(node) + ("" if len(node) == 0 else "/*"))
    return "".join("|" + path for path in paths)


class Theirs:
    """lxml.isoschematron: the ISO skeleton, compiled to XSLT."""

    def __init__(self, folder):
        self.rules = etree.parse(str(folder / "rules.sch"))
        self.subjects = {}
        for test in self.rules.iter(SCHEMATRON + "assert", SCHEMATRON + "report"):
            self.subjects[test.get("id")] = test.get("subject")
        compiled = isoschematron.Schematron(self.with_paths(), store_xslt=True).validator_xslt
        self.folder = Folder(folder)
        parser = etree.XMLParser()
        parser.resolvers.add(self.folder)
        self.engine = etree.XSLT(etree.fromstring(etree.tostring(compiled), parser),
                                 extensions={("urn:test", "paths"): operand_paths})

    def with_paths(self):
        rules = copy.deepcopy(self.rules)
        ns = etree.Element(SCHEMATRON + "ns", prefix="t", uri="urn:test")
        rules.getroot().find(SCHEMATRON + "title").addnext(ns)
        for diagnostic in rules.iter(SCHEMATRON + "diagnostic"):
            if diagnostic.get("id").endswith(".operands"):
                for value in diagnostic:
                    value.set("select", f"t:paths({value.get('select')})")
        return rules

    def place(self, document, rule, location):
        context = document.xpath(location)[0]
        if self.subjects[rule]:
            context = (context.xpath(self.subjects[rule]) or [context])[0]
        return document.getpath(context)

    def find(self, document, last_year=None):
        """(finding, paths of its operands) one after the other."""
        self.folder.last_year = last_year
        for found in self.engine(document).xpath("//*[@id and @location]"):
            rule = found.get("id")
            said = {"": "".join(found.find("{*}text").itertext())}
            for diagnostic in found.findall("{*}diagnostic-reference"):
                said[diagnostic.get("diagnostic")[len(rule):]] = "".join(diagnostic.itertext())
            finding = Finding(
                rule, found.get("role"), self.place(document, rule, found.get("location")),
                *(squeeze(said.get(key, "")) for key in ("", ".en", ".remedy.ja", ".remedy.en")))
            operands = squeeze(said.get(".operands", "")).split("|")[1:]
            yield finding, tuple(operands)


class Ours:
    """The engine under test, by way of tests/unit/rules_dump."""

    def __init__(self, rules, scratch):
        self.rules = rules / "rules.sch"
        self.scratch = Path(scratch)

    def find(self, document, last_year=None):
        arguments = [DUMP, self.rules]
        for name, tree in (("document.xml", document), ("before.xml", last_year)):
            if tree is not None:
                tree.write(str(self.scratch / name), encoding="UTF-8")
                arguments.append(self.scratch / name)
        run = subprocess.run(arguments, capture_output=True, text=True, check=False, encoding="utf-8")
        if run.returncode != 0 or run.stderr:
            raise RuntimeError(run.stderr)
        for line in run.stdout.splitlines():
            rule, severity, path, *texts, operands = line.split("\t")
            yield Finding(rule, severity, path, *map(squeeze, texts)), tuple(operands.split("|")[1:])


def name_place(document, path):
    """A path as people name it: "1.2.b/1-3 evaluation/issues"."""
    node = document.xpath(path)[0]
    steps = []
    while node.get("id") is None and node.getparent() is not None:
        steps.insert(0, document.getpath(node).rsplit("/", 1)[1])
        node = node.getparent()
    return " ".join(filter(None, [node.get("id"), "/".join(steps)]))


def copied_pages(schema):
    """The elements that may be a copy of another page."""
    types = {t.get("name") for t in schema.iter(XSD + "complexType")
             if t.find(f"{XSD}attribute[@name='follows']") is not None}
    return {e.get("name") for e in schema.iter(XSD + "element") if e.get("type") in types}


class Judge:
    def __init__(self, checks, folder, scratch):
        self.checks = checks
        # A folder of its own beside the forms has the layout of the first.
        schema = etree.parse(str((folder if folder.parent == FORM.parent else FORM) / "layout.xsd"))
        self.layout = etree.XMLSchema(schema)
        self.copied = copied_pages(schema)
        self.theirs = Theirs(folder)
        self.rules = self.theirs.rules
        self.ours = Ours(folder, scratch)

    def judge(self, document, title, last_year=None):
        """Both engines over one document; what ours finds."""
        judged, ours = list(self.theirs.find(document, last_year)), list(self.ours.find(document, last_year))
        found = [finding for finding, _ in ours]
        difference = collections.Counter(judged)
        difference.subtract(collections.Counter(ours))
        wrong = [f"{'missing' if count > 0 else 'too many'} {finding}"
                 for finding, count in difference.items() if count]
        self.checks.that(not wrong, f"{title}: " + "\n    ".join(wrong))
        self.check_order(document, found, title)
        for finding, operands in judged:
            self.check_operands(finding, operands, title)
        return found

    def check_order(self, document, found, title):
        order = [document.xpath(finding.path)[0] for finding in found]
        places = {node: place for place, node in enumerate(document.iter())}
        self.checks.that([places[n] for n in order] == sorted(places[n] for n in order),
                         f"{title}: the findings are not in the order of the document")

    def check_operands(self, finding, operands, title):
        """Fields and attributes only, the place of the finding among them."""
        if finding.severity == "warning" or operands:
            self.checks.that(finding.path in operands, f"{title}, {finding.id}: operands {operands}")
            self.checks.that(not any(path.endswith("*") for path in operands),
                             f"{title}, {finding.id}: an operand is no field: {operands}")

    def in_layout(self, document, title):
        self.checks.that(self.layout.validate(document),
                         f"{title}: not in the layout: {self.layout.error_log.last_error}")


# --- the cases ------------------------------------------------------------------


def edit(root, change):
    """One edit of cases.xml; forms/README has what each does."""
    nodes = root.getroottree().xpath(change.get("ref"))
    if not nodes:
        raise LookupError(f"cases.xml:{change.sourceline}: nothing at {change.get('ref')}")
    for node in nodes:
        EDITS[change.tag](node, change)


def put(node, change):
    node.text = change.text
    for name in MEASURE:
        node.attrib.pop(name, None)
        if change.get(name) is not None:
            node.set(name, change.get(name))


def set_attribute(node, change):
    if change.get("remove") == "true":
        del node.attrib[change.get("name")]
    else:
        node.set(change.get("name"), change.text or "")


def move(node, change):
    node.getroottree().xpath(change.get("before"))[0].addprevious(node)


EDITS = {
    "put": put,
    "attribute": set_attribute,
    "copy": lambda node, change: node.addnext(copy.deepcopy(node)),
    "insert": lambda node, change: node.addnext(copy.deepcopy(change[0])),
    "remove": lambda node, change: node.getparent().remove(node),
    "move": move,
}


class Cases:
    def __init__(self, folder):
        self.folder = folder
        self.root = read(folder / "cases.xml")
        self.documents = {}
        for document in self.root.findall("document"):
            self.documents[document.get("id")] = self.made(document.get("from"), document)

    def made(self, name, changes):
        """The document of that name, changed."""
        root = copy.deepcopy(self.documents[name]) if name in self.documents else read(self.folder / name)
        for change in changes:
            if change.tag in EDITS:
                edit(root, change)
        return root

    def make(self, name, changes):
        # Parsed again, so that both engines get what a file would give them.
        return etree.ElementTree(etree.fromstring(etree.tostring(self.made(name, changes))))

    def __iter__(self):
        """(case, its document, last year's or None)"""
        for case in self.root.findall("case"):
            before = case.find("last-year")
            yield (case, self.make(case.get("document"), case),
                   None if before is None else self.make(before.get("document"), before))


def with_copy(document, path, kinds):
    """The document with the page of that place standing once more, as a copy of itself; and the place
    in it. A page that is a copy, or is followed, is left alone: None."""
    root = copy.deepcopy(document.getroot())
    node = root.getroottree().xpath(path)[0]
    page = next((n for n in [node, *node.iterancestors()] if n.tag in kinds), None)
    if page is None or page.get("follows") or root.xpath("//*[@follows = $id]", id=page.get("id")):
        return None, None
    twin = copy.deepcopy(page)
    name = page.get("id")
    twin.set("id", re.sub(r"-[0-9]+$", "-9", name) if "page" in name else name + ".9")
    twin.set("follows", name)
    page.addnext(twin)
    tree = root.getroottree()
    return tree, tree.getpath(twin) + path[len(document.getpath(document.xpath(tree.getpath(page))[0])):]


def judge_copy(judge, document, case, last_year, title):
    """What is wrong on a page is not said again of its copies, where nobody can mend it."""
    if case.get("rule")[2:].startswith("-4"):
        return
    place = document.getpath(document.xpath(case.get("at"))[0])
    document, path = with_copy(document, place, judge.copied)
    if document is None:
        return
    judge.in_layout(document, f"{title}, copied")
    said = [finding.id for finding, _ in judge.ours.find(document, last_year) if finding.path == path]
    judge.checks.equal(said, [], f"{title}, at a copy of the page")


def judge_case(judge, case, document, last_year):
    rule, kind = case.get("rule"), case.get("is")
    title = f"cases.xml:{case.sourceline} {rule} {kind}"
    for tree in (document, last_year):
        if tree is not None:
            judge.in_layout(tree, title)
    found = judge.judge(document, title, last_year)
    judge.checks.equal(sorted(finding.id for finding in found), sorted(case.get("finds").split()), title)
    places = [finding.path for finding in found if finding.id == rule]
    fires = case.get("at") is not None
    judge.checks.that(fires == bool(places) and (kind == "boundary" or fires == (kind == "failing")),
                      f"{title}: at and kind do not fit what is found")
    if fires:
        nodes = [document.getpath(node) for node in document.xpath(case.get("at"))]
        judge.checks.that(len(nodes) == 1 and nodes[0] in places,
                          f"{title}: at {nodes}, found at {places}")
        judge_copy(judge, document, case, last_year, title)


def judge_cases(judge, folder):
    cases = Cases(folder)
    for name, root in cases.documents.items():
        judge.in_layout(etree.ElementTree(root), f"document {name}")
    ids = [test.get("id") for test in judge.rules.iter(SCHEMATRON + "assert", SCHEMATRON + "report")]
    kinds = collections.defaultdict(set)
    for case in cases.root.findall("case"):
        kinds[case.get("rule")].add(case.get("is"))
    for rule in sorted(set(ids) | set(kinds)):
        judge.checks.that(rule in ids, f"cases.xml: there is no rule {rule}")
        judge.checks.equal(sorted(kinds[rule]), sorted(KINDS), f"cases of {rule}")
    for case, document, last_year in cases:
        judge_case(judge, case, document, last_year)
    judge.checks.equal([f.id for f in judge.judge(cases.make("plain", []), "plain")], [], "plain")
    print(f"{folder.name}: {len(ids)} rules, {len(cases.root.findall('case'))} cases")


# --- the rules themselves ---------------------------------------------------------


def judge_schema(judge):
    """ISO Schematron, with all that a finding needs to say."""
    valid = isoschematron.schematron_schema_valid
    judge.checks.that(valid(judge.rules), f"rules.sch is not ISO Schematron: {valid.error_log.last_error}")
    judge.checks.that(re.fullmatch(r"[0-9]{4}\.[1-9][0-9]*", judge.rules.getroot().get("schemaVersion", "")),
                      "schemaVersion")
    diagnostics = {d.get("id"): d for d in judge.rules.iter(SCHEMATRON + "diagnostic")}
    named = set()
    for test in judge.rules.iter(SCHEMATRON + "assert", SCHEMATRON + "report"):
        rule, own = test.get("id"), test.get("diagnostics").split()
        named.update(own)
        wanted = [f"{rule}.{part}" for part in ("en", "remedy.ja", "remedy.en")]
        judge.checks.equal(own[:3], wanted, f"diagnostics of {rule}")
        judge.checks.that(set(own[3:]) <= {rule + ".operands"}, f"diagnostics of {rule}: {own}")
        judge.checks.that(test.get("role") != "warning" or len(own) == 4, f"{rule} has no operands")
        judge.checks.that(test.get("see"), f"{rule} names no clause")
    judge.checks.equal(named, set(diagnostics), "diagnostics")
    for name, diagnostic in diagnostics.items():
        if name.endswith(".operands"):
            values = all(value.tag == SCHEMATRON + "value-of" for value in diagnostic)
            judge.checks.that(len(diagnostic) and values and not "".join(diagnostic.itertext()).strip(),
                              f"{name} holds something else than values")


# --- whole sheets ------------------------------------------------------------------


def named(document, found):
    return [(finding.id, name_place(document, finding.path)) for finding in found]


def judge_samples(judge):
    checks = judge.checks
    for file in sorted(DATA.glob("*-2015.xml")):
        document = etree.parse(str(file))
        found = judge.judge(document, file.name)
        checks.equal(named(document, found), KNOWN.get(file.name), f"what is found in {file.name}")
        checks.that(not any(finding.severity == "error" for finding in found),
                    f"{file.name}: a published sheet has an error")
    checks.that(not any(rule in ("KS-201", "KS-202", "KS-203") for rule, _ in KNOWN["kita-2015.xml"]),
                "Kita's marks follow the straight path")


def judge_blank(judge):
    """An empty assessment: everything that must be filled in is said, and nothing else."""
    root = read(FORM / "blank.xml")
    root.attrib.update({"ward-code": "271276", "ward-name": "北区", "fiscal-year": "2015",
                        "fiscal-year-label": "平成27年度"})
    document = etree.ElementTree(root)
    found = judge.judge(document, "blank.xml")
    required = document.xpath("count(//strategy-page) * 12 + count(//initiative-page) * 10")
    judge.checks.equal([finding.id for finding in found], ["KS-101"] * int(required), "blank.xml")


def judge_other(judge, folder, known):
    """A form without published sheets: its invented one, and an empty one."""
    checks = judge.checks
    document = etree.parse(str(known["sample"]))
    judge.in_layout(document, known["sample"].name)
    checks.equal(named(document, judge.judge(document, known["sample"].name)), known["known"],
                 f"what is found in {known['sample'].name}")
    root = read(folder / "blank.xml")
    root.attrib.update(known["ward"])
    found = judge.judge(etree.ElementTree(root), f"{folder.name}, blank.xml")
    checks.equal([finding.id for finding in found], known["blank"], f"{folder.name}, blank.xml")


def judge_better(checks, scratch):
    """The other yardstick, in a folder of its own whose policy.xml names it."""
    folder = Path(scratch) / "better"
    folder.mkdir()
    for name in ("rules.sch", "last-year.xml"):
        shutil.copy(FORM / name, folder)
    policy = read(FORM / "policy.xml")
    policy.find("yardsticks").set("use", "better")
    etree.ElementTree(policy).write(str(folder / "policy.xml"), encoding="UTF-8")
    judge = Judge(checks, folder, scratch)
    for name, wrong in BETTER.items():
        document = etree.parse(str(DATA / name))
        found = named(document, judge.judge(document, f"{name}, better"))
        checks.equal([one for one in found if one[0] in ("KS-201", "KS-202")], wrong, f"{name}, better")
    cases = Cases(FORM)
    for value, previous, target, mark, rule, sentence in BETTER_MARKS:
        tree = cases.make("one", [])
        outcome = tree.find("row/strategy-page[@id='2.2.a/4-1']/evaluation/achievement")
        for field, amount in (("value", value), ("previous", previous), ("target", target)):
            outcome.find(field).text = amount + "％" + ("以上" if field == "target" else "")
            outcome.find(field).set("amount", amount)
        outcome.find("judgement").text = mark
        said = [(f.id, f.ja) for f in judge.judge(tree, f"better {value}") if f.id in ("KS-201", "KS-210")]
        checks.equal(said, [(rule, sentence)], f"{value} after {previous}, by the other yardstick")


def main():
    if not DUMP.exists():
        print(f"skipped: {DUMP} is not built (cmocka is missing)")
        return 77
    checks = Checks()
    with tempfile.TemporaryDirectory() as scratch:
        judge = Judge(checks, FORM, scratch)
        judge_schema(judge)
        judge_samples(judge)
        judge_blank(judge)
        judge_better(checks, scratch)
        judge_cases(judge, FORM)
        for folder in sorted(path.parent for path in FORM.parent.glob("*/rules.sch")):
            if folder != FORM:
                judge = Judge(checks, folder, scratch)
                judge_schema(judge)
                judge_other(judge, folder, OTHERS[folder.name])
                judge_cases(judge, folder)
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
