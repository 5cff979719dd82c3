#!/usr/bin/python3
"""The trail, verified by a program that is not ours: src/store/trail.h says how, to the byte, and
Python's hashlib and sqlite3 do it. What they accept, and refuse, is what `kusei trail verify` does;
the CSV for an auditor holds enough to do it again; passwords are nowhere.
"""
import csv
import hashlib
import io
import json
import os
import pwd
import pty
import re
import sqlite3
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import DATA, HERE, SHARE, Checks  # noqa: E402

KUSEI = Path(os.environ.get("KUSEI_TEST_BUILDDIR", HERE)) / "kusei"
COLUMNS = ["seq", "at", "who", "role", "action", "assessment", "page", "revision", "subject",
           "old", "new", "why", "hash"]
NUMBERS = {"seq", "assessment", "page", "revision"}
ADMIN, STAFF = "庁舎の銀杏が散る頃に会いましょう", "nobody knows this one, either"


# --- the other verifier -------------------------------------------------------------------------

def canonical(value):
    if value is None:
        return b"\0"
    if isinstance(value, int):
        return b"\1" + struct.pack(">q", value)
    if isinstance(value, bytes):
        return b"\xff" + struct.pack(">Q", len(value)) + value
    data = value.encode("utf-8")
    return b"\2" + struct.pack(">Q", len(data)) + data


def digest(values):
    return hashlib.sha256(b"".join(map(canonical, values)))


def chain(rows):
    """(seq, hash) behind the last of the rows, which are without their hashes; the hashes."""
    link, hashes = bytes(32), []
    for number, row in enumerate(rows, 1):
        assert row[0] == number, f"row {number} has the number {row[0]}"
        link = hashlib.sha256(link + b"".join(map(canonical, row))).digest()
        hashes.append(link.hex())
    return f"{len(hashes)}:{link.hex()}", hashes


def revision_digest(db, revision):
    values = db.execute(
        "SELECT r.id, r.page, r.at, r.author, r.action, p.assessment, p.parent, p.element, "
        "p.removed IS r.id FROM revision r JOIN page p ON p.id = r.page WHERE r.id = ?",
        (revision,)).fetchone()
    fields = db.execute("SELECT ordinal, path, value FROM field WHERE revision = ? "
                        "ORDER BY ordinal", (revision,))
    return digest([*values, *(value for field in fields for value in field)]).hexdigest()


def assessment_digest(db, assessment):
    return digest(db.execute(
        "SELECT id, ward_code, ward_name, year, policy, form_version, created_at FROM assessment "
        "WHERE id = ?", (assessment,)).fetchone()).hexdigest()


def account_line(db, name):
    role, disabled, password, created, display, first = db.execute(
        "SELECT role, ifnull(disabled, '-'), password, created, display, first_password FROM account "
        "WHERE name = ?", (name,)).fetchone()
    hashed = hashlib.sha256(password.encode()).hexdigest()
    return (f"role={role} disabled={disabled} password={hashed} "
            f"{'first=yes ' if first else ''}created={created} display={display}")


# The tables of the review, and of what the city received: the word of the trail, and the rows of each key.
REVIEW = {
    "whole": "SELECT a.id, v.moves, v.open, a.state FROM assessment a JOIN review v "
             "ON v.assessment = a.id",
    "page": "SELECT page, revision, state, open, who, role, at, submitter, submitter_role, "
            "submitted_at, approver, approver_role, approved_at, approved_revision FROM review_page",
    "remark": "SELECT id, page, revision, field, quote, who, role, at, text FROM review_remark",
    "answer": "SELECT id, remark, who, role, at, text FROM review_answer",
    "signature": "SELECT id, assessment, who, role, at, meaning, digest, content, ended, ended_at "
                 "FROM review_signature",
    "stand-in": "SELECT id, assessment, person, successor, who, at, why FROM review_stand_in",
    "receipt": "SELECT id, assessment, number, trail_seq, trail_hash, content, who, role, at "
               "FROM review_receipt",
    "looked": "SELECT page, person, revision, remark, answer FROM review_looked "
              "ORDER BY page, person",
    "file": "SELECT id, digest, bytes FROM city_file",
    "received": "SELECT id, file, name, ward, year, policy, form_version, kind, first, trail_seq, "
                "trail_hash, content, certificate, rules, warnings, refusal, detail, number, received, "
                "assessment, who, role, at, signed_at FROM city_submission",
    "signer": "SELECT submission, ordinal, name, role, meaning, digest, at FROM city_signer "
              "ORDER BY submission, ordinal",
    "due": "SELECT id, year, day, who, role, at FROM city_due",
}


def review_digests(db):
    """{(word, key): digest} of every row of the review's tables."""
    found = {}
    for word, query in REVIEW.items():
        for row in db.execute(query):
            found.setdefault((word, row[0]), []).extend(row)
    return {key: digest(values).hexdigest() for key, values in found.items()}


def review_lines(text):
    lines = (line.split(" ") for line in (text or "").split("\n") if line)
    return {(word, int(key)): hashed for word, key, hashed in lines}


def verify_review(checks, db, rows, where):
    """Each change found what the last one had left, and the last one left what is there."""
    told = {}
    for row in rows:
        entry = dict(zip(COLUMNS, row))
        if entry["subject"] != "review":
            continue
        old, new = review_lines(entry["old"]), review_lines(entry["new"])
        checks.equal(old, {key: told[key] for key in new if key in told},
                     f"{where}: what row {entry['seq']} found")
        told.update(new)
    checks.equal(told, review_digests(db), f"{where}: the review's tables")
    return told


def verify(checks, db, where):
    """The head, after everything that trail.h says was held against the rows."""
    rows = db.execute(f"SELECT {', '.join(COLUMNS)} FROM trail ORDER BY seq").fetchall()
    head, hashes = chain([row[:-1] for row in rows])
    checks.equal([row[-1].hex() for row in rows], hashes, f"{where}: hashes")
    noted = db.execute("SELECT seq, lower(hex(hash)) FROM trail_head").fetchall()
    checks.equal([f"{seq}:{link}" for seq, link in noted], [head], f"{where}: head")
    told = {"revision": [], "assessment": []}
    accounts = {}
    for row in rows:
        entry = dict(zip(COLUMNS, row))
        if entry["subject"] in told:
            told[entry["subject"]].append((entry[entry["subject"]], entry["new"]))
        elif entry["action"].startswith("account-"):
            accounts[entry["subject"]] = entry["new"]
    for kind, one in (("revision", revision_digest), ("assessment", assessment_digest)):
        there = [(n, one(db, n)) for n, in db.execute(f"SELECT id FROM {kind} ORDER BY id")]
        checks.equal(told[kind], there, f"{where}: {kind}s")
    there = {name: account_line(db, name) for name, in db.execute("SELECT name FROM account")}
    checks.equal(accounts, there, f"{where}: accounts")
    verify_review(checks, db, rows, where)
    return head


# --- the program --------------------------------------------------------------------------------

class Place:
    """A database in a folder."""

    def __init__(self, folder):
        self.db = Path(folder) / "kusei.db"
        self.environment = dict(os.environ, KUSEI_SHARE=str(SHARE), KUSEI_LANG="en")

    def run(self, *arguments, passwords=()):
        """Passwords go in through a pipe."""
        command = [str(KUSEI), "--db", str(self.db), *map(str, arguments)]
        out, into = os.pipe()
        os.write(into, "".join(p + "\n" for p in passwords).encode())
        os.close(into)
        if passwords:
            command += ["--password-fd", str(out)]
        done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8",
                              stdin=subprocess.DEVNULL, env=self.environment, pass_fds=(out,))
        os.close(out)
        return done

    def verdict(self, *arguments):
        done = self.run("trail", "verify", "--format", "json", *arguments)
        return done.returncode, json.loads(done.stdout)

    def open(self):
        return sqlite3.connect(self.db)

    def attack(self, *statements):
        """As somebody with the file and SQLite would."""
        with self.open() as db:
            for name, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'"
                                    ).fetchall():
                db.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                db.execute(statement)
        db.close()


def importer():
    """Who writes while there are no accounts."""
    return pwd.getpwuid(os.getuid()).pw_name


def fill(checks, place):
    for arguments, passwords in (
            (("import", DATA / "kita-2015.xml"), ()),
            (("new", "鶴見区", "2015"), ()),
            (("user", "add", "admin", "--role", "admin", "--display", "管理 者"), (ADMIN,)),
            (("user", "add", "田中", "--role", "staff", "--as", "admin"), (ADMIN, STAFF)),
            (("user", "passwd", "田中", "--as", "田中"), (STAFF, STAFF + "!")),
            (("user", "role", "田中", "chief", "--as", "admin", "--why", "異動、\"昇任\"\n"),
             (ADMIN,)),
            (("user", "disable", "田中", "--as", "admin", "--why", "退職"), (ADMIN,)),
            (("user", "enable", "田中", "--as", "admin"), (ADMIN,)),
            (("user", "short-passwords", "yes", "--as", "admin", "--why", "試行"), (ADMIN,)),
            (("user", "passwd", "田中", "--as", "田中"), (STAFF + "!", "kj3-qq9x")),
            (("import", DATA / "tsurumi-2015.xml", "--as", "admin"), ("wrong one",)),
            (("new", "271063", "2015", "--as", "admin"), (ADMIN,)),
            (("user", "add", "鈴木", "--role", "staff", "--as", "admin"), (ADMIN, STAFF)),
            (("user", "passwd", "鈴木", "--as", "鈴木"), (STAFF, STAFF + "?")),
            (("review", "remark", "北区", "2015", "-", "全体に短い", "--as", "田中"), ("kj3-qq9x",)),
            (("review", "answer", "北区", "2015", "1", "直しません", "--as", "鈴木"), (STAFF + "?",)),
            (("review", "seen", "北区", "2015", "--as", "田中"), ("kj3-qq9x",)),
            (("review", "reassign", "北区", "2015", importer(), "鈴木", "--as", "admin", "--why",
              "異動"), (ADMIN,))):
        done = place.run(*arguments, passwords=passwords)
        checks.equal(done.returncode, 2 if "wrong one" in passwords else 0,
                     f"{arguments}: {done.stderr}")


def check_agreement(checks, place):
    db = place.open()
    head = verify(checks, db, "as written")
    status, verdict = place.verdict()
    checks.equal((status, verdict["whole"], verdict["head"]), (0, True, head), "the program")
    actions = {action for action, in db.execute("SELECT action FROM trail")}
    checks.equal(actions, {"import", "new", "sign-in", "sign-in-failed", "account-add",
                           "account-role", "account-disable", "account-enable",
                           "account-password", "setting", "remark", "answer", "seen",
                           "reassign"}, "what is told")
    checks.equal({word for word, _ in review_digests(db)},
                 {"whole", "remark", "answer", "stand-in", "looked"}, "what the review has")
    signed = db.execute("SELECT DISTINCT who, role FROM trail WHERE action = 'new' "
                        "ORDER BY seq DESC").fetchone()
    checks.equal(signed, ("admin", "admin"), "who made the last sheet")
    text = place.run("trail", "verify").stdout
    checks.that(head in text, f"the head is not told: {text}")
    checks.equal(place.verdict("--head", head)[0], 0, "the head itself")
    checks.equal(place.run("trail", "verify", "--head", "12").returncode, 2, "half a head")
    db.close()
    return head


def read_csv(text):
    """RFC 4180 with what is nothing told from what is empty, which Python's reader does not."""
    rows = []
    for record in re.findall(r'(?:"(?:[^"]|"")*"|[^"\r\n])*\r\n', text):
        cells = re.findall(r'(?:^|,)("(?:[^"]|"")*"|[^",]*)', record[:-2])
        rows.append([cell[1:-1].replace('""', '"') if cell.startswith('"') else cell or None
                     for cell in cells])
    return rows


def check_export(checks, place, head):
    out = place.db.parent / "trail.csv"
    checks.equal(place.run("trail", "export", "--bom", "-o", out).returncode, 0, "export -o")
    data = out.read_bytes()
    checks.equal(data[:3], b"\xef\xbb\xbf", "the byte order mark")
    header, *rows = read_csv(data[3:].decode("utf-8"))
    checks.equal(header, COLUMNS, "the first line")
    typed = [[int(cell) if cell is not None and name in NUMBERS else cell
              for name, cell in zip(COLUMNS, row)] for row in rows]
    found, hashes = chain([row[:-1] for row in typed])
    checks.equal(found, head, "the head from the CSV alone")
    checks.equal([row[-1] for row in typed], hashes, "the hashes of the CSV")
    plain = list(csv.reader(io.StringIO(data[3:].decode("utf-8"), newline="")))
    checks.equal([len(row) for row in plain], [13] * len(plain), "cells, as Python reads them")
    checks.that(any(row[11] == "異動、\"昇任\"\n" for row in plain), "a reason with quotes")


def tamperings(rows):
    """(statement, first bad row where it is known, fault), each for a file of its own."""
    return (("UPDATE trail SET who = 'x' WHERE seq = 9", 9, "hash"),
            ("DELETE FROM trail WHERE seq = 9", 9, "gap"),
            (f"DELETE FROM trail WHERE seq > {rows - 3}", rows - 2, "cut"),
            ("UPDATE field SET value = 'x' WHERE revision = 3 AND ordinal = 1", 4, "altered"),
            ("UPDATE account SET role = 'admin' WHERE name = '田中'", None, "account"),
            ("UPDATE review_remark SET text = 'よい'", None, "review"),
            ("UPDATE assessment SET state = 'signed' WHERE ward_name = '西区'", rows + 1, "review"))


def check_faults(checks, place, head):
    source = place.db.read_bytes()
    for statement, seq, fault in tamperings(int(head.split(":")[0])):
        with tempfile.TemporaryDirectory() as folder:
            copy = Place(folder)
            copy.db.write_bytes(source)
            copy.attack(statement)
            status, verdict = copy.verdict()
            checks.equal((status, verdict["bad"]["fault"]), (1, fault), statement)
            if seq is not None:
                checks.equal(verdict["bad"]["seq"], seq, statement)
            text = copy.run("trail", "verify")
            checks.that(text.returncode == 1 and f"row: {verdict['bad']['seq']}" in text.stdout,
                        text.stdout)


def check_cut_tail(checks, folder):
    """The last rows, and the note of the end with them: only who has a receipt can know."""
    place = Place(folder)
    for password, arguments in ((ADMIN, ("user", "add", "admin", "--role", "admin")),
                                (ADMIN, ("new", "271276", "2015", "--as", "admin")),
                                ("wrong", ("new", "271063", "2015", "--as", "admin"))):
        place.run(*arguments, passwords=(password,))
    _, verdict = place.verdict()
    head, rows = verdict["head"], verdict["rows"]
    place.attack(f"DELETE FROM trail WHERE seq = {rows}",
                 "UPDATE trail_head SET (seq, hash) = "
                 "(SELECT seq, hash FROM trail ORDER BY seq DESC LIMIT 1)")
    checks.equal(place.verdict()[0], 0, "a cut tail without a receipt")
    status, verdict = place.verdict("--head", head)
    checks.equal((status, verdict["bad"]["fault"], verdict["bad"]["seq"]), (1, "cut", rows),
                 "a cut tail, and a receipt")


def check_older_file(checks, folder):
    """A file of the version before the trail gets rows for what is there."""
    place = Place(folder)
    place.run("import", DATA / "kita-2015.xml")
    db = place.open()
    later = [name for name, in db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND "
        "(name GLOB 'review*' OR name GLOB 'city*')")]
    db.execute("DROP TRIGGER figures_outdated")
    for table in ("trail", "trail_head", "account", "setting", "remark_draft", "figure", "figures",
                  *later):
        db.execute(f"DROP TABLE {table}")
    db.execute("PRAGMA user_version = 5")
    db.commit()
    revisions, = db.execute("SELECT count(*) FROM revision").fetchone()
    status, verdict = place.verdict()
    checks.equal((status, verdict["rows"]), (0, revisions + 1), "an older file")
    checks.equal(db.execute("SELECT DISTINCT who, role, action FROM trail").fetchall(),
                 [("kusei", None, "migrate")], "its rows")
    verify(checks, db, "an older file")
    db.close()


# --- passwords ----------------------------------------------------------------------------------

def typed(place, answers, *arguments):
    """(exit status, what the terminal showed, arguments and environment while it asked) of the
    command on a terminal on which each question is answered."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(str(KUSEI), [str(KUSEI), "--db", str(place.db), *arguments], place.environment)
    shown, seen = b"", b""
    for question, answer in answers:
        while question not in shown[len(shown) - 200:]:
            shown += os.read(terminal, 1000)
        echo = termios.tcgetattr(terminal)[3] & termios.ECHO
        for name in ("cmdline", "environ"):
            seen += Path(f"/proc/{pid}/{name}").read_bytes()
        shown += b"<echo>" if echo else b"<no echo>"
        os.write(terminal, answer)
    try:
        while part := os.read(terminal, 1000):
            shown += part
    except OSError:
        pass
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), shown, seen


def check_terminal(checks, folder):
    """Asked without echo, twice; in no argument, no environment, and no file."""
    place = Place(folder)
    secret = STAFF.encode()
    new = [(b"New password: ", secret + b"\n"), (b"again: ", secret + b"\n")]
    status, shown, seen = typed(place, new, "user", "add", "admin", "--role", "admin")
    checks.equal(status, 0, f"the first account: {shown}")
    checks.equal(shown.count(b"<no echo>"), 2, f"echo: {shown}")
    checks.that(secret not in shown + seen, "the password was shown")
    files = b"".join(path.read_bytes() for path in Path(folder).iterdir())
    checks.that(secret not in files, "the password is in a file")
    # By name and password; a break at the question leaves the terminal as it was.
    answers = [(b"Name: ", b"admin\n"), (b"Password: ", secret + b"\n")]
    status, shown, seen = typed(place, answers, "user", "enable", "admin")
    checks.equal((status, shown.count(b"<no echo>"), shown.count(b"<echo>")), (0, 1, 1),
                 f"signing in: {shown}")
    status, shown, _ = typed(place, [(b"Name: ", b"admin\n"), (b"Password: ", b"\x03")],
                             "user", "enable", "admin")
    checks.equal(status, 2, f"a break: {shown}")
    wrong = [new[0], (b"again: ", b"something else\n")]
    status, shown, _ = typed(place, [(b"Password: ", secret + b"\n"), *wrong],
                             "user", "passwd", "admin", "--as", "admin")
    checks.that(status == 2 and b"not the same" in shown, f"two passwords: {shown}")
    # Without a terminal and without --password-fd nothing is asked of anybody.
    done = subprocess.run(["setsid", "-w", str(KUSEI), "--db", str(place.db), "new", "271276", "2015"],
                          capture_output=True, check=False, encoding="utf-8",
                          stdin=subprocess.DEVNULL, env=place.environment)
    checks.that(done.returncode == 2 and "--password-fd" in done.stderr, done.stderr)


def main():
    checks = Checks()
    with tempfile.TemporaryDirectory() as name:
        place = Place(name)
        fill(checks, place)
        head = check_agreement(checks, place)
        check_export(checks, place, head)
        check_faults(checks, place, head)
    for check in (check_cut_tail, check_older_file, check_terminal):
        with tempfile.TemporaryDirectory() as name:
            check(checks, name)
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
