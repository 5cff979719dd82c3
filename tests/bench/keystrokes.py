"""What a key costs: time until the last byte of its answer, bytes, processor time.

Beside the program, in turn with it: bare ncurses that only draws what is typed
(tests/bench/echo.c), and nano and vim where they are installed, on the same text.
"""
import random
import shutil
import statistics
import xml.etree.ElementTree as ET

from kusei import go_to_field, in_hand, load, new, open_page, step_to_end
from screen import FOLLOWED, KUSEI, SOURCE, Screen

PLACES = 40     # in a cell, with keys at each:
PER_PLACE = 15  # the slowest of a hundred of them all is the sixth, and not one that chance picked
SENTENCE = "地域活動協議会の活動を周知し、多くの参加を得るとともに、情報の発信を進める。"
TEXTS = ("めざす状態", "アウトカム", "戦略", "課題", "取組内容", "業績目標", "撤退基準", "取組実績")
ECHO = "bare ncurses echo"
KANJI = "地域活動協議会形成推進事業"  # what an input method commits at once: 13


def long_cell():
    """The longest cell of the real sheets, four paragraphs, about 400 characters."""
    cells = [e.text for name in ("kita", "tsurumi")
             for e in ET.parse(SOURCE / "data" / f"{name}-2015.xml").iter()
             if len(e) == 0 and e.text]
    return max(cells, key=len)


def one_paragraph(count=400):
    """As many characters without a line break, from the same text."""
    text = long_cell().replace("\n", "")
    return (text * 3)[:count]


class Times:
    """Answers, each (first byte, last byte, bytes)."""

    def __init__(self, answers):
        self.times = sorted(last for _, last, _ in answers)
        self.size = statistics.median(size for _, _, size in answers)

    @property
    def p50(self):
        return statistics.median(self.times)

    @property
    def p99(self):
        return self.times[int(len(self.times) * 0.99)]


def followed(screen, count=40):
    """Keys with a pause behind each, in which what is said about the text follows it:
    (bytes that follow, microseconds of processor time of a key with all of it)."""
    sizes = []
    before = processor_us(screen)
    for _ in range(count):
        screen.time_send("あ")
        answered = screen.bytes()
        screen.settle(FOLLOWED)
        sizes.append(screen.bytes() - answered)
        screen.key("Backspace")
        screen.settle(FOLLOWED)
    return statistics.median(sizes), (processor_us(screen) - before) / count / 2


def typed(screen, text, take_back, count=PER_PLACE):
    """Types the text again and again, and takes it back each time: the answers."""
    answers = []
    for _ in range(count):
        answers.append(screen.time_send(text))
        screen.key(*take_back)
    return answers


def in_turn(go, *screens):
    """あ typed and taken back in each by turns, as what else the machine does comes to all of
    them. go brings the first to the next place. Of each: Times, microseconds of processor
    time of a key."""
    answers = {screen: [] for screen in screens}
    taken = dict.fromkeys(screens, 0)
    for _ in range(PLACES):
        go()
        for screen in screens:
            before = processor_us(screen)
            answers[screen] += typed(screen, "あ", ["Backspace"])
            taken[screen] += processor_us(screen) - before
    return [(Times(answers[s]), taken[s] / PLACES / PER_PLACE / 2) for s in screens]


def stay():
    """The cursor is where it is to be."""


def anywhere(screen, lines):
    """What brings the cursor to random places of the cell in hand."""
    chance = random.Random(271)

    def go():
        screen.key("C-Home", *["Down"] * chance.randrange(lines), *["Right"] * chance.randrange(26))
    return go


def processor_us(screen):
    """Microseconds of processor time that the program has taken so far."""
    vscreen = screen._vscreen.pid
    with open(f"/proc/{vscreen}/task/{vscreen}/children", encoding="ascii") as children:
        pid = children.read().split()[0]
    with open(f"/proc/{pid}/schedstat", encoding="ascii") as times:
        return int(times.read().split()[0]) / 1000


def peers(folder, text):
    """Editors that are installed, at the end of the same text: name, screen."""
    path = folder / "text.txt"
    path.write_text(text + "\n", encoding="utf-8")
    if shutil.which("nano"):
        nano = Screen(["nano", "--ignorercfiles", path])
        nano.key("C-Home")
        yield "nano", nano
    if shutil.which("vim.tiny"):
        vim = Screen(["vim.tiny", "-u", "NONE", "-n", "-i", "NONE", path])
        vim.send("i")
        yield "vim", vim


def fill_cell(screen, text):
    """The cell in hand holds the text, the cursor at its end."""
    screen.key("C-a", "Del")
    screen.paste(text)
    screen.key("C-End")


def show(line, name, ours, floor):
    (times, taken), (beside, least) = ours, floor
    line(f"{name}, p50", times.p50, beside.p50, ECHO, "µs")
    line("    p99", times.p99, beside.p99, ECHO, "µs")
    line("    processor time of a key", taken, least, ECHO, "µs")
    print(f"    bytes to the terminal         {times.size:9.0f}")


def bench_typing(line, s, floor, others):
    fill_cell(s, long_cell())
    show(line, "あ anywhere in a long cell", *in_turn(anywhere(s, s.cursor()[0] - 6), s, floor))
    s.key("C-End")
    ours, echo, *peer = in_turn(stay, s, floor, *(screen for _, screen in others))
    show(line, "あ at its end", ours, echo)
    print("    its measure, when keys pause  {:9.0f} bytes; a key with it {:.0f} µs"
          .format(*followed(s)))
    for (name, _), (times, _) in zip(others, peer):
        line(f"    {name}, p50", times.p50, echo[0].p50, "the same", "µs")
    fill_cell(s, one_paragraph())
    lines = s.cursor()[0] - 6
    show(line, "あ anywhere in one paragraph", *in_turn(anywhere(s, lines), s, floor))
    s.key("C-Home", *["Down"] * (lines // 2), *["Right"] * 12)
    show(line, "in its middle", *in_turn(stay, s, floor))


def bench_commits(line, s, floor, others):
    fill_cell(s, long_cell())
    times = Times(typed(s, KANJI, ["C-z"], 30))
    beside = Times(typed(floor, KANJI, ["Backspace"], 30))
    line("13 kanji committed at once", times.p50, beside.p50, ECHO, "µs")
    print(f"    bytes to the terminal         {times.size:9.0f}")
    for name, screen in others:
        answers = Times([screen.time_send(KANJI) for _ in range(5)])
        line(f"    {name}", answers.p50, beside.p50, "the same", "µs")
    pasted = "\033[200~" + "区" * 210 + "\033[201~"
    fill_cell(s, "・")
    line("210 kanji pasted", Times(typed(s, pasted, ["C-z"], 30)).p50, None, "")


def walk(screen, page, fill=None):
    """Of each Tab through a page: (bytes, bytes of what is said about the field when no
    key follows at once). fill: what is typed into each text before."""
    sizes = []
    open_page(screen, page)
    for _ in step_to_end(screen, "S-Tab"):
        pass
    last = None
    while (in_hand(screen), screen.cursor()) != last:
        last = in_hand(screen), screen.cursor()
        if fill and in_hand(screen) in TEXTS:
            screen.send(fill)
        size = screen.time_send("\t")[2]
        answered = screen.bytes()
        screen.settle(FOLLOWED)
        sizes.append((size, screen.bytes() - answered))
    return sizes[:-1]


def bench_fields(full, blank):
    """Tab through a sheet that is being filled in, and through one that is full."""
    for what, sizes in (
            ("filled in", [size for page in ("1.1.a/strategy-page-1", "1.1.a/initiative-page-1")
                           for size in walk(blank, page, SENTENCE)]),
            ("full", [size for page in ("1.1.a/1-1", "1.1.a/1-1-1", "2.3.a/4-2")
                      for size in walk(full, page)])):
        at_once, behind = zip(*sizes)
        print(f"the next field, {what:10}    {statistics.median(at_once):9.0f} bytes"
              f"   least {min(at_once)}, most {max(at_once)}; when keys pause, "
              f"{statistics.median(behind):.0f} more")


def bench_keys(folder, floor_command, line):
    """All of it; line prints a figure beside its floor."""
    db, fresh = folder / "keys.db", folder / "blank.db"
    load(db, "kita-2015.xml")
    new(fresh)
    with Screen([KUSEI, "--db", db]) as s, Screen(floor_command) as floor:
        s.wait("北区")
        open_page(s, "1.1.a/1-1")
        go_to_field(s, "戦略")
        floor.wait("ready")
        others = list(peers(folder, long_cell()))
        bench_typing(line, s, floor, others)
        bench_commits(line, s, floor, others)
        for _, screen in others:
            screen.close()
    with Screen([KUSEI, "--db", db]) as full, Screen([KUSEI, "--db", fresh]) as blank:
        full.wait("北区")
        blank.wait("北区")
        bench_fields(full, blank)
