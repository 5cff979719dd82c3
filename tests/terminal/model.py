"""What a page's fields should hold after keys, thought out a second time.

A small reading of text/editor.h and of how keys walk a page, for tests that
type at random: `Pages` takes an operation, says which bytes a terminal sends for
it, and keeps every state the texts and the cursor went through. It refuses what
it cannot know: lines so long that the layout would break them, clusters that
would join with their neighbours, and anything but walking in fields that are
more than text.
"""
import dataclasses

from keys import key_bytes

KINDS = {  # clusters by the kinds of text/words.h, each with its columns
    "kanji": {"区": 2, "地": 2, "域": 2, "活": 2, "葛\U000E0100": 2},
    "hiragana": {"あ": 2, "い": 2, "の": 2, "を": 2, "き\u309A": 2},
    "katakana": {"ア": 2, "ツ": 2},
    "letters": {"a": 1, "Z": 1, "e\u0301": 1},
    "mark": {"、": 2, "「": 2, "①": 1, "👨‍👩‍👧": 2, "。": 2},
    "blank": {" ": 1},
}
KIND = {cluster: kind for kind, clusters in KINDS.items() for cluster in clusters} | {"\n": "feed"}
COLUMNS = {c: n for clusters in KINDS.values() for c, n in clusters.items()} | {"\n": 0}
FAMILY = "👨‍👩‍👧"
# The end of a sentence ends a step of undo, where it comes last in what the
# program happens to read at once: only the end of what is typed may be one.
TYPED = [c for clusters in KINDS.values() for c in clusters if c not in ("。", FAMILY)]

LINE_MOST = 30    # columns of a line, far from where any window breaks one
TEXT_MOST = 900   # clusters of a field
TYPED_MOST = 100  # bytes in a row, far from what counts as a paste


def clusters_of(text):
    """A text of these clusters, taken apart."""
    out = []
    while text:
        longest = max((c for c in COLUMNS if text.startswith(c)), key=len)
        out.append(longest)
        text = text[len(longest):]
    return out


class Refused(Exception):
    """The model does not know what that would do."""


@dataclasses.dataclass
class Step:
    before: list
    after: list
    cursor_before: int
    cursor_after: int
    joined: bool


class Field:
    """The text of a field; places are counted in clusters."""

    def __init__(self, name, text, edited):
        self.name, self.edited = name, edited
        self.text = clusters_of(text)
        self.cursor = self.anchor = 0
        self.aim = None
        self.last = None
        self.steps, self.done = [], 0

    def copy(self):
        other = Field(self.name, "", self.edited)
        vars(other).update(vars(self), steps=list(self.steps))
        return other

    def settle(self):
        self.anchor, self.aim, self.last = self.cursor, None, None

    def selection(self):
        return min(self.anchor, self.cursor), max(self.anchor, self.cursor)

    def change(self, start, end, clusters, last):
        text = self.text[:start] + clusters + self.text[end:]
        cursor = start + len(clusters)
        if text != self.text:
            del self.steps[self.done:]
            self.steps.append(Step(self.text, text, self.cursor, cursor,
                                   last is not None and last == self.last))
            self.done += 1
        else:
            last = None
        self.text, self.cursor = text, cursor
        self.settle()
        self.last = last

    def put(self, clusters, last):
        start, end = self.selection()
        if start < end and last and clusters[0] == self.text[start]:
            raise Refused  # how much of it is one event is the program's affair
        self.change(start, end, clusters, last)
        if last and clusters[-1] in ("\n", "。"):
            self.last = None

    def delete_selection(self):
        start, end = self.selection()
        if start == end:
            return False
        self.change(start, end, [], None)
        return True

    def backspace(self):
        if not self.delete_selection() and self.cursor > 0:
            self.change(self.cursor - 1, self.cursor, [], "backspace")

    def delete(self):
        if not self.delete_selection() and self.cursor < len(self.text):
            self.change(self.cursor, self.cursor + 1, [], "delete")

    def delete_line(self):
        if not self.delete_selection():
            end = self.line_end()
            if end == self.cursor and end < len(self.text):
                end += 1
            if end > self.cursor:
                self.change(self.cursor, end, [], None)

    def undo(self):
        while self.done > 0:
            self.done -= 1
            step = self.steps[self.done]
            self.text, self.cursor = step.before, step.cursor_before
            self.settle()
            if not step.joined:
                break

    def redo(self):
        while self.done < len(self.steps):
            step = self.steps[self.done]
            self.done += 1
            self.text, self.cursor = step.after, step.cursor_after
            self.settle()
            if self.done == len(self.steps) or not self.steps[self.done].joined:
                break

    # --- moves ----------------------------------------------------------------

    def line_start(self):
        at = self.cursor
        while at > 0 and self.text[at - 1] != "\n":
            at -= 1
        return at

    def line_end(self):
        at = self.cursor
        while at < len(self.text) and self.text[at] != "\n":
            at += 1
        return at

    def same(self, at, kind, forward):
        """From there over all clusters of a kind."""
        if forward:
            while at < len(self.text) and KIND[self.text[at]] == kind:
                at += 1
        else:
            while at > 0 and KIND[self.text[at - 1]] == kind:
                at -= 1
        return at

    def run_right(self):
        if self.cursor == len(self.text):
            return self.cursor
        kind = KIND[self.text[self.cursor]]
        end = self.cursor + 1 if kind == "feed" else self.same(self.cursor, kind, True)
        if kind == "kanji":
            end = self.same(end, "hiragana", True)
        return self.same(end, "blank", True)

    def run_left(self):
        end = self.same(self.cursor, "blank", False)
        if end == 0:
            return 0
        kind = KIND[self.text[end - 1]]
        if kind == "feed":
            return end - 1
        start = self.same(end, kind, False)
        return self.same(start, "kanji", False) if kind == "hiragana" else start

    def line_move(self, down):
        """To the line before or behind; False when there is none."""
        start, end = self.line_start(), self.line_end()
        if end == len(self.text) if down else start == 0:
            return False
        if self.aim is None:
            self.aim = sum(COLUMNS[c] for c in self.text[start:self.cursor])
        self.cursor = end + 1 if down else start - 1
        self.cursor, end = self.line_start(), self.line_end()
        columns = 0
        while self.cursor < end and columns + COLUMNS[self.text[self.cursor]] <= self.aim:
            columns += COLUMNS[self.text[self.cursor]]
            self.cursor += 1
        return True

    def go(self, move):
        self.last = None
        if move in ("Up", "Down"):
            return self.line_move(move == "Down")
        target = {"Left": max(self.cursor - 1, 0), "Right": min(self.cursor + 1, len(self.text)),
                  "Home": self.line_start(), "End": self.line_end(), "C-Home": 0,
                  "C-End": len(self.text), "C-Left": self.run_left(),
                  "C-Right": self.run_right()}[move]
        moved = target != self.cursor
        self.cursor, self.aim = target, None
        return moved

    def move(self, move):
        start, end = self.selection()
        if start < end and move in ("Left", "Right"):
            self.cursor = start if move == "Left" else end
            self.settle()
            return True
        moved = self.go(move)
        self.anchor = self.cursor
        return moved or start < end

    # --- what the model may know --------------------------------------------------

    def check(self):
        columns, before = 0, ""
        for cluster in self.text:
            columns = 0 if cluster == "\n" else columns + COLUMNS[cluster]
            if columns > LINE_MOST or cluster == before == FAMILY:
                raise Refused
            before = cluster
        if len(self.text) > TEXT_MOST:
            raise Refused

    def value(self):
        return "".join(self.text)


@dataclasses.dataclass(frozen=True)
class State:
    """page and field: numbers; cursor: characters from the start of the text."""
    page: int
    field: int
    cursor: int
    texts: tuple


class Pages:
    """pages: for each a list of (name, text, whether it may be edited); the first
    field of the first page is in hand."""

    def __init__(self, pages):
        self.pages = [[Field(*field) for field in page] for page in pages]
        self.page = self.field = 0
        self.clipboard = None
        self.typed = 0     # bytes in a row
        self.ended = False  # and whether they must not go on

    def copy(self):
        other = Pages([])
        vars(other).update(vars(self),
                           pages=[[f.copy() for f in page] for page in self.pages])
        return other

    def hand(self):
        return self.pages[self.page][self.field]

    def state(self):
        f = self.hand()
        return State(self.page, self.field, len("".join(f.text[:f.cursor])),
                     tuple(f.value() for page in self.pages for f in page))

    # --- walking ---------------------------------------------------------------------

    def enter(self, field, from_below=False):
        if not 0 <= field < len(self.pages[self.page]):
            raise Refused
        self.hand().anchor = self.hand().cursor
        self.field = field
        f = self.hand()
        f.cursor = len(f.text) if from_below else 0
        f.settle()

    def turn(self, forward):
        self.page += 1 if forward else -1
        if not 0 <= self.page < len(self.pages):
            raise Refused
        # Another page is read anew: what could be undone is gone.
        self.pages = [[Field(f.name, f.value(), f.edited) for f in page] for page in self.pages]
        self.field = 0

    def move(self, name):
        if not self.hand().move(name) and name in ("Up", "Down"):
            self.enter(self.field + (1 if name == "Down" else -1), from_below=name == "Up")

    # --- operations --------------------------------------------------------------------

    def apply(self, op, argument=None):
        """Does it; Refused leaves a model that is of no use any more."""
        f = self.hand()
        if not f.edited and op not in ("Tab", "S-Tab", "Up", "Down", "PgDn", "PgUp", "F9"):
            raise Refused
        if op != "text":
            self.typed, self.ended = 0, False
        if op == "text":
            self.typed += len(argument.encode())
            if self.ended or self.typed > TYPED_MOST:
                raise Refused
            f.put(clusters_of(argument), "typing")
            self.ended = argument.endswith("。")
        elif op == "Enter":
            f.put(["\n"], "typing")
        elif op == "paste":
            f.put(clusters_of(argument), None)
        elif op in ("Tab", "S-Tab"):
            self.enter(self.field + (1 if op == "Tab" else -1))
        elif op in ("PgDn", "PgUp"):
            self.turn(op == "PgDn")
        elif op == "F9":
            pass
        elif op.startswith("S-"):
            f.go(op[2:])
        elif op in EDITS:
            EDITS[op](self, f)
        else:
            self.move(op)
        f.check()
        self.hand().check()

    def cut(self, f):
        start, end = f.selection()
        if start < end:
            self.clipboard = f.text[start:end]
            f.delete_selection()

    def copy_text(self, f):
        start, end = f.selection()
        part = f.text[start:end] if start < end else list(f.text)
        if any(c != "\n" for c in part):
            self.clipboard = part

    def put_clipboard(self, f):
        if self.clipboard is not None:
            f.put(self.clipboard, None)

    def select_all(self, f):
        f.anchor, f.cursor, f.aim, f.last = 0, len(f.text), None, None


EDITS = {
    "Backspace": lambda pages, f: f.backspace(),
    "Del": lambda pages, f: f.delete(),
    "C-k": lambda pages, f: f.delete_line(),
    "C-z": lambda pages, f: f.undo(),
    "C-y": lambda pages, f: f.redo(),
    "C-x": Pages.cut,
    "C-c": Pages.copy_text,
    "C-v": Pages.put_clipboard,
    "C-a": Pages.select_all,
}

MOVES = ["Left", "Right", "Up", "Down", "Home", "End", "C-Left", "C-Right", "C-Home", "C-End"]
WEIGHTS = ([("text", 30), ("Enter", 5), ("paste", 2), ("Backspace", 6), ("Del", 4), ("C-k", 1),
            ("C-z", 5), ("C-y", 3), ("C-x", 3), ("C-c", 2), ("C-v", 3), ("C-a", 0.3), ("Tab", 3),
            ("S-Tab", 2), ("PgDn", 0.7), ("PgUp", 0.7), ("F9", 1.5)]
           + [(move, 1.6) for move in MOVES] + [("S-" + move, 0.9) for move in MOVES])


def _words(chance, most):
    words = [chance.choice(TYPED) for _ in range(chance.randint(1, most))]
    if chance.random() < 0.2:
        words.append(chance.choice(("。", FAMILY)))
    return "".join(words)


def _argument(chance, op):
    if op == "text":
        return _words(chance, 6)
    if op == "paste":
        return "\n".join(_words(chance, 10) for _ in range(chance.choice((1, 3, 12, 40))))
    return None


def choose(chance, pages):
    """An operation that the model knows: (model after it, operation, argument)."""
    ops, weights = zip(*WEIGHTS)
    while True:
        op = chance.choices(ops, weights)[0]
        argument = _argument(chance, op)
        after = pages.copy()
        try:
            after.apply(op, argument)
        except Refused:
            continue
        return after, op, argument


def bytes_of(op, argument):
    """What a terminal sends for it."""
    if op == "text":
        return argument.encode()
    if op == "paste":
        return b"\x1b[200~" + argument.replace("\n", "\r").encode() + b"\x1b[201~"
    return key_bytes(op)


def states_between(before, op, argument):
    """The states that typing goes through, a code point at a time: the program may
    have read any of it."""
    if op != "text":
        return []
    f = before.hand()
    start, end = f.selection()
    head, tail = "".join(f.text[:start]), "".join(f.text[end:])
    number = sum(len(page) for page in before.pages[:before.page]) + before.field
    states = []
    for size in range(1, len(argument)):
        state = before.state()
        texts = list(state.texts)
        texts[number] = head + argument[:size] + tail
        states.append(State(state.page, state.field, len(head) + size, tuple(texts)))
    return states
