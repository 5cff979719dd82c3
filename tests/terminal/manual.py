#!/usr/bin/python3
"""Puts the captures of the manual where they belong.

    manual.py MANUAL...             every capture anew
    manual.py --show LANG NAME...   those captures, on standard output

A capture stands behind a line "<!-- capture: NAME -->", in a block of its own. The manual's language
is in its name (manual.ja.md). Nobody edits a block by hand: tests/corpus/test_screens.py takes them
again and compares.
"""
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from captures import CAPTURES
from screen import Folder
from stage import Stage

BLOCK = re.compile(r"^(<!-- capture: (\S+) -->\n)(?:```text\n(.*?)^```\n)?", re.M | re.S)


def names(manual):
    return [m[2] for m in BLOCK.finditer(manual)]


def blocks(manual):
    """{name: what stands in its block}"""
    return {m[2]: (m[3] or "").rstrip("\n") for m in BLOCK.finditer(manual)}


def woven(manual, taken):
    """The manual with these captures in its blocks."""
    return BLOCK.sub(lambda m: f"{m[1]}```text\n{taken[m[2]]}\n```\n", manual)


def take_all(lang, wanted):
    """{name: text} of those captures in that language."""
    taken = {}
    with Folder() as folder:
        stage = Stage(lang, folder)
        for name in wanted:
            stage.folder = folder / name
            stage.folder.mkdir()
            taken[name] = CAPTURES[name](stage)
    return taken


def renewed(path):
    """A manual with every capture taken anew."""
    manual = path.read_text(encoding="utf-8")
    return woven(manual, take_all(path.suffixes[-2][1:], names(manual)))


def main(arguments):
    if arguments[:1] == ["--show"]:
        for name, text in take_all(arguments[1], arguments[2:] or CAPTURES).items():
            print(f"--- {name}\n{text}")
        return
    paths = [Path(argument) for argument in arguments]
    # A process for each: what they do is mostly to wait for the screen to rest.
    with ProcessPoolExecutor(len(paths)) as pool:
        for path, manual in zip(paths, pool.map(renewed, paths)):
            path.write_text(manual, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
