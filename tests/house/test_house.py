"""Does the house notice? A breach of every wall is planted in a copy of the tree.

The copy is a small tree of its own, in which every check passes; each case
changes one thing in it and expects that wall, and no other, to be named.
"""
import os
import pathlib
import shutil
import sys
import tempfile

import house

NUMBERS = {"passed": 0, "failed": 0}

CLEAN = {
    "src/main.c": '#include "command/command.h"\n\nint main(void)\n{\n    return 0;\n}\n',
    "src/command/command.h": "/*\n * The commands.\n */\n/* Runs it. */\nint command_main(void);\n",
    "src/command/local.mk": "a += src/command/command.h\n",
    "src/text/a.h": ("/*\n * What it promises.\n */\n"
                     "/* One. */\nint one(int a,\n        int b);\nint two(void);\n"),
    "src/text/a.c": ('#include "text/a.h"\n\n'
                     '/* "SELECT", アウトカム */\nconst char *a = _("A sentence");\n'),
    "src/text/local.mk": "libkusei_a_SOURCES += src/text/a.c src/text/a.h\n",
    "src/store/b.c": '#include <sqlite3.h>\nconst char *sql = "SELECT 1";\n',
    "src/store/local.mk": "libkusei_a_SOURCES += src/store/b.c\n",
    "src/terminal/c.c": '#include <ncursesw/curses.h>\nconst char *mark = ">";\n',
    "src/terminal/local.mk": "libkusei_a_SOURCES += src/terminal/c.c\n",
    "po/POTFILES.in": "src/text/a.c\n",
    "po/ja.po": ('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
                 '"Content-Transfer-Encoding: 8bit\\n"\n"Project-Id-Version: a\\n"\n'
                 '"PO-Revision-Date: 2026-01-01 00:00+0900\\n"\n"Last-Translator: a\\n"\n'
                 '"Language-Team: a\\n"\n"MIME-Version: 1.0\\n"\n"Language: ja\\n"\n'
                 '\nmsgid "A sentence"\nmsgstr "文です。"\n'),
    "forms/city-2020/form.xml": ('<f xmlns="urn:x" city="123455" first-year="2020" last-year="2022">'
                                 '<label>めざす状態と成果</label>'
                                 '<item><value>○</value></item><row id="1.1.a"/></f>'),
    "forms/city-2020/rules.sch": '<s xmlns="urn:x"><assert id="AB-204"/></s>',
    "forms/city-2020/blank.xml": ('<report><row id="4.3.2"><own-aim/><result amount="50">50％以上</result>'
                                  '</row></report>'),
    "data/wards.tsv": "# wards\n123456\t123455\t東区\tHigashi-ku\n999999\t999990\t西区\tNishi-ku\n",
    "tests/t.c": "int t;\n",
}


def plant(tree, files):
    for name, text in files.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def breached(tree):
    return {name for name, check in house.CHECKS.items() if list(check(tree))}


def expect(what, wanted, files):
    """The clean tree with these files changed breaches exactly the wanted walls."""
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder)
        plant(tree, CLEAN)
        plant(tree, files)
        got = breached(tree)
    good = got == wanted
    NUMBERS["passed" if good else "failed"] += 1
    print(("ok   " if good else "FAIL ") + what + ("" if good else f": {got}, wanted {wanted}"))


def c(text, name="src/text/a.c"):
    """A clean file with a line more."""
    return {name: CLEAN[name] + text + "\n"}


def plant_all():
    expect("a clean tree", set(), {})
    expect("SQL in a literal", {"sql"}, c('const char *q = "INSERT INTO t";'))
    expect("a call of SQLite", {"sql"}, c("int r = sqlite3_step(s);"))
    expect("SQLite's header", {"sql"}, c("#include <sqlite3.h>"))
    expect("curses", {"curses"}, c("#include <ncursesw/curses.h>"))
    expect("OpenSSL", {"keys_apart"}, c("#include <openssl/evp.h>"))
    expect("cairo", {"fonts_apart"}, c("#include <cairo-pdf.h>"))
    expect("a parser", {"foreign_xml"}, c("xmlDoc *d = xmlReadFile(f, NULL, 0);"))
    expect("a parser of memory", {"foreign_xml"}, c("d = xmlCtxtReadMemory(c, b, n);"))
    expect("entities", {"foreign_xml"}, c("int o = XML_PARSE_NOENT;"))
    expect("a call upwards", {"layers"}, c('#include "store/store.h"'))
    expect("XML in text", {"layers"}, c('#include "xml/libxml2.h"'))
    expect("libxml2's own header", {"libxml"}, c("#include <libxml/tree.h>"))
    expect("a room of its own", {"layers", "sources_listed"},
           {"src/attic/a.c": "int a;\n", "src/attic/local.mk": ""})
    expect("the policy's word", {"policy"}, c('const char *w = "状態と成果だ";'))
    expect("the policy's word in escapes", {"policy"},
           c('const char *w = "\\u72b6\\u614b\\u3068";'))
    expect("the same, said to be on purpose", set(),
           c('const char *w = "状態と"; /* not the policy\'s: a test */'))
    expect("a code value", {"policy"}, c('const char *w = "○";'))
    expect("a code value that is an ordinary word of the language", set(),
           {**c('const char *w = "完了";'), "forms/city-2020/form.xml":
            CLEAN["forms/city-2020/form.xml"].replace("○", "完了")})
    expect("the same in a room that does not read prose", {"policy"},
           {**c('const char *w = "完了";', "src/terminal/c.c"), "forms/city-2020/form.xml":
            CLEAN["forms/city-2020/form.xml"].replace("○", "完了")})
    expect("a row", {"policy"}, c('const char *w = "4.3.2/1-1";'))
    expect("a row in a comment", {"policy"}, c("/* as in 1.1.a */"))
    expect("a section of a standard", set(), c("/* XForms 1.1, section 6.1.5 */"))
    expect("a rule", {"policy"}, c('const char *w = "AB-204";'))
    expect("a rule in a comment", {"policy"}, c("/* AB-101 says so */"))
    expect("a label in a comment", {"policy"}, c("/* the column めざす状態と成果 */"))
    expect("a city", {"policy"}, c('const char *w = "123455";'))
    expect("a ward in a comment", {"policy"}, c("/* for 123456 */"))
    expect("a ward of no form's city", set(), c("/* for 999999 */"))
    expect("the first year", {"policy"}, c("int first = 2020;"))
    expect("a year as an example", set(), c("/* 2020 is a year */"))
    expect("a figure", {"policy"}, c('const char *w = "50％以上";'))
    expect("an element", {"policy"}, c('const char *w = "own-aim";'))
    expect("an element in a comment", {"policy"}, c("/* of each own-aim */"))
    expect("a path", {"policy"}, c('const char *w = "row/result";'))
    expect("an attribute that every assessment has", set(), {
        **c('const char *w = "ward-code";'),
        "forms/city-2020/blank.xml": '<report ward-code="123456"/>'})
    expect("a city's name", {"policy"}, c("/* as in Osaka */"))
    expect("a long file", {"sizes"}, c("\n" * 1000))
    expect("a long function", {"sizes"}, c("int f(void)\n{\n" + "    x();\n" * 99 + "}"))
    expect("a function of 100 lines", set(), c("int f(void)\n{\n" + "    x();\n" * 98 + "}"))
    expect("no comment", {"comments"}, c("\nint three(int a);", "src/text/a.h"))
    expect("a comment behind", set(), c("\nint three(int a); /* three */", "src/text/a.h"))
    expect("only a heading", {"comments"},
           c("\n/* --- threes ------- */\nint three(int a);", "src/text/a.h"))
    expect("no paragraph", {"comments"}, {"src/text/a.h": "int x;\n"})
    expect("an ambiguous glyph", {"glyphs"}, c('const char *w = "→";', "src/terminal/c.c"))
    expect("an ambiguous glyph on purpose", set(),
           c('const char *w = "→"; /* ambiguous on purpose */', "src/terminal/c.c"))
    po = CLEAN["po/ja.po"]
    expect("an ambiguous glyph in a translation", {"glyphs"},
           {"po/ja.po": po.replace("文です。", "文…")})
    expect("the same on purpose", set(),
           {"po/ja.po": po.replace("文です。", "文…")
            .replace('\nmsgid "A', '\n# ambiguous on purpose\nmsgid "A')})
    expect("a source not in POTFILES.in", {"potfiles", "translation"},  # its sentence seems unused
           {"po/POTFILES.in": "src/store/b.c\n"})
    expect("a file that is gone", {"potfiles"}, {"po/POTFILES.in": "src/text/a.c\nsrc/text/z.c\n"})
    expect("a sentence not translated", {"translation"}, c('const char *t = _("Another");'))
    expect("a fuzzy sentence", {"translation"},
           {"po/ja.po": po.replace('\nmsgid "A', '\n#, fuzzy\nmsgid "A')})
    expect("a sentence that is no longer there", {"translation"},
           {"po/ja.po": po + '\nmsgid "Gone"\nmsgstr "もうない文です。"\n'})
    expect("a file that is not built", {"sources_listed"}, {"src/text/z.c": "int z;\n"})
    expect("a shell", {"calls"}, c('int r = system("ls");'))
    expect("left for later", {"finished"}, c("/* TO" + "DO */"))
    expect("a path of a machine", {"finished"}, c("/* /ho" + "me/me */"))


def main():
    for tool in ("msgfmt", "xgettext", "msgcmp"):
        if shutil.which(tool) is None:
            print(f"{tool} is missing (Debian: gettext)")
            return 77
    plant_all()
    print(f"{NUMBERS['passed']} passed, {NUMBERS['failed']} failed")
    return 1 if NUMBERS["failed"] else 0


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C.UTF-8"
    sys.exit(main())
