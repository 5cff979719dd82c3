#!/usr/bin/python3
"""The sheet as a web page, judged by programs that are not ours and take long: html-validate, and axe in
Chromium, in a wide window and in a narrow one. They come from npm ("make web-tools") and from Debian
(chromium); without them this says so and is skipped.

A page with a mistake of each kind planted in it is judged too: each has to be found.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "corpus"))

from corpus import DATA, read  # noqa: E402
from printing import BUILD, SHEETS, World, checks  # noqa: E402

MODULES = BUILD / "tests" / "web" / "node_modules"
PACKAGES = ("html-validate", "axe-core", "puppeteer-core")

# What is planted, and the word that whoever finds it says.
FOR_AXE = (
    (r"color:#000;", "color:#999;", "color-contrast"),
    (r' tabindex="0"', "", "scrollable-region-focusable"),
    (r' lang="ja"', "", "html-has-lang"),
    (r";position:relative", "", "wider than the window"),
    (r' headers="[^"]*"', "", "th-has-data-cells"),
    (r"(</?)h2", r"\1h4", "heading-order"),
    (r"<h1>", '<script>console.log("x")</script><h1>', "says x"),
)
FOR_VALIDATOR = (
    (r'id="t1-1"', 'id="t1-0"', "no-dup-id"),
    (r'labelledby="t1"', 'labelledby="none"', "no-missing-references"),
    (r"</section>", "", "close-order"),
    (r'scope="row"', 'scope="rows"', "attribute-allowed-values"),
)


def need():
    missing = [name for name in PACKAGES if not (MODULES / name).is_dir()]
    missing += [name for name in ("node", "chromium") if shutil.which(name) is None]
    if missing:
        print(f"skipped: {', '.join(missing)} not there. \"apt-get install nodejs npm chromium\" and "
              "\"make web-tools\" get them.")
        sys.exit(77)


def run(*command):
    done = subprocess.run(list(map(str, command)), capture_output=True, check=False, encoding="utf-8",
                          env={**os.environ, "NODE_PATH": str(MODULES)})
    return done.returncode, done.stdout + done.stderr


def validate(*pages):
    return run("node", MODULES / "html-validate" / "bin" / "html-validate.mjs",
               "--config", HERE / "htmlvalidate.json", "--formatter", "text", *pages)


def look(*pages):
    return run("node", HERE / "judge.mjs", shutil.which("chromium"), *pages)


def plant(page, change):
    """The page with a mistake in it."""
    path = page.parent / "planted.html"
    pattern, instead, _ = change
    text, count = re.subn(pattern, instead, page.read_text(encoding="utf-8"))
    checks.that(count > 0, f"nothing to plant {pattern!r} in")
    path.write_text(text, encoding="utf-8")
    return path


def main():
    need()
    with tempfile.TemporaryDirectory() as folder:
        world = World(folder)
        pages = []
        for name, ward in SHEETS.items():
            world.read_in(read(DATA / f"{name}.xml"))
            pages.append(world.export(ward, "html"))
        status, said = validate(*pages)
        checks.equal((status, said), (0, ""), "html-validate")
        status, said = look(*pages)
        print(said.strip().split("\n")[-1])
        checks.equal(status, 0, f"axe: {said}")
        for judge, changes in ((validate, FOR_VALIDATOR), (look, FOR_AXE)):
            for change in changes:
                status, said = judge(plant(pages[0], change))
                checks.that(status != 0 and change[2] in said, f"{change} is not found: {said[:2000]}")
    checks.close()


main()
