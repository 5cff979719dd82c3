"""The whole of Kita's sheet, typed from an empty database, and what it costs in keys.

What is typed comes from the published sheet in data/; clerk.py types it at the real
screen. Then the official file is exported, and every row is held against the sheet,
byte for byte.
"""
import os
import re
import xml.etree.ElementTree as ET

from clerk import Clerk
from clerk_page import NOT_APPLICABLE
from form import Form
from kusei import export, open_kusei
from runner import check, check_equal, main, skip
from screen import SOURCE, VSCREEN, Folder

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")
try:
    import lxml  # noqa: F401  form.py asks it what the form requires
except ImportError:
    skip("lxml is missing (Debian: python3-lxml)")

PUBLISHED = (SOURCE / "data" / "kita-2015.xml").read_text(encoding="utf-8")
SHEET = ET.fromstring(PUBLISHED.encode())
FORM = Form(os.path.join(SOURCE, "forms", "osaka-2015"))


def rows_of(text):
    """The rows of an official file as they stand in it, by id."""
    return {re.search(r'id="([^"]+)"', row).group(1): row
            for row in re.findall(r"^  <row .*?^  </row>\n", text, re.S | re.M)}


def type_sheet(db, reuse):
    # Tall enough that the clerk sees the whole page: what it offers is looked at, too.
    with open_kusei(db, rows=100) as screen:
        clerk = Clerk(screen, FORM, reuse)
        screen.settle()
        clerk.new_sheet("北", "H27")
        clerk.type_sheet(SHEET)
        clerk.press("F9")
        check_equal(screen.torn(), 0, "torn characters")
        screen.key("F10", "F10", "F10")
        check_equal(screen.exit(), 0, "exit status")
    return clerk


def type_and_compare(reuse):
    """The clerk, when the sheet that was typed is the published one."""
    with Folder() as folder:
        clerk = type_sheet(folder / "kusei.db", reuse)
        exported = export(folder / "kusei.db", "北区", "2015")
    ours, theirs = rows_of(exported), rows_of(PUBLISHED)
    check_equal(list(ours), list(theirs), "rows")
    for name, row in theirs.items():
        check_equal(ours[name].split("\n"), row.split("\n"), f"row {name}")
    print(f"     {clerk.keys}")
    return clerk


def content_of_pages():
    """The characters of all fields of the pages that stand by themselves."""
    pages = [(element, page) for row in SHEET.findall("row")
             for element in ("strategy-page", "initiative-page")
             for page in row.findall(element) if not page.get("follows")]
    return sum(len(field.typed) for element, page in pages
               for field in FORM.fields(FORM.page(element), page)
               if field.typed != NOT_APPLICABLE)


def case_every_page_once():
    """A page that stands under several rows is typed once, and under 3 % of all the keys
    that it takes are no content."""
    clerk = type_and_compare(reuse=False)
    heads = len("超")  # a word that the policy prints otherwise, replaced on the page of a row
    check_equal(clerk.keys.content + clerk.taken, content_of_pages() + heads,
                "characters typed, and taken from what the page offers")
    check_equal(clerk.keys.others["F4"], 4, "pages that are copies")
    check(clerk.keys.steps < 0.03 * clerk.keys.all, f"no content: {clerk.keys}")


def case_no_text_twice():
    """What one page has in common with another is taken from there: no text is typed that
    was typed on a page before, and it takes fewer keys than the sheet has characters."""
    clerk = type_and_compare(reuse=True)
    for number, (page, text) in enumerate(clerk.typed):
        twice = [other for other, before in clerk.typed[:number] if text in before]
        check(len(text) <= 15 or twice in ([], [page]), f"{page}: {text} is typed again")
    check(clerk.keys.all < content_of_pages(), f"all keys: {clerk.keys}")
    check(clerk.keys.steps < 0.043 * clerk.keys.all, f"no content: {clerk.keys}")


main()
