"""What a form asks on a page, in the order in which the screen asks it.

Only as much of forms/README as the tests need: the fields of a page, with
their labels, and the rows of its repeats. It reads form.xml by itself, so that
a test that walks a page does not rest on the program's own reading.
"""
import os
import xml.etree.ElementTree as ET

X = "{http://www.w3.org/2002/xforms}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CONTROLS = {X + "input": "line", X + "textarea": "text", X + "select1": "choice"}


class Field:
    """One field of a page: its label, how it is typed, and its node in a document."""

    def __init__(self, label, kind, path, node):
        self.label = label
        self.kind = kind  # "line", "text" or "choice"
        self.path = path  # from the page's element: "plan/aim"
        self.node = node

    @property
    def typed(self):
        """What a person types for the node's content: as printed."""
        return self.node.get("printed", self.node.text or "")


class Form:
    def __init__(self, folder):
        self.folder = folder
        self.root = ET.parse(os.path.join(folder, "form.xml")).getroot()
        self.prototypes = ET.parse(os.path.join(folder, "prototypes.xml")).getroot()
        self.blank = ET.parse(os.path.join(folder, "blank.xml")).getroot()

    def page(self, element):
        """The item of the pages of that element."""
        for item in self.root.iter(X + "repeat"):
            if item.get("nodeset") == element and item.get("appearance") == "full":
                return item
        raise KeyError(element)

    def row_page(self):
        """The item of the pages that the policy names (rows)."""
        for item in self.root.iter(X + "repeat"):
            if item.get("appearance") == "full" and "row[" in item.get("nodeset"):
                return item
        raise KeyError("row")

    def fields(self, item, node, path=""):
        """The fields of a page, its element being node; not those of pages inside it."""
        for child in item:
            if child.get("appearance") == "full":
                continue
            if child.tag in CONTROLS:
                ref = child.get("ref")
                yield Field(label(child), CONTROLS[child.tag], path + ref, node.find(ref))
            elif child.tag == X + "group":
                ref = child.get("ref")
                here = ref in (None, ".")
                yield from self.fields(child, node if here else node.find(ref),
                                       path if here else f"{path}{ref}/")
            elif child.tag == X + "repeat":
                for row in node.findall(child.get("nodeset")):
                    yield from self.fields(child, row, f"{path}{child.get('nodeset')}/")

    def bound(self, element, attribute, value):
        """The paths, as of fields, of what binds with that attribute (None: with any value)
        are about on such pages."""
        from lxml import etree  # Debian's; the others who read a form do without

        blank = etree.parse(os.path.join(self.folder, "blank.xml"))
        found = set()
        for bind in self.root.iter(X + "bind"):
            if bind.get(attribute) is None or value not in (None, bind.get(attribute)):
                continue
            for node in blank.getroot().xpath(bind.get("nodeset")):
                path = []
                while node is not None and getattr(node, "tag", None) not in (None, element):
                    path.insert(0, node.tag)
                    node = node.getparent()
                if node is not None and hasattr(node, "tag"):
                    found.add("/".join(path))
        return found

    def repeats(self, item, node):
        """(item, node it stands in) of the repeats of a page to which rows can be added."""
        for child in item:
            if child.get("appearance") == "full":
                continue
            if child.tag == X + "group":
                inner = node if child.get("ref") in (None, ".") else node.find(child.get("ref"))
                yield from self.repeats(child, inner)
            elif child.tag == X + "repeat" and child.find(X + "insert") is not None:
                yield child, node


def label(item):
    """An item's Japanese label, as far as it is plain text."""
    for child in item.findall(X + "label"):
        if child.get(LANG) == "ja":
            return " ".join("".join(child.itertext()).split())
    raise KeyError("label")
