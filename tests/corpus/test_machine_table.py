#!/usr/bin/python3
"""The table for machines and its codebook pass every point of the ministry's rules (machine_table.py says
them), and the linter finds a breach of each that is planted in them.
"""
import sys
import tempfile

sys.dont_write_bytecode = True

from corpus import DATA, SHARE, read  # noqa: E402
from machine_table import POINTS, lint  # noqa: E402
from printing import SHEETS, World, checks  # noqa: E402

ROW = "271276,北区,2015,平成27年度,"
AIM = ROW + "1.1.a/1-1,,strategy-page/plan/aim,1,計画 めざす状態,1,1,"
VALUE = "実績,1,1,8.0％,,8.0,%,,,"
EFFECT = "有効性,1,1,ア,1,,,,,"

# Of each point: what is changed into what in the table, and the codebook.
BREACHES = (
    ("1-1", AIM, AIM + "\r", None),
    ("1-1", AIM, AIM + '"', None),
    ("1-2", ",1.1.a/1-1,,strategy-page/code,", ",1.1.a/1-1、1.1.a/1-2,,strategy-page/code,", None),
    ("1-2", VALUE, VALUE.replace(",%,", ",1000人,"), None),
    ("1-3", VALUE, VALUE.replace(",8.0,", ",８．０,"), None),
    ("1-3", VALUE, VALUE.replace(",8.0,", ',"1,720",'), None),
    ("1-3", VALUE, VALUE.replace(",8.0,", ",8.0%,"), None),
    ("1-4", ROW + "1.1.a/1-1,,strategy-page/plan/aim", "1.1.a/1-1,,strategy-page/plan/aim", None),
    ("1-5", AIM + "・", AIM + "　・", None),
    ("1-5", AIM, AIM.replace("計画 めざす状態", '"計画\nめざす状態"'), None),
    ("1-6", AIM, AIM.replace("計画 めざす状態", "〃"), None),
    ("1-6", AIM, AIM.replace("北区", ""), None),
    ("1-6", "地域名,", "地域コード,", None),
    ("1-7", EFFECT, EFFECT.replace(",ア,", ",=A1,"), None),
    ("1-8", AIM, AIM + "\x01", None),
    ("1-9", VALUE, VALUE.replace(",%,", ",,"), None),
    ("1-10", AIM, AIM.replace("計画", "㊑計画"), None),
    ("1-10", AIM, AIM.replace("計画", "ｹｲｶｸ"), None),
    ("1-11", AIM, AIM.replace("2015", "27"), None),
    ("1-11", AIM, AIM.replace("平成27年度", "平成28年度"), None),
    ("1-11", ",ge,2017,", ",ge,29,", None),
    ("1-12", AIM, AIM.replace("271276", "271277"), None),
    ("1-12", AIM, AIM.replace("北区", "鶴見区"), None),
    ("1-13", VALUE, VALUE.replace(",8.0,", ",―,"), None),
    ("1-13", EFFECT, EFFECT.replace(",1,1,ア,1", ",3,1,ア,1"), None),
    ("1-14", AIM, "," * 17 + "\r\n" + AIM, None),
    ("1-15", AIM, "HEAD\r\n" + AIM, None),
    ("key", AIM, AIM.replace(",1,1,", ",1,2,"), None),
    ("codebook", None, None, "単位,,文字列,,,"),
    ("codebook", None, None, "項目の位置,strategy-page/plan/aim,"),
    ("codebook", None, None, "内容,strategy-page/evaluation/effectiveness,符号,ア,"),
    ("codebook", None, None, "状態,,符号,1,"),
    ("codebook", EFFECT, EFFECT.replace(",ア,1", ",ア,2"), None),
)


def wards():
    rows = [line.split("\t") for line in (SHARE / "data" / "wards.tsv").read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#")]
    return {row[0]: row[2] for row in rows}


def without(book, begins):
    """The codebook without the line that begins so."""
    kept = [line for line in book.split("\r\n") if not line.startswith(begins)]
    checks.that(len(kept) == book.count("\r\n"), f"the codebook has one line {begins}")
    return "\r\n".join(kept)


def check_breaches(table, book, names):
    head = table.split("\r\n")[0]
    for point, old, new, gone in BREACHES:
        changed = table if old is None else table.replace(old, new.replace("HEAD", head), 1)
        if old is not None:
            checks.that(old in table, f"{point}: nothing to plant in: {old}")
        found = lint(changed.encode(), (without(book, gone) if gone else book).encode(), names)
        checks.that(point in {p for p, _ in found}, f"{point} ({POINTS[point]}) is not found: {new or gone}: {found[:3]}")
    checks.equal({point for point, *_ in BREACHES}, set(POINTS), "a breach of every point")


def main():
    names = wards()
    with tempfile.TemporaryDirectory() as folder:
        world = World(folder)
        for name, ward in SHEETS.items():
            world.read_in(read(DATA / f"{name}.xml"))
            table = world.export(ward, "csv").read_bytes()
            book = world.export(ward, "codebook").read_bytes()
            for point, sentence in lint(table, book, names)[:20]:
                checks.that(False, f"{name}: {point} {POINTS[point]}: {sentence}")
            checks.that(True, name)
            print(f"{name}: {table.count(bytes([10]))} records, {book.count(bytes([10]))} lines of the codebook, "
                  f"{len(POINTS)} points")
            if name == "kita-2015":
                check_breaches(table.decode(), book.decode(), names)
    checks.close()


main()
