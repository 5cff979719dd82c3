"""Few keys: on to what is not done, fields that move on by themselves, and one key for many fields."""
import xml.etree.ElementTree as ET

from kusei import (export, go_to_field, go_to_outline, in_hand, load, new, open_kusei, open_page,
                   say, says)
from runner import check, check_equal, main, skip
from screen import VSCREEN, Folder

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

STRATEGY = "1.1.a/strategy-page-1"
INITIATIVE = "1.1.a/initiative-page-1"
EFFECT = "戦略のアウトカムに対する有効性"
MOVED = "It had moved on by itself. %s again: the next field"


class Sheet:
    """A blank sheet on a screen, at a page of it."""

    def __init__(self, page=STRATEGY, rows=40):
        self.page = page
        self.rows = rows

    def __enter__(self):
        self.folder = Folder()
        self.db = self.folder.__enter__() / "k.db"
        new(self.db)
        self.screen = open_kusei(self.db, rows=self.rows)
        self.screen.settle()
        open_page(self.screen, self.page)
        return self.screen, self

    def __exit__(self, *ignored):
        self.screen.close()
        self.folder.__exit__()

    def stored(self, path):
        """What is saved there, "" where nothing is."""
        self.screen.key("F9")
        return ET.fromstring(export(self.db, "北区", "2015").encode()).find(path).text or ""


def at(screen, label, what):
    check_equal(in_hand(screen), label.replace(" ", ""), f"{what}\n{screen.picture()}")


# --- on to what is not done -----------------------------------------------------------------

def case_next_goes_to_what_is_blank():
    """F12 passes what is filled in or need not be, and leads on to the next page from the last."""
    with Sheet() as (s, _):
        go_to_field(s, "アウトカム")
        s.send("成果")
        s.key("S-Tab", "S-Tab")
        s.key("F12")
        at(s, "めざす状態", "from the number, which need not be there")
        s.key("F12")
        at(s, "戦略", "past the outcome, which is there")
        go_to_field(s, "前年度")
        s.key("F12")
        at(s, "個別", "past the target and the number of answers, which are optional")
        go_to_field(s, "今後の対応方向・改善策")
        s.key("F12")
        check("具体的取組" in s.rows()[1], s.picture())
        at(s, "番号", "a page that is blank, from its first field")


def case_next_lands_where_work_goes_on():
    """A page that was begun is opened at its first blank field, from a page and from the outline."""
    with Sheet(INITIATIVE) as (s, _):
        for label in ("取組内容", "撤退基準"):
            go_to_field(s, label)
            s.send("内容")
        open_page(s, STRATEGY)
        go_to_field(s, "今後の対応方向・改善策")
        s.key("F12")
        at(s, "業績目標", "from the page before")
        go_to_outline(s)
        s.key("F12")
        at(s, "業績目標", "from the outline")


def case_next_on_the_last_page():
    """Where all else is done, F12 goes round on the page, and says when there is no more."""
    with Folder() as folder:
        load(folder / "k.db", "kita-2015.xml")
        with open_kusei(folder / "k.db") as s:
            s.settle()
            open_page(s, "2.3.a/4-2")
            for label in ("戦略", "めざす状態"):
                go_to_field(s, label)
                s.key("C-a", "Del")
            go_to_field(s, "課題")
            s.key("F12")
            at(s, "めざす状態", "round")
            s.send("x")
            s.key("F12")
            at(s, "戦略", "the other one")
            s.key("F12")
            check(says(s, "This is the only field still to be filled in."), s.picture())
            s.send("x")
            s.key("F12")
            check(says(s, "Every page is finished."), s.picture())


def case_next_leads_to_what_could_not_be_stored():
    """A text that could not be stored is still to be done, also where it is optional."""
    with Sheet() as (s, _):
        go_to_field(s, "有効回答数")
        s.send("たくさん")
        s.key("S-Tab", "S-Tab", "S-Tab", "S-Tab")
        at(s, "達成状況", "before it")
        s.key("F12", "F12", "F12")
        at(s, "有効回答数", "not passed")


# --- fields that move on by themselves ---------------------------------------------------------

def case_a_complete_choice_moves_on():
    """A code typed into a blank choice leads to the next field; a correction stays, an arrow stays."""
    with Sheet() as (s, sheet):
        go_to_field(s, "全体")
        s.send("A")
        at(s, "戦略の進捗状況", "moved on")
        s.key("Right")
        at(s, "戦略の進捗状況", "an arrow stays")
        s.key("S-Tab")
        s.send("Ｂ")
        at(s, "全体", "a correction stays")
        check_equal(sheet.stored(".//overall"), "B", "overall")


def case_a_choice_that_may_go_on_waits():
    """① may become ①(ⅰ), and that ①(ⅱ), until its bracket is closed."""
    with Sheet(INITIATIVE) as (s, sheet):
        go_to_field(s, "戦略に対する取組の有効性")
        s.key("S-Tab")
        for typed in "①(ⅰ":
            s.send(typed)
            at(s, "達成状況", f"waits after {typed}")
        s.send(")")
        at(s, "戦略に対する取組の有効性", "complete")
        s.key("Backspace")
        for typed in "1i":
            s.send(typed)
            at(s, "達成状況", f"waits after {typed}")
        s.send("i")
        at(s, "戦略に対する取組の有効性", "complete")
        check_equal(sheet.stored(".//achievement-code"), "①(ⅱ)", "code")


def case_a_mark_moves_to_the_place_for_a_reason():
    """Where a choice brings a warning, the next field is the place for its reason."""
    with Sheet() as (s, _):
        go_to_field(s, "戦略の進捗状況")
        s.send("a")
        go_to_field(s, "個別")
        s.send("B")
        s.send("A")
        check(in_hand(s).startswith(say("Reason to keep it %s").replace("%s", "").strip()),
              s.picture())


def case_hands_that_press_tab_lose_nothing():
    """Tab, Enter and Down right after are that same step, once; and it says so."""
    for key in ("Tab", "Enter", "Down"):
        with Sheet() as (s, sheet):
            go_to_field(s, "戦略の進捗状況")
            s.send("a")
            s.key(key)
            at(s, "課題", f"{key} is the step that was made")
            check(says(s, MOVED), s.picture())
            s.send("ある")
            check_equal(sheet.stored(".//issues"), "ある", f"no line feed by {key}")
            s.key("Tab")
            at(s, "今後の対応方向・改善策", "the next Tab is one")
    with Sheet() as (s, _):
        go_to_field(s, EFFECT)
        s.send("ア")
        s.key("F1", "Esc", "Tab")
        at(s, "実績", "not the very next key")


def case_next_right_after_a_choice():
    """F12 right after a choice does not pass the field that the program went to."""
    with Sheet() as (s, _):
        go_to_field(s, "全体")
        s.send("A")
        s.key("F12")
        at(s, "戦略の進捗状況", "not passed")
        s.key("F12")
        at(s, "課題", "the next one is")


def case_a_choice_is_taken_back():
    """Backspace, Del and Ctrl-Z right after lead back to the choice, blank; nothing else changes."""
    for key in ("Backspace", "Del", "C-z"):
        with Sheet() as (s, sheet):
            go_to_field(s, "課題")
            s.send("残る")
            go_to_field(s, "戦略の進捗状況")
            s.send("b")
            at(s, "課題", "moved on")
            s.key(key)
            at(s, "戦略の進捗状況", f"{key} leads back")
            check_equal(sheet.stored(".//strategy-page/evaluation/progress"), "", "blank again")
            check_equal(sheet.stored(".//strategy-page/evaluation/issues"), "残る", "not touched")


def case_a_click_comes_in_between():
    """After a click, Tab is a step of its own."""
    with Sheet() as (s, _):
        go_to_field(s, "全体")
        s.send("A")
        row = next(i for i, text in enumerate(s.rows()) if text.strip().startswith("めざす状態"))
        s.send(f"\x1b[<0;40;{row + 1}M\x1b[<0;40;{row + 1}m")
        at(s, "めざす状態", "clicked")
        s.key("Tab")
        at(s, "アウトカム", "a step")


def case_typed_ahead():
    """Keys typed ahead go to the fields they are meant for; a sentence that an input method
    commits into a choice is no code with something behind it."""
    with Sheet() as (s, sheet):
        go_to_field(s, "個別")
        s.send("Aaahello")
        at(s, "課題", "three choices")
        check_equal([sheet.stored(f".//strategy-page/evaluation/{path}") for path in
                     ("achievement/judgement", "overall", "progress", "issues")],
                    ["A", "A", "a", "hello"], "each in its field")
        go_to_field(s, EFFECT)
        s.send("アンケートの結果")
        at(s, EFFECT, "it stays")
        check(says(s, "That is none of the choices. %s and %s show them."), s.picture())
        check_equal(sheet.stored(".//strategy-page/evaluation/effectiveness"), "", "nothing chosen")


def case_a_mark_moves_on():
    """F8 in a blank field says all there is to say; in one that has the mark it takes it away."""
    with Sheet() as (s, sheet):
        go_to_field(s, "めざす状態")
        s.key("F8", "F8")
        at(s, "戦略", "two fields marked")
        s.key("Backspace")
        at(s, "アウトカム", "led back")
        check_equal(sheet.stored(".//plan/outcome"), "", "taken back")
        s.key("S-Tab", "F8")
        at(s, "めざす状態", "it stays")
        check_equal(sheet.stored(".//plan/aim"), "", "no mark any more")


# --- one key for many fields ----------------------------------------------------------------------

def case_what_is_blank_does_not_apply():
    """Ctrl-W and b mark what is blank and may be marked, and leave what is there."""
    with Sheet(INITIATIVE) as (s, sheet):
        go_to_field(s, "取組内容")
        s.send("内容")
        s.key("C-w")
        s.send("b")
        page = ".//initiative-page/"
        check_equal([sheet.stored(page + path) for path in
                     ("plan/content", "plan/goal", "evaluation/figure/goal", "code")],
                    ["内容", "―", "―", ""], "fields")


def case_all_does_not_apply():
    """Ctrl-W and y mark every field; what stood there is in the history first."""
    with Sheet(INITIATIVE) as (s, sheet):
        go_to_field(s, "取組内容")
        s.send("惜しい内容")
        s.key("C-w")
        s.send("n")
        check(s.shows("惜しい内容"), s.picture())
        s.key("C-w")
        s.send("y")
        check(says(s, "Marked. %s at a field shows what stood there, and brings it back."),
              s.picture())
        check_equal(sheet.stored(".//initiative-page/plan/content"), "―", "marked")
        s.key("M-o")
        check(s.shows("惜しい内容"), s.picture())


def case_take_all_that_is_offered():
    """Ctrl-T again takes every figure that the page offers, and so it does from another field."""
    for way in ("again", "from elsewhere"):
        with Sheet(INITIATIVE) as (s, sheet):
            for label, text in (("業績目標", "満足度８０％以上"), ("撤退基準", "満足度３０％未満"),
                                ("業績目標の達成状況", "満足度　82.5％")):
                go_to_field(s, label)
                s.send(text)
            if way == "again":
                go_to_field(s, "目標の数値")
                s.key("C-t")
                check(says(s, "Taken. %s again: %zu more that the page offers"), s.picture())
                check_equal(sheet.stored(".//figure/withdrawal"), "", "only this one")
                go_to_field(s, "目標の数値")
                s.key("C-z", "C-t")
            s.key("C-t")
            check(says(s, "%zu figure was taken.%s"), s.picture())
            check_equal([sheet.stored(f".//figure/{name}") for name in
                         ("goal", "withdrawal", "previous", "result")],
                        ["８０％以上", "３０％未満", "", "82.5％"], way)
            go_to_field(s, "撤退基準の数値")
            s.key("C-z")
            check_equal(sheet.stored(".//figure/withdrawal"), "", "each can be taken back")


def case_text_of_the_same_number():
    """Ctrl-O takes the text of the page that has the same number; the list of pages takes all."""
    with Sheet() as (s, sheet):
        s.send("1-1")
        go_to_field(s, "めざす状態")
        s.send("一度だけ書く。")
        open_page(s, "1.2.a/strategy-page-1")
        s.send("1-1")
        s.key("Tab", "C-o")
        check(s.shows("一度だけ書く。"), s.picture())
        open_page(s, "1.2.b/strategy-page-1")
        s.key("F4", "C-t")
        check(says(s, "This page has the other one's text, and stands by itself."), s.picture())
        s.key("Tab", "C-End")
        s.send("もう少し。")
        check_equal(sheet.stored("row[@id='1.2.b']//plan/aim"), "一度だけ書く。もう少し。", "its own")
        check_equal(sheet.stored("row[@id='1.1.a']//plan/aim"), "一度だけ書く。", "the other one")


def case_a_blank_row_goes_without_a_question():
    """Nothing is lost with it; the field that takes its place is in hand."""
    with Sheet(INITIATIVE) as (s, sheet):
        go_to_field(s, "撤退基準の数値")
        s.key("M-x")
        at(s, "達成状況", "behind the row")
        s.key("F9")
        check(ET.fromstring(export(sheet.db, "北区", "2015").encode())
              .find("row[@id='1.1.a']//figure") is None, "the row is still there")


main()
