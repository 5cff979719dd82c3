#!/usr/bin/python3
"""Plants every kind of mistake in a form's folder and expects kusei form check to say it, with its line.

The folder is the one that kusei form new writes, which has no mistake. A plant replaces a text of one of its
files; what comes out must be that mistake and nothing else: the file, the line that the place stands on, and
the words of the reason. Then all those that can stand beside each other are planted at once, and all must be
there. The forms that come with the program have none.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import Checks  # noqa: E402

SOURCE = Path(os.environ.get("KUSEI_TEST_SRCDIR", Path(__file__).parents[2]))
KUSEI = Path(os.environ.get("KUSEI_TEST_BUILDDIR", SOURCE / "build")) / "kusei"
ENVIRONMENT = dict(os.environ, KUSEI_SHARE=str(SOURCE), KUSEI_LANG="en")

COMPARISON = """<comparison xmlns="urn:kusei:comparison" version="1">
  <indicators nodeset="pillar" value="@id" target="summary" about="@id">
    <heading xml:lang="ja">x</heading>
    <label xml:lang="ja">x</label>
  </indicators>
  <figures nodeset="pillar/activity" wording="name" value="result" previous="result" target="target"
           answers="result" judgement="mark" about="../@id" good="A" chance="R-101"/>
  <yardstick id="u" mark="limit" line="limit">
    <label xml:lang="ja">x</label>
    <explanation xml:lang="ja">x</explanation>
  </yardstick>
</comparison>
"""


def plant(name, file, old, new, at, *reasons, where=None, alone=False):
    """at: a text that stands on the line that is reported (None: no line); where: its file, if another."""
    return name, file, old, new, at, reasons, where or file, alone


# Those that keep the others from being looked at, or stand where others stand, are planted alone.
PLANTS = [
    # --- form.xml by itself
    plant("no XML", "form.xml", "</model>", "</modell>", "</modell>", "not well-formed", alone=True),
    plant("attribute", "form.xml", '<input ref="name">', '<input ref="name" size="3">', 'size="3"', "no attribute size",
          alone=True),
    plant("element", "form.xml", "<insert origin", "<button/><insert origin", "<button/>", "<button> cannot stand in",
          alone=True),
    plant("no ref", "form.xml", '<textarea ref="done">', "<textarea>", "<textarea>", "no ref", alone=True),
    plant("no language", "form.xml", '<label xml:lang="en">Name of the activity', "<label>Name of the activity",
          "<label>Name of the activity", "no xml:lang", alone=True),
    plant("no Japanese", "form.xml", '        <label xml:lang="ja">評価</label>\n', "", '<select1 ref="mark">',
          'no <label xml:lang="ja">', alone=True),
    plant("type", "form.xml", 'type="kusei:code"', 'type="code"', 'type="code"', "is not one of", alone=True),
    plant("XPath", "form.xml", 'nodeset="pillar/summary"', 'nodeset="pillar/[summary"', "pillar/[summary",
          "is not an XPath", alone=True),
    plant("function", "form.xml", 'nodeset="pillar/summary" required="true()"',
          'nodeset="pillar/summary" required="yes()"', 'required="yes()"', "no function yes()", alone=True),
    plant("instance", "form.xml", "instance('prototypes')/activity", "instance('proto')/activity", "'proto'",
          'no instance "proto"', alone=True),
    plant("missing file", "form.xml", 'src="prototypes.xml"', 'src="prototype.xml"', 'src="prototype.xml"',
          "cannot be opened", alone=True),
    plant("two values", "form.xml", "<value>B</value>", "<value>A</value>", None, "is there twice", alone=True),
    plant("outside a page", "form.xml", '<repeat nodeset="pillar" appearance="full" id="pillar">',
          '<group><label xml:lang="ja">x</label><input ref="title"><label xml:lang="ja">y</label></input></group>\n'
          '  <repeat nodeset="pillar" appearance="full" id="pillar">', "<group><label", "outside of every page",
          alone=True),
    plant("years", "form.xml", 'first-year="2027"', 'first-year="27"', 'first-year="27"', "not a fiscal year",
          alone=True),
    # --- the form and its instances
    plant("dead control", "form.xml", '<textarea ref="summary">', '<textarea ref="sumary">', '"sumary"', "is dead",
          "nobody can fill in pillar/summary"),
    plant("dead bind", "form.xml", '<bind nodeset="pillar/summary"', '<bind nodeset="pillar/sumary"', "pillar/sumary",
          "meets no node"),
    plant("dead repeat", "form.xml", "</kusei:form>",
          '<repeat nodeset="column" appearance="full"><label xml:lang="ja">x</label><label xml:lang="en">x</label>'
          "</repeat></kusei:form>", '"column"', "goes through nothing"),
    plant("dead output", "form.xml", '<output value="@ward-name">', '<output value="@wardname">', "@wardname",
          "never shows anything"),
    plant("no prototype", "form.xml", "instance('prototypes')/activity", "instance('prototypes')/act",
          '<repeat nodeset="activity"', "nothing can be added", "is never added", alone=True),
    plant("half a prototype", "prototypes.xml", "    <done/>\n", "", '<activity id="">', "is not complete",
          "layout.xsd refuses it", alone=True),
    plant("prototype for nothing", "prototypes.xml", "</prototypes>", "  <note/>\n</prototypes>", "<note/>",
          "the prototype <note> is never added"),
    plant("no control", "blank.xml", "    <summary/>", "    <summary/>\n    <note/>", "<note/>",
          "nobody can fill in pillar/note", "layout.xsd refuses it", alone=True),
    plant("two pages", "form.xml", '<select1 ref="@submission">',
          '<input ref="pillar/summary"><label xml:lang="ja">x</label><label xml:lang="en">x</label></input>\n'
          '    <select1 ref="@submission">', '<textarea ref="summary">', "is on another page already", alone=True),
    plant("no English", "form.xml", '      <label xml:lang="en">Summary</label>\n', "", '<textarea ref="summary">',
          "has no English", alone=True),
    # --- the layout
    plant("no schema", "layout.xsd", 'name="activity" type="activity"', 'name="activity" type="activit"', '"activit"',
          "activit", alone=True),
    plant("blank and layout", "layout.xsd", '<xs:element name="summary"', '<xs:element name="sumary"', "<summary/>",
          "layout.xsd refuses it", where="blank.xml", alone=True),
    plant("choice not in the layout", "form.xml", "<value>B</value>", "<value>C</value>", '<select1 ref="mark">',
          'refuses the value "C"', '"B" can never be chosen', alone=True),
    plant("enumeration not in the form", "layout.xsd", '<xs:enumeration value="B"/>',
          '<xs:enumeration value="B"/>\n      <xs:enumeration value="D"/>', 'value="D"', "can never be chosen"),
    # --- the rules
    plant("rule without remedy", "rules.sch", ' diagnostics="R-101.en R-101.remedy.ja', ' diagnostics="R-101.en', None,
          "R-101.remedy.ja among its diagnostics", alone=True),
    plant("role", "rules.sch", 'role="warning"', 'role="serious"', 'diagnostics="R-101', 'role "serious"', alone=True),
    plant("variable", "rules.sch", "test=\"mark = 'A'", 'test="mark = $a', 'diagnostics="R-101', "$a", alone=True),
    plant("value in a sentence", "rules.sch", '」は目標値「<value-of select="target"/>', '」は目標値「<value-of select="none()"/>',
          'diagnostics="R-101', "none()", alone=True),
    plant("id twice", "rules.sch", "    </rule>",
          '<assert id="R-101" role="info" test="true()">x</assert>\n    </rule>', '<assert id="R-101"',
          "is given already", alone=True),
    plant("context", "rules.sch", '    </rule>',
          '    </rule>\n    <rule context="activty"><report id="R-102" role="warning" test="false()">x</report></rule>',
          'context="activty"', "never judges anything", 'is="failing"', 'is="passing"', 'is="boundary"',
          "has no English", "does not say what to do", "does not say what it turned on", alone=True),
    plant("no context", "rules.sch", '<rule context="activity">', "<rule>", "<rule>", "needs the attribute context",
          alone=True),
    plant("subject", "rules.sch", 'subject="mark"', 'subject="marke"', 'diagnostics="R-101', "points at nothing",
          "but not at", alone=True),
    # --- the cases
    plant("case finds", "cases.xml", 'amount="11"', 'amount="13"', '<case rule="R-101" is="failing"', 'finds ""',
          alone=True),
    plant("case at", "cases.xml", "activity/mark\"/>", "activity/result\"/>", '<case rule="R-101" is="failing"',
          "but not at", alone=True),
    plant("no boundary", "cases.xml", 'is="boundary"', 'is="passing"', 'diagnostics="R-101', 'is="boundary"',
          where="rules.sch"),
    plant("edit", "cases.xml", '<put ref="/assessment/pillar/activity/mark">B',
          '<pat ref="/assessment">B</pat><put ref="/assessment/pillar/activity/mark">B', "<pat ",
          "<pat> may not stand here", alone=True),
    plant("edit of nothing", "cases.xml", "<put ref=\"/assessment/pillar/activity/mark\">B",
          "<put ref=\"/assessment/pillar/mark\">B", "pillar/mark", "nothing is at", alone=True),
    # --- the sheet
    plant("unprinted", "sheet.xml", '  <unprinted ref="@submission"/>\n', "", None, "@submission is neither printed"),
    plant("sheet ref", "sheet.xml", '<column ref="mark"', '<column ref="marks"', '"marks"', "prints nothing",
          "pillar/activity/mark is neither printed", alone=True),
    plant("sheet width", "sheet.xml", 'ref="done" width="70"', 'ref="done" width="60"', 'width="60"', "make it wider",
          alone=True),
    plant("sheet without width", "sheet.xml", 'ref="done" width="70"', 'ref="done"', '<column ref="done"',
          "has no width", alone=True),
    plant("sheet attribute", "sheet.xml", 'ref="done" width="70"', 'ref="done" colour="red" width="70"', "colour",
          "no attribute colour", alone=True),
    plant("sheet English", "sheet.xml", '            <label xml:lang="en">Mark</label>\n', "", '<column ref="mark"',
          "has no English", alone=True),
    # --- the comparison
    plant("comparison", "comparison.xml", None, COMPARISON.replace('wording="name"', 'wording="names"'), None,
          "<figures> wording: leads to nothing", "declares both limit and limit", alone=True),
    plant("comparison marks", "comparison.xml", None,
          COMPARISON.replace('good="A" chance="R-101"', 'good="Z" chance="R-9"'), None,
          'good="Z": no <select1>', 'chance="R-9": rules.sch has no such rule', "declares both limit and limit",
          alone=True),
]


class Folder:
    """A new form's folder to plant mistakes in."""

    def __init__(self, base):
        self.path = base / "library-2027"
        run("form", "new", "library-2027", "--city", "271004", "--years", "2027-2029", "-o", str(base))
        self.files = {p.name: p.read_text() for p in self.path.iterdir()}

    def plant(self, plants):
        texts = dict(self.files)
        for name, file, old, new, *_ in plants:
            text = texts.get(file, "")
            if old is not None and text.count(old) < 1:
                raise SystemExit(f"{name}: {file} has no {old!r}")
            texts[file] = new if old is None else text.replace(old, new, 1)
        for stale in self.path.iterdir():
            if stale.name not in texts:
                stale.unlink()
        for name, text in texts.items():
            (self.path / name).write_text(text)
        return texts


def same(checks, where, expected, found):
    checks.equal(found, expected, where)


def run(*arguments):
    return subprocess.run([str(KUSEI), *arguments], capture_output=True, text=True, env=ENVIRONMENT)


def examine(folder):
    answer = run("form", "check", str(folder), "--format", "json")
    found = [json.loads(line) for line in answer.stdout.splitlines()]
    return answer.returncode, [f for f in found if "whether the files go together" not in f["message"]]


def line_of(text, at):
    """The line of the first place; that of the last line of a tag which goes over several."""
    return text[:text.index(at)].count("\n") + 1


def is_met(found, plant, texts):
    """The reasons of the plant that nothing says, and whether the first is said with its line."""
    name, _, _, _, at, reasons, where, _ = plant
    missing = [r for r in reasons if not any(r in f["message"] for f in found)]
    place = [f for f in found if reasons[0] in f["message"] and Path(f["file"]).name == where]
    lined = at is None or any(f["line"] == line_of(texts[where], at) for f in place)
    return missing, bool(place) and lined


def check_one(checks, folder, plant):
    name, reasons = plant[0], plant[5]
    texts = folder.plant([plant])
    status, found = examine(folder.path)
    missing, placed = is_met(found, plant, texts)
    extra = [f for f in found if not any(r in f["message"] for r in reasons)]
    only_remarks = all(f["severity"] == "info" for f in found)
    same(checks, f"{name}: said, at its place", ([], True), (missing, placed))
    same(checks, f"{name}: and nothing else", [], extra)
    same(checks, f"{name}: status", 0 if only_remarks else 1, status)
    same(checks, f"{name}: what to do is said", [],
         [f for f in found if f["severity"] == "error" and not f["remedy"] and "forms/README" not in f["message"]])


def check_together(checks, folder):
    together = [p for p in PLANTS if not p[-1]]
    texts = folder.plant(together)
    _, found = examine(folder.path)
    for plant in together:
        same(checks, f"together: {plant[0]}", ([], True), is_met(found, plant, texts))
    own = [p for p in PLANTS if p[1] == "form.xml" and p[0] in
           ("attribute", "element", "no ref", "no language", "XPath", "missing file", "years", "type")]
    texts = folder.plant(own)
    _, found = examine(folder.path)
    for plant in own:
        same(checks, f"together in form.xml: {plant[0]}", ([], True), is_met(found, plant, texts))
    same(checks, "together in form.xml: each once", len(own), sum(f["severity"] == "error" for f in found))


def check_unreadable(checks, base):
    for arguments in ([str(base / "nowhere")], [str(base)], []):
        answer = run("form", "check", *arguments)
        same(checks, f"form check {len(arguments)}: cannot be done", (2, ""), (answer.returncode, answer.stdout))
        checks.that("form check: says so", answer.stderr.startswith("kusei: "))


def check_new(checks, base, folder):
    before = {p.name: p.read_bytes() for p in folder.path.iterdir()}
    for arguments in (["library-2027", "--city", "271004", "--years", "2027"],
                      ["Library", "--city", "271004", "--years", "2027"],
                      ["library", "--city", "271005", "--years", "2027"],
                      ["library", "--city", "271004", "--years", "2029-2027"],
                      ["library", "--city", "271004"]):
        answer = run("form", "new", *arguments, "-o", str(base))
        same(checks, f"form new {' '.join(arguments)}: refused", 2, answer.returncode)
    same(checks, "form new: nothing was changed", before, {p.name: p.read_bytes() for p in folder.path.iterdir()})
    same(checks, "form new: nothing else was made", ["library-2027"], sorted(p.name for p in base.iterdir()))


def main():
    checks = Checks()
    with tempfile.TemporaryDirectory(prefix="kusei-form-") as name:
        base = Path(name)
        folder = Folder(base)
        same(checks, "a new form has no mistake", (0, []), examine(folder.path))
        check_new(checks, base, folder)
        check_unreadable(checks, base)
        inside = subprocess.run([str(KUSEI), "form", "check", "."], cwd=folder.path, capture_output=True, text=True,
                                env=ENVIRONMENT, check=False)
        same(checks, "form check .: the folder has its name", (0, "No mistakes.\n"),
             (inside.returncode, inside.stdout))
        for plant in PLANTS:
            check_one(checks, folder, plant)
        check_together(checks, folder)
        text = run("form", "check", str(folder.path)).stdout.splitlines()
        checks.that("for people: file, line, reason, what to do",
                    any(":2: " not in line and "form.xml:" in line and line.endswith(".") for line in text))
    for form in sorted((SOURCE / "forms").iterdir()):
        # Those with many cases take seconds each.
        if (form / "form.xml").exists():
            same(checks, f"{form.name} has no mistake", (0, []), examine(form))
    checks.close()


if __name__ == "__main__":
    main()
