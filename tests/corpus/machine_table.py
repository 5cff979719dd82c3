"""A linter of tables for machines, after the points of the ministry's 「統計表における機械判読可能なデータの
表記方法の統一ルール」 (総務省, 18 December 2020), chapter 1, 1-1 to 1-15, as far as they are about a CSV file,
and for what a table needs besides: a key, and a codebook that explains all that stands in it.

    lint(table, codebook, wards) -> [(point, sentence)]

A column's kind (number, code or text) is what the codebook says. People's own words stand in the column of
contents only; there they may hold any character that may be stored but line feeds and blanks around them.
"""
import csv
import io
import re

POINTS = {
    "1-1": "ファイル形式はCSVか（UTF-8、RFC 4180）",
    "1-2": "1セル1データとなっているか",
    "1-3": "数値データは数値属性とし、文字列を含まないこと",
    "1-4": "セルの結合をしていないか",
    "1-5": "スペースや改行等で体裁を整えていないか",
    "1-6": "項目名等を省略していないか",
    "1-7": "数式を使用していないか",
    "1-8": "オブジェクトを使用していないか",
    "1-9": "データの単位を記載しているか",
    "1-10": "機種依存文字を使用していないか",
    "1-11": "西暦表記又は和暦に西暦の併記がされているか",
    "1-12": "地域コード又は地域名称が表記されているか",
    "1-13": "数値データの同一列内に特殊記号が含まれていないか",
    "1-14": "データが分断されていないか",
    "1-15": "1つのファイルに複数の表が掲載されていないか",
    "key": "行を区別できるか",
    "codebook": "列、項目、符号の意味が符号表にあるか",
}

# The columns that each of the points is about.
AREA, AREA_NAME, YEAR, ERA, DUE = "地域コード", "地域名", "年度（西暦）", "年度（和暦）", "期限の年度（西暦）"
PAGE, PATH, PLACE, LINE, STATE = "ページ", "項目の位置", "何番目", "行", "状態"
CONTENT, CHOICE, AMOUNT, UNIT, FIELD = "内容", "選択肢の番号", "数値", "単位", "欄"
ALWAYS = (AREA, AREA_NAME, YEAR, ERA, PATH, PLACE, FIELD, STATE, LINE)
KEY = (AREA, YEAR, PAGE, PATH, PLACE, LINE)
BOOK = ("列", "項目の位置", "種類", "符号", "選択肢の番号", "意味")

NUMBER = re.compile(r"-?\d+(\.\d+)?")
BLANKS = " \t\u3000\u00a0"
DITTO = ("〃", "々", "同上", "同左", "″", "\"")
SYMBOLS = ("―", "－", "-", "…", "*", "***", "X", "x", "△", "▲", "0.0")
ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}


def read(data, found, name):
    """The records, or nothing where they are no CSV."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        found.append(("1-1", f"{name}: no UTF-8: {e}"))
        return []
    if not text.endswith("\r\n") or "\r" in text.replace("\r\n", ""):
        found.append(("1-1", f"{name}: its lines do not end with CR LF"))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as e:
        found.append(("1-1", f"{name}: {e}"))
        return []


def lint_shape(records, found, name):
    """One table of records that are all alike, its names in the first."""
    head = records[0]
    if any(not field for field in head) or any(field in DITTO for field in head):
        found.append(("1-6", f"{name}: a column without a name of its own: {head}"))
    if len(set(head)) != len(head):
        found.append(("1-6", f"{name}: two columns of one name: {head}"))
    for number, record in enumerate(records[1:], 2):
        where = f"{name}:{number}"
        if not any(record):
            found.append(("1-14", f"{where}: a blank record parts the table"))
        elif record == head:
            found.append(("1-15", f"{where}: another table begins"))
        elif len(record) != len(head):
            found.append(("1-4", f"{where}: {len(record)} cells under {len(head)} names"))


def lint_cells(records, found, name, own_words):
    """What holds for every cell; own_words: the columns of people's words and official codes."""
    head = records[0]
    for number, record in enumerate(records, 1):
        for column, cell in zip(head, record):
            where = f"{name}:{number} {column}"
            if "\n" in cell or "\r" in cell:
                found.append(("1-5", f"{where}: a line feed in {cell!r}"))
            elif cell != cell.strip(BLANKS):
                found.append(("1-5", f"{where}: blanks around {cell!r}"))
            elif any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in cell):
                found.append(("1-8", f"{where}: what is no text in {cell!r}"))
            if cell.startswith(("=", "+", "@")):
                found.append(("1-7", f"{where}: read as a formula: {cell!r}"))
            if column not in own_words and number > 1 and not portable(cell):
                found.append(("1-10", f"{where}: not on every machine: {cell!r}"))
    if not all(map(portable, head)):
        found.append(("1-10", f"{name}: not on every machine: {head}"))


def portable(cell):
    """Whether JIS X 0208 has all of it, which is what machines had before Unicode."""
    try:
        cell.encode("shift_jis")
    except UnicodeEncodeError:
        return False
    return not any(0xFF61 <= ord(c) <= 0xFF9F for c in cell)  # half-width kana


def lint_numbers(table, kinds, found):
    for number, row in enumerate(table, 2):
        for column, kind in kinds.items():
            cell = row.get(column, "")
            where = f"{number} {column}"
            if kind == "数値" and cell in SYMBOLS:
                found.append(("1-13", f"{where}: {cell!r} among numbers"))
            elif kind == "数値" and cell and not NUMBER.fullmatch(cell):
                found.append(("1-3", f"{where}: {cell!r} is no number"))
            if kind == "符号" and re.search(r"[、,;／\s]|・", cell):
                found.append(("1-2", f"{where}: more than one code in {cell!r}"))
        if bool(row[AMOUNT]) != bool(row[UNIT]):
            found.append(("1-9", f"{number}: the amount {row[AMOUNT]!r} has the unit {row[UNIT]!r}"))
        if re.search(r"\d", row[UNIT]):
            found.append(("1-2", f"{number} {UNIT}: a number in {row[UNIT]!r}"))


def lint_years(row, where, found):
    era = re.fullmatch(r"(\D\D)(元|\d+)年度", row[ERA])
    year = era and era[1] in ERAS and ERAS[era[1]] + (1 if era[2] == "元" else int(era[2]))
    if not re.fullmatch(r"\d{4}", row[YEAR]) or str(year) != row[YEAR]:
        found.append(("1-11", f"{where}: {row[ERA]!r} beside {row[YEAR]!r}"))
    if row[DUE] and not re.fullmatch(r"(19|20)\d\d", row[DUE]):
        found.append(("1-11", f"{where}: due in {row[DUE]!r}"))


def check_digit(code):
    """Whether the sixth digit of a local government's code is that of the other five (JIS X 0402)."""
    rest = sum(int(d) * weight for d, weight in zip(code, (6, 5, 4, 3, 2))) % 11
    return len(code) == 5 or (11 - rest) % 10 == int(code[5])


def lint_rows(table, wards, found):
    keys = set()
    for number, row in enumerate(table, 2):
        lint_years(row, number, found)
        if not re.fullmatch(r"\d{5,6}", row[AREA]) or not check_digit(row[AREA]) \
                or wards.get(row[AREA]) != row[AREA_NAME]:
            found.append(("1-12", f"{number}: {row[AREA_NAME]!r} has the code {row[AREA]!r}"))
        for column in ALWAYS:
            if row[column] == "" or row[column] in DITTO:
                found.append(("1-6", f"{number} {column}: {row[column]!r}"))
        if (row[STATE] == "1") != (row[CONTENT] != ""):
            found.append(("1-13", f"{number}: state {row[STATE]!r}, content {row[CONTENT]!r}"))
        key = tuple(row[column] for column in KEY)
        if key in keys:
            found.append(("key", f"{number}: once more {key}"))
        keys.add(key)


def lint_codes(table, kinds, book, found):
    """Every column, field and code is explained, and a choice by its number too."""
    explained = {(row["列"], row["符号"]) for row in book}
    choices = {(row["項目の位置"], row["符号"], row["選択肢の番号"]) for row in book if row["列"] == CONTENT}
    with_choices = {path for path, code, _ in choices if code}
    for column in table[0]:
        if kinds.get(column) not in ("数値", "符号", "文字列"):
            found.append(("codebook", f"the column {column} is not explained"))
    if any(not row["意味"] for row in book):
        found.append(("codebook", "a line without a meaning"))
    for number, row in enumerate(table, 2):
        for column, kind in kinds.items():
            named = "ページ" if column == "写しの元" else column
            if kind == "符号" and column != AREA and row.get(column) and (named, row[column]) not in explained:
                found.append(("codebook", f"{number} {column}: {row[column]!r} is not explained"))
        choice = (row[PATH], row[CONTENT], row[CHOICE])
        if row[CONTENT] and row[PATH] in with_choices and choice not in choices:
            found.append(("codebook", f"{number}: the choice {choice} is not explained"))


def lint(data, codebook, wards):
    """What is wrong, as (point, sentence); wards: names by code."""
    found = []
    records, lines = read(data, found, "table"), read(codebook, found, "codebook")
    if found or not records or not lines:
        return found
    for name, part, own in (("table", records, (CONTENT,)), ("codebook", lines, ("符号", "意味"))):
        lint_shape(part, found, name)
        lint_cells(part, found, name, own)
    if tuple(lines[0]) != BOOK:
        found.append(("codebook", f"its columns are {lines[0]}"))
        return found
    missing = [column for column in (*ALWAYS, CONTENT, CHOICE, AMOUNT, UNIT, DUE, PAGE) if column not in records[0]]
    if missing:
        found.append(("1-6", f"no column {missing}"))
        return found
    table = [dict(zip(records[0], r + [""] * len(records[0]))) for r in records[1:] if any(r) and r != records[0]]
    book = [dict(zip(BOOK, line)) for line in lines[1:]]
    kinds = {row["列"]: row["種類"] for row in book if not row["符号"]}
    lint_numbers(table, kinds, found)
    lint_rows(table, wards, found)
    lint_codes(table, kinds, book, found)
    return found
