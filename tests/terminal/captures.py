"""The captures that stand in the manual: what is done for each, and what it gives.

A screen is one of a terminal of 80 x 24; what commands print, and the help, are as long as they are.
tests/terminal/manual.py puts them where they belong.
"""
import re
import shutil
import sys

from kusei import say
from screen import SOURCE
from stage import CASES, CLERK, MORNING, below

CAPTURES = {}
SCREENS = set()  # those that are a whole screen

HOUR = 3600

# What a made-up ward writes on its first two pages: (label in the form, text).
PLAN = (
    ("めざす状態", "・地域の行事に、初めての人も気軽に参加している状態"),
    ("アウトカム", "・地域の行事に参加したことがある区民の割合：平成29年度までに50％以上"),
    ("戦略", "・地域活動に関わりの薄かった方に、活動を広く知っていただく。\n"
             "・町会と子育てサークルなど、活動する団体どうしをつなぐ場を設ける。"),
)
OUTCOME = "地域の行事に参加したことがある区民の割合：38.0％"
INITIATIVE = (
    ("取組内容", "・担い手講座を年10回開く。"),
    ("業績目標", "・講座の参加者の満足度８０％以上"),
    ("撤退基準", "・満足度３０％未満"),
    ("前年度までの実績", "・担い手講座　8回"),
    ("取組実績", "・担い手講座　10回"),
    ("業績目標の達成状況", "・講座の参加者の満足度　82.5％"),
)
REASON = "覆面調査は点数が上がっており、窓口全体として順調とみた。"
# Why the other warnings of the ward's sheet stay as they are.
REASONS = (
    ("1.2.b/1-3", "KS-208", "3つのうち2つは目標に届いており、戦略は順調に進んでいる。"),
    ("1.4.b/1-1", "KS-146", "このアウトカムは、区では期限を定めていない。"),
    ("2.1.a.3/4-1-2", "KS-303", "減ったのは集計方法の変更によるもので、撤退の対象とはしない。"),
    ("2.3.a/4-2", "KS-206", REASON),
)
COLLEAGUE = "nakata"
CHIEF, HEAD = "yamashita", "okamoto"
NAMES = {CLERK: "北村 陽子", CHIEF: "山下 健", HEAD: "岡本 薫"}
SECRET = "天神橋から中之島まで歩きました"  # of everybody
FIRST = "初めに聞いたパスワードは変える"


def capture(function):
    """Registers a function of a stage that returns a text, by its name."""
    CAPTURES[function.__name__.replace("_", "-")] = function
    return function


def screen(function):
    """The same, where the text is the screen of a terminal of 80 x 24."""
    SCREENS.add(function.__name__.replace("_", "-"))
    return capture(function)


def fill(stage, hand, fields):
    """Types these, as a person does: Enter makes a new line."""
    for label, text in fields:
        stage.go_to(hand, label)
        hand.send(text.replace("\n", "\r"))


def session(stage, db, *lines):
    """What stands on a terminal after these commands, in the folder of the stage."""
    shown = []
    for line in lines:
        shown += [f"$ {line}", stage.shell(db, line).rstrip("\n")]
    return "\n".join(part for part in shown if part)


# --- beginning ------------------------------------------------------------------------

@screen
def empty(stage):
    with stage.open(stage.fresh()) as hand:
        return hand.text()


@screen
def new(stage):
    with stage.open(stage.fresh()) as hand:
        hand.act("Begins the assessment of a ward and year.", "list")
        hand.wait(say("A new assessment"))
        hand.send("北")
        return hand.text()


@screen
def begin_from(stage):
    """The year before is there, and can be carried over."""
    db = stage.fresh()
    stage.imported(SOURCE / "data" / "kita-2015.xml", into=db)
    with stage.open(db) as hand:
        hand.act("Begins the assessment of a ward and year.", "list")
        hand.wait(say("A new assessment"))
        for text in ("北", "H28"):
            hand.send(text)
            hand.key("Enter")
        return hand.text()


@screen
def sheets(stage):
    """The list with some sheets in it."""
    db = stage.half()
    stage.imported(SOURCE / "data" / "tsurumi-2015.xml", into=db)
    with stage.open(db) as hand:
        return hand.text()


@screen
def outline(stage):
    db = stage.half()
    with stage.open(db) as hand:
        stage.outline(hand)
        hand.key("Home")
        return hand.text()


@screen
def outline_find(stage):
    with stage.open(stage.half()) as hand:
        stage.outline(hand)
        hand.key("Home")
        hand.send("2.1.b")
        return hand.text()


# --- a page, from blank to done ----------------------------------------------------------

@screen
def page_blank(stage):
    with stage.open(stage.blank()) as hand:
        stage.outline(hand)
        hand.key("Home")
        hand.act("On to the next field that is still to be filled in, through all pages.", "outline")
        return hand.text()


@screen
def page_text(stage):
    with stage.open(stage.blank()) as hand:
        stage.go(hand, "1.1.a/strategy-page-1")
        hand.send("1-1")
        fill(stage, hand, PLAN)
        return hand.text()


def planned(stage, hand):
    """The first page, as far as its own evaluation."""
    stage.go(hand, "1.1.a/strategy-page-1")
    hand.send("1-1")
    fill(stage, hand, PLAN)


def evaluated(stage, hand, value="38.0％", previous="35.2％"):
    """The first page, as far as the figures of its outcome."""
    planned(stage, hand)
    stage.go_to(hand, "戦略のアウトカムに対する有効性")
    hand.send("ア")
    fill(stage, hand, (("達成状況", OUTCOME), ("実績", value), ("前年度", previous)))
    hand.key("Tab")


@screen
def choice(stage):
    with stage.open(stage.blank()) as hand:
        planned(stage, hand)
        stage.go_to(hand, "戦略のアウトカムに対する有効性")
        return hand.text()


@screen
def figure(stage):
    with stage.open(stage.blank()) as hand:
        evaluated(stage, hand, value="３８．０％")
        return hand.text()


@screen
def hint(stage):
    """What the figures suggest for a mark, beside another mark."""
    with stage.open(stage.blank()) as hand:
        evaluated(stage, hand)
        hand.act("Takes what the field offers: the figure that was read in the text, or the reason "
                 "of before. Again, or where the field offers nothing: every figure that the page "
                 "offers.", "page")
        stage.go_to(hand, "個別")
        hand.send("A")
        hand.key("Tab", "S-Tab")
        return hand.text()


@screen
def proposal(stage):
    with stage.open(stage.blank()) as hand:
        stage.go(hand, "1.1.a/initiative-page-1")
        hand.send("1-1-1")
        fill(stage, hand, INITIATIVE)
        hand.key("Tab")
        return hand.text()


@screen
def page_not_applicable(stage):
    with stage.open(stage.blank()) as hand:
        stage.go(hand, "1.3.a/strategy-page-1")
        hand.act("Marks the whole page, or what is blank on it, as not applicable.", "page")
        return hand.text()


# --- copies -------------------------------------------------------------------------------

@screen
def copy_offered(stage):
    with stage.open(stage.half(1)) as hand:
        stage.go(hand, "1.2.a/strategy-page-1")
        hand.send("1-1")
        hand.key("Tab", "S-Tab")
        return hand.text()


@screen
def sources(stage):
    """The pages that a blank one can become a copy of."""
    with stage.open(stage.half()) as hand:
        stage.go(hand, "1.3.a/strategy-page-1")
        hand.act("Makes the page a copy of another that it then follows, or lets a copy stand by "
                 "itself.", "page")
        return hand.text()


@screen
def copy(stage):
    with stage.open(stage.whole()) as hand:
        stage.go(hand, "1.2.a/1-1")
        return hand.text()


@screen
def copy_compared(stage):
    """A page with the number of another and other words, held against it."""
    with stage.open(stage.whole()) as hand:
        stage.go(hand, "1.4.b/1-1", "めざす状態")
        hand.act("Makes the page a copy of another that it then follows, or lets a copy stand by "
                 "itself.", "page")
        hand.act("Shows the page in hand against this one, with what is gone and what is new.",
                 "sources")
        return hand.text()


# --- findings --------------------------------------------------------------------------------

@screen
def finding(stage):
    with stage.open(stage.whole()) as hand:
        stage.go(hand, "2.3.a/4-2", "全体")
        return hand.text()


@screen
def findings(stage):
    with stage.open(stage.whole()) as hand:
        stage.outline(hand)
        hand.act("The list of all findings.", "outline")
        hand.key("End")
        return hand.text()


@screen
def why(stage):
    with stage.open(stage.whole()) as hand:
        stage.go(hand, "2.3.a/4-2", "全体")
        hand.act("Why there is a finding at the field: its rule, the values that it turned on, and "
                 "where it comes from.", "page")
        hand.wait(say("Why"))
        return hand.text()


@screen
def reason(stage):
    with stage.open(stage.whole()) as hand:
        stage.go(hand, "2.3.a/4-2", "全体")
        stage.reason_place(hand, "KS-206")
        hand.send(REASON)
        return hand.text()


@screen
def ready(stage):
    """The list of findings, once every warning has its reason."""
    with stage.open(with_reasons(stage)) as hand:
        stage.outline(hand)
        hand.act("The list of all findings.", "outline")
        return hand.text()


def with_reasons(stage):
    db = stage.whole()
    with stage.open(db) as hand:
        for page, rule, text in REASONS:
            stage.go(hand, page)
            stage.reason_place(hand, rule)
            hand.send(text)
        leave(hand)
    return db


def leave(hand):
    """To the list and out."""
    for place in ("page", "outline"):
        hand.act("Back to the screen before.", place)
    hand.act("Leaves the program.", "list")
    hand.exit()


def judged_before(stage):
    """The sheet, judged by rules of before, which did not have one of the rules of now."""
    db = stage.whole()
    share = stage.folder / "before"
    forms = share / "forms" / "osaka-2015"
    forms.mkdir(parents=True)
    (share / "data").symlink_to(SOURCE / "data")
    for path in (SOURCE / "forms" / "osaka-2015").iterdir():
        shutil.copyfile(path, forms / path.name)
    text = (forms / "rules.sch").read_text(encoding="utf-8")
    text = re.sub(r'(<schema [^>]*schemaVersion=)"[^"]*"', r'\1"2015.1"', text, count=1)
    for part in ("report|assert", "diagnostic"):
        text = re.sub(rf'<({part}) id="KS-206\b.*?</\1>', "", text, flags=re.S)
    (forms / "rules.sch").write_text(text, encoding="utf-8")
    stage.run(db, "check", "--all", KUSEI_SHARE=str(share))
    return db


@screen
def rules_changed(stage):
    with stage.open(judged_before(stage)) as hand:
        hand.key("Enter")
        return hand.text()


@screen
def rules_changed_list(stage):
    with stage.open(judged_before(stage)) as hand:
        stage.outline(hand)
        hand.act("The list of all findings.", "outline")
        hand.key("End")
        return hand.text()


@screen
def preview(stage):
    """The printed sheet, where a field of it stands."""
    with stage.open(stage.whole()) as hand:
        stage.go(hand, "1.1.a/1-1", "めざす状態")
        hand.act("Shows the printed sheet, and writes it to a file.", "page")
        hand.wait(say("Preview"))
        return hand.text()


# --- history and safety ------------------------------------------------------------------------

def changed(stage):
    """The sheet, one field of which was written anew an hour later."""
    db = stage.whole()
    with stage.open(db, at=MORNING + HOUR) as hand:
        stage.go(hand, "1.1.a/1-1", "課題")
        hand.key("C-Home")
        hand.act("Deletes to the end of the line.", "page")
        hand.send("地域活動協議会の認知度は上がってきたものの、なお低い水準である。")
        leave(hand)
    return db


@screen
def history(stage):
    with stage.open(changed(stage), at=MORNING + 2 * HOUR) as hand:
        stage.go(hand, "1.1.a/1-1")
        hand.act("Who changed what, and when.", "page")
        return hand.text()


@screen
def field_history(stage):
    with stage.open(changed(stage), at=MORNING + 2 * HOUR) as hand:
        stage.go(hand, "1.1.a/1-1", "課題")
        hand.act("What the field in hand held before, when and by whom; brings it back.", "page")
        return hand.text()


@screen
def search(stage):
    with stage.open(stage.neighbours()) as hand:
        stage.outline(hand)
        hand.act("Searches this sheet, other years and other wards.", "outline")
        hand.send("防災訓練")
        return hand.text()


@screen
def find(stage):
    with stage.open(stage.whole()) as hand:
        stage.go(hand, "1.1.a/1-1", "めざす状態")
        hand.act("Finds words in the fields of the page; Tab then replaces them.", "page")
        hand.send("認知度")
        hand.key("Enter")
        return hand.text()


@capture
def search_command(stage):
    return session(stage, stage.neighbours(), "kusei search 防災訓練 北区")


# --- last year and other sheets ------------------------------------------------------------------

def next_year(stage):
    """The ward's published sheet, and the first page of the year after it, half written."""
    db = stage.whole()
    stage.run(db, "new", "北区", "H28")
    with stage.open(db, at=MORNING + HOUR) as hand:
        stage.go(hand, "1.1.a/strategy-page-1")
        hand.send("1-1")
        stage.go_to(hand, "めざす状態")
        hand.act("Puts what the other sheet has there into the field; where there is none, the "
                 "page of the same number.", "page")
        stage.go_to(hand, "戦略")
        hand.act("Puts what the other sheet has there into the field; where there is none, the "
                 "page of the same number.", "page")
        hand.key("C-Home")
        hand.send("・町会に入っていない方にも届くよう、学校と共に活動を知らせる。\r")
        leave(hand)
    return db


@screen
def last_year(stage):
    with stage.open(next_year(stage)) as hand:
        stage.go(hand, "1.1.a/1-1", "戦略")
        hand.act("Shows last year's sheet, or the other one that was chosen, at the same field.",
                 "page")
        return hand.text()


@screen
def stayed(stage):
    """A page in which one field is as it was."""
    with stage.open(next_year(stage)) as hand:
        stage.go(hand, "1.1.a/1-1", "めざす状態")
        return hand.text()


@screen
def differences(stage):
    with stage.open(next_year(stage)) as hand:
        stage.go(hand, "1.1.a/1-1", "戦略")
        hand.act("Marks the differences: - what stands only there, + what only in this page.", "page")
        return hand.text()


@screen
def other_sheets(stage):
    with stage.open(stage.neighbours()) as hand:
        stage.go(hand, "1.1.a/1-1")
        hand.act("Chooses the sheet that is shown beside: last year's, or another ward's.", "page")
        return hand.text()


@screen
def cases(stage):
    with stage.open(stage.neighbours()) as hand:
        stage.go(hand, "1.1.a/1-1-1", "取組内容")
        hand.act(CASES, "page")
        hand.key("End", "Up")
        return hand.text()


# --- safety ----------------------------------------------------------------------------------------

@screen
def restored(stage):
    db = stage.half()
    with stage.open(db) as hand:
        stage.go(hand, "1.3.a/strategy-page-1", "めざす状態")
        hand.send(PLAN[0][1])
        hand.hang_up()
        hand.exit()
    with stage.open(db, at=MORNING + HOUR) as hand:
        hand.key("Enter")
        return hand.text()


@screen
def conflict(stage):
    """Two people on one page: the second saves."""
    db = stage.half()
    with stage.open(db) as one, stage.open(db, who=COLLEAGUE, at=MORNING + 600) as other:
        for hand in (one, other):
            stage.go(hand, "1.3.a/strategy-page-1", "めざす状態")
        one.send("・地域の情報が、必要な人に届いている状態")
        one.act("Saves a revision now. It is saved by itself too, when a page is left.", "page")
        other.send("・地域の情報を、だれもが得られる状態")
        other.act("Saves a revision now. It is saved by itself too, when a page is left.", "page")
        return other.text()


@screen
def also_here(stage):
    """Somebody else is at the page already."""
    db = stage.half()
    with stage.open(db, who=COLLEAGUE) as one, stage.open(db, at=MORNING + 30) as other:
        stage.go(one, "1.3.a/strategy-page-1")
        stage.go(other, "1.3.a/strategy-page-1")
        other.wait(COLLEAGUE)
        return other.text()


# --- the review ------------------------------------------------------------------------------------

def secretly(stage, db, words, passwords=(SECRET,), at=MORNING):
    """A command, with the passwords that it asks for through a pipe."""
    pipe = " ".join(f"'{password}'" for password in passwords)
    stage.shell(db, f"printf '%s\\n' {pipe} | kusei {words} --password-fd 3 3<&0", STAGE_TIME=str(at))


def review(stage, db, who, words, at=MORNING):
    secretly(stage, db, f"review {words} --as {who}", at=at)


def signed_in(stage, db, who, at):
    hand = stage.open(db, at=at)
    hand.wait(say("Password"))
    for text in (who, SECRET):
        hand.send(text)
        hand.key("Enter")
    hand.wait(say("Assessments"))
    return hand


def in_review(stage):
    """A page was sent back, written anew, answered and submitted; the chief saw all the others."""
    db = with_reasons(stage)
    secretly(stage, db, "user add admin --role admin")
    for name, role in ((CLERK, "staff"), (CHIEF, "chief"), (HEAD, "head")):
        secretly(stage, db, f"user add {name} --role {role} --display '{NAMES[name]}' --as admin",
                 passwords=(SECRET, FIRST))
        secretly(stage, db, f"user passwd {name} --as {name}", passwords=(FIRST, SECRET))
    review(stage, db, CLERK, "submit 北区 H27", at=MORNING + HOUR)
    review(stage, db, CHIEF, "seen 北区 H27", at=MORNING + 2 * HOUR)
    review(stage, db, CHIEF, "remark 北区 H27 1.1.a/1-1 '昨年度から変わった点を書いてください。' "
           "--field evaluation/issues", at=MORNING + 2 * HOUR)
    review(stage, db, CHIEF, "send-back 北区 H27 1.1.a/1-1", at=MORNING + 2 * HOUR)
    with signed_in(stage, db, CLERK, MORNING + 3 * HOUR) as hand:
        stage.go(hand, "1.1.a/1-1", "課題")
        hand.key("C-Home")
        hand.act("Deletes to the end of the line.", "page")
        hand.send("地域活動協議会の認知度は上がってきたものの、なお低い水準である。")
        leave(hand)
    review(stage, db, CLERK, "answer 北区 H27 1 '認知度の動きを加えました。'", at=MORNING + 3 * HOUR)
    review(stage, db, CLERK, "submit 北区 H27 1.1.a/1-1", at=MORNING + 3 * HOUR)
    return db


def at_what_waits(hand):
    hand.act("What waits for whom and since when, over all assessments.", "list")
    hand.wait(say("What waits"))


@screen
def waiting(stage):
    with signed_in(stage, in_review(stage), CHIEF, MORNING + 4 * HOUR) as hand:
        at_what_waits(hand)
        return hand.text()


@screen
def walk(stage):
    """What changed since the chief last looked."""
    with signed_in(stage, in_review(stage), CHIEF, MORNING + 4 * HOUR) as hand:
        at_what_waits(hand)
        hand.key("Enter")
        hand.wait(say("Since you last looked"))
        return hand.text()


@screen
def sign_off(stage):
    db = in_review(stage)
    review(stage, db, CHIEF, "approve 北区 H27", at=MORNING + 4 * HOUR)
    with signed_in(stage, db, HEAD, MORNING + 5 * HOUR) as hand:
        at_what_waits(hand)
        hand.key("Enter")
        hand.wait(say("Who signs"))
        return hand.text()


def received(stage):
    """The city's folder: what two wards of a season that never was handed in."""
    sys.path.append(str(SOURCE / "tests" / "corpus"))
    from season import Season  # it wants lxml, which the screens do not

    keys = stage.folder / "keys"
    keys.mkdir()
    season = Season(keys, only=("271276", "271241"))
    for name, ward, more in (("kita.xml", "271276", {}),
                             ("tsurumi.xml", "271241", {"kind": "再提出", "receipt": "H27-0009"})):
        (stage.folder / name).write_bytes(season.hand_in(season.sheet(ward, 2015), **more))
    shutil.copy(season.trust, stage.folder / "trust.pem")
    shutil.copy(season.table, stage.folder / "wards.tsv")
    return stage.folder / "city.db"


IMPORT = "kusei city import --trust trust.pem --ward-certs wards.tsv kita.xml tsurumi.xml"


@capture
def collecting(stage):
    """Two files are received; where all wards are."""
    return session(stage, received(stage), IMPORT, "kusei city due H27 2016-05-31",
                   "kusei city status H27 | tail -n 6")


@screen
def wards(stage):
    db = received(stage)
    stage.shell(db, IMPORT + "; kusei city due H27 2016-05-31")
    with stage.open(db) as hand:
        hand.act("For the city: how far every ward is with what it hands in for a year.", "list")
        hand.wait(say("missing"))
        hand.key("End")
        for _ in range(4):
            hand.key("Up")
        return hand.text()


@screen
def compared(stage):
    db = stage.whole()
    with stage.open(db) as hand:
        hand.act("The wards beside each other, by indicators.", "list")
        hand.wait("1.1.a.1")
        hand.key("Down", "Enter")
        hand.wait("都島区")
        hand.key("End", "Up")
        return hand.text()


@screen
def cell_full(stage):
    """A text that is longer than its printed cell."""
    with stage.open(stage.blank()) as hand:
        stage.go(hand, "1.1.a/strategy-page-1", "アウトカム")
        hand.paste(PLAN[1][1] + "\n" + PLAN[2][1].replace("\n", "") * 9)
        return hand.text()


@screen
def paste_cells(stage):
    """Two cells of a spreadsheet, pasted: the question."""
    with stage.open(stage.blank()) as hand:
        stage.go(hand, "1.1.a/strategy-page-1", "めざす状態")
        hand.paste("だれもが参加できる地域\t参加した区民の割合：平成29年度までに50％以上\t学校と共に知らせる\n")
        return hand.text()


@screen
def plain(stage):
    """The same questions, line by line."""
    with stage.open(stage.blank(), options=["--plain"]) as hand:
        for answer in ("1", "/page 1.1.a/strategy-page-1", "1-1", PLAN[0][1], "."):
            hand.send(answer + "\r")
        return hand.text()


@capture
def plain_commands(stage):
    return session(stage, stage.blank(), "printf '1\\n?\\n/quit\\nq\\n' | kusei --plain")


@capture
def today(stage):
    db = stage.half()
    for number, (label, text) in enumerate(PLAN):
        with stage.open(db, at=MORNING + 420 * number) as hand:
            stage.go(hand, "1.3.a/strategy-page-1", label)
            hand.send(text.replace("\n", "\r"))
            leave(hand)
    return session(stage, db, "kusei today")


@capture
def keymap(stage):
    return session(stage, stage.fresh(), "kusei keys | head -n 12")


# --- the whole of something --------------------------------------------------------------------

def of_help(place, heading):
    return lambda stage: "\n".join(below(stage.help(place), heading))


for kind in ("list", "outline", "page", "findings"):
    CAPTURES[f"keys-{kind}"] = of_help(kind, "Keys")
CAPTURES["signs"] = of_help("page", "Signs")


@capture
def command_list(stage):
    return session(stage, stage.fresh(), "kusei --help")


@capture
def handing_in(stage):
    """From the last check to the file."""
    return session(stage, with_reasons(stage), "kusei check 北区 H27 | tail -n 1",
                   "kusei export 北区 H27 -o kita-2015.xml")


@capture
def list_of_sheets(stage):
    db = stage.half()
    stage.imported(SOURCE / "data" / "tsurumi-2015.xml", into=db)
    return session(stage, db, "kusei list")


@capture
def page_history(stage):
    return session(stage, changed(stage), "kusei history 北区 H27 1.1.a/1-1 | head -n 8")
