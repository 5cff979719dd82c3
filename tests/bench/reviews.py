"""What the review costs: signing in, submitting a sheet, signing it off.

Who signs in waits for Argon2id, which is slow on purpose: its floor is libsodium's alone, as
often as the password is asked for. A change of state opens the sheet, runs every rule and writes one
transaction: its floor is `kusei check` of the same stored sheet.
"""
import shutil
import statistics
import subprocess
import time

from screen import BUILD

FLOOR = str(BUILD / "tests" / "bench" / "floor")


def bench_reviews(folder, in_turn, line):
    try:
        from test_submission import SHEET, Office, sheet_with_reasons
    except (ImportError, SystemExit):
        print("    (lxml is missing: no sheet to review)")
        return
    place = folder / "review"
    place.mkdir()
    office = Office(place)
    sheet, _ = sheet_with_reasons(office)
    assert office.by("staff1", "import", sheet).returncode == 0
    written = place / "written.db"
    shutil.copy(office.db, written)

    def taken_us(action):
        start = time.perf_counter()
        done = action()
        assert done.returncode == 0, done.stderr
        return (time.perf_counter() - start) * 1e6

    def hash_us(times):
        done = subprocess.run([FLOOR, "password", str(times)], check=True, capture_output=True,
                              text=True)
        return statistics.median(float(us) for us in done.stdout.split()) * times

    def check_us():
        return taken_us(lambda: office.run("check", *SHEET))

    figure, floor = in_turn(lambda: taken_us(lambda: office.by("admin1", "user", "enable", "staff2")),
                            lambda: hash_us(1))
    line("sign in", figure, floor, "Argon2id alone, once")
    without = figure

    def from_copy(copy, name, action):
        shutil.copy(copy, office.db)
        for log in place.glob("kusei.db-*"):
            log.unlink()
        return taken_us(lambda: office.review(name, action))

    figure, floor = in_turn(lambda: from_copy(written, "staff1", "submit"), check_us)
    line("submit 35 pages, without signing in", max(figure - without, 0), floor,
         "kusei check of the same sheet")
    taken_us(lambda: office.review("chief1", "approve"))
    approved = place / "approved.db"
    shutil.copy(office.db, approved)
    figure, floor = in_turn(lambda: from_copy(approved, "head1", "sign-off"), check_us)
    line("sign off, without the passwords", max(figure - without - hash_us(1), 0), floor,
         "the same")
    figure, floor = in_turn(lambda: taken_us(lambda: office.export()[1]),
                            lambda: taken_us(lambda: office.run("export", *SHEET, "-o",
                                                                place / "plain.xml")))
    line("export what is handed in", figure, floor, "kusei export of the same sheet")
