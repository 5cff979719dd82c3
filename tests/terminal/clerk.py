"""A practised clerk: types a whole sheet with the fewest honest keys, and counts them.

Everything goes through the real screen. What is to be typed comes from a finished
sheet, where to type it from the form; where the clerk is, the screen says, and it is
looked at before every step. Counted as content is a character that goes into a field,
a line break in a text, and a key that enters ―, once however many fields it fills.
Every other key is counted by its name.
"""
import collections
import copy
import re

from clerk_page import NOT_APPLICABLE, Page, edits, one_change, put
from kusei import in_hand, say, says
from runner import check, check_equal
from screen import REVERSE

TAKEN = "Taken. %s again: %zu more that the page offers"
REASON = re.sub(r"\s", "", say("Reason to keep it %s") % "")
MOSTLY = 0.6  # of a page's characters stand on another: it is made out of that one
SHARED = 0.3  # so many do: texts are taken from that one


def plain(text):
    return re.sub(r"\s", "", text)


class Keys:
    """What was pressed: characters of content, keys that enter ―, and the rest by name."""

    def __init__(self):
        self.content = 0
        self.marks = 0
        self.others = collections.Counter()

    @property
    def all(self):
        return self.content + self.marks + self.steps

    @property
    def steps(self):
        return sum(self.others.values())

    def __str__(self):
        kinds = ", ".join(f"{name} {n}" for name, n in self.others.most_common())
        return (f"{self.all} keys: {self.content} characters, {self.marks} for {NOT_APPLICABLE}, "
                f"{self.steps} others ({100 * self.steps / self.all:.2f} %): {kinds}")


class Clerk:
    """reuse: texts that stand on another page are taken from there, not typed again. Pages
    that follow another are copies of it in any case."""

    def __init__(self, screen, form, reuse):
        self.screen = screen
        self.reuse = reuse
        self.form = form
        self.sheet = copy.deepcopy(form.blank)
        self.keys = Keys()
        self.done = {}       # the pages that are finished, by name
        self.taken = 0       # characters that the page offered
        self.typed = []      # (page, text) of all that went in by hand
        self.page = ""       # the name that the page in hand will have
        self.at = 0          # the field in hand
        self.aside = False   # the place for a reason under it is in hand
        self.just = False    # the program has just moved on by itself

    # --- at the screen ----------------------------------------------------------

    def press(self, name):
        self.screen.key(name)
        self.keys.others[name] += 1
        self.just = False

    def answer(self, letter):
        self.screen.send(letter)
        self.keys.others[letter] += 1

    def mark(self, name):
        """A key that enters ―."""
        self.screen.key(name)
        self.keys.marks += 1

    def type(self, text):
        self.screen.send(text.replace("\n", "\r"))
        self.keys.content += len(text)
        self.typed.append((self.page, text))
        self.just = False

    def on_reason(self):
        return in_hand(self.screen).startswith(REASON)

    def expect(self, field):
        got = in_hand(self.screen)
        check(got == plain(field.label),
              f"the field in hand is {got}, not {field.label}:\n{self.screen.picture()}")

    # --- from field to field ------------------------------------------------------

    def behind(self, page, at, itself):
        """Where F12 leads to from there; None: off the page."""
        fields = page.fields()
        start = at if itself else at + 1
        return next((i for i in range(start, len(fields)) if page.is_open(fields[i])), None)

    def ways(self, page, state):
        """(key, where it leads) from a field, or from the place for a reason under it."""
        at, aside, just = state
        yield "Tab", (at + 1, False, False)
        yield "S-Tab", ((at, False, False) if aside else (at - 1, False, False))
        behind = self.behind(page, at, just and not aside)
        if behind is not None:
            yield "F12", (behind, False, False)

    def way(self, page, target):
        """The fewest keys to that field, as far as can be known."""
        start = (self.at, self.aside, self.just)
        seen = {start: []}
        queue = collections.deque([start])
        while queue:
            state = queue.popleft()
            if state[0] == target and not state[1]:
                return seen[state]
            if state[2] and state is start:  # Tab is taken as the step that was made
                moves = [m for m in self.ways(page, state) if m[0] != "Tab"]
                moves.append(("Tab", (state[0], state[1], False)))
            else:
                moves = self.ways(page, state)
            for key, there in moves:
                if there not in seen and 0 <= there[0] < len(page.fields()):
                    seen[there] = seen[state] + [key]
                    queue.append(there)
        raise AssertionError(f"no way to field {target}")

    def go(self, page, target):
        """To that field; a place for a reason that comes in the way is passed."""
        while (self.at, self.aside) != (target, False):
            key = self.way(page, target)[0]
            before = self.at, self.aside, self.just
            self.press(key)
            self.arrive(page, before, key)
        self.expect(page.fields()[target])

    def arrive(self, page, before, key):
        at, aside, just = before
        self.just = False
        if key == "F12":
            self.at, self.aside = self.behind(page, at, just and not aside), False
        elif key == "S-Tab":
            self.at, self.aside = (at, False) if aside else (at - 1, self.on_reason())
        elif just:
            pass
        elif self.on_reason():
            self.aside = True
        else:
            self.at, self.aside = at + 1, False

    def moved_on(self, page):
        """After a key that completed a field."""
        if self.at + 1 < len(page.fields()):
            self.aside = self.on_reason()
            self.at += 0 if self.aside else 1
            self.just = True

    # --- filling in -------------------------------------------------------------------

    def fill(self, page, field, wanted):
        """The blank field in hand."""
        if wanted == NOT_APPLICABLE and field.kind != "choice":
            self.mark("F8")
            put(field, wanted)
            self.moved_on(page)
        elif field.kind == "choice":
            self.choose(wanted)
            put(field, wanted)
            self.moved_on(page)
        elif page.twin and page.twin_has(field, wanted):
            self.press("C-o")
            put(field, page.twin_text(field))
            if field.typed != wanted:
                self.press("C-Home")
        else:
            self.type(wanted)
            put(field, wanted)

    def choose(self, wanted):
        if wanted == NOT_APPLICABLE:
            self.screen.send("-")
            self.keys.marks += 1
        else:
            self.screen.send(wanted)
            self.keys.content += len(wanted)

    def change(self, page, field, wanted):
        """The field in hand, which says something else."""
        if field.kind == "choice":
            self.choose(wanted)
        elif not wanted and page.asked and field.path in page.proposed:
            self.press("C-z")
        else:
            self.edit(field.typed, wanted)
        put(field, wanted)

    def edit(self, old, wanted):
        keys, typed = edits(old, wanted) or (["C-a"] + ["Del"] * (not wanted), wanted)
        for key in keys:
            self.press(key)
        if typed:
            self.type(typed)

    def fill_page(self, page):
        """Field by field, rows added and removed on the way."""
        while self.change_rows(page) or self.fill_next(page):
            pass

    def fill_next(self, page):
        todo = page.todo()
        if not todo:
            return False
        fields, targets = page.fields(), page.targets()
        if page.rest_is_mark(todo):
            self.mark("C-w")
            self.answer("b")
            page.mark_blank()
            return True
        offered = self.offered(page)
        others = [i for i in todo if i not in offered]
        figures = [i for i in others if fields[i].path in page.proposed]
        before = [i for i in others if i not in figures and offered and i < offered[-1]]
        if offered and self.rows_are_there(page) and not before:
            self.take(page, offered)
            return True
        i = min(figures if page.asked and figures else others,
                key=lambda i: (len(self.way(page, i)), i))
        self.go(page, i)
        if fields[i].typed:
            self.change(page, fields[i], targets[i].typed)
        else:
            self.fill(page, fields[i], targets[i].typed)
        return True

    # --- rows ---------------------------------------------------------------------------

    def change_rows(self, page):
        """Adds or removes a row where the clerk has come to its repeat."""
        fields = [f.node for f in page.fields()]
        offered = self.offered(page)
        todo = [i for i in page.todo() if i not in offered]
        for (repeat, inner), (_, other) in page.repeats():
            element = repeat.get("nodeset")
            rows, wanted = inner.findall(element), other.findall(element)
            place = [n for n, node in enumerate(fields) if any(node in list(row) for row in rows)]
            if len(rows) < len(wanted) and not any(i <= place[-1] for i in todo):
                self.add_row(page, inner, element, rows)
                return True
            if len(rows) > len(wanted) and not any(i < place[0] for i in todo):
                self.go(page, place[0])
                self.press("M-x")
                inner.remove(rows[0])
                self.expect(page.fields()[self.at])
                return True
        return False

    def rows_are_there(self, page):
        return len(page.fields()) == len(page.finished())

    def add_row(self, page, inner, element, rows):
        self.press("C-n")
        row = copy.deepcopy(self.form.prototypes.find(element))
        inner.insert(list(inner).index(rows[-1]) + 1, row)
        first = list(row)[0]
        self.at = [f.node for f in page.fields()].index(first)
        self.aside = False
        self.expect(page.fields()[self.at])

    # --- what the page offers -----------------------------------------------------------

    def seen(self, page):
        """Of the fields that the page may propose something for: what stands there, and
        whether it is only offered."""
        fields = page.fields()
        fields = [(i, f) for i, f in enumerate(fields) if f.path in page.proposed]
        labels = {f.label for _, f in fields}
        shown = []
        for row in self.screen.rows()[1:-2]:
            words = re.split(r"\s{2,}", row.strip())
            if words[0] in labels:
                shown.append(words[1] if len(words) > 1 else "")
        check_equal(len(shown), len(fields), f"figures on the screen\n{self.screen.picture()}")
        mark = say("%s?") % ""
        return {i: (text.removesuffix(mark), text.endswith(mark) and text != mark)
                for (i, _), text in zip(fields, shown)}

    def offered(self, page):
        """The blank fields for which the page offers what is wanted; while rows are missing,
        all for which it may."""
        fields = page.fields()
        todo = [i for i in page.todo() if fields[i].path in page.proposed and not fields[i].typed]
        if not todo or not self.rows_are_there(page):
            return todo
        seen, targets = self.seen(page), page.targets()
        return [i for i in todo if seen[i] == (targets[i].typed, True)]

    def take(self, page, offered):
        """All that is offered: by one key from elsewhere, or by that of the field and again."""
        page.asked = True
        self.press("C-t")
        if len(offered) > 1 and says(self.screen, TAKEN):
            self.press("C-t")
        fields, targets = page.fields(), page.targets()
        for i, (text, still) in self.seen(page).items():
            if not still and text != fields[i].typed:
                put(fields[i], text)
                self.taken += len(text) if text == targets[i].typed else 0
        check_equal(self.offered(page), [], "what is still offered")

    # --- pages ------------------------------------------------------------------------------

    def arrive_at(self, page):
        """A key has led to this page, which nothing has been typed on."""
        check(page.row in self.screen.rows()[1] and page.title in "".join(self.screen.rows()[1:3]),
              self.screen.picture())
        self.page = page.wanted.get("id")
        self.at, self.aside, self.just = 0, False, False
        self.expect(page.fields()[0])

    def type_page(self, page):
        """Whatever costs least: a copy, a copy that is then changed, ― throughout, or typed."""
        if page.wanted.get("follows"):
            self.make_copy(page, self.done[page.wanted.get("follows")])
            return
        source = self.find_source(page) if self.reuse else None
        if source and page.shared_with(source) > MOSTLY:
            self.make_copy(page, source, once=True)
            self.expect(page.fields()[0])
        elif page.is_all_mark():
            self.mark("C-w")
            self.answer("y")
            page.mark_blank()
        elif source and source.number() == page.number():
            page.twin = source
        self.fill_page(page)

    def find_source(self, page):
        """The page that shares most of its text with this one, if that is much."""
        best = max(self.done.values(), key=page.shared_with, default=None)
        return best if best and page.shared_with(best) > SHARED else None

    def make_copy(self, page, source, once=False):
        self.press("F4")
        self.pick(source.names())
        if once:
            self.press("C-t")
        else:
            self.press("Enter")
            linked = [line for line in self.screen.rows() if line.lstrip().startswith("= ")]
            check(linked and source.row in linked[0], self.screen.picture())
        page.take_over(source)

    def pick(self, names):
        """In a list that is seen whole: to the line that begins with one of the names."""
        lines = [line.strip() for line in self.screen.rows()[2:-2] if line.strip()]
        check(self.line_in_hand() in lines, self.screen.picture())
        here = lines.index(self.line_in_hand())
        there = next(i for i, line in enumerate(lines) if line.startswith(names))
        ways = [["Down"] * (there - here) + ["Up"] * (here - there),
                ["End"] + ["Up"] * (len(lines) - 1 - there), ["Home"] + ["Down"] * there]
        for key in min(ways, key=len):
            self.press(key)
        check(self.line_in_hand().startswith(names), self.screen.picture())

    def line_in_hand(self):
        return "".join(text for row, text in self.screen.marked(REVERSE) if row > 0).strip()

    # --- the sheet ----------------------------------------------------------------------------

    def new_sheet(self, ward, year):
        for step in ("n", *ward, "Enter", *year, "Enter"):
            if len(step) == 1:
                self.answer(step)
            else:
                self.press(step)
        check(self.screen.shows(say("All pages")), self.screen.picture())

    def type_sheet(self, sheet):
        """All pages in their order, led by F12."""
        for wanted in sheet.findall("row"):
            row = next(r for r in self.sheet.findall("row") if r.get("id") == wanted.get("id"))
            head = Page(self.form, "row", row, wanted)
            for element in ("strategy-page", "initiative-page"):
                for number, target in enumerate(wanted.findall(element)):
                    nodes = row.findall(element)
                    if number < len(nodes):
                        self.press("F12")
                    else:
                        nodes.append(self.add_page(row, nodes[-1], element))
                    if head.todo():
                        self.change_head(head)
                    page = Page(self.form, element, nodes[number], target)
                    self.arrive_at(page)
                    self.type_page(page)
                    self.done[target.get("id")] = page

    def change_head(self, head):
        """The page of the row, before its first one, where the ward prints it otherwise."""
        self.press("PgUp")
        self.expect(head.fields()[0])
        if head.todo() == head.blank():
            self.mark("C-w")
            self.answer("b")
            head.mark_blank()
        else:
            self.replace_words(head)
        check_equal(head.todo(), [], "what is left to be changed")
        self.press("F12")

    def replace_words(self, page):
        old, new = one_change(page)
        self.press("C-f")
        self.answer(old)
        self.press("Tab")
        self.type(new)
        self.press("Enter")
        self.answer("a")
        for field in page.fields():
            put(field, field.typed.replace(old, new))

    def add_page(self, row, last, element):
        """A page of the same kind behind the one that was just finished, in the outline."""
        for key in ("F2", "C-n", "Enter"):
            self.press(key)
        blank = copy.deepcopy(self.form.prototypes.find(element))
        row.insert(list(row).index(last) + 1, blank)
        return blank
