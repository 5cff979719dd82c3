"""What a sheet on paper costs, beside pango and cairo drawing the same lines, and libxlsxwriter writing them.

kusei also opens the database, evaluates the layout table, breaks the lines and asks a second program.
"""
import os
import subprocess
import time
from pathlib import Path

BUILD = Path(os.environ["KUSEI_TEST_BUILDDIR"])
DRAW = BUILD / "tests" / "bench" / "draw"


def run_us(*argv, lines=subprocess.DEVNULL):
    start = time.perf_counter()
    subprocess.run([str(a) for a in argv], stdin=lines, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1e6


def bench_sheets(folder, sheet, in_turn, line):
    folder = Path(folder) / "sheets"
    folder.mkdir()
    kusei = [BUILD / "kusei", "--db", folder / "kusei.db"]
    subprocess.run([*kusei, "import", sheet], check=True, capture_output=True)

    def export(form):
        return run_us(*kusei, "export", "北区", "2015", "--format", form, "-o", folder / f"sheet.{form}")

    def least(form):
        with open(folder / "lines", "rb") as lines:
            return run_us(DRAW, form, folder / f"least.{form}", lines=lines)

    export("pdf")
    try:
        text = subprocess.run(["pdftotext", "-layout", folder / "sheet.pdf", "-"], check=True,
                              capture_output=True).stdout.decode()
    except OSError:
        print("    (poppler-utils is missing: nothing to draw)")
        return
    # Cell by cell: what stands beside each other is parted by blanks.
    cells = [cell for row in text.split("\n") for cell in row.split("  ") if cell.strip()]
    (folder / "lines").write_text("\n".join(cells) + "\n", encoding="utf-8")
    for form, what in (("pdf", "pango and cairo"), ("xlsx", "libxlsxwriter")):
        figure, floor = in_turn(lambda: export(form), lambda: least(form))
        line(f"a sheet as {form.upper()}", figure, floor, f"{what}, the same lines")
    figure, floor = in_turn(lambda: export("html"), lambda: export("xml"))
    line("a sheet as HTML", figure, floor, "the official XML")
