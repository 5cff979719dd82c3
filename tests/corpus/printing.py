"""What the tests of the printed sheet share: the program over a database of its own, the layout table
read once more, and what the originals have in each column.
"""
import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

from corpus import FORM, HERE, SHARE, Checks, etree, sheet

BUILD = Path(os.environ.get("KUSEI_TEST_BUILDDIR", HERE))
KUSEI = BUILD / "kusei"
NS = "{urn:kusei:sheet}"
SHEETS = {"kita-2015": "北区", "tsurumi-2015": "鶴見区"}
POINTS = 72 / 25.4

# Where a cell of the sheets' JSON is printed: the column of form.xml's path.
STRATEGY = {"aim": "plan/aim", "outcome": "plan/outcome", "strategy": "plan/strategy",
            "effectiveness": "evaluation/effectiveness", "overall": "evaluation/overall",
            "progress": "evaluation/progress", "issues": "evaluation/issues",
            "improvement": "evaluation/improvement"}
ACHIEVEMENT = {"text": "text", "previous": "previous", "individual": "judgement"}
INITIATIVE = {"content": "plan/content", "goal": "plan/goal", "withdrawal": "plan/withdrawal",
              "previous_results": "plan/previous-results", "results": "evaluation/results",
              "achievement": "evaluation/achievement",
              "achievement_code": "evaluation/achievement-code",
              "effectiveness": "evaluation/effectiveness", "issues": "evaluation/issues",
              "improvement": "evaluation/improvement"}
ROW = {"strategy_title": "strategy-title", "indicator": "indicator/text", "target": "indicator/target"}

checks = Checks()


def need(*tools):
    """Ends the test, as skipped, where a program of poppler's is missing."""
    for tool in tools:
        if shutil.which(tool) is None:
            print(f"skipped: {tool} is missing (Debian: poppler-utils)")
            sys.exit(77)


def plain(text):
    return re.sub(r"\s", "", text or "")


# --- running -------------------------------------------------------------------------

class World:
    """A folder with a database, and the program over it."""

    def __init__(self, folder, share=SHARE):
        self.folder = Path(folder)
        self.number = 0
        self.environment = {**os.environ, "KUSEI_SHARE": str(share), "KUSEI_HELPERS": str(BUILD),
                            "LANGUAGE": "en", "KUSEI_LANG": "en"}

    def run(self, *arguments, limit=None, **environment):
        def restrict():
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        return subprocess.run([KUSEI, *map(str, arguments)], capture_output=True, check=False,
                              stdin=subprocess.DEVNULL, preexec_fn=restrict,
                              env={**self.environment, **environment})

    def read_in(self, root):
        """Into a database of its own."""
        self.number += 1
        self.environment["KUSEI_DB"] = str(self.folder / f"{self.number}.db")
        path = self.folder / "in.xml"
        path.write_bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))
        done = self.run("import", path)
        assert done.returncode == 0, done.stderr.decode()

    def export(self, ward, form, name=None, **more):
        path = self.folder / (name or f"{ward}.{form}")
        done = self.run("export", ward, "2015", "--format", form, "-o", path, **more)
        assert done.returncode == 0, done.stderr.decode()
        return path


# --- the table, read once more ---------------------------------------------------------

class Column:
    def __init__(self, path, left, right):
        self.path, self.left, self.right = path, left, right


def page_columns(page, margin):
    """The columns of a page with their edges in points; their paths are from the row or block on."""
    found, x = [], margin
    for column in page.iter(NS + "column"):
        width = float(column.get("width"))
        path = "/".join(filter(None, ((column.get("each") or "").replace(".", ""), column.get("ref"))))
        found.append(Column(path.removesuffix("/."), x * POINTS, (x + width) * POINTS))
        x += width
    return found


def read_table(form=FORM):
    root = etree.parse(str(form / "sheet.xml")).getroot()
    pages = [page_columns(page, float(root.get("margin"))) for page in root.iter(NS + "page")]
    return root, pages


# --- the PDF, as poppler reads it --------------------------------------------------------

class Word:
    def __init__(self, element, page):
        self.text = element.text or ""
        self.left, self.top, self.right, self.bottom = (
            float(element.get(name)) for name in ("xMin", "yMin", "xMax", "yMax"))
        self.page = page


def words_of(path):
    done = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True)
    root = etree.fromstring(done.stdout, etree.XMLParser(recover=True))
    html = "{http://www.w3.org/1999/xhtml}"
    return [[Word(word, number) for word in page.iter(html + "word")]
            for number, page in enumerate(root.iter(html + "page"))]


def body_top(words, columns):
    """Where the rows begin: with the first text of the first column, which has no heading of its own."""
    tops = [w.top for w in words if columns[0].left <= (w.left + w.right) / 2 <= columns[0].right]
    return min(tops) - 1 if tops else None


def column_text(pages, columns, path, foot):
    """All that stands in the column, from the top down."""
    column, = (c for c in columns if c.path == path)
    found = []
    for words in pages:
        top = body_top(words, columns)
        inside = [w for w in words if column.left <= (w.left + w.right) / 2 <= column.right
                  and top is not None and top <= w.top and w.bottom < foot]
        found += sorted(inside, key=lambda w: (round(w.top), w.left))
    return plain("".join(w.text for w in found))


# --- what the sheet says -------------------------------------------------------------------

def expected_columns(cells):
    """What the originals have in each column of the two pages, from the top down."""
    strategy, initiative = {}, {}

    def put(columns, path, text):
        columns[path] = columns.get(path, "") + plain(text)

    for row in cells["rows"]:
        for page in row["strategies"]:
            put(strategy, "plan/aim", f"【{page['code']}】" if page["code"] else "")
            for name, path in STRATEGY.items():
                put(strategy, path, page[name])
            for achievement in page["achievements"]:
                for name, path in ACHIEVEMENT.items():
                    put(strategy, "evaluation/achievement/" + path, achievement[name])
        for page in row["initiatives"]:
            put(initiative, "plan/content", f"【{page['code']}】" if page["code"] else "")
            for name, path in INITIATIVE.items():
                put(initiative, path, page[name])
    return strategy, initiative
