#!/usr/bin/python3
"""The manual says what the program shows.

Its captures are taken again and compared; what it quotes (in bold) are sentences of the program or
labels of the form, and the keys that it names do what it says.
"""
import re
import sys
import unicodedata
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "terminal"))

from corpus import HERE, Checks  # noqa: E402
from screen import VSCREEN, Folder  # noqa: E402
from captures import SCREENS  # noqa: E402
from manual import blocks, names, take_all  # noqa: E402
from stage import CLOCK, FORM, WAYS, Stage, form_label, sentences  # noqa: E402
from form import X  # noqa: E402

LANGUAGES = ("ja", "en")
REMEDY = "make manual"
KEY = re.compile(r"(?:(?:Ctrl|Alt|Shift)-)*(?:F\d+|Enter|Tab|Esc|Home|End|PgUp|PgDn|Ins|Del|Backspace"
                 r"|上|下|左|右|空白|Up|Down|Left|Right|Space)|(?:Ctrl|Alt)-\S")
FORMAT = re.compile(r"%(?:\d+\$)?[.*\d]*(?:l|ll|z)?[a-zX]")


def prose(text):
    """The manual without its blocks."""
    return re.sub(r"^```.*?^```$|^    [^\n]*$", "", text, flags=re.M | re.S)


def look(lang):
    """What the program shows in that language: its captures, and the keys of every screen."""
    taken = take_all(lang, names(path_of(lang).read_text(encoding="utf-8")))
    with Folder() as folder:
        stage = Stage(lang, folder)
        tables = [stage.keys(place) for place in WAYS]
    keys = {key for table in tables for some in table.of.values() for key in some.split(", ")}
    bars = [table.bar for table in tables] + [text.split("\n")[-1] for text in taken.values()]
    return taken, keys, " ".join(bars)


def path_of(lang):
    return HERE / "doc" / f"manual.{lang}.md"


def check_captures(checks, lang, text, taken):
    used = names(text)
    checks.equal(len(used), len(set(used)), f"{lang}: captures that stand twice")
    for name, block in blocks(text).items():
        checks.equal(block, taken[name], f"manual.{lang}.md: the capture {name} is not what the "
                                         f"program shows now; \"{REMEDY}\" takes it again")
        if name in SCREENS:
            rows = taken[name].split("\n")
            checks.that(len(rows) == 24 and all(width(row) <= 80 for row in rows),
                        f"{name} is no screen of 80 x 24")


def width(row):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in row)


def pattern(sentence):
    """What a quotation of the sentence may be: an ellipsis stands for what is filled in."""
    return "".join(".+" if FORMAT.fullmatch(part) else re.escape(part)
                   for part in re.split(f"({FORMAT.pattern})", sentence))


def squeezed(text):
    return re.sub(r"\s", "", text.replace("%%", "%"))


def says_something(part):
    """Whether more stands in it than what is filled in."""
    words = re.sub(r"\W", "", FORMAT.sub("", part))
    return len(words) >= (4 if FORMAT.search(part) else 1)


def quotable(lang):
    """Everything that the manual may put in bold: sentences, whole or one of several, and labels."""
    said = set()
    for sentence in sentences(lang):
        parts = re.split(r"(?<=。)|(?<=[.?]) ", sentence)
        said |= {squeezed(part) for part in [sentence, *parts] if says_something(part)}
    labels = {squeezed(form_label(item, lang)) for item in FORM.root.iter()
              if item.find(X + "label") is not None}
    return re.compile("|".join(map(pattern, said | labels)))


def check_quotations(checks, lang, text):
    known = quotable(lang)
    quoted = re.findall(r"\*\*(.+?)\*\*", prose(text))
    checks.that(len(quoted) > 20, f"{lang}: only {len(quoted)} quotations")
    for quotation in quoted:
        checks.that(known.fullmatch(squeezed(quotation)),
                    f"manual.{lang}.md quotes what the program does not say: {quotation}")


def check_keys(checks, lang, text, known, bars):
    for key in re.findall(r"`([^`\n]+)`", prose(text)):
        if KEY.fullmatch(key):
            checks.that(key in known, f"manual.{lang}.md: there is no key {key}")
    for key, label in re.findall(r"`([^`\n]+)`(?:（| \()([^）)\n]+)[）)]", prose(text)):
        if KEY.fullmatch(key) or len(key) == 1:
            checks.that(re.search(rf"(?<!\S){re.escape(key)} ?{re.escape(label)}(?!\S)", bars),
                        f"manual.{lang}.md: {key} is not called {label} on any screen")


def anchor(heading):
    kept = "".join(c for c in heading.strip().lower() if c in " -_" or c.isalnum())
    return kept.replace(" ", "-")


def check_links(checks, lang, text):
    path = path_of(lang)
    anchors = {anchor(heading) for heading in re.findall(r"^#+ (.+)$", text, re.M)}
    for target in re.findall(r"\]\(([^)]+)\)", text):
        file, _, place = target.partition("#")
        checks.that(not file or (path.parent / file).exists(), f"{path.name}: no file {file}")
        checks.that(file or place in anchors, f"{path.name}: no heading {place}")


def main():
    for needed in (VSCREEN, CLOCK):
        if not needed.exists():
            print(f"skipped: {needed.name} is missing (Debian: libvterm-dev)")
            return 77
    checks = Checks()
    # A process for each: what they do is mostly to wait for the screen to rest.
    with ProcessPoolExecutor(len(LANGUAGES)) as pool:
        for lang, (taken, keys, bars) in zip(LANGUAGES, pool.map(look, LANGUAGES)):
            text = path_of(lang).read_text(encoding="utf-8")
            check_captures(checks, lang, text, taken)
            check_quotations(checks, lang, text)
            check_keys(checks, lang, text, keys, bars)
            check_links(checks, lang, text)
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
