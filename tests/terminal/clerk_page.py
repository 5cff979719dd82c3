"""A page as the clerk of clerk.py has it in mind, and how one text is made of another."""
import collections
import copy
import os

from form import label
from runner import check_equal

NOT_APPLICABLE = "―"
KUSEI = "{urn:kusei:form}"


class Page:
    """A page as the clerk has it in mind: its fields as they are, and as they are to be."""

    def __init__(self, form, element, node, wanted):
        self.form = form
        self.item = form.row_page() if element == "row" else form.page(element)
        self.element = element
        self.node = node
        self.wanted = wanted
        self.row = wanted.get("id").partition("/")[0]
        self.title = label(self.item)
        self.required = form.bound(element, "required", "true()")
        self.unmarked = form.bound(element, KUSEI + "not-applicable", "false()")
        # But not what stands in the line above: it is typed as fast as it is looked at and taken.
        self.proposed = (form.bound(element, KUSEI + "propose", None)
                         - form.bound(element, KUSEI + "propose", "../text"))
        self.twin = None    # a page of the same number that shares texts with it
        self.asked = False  # what else the page offers has been asked for

    def fields(self):
        return list(self.form.fields(self.item, self.node))

    def finished(self):
        """The fields as they are to be in the end, in all the rows there are to be."""
        return list(self.form.fields(self.item, self.wanted))

    def targets(self):
        """The same for the rows that there are; a row that is to go is to be as it is."""
        wanted = collections.defaultdict(list)
        for field in self.finished():
            wanted[field.path].append(field)
        return [wanted[f.path].pop(0) if wanted[f.path] else f for f in self.fields()]

    def todo(self):
        return [i for i, (f, t) in enumerate(zip(self.fields(), self.targets()))
                if f.typed != t.typed]

    def blank(self):
        """The fields that may still be marked as not applicable."""
        return [i for i, f in enumerate(self.fields())
                if not f.typed and f.path not in self.unmarked]

    def rest_is_mark(self, todo):
        """Whether one key for all that is blank is less than one for each."""
        targets = self.targets()
        return (len(todo) > 2 and todo == self.blank() and
                all(targets[i].typed == NOT_APPLICABLE for i in todo))

    def mark_blank(self):
        for i in self.blank():
            put(self.fields()[i], NOT_APPLICABLE)

    def is_all_mark(self):
        return all(self.targets()[i].typed == NOT_APPLICABLE for i in self.blank())

    def shared_with(self, other):
        """How much of its text stands on the other page, in fields of some length."""
        fields, theirs = self.finished(), other.finished()
        if self.element != other.element or [f.path for f in fields] != [f.path for f in theirs]:
            return 0
        same = sum(len(f.typed) for f, t in zip(fields, theirs)
                   if len(f.typed) > 15 and edits(t.typed, f.typed) is not None)
        return same / sum(len(f.typed) for f in fields)

    def number(self):
        return self.wanted.findtext("code").translate(str.maketrans("１", "1"))

    def twin_text(self, field):
        """What the twin has there, by the field's place."""
        fields, theirs = self.finished(), self.twin.finished()
        if [f.path for f in fields] != [f.path for f in theirs]:
            return ""
        here = [f.node for f in self.fields()].index(field.node)
        return theirs[here].typed

    def twin_has(self, field, wanted):
        text = self.twin_text(field)
        return len(text) > 15 and (text == wanted or edits(text, wanted) is not None)

    def take_over(self, other):
        for child in list(self.node):
            self.node.remove(child)
        self.node.extend(copy.deepcopy(list(other.node)))

    def names(self):
        """How it stands in a list: by its id, or where it has no code by its label and place."""
        _, _, rest = self.wanted.get("id").partition("/")
        element, _, place = rest.rpartition("-")
        if not element.endswith("-page"):
            return (self.wanted.get("id") + " ",)
        return (f"{self.row} {self.title} {place} " if place != "1" else
                f"{self.row} {self.title} ",)

    def is_open(self, field):
        return field.path in self.required and not field.typed

    def repeats(self):
        return list(zip(self.form.repeats(self.item, self.node),
                        self.form.repeats(self.item, self.wanted)))


def one_change(page):
    """The words that are others in every field of the page that is to change."""
    changes = set()
    for i in page.todo():
        old, new = page.fields()[i].typed, page.targets()[i].typed
        start = len(os.path.commonprefix([old, new]))
        end = len(os.path.commonprefix([old[start:][::-1], new[start:][::-1]]))
        changes.add((old[start:len(old) - end], new[start:len(new) - end]))
    check_equal(len(changes), 1, f"changes of {page.row}: {changes}")
    return changes.pop()


def edits(old, new):
    """The keys that make the one text of the other, from its start, and what is then typed;
    None: to write over it is less."""
    lines, rest = old.split("\n"), new.split("\n")
    gone = len(lines) - len(rest)
    if new.endswith(old):
        return [], new[:-len(old)]
    if gone > 0 and lines[gone:] == rest:               # its first lines
        return ["C-k"] * (2 * gone), ""
    if gone > 0 and "\n".join(lines[gone:]) == new[1:]:  # the same, and a bullet before it
        return ["C-k"] * (2 * gone), new[0]
    if gone == 1 and lines[:-1] == rest:                # its last line
        return ["C-End", "M-a", "Backspace", "Backspace"], ""
    if gone == 1 and "".join(lines) == new:             # the first line feed
        return ["M-a", "Right", "Del"], ""
    return None


def put(field, text):
    """What the program is to hold now."""
    field.node.attrib.pop("printed", None)
    field.node.text = text
