"""The reviewer's screens: what waits, what changed since one last looked, the sign-off.

Accounts and states are made with `kusei user` and `kusei review`; everything that a reviewer
does is done on the screen, and read there cell by cell.
"""
import json
import os
import pathlib
import re
import shutil
import sqlite3
import tempfile
import time

from kusei import export, go_to_field, go_to_outline, in_hand, load, open_kusei, open_page, say, says
from runner import check, check_equal, main, skip
from screen import (BOLD, COLOURED, KUSEI, UNDERLINE, VSCREEN, Folder, Screen, environment, run)

if not VSCREEN.exists():
    skip("libvterm is missing (Debian: libvterm-dev)")

SIZES = [(24, 80), (40, 120)]
PAGE, FIELD = "2.3.a/4-2", "今後の対応方向・改善策"
PATH = "evaluation/improvement"
OLD, NEW = "広報紙で周知する。", "広報紙とホームページで案内する。"
REMARK, ANSWER = "広報紙だけで足りますか。", "ホームページを加えました。"
PASSWORD = "淀川の堤を毎朝ゆっくり歩く"  # of everybody, with the name in front
PEOPLE = {"admin": "admin", "tanaka": "staff", "yamamoto": "chief", "sato": "manager",
          "suzuki": "head"}


# --- people ------------------------------------------------------------------------------


def password(name):
    return f"{name} {PASSWORD}"


def command(db, who, *arguments, status=0):
    """A command of somebody, with their password through a pipe."""
    read, write = os.pipe()
    os.write(write, "".join(p + "\n" for p in who[1:]).encode())
    os.close(write)
    try:
        done = run("--db", db, *arguments, "--as", who[0], "--password-fd", read, pass_fds=(read,))
    finally:
        os.close(read)
    check_equal(done.returncode, status, f"{arguments}: {done.stderr}")
    return done.stdout + done.stderr


def add_person(db, name, role, *options):
    """With a first password, which the person changes at once."""
    first = f"初めは{name} {PASSWORD}"
    command(db, ("admin", password("admin"), first), "user", "add", name, "--role", role, *options)
    command(db, (name, first, password(name)), "user", "passwd", name)


def review(db, name, *arguments, **more):
    return command(db, (name, password(name)), "review", *arguments, **more)


def at_work(db, name, **how):
    """kusei, with that person signed in."""
    screen = Screen([KUSEI, "--db", db], **how)
    sign_in(screen, name)
    return screen


def sign_in(screen, name):
    enter(screen, name, say)


def enter(screen, name, words):
    screen.wait(words("Password"))
    screen.send(name)
    screen.key("Enter")
    screen.send(password(name))
    screen.key("Enter")
    screen.gone(words("Password"))


def begin_of(msgid):
    """So much of a sentence as stands on one row; to be waited for."""
    return say(msgid)[:12]


def flat(screen):
    return re.sub(r"\s", "", screen.text())


def sees(screen, text):
    return re.sub(r"\s", "", text) in flat(screen)


def marked(screen, attribute):
    """All that is drawn so, without blanks."""
    return re.sub(r"\s", "", "".join(text for _, text in screen.marked(attribute)))


# --- what is there before -------------------------------------------------------------------


def give_reasons(db):
    """Every warning of the sheet gets its reason, on the screen."""
    with open_kusei(db) as s:
        s.settle()
        s.key("Enter", "F6")
        s.wait(say("Findings"))
        for _ in range(8):
            rows = [row for row in s.rows()[2:] if row.strip().startswith("?")]
            wanted = next((n for n, row in enumerate(rows) if say("[reason] ").strip() not in row),
                          None)
            if wanted is None:
                break
            s.key("Home", *["Down"] * wanted, "F4")
            s.send("公表した内容のとおり。")
            s.key("F9", "F10")
            s.settle()
        s.key("F10", "F10")


def make(folder):
    db = folder / "submitted.db"
    load(db, "kita-2015.xml")
    with open_kusei(db) as s:
        s.settle()
        open_page(s, PAGE)
        go_to_field(s, FIELD)
        s.key("C-a")
        s.send(OLD)
        s.key("F9", "F10", "F10", "F10")
    give_reasons(db)
    for name, role in PEOPLE.items():
        if name == "admin":
            read, write = os.pipe()
            os.write(write, (password(name) + "\n").encode())
            os.close(write)
            done = run("--db", db, "user", "add", name, "--role", role, "--password-fd", read,
                       pass_fds=(read,))
            os.close(read)
            check_equal(done.returncode, 0, done.stderr)
        else:
            add_person(db, name, role)
    review(db, "tanaka", "submit", "北区", "2015")
    shutil.copy(db, folder / "approved.db")
    review(folder / "approved.db", "yamamoto", "approve", "北区", "2015")
    shutil.copy(folder / "approved.db", folder / "again.db")
    again(folder / "again.db")


_made = {}


def begin(name, folder):
    """A copy of the database of that name; those are made once."""
    if not _made:
        held = tempfile.TemporaryDirectory(prefix="kusei-test-")
        _made["held"] = held  # goes with the program
        make(pathlib.Path(held.name))
    return pathlib.Path(shutil.copy(f"{_made['held'].name}/{name}.db", folder / "k.db"))


def again(db):
    """What was approved comes back with a remark, is written anew, answered and submitted."""
    review(db, "yamamoto", "seen", "北区", "2015")
    review(db, "yamamoto", "remark", "北区", "2015", PAGE, REMARK, "--field", PATH)
    review(db, "yamamoto", "send-back", "北区", "2015", PAGE)
    write(db, NEW)
    number = states(db)[PAGE]["remarks"][0]["number"]
    review(db, "tanaka", "answer", "北区", "2015", str(number), ANSWER)
    review(db, "tanaka", "submit", "北区", "2015", PAGE)


def write(db, text, name="tanaka"):
    """The staff, or somebody else, writes at the field."""
    with at_work(db, name) as s:
        open_page(s, PAGE)
        go_to_field(s, FIELD)
        s.key("C-a")
        s.send(text)
        s.key("F9")
        s.key("F10", "F10", "F10")
        check_equal(s.exit(), 0, "exit status")


def states(db, name="yamamoto"):
    out = review(db, name, "list", "北区", "2015", "--format", "json")
    return {p["page"]: p for p in map(json.loads, out.splitlines()) if "page" in p}


def state(db):
    """Of the assessment, as the list of what waits has it."""
    for line in review(db, "suzuki", "list", "--format", "json").splitlines():
        return json.loads(line)["state"]


def waiting(screen):
    screen.key("w")
    screen.wait(say("What waits"))


def to_review(screen):
    """From the list, by what waits, to what changed."""
    waiting(screen)
    screen.key("Enter")
    screen.wait(say("Since you last looked"))


def pages_listed(screen):
    return [row for row in screen.rows()[1:] if row.strip().startswith(("[ ]", "[x]"))]


# --- what waits, and what changed ---------------------------------------------------------


def case_what_waits():
    """Each sees what waits for them, by what it waits for and since when; Enter goes there."""
    with Folder() as folder:
        db = begin("submitted", folder)
        for name, action in (("yamamoto", "承認"), ("sato", "承認")):
            with at_work(db, name) as s:
                waiting(s)
                rows = [row for row in s.rows()[1:] if "北区" in row]
                check_equal(len(rows), 1, f"{name}: lines\n{s.picture()}")
                check(rows[0].strip().startswith("* 北区") and action in rows[0] and
                      "係長、課長" in rows[0] and says(s, "* %zu thing waits for you, %s (%s).") and
                      re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d", rows[0]), s.picture())
                s.key("Enter")
                s.wait(say("Since you last looked"))
                s.key("F10")
                s.wait(say("What waits"))
                check_equal(s.torn(), 0, "torn")
        for name in ("suzuki", "tanaka"):
            with at_work(db, name) as s:
                waiting(s)
                check(says(s, "Nothing waits for you, %s (%s)."), s.picture())
                row = in_hand(s)
                check("承認" in row and "係長、課長" in row and not row.startswith("*"), s.picture())
        approved = begin("approved", folder)
        with at_work(approved, "yamamoto") as s:
            waiting(s)
            check(says(s, "Nothing waits for you, %s (%s)."), s.picture())
            check("決裁" in in_hand(s) and "区長" in in_hand(s), s.picture())
        with at_work(approved, "suzuki") as s:
            waiting(s)
            check("決裁" in in_hand(s), s.picture())
            s.key("Enter")
            s.wait(say("Who signs"))


def case_just_what_changed():
    """Of fifty pages a chief sees the one that changed: what is gone, what is new, the remark
    with what it quoted and its answer; then nothing is left."""
    for rows, cols in SIZES:
        with Folder() as folder:
            db = begin("again", folder)
            with at_work(db, "yamamoto", rows=rows, cols=cols) as s:
                waiting(s)
                check("1ページ" in s.text() and s.text().count("北区") == 1,
                      f"the approved ones wait for nothing\n{s.picture()}")
                s.key("F10")
                to_review(s)
                check_equal(len(pages_listed(s)), 1, f"pages\n{s.picture()}")
                check(at_page(s, PAGE), s.picture())
                for text in (REMARK, ANSWER, say("remark")):
                    check(sees(s, text), f"{text}\n{s.picture()}")
                gone, new = marked(s, UNDERLINE), marked(s, BOLD)
                check("周知" in gone and "案内" not in gone, f"gone: {gone}\n{s.picture()}")
                check("案内" in new and "ホームページ" in new, f"new: {new}\n{s.picture()}")
                check(say("  changed").strip() in s.text(), f"the quoted text\n{s.picture()}")
                check_equal(s.torn(), 0, "torn")
                while not says(s, "You have seen all that changed. %zu page waits for approval."):
                    check(len(pages_listed(s)) == 1, s.picture())
                    s.key("n")
                s.key("F10", "Enter")
                check(says(s, "Nothing has changed since you looked at it."), s.picture())
                check(pages_listed(s)[0].strip().startswith("[x]"), s.picture())
                s.key("a")
                check(says(s, "Approved: %s") and sees(s, say("Nothing is left: you have seen all "
                                                           "that changed.")), s.picture())
            check_equal(states(db)[PAGE]["state"], "approved", "state")


def case_begins_with_what_waits():
    """Where the staff is still at most of the pages, the walk begins with the one that was submitted."""
    with Folder() as folder:
        db = begin("submitted", folder)
        review(db, "tanaka", "take-back", "北区", "2015")
        review(db, "tanaka", "submit", "北区", "2015", PAGE)
        with at_work(db, "yamamoto") as s:
            to_review(s)
            check(at_page(s, PAGE), s.picture())
            while at_page(s, PAGE):
                s.key("n")
            check(len(pages_listed(s)) > 1 and not in_hand(s).startswith("[x]"),
                  f"the others come behind\n{s.picture()}")


def case_approves_what_was_shown():
    """A page is approved in the revision that was shown, and not before it was shown whole."""
    with Folder() as folder:
        db = begin("submitted", folder)
        with at_work(db, "yamamoto") as s:
            to_review(s)
            name = in_hand(s)
            while not says(s, "more below: %s"):
                s.key("Down")
                check(in_hand(s) != name, f"no page is longer than the screen\n{s.picture()}")
                name = in_hand(s)
            s.key("a")
            check(says(s, "This page has not been shown to its end yet. %s: on"), s.picture())
            s.key("n")
            while says(s, "more below: %s"):
                check_equal(in_hand(s), name, "n goes on within the page")
                s.key("n")
            s.key("a")
            check(says(s, "Approved: %s"), s.picture())
        with Folder() as other:
            db = begin("again", other)
            with at_work(db, "yamamoto") as s:
                to_review(s)
                review(db, "sato", "remark", "北区", "2015", PAGE, "課長からも一つ。")
                review(db, "sato", "send-back", "北区", "2015", PAGE)
                write(db, OLD)
                review(db, "tanaka", "answer", "北区", "2015",
                       str(states(db)[PAGE]["remarks"][-1]["number"]), ANSWER)
                review(db, "tanaka", "submit", "北区", "2015", PAGE)
                s.key("a")
                check(not says(s, "Approved: %s"), s.picture())
                check(marked(s, BOLD).count("課長からも一つ") or sees(s, "課長からも一つ"),
                      f"it is shown anew\n{s.picture()}")
            check_equal(states(db)[PAGE]["state"], "submitted", "state")


def case_remark_and_send_back():
    """Without a remark nothing is sent back; a remark at the field in hand quotes it, and the
    page goes back when it is confirmed."""
    for rows, cols in SIZES:
        with Folder() as folder:
            db = begin("again", folder)
            with at_work(db, "yamamoto", rows=rows, cols=cols) as s:
                to_review(s)
                s.key("b")
                check(says(s, "%s: no remark is open. Say with a remark what is to be changed, then "
                              "send the page back."), s.picture())
                s.key("Tab")
                check("改善策" in in_hand(s), f"the field in hand\n{s.picture()}")
                s.key("r")
                s.send("費用も書いてください。")
                s.key("Home", "Backspace", "End")
                s.key("Enter")
                check(says(s, "The remark stands with the page.") and
                      sees(s, "費用も書いてください。"), s.picture())
                check("費用" in marked(s, BOLD), s.picture())
                s.key("b")
                check(says(s, "Send %s back with %zu open remark? y: yes  n: no"), s.picture())
                s.key("n")
                check_equal(states(db)[PAGE]["state"], "submitted", "state, after no")
                s.key("b", "y")
                check(says(s, "Sent back: %s"), s.picture())
                check_equal(s.torn(), 0, "torn")
            page = states(db)[PAGE]
            check_equal(page["state"], "returned", "state")
            remark = page["remarks"][-1]
            check_equal((remark["field"], remark["quote"], remark["text"], remark["who"]),
                        (PATH, NEW, "費用も書いてください。", "yamamoto"), "the remark")


def case_enter_goes_to_the_field():
    """Enter opens the page at the field in hand, and back comes back to the walk."""
    with Folder() as folder:
        db = begin("again", folder)
        with at_work(db, "yamamoto") as s:
            to_review(s)
            s.key("Tab", "Enter")
            s.wait("【4-2】")
            check_equal(in_hand(s), FIELD, f"field\n{s.picture()}")
            s.key("F10")
            s.wait(say("Since you last looked"))


GONE = "区民まつりで配るちらし。"


def add_page(db):
    """The staff adds a page behind the first initiative and writes in it."""
    with at_work(db, "tanaka") as s:
        go_to_outline(s)
        s.key("Home")
        s.send("1.2.b/1-3-1")
        s.key("Ins")
        check(says(s, "A page was added."), s.picture())
        check("[ ]   具体的取組" in s.text(), f"handed on before anybody wrote in it\n{s.picture()}")
        s.key("Enter")
        go_to_field(s, "取組内容")
        s.send(GONE)
        s.key("F9", "F10", "F10", "F10")
        check_equal(s.exit(), 0, "exit status")


def remove_page(db):
    with at_work(db, "tanaka") as s:
        go_to_outline(s)
        s.key("Home")
        s.send("1.2.b/1-3-1")
        s.key("Down")
        s.key("Del", "y")
        check(not s.shows("[-]"), f"it is still there\n{s.picture()}")
        s.key("F10", "F10")
        check_equal(s.exit(), 0, "exit status")


def case_a_page_that_is_gone():
    """Whoever knew the page is told by whom it was removed and what stood there, once; nothing
    is decided about it. Whoever never saw it is not told."""
    with Folder() as folder:
        db = begin("submitted", folder)
        add_page(db)
        review(db, "yamamoto", "seen", "北区", "2015")
        remove_page(db)
        with at_work(db, "yamamoto") as s:
            to_review(s)
            check(in_hand(s).startswith("[]1.2.b") and "削除" in in_hand(s), s.picture())
            check(sees(s, "tanakaさんがこのページを削除しました") and sees(s, GONE), s.picture())
            check(re.sub(r"\s", "", GONE) in marked(s, UNDERLINE), f"not as gone\n{s.picture()}")
            for key in "arb":
                s.key(key)
                check(says(s, "This page is no longer in the assessment. %s: on"), s.picture())
            s.key("n")
            check(says(s, "You have seen all that changed. %zu page waits for approval."),
                  s.picture())
            s.key("F10", "Enter")
            check(not s.shows("削除"), f"told twice\n{s.picture()}")
        with at_work(db, "sato") as s:
            to_review(s)
            check(not s.shows("削除"), f"never known\n{s.picture()}")


def at_page(screen, page):
    """Whether that page is the line in hand, and not one whose name begins so."""
    return re.search(rf"{re.escape(page)}(?![-\d])", in_hand(screen)) is not None


def case_a_page_beside_one_that_is_followed():
    """Where a new page would give another name to one that a submitted page follows, it is said
    which, and nothing comes: that page would follow the new one."""
    with Folder() as folder:
        db = begin("submitted", folder)
        before = export(db, "北区", "2015")
        with at_work(db, "tanaka") as s:
            go_to_outline(s)
            s.key("Home")
            s.send("1.1.a/1-1-1")
            s.key("Ins")
            check(says(s, "%s cannot be written to now: its state is \"%s\" (%s, %s). Whoever "
                          "submitted it can take it back, or a reviewer can send it back. Nothing "
                          "was saved."), s.picture())
            check(sees(s, "1.2.a 具体的取組 2"), s.picture())
            s.key("Up", "Down", "F9")
            check("35/35" in s.row(0) and not s.shows(" 0/10"), f"a page came\n{s.picture()}")
            s.key("F10", "F10")
            check_equal(s.exit(), 0, "exit status")
        check_equal(export(db, "北区", "2015"), before, "the sheet")


def walk_to(screen, page):
    """Down to the line of the page."""
    screen.key("Home")
    while not at_page(screen, page):
        before = in_hand(screen)
        screen.key("Down")
        check(in_hand(screen) != before, f"{page} is not there\n{screen.picture()}")


def read_all(screen):
    """To the end of the page in hand; a key that moves nothing takes away what was said."""
    screen.key("S-Tab")
    for _ in range(200):
        if not says(screen, "more below: %s"):
            return
        screen.key("n")
    raise AssertionError(f"it never ends\n{screen.picture()}")


def case_four_eyes():
    """Who wrote in a page is told, in one sentence, that somebody else has to approve it."""
    with Folder() as folder:
        db = begin("again", folder)
        review(db, "yamamoto", "remark", "北区", "2015", PAGE, REMARK, "--field", PATH)
        review(db, "yamamoto", "send-back", "北区", "2015", PAGE)
        write(db, OLD, "yamamoto")
        review(db, "tanaka", "submit", "北区", "2015", PAGE)
        with at_work(db, "yamamoto") as s:
            s.key("Enter", "F4")
            s.wait(say("Since you last looked"))
            walk_to(s, PAGE)
            read_all(s)
            s.key("a")
            check(says(s, "%s: you wrote in it yourself. Somebody else has to approve it."),
                  s.picture())
            check(at_page(s, PAGE), s.picture())
        check_equal(states(db)[PAGE]["state"], "submitted", "state")
        with at_work(db, "sato") as s:
            to_review(s)
            walk_to(s, PAGE)
            read_all(s)
            s.key("a")
            check(says(s, "Approved: %s"), s.picture())


# --- the sign-off ------------------------------------------------------------------------


def to_signing(screen):
    waiting(screen)
    screen.key("Enter")
    screen.wait(say("Who signs"))


def show_all(screen):
    seen = screen.text()
    while says(screen, "%s: on"):
        screen.key("PgDn")
        seen += screen.text()
    return re.sub(r"\s", "", seen)


def case_head_signs():
    """The head signs off what was shown to its end, with the password, which is not shown; then
    nothing can be written, until it is withdrawn for a reason."""
    for rows, cols in SIZES:
        with Folder() as folder:
            db = begin("approved", folder)
            with at_work(db, "suzuki", rows=rows, cols=cols) as s:
                to_signing(s)
                if says(s, "%s: on"):
                    s.key("s")
                    check(says(s, "Not all of this has been shown yet. %s: on"), s.picture())
                    s.key("Home")
                seen = show_all(s)
                for text in ("区の報告として決裁します。", "suzuki", "SHA-256", "[区長]", "KS-208",
                             "公表した内容のとおり。", "yamamoto"):
                    check(text in seen, f"{text}\n{seen}")
                s.key("s")
                s.send("wrong password wrong")
                check("*" * 20 in s.text() and "wrong" not in s.text(), s.picture())
                row, col, _ = s.cursor()
                check_equal((row, s.rows()[row][:col].rstrip()[-1]), (rows - 2, "*"), "the cursor")
                s.key("Enter")
                s.wait(begin_of("The name or the password is wrong. Try again."))
                check_equal(state(db), "approved", "state, with a wrong password")
                s.send(password("suzuki"))
                check(PASSWORD not in s.text(), s.picture())
                s.key("Enter")
                s.wait(say("Signed off"))
                check(says(s, "Signed off: %s, %s. SHA-256 %s.. was recorded with the statement."),
                      s.picture())
                check_equal(s.torn(), 0, "torn")
                check_equal(state(db), "signed", "state")
                digest = signature(db)[1]
                check(digest[:8] in s.text() and digest[8:16] in s.text(), s.picture())
                check_equal(signature(db)[0], "suzuki", "who")
                refused_to_write(db)
                s.key("w")
                s.key("Enter")
                check(says(s, "This needs a reason. Say why; it stays in the trail."), s.picture())
                s.send("数字に誤り")
                s.key("Enter")
                s.send(password("suzuki"))
                s.key("Enter")
                s.wait(begin_of("The sign-off was withdrawn. It stays in the trail, with the reason."))
            check_equal(state(db), "approved", "state, withdrawn")
            with sqlite3.connect(db) as connection:
                why, = connection.execute("SELECT why FROM trail WHERE action = 'withdraw'").fetchone()
                text = "\n".join(connection.iterdump())
            check_equal(why, "数字に誤り", "why")
            check(PASSWORD not in text, "the password is in the database")


def signature(db):
    with sqlite3.connect(db) as connection:
        return connection.execute("SELECT who, digest FROM review_signature ORDER BY id DESC"
                                  ).fetchone()


def revisions(db):
    with sqlite3.connect(db) as connection:
        return connection.execute("SELECT count(*) FROM revision").fetchone()


def refused_to_write(db):
    """Whatever the staff types now, nothing is saved."""
    before = revisions(db)
    with at_work(db, "tanaka") as s:
        open_page(s, PAGE)
        go_to_field(s, FIELD)
        s.send("後から")
        s.key("F9")
        check_equal(revisions(db), before, f"revisions\n{s.picture()}")


def case_approver_cannot_sign():
    """Who approved is told who may sign off, and is asked for no password."""
    with Folder() as folder:
        db = begin("approved", folder)
        with at_work(db, "yamamoto") as s:
            s.key("Enter")
            check(says(s, "%s: what changed since you last looked"), s.picture())
            s.key("F4")
            s.wait(say("Since you last looked"))
            s.key("s")
            s.wait(say("Who signs"))
            s.key("s")
            check(sees(s, "区長") and says(s, "%s (%s) may not do this. \"%s\" is for: %s."),
                  s.picture())
            check(not says(s, "Your password once more:"), s.picture())
        check_equal(state(db), "approved", "state")


def case_broken_signature():
    """What was signed and is no longer what stands there is said at once, in red and in words."""
    with Folder() as folder:
        db = begin("approved", folder)
        with at_work(db, "suzuki") as s:
            to_signing(s)
            show_all(s)
            s.key("s")
            s.send(password("suzuki"))
            s.key("Enter")
            s.wait(say("Signed off"))
        attack(db)
        with at_work(db, "suzuki") as s:
            s.key("Enter", "F4")
            s.wait(say("Since you last looked"))
            check(says(s, "The sign-off no longer holds: the document is not the one that was "
                          "signed."), s.picture())
            s.key("s")
            s.wait(say("Who signs"))
            check(says(s, "The document is no longer the one that was signed."), s.picture())
            check("内容が" in marked(s, COLOURED), s.picture())
            check(sees(s, say("no longer holds: the document is not the one that was signed")),
                  s.picture())
        check_equal(state(db), "approved", "state")


def attack(db):
    """As somebody with the file and SQLite would."""
    with sqlite3.connect(db) as connection:
        for name, in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'"
                                        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        changed = connection.execute("UPDATE field SET value = '別の文' WHERE value = ?", (OLD,))
        check(changed.rowcount > 0, "nothing was changed")
    connection.close()


def case_another_size_while_the_password_is_typed():
    """A window that changes its size leaves what was typed; another document does not: what
    would be signed then was not shown."""
    with Folder() as folder:
        db = begin("approved", folder)
        with at_work(db, "suzuki") as s:
            to_signing(s)
            show_all(s)
            s.key("s")
            s.send("abc")
            s.resize(30, 100)
            check("***" in s.text() and says(s, "Your password once more:"), s.picture())
            attack(db)
            s.resize(24, 80)
            check(says(s, "The document is no longer the one that was shown. Nothing was signed; "
                          "look at it again."), s.picture())
            s.key("Left")
            check(not says(s, "Your password once more:"), s.picture())
        check_equal(state(db), "approved", "state")


def to_sign_off(screen):
    """From the list to the sign-off, past what changed."""
    screen.key("Enter", "F4")
    screen.wait(say("Since you last looked"))
    screen.key("s")
    screen.wait(say("Who signs"))


def answer_all(screen, *texts):
    for text in texts:
        screen.key("C-k", "Home", "C-k")
        screen.send(text)
        screen.key("Enter")


def kill_after_the_draft(screen, db, text):
    """Once what was typed is in the store; nothing on the screen says so."""
    end = time.monotonic() + 20
    with sqlite3.connect(db) as connection:
        while connection.execute("SELECT text FROM remark_draft").fetchall() != [(text,)]:
            check(time.monotonic() < end, f"no draft of it\n{screen.picture()}")
            time.sleep(0.02)
    connection.close()
    screen.kill()


def case_half_typed():
    """A remark and an answer are there again after kill -9, where they were begun, for who
    began them; made or given up, they are gone."""
    with Folder() as folder:
        db = begin("again", folder)
        with at_work(db, "yamamoto") as s:
            to_review(s)
            s.key("Tab", "r")
            s.send("いつから始め")
            kill_after_the_draft(s, db, "いつから始め")
        with at_work(db, "sato") as s:
            waiting(s)
            s.key("Enter")
            s.wait(say("Since you last looked"))
            walk_to(s, PAGE)
            s.key("Tab", "r")
            check(not sees(s, "いつから始め"), f"somebody else's\n{s.picture()}")
        with at_work(db, "yamamoto") as s:
            to_review(s)
            s.key("r")
            check(not sees(s, "いつから始め"), f"it was about a field\n{s.picture()}")
            s.key("Esc", "Tab", "r")
            check(sees(s, "いつから始め"), s.picture())
            s.send("ますか。")
            s.key("Enter")
            check(says(s, "The remark stands with the page."), s.picture())
            check_equal(states(db)[PAGE]["remarks"][-1]["text"], "いつから始めますか。", "the remark")
            s.key("b", "y")
        with at_work(db, "tanaka") as s:
            open_page(s, PAGE)
            s.key("M-r")
            s.send("来月")
            kill_after_the_draft(s, db, "来月")
        with at_work(db, "tanaka") as s:
            open_page(s, PAGE)
            s.key("M-r")
            check(sees(s, "来月"), s.picture())
            s.key("Esc", "M-r")
            check(not sees(s, "来月"), f"it was given up\n{s.picture()}")
        check_equal(sqlite3.connect(db).execute("SELECT count(*) FROM remark_draft").fetchone()[0], 0,
                    "what is left of it")


def case_reassigning():
    """The administrator says who takes over; who cannot is refused with the reason, and what was
    typed can be put right. The stand-in is seen on the sign-off, and can do what was not theirs."""
    with Folder() as folder:
        db = begin("submitted", folder)
        add_person(db, "kato", "staff")
        with at_work(db, "sato") as s:
            to_sign_off(s)
            s.key("e")
            check(says(s, "%s (%s) may not do this. \"%s\" is for: %s."), s.picture())
        with at_work(db, "admin") as s:
            to_sign_off(s)
            s.key("e")
            check(says(s, "Who has left (account):"), s.picture())
            answer_all(s, "kato", "tanaka", "退職のため")
            check(says(s, "\"%s\" has no part in this assessment that could be taken over. These have "
                          "one: %s. Nothing was done.") and "tanaka" in s.text(), s.picture())
            answer_all(s, "tanaka", "kata", "退職のため")
            check(says(s, "There is no account \"%s\". \"kusei user list\" shows those there are."),
                  s.picture())
            answer_all(s, "tanaka", "admin", "退職のため")
            check(says(s, "%s (%s) cannot take over: that role moves no page on. Name somebody who "
                          "writes or reviews."), s.picture())
            answer_all(s, "tanaka", "kato", "")
            check(says(s, "This needs a reason. Say why; it stays in the trail."), s.picture())
            answer_all(s, "tanaka", "kato", "退職のため")
            check(says(s, "%s takes over from %s. It stands in the trail, with the reason."),
                  s.picture())
            check(sees(s, "kato（tanakaさんの分） admin、") and sees(s, "退職のため"), s.picture())
        review(db, "kato", "take-back", "北区", "2015", PAGE)
        check_equal(states(db)[PAGE]["state"], "entry", "state")


def case_everywhere():
    """In a small window and in both languages: remark, send back, answer, approve, sign off."""
    for rows, cols in ((24, 80), (5, 20)):
        for words in (say, str):
            with Folder() as folder:
                walk_and_sign(begin("again", folder), rows, cols, words)


def walk_and_sign(db, rows, cols, words):
    env = environment(KUSEI_LANG="ja" if words is say else "en")

    def done(screen, name, msgid):
        """What was done is said, and nothing of it is cut."""
        check(re.sub(r"\s", "", words(msgid)).split("%")[0] in flat(screen),
              f"{name}: {words(msgid)}\n{screen.picture()}")
        check_equal(screen.torn(), 0, "torn")

    with Screen([KUSEI, "--db", db], rows=rows, cols=cols, env=env) as s:
        enter(s, "yamamoto", words)
        s.key("w", "Enter", "Tab", "r")
        s.send("いつからですか。")
        s.key("Enter")
        done(s, "remark", "The remark stands with the page.")
        s.key("b")
        check("y:" in flat(s) and "n:" in flat(s), s.picture())
        s.key("y")
        done(s, "send back", "Sent back: %s")
    review(db, "tanaka", "answer", "北区", "2015", str(states(db)[PAGE]["remarks"][-1]["number"]),
           ANSWER)
    review(db, "tanaka", "submit", "北区", "2015", PAGE)
    with Screen([KUSEI, "--db", db], rows=rows, cols=cols, env=env) as s:
        enter(s, "yamamoto", words)
        s.key("w", "Enter")
        for _ in range(99):
            s.key("a")
            if re.sub(r"\s", "", words("Approved: %s")[:-2]) in flat(s):
                break
            s.key("n")
        done(s, "approve", "Approved: %s")
    with Screen([KUSEI, "--db", db], rows=rows, cols=cols, env=env) as s:
        enter(s, "suzuki", words)
        s.key("w", "Enter")
        s.key(*["PgDn"] * (99 if rows == 5 else 5))
        s.key("s")
        s.send(password("suzuki")[:3])
        check("***" in s.text() and s.cursor()[2], s.picture())
        s.send(password("suzuki")[3:])
        s.key("Enter")
        done(s, "sign off", "Signed off: %s, %s. SHA-256 %s.. was recorded with the statement.")
    check_equal(state(db), "signed", "state")


if __name__ == "__main__":
    main()
