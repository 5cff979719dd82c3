#!/usr/bin/python3
"""`kusei search` over the real sheets: what is found is what stands there, judged by Python's own
normal forms; and over 24 wards and 3 years at once, whose time is printed.
"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import DATA, HERE, SHARE, Checks, etree  # noqa: E402

KUSEI = Path(os.environ.get("KUSEI_TEST_BUILDDIR", HERE)) / "kusei"
SHEETS = ("kita-2015.xml", "tsurumi-2015.xml")
# A text of letters alone, which neither side folds in a way of its own.
WORD = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]{1,10}")
MEMBERS = ["ward", "ward_name", "year", "page", "page_title", "field", "label", "piece", "start",
           "end", "offset", "count"]


class Place:
    """A database in a folder."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.db = self.folder / "kusei.db"

    def run(self, *arguments, lang="ja"):
        environment = dict(os.environ, KUSEI_SHARE=str(SHARE), KUSEI_LANG=lang)
        return subprocess.run([str(KUSEI), "--db", str(self.db), *map(str, arguments)],
                              capture_output=True, check=False, stdin=subprocess.DEVNULL,
                              encoding="utf-8", env=environment)

    def hits(self, *arguments):
        done = self.run("search", "--format", "json", "--", *arguments)
        return done, [json.loads(line) for line in done.stdout.splitlines()]


def texts(name):
    """(ward code, page name) and text of every leaf of the pages that are no copies."""
    root = etree.parse(str(DATA / name)).getroot()
    found = []
    for leaf in root.iter():
        pages = [leaf, *leaf.iterancestors()]
        page = next((p for p in pages if p.get("id") is not None), root)
        if len(leaf) == 0 and leaf.text and page.get("follows") is None:
            found.append(((root.get("ward-code"), page.get("id", "")), leaf.text))
    return found


def check_words(checks, place):
    """Words of the sheets, as they stand and in half width, at the places where they are."""
    corpus = [(where, text) for name in SHEETS for where, text in texts(name) if len(text) > 2]
    words = sorted({w for _, text in corpus for w in WORD.findall(text)})
    random.Random(2015).shuffle(words)
    words = [w for n in (1, 2, 3, 10) for w in [w for w in words if len(w) == n][:15]]
    for word in words:
        expected = sorted(where for where, text in corpus
                          if word in unicodedata.normalize("NFKC", re.sub(r"[ \u3000]", "", text)))
        done, hits = place.hits(word)
        checks.equal(done.returncode, 0, f"{word}: exit status")
        checks.equal(sorted((h["ward"], h["page"]) for h in hits), expected, f"places of {word}")
        for hit in hits:
            piece = hit["piece"].encode()
            there = unicodedata.normalize("NFKC", piece[hit["start"]:hit["end"]].decode())
            checks.equal(re.sub(r"[ \u3000]", "", there), word, f"hit of {word}")


def check_spellings(checks, place):
    def found(text):
        return [(h["ward"], h["page"], h["field"]) for h in place.hits(text)[1]]

    for spellings in (("ｺﾐｭﾆﾃｨ", "コミュニティ"), ("３％", "3%", "3 ％"), ("１.１％", "1.1%"),
                      ("地域　活動", "地域活動"), ("（出納閉鎖時", "(出納閉鎖時"), ("ＩＣＴ", "ict")):
        checks.that(spellings[0] == "ＩＣＴ" or found(spellings[0]), f"{spellings[0]} is nowhere")
        for other in spellings[1:]:
            checks.equal(found(other), found(spellings[0]), f"{other} for {spellings[0]}")


def check_lines(checks, place):
    done = place.run("search", "口座振替", "鶴見区", "平成27")
    lines = done.stdout.splitlines()
    checks.equal((done.returncode, done.stderr), (0, ""), "search in a ward and year")
    checks.equal(len(lines), len(place.hits("口座振替")[1]), "lines")
    for line in lines:
        checks.that(re.match(r"鶴見区 平成27年度 \S+ .*?: .*\{口座振替\}", line), line)
    lines = place.run("search", "口座振替", lang="en").stdout.splitlines()
    checks.equal(sum(line.endswith("[2 times]") for line in lines), 1, "lines that say how often")
    _, hits = place.hits("口座振替")
    checks.equal(list(hits[0]), MEMBERS, "members")
    checks.equal({(h["ward"], h["ward_name"], h["year"]) for h in hits},
                 {("271241", "鶴見区", 2015)}, "ward and year")
    for arguments, status in ((["区民", "2016"], 1), (["区民", "北区"], 0), (["区民", "H27"], 0),
                              (["区民", "271276", "2015"], 0), (["口座振替", "北区"], 1),
                              (["区民", "都島区"], 1), (["区民", "どこ区"], 2),
                              (["区民", "北区", "いつ"], 2), ([], 2), (["a", "b", "c", "d"], 2),
                              (["（　）"], 1), ([""], 1)):
        done = place.run("search", *arguments)
        checks.equal(done.returncode, status, f"search {arguments}")
        checks.equal((done.stdout == "", done.stderr == ""), (status != 0, status != 2),
                     f"output of search {arguments}")


# --- 24 wards, 3 years --------------------------------------------------------------------------

def write_copies(folder):
    """Kita's sheet under every ward of its city, three years."""
    sheet = (DATA / SHEETS[0]).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in (DATA / "wards.tsv").read_text(encoding="utf-8").split("\n")
            if line and not line.startswith("#")]
    city = next(row[1] for row in rows if row[0] == "271276")
    wards = [row for row in rows if row[1] == city]
    files = []
    for code, _, name, *_ in wards:
        for year in (2015, 2016, 2017):
            text = sheet.replace('ward-code="271276"', f'ward-code="{code}"', 1)
            text = text.replace('ward-name="北区"', f'ward-name="{name}"', 1)
            text = text.replace('fiscal-year="2015"', f'fiscal-year="{year}"', 1)
            text = text.replace("平成27年度", f"平成{year - 1988}年度", 1)
            files.append(folder / f"{code}-{year}.xml")
            files[-1].write_text(text, encoding="utf-8")
    return files


def check_all_wards(checks, place):
    files = write_copies(place.folder)
    checks.equal(len(files), 72, "sheets of 24 wards and 3 years")
    done = place.run("import", *files)
    checks.equal((done.returncode, done.stderr), (0, ""), "import of 72 sheets")
    for word in ("区", "区民", "について", "地域活動協議会の認知"):
        _, own = place.hits(word, "北区", "2015")
        start = time.perf_counter()
        _, hits = place.hits(word)
        taken = (time.perf_counter() - start) * 1000
        print(f"{len(word)} characters: {len(hits)} hits, {taken:.0f} ms with all their names")
        keys = [(-h["year"], h["ward"]) for h in hits]
        checks.equal(keys, sorted(keys), f"order of {word}")
        checks.equal(len(set(keys)), 72, f"assessments with {word}")
        fields = [(h["page"], h["field"]) for h in hits if (h["ward"], h["year"]) ==
                  ("271276", 2015)]
        checks.equal(fields, [(h["page"], h["field"]) for h in own], f"{word} in one of them")
        checks.equal(len(hits), 72 * len(own), f"hits of {word}")


def main():
    checks = Checks()
    with tempfile.TemporaryDirectory() as name:
        place = Place(name)
        done = place.run("import", *(DATA / sheet for sheet in SHEETS))
        checks.equal(done.returncode, 0, "import")
        for check in (check_words, check_spellings, check_lines):
            check(checks, place)
    with tempfile.TemporaryDirectory() as name:
        check_all_wards(checks, Place(name))
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
