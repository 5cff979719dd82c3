#!/usr/bin/python3
"""A published site of 24 wards and three years before judges of HTML and of access: tidy, html-validate,
and axe-core in Chromium. Not part of `make check`; "make check-long" runs it.

tidy and chromium are Debian's; "make web-tools" gets the others from npm. A judge that is missing is said.
"""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import HERE  # noqa: E402
from printing import BUILD, World, checks  # noqa: E402
from season_figures import make  # noqa: E402

MODULES = BUILD / "tests" / "web" / "node_modules"
# What it asks for besides the standard: titles short enough for a search engine; ours have wordings.
CONFIGURATION = {"root": True, "extends": ["html-validate:recommended"], "rules": {"long-title": "off"}}


def publish(folder):
    world = World(folder)
    world.environment["KUSEI_DB"] = str(world.folder / "season.db")
    for arguments in (("import", *make(world.folder / "season")),
                      ("city", "publish", 2017, "-o", world.folder / "site")):
        done = world.run(*arguments)
        assert done.returncode == 0, done.stderr.decode()
    return world.folder / "site"


def missing(name, needed):
    found = all(needed)
    if not found:
        print(f"not judged: {name} is missing (see the head of {Path(__file__).name})")
    return not found


def judge_by_tidy(pages):
    """An old one, which warns of much that HTML has by now: only its errors count."""
    if missing("tidy", [shutil.which("tidy")]):
        return
    for page in pages:
        done = subprocess.run(["tidy", "-q", "-e", "-utf8", page], capture_output=True, check=False)
        checks.that(done.returncode < 2, f"tidy {page.name}: {done.stderr.decode()[:400]}")


def judge_by_html_validate(site, pages):
    program = MODULES / ".bin" / "html-validate"
    if missing("html-validate", [program.exists()]):
        return
    configuration = site.parent / ".htmlvalidate.json"
    configuration.write_text(json.dumps(CONFIGURATION))
    done = subprocess.run([program.absolute(), "-c", configuration, "--formatter", "text", *pages],
                          stdout=subprocess.PIPE, check=False, encoding="utf-8")
    checks.that(done.returncode == 0, f"html-validate: {done.stdout[:2000]}")


def judge_by_axe(site):
    chromium = shutil.which("chromium")
    if missing("axe-core, puppeteer-core or chromium",
               [(MODULES / "axe-core").exists(), (MODULES / "puppeteer-core").exists(), chromium]):
        return
    pages = [site / name for name in ("index.html", "learn.html", "rules.html")]
    pages += sorted(site.glob("indicators/*.html"))[::5] + sorted(site.glob("wards/2710*.html"))[:4]
    done = subprocess.run(["node", HERE / "tests/corpus/judge_site.mjs", MODULES.absolute(), chromium, *pages],
                          stdout=subprocess.PIPE, check=False, encoding="utf-8")
    print(done.stdout, end="")
    checks.that(done.returncode == 0, "axe found something")


def main():
    with tempfile.TemporaryDirectory() as folder:
        site = publish(folder)
        pages = sorted(site.rglob("*.html"))
        print(f"{len(pages)} pages")
        judge_by_tidy(pages)
        judge_by_html_validate(site, pages)
        judge_by_axe(site)
    checks.close()


main()
