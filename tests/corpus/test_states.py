#!/usr/bin/python3
"""The table of the review: the manual's chapter is made from it, and the program goes by it."""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import HERE, SHARE, Checks  # noqa: E402
from states import LANGUAGES, chapter, read  # noqa: E402

KUSEI = Path(os.environ.get("KUSEI_TEST_BUILDDIR", HERE)) / "kusei"


def kusei(database, *arguments, share=SHARE):
    return subprocess.run([str(KUSEI), "--db", str(database), *arguments], capture_output=True,
                          check=False, stdin=subprocess.DEVNULL, encoding="utf-8",
                          env={**os.environ, "KUSEI_SHARE": str(share), "KUSEI_LANG": "en"})


def check_chapters(checks):
    for lang in LANGUAGES:
        file = HERE / "doc" / f"states.{lang}.md"
        checks.that(file.exists() and file.read_text(encoding="utf-8") == chapter(lang),
                    f"{file.name} is not what the table says now; make it anew with \"make manual\"")


def check_whole(checks, rows):
    """Every word that the table uses is one that it has, and every one that it has is used."""
    words = {kind: {row[0] for row in rows[kind]} for kind in ("role", "condition", "effect")}
    used = {kind: set() for kind in words}
    for row in rows["action"]:
        for kind, listed in zip(("role", "condition", "effect"), row[6:9]):
            used[kind] |= set(listed.split(",")) - {"-"}
    for kind in words:
        checks.equal(used[kind], words[kind], f"{kind}s that actions use")
    for row in rows["statement"]:
        checks.that(row[0] in {action[0] for action in rows["action"]}, f"statement of {row[0]}")


def check_program(checks, rows, folder):
    """The program refuses to whom the table refuses: alone, everybody is the first role."""
    database = folder / "kusei.db"
    checks.equal(kusei(database, "new", "271276", "2015").returncode, 0, "new")
    first = rows["role"][0][0]
    names = {row[0]: row[2] for row in rows["role"]}
    for row in rows["action"]:
        word, roles, texts = row[0], row[6], {"remark": ("-", "x"), "answer": ("1", "x"),
                                              "reassign": ("a", "b")}
        if first in roles.split(","):
            continue
        if word == "answer":
            continue
        done = kusei(database, "review", word, "271276", "2015", *texts.get(word, ()))
        checks.equal(done.returncode, 2, f"{word} by {first}")
        for role in roles.split(","):
            checks.that(names[role] in done.stderr, f"{word}: {names[role]} not in {done.stderr}")


def check_broken(checks, folder):
    """A table with a word of its own is refused, with file and line."""
    share = folder / "share"
    for name in ("forms", "data"):
        shutil.copytree(SHARE / name, share / name)
    file = share / "data" / "states.tsv"
    text = file.read_text(encoding="utf-8")
    line = next(i for i, x in enumerate(text.split("\n"), 1) if x.startswith("action\tsubmit"))
    file.write_text(text.replace("complete,reasoned,answered", "complete,lucky"), encoding="utf-8")
    done = kusei(folder / "kusei.db", "list", share=share)
    checks.equal(done.returncode, 2, "a condition that nobody knows")
    checks.that(f"states.tsv:{line}:" in done.stderr and "lucky" in done.stderr, done.stderr)


def main():
    checks = Checks()
    rows = read()
    check_chapters(checks)
    check_whole(checks, rows)
    with tempfile.TemporaryDirectory() as folder:
        check_program(checks, rows, Path(folder))
        check_broken(checks, Path(folder))
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
