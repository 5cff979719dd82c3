#!/usr/bin/python3
"""The commands a script would use, on the real sheets: import, check, export, history.

What the program exports is taken by jing, an engine that is not ours, and comes back byte for byte;
`kusei check` reports the rules that lxml.isoschematron reports; what cannot be done says so in one
line, ends with 2 and changes nothing.
"""
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import DATA, FORM, HERE, Checks, etree  # noqa: E402

KUSEI = Path(os.environ.get("KUSEI_TEST_BUILDDIR", HERE)) / "kusei"
SHEETS = {"kita-2015.xml": ("北区", "271276"), "tsurumi-2015.xml": ("鶴見区", "271241")}


def kusei(db, *arguments, **more):
    return subprocess.run([str(KUSEI), "--db", str(db), *map(str, arguments)], capture_output=True,
                          check=False, stdin=subprocess.DEVNULL, **more)


def others(file):
    """The rules lxml finds broken, as a count of each id."""
    from test_rules import Theirs
    return collections.Counter(found.id for found, _ in Theirs(FORM).find(etree.parse(str(file))))


def taken_by_jing(file):
    return subprocess.run(["jing", str(FORM / "layout.xsd"), str(file)], capture_output=True,
                          check=False).returncode == 0


def check_round_trip(checks, folder):
    """import, export, import, export: the same bytes each time, in the layout."""
    for round_ in ("first", "second"):
        db = folder / f"{round_}.db"
        for name, (ward, _) in SHEETS.items():
            source = DATA / name if round_ == "first" else folder / name
            checks.equal(kusei(db, "import", source).returncode, 0, f"{round_} import of {name}")
            done = kusei(db, "export", ward, "H27", "-o", folder / name)
            checks.equal(done.returncode, 0, f"{round_} export of {name}")
            checks.that((folder / name).read_bytes() == (DATA / name).read_bytes(),
                        f"{round_} export of {name} has other bytes")
            checks.that(taken_by_jing(folder / name), f"jing refuses the {round_} export of {name}")


def check_blank(checks, folder):
    """One that has just been made is in the layout too, and says what is left to do."""
    db = folder / "blank.db"
    checks.equal(kusei(db, "new", "都島区", "平成28").returncode, 0, "new")
    checks.equal(kusei(db, "export", "271021", "2016", "-o", folder / "blank.xml").returncode, 0,
                 "export of a blank one")
    checks.that(taken_by_jing(folder / "blank.xml"), "jing refuses the export of a blank one")
    checks.equal(kusei(db, "check", "都島区", "2016").returncode, 1, "check of a blank one")
    listed = json.loads(kusei(db, "list", "--format", "json").stdout)
    checks.equal((listed["ward"], listed["year"], listed["pages_done"]), ("271021", 2016, 1), "list")


def check_same_rules(checks, files):
    """One object a line, and in it the rules that the other engine finds too."""
    for file in files:
        done = kusei("/nonexistent/none.db", "check", "--format", "json", file)
        report = json.loads(done.stdout)
        found = collections.Counter(finding["id"] for finding in report["findings"])
        checks.equal(found, others(file), f"rules of {file.name}")
        for finding in report["findings"]:
            document = etree.parse(str(file))
            checks.equal(len(document.xpath(finding["path"])), 1, f"path {finding['path']}")
            checks.that(finding["message"] and finding["remedy"] and finding["source"],
                        f"{finding['id']} lacks a sentence")
        checks.equal(done.returncode, 1 if report["errors"] else 0, f"exit status for {file.name}")


def check_history(checks, folder):
    """Who, when and what, for one page."""
    done = kusei(folder / "first.db", "history", "北区", "2015", "1.1.a/1-1", "--format", "json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    checks.equal([(line["action"], line["page"]) for line in lines], [("import", "1.1.a/1-1")],
                 "history")
    fields = {change["field"]: change["new"] for change in lines[0]["changes"]}
    checks.equal(fields.get("evaluation/overall"), "B", "overall in the history")


# What a person might try that cannot be done: arguments, and a word of the sentence.
REFUSED = [
    (["new", "存在区", "2015"], "存在区"),
    (["new", "北区", "1999"], "1999"),
    (["new", "北区", "いつか"], "いつか"),
    (["new", "北区"], "kusei"),
    (["export", "福島区", "2015"], "福島区"),
    (["export", "北区", "2015", "--format", "docx"], "docx"),
    (["history", "北区", "2015", "9.9/9"], "9.9/9"),
    (["import", "{folder}/missing.xml"], "missing.xml"),
    (["import", "{folder}/broken.xml"], "broken.xml"),
    (["import", "{folder}/doctype.xml"], "doctype.xml"),
    (["import", "{data}/kita-2015.xml"], "北区"),
    (["import", "{data}/tsurumi-2015.xml", "{folder}/broken.xml"], "broken.xml"),
    (["export", "北区", "2015", "-o", "{folder}/no/such/folder.xml"], "no/such"),
    (["frobnicate"], "frobnicate"),
]


def check_refused(checks, folder):
    """One line with the place, status 2, and the database as it was."""
    (folder / "broken.xml").write_text("<assessment policy='osaka-2015'><row>", encoding="utf-8")
    (folder / "doctype.xml").write_text("<!DOCTYPE a><a/>", encoding="utf-8")
    db = folder / "refused.db"
    kusei(db, "import", DATA / "kita-2015.xml")
    before = kusei(db, "list", "--format", "json").stdout
    for arguments, word in REFUSED:
        arguments = [a.format(folder=folder, data=DATA) for a in arguments]
        done = kusei(db, *arguments, encoding="utf-8")
        checks.equal(done.returncode, 2, f"exit status of {arguments}")
        checks.equal(done.stderr.count("\n"), 1, f"lines of {done.stderr!r}")
        checks.that(word in done.stderr and done.stderr.startswith("kusei: "),
                    f"{arguments}: {done.stderr!r} has no {word!r}")
        checks.equal(done.stdout, "", f"stdout of {arguments}")
    checks.equal(kusei(db, "list", "--format", "json").stdout, before, "the database")
    checks.that(not (folder / "none.db").exists() and
                kusei(folder / "none.db", "new", "存在区", "2015").returncode == 2 and
                not (folder / "none.db").exists(), "a refused command left a database behind")


def main():
    if shutil.which("jing") is None:
        print("skipped: jing is missing")
        return 77
    checks = Checks()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        check_round_trip(checks, folder)
        check_blank(checks, folder)
        check_same_rules(checks, [DATA / "kita-2015.xml", DATA / "tsurumi-2015.xml",
                                  folder / "blank.xml"])
        check_history(checks, folder)
        check_refused(checks, folder)
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
