#!/usr/bin/python3
"""Holds the house: what may stand where in the sources.

    tests/house/house.py [TREE]

Each check below is one wall. A check gets the tree and yields what is wrong,
as "file:line: sentence". A line that breaks a wall on purpose says so with a
comment that has the check's own words (see ALLOWED). test_house.py plants a
breach of every wall in a copy of the tree and expects it to be found.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ET

MAX_FILE_LINES = 1000
MAX_FUNCTION_LINES = 100

# Which room may include which: downwards only.
ROOMS = {
    "text": {"text"},
    "xml": {"xml", "text"},
    "store": {"store", "text"},
    "form": {"form", "xml", "text"},
    "assessment": {"assessment", "form", "store", "xml", "text"},
    "rules": {"rules", "assessment", "form", "xml", "text"},
    "review": {"review", "rules", "assessment", "form", "store", "xml", "text"},
    "exchange": {"exchange", "rules", "assessment", "form", "store", "xml", "text"},
    "xmlsig": {"xmlsig", "exchange", "assessment", "xml", "text"},
    "print": {"print", "exchange", "assessment", "form", "xml", "text"},
    "authoring": {"authoring", "exchange", "rules", "assessment", "form", "xml", "text"},
    "city": {"city", "exchange", "review", "rules", "assessment", "form", "store", "xml", "text"},
    "session": {"session", "review", "rules", "assessment", "form", "store", "xml", "text"},
    "terminal": {"terminal", "session", "city", "review", "rules", "assessment", "form", "store", "xml", "text"},
    "command": {"command", "terminal", "city", "print", "authoring", "exchange", "review", "rules", "assessment", "form",
                "store", "xml", "text"},
    "": {"command"},  # main.c
}

# What a comment on the line says where a wall is passed on purpose.
ALLOWED = {
    "policy": "not the policy's",
    "glyphs": "ambiguous on purpose",
}

# The Japanese of dates and figures, which stands in every policy and is none's.
LANGUAGE = ("年度末", "年度まで", "年度までに", "を上回", "を下回", "ポイント", "ページ", "点満点", "レベル",
            "コード", "以上の", "実績に比", "アップ")

# Words and marks of the language that a form has as choices too. text/ reads figures out of Japanese prose:
# there the words stand behind a number and are no unit of it, and the marks are bullets and signs.
ORDINARY = {"実施", "完了", "終了", "継続", "△", "◎"}

# Labels of forms that the comments on reading Japanese prose quote.
QUOTED = {"前年度"}

# What forms/README, section 1, says of every assessment; C may know it. Its reason stands behind each.
CONTRACT = {
    "fiscal-year": "an attribute of the root",
    "fiscal-year-label": "an attribute of the root",
    "form-version": "an attribute of the root",
    "ward-code": "an attribute of the root",
    "ward-name": "an attribute of the root",
    "新規": "a kind of submission",
    "再提出": "a kind of submission",
    "取下げ": "a kind of submission",
    "previous-year": "what a figure compares with",
    "trail-seq": "an attribute of submission",
    "trail-hash": "an attribute of submission",
    "―": "does not apply",
}

JAPANESE = r"[\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"


# --- reading the tree ---------------------------------------------------------

class Source:
    """A C file: its lines, and its string literals, comments and includes with their lines."""

    def __init__(self, tree, path):
        self.path = path
        self.name = str(path.relative_to(tree))
        self.text = path.read_text(encoding="utf-8")
        self.lines = self.text.split("\n")
        parts = path.relative_to(tree / "src").parts if self.name.startswith("src/") else ()
        self.room = parts[0] if len(parts) > 1 else ""
        self.comments = []
        self.literals, self.code = self._scan()

    def _scan(self):
        """The literals as (line, value), and the text with comments and literals blanked."""
        token = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'', re.S)
        literals = []

        def blank(match):
            word = match.group()
            if word[0] == '"':
                line = self.text.count("\n", 0, match.start()) + 1
                literals.append((line, unescape(word[1:-1])))
                return '""'
            if word[0] == "/":
                self.comments.append((self.text.count("\n", 0, match.start()) + 1, word))
            return re.sub(r"[^\n]", " ", word)

        return literals, token.sub(blank, self.text)

    def includes(self):
        for number, line in enumerate(self.lines, 1):
            found = re.match(r'\s*#\s*include\s*(["<])([^">]+)', line)
            if found:
                yield number, found.group(1) == "<", found.group(2)

    def allows(self, number, check):
        return ALLOWED[check] in self.lines[number - 1]


def unescape(literal):
    def one(match):
        code = match.group(1)
        if code[0] in "xuU":
            value = int(code[1:], 16)
            return chr(value) if value < 0x110000 else "?"
        if code[0] in "01234567":
            return chr(int(code, 8))
        return {"n": "\n", "t": "\t", "r": "\r"}.get(code, code)

    return re.sub(r"\\(x[0-9a-fA-F]+|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|.)", one, literal)


def sources(tree, folder="src"):
    for path in sorted((tree / folder).rglob("*.[ch]")):
        yield Source(tree, path)


class Policies:
    """What the policies of a tree say: their words, names, code values, ids, numbers and years."""

    def __init__(self, tree):
        self.text = ""
        self.values = set()
        self.ids = set()
        self.labels = set()
        self.elements = set()   # of an assessment
        self.figures = set()    # as printed
        self.cities = set()
        self.years = set()
        self.rules = set()      # "AB" of AB-101
        for path in sorted((tree / "forms").glob("*/*")):
            if path.suffix not in (".xml", ".sch", ".xsd"):
                continue
            for element in ET.parse(path).iter():
                if isinstance(element.tag, str):
                    self.take(path.name, element)
        self.codes = self.cities | wards_of(tree, self.cities)

    def take(self, file, element):
        name = element.tag.rpartition("}")[2]
        text = (element.text or "").strip()
        words = [element.text or "", element.tail or "", *element.attrib.values()]
        self.text += "\n".join(words) + "\n"
        if element.tag.endswith("}value") and element.text:
            self.values.add(text)
        if re.fullmatch(r"\d+(\.\w+)+", element.get("id", "")):
            self.ids.add(element.get("id"))
        if name == "label" and len(text) > 2 and not text.isascii():
            self.labels.add(text)
        if file in ("blank.xml", "prototypes.xml"):
            self.elements.add(name)
            self.elements.update(element.attrib)
        if file in ("blank.xml", "policy.xml") and element.get("amount") and len(text) > 2:
            self.figures.add(text)
        if element.get("city"):
            self.cities.add(element.get("city"))
            self.years.update(map(int, (element.get("first-year"), element.get("last-year"))))
        if file == "rules.sch" and name in ("assert", "report"):
            self.rules.add(element.get("id").split("-")[0])


def wards_of(tree, cities):
    """The codes of the cities' wards."""
    table = tree / "data" / "wards.tsv"
    lines = table.read_text(encoding="utf-8").split("\n") if table.exists() else []
    return {line.split("\t")[0] for line in lines if line.count("\t") > 1 and line.split("\t")[1] in cities}


# --- the walls ------------------------------------------------------------------

def check_sql(tree):
    """SQL stands in src/store only."""
    for s in sources(tree):
        if s.room == "store":
            continue
        for number, line in enumerate(s.code.split("\n"), 1):
            if re.search(r"\bsqlite3\w*", line):
                yield f"{s.name}:{number}: calls SQLite"
        for number, system, name in s.includes():
            if "sqlite" in name:
                yield f"{s.name}:{number}: includes {name}"
        for number, text in s.literals:
            if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|BEGIN|COMMIT)\b", text):
                yield f"{s.name}:{number}: has SQL"


def check_curses(tree):
    """curses stands in src/terminal only."""
    for s in sources(tree):
        if s.room == "terminal":
            continue
        for number, system, name in s.includes():
            if system and re.fullmatch(r"(ncursesw?/)?(n?curses|panel|menu|form|term(cap)?)\.h", name):
                yield f"{s.name}:{number}: includes {name}"


def check_keys_apart(tree):
    """OpenSSL and xmlsec1 stand in src/xmlsig only, a program of its own."""
    for s in sources(tree):
        for number, system, name in s.includes():
            if s.room != "xmlsig" and re.match(r"(openssl|xmlsec)/", name):
                yield f"{s.name}:{number}: includes {name}"


def check_fonts_apart(tree):
    """cairo, pango and libxlsxwriter stand in kusei-print only, a program of its own."""
    listed = tree / "src" / "print" / "local.mk"
    own = listed.read_text().partition("kusei_print_SOURCES")[2] if listed.exists() else ""
    for s in sources(tree):
        for number, system, name in s.includes():
            if re.match(r"(cairo|pango|xlsxwriter)", name) and s.name not in own:
                yield f"{s.name}:{number}: includes {name}"


def check_libxml(tree):
    """libxml2 is called through src/xml only; xmlsig is a program of its own, which links it."""
    for s in sources(tree):
        for number, system, name in s.includes():
            if system and name.startswith("libxml/") and s.room not in ("xml", "xmlsig"):
                yield f"{s.name}:{number}: includes {name} instead of xml/libxml2.h"


def check_foreign_xml(tree):
    """Only exchange parses what comes from outside; form and rules read their own files."""
    parsing = re.compile(r"\bxml(Ctxt|SAX\w*)?(Parse|Read|UserSAXParse|RecoverParse|NewTextReader|"
                         r"ReaderFor|CreatePushParser)\w*\s*\(")
    options = re.compile(r"\bXML_PARSE_(NOENT|DTDLOAD|DTDATTR|DTDVALID|XINCLUDE|HUGE|RECOVER)\b")
    for s in sources(tree):
        for number, line in enumerate(s.code.split("\n"), 1):
            named = line.startswith("#define")  # the table of src/xml
            if s.room not in ("exchange", "form", "rules") and parsing.search(line) and not named:
                yield f"{s.name}:{number}: parses XML"
            if options.search(line):
                yield f"{s.name}:{number}: opens the parser to {options.search(line).group()}"


def check_layers(tree):
    """A room includes only what is below it."""
    for s in sources(tree):
        if s.room not in ROOMS:
            yield f"{s.name}:1: the room {s.room} is not in the table of this check"
            continue
        for number, system, name in s.includes():
            if system:
                continue
            if "/" in name and name.split("/")[0] not in ROOMS[s.room]:
                yield f"{s.name}:{number}: includes {name}, which is above it"
            elif name.startswith("../"):
                yield f"{s.name}:{number}: includes {name} by a relative path"


def is_content(three):
    """Whether three characters can be a policy's own: hiragana between a kanji are grammar."""
    return len(re.findall(r"[^\u3041-\u3096]", three)) > 1


def policy_word(text, policies):
    """A run of three Japanese characters that stands in a policy too, or None."""
    for word in LANGUAGE:
        text = text.replace(word, " ")
    for run in re.findall(JAPANESE + "{3,}", text):
        for start in range(len(run) - 2):
            if is_content(run[start:start + 3]) and run[start:start + 3] in policies.text:
                return run
    return None


def policy_number(text, policies):
    """A rule, a city or ward, a row, a figure or an element of an assessment, by what it is; or None."""
    for rule in policies.rules:
        if re.search(rf"\b{re.escape(rule)}-\d", text):
            return f"a policy's rule, {rule}"
    for word in re.findall(r"(?<![\w.])\d+(?:\.\w+){2,}(?!\w)", text):
        if word in policies.ids:
            return f"a row's id, {word}"
    for word in re.findall(r"(?<!\d)\d{6}(?!\d)", text):
        if word in policies.codes:
            return f"the code of a city or ward, {word}"
    for figure in policies.figures:
        if figure in text:
            return f"a policy's figure, {figure}"
    for name in policies.elements - set(CONTRACT):
        if "-" in name and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
            return f"an element of a policy's, {name}"
    return None


def policy_path(text, policies):
    """An XPath into an assessment of some policy, or None: two names of elements, one below the other."""
    for above, below in re.findall(r"([a-z][a-z-]*)/(?=([a-z][a-z-]*))", text):
        if {above, below} <= policies.elements and not text.endswith(".h"):
            return f"{above}/{below}"
    return None


def check_policy_literals(s, policies):
    values = {v for v in policies.values if not v.isascii()} - set(CONTRACT)
    for number, text in s.literals:
        if s.allows(number, "policy"):
            continue
        word = policy_word(text, policies)
        if word:
            yield f"{s.name}:{number}: has the policy's {word}"
        if text in values - (ORDINARY if s.room == "text" else set()):
            yield f"{s.name}:{number}: has the code value {text}"
        found = policy_number(text, policies)
        if found:
            yield f"{s.name}:{number}: has {found}"
        if policy_path(text, policies):
            yield f"{s.name}:{number}: has the path {policy_path(text, policies)} of an assessment"


def check_policy_comments(s, policies):
    labels = policies.labels - QUOTED
    for number, text in s.comments:
        runs = set(re.findall(JAPANESE + "{3,}", text))
        for word in sorted(runs & labels):
            yield f"{s.name}:{number}: has the policy's {word}"
        found = policy_number(text, policies)
        if found:
            yield f"{s.name}:{number}: has {found}"


def check_policy(tree):
    """No word, code value, id, number or name of a policy stands in C, in a comment neither."""
    policies = Policies(tree)
    for s in sources(tree):
        for number, line in enumerate(s.lines, 1):
            if re.search(r"osaka|nagoya", line, re.I) and not s.allows(number, "policy"):
                yield f"{s.name}:{number}: names a policy"
        for number, line in enumerate(s.code.split("\n"), 1):
            for year in re.findall(r"\b\d{4}\b", line):
                if int(year) in policies.years:
                    yield f"{s.name}:{number}: has a policy's year, {year}"
        yield from check_policy_literals(s, policies)
        yield from check_policy_comments(s, policies)


def check_sizes(tree):
    """No file over 1,000 lines, no function over 100."""
    for folder in ("src", "tests"):
        for s in sources(tree, folder):
            if len(s.lines) - 1 > MAX_FILE_LINES:
                yield f"{s.name}:1: {len(s.lines) - 1} lines"
            start = None
            for number, line in enumerate(s.lines, 1):
                if line == "{":
                    start = number
                elif line == "}" and start is not None:
                    if number - start + 1 > MAX_FUNCTION_LINES:
                        yield f"{s.name}:{start}: a function of {number - start + 1} lines"
                    start = None


def prototypes(lines):
    """(number, last, name) of every function declared in a header."""
    text = "\n".join(lines)
    text = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m.group()), text, flags=re.S)
    text = re.sub(r"^#[^\n]*", lambda m: " " * len(m.group()), text, flags=re.M)
    found = re.finditer(r"^[a-z][\w \*]*?\b(\w+)\([^;{]*\)[^;{]*;", text, re.M)
    for match in found:
        if match.group().startswith("typedef"):
            continue
        first = text.count("\n", 0, match.start()) + 1
        yield first, first + match.group().count("\n"), match.group(1)


def check_comments(tree):
    """A header opens with a paragraph, and every function in it has a comment.

    The comment stands before it, behind it, or before the function that it
    follows without an empty line.
    """
    for s in sources(tree):
        if s.path.suffix != ".h":
            continue
        if not s.text.startswith("/*"):
            yield f"{s.name}:1: does not open with a paragraph on what it promises"
        told = set()  # last lines of functions that are told about
        for first, last, name in prototypes(s.lines):
            above = s.lines[first - 2].rstrip() if first > 1 else ""
            heading = re.match(r"/\* -+ ", above.strip())
            if ((above.endswith("*/") and not heading) or first - 1 in told
                    or "/*" in "".join(s.lines[first - 1:last])):
                told.add(last)
            else:
                yield f"{s.name}:{first}: {name} has no comment"


def po_entries(path):
    """(line, comments, msgid, msgstr) of every entry."""
    comments, number_of, texts, current = [], 0, {}, None

    def finished():
        return (number_of, "\n".join(comments), texts.get("msgid", ""), texts.get("msgstr", ""))

    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n") + [""], 1):
        keyword = re.match(r'(msgid|msgid_plural|msgstr(?:\[\d\])?)\s+"(.*)"$', line)
        if not line.strip():
            if texts:
                yield finished()
            comments, texts, current = [], {}, None
        elif line.startswith("#"):
            comments.append(line)
        elif keyword:
            current = keyword.group(1).split("[")[0].split("_")[0]
            number_of = number
            texts[current] = texts.get(current, "") + unescape(keyword.group(2))
        elif line.startswith('"') and current:
            texts[current] += unescape(line[1:-1])


def ambiguous(text):
    return [c for c in text if unicodedata.east_asian_width(c) == "A"
            and not unicodedata.combining(c)]


def check_glyphs(tree):
    """The program's own words on the screen have no character of ambiguous width."""
    po = tree / "po" / "ja.po"
    for number, comments, msgid, msgstr in po_entries(po) if po.exists() else ():
        if ALLOWED["glyphs"] in comments:
            continue
        if msgid and ambiguous(msgstr):
            yield f"po/ja.po:{number}: has {''.join(ambiguous(msgstr))}"
    for s in sources(tree):
        for number, text in s.literals if s.room == "terminal" else ():
            if ambiguous(text) and not s.allows(number, "glyphs"):
                yield f"{s.name}:{number}: has {''.join(ambiguous(text))}"


def potfiles(tree):
    lines = (tree / "po" / "POTFILES.in").read_text().split("\n")
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def check_potfiles(tree):
    """Every source with a sentence for people is offered to the translator."""
    listed = potfiles(tree)
    for s in sources(tree):
        speaks = re.search(r"(?<!\w)N?_\(\"", s.code) and s.path.suffix == ".c"
        if speaks and s.name not in listed:
            yield f"{s.name}:1: is not in po/POTFILES.in"
    for name in listed:
        if not (tree / name).exists():
            yield f"po/POTFILES.in:1: {name} does not exist"


def check_translation(tree):
    """po/ja.po has every sentence of the sources and no other, none fuzzy, all well formed."""
    po = tree / "po" / "ja.po"
    if not po.exists():
        yield "po/ja.po:1: does not exist"
        return
    with tempfile.TemporaryDirectory() as folder:
        pot = os.path.join(folder, "kusei.pot")
        existing = [name for name in potfiles(tree) if (tree / name).exists()]
        commands = [
            ["msgfmt", "--check", "-o", os.devnull, str(po)],
            ["xgettext", "--keyword=_", "--keyword=N_", "--from-code=UTF-8", "--force-po",
             "--flag=_:1:pass-c-format", "--flag=error_set:2:c-format",
             "--flag=error_prefix:2:c-format", "-o", pot, *existing],
            ["msgcmp", str(po), pot],
        ]
        for command in commands:
            done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
            wrong = [line.replace(str(tree) + "/", "") for line in done.stderr.strip().split("\n")
                     if done.returncode != 0 or "is not used" in line]
            yield from wrong[:20]
            if wrong:
                return


def check_sources_listed(tree):
    """Every C file of a room stands in its local.mk, so that it is built and shipped."""
    for s in sources(tree):
        if s.room:
            listed = (tree / "src" / s.room / "local.mk").read_text()
            if not re.search(re.escape(s.name) + r"(?=\s|$)", listed):
                yield f"{s.name}:1: is not in src/{s.room}/local.mk"


def check_calls(tree):
    """No call that cannot be used safely, and no shell."""
    bad = re.compile(r"\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|system|popen|tmpnam|mktemp|"
                     r"asctime|ctime|localtime|gmtime)\s*\(")
    for s in sources(tree):
        for number, line in enumerate(s.code.split("\n"), 1):
            if bad.search(line):
                yield f"{s.name}:{number}: calls {bad.search(line).group(1)}"


def check_finished(tree):
    """Nothing is left for later, and no path of somebody's machine stands anywhere."""
    later = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b")
    place = re.compile(r"(?<![\w.])/(?:wo" + r"rk|ho" + r"me)/\w")
    names = [p for folder in ("src", "forms", "tests", "doc", "po", ".ci")
             for p in sorted((tree / folder).rglob("*")) if p.is_file()]
    names += [tree / n for n in ("README", "quickstart", "configure.ac", "Makefile.am")]
    for path in names:
        if not path.exists() or path.suffix in (".pyc", ".gmo", ".pot", ".sqlite", ".png") \
                or path.name in ("Makefile.in.in", "Makefile.in", "Makefile"):
            continue
        text = path.read_bytes().decode("utf-8", errors="replace")
        for number, line in enumerate(text.split("\n"), 1):
            if later.search(line):
                yield f"{path.relative_to(tree)}:{number}: is left for later"
            if place.search(line):
                yield f"{path.relative_to(tree)}:{number}: has a path of one machine"


CHECKS = {name[len("check_"):]: f for name, f in list(globals().items())
          if name.startswith("check_") and not name.startswith("check_policy_")}


def main():
    default = os.environ.get("KUSEI_TEST_SRCDIR", pathlib.Path(__file__).parents[2])
    tree = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else default).resolve()
    failed = 0
    for name, check in CHECKS.items():
        breaches = list(check(tree))
        print(("FAIL " if breaches else "ok   ") + f"{name}: {check.__doc__.splitlines()[0]}")
        for breach in breaches:
            print("     " + breach)
        failed += bool(breaches)
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
