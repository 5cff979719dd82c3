#!/usr/bin/python3
"""kusei backup: a copy of one moment while others write, one file, whole or not at all."""
import os
import re
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import DATA, HERE, Checks  # noqa: E402

KUSEI = Path(os.environ.get("KUSEI_TEST_BUILDDIR", HERE)) / "kusei"
LIMIT = 64 * 1024  # bytes that a file may have, less than any database


def kusei(db, *arguments, **more):
    return subprocess.run([KUSEI, "--db", db, *map(str, arguments)], capture_output=True, check=False,
                          encoding="utf-8", env={**os.environ, "KUSEI_LANG": "en"}, **more)


def check_copy(check, db, copy):
    """The same assessments and history, and a trail that ends where it was said to."""
    done = kusei(db, "backup", copy)
    if not check.equal(done.returncode, 0, done.stderr):
        return
    head = re.search(r"The head of its trail is (\d+:[0-9a-f]{64})$", done.stdout.strip())
    check.that(head, f"the head: {done.stdout}")
    check.equal(stat.S_IMODE(copy.stat().st_mode), 0o600, "for its owner only")
    check.equal(sorted(p.name for p in copy.parent.iterdir()), [copy.name], "one file")
    verified = kusei(copy, "trail", "verify", "--head", head[1])
    check.equal((verified.returncode, f"head is {head[1]}" in verified.stdout), (0, True), verified.stdout)
    for words in (("list",), ("export", "271276", "2015"), ("history", "271276", "2015")):
        check.equal(kusei(copy, *words).stdout, kusei(db, *words).stdout, f"{words} of the copy")


def check_while_written(check, db, copy):
    """Another program writes without a pause: the copy is sound, and not in its way."""
    writer = subprocess.Popen([sys.executable, "-c", """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
for n in range(100000):
    db.execute("INSERT OR REPLACE INTO setting (name, value) VALUES ('test', ?)", (str(n) * 500,))
    if n == 20:
        print("ready", flush=True)
""", db], stdout=subprocess.PIPE, encoding="utf-8")
    writer.stdout.readline()
    for number in range(5):
        done = kusei(db, "backup", copy)
        check.equal(done.returncode, 0, f"copy {number}: {done.stderr}")
        sound = sqlite3.connect(copy).execute("PRAGMA integrity_check").fetchall()
        check.equal(sound, [("ok",)], f"copy {number}")
        check.that(writer.poll() is None, "the other program was stopped")
    writer.kill()
    writer.wait()


def check_refused(check, db, folder):
    """What cannot be written is said, and what was there is as it was."""
    before = folder / "before.db"
    before.write_text("what was there")
    link = folder / "link.db"
    link.symlink_to(db)
    for target, sentence in ((db, "is the database itself"), (link, "is the database itself"),
                             (folder, "is no file"), (folder / "none" / "x.db", "No such file"),
                             ("-", "A backup is a file")):
        done = kusei(db, "backup", target)
        check.equal((done.returncode, done.stdout), (2, ""), f"{target}")
        check.that(sentence in done.stderr, f"{target}: {done.stderr}")
    done = kusei(db, "backup", before, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT)))
    check.equal(done.returncode, 2, "no room")
    check.that("before.db" in done.stderr and "nothing was changed" in done.stderr, done.stderr)
    check.equal(before.read_text(), "what was there", "what was there")
    check.equal(kusei(db, "backup").returncode, 2, "no name")
    check.equal([p.name for p in folder.iterdir() if p.name not in ("before.db", "link.db")], [],
                "nothing is left behind")
    check.equal(kusei(folder / "none.db", "backup", before).returncode, 2, "no database")
    check.equal(before.read_text(), "what was there", "what was there, once more")


def main():
    check = Checks()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        db, copies, targets = folder / "k.db", folder / "copies", folder / "targets"
        copies.mkdir()
        targets.mkdir()
        done = kusei(db, "import", DATA / "kita-2015.xml")
        check.equal(done.returncode, 0, done.stderr)
        check_copy(check, db, copies / "copy.db")
        shutil.rmtree(copies)
        copies.mkdir()
        (copies / "copy.db").write_text("an older copy")
        check_copy(check, db, copies / "copy.db")
        check_refused(check, db, targets)
        check.equal(kusei(db, "trail", "verify").returncode, 0, "the database itself")
        check_while_written(check, db, copies / "copy.db")
    check.close()


if __name__ == "__main__":
    main()
