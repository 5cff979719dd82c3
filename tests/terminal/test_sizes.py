"""Everything that a person does with a sheet, in windows from 20 columns by 5 rows to 220 by 60, where ① takes one column and where it takes two."""
import gettext
import itertools
import os
import pwd
import re
import shutil
import unicodedata
import xml.etree.ElementTree as ET

import kusei
from kusei import export, load, new, open_kusei, open_page, say
from runner import check, check_equal, main, skip
from screen import BOLD, FOLLOWED, REVERSE, SOURCE, UNDERLINE, VSCREEN, Folder, environment, run

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

SIZES = ((24, 80), (40, 120), (60, 220), (5, 20))
WIDTHS = (1, 2)
BLANK = "1.1.a/strategy-page-1"
PAGE = "1.1.a/1-1"
COPY = "1.2.a/1-1"
LAST = "平成26年度"
NAME = pwd.getpwuid(os.geteuid()).pw_name
FAMILY, FLAG, IVS = "👨\u200d👩\u200d👧", "🇯🇵", "葛\U000e0100"


# --- sheets ------------------------------------------------------------------------------

def make_last(db):
    """Kita's sheet once more as that of 2014, with one number changed."""
    tree = ET.parse(SOURCE / "data" / "kita-2015.xml")
    root = tree.getroot()
    root.set("fiscal-year", "2014")
    root.set("fiscal-year-label", LAST)
    aim = next(e for e in root.iter() if e.get("id") == PAGE).find("plan/aim")
    aim.text = aim.text.replace("全19地域", "全18地域")
    path = db.with_suffix(".xml")
    tree.write(path, encoding="UTF-8", xml_declaration=True)
    check_equal(run("--db", db, "import", path).returncode, 0, "import of last year")


MAKERS = {"blank": lambda db: new(db),
          "kita": lambda db: load(db, "kita-2015.xml"),
          "years": lambda db: (make_last(db), load(db, "kita-2015.xml")),
          "carried": lambda db: (make_last(db), new(db))}


def everywhere(sheets, widths=WIDTHS, env=None):
    """(screen, database) for every size and width, with those sheets in the database."""
    with Folder() as folder:
        MAKERS[sheets](folder / "made.db")
        for (rows, cols), width in itertools.product(SIZES, widths):
            db = folder / f"{rows}-{width}.db"
            shutil.copy(folder / "made.db", db)
            with open_kusei(db, rows=rows, cols=cols, ambiguous=width, env=env) as s:
                s.settle()
                yield s, db
                check_equal(s.torn(), 0, f"torn:\n{s.picture()}")


def stored(db, path, page=BLANK):
    root = ET.fromstring(export(db, "北区", "2015").encode())
    row = next(r for r in root.iter("row") if r.get("id") == page.split("/")[0])
    found = row.find(".//" + path)
    return found.text or ""


# --- the screen ----------------------------------------------------------------------------

def plain(text):
    return re.sub(r"\s", "", text)


def body(s):
    """All between the top line and the message, without blanks."""
    return plain("".join(s.rows()[1:-1]))


def shown(s):
    return plain(s.text())


def left_of_page(s, cells=None):
    """Columns that the outline has at the left of a page; not beside the sheet that is turned to."""
    cells = cells or s.cells()
    cols = len(cells[0])
    if cols < 100 or "昨年度" in "".join(cells[0]):
        return 0
    if cols >= 140 and LAST in "".join("".join(row) for row in cells[1:3]):
        return 31
    return min(max(cols * 3 // 10, 30), 60) + 1


def in_hand(s):
    """The label of the field in hand, or the line in hand of a list; without its sign where it is cut."""
    cells, marks = s.cells(), s.attributes()
    left = left_of_page(s, cells)
    found = "".join(c for row, mark in list(zip(cells, marks))[1:]
                    for c, m in list(zip(row, mark))[left:] if m & REVERSE)
    return plain(found)


def is_in_hand(s, label):
    seen = in_hand(s)
    return seen == label or (seen.endswith("..") and label.startswith(seen[:-2]))


def go_to_field(s, label):
    for _ in range(60):
        if is_in_hand(s, label):
            return
        s.key("Tab")
    raise AssertionError(f"no field {label}:\n{s.picture()}")


def begin(s, label, page=BLANK):
    open_page(s, page)
    go_to_field(s, label)


def says(s, msgid):
    """The fixed parts of the sentence are on the screen; where it was cut, those that were not."""
    text = shown(s)
    parts = [plain(part) for part in re.split(r"%%|%[\d$.*]*[a-z]+", say(msgid))]
    if all(part in text for part in parts):
        return True
    first = plain(parts[0] or parts[1])
    return ".." in text and first[:6] in text


def same(cell, cluster):
    """Whether a cell shows a cluster: what it begins with, composed or not."""
    return unicodedata.normalize("NFC", cell)[:1] == unicodedata.normalize("NFC", cluster)[:1]


def check_cursor(s, clusters, caret, what):
    """The hardware cursor stands on the cluster behind the caret, and behind the one before it."""
    row, col, _ = s.cursor()
    cells = s.cells()
    if caret < len(clusters) and clusters[caret] != "\n":
        check(same(cells[row][col], clusters[caret]),
              f"{what}: {clusters[caret]!r} is not at the cursor:\n{s.picture()}")
    if caret > 0 and clusters[caret - 1] != "\n" and col > 0:
        before = col - 1 if cells[row][col - 1] else col - 2
        first_of_row = not cells[row][before].strip()
        check(first_of_row or same(cells[row][before], clusters[caret - 1]),
              f"{what}: {clusters[caret - 1]!r} is not before the cursor:\n{s.picture()}")
    check_equal(s.torn(), 0, f"{what}: torn:\n{s.picture()}")


MEASURE = re.compile(r"\s*(> )?\d+ ?(字|chars?)?(\s+\S* ?\d+%.*)?\s*$")


def read_lines(s, text):
    """The lines of the text in hand as they are drawn, from its start to its end."""
    s.key("C-Home")
    _, start, _ = s.cursor()
    lines = []
    for _ in range(200):
        row = s.cursor()[0]
        line = "".join(s.cells()[row][start:]).rstrip()
        rest = plain(text)[len(plain("".join(lines))):]
        if not rest.startswith(plain(line)):
            line = MEASURE.sub("", line)
        lines.append(line)
        if len(plain("".join(lines))) >= len(plain(text)):
            return lines
        s.key("Down")
    raise AssertionError(f"{text!r} is not there whole:\n{s.picture()}")


# --- the editor of a cell ---------------------------------------------------------------------

def composed(text):
    """A text as it is stored: of kana and their sound marks there is one writing, of all else none is changed."""
    return re.sub("[ぁ-ヿ][\u3099\u309a]", lambda m: unicodedata.normalize("NFC", m[0]), text)


CLUSTERS = ["か\u3099", IVS, FAMILY, FLAG, "①", "ア", "a", "○", "葛", "は\u309a", "―", "Ｂ", "ｱ", "×"]


def case_clusters_and_cursor():
    """Whatever a person calls one character is typed, passed, and taken out as one, and the cursor is where it is drawn."""
    for s, db in everywhere("blank"):
        begin(s, "戦略")
        typed = []
        for cluster in CLUSTERS:
            s.send(cluster)
            typed.append(cluster)
            check_cursor(s, typed, len(typed), "typed")
        for caret in reversed(range(len(typed))):
            s.key("Left")
            check_cursor(s, typed, caret, "Left")
        for caret in range(1, 4):
            s.key("Right")
            check_cursor(s, typed, caret, "Right")
        s.key("Backspace", "Del")
        del typed[2:4]
        check_cursor(s, typed, 2, "taken out")
        s.send("川")
        typed.insert(2, "川")
        check_cursor(s, typed, 3, "put in")
        s.key("F9")
        check_equal(stored(db, "plan/strategy"), composed("".join(typed)), "stored")


KINSOKU = ("区民が、自ら「つながり」をつくる。①防災、②福祉、③子育ての「場」を、年１２，３４５回（延べ）開き、"
           "○と×で、その「成果」を測る。担当は「地域課」。次は「防災」、「福祉」。")


def case_kinsoku():
    """No 、。」 begins a line, no 「 ends one, a full-width number is never broken, and nothing is lost."""
    for s, _ in everywhere("blank"):
        begin(s, "戦略")
        s.paste(KINSOKU)
        lines = read_lines(s, KINSOKU)
        check_equal("".join(lines), KINSOKU, "the lines")
        check(len(lines) >= 2 or len(s.cells()[0]) > 200, s.picture())
        for line in lines:
            check(line[0] not in "、。」），" and line[-1] not in "「（", f"kinsoku: {lines}")
        check(any("１２，３４５" in line for line in lines), f"the number is broken: {lines}")


def case_printed_cell():
    """How much of its printed cell the text takes is shown at its end, the same in every window; too much is said."""
    seen = set()
    for s, _ in everywhere("blank"):
        begin(s, "戦略")
        s.paste("地域の活動を支援する。" * 8)
        s.settle(FOLLOWED)
        found = re.search(r"88\D*?(\d+)%", body(s))
        check(found, s.picture())
        seen.add(found.group(1))
        s.paste("地域の活動を支援する。" * 60)
        s.settle(FOLLOWED)
        found = re.search(r"748\D*?(\d+)%", body(s))
        check(found and int(found.group(1)) > 100, s.picture())
    check_equal(len(seen), 1, f"the use of the cell: {seen}")


# --- what may not be stored, and look-alikes ----------------------------------------------------

def case_refused_characters():
    """A character that may not be stored is refused with name, code point and place, and the rest of a paste is kept."""
    for s, db in everywhere("blank"):
        begin(s, "戦略")
        s.send("い\u202e")
        check("U+202E(" in shown(s) and says(s, "! %zu characters that may not be stored were left out: %s"),
              s.picture())
        s.key("C-Home", "C-k")
        s.paste("一行目\n二行\u2066目\n三行目")
        check("U+2066(" in shown(s), s.picture())
        found = re.search(r"U\+2066\(.*?\)?\D*2\D+3\D", shown(s))
        check(found, f"no place:\n{s.picture()}")
        s.key("F9")
        check_equal(stored(db, "plan/strategy"), "一行目\n二行目\n三行目", "the rest")


def case_look_alikes():
    """A look-alike becomes the code in a field of codes, and stays as it was typed in a text."""
    for s, db in everywhere("blank"):
        begin(s, "戦略")
        s.send("Ａと〇とｱ")
        go_to_field(s, "戦略のアウトカムに対する有効性")
        s.send("ｱ")
        s.key("S-Tab")  # it had moved on
        check("*ア" in body(s), s.picture())
        go_to_field(s, "全体")
        s.send("Ｂ")
        s.key("S-Tab")
        check("*B" in body(s), s.picture())
        s.key("F9")
        check_equal(stored(db, "plan/strategy"), "Ａと〇とｱ", "text")
        check_equal(stored(db, "evaluation/effectiveness"), "ア", "effectiveness")
        check_equal(stored(db, "evaluation/overall"), "B", "overall")


ODD = ["あ", "\t", "い", "\u00ad", "う", "\u200b", "え", "\ufeff", "お", "\u1100\u1161\u11a8", "カ",
       "☺\ufe0f", "キ", "☺\ufe0e", "ク"]


def case_stored_odd_characters():
    """What has no width, or more than one code point, never reaches the terminal as it is, and the cursor passes over what is drawn."""
    text = "\u0301" + "".join(ODD)
    for s, db in everywhere("blank"):
        begin(s, "戦略")
        s.paste(text)
        s.key("F9")
        if stored(db, "plan/strategy") != text:
            raise AssertionError(f"stored {stored(db, 'plan/strategy')!r}")
        for row in s.cells():
            for cell in row:
                check(all(unicodedata.category(c) not in ("Cc", "Cf") for c in cell), f"{cell!r} is drawn")
        s.key("C-Home")
        at = s.cursor()[:2]
        stops = {}
        for _ in range(40):
            row, col, _ = s.cursor()
            cell = s.cells()[row][col]
            if cell in "あいうえおカキク" and cell:
                stops[cell] = stops.get(cell, 0) + 1
            s.key("Right")
            if s.cursor()[:2] == at:
                break
            at = s.cursor()[:2]
        check_equal(stops, dict.fromkeys("あいうえおカキク", 1), "the cursor's stops")


def case_width():
    """A row of characters that are wide on one terminal and narrow on the other: the cursor's columns are those drawn."""
    for s, db in everywhere("blank"):
        begin(s, "戦略")
        text = "①○―×→■※±…αЖ㋐％"
        s.send(text)
        s.key("C-Home")
        _, start, _ = s.cursor()
        for caret, c in enumerate(text):
            row, col, _ = s.cursor()
            cells = s.cells()[row]
            check_equal(cells[col], c, f"at the cursor:\n{s.picture()}")
            wide = c in "㋐％" or s.ambiguous == 2
            check_equal(cells[col + 1] == "", wide, f"columns of {c}")
            s.key("Right")
            behind = s.cursor()[1]
            next_line = caret + 1 < len(text) and behind == start
            check(next_line or behind == col + (2 if wide else 1), f"behind {c}:\n{s.picture()}")


# --- last year, copies, other people ---------------------------------------------------------------

def case_last_year():
    """Last year stands beside the field where there is room and is turned to where not; what differs is marked, and taken by a key."""
    for s, _ in everywhere("years"):
        begin(s, "めざす状態", PAGE)
        beside = len(s.cells()[0]) >= 140
        check("全19地域" in body(s), s.picture())
        check_equal("全18地域" in body(s), beside, f"beside:\n{s.picture()}")
        s.key("C-d")
        if not beside:
            check("昨年度" in s.rows()[0] and is_in_hand(s, "めざす状態"), s.picture())
        bold = "".join(text for _, text in s.marked(BOLD))
        gone = "".join(text for _, text in s.marked(UNDERLINE))
        check("19" in bold and "18" in gone and "-+" in s.text(), s.picture())
        if not beside:
            s.key("C-d")
            check("全18地域" in body(s) and "全19地域" not in body(s), s.picture())
            s.key("F3")
            check("昨年度" not in s.rows()[0] and "全19地域" in body(s), s.picture())


def case_take_last_year():
    """One key takes last year's text into the blank field, one takes it back."""
    wanted = next(e for e in ET.parse(SOURCE / "data" / "kita-2015.xml").iter()
                  if e.get("id") == PAGE).find("plan/strategy").text
    for s, db in everywhere("carried"):
        begin(s, "戦略")
        s.key("C-o")
        s.key("C-Home")
        check(plain(wanted)[:8] in body(s), s.picture())
        s.key("F9")
        check_equal(stored(db, "plan/strategy"), wanted, "taken")
        s.key("C-z", "F9")
        check_equal(stored(db, "plan/strategy"), "", "taken back")


def case_copies():
    """A copy cannot be typed into, which is said, and stands by itself after a key."""
    for s, db in everywhere("kita"):
        begin(s, "戦略", COPY)
        s.send("あ")
        check(says(s, "This page is a copy of another: %s lets it stand by itself.") and "F4" in shown(s),
              s.picture())
        s.key("F4")
        s.send("y")
        go_to_field(s, "戦略")
        s.key("C-Home")
        s.send("独立。")
        check("独立。" in body(s), s.picture())
        s.key("F9")
        check(stored(db, "strategy-page/plan/strategy", COPY).startswith("独立。"), "the copy")
        check(not stored(db, "strategy-page/plan/strategy", PAGE).startswith("独立。"), "its source")


def case_two_people():
    """Two change one field: the second is asked, reads both texts, and decides; nothing is lost."""
    for s, db in everywhere("blank"):
        begin(s, "戦略")
        rows, cols = len(s.cells()), len(s.cells()[0])
        with open_kusei(db, rows=rows, cols=cols, ambiguous=s.ambiguous) as other:
            other.settle()
            open_page(other, BLANK)
            check("U+" not in shown(other), other.picture())
            go_to_field(other, "戦略")
            other.send("乙①")
            other.key("F9")
        s.send("甲○")
        s.key("F9")
        check(plain(say("Changed by two"))[:4] in plain(s.rows()[0]), s.picture())
        seen = ""
        for _ in range(12):
            seen += body(s)
            s.key("PgDn")
        for word in ("甲○", "乙①", NAME, plain(say("Theirs")), plain(say("Mine"))):
            check(word in seen, f"{word} is not to be read:\n{s.picture()}")
        check(rows > 5 or all(key in s.rows()[-1] for key in ("F1", "t", "m")), s.picture())
        s.send("b")
        s.key("Enter")
        check_equal(stored(db, "plan/strategy"), "乙①\n甲○", "stored")
        check(is_in_hand(s, "戦略"), s.picture())


# --- histories, search, the help, lists --------------------------------------------------------

def case_history():
    """Who changed what and when is read, and an older text of a field is brought back."""
    for s, db in everywhere("blank"):
        begin(s, "戦略")
        for text in ("一つ目①", "二つ目○"):
            s.key("C-Home", "C-k")
            s.send(text)
            s.key("F9")
        s.key("F7")
        s.wait(say("History"))
        seen = ""
        for _ in range(6):
            seen += body(s)
            s.key("PgDn")
        for word in ("一つ目①", "二つ目○", NAME, plain(say("saved"))):
            check(word in seen, f"{word} is not to be read:\n{s.picture()}")
        s.key("F10", "M-o")
        s.wait(say("History"))
        check("二つ目○" in seen, s.picture())
        s.key("Down", "Enter", "End")
        check(is_in_hand(s, "戦略") and "一つ目①" in body(s), s.picture())
        s.key("F9")
        check_equal(stored(db, "plan/strategy"), "一つ目①", "brought back")


def case_search():
    """A word is found in this sheet and in last year's, with its place, and gone to."""
    for s, _ in everywhere("years"):
        kusei.go_to_outline(s)
        s.key("F11")
        s.send("防災訓練参加者数")
        row, _ = s.wait("> ")
        check("1.1.a/1-1-1" in s.rows()[row], s.picture())
        check("防災訓練" in "".join(text for r, text in s.marked(REVERSE) if r > 0), s.picture())
        check(s.cursor()[0] == 1, s.picture())
        s.key("Down", "Down", "Down")
        check("平成26年度" in shown(s), s.picture())
        s.key("Home", "Up", "Up", "Up", "Up", "Enter")
        check("1.1.a" in "".join(s.rows()[:2]) and "防災訓練" in body(s), s.picture())


def read_through(s):
    """The rows that can be read by turning screen after screen, each once."""
    lines = []
    for _ in range(300):
        rows = [row.strip() for row in s.rows()[1:-2 if len(s.rows()) > 5 else -1]]
        again = max(k for k in range(len(rows) + 1) if k == 0 or lines[-k:] == rows[:k])
        if again == len(rows):
            return lines
        lines += rows[again:]
        s.key("PgDn")
    raise AssertionError(f"the end does not come:\n{s.picture()}")


SENTENCES = ("Saves a revision now. It is saved by itself too, when a page is left.",
             "Back to the screen before.", "The next page of the sheet.")
LABELS = {"ja": "めざす状態", "en": "Stateaimedat"}


def case_help():
    """The help has the field in hand, its keys and its signs, whole, and can be read to its end; in both languages."""
    for language in ("ja", "en"):
        for s, _ in everywhere("kita", env=environment(KUSEI_LANG=language),
                               widths=WIDTHS if language == "ja" else (1,)):
            speak(language)
            begin(s, LABELS[language], PAGE)
            s.key("F1")
            s.wait(say("Help"))
            lines = read_through(s)
            seen = plain("".join(lines))
            for sentence in SENTENCES:
                check(plain(say(sentence)) in seen, f"{say(sentence)!r} is cut: {lines}")
            check("F9,Ctrl-S" in seen and "F10,Ctrl-Q" in seen and ".." not in seen, f"{lines}")
            s.key("F10")
            check(is_in_hand(s, LABELS[language]), s.picture())
    speak("ja")


def speak(language):
    """What say() says from now on."""
    kusei._translation = gettext.translation(
        "kusei", os.environ.get("TEXTDOMAINDIR", kusei.BUILD / "locale"), [language], fallback=True)


def case_lists():
    """List, outline and findings show the line in hand wherever one goes, and what is cut has a sign; in both languages."""
    for language in ("ja", "en"):
        for s, _ in everywhere("years", env=environment(KUSEI_LANG=language),
                               widths=WIDTHS if language == "ja" else (1,)):
            speak(language)
            check("平成27年度" in kusei.in_hand(s) and "北区" in kusei.in_hand(s), s.picture())
            s.key("Down")
            check("平成26年度" in kusei.in_hand(s), s.picture())
            s.key("Up", "Enter")
            s.wait(say("All pages"))
            check_lines(s)
            s.key("F6")
            s.wait(say("Findings"))
            check_lines(s)
            s.key("F10", "Home")
            s.send(PAGE)
            check("1-1" in kusei.in_hand(s), s.picture())
            s.key("Enter")
            check("1.1.a" in "".join(s.rows()[:2]), s.picture())
    speak("ja")


def check_lines(s):
    """The line in hand is seen after every move, at the cursor, and no row runs over its edge."""
    for key in ("End", "Up", "PgUp", "Home", "Down", "PgDn"):
        s.key(key)
        row = s.cursor()[0]
        marked = [number for number, _ in s.marked(REVERSE) if number > 0]
        check(row in marked and len(set(marked)) == 1, f"after {key}:\n{s.picture()}")
    check_equal(s.torn(), 0, f"torn:\n{s.picture()}")


# --- a window that changes its size ------------------------------------------------------------------

WINDOWS = [(24, 80), (5, 20), (60, 220), (8, 30), (4, 12), (40, 120), (3, 10), (10, 40), (1, 1), (15, 60),
           (2, 300), (5, 20), (30, 7), (24, 81)]
STREAM = ["区", "か\u3099", IVS, FAMILY, FLAG, "①", "、", "「", "場", "」", "○", "１", "２", "a", "―", "。"]


def type_in_two(s, cluster, size):
    """The bytes of a cluster, with the window resized in the middle of a character of it."""
    data = cluster.encode()
    at = 1 if len(data) > 1 else 0
    escaped = ["".join(f"\\x{byte:02x}" for byte in part) for part in (data[:at], data[at:])]
    if escaped[0]:
        s._ask(f"send {escaped[0]}")
    s.resize(*size)
    s._ask(f"send {escaped[1]}")
    s.settle()


def case_resize_in_mid_typing():
    """The window changes between the bytes of what is typed: nothing is lost, doubled or torn, and the cursor is right."""
    for width in WIDTHS:
        with Folder() as folder:
            db = folder / "k.db"
            new(db)
            with open_kusei(db, ambiguous=width) as s:
                s.settle()
                begin(s, "戦略")
                typed = []
                for number in range(4 * len(STREAM)):
                    size = WINDOWS[number % len(WINDOWS)]
                    type_in_two(s, STREAM[number % len(STREAM)], size)
                    typed.append(STREAM[number % len(STREAM)])
                    check_equal(s.torn(), 0, f"torn:\n{s.picture()}")
                    if size[0] >= 4 and size[1] >= 12:
                        check_cursor(s, typed, len(typed), f"in {size}")
                        check(is_in_hand(s, "戦略"), s.picture())
                s.resize(5, 20)
                s.key("Left", "Left", "Backspace")
                s.resize(60, 220)
                s.key("Del")
                del typed[-3:-1]
                check_cursor(s, typed, len(typed) - 1, "afterwards")
                s.key("F9")
                check_equal(stored(db, "plan/strategy"), composed("".join(typed)), "stored")


def case_too_small():
    """Below 4 rows or 12 columns a sentence stands as far as it fits, what is typed goes on, and no question is answered unseen."""
    for width in WIDTHS:
        with Folder() as folder:
            db = folder / "k.db"
            new(db)
            with open_kusei(db, ambiguous=width) as s:
                s.settle()
                begin(s, "戦略")
                s.resize(3, 40)
                check(plain(say("The window is too small. What you type goes into its field."))
                      in shown(s), s.picture())
                s.resize(8, 10)
                check(plain(say("The window is too small. What you type goes into its field."))
                      in shown(s), s.picture())
                s.send("見えない①")
                s.key("Enter")
                s.send("次")
                s.resize(4, 12)
                check(is_in_hand(s, "戦略") and "次" in body(s), s.picture())
                s.key("F2")
                s.resize(24, 80)
                s.key("Del")
                check(s.shows("y: "), s.picture())
                s.resize(3, 9)
                s.send("y")
                s.resize(24, 80)
                check(s.shows("y: "), f"answered where it could not be read:\n{s.picture()}")
                s.send("n")
                s.key("F9")
                check_equal(stored(db, "plan/strategy"), "見えない①\n次", "stored")


def case_questions_are_read():
    """A question has its keys on the screen at every size, however long it is."""
    for s, _ in everywhere("blank"):
        begin(s, "戦略")
        s.paste("協働の場と協働の輪")
        s.key("C-f")
        s.send("協働")
        s.key("Tab")
        s.send("連携")
        s.key("Enter")
        check("y:" in shown(s) and "Esc:" in shown(s), s.picture())
        s.send("y")
        s.send("y")
        check("連携の場と連携の輪" in body(s) or len(s.rows()) == 5, s.picture())
        s.key("C-Home")
        check("連携の場と" in body(s), s.picture())


if __name__ == "__main__":
    main()
