"""kusei on a stage: one language, a person with a name, a clock that stands still.

What the captures of the manual are taken from. It presses keys by what the
program says that they do, so that a key may move and the captures still come.
"""
import gettext
import os
import re
import subprocess
import xml.etree.ElementTree as ET

import kusei
from form import LANG, Form, X
from kusei import go_to_field, go_to_outline, in_hand, open_page, say, step_to_end
from screen import BUILD, FOLLOWED, KUSEI, SOURCE, Screen, ScreenError, environment

CLOCK = BUILD / "tests" / "terminal" / "stage.so"
LOCALE = os.environ.get("TEXTDOMAINDIR", BUILD / "locale")
FORM = Form(SOURCE / "forms" / "osaka-2015")

# 12 May 2016, a Thursday, 9:30 in Japan.
MORNING = 1463013000
CLERK = "kitamura"
WARD = "北区"


def plain(text):
    return re.sub(r"\s", "", text)


def form_label(item, lang):
    """A label in that language, or else in Japanese; without what its outputs would say."""
    labels = {child.get(LANG): " ".join("".join(child.itertext()).split())
              for child in item.findall(X + "label")}
    return labels.get(lang, labels["ja"])


def sentences(lang):
    """Everything that the program can say in that language, as its catalogue has it."""
    ja = gettext.translation("kusei", LOCALE, ["ja"])
    for msgid, said in ja._catalog.items():
        if msgid:
            yield said if lang == "ja" else msgid[0] if isinstance(msgid, tuple) else msgid


def below(picture, heading):
    """The rows from a heading of the help on, to the blank line behind its part."""
    start = next(n for n, row in enumerate(picture) if row.strip() == say(heading))
    part = picture[start:]
    return part[:part.index("")] if "" in part else part


class Keys:
    """The keys of the screen in hand, by what the help says that they do."""

    def __init__(self, picture, bar):
        self.of = {}
        self.bar = bar
        # The keys whose names the program translates.
        self.names = {say(name): name for name in ("Up", "Down", "Left", "Right", "Space")}
        for row in below(picture, "Keys")[1:]:
            parts = re.split(r"\s{2,}", row.strip(), maxsplit=1)
            if len(parts) == 2:
                self.of.setdefault(plain(parts[1]), parts[0])

    def find(self, msgid):
        """The first key of the action that is described so."""
        name = self.of.get(plain(say(msgid)))
        if name is None:
            raise ScreenError(f"no key here does this: {say(msgid)}\n{self.of}")
        name = name.split(", ")[0]
        *flags, key = name.split("-") if len(name) > 1 else [name]
        key = self.names.get(key, key)
        flags = "".join({"Ctrl": "C-", "Alt": "M-", "Shift": "S-"}[flag] for flag in flags)
        return flags + (key.lower() if flags and len(key) == 1 else key)


def open_help(hand):
    hand.key("F1")
    hand.wait(say("Help"))


class Hand(Screen):
    """A screen with somebody in front who presses keys by their meaning."""

    def act(self, msgid, place):
        """Presses the key that, on a screen of that kind, does what msgid describes."""
        key = self.stage.keys(place).find(msgid)
        if len(key) == 1:
            self.send(key)
        else:
            self.key(key)

    def text(self):
        """As somebody sees it who looks up: with what is said about a text behind it."""
        self.settle(FOLLOWED)
        return super().text()


class Stage:
    def __init__(self, lang, folder):
        self.lang = lang
        self.folder = folder
        self.learned = {}
        self.made = 0
        # The words that kusei.py drives the program by.
        kusei._translation = gettext.translation("kusei", LOCALE, [lang], fallback=True)

    # --- people and programs -------------------------------------------------------

    def environment(self, who=CLERK, at=MORNING, **changes):
        told = {"KUSEI_LANG": self.lang, "LD_PRELOAD": str(CLOCK), "STAGE_USER": who,
                "STAGE_TIME": str(at), "TZ": "JST-9", "HOME": str(self.folder),
                "KUSEI_HELPERS": os.environ.get("KUSEI_HELPERS", str(BUILD))}
        return environment(**{**told, **changes})

    def open(self, db, rows=24, cols=80, who=CLERK, at=MORNING, options=(), **changes):
        env = self.environment(who, at, **changes)
        # The clock is for kusei alone, not for the terminal that it runs on.
        clock = env.pop("LD_PRELOAD")
        hand = Hand(["/usr/bin/env", f"LD_PRELOAD={clock}", KUSEI, "--db", db, *options],
                    rows, cols, env)
        hand.stage = self
        hand.settle()
        return hand

    def run(self, db, *arguments, who=CLERK, at=MORNING, cwd=None, status=(0, 1), **changes):
        """A command, in the folder of the stage: what it prints."""
        done = subprocess.run([KUSEI, *map(str, arguments)], capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, cwd=cwd or self.folder, check=False,
                              env=self.environment(who, at, KUSEI_DB=str(db), **changes))
        if done.returncode not in status:
            raise ScreenError(f"kusei {arguments}: {done.returncode}\n{done.stderr}")
        return done.stdout + done.stderr

    def shell(self, db, line, **more):
        """A line of commands as a person types it to a shell in that folder: what it prints."""
        env = self.environment(KUSEI_DB=str(db), **more)
        env["PATH"] = f"{os.path.dirname(os.path.abspath(KUSEI))}:{env['PATH']}"
        done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, cwd=self.folder,
                              env=env, stdin=subprocess.DEVNULL, check=False, timeout=60)
        return done.stdout + done.stderr

    # --- words ---------------------------------------------------------------------

    def label(self, japanese):
        """The label that is this one in Japanese, in the language of the stage, without blanks."""
        for item in FORM.root.iter():
            if item.find(X + "label") is not None and form_label(item, "ja") == japanese:
                return plain(form_label(item, self.lang))
        raise KeyError(japanese)

    def outline(self, hand):
        """To the outline; from the list, to that of the first sheet of the ward."""
        if say("Assessments") in hand.rows()[0] and not in_hand(hand).startswith(WARD):
            for _ in step_to_end(hand, "Down"):
                if in_hand(hand).startswith(WARD):
                    break
        go_to_outline(hand)

    def go(self, hand, page, field=None, number=1):
        """To the page of that name and the number-th field whose Japanese label that is."""
        self.outline(hand)
        open_page(hand, page)
        if field:
            self.go_to(hand, field, number)

    def go_to(self, hand, field, number=1):
        go_to_field(hand, self.label(field), number)

    def reason_place(self, hand, rule):
        """To the place for the reason to keep that rule's warning."""
        go_to_field(hand, plain(say("Reason to keep it %s") % rule))

    # --- keys ----------------------------------------------------------------------

    def keys(self, place):
        """The keys of a screen of that kind, learned from its bottom line and its help."""
        if place not in self.learned:
            with self.at(place) as hand:
                hand.resize(200, 250)
                bar = hand.rows()[-1]
                open_help(hand)
                self.learned[place] = Keys(hand.rows(), bar)
        return self.learned[place]

    def help(self, place):
        """The help of a screen of that kind, 80 columns wide and as long as it is, as rows."""
        with self.at(place) as hand:
            open_help(hand)
            return hand.rows()

    def at(self, place):
        """A long screen of that kind."""
        hand = self.open(self.neighbours(), rows=200)
        WAYS[place](self, hand)
        return hand

    # --- sheets --------------------------------------------------------------------

    def whole(self):
        """A new database with the ward's whole sheet, as it was published."""
        return self.imported(SOURCE / "data" / "kita-2015.xml")

    def neighbours(self):
        """The same, and another ward's sheet below it in the list."""
        data = SOURCE / "data"
        return self.imported(data / "kita-2015.xml", into=self.imported(data / "tsurumi-2015.xml"))

    def blank(self):
        db = self.fresh()
        self.run(db, "new", "271276", "H27")
        return db

    def half(self, rows=3):
        """The sheet in May: so many rows of it are written, and a page more is begun."""
        sheet = ET.fromstring(self.run(self.blank(), "export", "北区", "H27"))
        written = ET.parse(SOURCE / "data" / "kita-2015.xml").getroot().findall("row")
        for number, row in enumerate(written[:rows]):
            sheet[list(sheet).index(sheet.findall("row")[number])] = row
        path = self.folder / "half.xml"
        ET.ElementTree(sheet).write(path, encoding="UTF-8", xml_declaration=True)
        return self.imported(path)

    def imported(self, *paths, into=None):
        db = into or self.fresh()
        self.run(db, "import", *paths)
        return db

    def fresh(self):
        """The path of a database that is not there yet."""
        self.made += 1
        return self.folder / f"{self.made}.db"


CASES = "What other wards did: at the same place of the policy, and in the same words."


def _outline(stage, hand):
    stage.outline(hand)


def _page(stage, hand):
    stage.go(hand, "2.3.a/4-2", "全体")


def _findings(stage, hand):
    _outline(stage, hand)
    hand.act("The list of all findings.", "outline")


def _why(stage, hand):
    _findings(stage, hand)
    hand.act("The rule of the finding, the values that it turned on, and where it comes from.",
             "findings")


def _history(stage, hand):
    _outline(stage, hand)
    hand.act("Who changed what, and when.", "outline")


def _sources(stage, hand):
    stage.go(hand, "1.3.a/strategy-page-1")
    hand.act("Makes the page a copy of another that it then follows, or lets a copy stand by "
             "itself.", "page")


def _sheets(stage, hand):
    _page(stage, hand)
    hand.act("Chooses the sheet that is shown beside: last year's, or another ward's.", "page")


def _beside(stage, hand):
    _sheets(stage, hand)
    hand.key("Enter")


def _field_history(stage, hand):
    _page(stage, hand)
    hand.act("What the field in hand held before, when and by whom; brings it back.", "page")


def _cases(stage, hand):
    _page(stage, hand)
    hand.act(CASES, "page")


def _search(stage, hand):
    _outline(stage, hand)
    hand.act("Searches this sheet, other years and other wards.", "outline")


# How one comes to a screen of each kind from the list.
WAYS = {"list": lambda stage, hand: None, "outline": _outline, "page": _page,
        "findings": _findings, "why": _why, "history": _history, "sources": _sources,
        "sheets": _sheets, "beside": _beside, "cases": _cases, "field-history": _field_history,
        "search": _search}
