"""A trail of many rows, and what it costs to verify it, beside hashing the same bytes in a loop."""
import hashlib
import json
import os
import sqlite3
import subprocess

from kusei import load
from screen import BUILD, KUSEI
from test_trail import canonical

FLOOR = str(BUILD / "tests" / "bench" / "floor")
ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
AT, WHO, ROLE = "2026-04-01T09:30:12Z", "tanaka", "staff"
TEXT = "区民アンケートにおいて、認知度が未だ低い水準である。"


class Trail:
    """Adds rows as the program would, half of them with a revision of two fields."""

    def __init__(self, db):
        self.db = db
        self.seq, self.link = db.execute("SELECT seq, hash FROM trail_head").fetchone()
        self.revision, = db.execute("SELECT max(id) FROM revision").fetchone()
        # The last page of the sheet, and what a digest says of it.
        self.page = db.execute("SELECT id, assessment, parent, element FROM page "
                               "ORDER BY id DESC").fetchone()

    def row(self, action, subject, revision, new, why):
        self.seq += 1
        page, assessment = self.page[:2]
        values = (self.seq, AT, WHO, ROLE, action, assessment, page, revision, subject, None, new,
                  why)
        self.link = hashlib.sha256(self.link + b"".join(map(canonical, values))).digest()
        return (*values, self.link)

    def saved(self):
        self.revision += 1
        page, *rest = self.page
        fields = [(self.revision, i, path, f"{TEXT}{self.revision}")
                  for i, path in enumerate(("plan/aim", "evaluation/issue"))]
        self.db.execute("INSERT INTO revision VALUES (?, ?, ?, ?, 'save')",
                        (self.revision, page, AT, WHO))
        self.db.executemany("INSERT INTO field VALUES (?, ?, ?, ?)", fields)
        values = [self.revision, page, AT, WHO, "save", *rest, 0,
                  *(value for field in fields for value in field[1:])]
        return self.row("save", "revision", self.revision,
                        hashlib.sha256(b"".join(map(canonical, values))).hexdigest(), None)

    def remarked(self):
        return self.row("remark", "plan/aim", None, TEXT, "数値の根拠を示してください。")

    def close(self):
        self.db.execute("UPDATE trail_head SET seq = ?, hash = ?", (self.seq, self.link))
        self.db.commit()
        self.db.close()


def make(path):
    load(path, "kita-2015.xml")
    db = sqlite3.connect(path)
    db.execute("PRAGMA synchronous = OFF")
    trail = Trail(db)
    marks = ", ".join("?" * 13)
    rows = (trail.saved() if i % 2 else trail.remarked() for i in range(ROWS - trail.seq))
    db.executemany(f"INSERT INTO trail VALUES ({marks})", rows)
    trail.close()


def messages(path):
    """How many messages are hashed, and the bytes of all of them, as the program counts."""
    done = subprocess.run([KUSEI, "--db", str(path), "trail", "verify", "--format", "json"],
                          capture_output=True, check=True, text=True)
    verdict = json.loads(done.stdout)
    db = sqlite3.connect(path)
    revisions, = db.execute("SELECT count(*) FROM revision").fetchone()
    db.close()
    assert verdict["rows"] == ROWS
    return ROWS + revisions, verdict["bytes"]


def bench_trail(folder, cpu_us, in_turn, line):
    path = folder / "trail.db"
    make(path)
    count, size = messages(path)
    figure, least = in_turn(lambda: cpu_us(KUSEI, "--db", path, "trail", "verify"),
                            lambda: cpu_us(FLOOR, "hash", count, size // count), 5)
    line(f"verify {ROWS:,} rows of the trail", figure, least,
         f"hashing the same {size / 1e6:.0f} MB in a loop")
