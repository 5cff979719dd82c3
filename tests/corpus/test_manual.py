#!/usr/bin/python3
"""The manual's chapters of rules, and `kusei check --explain`, which they are made with.

doc/rules-POLICY.LANGUAGE.md is what the program prints, byte for byte; every rule is in it, with the
sentence it says in an example and the values it says it for.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import FORM, HERE, SHARE, Checks, etree  # noqa: E402

FORMS = sorted(path.parent for path in FORM.parent.glob("*/rules.sch"))
KUSEI = Path(os.environ.get("KUSEI_TEST_BUILDDIR", HERE)) / "kusei"
SCHEMATRON = "{http://purl.oclc.org/dsdl/schematron}"
LANGUAGES = ("ja", "en")
REMEDY = "make manual"


def explain(*arguments, share=SHARE, lang="en"):
    return subprocess.run([str(KUSEI), "check", "--explain", *arguments], capture_output=True,
                          check=False, stdin=subprocess.DEVNULL, encoding="utf-8",
                          env={**os.environ, "KUSEI_SHARE": str(share), "KUSEI_LANG": lang})


def rules(folder=FORM):
    """Every rule, in the order of the file: (id, severity)."""
    tests = etree.parse(str(folder / "rules.sch")).iter(SCHEMATRON + "assert", SCHEMATRON + "report")
    return [(test.get("id"), test.get("role")) for test in tests]


def sections(chapter):
    """The text below each "### ID"."""
    parts = re.split(r"^### (\S+)\n", chapter, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def check_chapter(checks, folder, lang):
    file = HERE / "doc" / f"rules-{folder.name}.{lang}.md"
    done = explain("--policy", folder.name, lang=lang)
    checks.equal((done.returncode, done.stderr), (0, ""), f"check --explain in {lang}")
    checks.that(file.exists() and file.read_text(encoding="utf-8") == done.stdout,
                f"{file.name} is not what the program prints now; make it anew with \"{REMEDY}\"")
    chapter = file.read_text(encoding="utf-8") if file.exists() else ""
    told = sections(chapter)
    checks.equal(list(told), [rule for rule, _ in rules(folder)], f"the rules in {file.name}")
    for rule, text in told.items():
        check_section(checks, f"{file.name}, {rule}", rule, text, chapter)


def check_section(checks, where, rule, text, chapter):
    """The sentence of an example, its values, its test; and the contents lead there."""
    said = re.findall(r"^> (.+)$", text, re.M)
    values = re.findall(r"^- (.+?): (.+)$", text, re.M)
    checks.equal(len(said), 1, f"{where}: sentences of an example")
    checks.that(all("〔" not in sentence for sentence in said), f"{where}: no real values in {said}")
    checks.that(values, f"{where}: no values")
    checks.that(all(place.strip() and value.strip() for place, value in values),
                f"{where}: a value without its place: {values}")
    checks.that(re.search(r"^    (assert|report) \S", text, re.M), f"{where}: no test")
    checks.that(f"[{rule}](#{rule.lower()})" in chapter, f"{where}: not in the contents")
    checks.equal(len(re.findall(r"^\*\*", text, re.M)), 4,
                 f"{where}: severity, what to do, limit, source")


def check_words(checks, folder):
    """Both languages say the same rules; the sentences are those of the rule, in that language."""
    chapters = {lang: sections(explain("--policy", folder.name, lang=lang).stdout)
                for lang in LANGUAGES}
    severities = {lang: {} for lang in LANGUAGES}
    for rule, severity in rules(folder):
        texts = [chapters[lang].get(rule, "") for lang in LANGUAGES]
        ja, en = ((re.findall(r"^> (.+)$", text, re.M) or [""])[0] for text in texts)
        checks.that(ja != en, f"{rule} says the same in both languages: {ja}")
        for lang, text in zip(LANGUAGES, texts):
            word = (re.findall(r"^\*\*(\w+)\*\*", text, re.M) or [""])[0]
            checks.equal(severities[lang].setdefault(severity, word), word, f"{rule}: severity")


def check_some(checks):
    """With ids only those, in the order asked for, each as in the chapter; of the only policy that has them."""
    known = [rule for rule, _ in rules()]
    chapter = sections(explain("--policy", FORM.name).stdout)
    done = explain(known[3], known[0])
    told = sections(done.stdout)
    checks.equal((done.returncode, list(told)), (0, [known[3], known[0]]), "two rules")
    for rule, text in told.items():
        checks.equal(text.strip(), re.split(r"^## ", chapter[rule], flags=re.M)[0].strip(),
                     f"{rule} alone and in the chapter")


def check_refused(checks, share, arguments, *words):
    done = explain(*arguments, share=share)
    where = f"check --explain {' '.join(arguments)}"
    checks.equal((done.returncode, done.stdout), (2, ""), where)
    checks.equal(done.stderr.count("\n"), 1, f"lines of {where}")
    for word in words:
        checks.that(word in done.stderr, f"{where}: no {word!r} in {done.stderr!r}")


def check_trouble(checks, folder):
    """What cannot be explained: one sentence, status 2, and nothing printed."""
    known = [rule for rule, _ in rules()]
    check_refused(checks, SHARE, ["--policy", FORM.name, known[0][:-1] + "x"], known[0], FORM.name)
    check_refused(checks, SHARE, ["--policy", FORM.name, known[0].lower()], known[0])
    check_refused(checks, SHARE, [known[0].lower()], "--policy", *(folder.name for folder in FORMS))
    check_refused(checks, SHARE, [known[0], "none"], '"none"')
    check_refused(checks, SHARE, ["--policy", FORM.name, "規" * 500], "規")
    check_refused(checks, SHARE, ["--policy", "none"], "none")
    check_refused(checks, SHARE, ["--format", "json"], "json")

    share = folder / "share"
    shutil.copytree(SHARE / "data", share / "data")
    shutil.copytree(SHARE / "forms", share / "forms")
    shutil.copytree(FORM, share / "forms" / "second")
    check_refused(checks, share, [known[0]], FORM.name, "second", "--policy")
    cases = share / "forms" / "second" / "cases.xml"

    cases.write_text("<cases>\n<sheet/></cases>", encoding="utf-8")
    check_refused(checks, share, ["--policy", "second", known[0]], "second/cases.xml:2: ")
    cases.write_text('<cases><document id="d" from="blank.xml"/>\n'
                     f'<case rule="{known[0]}" is="failing" document="d" finds="{known[0]}" '
                     'at="/assessment/none"/></cases>', encoding="utf-8")
    check_refused(checks, share, ["--policy", "second", known[0]], "second/cases.xml:2: ", known[0])

    cases.unlink()
    done = explain("--policy", "second", share=share)
    told = sections(done.stdout)
    checks.equal((done.returncode, list(told)), (0, known), "without cases")
    checks.that(all(re.search(r"^    \S", text, re.M) and "\n> " not in text
                    for text in told.values()), "without cases the sentence with its expressions")
    checks.that("〔" in done.stdout, "without cases an expression stands as 〔…〕")


def main():
    checks = Checks()
    for folder in FORMS:
        for lang in LANGUAGES:
            check_chapter(checks, folder, lang)
        check_words(checks, folder)
    check_some(checks)
    with tempfile.TemporaryDirectory() as folder:
        check_trouble(checks, Path(folder))
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
