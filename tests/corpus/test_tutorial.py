#!/usr/bin/python3
"""Builds the tutorial's policy by typing what the tutorial says.

The commands are taken out of doc/tutorial.*.md and given to a shell in an empty home, block by block; the lines
in the box behind a block must be shown. The keys are typed on a terminal, and the lines behind them must be on
the screen. Both languages must have the same commands and keys.
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import HERE, Checks  # noqa: E402

sys.path.insert(0, str(HERE / "tests" / "terminal"))
from screen import BUILD, KUSEI, VSCREEN, Screen, environment  # noqa: E402


def read_blocks(language):
    """(kind, text) of every fenced block."""
    text = (HERE / "doc" / f"tutorial.{language}.md").read_text(encoding="utf-8")
    return re.findall(r"^```(\w+)\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL)


class Desk:
    """A person with an empty home and a shell, in one language."""

    def __init__(self, home, language):
        self.home = home
        self.place = home
        tools = home / ".bin"
        tools.mkdir()
        (tools / "kusei").symlink_to(KUSEI)
        self.environment = environment(HOME=str(home), KUSEI_LANG=language, KUSEI_HELPERS=str(BUILD),
                                       PATH=f"{tools}:{os.environ['PATH']}")

    def type(self, commands):
        """What the shell shows; the folder it is in stays for the next block."""
        script = f"cd '{self.place}'\n{commands}\npwd > '{self.home}/.place'\n"
        done = subprocess.run(["bash"], input=script, env=self.environment, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.place = (self.home / ".place").read_text().strip()
        return done.stdout

    def press(self, keys):
        """The screen after the keys; then it is left as the tutorial says."""
        with Screen([KUSEI], env=self.environment) as screen:
            screen.wait("北区")
            for key in keys.split("\n"):
                if key.startswith("「"):
                    screen.send(key[1:-1])
                else:
                    screen.key(key)
            shown = screen.text()
            screen.key("F10", "F10", "F10")
            return shown, screen.exit()


def squeeze(text):
    return re.sub(r"\s+", " ", text)


def follow(checks, language, home):
    """Does what the tutorial says, and looks for what it says will be seen. The desk afterwards."""
    desk = Desk(home, language)
    shown = ""
    for kind, text in read_blocks(language):
        if kind == "sh":
            shown = desk.type(text)
        elif kind == "keys":
            shown, status = desk.press(text)
            checks.equal(status, 0, f"{language}: the screen is left")
        else:
            for line in text.split("\n"):
                checks.that(squeeze(line.strip()) in squeeze(shown), f"{language}: {line!r} is not shown:\n{shown}")
    return desk


def look_at(checks, language, desk):
    """What is there at the end."""
    home = desk.home
    checks.that((home / "kita-2027.pdf").read_bytes().startswith(b"%PDF-"), f"{language}: the sheet")
    document = (home / "kita-2027.xml").read_text(encoding="utf-8")
    for part in ('policy="reading-2027"', "<place>イ</place>", 'amount="9" unit="回"', "絵本の棚の入替え"):
        checks.that(part in document, f"{language}: the XML has no {part}")
    book = (home / "reading-2027.html").read_text(encoding="utf-8")
    for part in ("pillar/activity/place", "R-102", '<td lang="ja">取組の名称がありません。</td>', f'<html lang="{language}">'):
        checks.that(part in book, f"{language}: the codebook has no {part}")
    script = f"kusei form codebook '{home}/.local/share/kusei/forms/reading-2027' --format csv"
    table = desk.type(script)
    checks.equal(sum(line.split(",")[1:3] == ["取組" if language == "ja" else "Activity", "pillar/activity/place"]
                     for line in table.splitlines()), 1, f"{language}: the field in the table")


def main():
    if not VSCREEN.exists():
        print("skipped: libvterm is missing (Debian: libvterm-dev)")
        return 77
    checks = Checks()
    typed = [[block for block in read_blocks(language) if block[0] in ("sh", "keys")] for language in ("ja", "en")]
    checks.that(len(typed[0]) > 8, "the tutorial has commands")
    checks.equal(typed[0], typed[1], "the commands of both languages")
    for language in ("ja", "en"):
        with tempfile.TemporaryDirectory(prefix="kusei-tutorial-") as name:
            look_at(checks, language, follow(checks, language, Path(name)))
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
