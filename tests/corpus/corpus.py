"""What the corpus tests share: where the files are, and the count of checks."""
import json
import os
import sys
from pathlib import Path

try:
    from lxml import etree
except ImportError:
    print("skipped: python3-lxml is missing")
    sys.exit(77)

HERE = Path(os.environ.get("KUSEI_TEST_SRCDIR", Path(__file__).resolve().parents[2]))
SHARE = Path(os.environ.get("KUSEI_SHARE", HERE))
CORPUS = HERE / "tests" / "corpus"
FORM = SHARE / "forms" / "osaka-2015"
DATA = SHARE / "data"

NOT_APPLICABLE = "―"
XSD = "{http://www.w3.org/2001/XMLSchema}"
XFORMS = "{http://www.w3.org/2002/xforms}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Checks:
    """Counts; says what failed; ends the program with the closing line."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def that(self, holds, sentence):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED:", sentence)
        return bool(holds)

    def equal(self, found, expected, where):
        return self.that(found == expected, f"{where}: found {found!r}, expected {expected!r}")

    def close(self):
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed else 0)


def sheet(name):
    with open(CORPUS / "sheets" / name, encoding="utf-8") as file:
        return json.load(file)


def policy():
    with open(CORPUS / "policy-osaka-2015.json", encoding="utf-8") as file:
        return json.load(file)


def read(path):
    """The root of a document without the white space between its elements."""
    return etree.parse(str(path), etree.XMLParser(remove_blank_text=True)).getroot()


def as_written(root):
    """The bytes that the official XML has: libxml2's indentation, double quotes in the first line."""
    body = etree.tostring(root, encoding="UTF-8", pretty_print=True, xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body


def printed(leaf):
    """The text as the sheet has it."""
    return leaf.get("printed", leaf.text or "")
