#!/usr/bin/python3
"""The printed sheet as rows of characters, for the preview and for a file: what stands in a column of
the original stands in that column here, whole and in its order, whichever width ambiguous characters have.
"""
import sys
import tempfile
import unicodedata

sys.dont_write_bytecode = True

from corpus import DATA, read, sheet  # noqa: E402
from printing import NS, ROW, SHEETS, World, checks, expected_columns, plain, read_table  # noqa: E402

RULES = {1: "─│┌┐└┘├┤┬┴┼", 2: "-|+"}
DOWN = {1: "│┌┐└┘├┤┬┴┼", 2: "|+"}


def cells_of(row, ambiguous):
    """The row as cells of the terminal; the right half of a wide character is ""."""
    cells = []
    for c in row:
        if unicodedata.category(c) in ("Mn", "Me", "Cf"):
            cells[-1 if cells[-1] else -2] += c
            continue
        width = unicodedata.east_asian_width(c)
        cells.append(c)
        if width in "WF" or (width == "A" and ambiguous == 2):
            cells.append("")
    return cells


class Paper:
    """One sheet: its cells, where the table begins, its edges and where its rows begin."""

    def __init__(self, text, ambiguous):
        self.text = text
        self.rules = RULES[ambiguous]
        self.down = DOWN[ambiguous]
        self.rows = [cells_of(row, ambiguous) for row in text.split("\n")]
        self.width = max(map(len, self.rows))
        for row in self.rows:
            row += [" "] * (self.width - len(row))
        self.top = next(i for i, row in enumerate(self.rows) if row[0] in self.down)
        self.edges = self.find_edges()
        self.body = next(i for i in range(self.top, len(self.rows)) if self.slice(i, 0).strip())

    def find_edges(self):
        """Where a rule goes down over three rows."""
        found = []
        for column in range(self.width):
            run = best = 0
            for row in self.rows[self.top:]:
                run = run + 1 if row[column] and row[column] in self.down else 0
                best = max(best, run)
            if best >= 3:
                found.append(column)
        return found

    def slice(self, row, number):
        """What stands in the row between two edges, without rules."""
        part = self.rows[row][self.edges[number] + 1:self.edges[number + 1]]
        ruled = all(c in self.rules + " " for c in part)
        return "" if ruled else "".join(part).strip()

    def column(self, number):
        """From the top down, without the foot."""
        return plain("".join(self.slice(row, number) for row in range(self.body, len(self.rows) - 2)))


def check_cells(name, papers, columns):
    cells = sheet(name + ".json")
    count = 0
    for side, expected in enumerate(expected_columns(cells)):
        own = papers[side::2]
        paths = [c.path for c in columns[side]]
        for paper in own:
            checks.equal(len(paper.edges), len(paths) + 1, f"{name} {side}: columns at {paper.edges}")
            checks.equal(paper.edges, own[0].edges, f"{name} {side}: the columns of all sheets")
        texts = {path: "".join(paper.column(i) for paper in own) for i, path in enumerate(paths)}
        for path, text in expected.items():
            checks.equal(texts[path], text, f"{name} {side} {path}")
            count += len(text)
        for row in cells["rows"]:
            for key, path in ROW.items():
                for text in row[key] if isinstance(row[key], list) else [row[key]]:
                    checks.that(plain(text) in texts[path], f"{name} {row['id']} {path}: no {text}")
    return count


def check_words(name, papers, root):
    """Title, headings, legends and the number on every sheet, the boxes on the first."""
    sides = list(root.iter(NS + "page"))
    for number, paper in enumerate(papers):
        head = "".join("".join(row) for row in paper.rows[:paper.top + 1])
        words = plain("".join(cell for row in paper.rows[paper.top:paper.body] for cell in row))
        checks.that(SHEETS[name] in head, f"{name} {number}: no title in {head}")
        for element in sides[number % 2].iter(NS + "group", NS + "column", NS + "legend"):
            label = element.find(NS + "label")
            if element.get("heading") != "false" and label is not None and not len(label):
                first = plain(label.text)[:4]
                checks.that(first in words, f"{name} {number}: no {first}")
        for box in sides[number % 2].iter(NS + "box"):
            label = box.find(NS + "label").text
            checks.equal(label in head, number == 0, f"{name} {number}: the box {label}")
        checks.that(paper.text.rstrip().endswith(f" {number + 1}/{len(papers)}"), f"{name} {number}: number")


def check_form(name, text):
    """Rows without blanks at their end, a form feed between two sheets, no other control character."""
    checks.that(text.endswith("\n"), f"{name}: no line feed at the end")
    for row in text.replace("\f", "\n").split("\n"):
        checks.that(row == row.rstrip(" "), f"{name}: blanks at the end of {row!r}")
        checks.that(all(ord(c) >= 0x20 for c in row), f"{name}: a control character in {row!r}")


def check_long(world, columns):
    """What is longer than its cell goes on below, in the words of the sheet, which speaks Japanese."""
    document = read(DATA / "kita-2015.xml")
    text = "\n".join(f"長い{number:03}" for number in range(100))
    document.find("row[3]/strategy-page/plan/aim").text = text
    world.read_in(document)
    done = world.run("export", "北区", "2015", "--format", "text")
    papers = [Paper(paper.rstrip("\n"), 1) for paper in done.stdout.decode().split("\f")]
    at = [c.path for c in columns[0]].index("plan/aim")
    found = "".join(paper.column(at) for paper in papers if len(paper.edges) == len(columns[0]) + 1)
    checks.that("（続き）" in found and "continued" not in done.stdout.decode(), "what goes on says so")
    lines = [f"長い{number:03}" for number in range(100)]
    checks.that("".join(found.split("（続き）")).count("長い") == 100 and all(line in found for line in lines),
                "all of it is there")


def main():
    root, columns = read_table()
    with tempfile.TemporaryDirectory() as folder:
        world = World(folder)
        for name, ward in SHEETS.items():
            world.read_in(read(DATA / f"{name}.xml"))
            for ambiguous in RULES:
                done = world.run("--ambiguous", ambiguous, "export", ward, "2015", "--format", "text")
                checks.equal((done.returncode, done.stderr), (0, b""), name)
                text = done.stdout.decode()
                papers = [Paper(paper.rstrip("\n"), ambiguous) for paper in text.split("\f")]
                check_form(name, text)
                check_words(name, papers, root)
                count = check_cells(name, papers, columns)
                print(f"{name}, ambiguous {ambiguous}: {count} characters, each in its column, on "
                      f"{len(papers)} sheets")
            again = world.run("export", ward, "2015", "--format", "text", LANGUAGE="ja", LC_ALL="C")
            plain_run = world.run("export", ward, "2015", "--format", "text")
            checks.equal(again.stdout == plain_run.stdout, True, f"{name}: the same in any language")
        check_long(world, columns)
    checks.close()


main()
