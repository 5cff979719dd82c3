#!/usr/bin/python3
"""The manual's chapter of the review, made from its table: states.py LANGUAGE prints it.

doc/states.LANGUAGE.md is what this prints from data/states.tsv, byte for byte ("make manual").
"""
import os
import sys
from pathlib import Path

HERE = Path(os.environ.get("KUSEI_TEST_SRCDIR", Path(__file__).resolve().parents[2]))
LANGUAGES = ("ja", "en")

WORDS = {
    "ja": {
        "title": "審査の手続き：だれが、いつ、何をできるか",
        "intro": "この章は data/states.tsv から作られています。プログラムは同じ表のとおりに動きます。\n"
                 "警告と誤りの規則は、状態を変える手続きのたびに、すべて確かめ直されます。\n"
                 "どの手続きも、行った人・役割・日時・理由とともに証跡に残ります。",
        "roles": "役割", "states": "状態", "actions": "手続き", "statement": "決裁の文",
        "rights": "一つの取組状況に限らない権限", "right_columns": ("権限", "語", "役割"),
        "page": "ページ", "assessment": "取組状況", "edit": "入力できる", "closed": "入力できない",
        "derived": "ページの状態から決まる", "own": "取組状況自身の状態",
        "columns": ("手続き", "語", "対象", "できる状態", "移る状態", "役割", "条件", "残るもの"),
        "stay": "そのまま", "none": "なし", "comma": "、", "conditions": "条件の意味",
        "effects": "残るものの意味", "meaning": ("語", "意味"),
        "state_columns": ("状態", "語", "扱い"),
    },
    "en": {
        "title": "The review: who may do what, and when",
        "intro": "This chapter is made from data/states.tsv, the table that the program itself goes by.\n"
                 "All rules run again at every action that leads to another state.\n"
                 "Every action stands in the trail, with the person, the role, the time and the reason.",
        "roles": "Roles", "states": "States", "actions": "Actions", "statement": "What a sign-off says",
        "rights": "Rights beyond one assessment", "right_columns": ("Right", "Word", "Roles"),
        "page": "page", "assessment": "assessment", "edit": "may be written to",
        "closed": "may not be written to", "derived": "follows from the pages",
        "own": "the assessment's own",
        "columns": ("Action", "Word", "About", "Possible from", "Leads to", "Roles", "Conditions",
                    "Records"),
        "stay": "as it is", "none": "none", "comma": ", ", "conditions": "What the conditions mean",
        "effects": "What is recorded", "meaning": ("Word", "Meaning"),
        "state_columns": ("State", "Word", ""),
    },
}


def read(path=HERE / "data" / "states.tsv"):
    """The rows of the table by kind, each as its fields behind the kind."""
    rows = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            kind, *fields = line.split("\t")
            rows.setdefault(kind, []).append(fields)
    return rows


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows] + [""]


class Chapter:
    def __init__(self, rows, lang):
        self.rows, self.words, self.column = rows, WORDS[lang], 1 if lang == "ja" else 2

    def name(self, kind, word, about=None):
        return next(row[self.column] for row in self.rows[kind]
                    if row[0] == word and (about is None or row[3] == about))

    def names(self, kind, listed, about=None):
        if listed == "-":
            return self.words["none"]
        return self.words["comma"].join(self.name(kind, word, about) for word in listed.split(","))

    def codes(self, listed):
        return self.words["none"] if listed == "-" else self.words["comma"].join(
            f"`{word}`" for word in listed.split(","))

    def states(self, about):
        kinds = {"page": ("edit", "closed"), "assessment": ("derived", "own")}[about]
        return table(self.words["state_columns"],
                     [(row[self.column], f"`{row[0]}`",
                       self.words[kinds[0] if row[4] == "edit" else kinds[1]])
                      for row in self.rows["state"] if row[3] == about])

    def action(self, row):
        word, about, start, to, roles, conditions, effects = row[0], *row[3:9]
        return (row[self.column], f"`{word}`", self.words[about], self.names("state", start, about),
                self.words["stay"] if to == "=" else self.name("state", to, about),
                self.names("role", roles), self.codes(conditions), self.codes(effects))

    def meanings(self, kind):
        return table(self.words["meaning"],
                     [(f"`{row[0]}`", row[self.column]) for row in self.rows[kind]])

    def lines(self):
        w = self.words
        yield from (f"# {w['title']}", "", w["intro"], "", f"## {w['roles']}", "")
        yield from table((w["roles"], w["meaning"][0]),
                         [(row[self.column], f"`{row[0]}`") for row in self.rows["role"]])
        yield from (f"## {w['states']}", "")
        for about in ("page", "assessment"):
            yield from (f"### {w['states']} ({w[about]})", "", *self.states(about))
        yield from (f"## {w['actions']}", "")
        yield from table(w["columns"], [self.action(row) for row in self.rows["action"]])
        for kind in ("condition", "effect"):
            yield from (f"### {w[kind + 's']}", "", *self.meanings(kind))
        yield from (f"## {w['rights']}", "")
        yield from table(w["right_columns"], [(row[self.column], f"`{row[0]}`",
                                               self.names("role", row[3]))
                                              for row in self.rows["right"]])
        yield from (f"## {w['statement']}", "")
        yield from (f"> {row[self.column]}" for row in self.rows["statement"])


def chapter(lang, rows=None):
    return "\n".join(Chapter(rows or read(), lang).lines()) + "\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(chapter(sys.argv[1]))
