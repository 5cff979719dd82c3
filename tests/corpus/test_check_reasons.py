#!/usr/bin/python3
"""What `kusei check` says of warnings that were kept with a reason, of causes, of last year, and of
rules that have changed.

The rules here are the test's own, in a copy of the forms, so that what is found is known to the
letter; where the real rules are meant, one of them is taken out.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import HERE, SHARE, Checks, etree  # noqa: E402

KUSEI = Path(os.environ.get("KUSEI_TEST_BUILDDIR", HERE)) / "kusei"
SCHEMATRON = {"s": "http://purl.oclc.org/dsdl/schematron"}
PAGE = "1.1.a/1-1"
MARK = "evaluation/achievement/judgement"
OVERALL = "evaluation/overall"

# On one page: an overall mark that turns on the first mark, a remark on that mark, and what last
# year had. KS-901 names what it turns on by its operands, KS-902 by its sentence alone.
RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" schemaVersion="2015.7">
<pattern><title>t</title><rule context="strategy-page[@id='1.1.a/1-1']/evaluation">
<report id="KS-901" role="warning" subject="overall" test="overall" see="s"
  diagnostics="KS-901.en KS-901.remedy.ja KS-901.remedy.en KS-901.operands">全体は<value-of
  select="overall"/>です。</report>
<report id="KS-902" role="warning" subject="achievement[1]/judgement" test="achievement"
  diagnostics="KS-902.en">個別は<value-of select="achievement[1]/judgement"/>です。</report>
<report id="KS-903" role="info" subject="progress" diagnostics="KS-903.en KS-903.operands"
  test="document('last-year.xml')/assessment/@fiscal-year">前年度は<value-of
  select="document('last-year.xml')/assessment/@fiscal-year"/>です。</report>
</rule></pattern><diagnostics>
<diagnostic id="KS-901.en">The overall mark is <value-of select="overall"/>.</diagnostic>
<diagnostic id="KS-901.remedy.ja">直してください。</diagnostic>
<diagnostic id="KS-901.remedy.en">Put it right.</diagnostic>
<diagnostic id="KS-901.operands"><value-of select="overall"/><value-of
  select="achievement[1]/judgement"/></diagnostic>
<diagnostic id="KS-902.en">The mark is <value-of select="achievement[1]/judgement"/>.</diagnostic>
<diagnostic id="KS-903.en">Last year is there.</diagnostic>
<diagnostic id="KS-903.operands"><value-of select="progress"/>
<value-of
  select="document('last-year.xml')/assessment/row[1]/strategy-page[1]/evaluation/progress"/>
<value-of select="document('policy.xml')/*/@id | document('policy.xml')/*/*[1]"/></diagnostic>
</diagnostics></schema>
"""


class Place:
    """A folder with forms and data of its own, and a database."""

    def __init__(self, folder, rules=None):
        self.folder = folder
        self.share = folder / "share"
        for name in ("forms", "data"):
            shutil.copytree(SHARE / name, self.share / name)
        self.rules = self.share / "forms" / "osaka-2015" / "rules.sch"
        if rules is not None:
            self.rules.write_text(rules, encoding="utf-8")
            (self.rules.parent / "last-year.xml").write_text("<assessment/>", encoding="utf-8")
        self.db = folder / "kusei.db"

    def run(self, *arguments, lang="ja", stdout=subprocess.PIPE):
        environment = dict(os.environ, KUSEI_SHARE=str(self.share), KUSEI_LANG=lang)
        return subprocess.run([str(KUSEI), "--db", str(self.db), *map(str, arguments)],
                              stdout=stdout, stderr=subprocess.PIPE, check=False,
                              stdin=subprocess.DEVNULL, encoding="utf-8", env=environment)

    def reports(self, *arguments, lang="ja"):
        done = self.run("check", *arguments, "--format", "json", lang=lang)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def sheet(self):
        return etree.parse(str(self.share / "data" / "kita-2015.xml"))

    def write(self, tree, name):
        path = self.folder / name
        path.write_bytes(etree.tostring(tree, encoding="UTF-8", xml_declaration=True))
        return path


def page_of(tree):
    return tree.xpath("//strategy-page[@id=$id]", id=PAGE)[0]


def keep(tree, rule, field, operands, text, version="2015.7"):
    """A reason, as the layout has it: behind the page's own content."""
    reason = etree.SubElement(page_of(tree), "reason", rule=rule, version=version, field=field,
                              operands=operands, by="suzuki", at="2026-04-01T09:30:12Z")
    reason.text = text


def finding(report, rule):
    return next((one for one in report["findings"] if one["id"] == rule), None)


# --- the object that scripts rely on --------------------------------------------------------------

CONTRACT = ["input", "policy", "ward", "year", "errors", "warnings", "findings"]
OF_A_FINDING = ["id", "severity", "page", "field", "path", "message", "remedy", "source", "reason"]


def check_members(checks, report):
    """The members of the contract come first and keep their order, ours come behind."""
    checks.equal(list(report)[:len(CONTRACT)], CONTRACT, "members")
    for one in report["findings"]:
        checks.equal(list(one)[:len(OF_A_FINDING)], OF_A_FINDING, f"members of {one['id']}")
    for severity in ("error", "warning"):
        listed = sum(one["severity"] == severity for one in report["findings"])
        checks.equal(report[severity + "s"], listed, f"count of {severity}s")


def check_real_sheet(checks, folder):
    """The sheet as printed, under the real rules: nobody has given a reason yet."""
    place = Place(folder)
    sheet = place.share / "data" / "kita-2015.xml"
    checks.equal(place.run("import", sheet).returncode, 0, "import")
    report, = place.reports("北区", "2015")
    check_members(checks, report)
    checks.that(report["findings"], "the real rules find nothing")
    version = etree.parse(str(place.rules)).getroot().get("schemaVersion") or ""
    checks.equal((report["rules"], report["kept"], report["before"], report["changes"]),
                 (version, 0, None, []), "the real sheet")
    for one in report["findings"]:
        checks.equal((one["reason"], one["lapsed"], one["by"], one["at"], one["version"]),
                     (None, False, None, None, version), f"reason of {one['id']}")
    check_rule_taken_out(checks, place, report)


# --- reasons --------------------------------------------------------------------------------------

def check_reasons(checks, folder):
    place = Place(folder, RULES)
    tree = place.sheet()
    mark, overall = (page_of(tree).xpath(field)[0].text for field in (MARK, OVERALL))
    report, = place.reports(place.write(tree, "plain.xml"))
    check_members(checks, report)
    one = finding(report, "KS-901")
    checks.equal(one["operands"],
                 [{"page": PAGE, "field": OVERALL, "value": overall, "year": 2015},
                  {"page": PAGE, "field": MARK, "value": mark, "year": 2015}], "operands")
    checks.equal((one["reason"], report["kept"]), (None, 0), "nothing is kept yet")
    # The mark is an operand of the overall mark: what is said of it comes first, as its cause.
    checks.equal([(f["id"], f["cause"]) for f in report["findings"]],
                 [("KS-902", None), ("KS-901", "KS-902")], "causes")

    keep(tree, "KS-901", OVERALL, f"{overall} | {mark}", "区民の声を\nふまえた。", "2015.3")
    keep(tree, "KS-902", MARK, f"個別は{mark}です。", "調査の誤差の内")
    kept = place.write(tree, "kept.xml")
    report, = place.reports(kept)
    one = finding(report, "KS-901")
    checks.equal((one["reason"], one["lapsed"], one["by"], one["at"], one["reason_version"]),
                 ("区民の声を\nふまえた。", False, "suzuki", "2026-04-01T09:30:12Z", "2015.3"),
                 "a kept finding")
    checks.equal(finding(report, "KS-902")["reason"], "調査の誤差の内", "a rule without operands")
    checks.equal((report["warnings"], report["kept"], report["rules"]), (2, 2, "2015.7"), "counts")
    done = place.run("check", kept, lang="en")
    check_kept_lines(checks, kept, done)

    page_of(tree).xpath(MARK)[0].text = "A" if mark == "B" else "B"
    page_of(tree).xpath(MARK)[0].attrib.pop("printed", None)
    changed = place.write(tree, "changed.xml")
    report, = place.reports(changed)
    for rule in ("KS-901", "KS-902"):
        one = finding(report, rule)
        checks.equal((one["reason"], one["lapsed"], one["by"]), (None, True, "suzuki"),
                     f"{rule} after its operand has changed")
    checks.equal((report["warnings"], report["kept"]), (2, 0), "counts after the change")
    lines = place.run("check", changed, lang="en").stdout.splitlines()
    checks.that(any("A value has changed since this reason was given: 調査の誤差の内 (suzuki" in line
                    for line in lines), "a reason that lapsed is not shown")
    checks.that(any(line.startswith(f"{changed}: ? {PAGE} ") and "[KS-901]" in line
                    for line in lines), "it is no warning again")
    checks.that("    Put it right." in lines, "it does not ask to be put right again")


def check_kept_lines(checks, kept, done):
    """For people: a sign of its own, the reason in the place of the remedy, the verdict last."""
    lines = done.stdout.splitlines()
    at = next((i for i, line in enumerate(lines) if line.endswith("[KS-901] (comes from KS-902)")),
              None)
    checks.that(at is not None, f"no line says where KS-901 comes from: {lines}")
    if at is not None:
        checks.that(lines[at].startswith(f"{kept}: = {PAGE} "), f"sign in {lines[at]!r}")
        checks.equal(lines[at + 1:at + 3],
                     ["    Kept, with the reason: 区民の声を",
                      "      ふまえた。 (suzuki, 2026-04-01T09:30:12Z, rules 2015.3)"],
                     "lines of the reason")
    checks.that("Put it right." not in done.stdout, "a kept finding asks to be put right")
    checks.that(re.search(r": .*2.*0", lines[-1]) and "KS-" not in lines[-1],
                f"the last line is no verdict: {lines[-1]!r}")
    checks.equal(done.returncode, 0, "exit status where there are only warnings")


# --- last year ------------------------------------------------------------------------------------

def next_year(place):
    tree = place.sheet()
    tree.getroot().set("fiscal-year", "2016")
    tree.getroot().set("fiscal-year-label", "平成28年度")
    return place.write(tree, "kita-2016.xml")


def check_last_year(checks, folder):
    """The year before is another file of the same command, or in the database."""
    place = Place(folder, RULES)
    older, newer = place.share / "data" / "kita-2015.xml", next_year(place)
    report, = place.reports(newer)
    checks.equal(finding(report, "KS-903"), None, "a file alone has no last year")
    for files in ([newer, older], [older, newer]):
        reports = place.reports(*files)
        checks.equal([r["input"] for r in reports], [str(f) for f in files], "order of the files")
        found = [(r["year"], f["message"]) for r in reports for f in r["findings"]
                 if f["id"] == "KS-903"]
        checks.equal(found, [(2016, "前年度は2015です。")], "last year among the files")
    one = finding(next(r for r in reports if r["year"] == 2016), "KS-903")
    checks.equal([(o["page"], o["field"], o["year"]) for o in one["operands"][:2]],
                 [(PAGE, "evaluation/progress", 2016), (PAGE, "evaluation/progress", 2015)],
                 "operands of two years")
    checks.that(len(one["operands"]) > 2, "the policy's operand is missing")
    checks.that(all(o["page"] is None and o["year"] is None and o["field"].startswith("/")
                    for o in one["operands"][2:]), "operands of the policy are on no page")
    # Another ward's is not last year's.
    other = place.share / "data" / "tsurumi-2015.xml"
    reports = place.reports(newer, other)
    checks.equal(finding(reports[0], "KS-903"), None, "another ward's year before")

    # Both in one import: what is recorded knows of last year, whichever came first.
    checks.equal(place.run("import", newer, older).returncode, 0, "import of two years")
    report, = place.reports("北区", "2016")
    checks.equal(finding(report, "KS-903")["message"], "前年度は2015です。", "last year in the database")
    place.rules.write_text(RULES.replace("2015.7", "2016.1"), encoding="utf-8")
    report, = place.reports("北区", "2016")
    checks.equal((report["before"], report["changes"]), ("2015.7", []), "what the import recorded")


# --- rules that change ----------------------------------------------------------------------------

def take_out(path, rule, version):
    """Another version of the rules, with one rule less."""
    tree = etree.parse(str(path))
    root = tree.getroot()
    root.set("schemaVersion", version)
    for node in root.xpath("//s:report[@id=$id] | //s:assert[@id=$id]", id=rule,
                           namespaces=SCHEMATRON):
        for name in node.get("diagnostics", "").split():
            for diagnostic in root.xpath("//s:diagnostic[@id=$id]", id=name, namespaces=SCHEMATRON):
                diagnostic.getparent().remove(diagnostic)
        node.getparent().remove(node)
    tree.write(str(path), encoding="UTF-8", xml_declaration=True)


def check_rule_taken_out(checks, place, before):
    """The real rules, one less: its findings are told as gone, once by `check --all`."""
    gone = before["findings"][0]["id"]
    take_out(place.rules, gone, "2099.1")
    expected = [("gone", f["id"], f["severity"], f["page"], f["field"], f["message"])
                for f in before["findings"] if f["id"] == gone]

    def changes(report):
        return [(c["change"], c["id"], c["severity"], c["page"], c["field"], c["message"])
                for c in report["changes"]]

    for round_ in ("first", "second"):
        report, = place.reports("北区", "2015")
        checks.equal((report["before"], changes(report)), (before["rules"], expected),
                     f"check of one, {round_} time: it records nothing")
    lines = place.run("check", "北区", "2015", lang="en").stdout.splitlines()
    told = [i for i, line in enumerate(lines) if "The rules have changed since" in line]
    checks.equal(len(told), 1, "lines that say that the rules have changed")
    checks.that(f"now 2099.1). New findings: 0, gone: {len(expected)}." in lines[told[0]],
                lines[told[0]])
    checks.equal([line[:6] for line in lines[told[0] + 1:-1]], ["    - "] * len(expected),
                 "a line for each that is gone, and then the verdict")

    report, = place.reports("--all")
    checks.equal((report["rules"], report["before"], changes(report)),
                 ("2099.1", before["rules"], expected), "check --all")
    check_members(checks, report)
    report, = place.reports("--all")
    checks.equal((report["before"], report["changes"]), (None, []), "check --all, again")
    report, = place.reports("北区", "2015")
    checks.equal((report["before"], report["changes"]), (None, []), "check of one, after --all")


def check_all(checks, folder):
    """Every assessment, each in its lines; 1 where one has an error."""
    place = Place(folder, RULES)
    done = place.run("new", "鶴見区", "2016")
    place.run("import", place.share / "data" / "kita-2015.xml", next_year(place))
    checks.equal((done.returncode, place.run("check", "--all").returncode), (0, 0), "no error")
    newer = RULES.replace("2015.7", "2016.1").replace("KS-901", "KS-904").replace(
        'id="KS-904" role="warning"', 'id="KS-904" role="error"')
    place.rules.write_text(newer, encoding="utf-8")
    with open("/dev/full", "w", encoding="utf-8") as full:
        checks.equal(place.run("check", "--all", stdout=full).returncode, 2, "nobody could be told")
    done = place.run("check", "--all", lang="en")
    checks.equal((done.returncode, done.stderr), (1, ""), "an error")
    lines = done.stdout.splitlines()
    for year in (2015, 2016):
        mine = [i for i, line in enumerate(lines) if line.startswith(f"北区 {year}: ")]
        checks.equal(len(mine), 2, f"lines of {year}: what has changed, and the verdict")
        checks.equal([(line[:6], line[-8:]) for line in lines[mine[0] + 1:mine[1]]],
                     [("    - ", "[KS-901]"), ("    + ", "[KS-904]")], f"changes of {year}")
    checks.that("+ 1.1.a/1-1" in done.stdout and "The overall mark is B." in done.stdout,
                "a new finding is told in the language of the person")
    lines = place.run("check", "--all", lang="en").stdout.splitlines()
    checks.equal([line for line in lines if "KS-" in line], [], "told once")
    checks.equal(len(lines), 3, "a verdict for each, and no more")
    reports = place.reports("--all")
    checks.equal([(r["input"], r["year"], len(r["findings"]) > 0) for r in reports],
                 [("鶴見区 2016", 2016, False), ("北区 2016", 2016, True), ("北区 2015", 2015, True)],
                 "objects of --all")


def check_proposals(checks, folder):
    """Figures left blank that stand in the texts: an import says how many wait for a person."""
    place = Place(folder, RULES)
    tree = place.sheet()
    goals = tree.xpath("//initiative-page[not(@follows)]//figure/goal[@amount]")
    for goal in goals:
        goal.text = None
        goal.attrib.clear()
    waiting = "wait to be confirmed"
    done = place.run("import", place.write(tree, "blank-goals.xml"), lang="en")
    lines = [line for line in done.stdout.splitlines() if waiting in line]
    checks.equal((done.returncode, len(lines)), (0, 1), f"lines that say it: {done.stdout!r}")
    count = int(re.search(r": (\d+)\.$", lines[0]).group(1)) if lines else 0
    checks.that(0 < count <= len(tree.xpath("//figure/* | //target")), f"{count} figures wait")
    for blank in tree.xpath("//figure/* | //target | //value | //previous"):
        blank.text = "―"
        blank.attrib.clear()
    tree.getroot().set("fiscal-year", "2016")
    tree.getroot().set("fiscal-year-label", "平成28年度")
    done = place.run("import", place.write(tree, "none.xml"), lang="en")
    checks.equal((done.returncode, waiting in done.stdout), (0, False), "none waits: no line")


def check_refused(checks, folder):
    place = Place(folder, RULES)
    place.run("new", "271276", "2015")
    for arguments in (["--all", "北区"], ["--all", "--explain"], []):
        done = place.run("check", *arguments)
        checks.equal((done.returncode, done.stdout, done.stderr.count("\n")), (2, "", 1),
                     f"check {arguments}")
    # Rules that cannot be read keep an import out, before anything is stored.
    place.rules.write_text("<schema/>", encoding="utf-8")
    before = place.run("list").stdout
    done = place.run("import", place.share / "data" / "tsurumi-2015.xml")
    checks.equal(done.returncode, 2, "import without rules")
    checks.that("rules.sch" in done.stderr, f"{done.stderr!r} does not name the file")
    checks.equal(place.run("list").stdout, before, "the database")
    done = place.run("check", "--all")
    checks.equal(done.returncode, 2, "check --all without rules")
    checks.that(done.stderr.startswith("kusei: 北区 2015: "), f"{done.stderr!r} does not say whose")


def main():
    checks = Checks()
    for check in (check_real_sheet, check_reasons, check_last_year, check_all, check_proposals,
                  check_refused):
        with tempfile.TemporaryDirectory() as name:
            check(checks, Path(name))
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
