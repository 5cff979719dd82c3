"""A clerk's morning: rows 1.1.a to 1.2.b of Kita's sheet, from an empty database.

Everything goes through the real screen: the new assessment, pages and rows
that have to be added or removed, copies that follow, and every field whose
content differs from the blank. What is to be typed comes from the published
sheet in data/, where to type it from the form; where the clerk is, the screen
says. Then the official file is exported and those rows are held against the
sheet, byte for byte.
"""
import copy
import os
import re
import xml.etree.ElementTree as ET

from form import Form, label
from kusei import export, go_to_outline, open_kusei, say, step_to_end
from runner import check, check_equal, main, skip
from screen import REVERSE, SOURCE, VSCREEN, Folder

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

ROWS = ("1.1.a", "1.2.a", "1.2.b")
SHEET = SOURCE / "data" / "kita-2015.xml"
REASON = re.sub(r"\s", "", say("Reason to keep it %s") % "")
FORM = Form(os.path.join(SOURCE, "forms", "osaka-2015"))


class Clerk:
    """Who types: knows the blank sheet, and looks at the screen before every step."""

    def __init__(self, screen):
        self.screen = screen
        self.sheet = copy.deepcopy(FORM.blank)
        self.keys = 0

    # --- at the screen ----------------------------------------------------------

    def press(self, *names):
        self.screen.key(*names)
        self.keys += len(names)

    def type(self, text):
        self.screen.send(text.replace("\n", "\r"))
        self.keys += len(text)

    def in_hand(self):
        """The label in reverse video: that of the field (or line) in hand."""
        rows = [text for row, text in self.screen.marked(REVERSE) if row > 0]
        return "".join(rows).strip()

    def expect_label(self, field):
        got = re.sub(r"\s", "", self.in_hand())
        wanted = re.sub(r"\s", "", field.label)
        check(got == wanted, f"the field in hand is {got}, not {wanted}:\n{self.screen.picture()}")

    def answer_yes(self, action):
        """Does the action, and says yes where the program asks."""
        action()
        if re.search(r"\by\b", " ".join(self.screen.rows()[-4:-1])):
            self.type("y")

    # --- on the outline -----------------------------------------------------------

    def go_to(self, name):
        """From a page or the outline to the page of that name in the outline."""
        go_to_outline(self.screen)
        self.press("Home")
        self.type(name)

    def open_page(self, name):
        self.go_to(name)
        self.press("Enter")
        check(name.split("/")[0] in "".join(self.screen.rows()[1:3]), self.screen.picture())

    def add_page(self, name, row, element):
        """A page of the same kind behind the named one."""
        self.go_to(name)
        self.press("C-n")
        pages = row.findall(element)
        blank = copy.deepcopy(FORM.prototypes.find(element))
        blank.set("id", f"{row.get('id')}/{element}-{len(pages) + 1}")
        row.insert(list(row).index(pages[-1]) + 1, blank)

    # --- on a page ------------------------------------------------------------------

    def first_field(self, fields):
        """To the first field, from wherever on the page."""
        self.keys += sum(1 for _ in step_to_end(self.screen, "S-Tab"))
        self.expect_label(fields[0])

    def next_field(self):
        """To the next field of the form; a place for a reason is left blank."""
        self.press("Tab")
        while re.sub(r"\s", "", self.in_hand()).startswith(REASON):
            self.press("Tab")

    def go_to_field(self, fields, number):
        self.first_field(fields)
        for _ in range(number):
            self.next_field()
        self.expect_label(fields[number])

    def make_rows(self, item, page, wanted):
        """As many rows in each repeat of the page as the sheet has."""
        for (repeat, inner), (_, other) in zip(FORM.repeats(item, page),
                                               FORM.repeats(item, wanted)):
            element = repeat.get("nodeset")
            while len(inner.findall(element)) != len(other.findall(element)):
                fields = list(FORM.fields(item, page))
                rows = inner.findall(element)
                first = [f.node for f in fields].index(next(FORM.fields(repeat, rows[0])).node)
                self.go_to_field(fields, first)
                if len(rows) < len(other.findall(element)):
                    self.press("C-n")
                    inner.insert(list(inner).index(rows[-1]) + 1,
                                 copy.deepcopy(FORM.prototypes.find(element)))
                else:
                    self.answer_yes(lambda: self.press("M-x"))
                    inner.remove(rows[0])

    def fill_field(self, field, wanted):
        """The field in hand, where its content is to be another."""
        if field.typed == wanted.typed:
            return
        self.expect_label(field)
        if field.typed:
            self.press("C-Home", *["C-k"] * (2 * field.typed.count("\n") + 1))
        if wanted.typed == "―":
            self.press("F8")
        else:
            self.type(wanted.typed)

    def fill_page(self, item, page, wanted):
        self.make_rows(item, page, wanted)
        fields = list(FORM.fields(item, page))
        targets = list(FORM.fields(item, wanted))
        check_equal([f.label for f in fields], [f.label for f in targets], "fields")
        last = max((i for i, (f, w) in enumerate(zip(fields, targets)) if f.typed != w.typed),
                   default=-1)
        if last < 0:
            return
        self.first_field(fields)
        for number, (field, target) in enumerate(zip(fields[:last + 1], targets)):
            if number > 0:
                self.next_field()
            self.fill_field(field, target)

    def follow(self, name, source):
        """The page becomes a copy of the source."""
        self.open_page(name)
        self.press("F4", "Home")
        for _ in range(60):
            if self.in_hand().startswith(names_of(source)):
                break
            self.press("Down")
        check(self.in_hand().startswith(names_of(source)), self.screen.picture())
        self.answer_yes(lambda: self.press("Enter"))
        linked = [line for line in self.screen.rows() if line.lstrip().startswith("= ")]
        check(linked and source.split("/")[0] in linked[0], self.screen.picture())

    # --- the sheet ----------------------------------------------------------------------

    def new_sheet(self):
        self.press("n")
        self.type("北区")
        self.press("Tab")
        self.type("H27")
        self.press("Enter")
        self.screen.wait("1.1.a")

    def fill_row(self, wanted):
        name = wanted.get("id")
        row = next(r for r in self.sheet.findall("row") if r.get("id") == name)
        fields = list(FORM.fields(FORM.row_page(), row))
        targets = list(FORM.fields(FORM.row_page(), wanted))
        if [f.typed for f in fields] != [f.typed for f in targets]:
            self.open_page(name)
            self.fill_page(FORM.row_page(), row, wanted)
        for element in ("strategy-page", "initiative-page"):
            while len(row.findall(element)) < len(wanted.findall(element)):
                self.add_page(row.findall(element)[-1].get("id"), row, element)
            for page, target in zip(row.findall(element), wanted.findall(element)):
                if target.get("follows"):
                    self.follow(page.get("id"), target.get("follows"))
                else:
                    self.open_page(page.get("id"))
                    self.fill_page(FORM.page(element), page, target)


def names_of(page):
    """How a page may stand in a list: by its id, or where it has no code by its label and place."""
    row, _, rest = page.partition("/")
    element, _, place = rest.rpartition("-")
    if not element.endswith("-page"):
        return (page + " ",)
    title = label(FORM.page(element))
    return (page + " ", f"{row} {title} {place} " if place != "1" else f"{row} {title} ")


def rows_of(text):
    """The rows of an official file as they stand in it, by id."""
    return {re.search(r'id="([^"]+)"', row).group(1): row
            for row in re.findall(r"^  <row .*?^  </row>\n", text, re.S | re.M)}


def elements(node):
    return [(e.tag, dict(e.attrib), e.text if len(e) == 0 else None) for e in node.iter()]


def case_type_kita():
    """Typed at the screen, exported, equal to the published sheet to the byte."""
    published = SHEET.read_text(encoding="utf-8")
    sheet = ET.fromstring(published.encode())
    with Folder() as folder:
        db = folder / "kusei.db"
        with open_kusei(db) as screen:
            clerk = Clerk(screen)
            screen.settle()
            clerk.new_sheet()
            for row in sheet.findall("row"):
                if row.get("id") in ROWS:
                    clerk.fill_row(row)
            clerk.press("F9")
            check_equal(screen.torn(), 0, "torn characters")
            for _ in range(4):
                clerk.press("F10")
            check_equal(screen.exit(), 0, "exit status")
        exported = export(db, "北区", "2015")
    got = ET.fromstring(exported.encode())
    for name in ROWS:
        ours = next(r for r in got.findall("row") if r.get("id") == name)
        theirs = next(r for r in sheet.findall("row") if r.get("id") == name)
        check_equal(elements(ours), elements(theirs), f"row {name}")
        check(rows_of(exported)[name] == rows_of(published)[name], f"row {name} in bytes")
    print(f"     {clerk.keys} keys, {len(rows_of(published)[ROWS[0]].encode())} bytes of the first row")


main()
