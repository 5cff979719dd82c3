"""What the program costs, beside the least it could cost, measured in the same run.

    make bench

Each line is the median of several runs, the floor (tests/bench/floor.c and bare.c:
the library alone) measured in turn with it, and their ratio. The machine drifts,
so look at the ratios. Nothing here passes or fails.
"""
import os
import pathlib
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent / "terminal"))
sys.path.insert(0, str(HERE.parent / "corpus"))

from cities import bench_cities  # noqa: E402
from keystrokes import bench_keys  # noqa: E402
from kusei import export, go_to_field, load, open_page, say  # noqa: E402
from reviews import bench_reviews  # noqa: E402
from screen import BUILD, KUSEI, SOURCE, VSCREEN, Folder, Screen, environment  # noqa: E402
from sheets import bench_sheets  # noqa: E402
from signatures import bench_signatures  # noqa: E402
from trails import bench_trail  # noqa: E402

BARE = str(BUILD / "tests" / "bench" / "bare")
FLOOR = str(BUILD / "tests" / "bench" / "floor")
DUMP = str(BUILD / "tests" / "unit" / "rules_dump")
RULES = SOURCE / "forms" / "osaka-2015" / "rules.sch"
SHEET = SOURCE / "data" / "kita-2015.xml"
RUNS = int(os.environ.get("BENCH_RUNS", "9"))


def columns(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def line(name, figure, floor, what, unit="ms"):
    """One line of the table; figures in microseconds."""
    def shown(us):
        return f"{us / 1000:9.2f} ms" if unit == "ms" else f"{us:9.0f} µs"

    beside = "" if floor is None else f"{shown(floor)}  x{figure / floor:5.1f}  {what}"
    print(name + " " * (34 - columns(name)) + shown(figure) + "  " + beside)
    sys.stdout.flush()


def process_us(*argv):
    """Microseconds from the start of a process to its end."""
    argv = [str(a) for a in argv]
    start = time.perf_counter()
    pid = os.posix_spawnp(argv[0], argv, environment(),
                          file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status = os.waitpid(pid, 0)
    taken = (time.perf_counter() - start) * 1e6
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise RuntimeError(f"{argv}: {os.waitstatus_to_exitcode(status)}")
    return taken


def cpu_us(*argv):
    """Microseconds of the processor that a process takes: what others do meanwhile does not count."""
    argv = [str(a) for a in argv]
    pid = os.posix_spawnp(argv[0], argv, environment(),
                          file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, used = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError(f"{argv}: {os.waitstatus_to_exitcode(status)}")
    return (used.ru_utime + used.ru_stime) * 1e6


def in_turn(first, second, runs=RUNS):
    """Medians of two measurements that are taken by turns."""
    pairs = [(first(), second()) for _ in range(runs)]
    return tuple(statistics.median(column) for column in zip(*pairs))


# --- without a screen ------------------------------------------------------------

def bench_files(folder):
    db = folder / "files.db"
    load(db, "kita-2015.xml")
    size = SHEET.stat().st_size / 1000
    figure, floor = in_turn(lambda: process_us(KUSEI, "check", SHEET),
                            lambda: process_us(FLOOR, "parse", SHEET))
    line(f"check of a whole sheet ({size:.0f} kB)", figure, floor, "libxml2 parses the same bytes")

    figure, floor = in_turn(
        lambda: process_us(KUSEI, "--db", db, "export", "271276", "2015", "-o", folder / "a.xml"),
        lambda: process_us(FLOOR, "write", SHEET, folder / "b.xml"))
    line("export", figure, floor, "libxml2 parses and writes the same bytes")

    def import_new():
        fresh = folder / "import.db"
        for path in folder.glob("import.db*"):
            path.unlink()
        return process_us(KUSEI, "--db", fresh, "import", SHEET)

    figure, floor = in_turn(import_new, lambda: process_us(FLOOR, "parse", SHEET))
    line("import into a new database", figure, floor, "libxml2 parses the same bytes")


# --- the rules ------------------------------------------------------------------------

def rules_us():
    """Microseconds of reading the rules, and of judging a sheet by them."""
    done = subprocess.run([DUMP, "--time", RULES, SHEET], capture_output=True, text=True, check=True)
    _, reading, _, judging = done.stdout.split()
    return float(reading), float(judging)


def xpath_us():
    """What libxml2 takes for their contexts, and for the tests that need no variable."""
    done = subprocess.run([FLOOR, "xpath", RULES, SHEET, "21"], capture_output=True, text=True, check=True)
    return statistics.median(float(us) for us in done.stdout.split())


def bench_rules(_folder):
    figure, floor = in_turn(lambda: rules_us()[1], xpath_us)
    line("all rules over a sheet", figure, floor, "libxml2's XPath, contexts and tests alone")
    try:
        from lxml import etree
        from test_rules import Theirs
    except (ImportError, SystemExit):
        print("    (lxml is missing: no other engine beside it)")
    else:
        engine, document = Theirs(RULES.parent), etree.parse(str(SHEET))

        def theirs_us():
            start = time.perf_counter()
            engine.engine(document)
            return (time.perf_counter() - start) * 1e6

        line("    ISO skeleton in libxslt", statistics.median(theirs_us() for _ in range(RUNS)), floor,
             "the same")
    line("    reading the rules", rules_us()[0], None, "")


def bench_recheck(folder):
    """The key that changes a mark: until the finding stands at it."""
    db = folder / "recheck.db"
    load(db, "kita-2015.xml")
    with Screen([KUSEI, "--db", db]) as s:
        s.wait("北区")
        open_page(s, "2.3.a/4-2")
        go_to_field(s, "個別", 2)

        def judged_us():
            taken = s.time_key("A", "KS-201")
            s.send("B")
            s.gone("KS-201")
            return taken

        figure, floor = in_turn(judged_us, xpath_us)
    line("a mark changed, to its finding", figure, floor, "libxml2's XPath, contexts and tests alone")


# --- on the screen -----------------------------------------------------------------

def start_us(command, text):
    with Screen(command, start=False) as s:
        return s.time_start(text)[0]


def fill(db, count):
    """Rows of the list that have nothing behind them."""
    with sqlite3.connect(db) as connection:
        connection.executemany(
            "INSERT INTO assessment(ward_code, ward_name, year, policy, form_version, state, pages_done,"
            " pages_total, created_at, changed_at, changed_by)"
            " VALUES(?, ?, ?, 'osaka-2015', '1', 'entry', 10, 35, '2016-04-01T00:00:00Z',"
            " '2016-04-01T00:00:00Z', 'bench')",
            [(str(900000 + i // 20), f"試験{i // 20}区", 2016 + i % 20) for i in range(count)])
    connection.close()


def bench_start(folder):
    db = folder / "start.db"
    load(db, "kita-2015.xml", "tsurumi-2015.xml")
    figure, floor = in_turn(lambda: start_us([KUSEI, "--db", db], "鶴見区"),
                            lambda: start_us([BARE], "ready"))
    line("start to the first full screen", figure, floor, "bare ncurses")
    fill(db, 20000)
    many, least = in_turn(lambda: start_us([KUSEI, "--db", db], "試験"),
                          lambda: start_us([FLOOR, "rows", db], "ready"))
    line("    with 20,000 assessments", many, least, "bare ncurses, libxml2, the 20,000 rows read")
    if shutil.which("nano"):
        nano = ["nano", "--ignorercfiles", str(SHEET)]
        line("    nano", statistics.median(start_us(nano, "assessment") for _ in range(RUNS)), floor,
             "bare ncurses")


def open_long_cell(screen):
    """From the list into the first long cell of the first strategy page."""
    screen.wait("北区")
    open_page(screen, "1.1.a/1-1")
    go_to_field(screen, "戦略")


def longest_part(msgid):
    """The longest part of a sentence that has no values in it."""
    return max(re.split(r"%\w+", say(msgid)), key=len).strip()


def insert_us(folder):
    """One transaction of as many rows as a page has fields."""
    path = folder / "floor.db"
    for old in folder.glob("floor.db*"):
        old.unlink()
    done = subprocess.run([FLOOR, "insert", path, "20", "30"], capture_output=True, text=True,
                          check=True)
    return statistics.median(float(us) for us in done.stdout.split())


def bench_save(folder):
    db = folder / "save.db"
    load(db, "kita-2015.xml")
    with Screen([KUSEI, "--db", db]) as s:
        open_long_cell(s)

        saved = longest_part("Saved at %s (revision %lld).")

        def save():
            s.send("あ")
            return s.time_key("F9", saved)

        figure, floor = in_turn(save, lambda: insert_us(folder))
        peak = s.peak_kb()
    line("F9 to «saved»", figure, floor, "bare SQLite insert, WAL, FULL")
    print(f"    peak memory                   {peak / 1000:9.2f} MB")


def main():
    if not VSCREEN.exists():
        print("libvterm is missing (Debian: libvterm-dev)")
        return 77
    print(f"{'':34}{'kusei':>12}  {'floor':>12}  ratio")
    with Folder() as folder:
        bench_start(folder)
        bench_keys(folder, [BARE], line)
        for bench in (bench_save, bench_rules, bench_recheck, bench_files):
            bench(folder)
        bench_reviews(folder, in_turn, line)
        bench_trail(folder, cpu_us, in_turn, line)
        bench_signatures(folder, in_turn, line)
        bench_sheets(folder, SHEET, in_turn, line)
        bench_cities(folder)
        same = export(folder / "files.db", "271276", "2015") == SHEET.read_text(encoding="utf-8")
    print(f"({RUNS} runs each; the export equals the sheet: {'yes' if same else 'NO'})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
